"""An HTTP server on the loopback, of plain sockets, so that it can answer as no good server does."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from sayso.sources.fetching import Fetched, Fetcher, Known, Limits, Network

PUBLIC = "93.184.216.34"  # a public address; in these trials it leads to the loopback

BODY = b"<p>The ministry said so.</p>"
URL = "http://page.example/a"  # where BODY is, unless a test has something else there
MOST = 10_000  # bytes that are taken

Answer = bytes | Callable[[socket.socket], None]


class Request(Struct):
    path: str
    headers: Mapping[str, str]
    when: float


class Served(Struct):
    """A server's port and answers by path; what it was asked, in order."""

    port: int
    answers: dict[str, Answer | list[Answer]]
    asked: list[Request] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    routed: list[tuple[str, int]] = field(default_factory=list)

    def network(self, tls: ssl.SSLContext | None = None) -> Network:
        """Names are at PUBLIC unless `names` says otherwise, and every address leads here."""

        def resolve(host: str) -> list[str]:
            return self.names.get(host, [PUBLIC])

        def route(address: str, port: int) -> tuple[str, int]:
            self.routed.append((address, port))
            return "127.0.0.1", self.port

        return Network(resolve, route, tls)

    @property
    def paths(self) -> list[str]:
        """What was asked but for robots.txt."""
        return [request.path for request in self.asked if request.path != "/robots.txt"]


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer. `content_type="text/html"` is the header Content-Type."""
    told = {"content_length": str(len(body)), "content_type": "text/html"} | headers
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def moved(to: str, status: str = "302 Found") -> bytes:
    return reply(status=status, location=to)


def fetch(served: Served, url: str = URL, known: Known | None = None, **limits: float) -> Fetched:
    with fetcher(served, **limits) as fetching:
        return fetching.get(url, known)


def fetcher(served: Served, *, pause: float = 0.0, patience: float = 5.0, **limits: float) -> Fetcher:
    most = Limits(seconds=limits.get("seconds", 5), connect=2, max_bytes=MOST, redirects=3)
    return Fetcher(most, pause=pause, patience=patience, network=served.network())


def dripped(head: bytes, drop: bytes, pause: float, times: int = 1000) -> Callable[[socket.socket], None]:
    """An answer that comes a drop at a time."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(times):
            time.sleep(pause)
            connection.sendall(drop)

    return drip


@contextmanager
def serving(answers: Mapping[str, Answer | list[Answer]], tls: ssl.SSLContext | None = None) -> Iterator[Served]:
    """A server for the length of a `with` block. A list of answers is given in turn, the last for ever."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listening:
        served = Served(listening.getsockname()[1], dict(answers))
        done = threading.Event()

        def accept() -> None:
            listening.settimeout(0.05)
            while not done.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                except OSError:
                    return
                threading.Thread(target=_answer, args=(connection, served, tls), daemon=True).start()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield served
        finally:
            done.set()
            thread.join()


def _answer(connection: socket.socket, served: Served, tls: ssl.SSLContext | None) -> None:
    connection.settimeout(5)
    with contextlib.suppress(OSError), connection:
        stream = tls.wrap_socket(connection, server_side=True) if tls else connection
        with stream:
            head = b""
            while b"\r\n\r\n" not in head:
                more = stream.recv(65536)
                if not more:
                    return
                head += more
            first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            path = first.split(" ")[1]
            headers = dict(line.lower().split(": ", 1) for line in lines)
            served.asked.append(Request(path, headers, time.monotonic()))
            answer = served.answers.get(path, reply(b"nothing here", "404 Not Found"))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            if callable(answer):
                answer(stream)
            else:
                stream.sendall(answer)


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for one name: what a server shows, and what a client believes. Needs openssl."""
    program = shutil.which("openssl")
    assert program
    key, cert = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(
        [program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", str(key), "-out", str(cert), "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"],
        check=True, capture_output=True,
    )  # fmt: skip
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=str(cert))
