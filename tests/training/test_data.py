"""The training data: marked-up examples become articles, and every way of changing an article keeps what is marked."""

import random
from importlib.resources import files
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from training.data import Article, Gold, Prepared, bundles, fragments, made, prepared, reparagraphed, restyled, window

MADE = Path(__file__).parents[2] / "training" / "made"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_str(files("sayso.model").joinpath("tokenizer.json").read_text(encoding="utf8"))


def _article(text: str, *golds: tuple[str, str, str]) -> Article:
    def span(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),) if words else ()

    found = tuple(Gold(span(source), span(cue), span(content)) for source, cue, content in golds)
    blocks = tuple((m, m + len(line)) for line in text.split("\n") if (m := text.index(line)) >= 0)
    return Article("a", text, blocks, found)


QUOTED = _article(
    'Rain fell.\nThe minister said, “It is over. The town is ours. Nobody fled.”\nShe denied it.',
    ("The minister", "said", "“It is over. The town is ours. Nobody fled.”"),
    ("She", "denied", "it"),
)  # fmt: skip


def _marked(article: Prepared) -> list[list[str]]:
    words = [word for block, _ in article.texts for word in block]
    return [[" ".join(words[s:e]) for s, e in role] for gold in article.golds for role in gold]


def test_made_examples_all_parse(capsys: pytest.CaptureFixture[str]) -> None:
    articles = made(MADE)
    assert capsys.readouterr().out == "", "an example is left out"
    assert sum(len(a.attributions) for a in articles) > 1000
    assert sum(len(a.inner or ()) for a in articles) > 150


@pytest.mark.parametrize(
    ("marked", "texts"),
    [
        pytest.param("⟦S1 He⟧ ⟦C1 said⟧ ⟦T1 so it was⟧.", ["He said so it was."], id="one attribution"),
        pytest.param(
            "⟦S1 He⟧ ⟦C1 said⟧ ⟦T1 that ⟦S2 the army⟧ ⟦C2 denied⟧ ⟦T2 shelling the town⟧⟧.",
            ["He said that the army denied shelling the town.", "that the army denied shelling the town"],
            id="a content with another in it is a text of its own as well",
        ),
    ],
)
def test_marks(marked: str, texts: list[str], tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(marked, encoding="utf8")
    assert [article.text for article in made(tmp_path)] == texts


def test_reparagraphed_keeps_what_is_marked(tokenizer: Tokenizer) -> None:
    ready = prepared(tokenizer, QUOTED)
    seen = [reparagraphed(tokenizer, ready, random.Random(seed)) for seed in range(40)]
    blocks = {len(article.blocks) for article in seen}
    assert blocks > {3}, "a quotation is set apart or parted in some"
    for article in seen:
        content = _marked(article)[1]
        assert content[0].replace("“ ", "").replace(" ”", "") == "It is over . The town is ours . Nobody fled ."
        assert _marked(article)[3:] == [["She"], ["it"], ["denied"]]


def test_fragments_hold_whole_attributions(tokenizer: Tokenizer) -> None:
    found = list(fragments(tokenizer, prepared(tokenizer, QUOTED), random.Random(1), share=1))
    assert [_marked(f)[:3] for f in found] == [
        [["The minister"], ["“ It is over . The town is ours . Nobody fled . ”"], ["said"]],
        [["She"], ["it"], ["denied"]],
    ]


def test_bundles_lose_nothing(tokenizer: Tokenizer) -> None:
    parts = list(fragments(tokenizer, prepared(tokenizer, QUOTED), random.Random(1), share=1)) * 20
    windows = list(bundles(parts, random.Random(2), most=120))
    assert sum(len(w.anchors) for w in windows) == len(parts)
    assert max(w.length() for w in windows) <= 120


def test_restyled_keeps_words_but_marks(tokenizer: Tokenizer) -> None:
    styles = {_marked(restyled(tokenizer, prepared(tokenizer, QUOTED), random.Random(s)))[0][0] for s in range(3)}
    assert styles == {"The minister"}


def test_window_marks_roles_and_edges(tokenizer: Tokenizer) -> None:
    seen = window(prepared(tokenizer, QUOTED), 2, 3)
    assert seen.anchors.tolist() == [1]
    assert seen.roles.tolist() == [[1, 3, 2, 0]]
    assert seen.edges[0].tolist() == [[1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]]
