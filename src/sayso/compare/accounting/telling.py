"""An attribution or an event of a page as a row has it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from sayso.compare.accounting.told import Cell, Echo, Page, Telling
from sayso.compare.hearing.sayers import LATE, Item, Sayers, denies
from sayso.records import Attribution, Event, Reading, Span, Spans
from sayso.soundness import collapsed, one_line

_LONG: Final = 400  # code points of a sentence that are kept


class Teller:
    """Makes tellings of the things that pages have."""

    def __init__(
        self, readings: Iterable[Reading], sayers: Sayers, echoes: Iterable[Echo], pages: Iterable[Page]
    ) -> None:
        self._sayers = sayers
        self._readings = {reading.document.id: reading for reading in readings}
        self._starts = {id: [start for start, _ in reading.sentences] for id, reading in self._readings.items()}
        self._order: dict[str, int] = {}
        self._place: dict[str, int] = {}
        for page in pages:
            self._place[page.id] = len(self._place)
            self._order.setdefault(page.publisher, len(self._order))
        self._had: dict[str, list[Echo]] = {}
        for echo in echoes:
            self._had.setdefault(echo.second, []).append(echo)

    @property
    def publishers(self) -> tuple[str, ...]:
        """Those of the pages, in the order of their first page."""
        return tuple(self._order)

    def cells(self, items: Iterable[Item]) -> tuple[Cell, ...]:
        """Things that are the same, by publisher."""
        told = sorted(map(self.telling, set(items)), key=self.when)
        by: dict[str, list[Telling]] = {}
        for each in _with_copies(told, self._had):
            by.setdefault(each.heard.page.name, []).append(each)
        return tuple(
            Cell(name, tuple(by[name]), sum(each.copied is not None for each in by[name]))
            for name in sorted(by, key=lambda name: self._order[name])
        )

    def when(self, each: Telling) -> tuple[object, ...]:
        """The order of tellings: that of time, originals of a day before their copies."""
        heard = each.heard
        return heard.day or LATE, self._place[each.item[0]], heard.basis.span, each.item

    def telling(self, item: Item) -> Telling:
        """A thing as its page has it; what it is copied from is left open."""
        thing, heard = self._sayers.thing(item), self._sayers.of(item)
        text = self._readings[item[0]].document.text
        if isinstance(thing, Event):
            return Telling(
                item=item, heard=heard, speaker=heard.speaker, via=heard.via, spans=thing.trigger,
                sentence=self._sentence(item[0], thing.trigger[0]), denied=thing.negated or thing.status == "denied",
            )  # fmt: skip
        return Telling(
            item=item,
            heard=heard,
            speaker=heard.speaker,
            via=heard.via,
            spans=thing.content or thing.cue,
            source=_line(text, thing.source),
            cue=_line(text, thing.cue),
            sentence=self._sentence(item[0], _first(thing)),
            act=thing.act,
            manner=thing.manner,
            denied=denies(thing),
        )

    def _sentence(self, document: str, span: Span) -> str:
        """The sentence in which a span begins."""
        reading = self._readings[document]
        at = bisect_right(self._starts[document], span[0]) - 1
        if at < 0 or reading.sentences[at][1] <= span[0]:
            return ""
        return collapsed(reading.document.text, reading.sentences[at])[:_LONG]


def _with_copies(told: Sequence[Telling], had: dict[str, list[Echo]]) -> Iterable[Telling]:
    """Tellings in order, each with the one that it is a copy of."""
    for each in told:
        of = next((other.item for other in told if other.item != each.item and _copies(each, other, had)), None)
        yield each if of is None else replace(each, copied=of)


def _copies(each: Telling, other: Telling, had: dict[str, list[Echo]]) -> bool:
    """Whether a telling stands in what its page has from where another one stands."""
    return any(
        echo.first == other.item[0]
        and echo.known
        and any(
            passage.kind == "copied"
            and _touch(passage.first, other.heard.basis.span)
            and _touch(passage.second, each.heard.basis.span)
            for passage in echo.passages
        )
        for echo in had.get(each.item[0], ())
    )


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _line(text: str, spans: Spans) -> str:
    return one_line(collapsed(text, span) for span in spans)


def _first(said: Attribution) -> Span:
    return min((*said.source, *said.cue, *said.content))
