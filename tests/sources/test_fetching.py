"""Fetching from a real server over real sockets: what is asked, what is taken, what is refused."""

import gzip
import shutil
import socket
import time
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import InputError, RefusedError, SaysoError
from sayso.sources.fetching import AGENT, Fetcher, FetchError, Known, Limits, Network
from tests.sources.served import (
    BODY,
    MOST,
    PUBLIC,
    URL,
    Answer,
    Served,
    certificate,
    dripped,
    fetch,
    fetcher,
    moved,
    reply,
    serving,
)

BOMB = b"\0" * 3_000_000


def test_a_page(served: Served) -> None:
    served.answers["/a"] = reply(
        BODY, content_type="text/html; charset=windows-1251", etag='"x1"', last_modified="Mon, 01 Jan 2024 00:00:00 GMT"
    )
    before = datetime.now(UTC).replace(microsecond=0)
    fetched = fetch(served, "HTTP://Page.Example./a#part")
    assert (fetched.asked, fetched.url) == ("HTTP://Page.Example./a#part", URL)
    assert (fetched.status, fetched.data) == (200, BODY)
    assert fetched.media_type == "text/html; charset=windows-1251"
    assert (fetched.etag, fetched.last_modified) == ('"x1"', "Mon, 01 Jan 2024 00:00:00 GMT")
    assert before <= datetime.fromisoformat(fetched.fetched) <= datetime.now(UTC)
    assert (fetched.hops, fetched.downgraded) == ((), False)


def test_what_is_sent(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    served.answers["/a"] = reply(BODY, set_cookie="a=b")
    with fetcher(served) as fetching:
        fetching.get(URL)
        fetching.get(URL)
    assert [request.path for request in served.asked] == ["/robots.txt", "/a", "/a"]
    headers = served.asked[-1].headers
    assert headers["host"] == "page.example"
    assert headers["user-agent"] == AGENT
    assert headers["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "authorization", "referer", "if-none-match"} & set(headers)
    assert served.routed == [(PUBLIC, 80)] * 3, "no proxy of the environment is asked"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://bücher.example:8080/a", "xn--bcher-kva.example:8080"),
        ("http://[2606:4700::11]/a", "[2606:4700::11]"),
        (f"http://{PUBLIC}:80/a", PUBLIC),
    ],
    ids=["letters and a port", "IPv6", "an IP address"],
)
def test_the_host_that_is_named(served: Served, url: str, host: str) -> None:
    assert fetch(served, url).data == BODY
    assert served.asked[-1].headers["host"] == host


def deflated(data: bytes, bits: int) -> bytes:
    engine = zlib.compressobj(wbits=bits)
    return engine.compress(data) + engine.flush()


def chunked(data: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (data[:7], data[7:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "data"),
    [
        pytest.param(reply(gzip.compress(BODY), content_encoding="gzip"), BODY, id="gzip"),
        pytest.param(reply(gzip.compress(BODY), content_encoding=" X-GZip"), BODY, id="an old name of gzip"),
        pytest.param(reply(gzip.compress(BODY) * 2, content_encoding="gzip"), BODY * 2, id="gzip in two members"),
        pytest.param(reply(gzip.compress(BODY) + b"\0" * 9, content_encoding="gzip"), BODY, id="zeros after gzip"),
        pytest.param(reply(deflated(BODY, 15), content_encoding="deflate"), BODY, id="deflate"),
        pytest.param(reply(deflated(BODY, -15), content_encoding="deflate"), BODY, id="deflate without its head"),
        pytest.param(reply(b"", content_encoding="gzip"), b"", id="nothing, compressed"),
        pytest.param(reply(BODY, content_encoding="identity"), BODY, id="identity"),
        pytest.param(
            reply(gzip.compress(BODY), content_type="application/gzip"), gzip.compress(BODY), id="a gzip file"
        ),
        pytest.param(reply(b"x" * MOST), b"x" * MOST, id="as large as may be"),
        pytest.param(reply(gzip.compress(b"x" * MOST), content_encoding="gzip"), b"x" * MOST, id="as large inside"),
        pytest.param(chunked(BODY), BODY, id="in chunks"),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\n" + BODY, BODY, id="until the end of the connection"),
        pytest.param(b"HTTP/1.1 103 Early Hints\r\n\r\n" + reply(BODY), BODY, id="after an interim answer"),
        pytest.param(reply(BODY, status="203 Non-Authoritative"), BODY, id="through a proxy of theirs"),
    ],
)
def test_what_is_taken(served: Served, answer: bytes, data: bytes) -> None:
    served.answers["/a"] = answer
    assert fetch(served).data == data


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(reply(b"x" * (MOST + 1)), "larger than 10,000 bytes", id="told too large"),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * (MOST + 1), "larger than", id="too large without telling"),
        pytest.param(chunked(b"x" * (MOST + 1)), "larger than", id="too large in chunks"),
        pytest.param(reply(gzip.compress(BOMB), content_encoding="gzip"), "larger than", id="a gzip bomb"),
        pytest.param(reply(gzip.compress(b"x" * 100) * 400, content_encoding="gzip"), "larger", id="in many members"),
        pytest.param(reply(deflated(BOMB, 15), content_encoding="deflate"), "larger than", id="a deflate bomb"),
        pytest.param(reply(deflated(BOMB, -15), content_encoding="deflate"), "larger than", id="without its head"),
        pytest.param(reply(BODY, content_encoding="br"), "encoded as br, which was not asked for", id="brotli"),
        pytest.param(reply(BODY, content_encoding="zstd"), "encoded as zstd", id="zstd"),
        pytest.param(reply(BODY, content_encoding="gzip, gzip"), "encoded as gzip, gzip", id="encoded twice"),
        pytest.param(reply(BODY, content_encoding="gzip"), "incorrect header", id="not the encoding it says"),
        pytest.param(reply(gzip.compress(BODY)[:-9], content_encoding="gzip"), "ends early", id="gzip that ends early"),
        pytest.param(reply(BODY, content_length="99"), "breaks off", id="an answer that ends early"),
        pytest.param(chunked(BODY)[:-7], "breaks off", id="chunks that end early"),
        pytest.param(b"", "breaks off", id="no answer"),
        pytest.param(b"SSH-2.0-OpenSSH\r\n", "not HTTP", id="another protocol"),
        pytest.param(b"HTTP/1.1 200 OK\r\nA: " + b"x" * 300_000, "not HTTP", id="headers without end"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "HTTP", id="two lengths"),
        pytest.param(reply(b"", "204 No Content"), "answers 204", id="nothing"),
        pytest.param(reply(b"x", "206 Partial Content"), "answers 206", id="a part"),
        pytest.param(reply(b"x", "304 Not Modified"), "answers 304", id="not changed since nothing"),
        pytest.param(reply(b"x", "300 Multiple Choices"), "answers 300", id="a choice"),
        pytest.param(reply(b"x", "404 Not Found"), "answers 404", id="not there"),
        pytest.param(reply(b"x", "500 Internal Server Error"), "answers 500", id="broken"),
        pytest.param(reply(status="302 Found"), "does not say where to", id="a redirect to nowhere"),
        pytest.param(moved("http://["), "leads to http://\\[, which is not an address", id="a redirect to no address"),
    ],
)
def test_what_is_not_taken(served: Served, answer: bytes, reason: str) -> None:
    served.answers["/a"] = answer
    with pytest.raises(InputError, match=reason) as caught:
        fetch(served)
    assert "http://page.example/a" in str(caught.value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([reply(BODY), reply(gzip.compress(BODY), content_encoding="gzip"), moved("//b/c"), chunked(BODY)]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 4), st.binary(max_size=4)), max_size=6),
)
def test_any_answer_is_taken_or_an_error(served: Served, answer: bytes, changes: list[tuple[int, int, bytes]]) -> None:
    for at, length, new in changes:
        answer = answer[:at] + new + answer[at + length :]
    served.answers["/a"] = answer
    limits = Limits(seconds=1, redirects=1)
    asks = Fetcher(limits, pause=0, patience=1, robots=False, network=served.network())
    with suppress(SaysoError), asks:
        assert isinstance(asks.get(URL).data, bytes)


def test_a_status_is_told(served: Served) -> None:
    served.answers["/a"] = reply(b"", "410 Gone")
    with pytest.raises(FetchError) as caught:
        fetch(served)
    assert (caught.value.answered, caught.value.retry) == (410, None)


def dripping_chunks(connection: socket.socket) -> None:
    dripped(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.05)(connection)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(dripped(b"", b"H", 0.05), id="a status line that drips"),
        pytest.param(dripped(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n", 0.05), id="headers that drip"),
        pytest.param(dripped(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05), id="interim answers without end"),
        pytest.param(dripped(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05), id="a body that drips"),
        pytest.param(dripping_chunks, id="chunks that drip"),
        pytest.param(dripped(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"", 0.05), id="silence"),
    ],
)
def test_the_whole_answer_has_a_time(served: Served, answer: Answer) -> None:
    served.answers["/a"] = answer
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"http://page\.example/a: no whole answer within 0\.4 seconds"):
        fetch(served, seconds=0.4)
    assert time.monotonic() - started < 1.5


def test_redirects_share_the_time(served: Served) -> None:
    def late(connection: socket.socket) -> None:
        time.sleep(0.25)
        connection.sendall(moved("/b"))

    served.answers |= {"/a": late, "/b": late}
    with pytest.raises(FetchError, match=r"no whole answer within 0\.4 seconds"):
        fetch(served, seconds=0.4)


def test_a_name_that_is_not_found_in_time() -> None:
    def resolve(host: str) -> list[str]:
        time.sleep(3)
        return [PUBLIC]

    fetching = Fetcher(Limits(connect=0.2), network=Network(resolve))
    started = time.monotonic()
    with fetching, pytest.raises(FetchError, match="cannot be reached in time"):
        fetching.get(URL)
    assert time.monotonic() - started < 1


def test_a_name_that_is_not_there() -> None:
    with Fetcher(Limits(connect=5)) as fetching, pytest.raises(FetchError, match="cannot be reached"):
        fetching.get("http://no-such-name.invalid/")


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    limits = Limits(allow_private=True)
    with Fetcher(limits, robots=False) as fetching, pytest.raises(FetchError, match="refused"):
        fetching.get(f"http://127.0.0.1:{port}/")


def test_the_next_address_of_a_name_is_tried(served: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        closed = listening.getsockname()[1]

    def route(address: str, port: int) -> tuple[str, int]:
        return "127.0.0.1", served.port if address == "1.0.0.1" else closed

    network = Network(lambda host: ["1.1.1.1", "1.0.0.1"], route)
    with Fetcher(network=network, pause=0) as fetching:
        assert fetching.get(URL).data == BODY


def test_redirects(served: Served) -> None:
    served.answers |= {
        "/1": moved("2", "301 Moved Permanently"),
        "/2": moved("//other.example/3?q=ż", "303 See Other"),
        "/3?q=%C5%BC": moved("http://page.example/a#x", "308 Permanent Redirect"),
    }
    fetched = fetch(served, "http://page.example/1")
    assert (fetched.asked, fetched.url, fetched.data) == ("http://page.example/1", URL, BODY)
    assert fetched.hops == ("http://page.example/1", "http://page.example/2", "http://other.example/3?q=%C5%BC")
    asked = [(request.headers["host"], request.path) for request in served.asked]
    assert asked == [
        ("page.example", "/robots.txt"), ("page.example", "/1"), ("page.example", "/2"),
        ("other.example", "/robots.txt"), ("other.example", "/3?q=%C5%BC"), ("page.example", "/a"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        pytest.param({"/a": moved("/a")}, "leads in a circle", id="to itself"),
        pytest.param({"/a": moved("/b"), "/b": moved("/a")}, "leads in a circle", id="to and fro"),
        pytest.param({f"/{name}": moved(f"/{name}a") for name in ("a", "aa", "aaa", "aaaa")}, "more than 3", id="many"),
    ],
)
def test_redirects_without_end(served: Served, answers: dict[str, Answer], reason: str) -> None:
    served.answers |= answers
    with pytest.raises(FetchError, match=reason):
        fetch(served)
    assert len(served.paths) <= 4


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.1/x", "of this machine"), ("http://[::ffff:10.0.0.1]/x", "disguise"),
        ("http://0x7f.1/x", "odd way"), ("http://inside.example/x", r"its address \(10\.0\.0\.1\) is private"),
        ("http://mixed.example/x", "private"), ("http://localhost/x", "name of this machine"),
        ("file:///etc/passwd", "only http and https"), ("http://u:p@page.example/x", "name or password"),
        ("http://page.example:6379/x", "port 6379"), ("//169.254.169.254/latest/meta-data/", "metadata"),
    ],
)  # fmt: skip
def test_redirects_are_guarded(served: Served, location: str, reason: str) -> None:
    served.names |= {"inside.example": ["10.0.0.1"], "mixed.example": [PUBLIC, "10.0.0.1"]}
    served.answers["/a"] = moved(location)
    with pytest.raises(RefusedError, match=reason):
        fetch(served)
    assert {address for address, _ in served.routed} == {PUBLIC}


def test_a_name_that_changes_its_address(served: Served) -> None:
    """What is looked up is what is connected to: there is no second look-up for one connection."""
    turns = [[PUBLIC], ["127.0.0.1"], [PUBLIC], ["127.0.0.1"]]
    looks: list[str] = []
    network = served.network()

    def resolve(host: str) -> list[str]:
        looks.append(host)
        return turns[(len(looks) - 1) % len(turns)]

    with Fetcher(pause=0, network=Network(resolve, network.route)) as fetching:
        with pytest.raises(RefusedError, match=r"127\.0\.0\.1"):
            fetching.get(URL)
        assert fetching.get(URL).data == BODY
        with pytest.raises(RefusedError):
            fetching.get(URL)
    assert {address for address, _ in served.routed} == {PUBLIC}
    assert len(looks) == 4


def test_private_ones_where_they_are_allowed(served: Served) -> None:
    url = f"http://127.0.0.1:{served.port}/a"
    with Fetcher(Limits(allow_private=True), pause=0) as fetching:
        assert fetching.get(url).data == BODY
        assert fetching.get(f"http://localhost:{served.port}/a").data == BODY
    with Fetcher(pause=0) as fetching, pytest.raises(RefusedError, match="of this machine"):
        fetching.get(url)


# Unchanged pages


def test_what_has_not_changed(served: Served) -> None:
    served.answers["/a"] = b'HTTP/1.1 304 Not Modified\r\nETag: "2"\r\n\r\n'
    fetched = fetch(served, known=Known('"1"', "Mon, 01 Jan 2024 00:00:00 GMT"))
    assert (fetched.status, fetched.data) == (304, b"")
    assert (fetched.etag, fetched.last_modified) == ('"2"', "Mon, 01 Jan 2024 00:00:00 GMT")
    headers = served.asked[-1].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"1"', "mon, 01 jan 2024 00:00:00 gmt")
    assert "if-none-match" not in served.asked[0].headers, "robots.txt is asked for whole"


def test_a_kept_header_that_would_be_two(served: Served) -> None:
    with pytest.raises(FetchError):
        fetch(served, known=Known('"1"\r\nX-Other: 1'))
    assert served.paths == []


# TLS


@pytest.mark.skipif(not shutil.which("openssl"), reason="certificates are made with openssl")
def test_certificates_are_those_of_the_name(tmp_path: Path) -> None:
    """The connection is to the checked address, the certificate is asked of the name."""
    shows, believes = certificate(tmp_path, "page.example")
    _, others = certificate(tmp_path, "other.example")
    with serving({"/a": reply(BODY), "/down": moved("http://page.example/a")}, shows) as served:
        with Fetcher(pause=0, network=served.network(believes)) as fetching:
            assert fetching.get("https://page.example/a").data == BODY
            with pytest.raises(FetchError, match=r"certificate.*other\.example"):
                fetching.get("https://other.example/a")
            with pytest.raises(FetchError, match=r"certificate.*93\.184"):
                fetching.get(f"https://{PUBLIC}/a")
        for tls in (None, others):
            with (
                Fetcher(pause=0, network=served.network(tls)) as fetching,
                pytest.raises(FetchError, match="its certificate is not to be trusted"),
            ):
                fetching.get("https://page.example/a")
        assert {request.headers["host"] for request in served.asked} == {"page.example"}
        assert served.routed[0] == (PUBLIC, 443)


@pytest.mark.skipif(not shutil.which("openssl"), reason="certificates are made with openssl")
def test_a_step_down_from_https_is_told(tmp_path: Path, served: Served) -> None:
    shows, believes = certificate(tmp_path, "page.example")
    with serving({"/down": moved(URL)}, shows) as secure:

        def route(address: str, port: int) -> tuple[str, int]:
            return "127.0.0.1", secure.port if port == 443 else served.port

        with Fetcher(pause=0, network=Network(lambda host: [PUBLIC], route, believes)) as fetching:
            fetched = fetching.get("https://page.example/down")
    assert (fetched.data, fetched.downgraded) == (BODY, True)


def test_a_handshake_that_hangs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        limits = Limits(connect=0.3, allow_private=True)
        with Fetcher(limits, robots=False) as fetching, pytest.raises(FetchError, match="in time"):
            fetching.get(f"https://127.0.0.1:{port}/")
