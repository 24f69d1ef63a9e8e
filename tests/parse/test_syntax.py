"""Words asked for by position and by what depends on what, whatever nonsense the heads are."""

from collections.abc import Sequence
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.parse.syntax import Syntax
from sayso.records import Span, Word

#         0   1        2    3    4        5  6     7
TREE = "The/DET minister/NOUN of/ADP war/NOUN said/VERB it/PRON burned/VERB ./PUNCT"
HEADS = (1, 4, 3, 1, None, 6, 4, 4)
RELATIONS = ("det", "nsubj", "case", "nmod", "root", "nsubj", "ccomp", "punct")


def _syntax(tagged: str, heads: Sequence[int | None], relations: Sequence[str] = ()) -> Syntax:
    """Words parted by a blank, each with its part of speech."""
    words, text = [], ""
    for i, (one, head) in enumerate(zip(tagged.split(), heads, strict=True)):
        form, pos = one.rsplit("/", 1)
        relation = relations[i] if relations else "dep"
        words.append(Word(span=(len(text), len(text) + len(form)), pos=pos, head=head, relation=relation, sentence=0))
        text += form + " "
    return Syntax(text, words)


@pytest.fixture(scope="module")
def syntax() -> Syntax:
    return _syntax(TREE, HEADS, RELATIONS)


def _span(syntax: Syntax, words: str) -> Span:
    start = syntax.text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "heads", "head"),
    [
        pytest.param("The minister of war", ["minister"], "minister", id="what hangs on a word outside"),
        pytest.param("of war", ["war"], "war", id="within a phrase"),
        pytest.param("said", ["said"], "said", id="the root"),
        pytest.param("war said it", ["war", "said", "it"], "war", id="of several the first nominal one"),
        pytest.param("said it burned .", ["said"], "said", id="the mark depends on the root"),
        pytest.param("burned .", ["burned", "."], "burned", id="no mark, if there is a word"),
        pytest.param(".", ["."], None, id="a mark alone is no head"),
        pytest.param(" ", [], None, id="no word"),
    ],
)
def test_what_a_span_hangs_on(syntax: Syntax, words: str, heads: list[str], head: str | None) -> None:
    span = _span(syntax, words)
    assert [syntax.word(i) for i in syntax.heads((span,))] == heads
    found = syntax.head(span)
    assert (found if found is None else syntax.word(found)) == head


def test_heads_of_a_span_in_pieces(syntax: Syntax) -> None:
    pieces = (_span(syntax, "The"), _span(syntax, "minister of"))
    assert [syntax.word(i) for i in syntax.heads(pieces)] == ["minister", "of"], "the article hangs on another piece"


@pytest.mark.parametrize(
    ("tagged", "heads", "expected"),
    [
        pytest.param("Ana/PROPN Veld/PROPN", (1, 0), 0, id="two words on each other: the first nominal"),
        pytest.param("’s/PART army/NOUN", (1, 0), 1, id="the nominal one of a circle"),
        pytest.param("ran/VERB off/ADP", (1, 0), 0, id="none nominal: the first"),
        pytest.param("Veld/PROPN", (0,), 0, id="a word on itself"),
        pytest.param("Veld/PROPN ./PUNCT", (1, None), 0, id="a word on a mark"),
        pytest.param("./PUNCT Ana/PROPN Veld/PROPN", (None, 2, 1), 1, id="a circle beside a mark"),
        pytest.param("“/PUNCT ”/PUNCT", (1, 0), None, id="marks only"),
    ],
)
def test_a_circle_has_a_head(tagged: str, heads: tuple[int, ...], expected: int | None) -> None:
    syntax = _syntax(tagged, heads)
    assert syntax.head((0, len(syntax.text))) == expected


@pytest.mark.parametrize(
    ("word", "span_of", "above"),
    [
        pytest.param(1, "The minister of war", ["said"], id="a subject"),
        pytest.param(3, "of war", ["minister", "said"], id="below a subject"),
        pytest.param(4, "The minister of war said it burned .", [], id="the root"),
        pytest.param(0, "The", ["minister", "said"], id="a leaf"),
    ],
)
def test_below_and_above(syntax: Syntax, word: int, span_of: str, above: list[str]) -> None:
    assert syntax.text[slice(*syntax.span_of(word))] == span_of
    assert [syntax.word(i) for i in syntax.above(word)] == above


def test_dependents_by_relation(syntax: Syntax) -> None:
    assert syntax.dependents(4) == (1, 6, 7)
    assert syntax.dependents(4, "nsubj", "ccomp") == (1, 6)
    assert syntax.dependents(4, "obj") == syntax.dependents(5) == ()


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        pytest.param(0, 0, id="the first letter"),
        pytest.param(2, 0, id="the last letter of a word"),
        pytest.param(3, None, id="a blank"),
        pytest.param(4, 1, id="the first letter of the next"),
        pytest.param(999, None, id="behind the text"),
    ],
)
def test_the_word_at_a_position(syntax: Syntax, position: int, expected: int | None) -> None:
    assert syntax.at(position) == expected


def test_a_position_before_all_words() -> None:
    word = Word(span=(3, 5), pos="X", head=None, relation="root", sentence=0)
    assert Syntax("   he", [word]).at(1) is None


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param((0, 12), [0, 1], id="whole words"),
        pytest.param((1, 12), [1], id="a word that begins before it is not within"),
        pytest.param((0, 5), [0, 1], id="one that ends behind it is"),
        pytest.param((3, 3), [], id="nothing"),
    ],
)
def test_words_within_a_span(syntax: Syntax, span: Span, expected: list[int]) -> None:
    assert list(syntax.within(span)) == expected


def test_no_words() -> None:
    syntax = Syntax("", ())
    assert (syntax.at(0), syntax.head((0, 9)), list(syntax.within((0, 9)))) == (None, None, [])


RANDOM = st.integers(1, 12).flatmap(lambda n: st.lists(st.none() | st.integers(0, n - 1), min_size=n, max_size=n))
POS = st.sampled_from(("NOUN", "VERB", "PUNCT"))


@given(RANDOM, st.data())
def test_any_heads_come_to_an_end(heads: list[int | None], data: st.DataObject) -> None:
    count = len(heads)
    syntax = _syntax(" ".join(f"w/{data.draw(POS)}" for _ in heads), heads)
    for i in range(count):
        above = list(islice(syntax.above(i), count + 1))
        assert len(set(above)) == len(above) < count, "each word once, never itself"
        assert all(heads[below] == head for below, head in zip([i, *above], above, strict=False))
        assert not above or heads[above[-1]] in (None, i, *above), "up to a root, or around"
        below = list(islice(syntax.below(i), count + 1))
        assert sorted(below) == [k for k in range(count) if k == i or i in syntax.above(k)]
        start, end = syntax.span_of(i)
        assert start <= syntax.words[i].span[0] < syntax.words[i].span[1] <= end
        assert all(i in syntax.dependents(head) for head in [heads[i]] if head is not None)


@given(RANDOM, st.data())
def test_any_span_with_a_word_has_a_head_in_it(heads: list[int | None], data: st.DataObject) -> None:
    tags = [data.draw(POS) for _ in heads]
    syntax = _syntax(" ".join(f"w/{tag}" for tag in tags), heads)
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(heads) - 1)] * 2)))
    span = (syntax.words[first].span[0], syntax.words[last].span[1])
    inside = range(first, last + 1)
    assert all(i in inside and heads[i] not in inside for i in syntax.heads((span,)))
    head = syntax.head(span)
    words = [i for i in inside if tags[i] != "PUNCT"]
    assert head in words if words else head is None
