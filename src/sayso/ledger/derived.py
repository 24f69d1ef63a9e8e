"""What is derived of a document: who is told to say what about whom, what actors are called there by whom, and what is
said to have happened (`happened.py`).

It follows from the newest reading and the judgements in force, alone; nothing else is lost when it is thrown away.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from sayso.ledger.entering import insert, next_id
from sayso.ledger.happened import (
    Happened,
    enter_happened,
    entered_happened,
    forget_all_happened,
    forget_happened,
    happened,
)
from sayso.ledger.judgements import Verdicts, applied, verdict, verdicts
from sayso.ledger.loading import load, newest
from sayso.ledger.persons import person
from sayso.records import Act, Attribution, Reading, Span, SpeakerKind, Verdict
from sayso.soundness import collapsed, one_line

# Between the names of an actor: a word of its own to the search, so that no name runs on into the next one.
APART: Final = " \ue000 "

_ROLES: Final = ("speakers", "about")


class Told(Struct, frozen=True):
    """An attribution as judged. `overruled` says that a judgement gives its speakers; `actors` are (role, id)."""

    act: Act | None
    speaker_kind: SpeakerKind | None
    overruled: bool
    verdict: Verdict | None
    actors: tuple[tuple[str, str], ...]


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


def derived(reading: Reading, judged: Verdicts) -> Derived:
    """What follows from a reading and the judgements in force on its attributions."""
    own = {actor.id for actor in reading.actors}
    read, reading = reading, applied(reading, judged)
    told = tuple(
        Told(
            act=each.act,
            speaker_kind=each.speaker_kind,
            overruled=any(judgement.kind == "speaker" for judgement in judged.get(each.id, ())),
            verdict=verdict(judged.get(each.id, ())),
            actors=tuple((role, actor) for role in _ROLES for actor in getattr(each, role)),
        )
        for each in reading.attributions
    )
    overruled = frozenset(each.id for each, facts in zip(reading.attributions, told, strict=True) if facts.overruled)
    return Derived(told, tuple(_appearances(reading, own)), happened(read, reading, overruled))


def derive(db: sqlite3.Connection, document: int) -> None:
    """Make anew what is derived of the document in this row."""
    key = newest(db, document)
    reading = load(db, key)
    forget(db, document)
    enter_derived(db, document, key, derived(reading, verdicts(db, document, reading)))


def forget(db: sqlite3.Connection, document: int) -> None:
    """Throw away what is derived of the document in this row."""
    here = "SELECT a.id FROM readings r JOIN attributions a ON a.reading = r.id WHERE r.document = ?"
    there = "SELECT id FROM appearances WHERE document = ?"
    _tally(db, document, -1)
    forget_happened(db, document)
    for statement in (
        "DELETE FROM tallies WHERE documents = 0 AND actor IN (SELECT actor FROM appearances WHERE document = ?)",
        f"DELETE FROM told_actors WHERE attribution IN ({here})",
        f"DELETE FROM told WHERE attribution IN ({here})",
        f"DELETE FROM callings WHERE appearance IN ({there})",
        f"DELETE FROM called WHERE rowid IN ({there})",
        "DELETE FROM appearances WHERE document = ?",
    ):
        db.execute(statement, (document,))


def forget_all(db: sqlite3.Connection) -> None:
    """Throw away all that is derived."""
    forget_all_happened(db)
    for table in ("told_actors", "told", "callings", "called", "appearances", "tallies"):
        db.execute(f"DELETE FROM {table}")


def enter_derived(db: sqlite3.Connection, document: int, reading: int, new: Derived) -> None:
    """Enter what is derived of a document from the reading in this row."""
    rows = db.execute("SELECT id FROM attributions WHERE reading = ? ORDER BY position", (reading,))
    told = [(key, each) for (key,), each in zip(rows, new.told, strict=True)]
    insert(db, "told", ((key, t.act, t.speaker_kind, t.overruled, t.verdict) for key, t in told), 5)
    insert(db, "told_actors", ((key, role, i, actor) for key, t in told for i, (role, actor) in enumerate(t.actors)), 4)
    found = list(enumerate(new.appearances, next_id(db, "appearances")))
    rows_of = (
        (key, document, a.actor, a.name, a.kind, a.country, a.full_name, a.role, a.mentions, a.speaking, a.about)
        for key, a in found
    )
    insert(db, "appearances", rows_of, 11)
    callings = (
        (key, i, c.text, c.page, c.speakers, c.words, c.times) for key, a in found for i, c in enumerate(a.callings)
    )
    insert(db, "callings", callings, 7)
    db.executemany("INSERT INTO called (rowid, names) VALUES (?, ?)", ((key, a.names) for key, a in found))
    _tally(db, document, 1)
    enter_happened(db, document, reading, new.happened)


def _tally(db: sqlite3.Connection, document: int, sign: int) -> None:
    """Add the appearances in a document to what there is of each actor in all, or (-1) take them away from it."""
    db.execute(
        "INSERT INTO tallies SELECT actor, ?2, ?2 * mentions, ?2 * speaking, ?2 * about FROM appearances"
        " WHERE document = ?1 ON CONFLICT DO UPDATE SET documents = documents + excluded.documents,"
        " mentions = mentions + excluded.mentions, speaking = speaking + excluded.speaking,"
        " about = about + excluded.about",
        (document, sign),
    )


def entered(db: sqlite3.Connection, document: int) -> Derived:
    """What the ledger holds as derived of the document in this row."""
    actors: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    here = " JOIN attributions a ON a.id = t.attribution JOIN readings r ON r.id = a.reading WHERE r.document = ?"
    for key, role, actor in db.execute(
        f"SELECT t.attribution, t.role, t.actor FROM told_actors t{here} ORDER BY t.attribution, t.position",
        (document,),
    ):
        actors[key].append((role, actor))
    told = db.execute(
        f"SELECT t.attribution, t.act, t.speaker_kind, t.overruled, t.verdict FROM told t{here} ORDER BY a.id",
        (document,),
    ).fetchall()
    appearances = db.execute(
        "SELECT p.id, actor, name, kind, country, full_name, role, mentions, speaking, about, ifnull(names, '')"
        " FROM appearances p LEFT JOIN called c ON c.rowid = p.id WHERE document = ? ORDER BY p.id",
        (document,),
    ).fetchall()
    return Derived(
        tuple(Told(act, kind, bool(over), said, tuple(actors[key])) for key, act, kind, over, said in told),
        tuple(Appearance(*(*row[1:], tuple(_callings(db, row[0])))) for row in appearances),
        entered_happened(db, document),
    )


def _callings(db: sqlite3.Connection, appearance: int) -> Iterator[Calling]:
    for text, page, speakers, words, times in db.execute(
        "SELECT text, page, speakers, words, times FROM callings WHERE appearance = ? ORDER BY position", (appearance,)
    ):
        yield Calling(text, bool(page), speakers, words, times)


def _appearances(reading: Reading, own: set[str]) -> Iterator[Appearance]:
    called = _called(reading)
    mentions = Counter(mention.actor for mention in reading.mentions)
    speaking, about = (
        Counter(actor for each in reading.attributions for actor in set(getattr(each, role))) for role in _ROLES
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
