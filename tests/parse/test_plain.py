"""Plain text to blocks: each row is a page in small, each line with the kind it must have."""

import pytest

from sayso.parse import plain

FIRST = "The ministry of defence said on Monday that the river had been closed to all ships."
SECOND = "“We will not wait for the talks to end,” the minister told reporters in the capital."
THIRD = "Nobody in the town had heard of the order, according to three officials who live there."


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            [("Menu Close", "furniture"), ("River Closed to Ships, Ministry Says", "title")], id="menu, title"
        ),
        pytest.param(
            [
                ("Home", "furniture"),
                ("World", "furniture"),
                ("Sport", "furniture"),
                ("Ministry closes the river", "title"),
            ],
            id="a menu of single words",
        ),
        pytest.param(
            [
                ("Ministry closes the river to ships", "title"),
                ("Traders fear for the harvest", "heading"),
                ("By Ann Roe", "byline"),
                ("3 March 2021", "dateline"),
                ("Photo: ships at anchor on Sunday", "caption"),
                ("Share this article", "furniture"),
            ],
            id="what stands between title and text",
        ),
        pytest.param([("image-Soldiers at the bridge", "caption")], id="a caption by its first word"),
        pytest.param(
            [("We use cookies. Accept all cookies", "furniture"), ("A river is closed", "title")], id="consent"
        ),
    ],
)
def test_head(page: list[tuple[str, str]]) -> None:
    check([*page, (FIRST, "paragraph"), (SECOND, "paragraph"), (THIRD, "paragraph")])


@pytest.mark.parametrize(
    "page",
    [
        pytest.param([("— Ann Roe", "signature")], id="a dash and a name"),
        pytest.param([("Ann Roe", "signature")], id="a name alone below the last paragraph"),
        pytest.param(
            [
                ("— Ann Roe", "signature"),
                ("Army Crosses the River at Night", "furniture"),
                ("Latest News:", "furniture"),
            ],
            id="headlines below the signature",
        ),
        pytest.param(
            [("You have successfully subscribed to the newsletter", "furniture")], id="a form speaks to its visitor"
        ),
        pytest.param(
            [("There was an error while trying to send your request. Please try again.", "furniture")],
            id="a message of a form, though it is two sentences",
        ),
        pytest.param(
            [("Related stories", "furniture"), ("Minister resigns over the closed river", "furniture")],
            id="headlines below a marker",
        ),
        pytest.param([("Follow Ann Roe on Twitter @annroe.", "furniture")], id="follow, with a stop"),
        pytest.param([("Read the rest here.", "furniture")], id="a pointer to the rest"),
        pytest.param([("© 2021 The Daily Page. All rights reserved.", "furniture")], id="copyright"),
        pytest.param([("It ended at noon.", "paragraph")], id="a short last sentence is text"),
        pytest.param([("“Never again.”", "quote")], id="a short last quotation is text"),
        pytest.param([("The statement read:", "paragraph"), ("Leave now", "paragraph")], id="what a colon introduces"),
    ],
)
def test_tail(page: list[tuple[str, str]]) -> None:
    check([(FIRST, "paragraph"), (SECOND, "paragraph"), (THIRD, "paragraph"), *page], titled=False)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param([("The harvest is lost", "heading")], id="a line without a stop between paragraphs"),
        pytest.param(
            [
                ("The charges are these:", "paragraph"),
                ("• The army accusing the rebels", "list_item"),
                ("  - The rebels accusing the army", "list_item"),
                ("3. Both accusing the river", "list_item"),
            ],
            id="bullets and numbers",
        ),
        pytest.param([("“Leave the town at once.”", "quote")], id="a line that is a quotation"),
        pytest.param([("He said:", "paragraph")], id="a line that introduces"),
        pytest.param([("Advertisement", "furniture")], id="an advertisement amid the text"),
        pytest.param([("7 p.m.", "paragraph"), ("___.", "paragraph")], id="hours and rules of a running report"),
        pytest.param(
            [("Cookie makers joined the newsletter writers in their strike, the union said.", "paragraph")],
            id="words of furniture in a report",
        ),
        pytest.param(
            [("Email to the minister warned of a flood", "heading")], id="a heading that begins like a button"
        ),
        pytest.param([("Sign-up rates for the army fall", "heading")], id="another heading that begins like a button"),
    ],
)
def test_middle(page: list[tuple[str, str]]) -> None:
    check([(FIRST, "paragraph"), *page, (SECOND, "paragraph"), (THIRD, "paragraph")], titled=False)


def check(page: list[tuple[str, str]], *, titled: bool = True) -> None:
    """Reads the lines with blank lines between; a first paragraph may be the title where the page has no other."""
    text = "\n\n".join(line for line, _ in page)
    found = [(text[slice(*block.span)], block.kind) for block in plain.blocks(text)]
    expected = [(line.strip(), kind) for line, kind in page]
    if not titled and found[0][1] == "title":
        expected[0] = (expected[0][0], "title")
    assert found == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(
            "The minister said that the army would not leave the\ntown before the talks were over, and that nobody\n"
            "had asked it to.",
            1,
            id="lines broken to a width are one block",
        ),
        pytest.param("He asked why.\nShe told him.\nThey left it there.", 3, id="lines that end are blocks"),
        pytest.param("One\r\n\r\nTwo\r\rThree\u2028Four", 4, id="line ends of all kinds"),
        pytest.param("\n \n\t\n", 0, id="nothing"),
    ],
)
def test_lines(text: str, count: int) -> None:
    assert len(plain.blocks(text)) == count
