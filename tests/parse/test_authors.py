"""Names among all else that head, byline and signature say."""

from collections.abc import Callable

import pytest

from sayso.parse.authors import author, of_byline, of_dateline, of_signature

TEXT = "The shells fell on the market. In Stone Ford nobody slept."


@pytest.mark.parametrize(
    ("saying", "expected"),
    [
        pytest.param("Ann Roe", "Ann Roe", id="a name"),
        pytest.param("By Ann Roe", "Ann Roe", id="with its by"),
        pytest.param("Ann Roe and Bo Lee", "Ann Roe; Bo Lee", id="two"),
        pytest.param("Ann Roe, Bo Lee, and Cy Dane", "Ann Roe; Bo Lee; Cy Dane", id="three"),
        pytest.param("Ann Roe; Ann Roe", "Ann Roe", id="one said twice"),
        pytest.param("J.O. Roe", "J.O. Roe", id="initials keep their points"),
        pytest.param("Ann Roe Saturday April 6 2019", "Ann Roe", id="a date behind"),
        pytest.param("Ann Roe on 6 April 2019", "Ann Roe", id="a date behind an on"),
        pytest.param("Ann Roe 3:51 pm", "Ann Roe", id="an hour behind"),
        pytest.param("Ann Roe February", "Ann Roe", id="a month whose day was cut off"),
        pytest.param("Ann Roe Saturday", "Ann Roe", id="a weekday"),
        pytest.param("Theresa May", "Theresa May", id="a month that is a name"),
        pytest.param("Ann Roe | roe@page.example", "Ann Roe", id="an address behind a bar"),
        pytest.param("Ann Roe, Senate Correspondent", "Ann Roe", id="a role"),
        pytest.param("Ann Roe, our woman on the spot", "Ann Roe", id="words in lower case"),
        pytest.param("Ann Roe, Stone Ford", "Ann Roe", id="what the page speaks of as a place"),
        pytest.param("Ann Roe, Mill Ford", "Ann Roe; Mill Ford", id="what it does not"),
        pytest.param("Ann de la Roe", "Ann de la Roe", id="particles"),
        pytest.param("Staff and news service reports", "Staff and news service reports", id="no names but a phrase"),
        pytest.param("the Committee for Water. Signed by 30", "Committee for Water", id="a sentence behind"),
        pytest.param("No Author", None, id="nobody"),
        pytest.param("admin", None, id="an account"),
        pytest.param("https://page.example/authors/1", None, id="an address"),
        pytest.param("@annroe", None, id="a handle"),
        pytest.param("6 April 2019", None, id="only a date"),
        pytest.param("–", None, id="a mark"),
    ],
)
def test_names_in_a_saying(saying: str, expected: str | None) -> None:
    assert author([saying], "The Daily Page", TEXT) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(["", "Ann Roe", "Bo Lee"], "Ann Roe", id="the first that names somebody"),
        pytest.param(["The Daily Page", "Ann Roe"], "Ann Roe", id="a person before the publisher"),
        pytest.param(["Daily Page; Ann Roe"], "Ann Roe", id="beside the publisher under a shorter name"),
        pytest.param(["The Daily Page"], "The Daily Page", id="the publisher where nobody else is"),
        pytest.param(["Daily Page Staff"], "Daily Page Staff", id="the publisher's people"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_which_saying_counts(said: list[str], expected: str | None) -> None:
    assert author(said, "The Daily Page", TEXT) == expected


@pytest.mark.parametrize(
    ("read", "line", "expected"),
    [
        pytest.param(of_byline, "By Ann Roe", "Ann Roe", id="by"),
        pytest.param(of_byline, "Article by\nAnn Roe", "Ann Roe", id="on two lines"),
        pytest.param(of_byline, "From The Wire", "The Wire", id="from"),
        pytest.param(of_byline, "Close sharing options", "", id="none"),
        pytest.param(of_dateline, "Posted on 6 April 2019 by Ann Roe", "Ann Roe", id="behind a date"),
        pytest.param(of_dateline, "6 April 2019", "", id="a date alone"),
        pytest.param(of_signature, "— Ann Roe", "Ann Roe", id="a dash"),
        pytest.param(of_signature, "(TWA, Mill Ford – Ann Roe)", "Ann Roe", id="agency and place before it"),
        pytest.param(of_signature, "Ann Roe", "", id="no dash: who signs a letter need not be its author"),
        pytest.param(of_signature, "Editing by Ann Roe", "", id="an editor"),
    ],
)
def test_where_names_stand(read: Callable[[str], str], line: str, expected: str) -> None:
    assert read(line) == expected
