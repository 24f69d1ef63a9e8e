"""What a page says of itself, against what only looks so."""

import pytest
from msgspec.structs import replace

from sayso.parse.blocks import document
from sayso.records import Document, Facts, Page

BODY = (
    "<h1>River closed to ships</h1>{}"
    + "<p>The river was closed on Monday, the harbour master in Mill Ford said.</p>" * 3
)
LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", %s}</script>'


FACTS = Facts(title="The River", author="Bo Lee", publisher="The Wire", published="2024-02-03")


def read(head: str, body: str = "", url: str | None = None, facts: Facts | None = None) -> Document:
    source = f"<html lang=en><head>{head}</head><body><article>{BODY.format(body)}</article></body></html>"
    page = Page(data=source.encode(), url=url, media_type="text/html", fetched="2024-03-01T00:00:00Z", facts=facts)
    return document(page)[0]


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(LINKED % '"author": "Ann Roe"', "<p class=byline>By Bo Lee</p>", "Ann Roe", id="JSON-LD first"),
        pytest.param("<meta name=author content='The Wire'>", "", "The Wire", id="an agency"),
        pytest.param("<meta name=author content='The Daily Page'>", "<p>By Ann Roe</p>", "Ann Roe", id="byline"),
        pytest.param("", "<p>Posted on April 21, 2019 by Ann Roe</p>", "Ann Roe", id="dateline"),
        pytest.param("", "<p>From The Wire Saturday April 6 2019, 7.10pm</p>", "The Wire", id="a date in the byline"),
        pytest.param("", "<p>By Ann Roe, Mill Ford Tuesday April 9 2019</p>", "Ann Roe", id="a place in the byline"),
        pytest.param("", "", None, id="none"),
    ],
)
def test_author(head: str, body: str, expected: str | None) -> None:
    site = "<meta property=og:site_name content='The Daily Page'>"
    assert read(site + head, body).author == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("<meta property=og:site_name content='The Page'><title>A - B</title>", "The Page", id="says it"),
        pytest.param(LINKED % '"publisher": {"name": "The Page"}', "The Page", id="JSON-LD says it"),
        pytest.param("<title>River closed | Mill Ford Times</title>", "Mill Ford Times", id="as the title ends"),
        pytest.param("<title>River « closed » | Mill Ford Times</title>", "Mill Ford Times", id="marks in a row"),
        pytest.param("<title>River closed | Harbours</title>", "mill-ford-times.example", id="a section: the host"),
        pytest.param("<title>River closed to ships</title>", "mill-ford-times.example", id="only the host"),
    ],
)
def test_publisher(head: str, expected: str) -> None:
    assert read(head, url="https://www.mill-ford-times.example/river").publisher == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param("<meta property=article:published_time content=2019-04-06T10:00Z>", "", "2019-04-06", id="meta"),
        pytest.param(LINKED % '"datePublished": "2019-04-06"', "", "2019-04-06", id="JSON-LD"),
        pytest.param(
            "",
            "<p>Written: 2019-04-07 15:03</p><ul><li><a href=/a>Other news</a> <p class=date>2019-04-03</p></ul>",
            "2019-04-07",
            id="the dateline rather than a date that stands somewhere",
        ),
        pytest.param("<meta name=date content=soon>", "", None, id="no date"),
    ],
)
def test_published(head: str, body: str, expected: str | None) -> None:
    assert read(head, body).published == expected


def told(found: Document) -> Facts:
    return Facts(title=found.title, author=found.author, publisher=found.publisher, published=found.published)


def test_what_the_source_says_stands_where_the_page_says_nothing() -> None:
    found = read("", url="https://mill-ford-times.example/river", facts=FACTS)
    assert told(found) == replace(FACTS, title="River closed to ships")


def test_what_the_page_says_goes_before_what_the_source_says() -> None:
    head = (
        "<title>River Closed | The Daily Page</title><meta property=og:site_name content='The Daily Page'>"
        "<meta name=author content='Ann Roe'><meta property=article:published_time content=2019-04-06>"
    )
    page = Facts(title="River Closed", author="Ann Roe", publisher="The Daily Page", published="2019-04-06")
    assert told(read(head, "<h1>River Closed</h1>", facts=FACTS)) == page


def test_facts_of_a_plain_text() -> None:
    text = "the harbour was closed on Monday, the harbour master in Mill Ford said to the people of the town."
    page = Page(data=text.encode(), media_type="text/plain", fetched="2024-03-01T00:00:00Z", facts=FACTS)
    assert told(document(page)[0]) == FACTS


def test_a_fact_that_is_no_date_is_none() -> None:
    assert read("", facts=Facts(published="soon")).published is None
