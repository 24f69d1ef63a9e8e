"""Treebank texts as windows of words, and batches of them with what the further heads are to learn."""

import random
from functools import cache
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tokenizers import Tokenizer

from sayso.parse.labels import NAMES, POS, RELATIONS, SPOTTED
from sayso.parse.pairs import BAND, FEATURES, Item
from sayso.records import Span

pytest.importorskip("torch", reason="training needs torch")

from training.conllu import Entity, Name, Sentence, Text, Token
from training.further import (
    UNKNOWN,
    Aligned,
    Mention,
    Part,
    Ready,
    further,
    further_batches,
    linked,
    parts,
    ready,
)


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer.from_str(files("sayso.model").joinpath("tokenizer.json").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return _tokenizer()


def _spans(text: str, *forms: str) -> list[Span]:
    """Where the forms stand, one after the other."""
    out, at = [], 0
    for form in forms:
        at = text.index(form, at)
        out.append((at, at + len(form)))
        at += len(form)
    return out


def _text(text: str, *sentences: str, **fields: object) -> Text:
    """Sentences as `form/upos/head/deprel …`, heads counted from 0 within the sentence. Each line is a block."""
    rows = [[token.rsplit("/", 3) for token in sentence.split()] for sentence in sentences]
    spans = iter(_spans(text, *(row[0] for sentence in rows for row in sentence)))
    made = []
    for sentence in rows:
        tokens = tuple(Token(next(spans), form, upos, int(head), deprel) for form, upos, head, deprel in sentence)
        made.append(Sentence((tokens[0].span[0], tokens[-1].span[1]), tokens))
    blocks = tuple(_spans(text, *text.split("\n")))
    return Text(name="t", text=text, blocks=blocks, sentences=tuple(made), **fields)  # type: ignore[arg-type]


def _entity(
    text: str, words: str, cluster: str, form: str = "nominal", after: str = "", kind: str = "person"
) -> Entity:
    start = text.index(words, text.index(after))
    end = start + len(words)
    return Entity((start, end), (end - len(words.split()[-1]), end), kind, form, cluster)


STORY = "The army left.\nIt won, the army of the town said.\nAna saw it."
TREES = (
    "The/DET/1/det army/NOUN/2/nsubj left/VERB/-1/root ./PUNCT/2/punct",
    "It/PRON/1/nsubj won/VERB/8/ccomp ,/PUNCT/1/punct the/DET/4/det army/NOUN/8/nsubj of/ADP/7/case the/DET/7/det "
    "town/NOUN/4/nmod said/VERB/-1/root ./PUNCT/8/punct",
    "Ana/PROPN/1/nsubj saw/VERB/-1/root it/PRON/1/obj ./PUNCT/1/punct",
)
ENTITIES = (
    _entity(STORY, "The army", "1", kind="organization"),
    _entity(STORY, "It", "1", "pronoun", kind="organization"),
    replace(_entity(STORY, "the army of the town", "1", kind="organization"), head=_spans(STORY, "won", "army")[1]),
    _entity(STORY, "the army", "1", after="won", kind="organization"),
    _entity(STORY, "the town", "2", kind="place"),
    _entity(STORY, "Ana", "3", "name"),
    _entity(STORY, "it", "4", "pronoun", after="saw", kind="event"),
)


@pytest.fixture(scope="module")
def story(tokenizer: Tokenizer) -> Ready:
    return ready(tokenizer, _text(STORY, *TREES, entities=ENTITIES))


def _words(text: Ready) -> list[str]:
    return [text.text[slice(*span)] for block in text.blocks for span in block.spans]


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        pytest.param(
            "He left.", "He/PRON/1/nsubj left/VERB/-1/root ./PUNCT/1/punct",
            [("He", "PRON", 1, "nsubj"), ("left", "VERB", -1, "root"), (".", "PUNCT", 1, "punct")],
            id="a word a token",
        ),
        pytest.param(
            "don't go", "do/AUX/2/aux n't/PART/2/advmod go/VERB/-1/root",
            [("don't", "AUX", 1, "aux"), ("go", "VERB", -1, "root")], id="two tokens in a word: the first",
        ),
        pytest.param(
            "can't", "ca/AUX/1/aux n't/PART/-1/root", [("can't", "PART", -1, "root")], id="of two the topmost",
        ),
        pytest.param(
            "ex-king left", "ex-king/NOUN/1/nsubj left/VERB/-1/root",
            [
                ("ex", "NOUN", 3, "nsubj"), ("-", "NOUN", 0, "flat"), ("king", "NOUN", 0, "flat"),
                ("left", "VERB", -1, "root"),
            ],
            id="three words in a token: the others hang on the first",
        ),
    ],
)  # fmt: skip
def test_tokens_become_words(
    tokenizer: Tokenizer, text: str, sentence: str, expected: list[tuple[str, str, int, str]]
) -> None:
    found = ready(tokenizer, _text(text, sentence))
    rows = zip(_words(found), found.pos.tolist(), found.head.tolist(), found.relation.tolist(), strict=True)
    assert [(word, POS[pos], head, RELATIONS[relation]) for word, pos, head, relation in rows] == expected
    assert found.sentence.tolist() == [0] * len(expected)
    assert found.mentions is None


def test_heads_point_into_the_text(story: Ready) -> None:
    heads = [None if h < 0 else _words(story)[h] for h in story.head.tolist()]
    assert heads[4:14] == ["won", "said", "won", "army", "said", "town", "town", "army", None, "said"]
    assert story.sentence.tolist() == [0] * 4 + [1] * 10 + [2] * 4


def test_names_are_told_where_they_are_known(tokenizer: Tokenizer) -> None:
    tree = "Ana/PROPN/2/nsubj Veld/PROPN/0/flat left/VERB/-1/root Arlo/PROPN/2/obj"
    text = _text("Ana Veld left Arlo", tree, names=(Name((0, 8), "PER"), Name((14, 18), "LOC")))
    assert [NAMES[i] for i in ready(tokenizer, text).names] == ["B-PER", "I-PER", "O", "B-LOC"]
    unknown = ready(tokenizer, replace(text, names=None))
    assert unknown.names.tolist() == [UNKNOWN] * 4


def test_mentions_by_their_words(story: Ready) -> None:
    words = _words(story)
    found = [(" ".join(words[m.first : m.last + 1]), words[m.head], m.kind) for m in story.mentions or ()]
    assert found == [
        ("The army", "army", "organization"),
        ("It", "It", "organization"),
        ("the army", "army", "organization"),
        ("the army of the town", "army", "organization"),
        ("the town", "town", "place"),
        ("Ana", "Ana", "person"),
        ("it", "it", "other"),
    ]
    assert [m.item.sentence for m in story.mentions or ()] == [0, 1, 1, 1, 1, 2, 2]
    assert [m.item.subject for m in story.mentions or ()] == [True, True, True, True, False, True, False]
    assert all(story.text[slice(*m.item.head)] == words[m.head] for m in story.mentions or ())


@pytest.mark.parametrize(
    ("span", "word", "stretch"),
    [
        pytest.param((0, 3), 0, (0, 0), id="a word"),
        pytest.param((0, 8), 0, (0, 1), id="two words"),
        pytest.param((5, 6), 1, (1, 1), id="a part of a word"),
        pytest.param((2, 5), 0, (0, 1), id="parts of two"),
        pytest.param((3, 4), 1, (1, 1), id="a blank: the next word"),
        pytest.param((9, 12), 2, (2, 2), id="the last"),
        pytest.param((12, 13), 2, (2, 2), id="behind all: the last"),
    ],
)
def test_words_that_hold_a_span(span: Span, word: int, stretch: tuple[int, int]) -> None:
    at = Aligned(np.array([0, 4, 9]), np.array([3, 8, 12]))
    assert (at.word(span), at.stretch(span)) == (word, stretch)


LINES = st.lists(st.integers(1, 30), min_size=1, max_size=12)


@settings(max_examples=50, deadline=None)
@given(LINES, st.integers(12, 60), st.integers(0, 99))
def test_parts_are_whole_blocks_in_order(lengths: list[int], most: int, seed: int) -> None:
    found = list(parts(_lines(lengths), random.Random(seed), most))
    kept = [i for i, length in enumerate(lengths) if length + 2 <= most]
    assert [i for part in found for i in range(part.first, part.last)] == kept, "all but those that fit into none"
    assert all(2 < part.length() <= most for part in found)


def _lines(lengths: list[int]) -> Ready:
    """A text of which only the lengths of its blocks are known."""
    text = "\n".join("a " * length for length in lengths)
    tree = " ".join("a/DET/-1/root" for _ in range(sum(lengths)))
    return ready(_tokenizer(), _text(text, tree))


def test_a_batch_tells_each_word_what_it_is(story: Ready) -> None:
    b = further([Part(story, 0, 1), Part(story, 1, 3)])
    assert b.sentence.tolist() == [[0] * 4 + [-1] * 10, [1] * 10 + [2] * 4], "padding stands in no sentence"
    assert b.heads[0].tolist() == [2, 3, 0, 3] + [UNKNOWN] * 10, "counted from the window, the root as 0"
    assert b.heads[1].tolist() == [2, 9, 2, 5, 9, 8, 8, 5, 0, 9, 12, 0, 12, 12]
    assert [POS[i] for i in b.pos[0].tolist() if i != UNKNOWN] == ["DET", "NOUN", "VERB", "PUNCT"]
    ana = NAMES.index("B-PER")
    assert b.names.tolist() == [[0] * 4 + [UNKNOWN] * 10, [0] * 10 + [ana, 0, 0, 0]], "from the entities"
    spotted = [[SPOTTED[i] for i in row if i != UNKNOWN] for row in b.spotted.tolist()]
    assert spotted[0] == ["none", "organization", "none", "none"]
    assert [i for i, kind in enumerate(spotted[1]) if kind != "none"] == [0, 4, 7, 10, 12]
    assert b.mask.sum(1).tolist() == b.pool.bool().any(1).sum(1).add(2).tolist(), "the end marks belong to no word"


def test_a_head_outside_its_window_is_not_told(tokenizer: Tokenizer) -> None:
    """A sentence over three lines, as in verse: the window of the last line does not hold the root."""
    text = "we sing\nof arms\nin vain"
    tree = "we/PRON/1/nsubj sing/VERB/-1/root of/ADP/3/case arms/NOUN/1/obl in/ADP/5/case vain/ADJ/1/advmod"
    b = further([Part(ready(tokenizer, _text(text, tree, entities=())), 2, 3)])
    assert b.heads.tolist() == [[2, UNKNOWN]]


def test_of_two_mentions_with_one_head_the_longer_is_taught(story: Ready) -> None:
    b = further([Part(story, 1, 3)])
    words = _words(story)[4:]
    told = {words[i]: (first, last) for i, (first, last) in enumerate(b.edges[0].T.tolist()) if first != UNKNOWN}
    assert told == {"It": (0, 0), "army": (3, 7), "town": (6, 7), "Ana": (10, 10), "it": (12, 12)}


def test_windows_of_a_text_are_linked(story: Ready) -> None:
    b = further([Part(story, 0, 1), Part(story, 1, 3)])
    (links,) = b.links
    assert links.row.tolist() == [0, 1, 1, 1, 1, 1, 1]
    assert links.word.tolist() == [1, 0, 4, 4, 7, 10, 12]
    assert links.features.shape == (7, BAND, FEATURES)
    right = [[k for k, yes in enumerate(row) if yes] for row in links.right.tolist()]
    assert right == [[0], [1], [1, 2], [1, 2, 3], [0], [0], [0]], "the first column is for something new"


def test_texts_are_not_linked_with_each_other(story: Ready, tokenizer: Tokenizer) -> None:
    other = ready(tokenizer, _text(STORY, *TREES, entities=ENTITIES[:1]))
    plain = ready(tokenizer, _text(STORY, *TREES))
    b = further([Part(text, 0, 3) for text in (story, plain, other)])
    assert [set(links.row.tolist()) for links in b.links] == [{0}, {2}]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_right_answers(clusters: list[int], rng: random.Random) -> None:
    none = np.zeros(0, np.int64)
    text = Ready("x", (), none, none, none, none, none, None)
    item = Item((0, 1), (0, 1), "person", "name", 0, False, False)
    found = [(0, i, Mention(i, i, i, "person", replace(item, span=(i, i + 1)), str(c))) for i, c in enumerate(clusters)]
    shuffled = rng.sample(found, len(found))
    links = linked(text, shuffled)
    assert links.word.tolist() == list(range(len(found))), "in text order"
    for i, row in enumerate(links.right.tolist()):
        same = [k for k in range(i) if clusters[k] == clusters[i]]
        assert [i - k for k in reversed(same)] == [k for k, yes in enumerate(row) if yes and k], "column k: k before"
        assert row[0] == (not same)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(LINES, st.booleans()), min_size=1, max_size=4), st.integers(0, 99))
def test_batches_hold_every_window_once(texts: list[tuple[list[int], bool]], seed: int) -> None:
    made = [replace(_lines(lengths), mentions=() if told else None) for lengths, told in texts]
    found = list(further_batches(made, 120, random.Random(seed), 60))
    assert sum(int((b.sentence >= 0).sum()) for b in found) == sum(sum(lengths) for lengths, _ in texts)
    assert all(b.pieces.numel() <= 120 for b in found), "padded"
