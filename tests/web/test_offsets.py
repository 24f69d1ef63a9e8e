"""What is marked in the browser is exactly the words of the spans, whatever characters stand before, in or after them.

The browser counts UTF-16 units; spans count code points, and so do `data-start` and `data-end`.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.sync_api import Browser
from playwright.sync_api import Page as BrowserPage

from sayso.records import (
    Attribution,
    Block,
    BlockKind,
    Date,
    Event,
    Figure,
    Page,
    Party,
    Place,
    Reading,
    Span,
    Spans,
)
from tests import factories
from tests.web.serving import filled, served

# The blocks and the marks as the browser holds them: offsets said, offsets counted in code points, text, parts.
HELD = """() => [...document.querySelectorAll(".text .block")].map((block) => {
  const before = (element) => {
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEndBefore(element);
    return [...range.toString()].length;
  };
  const marks = [...block.querySelectorAll("[data-of]")].map((mark) => ({
    start: Number(mark.dataset.start), end: Number(mark.dataset.end),
    of: `${mark.dataset.of} ${mark.dataset.things ?? ""}`.split(" ").filter(Boolean),
    counted: Number(block.dataset.start) + before(mark), text: mark.textContent,
  }));
  return { start: Number(block.dataset.start), end: Number(block.dataset.end), text: block.textContent, marks };
})"""

SNAGS = (
    *("👩‍👩‍👧", "🇸🇾", "👍🏽", "𝔘", "e\u0301", "ë", "\u0301", "नि", "שלום", "مرحبا", "\u202eabc\u202c", "\u200f"),
    *("\u200b", "\u2060", "\ufeff", "\xad", "\r\n", "\r", "\n", "\n\n", "\t", "  ", "\xa0", "\u2028", "\x85", "\x0b"),
    *("\x0c", "\0", "\x1b", "\x7f", "\ufffe", "\ufffd", "<b>", "&amp;", "&", "<", ">", '"', "'", "{{", "%}", "a"),
)
KINDS: tuple[BlockKind, ...] = ("title", "heading", "paragraph", "quote", "list_item", "furniture", "caption")
TEXT = st.lists(st.sampled_from(SNAGS) | st.text(st.characters(codec="utf-8"), max_size=3), min_size=1, max_size=30)


def apart(draw: st.DrawFn, length: int, most: int) -> Spans:
    """Some spans within a text, in order and apart from one another."""
    edges = sorted(draw(st.sets(st.integers(0, length), max_size=2 * most)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def readings(draw: st.DrawFn) -> tuple[Page, Reading]:
    """Any text, blocks over some of it, and attributions and what happens that overlap as they like."""
    text = "".join(draw(TEXT))
    document = factories.document(text)
    blocks = tuple(Block(draw(st.sampled_from(KINDS)), span) for span in apart(draw, len(text), 4))
    attributions = tuple(
        Attribution(
            id=f"{number:016x}",
            source=apart(draw, len(text), 2),
            cue=apart(draw, len(text), 2),
            content=apart(draw, len(text), 3),
            outer=f"{number - 1:016x}" if number and draw(st.booleans()) else None,
            score=0.5,
        )
        for number in range(draw(st.integers(0, 5)))
    )
    page = Page(data=text.encode(), path="a.txt", media_type="text/plain", fetched=factories.FETCHED)
    spans = [apart(draw, len(text), 2) for _ in range(4)]
    events = tuple(
        Event(
            id=f"e{number}", type="AID", trigger=apart(draw, len(text), 2), object=apart(draw, len(text), 1),
            actors=tuple(Party(None, span) for span in apart(draw, len(text), 2)), score=0.5,
        )
        for number in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    return page, Reading(
        reader="test", document=replace(document, blocks=blocks), attributions=attributions, events=events,
        places=tuple(Place(id=f"p{n}", span=span, name="x", score=0.5) for n, span in enumerate(spans[0])),
        dates=tuple(Date(id=f"d{n}", span=span, precision="day", rule="") for n, span in enumerate(spans[1])),
        figures=tuple(Figure(id=f"f{n}", span=span) for n, span in enumerate(spans[2])),
    )  # fmt: skip


def points(spans: Spans) -> set[int]:
    return {point for start, end in spans for point in range(start, end)}


def check(reading: Reading, held: list[dict[str, Any]]) -> None:
    """Every block and mark holds the text of its span, at its place; every part is marked, wherever it is shown."""
    text = reading.document.text.replace("\0", "\ufffd")
    shown: Spans = tuple((block["start"], block["end"]) for block in held)
    assert not text.strip() or "".join(text.split()) == "".join("".join(text[s:e] for s, e in shown).split())
    marked: dict[str, set[int]] = {}
    for block in held:
        assert block["text"] == text[block["start"] : block["end"]]
        for mark in block["marks"]:
            span: Span = (mark["start"], mark["end"])
            assert mark["counted"] == span[0]
            assert mark["text"] == text[span[0] : span[1]]
            for part in mark["of"]:
                marked.setdefault(part, set()).update(points((span,)))
    for part, spans in parts(reading):
        assert marked.pop(part, set()) == points(spans) & points(shown)
    assert marked == {}


def parts(reading: Reading) -> Iterator[tuple[str, Spans]]:
    """All that is marked, by the name of its part."""
    for attribution in reading.attributions:
        yield from ((f"{role}:{attribution.id}", getattr(attribution, role)) for role in ("source", "cue", "content"))
    for event in reading.events:
        yield f"event:{event.id}", event.trigger
        yield f"object:{event.id}", event.object
        yield f"actors:{event.id}", tuple(party.span for party in event.actors)
    yield from ((f"place:{place.id}", (place.span,)) for place in reading.places)
    yield from ((f"date:{date.id}", (date.span,)) for date in reading.dates)
    yield from ((f"figure:{figure.id}", (figure.span,)) for figure in reading.figures)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[BrowserPage]:
    with browser.new_context() as context:
        yield context.new_page()


def hold(page: BrowserPage, readings: list[tuple[Page, Reading]]) -> None:
    with tempfile.TemporaryDirectory() as folder, served(filled(Path(folder), readings)) as server:
        for _, reading in readings:
            page.goto(f"{server}/documents/{reading.document.id}")
            check(reading, page.evaluate(HELD))


NAMED = {
    "emoji before": "👩‍👩‍👧🇸🇾 [S Kerr 👍🏽] [C said] [T “👍🏽” 𝔘]",
    "combining marks": "e\u0301 [S Ke\u0301rr] [C \u0301said] [T noe\u0301]\u0301",
    "right to left": "שלום [S مرحبا] [C قال] [T \u202eabc\u202c \u200fשלום]",
    "line ends": "a\r\n[S Kerr\r\nB] [C said\r] [T no\r\n\r\n\tnever]\r\n",
    "zero width": "\ufeff\u200b[S \u200bKerr\u200d] [C \ufeffsaid] [T no\u2060\xad]",
    "controls": "\0\x01[S Ke\0rr] [C \x85said\x7f] [T \x0bno\x0c\x1b]",
    "markup": "<p>[S <b>Kerr</b>] [C &amp;] [T <script>\"'</script>]</p>",
}


@pytest.mark.parametrize("marked", NAMED.values(), ids=NAMED.keys())
def test_named_snags(page: BrowserPage, marked: str) -> None:
    read = factories.read(marked)
    hold(page, [read])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(several=st.lists(readings(), min_size=1, max_size=8, unique_by=lambda read: read[1].document.id))
def test_any_text(page: BrowserPage, several: list[tuple[Page, Reading]]) -> None:
    hold(page, several)
