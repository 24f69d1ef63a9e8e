"""Spans say what they said, from the page through the ledger to the JSONL, whatever the page is written in."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.export.jsonl import line
from sayso.ledger import Ledger
from sayso.pipeline import Reader
from sayso.records import Page, Reading, Spans

PLAIN = ["The ministry", "said", "told X", "that", "the town fell", "“", "”", '"', ",", ".", ":", "according to", "he"]
ODD = ["e\u0301té", "a\u0308\u0323", "قال", "הודיע", "👩‍👩‍👧", "🇸🇾", "\u200b", "\u200d", "\u202e", "\ufeff", "𝒳", "ﬁ"]
WORDS = st.sampled_from([*PLAIN, *ODD])
GAPS = st.sampled_from([" ", " ", " ", "\n\n", "\r\n\r\n", "\n• ", "\u00a0", "\t", "\u2028", "\x85", "\x0b"])
TEXTS = st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=60).map(lambda parts: "".join(w + g for w, g in parts))
WHEN = "2020-01-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger(tmp_path_factory.mktemp("ledger")) as opened:
        yield opened


def _words(reading: Reading) -> list[list[str]]:
    def said(spans: Spans) -> list[str]:
        return [reading.document.text[start:end] for start, end in spans]

    return [said(part) for a in reading.attributions for part in (a.source, a.cue, a.content)]


def _told(item: dict[str, Any]) -> list[list[str]]:
    text = item["document"]["text"]
    parts = (a[role] for a in item["attributions"] for role in ("source", "cue", "content"))
    return [[text[start:end] for start, end in part] for part in parts]


def test_every_span_says_what_it_said(reader: Reader, ledger: Ledger) -> None:
    @settings(max_examples=120, deadline=None)
    @given(text=TEXTS, html=st.booleans(), mark=st.booleans())
    def holds(text: str, html: bool, mark: bool) -> None:
        body = "The ministry said that it fell.\n\n" + text
        markup = "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
        data = (b"\xef\xbb\xbf" if mark else b"") + (f"<html lang=en><body>{markup}" if html else body).encode()
        page = Page(data=data, media_type="text/html" if html else "text/plain", path="x", fetched=WHEN)
        reading = reader.read(page)
        said = _words(reading)
        for words in said:
            assert all(w and w == w.strip() for w in words), "a span is not empty, nor has white space at its ends"
        ledger.add(page, reading)
        kept = ledger.reading(reading.document.id)
        assert _words(kept) == said
        assert _told(json.loads(line(kept))) == said
        assert [a.id for a in kept.attributions] == [a.id for a in reading.attributions]

    holds()
    assert ledger.verify() == ()
