"""The encoder that the package carries, as it is run."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.parse.encoder import (
    CUES,
    DEEPEST,
    OUTPUTS,
    Encoder,
    Thresholds,
    contents_of,
    inputs,
    likeliest,
    model_info,
    model_version,
    placed,
)
from sayso.parse.labels import ACTS, NAMES, POS, RELATIONS, SPOTTED, TYPES
from sayso.parse.seen import Seen
from sayso.parse.segment import sentences
from sayso.parse.words import Words
from sayso.records import Block, Candidate, Document, Parse
from sayso.vectors import DIMENSIONS
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


def _parsed(encoder: Encoder, text: str) -> Parse:
    page = document(text)
    return encoder.parse(page, sentences(page))


def _sound(parse: Parse) -> None:
    """What the further heads saw is of words of the page, and in its order."""
    starts, ends = [w.span[0] for w in parse.words], [w.span[1] for w in parse.words]
    assert all(a <= b for a, b in zip(ends, starts[1:], strict=False)), "words in text order, none within another"
    for word in parse.words:
        assert word.pos in POS
        assert word.relation in RELATIONS
        if word.head is None:
            assert word.relation == "root"
        else:
            head = parse.words[word.head]
            assert head is not word, "nothing depends on itself"
            assert head.sentence == word.sentence, "nothing depends on another sentence"
    for name in parse.named:
        assert name.span[0] in starts
        assert name.span[1] in ends
        assert "\n" not in parse.document.text[slice(*name.span)], "a name ends with its block"
    for i, mention in enumerate(parse.spotted):
        assert mention.span[0] in starts
        assert mention.span[1] in ends
        assert starts.index(mention.head[0]) == ends.index(mention.head[1])
        assert mention.span[0] <= mention.head[0] < mention.head[1] <= mention.span[1]
        assert all(0 <= k < i and 0 < p <= 1 for k, p in mention.antecedents)


def test_the_same_page_reads_the_same_alone_and_in_any_company(encoder: Encoder) -> None:
    alone = _parsed(Encoder(), NEWS)
    for other in ("It rained.", NEWS.upper(), "x " * 3000, "“" * 50):
        encoder.parse(document(other))
        assert _parsed(encoder, NEWS) == alone
    assert alone.candidates, "there is something to read"
    assert alone.words
    assert alone.spotted


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
    parse = _parsed(encoder, text)
    _sound(parse)
    for start, end in _spans(parse):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NEWS, id="one window"),
        pytest.param("\n".join([NEWS] * 12), id="several windows: heads and links reach into the ones before"),
        pytest.param("Ana Veld told him that it was over " * 150, id="a sentence longer than a window"),
    ],
)
def test_every_word_is_seen_once(encoder: Encoder, text: str) -> None:
    parse = _parsed(encoder, text)
    _sound(parse)
    assert [w.span for w in parse.words] == [s for block in encoder.read_of(parse.document) for s in block.spans]


def test_without_sentences_the_words_have_none(encoder: Encoder) -> None:
    parse = encoder.parse(document(NEWS))
    assert {word.sentence for word in parse.words} == {-1}
    _sound(parse)


def _window(encoder: Encoder, text: str) -> list[Words]:
    return encoder.blocks(text, [(0, len(text))])


def test_a_window_gives_what_all_heads_see(encoder: Encoder) -> None:
    every = Encoder(Thresholds(cue=-1.0))
    blocks = _window(every, "Ana said so. He left.")
    spans = blocks[0].spans
    found = every.run(blocks, range(1, 3), spans, ((0, 12), (13, 21)), level=0)
    assert found["anchors"].tolist() == [1, 2], "cues of the core alone"
    assert found["sentence"].tolist() == [0, 0, 0, 0, 1, 1, 1]
    count, cues = len(spans), len(found["anchors"])
    shapes = {
        "cues": (count,), "anchors": (cues,), "roles": (cues, count, 8), "acts": (cues, len(ACTS)),
        "names": (count, len(NAMES)), "pos": (count,), "heads": (count,), "relations": (count,),
        "spotted": (count, len(SPOTTED)), "edges": (2, count), "anaphors": (count, 128), "antecedents": (count, 128),
        "new": (count,), "sentence": (count,), "types": (count, len(TYPES)), "loaded": (count,),
        "meant": (count, DIMENSIONS),
    }  # fmt: skip
    assert {name: values.shape for name, values in found.items()} == shapes
    assert set(found) == {*OUTPUTS, "sentence", "meant"} - {"deep"}, "what vectors are made of is not kept"


def test_a_content_is_asked_for_cues_alone(encoder: Encoder) -> None:
    blocks = _window(encoder, "that Ana said so")
    spans, core = blocks[0].spans, range(len(blocks[0].spans))
    found = encoder.run(blocks, core, spans, ((0, 16),), level=1)
    assert set(found) == {*CUES, "sentence"}
    whole = encoder.run(blocks, core, spans, (), level=0)
    assert all(np.array_equal(found[name], whole[name]) for name in CUES), "and says of them the same"


def test_what_a_window_saw_is_handed_on_for_pages_only(encoder: Encoder) -> None:
    seen: list[Seen] = []
    blocks = _window(encoder, "Ana said so.")
    list(encoder.cues(blocks, level=0, sentences=((0, 12),), seen=seen))
    assert [part.spans for part in seen] == [blocks[0].spans]
    assert list(encoder.cues([], level=0, seen=seen)) == []
    assert len(seen) == 1, "no block, no window"


def test_acts_come_with_probabilities(encoder: Encoder) -> None:
    for candidate in _parsed(encoder, NEWS).candidates:
        likely = [p for _, p in candidate.acts]
        assert len({act for act, _ in candidate.acts}) == 4
        assert likely == sorted(likely, reverse=True)
        assert sum(likely) <= 1.02


def test_the_likeliest_acts() -> None:
    logits = np.zeros((2, len(ACTS)), np.float32)
    logits[0, [ACTS.index("deny"), ACTS.index("ask")]] = 20
    logits[1, ACTS.index("warn")] = 20
    first, second = likeliest(logits, most=3)
    assert first == (("deny", 0.5), ("ask", 0.5), ("state", 0.0)), "of equals the first"
    assert second[0] == ("warn", 1.0), "each cue has its own"
    assert likeliest(logits[:0]) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["He said ", "“", "”", "that 🕊️ ", "قال ", "e\u0301", "\u200d", "\r\n", " told X: ", "…"]),
        max_size=40,
    )
)
def test_spans_stand_in_the_text_and_on_words(encoder: Encoder, parts: list[str]) -> None:
    text = "".join(parts)
    parse = _parsed(encoder, text)
    _sound(parse)
    for start, end in _spans(parse):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


def test_inputs_say_which_pieces_are_a_word(encoder: Encoder) -> None:
    feeds = inputs(encoder.blocks("Konashenkov said so", [(0, 19)]), 0.5)
    starts, lengths = feeds["starts"].tolist(), feeds["lengths"].tolist()
    assert len(starts) == 3
    assert lengths[0] > 1, "a rare name is in pieces"
    assert starts == [1, 1 + lengths[0], 2 + lengths[0]], "the first end mark belongs to no word"
    assert starts[-1] + lengths[-1] == len(feeds["pieces"]) - 1, "nor does the last"


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
