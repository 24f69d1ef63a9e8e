"""Attributions that the reading missed and a person added, shown beside those that were read."""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from sayso.ledger import View
from sayso.ledger.anchoring import ROLES, Spanned, stretch
from sayso.records import Attribution, Judgement, Reading, Span

PREFIX: Final = "missed-"  # no id of what was read begins so: those are hexadecimal digits


def key(judgement: Judgement) -> str:
    """What an added attribution goes by on pages and in their addresses."""
    return f"{PREFIX}{judgement.id}"


def is_added(attribution: str) -> bool:
    """Whether this is the id of an attribution that a person added."""
    return attribution.startswith(PREFIX)


def added(view: View, reading: Reading, judgements: Iterable[Judgement]) -> tuple[Attribution, ...]:
    """The attributions that judgements in force add to a reading: those whose words still stand there, and which the
    reading itself has not found since."""
    missed = (each for each in judgements if each.kind == "missed" and view.placed(each) is None)
    standing = ((each, view.stands(each)) for each in missed)
    return tuple(_attribution(reading, each, spans) for each, spans in standing if spans is not None)


def with_added(reading: Reading, new: tuple[Attribution, ...]) -> Reading:
    """A reading that has the added attributions too, behind its own."""
    return replace(reading, attributions=(*reading.attributions, *new)) if new else reading


def _attribution(reading: Reading, judgement: Judgement, spans: Spanned) -> Attribution:
    source, cue, content = (spans.get(role, ()) for role in ROLES)
    outer = _outer(reading, _whole(spans))
    return Attribution(id=key(judgement), source=source, cue=cue, content=content, outer=outer, score=1.0)


def _whole(spans: Spanned) -> Span:
    every = [stretch({role: pieces}) for role, pieces in spans.items() if pieces]
    return min(start for start, _ in every), max(end for _, end in every)


def _outer(reading: Reading, whole: Span) -> str | None:
    """The innermost attribution in whose content all of this stands."""
    around = [
        (end - start, each.id)
        for each in reading.attributions
        for start, end in each.content
        if start <= whole[0] and whole[1] <= end
    ]
    return min(around)[1] if around else None
