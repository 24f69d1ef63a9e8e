"""What is derived of a document: who is told to say what about whom, what actors are called there by whom, and what is
said to have happened (`happened.py`).

It follows from the newest reading and the judgements in force, alone; nothing else is lost when it is thrown away.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from sayso.ledger.classing import Bearers, bearers, join, join_all, next_change, stand
from sayso.ledger.days import day_of
from sayso.ledger.entering import insert, next_id
from sayso.ledger.happened import (
    Happened,
    enter_happened,
    entered_happened,
    forget_all_happened,
    forget_happened,
    happened,
)
from sayso.ledger.judgements import Verdicts, all_verdicts, applied
from sayso.ledger.loading import load, newest
from sayso.ledger.persons import person
from sayso.ledger.tied import Tied, enter_tied, entered_tied, tied
from sayso.ledger.told import ROLES, Told, enter_told, entered_told, forget_all_told, forget_told, told
from sayso.records import Attribution, Reading, Span
from sayso.soundness import collapsed, one_line

# Between the names of an actor: a word of its own to the search, so that no name runs on into the next one.
APART: Final = " \ue000 "


class Calling(Struct, frozen=True):
    """Words that stand for an actor, how often in one voice: that of `speakers` (ids, parted by blanks) or, where none
    is known, of a source in these `words`; the publisher's, in `words`, for the page's own."""

    text: str
    page: bool
    speakers: str
    words: str
    times: int


class Appearance(Struct, frozen=True):
    """An actor in a document. `name` is None for one that only a judgement puts there, by its id alone."""

    actor: str
    name: str | None
    kind: str | None
    country: str | None
    full_name: str | None
    role: str | None
    mentions: int
    speaking: int
    about: int
    names: str
    callings: tuple[Calling, ...]


class Derived(Struct, frozen=True):
    """All that is derived of a document, its attributions and events in the order of the reading."""

    told: tuple[Told, ...]
    appearances: tuple[Appearance, ...]
    happened: tuple[Happened, ...] = ()
    tied: tuple[Tied, ...] = ()
    day: str = ""
    publisher: str | None = None


def derived(reading: Reading, judged: Verdicts) -> Derived:
    """What follows from a reading and the judgements in force on its attributions."""
    own = {actor.id for actor in reading.actors}
    read, reading = reading, applied(reading, judged)
    facts = told(reading, judged)
    overruled = frozenset(each.id for each, fact in zip(reading.attributions, facts, strict=True) if fact.overruled)
    return Derived(
        facts, tuple(_appearances(reading, own)), happened(read, reading, overruled), tied(read), *_document(reading)
    )


def derive(db: sqlite3.Connection, document: int) -> None:
    """Make anew what is derived of the document in this row."""
    enter_newest(db, document, forget(db, document))


def enter_newest(db: sqlite3.Connection, document: int, before: Bearers) -> None:
    """Enter what is derived of the document in this row, of which what was derived is forgotten."""
    key = newest(db, document)
    reading = load(db, key)
    enter_derived(db, document, key, derived(reading, all_verdicts(db, document, reading)))
    reckon(db, document, before)


def derive_all(db: sqlite3.Connection) -> None:
    """Throw away all that is derived, and make it anew."""
    _forget_all(db)
    for (document,) in db.execute("SELECT DISTINCT document FROM readings").fetchall():
        key = newest(db, document)
        reading = load(db, key)
        enter_derived(db, document, key, derived(reading, all_verdicts(db, document, reading)))
    join_all(db)


def forget(db: sqlite3.Connection, document: int) -> Bearers:
    """Throw away what is derived of the document in this row; give who was called by a full name there."""
    there = "SELECT id FROM appearances WHERE document = ?"
    before = bearers(db, document)
    stand(db, document, -1)
    forget_happened(db, document)
    forget_told(db, document)
    for statement in (
        f"DELETE FROM callings WHERE appearance IN ({there})",
        f"DELETE FROM called WHERE rowid IN ({there})",
        "DELETE FROM appearances WHERE document = ?",
        "DELETE FROM latest WHERE document = ?",
        "DELETE FROM tied WHERE document = ?",
    ):
        db.execute(statement, (document,))
    return before


def _forget_all(db: sqlite3.Connection) -> None:
    forget_all_happened(db)
    forget_all_told(db)
    for table in ("callings", "called", "appearances", "latest", "tied"):
        db.execute(f"DELETE FROM {table}")


def enter_derived(db: sqlite3.Connection, document: int, reading: int, new: Derived) -> None:
    """Enter what is derived of a document from the reading in this row."""
    insert(db, "latest", [(document, reading, new.day, new.publisher, next_change(db))], 5)
    enter_told(db, document, reading, new.told)
    enter_tied(db, document, reading, new.tied)
    found = list(enumerate(new.appearances, next_id(db, "appearances")))
    rows_of = (
        (key, document, a.actor, a.name, a.kind, a.country, a.full_name, a.role, a.mentions, a.speaking, a.about)
        for key, a in found
    )
    insert(db, "appearances", rows_of, 11)
    callings = (
        (key, i, c.text, c.page, c.speakers, c.words, c.times, a.actor)
        for key, a in found
        for i, c in enumerate(a.callings)
    )
    insert(db, "callings", callings, 8)
    db.executemany("INSERT INTO called (rowid, names) VALUES (?, ?)", ((key, a.names) for key, a in found))
    enter_happened(db, document, reading, new.happened)


def reckon(db: sqlite3.Connection, document: int, before: Bearers) -> None:
    """Bring up to date who is joined and how much there is of each, once what is derived of a document is entered."""
    join(db, document, before)
    stand(db, document, 1)


def entered(db: sqlite3.Connection, document: int) -> Derived:
    """What the ledger holds as derived of the document in this row."""
    appearances = db.execute(
        "SELECT p.id, actor, name, kind, country, full_name, role, mentions, speaking, about, ifnull(names, '')"
        " FROM appearances p LEFT JOIN called c ON c.rowid = p.id WHERE document = ? ORDER BY p.id",
        (document,),
    ).fetchall()
    callings = _callings(db, document)
    return Derived(
        entered_told(db, document),
        tuple(Appearance(*(*row[1:], tuple(callings[row[0]]))) for row in appearances),
        entered_happened(db, document),
        entered_tied(db, document),
        *(db.execute("SELECT day, publisher FROM latest WHERE document = ?", (document,)).fetchone() or ()),
    )


def _document(reading: Reading) -> tuple[str, str | None]:
    return day_of(reading.document.published), reading.document.publisher


def _callings(db: sqlite3.Connection, document: int) -> defaultdict[int, list[Calling]]:
    """By the row of their appearance."""
    found: defaultdict[int, list[Calling]] = defaultdict(list)
    for appearance, text, page, speakers, words, times in db.execute(
        "SELECT c.appearance, c.text, c.page, c.speakers, c.words, c.times FROM appearances p"
        " CROSS JOIN callings c ON c.appearance = p.id AND +c.actor = p.actor WHERE p.document = ?"
        " ORDER BY c.appearance, c.position",
        (document,),
    ):
        found[appearance].append(Calling(text, bool(page), speakers, words, times))
    return found


def _appearances(reading: Reading, own: set[str]) -> Iterator[Appearance]:
    called = _called(reading)
    mentions = Counter(mention.actor for mention in reading.mentions)
    speaking, about = (
        Counter(actor for each in reading.attributions for actor in set(getattr(each, role))) for role in ROLES
    )
    for actor in reading.actors:
        known = actor.id in own or actor.name != actor.id  # judged to speak, by its id alone, it has no name
        name, role = person(actor, reading)
        yield Appearance(
            actor=actor.id,
            name=actor.name if known else None,
            kind=actor.kind,
            country=actor.country,
            full_name=name,
            role=role,
            mentions=mentions[actor.id],
            speaking=speaking[actor.id],
            about=about[actor.id],
            names=APART.join(dict.fromkeys((actor.name, *(alias.text for alias in actor.aliases)))) if known else "",
            callings=tuple(called[actor.id]),
        )


def _called(reading: Reading) -> defaultdict[str, list[Calling]]:
    voices = _Voices(reading)
    times = Counter((actor, text, *voices.of(voice)) for actor, text, voice in _uses(reading, voices))
    called: defaultdict[str, list[Calling]] = defaultdict(list)
    for (actor, text, page, speakers, words), count in times.items():
        called[actor].append(Calling(text, page, speakers, words, count))
    return called


def _uses(reading: Reading, voices: "_Voices") -> Iterator[tuple[str, str, Attribution | None]]:
    """Each use of a name or nominal: the actor meant, the words, the attribution in whose content they stand."""
    used: set[tuple[str, Span]] = set()
    for mention in reading.mentions:
        if mention.actor is not None and mention.form != "pronoun":
            used.add((mention.actor, mention.span))
            yield mention.actor, collapsed(reading.document.text, mention.span), voices.around(mention.span)
    for actor in reading.actors:
        for alias in actor.aliases:
            if alias.span is not None and (actor.id, alias.span) not in used:
                used.add((actor.id, alias.span))
                yield actor.id, alias.text, voices.around(alias.span)


class _Voices:
    """In whose voice the words of a page stand."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        outers = {each.id: each.outer for each in reading.attributions}
        depths = [(_depth(outers, each.id), each) for each in reading.attributions]
        self._pieces = sorted(
            ((depth, start - end, start, end, each) for depth, each in depths for start, end in each.content),
            key=lambda piece: piece[:4],
            reverse=True,
        )

    def around(self, span: Span) -> Attribution | None:
        """The innermost attribution in whose content a span stands."""
        start, end = span
        return next((each for _, _, first, last, each in self._pieces if first <= start and end <= last), None)

    def of(self, attribution: Attribution | None) -> tuple[bool, str, str]:
        """Whether it is the page's own voice, the ids of the speakers, and the words that say whose it is otherwise."""
        if attribution is None:
            return True, "", self._reading.document.publisher or ""
        if attribution.speakers:
            return False, " ".join(attribution.speakers), ""
        text = self._reading.document.text
        return False, "", one_line(collapsed(text, span) for span in attribution.source)


def _depth(outers: dict[str, str | None], key: str) -> int:
    depth, above = 0, outers.get(key)
    while above is not None:
        depth, above = depth + 1, outers.get(above)
    return depth
