"""The encoder that the package carries, as it is run."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.parse.encoder import DEEPEST, Encoder, contents_of, inputs, model_info, model_version, placed
from sayso.records import Block, Candidate, Document, Parse
from tests.factories import document

NEWS = (
    "Ministry denies strike\n"
    "The ministry said on Monday that its aircraft had not bombed the market. "
    "A source told the agency that 12 people died.\n"
    "“We saw the planes,” said Ana Veld, a trader, who believes that the army is lying. “They came twice.”"
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def _spans(parse: Parse) -> list[tuple[int, int]]:
    return [span for c in parse.candidates for spans in (c.source, c.cue, c.content) for span in spans]


def test_the_same_page_reads_the_same_alone_and_in_any_company(encoder: Encoder) -> None:
    alone = Encoder().parse(document(NEWS))
    for other in ("It rained.", NEWS.upper(), "x " * 3000, "“" * 50):
        encoder.parse(document(other))
        assert encoder.parse(document(NEWS)) == alone
    assert alone.candidates, "there is something to read"


def test_a_content_is_read_again(encoder: Encoder) -> None:
    found = encoder.parse(document("The president announced that the army had told him that the rebels were leaving."))
    assert {c.level for c in found.candidates} >= {0, 1}
    assert max(c.level for c in found.candidates) <= DEEPEST


def test_furniture_is_not_read(encoder: Encoder) -> None:
    page = document(NEWS)
    blocks = tuple(Block("furniture", b.span) for b in page.blocks)
    hidden = Document(id=page.id, media_type=page.media_type, text=page.text, blocks=blocks)
    assert encoder.parse(hidden) == Parse(document=hidden)


def test_a_block_longer_than_a_window_is_read_whole(encoder: Encoder) -> None:
    text = "The mayor said the bridge was lost. " * 120
    cues = [c.cue[0][0] for c in encoder.parse(document(text.strip())).candidates if c.level == 0]
    assert len(cues) > 100
    assert max(cues) > len(text) - 100


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\u200b\u200b \ufeff", id="nothing to be seen"),
        pytest.param("a" * 5000, id="one long word"),
        pytest.param("”", id="a mark"),
        pytest.param("\x00 he said \x00", id="NUL"),
        pytest.param("e\u0301" * 50 + " said", id="combining marks"),
    ],
)
def test_odd_texts_are_read(encoder: Encoder, text: str) -> None:
    for start, end in _spans(encoder.parse(document(text))):
        assert 0 <= start < end <= len(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["He said ", "“", "”", "that 🕊️ ", "قال ", "e\u0301", "\u200d", "\r\n", " told X: ", "…"]),
        max_size=40,
    )
)
def test_spans_stand_in_the_text_and_on_words(encoder: Encoder, parts: list[str]) -> None:
    text = "".join(parts)
    for start, end in _spans(encoder.parse(document(text))):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


def test_inputs_average_the_pieces_of_each_word(encoder: Encoder) -> None:
    feeds = inputs(encoder.blocks("Konashenkov said so", [(0, 19)]), 0.5)
    assert feeds["pool"].shape == (3, len(feeds["pieces"]))
    assert feeds["pool"].sum(axis=1).tolist() == pytest.approx([1, 1, 1])
    assert feeds["pool"][:, 0].sum() == feeds["pool"][:, -1].sum() == 0, "the end marks belong to no word"


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        pytest.param(["“We won,”"], ["We won,"], id="without its marks"),
        pytest.param(["that X said Y", "said Y"], ["that X said Y"], id="of two that overlap the longer"),
        pytest.param(["“ ”"], [], id="only marks"),
    ],
)
def test_contents_of(contents: list[str], expected: list[str]) -> None:
    text = max(contents, key=len)
    spans = [(text.index(c), text.index(c) + len(c)) for c in contents]
    candidates = [Candidate(source=(), cue=((0, 1),), content=(span,), score=1.0) for span in spans]
    assert [text[s:e] for s, e in contents_of(text, candidates)] == expected


def test_a_stretch_over_blocks_is_parted() -> None:
    spans = [(0, 2), (3, 5), (6, 8), (10, 12)]
    assert placed([(1, 4)], spans, [0, 3, 4]) == ((3, 8), (10, 12))
    assert placed([(0, 1)], spans[3:], [0, 3, 4], 3) == ((10, 12),)


def test_the_model_names_itself() -> None:
    assert model_info().sha256.startswith(model_version())
    assert len(model_version()) == 8
