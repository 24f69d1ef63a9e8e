"""What typography says about contents that the encoder's window does not show: rules over candidates made by hand."""

import pytest

from sayso.extract.attributions import attributions
from sayso.records import Attribution, Block, BlockKind, Candidate, Document, Parse
from tests.factories import document, unmarked


def _parse(marked: str, kinds: str = "") -> Parse:
    """A parse of marked-up text, one block a line; `kinds` gives a letter for each: p paragraph, l list item, q quote,
    h heading, f furniture. Attribution numbers of two digits (*[T10 …]*) come from a second reading."""
    text, parts, _ = unmarked(marked)
    names: dict[str, BlockKind] = {"p": "paragraph", "l": "list_item", "q": "quote", "h": "heading", "f": "furniture"}
    found = document(text)
    blocks = [b for b in found.blocks if b.span[0] < b.span[1]]
    kinds = kinds or "p" * len(blocks)
    candidates = tuple(
        Candidate(
            source=tuple(part["source"]),
            cue=tuple(part["cue"]),
            content=tuple(part["content"]),
            score=0.876,
            level=len(name) - 1 if len(name) > 1 else 0,
        )
        for name, part in parts.items()
    )
    spans = [Block(names[kind], block.span) for kind, block in zip(kinds, blocks, strict=True)]
    whole = Document(id=found.id, media_type="text/plain", text=text, blocks=tuple(spans))
    return Parse(document=whole, candidates=candidates)


def _content(parse: Parse, attribution: Attribution) -> list[str]:
    return [parse.document.text[start:end] for start, end in attribution.content]


@pytest.mark.parametrize(
    ("marked", "kinds", "expected"),
    [
        pytest.param(
            "[S He] [C said:] [T “One.]\n“Two.\n“Three.” Then he left.",
            "ppp",
            ["“One.", "“Two.", "“Three.”"],
            id="a mark at each paragraph, closed in the last",
        ),
        pytest.param(
            "[S He] [C said:] [T “One.]\n“Two.\nHe left.",
            "ppp",
            ["“One.", "“Two."],
            id="never closed",
        ),
        pytest.param(
            "[S He] [C said:] [T “One.”]\n“Two.”",
            "pp",
            ["“One.”"],
            id="closed: the next quotation may be another's",
        ),
        pytest.param(
            "[S He] [C said:] [T1 “One.]\n“Two,” [S1 she] [C1 said].",
            "pp",
            ["“One."],
            id="another cue there",
        ),
        pytest.param(
            "[S A source] [C told the agency]:\n“The leak is proven.” It has gone on.",
            "pp",
            ["“The leak is proven.”"],
            id="introduced in the paragraph before",
        ),
        pytest.param(
            "[S The statement] [C concluded with]:\nNo one was seen there.",
            "pq",
            ["No one was seen there."],
            id="introduced, and set as a quotation",
        ),
        pytest.param(
            "[S The statement] [C concluded with]: [T No one]\nNobody at all.",
            "pp",
            ["No one"],
            id="no colon at the end",
        ),
        pytest.param(
            "[S The statement] [C concluded with:]\n[T No one] was seen there.",
            "pp",
            ["No one was seen there."],
            id="introduced, unquoted, begun by the encoder: the whole block",
        ),
        pytest.param(
            "[S The statement] [C said]:\nNobody was seen there.",
            "pp",
            ["Nobody was seen there."],
            id="introduced, unquoted, nothing else follows the cue",
        ),
        pytest.param(
            "[S The statement] [C said] [T two things]:\nNobody was seen there.",
            "pp",
            ["two things"],
            id="the cue has its content before the colon",
        ),
        pytest.param(
            "[T “We won,”] [S he] [C said]. These were his reasons:\nNobody was seen there.",
            "pp",
            ["“We won,”"],
            id="another sentence ends with the colon",
        ),
        pytest.param(
            "[S The report] [C accuses] it of:\n• Shelling\n• Looting\nIt was printed.",
            "pllp",
            ["• Shelling", "• Looting"],
            id="a list after a colon",
        ),
        pytest.param(
            "[S He] [C said:] [T “One.]\nShare this page\n“Two.”",
            "pfp",
            ["“One.", "“Two.”"],
            id="furniture between",
        ),
        pytest.param("[S He] [C spoke of] “[T a war]”.", "p", ["“a war”"], id="the marks belong to the words quoted"),
        pytest.param(
            "[S He] [C said] [T that “it was over]” then.", "p", ["that “it was over”"], id="a mark left outside"
        ),
    ],
)
def test_contents(marked: str, kinds: str, expected: list[str]) -> None:
    parse = _parse(marked, kinds)
    assert _content(parse, attributions(parse)[0]) == expected


@pytest.mark.parametrize(
    ("marked", "manner"),
    [
        ("[S He] [C said] [T that it fell].", "indirect"),
        ("[T “It fell,”] [S he] [C said].", "direct"),
        ("[T “It fell,”] [S he] [C said]. [T “And burnt.”]", "direct"),
        ("[S He] [C said] [T that it “fell without a shot”].", "mixed"),
        ("[S He] [C said] [T „es ist gefallen“].", "direct"),
        ("[S The rebels’ leader] [C said] [T the rebels’ line held].", "indirect"),
    ],
)
def test_manner(marked: str, manner: str) -> None:
    assert attributions(_parse(marked))[0].manner == manner


def test_a_cue_without_content_is_dropped_and_what_stood_in_it_is_not() -> None:
    parse = _parse("[S He] [C spoke]. [S1 She] [C1 said] [T1 that it fell].")
    assert [_content(parse, a) for a in attributions(parse)] == [["that it fell"]]


def test_inner_ones_name_their_outer_one() -> None:
    parse = _parse("[S X] [C announced] [T that [S1 Y] [C1 told] Z [T1 that [S2 W] [C2 hoped] [T2 for rain]]].")
    found = attributions(parse)
    assert [a.outer for a in found] == [None, found[0].id, found[1].id]


def test_an_empty_source_is_kept() -> None:
    (found,) = attributions(_parse("It was [C reportedly] [T taken]."))
    assert found.source == ()


def test_scores_are_rounded_and_ids_come_from_the_spans() -> None:
    whole, again, shorter = (attributions(_parse(f"[S X] [C said] {t}."))[0] for t in ("[T so]", "[T so]", "[T s]o"))
    assert whole == again
    assert whole.score == 0.88
    assert whole.id != shorter.id
