"""The only way out of a ledger: documents, readings, searches. Of several readings of a document, the newest."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from secrets import token_hex
from typing import Any

from msgspec import convert

from sayso.errors import InputError, NotFoundError
from sayso.ledger.schema import Closing, as_ledger_errors, open_existing
from sayso.records import (
    Attribution,
    Block,
    Counts,
    Document,
    Entry,
    Failure,
    Hit,
    Link,
    Problem,
    Reading,
    Sighting,
    Span,
    Spans,
)
from sayso.soundness import one_line

Row = tuple[Any, ...]
Lists = dict[int, dict[str, tuple[Any, ...]]]

_ENTRY = """
    d.sha256, r.title, r.author, r.publisher, r.published, r.language,
    (SELECT ifnull(s.url, s.path) FROM sightings s WHERE s.document = d.id ORDER BY s.rowid LIMIT 1),
    (SELECT count(*) FROM attributions a WHERE a.reading = r.id),
    (SELECT count(*) FROM problems p WHERE p.reading = r.id)
"""
_NEWEST = "NOT EXISTS (SELECT 1 FROM readings newer WHERE newer.document = r.document AND newer.id > r.id)"
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


class View(Closing):
    """Opens the ledger in a folder for reading; NotFoundError where there is none."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._db = open_existing(self.folder)

    def close(self) -> None:
        self._db.close()

    def documents(self, limit: int | None = None, offset: int = 0) -> tuple[Entry, ...]:
        """The documents in the order in which they came: all, or at most `limit` behind the first `offset`."""
        rows = self._rows(
            f"SELECT {_ENTRY} FROM documents d JOIN readings r ON r.document = d.id WHERE {_NEWEST}"
            " ORDER BY d.id LIMIT ? OFFSET ?",
            _limit(limit),
            offset,
        )
        return tuple(_entry(row) for row in rows)

    def counts(self) -> Counts:
        """How much the ledger holds."""
        ((documents, attributions, failures),) = self._rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM attributions a"
            f" JOIN readings r ON r.id = a.reading WHERE {_NEWEST}), (SELECT count(*) FROM failures)"
        )
        return Counts(documents=documents, attributions=attributions, failures=failures)

    def readings(self) -> Iterator[Reading]:
        """The newest reading of every document, in the order in which the documents came."""
        for (key,) in self._rows(f"SELECT r.id FROM readings r WHERE {_NEWEST} ORDER BY r.document"):
            yield self._reading(key)

    def reading(self, name: str, reader: str | None = None) -> Reading:
        """The newest reading of a document, or that of one version of the reader.

        `name` is the document's id, the first digits of it, or an address or path at which it was found.
        """
        sha256 = self.find(name)
        rows = self._rows(
            "SELECT r.id FROM readings r JOIN documents d ON d.id = r.document"
            " WHERE d.sha256 = ? AND ifnull(r.reader = ?, 1) ORDER BY r.id DESC",
            sha256,
            reader,
        )
        if not rows:
            raise NotFoundError(f"document {sha256[:12]} has no reading by reader {reader}")
        return self._reading(rows[0][0])

    def readers(self, name: str) -> tuple[str, ...]:
        """The versions of the reader that read a document, oldest reading first."""
        rows = self._rows(
            "SELECT r.reader FROM readings r JOIN documents d ON d.id = r.document WHERE d.sha256 = ? ORDER BY r.id",
            self.find(name),
        )
        return tuple(row[0] for row in rows)

    def find(self, name: str) -> str:
        """The id of the one document that `name` stands for; the last one found there, if it is an address or path."""
        _refuse_surrogates(name)
        found = self._starting(name.lower()) or self._seen_at(name)
        if not found:
            raise NotFoundError(f"{name!r}: no such document in ledger {self.folder}")
        if len(found) > 1:
            several = ", ".join(sha256[:12] for sha256 in found[:5])
            raise InputError(f"{name!r} begins the ids of {len(found)} documents: {several}")
        return found[0]

    def search(self, words: str, speaker: str | None = None, limit: int = 20) -> tuple[Hit, ...]:
        """Attributions that hold all the words in source or content, and all of `speaker` in their source, best first.

        Words in double quotation marks are found as they stand; a star at a word's end stands for any ending.
        """
        mark = token_hex(8)  # nothing that a page could hold
        rows = self._rows(
            "SELECT a.id, a.key, a.score, highlight(said, 0, ?1, ?1), highlight(said, 1, ?1, ?1),"
            f" {_ENTRY} FROM said JOIN attributions a ON a.id = said.rowid"
            " JOIN readings r ON r.id = a.reading JOIN documents d ON d.id = r.document"
            f" WHERE said MATCH ?2 AND {_NEWEST} ORDER BY said.rank, said.rowid LIMIT ?3",
            mark,
            _query(words, speaker),
            limit,
        )
        return tuple(self._hit(row, mark) for row in rows)

    def failures(self, limit: int | None = None) -> tuple[Failure, ...]:
        """The pages that could not be read, in the order in which they came: all, or the first ones."""
        rows = self._rows(
            "SELECT path, url, step, reason, time, original FROM failures ORDER BY id LIMIT ?", _limit(limit)
        )
        fields = ("path", "url", "step", "reason", "time", "original")
        return tuple(Failure(**dict(zip(fields, row, strict=True))) for row in rows)

    def has(self, sha256: str, reader: str) -> bool:
        """Whether this version of the reader has read the document."""
        return bool(
            self._rows(
                "SELECT 1 FROM readings r JOIN documents d ON d.id = r.document WHERE d.sha256 = ? AND r.reader = ?",
                sha256,
                reader,
            )
        )

    def _starting(self, digits: str) -> list[str]:
        if not re.fullmatch("[0-9a-f]{1,64}", digits):
            return []
        rows = self._rows("SELECT sha256 FROM documents WHERE sha256 BETWEEN ? AND ?", digits, digits + "g")
        return [row[0] for row in rows]

    def _seen_at(self, place: str) -> list[str]:
        rows = self._rows(
            "SELECT d.sha256 FROM sightings s JOIN documents d ON d.id = s.document"
            " WHERE ? IN (s.url, s.path) ORDER BY s.fetched DESC, s.rowid DESC LIMIT 1",
            place,
        )
        return [row[0] for row in rows]

    def _hit(self, row: Row, mark: str) -> Hit:
        key, attribution, score, source, content, *entry = row
        pieces: dict[str, list[str]] = {"source": [], "cue": [], "content": []}
        for role, words in self._rows(
            "SELECT role, words FROM attribution_spans"
            " WHERE attribution = ? AND role <> 'hedges' ORDER BY role, position",
            key,
        ):
            pieces[role].append(words)
        spans = {role: tuple(words) for role, words in pieces.items()}
        return Hit(
            document=_entry(entry),
            attribution=attribution,
            **spans,
            in_source=_found(source.split(mark), spans["source"]),
            in_content=_found(content.split(mark), spans["content"]),
            score=score,
        )

    def _reading(self, key: int) -> Reading:
        document, reader, sha256, url, media_type, title, author, publisher, published, language, text = self._rows(
            "SELECT d.id, r.reader, d.sha256, r.url, r.media_type, r.title, r.author, r.publisher, r.published,"
            " r.language, r.text FROM readings r JOIN documents d ON d.id = r.document WHERE r.id = ?",
            key,
        )[0]
        return Reading(
            reader=reader,
            document=Document(
                id=sha256, url=url, media_type=media_type, title=title, author=author, publisher=publisher,
                published=published, language=language, text=text, blocks=self._blocks(key), links=self._links(key),
                sightings=self._sightings(document),
            ),
            sentences=tuple(self._rows("SELECT start, stop FROM sentences WHERE reading = ? ORDER BY position", key)),
            attributions=self._attributions(key),
            problems=self._problems(key),
        )  # fmt: skip

    def _blocks(self, key: int) -> tuple[Block, ...]:
        rows = self._rows("SELECT kind, start, stop FROM blocks WHERE reading = ? ORDER BY position", key)
        return tuple(Block(kind, (start, end)) for kind, start, end in rows)

    def _links(self, key: int) -> tuple[Link, ...]:
        rows = self._rows("SELECT start, stop, url FROM links WHERE reading = ? ORDER BY position", key)
        return tuple(Link((start, end), url) for start, end, url in rows)

    def _sightings(self, document: int) -> tuple[Sighting, ...]:
        rows = self._rows("SELECT url, path, fetched FROM sightings WHERE document = ? ORDER BY rowid", document)
        return tuple(Sighting(url=url, path=path, fetched=fetched) for url, path, fetched in rows)

    def _problems(self, key: int) -> tuple[Problem, ...]:
        rows = self._rows("SELECT step, message, start, stop FROM problems WHERE reading = ? ORDER BY position", key)
        return tuple(
            Problem(step, message, None if start is None else (start, end)) for step, message, start, end in rows
        )

    def _attributions(self, key: int) -> tuple[Attribution, ...]:
        rows = self._rows(
            "SELECT id, key, speaker_kind, reference, act, manner, negated, outer_key, score FROM attributions"
            " WHERE reading = ? ORDER BY position",
            key,
        )
        spans = self._lists("attribution_spans", "start, stop", key)
        actors = self._lists("attribution_actors", "actor", key)
        fields = ("id", "speaker_kind", "document", "act", "manner", "negated", "outer", "score")
        return tuple(
            convert(
                dict(zip(fields, row, strict=True))
                | {"source": (), "cue": (), "content": ()}
                | spans.get(number, {})
                | actors.get(number, {}),
                Attribution,
                strict=False,  # SQLite keeps true and false as 1 and 0
            )
            for number, *row in rows
        )

    def _lists(self, table: str, columns: str, reading: int) -> Lists:
        """For each attribution of a reading, by its row: role → what the table holds for it, in order."""
        found: Lists = {}
        rows = self._rows(
            f"SELECT l.attribution, l.role, {columns} FROM attributions a JOIN {table} l ON l.attribution = a.id"
            " WHERE a.reading = ? ORDER BY a.id, l.role, l.position",
            reading,
        )
        for number, role, *value in rows:
            item: Span | str = (value[0], value[1]) if len(value) == 2 else value[0]
            roles = found.setdefault(number, {})
            roles[role] = (*roles.get(role, ()), item)
        return found

    def _rows(self, sql: str, *values: str | int | None) -> list[Row]:
        with as_ledger_errors(self.folder):
            return self._db.execute(sql, values).fetchall()


def _entry(row: Sequence[Any]) -> Entry:
    fields = ("id", "title", "author", "publisher", "published", "language", "place", "attributions", "problems")
    return Entry(**dict(zip(fields, row, strict=True)))


def _limit(limit: int | None) -> int:
    return -1 if limit is None else limit


def _found(parts: list[str], pieces: tuple[str, ...]) -> Spans:
    """Where every second of the parts stands in the pieces as one line; nowhere if SQLite cut the line short at NUL."""
    ends = [0, *accumulate(map(len, parts))]
    return tuple(zip(ends[1::2], ends[2::2], strict=False)) if "".join(parts) == one_line(pieces) else ()


def _query(words: str, speaker: str | None) -> str:
    """The words of a person as a query of FTS5 in which nothing that they typed has a meaning but quotation marks."""
    parts = _terms(words) + [f"{{source}} : {term}" for term in _terms(speaker or "")]
    if not parts:
        asked = words.strip() or (speaker or "").strip()
        raise InputError(
            f"{asked!r}: there is no word in it to search for" if asked else "no word to search for is given"
        )
    return " AND ".join(parts)


def _terms(words: str) -> list[str]:
    _refuse_surrogates(words)
    terms = []
    for phrase, word in _TERM.findall(words.replace("\0", " ")):
        if any(character.isalnum() for character in phrase + word):
            terms.append(f'"{phrase or word.rstrip("*")}"' + (" *" if word.endswith("*") else ""))
    return terms


def _refuse_surrogates(words: str) -> None:
    if not words.isascii() and any("\ud800" <= character <= "\udfff" for character in words):
        raise InputError(f"{words!a} is not text")
