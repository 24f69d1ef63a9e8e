"""The only way out of a ledger: documents, readings, searches, actors, judgements.

Of several readings of a document, the newest.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from sayso.errors import InputError, NotFoundError
from sayso.ledger.actors import Actors
from sayso.ledger.happenings import AskedEvents, EventHit, Happenings
from sayso.ledger.joining import Classes, Known, classes
from sayso.ledger.judgements import (
    all_judgements,
    applied,
    document_row,
    in_force,
    judgements_of,
    placed,
    verdicts,
)
from sayso.ledger.loading import NEWEST, load
from sayso.ledger.schema import Closing, Row, as_ledger_errors, open_existing
from sayso.ledger.search import ENTRY, Asked, Search, entry, refuse_surrogates
from sayso.records import Actor, ActorEntry, ActorPage, Counts, Entry, Failure, Hit, Judgement, Reading


class View(Closing):
    """Opens the ledger in a folder for reading; NotFoundError where there is none."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._db = open_existing(self.folder)
        self._joined: tuple[int, Classes] | None = None

    def close(self) -> None:
        self._db.close()

    def documents(self, limit: int | None = None, offset: int = 0) -> tuple[Entry, ...]:
        """The documents in the order in which they came: all, or at most `limit` behind the first `offset`."""
        rows = self._rows(
            f"SELECT {ENTRY} FROM documents d JOIN readings r ON r.document = d.id WHERE {NEWEST}"
            " ORDER BY d.id LIMIT ? OFFSET ?",
            _limit(limit),
            offset,
        )
        return tuple(entry(row) for row in rows)

    def counts(self) -> Counts:
        """How much the ledger holds."""
        ((documents, attributions, failures),) = self._rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM attributions a"
            f" JOIN readings r ON r.id = a.reading WHERE {NEWEST}), (SELECT count(*) FROM failures)"
        )
        return Counts(documents=documents, attributions=attributions, failures=failures)

    def readings(self) -> Iterator[Reading]:
        """The newest reading of every document, in the order in which the documents came."""
        for (key,) in self._rows(f"SELECT r.id FROM readings r WHERE {NEWEST} ORDER BY r.document"):
            yield self._load(key)

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
        return self._load(rows[0][0])

    def readers(self, name: str) -> tuple[str, ...]:
        """The versions of the reader that read a document, oldest reading first."""
        rows = self._rows(
            "SELECT r.reader FROM readings r JOIN documents d ON d.id = r.document WHERE d.sha256 = ? ORDER BY r.id",
            self.find(name),
        )
        return tuple(row[0] for row in rows)

    def find(self, name: str) -> str:
        """The id of the one document that `name` stands for; the last one found there, if it is an address or path."""
        refuse_surrogates(name)
        found = self._starting(name.lower()) or self._seen_at(name)
        if not found:
            raise NotFoundError(f"{name!r}: no such document in ledger {self.folder}")
        if len(found) > 1:
            several = ", ".join(sha256[:12] for sha256 in found[:5])
            raise InputError(f"{name!r} begins the ids of {len(found)} documents: {several}")
        return found[0]

    def search(
        self,
        words: str = "",
        speaker: str | None = None,
        limit: int = 20,
        *,
        about: str | None = None,
        act: str | None = None,
        kind: str | None = None,
    ) -> tuple[Hit, ...]:
        """Attributions that hold all the words in source or content, best first; InputError if nothing is asked.

        Words in double quotation marks are found as they stand; a star at a word's end stands for any ending. `speaker`
        and `about` are an actor's id or words of one of its names; `speaker` may stand in the source as well. `act` and
        `kind` (of speaker) are values of the ledger format.
        """
        return self._search().found(Asked(words=words, speaker=speaker, about=about, act=act, kind=kind), limit)

    def events(
        self,
        type: str | None = None,
        actor: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        *,
        voice: str | None = None,
        document: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[EventHit, ...]:
        """What is said to have happened, the earliest first: all, or at most `limit` behind the first `offset`.

        `actor` (whoever did it or to whom it was done) and `voice` (on whose say-so; `page` for the pages' own) are an
        actor's id or words of one of its names, `place` words of a place's name or a country's code. What overlaps the
        days from `since` until `until` counts: ISO dates, or years or months; an event that no date is told of has that
        of its page. `document` is one by its id, the beginning of it, address or path.

        InputError for a type that there is not, and for what is no date.
        """
        asked = AskedEvents(
            type=type, actor=actor, place=place, since=since, until=until, voice=voice,
            document=None if document is None else self.find(document),
        )  # fmt: skip
        return Happenings(self._rows, self._classes()).found(asked, _limit(limit), offset)

    def actors(self, name: str | None = None, limit: int | None = None) -> tuple[ActorEntry, ...]:
        """All actors, or those with this id or these words in one of their names.

        Those in most documents come first, of those the most mentioned, of those by name.

        Words that no name has as they are count as beginnings of words.
        """
        refuse_surrogates(name or "")
        return self._actors().named(name, limit)

    def actor(self, actor: str, limit: int | None = None, offset: int = 0) -> ActorPage:
        """An actor by the id that it, or one joined with it, has; NotFoundError where no document has it.

        What it said and what is said about it come in time order: all, or at most `limit` of each behind the first
        `offset`. Documents without a date come last.
        """
        refuse_surrogates(actor)
        entries = self._actors().entries([actor])
        if not entries:
            raise NotFoundError(f"actor {actor!r}: no document in ledger {self.folder} has it")
        said, about = (
            self._search().hits(self._actors().attributions(actor, role, _limit(limit), offset))
            for role in ("speakers", "about")
        )
        return ActorPage(actor=entries[0], said=said, about=about)

    def judgements(self, document: str | None = None) -> tuple[Judgement, ...]:
        """Every judgement in the order in which they came, or those of a document, retracted ones and retractions
        among them."""
        with as_ledger_errors(self.folder):
            if document is None:
                return all_judgements(self._db)
            return judgements_of(self._db, document_row(self._db, self.find(document)))

    def placed(self, judgement: Judgement) -> str | None:
        """The id of the attribution of the newest reading on which a judgement stands, or None: it is unplaced."""
        if judgement.document is None:
            return None
        with as_ledger_errors(self.folder):
            return placed(self._db, judgement, self.reading(judgement.document))

    def verdicts(self, document: str) -> dict[str, tuple[Judgement, ...]]:
        """For attributions of the newest reading, by id, the judgements in force on them, oldest first."""
        with as_ledger_errors(self.folder):
            reading = self.reading(document)
            return verdicts(self._db, document_row(self._db, reading.document.id), reading)

    def judged(self, document: str) -> Reading:
        """The newest reading of a document with speakers and acts as they are judged to be.

        An actor that a judgement puts there and the reading lacks is added, under the name that other pages have, or
        else the one by which it was judged.
        """
        reading = self.reading(document)
        lacked = {actor.id for actor in reading.actors}
        new = applied(reading, self.verdicts(document))
        entries = {entry.id: entry for entry in self._actors().entries(a.id for a in new.actors if a.id not in lacked)}
        actors = tuple(
            a if a.id in lacked or (entry := entries.get(self._classes().of(a.id))) is None
            else Actor(id=a.id, name=entry.name, kind=entry.kind, country=entry.country)
            for a in new.actors
        )  # fmt: skip
        return replace(new, actors=actors)

    def attributions_starting(self, digits: str) -> tuple[tuple[str, str], ...]:
        """The ids of document and attribution for the attributions of newest readings whose id begins with these
        hexadecimal digits, in the order in which they came."""
        if not re.fullmatch("[0-9a-f]{1,16}", digits):
            return ()
        return tuple(
            self._rows(
                "SELECT d.sha256, a.key FROM attributions a JOIN readings r ON r.id = a.reading"
                f" JOIN documents d ON d.id = r.document WHERE a.key BETWEEN ? AND ? AND {NEWEST} ORDER BY a.id",
                digits,
                digits + "g",
            )
        )

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

    def _search(self) -> Search:
        return Search(self._rows, self._classes())

    def _actors(self) -> Actors:
        return Actors(self._rows, self._classes())

    def _classes(self) -> Classes:
        """Which actors are joined, made anew whenever somebody has written to the ledger."""
        ((version,),) = self._rows("PRAGMA data_version")
        if self._joined is None or self._joined[0] != version:
            self._joined = (version, classes(self._known(), in_force(self.judgements())))
        return self._joined[1]

    def _known(self) -> Iterator[Known]:
        """Each actor that pages call by a full name which another one has too."""
        for row in self._rows(
            "SELECT DISTINCT full_name, actor, country, role FROM appearances WHERE full_name IN (SELECT full_name"
            " FROM appearances WHERE full_name IS NOT NULL GROUP BY full_name HAVING count(DISTINCT actor) > 1)"
        ):
            yield Known(*row)

    def _load(self, key: int) -> Reading:
        with as_ledger_errors(self.folder):
            return load(self._db, key)

    def _rows(self, sql: str, *values: str | int | None) -> list[Row]:
        with as_ledger_errors(self.folder):
            return self._db.execute(sql, values).fetchall()


def _limit(limit: int | None) -> int:
    return -1 if limit is None else limit
