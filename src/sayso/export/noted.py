"""An event in words, for formats that have a field for notes: on whose say-so, in which exact words, and what else is
told of it that has no column."""

from collections.abc import Iterator

from sayso.export.events import counted
from sayso.export.happened import Telling, Where
from sayso.export.saying import according, status, word_of
from sayso.export.sides import quoted

_ENDS = (".", "?", "!", "…")


def notes(telling: Telling) -> str:
    """On whose say-so an event rests, in which words, and what has no column."""
    return " ".join(_sentences(telling))


def _sentences(telling: Telling) -> Iterator[str]:
    said = according(telling.voices, telling.document, telling.words)
    yield said if said.rstrip("\"'”’»)").endswith(_ENDS) else f"{said}."
    if not telling.so or telling.event.hedges:
        yield f"Told as {status(telling.event)}{f': {quoted(telling.hedges)}' if telling.hedges else ''}."
    if telling.when:
        yield f"When: {quoted(telling.when)}{_days(telling)}."
    if telling.places:
        yield f"Where: {'; '.join(map(_where, telling.places))}."
    if telling.counts:
        yield f"Figures: {'; '.join(_figures(telling))}."


def _where(where: Where) -> str:
    return " ".join(filter(None, (f"{where.role}:", where.place.relation, where.place.name)))


def _days(telling: Telling) -> str:
    """The first and last day of a date, where both are told."""
    date = telling.date
    if date is None or not (date.first and date.last):
        return ""
    return f" ({date.first})" if date.first == date.last else f" ({date.first} to {date.last})"


def _figures(telling: Telling) -> Iterator[str]:
    for count in telling.counts:
        told = f"{counted(count.figure)} ({quoted(count.words)})"
        yield told if count.voices == telling.voices else f"{told}, according to {word_of(count.voices)}"
