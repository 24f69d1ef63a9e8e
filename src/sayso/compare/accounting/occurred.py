"""Events of a story as rows: what is told to have happened, in whose words, on whose say-so, who is named for it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from sayso.compare.accounting.claimed import Story
from sayso.compare.accounting.told import EventRow, Involved, Place, Telling
from sayso.compare.claiming.stems import words_of
from sayso.compare.events import Happening, happenings, same_event
from sayso.compare.figures import Rivals
from sayso.compare.gathering.grouping import Link, grouped
from sayso.compare.hearing.sayers import LATE, Item, in_time
from sayso.compare.judged import Judged
from sayso.compare.naming import Termed, termed
from sayso.records import Event, Party, Reading
from sayso.soundness import collapsed

Group = tuple[Item, ...]

_PRONOUNS: Final = words_of(
    "he she it they we i you one each who which that those these others all both some many none nobody somebody someone"
    " him her them us me"
)
_WEAK: Final = 0.02  # a chance below this counts as none


def events(readings: Iterable[Reading], joined: Callable[[str], str], judged: Judged) -> tuple[Group, ...]:
    """The groups of events that are one, in order, an event alone being a group, too. What a person judged goes first.
    Only events of one type or with a word in common are compared: others are hardly ever one."""
    told = [(each, reading.document.id) for reading in readings for each in happenings(reading, joined)]
    page = {each.id: document for each, document in told}
    links = {(link.one, link.other): link for link in _links([each for each, _ in told])}
    groups = grouped(page, links.values(), judged.event, judged.same, judged.apart)
    return tuple(sorted(tuple(sorted((page[id], id) for id in group)) for group in groups))


def _links(told: Iterable[Happening]) -> Iterator[Link]:
    by_sign: defaultdict[str, list[Happening]] = defaultdict(list)
    for each in sorted(told, key=lambda each: each.id):
        for sign in sorted({each.stem, *each.stems, *each.types}):
            by_sign[sign].append(each)
    pairs = {(one.id, other.id): (one, other) for few in by_sign.values() for one, other in combinations(few, 2)}
    for one, other in pairs.values():
        score = same_event(one, other).score
        if score >= _WEAK:
            yield Link(one.id, other.id, score)


def rows(story: Story, groups: Iterable[Group], figures: Sequence[Rivals]) -> tuple[EventRow, ...]:
    """The events of a story, those first that most publishers and then voices tell."""
    groups = tuple(groups)
    words = {each.events: each for each in termed(story.readings, groups, same=story.same)}
    bound: defaultdict[Item, set[int]] = defaultdict(set)
    for at, rivals in enumerate(figures):
        for item in rivals.events:
            bound[item].add(at)
    pages = {reading.document.id: reading for reading in story.readings}
    made = [_row(story, group, words[group], bound, pages) for group in groups if group in words]
    return tuple(sorted(made, key=_rank))


def _row(
    story: Story, group: Group, words: Termed, bound: Mapping[Item, set[int]], pages: Mapping[str, Reading]
) -> EventRow:
    cells = story.teller.cells(group)
    told = sorted((each for cell in cells for each in cell.tellings), key=story.teller.when)
    things = [(pages[each.item[0]], _event(story, each.item), each.item) for each in told]
    doers = _involved(story, ((r, item, event.actors) for r, event, item in things))
    return EventRow(
        id=told[0].item[1],
        type=Counter(event.type for _, event, _ in things).most_common(1)[0][0],
        words=told[0].heard.basis.words,
        cells=cells,
        termed=words,
        voices=tuple(voice for voice, _ in dict.fromkeys(each.heard.who for each in told)),
        doers=doers,
        targets=_involved(story, ((r, item, event.targets) for r, event, item in things)),
        apart=len([one for one in doers if one.actor and one.name[:1].isupper()]) > 1,
        days=_days(things),
        places=tuple(dict.fromkeys(place for r, event, _ in things for place in _places(r, event))),
        statuses=tuple(sorted({event.status for _, event, _ in things})),
        denied=tuple(each.item for each in told if each.denied),
        figures=tuple(sorted({at for item in group for at in bound[item]})),
        origins=story.counting.tellings(told),
    )


def _event(story: Story, item: Item) -> Event:
    thing = story.sayers.thing(item)
    assert isinstance(thing, Event)
    return thing


def _involved(story: Story, told: Iterable[tuple[Reading, Item, Sequence[Party]]]) -> tuple[Involved, ...]:
    """Who is told to be a party, those of one name together; whom only a pronoun tells is left out."""
    by: defaultdict[str, list[tuple[str, str | None, Item]]] = defaultdict(list)
    for reading, item, parties in told:
        for party in parties:
            actor = None if party.actor is None else story.sayers.id(party.actor)
            words = collapsed(reading.document.text, party.span) if actor is None else story.sayers.name(actor)
            if words.casefold() not in _PRONOUNS:
                by[words.casefold()].append((words, actor, item))
    found = [
        Involved(min(words for words, _, _ in every), min(actor or "" for _, actor, _ in every) or None, _items(every))
        for every in by.values()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.items), one.name)))


def _items(every: Iterable[tuple[str, str | None, Item]]) -> tuple[Item, ...]:
    return tuple(sorted({item for _, _, item in every}))


def _days(things: Iterable[tuple[Reading, Event, Item]]) -> tuple[str, str] | None:
    """The first and the last day that any page tells."""
    told = [
        (date.first, date.last)
        for reading, event, _ in things
        for date in reading.dates
        if date.id == event.date and date.first and date.last and not date.first.startswith("-")
        and not date.last.startswith("-")
    ]  # fmt: skip
    return (min(first for first, _ in told), max(last for _, last in told)) if told else None


def _places(reading: Reading, event: Event) -> Iterator[Place]:
    known = {place.id: place for place in reading.places}
    for one in event.places:
        if (place := known.get(one.place)) is not None:
            yield Place(place.name, place.country, place.geonames, place.latitude, place.longitude)


def _rank(row: EventRow) -> tuple[object, ...]:
    first: Telling = min((each for cell in row.cells for each in cell.tellings), key=lambda each: in_time(each.heard))
    return -len(row.cells), -len(row.voices), -len(row.denied), first.heard.day or LATE, in_time(first.heard), row.id
