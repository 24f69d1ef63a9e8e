"""Columns of tables as they are usually called, and what cells say."""

from datetime import UTC, date, datetime

import pytest

from sayso.errors import InputError
from sayso.records import Facts
from sayso.sources import columns
from sayso.sources.columns import Columns


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(
            "stories_id publish_date title url language ap_syndicated themes media_id media_name media_url",
            Columns(url="url", date="publish_date", title="title", publisher="media_name"),
            id="Media Cloud, a list of stories",
        ),
        pytest.param(
            "id story_text publish_date title url media_name",
            Columns(text="story_text", url="url", date="publish_date", title="title", publisher="media_name"),
            id="Media Cloud, with texts",
        ),
        pytest.param(
            "GLOBALEVENTID SQLDATE Actor1Name EventCode SOURCEURL",
            Columns(url="SOURCEURL", date="SQLDATE"),
            id="GDELT events",
        ),
        pytest.param(
            "GKGRECORDID V2.1DATE V2SourceCommonName V2DocumentIdentifier",
            Columns(url="V2DocumentIdentifier", date="V2.1DATE", publisher="V2SourceCommonName"),
            id="GDELT's knowledge graph",
        ),
        pytest.param(
            "title text domain date description url image_url",
            Columns(text="text", url="url", date="date", title="title", publisher="domain"),
            id="Common Crawl News, texts",
        ),
        pytest.param(
            "requested_url responded_url plain_text published_date title author publisher sitename",
            Columns(
                text="plain_text",
                url="responded_url",
                date="published_date",
                title="title",
                author="author",
                publisher="publisher",
            ),
            id="Common Crawl News, with the address that answered",
        ),
        pytest.param(
            "authors date_publish maintext source_domain title url",
            Columns(
                text="maintext",
                url="url",
                date="date_publish",
                title="title",
                author="authors",
                publisher="source_domain",
            ),
            id="as news crawlers write",
        ),
        pytest.param(
            "Headline;Body;Link".replace(";", " "), Columns(text="Body", url="Link", title="Headline"), id="capitals"
        ),
        pytest.param("url html text", Columns(text="text", html="html", url="url"), id="both"),
        pytest.param("a b media_url image_url", Columns(), id="nothing that is known"),
    ],
)
def test_usual_names(names: str, expected: Columns) -> None:
    assert columns.columns(names.split(), {}) == expected


def test_names_that_are_told() -> None:
    names = ["url", "text", "Clean Words", "when"]
    found = columns.columns(names, {"text": "clean_words", "date": "when"})
    assert found == Columns(text="Clean Words", url="url", date="when")
    assert columns.columns(["html", "text"], {"text": "text"}) == Columns(text="text"), "not another one beside it"
    with pytest.raises(InputError, match="there is no column 'body', only url, text, Clean Words, when"):
        columns.columns(names, {"text": "body"})
    with pytest.raises(InputError, match="'words' is none of the fields"):
        columns.columns(names, {"words": "text"})


@pytest.mark.parametrize(
    "cell",
    [
        "2020-03-01", "2020-03-01 12:30:00", "2020-03-01T23:59:59-05:00", "2020/3/1", "20200301", 20200301,
        20200301123000, "20200301123000", "20200301T123000Z", "March 1, 2020", "1 Mar 2020",
        "Sun, 01 Mar 2020 12:00:00 GMT",
        1583020800, "1583020800000", 1583020800.5, date(2020, 3, 1), datetime(2020, 3, 1, 12, tzinfo=UTC),
    ],
)  # fmt: skip
def test_days(cell: object) -> None:
    assert columns.day(cell) == "2020-03-01"


@pytest.mark.parametrize(
    "cell",
    [
        "03/04/2020", "2020-13-01", "20201301", "2020", "202003", "yesterday", "", None, True, float("nan"), 1e300,
        ["2020-03-01"], "0001-01-01", "2020-03-0112",
    ],
)  # fmt: skip
def test_what_is_no_day(cell: object) -> None:
    assert columns.day(cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" A \n title ", "A title"),
        (["Ann Roe", "Bo Li"], "Ann Roe, Bo Li"),
        ("", None),
        ("NaN", None),
        (None, None),
        ({"a": 1}, None),
        (7, None),
        ("x" * 501, None),
        ("a\x00b", "a b"),
        ("a\ud800", "a?"),
    ],
)
def test_lines(cell: object, expected: str | None) -> None:
    assert columns.line(cell) == expected


def test_facts() -> None:
    found = Columns(text="t", url="u", date="d", publisher="p", title="h", author="a")
    row = {
        "u": " https://example.org/a ",
        "d": "20200301",
        "p": "https://news.example.org/",
        "h": "A title",
        "a": ["Ann Roe"],
    }
    assert columns.facts(found, row) == Facts(
        title="A title", author="Ann Roe", publisher="news.example.org", published="2020-03-01"
    )
    assert columns.address(found, row) == "https://example.org/a"
    assert columns.facts(found, {"t": "so"}) is None
    for address in ("example.org/a", "ftp://example.org", "https://example.org/a b", "javascript:x", 7, None):
        assert columns.address(found, {"u": address}) is None
