"""Whether a reading may be written: every span within its text and in order, every word one that can be stored."""

from collections.abc import Iterable, Iterator

from msgspec import json

from sayso.errors import InputError, SpanError
from sayso.records import Attribution, Document, Reading, Span, Spans


def check(reading: Reading) -> None:
    """Raise SpanError for a span that cannot say anything, InputError for text that cannot be stored."""
    _check_text(reading)
    size = len(reading.document.text)
    for name, spans in _lists(reading):
        _check_order(name, spans, size)
    for name, span in _singles(reading):
        _check_order(name, (span,), size)
    _check_outers(reading.attributions)


def words(document: Document, spans: Spans) -> tuple[str, ...]:
    """The exact words of each span, in the order of the spans."""
    return tuple(document.text[start:end] for start, end in spans)


def one_line(pieces: Iterable[str]) -> str:
    """Pieces of text side by side, with an ellipsis where they are apart on the page."""
    return " … ".join(pieces)


def _lists(reading: Reading) -> Iterator[tuple[str, Spans]]:
    yield "blocks", tuple(block.span for block in reading.document.blocks)
    yield "sentences", reading.sentences
    for attribution in reading.attributions:
        for role in ("source", "cue", "content", "hedges"):
            yield f"{role} of attribution {attribution.id}", getattr(attribution, role)


def _singles(reading: Reading) -> Iterator[tuple[str, Span]]:
    yield from (("link", link.span) for link in reading.document.links)
    yield from (("problem", problem.span) for problem in reading.problems if problem.span is not None)


def _check_order(name: str, spans: Iterable[Span], size: int) -> None:
    last = 0
    for start, end in spans:
        if not 0 <= start < end <= size:
            raise SpanError(f"{name}: span {start}–{end} is empty or not within the text of {size} characters")
        if start < last:
            raise SpanError(f"{name}: span {start}–{end} begins before the end of the one before it ({last})")
        last = end


def _check_outers(attributions: tuple[Attribution, ...]) -> None:
    outers = {attribution.id: attribution.outer for attribution in attributions}
    if len(outers) < len(attributions):
        raise SpanError("two attributions of one reading have the same id")
    for key in outers:
        above, chain = outers[key], {key}
        while above is not None:
            if above not in outers or above in chain:
                raise SpanError(f"attribution {key} stands inside {above}, which is missing or stands inside it")
            chain.add(above)
            above = outers[above]


def _check_text(reading: Reading) -> None:
    """Lone surrogates stand for no character: neither UTF-8 nor the ledger can hold them."""
    text = reading.document.text
    try:
        text.encode()
        json.encode(reading)
    except UnicodeEncodeError as error:
        where = f"character {error.start} of the text" if error.object == text else f"{error.object[:60]!a}"
        raise InputError(f"a lone surrogate, which cannot be stored, in {where}") from None
