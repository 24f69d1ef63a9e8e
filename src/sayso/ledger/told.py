"""What is derived of each attribution of a document for searches: who says what about whom, as judged, and all else
that a selection may ask for."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from sayso.ledger.connection import Connection
from sayso.ledger.days import day_of
from sayso.ledger.entering import insert
from sayso.ledger.judgements import WHOLE, Verdicts, verdict
from sayso.records import Act, Attribution, Manner, Reading, SpeakerKind, Verdict

ROLES: Final = ("speakers", "about")

_COLUMNS: Final = (
    "act", "speaker_kind", "overruled", "verdict", "publisher", "day", "manner", "hedged", "nested", "score",
    "speakers", "about", "types", "places",
)  # fmt: skip


class Told(Struct, frozen=True):
    """An attribution as judged. `overruled` says that a judgement gives its speakers; `actors` are (role, id).

    `day` is the first of publication, empty where none is told. `types` and `places` are those of the events in its
    content or whose view it is, `speakers` and `about` those of `actors`: lists, one item a line.
    """

    act: Act | None
    speaker_kind: SpeakerKind | None
    overruled: bool
    verdict: Verdict | None
    publisher: str | None
    day: str
    manner: Manner | None
    hedged: bool
    nested: bool
    score: float
    speakers: str
    about: str
    types: str
    places: str
    actors: tuple[tuple[str, str], ...]
    tagged: tuple[str, ...]


def told(judged: Reading, verdicts: Verdicts) -> tuple[Told, ...]:
    """The attributions of a reading as it is judged to be, with the judgements in force on them."""
    types, places = _of_events(judged)
    return tuple(
        _told(judged, each, verdicts, lines(sorted(types[each.id])), lines(sorted(places[each.id])))
        for each in judged.attributions
    )


def lines(items: Iterable[str]) -> str:
    """A list as a column holds it."""
    return "\n".join(item.replace("\n", " ") for item in items)


def enter_told(db: Connection, document: int, reading: int, new: Iterable[Told]) -> None:
    """Enter what is derived of a document's attributions from the reading in this row."""
    rows = db.execute("SELECT id FROM attributions WHERE reading = ? ORDER BY position", (reading,))
    found = [(key, each) for (key,), each in zip(rows, new, strict=True)]
    columns = ", ".join(("attribution", "document", *_COLUMNS))
    db.executemany(
        f"INSERT INTO told ({columns}) VALUES ({', '.join('?' * (len(_COLUMNS) + 2))})",
        ((key, document, *(getattr(each, column) for column in _COLUMNS)) for key, each in found),
    )
    actors = ((key, role, i, actor) for key, t in found for i, (role, actor) in enumerate(t.actors))
    insert(db, "told_actors", actors, 4)
    insert(db, "tagged", ((key, tag) for key, t in found for tag in t.tagged), 2)


def forget_told(db: Connection, document: int) -> None:
    """Throw away what is derived of the attributions of the document in this row."""
    here = "SELECT attribution FROM told WHERE document = ?"
    for table in ("tagged", "told_actors"):
        db.execute(f"DELETE FROM {table} WHERE attribution IN ({here})", (document,))
    db.execute("DELETE FROM told WHERE document = ?", (document,))


def forget_all_told(db: Connection) -> None:
    """Throw away what is derived of all attributions."""
    for table in ("tagged", "told_actors", "told"):
        db.execute(f"DELETE FROM {table}")


def _told(judged: Reading, each: Attribution, verdicts: Verdicts, types: str, places: str) -> Told:
    judgements = verdicts.get(each.id, ())
    tagging = (*judgements, *verdicts.get(WHOLE, ()))
    tags = tuple(sorted({j.value for j in tagging if str(j.kind) == "tag" and j.value}))
    return Told(
        act=each.act,
        speaker_kind=each.speaker_kind,
        overruled=any(judgement.kind == "speaker" for judgement in judgements),
        verdict=verdict(judgements),
        publisher=judged.document.publisher,
        day=day_of(judged.document.published),
        manner=each.manner,
        hedged=bool(each.hedges),
        nested=each.outer is not None,
        score=each.score,
        speakers=lines(each.speakers),
        about=lines(each.about),
        types=types,
        places=places,
        actors=tuple((role, actor) for role in ROLES for actor in getattr(each, role)),
        tagged=tags,
    )


def _of_events(reading: Reading) -> tuple[defaultdict[str, set[str]], defaultdict[str, set[str]]]:
    """For each attribution, by id, types and places of the events that stand in it or are its view."""
    types: defaultdict[str, set[str]] = defaultdict(set)
    places: defaultdict[str, set[str]] = defaultdict(set)
    names = {place.id: place.name for place in reading.places}
    for event in reading.events:
        for whose in {event.voice, event.attribution} - {None}:
            types[whose or ""].add(event.type)
            places[whose or ""] |= {names[each.place] for each in event.places}
    return types, places
