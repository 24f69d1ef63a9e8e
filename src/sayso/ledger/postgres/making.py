"""How the tables of a ledger are made in PostgreSQL: the same as SQLite has, out of the same statements."""

import re
from collections.abc import Iterator
from typing import Final

from sqlglot import exp

from sayso.errors import LedgerError
from sayso.homes import Server
from sayso.ledger.postgres.binding import literal
from sayso.ledger.postgres.connection import HELD, Connection
from sayso.ledger.postgres.pieces import SIZE, VECTOR
from sayso.ledger.postgres.shape import Table, shape
from sayso.ledger.postgres.translating import parsed, told
from sayso.ledger.postgres.words import FUNCTIONS

_TYPES: Final = {"TEXT": 'text COLLATE "C"', "INTEGER": "bigint", "REAL": "double precision", "BLOB": "bytea"}
_TYPE: Final = re.compile(rf"\b({'|'.join(_TYPES)})\b")
_REFERENCE: Final = re.compile(r"\bREFERENCES \w+")
_TRIGGER: Final = re.compile(
    r"CREATE TRIGGER (?P<name>\w+) BEFORE (?P<what>\w+) ON (?P<table>\w+)\s+"
    r"(?:WHEN EXISTS \(SELECT 1 FROM \w+ WHERE (?P<key>\w+) = NEW\.\w+\)\s+)?"
    r"BEGIN SELECT RAISE\(ABORT, '(?P<reason>[^']*)'\); END",
)
_NO_SAMPLES: Final = "SET STATISTICS 0"
_VERSION: Final = "CREATE TABLE ledger (version bigint NOT NULL)"
_ORIGINALS: Final = f"""
CREATE TABLE originals (
    sha256 {_TYPES["TEXT"]} PRIMARY KEY,
    data bytea NOT NULL
);
ALTER TABLE originals ALTER data {_NO_SAMPLES}"""
# A row without a number gets the one behind the last.
_NEXT: Final = """
CREATE FUNCTION next_number() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    EXECUTE format('SELECT coalesce(max(%I), 0) + 1 FROM %I', TG_ARGV[0], TG_TABLE_NAME) INTO NEW.id;
    RETURN NEW;
END $$"""
_HELD: Final = f"""
CREATE TABLE {HELD} (
    name text PRIMARY KEY,
    rows bigint NOT NULL DEFAULT 0,
    tokens bigint NOT NULL DEFAULT 0
)"""
_COUNT: Final = f"""
CREATE FUNCTION count_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE step bigint := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END; BEGIN
    UPDATE {HELD} held SET rows = held.rows + step * added.rows, tokens = held.tokens + step * added.tokens
        FROM (SELECT count(*) AS rows, coalesce(sum({SIZE}), 0) AS tokens FROM changed) added
        WHERE held.name = TG_TABLE_NAME;
    RETURN NULL;
END $$"""
_REFUSE: Final = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$"""
_REFUSE_KNOWN: Final = """
CREATE FUNCTION refuse_known() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE known boolean; BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I = ($1).%I)', TG_TABLE_NAME, TG_ARGV[1], TG_ARGV[1])
        USING NEW INTO known;
    IF known THEN RAISE EXCEPTION '%', TG_ARGV[0]; END IF;
    RETURN NEW;
END $$"""
# What a server plans by are samples of what stands in columns. Of codes and ids it may have them; words of pages are to
# stand nowhere but in their rows, where redacting finds them.
_SAMPLED: Final = {
    "act", "actor", "attribution", "class", "date", "day", "document", "due", "entered", "event", "first",
    "form", "hash", "issuer", "key", "kind", "label", "language", "last", "manner", "one", "original", "other",
    "outer_key", "place", "precision", "reader", "reference", "relation", "role", "rule", "sha256",
    "speaker_kind", "status", "step", "type", "types", "verdict", "voice",
}  # fmt: skip
_WORDS: Final = {("appearances", "role")}  # of the name of a code


def version_in(db: Connection, server: Server) -> int:
    """The format version of the ledger behind a connection; 0 where there is none. LedgerError for the tables of
    something else."""
    there = {
        name
        for (name,) in db.tell(
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
        )
    }
    if "ledger" in there and "documents" in there:
        return int(db.tell("SELECT version FROM ledger").fetchall()[0][0])
    if there:
        raise LedgerError(f"{server} is not a ledger of sayso")
    return 0


def make(db: Connection, server: Server, version: int) -> None:
    """Make the tables of an empty ledger of this version, unless somebody else was quicker."""
    db.tell("BEGIN; SELECT pg_advisory_xact_lock(hashtext('sayso ' || current_schema()))")
    try:
        if version_in(db, server) == 0:
            db.tell(";\n".join((*statements(), f"INSERT INTO ledger VALUES ({version})")))
        db.tell("COMMIT")
    except BaseException:
        db.tell("ROLLBACK")
        raise


def statements() -> Iterator[str]:
    """All that makes an empty ledger."""
    yield from (_VERSION, _ORIGINALS, _HELD, _NEXT, _COUNT, _REFUSE, _REFUSE_KNOWN, *FUNCTIONS)
    made = shape()
    for kind, name, sql in made.statements:
        if kind == "table":
            yield from _table(name, made.tables[name], sql)
            for column in _of_words(name, made.tables[name]):
                yield f"ALTER TABLE {name} ALTER {column} {_NO_SAMPLES}"
        elif kind == "index":
            yield from _index(name, sql)
        elif kind == "trigger":
            yield _trigger(sql)
        elif kind == "view":
            yield _view(sql)
    for name, rows in made.rows.items():
        for row in rows:
            yield f"INSERT INTO {name} VALUES ({', '.join(map(literal, row))})"


def _table(name: str, table: Table, sql: str) -> Iterator[str]:
    if table.searched:
        columns = "".join(f", {column} {_TYPES['TEXT']}" for column in table.columns)
        beside = f"{VECTOR} tsvector NOT NULL, {SIZE} bigint NOT NULL"
        yield f"CREATE TABLE {name} (rowid bigint PRIMARY KEY{columns}, {beside})"
        yield f"CREATE INDEX {name}_{VECTOR} ON {name} USING gin ({VECTOR})"
        yield f"INSERT INTO {HELD} VALUES ('{name}')"
        for what, which in (("INSERT", "NEW"), ("DELETE", "OLD")):
            yield (
                f"CREATE TRIGGER {name}_{what.lower()} AFTER {what} ON {name} REFERENCING {which} TABLE AS changed"
                " FOR EACH STATEMENT EXECUTE FUNCTION count_words()"
            )
        return
    text = _TYPE.sub(lambda found: _TYPES[found[0]], sql[: sql.rindex(")") + 1])
    yield _REFERENCE.sub(lambda found: f"{found[0]} DEFERRABLE", text)
    if table.numbered == "id":
        yield (
            f"CREATE TRIGGER {name}_number BEFORE INSERT ON {name} FOR EACH ROW WHEN (NEW.id IS NULL)"
            " EXECUTE FUNCTION next_number('id')"
        )


def _of_words(name: str, table: Table) -> Iterator[str]:
    """The columns of a table in which words stand."""
    if table.searched:
        yield VECTOR
    for column, kind in table.columns.items():
        if kind in ("TEXT", "BLOB") and (column not in _SAMPLED or (name, column) in _WORDS):
            yield column


def _index(name: str, sql: str) -> Iterator[str]:
    tree = parsed(sql)
    terms = [ordered.this for ordered in tree.find_all(exp.Ordered)]
    reckoned = {number: term for number, term in enumerate(terms, 1) if not isinstance(term, exp.Column)}
    for term in reckoned.values():
        term.replace(exp.Paren(this=term.copy()))
    yield told(tree)
    for number in reckoned:
        yield f"ALTER INDEX {name} ALTER COLUMN {number} {_NO_SAMPLES}"


def _trigger(sql: str) -> str:
    found = _TRIGGER.fullmatch(sql)
    assert found is not None, sql
    reason = literal(found["reason"])
    what = f"refuse_known({reason}, '{found['key']}')" if found["key"] else f"refuse({reason})"
    when = f"BEFORE {found['what']} ON {found['table']}"
    return f"CREATE TRIGGER {found['name']} {when} FOR EACH ROW EXECUTE FUNCTION {what}"


def _view(sql: str) -> str:
    return told(parsed(sql))
