"""Stories and shared passages, as they were found when documents were compared."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from msgspec import json

from sayso.errors import InputError, NotFoundError
from sayso.ledger.days import bound
from sayso.ledger.schema import Row
from sayso.ledger.search import Rows, query
from sayso.records import Passage, StoryEntry

_LISTED: Final = "(SELECT value FROM json_each(?))"
_PASSAGE: Final = "d.sha256, o.sha256, start, stop, other_start, other_stop, words, change, kind, speakers"
_NEWEST: Final = "ORDER BY s.last DESC, s.story DESC"


class Stories:
    """The stories of a ledger whose rows `rows` gives."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def found(
        self,
        words: str,
        publisher: str | None,
        since: str | None,
        until: str | None,
        least: int,
        limit: int,
        offset: int,
    ) -> tuple[StoryEntry, ...]:
        """Stories of at least so many documents, the newest first, of which these things are so."""
        which, values = _which(words, publisher, since, until, least)
        rows = self._rows(f"SELECT s.story {which} {_NEWEST} LIMIT ? OFFSET ?", *values, limit, offset)
        return self._entries([story for (story,) in rows])

    def count(self, words: str, publisher: str | None, since: str | None, until: str | None, least: int) -> int:
        """How many there are."""
        which, values = _which(words, publisher, since, until, least)
        return int(self._rows(f"SELECT count(*) {which}", *values)[0][0])

    def of(self, document: str) -> StoryEntry:
        """The story that the document of this id tells. NotFoundError where it is not compared yet."""
        rows = self._rows(
            "SELECT s.story FROM story_documents s JOIN documents d ON d.id = s.document WHERE d.sha256 = ?", document
        )
        if not rows:
            raise NotFoundError(f"document {document[:12]} is not compared with others yet")
        return self._entries([rows[0][0]])[0]

    def shared(self, documents: Iterable[str]) -> dict[tuple[str, str], tuple[Passage, ...]]:
        """What pairs of these documents share, by their ids, the lesser one first; in the order of the first."""
        listed = json.encode(list(documents)).decode()
        rows = self._rows(
            f"SELECT {_PASSAGE} FROM documents d CROSS JOIN passages p ON p.document = d.id"
            f" JOIN documents o ON o.id = p.other WHERE d.sha256 IN {_LISTED} AND o.sha256 IN {_LISTED}"
            " ORDER BY 1, 2, position",
            listed,
            listed,
        )
        return _passages(rows)

    def shared_by(self, document: str) -> dict[tuple[str, str], tuple[Passage, ...]]:
        """What one document shares with any other."""
        rows = self._rows(
            f"SELECT {_PASSAGE} FROM (SELECT id FROM documents WHERE sha256 = ?) m CROSS JOIN passages p"
            " ON p.document = m.id OR p.other = m.id JOIN documents d ON d.id = p.document"
            " JOIN documents o ON o.id = p.other ORDER BY 1, 2, position",
            document,
        )
        return _passages(rows)

    def uncompared(self) -> int:
        """How many documents are to be compared yet."""
        ((count,),) = self._rows(
            "SELECT count(*) FROM comparisons c CROSS JOIN latest l WHERE l.change >= c.change AND"
            " (l.change, l.document) > (c.change, c.document)"
        )
        return int(count)

    def _entries(self, stories: list[int]) -> tuple[StoryEntry, ...]:
        """The stories in these rows, in this order."""
        told = {
            row[0]: row[1:]
            for row in self._rows(
                "SELECT s.story, s.first, s.last, s.publishers, r.title FROM stories s JOIN latest l ON"
                f" l.document = s.story JOIN readings r ON r.id = l.reading WHERE s.story IN {_LISTED}",
                json.encode(stories).decode(),
            )
        }
        documents = defaultdict[int, list[str]](list)
        for story, sha256 in self._rows(
            "SELECT s.story, d.sha256 FROM story_documents s JOIN documents d ON d.id = s.document"
            f" WHERE s.story IN {_LISTED} ORDER BY s.story, s.position",
            json.encode(stories).decode(),
        ):
            documents[story].append(sha256)
        return tuple(_entry(documents[story], told[story]) for story in stories)


def _which(
    words: str, publisher: str | None, since: str | None, until: str | None, least: int
) -> tuple[str, list[str | int]]:
    """What selects stories `s`, and the values that stand in it. A story whose days are not known is in none."""
    parts, values = ["s.documents >= ?"], list[str | int]([least])
    if least > 1:
        parts.append("s.documents > 1")  # what the index of them is of
    if asked := query(words):
        parts.append("s.story IN (SELECT rowid FROM headed WHERE headed MATCH ?)")
        values.append(asked)
    if publisher is not None:
        parts.append("instr(char(10) || s.publishers || char(10), char(10) || ? || char(10))")
        values.append(publisher)
    if since is not None:
        parts.append("s.last >= ?")
        values.append(_day(since, "-01", "-01"))
    if until is not None:
        parts.append("s.first <= ? AND s.first <> ''")
        values.append(_day(until, "-12", "-31"))
    return f"FROM stories s WHERE {' AND '.join(parts)}", values


def _day(date: str, month: str, day: str) -> str:
    found = bound(date, month, day)
    if found is None:
        raise InputError(f"{date!r} is no day, month or year of ISO 8601")
    return found


def _entry(documents: list[str], told: Row) -> StoryEntry:
    first, last, publishers, title = told
    return StoryEntry(
        id=documents[0],
        documents=tuple(documents),
        title=title,
        publishers=tuple(publishers.split("\n")) if publishers else (),
        first=first,
        last=last,
    )


def _passages(rows: Iterable[Row]) -> dict[tuple[str, str], tuple[Passage, ...]]:
    found = defaultdict[tuple[str, str], list[Passage]](list)
    for one, other, start, stop, other_start, other_stop, words, change, kind, speakers in rows:
        passage = Passage(
            first=(start, stop),
            second=(other_start, other_stop),
            words=words,
            change=change,
            kind=kind,
            speakers=tuple(speakers.split()),
        )
        found[one, other].append(passage)
    return {pair: tuple(passages) for pair, passages in found.items()}
