"""Which pages repeat one another: passages that one has from the other or both from a third, who had them first, and
how many origins are left when copies and common sources are counted once."""

from typing import Final

from sayso.compare.echoing.credits import Credit, key
from sayso.compare.echoing.folding import Fold, Group, Telling, folded
from sayso.compare.echoing.kinds import Kind, judged
from sayso.compare.echoing.origins import Origin, Reason, agencies, origin
from sayso.compare.echoing.prints import Print, Prints, may_share, prints
from sayso.compare.echoing.stretches import Stretch, stretches
from sayso.compare.echoing.told import Told, Voice, Words, plain, told
from sayso.records import Passage, Span

__all__ = [
    "Credit", "Fold", "Group", "Kind", "Origin", "Passage", "Print", "Prints", "Reason", "Telling", "Told", "Voice",
    "folded", "may_share", "origin", "passages", "plain", "prints", "telling", "told",
]  # fmt: skip

_DECIMALS: Final = 3


def passages(first: Told, second: Told) -> tuple[Passage, ...]:
    """What two pages share, in the order of the first. Which page is the first changes nothing but the order."""
    if second.id < first.id:
        swapped = (_swapped(each) for each in passages(second, first))
        return tuple(sorted(swapped, key=lambda each: each.first))
    one, other = first.words, second.words
    site = first.publisher is None or second.publisher in (None, first.publisher)
    found = judged(one, other, stretches(one, other), site)
    return tuple(_passage(first, second, each.stretch, each.kind) for each in found if each.kind is not None)


def telling(page: Told, span: Span | None = None, sources: tuple[str, ...] = ()) -> Telling:
    """A page, or what stands in a span of it on the word of these sources (ids), as `folded` takes it."""
    return Telling(
        id=page.id if span is None else f"{page.id}:{span[0]}-{span[1]}",
        document=page.id,
        publisher=key(page.publisher) if page.publisher else None,
        span=span,
        sources=sources,
        agencies=tuple(sorted({key(credit.to) for credit in agencies(page)})),
        length=sum(end - start + 1 for start, end in page.words.spans),
    )


def _swapped(each: Passage) -> Passage:
    return Passage(
        first=each.second,
        second=each.first,
        words=each.words,
        change=each.change,
        kind=each.kind,
        speakers=each.speakers,
    )


def _passage(first: Told, second: Told, stretch: Stretch, kind: Kind) -> Passage:
    one, other = _span(first.words, stretch.first), _span(second.words, stretch.second)
    return Passage(
        first=one,
        second=other,
        words=len(stretch.matches),
        change=round(stretch.change, _DECIMALS),
        kind=kind,
        speakers=_speakers(first, one, second, other) if kind == "quoted" else (),
    )


def _span(words: Words, range: tuple[int, int]) -> Span:
    return words.spans[range[0]][0], words.spans[range[1] - 1][1]


def _speakers(first: Told, one: Span, second: Told, other: Span) -> tuple[str, ...]:
    return tuple(sorted(_heard(first, one) & _heard(second, other)))


def _heard(page: Told, span: Span) -> set[str]:
    inside = (voice for voice in page.voices if voice.span[0] < span[1] and span[0] < voice.span[1])
    return {speaker for voice in inside for speaker in voice.speakers}
