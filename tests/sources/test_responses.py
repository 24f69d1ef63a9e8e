"""HTTP answers in archives: heads, chunks, encodings."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.sources import responses
from tests.sources.archived import PAGE

RAW = zlib.compressobj(wbits=-15)
DEFLATED = RAW.compress(PAGE) + RAW.flush()


@pytest.mark.parametrize(
    ("data", "status", "fields", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nx", 200, {"a": "b"}, b"x"),
        (b"HTTP/2 200\r\nA: b\r\n\r\nx", 200, {"a": "b"}, b"x"),
        (b"HTTP/1.0 404 Not Found\nA:b\n\nx", 404, {"a": "b"}, b"x"),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n  c\r\nA: d\r\nnone\r\n\r\n", 200, {"a": "b c"}, b""),
        (b"HTTP/1.1 200 \xe9\r\nA: \xe9\r\n\r\n", 200, {"a": "é"}, b""),
    ],
    ids=["usual", "no reason", "bare line feeds", "folded, repeated, no field", "not ASCII"],
)
def test_heads(data: bytes, status: int, fields: dict[str, str], body: bytes) -> None:
    head = responses.head(data)
    assert head is not None
    assert (head.status, head.fields, data[head.body :]) == (status, fields, body)


@pytest.mark.parametrize("data", [b"", b"<html>\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: b", b"HTTP/1.1 abc\r\n\r\n"])
def test_no_heads(data: bytes) -> None:
    assert responses.head(data) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"5\r\nThe m\r\n8;x=y\r\ninistry.\r\n0\r\n\r\n", b"The ministry."),
        (b"5\r\nThe m\r\nD\r\ninis", b"The minis"),
        (b"<html>The ministry.", b"<html>The ministry."),
        (b"", b""),
        (b"5\r\nThe mzzzz", b"5\r\nThe mzzzz"),
    ],
    ids=["chunks", "the last is cut off", "not chunked though told so", "nothing", "chunked only by its look"],
)
def test_chunks(body: bytes, expected: bytes) -> None:
    assert responses.without_chunks(body) == expected


@given(st.lists(st.binary(min_size=1, max_size=30)))
def test_chunks_of_any_bytes(parts: list[bytes]) -> None:
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    assert responses.without_chunks(body) == b"".join(parts)


@pytest.mark.parametrize(
    ("body", "encodings"),
    [
        (gzip.compress(PAGE), ["gzip"]),
        (gzip.compress(PAGE), ["x-gzip"]),
        (zlib.compress(PAGE), ["deflate"]),
        (DEFLATED, ["deflate"]),
        (gzip.compress(zlib.compress(PAGE)), ["deflate", "gzip"]),
        (PAGE, ["gzip"]),
        (PAGE, ["br"]),
        (PAGE, ["deflate"]),
        (PAGE, ["identity"]),
        (PAGE, []),
    ],
    ids=[
        "gzip",
        "by its old name",
        "deflate",
        "deflate without a head",
        "one in the other",
        "already unpacked",
        "already unpacked br",
        "already unpacked deflate",
        "none",
        "none told",
    ],
)
def test_encodings(body: bytes, encodings: list[str]) -> None:
    assert responses.decoded(body, encodings, 10_000) == PAGE


@pytest.mark.parametrize("encoding", ["br", "zstd"])
def test_encodings_that_are_read_by_fastwarc(encoding: str) -> None:
    import io

    stream_io = pytest.importorskip("fastwarc.stream_io")
    writer = {"br": "BrotliWriter", "zstd": "ZstdWriter"}[encoding]
    if not hasattr(stream_io, writer):
        pytest.skip("an older fastwarc")
    for data, most in ((PAGE, 10_000), (bytes(3_000_000), 3_000_000)):
        out = io.BytesIO()
        packer = getattr(stream_io, writer)(out)
        packer.write(data)
        packer.close()
        assert responses.decoded(out.getvalue(), [encoding], most) == data
        with pytest.raises(InputError, match="unpacks to more than 20 bytes"):
            responses.decoded(out.getvalue(), [encoding], 20)


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(bytes(20_000)), "gzip", "unpacks to more than 10,000 bytes"),
        (gzip.compress(PAGE)[:-12], "gzip", "its body cannot be unpacked: "),
        (b"\x1f\x8b\x08" + b"\xff" * 40, "gzip", "its body cannot be unpacked: "),
        (bytes(range(256)), "br", "its compressed body is damaged"),
        (PAGE, "secret", "the content encoding 'secret' is not known"),
        (PAGE * 1000, "identity", "larger than 10,000 bytes"),
    ],
    ids=["a bomb", "cut off", "damaged", "damaged br", "unknown", "large as it is"],
)
def test_what_cannot_be_decoded(body: bytes, encoding: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        responses.decoded(body, [encoding], 10_000)
