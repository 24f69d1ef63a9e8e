"""What is derived of a document: who is told to say what about whom, what actors are called there by whom, and what is
said to have happened (`happened.py`).

It follows from the newest reading and the judgements in force, alone; nothing else is lost when it is thrown away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Struct, json

from sayso.ledger.classing import Bearers, bearers, join, join_all, next_change, stand
from sayso.ledger.connection import Connection
from sayso.ledger.days import day_of
from sayso.ledger.entering import insert, next_id
from sayso.ledger.happened import (
    Happened,
    Involved,
    Somewhere,
    enter_happened,
    forget_all_happened,
    forget_happened,
    happened,
)
from sayso.ledger.judgements import Verdicts, all_verdicts, applied
from sayso.ledger.loading import load, newest
from sayso.ledger.persons import named_so, person_named
from sayso.ledger.schema import Row
from sayso.ledger.tied import Tied, enter_tied, tied
from sayso.ledger.told import ROLES, Told, enter_told, forget_all_told, forget_told, told
from sayso.records import Attribution, Reading, Span
from sayso.soundness import collapsed, one_line

_OF_THESE: Final = "WHERE document IN (SELECT value FROM json_each(?))"
_TRUTHS: Final = ("overruled", "hedged", "nested")

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


def derive(db: Connection, document: int) -> None:
    """Make anew what is derived of the document in this row."""
    enter_newest(db, document, forget(db, document))


def enter_newest(db: Connection, document: int, before: Bearers) -> None:
    """Enter what is derived of the document in this row, of which what was derived is forgotten."""
    key = newest(db, document)
    reading = load(db, key)
    enter_derived(db, document, key, derived(reading, all_verdicts(db, document, reading)))
    reckon(db, document, before)


def derive_all(db: Connection) -> None:
    """Throw away all that is derived, and make it anew."""
    _forget_all(db)
    for (document,) in db.execute("SELECT DISTINCT document FROM readings").fetchall():
        key = newest(db, document)
        reading = load(db, key)
        enter_derived(db, document, key, derived(reading, all_verdicts(db, document, reading)))
    join_all(db)


def forget(db: Connection, document: int) -> Bearers:
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


def _forget_all(db: Connection) -> None:
    forget_all_happened(db)
    forget_all_told(db)
    for table in ("callings", "called", "appearances", "latest", "tied"):
        db.execute(f"DELETE FROM {table}")


def enter_derived(db: Connection, document: int, reading: int, new: Derived) -> None:
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


def reckon(db: Connection, document: int, before: Bearers) -> None:
    """Bring up to date who is joined and how much there is of each, once what is derived of a document is entered."""
    join(db, document, before)
    stand(db, document, 1)


def entered(db: Connection, documents: Iterable[int]) -> dict[int, Derived]:
    """What the ledger holds as derived of each of the documents in these rows; all at once takes a fraction of the time
    for each."""
    keys = [*documents]
    own = json.encode(keys).decode()
    facts, appearances = _entered_told(db, own), _entered_appearances(db, own)
    events, stances = _entered_happened(db, own), _entered_tied(db, own)
    days = {key: day for key, *day in db.execute(f"SELECT document, day, publisher FROM latest {_OF_THESE}", (own,))}
    return {
        key: Derived(
            tuple(facts.get(key, ())),
            tuple(appearances.get(key, ())),
            tuple(events.get(key, ())),
            tuple(stances.get(key, ())),
            *days.get(key, ()),
        )
        for key in keys
    }


def _document(reading: Reading) -> tuple[str, str | None]:
    return day_of(reading.document.published), reading.document.publisher


def _entered_told(db: Connection, own: str) -> dict[int, list[Told]]:
    def hanging(table: str, columns: str, order: str) -> dict[int, list[Row]]:
        of_told = f"FROM told t JOIN {table} l ON l.attribution = t.attribution"
        return _grouped(db, own, f"l.attribution, {columns} {of_told}", f"l.attribution, {order}")

    actors = hanging("told_actors", "l.role, l.actor", "l.position")
    tagged = hanging("tagged", "l.tag", "l.tag")
    found: dict[int, list[Told]] = defaultdict(list)
    columns = Told.__struct_fields__[: -len(("actors", "tagged"))]
    for document, key, *row in db.execute(
        f"SELECT document, attribution, {', '.join(columns)} FROM told {_OF_THESE} ORDER BY attribution", (own,)
    ):
        fields: dict[str, Any] = dict(zip(columns, row, strict=True))
        for name in _TRUTHS:
            fields[name] = bool(fields[name])  # SQLite keeps true and false as 1 and 0
        tags = tuple(tag for (tag,) in tagged.get(key, ()))
        found[document].append(Told(**fields, actors=tuple(actors.get(key, ())), tagged=tags))
    return found


def _entered_appearances(db: Connection, own: str) -> dict[int, list[Appearance]]:
    callings = _callings(db, own)
    found: dict[int, list[Appearance]] = defaultdict(list)
    for document, key, *row in db.execute(
        "SELECT document, p.id, actor, name, kind, country, full_name, role, mentions, speaking, about,"
        f" ifnull(names, '') FROM appearances p LEFT JOIN called c ON c.rowid = p.id {_OF_THESE} ORDER BY p.id",
        (own,),
    ):
        found[document].append(Appearance(*(*row, tuple(callings.get(key, ())))))
    return found


def _callings(db: Connection, own: str) -> dict[int, list[Calling]]:
    """By the row of their appearance."""
    found: dict[int, list[Calling]] = defaultdict(list)
    for appearance, text, page, speakers, words, times in db.execute(
        "SELECT c.appearance, c.text, c.page, c.speakers, c.words, c.times FROM appearances p"
        f" CROSS JOIN callings c ON c.appearance = p.id AND +c.actor = p.actor {_OF_THESE}"
        " ORDER BY c.appearance, c.position",
        (own,),
    ):
        found[appearance].append(Calling(text, bool(page), speakers, words, times))
    return found


def _entered_happened(db: Connection, own: str) -> dict[int, list[Happened]]:
    def hanging(table: str, columns: str) -> dict[int, list[Row]]:
        of_happened = f"FROM happened t JOIN {table} l ON l.event = t.event"
        return _grouped(db, own, f"l.event, {columns} {of_happened}", "l.event, l.position")

    parties = hanging("happened_parties", "l.role, l.actor, l.words")
    places = hanging("happened_places", "l.name, l.country, l.role, l.latitude, l.longitude, l.precision")
    found: dict[int, list[Happened]] = defaultdict(list)
    for document, key, *row, names in db.execute(
        "SELECT h.document, h.event, h.type, h.first, h.last, a.position, h.start, h.words, o.position, h.publisher,"
        " h.precision, h.parties, ifnull(n.names, '') FROM happened h LEFT JOIN attributions a ON a.id = h.voice"
        " LEFT JOIN attributions o ON o.id = h.own LEFT JOIN happened_at n ON n.rowid = h.event"
        f" {_OF_THESE} ORDER BY h.event",
        (own,),
    ):
        involved = tuple(Involved(*each) for each in parties.get(key, ()))
        there = tuple(Somewhere(*each) for each in places.get(key, ()))
        found[document].append(Happened(*(*row, involved, there, names)))  # the columns in the order of the fields
    return found


def _entered_tied(db: Connection, own: str) -> dict[int, list[Tied]]:
    found: dict[int, list[Tied]] = defaultdict(list)
    for document, *row in db.execute(
        "SELECT document, t.kind, t.one, t.other, a.position, t.words FROM tied t"
        f" LEFT JOIN attributions a ON a.id = t.voice {_OF_THESE} ORDER BY document, t.position",
        (own,),
    ):
        found[document].append(Tied(*row))
    return found


def _grouped(db: Connection, own: str, columns: str, order: str) -> dict[int, list[Row]]:
    """Rows by the first of their columns."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in db.execute(f"SELECT {columns} {_OF_THESE} ORDER BY {order}", (own,)):
        found[row[0]].append(row[1:])
    return found


def _appearances(reading: Reading, own: set[str]) -> Iterator[Appearance]:
    called = _called(reading)
    mentions = Counter(mention.actor for mention in reading.mentions)
    speaking, about = (
        Counter(actor for each in reading.attributions for actor in set(getattr(each, role))) for role in ROLES
    )
    named = named_so(reading)
    for actor in reading.actors:
        known = actor.id in own or actor.name != actor.id  # judged to speak, by its id alone, it has no name
        name, role = person_named(actor, named.get(actor.id, ()))
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
