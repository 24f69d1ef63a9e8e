"""The measure of figures: what counts as the same number, the same thing and the same outcome, and the marked figures
themselves."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.figures import (
    counted,
    gold,
    head,
    pairs,
    same_outcome,
    same_unit,
    same_value,
    same_what,
    scores,
    texts,
)
from sayso.records import Outcome

SHARED = Path(__file__).resolve().parents[3] / "shared"
TEXT = "Shells killed at least 12 farmers of the valley and wrecked dozens of carts."


def marked(
    words: str = "at least 12", low: float | None = 12, high: float | None = None, **rest: Any
) -> dict[str, Any]:
    """A marked figure of the text above: at least 12 farmers killed, but for what is said otherwise."""
    start = TEXT.index(words)
    plain = {"open": True, "approximate": False, "vague": False, "unit": None, "unnamed": False, "optional": False}
    thing = TEXT.index("farmers")
    where = {"span": [start, start + len(words)], "low": low, "high": high, "what": [[thing, thing + len("farmers")]]}
    return plain | where | {"outcome": ["killed"]} | rest


def found(words: str = "at least 12", low: float | None = 12, high: float | None = None, **rest: Any) -> dict[str, Any]:
    """A figure as the reader writes it."""
    start = TEXT.index(words)
    said = {"open": True, "approximate": False, "unit": None, "what": "farmers", "outcome": "killed"}
    return {"span": [start, start + len(words)], "low": low, "high": high} | said | rest


@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        pytest.param("fighters", "fighter", id="a plural"),
        pytest.param("armed fighters of the north", "fighter", id="what follows of is no head"),
        pytest.param("people who fled to the coast", "people", id="nor what follows a relative pronoun"),
        pytest.param("Deputies", "deputy", id="plural in ies"),
        pytest.param("ash glass", "glass", id="ss is no plural"),
        pytest.param("“rebels”,", "rebel", id="quotation marks and commas are not of it"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_head(phrase: str, word: str) -> None:
    assert head(phrase) == word


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(marked(), found(), True, id="the same"),
        pytest.param(marked(), found(open=False), False, id="an open end missed"),
        pytest.param(marked(), found(low=None, high=12), False, id="at most for at least"),
        pytest.param(marked(), found(high=12), False, id="a bound that is not there"),
        pytest.param(marked(), found(low=12.1), False, id="whole numbers are exact"),
        pytest.param(marked(low=46, unit="percent"), found(low=46, unit="percent"), True, id="percent"),
        pytest.param(marked(low=46, unit="percent"), found(low=46), False, id="46 percent is not 46"),
        pytest.param(marked(low=2 / 3, unit="fraction"), found(low=0.67), True, id="a fraction rounded"),
        pytest.param(marked(low=2 / 3, unit="fraction"), found(low=66.7, unit="percent"), True, id="or as percent"),
        pytest.param(marked(low=2 / 3, unit="fraction"), found(low=2), False, id="two-thirds are not two"),
        pytest.param(marked(low=0.5, unit="fraction"), found(low=0.6), False, id="another share"),
        pytest.param(marked(low=12, vague=True), found(low=24, high=99, open=False), True, id="dozens: two or more"),
        pytest.param(marked(low=12, vague=True), found(low=12), True, id="dozens: one or more"),
        pytest.param(marked(low=12, vague=True), found(low=100), False, id="dozens are no hundreds"),
    ],
)
def test_value(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    assert same_value(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(marked(), found(what="many farmers of the valley"), True, id="the head word decides"),
        pytest.param(marked(), found(what="valley"), False, id="another word"),
        pytest.param(marked(), found(what=None), False, id="nothing said where something is named"),
        pytest.param(marked(what=[], unnamed=True), found(what=None), True, id="nothing is named"),
        pytest.param(marked(what=[], unnamed=True), found(what="people"), True, id="people where nothing is named"),
        pytest.param(marked(what=[], unnamed=True), found(what="carts"), False, id="something else where nothing is"),
    ],
)
def test_what(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    assert same_what(one, other, TEXT) is same


@pytest.mark.parametrize(
    ("wanted", "said", "same"),
    [
        pytest.param(["killed"], "killed", True, id="the same"),
        pytest.param(["killed"], None, False, id="missed"),
        pytest.param([None], "other", True, id="other is as none"),
        pytest.param([None, "displaced"], "displaced", True, id="one of two that may stand"),
        pytest.param([None], "killed", False, id="an outcome that is not told"),
    ],
)
def test_outcome(wanted: list[str | None], said: str | None, same: bool) -> None:
    assert same_outcome(marked(outcome=wanted), found(outcome=said)) is same


def test_a_fraction_has_whatever_unit() -> None:
    assert same_unit(marked(unit="fraction"), found(unit="percent"))
    assert not same_unit(marked(unit="percent"), found(unit=None))


def test_the_widest_overlap_is_paired_and_each_once() -> None:
    one, short, wide = marked(), found("12"), found("at least 12")
    assert pairs([one], [short, wide]) == [(one, wide)]
    assert pairs([one], [found("dozens")]) == []


@pytest.mark.parametrize(
    ("figures", "said", "expected"),
    [
        pytest.param([marked()], [found()], {"marked": 1, "said": 1, "found": 1, "right": 1}, id="right"),
        pytest.param([marked()], [], {"marked": 1, "said": 0, "found": 0, "right": 0}, id="missed"),
        pytest.param([], [found()], {"marked": 0, "said": 1, "found": 0, "right": 0}, id="none is there"),
        pytest.param(
            [marked()],
            [found(outcome="injured")],
            {"marked": 1, "found": 1, "value": 1, "what": 1, "outcome": 0, "right": 0},
            id="one wrong part makes it wrong",
        ),
        pytest.param([marked(optional=True)], [found()], {"marked": 0, "said": 0, "found": 0}, id="optional, said"),
        pytest.param([marked(optional=True)], [], {"marked": 0, "said": 0}, id="optional, not said"),
        pytest.param(
            [marked()], [found(), found("dozens")], {"marked": 1, "said": 2, "found": 1, "right": 1}, id="one too many"
        ),
    ],
)
def test_counts_of_a_sentence(
    figures: list[dict[str, Any]], said: list[dict[str, Any]], expected: dict[str, int]
) -> None:
    count = counted({"sentence": [0, len(TEXT)], "figures": figures}, said, TEXT)
    assert {name: count[name] for name in expected} == expected


def test_figures_of_other_sentences_are_not_asked() -> None:
    half = TEXT.index("wrecked")
    count = counted({"sentence": [0, half], "figures": [marked()]}, [found(), found("dozens")], TEXT)
    assert (count["said"], count["right"]) == (1, 1)


def test_scores_are_shares_of_what_is_marked() -> None:
    figures = scores(Counter({"marked": 4, "said": 5, "found": 3, "value": 2, "right": 1}))
    assert (figures["found"], figures["value"], figures["right"], figures["precision"]) == (75.0, 50.0, 25.0, 60.0)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=6), st.data())
def test_pairs_are_one_to_one(places: list[tuple[int, int]], data: st.DataObject) -> None:
    others = data.draw(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=6))
    one = [{"span": [start, start + length], "n": n} for n, (start, length) in enumerate(places)]
    other = [{"span": [start, start + length], "n": n} for n, (start, length) in enumerate(others)]
    out = pairs(one, other)
    assert len({a["n"] for a, _ in out}) == len({b["n"] for _, b in out}) == len(out)
    assert all(a["span"][0] < b["span"][1] and b["span"][0] < a["span"][1] for a, b in out)


def test_what_is_marked_is_sound() -> None:
    items = gold()
    assert len({(item["source"], *item["sentence"]) for item in items}) == len(items), "a sentence twice"
    for item in items:
        spans = [figure["span"] for figure in item["figures"]]
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), f"{item['source']}: figures overlap"
        assert all(item["sentence"][0] <= start < end <= item["sentence"][1] for start, end in spans)
        for figure in item["figures"]:
            low, high = figure["low"], figure["high"]
            assert (low is None or high is None) == figure["open"], figure
            assert figure["open"] or low <= high
            assert set(figure["outcome"]) <= {None, *get_args(Outcome)}
            assert figure["what"] or figure["unnamed"]
    assert sum(not figure["optional"] for item in items for figure in item["figures"]) >= 150


@pytest.mark.skipif(not SHARED.is_dir(), reason="the data in ../shared is not there")
def test_marked_spans_are_whole_words_of_the_texts() -> None:
    items = gold()
    source_texts = texts(SHARED, items)
    for item in items:
        text = source_texts[item["source"]]
        for start, end in [span for f in item["figures"] for span in (f["span"], *f["what"])]:
            assert text[start:end] == text[start:end].strip() != ""
            assert not text[start - 1 : start].isalnum()
            assert not text[end : end + 1].isalnum()
