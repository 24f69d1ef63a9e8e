"""Whether readings still say what they said: words at their spans, what is derived of them, leaves of the log.

Many readings are looked at together, which takes a fraction of the time for each.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from sayso.ledger.connection import Connection
from sayso.ledger.derived import Derived, derived, entered
from sayso.ledger.judgements import all_verdicts
from sayso.ledger.leaves import reading_leaves
from sayso.ledger.loading import Loaded, loaded
from sayso.ledger.merkle import leaf_hash
from sayso.ledger.parts import ReadingRows, reading_rows
from sayso.ledger.search import listed
from sayso.ledger.turns import NEWEST_FIRST
from sayso.soundness import collapsed

TEXT: Final = 7  # its place in the row of a reading
# What stands at one span: how it is called, and where the word that tells it from others stands in its row.
_THINGS: Final = {
    "figures": ("figure", 11), "places": ("place", 5), "dates": ("date", 7), "wordings": ("wording", 5),
    "mentions": ("mention", 6), "cited": ("reference", 5),
}  # fmt: skip
# What has several: how it is called, its table, and where in the row of a span it begins.
_SPANS: Final = {
    "attribution_spans": ("attribution", "attributions", 3),
    "stance_spans": ("stance", "stances", 3),
    "event_spans": ("event", "events", 3),
    "event_parties": ("event", "events", 4),
}
# What comes of rows that no writer made.
_UNREADABLE: Final = (LookupError, TypeError, ValueError, AttributeError, AssertionError)
# The parts of a reading from which what is derived of it follows.
DERIVED: Final = ("sentences", "aliases", "mentions", "events", "figures", "places", "dates", "stances")
_IS_NEWEST: Final = (
    "r.id IN (SELECT value FROM json_each(?))"
    f" AND r.id = (SELECT id FROM readings WHERE document = r.document {NEWEST_FIRST} LIMIT 1) ORDER BY r.id"
)
_BOUNDS: Final = {"blocks": 2, "links": 1, "sentences": 1, "problems": 3}  # where in a row a span begins


class Reread(Struct, frozen=True):
    """What is wrong with some readings, what is wrong with what is derived of them, and for each its row, its
    document, and the hash of its leaf in the log."""

    faults: tuple[str, ...]
    derived: tuple[str, ...]
    leaves: tuple[tuple[int, str | None, bytes], ...]


def reread(db: Connection, keys: Sequence[int]) -> Reread:
    """The readings in these rows, between the first and the last of which there are no others."""
    rows = list(reading_rows(db, keys[0], keys[-1]))
    leaves = tuple((leaf.entry, leaf.document, leaf_hash(leaf.data)) for leaf in reading_leaves(db, rows))
    faults = tuple(f"{_name(db, row.entry)}: {fault}" for row in rows for fault in _words(row))
    return Reread(faults, tuple(_underived(db, keys)), leaves)


def _name(db: Connection, key: int) -> str:
    sha256, reader = db.execute(
        "SELECT d.sha256, r.reader FROM readings r LEFT JOIN documents d ON d.id = r.document WHERE r.id = ?", (key,)
    ).fetchone()
    return f"document {(sha256 or '?')[:12]}, reader {reader}"


def _words(reading: ReadingRows) -> Iterator[str]:
    text = reading.header[TEXT]
    tables = reading.tables
    for table, (kind, telling) in _THINGS.items():
        for row in tables.get(table, ()):
            if text[row[2] : row[3]] != row[4] or not 0 <= row[2] < row[3] <= len(text):
                role = row[telling] or ("number" if table == "figures" else None)
                yield _moved(text, kind, row[1], role, row[2:5])
    for table, (kind, things, at) in _SPANS.items():
        for row in tables.get(table, ()):
            start, stop, words = row[at : at + 3]
            if text[start:stop] != words or not 0 <= start < stop <= len(text):
                yield _moved(text, kind, _key(tables[things], row[0]), row[1], (start, stop, words))
    yield from _names(reading, text)
    yield from _bounds(reading, len(text))


def _moved(text: str, kind: str, key: str, role: str | None, span: tuple[int, int, str]) -> str:
    start, stop, words = span
    return f"{kind} {key}, {role} {start}–{stop}: the text says {text[start:stop]!r}, not {words!r}"


def _key(things: Iterable[tuple[Any, ...]], position: int) -> str:
    return next((row[1] for row in things if row[0] == position), "?")


def _names(reading: ReadingRows, text: str) -> Iterator[str]:
    """A name is told on one line, however it stands on the page."""
    for actor, _, name, start, stop, *_ in reading.tables.get("aliases", ()):
        if start is None:
            continue
        if not 0 <= start < stop <= len(text) or (text[start:stop] != name and collapsed(text, (start, stop)) != name):
            key = _key(reading.tables["actors"], actor)
            yield f"alias of actor {key} {start}–{stop}: the text says {text[start:stop]!r}, not {name!r}"


def _bounds(reading: ReadingRows, size: int) -> Iterator[str]:
    for table, at in _BOUNDS.items():
        for row in reading.tables.get(table, ()):
            start, stop = row[at : at + 2]
            if start is not None and not 0 <= start < stop <= size:
                yield f"{table}: span {start}–{stop} is not within the text of {size} characters"


def _underived(db: Connection, keys: Sequence[int]) -> Iterator[str]:
    """What is wrong with what is derived of documents whose newest readings are among these."""
    newest = dict(db.execute(f"SELECT r.id, r.document FROM readings r WHERE {_IS_NEWEST}", (listed(keys),)))
    found = _loaded(db, newest)
    kept, judged = _kept(db, newest.values()), _judged(db, newest.values())
    seen = set()
    for each in found:
        seen.add(each.document)
        if not _follows(db, each, kept.get(each.document), each.document in judged):
            yield (
                f"document {each.reading.document.id}: what is derived of it is not what follows from its reading and"
                " its judgements"
            )
    for key, document in newest.items():
        if document not in seen:
            yield f"{_name(db, key)}: it holds what no reading can"


def _follows(db: Connection, each: Loaded, kept: Derived | None, judged: bool) -> bool:
    try:
        return kept == derived(each.reading, all_verdicts(db, each.document, each.reading) if judged else {})
    except _UNREADABLE:
        return False


def _loaded(db: Connection, keys: Iterable[int]) -> list[Loaded]:
    """The readings in these rows, without those that hold what none can, as far as anything is derived of them."""
    try:
        return loaded(db, [*keys], DERIVED)
    except _UNREADABLE:
        return [each for key in keys for each in _one(db, key)]


def _kept(db: Connection, documents: Iterable[int]) -> dict[int, Derived]:
    """What is derived of the documents in these rows, as it is there, of all where it can be read."""
    try:
        return entered(db, documents)
    except _UNREADABLE:
        return {key: each for document in documents for key, each in _one_kept(db, document).items()}


def _one_kept(db: Connection, document: int) -> dict[int, Derived]:
    try:
        return entered(db, (document,))
    except _UNREADABLE:
        return {}


def _judged(db: Connection, documents: Iterable[int]) -> set[int]:
    """Those of the documents in these rows of which there are judgements."""
    sql = "SELECT DISTINCT document FROM judgements WHERE document IN (SELECT value FROM json_each(?))"
    return {document for (document,) in db.execute(sql, (listed(documents),))}


def _one(db: Connection, key: int) -> list[Loaded]:
    try:
        return loaded(db, (key,), DERIVED)
    except _UNREADABLE:
        return []
