"""Pages from addresses, and what is known of an address afterwards."""

from datetime import UTC, datetime, timedelta

import pytest

from sayso.ids import document_id
from sayso.records import Address
from sayso.sources import web
from tests.sources.served import BODY, URL, Served, fetcher, moved, reply


def test_a_page_from_an_address(served: Served) -> None:
    served.answers |= {"/a": reply(BODY, etag='"1"'), "/1": moved("/a")}
    with fetcher(served) as fetching:
        yielded = web.page("http://page.example/1", fetching)
    assert yielded.page
    assert (yielded.name, yielded.url, yielded.reason) == ("http://page.example/1", "http://page.example/1", None)
    assert (yielded.page.url, yielded.page.data, yielded.page.media_type) == (URL, BODY, "text/html")
    assert yielded.address == Address(
        url="http://page.example/1", etag='"1"', checked=yielded.page.fetched, status=200, document=document_id(BODY)
    )
    assert not yielded.unchanged


@pytest.mark.parametrize(
    ("answer", "page"),
    [
        pytest.param(b"HTTP/1.1 304 Not Modified\r\n\r\n", False, id="the host says so"),
        pytest.param(reply(BODY), True, id="the same bytes"),
    ],
)
def test_a_page_that_is_known(served: Served, answer: bytes, page: bool) -> None:
    served.answers["/a"] = answer
    known = Address(url=URL, etag='"1"', checked="2024-01-01T00:00:00+00:00", document=document_id(BODY), failures=3)
    with fetcher(served) as fetching:
        yielded = web.page(URL, fetching, known)
    assert (yielded.unchanged, yielded.page is not None) == (True, page)
    assert yielded.address
    assert (yielded.address.document, yielded.address.failures) == (document_id(BODY), 0)
    assert yielded.address.etag == (None if page else '"1"')


@pytest.mark.parametrize(
    ("url", "reason", "status"),
    [
        pytest.param(URL, "image/png is not what is looked for", 200, id="a picture"),
        pytest.param("http://page.example/b", "answers 404", 404, id="not there"),
        pytest.param("http://10.0.0.1/", "private", None, id="forbidden"),
        pytest.param("http://u:secret@page.example/", "name or password", None, id="a password, which is not kept"),
        pytest.param("http://", "no host", None, id="no address"),
        pytest.param("http://a\x00\ud800/", "characters that none has", None, id="characters that none has"),
    ],
)
def test_no_page(served: Served, url: str, reason: str, status: int | None) -> None:
    served.answers["/a"] = reply(b"\x89PNG", content_type="Image/PNG")
    known = Address(url=url, etag='"1"', checked="2024-01-01T00:00:00+00:00", document="0" * 64, failures=3)
    with fetcher(served) as fetching:
        yielded = web.page(url, fetching, known)
    assert yielded.page is None
    assert yielded.reason
    assert reason in yielded.reason
    assert "secret" not in str(yielded.url) + yielded.reason + yielded.name
    assert yielded.step == "fetch"
    assert yielded.address
    address = yielded.address
    assert (address.status, address.failures, address.etag, address.document) == (status, 4, '"1"', "0" * 64)


def test_when_a_busy_host_is_due(served: Served) -> None:
    served.answers["/a"] = reply(b"", "503 Busy", retry_after="3600")
    with fetcher(served) as fetching:
        address = web.page(URL, fetching).address
    assert address
    assert address.due
    wait = datetime.fromisoformat(address.due) - datetime.now(UTC)
    assert timedelta(minutes=59) < wait <= timedelta(hours=1)
