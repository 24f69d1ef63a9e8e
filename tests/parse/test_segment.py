"""Sentences and tokens: exact offsets, and the cases that break them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.parse.segment import sentences, tokens
from sayso.records import Block, BlockKind, Document

ANY = st.text(st.characters(codec="utf-8") | st.sampled_from(" \n\r.,!?’'“”\"-/…\u200b\u200d\u0301🇸👍🏽U.S"))


def made(text: str, *kinds: BlockKind) -> Document:
    """A document whose blocks are the text's lines; all paragraphs where no kinds are given."""
    blocks, start = [], 0
    for index, line in enumerate(text.split("\n")):
        kind: BlockKind = kinds[index] if kinds else "paragraph"
        if line.strip():
            blocks.append(Block(kind=kind, span=(start, start + len(line))))
        start += len(line) + 1
    return Document(id="0" * 64, media_type="text/plain", text=text, blocks=tuple(blocks))


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens(text, (0, len(text)))]


def parted(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(made(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("US/HSD", ["US", "/", "HSD"], id="a slash parts names"),
        pytest.param("US-led", ["US", "-", "led"], id="a hyphen parts words"),
        pytest.param("the city’s mayor's", ["the", "city", "’s", "mayor", "'s"], id="the genitive stands alone"),
        pytest.param("they’re he'd", ["they", "’re", "he", "'d"], id="what is left of a verb stands alone"),
        pytest.param("don't can’t", ["don't", "can’t"], id="a negation stays whole"),
        pytest.param("O’Neill", ["O’Neill"], id="an apostrophe inside a name"),
        pytest.param("rebels’ lines", ["rebels", "’", "lines"], id="the genitive of a plural"),
        pytest.param("‘Dawn Front’ led", ["‘", "Dawn", "Front", "’", "led"], id="single quotation marks"),
        pytest.param("„Ja“, «non»", ["„", "Ja", "“", ",", "«", "non", "»"], id="low and angle marks"),
        pytest.param("said: “No.”", ["said", ":", "“", "No", ".", "”"], id="a stop inside quotation marks"),
        pytest.param("[by them]", ["[", "by", "them", "]"], id="brackets"),
        pytest.param("$1,250.75 or 87%", ["$", "1,250.75", "or", "87", "%"], id="numbers whole, their marks apart"),
        pytest.param("in 2016, 40.", ["in", "2016", ",", "40", "."], id="marks after numbers"),
        pytest.param("U.S. aid", ["U.S.", "aid"], id="abbreviated name"),
        pytest.param("the U.S", ["the", "U.S"], id="abbreviated name without its last stop"),
        pytest.param("Gen. J. Roe Jr. said", ["Gen.", "J.", "Roe", "Jr.", "said"], id="titles and initials"),
        pytest.param("No. 4. No.", ["No.", "4", ".", "No", "."], id="number and answer"),
        pytest.param("at 6 a.m.", ["at", "6", "a.m."], id="an hour"),
        pytest.param("example.org said.Then", ["example.org", "said", ".", "Then"], id="address and lost space"),
        pytest.param(
            "so … and ….. it--is", ["so", "…", "and", "…..", "it", "--", "is"], id="ellipses and double hyphen"
        ),
        pytest.param("war—a goal", ["war", "—", "a", "goal"], id="a dash without spaces"),
        pytest.param("1970’s ’90s", ["1970", "’s", "’", "90s"], id="decades"),
        pytest.param("e\u0301t\u00e9", ["e\u0301t\u00e9"], id="a combining accent"),
        pytest.param(
            "👨\u200d👩\u200d👧👍🏽🇸🇾", ["👨\u200d👩\u200d👧", "👍🏽", "🇸🇾"], id="joined, coloured and paired emoji"
        ),
        pytest.param("a\u200bb\ufeff", ["a", "\u200b", "b", "\ufeff"], id="zero-width characters are tokens too"),
        pytest.param("नमस्ते, हिन्दी।", ["नमस्ते", ",", "हिन्दी", "।"], id="vowel signs belong to their word"),
        pytest.param("שָׁלוֹם.", ["שָׁלוֹם", "."], id="right to left with points"),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_tokens_of_a_span_only() -> None:
    text = "He said (in May) no."
    assert [text[slice(*span)] for span in tokens(text, (8, 16))] == ["(", "in", "May", ")"]


@given(ANY)
def test_tokens_part_all_that_is_no_space(text: str) -> None:
    spans = tokens(text, (0, len(text)))
    covered = [index for start, end in spans for index in range(start, end)]
    assert covered == [index for index, character in enumerate(text) if not character.isspace()]
    assert spans == tokens(text, (0, len(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He came. She left.", ["He came.", "She left."], id="two sentences"),
        pytest.param("In the U.S. He left.", ["In the U.S.", "He left."], id="an abbreviation that ends one"),
        pytest.param("U.S. President Roe met Maj. Gen. A. B. Doe.", None, id="abbreviations inside"),
        pytest.param("Mr. Roe of Acme Inc. and Sen. Doe, I-Vt., spoke on Sept. 11.", None, id="titles, firms, months"),
        pytest.param("It won in No. 4. No. He lost.", ["It won in No. 4.", "No.", "He lost."], id="number and answer"),
        pytest.param("At 6 p.m. Monday he spoke.", None, id="an hour and its day"),
        pytest.param("He came at 6 p.m. She left.", ["He came at 6 p.m.", "She left."], id="an hour that ends one"),
        pytest.param(
            "George W. Roe won. Plan B. The end.", ["George W. Roe won.", "Plan B.", "The end."], id="initials"
        ),
        pytest.param("So do I. Doe left.", ["So do I.", "Doe left."], id="a pronoun is no initial"),
        pytest.param("“We go.” He left.", ["“We go.”", "He left."], id="the closing mark belongs to its sentence"),
        pytest.param("“Will it end?” he asked.", None, id="lower case goes on"),
        pytest.param("“Will it end?” Roe asked.", None, id="an attribution goes on"),
        pytest.param(
            "“We go.” Roe said he would not.", ["“We go.”", "Roe said he would not."], id="a sentence of its own"
        ),
        pytest.param("„Wir gehen.“ Er ging.", ["„Wir gehen.“", "Er ging."], id="low marks"),
        pytest.param(
            "''Tell them,'' Mr. Roe said. ''All.''", ["''Tell them,'' Mr. Roe said.", "''All.''"], id="doubled"
        ),
        pytest.param("Roe says: “It is so.”", None, id="a colon ends nothing"),
        pytest.param("She left… And he… stayed.", ["She left…", "And he… stayed."], id="ellipses"),
        pytest.param("….. According to him, no.", None, id="an ellipsis that begins"),
        pytest.param("He knows. (Sort of). We go.", ["He knows.", "(Sort of).", "We go."], id="parentheses"),
        pytest.param("1. Hold the line. 2. Go.", ["1. Hold the line.", "2. Go."], id="numbers of a list"),
        pytest.param("It ended.The next began.", ["It ended.", "The next began."], id="a lost space"),
        pytest.param("• The army accusing the rebels", None, id="a list item without a stop"),
        pytest.param("他说不。她走了。", ["他说不。", "她走了。"], id="no spaces between sentences"),
        pytest.param("A line\nanother line", ["A line", "another line"], id="a block ends a sentence"),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    assert parted(text) == (expected or [text])


def test_furniture_has_no_sentences() -> None:
    document = made("Menu Close\nHe left.", "furniture", "paragraph")
    assert sentences(document) == ((11, 19),)


def test_wrapped_lines_are_one_sentence() -> None:
    text = "The minister said that the army would not leave\nthe town before the talks. He left."
    document = Document(id="0" * 64, media_type="text/plain", text=text, blocks=(Block("paragraph", (0, len(text))),))
    assert [text[slice(*span)] for span in sentences(document)] == [text[:74], "He left."]


@given(ANY)
def test_sentences_hold_their_blocks(text: str) -> None:
    document = made(text)
    spans = sentences(document)
    inside = [index for start, end in spans for index in range(start, end)]
    assert inside == sorted(set(inside))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(any(b.span[0] <= start and end <= b.span[1] for b in document.blocks) for start, end in spans)
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(inside)


@given(st.text())
def test_composition_does_not_lose_text(text: str) -> None:
    for form in ("NFC", "NFD"):
        folded = unicodedata.normalize(form, text)
        assert "".join(cut(folded)) == "".join(folded.split())
