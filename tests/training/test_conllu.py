"""Treebank files become texts: every span says its token, paragraphs hold their sentences, brackets become entities."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Span
from training.conllu import GUM_FIELDS, Text, ewt, gum, head, iob2_spans, mentions, parsed, parts

SHARED = Path(__file__).parents[3] / "shared" / "data"


def _row(number: str, form: str, upos: str = "X", parent: int = 0, deprel: str = "dep", misc: str = "_") -> str:
    return "\t".join((number, form, "_", upos, "_", "_", str(parent), deprel, "_", misc))


def _file(path: Path, *lines: str) -> Path:
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.write("\n".join(lines) + "\n")
    return path


HARBOUR = (
    "# newdoc id = weblog-harbour",
    "# newpar id = p1",
    "# sent_id = s1",
    _row("1", "Ana", "PROPN", 5, "nsubj:pass"),
    _row("2", "Ruiz", "PROPN", 1, "flat"),
    _row("3-4", "didn't", misc="SpaceAfter=_"),
    _row("3", "did", "AUX", 5, "aux"),
    _row("4", "n't", "PART", 5, "advmod"),
    _row("5", "leave", "VERB", 0, "root", "SpaceAfter=No"),
    _row("5.1", "unsaid", "VERB"),
    _row("6", ".", "PUNCT", 5, "punct"),
    "",
    "# sent_id = s2",
    _row("1-2", "Aux", misc="SpaceAfter=No"),
    _row("1", "à", "ADP", 3, "case"),
    _row("2", "les", "DET", 3, "det"),
    _row("3", "Docks", "PROPN", 0, "root", "SpaceAfter=No"),
    "",
    "",
    "# newpar id = p2",
    "# sent_id = s3",
    _row("1", "Silence", "NOUN", 0, "root"),
    "",
    "# newdoc id = email-gulls",
    "# sent_id = s4",
    _row("1", "Gulls", "NOUN", 0, "root"),
    "",
    "# sent_id = s5",
    _row("1", "Waves", "NOUN", 0, "root"),
)
NAMES = (
    "# sent_id = s1",
    *("1\tAna\tB-PER\t-\tx", "2\tRuiz\tI-PER", "3\tdidn't\tO", "4\tleave\tO", "5\t.\tO"),
    "",
    "# sent_id = s2",
    *("1\tà\tO", "2\tles\tO", "3\tDoc\tB-LOC", "4\tks\tI-LOC"),
    "",
    "# sent_id = s4",
    "1\tGulls\tB-ORG",
    "",
    "# sent_id = s5",
    "1\tFoam\tO",
)


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return _file(tmp_path / "ewt.conllu.gz", *HARBOUR)


def _says(text: Text, *spans: Span) -> list[str]:
    return [text.text[s:e] for s, e in spans]


def test_a_text_is_spaced_as_in_the_treebank(harbour: Path) -> None:
    first, second = ewt(harbour)
    assert first.text == "Ana Ruiz didn't leave. AuxDocks\nSilence"
    assert second.text == "Gulls\nWaves"
    assert [(t.name, t.genre, t.names, t.entities) for t in (first, second)] == [
        ("weblog-harbour", "weblog", None, None),
        ("email-gulls", "email", None, None),
    ]


def test_blocks_are_paragraphs_or_else_sentences(harbour: Path) -> None:
    first, second = ewt(harbour)
    assert _says(first, *first.blocks) == ["Ana Ruiz didn't leave. AuxDocks", "Silence"]
    assert _says(second, *second.blocks) == ["Gulls", "Waves"]
    assert _says(first, *(s.span for s in first.sentences)) == ["Ana Ruiz didn't leave.", "AuxDocks", "Silence"]


def test_tokens_have_spans_heads_and_universal_relations(harbour: Path) -> None:
    text = ewt(harbour)[0]
    one, two, _ = text.sentences
    assert _says(text, *(t.span for t in one.tokens)) == ["Ana", "Ruiz", "did", "n't", "leave", "."]
    assert _says(text, *(t.span for t in two.tokens)) == ["Aux", "Aux", "Docks"], "parts that do not add up share it"
    assert [t.head for t in one.tokens] == [4, 0, 4, 4, -1, 4]
    assert [t.deprel for t in one.tokens] == ["nsubj", "flat", "aux", "advmod", "root", "punct"]
    assert [t.upos for t in two.tokens] == ["ADP", "DET", "PROPN"]


def test_names_are_joined_by_sentence_whatever_the_words(harbour: Path, tmp_path: Path) -> None:
    first, second = ewt(harbour, _file(tmp_path / "names.iob2.gz", *NAMES))
    assert first.text == "Ana Ruiz didn't leave. AuxDocks", "the sentence without names is left out"
    assert [(first.text[n.span[0] : n.span[1]], n.kind) for n in first.names or ()] == [
        ("Ana Ruiz", "PER"),
        ("Docks", "LOC"),
    ]
    assert second.text == "Gulls", "so is one with other words"
    assert [n.kind for n in second.names or ()] == ["ORG"]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param("O B-PER I-PER O", [(1, 3, "PER")], id="a name of two words"),
        pytest.param("B-LOC B-LOC", [(0, 1, "LOC"), (1, 2, "LOC")], id="two names that touch"),
        pytest.param("B-LOC I-ORG", [(0, 1, "LOC"), (1, 2, "ORG")], id="an inside of another kind begins a name"),
        pytest.param("B-PER O I-PER", [(0, 1, "PER"), (2, 3, "PER")], id="an inside after a gap begins a name"),
        pytest.param("B-OTH I-OTH O", [], id="kinds that are not read"),
        pytest.param("", [], id="no words"),
    ],
)
def test_tags_become_names(tags: str, expected: list[tuple[int, int, str]]) -> None:
    assert iob2_spans(tags.split()) == expected


REST = "-new-nnnnn-cf1-1-coref"


@pytest.mark.parametrize(
    ("brackets", "expected"),
    [
        pytest.param(["(1-person" + REST + ")", ""], [("1", "person", (0,))], id="one token"),
        pytest.param(["(1-person" + REST, "", "1)"], [("1", "person", (0, 1, 2))], id="three tokens"),
        pytest.param(
            ["(1-place" + REST + "(2-event" + REST, "(3-time" + REST + ")2)1)"],
            [("1", "place", (0, 1)), ("2", "event", (0, 1)), ("3", "time", (1,))],
            id="nested",
        ),
        pytest.param(
            ["(1-place" + REST, "(2-event" + REST, "1)", "2)"],
            [("1", "place", (0, 1, 2)), ("2", "event", (1, 2, 3))],
            id="crossing",
        ),
        pytest.param(
            ["(1-person" + REST, "(1-person" + REST, "1)", "1)"],
            [("1", "person", (0, 1, 2, 3)), ("1", "person", (1, 2))],
            id="one inside another of its own cluster",
        ),
        pytest.param(
            ["(4-person" + REST, "4)(4-person" + REST, "4)"],
            [("4", "person", (0, 1)), ("4", "person", (1, 2))],
            id="closed before the next is opened",
        ),
        pytest.param(
            ["(7[1/2]-plant" + REST, "7[1/2])", "(8-time" + REST + ")", "(7[2/2]-plant" + REST + ")"],
            [("7", "plant", (0, 1, 3)), ("8", "time", (2,))],
            id="discontinuous",
        ),
        pytest.param(["", ""], [], id="none"),
    ],
)
def test_brackets_become_mentions(brackets: list[str], expected: list[tuple[str, str, tuple[int, ...]]]) -> None:
    misc = [f"Bridge=9<2|Entity={value}|SpaceAfter=No" if value else "_" for value in brackets]
    found = mentions(misc, GUM_FIELDS.split("-"))
    assert [(m.fields["GRP"], m.fields["etype"], m.tokens) for m in found] == expected


@pytest.mark.parametrize(
    ("brackets", "message"),
    [
        pytest.param(["(1-person" + REST, ""], "not closed", id="not closed"),
        pytest.param(["", "2)"], "not open", id="not opened"),
        pytest.param(["(1[2/2]-person" + REST + ")"], "no first part", id="a second part alone"),
        pytest.param(["(1[1/2]-person" + REST + ")"], "lacks its last part", id="a first part alone"),
    ],
)
def test_brackets_that_do_not_match_raise(brackets: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mentions([f"Entity={value}" for value in brackets], GUM_FIELDS.split("-"))


@pytest.mark.parametrize(
    ("mention", "heads", "expected"),
    [
        pytest.param((0, 1, 2), (2, 2, 5, 5, 5, -1), 2, id="its head depends on a word outside"),
        pytest.param((0, 1), (1, -1), 1, id="the root of the sentence"),
        pytest.param((1, 2), (-1, 0, 0), 1, id="the first of two"),
        pytest.param((0, 2), (1, -1, 0), 0, id="a gap is outside"),
        pytest.param((0, 1), (1, 0), 0, id="a circle"),
    ],
)
def test_the_head_of_a_mention(mention: tuple[int, ...], heads: tuple[int, ...], expected: int) -> None:
    assert head(mention, heads) == expected


def test_gum_documents_have_entities(tmp_path: Path) -> None:
    path = _file(
        tmp_path / "gum.conllu.gz",
        "# newdoc id = GUM_news_ferry",
        f"# global.Entity = {GUM_FIELDS}",
        "# meta::genre = news",
        "# newpar",
        "# newpar_block = p (2 s)",
        _row("1", "The", "DET", 2, "det", "Entity=(1-object-new-nnnnn-cf1-2-coref"),
        _row("2", "ferry", "NOUN", 5, "nsubj"),
        _row("3", "of", "ADP", 4, "case"),
        _row(
            "4",
            "Arlo",
            "PROPN",
            2,
            "nmod:of",
            "Entity=(2-place-new-nnnnn-cf2-1-sgl-Arlo-by-Sea_%28harbour%29)1)",
        ),
        _row("5", "sank", "VERB", 0, "root"),
        "",
        "# newpar_block = (1 s)",
        _row("1", "It", "PRON", 2, "nsubj", "Entity=(1-object-giv:act-nnnnn-cf1-1-ana)"),
        _row("2", "burned", "VERB", 0, "root"),
    )
    (text,) = gum(path)
    assert (text.genre, text.names, _says(text, *text.blocks)) == (
        "news",
        None,
        ["The ferry of Arlo sank It burned"],
    ), "a comment on a block's form begins no paragraph"
    assert [(*_says(text, e.span, e.head), e.kind, e.form, e.cluster, e.identity) for e in text.entities or ()] == [
        ("The ferry of Arlo", "ferry", "object", "nominal", "1", None),
        ("Arlo", "Arlo", "place", "name", "2", "Arlo-by-Sea_(harbour)"),
        ("It", "It", "object", "pronoun", "1", None),
    ]


WORDS = st.text(alphabet="aé'’漢🙂", min_size=1, max_size=4)


@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(0, 50))
def test_parts_of_a_written_word_lie_end_to_end(forms: list[str], offset: int) -> None:
    surface = "".join(forms)
    spans = parts(surface, forms, offset)
    assert [surface[s - offset : e - offset] for s, e in spans] == forms
    assert parts(surface + "x", forms, offset) == [(offset, offset + len(surface) + 1)] * len(forms)


def test_comments_belong_to_the_sentence_that_follows() -> None:
    found = list(parsed(["# newdoc id = d\n", "\n", "# sent_id = a\n", "1\tx\n", "\n", "# sent_id = b\n", "1\ty\n"]))
    assert [dict(rows.comments) for rows in found] == [{"newdoc id": "d", "sent_id": "a"}, {"sent_id": "b"}]


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
@pytest.mark.parametrize(
    ("part", "sentences", "tokens", "names", "entities"), [("ewt", 2001, 25147, 966, 0), ("gum", 438, 10631, 0, 2993)]
)
def test_the_dev_sets_are_read_whole(part: str, sentences: int, tokens: int, names: int, entities: int) -> None:
    treebank = SHARED / "syntax" / f"{part}-dev.conllu.gz"
    texts = gum(treebank) if part == "gum" else ewt(treebank, SHARED / "names" / "uner-ewt-dev.iob2.gz")
    rows = [(text, sentence, token) for text in texts for sentence in text.sentences for token in sentence.tokens]
    assert (sum(len(text.sentences) for text in texts), len(rows)) == (sentences, tokens)
    assert all(text.text[t.span[0] : t.span[1]] == t.form for text, _, t in rows)
    assert all(s.span[0] <= t.span[0] < t.span[1] <= s.span[1] for _, s, t in rows)
    assert sum(len(text.names or ()) for text in texts) == names
    found = [entity for text in texts for entity in text.entities or ()]
    assert len(found) == entities
    assert all(e.span[0] <= e.head[0] < e.head[1] <= e.span[1] for e in found)
