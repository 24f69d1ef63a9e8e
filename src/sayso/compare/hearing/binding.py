"""Which numbers of a story are of one thing: of the same event, or else the only such numbers that it has."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sayso.compare.hearing.counted import Counted, Standing, as_part, counted, names_anybody, standing
from sayso.compare.hearing.sayers import Item
from sayso.records import Figure, Reading


class Bound(Struct, frozen=True):
    """A number of a page; `by_event` tells that its event is one that several pages tell."""

    document: str
    figure: Figure
    standing: Standing
    by_event: bool


Key = tuple[Counted, int]  # what is counted, and in which group of events: -1 for those of the story


def bound(
    readings: Sequence[Reading], events: Iterable[Collection[Item]]
) -> tuple[tuple[Counted, tuple[Bound, ...]], ...]:
    """The figures of a story's pages, those of one thing together: what several pages' event has goes with that event;
    the others of the same thing go with it where there is but one such event (on the page, else in the story), else by
    themselves. `events` are groups of the same event."""
    groups = _groups(events)
    anchored: defaultdict[Counted, set[tuple[str, int]]] = defaultdict(set)
    found: list[tuple[Counted, int | None, str, Figure, Standing]] = []
    for reading in readings:
        for what, figure, how in _figures(reading):
            group = groups.get((reading.document.id, figure.event or ""))
            found.append((what, group, reading.document.id, figure, how))
            if group is not None:
                anchored[what].add((reading.document.id, group))
    parts: defaultdict[Key, list[Bound]] = defaultdict(list)
    for what, group, document, figure, how in found:
        place = _place(anchored[what], document) if group is None else group
        parts[what, place].append(Bound(document, figure, how, group is not None))
    return tuple((what, tuple(figures)) for (what, _), figures in parts.items())


def _place(anchored: Collection[tuple[str, int]], document: str) -> int:
    """The one event to which a number without one must belong; -1 where that may be several, or none."""
    here = {group for page, group in anchored if page == document} or {group for _, group in anchored}
    return here.pop() if len(here) == 1 else -1


def _groups(events: Iterable[Collection[Item]]) -> Mapping[Item, int]:
    """The group of each event that several pages tell."""
    wide = sorted(tuple(sorted(group)) for group in events if len({document for document, _ in group}) > 1)
    return {item: number for number, group in enumerate(wide) for item in group}


def _figures(reading: Reading) -> Iterator[tuple[Counted, Figure, Standing]]:
    """The figures of a page with what they count; of several that one voice gives of the same thing, those that say
    whom they count, and are less, are some of those that do not."""
    text = reading.document.text
    said = {each.id: each for each in reading.attributions}
    events = {each.id: each for each in reading.events}
    every = []
    whole: defaultdict[tuple[Counted, str | None, str | None], float] = defaultdict(float)
    for figure in reading.figures:
        least, told = _least(figure), (said.get(figure.voice or ""), events.get(figure.event or ""))
        what = counted(text, figure, *told)
        if least is not None:
            every.append((what, least, figure, standing(text, figure, *told)))
        if least is not None and names_anybody(figure):
            of = what, figure.voice, figure.event
            whole[of] = max(whole[of], least)
    for what, least, figure, how in every:
        some = not names_anybody(figure) and least < whole[what, figure.voice, figure.event]
        yield (as_part(figure, what) if some else what), figure, how


def _least(figure: Figure) -> float | None:
    return figure.low if figure.low is not None else figure.high
