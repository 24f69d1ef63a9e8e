"""Readings as they were, out of their rows: one, or many at once, which takes a fraction of the time for each."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final

from msgspec import Struct

from sayso.ledger.connection import Connection
from sayso.ledger.event_loading import (
    OF_READINGS,
    Roles,
    Rows,
    dates,
    events_of,
    figures,
    of,
    places,
    wordings,
)
from sayso.ledger.schema import Row
from sayso.ledger.search import listed
from sayso.ledger.turns import NEWEST_FIRST
from sayso.records import (
    Actor,
    Alias,
    Attribution,
    Block,
    Document,
    Event,
    Link,
    Mention,
    Problem,
    Reading,
    Reference,
    Sighting,
    Span,
    Stance,
    Vectors,
)

Things = dict[int, list[Any]]  # by the row of their reading

NEWEST = "r.id = (SELECT l.reading FROM latest l WHERE l.document = r.document)"
NOTHING: Final[Roles] = {}


class Loaded(Struct, frozen=True):
    """A reading, and the rows of its document, its attributions and its events, the latter two in their order."""

    reading: Reading
    document: int
    attributions: tuple[int, ...]
    events: tuple[int, ...]


def newest(db: Connection, document: int) -> int:
    """The row of the newest reading of the document in this row."""
    return int(
        db.execute(f"SELECT id FROM readings WHERE document = ? {NEWEST_FIRST} LIMIT 1", (document,)).fetchone()[0]
    )


def load(db: Connection, key: int) -> Reading:
    """The reading in this row of the readings."""
    return loaded(db, (key,))[0].reading


def loaded(db: Connection, keys: Sequence[int], parts: Collection[str] | None = None) -> list[Loaded]:
    """The readings in these rows, in their order. With `parts` (names of `PARTS`) those alone and what every reading
    has: its document's facts and text, its attributions, and its actors by name."""
    wanted = PARTS if parts is None else parts

    def rows(sql: str, *values: int | str) -> list[Row]:
        return db.execute(sql, values).fetchall()

    own = listed(keys)
    found = {part: PARTS[part](rows, own) if part in wanted else {} for part in PARTS}
    attributions, actors = _attributions(rows, own), _actors(rows, own, found["aliases"])
    told = {
        row[0]: row
        for row in rows(
            "SELECT r.id, d.id, r.reader, d.sha256, r.url, r.media_type, r.title, r.author, r.publisher, r.published,"
            " r.language, r.text FROM readings r JOIN documents d ON d.id = r.document"
            " WHERE r.id IN (SELECT value FROM json_each(?))",
            own,
        )
    }
    return [_loaded(told[key], attributions.get(key, ()), actors.get(key, ()), found) for key in keys]


def _loaded(
    told: Row, said: Collection[tuple[int, Attribution]], actors: Iterable[Actor], found: dict[str, Things]
) -> Loaded:
    key, row, reader, sha256, url, media_type, title, author, publisher, published, language, text = told

    def part(name: str) -> tuple[Any, ...]:
        return tuple(found[name].get(key, ()))

    happened: tuple[tuple[int, Event], ...] = part("events")
    document = Document(
        id=sha256, url=url, media_type=media_type, title=title, author=author, publisher=publisher,
        published=published, language=language, text=text, blocks=part("blocks"), links=part("links"),
        sightings=part("sightings"),
    )  # fmt: skip
    reading = Reading(
        reader=reader, document=document, sentences=part("sentences"), actors=tuple(actors), mentions=part("mentions"),
        attributions=tuple(each for _, each in said), events=tuple(each for _, each in happened),
        figures=part("figures"), places=part("places"), dates=part("dates"), stances=part("stances"),
        wordings=part("wordings"), references=part("references"), problems=part("problems"),
        vectors=next(iter(part("vectors")), None),
    )  # fmt: skip
    return Loaded(reading, row, tuple(number for number, _ in said), tuple(number for number, _ in happened))


def _blocks(rows: Rows, own: str) -> Things:
    return _things(rows, "blocks", "kind, t.start, t.stop", own, lambda kind, start, end: Block(kind, (start, end)))


def _links(rows: Rows, own: str) -> Things:
    return _things(rows, "links", "start, t.stop, t.url", own, lambda start, end, url: Link((start, end), url))


def _sentences(rows: Rows, own: str) -> Things:
    return _things(rows, "sentences", "start, t.stop", own, lambda start, end: (start, end))


def _problems(rows: Rows, own: str) -> Things:
    def problem(step: str, message: str, start: int | None, end: int | None) -> Problem:
        return Problem(step, message, _span(start, end))

    return _things(rows, "problems", "step, t.message, t.start, t.stop", own, problem)


def _things(rows: Rows, table: str, columns: str, own: str, made: Callable[..., Any]) -> Things:
    """Things of a table that are made of its columns alone, in their order."""
    found: Things = defaultdict(list)
    for reading, *told in rows(
        f"SELECT t.reading, t.{columns} FROM {table} t WHERE {OF_READINGS} ORDER BY t.reading, t.position", own
    ):
        found[reading].append(made(*told))
    return found


def _sightings(rows: Rows, own: str) -> Things:
    found: Things = defaultdict(list)
    for reading, url, path, fetched in rows(
        "SELECT r.id, s.url, s.path, s.fetched FROM readings r JOIN sightings s ON s.document = r.document"
        " WHERE r.id IN (SELECT value FROM json_each(?))"
        " ORDER BY s.fetched, ifnull(s.url, ''), ifnull(s.path, '')",
        own,
    ):
        found[reading].append(Sighting(url=url, path=path, fetched=fetched))
    return found


def _vectors(rows: Rows, own: str) -> Things:
    said: Things = defaultdict(list)
    for reading, vector in rows(
        "SELECT t.reading, v.vector FROM attributions t JOIN attribution_vectors v ON v.attribution = t.id"
        f" WHERE {OF_READINGS} ORDER BY t.reading, t.position",
        own,
    ):
        said[reading].append(vector)
    documents = rows(f"SELECT t.reading, t.vector FROM document_vectors t WHERE {OF_READINGS}", own)
    return {key: [Vectors(document=vector, attributions=tuple(said.get(key, ())))] for key, vector in documents}


def _attributions(rows: Rows, own: str) -> dict[int, list[tuple[int, Attribution]]]:
    lists = _lists(rows, "attribution", own)
    found: dict[int, list[tuple[int, Attribution]]] = defaultdict(list)
    for reading, number, key, speaker_kind, document, act, manner, negated, outer, score in rows(
        "SELECT t.reading, t.id, t.key, t.speaker_kind, t.reference, t.act, t.manner, t.negated, t.outer_key, t.score"
        f" FROM attributions t WHERE {OF_READINGS} ORDER BY t.reading, t.position",
        own,
    ):
        told = lists.get(number, NOTHING)
        found[reading].append((number, Attribution(
            id=key, source=of(told, "source"), cue=of(told, "cue"), content=of(told, "content"),
            speakers=of(told, "speakers"), speaker_kind=speaker_kind, document=document, media=of(told, "media"),
            addressees=of(told, "addressees"), about=of(told, "about"), act=act, manner=manner,
            negated=None if negated is None else bool(negated), hedges=of(told, "hedges"), outer=outer, score=score,
        )))  # fmt: skip
    return found


def _events(rows: Rows, own: str) -> Things:
    found: Things = defaultdict(list)
    for reading, number, event in events_of(rows, OF_READINGS, own):
        found[reading].append((number, event))
    return found


def _aliases(rows: Rows, own: str) -> Things:
    """By the row of their actor."""
    found: Things = defaultdict(list)
    for actor, text, start, end, here, voice in rows(
        "SELECT l.actor, l.text, l.start, l.stop, l.defined_here, l.voice FROM actors t"
        f" JOIN aliases l ON l.actor = t.id WHERE {OF_READINGS} ORDER BY l.actor, l.position",
        own,
    ):
        found[actor].append(Alias(text=text, span=_span(start, end), defined_here=bool(here), voice=voice))
    return found


def _actors(rows: Rows, own: str, aliases: Things) -> dict[int, list[Actor]]:
    found: dict[int, list[Actor]] = defaultdict(list)
    for reading, number, key, name, kind, country in rows(
        "SELECT t.reading, t.id, t.key, t.name, t.kind, t.country FROM actors t"
        f" WHERE {OF_READINGS} ORDER BY t.reading, t.position",
        own,
    ):
        names = aliases.get(number)
        found[reading].append(
            Actor(id=key, name=name, kind=kind, country=country, aliases=tuple(names) if names else ())
        )
    return found


def _mentions(rows: Rows, own: str) -> Things:
    found: Things = defaultdict(list)
    for reading, key, start, end, kind, form, actor, score in rows(
        "SELECT t.reading, t.key, t.start, t.stop, t.kind, t.form, t.actor, t.score FROM mentions t"
        f" WHERE {OF_READINGS} ORDER BY t.reading, t.position",
        own,
    ):
        found[reading].append(Mention(id=key, span=(start, end), kind=kind, form=form, actor=actor, score=score))
    return found


def _stances(rows: Rows, own: str) -> Things:
    lists = _lists(rows, "stance", own)
    found: Things = defaultdict(list)
    for reading, number, key, kind, event, place, negated, voice in rows(
        "SELECT t.reading, t.id, t.key, t.kind, t.event, t.place, t.negated, t.voice FROM stances t"
        f" WHERE {OF_READINGS} ORDER BY t.reading, t.position",
        own,
    ):
        told = lists.get(number, NOTHING)
        found[reading].append(Stance(
            id=key, kind=kind, holders=of(told, "holders"), toward=of(told, "toward"), event=event, place=place,
            content=of(told, "content"), negated=bool(negated), hedges=of(told, "hedges"), voice=voice,
        ))  # fmt: skip
    return found


def _references(rows: Rows, own: str) -> Things:
    found: Things = defaultdict(list)
    for reading, key, start, end, kind, publisher, author, title, url, issuer in rows(
        "SELECT t.reading, t.key, t.start, t.stop, t.kind, t.publisher, t.author, t.title, t.url, t.issuer"
        f" FROM cited t WHERE {OF_READINGS} ORDER BY t.reading, t.position",
        own,
    ):
        found[reading].append(Reference(
            id=key, span=(start, end), kind=kind, publisher=publisher, author=author, title=title, url=url,
            issuer=issuer,
        ))  # fmt: skip
    return found


def _lists(rows: Rows, thing: str, own: str) -> dict[int, Roles]:
    """For each attribution or stance of the readings, by its row: role → the spans or actors that it has there."""
    found: dict[int, Roles] = defaultdict(lambda: defaultdict(list))

    def listed(table: str, columns: str) -> list[Row]:
        return rows(
            f"SELECT l.{thing}, l.role, {columns} FROM {thing}s t JOIN {table} l ON l.{thing} = t.id"
            f" WHERE {OF_READINGS} ORDER BY l.{thing}, l.role, l.position",
            own,
        )

    for number, role, start, end in listed(f"{thing}_spans", "l.start, l.stop"):
        found[number][role].append((start, end))
    for number, role, actor in listed(f"{thing}_actors", "l.actor"):
        found[number][role].append(actor)
    return found


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else (start, end)


# What may be left out of a reading, and how it is read; `aliases` are those of actors.
PARTS: Final[dict[str, Callable[[Rows, str], Things]]] = {
    "blocks": _blocks, "links": _links, "sightings": _sightings, "sentences": _sentences, "aliases": _aliases,
    "mentions": _mentions, "events": _events, "figures": figures, "places": places, "dates": dates,
    "stances": _stances, "wordings": wordings, "references": _references, "problems": _problems, "vectors": _vectors,
}  # fmt: skip
