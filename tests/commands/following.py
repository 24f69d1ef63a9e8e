"""A small site of feeds and pages on this machine, which remembers how it was asked."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from msgspec import Struct, field


class Answer(Struct, frozen=True):
    """What is answered at a path; `wait` is an event for which the answer waits."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {}
    wait: threading.Event | None = None


class Site(Struct):
    """What is answered by path, where the site stands, and the requests: their paths and headers, in order."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    at: str = ""

    def put(self, path: str, body: str, etag: str | None = None, **headers: str) -> str:
        """Answer so at a path; its address."""
        self.answers[path] = Answer(body.encode(), 200, headers | ({"ETag": etag} if etag else {}))
        return self.at + path

    def feed(self, path: str, *pages: str, etag: str | None = None, channel: str = "", more: str = "") -> str:
        """Answer with a feed of these pages at a path; its address."""
        items = "".join(f"<item><link>{page}</link>{more}</item>" for page in pages)
        return self.put(path, f'<rss version="2.0"><channel>{channel}{items}</channel></rss>', etag)

    def paths(self) -> list[str]:
        """The paths that were asked for, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def site() -> Iterator[Site]:
    """The site, on a port of its own for as long as the block lasts."""
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = found.answers.get(self.path, Answer(b"not here", 404))
            if answer.wait is not None:
                answer.wait.wait(30)
            etag = answer.headers.get("ETag")
            same = etag is not None and self.headers.get("If-None-Match") == etag
            self.send_response(304 if same else answer.status)
            body = b"" if same else answer.body
            for name, value in ({"Content-Type": "text/html; charset=utf-8"} | dict(answer.headers)).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever waited too long is gone
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    found.at = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield found
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
