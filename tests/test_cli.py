"""The command line as a person uses it: what it prints, where, and how it ends."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.ledger.schema import DATABASE, VERSION
from tests import factories
from tests.sharing import shared_readers

__all__ = ["shared_readers"]

pytestmark = pytest.mark.usefixtures("shared_readers")

COMMANDS = (
    "read", "watch", "list", "show", "search", "actors", "events", "stories", "compare", "system", "changes",
    "problems", "retry", "export", "case", "datasette", "merge", "init", "head", "verify", "prove", "redact", "backup",
    "restore", "migrate", "compact", "serve", "judge", "import",
)  # fmt: skip
ARTICLE = "The ministry said on Monday that the northern town had fallen to the militia. Kerr denied the report."
MARKED = "[S The ministry] [C said] that [T the town fell]."

JUDGING = (
    ("judge", "attribution", "abcd", "--wrong"),
    ("judge", "same", "x", "y"),
    ("judge", "not-same", "x", "y"),
    ("judge", "retract", "1"),
    ("judge", "list"),
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of three pages."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "b.txt").write_text(f"{ARTICLE}\n")
    (folder / "a.html").write_text(f"<title>Town falls</title><body><h1>Town falls</h1><p>{ARTICLE}</p></body>")
    (folder / "c.txt").write_text(f"{ARTICLE} It was raining.\n")
    return folder


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """A ledger of two documents and a failure."""
    with Ledger(tmp_path / "sayso-ledger") as ledger:
        ledger.add(*factories.read(MARKED, title="The\x1b[2J town"))
        ledger.add(*factories.read("[S Kerr] [C denied] [T the fall].", path="pages/b.txt", published=None))
        ledger.fail("files", "no such file", path="pages/gone.html")
        return ledger.documents()[0].id


def sayso(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "sayso", *arguments]


def test_help_answers_at_once() -> None:
    def seconds() -> float:
        started = time.perf_counter()
        subprocess.run(sayso("--help"), check=True, capture_output=True)
        return time.perf_counter() - started

    assert min(seconds() for _ in range(3)) < 0.3


def test_help_loads_nothing_that_is_slow() -> None:
    code = "import sys, sayso.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "typer" in loaded
    assert not {"rich", "numpy", "onnxruntime", "lxml", "sqlite3", "fastapi", "trafilatura"} & set(loaded)


def test_help_names_every_command(run: Run) -> None:
    status, told, _ = run("--help")
    assert status == 0
    assert tuple(re.findall(r"^  ([a-z]+)  +[A-Z]", told, re.MULTILINE)) == COMMANDS
    assert "..." not in told.partition("Commands:")[2], "a command's line is cut short"
    for command in COMMANDS:
        assert run(command, "--help")[0] == 0


def test_version(run: Run) -> None:
    assert run("--version") == (0, "sayso 0.3.0\n", "")


def test_pages_are_read_in_order_and_entered(run: Run, pages: Path) -> None:
    status, told, progress = run("read", "pages/c.txt", "pages")
    assert status == 0
    assert re.findall(r"/pages/(\w\.\w+)$", told, re.MULTILINE) == ["c.txt", "a.html", "b.txt", "c.txt"]
    assert re.fullmatch(r"4 pages, \d+ attributions?, 0 problems; ledger: sayso-ledger", told.splitlines()[-1])
    assert [line.split()[0] for line in progress.splitlines()] == ["1/4", "2/4", "3/4", "4/4"]
    assert "said — " in told
    assert len(run("list")[1].splitlines()) == 3
    assert run("verify") == (0, "ledger sayso-ledger holds what it says it holds\n", "")


def test_on_a_terminal_a_bar_makes_way_for_the_pages(pages: Path, tmp_path: Path) -> None:
    master, slave = os.openpty()
    process = subprocess.Popen(
        sayso("read", "pages"),
        stdout=slave,
        stderr=slave,
        cwd=tmp_path,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
    )
    os.close(slave)
    told = b""
    with process, suppress(OSError):  # Linux ends a terminal that nobody holds any more with an error
        while part := os.read(master, 4096):
            told += part
    os.close(master)
    assert process.returncode == 0
    assert "0/3" in told.decode()
    assert "━" in told.decode()
    assert "\x1b[1;4mTown falls\x1b[0m\r\n" in told.decode(), "a page begins on a line of its own"


def test_one_page_needs_no_progress(run: Run, pages: Path) -> None:
    assert run("read", "pages/b.txt", "--no-ledger")[2] == ""


def test_jsonl_is_what_the_ledger_exports(run: Run, pages: Path) -> None:
    status, told, progress = run("read", "--format", "jsonl", "pages")
    lines = [json.loads(line) for line in told.splitlines()]
    assert status == 0
    assert [Path(line["document"]["sightings"][0]["path"]).name for line in lines] == ["a.html", "b.txt", "c.txt"]
    assert all(line["attributions"] for line in lines)
    assert "3 pages, " in progress.splitlines()[-1]
    assert run("export", "--format", "jsonl") == (0, told, "")


def test_reading_twice_tells_and_keeps_the_same(run: Run, pages: Path) -> None:
    first = run("read", "pages", "--format", "jsonl")
    assert run("read", "pages", "--format", "jsonl") == first
    assert run("read", "pages", "--format", "jsonl", "--no-ledger")[1] == first[1], "kept or read anew"


def test_reading_leaves_nothing_outside_the_ledger(pages: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))}
    subprocess.run(
        sayso("read", "pages"), check=True, capture_output=True, cwd=tmp_path, env=environment | {"HOME": str(home)}
    )
    assert list(home.rglob("*")) == [], "a library keeps something of its own"
    assert {path.name for path in tmp_path.iterdir()} == {"home", "pages", "sayso-ledger"}


def test_no_ledger_keeps_nothing(run: Run, pages: Path, tmp_path: Path) -> None:
    told = run("read", "pages", "--no-ledger")[1]
    assert "ledger" not in told.splitlines()[-1]
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_the_ledger_may_be_named(run: Run, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", "from-environment")
    run("read", "pages/b.txt")
    run("read", "pages/b.txt", "--ledger", "named")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["from-environment", "named", "pages"]


def binary(folder: Path) -> None:
    (folder / "a.bin2").write_bytes(bytes(range(256)) * 20)


def empty(folder: Path) -> None:
    (folder / "empty.html").touch()


def unknown(folder: Path) -> None:
    (folder / "klingon.html").write_text('<meta charset="x-klingon"><p>' + ARTICLE)


def newer(folder: Path) -> None:
    Ledger(folder / "sayso-ledger").close()
    with sqlite3.connect(folder / "sayso-ledger" / DATABASE) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()


@pytest.mark.parametrize(
    ("prepare", "argument", "told"),
    [
        pytest.param(None, "gone.html", "gone.html: no such file or folder", id="missing file"),
        pytest.param(lambda folder: (folder / "none").mkdir(), "none", "none: there are no pages", id="empty folder"),
        pytest.param(binary, "a.bin2", "a.bin2: ", id="binary file"),
        pytest.param(empty, "empty.html", "empty.html: ", id="empty page"),
        pytest.param(unknown, "klingon.html", "unknown encoding 'x-klingon'", id="unknown encoding"),
        pytest.param(None, "http://127.0.0.1/a", "its address is of this machine", id="address"),
        pytest.param(lambda folder: os.mkfifo(folder / "pipe"), "pipe", "pipe: not a file", id="no regular file"),
    ],
)  # fmt: skip
def test_one_failure_is_one_line_and_the_rest_is_done(
    run: Run, pages: Path, tmp_path: Path, prepare: Callable[[Path], object] | None, argument: str, told: str
) -> None:
    if prepare is not None:
        prepare(tmp_path)
    status, output, complaints = run("read", argument, "pages/b.txt")
    lines = [line for line in complaints.splitlines() if line.startswith("sayso: ")]
    assert status == 1
    assert len(lines) == 1
    assert told in lines[0]
    assert argument in lines[0]
    assert re.fullmatch(r"1 page, \d+ attributions?, 0 problems, 1 not read; ledger: .*", output.splitlines()[-1])
    (failed,) = run("list", "--failed")[1].splitlines()
    assert argument in failed, "what could not be read is a row"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(run: Run, pages: Path) -> None:
    (pages / "b.txt").chmod(0)
    status, _, complaints = run("read", "pages")
    assert status == 1
    assert "b.txt: permission denied" in complaints


@pytest.mark.parametrize(
    "command",
    [("read", "pages"), ("list",), ("show", "abcd"), ("search", "x"), ("actors",), ("export",), ("verify",), *JUDGING],
)
def test_a_newer_ledger(run: Run, pages: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    newer(tmp_path)
    told = f"ledger sayso-ledger has format version {VERSION + 1}; this sayso reads up to version {VERSION}"
    assert run(*command) == (1, "", f"sayso: {told}\n")


@pytest.mark.parametrize(
    "command",
    [("list",), ("show", "abcd"), ("search", "x"), ("actors",), ("export",), ("verify",), ("serve",), *JUDGING],
)
def test_no_ledger_yet(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert run(*command) == (1, "", "sayso: sayso-ledger: no ledger there; sayso read PATH makes one\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        pytest.param("pages/b.txt", "a ledger is a folder, and a file stands there", id="a file"),
        pytest.param("pages/b.txt/ledger", "a ledger is a folder, and a file stands there", id="below a file"),
        pytest.param("/dev/null/ledger", "a ledger is a folder, and a file stands there", id="below a device"),
    ],
)
def test_a_folder_that_cannot_be_a_ledger(run: Run, pages: Path, folder: str, reason: str) -> None:
    assert run("read", "pages/b.txt", "--ledger", folder) == (1, "", f"sayso: ledger {folder}: {reason}\n")


def test_what_is_passed_over_is_said(run: Run, pages: Path) -> None:
    for name in ("d.css", "e.png", ".f.html", "g.js"):
        (pages / name).touch()
    status, _, told = run("read", "pages", "--no-ledger")
    assert status == 0
    assert told.splitlines()[0] == "sayso: pages: passed over .f.html, d.css, e.png and 1 more: no pages"


def test_a_page_in_another_language_is_kept_and_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fr.html").write_text(
        '<html lang="fr"><meta charset="utf-8"><body><p>Le ministère a déclaré lundi que la ville du nord était tombée'
        " aux mains de la milice. Le général a nié la nouvelle et a promis une enquête dans les prochains jours.</p>"
    )
    status, told, _ = run("read", "fr.html")
    assert status == 0
    assert "! language: the page is not in English" in told
    assert "1 page, 0 attributions, 1 problem;" in told
    assert "(1 problem)" in run("list")[1]


def test_control_characters_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "\x1b[31mred.txt").write_text(
        "The minister\x1b[2J\x07 said that it was\x9b31m so, and there was no doubt.\n"
    )
    out = run("read", ".") + run("list") + run("show", str(tmp_path / "\x1b[31mred.txt")) + run("read", "\x1b[31mgone")
    told = "".join(str(part) for part in out)
    assert "␛[31mred.txt" in told
    assert not set(told) & set("\x1b\x07\x9b")


def test_list(run: Run, filled: str) -> None:
    status, told, _ = run("list")
    assert status == 0
    assert told.splitlines()[0] == f"{filled[:12]}  2024-02-29     1  The␛[2J town · The Herald"
    assert told.splitlines()[1][12:] == "  —              1  A page · The Herald"


def test_show(run: Run, filled: str) -> None:
    status, told, _ = run("show", filled[:6])
    assert status == 0
    assert f"document: {filled}" in told
    assert "  The ministry — said — the town fell" in told.splitlines()
    assert run("show", "pages/a.txt") == (0, told, "")
    assert run("show", "nothing") == (1, "", "sayso: 'nothing': no such document in ledger sayso-ledger\n")


def test_a_file_stands_for_its_document(run: Run, pages: Path) -> None:
    run("read", "pages/b.txt")
    assert f"found at: {pages / 'b.txt'}" in run("show", "pages/b.txt")[1]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("town",), "The ministry — said — the town fell"),
        (("the", "fall"), "Kerr — denied — the fall"),
        (("--speaker", "kerr"), "Kerr — denied — the fall"),
        (("town", "--speaker", "kerr"), None),
    ],
    ids=["a word", "two words", "a speaker", "both must fit"],
)
def test_search(run: Run, filled: str, arguments: tuple[str, ...], found: str | None) -> None:
    status, told, complaints = run("search", *arguments)
    assert status == 0
    assert told.splitlines()[:1] == ([found] if found else [])
    assert complaints == ("" if found else "sayso: nothing found\n")


def test_search_without_a_word(run: Run, filled: str) -> None:
    assert run("search", "—") == (1, "", "sayso: '—': there is no word in it to search for\n")
    assert run("search") == (1, "", "sayso: no word to search for is given\n")


def test_verify_tells_every_fault(run: Run, filled: str, tmp_path: Path) -> None:
    (tmp_path / "sayso-ledger" / "originals" / filled[:2] / filled[2:]).unlink()
    with sqlite3.connect(tmp_path / "sayso-ledger" / DATABASE) as db:
        db.execute("UPDATE attribution_spans SET words = 'asked' WHERE words = 'denied'")
    db.close()
    status, told, complaints = run("verify")
    assert (status, told) == (1, "")
    assert f"sayso: document {filled}: its original is missing" in complaints
    assert "the text says 'denied', not 'asked'" in complaints


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_serving_others_is_refused(run: Run, filled: str, host: str) -> None:
    status, _, told = run("serve", "--host", host)
    assert status == 1
    assert told.startswith(f"sayso: {host}: serving beyond this machine needs a credential")


def test_a_port_that_is_taken(run: Run, filled: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, _, told = run("serve", "--port", port)
    assert status == 1
    assert told == f"sayso: cannot serve at 127.0.0.1, port {port}: Address already in use; --port takes another\n"


@pytest.mark.parametrize("command", [("read", "pages", "--format", "jsonl"), ("read", "pages"), ("export",), ("list",)])
def test_a_reader_that_goes_away_is_no_fault(run: Run, pages: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    run("read", "pages")
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "wb") as pipe:
        ended = subprocess.run(
            sayso(*command), stdout=pipe, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path
        )
    assert [line for line in ended.stderr.splitlines() if not re.match(r"\d/3 ", line)] == []


def test_usage_errors_have_a_status_of_their_own(run: Run) -> None:
    assert run("read")[0] == 2
    assert run("nonsense")[0] == 2
