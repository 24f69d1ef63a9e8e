"""Which pages of a story share text, who had it first, and how many of the pages are independent."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from sayso.compare.accounting.told import Echo, Page
from sayso.compare.echoes import Origin, Passage, Prints, Told, origin, passages, prints, told
from sayso.records import Reading, Span

Pair = tuple[str, str]

MOST: Final = 0.5  # the share of a page's text from which on it is called a copy
_DECIMALS: Final = 2


class Shared(Struct, frozen=True):
    """Pages as far as echoes go, by their ids, and what any two of them share, the lesser id first."""

    pages: Mapping[str, Told]
    passages: Mapping[Pair, Sequence[Passage]]

    def copies(self) -> dict[Pair, list[tuple[Span, Span]]]:
        """The passages that were copied, as spans of both."""
        kept = {
            pair: [(p.first, p.second) for p in found if p.kind == "copied"] for pair, found in self.passages.items()
        }
        return {pair: found for pair, found in kept.items() if found}


def shared_by(readings: Iterable[Reading], known: Mapping[Pair, Sequence[Passage]] | None = None) -> Shared:
    """What pages share; `known` where it was found before."""
    pages = {reading.document.id: told(reading) for reading in readings}
    if known is not None:
        within = {pair: tuple(found) for pair, found in known.items() if pages.keys() >= set(pair)}
        return Shared(pages, within)
    found = {(one, other): passages(pages[one], pages[other]) for one, other in _candidates(pages)}
    return Shared(pages, {pair: each for pair, each in found.items() if each})


def _candidates(pages: Mapping[str, Told]) -> Iterable[Pair]:
    known = Prints()
    for id in sorted(pages):
        own = prints(pages[id])
        yield from ((other, id) for other in known.alike(own, pages[id].published))
        known.add(id, own, pages[id].published)


def echoes(shared: Shared) -> tuple[Echo, ...]:
    """The pairs of pages of different publishers of which one repeats the other's text, the largest share first."""
    found = []
    for (one, other), spans in shared.copies().items():
        first, second = shared.pages[one], shared.pages[other]
        if first.publisher is None or first.publisher != second.publisher:
            found.append(_echo(first, second, shared.passages[one, other], origin(first, second, spans)))
    return tuple(sorted(found, key=lambda echo: (-echo.share, echo.first, echo.second)))


def _echo(one: Told, other: Told, found: Sequence[Passage], whose: Origin) -> Echo:
    turned = whose.who == "second" or (whose.who not in ("first", "second") and _when(other) < _when(one))
    first, second = (other, one) if turned else (one, other)
    told = tuple(sorted((_turned(p) if turned else p for p in found), key=lambda p: p.second))
    copied = [passage for passage in told if passage.kind == "copied"]
    return Echo(
        first=first.id,
        second=second.id,
        known=whose.who in ("first", "second"),
        third=whose.name,
        reasons=whose.reasons,
        share=round(
            min(1.0, sum(end - start for start, end in (p.second for p in copied)) / _length(second)), _DECIMALS
        ),
        words=sum(passage.words for passage in copied),
        passages=told,
    )


def _when(page: Told) -> tuple[str, str]:
    return page.published or "9999", page.id


def _length(page: Told) -> int:
    return sum(end - start + 1 for start, end in page.words.spans) or 1


def _turned(each: Passage) -> Passage:
    return Passage(
        first=each.second, second=each.first, words=each.words, change=each.change, kind=each.kind,
        speakers=each.speakers,
    )  # fmt: skip


def copied_from(page: str, found: Iterable[Echo]) -> str | None:
    """The page that most of a page is copied from, where it is told who had it first."""
    from_whom = [echo for echo in found if echo.second == page and echo.known and echo.share >= MOST]
    return min(from_whom, key=lambda echo: (-echo.share, echo.first)).first if from_whom else None


def later_version(pages: Sequence[Page]) -> dict[str, str]:
    """For each page of an address that was seen again as another one, the next of them; `pages` are in time."""
    by_place: dict[str, list[str]] = {}
    for page in pages:
        if page.url:
            by_place.setdefault(page.url, []).append(page.id)
    return {one: other for ids in by_place.values() for one, other in pairwise(ids)}
