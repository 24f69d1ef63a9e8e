"""PDF files to text that reads as the page does: paragraphs, columns, what frames a page, what cannot be read."""

import zlib
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.parse import limits
from sayso.parse.blocks import document
from sayso.parse.columns import HYPHEN
from sayso.records import Document, Facts, Page, Problem
from tests.parse.printed import HIGH, Set, Sheet, column, pdf

TOLD = (
    "The ministry of defence said on Monday that the river had been closed to all ships until the talks are over, and "
    "nobody in the town knew why."
)
ASKED = (
    "Traders fear for the harvest, which is brought down the river in the last weeks of the autumn, according to three "
    "officials who live at the harbour."
)
DENIED = "A spokesman for the rebels denied that any ship had been stopped, and called the report an invention."
FETCHED = "2026-01-01T00:00:00Z"


def read(data: bytes, facts: Facts | None = None) -> tuple[Document, tuple[Problem, ...]]:
    return document(Page(data=data, path="a.pdf", fetched=FETCHED, facts=facts))


def blocks(*sheets: Sheet) -> list[tuple[str, str]]:
    found = read(pdf(*sheets))[0]
    return [(block.kind, found.text[slice(*block.span)]) for block in found.blocks]


def texts(*sheets: Sheet) -> list[str]:
    return [text for kind, text in blocks(*sheets) if kind != "furniture"]


def lines(*words: str, y: float = 700, x: float = 50) -> list[Set]:
    return [Set(x, y - 12 * i, text) for i, text in enumerate(words)]


LEFT, RIGHT = column(f"{TOLD} {ASKED}", 50, 700, letters=45), column(f"{DENIED} {TOLD}", 320, 700, letters=45)


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        pytest.param([column(TOLD, 50, 700)], [TOLD], id="lines are one paragraph"),
        pytest.param(
            [column(TOLD, 50, 700) + column(ASKED, 50, 660)], [TOLD, ASKED], id="a gap parts two paragraphs"
        ),
        pytest.param(
            [[*lines("  A first line that is set in from the left margin of the page,", x=70),
              *lines("goes on at the margin and is followed by another. He said no.", y=688),
              *lines("Another first line that is set in from the left of the page", y=676, x=65),
              *lines("goes on as well until it ends.", y=664)]],
            ["A first line that is set in from the left margin of the page, goes on at the margin and is followed by "
             "another. He said no.",
             "Another first line that is set in from the left of the page goes on as well until it ends."],
            id="a first line that is set in",
        ),
        pytest.param(
            [column(TOLD, 50, 700) + lines("Nobody asked.", y=676) + column(ASKED, 50, 664)],
            [TOLD, "Nobody asked.", ASKED], id="lines that end early"
        ),
        pytest.param([LEFT + RIGHT], [f"{TOLD} {ASKED}", f"{DENIED} {TOLD}"], id="two columns, one after the other"),
        pytest.param(
            [[line for pair in zip(LEFT, RIGHT, strict=False) for line in pair] + LEFT[len(RIGHT):]],
            [f"{TOLD} {ASKED}", f"{DENIED} {TOLD}"], id="two columns drawn line by line"
        ),
        pytest.param(
            [LEFT + RIGHT + [Set(50, 740, "Nobody Knows Why the River Was Closed to All of the Ships", 18, 1)]],
            ["Nobody Knows Why the River Was Closed to All of the Ships", f"{TOLD} {ASKED}", f"{DENIED} {TOLD}"],
            id="a headline over two columns",
        ),
        pytest.param(
            [column(ASKED, 50, 760, letters=95) + LEFT + RIGHT],
            [ASKED, f"{TOLD} {ASKED}", f"{DENIED} {TOLD}"], id="a paragraph over two columns"
        ),
        pytest.param(
            [lines(*(f"A row of the table that is wide enough  {i}" for i in range(3)))
             + lines("1 ship", "2 ships", "3 ships", x=420)],
            ["A row of the table that is wide enough 0 1 ship A row of the table that is wide enough 1 2 ships "
             "A row of the table that is wide enough 2 3 ships"],
            id="the cells of a row are no columns",
        ),
        pytest.param(
            [lines("He said that the talks had", "gone on all night and that the"),
             lines("army would leave the town.", y=780)],
            ["He said that the talks had gone on all night and that the army would leave the town."],
            id="a paragraph goes on over the page",
        ),
        pytest.param(
            [lines("• the army leaves the town and the", y=700) + lines("north at once", y=688, x=60)
             + lines("• the rebels hand in their weapons", y=676)],
            ["• the army leaves the town and the north at once", "• the rebels hand in their weapons"],
            id="items of a list",
        ),
        pytest.param(
            [[*column(TOLD, 50, 700), Set(50, 670, "The harvest", 10, 1), *column(ASKED, 50, 658)]],
            [TOLD, "The harvest", ASKED], id="a heading in bold letters"
        ),
    ],
)  # fmt: skip
def test_texts(sheets: list[Sheet], expected: list[str]) -> None:
    assert texts(*sheets) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("of the govern-", "ment of the north", "of the government of the north", id="a word broken"),
        pytest.param("a well-", "known captain", "a well-known captain", id="a first part of such words"),
        pytest.param("the army-", "backed party", "the army-backed party", id="a second part of such words"),
        pytest.param("the anti-", "American crowd", "the anti-American crowd", id="a capital"),
        pytest.param("the F-", "16 jets", "the F-16 jets", id="a number"),
        pytest.param("a state-of-the-", "art harbour", "a state-of-the-art harbour", id="hyphens before it"),
        pytest.param("pre-", "and post-war years", "pre- and post-war years", id="a hyphen that stands for a word"),
        pytest.param("it ended -", "as he said", "it ended - as he said", id="a dash"),
        pytest.param("the har\xad", "vest of both", "the harvest of both", id="a soft hyphen"),
        pytest.param("two ships", "of the line", "two ships of the line", id="no hyphen"),
    ],
)
def test_words_at_the_end_of_a_line(first: str, second: str, expected: str) -> None:
    assert texts(lines(first, second)) == [expected]


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        pytest.param("He saw peace-keepers there.", "He met a peace-keepers wife.", id="with a hyphen"),
        pytest.param("He saw peacekeepers there.", "He met a peacekeepers wife.", id="without"),
    ],
)
def test_a_broken_word_is_written_as_elsewhere_in_the_file(elsewhere: str, expected: str) -> None:
    assert texts(lines("He met a peace-", "keepers wife.", "", elsewhere))[0].startswith(expected)


def framed(number: int, body: Sheet) -> Sheet:
    return [Set(50, 810, "The Daily Page"), *body, Set(50, 40, "All about the river"), Set(290, 25, f"{number}")]


def test_what_runs_through_the_pages_is_furniture() -> None:
    found = blocks(*(framed(n, column(words, 50, 700)) for n, words in enumerate((TOLD, ASKED, DENIED), 1)))
    running = ["The Daily Page", "All about the river"]
    assert [text for kind, text in found if kind != "furniture"] == [TOLD, ASKED, DENIED]
    assert [text for kind, text in found if kind == "furniture"] == [
        text for n in ("1", "2", "3") for text in [*running, n]
    ]


def test_what_frames_a_page_does_not_part_the_paragraph_that_goes_on_over_it() -> None:
    first, second = lines("He said that the talks had", "gone on all night and the"), lines("army left.", y=780)
    found = blocks(framed(1, first), framed(2, second))
    assert ("paragraph", "He said that the talks had gone on all night and the army left.") in found


def test_a_line_that_stands_on_one_page_only_is_text() -> None:
    assert "A line at the top." in texts([Set(50, 810, "A line at the top."), *column(TOLD, 50, 700)])


def test_a_page_in_all() -> None:
    head = [Set(50, 770, "River Closed to Ships", 20, 1), Set(50, 745, "By Ann Roe"), Set(50, 720, "3 March 2021")]
    end = [Set(50, 600, "— Ann Roe")]
    data = pdf([*head, *column(TOLD, 50, 690), *column(ASKED, 50, 650), *end])
    found, problems = read(data)
    assert [block.kind for block in found.blocks] == [
        "title", "byline", "dateline", "paragraph", "paragraph", "signature",
    ]  # fmt: skip
    assert (found.title, found.author, found.published) == ("River Closed to Ships", "Ann Roe", "2021-03-03")
    assert (found.media_type, found.language, problems) == ("application/pdf", "en", ())


@pytest.mark.parametrize(
    ("info", "facts", "title", "published"),
    [
        pytest.param({"Title": "The River", "CreationDate": "D:20210304101010+01'00'"}, None, "The River",
                     "2021-03-04", id="told"),
        pytest.param({"Title": "Microsoft Word - river.docx", "CreationDate": "soon"}, None, None, None,
                     id="the name of a file is no title, and no day no date"),
        pytest.param({"CreationDate": "D:20211399"}, None, None, None, id="a day that is none"),
        pytest.param({}, Facts(title="The River", published="2021-03-05"), "The River", "2021-03-05",
                     id="told by the source"),
        pytest.param({"Title": "The River"}, Facts(title="Another"), "The River", None, id="the file goes first"),
    ],
)  # fmt: skip
def test_document_information(
    info: dict[str, str], facts: Facts | None, title: str | None, published: str | None
) -> None:
    found = read(pdf(column(TOLD, 50, 700), info=info), facts)[0]
    assert (found.title, found.published) == (title, published)


def test_document_information_that_is_no_text() -> None:
    data = pdf(column(TOLD, 50, 700), info={"Title": "The River", "Author": "Ann Roe"})
    halved = data.replace("Ann Roe".encode("utf-16-be").hex().encode(), b"dbae0041" * 3 + b"0041d800")
    found = read(halved)[0]
    assert (found.title, found.author) == ("The River", None)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_shown_turned(rotate: int) -> None:
    found = read(pdf(column(TOLD, 50, 700), rotate=rotate))[0]
    assert found.text == TOLD


def test_a_page_without_text_is_told() -> None:
    box = b"0 0 200 200 re f"
    data = pdf(column(TOLD, 50, 700), [])
    whole = data.replace(b"<< /Length 0 >>\nstream\n\n", b"<< /Length %d >>\nstream\n%s\n" % (len(box), box))
    found, problems = read(whole)
    assert found.text == TOLD
    assert [problem.message for problem in problems] == ["page 2 could not be read: pictures without text"]


def test_pages_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGES", 2)
    found, problems = read(pdf(*(column(words, 50, HIGH / 2) for words in (TOLD, ASKED, DENIED))))
    assert DENIED not in found.text
    assert [problem.message for problem in problems] == ["only the first 2 of 3 pages were read"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"%PDF-1.4", "damaged", id="nothing but the mark"),
        pytest.param(pdf([]), "without text", id="no text"),
        pytest.param(pdf(column(TOLD, 50, 700))[:300], "damaged", id="cut off"),
        pytest.param(b"%PDF-1.4\n" + zlib.compress(b"x" * 10_000), "damaged", id="noise"),
        pytest.param(
            pdf(column(TOLD, 50, 700), trailer=f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
                f"/O <{'00' * 32}> /U <{'00' * 32}> >>"), "password", id="locked"
        ),
    ],
)  # fmt: skip
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=rf"^a\.pdf: .*{reason}"):
        read(data)


def test_many_paragraphs_on_one_page_are_in_order() -> None:
    words = [f"Line {i} stands alone." for i in range(30)]
    assert " ".join(texts(lines(*words, y=800))) == " ".join(words)


def test_pages_of_scattered_words_in_time() -> None:
    scattered = [Set(7 * i % 500 + 20, 13 * i % 780 + 20, "word", 4) for i in range(20_000)]
    begun = process_time()
    found = read(pdf(scattered, scattered))[0]
    assert process_time() - begun < 10
    assert found.text.count("word") == 40_000


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=6)), max_size=12))
def test_any_damage_is_told(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(pdf(column(TOLD, 50, 700), LEFT + RIGHT, info={"Title": "The River"}))
    for at, put in changes:
        data[at : at + len(put)] = put
    try:
        found = document(Page(data=bytes(data), media_type="application/pdf", path="a.pdf", fetched=FETCHED))[0]
    except InputError:
        return
    assert found.text.encode()
    assert all(found.text[slice(*block.span)].strip() for block in found.blocks)


def test_blocks_are_whole() -> None:
    found = read(pdf(LEFT + RIGHT))[0]
    assert "".join(found.text[slice(*block.span)] for block in found.blocks) == found.text.replace("\n\n", "")
    assert HYPHEN not in found.text
