"""Pages that were made to be endless are read in time, or refused with the reason; nothing is lost silently."""

from time import process_time

import pytest

from sayso.errors import InputError
from sayso.parse.blocks import document
from sayso.parse.segment import sentences
from sayso.records import Document, Page

TOLD = "The ministry of defence said on Monday that the river had been closed to all ships until the talks are over."
LENGTH = 200_000
SECONDS = 8.0  # of the processor; the slowest takes about one
PARAGRAPH = f"<p>{TOLD}</p>"


def read(text: str, media_type: str = "text/html") -> Document:
    return document(Page(data=text.encode(), media_type=media_type, path="a", fetched="2026-01-01T00:00:00Z"))[0]


def repeated(part: str, length: int = LENGTH) -> str:
    return part * (length // len(part) + 1)


def attributes(one: str) -> str:
    return f"<p {' '.join(one.format(i) for i in range(20_000))}>{TOLD}"


def linked(things: str) -> str:
    return f'{PARAGRAPH}<script type="application/ld+json">{things}</script>'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(repeated("a\r\n"), id="lines of one letter"),
        pytest.param(repeated("word\n"), id="lines that go on"),
        pytest.param(TOLD + "\n\n• Subscribe to our newsletter\n" + repeated("• a\n", 100_000), id="a list that asks"),
        pytest.param(repeated("x"), id="a word without end"),
        pytest.param(repeated("“"), id="quotation marks"),
        pytest.param(repeated(" ") + "x", id="white space"),
    ],
)
def test_plain_text_in_time(text: str) -> None:
    begun = process_time()
    found = read(text, "text/plain")
    assert process_time() - begun < SECONDS
    assert found.text == text


@pytest.mark.parametrize("part", [pytest.param(".", id="stops"), pytest.param(".”", id="stops and marks")])
def test_sentences_in_time(part: str) -> None:
    found = read(repeated(part) + "x", "text/plain")
    begun = process_time()
    assert len(sentences(found)) == 1
    assert process_time() - begun < SECONDS


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(repeated("<a href=x><p>b "), id="links left open"),
        pytest.param(repeated("<form>x"), id="forms in forms"),
        pytest.param(repeated("<div></x>b "), id="depth that end tags belie"),
        pytest.param(repeated("<b><div></b>b "), id="crossed tags without end"),
        pytest.param("<div>" * 3000 + "<" + repeated("a") + ">", id="a long tag far down"),
        pytest.param(f"<script>for(i=0;i<n;i++){repeated('and so on ')}</script>", id="a script that seems a tag"),
        pytest.param(f"<p title='{repeated('x')}'>", id="an attribute without end"),
        pytest.param(f"<p class='{repeated('byline-')}'>", id="a class without end"),
        pytest.param(f"<p class='{'a' * 4_000_000}'>", id="a class of one word without end"),
        pytest.param(f"<meta name=author content='a {repeated('Monday ')}x'>", id="an author of Mondays"),
        pytest.param(repeated("<meta name=author content='Ann Roe'>"), id="authors without end"),
        pytest.param(
            linked("[" + repeated('{"@type": "NewsArticle", "author": [{"@id": "a"}, {"@id": "b"}]},') + "{}]"),
            id="authors of authors",
        ),
        pytest.param(linked(repeated("[")), id="lists in lists"),
        pytest.param(f"<title>{repeated('word of title ')}</title>{repeated('<h2>word of title word of title</h2>')}",
                     id="headings in a title"),
    ],
)  # fmt: skip
def test_markup_in_time(markup: str) -> None:
    begun = process_time()
    found = read(f"<html><body>{PARAGRAPH}{markup}</body></html>")
    assert process_time() - begun < SECONDS
    assert TOLD in found.text


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("<div>" * 300, id="blocks 300 deep"),
        pytest.param("<div>" * 3000, id="blocks 3,000 deep"),
        pytest.param("<div></x>" * 3000, id="end tags that end nothing"),
        pytest.param("<b><div></b>" * 3000, id="end tags that may not end what they cross"),
    ],
)
def test_depth_loses_no_text(before: str) -> None:
    assert read(f"<html><body>{before}{PARAGRAPH}").text.endswith(TOLD)


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(f"<script>{'x' * 11_000_000}</script>", id="a script"),
        pytest.param(f"<!--{'x' * 11_000_000}-->", id="a comment"),
        pytest.param(f"<img alt='{'x' * 11_000_000}'>", id="an attribute"),
    ],
)
def test_what_stands_behind_something_large_is_read(between: str) -> None:
    assert read(f"<html><body>{PARAGRAPH}{between}<p>The end.</p>").text == f"{TOLD}\n\nThe end."


@pytest.mark.parametrize(
    ("text", "media_type", "reason"),
    [
        pytest.param(repeated("a\n\n"), "text/plain", "blocks of text, more than the 50,000", id="blocks"),
        pytest.param(repeated("<p>x", 300_000), "text/html", "blocks of text, more than", id="blocks of markup"),
        pytest.param("x" * 5_000_001, "text/plain", "5,000,001 characters of text", id="text"),
        pytest.param(f"<p>{'x ' * 2_500_001}", "text/html", "characters of text, more than", id="text of markup"),
        pytest.param(repeated("<b>x", 900_000), "text/html", "tags, more than the 200,000", id="tags"),
        pytest.param(attributes("a{}"), "text/html", "1,000 attributes", id="attributes"),
        pytest.param(repeated("<a b='"), "text/html", "1,000 attributes", id="quotation marks left open"),
        pytest.param(attributes("a{}='>'"), "text/html", "1,000 attributes", id="attributes that seem to end the tag"),
    ],
)  # fmt: skip
def test_refused(text: str, media_type: str, reason: str) -> None:
    with pytest.raises(InputError, match=rf"^a: .*{reason}"):
        read(text, media_type)


def test_a_long_value_is_one_attribute() -> None:
    assert read(f"<p>{TOLD}<img src='data:{repeated('a b ')}'></p>").text == TOLD


def tenfold(name: str, of: str) -> str:
    return f'<!ENTITY {name} "{10 * ("&" + of + ";")}">'


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param('<!ENTITY a "no">', id="one of its own"),
        pytest.param('<!ENTITY a SYSTEM "file:///etc/hostname">', id="one from a file"),
        pytest.param(
            '<!ENTITY x "ha">' + "".join(map(tenfold, "bcdefgha", "xbcdefgh")), id="a hundred million of them"
        ),
    ],
)  # fmt: skip
def test_entities_are_not_expanded(declared: str) -> None:
    found = read(
        f'<?xml version="1.0"?><!DOCTYPE html [{declared}]><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"<p>&a;</p>{PARAGRAPH}</body></html>",
        "application/xhtml+xml",
    )
    assert "&a;" in found.text
    assert len(found.text) < 500
