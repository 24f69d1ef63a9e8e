"""A ledger in PostgreSQL as somebody uses it who gives its address in the place of a folder."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
import pytest

from sayso.errors import LedgerError, NotFoundError
from sayso.homes import Server, home_of
from sayso.ledger import Ledger, View, Views, Writer, faults
from sayso.ledger.backing_up import back_up
from sayso.ledger.restoring import restore
from sayso.settings import Settings
from sayso.web.app import create_app
from tests import factories
from tests.commands.filling import DOCUMENTS, PAGES, SAID, Run
from tests.postgres import Databases

Get = Callable[[str], Any]

HOLDING = "4 documents, 4 readings, 3 attributions, 0 judgements, 0 failures, 4 originals"


@pytest.fixture
def empty(postgres: Databases) -> Iterator[Server]:
    """A database in which nothing is."""
    name = f"own_{token_hex(6)}"
    yield postgres.empty(name)
    postgres.tell(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def other(postgres: Databases) -> Iterator[Server]:
    name = f"other_{token_hex(6)}"
    yield postgres.empty(name)
    postgres.tell(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def ledger(empty: Server) -> Server:
    with Ledger(empty) as ledger:
        ledger.add_many(PAGES)
    return empty


@pytest.fixture
def at(run: Run, ledger: Server, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run sayso with the address of the ledger in the environment."""
    monkeypatch.setenv("SAYSO_LEDGER", ledger.url)
    monkeypatch.delenv("SAYSO_KEYS", raising=False)
    return run


def test_what_is_read_goes_there(run: Run, empty: Server, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("The ministry said that the town fell.\n")
    status, told, complaints = run("read", "page.txt", "--ledger", empty.url)
    assert (status, complaints) == (0, "")
    assert "1 attribution" in told
    assert not (tmp_path / "sayso-ledger").exists(), "no folder is made beside it"
    assert "that the town fell" in run("search", "fell", "--ledger", empty.url)[1]
    assert run("show", "page.txt", "--ledger", empty.url)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("search", "town"), "PFV shelled the town", id="words"),
        pytest.param(("search", "--about", "front"), "the town fell to PFV", id="whom it is about"),
        pytest.param(("actors", "kerr"), "Nina Kerr", id="actors"),
        pytest.param(("show", DOCUMENTS[0][:8]), "Zero", id="a document by the digits of its id"),
        pytest.param(("show", "p/1.txt"), "One", id="a document by where it was found"),
        pytest.param(("export", "--format", "csv"), "PFV shelled the town", id="an export"),
        pytest.param(("verify",), "holds what it says it holds", id="verified"),
        pytest.param(("migrate", "--check"), "nothing is to be done", id="its version"),
    ],
)
def test_it_is_asked_as_any_ledger(at: Run, arguments: tuple[str, ...], said: str) -> None:
    status, told, complaints = at(*arguments)
    assert (status, complaints) == (0, "")
    assert said in told


def test_judged_and_signed(at: Run, ledger: Server, tmp_path: Path) -> None:
    assert at("init")[0] == 0
    assert sorted(path.name for path in (tmp_path / "sayso-keys").iterdir()) == ["key.pem", "key.pub"]
    (tmp_path / "head").write_text(at("head")[1])
    assert at("judge", "attribution", SAID, "--right", "--by", "ann")[0] == 0
    assert "covers" in at("verify", "--against", "head")[1]
    proofs = [json.loads(line) for line in at("prove", SAID)[1].splitlines()]
    assert [proof["id"] for proof in proofs] == [SAID]
    assert at("case", "case")[0] == 0
    assert (tmp_path / "case/data/key.pub").read_bytes() == (tmp_path / "sayso-keys/key.pub").read_bytes()
    with psycopg.connect(ledger.url, autocommit=True) as db:
        db.execute("UPDATE attributions SET negated = 1 WHERE id = 1")
    status, _, complaints = at("verify", "--against", "head")
    assert status == 1
    assert "it is not what was entered" in complaints


def test_a_backup_is_a_folder_and_comes_back_into_either(
    at: Run, ledger: Server, other: Server, tmp_path: Path
) -> None:
    with View(ledger) as view:
        readings = list(view.readings())
    assert at("backup", "kept") == (0, f"ledger {ledger} is backed up to kept: {HOLDING}\n", "")
    for place in (other.url, "again"):
        status, told, complaints = at("restore", "kept", "--ledger", place)
        assert (status, complaints) == (0, "")
        assert told.endswith(f" is ledger {place} now: {HOLDING}\n")
        home = home_of(place)
        assert list(faults(home)) == []
        with View(home) as view:
            assert list(view.readings()) == readings
            assert [hit.attribution for hit in view.search("town")] == [SAID, *_others(ledger)]
            assert view.kept(DOCUMENTS[0]) == PAGES[0][0].data
    with Writer(other) as writer:
        assert writer.add(*factories.read("[S A] [C said] [T more].", path="p/new.txt")), "rows are numbered on"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("[S A\0B] [C said]\0 [T x\0y].", id="PostgreSQL has no NUL"),
        pytest.param("[S A\U0010fffd0B] [C said] [T x\U0010fffd\U0010fffdy].", id="what stands for one there"),
    ],
)
def test_any_text_comes_back_into_a_database(other: Server, tmp_path: Path, words: str) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.add(*factories.read(words))
        readings = list(ledger.view.readings())
    back_up(tmp_path / "ledger", tmp_path / "kept")
    restore(tmp_path / "kept", other)
    assert list(faults(other)) == []
    with View(other) as view:
        assert list(view.readings()) == readings


def _others(ledger: Server) -> list[str]:
    with View(ledger) as view:
        return [hit.attribution for hit in view.search("town")][1:]


def test_ledgers_are_merged_from_either_into_either(at: Run, ledger: Server, other: Server) -> None:
    gained = "new are 4 documents, 4 readings\n"
    assert at("merge", ledger.url, "--into", "folder") == (0, f"{ledger} into folder: {gained}", "")
    assert at("merge", "folder", "--into", other.url) == (0, f"folder into {other}: {gained}", "")
    assert at("merge", ledger.url, "--into", other.url) == (0, f"{ledger} into {other}: nothing new\n", "")
    status, _, complaints = at("merge", ledger.url, "--into", ledger.url)
    assert (status, complaints) == (1, f"sayso: ledger {ledger}: a ledger is not merged into itself\n")


def test_what_is_redacted_is_gone_from_every_row(at: Run, ledger: Server) -> None:
    words = b"PFV shelled"
    assert _holds(ledger, words)
    assert at("redact", DOCUMENTS[0], "--reason", "by order")[0] == 0
    assert not _holds(ledger, words)
    status, told, _ = at("verify")
    assert (status, "redacted at" in told) == (0, True)
    with pytest.raises(NotFoundError), View(ledger) as view:
        view.kept(DOCUMENTS[0])
    with psycopg.connect(ledger.url) as db:
        db.execute("INSERT INTO judgements (kind, judge, time) VALUES ('note', 'a', '2024')")
        with pytest.raises(psycopg.Error, match="never deleted"):
            db.execute("DELETE FROM judgements")


def test_what_somebody_still_reads_is_not_told_to_be_gone(at: Run, ledger: Server) -> None:
    with psycopg.connect(ledger.url, autocommit=True) as db:
        db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        db.execute("SELECT 1 FROM ledger")  # as of now: before what is redacted
        status, _, complaints = at("redact", DOCUMENTS[0], "--reason", "by order")
        assert (status, "somebody reads it: redact it again later" in complaints) == (1, True)
        assert "compact it again later" in at("compact")[2]
    assert at("redact", DOCUMENTS[0], "--reason", "by order") == (
        0,
        f"document {DOCUMENTS[0]}: was redacted before; nothing of it is left on the disk\n",
        "",
    )
    assert "compact it again later" not in at("compact")[2]


def test_the_server_plans_by_no_words(ledger: Server) -> None:
    """They would stay there when what they stood in is redacted."""
    with psycopg.connect(ledger.url, autocommit=True) as db:
        db.execute("ANALYZE")
        sampled = db.execute(
            "SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats WHERE schemaname = 'public'"
        ).fetchall()
    found = {word for row in sampled for each in row for word in re.findall(r"\w+", each or "")}
    assert {"accuse", "kerr"} <= found, "codes and ids"
    told = " ".join(f"{reading.document.text} {reading.document.title} {page.path}" for page, reading in PAGES)
    assert set(re.findall(r"[^\W\d]{3,}", told)) & found == {"said", "source"}, "a table, and what a span is"


@pytest.mark.parametrize(
    ("command", "table"),
    [(("redact", DOCUMENTS[0], "--reason", "by order"), "judgements"), (("compact",), "documents")],
    ids=["redact", "compact"],
)
def test_who_does_not_own_the_tables_is_told(
    at: Run, ledger: Server, postgres: Databases, command: tuple[str, ...], table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may change rows may still not write the tables anew, and PostgreSQL only warns of it."""
    user = f"guest_{token_hex(6)}"
    postgres.tell(f"CREATE ROLE {user} LOGIN")
    with psycopg.connect(ledger.url, autocommit=True) as db:
        db.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {user}")
        monkeypatch.setenv("SAYSO_LEDGER", ledger.url.replace(f"//{db.info.user}@", f"//{user}@"))
        status, _, complaints = at(*command)
        assert (status, table in complaints) == (1, True)
        db.execute(f"DROP OWNED BY {user}")
    postgres.tell(f"DROP ROLE {user}")


def _holds(ledger: Server, words: bytes) -> bool:
    with psycopg.connect(ledger.url) as db:
        tables = db.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return any(
            words in str(row).encode() or any(isinstance(value, bytes) and words in value for value in row)
            for (table,) in tables.fetchall()
            for row in db.execute(f'SELECT * FROM "{table}"').fetchall()
        )


def test_compacting(at: Run, ledger: Server) -> None:
    with psycopg.connect(ledger.url, autocommit=True) as db:
        db.execute("INSERT INTO originals VALUES ('aa', 'nobody names it')")
    status, told, complaints = at("compact", "--dry-run")
    assert (status, complaints) == (0, "")
    assert told.endswith("would be removed: 1 originals that nothing names\n")
    with Writer(ledger):
        assert "nothing of them was removed" in at("compact")[2]
    assert at("compact")[1].endswith("removed: 1 originals that nothing names\n")
    assert list(faults(ledger)) == []


@pytest.mark.parametrize(
    ("make", "error", "complaint"),
    [
        pytest.param("", NotFoundError, "no ledger there; sayso read PATH makes one", id="an empty database"),
        pytest.param("CREATE TABLE wares (price int)", LedgerError, "is not a ledger of sayso", id="something else"),
        pytest.param(
            "CREATE TABLE documents (id int); CREATE TABLE ledger (version int); INSERT INTO ledger VALUES (99)",
            LedgerError,
            "has format version 99, and this sayso reads version",
            id="a newer one",
        ),
    ],
)
def test_what_is_no_ledger_is_left_alone(empty: Server, make: str, error: type[Exception], complaint: str) -> None:
    with psycopg.connect(empty.url, autocommit=True) as db:
        db.execute(make)
        with pytest.raises(error, match=complaint):
            View(empty)
        if make:
            with pytest.raises(error, match=complaint):
                Writer(empty)
        assert len(db.execute("SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace").fetchall()) == (
            make.count("CREATE")
        )


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        pytest.param("postgresql://nobody:hush@127.0.0.1:9/x", "Connection refused", id="no server"),
        pytest.param("postgresql://a:hush@b:c:d/x", "failed to resolve host", id="no address"),
    ],
)
def test_a_server_that_is_not_there_is_told_and_no_password(run: Run, address: str, complaint: str) -> None:
    status, _, complaints = run("search", "x", "--ledger", address)
    assert status != 0
    assert complaint in complaints
    assert "hush" not in complaints


def test_without_its_extra_that_is_told() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from importlib import util; found = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'psycopg' else found(name, *rest)\n"
        "from sayso.ledger import View\n"
        "from sayso.errors import InputError\n"
        "try:\n    View('postgresql:///x')\nexcept InputError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "a ledger in PostgreSQL needs an extra: pip install 'sayso[postgres]'\n"


def test_writers_wait_for_each_other_and_nothing_is_entered_twice(ledger: Server) -> None:
    pages = [factories.read(f"[S A] [C said] [T word {number}].", path=f"w/{number}.txt") for number in range(12)]
    began = threading.Barrier(3)

    def write() -> None:
        with Writer(ledger) as writer:
            began.wait()
            for page in pages:
                writer.add(*page)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    with View(ledger) as view:
        assert len(view.documents()) == len(PAGES) + len(pages)
    assert list(faults(ledger)) == []


def test_who_looks_sees_one_moment(ledger: Server) -> None:
    with View(ledger) as view, Writer(ledger) as writer, view.still() as still:
        writer.add(*factories.read("[S A] [C said] [T more].", path="p/new.txt"))
        assert len(still.documents()) == len(PAGES)
        assert len(view.documents()) == len(PAGES) + 1


def test_views_come_back_after_the_server_ended_them(ledger: Server) -> None:
    with closing(Views(ledger)) as views:
        with views.lent() as one, views.lent() as two:
            assert len(one.documents()) == len(two.documents())
        with psycopg.connect(ledger.url, autocommit=True) as db:
            db.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with pytest.raises(LedgerError), views.lent() as view:
            view.documents()
        with views.lent() as view:
            assert len(view.documents()) == len(PAGES)


def test_all_or_nothing_of_what_is_entered_together(ledger: Server) -> None:
    new = factories.read("[S A] [C said] [T more].", path="p/new.txt")

    def enter() -> None:
        with Writer(ledger) as writer, writer.together():
            writer.add(*new)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enter()
    with View(ledger) as view:
        assert len(view.documents()) == len(PAGES)
        with pytest.raises(NotFoundError):
            view.kept(new[1].document.id)
    assert list(faults(ledger)) == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        pytest.param(
            "postgresql://ann:hush@db.example:5432/news", "postgresql://ann:***@db.example:5432/news", id="both"
        ),
        pytest.param("postgresql://ann@db.example/news", "postgresql://ann@db.example/news", id="a name alone"),
        pytest.param("postgres:///news", "postgres:///news", id="none"),
        pytest.param(
            "postgresql://db/x?password=hush&host=a", "postgresql://db/x?password=***&host=a", id="as an option"
        ),
    ],
)
def test_a_password_is_not_shown(address: str, shown: str) -> None:
    home = home_of(address)
    assert isinstance(home, Server)
    assert str(home) == shown
    assert "hush" not in repr(home)


def test_datasette_asks_for_a_folder(at: Run, ledger: Server) -> None:
    status, _, complaints = at("datasette")
    assert (status, complaints) == (
        1, f"sayso: {ledger}: Datasette opens ledgers in a folder; sayso backup makes one of this\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "Zero"), ("/ledger?words=town", "shelled"), ("/actors", "Nina Kerr"), ("/actors/kerr", "Nina Kerr"),
        ("/events", ""), ("/timeline", "2024"), ("/map", ""), ("/stories", ""), ("/judgements", ""),
        (f"/documents/{DOCUMENTS[0]}", "Zero"), (f"/documents/{DOCUMENTS[0]}/original", "PFV shelled"),
        ("/export/jsonl", "PFV shelled"), ("/feeds/atom", "PFV shelled"),
    ],
)  # fmt: skip
def test_the_pages_of_the_browser(pages: Get, path: str, said: str) -> None:
    answer = pages(path)
    assert answer.status_code == 200
    assert said in answer.text


@pytest.fixture
def pages(ledger: Server) -> Iterator[Get]:
    from starlette.testclient import TestClient

    with TestClient(create_app(Settings(ledger=ledger)), base_url="http://127.0.0.1:8321") as client:
        yield lambda path: client.get(path)
