"""The only way out of a ledger: documents, readings, searches, actors, judgements.

Of several readings of a document, the newest.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Self

from msgspec.structs import replace

from sayso.errors import NotFoundError
from sayso.ledger.actors import Actors
from sayso.ledger.addresses import address_at, addresses_of
from sayso.ledger.anchoring import Spanned
from sayso.ledger.chosen import EVERYTHING, READ, Choosing, Chunk, Judged, chunks, chunks_of
from sayso.ledger.happenings import AskedEvents, EventHit, Happenings
from sayso.ledger.judged_pairs import JudgedPairs, Places, Thing, judged_pairs, judgements_with
from sayso.ledger.judgements import (
    all_judgements,
    applied,
    document_row,
    is_unplaced,
    placed,
    stands,
    verdict,
    verdicts,
)
from sayso.ledger.loading import NEWEST, load, loaded
from sayso.ledger.originals import originals_of
from sayso.ledger.pairs import PAIRS
from sayso.ledger.proven import Proven
from sayso.ledger.schema import as_ledger_errors
from sayso.ledger.search import ENTRY, Asked, Search, entry, refuse_surrogates
from sayso.ledger.turns import NEWEST_FIRST
from sayso.ledger.whole import FAILURE, OPEN, failures
from sayso.records import (
    Actor,
    ActorEntry,
    ActorPage,
    Address,
    AddressKind,
    Chosen,
    Entry,
    Failure,
    Hit,
    Judgement,
    NameUse,
    Problem,
    Reading,
    Selection,
)


class View(Proven):
    """Opens a ledger, in a folder or by its address, for reading; NotFoundError where there is none.

    Views of one ledger may share what they keep of it in memory.
    """

    def documents(self, limit: int | None = None, offset: int = 0) -> tuple[Entry, ...]:
        """The documents in the order in which they came: all, or at most `limit` behind the first `offset`."""
        rows = self._rows(
            f"SELECT {ENTRY} FROM documents d JOIN readings r ON r.document = d.id WHERE {NEWEST}"
            " ORDER BY d.id LIMIT ? OFFSET ?",
            _limit(limit),
            offset,
        )
        return tuple(entry(row) for row in rows)

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
            f" WHERE d.sha256 = ? AND ifnull(r.reader = ?, 1) {NEWEST_FIRST}",
            sha256,
            reader,
        )
        if not rows:
            raise NotFoundError(f"document {sha256[:12]} has no reading by reader {reader}")
        return self._load(rows[0][0])

    def readers(self, name: str) -> tuple[str, ...]:
        """The versions of the reader that read a document, oldest reading first."""
        rows = self._rows(
            f"SELECT r.reader FROM readings r JOIN documents d ON d.id = r.document WHERE d.sha256 = ? {NEWEST_FIRST}",
            self.find(name),
        )
        return tuple(row[0] for row in reversed(rows))

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

    def actors(
        self, name: str | None = None, limit: int | None = None, offset: int = 0, *, called: bool = True
    ) -> tuple[ActorEntry, ...]:
        """All actors, or those with this id or these words in one of their names: all, or at most `limit` behind the
        first `offset`. What each is `called` may be left out, which is quicker.

        Those in most documents come first, of those the most mentioned, of those by name.

        Words that no name has as they are count as beginnings of words.
        """
        refuse_surrogates(name or "")
        return self._actors().named(name, limit, offset, called)

    def actor(self, actor: str, limit: int | None = None, offset: int = 0, *, called: bool = True) -> ActorPage:
        """An actor by the id that it, or one joined with it, has; NotFoundError where no document has it.

        What it said and what is said about it come in time order: all, or at most `limit` of each behind the first
        `offset`. Documents without a date come last. What it is `called` may be left out, which is quicker.
        """
        refuse_surrogates(actor)
        entries = self._actors().entries([actor], called)
        if not entries:
            raise NotFoundError(f"actor {actor!r}: no document in ledger {self.home} has it")
        said, about = (
            self._search().hits(self._sifting().spoken(self._classes().ids(actor), role, _limit(limit), offset))
            for role in ("speakers", "about")
        )
        return ActorPage(actor=entries[0], said=said, about=about)

    def name_uses(self, actor: str, most: int = 50) -> tuple[NameUse, ...]:
        """The names of the actor that this id means, the most used first, each with at most so many of its voices."""
        refuse_surrogates(actor)
        return self._actors().uses(actor, most)

    def joined(self) -> dict[str, str]:
        """The ids that mean the same as another one, each with the canonical id of the actor."""
        return {actor: name for actor, name in self._rows("SELECT actor, class FROM joined") if actor != name}

    def judgements(self, document: str | None = None) -> tuple[Judgement, ...]:
        """Every judgement in the order in which they were made, or those of a document, retracted ones and retractions
        among them."""
        with as_ledger_errors(self.home):
            if document is None:
                return all_judgements(self._db)
            return judgements_with(self._db, self.find(document))

    def judged_pairs(self) -> JudgedPairs:
        """What is judged to be the same, or apart: stories, claims and events, by their ids in newest readings."""
        with as_ledger_errors(self.home):
            return judged_pairs(self._db)

    def two(self, judgement: Judgement) -> tuple[Thing, Thing] | None:
        """The two that a judgement of two documents, claims or events is about: of each the id of its document and the
        id that it has in the newest reading, empty for a document as a whole. None where one stands nowhere."""
        with as_ledger_errors(self.home):
            return Places(self._db).pair(judgement)

    def events_starting(self, digits: str) -> tuple[tuple[str, str], ...]:
        """The ids of document and event for the events of newest readings whose id begins with these hexadecimal
        digits, in the order in which they came."""
        return self._beginning("events", digits)

    def placed(self, judgement: Judgement) -> str | None:
        """The id of the attribution of the newest reading on which a judgement stands, or None: it is unplaced."""
        if judgement.document is None:
            return None
        with as_ledger_errors(self.home):
            return placed(self._db, judgement, self.reading(judgement.document))

    def stands(self, judgement: Judgement) -> Spanned | None:
        """By role the spans in the newest reading's text of an attribution that was missed, or None: it is unplaced."""
        if judgement.document is None:
            return None
        with as_ledger_errors(self.home):
            return stands(self._db, judgement, self.reading(judgement.document))

    def unplaced(self, judgement: Judgement) -> bool:
        """Whether a judgement is of words of a document, and stands nowhere in its newest reading."""
        if judgement.document is None:
            return False
        with as_ledger_errors(self.home):
            if judgement.kind in PAIRS:
                return self.two(judgement) is None
            return is_unplaced(self._db, judgement, self.reading(judgement.document))

    def verdicts(self, document: str) -> dict[str, tuple[Judgement, ...]]:
        """For attributions of the newest reading, by id, the judgements in force on them, oldest first."""
        with as_ledger_errors(self.home):
            reading = self.reading(document)
            return verdicts(self._db, document_row(self._db, reading.document.id), reading)

    def judged(self, document: str) -> Reading:
        """The newest reading of a document with speakers and acts as they are judged to be.

        An actor that a judgement puts there and the reading lacks is added, under the name that other pages have, or
        else the one by which it was judged.
        """
        with as_ledger_errors(self.home):
            reading = self.reading(document)
            return self._judged(document_row(self._db, reading.document.id), reading)[0]

    def _judged(self, document: int, reading: Reading) -> Judged:
        """The reading of the document in this row as it is judged, with what is said of its attributions as a whole."""
        judged = verdicts(self._db, document, reading)
        new = applied(reading, judged)
        lacked = {actor.id for actor in reading.actors}
        entries = {
            entry.id: entry
            for entry in self._actors().entries((a.id for a in new.actors if a.id not in lacked), called=False)
        }
        actors = tuple(
            a if a.id in lacked or (entry := entries.get(self._classes().of(a.id))) is None
            else Actor(id=a.id, name=entry.name, kind=entry.kind, country=entry.country)
            for a in new.actors
        )  # fmt: skip
        told = {key: found for key, each in judged.items() if (found := verdict(each)) is not None}
        return replace(new, actors=actors), told

    def chosen(
        self, selection: Selection = EVERYTHING, parts: Collection[str] = READ, *, as_read: bool = False
    ) -> Iterator[Chosen]:
        """What a selection has of each document, in the order in which they came: those that have attributions or
        events of it, or where nothing is asked but what is a document's own, all for which that holds.

        All is as the ledger was when it began. Of the readings only these `parts` (names of lists of a reading or a
        document, or `aliases`) are loaded beside what every one has: facts, text, attributions, and actors by name;
        without its events none are chosen. `as_read` leaves out what persons judged. InputError for words, days, a type
        or an area that are none.
        """
        with self.still() as still, as_ledger_errors(self.home):
            for chunk in still.chunks(selection):
                yield from still.in_chunk(chunk, parts, as_read=as_read)

    def chunks(self, selection: Selection = EVERYTHING) -> Iterator[Chunk]:
        """The documents of `chosen`, some at a time, of a ledger that stands still."""
        if selection == EVERYTHING:
            return chunks(self._rows)
        return chunks_of(selection, self._rows, self._classes(), self._shared)

    def in_chunk(self, chunk: Chunk, parts: Collection[str] = READ, *, as_read: bool = False) -> Iterator[Chosen]:
        """What `chosen` gives of these documents."""
        load = partial(loaded, self._db, parts=parts)
        return Choosing(self._rows, load, None if as_read else self._judged).chosen(chunk)

    @contextmanager
    def still(self) -> Iterator[Self]:
        """Another view of the ledger, as it is now, whatever is written meanwhile."""
        with type(self)(self.home, self._shared) as still, as_ledger_errors(self.home):
            still._db.execute("BEGIN")
            still.state()  # a transaction begins with what it reads first
            yield still

    def attributions_starting(self, digits: str) -> tuple[tuple[str, str], ...]:
        """The ids of document and attribution for the attributions of newest readings whose id begins with these
        hexadecimal digits, in the order in which they came."""
        return self._beginning("attributions", digits)

    def failures(self, limit: int | None = None, step: str | None = None) -> tuple[Failure, ...]:
        """The pages that could not be read and have not been since, in the order in which they came: all, or the first
        ones; those of one step, if it is told."""
        rows = self._rows(
            f"SELECT {', '.join(FAILURE)} FROM failures f WHERE {OPEN} AND ifnull(step = ?, 1) ORDER BY id LIMIT ?",
            step,
            _limit(limit),
        )
        return failures(rows)

    def set_aside(self, sha256: str, reader: str) -> str | None:
        """Why this version of the reader is not to try these bytes again: it was too much for it; None otherwise."""
        rows = self._rows(
            "SELECT reason FROM failures WHERE original = ? AND step = 'worker' AND reader = ?"
            " ORDER BY id DESC LIMIT 1",
            sha256,
            reader,
        )
        return rows[0][0] if rows else None

    def in_part(self, step: str | None = None) -> Iterator[tuple[Entry, tuple[Problem, ...]]]:
        """The documents of which something could not be read, in the order in which they came, with what that is."""
        rows = self._rows(
            f"SELECT r.id, {ENTRY} FROM documents d JOIN readings r ON r.document = d.id WHERE {NEWEST} AND EXISTS"
            " (SELECT 1 FROM problems p WHERE p.reading = r.id AND ifnull(p.step = ?, 1)) ORDER BY d.id",
            step,
        )
        for key, *row in rows:
            told = self._rows(
                "SELECT step, message, start, stop FROM problems WHERE reading = ? AND ifnull(step = ?, 1)"
                " ORDER BY position",
                key,
                step,
            )
            problems = (Problem(name, message, None if a is None else (a, b)) for name, message, a, b in told)
            yield entry(tuple(row)), tuple(problems)

    def kept(self, sha256: str) -> bytes:
        """The original bytes of a document, or of a page that could not be read. NotFoundError where there are none."""
        try:
            return originals_of(self.home, self._db).read(sha256)
        except OSError as error:
            raise NotFoundError(f"{sha256}: its original is not in ledger {self.home}") from error

    def address(self, url: str) -> Address | None:
        """What is known of an address from the last time that it was asked for; None where it never was."""
        return address_at(self._rows, url)

    def addresses(
        self, kind: AddressKind | None = None, *, due: str | None = None, limit: int | None = None
    ) -> tuple[Address, ...]:
        """The addresses of a kind, or all, that were ever asked for, in the order of their spelling.

        With `due`, an ISO 8601 time, only those that may be asked again by then, the longest due first.
        """
        return addresses_of(self._rows, kind, due, _limit(limit))

    def has(self, sha256: str, reader: str) -> bool:
        """Whether this version of the reader has read the document."""
        return bool(
            self._rows(
                "SELECT 1 FROM readings r JOIN documents d ON d.id = r.document WHERE d.sha256 = ? AND r.reader = ?",
                sha256,
                reader,
            )
        )

    def _beginning(self, table: str, digits: str) -> tuple[tuple[str, str], ...]:
        if not re.fullmatch("[0-9a-f]{1,16}", digits):
            return ()
        return tuple(
            self._rows(
                f"SELECT d.sha256, a.key FROM {table} a JOIN readings r ON r.id = a.reading"
                f" JOIN documents d ON d.id = r.document WHERE a.key BETWEEN ? AND ? AND {NEWEST} ORDER BY a.id",
                digits,
                digits + "g",
            )
        )

    def _search(self) -> Search:
        return Search(self._rows, self._classes())

    def _actors(self) -> Actors:
        return Actors(self._rows, self._classes())

    def _load(self, key: int) -> Reading:
        with as_ledger_errors(self.home):
            return load(self._db, key)


def _limit(limit: int | None) -> int:
    return -1 if limit is None else limit
