"""From what the further heads give for each word to words, names and mentions of the page."""

import math
from collections.abc import Sequence
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.parse import seen as module
from sayso.parse.labels import NAMES, POS, RELATIONS, SPOTTED, TYPES
from sayso.parse.pairs import BAND, FEATURES, Item
from sayso.parse.seen import (
    AT_ONCE,
    Floats,
    Pairing,
    Seen,
    best_path,
    charged,
    core_seen,
    form_of,
    gelu,
    hundredths,
    joined,
    named,
    pairing,
    sentence_numbers,
    slim,
    softmax,
    span_at,
    spotted,
    typed,
    without_circles,
    words,
)
from sayso.records import MentionForm, Span

WIDTH = 8  # of anaphors and antecedents


def _seen(count: int, seed: int = 0, blocks: Sequence[int] | None = None) -> Seen:
    """Any output for words of three letters, a blank between them."""
    dice = np.random.default_rng(seed)
    return Seen(
        spans=tuple((4 * i, 4 * i + 3) for i in range(count)),
        blocks=np.array(blocks if blocks is not None else [0] * count, np.int64),
        sentence=np.arange(count) // 9,
        quoted=dice.random(count) < 0.3,
        names=dice.normal(0, 3, (count, len(NAMES))).astype(np.float32),
        pos=dice.integers(len(POS), size=count),
        heads=dice.integers(-1, max(count, 1), count) if count else np.zeros(0, np.int64),
        relations=dice.integers(len(RELATIONS), size=count),
        spotted=dice.normal(0, 3, (count, len(SPOTTED))).astype(np.float32),
        edges=dice.integers(max(count, 1), size=(2, count)),
        anaphors=dice.normal(0, 1, (count, WIDTH)).astype(np.float32),
        antecedents=dice.normal(0, 1, (count, WIDTH)).astype(np.float32),
        new=dice.normal(0, 1, count).astype(np.float32),
        types=dice.normal(0, 3, (count, len(TYPES))).astype(np.float32),
        loaded=dice.normal(0, 3, count).astype(np.float32),
        meant=dice.normal(0, 1, (count, 4)).astype(np.float16),
    )


def _weights(seed: int = 0) -> Pairing:
    dice = np.random.default_rng(seed)
    shapes = ((16, FEATURES + 1), (16,), (16,), (1,))
    return Pairing(*(dice.normal(0, 0.7, shape).astype(np.float32) for shape in shapes))


def _logits(labels: str) -> Floats:
    """Names as the head would tell them apart without a doubt: `P` begins a person and `p` goes on, O and L alike."""
    letters = {"-": "O"} | {k[0].upper(): f"B-{k}" for k in ("PER", "ORG", "LOC")}
    letters |= {k[0].lower(): f"I-{k}" for k in ("PER", "ORG", "LOC")}
    out = np.zeros((len(labels), len(NAMES)), np.float32)
    for i, letter in enumerate(labels):
        out[i, NAMES.index(letters[letter])] = 9
    return out


def _follows(before: str | None, label: str) -> bool:
    return label[0] != "I" or (before is not None and before != "O" and before[2:] == label[2:])


def _goes(path: Sequence[int]) -> bool:
    labels = [NAMES[i] for i in path]
    return all(_follows(before, label) for before, label in zip([None, *labels], labels, strict=False))


def _sum(rows: Sequence[Sequence[int]], path: Sequence[int]) -> int:
    return sum(row[i] for row, i in zip(rows, path, strict=True))


ROWS = st.lists(st.lists(st.integers(-9, 9), min_size=len(NAMES), max_size=len(NAMES)), min_size=1, max_size=3)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_best_path_is_the_best_of_all_that_may_be(rows: list[list[int]]) -> None:
    logits = np.array(rows, np.float32)
    path = best_path(logits)
    ways = [way for way in product(range(len(NAMES)), repeat=len(rows)) if _goes(way)]
    assert tuple(path) in ways
    assert _sum(rows, path) == max(_sum(rows, way) for way in ways)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 2**32 - 1), st.sampled_from([0.1, 5.0, 300.0]))
def test_no_label_goes_on_from_nothing(count: int, seed: int, size: float) -> None:
    logits = np.random.default_rng(seed).normal(0, size, (count, len(NAMES))).astype(np.float32)
    path = best_path(logits)
    assert len(path) == count
    assert _goes(path)


@pytest.mark.parametrize(
    ("labels", "blocks", "expected"),
    [
        pytest.param("-Pp-", "0000", [(1, 3, "PER")], id="a name of two words"),
        pytest.param("PpOo", "0000", [(0, 2, "PER"), (2, 4, "ORG")], id="two that touch"),
        pytest.param("LL", "00", [(0, 1, "LOC"), (1, 2, "LOC")], id="two of a kind that touch"),
        pytest.param("-O", "00", [(1, 2, "ORG")], id="at the end of the page"),
        pytest.param("PP", "01", [(0, 1, "PER"), (1, 2, "PER")], id="one in each block"),
        pytest.param("--O", "001", [(2, 3, "ORG")], id="a block without, a block with"),
        pytest.param("----", "0011", [], id="none"),
    ],
)
def test_named(labels: str, blocks: str, expected: list[tuple[int, int, str]]) -> None:
    seen = replace(_seen(len(labels), blocks=[int(b) for b in blocks]), names=_logits(labels))
    found = named(seen)
    assert [(n.span[0] // 4, n.span[1] // 4 + 1, n.kind) for n in found] == expected
    assert all(n.score > 0.99 for n in found)


def test_no_name_goes_on_into_another_block() -> None:
    found = named(replace(_seen(4, blocks=[0, 0, 1, 1]), names=_logits("-Ppp")))
    assert all((n.span[0] // 4 < 2) == (n.span[1] // 4 < 2) for n in found)
    assert (4, 7) in [n.span for n in found]


def test_the_score_of_a_name_is_the_mean_over_its_words() -> None:
    logits = _logits("Pp")
    logits[1, NAMES.index("I-PER")] = 1  # e to 6
    (found,) = named(replace(_seen(2), names=logits))
    assert found.span == (0, 7)
    assert found.score == pytest.approx((1 + math.e / (math.e + 6)) / 2, abs=0.01)


BLOCKS = st.lists(st.integers(0, 1), max_size=40).map(lambda steps: np.cumsum(steps).tolist())


@settings(deadline=None)
@given(BLOCKS, st.integers(0, 2**32 - 1))
def test_names_are_whole_words_of_one_block(blocks: list[int], seed: int) -> None:
    seen = _seen(len(blocks), seed, blocks)
    starts, ends = ([span[side] for span in seen.spans] for side in (0, 1))
    before = 0
    for name in named(seen):
        first, last = starts.index(name.span[0]), ends.index(name.span[1])
        assert before <= first <= last
        assert seen.blocks[first] == seen.blocks[last]
        assert 0 <= name.score <= 1
        before = last + 1


@settings(deadline=None)
@given(BLOCKS, st.integers(0, 2**32 - 1))
def test_the_span_of_a_mention_holds_its_head_and_stays_in_its_block(blocks: list[int], seed: int) -> None:
    seen = _seen(len(blocks), seed, blocks)
    for i, head in enumerate(seen.spans):
        start, end = span_at(seen, i)
        assert start <= head[0] < head[1] <= end
        of_block = [span for span, block in zip(seen.spans, blocks, strict=True) if block == blocks[i]]
        assert of_block[0][0] <= start < end <= of_block[-1][1]


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        pytest.param((0, 2), (0, 2), id="as told"),
        pytest.param((2, 1), (1, 1), id="a first word behind the head: the head"),
        pytest.param((0, 0), (0, 1), id="a last word before the head: the head"),
        pytest.param((0, 3), (1, 1), id="into the next block: the head alone"),
    ],
)
def test_edges(edges: tuple[int, int], expected: tuple[int, int]) -> None:
    seen = _seen(4, blocks=[0, 0, 0, 1])
    told = seen.edges.copy()
    told[:, 1] = edges
    assert span_at(replace(seen, edges=told), 1) == (4 * expected[0], 4 * expected[1] + 3)


def _outputs(seen: Seen, heads: Sequence[int]) -> dict[str, Any]:
    """What the graph gives for a window: heads count the root as 0."""
    moved = ("spans", "blocks", "sentence", "quoted", "heads", "linking")
    fields = (name for name in seen.__struct_fields__ if name not in moved)
    return {name: getattr(seen, name) for name in fields} | {"heads": np.array(heads) + 1}


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        pytest.param([-1, 2, -1, 2, 2], [1, -1, 1], id="within the core, counted from its first word"),
        pytest.param([-1, 0, 4, 1, 0], [-1, -1, 0], id="a head in the context is a root"),
        pytest.param([0, 1, 1, 3, 4], [-1, 0, -1], id="a word on itself is a root"),
    ],
)
def test_the_heads_of_a_core(heads: list[int], expected: list[int]) -> None:
    seen = _seen(5)
    quotes = [0, 1, 0, 2, 0]
    core = core_seen(range(1, 4), seen.spans, seen.blocks, seen.sentence, quotes, _outputs(seen, heads))
    assert core.heads.tolist() == expected
    assert core.spans == seen.spans[1:4]
    assert core.quoted.tolist() == [True, False, True]
    assert (core.names == seen.names[1:4]).all()


def test_the_edges_of_a_core() -> None:
    seen = replace(_seen(5), edges=np.array([[0, 0, 1, 4, 0], [0, 2, 3, 3, 4]]))
    core = core_seen(range(1, 4), seen.spans, seen.blocks, seen.sentence, [0] * 5, _outputs(seen, [-1] * 5))
    assert core.edges.tolist() == [[0, 0, 2], [1, 2, 2]], "what lies outside is the word itself"


def _cut(seen: Seen, first: int, last: int) -> Seen:
    """Some of the words as a window of their own."""
    own = np.arange(last - first)
    heads = seen.heads[first:last] - first
    edges = seen.edges[:, first:last] - first
    fields = {
        name: getattr(seen, name)[first:last]
        for name in seen.__struct_fields__
        if name not in ("heads", "edges", "linking")
    }
    inside = (edges >= 0) & (edges < last - first)
    return Seen(
        heads=np.where((heads >= 0) & (heads < last - first), heads, -1), edges=np.where(inside, edges, own), **fields
    )


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_what_links_is_kept_of_mentions_only(sizes: list[int], seed: int) -> None:
    ends = np.cumsum([0, *sizes]).tolist()
    parts = [_seen(size, seed + i) for i, size in enumerate(sizes)]
    text = "abc " * ends[-1]
    slimmed = [slim(part) for part in parts]
    assert sum(len(part.anaphors) for part in slimmed) <= ends[-1]
    assert spotted(joined(slimmed), text, _weights(seed), every=True) == spotted(
        joined(parts), text, _weights(seed), every=True
    )


@given(st.floats(0, 1, width=32))
def test_hundredths_are_those_of_rounding(value: float) -> None:
    assert hundredths(np.array([value], np.float32)).tolist() == [round(value, 2)]


@settings(deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_windows_are_joined_in_their_order(sizes: list[int], seed: int) -> None:
    ends = np.cumsum([0, *sizes]).tolist()
    whole = _seen(ends[-1], seed)
    for first, last in pairwise(ends):  # no head and no edge leaves its window
        whole.heads[first:last] = np.where(
            (whole.heads[first:last] >= first) & (whole.heads[first:last] < last), whole.heads[first:last], -1
        )
        whole.edges[:, first:last] = np.clip(whole.edges[:, first:last], first, max(first, last - 1))
    again = joined([_cut(whole, first, last) for first, last in pairwise(ends)])
    for name in whole.__struct_fields__:
        assert np.array_equal(getattr(again, name), getattr(whole, name)), name


@given(st.integers(0, 30), st.integers(0, 2**32 - 1))
def test_words_point_to_words_of_the_page(count: int, seed: int) -> None:
    seen = _seen(count, seed)
    found = words(seen)
    assert tuple(word.span for word in found) == seen.spans
    for i, (word, head) in enumerate(zip(found, seen.heads.tolist(), strict=True)):
        assert word.pos in POS
        assert word.relation in RELATIONS
        assert word.head in (None, head), "its own, unless a circle was opened here"
        assert word.head is not None or word.relation == "root"
        above, steps = word.head, 0
        while above is not None and steps <= count:
            above, steps = found[above].head, steps + 1
        assert above is None, f"from word {i} up the way ends at a root"


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        pytest.param(((0, 7), (8, 15)), [0, 0, 1, 1], id="two of two words"),
        pytest.param(((4, 15),), [-1, 0, 0, 0], id="a word before the first"),
        pytest.param((), [-1] * 4, id="no sentences"),
    ],
)
def test_sentence_numbers(sentences: tuple[Span, ...], expected: list[int]) -> None:
    assert sentence_numbers(_seen(4).spans, sentences).tolist() == expected


@pytest.mark.parametrize(
    ("pos", "expected"),
    [("PROPN", "name"), ("PRON", "pronoun"), ("DET", "pronoun"), ("NOUN", "nominal"), ("X", "nominal")],
)
def test_form_of(pos: str, expected: str) -> None:
    assert form_of(pos) == expected


@given(st.lists(st.floats(-200, 200, width=32), min_size=1, max_size=9), st.floats(-50, 50, width=16))
def test_softmax_gives_probabilities(row: list[float], more: float) -> None:
    logits = np.array([row, row[::-1]], np.float32)
    found = softmax(logits)
    assert found.sum(-1) == pytest.approx([1, 1], abs=1e-5)
    assert (found >= 0).all()
    assert found[0, np.argmax(row)] == found[0].max()
    assert softmax(logits + np.float32(more)) == pytest.approx(found, abs=1e-4), "only differences count"


@given(st.lists(st.floats(-30, 30, width=32), min_size=1))
def test_gelu(values: list[float]) -> None:
    expected = [0.5 * x * (1 + math.erf(x / math.sqrt(2))) for x in values]
    found = gelu(np.array(values, np.float32))
    assert found.dtype == np.float32
    assert found.tolist() == pytest.approx(expected, abs=5e-6)


TEXT = "Ana the man she his war it's " * 9


@settings(deadline=None)
@given(BLOCKS, st.integers(0, 2**32 - 1))
def test_mentions_look_back(blocks: list[int], seed: int) -> None:
    seen = _seen(len(blocks), seed, blocks)
    found = spotted(seen, TEXT, _weights(seed))
    assert [m.span for m in found] == sorted(m.span for m in found)
    heads = [m.head for m in found]
    assert len(set(heads)) == len(heads), "one mention a head"
    for i, mention in enumerate(found):
        assert mention.span[0] <= mention.head[0] < mention.head[1] <= mention.span[1]
        assert mention.head in seen.spans
        assert 0.5 <= mention.score <= 1
        before = [k for k, _ in mention.antecedents]
        assert all(max(0, i - BAND) <= k < i for k in before)
        assert len(set(before)) == len(before) <= module.MOST_ANTECEDENTS
        likely = [p for _, p in mention.antecedents]
        assert likely == sorted(likely, reverse=True)
        assert sum(likely) <= 1 + 0.005 * len(likely), "each rounded"
        assert all(p >= module.LEAST_LINK for p in likely)


def test_a_surer_link_is_told_first() -> None:
    seen = _seen(3)
    alike = np.zeros((3, WIDTH), np.float32)
    alike[0, 0], alike[1, 1], alike[2, 0] = 20, 20, 20  # the third is like the first
    spots = np.tile(np.array([-9, 9, 0, 0, 0], np.float32), (3, 1))
    seen = replace(
        seen,
        anaphors=alike,
        antecedents=alike,
        spotted=spots,
        new=np.zeros(3, np.float32),
        edges=np.tile(np.arange(3), (2, 1)),
    )
    zero = np.zeros(1, np.float32)
    only_dots = Pairing(np.eye(1, FEATURES + 1, dtype=np.float32), zero, zero + 1, zero)
    found = spotted(seen, "abc abd abe", only_dots, every=True)
    assert [m.kind for m in found] == ["person"] * 3
    assert found[0].antecedents == ()
    assert found[1].antecedents == ((0, 0.5),), "as likely as something new"
    assert found[2].antecedents == ((0, 1.0),)


@pytest.mark.parametrize(
    ("words", "form", "kind", "asked"),
    [
        pytest.param("Petrov", "name", "person", False, id="a name is joined by its words"),
        pytest.param("he", "pronoun", "person", True, id="a pronoun is a question"),
        pytest.param("I", "pronoun", "person", False, id="the first person is who is quoted"),
        pytest.param("The guards", "nominal", "person", True, id="a definite nominal is a question"),
        pytest.param("guards", "nominal", "person", True, id="a bare nominal of persons may be known"),
        pytest.param("a guard", "nominal", "person", False, id="an indefinite nominal names somebody new"),
        pytest.param("valleys", "nominal", "place", False, id="a bare nominal of places"),
        pytest.param("its guards", "nominal", "person", True, id="a possessive one may be known"),
        pytest.param("the rain", "nominal", "other", False, id="no actor"),
    ],
)
def test_links_are_asked_where_there_is_a_question(words: str, form: MentionForm, kind: str, asked: bool) -> None:
    span = (0, len(words))
    item = Item(span=span, head=span, kind=kind, form=form, sentence=0, subject=False, quoted=False)
    assert module.asks(item, words) is asked


def test_many_mentions_are_linked_like_few() -> None:
    count = AT_ONCE + 2 * BAND + 7
    seen = replace(_seen(count, 5), edges=np.tile(np.arange(count), (2, 1)))
    everything = replace(seen, spotted=np.tile(np.array([-9, 9, 0, 0, 0], np.float32), (count, 1)))
    text = (TEXT * 40)[: 4 * count]
    found = spotted(everything, text, _weights())
    tail = AT_ONCE - 20 - BAND  # what is linked after the first lot, with what stands before it
    later = spotted(_cut(everything, tail, count), text, _weights())
    assert len(found) == count
    for ours, theirs in zip(found[tail + BAND :], later[BAND:], strict=True):
        assert dict(ours.antecedents) == pytest.approx({k + tail: p for k, p in theirs.antecedents}, abs=0.011)


def test_a_page_of_no_words() -> None:
    empty = _seen(0)
    assert (words(empty), named(empty), spotted(empty, "", pairing())) == ((), (), ())


def test_a_page_of_no_mentions() -> None:
    none = np.tile(np.array([9, 0, 0, 0, 0], np.float32), (5, 1))
    assert spotted(replace(_seen(5), spotted=none), TEXT, pairing()) == ()


def test_the_installed_weights_fit_the_features() -> None:
    weights = pairing()
    assert weights.inner.shape == (len(weights.inner_bias), FEATURES + 1)
    assert weights.outer.shape == weights.inner_bias.shape
    assert weights.outer_bias.shape == (1,)
    assert all(np.isfinite(getattr(weights, name)).all() for name in weights.__struct_fields__)


def test_types_of_words_that_may_name_a_deed() -> None:
    seen = _seen(3)
    logits = np.full((3, len(TYPES)), -9, np.float32)
    logits[:, TYPES.index("YIELD")], logits[:, TYPES.index("AID")] = 3, 2
    pos = np.array([POS.index("VERB"), POS.index("ADP"), POS.index("NOUN")])
    verb, preposition, noun = typed(replace(seen, types=logits, pos=pos))
    assert verb == noun == (("CONCEDE", 0.73), ("RETREAT", 0.73), ("AID", 0.27)), "what stands for two is both"
    assert preposition == ()
    assert charged(replace(seen, loaded=np.array([0, 9, -9], np.float32))) == (0.5, 1.0, 0.0)


@pytest.mark.parametrize(
    ("heads", "expected", "why"),
    [
        ([-1, 0, 1], [-1, 0, 1], "a chain stays as it is"),
        ([1, 0], [-1, 0], "two words that hang on each other: the first becomes the root"),
        ([3, 0, 1, 2], [-1, 0, 1, 2], "a long circle is opened once"),
        ([2, 2, 1], [2, -1, 1], "what hangs on a circle stays where it hangs"),
        ([1, 0, 3, 2], [-1, 0, -1, 2], "every circle is opened"),
        ([], [], "no words"),
    ],
)
def test_heads_lead_round_nowhere(heads: list[int], expected: list[int], why: str) -> None:
    assert without_circles(heads) == expected, why
