"""Vectors of a page and of what it attributes, from what the encoder sees."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.parse.encoder import Encoder
from sayso.parse.segment import sentences
from sayso.parse.vectors import KEPT, LOUDEST, Projection, packed, projected, projection, quantised, vectors
from sayso.records import Block, BlockKind, Parse, Span, Word
from sayso.vectors import DIMENSIONS, UNIT, cosine
from tests import factories

SEEN = 1152  # numbers that the encoder gives of a word
NUMBERS = st.integers(-1000, 1000)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def _axis(i: int, length: float = 1.0) -> np.ndarray[tuple[int], np.dtype[np.float16]]:
    row = np.zeros(DIMENSIONS, KEPT)
    row[i] = length
    return row


def _parse(text: str, rows: list[int], kinds: tuple[BlockKind, ...] = ("paragraph",)) -> Parse:
    """The parse of a text whose words point along the axes named by `rows`; a block a line, of the kinds in turn."""
    lines = list(factories.lines(text))
    spans: list[Span] = []
    for first, last in lines:
        for word in text[first:last].split():
            start = text.index(word, spans[-1][1] if spans else 0)
            spans.append((start, start + len(word)))
    blocks = tuple(Block(kind, line) for kind, line in zip(kinds, lines, strict=True))
    return Parse(
        document=factories.document(text, blocks=blocks),
        words=tuple(Word(span=span, pos="X", head=None, relation="root", sentence=0) for span in spans),
        vectors=packed(np.array([_axis(i) for i in rows], KEPT).reshape(len(rows), DIMENSIONS)),
    )


def _axes(vector: bytes) -> list[int]:
    """The axes along which a vector has a part."""
    return np.flatnonzero(np.frombuffer(vector, np.int8)).tolist()


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        pytest.param(("title", "paragraph"), [1, 2], id="title and body"),
        pytest.param(("furniture", "paragraph"), [2], id="not furniture"),
        pytest.param(("byline", "quote"), [2], id="not who wrote it"),
        pytest.param(("heading", "signature"), [1], id="nor who signed it"),
        pytest.param(("furniture", "furniture"), [], id="of nothing else: none"),
    ],
)
def test_a_document_is_what_its_blocks_tell(kinds: tuple[BlockKind, ...], expected: list[int]) -> None:
    assert _axes(vectors(_parse("one\ntwo", [1, 2], kinds), ()).document) == expected


@dataclass(frozen=True)
class _Of:
    """A marked-up text and the axes of its words in the vector of its attribution."""

    marked: str
    axes: list[int]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(_Of("[S a] [C b] [T c d]", [3, 4]), id="its content"),
        pytest.param(_Of("[T a] [S b] [C c] [T d]", [1, 4]), id="in all its pieces"),
        pytest.param(_Of("[S a] [C b] c d", [1, 2]), id="source and cue where it has none"),
        pytest.param(_Of("a [C b] c d", [2]), id="the cue alone"),
    ],
)
def test_an_attribution_is_what_it_says(case: _Of) -> None:
    text = factories.unmarked(case.marked)[0]
    (found,) = vectors(_parse(text, [1, 2, 3, 4]), factories.reading(case.marked).attributions).attributions
    assert _axes(found) == case.axes


def test_words_that_were_not_read_have_no_vector() -> None:
    marked = "[S a] [C b] [T c]"
    parse = Parse(document=factories.document(factories.unmarked(marked)[0]))
    found = vectors(parse, factories.reading(marked).attributions)
    assert (found.document, found.attributions) == (b"", (b"",))


@given(st.lists(NUMBERS, min_size=DIMENSIONS, max_size=DIMENSIONS))
def test_quantised_vectors_are_as_long_as_they_should_be(numbers: list[int]) -> None:
    vector = np.array(numbers, np.float32)
    found = quantised(vector)
    if not vector.any():
        assert found == b""
    else:
        whole = np.frombuffer(found, np.int8).astype(float)
        assert np.linalg.norm(whole) == pytest.approx(UNIT, abs=0.5 * DIMENSIONS**0.5)
        assert whole @ vector / (np.linalg.norm(whole) * np.linalg.norm(vector)) > 0.98


@pytest.mark.parametrize(
    ("logarithm", "times"),
    [
        pytest.param(0.0, 1.0, id="as any other"),
        pytest.param(1.0, np.e, id="more"),
        pytest.param(100.0, np.exp(LOUDEST), id="but not without bounds"),
    ],
)
def test_how_much_a_word_counts(logarithm: float, times: float) -> None:
    weights = np.zeros((1, DIMENSIONS + 1), np.float32)
    weights[0, 3], weights[0, -1] = 1.0, logarithm
    (row,) = projected(np.ones((1, 1), np.float32), Projection(weights, np.zeros(DIMENSIONS + 1, np.float32)))
    assert row[3] == pytest.approx(times, rel=1e-3)
    assert np.count_nonzero(row) == 1


def test_the_projection_is_for_what_the_encoder_sees() -> None:
    found = projection()
    assert found.weights.shape == (SEEN, DIMENSIONS + 1)
    assert found.bias.shape == (DIMENSIONS + 1,)


def _document(encoder: Encoder, text: str) -> bytes:
    page = factories.document(text)
    return vectors(encoder.parse(page, sentences(page)), ()).document


# Two texts about one thing with few words in common, and one that has the words of the first.
@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        pytest.param(
            "The court sentenced the former governor to six years in prison for taking bribes.",
            "An ex-official was jailed by judges over corruption.",
            "The former governor took six years to visit the prison island for a book about birds.",
            id="a trial",
        ),
        pytest.param(
            "Heavy rain flooded the lower town overnight and hundreds left their homes.",
            "Families were evacuated as the river burst its banks after storms.",
            "The town's football club left hundreds of seats empty and lost heavily at home.",
            id="a flood",
        ),
        pytest.param(
            "Shares of the chip maker fell after it cut its forecast for the year.",
            "Investors sold the company's stock when it warned of weaker earnings.",
            "The forecast for the year: fish and chips will be shared by many more.",
            id="a fall of shares",
        ),
    ],
)
def test_what_means_the_same_is_nearer_than_what_has_the_same_words(
    encoder: Encoder, text: str, near: str, far: str
) -> None:
    whole = _document(encoder, text)
    assert cosine(whole, _document(encoder, near)) > cosine(whole, _document(encoder, far))


def test_the_same_page_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    text = "The ministry said on Monday that its aircraft had not bombed the market.\nKerr denied the report."
    alone = _document(Encoder(), text)
    for other in ("It rained.", text.upper(), "x " * 1000):
        _document(encoder, other)
        assert _document(encoder, text) == alone
    assert len(alone) == DIMENSIONS


def test_every_word_has_a_vector_on_a_page_of_many_windows(encoder: Encoder) -> None:
    page = factories.document("The river rose again on Monday, the mayor said.\n" * 80)
    parse = encoder.parse(page, sentences(page))
    assert len(parse.vectors) == len(parse.words) * DIMENSIONS * np.dtype(KEPT).itemsize
