"""Leaving hosts in peace, seen by a real server: robots.txt, pauses, and hosts that are busy."""

import gzip
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from sayso.errors import RefusedError
from sayso.sources.fetching import Fetcher, FetchError
from tests.sources.served import (
    BODY,
    URL,
    Served,
    fetch,
    fetcher,
    moved,
    reply,
)


def test_robots(served: Served) -> None:
    served.answers["/robots.txt"] = reply(b"User-agent: sayso\nDisallow: /a")
    with pytest.raises(RefusedError, match=r"http://page\.example/a: the host's robots\.txt"):
        fetch(served)
    assert served.paths == []
    with Fetcher(robots=False, network=served.network()) as fetching:
        assert fetching.get(URL).data == BODY


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param(reply(b"", "500 Oh"), RefusedError, id="fails"),
        pytest.param(moved("/robots.txt"), FetchError, id="in a circle"),
        pytest.param(moved("http://127.0.0.1/robots.txt"), RefusedError, id="leads inside"),
        pytest.param(b"rubbish", FetchError, id="not HTTP"),
        pytest.param(reply(b"x", content_encoding="br"), None, id="cannot be read, but it answers"),
    ],
)
def test_robots_that_cannot_be_had(served: Served, answer: bytes, error: type[Exception] | None) -> None:
    served.answers["/robots.txt"] = answer
    with pytest.raises(error or RefusedError):
        fetch(served)
    assert served.paths == []


def test_robots_elsewhere_and_large(served: Served) -> None:
    rules = b"User-agent: *\nDisallow: /b\n" + b"# nothing\n" * 100_000
    served.answers |= {"/robots.txt": moved("/r"), "/r": reply(gzip.compress(rules), content_encoding="gzip")}
    assert fetch(served).data == BODY
    with pytest.raises(RefusedError):
        fetch(served, "http://page.example/b")


def test_a_pause_for_each_host(served: Served) -> None:
    with fetcher(served, pause=0.3) as fetching:
        threads = [
            threading.Thread(target=fetching.get, args=(f"http://{host}.example/a",))
            for host in ("one", "two")
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for host in ("one.example", "two.example"):
        times = [each.when for each in served.asked if each.headers["host"] == host and each.path == "/a"]
        assert len(times) == 3
        assert all(later - earlier >= 0.3 for earlier, later in pairwise(times))
    assert served.asked[-1].when - served.asked[0].when < 1.1, "the pause of one host is not another's"


def test_a_host_is_asked_one_thing_at_a_time(served: Served) -> None:
    def late(connection: socket.socket) -> None:
        time.sleep(0.2)
        connection.sendall(reply(BODY))

    served.answers["/a"] = late
    with fetcher(served) as fetching:
        threads = [threading.Thread(target=fetching.get, args=(URL,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times = [each.when for each in served.asked if each.path == "/a"]
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))


def test_a_redirect_within_a_host_does_not_wait(served: Served) -> None:
    served.answers["/1"] = moved("/a")
    with fetcher(served, pause=2.0) as fetching:
        fetching.get("http://page.example/1")
    assert served.asked[-1].when - served.asked[0].when < 1


def test_the_delay_that_a_host_asks_for(served: Served) -> None:
    served.answers["/robots.txt"] = reply(b"User-agent: *\nCrawl-delay: 0.4")
    with fetcher(served) as fetching:
        fetching.get(URL)
        fetching.get(URL)
    assert served.asked[-1].when - served.asked[-2].when >= 0.4


def test_a_delay_that_is_too_long(served: Served) -> None:
    served.answers["/robots.txt"] = reply(b"User-agent: *\nCrawl-delay: 86400")
    with fetcher(served) as fetching:
        assert fetching.get(URL).data == BODY
        with pytest.raises(FetchError, match=r"page\.example: asks not to be asked for 86\d+ seconds") as caught:
            fetching.get(URL)
    assert caught.value.retry == pytest.approx(86400, abs=5)


def in_a_second() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


@pytest.mark.parametrize("when", [lambda: "1", in_a_second], ids=["seconds", "a date"])
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_host_that_is_busy_is_asked_again(served: Served, status: str, when: Callable[[], str]) -> None:
    served.answers["/a"] = [reply(b"", status, retry_after=when()), reply(BODY)]
    assert fetch(served).data == BODY
    assert 0.9 <= served.asked[-1].when - served.asked[-2].when < 3


def test_a_host_that_stays_busy(served: Served) -> None:
    served.answers["/a"] = reply(b"", "503 Busy", retry_after="0")
    with pytest.raises(FetchError, match="answers 503"):
        fetch(served)
    assert len(served.paths) == 3


def test_a_host_that_asks_to_be_left_alone(served: Served) -> None:
    served.answers["/a"] = [reply(b"", "429 Too Many Requests", retry_after="7200"), reply(BODY)]
    with fetcher(served) as fetching:
        with pytest.raises(FetchError, match="asks to be left alone for 7200 seconds") as caught:
            fetching.get(URL)
        assert (caught.value.answered, caught.value.retry) == (429, 7200)
        with pytest.raises(FetchError, match="asks not to be asked") as caught:
            fetching.get("http://page.example/b")
        assert fetching.get("http://other.example/a").data == BODY
    assert served.paths == ["/a", "/a"]


@pytest.mark.parametrize("when", ["", "soon", "-5", "Mon, 99 Foo 2024", "Mon, 01 Jan 99999 00:00:00 GMT", "９"])
def test_a_busy_host_that_names_no_time(served: Served, when: str) -> None:
    served.answers["/a"] = reply(b"", "503 Busy", retry_after=when)
    with pytest.raises(FetchError, match="answers 503") as caught:
        fetch(served)
    assert caught.value.retry is None
    assert served.paths == ["/a"]


def test_whoever_waits_is_told_when_all_is_over(served: Served) -> None:
    fetching = fetcher(served, pause=60, patience=100)
    fetching.get(URL)
    threading.Timer(0.2, fetching.close).start()
    started = time.monotonic()
    with pytest.raises(FetchError, match="stopped"):
        fetching.get(URL)
    assert time.monotonic() - started < 2
