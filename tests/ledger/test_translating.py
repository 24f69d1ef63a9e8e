"""A statement in SQLite's words means the same where a ledger is in PostgreSQL: each is asked of both."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.homes import Server
from sayso.ledger.connection import Connection as Asked
from sayso.ledger.postgres import connection, opening
from sayso.ledger.postgres.binding import LARGEST, MARK
from sayso.ledger.postgres.connection import Connection
from sayso.ledger.schema import create_in
from tests.postgres import Databases

Both = tuple[Asked, Asked]
Rows = list[tuple[Any, ...]]
Done = tuple[str, tuple[Any, ...]]  # a statement and its values

ODD: Final = f"it's \"odd\" \\ %s {MARK}0\0{MARK}? :p1 $1 E'\\n' \x01 \x02 {{,}} é \U0001f469"
NO_NUL: Final = ODD.replace("\0", "")  # SQLite reads the texts of a list up to a NUL
FILLED: Final[tuple[tuple[str, Rows], ...]] = (
    ("INSERT INTO documents (id, sha256) VALUES (?, ?)", [(3, "c"), (1, "a"), (2, ODD), (9, ""), (4, NO_NUL)]),
    (
        "INSERT INTO addresses (url, kind, etag, last_modified, checked, status, document, failures, due)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            ("u/c", "page", None, None, "2024-03", 200, "c", 0, "2024-04"),
            ("u/a", "feed", "x", "", "2024-01", None, None, 2, None),
            ("u/B", "page", "X", "y", "2024-02", 404, "a", LARGEST, ""),
            ("u/d.e", "feed", None, "y", "2024-02", 0, None, -7, "2024-04"),
        ],
    ),
    (
        "INSERT INTO standing (class, documents, mentions, speaking, about) VALUES (?, ?, ?, ?, ?)",
        [("kerr", 3, 7, 1, 0), ("doe", 2, -7, 0, 0), ("roe", -3, 7, 1, 2), ("ann", 0, 5, 0, 2)],
    ),
    (
        "INSERT INTO log (position, kind, entry, document, hash) VALUES (?, ?, ?, ?, ?)",
        [(0, "reading", 1, None, b""), (1, "reading", 2, b"\0'\\\xff", b"\0"), (2, "failure", 1, b"", b"\xff" * 40)],
    ),
    ("INSERT INTO joined (actor, class, change) VALUES (?, ?, ?)", [("kerr", "kerr", 1), ("doe", "kerr", 2)]),
    ("INSERT INTO comparisons (number, change, document, least) VALUES (?, ?, ?, ?)", [(1, 1, 1, 0.1), (2, 1, 1, 3.0)]),
    (
        "INSERT INTO said (rowid, source, content) VALUES (?, ?, ?)",
        [(1, "The army", "the town\nfell"), (2, "Kerr's café", "the army left the town"), (5, ODD, "town town army")],
    ),
)  # fmt: skip


def case(reason: str, sql: str, *values: Any) -> Any:
    return pytest.param(sql, values, id=reason)


ASKED: Final = (
    # Nothing.
    case("nothing comes first", "SELECT url FROM addresses ORDER BY etag, url"),
    case("and last when the order is turned", "SELECT url FROM addresses ORDER BY status DESC, url"),
    case("also of what is reckoned", "SELECT url FROM addresses ORDER BY status + 1, url DESC"),
    case("a column that is never nothing", "SELECT url FROM addresses ORDER BY failures DESC, url"),
    case("nothing is nothing", "SELECT url FROM addresses WHERE etag IS NULL ORDER BY url"),
    case("IS between columns", "SELECT url, etag IS last_modified FROM addresses ORDER BY url"),
    case("IS NOT with a value", "SELECT url FROM addresses WHERE document IS NOT ? ORDER BY url", "a"),
    case("IS with a value that is nothing", "SELECT url FROM addresses WHERE document IS ? ORDER BY url", None),
    case("equal to nothing is nothing", "SELECT url, status = 200 FROM addresses ORDER BY url"),
    case("in place of nothing", "SELECT ifnull(etag, ?), coalesce(status, -1) FROM addresses ORDER BY url", ODD),
    case("no sum, no largest", "SELECT sum(status), max(etag), min(url), count(*) FROM addresses WHERE url = 'none'"),
    case("unlike each other", "SELECT count(DISTINCT ifnull(etag, '')) FROM addresses"),
    # Truths.
    case("a truth is a number",
         "SELECT failures > 0, NOT failures, failures > 0 AND status FROM addresses ORDER BY url"),
    case("a number is a truth", "SELECT url FROM addresses WHERE failures ORDER BY url"),
    case("and not one", "SELECT url FROM addresses WHERE NOT status ORDER BY url"),
    case("a value is a truth", "SELECT url FROM addresses WHERE ? ORDER BY url", 1),
    case("truths are added", "SELECT sum(failures > 0) + (count(*) = 4) FROM addresses"),
    case("a truth held against a number", "SELECT url FROM addresses WHERE (etag IS NOT NULL) = ? ORDER BY url", 1),
    case("the order of truths", "SELECT url FROM addresses ORDER BY status IS NULL, failures > 0, url"),
    case("grouped by a truth", "SELECT failures > 0, count(*) FROM addresses GROUP BY failures > 0 ORDER BY 1"),
    case("whether there is one", "SELECT EXISTS (SELECT 1 FROM addresses WHERE kind = ?)", "none"),
    case(
        "one or the other",
        "SELECT CASE WHEN failures THEN 'some' ELSE 'none' END, iif(status IS NULL, 1, 0) FROM addresses ORDER BY url",
    ),
    case("one of several", "SELECT CASE kind WHEN 'page' THEN 1 WHEN 'feed' THEN 2 END FROM addresses ORDER BY url"),
    case("a truth in the place of a value",
         "SELECT max(failures = 2), ifnull(status = 0, 7) FROM addresses GROUP BY url ORDER BY url"),
    # Numbers.
    case("division leaves whole numbers",
         "SELECT mentions / 2, -mentions / 2, mentions % 4 FROM standing ORDER BY class"),
    case("and what remains has the sign of the first",
         "SELECT mentions % -4, mentions % 3 FROM standing ORDER BY class"),
    case("divided by nothing", "SELECT 7 / documents, 7 % documents FROM standing WHERE class = 'ann'"),
    case("a number that is not whole", "SELECT mentions / 2.0, mentions * 1.0 FROM standing ORDER BY class"),
    case("sums", "SELECT sum(mentions), max(mentions), min(about), count(*) FROM standing"),
    case("a sum of no row", "SELECT ifnull(sum(mentions), 0) FROM standing WHERE class = 'none'"),
    case("the largest number there is", "SELECT failures, failures - 1 FROM addresses WHERE failures = ?", LARGEST),
    case("the smallest", "SELECT ? + 0", -LARGEST - 1),
    case("below nothing", "SELECT class FROM standing WHERE documents = ? ORDER BY class", -3),
    case("a value behind a minus", "SELECT mentions -? FROM standing ORDER BY class", -1),
    case("a plus that says nothing", "SELECT class FROM standing WHERE +about = 2 ORDER BY +class"),
    case("floats", "SELECT least, least * 3, least < 0.3 FROM comparisons ORDER BY number"),
    case("a float and a value", "SELECT number FROM comparisons WHERE least >= ? ORDER BY number", 0.1),
    case("a whole number held against a float", "SELECT number FROM comparisons WHERE least = ? ORDER BY number", 3),
    case("parts of a float", "SELECT mentions / 3.0, mentions * 0.1 FROM standing ORDER BY class"),
    case("a value that is a float", "SELECT ?, ? * 3, mentions / ? FROM standing ORDER BY class", 0.1, 0.1, 3.0),
    case("absolute", "SELECT abs(mentions) FROM standing ORDER BY class"),
    # Texts.
    case("an odd text is found", "SELECT id, sha256 FROM documents WHERE sha256 = ?", ODD),
    case("an odd text in the statement", "SELECT id FROM documents WHERE sha256 <> 'it''s ? \"odd\"' ORDER BY id"),
    case("by the numbers of characters", "SELECT url FROM addresses ORDER BY url"),
    case("by its beginning", "SELECT url FROM addresses WHERE url >= ? AND url < ? ORDER BY url", "u/a", "u/d"),
    case("between", "SELECT url FROM addresses WHERE checked BETWEEN '2024-02' AND ? ORDER BY url", "2024-02"),
    case("put together", "SELECT url || ' ' || failures FROM addresses ORDER BY url"),
    case("with nothing", "SELECT url || etag FROM addresses ORDER BY url"),
    case("how long", "SELECT length(kind), length(sha256) FROM addresses JOIN documents ON id = 3 ORDER BY url"),
    case("smaller letters", "SELECT lower(url), upper(kind) FROM addresses ORDER BY url"),
    case("like a pattern", "SELECT url FROM addresses WHERE url GLOB 'u/?' ORDER BY url"),
    case("with a full stop", "SELECT url FROM addresses WHERE url GLOB 'u/d.*' ORDER BY url"),
    case("all or nothing of it", "SELECT url FROM addresses WHERE url GLOB '*d' ORDER BY url"),
    case("a number as a text", "SELECT CAST(failures AS TEXT) FROM addresses ORDER BY url"),
    # Bytes.
    case("bytes", "SELECT hash, document FROM log ORDER BY position"),
    case("bytes are found", "SELECT position FROM log WHERE hash = ?", b"\0"),
    case("in their order", "SELECT position FROM log ORDER BY hash DESC"),
    case("in digits", "SELECT lower(hex(hash)) FROM log ORDER BY position"),
    # Lists.
    case("of numbers", "SELECT sha256 FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
         "[1,9,4]"),
    case("of texts", "SELECT url FROM addresses WHERE kind IN (SELECT value FROM json_each(?))", '["feeds"]'),
    case("of an odd text", "SELECT id FROM documents WHERE sha256 IN (SELECT value FROM json_each(?))",
         json.dumps([NO_NUL])),
    case("an empty one of numbers", "SELECT sha256 FROM documents WHERE id IN (SELECT value FROM json_each(?))", "[]"),
    case("an empty one of texts", "SELECT id FROM documents WHERE sha256 IN (SELECT value FROM json_each(?))", "[]"),
    case("not in an empty one",
         "SELECT id FROM documents WHERE id NOT IN (SELECT value FROM json_each(?)) ORDER BY id", "[]"),
    case("as rows", "SELECT value FROM json_each(?) ORDER BY value", '["b", "a", "a"]'),
    case("as rows of numbers", "SELECT value + 1 FROM json_each(?) ORDER BY value", f"[2, -1, {LARGEST - 1}]"),
    case("joined with a table",
         "SELECT d.sha256 FROM json_each(?) CROSS JOIN documents d ON d.id = value ORDER BY d.id", "[3, 1]"),
    case("with its own name", "SELECT d.id FROM json_each(?) j JOIN documents d ON d.sha256 = j.value", '["c"]'),
    case("two of them", "SELECT a.value, b.value FROM json_each(?) a, json_each(?) b ORDER BY 1, 2", "[1, 2]", '["x"]'),
    case("for each, from a table", "SELECT value, (SELECT kind FROM addresses WHERE url = value) FROM json_each(?)"
         " ORDER BY value", '["u/a", "u/z"]'),
    # Limits, values, parts.
    case("no limit", "SELECT id FROM documents ORDER BY id LIMIT ?", -1),
    case("no limit behind some", "SELECT id FROM documents ORDER BY id LIMIT ? OFFSET ?", -1, 2),
    case("a limit", "SELECT id FROM documents ORDER BY id LIMIT ?", 2),
    case("none at all", "SELECT id FROM documents ORDER BY id LIMIT ?", 0),
    case("values by their numbers", "SELECT ?2, ?1, id FROM documents WHERE id = ?1 OR id = ?2 ORDER BY id", 3, 1),
    case("a question mark in a text", "SELECT '?' || ?, ':p0'", "x"),
    case("a part without a name", "SELECT sum(n) FROM (SELECT count(*) n FROM addresses GROUP BY kind)"),
    case("and another joined", "SELECT kind, n FROM (SELECT kind, count(*) n FROM addresses GROUP BY 1) ORDER BY kind"),
    case("with a name before", "WITH few AS (SELECT id FROM documents WHERE id < 3) SELECT id FROM few ORDER BY id"),
    case("both",
         "SELECT id FROM documents WHERE id < 3 UNION SELECT failures FROM addresses WHERE failures > 0 ORDER BY 1"),
    case("all but", "SELECT id FROM documents EXCEPT SELECT failures FROM addresses ORDER BY 1"),
    case("counted, of those that several have",
         "SELECT kind FROM addresses GROUP BY kind HAVING count(*) > 1 ORDER BY kind"),
    case("a count as a truth", "SELECT kind FROM addresses GROUP BY kind HAVING count(etag) ORDER BY kind"),
    case("without a partner", "SELECT a.url, d.id FROM addresses a LEFT JOIN documents d ON d.sha256 = a.document"
         " ORDER BY a.url"),
    case("by its row", "SELECT d.rowid, d.sha256 FROM documents d WHERE d.rowid = ?", 3),
    case("gathered in the order of the key", "SELECT group_concat(url), group_concat(failures, ' ') FROM addresses"),
    case("each kind's", "SELECT kind, group_concat(url, '|') FROM addresses GROUP BY kind ORDER BY kind"),
    # Words.
    case("words", "SELECT rowid FROM said WHERE said MATCH ? ORDER BY rowid", '"town"'),
    case("best first", "SELECT said.rowid, said.rank FROM said WHERE said MATCH ? ORDER BY said.rank, said.rowid",
         '"town" AND "army"'),
    case("in one column", "SELECT rowid FROM said WHERE said MATCH ? ORDER BY rowid", '{source} : "army"'),
    case("without accents, with an ending", "SELECT rowid FROM said WHERE said MATCH ?", '"caf" *'),
    case("marked", "SELECT highlight(said, 0, ?1, ?1), highlight(said, 1, ?1, ?1) FROM said WHERE said MATCH ?2"
         " AND rowid = ?3", "|", '"army"', 2),
    case("by the outer of two questions",
         "SELECT said.rowid FROM said WHERE said MATCH ? AND said.rowid IN (SELECT rowid FROM said WHERE said MATCH ?)"
         " ORDER BY said.rank, said.rowid", '"town"', '"army"'),
)  # fmt: skip


def does(reason: str, *done: Done | str, shown: Done | str) -> Any:
    return pytest.param([_done(each) for each in done], _done(shown), id=reason)


def _done(told: Done | str) -> Done:
    return (told, ()) if isinstance(told, str) else told


DOCUMENTS: Final = "SELECT id, sha256 FROM documents ORDER BY id"
FAILURES: Final = "SELECT id, path, reason, original FROM failures ORDER BY id"
STANDING: Final = "SELECT class, documents, mentions, speaking, about FROM standing ORDER BY class"
ADDRESSES: Final = "SELECT url, kind, etag, status, failures FROM addresses ORDER BY url"
_ADDRESS: Final = "INSERT OR REPLACE INTO addresses (url, kind, etag, checked, failures) VALUES (?, ?, ?, ?, ?)"
_FAILURE: Final = "INSERT OR IGNORE INTO failures (path, step, reason, time) VALUES (?, ?, ?, ?) RETURNING id"
_STANDS: Final = (
    "INSERT INTO standing (class, documents, mentions, speaking, about) VALUES (?, ?, ?, ?, ?) ON CONFLICT (class)"
    " DO UPDATE SET documents = documents + excluded.documents, mentions = max(mentions, 0)"
)
DOING: Final = (
    does("a row without a number gets the next", ("INSERT INTO documents (sha256) VALUES (?)", ("n",)),
         shown=DOCUMENTS),
    does("one with a number has it", ("INSERT INTO documents (id, sha256) VALUES (?, ?)", (50, "n")), shown=DOCUMENTS),
    does("what is there already is passed over", ("INSERT OR IGNORE INTO documents (sha256) VALUES (?)", ("a",)),
         ("INSERT INTO documents (sha256) VALUES (?) ON CONFLICT DO NOTHING", ("c",)), shown=DOCUMENTS),
    does("nothing is the same as nothing, where an index says so", (_FAILURE, ("p", "read", "r", "t")),
         (_FAILURE, ("p", "read", "r", "later")), (_FAILURE, (None, "read", "r", "t")), shown=FAILURES),
    does("what is there is replaced", (_ADDRESS, ("u/a", "page", None, "now", 1)), (_ADDRESS, ("u/n", "page", ODD,
         "", 0)),
         shown=ADDRESSES),
    does("what is there is changed", (_STANDS, ("doe", 5, 1, 1, 1)), (_STANDS, ("new", 1, 2, 3, 4)), shown=STANDING),
    does("what is there is changed, and told",
         (f"{_STANDS} RETURNING class, documents, documents > 1", ("doe", 5, 1, 1, 1)), shown=STANDING),
    does("under a condition",
         ("INSERT INTO joined (actor, class, change) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET class = excluded.class"
          " WHERE class <> excluded.class", ("doe", "ann", 3)), shown="SELECT * FROM joined ORDER BY actor"),
    does("rows of a question are entered",
         "INSERT INTO standing SELECT url, failures, 0, 0, 0 FROM addresses WHERE failures < 9", shown=STANDING),
    does("also where some are there",
         "INSERT INTO standing SELECT class, 1, 1, 1, 1 FROM joined WHERE 1 GROUP BY class ON CONFLICT DO UPDATE SET"
         " documents = documents + excluded.documents", shown=STANDING),
    does("changed by each other", "UPDATE standing SET mentions = documents, documents = mentions", shown=STANDING),
    does("changed to a truth", ("UPDATE standing SET about = mentions > ? WHERE class <> 'kerr'", (0,)),
         shown=STANDING),
    does("changed by a question",
         "UPDATE standing SET about = (SELECT count(*) FROM joined j WHERE j.class = standing.class)",
         shown=STANDING),
    does("removed by a list", ("DELETE FROM documents WHERE id IN (SELECT value FROM json_each(?))", ("[1, 3]",)),
         shown=DOCUMENTS),
    does("an index of words that tidies itself up", "INSERT INTO said (said) VALUES ('optimize')",
         shown="SELECT rowid, source FROM said ORDER BY rowid"),
    does("words that went are not found", "DELETE FROM said WHERE rowid = 2",
         shown=("SELECT said.rowid, said.rank FROM said WHERE said MATCH ? ORDER BY said.rowid", ('"town"',))),
    does("taken back to a point", "SAVEPOINT here", "DELETE FROM standing", "ROLLBACK TO here", "RELEASE here",
         shown=STANDING),
    does("kept behind it", "SAVEPOINT here", "DELETE FROM standing WHERE about = 0", "RELEASE here", shown=STANDING),
)  # fmt: skip

MANY: Final = (
    pytest.param("INSERT INTO documents (sha256) VALUES (?)", [("x",),
                 ("y",)], DOCUMENTS, id="numbers follow each other"),
    pytest.param("INSERT OR IGNORE INTO documents (sha256) VALUES (?)", [("x",), ("a",), ("x",)], DOCUMENTS,
                 id="the same twice is passed over"),
    pytest.param(_ADDRESS, [("u/n", "page", "1", "", 1), ("u/n", "feed", "2", "", 2)], ADDRESSES, id="the last stays"),
    pytest.param(_STANDS, [("new", 1, 2, 3, 4), ("new", 5, 6, 7, 8)], STANDING, id="the second is added to the first"),
    pytest.param("UPDATE standing SET about = ? WHERE class = ?", [(8, "doe"), (9,
                 "doe")], STANDING, id="in their order"),
    pytest.param("DELETE FROM standing WHERE class = ?", [], STANDING, id="no row"),
)  # fmt: skip


@pytest.fixture(scope="module")
def server(postgres: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("asked")
    yield postgres.ledger_for(folder)
    postgres.take_back([folder])


@pytest.fixture(scope="module")
def filled(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """SQLite and PostgreSQL with the same rows."""
    with closing(create_in(tmp_path_factory.mktemp("asked"))) as file, closing(opening.create(server)) as served:
        for sql, rows in FILLED:
            for db in (file, served):
                db.executemany(sql, rows)
        yield file, served


@pytest.fixture
def both(filled: Both) -> Iterator[Both]:
    """The same; what a test changes is taken back."""
    for db in filled:
        db.execute("BEGIN IMMEDIATE")
    yield filled
    for db in filled:
        db.execute("ROLLBACK")


def exactly(rows: Rows) -> list[list[str]]:
    """Rows as they are told apart: 1 is neither True nor 1.0, nor 0.0 -0.0."""
    return [[repr(value) for value in row] for row in rows]


@pytest.mark.parametrize(("sql", "values"), ASKED)
def test_a_question_is_answered_the_same(both: Both, sql: str, values: tuple[Any, ...]) -> None:
    there, here = (exactly(db.execute(sql, values).fetchall()) for db in both)
    assert here == there


@pytest.mark.parametrize(("done", "shown"), DOING)
def test_what_is_done_is_the_same(both: Both, done: list[Done], shown: Done) -> None:
    for sql, values in done:
        there, here = (db.execute(sql, values).fetchall() for db in both)
        assert exactly(here) == exactly(there), sql
    there, here = (db.execute(*shown).fetchall() for db in both)
    assert exactly(here) == exactly(there)


@pytest.mark.parametrize(("sql", "rows", "shown"), MANY)
def test_what_is_done_for_many_rows_is_the_same(both: Both, sql: str, rows: Rows, shown: str) -> None:
    file, served = both
    for db in both:
        db.executemany(sql, rows)
    assert exactly(served.execute(shown).fetchall()) == exactly(file.execute(shown).fetchall())


@pytest.mark.parametrize(
    ("sql", "values"),
    [
        pytest.param("INSERT INTO documents (sha256) VALUES (?)", ("n",), id="the next number"),
        pytest.param("INSERT INTO documents (id, sha256) VALUES (?, ?)", (77, "n"), id="one that is given"),
        pytest.param(
            "INSERT INTO redactions (document, reason, time, leaves) VALUES ('a', 'b', 'c', '')", (), id="first"
        ),
    ],
)
def test_the_number_of_a_new_row_is_told(both: Both, sql: str, values: tuple[Any, ...]) -> None:
    there, here = (db.execute(sql, values).lastrowid for db in both)
    assert here == there is not None


REFUSED: Final = (
    pytest.param("INSERT INTO documents (sha256) VALUES ('a')", sqlite3.IntegrityError, id="the same twice"),
    pytest.param("INSERT INTO documents (sha256) VALUES (NULL)",
                 sqlite3.IntegrityError, id="nothing where some must be"),
    pytest.param("INSERT INTO readings (document, reader, media_type, text) VALUES (99, 'r', 'm', '')",
                 sqlite3.IntegrityError, id="of what is not there"),
    pytest.param("UPDATE log SET kind = 'x'", sqlite3.IntegrityError, id="what a trigger refuses"),
    pytest.param("SELECT none FROM documents", sqlite3.DatabaseError, id="no column"),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "error"), REFUSED)
def test_what_cannot_be_done_is_the_same_error(filled: Both, sql: str, error: type[Exception]) -> None:
    for db in filled:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(error):
            db.execute(sql)
        assert db.in_transaction
        db.execute("ROLLBACK")
        assert not db.in_transaction


def test_a_number_that_no_column_holds_is_refused(both: Both) -> None:
    for db in both:
        for number in (LARGEST + 1, -LARGEST - 2):
            with pytest.raises(OverflowError):
                db.execute("SELECT ?", (number,))


def test_what_has_failed_is_not_kept(filled: Both) -> None:
    """SQLite takes back a statement that fails, PostgreSQL all that it was part of: who would keep that is told."""
    _, served = filled
    served.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.IntegrityError):
        served.execute("INSERT INTO documents (sha256) VALUES ('a')")
    with pytest.raises(sqlite3.OperationalError, match="has failed"):
        served.execute("COMMIT")
    served.execute("ROLLBACK")


def test_who_writes_waits_for_another_and_not_for_ever(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "WAITING", 0.05)
    with closing(Connection(server, writing=True)) as one, closing(Connection(server, writing=True)) as other:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        assert other.execute("SELECT count(*) FROM changes").fetchall() == [(1,)], "reading waits for nobody"
        one.execute("COMMIT")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


def test_who_begins_to_read_sees_one_moment(server: Server) -> None:
    counted = "SELECT count(*) FROM failures"
    with closing(Connection(server, writing=True)) as one, closing(Connection(server, writing=False)) as other:
        other.execute("BEGIN")
        before = other.execute(counted).fetchall()
        one.execute("INSERT INTO failures (path, step, reason, time) VALUES ('seen', 's', 'r', 't')")
        assert other.execute(counted).fetchall() == before
        other.execute("COMMIT")
        assert other.execute(counted).fetchall() != before
        one.execute("DELETE FROM failures")


@pytest.mark.parametrize(
    "sql", ["DELETE FROM documents", "INSERT INTO documents (sha256) VALUES ('n')", "UPDATE changes SET number = 1"]
)
def test_who_reads_cannot_write(server: Server, sql: str) -> None:
    with closing(Connection(server, writing=False)) as db, pytest.raises(sqlite3.OperationalError, match="read-only"):
        db.execute(sql)


def test_a_server_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        Connection(Server(f"postgresql://nobody@/none?host={tmp_path}"), writing=False)


TAKEN: Final = (0, 1, 2)  # the numbers of leaves that are there
VALUES: Final = st.fixed_dictionaries({
    "text": st.text(st.characters(exclude_categories=["Cs"])) | st.text(f"{MARK}0\0'\\\""),
    "bytes": st.binary(),
    "number": st.integers(-LARGEST - 1, LARGEST).filter(lambda number: number not in TAKEN),
    "float": st.floats(allow_nan=False),
})  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=5, unique_by=lambda each: each["number"]))
def test_any_value_comes_out_as_it_went_in(filled: Both, given: list[dict[str, Any]]) -> None:
    """Entered one by one or many together, asked for, and held against what is there, alone and in a list."""
    numbers = [each["number"] for each in given]
    texts = [(str(number), each["text"], 0) for number, each in enumerate(given)]
    leaves = [(each["number"], "redaction", each["number"], each["bytes"]) for each in given]
    floats = [(number, 0, 0, each["float"]) for number, each in enumerate(given)]
    for db in filled:
        db.execute("BEGIN IMMEDIATE")
    try:
        for sql, rows in (
            ("INSERT INTO joined (actor, class, change) VALUES (?, ?, ?)", texts),
            ("INSERT INTO log (position, kind, entry, hash) VALUES (?, ?, ?, ?)", leaves),
            ("INSERT INTO comparisons (number, change, document, least) VALUES (?, ?, ?, ?)", floats),
        ):
            for db in filled:
                db.execute(sql, rows[0])
                db.executemany(sql, rows[1:])
        for sql, values in (
            ("SELECT actor, class FROM joined ORDER BY actor", ()),
            ("SELECT actor FROM joined WHERE class = ? ORDER BY actor", texts[0][1:2]),
            ("SELECT actor FROM joined WHERE class IN (SELECT value FROM json_each(?)) ORDER BY actor",
             (json.dumps([text for _, text, _ in texts if "\0" not in text]),)),
            ("SELECT position, entry, hash FROM log ORDER BY position", ()),
            ("SELECT position FROM log WHERE hash = ? ORDER BY position", leaves[0][3:]),
            ("SELECT hash FROM log WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position",
             (json.dumps(numbers),)),
            ("SELECT number, least FROM comparisons ORDER BY number, least", ()),
            ("SELECT number FROM comparisons WHERE least = ? ORDER BY number", floats[0][3:]),
        ):  # fmt: skip
            there, here = (exactly(db.execute(sql, values).fetchall()) for db in filled)
            assert here == there, sql
        for each in given:
            row = (each["text"], each["bytes"], each["number"], each["float"] + 0.0)  # no column holds -0.0
            for db in filled:
                assert exactly(db.execute("SELECT ?, ?, ?, ?", row).fetchall()) == exactly([row])
    finally:
        for db in filled:
            db.execute("ROLLBACK")
