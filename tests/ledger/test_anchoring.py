"""Parts of an attribution as words and occurrences come back to the spans they were made of."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.ledger.anchoring import (
    ROLES,
    Spanned,
    check_parts,
    everywhere,
    occurrence_of,
    parts_of,
    spans_of,
    start_of,
    stretch,
)
from sayso.ledger.judgements import normal_tag
from sayso.records import Part, Spans

# Few letters, so that words stand several times and overlap themselves; characters of two UTF-16 units among them.
TEXT = st.text(alphabet="ab \n👩é\u202e", min_size=1, max_size=40)


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, Spanned]:
    text = draw(TEXT)
    found: dict[Any, Spans] = {}
    for role in ROLES:
        edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        found[role] = tuple(zip(edges[::2], edges[1::2], strict=False))
    return text, {role: spans for role, spans in found.items() if spans}


@given(spanned())
def test_parts_come_back_to_their_spans(made: tuple[str, Spanned]) -> None:
    text, spans = made
    parts = parts_of(text, spans)
    assert spans_of(text, parts) == spans
    for role, words, occurrence in parts:
        start = start_of(text, words, occurrence)
        assert start is not None
        assert (start, start + len(words)) in spans[role]


@given(TEXT, st.data())
def test_an_occurrence_is_the_span_it_was_counted_at(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    number = occurrence_of(text, (start, end))
    assert start_of(text, text[start:end], number) == start
    assert number == sum(text.startswith(text[start:end], at) for at in range(start))


@given(TEXT, st.data())
def test_words_are_found_wherever_they_stand_whatever_parts_them(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    found = everywhere(text, words)
    assert all(text[first:last].split() == words.split() for first, last in found)
    if words.strip() == words:
        assert (start, end) in found
        assert {first for first, _ in everywhere(text, "\r\n".join(words.split()))} == {first for first, _ in found}


@pytest.mark.parametrize(
    ("parts", "spans"),
    [
        pytest.param((("cue", "na", 0),), {"cue": ((2, 4),)}, id="the first"),
        pytest.param((("cue", "na", 1),), {"cue": ((4, 6),)}, id="the second"),
        pytest.param((("cue", "ana", 1),), {"cue": ((3, 6),)}, id="occurrences overlap"),
        pytest.param((("cue", "na", 2),), None, id="not so many"),
        pytest.param((("content", "an", 0), ("content", "a", 2)), {"content": ((1, 3), (5, 6))}, id="in pieces"),
        pytest.param((("content", "an", 1), ("content", "a", 0)), None, id="pieces out of order"),
        pytest.param((("content", "ana", 0), ("content", "na", 1)), {"content": ((1, 4), (4, 6))}, id="side by side"),
        pytest.param((("content", "ana", 0), ("content", "ana", 1)), None, id="pieces that overlap"),
    ],
)
def test_where_parts_stand(parts: tuple[Part, ...], spans: Spanned | None) -> None:
    assert spans_of("banana", parts) == spans


@pytest.mark.parametrize(
    ("spans", "whole"),
    [
        ({"source": ((0, 1),), "cue": ((2, 3), (8, 9)), "content": ((4, 7),)}, (2, 9)),
        ({"source": ((0, 1),), "content": ((4, 5), (6, 7))}, (4, 7)),
    ],
    ids=["its cue", "without a cue its content"],
)
def test_what_one_that_was_missed_is_anchored_on(spans: Spanned, whole: tuple[int, int]) -> None:
    assert stretch(spans) == whole


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        pytest.param((), "has a content", id="nothing"),
        pytest.param((("content", "it", 0),), "a source or a cue", id="nobody's"),
        pytest.param((("source", "Kerr", 0), ("cue", "said", 0)), "has a content", id="nothing said"),
        pytest.param((("cue", "said", 0), ("content", " ", 0)), "at least one word", id="a blank"),
        pytest.param((("cue", "said", -1), ("content", "it", 0)), "count from 0", id="before the first"),
        pytest.param((("cue", "said", 0), ("content", "x" * 10_001, 0)), "10,000 characters", id="too long"),
        pytest.param((("cue", "said", 0), *[("content", "it", n) for n in range(16)]), "16 pieces", id="too many"),
        pytest.param((("cue", "said", 0), ("content", "it", 0), ("hedge", "may", 0)), "are source, cue", id="no part"),
    ],
)
def test_what_is_no_attribution(parts: Any, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        check_parts(parts)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Check  ME", "check me"),
        ("#war-crime", "war-crime"),
        ("ﬁre", "fire"),
        ("  # Öl ", "öl"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_tag_as_it_is_kept(typed: str, kept: str) -> None:
    assert normal_tag(typed) == kept == normal_tag(kept)


@pytest.mark.parametrize("typed", ["", " ", "#", "a,b", "a;b", "x" * 61, "a\0b", "a\u202eb"])
def test_what_is_no_tag(typed: str) -> None:
    with pytest.raises(InputError, match="is no tag"):
        normal_tag(typed)
