"""Where words stand that another tool selected: by exact words and what stands beside them, by position, or both.

Positions count Unicode code points, as the Web Annotation model and brat have it. Some tools count UTF-16 code units;
where the exact words stand at such a position, that is what is meant.
"""

from msgspec import Struct

from sayso.errors import InputError
from sayso.ledger.anchoring import everywhere
from sayso.records import Span, Spans

SHOWN = 60  # characters of words that a message tells


class Quote(Struct, frozen=True):
    """Exact words, and what stands before and behind them; empty where that is not told."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def place(text: str, quote: Quote | None, position: Span | None) -> Span:
    """The span of a text that is meant. InputError where there is none, or several that might be."""
    if quote is None:
        if position is None:
            raise InputError("neither exact words nor a position say where it stands")
        if not 0 <= position[0] < position[1] <= len(text):
            raise InputError(f"{position[0]}–{position[1]} is not within the text of {len(text)} characters")
        return position
    if position is not None:
        for reckoned in (tuple, lambda units: in_points(text, units)):
            start, end = reckoned(position)
            if 0 <= start < end and text[start:end] == quote.exact:
                return start, end
    return _quoted(text, quote)


def in_points(text: str, units: Span) -> Span:
    """A span told in UTF-16 code units, in code points."""
    data = text.encode("utf-16-le", "surrogatepass")
    start, end = (len(data[: 2 * each].decode("utf-16-le", "ignore")) for each in units)
    return start, end


def _quoted(text: str, quote: Quote) -> Span:
    told = quote.exact if len(quote.exact) <= SHOWN else f"{quote.exact[:SHOWN]}…"
    found = everywhere(text, quote.exact)
    if not found:
        raise InputError(f"{told!r} does not stand in the text")
    here = tuple(span for span in found if _beside(text, span, quote)) if quote.prefix or quote.suffix else found
    if len(here) != 1:
        among = "" if len(here) == len(found) else ", and not among these words"
        raise InputError(f"{told!r} stands in the text {len(found)} times{among}: it stays open which is meant")
    return here[0]


def _beside(text: str, span: Span, quote: Quote) -> bool:
    """Whether the words before and behind a span are those told, whatever white space parts them."""
    before = "".join(text[max(0, span[0] - 4 * len(quote.prefix) - SHOWN) : span[0]].split())
    behind = "".join(text[span[1] : span[1] + 4 * len(quote.suffix) + SHOWN].split())
    return before.endswith("".join(quote.prefix.split())) and behind.startswith("".join(quote.suffix.split()))


def trimmed(text: str, spans: Spans) -> Spans:
    """Spans in text order without the blanks at their ends; empty ones are left out."""
    found = []
    for start, end in sorted(spans):
        words = text[start:end]
        low, high = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if low < high:
            found.append((low, high))
    return tuple(found)
