"""Originals as a WARC with its index, and a folder of them as a WACZ 1.1.1, which players of web archives open.

What is kept of a page are its bytes, not the answer of a server: its record is a *resource*, under the address at which
it was found, or where it has none under `urn:sha256:` and its hash.
"""

import gzip
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from msgspec import json

from sayso.export.bag import digest, files
from sayso.export.markup import address
from sayso.records import Document

VERSION: Final = "1.1.1"
WARC: Final = "archive/data.warc.gz"
INDEX: Final = "indexes/index.cdx"
PAGES: Final = "pages/pages.jsonl"
PACKAGE: Final = "datapackage.json"
DIGEST: Final = "datapackage-digest.json"
_PACKED: Final = (".gz",)  # which a ZIP stores as they are, so that players reach into them


class Records:
    """Writes `archive/`, `indexes/` and `pages/` in a folder, one original after the other."""

    def __init__(self, folder: Path, agent: str, made: str) -> None:
        self._folder, self._agent, self._made = folder, agent, made
        for name in (WARC, INDEX, PAGES):
            (folder / name).parent.mkdir(parents=True)
        self._warc = (folder / WARC).open("xb")
        self._pages = (folder / PAGES).open("xb")
        self._index = sqlite3.connect(folder / "index.sqlite", isolation_level=None)  # sorts what memory need not hold
        self._index.executescript("PRAGMA journal_mode = OFF; CREATE TABLE lines (line TEXT) STRICT; BEGIN")

    def __enter__(self) -> Self:
        self._pages.write(json.encode({"format": "json-pages-1.0", "id": "pages", "title": "All pages"}) + b"\n")
        fields = f"software: {self._agent}\r\nformat: WARC File Format 1.1\r\n".encode()
        self._record("warcinfo", "application/warc-fields", fields, _moment(self._made), name=Path(WARC).name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._warc.close()
            self._pages.close()
            if kind is None:
                with (self._folder / INDEX).open("xb") as index:
                    for (line,) in self._index.execute("SELECT line FROM lines ORDER BY line"):
                        index.write(line.encode() + b"\n")
        finally:
            self._index.close()
            (self._folder / "index.sqlite").unlink(missing_ok=True)

    def add(self, document: Document, data: bytes) -> None:
        """A document's original as a record, a line of the index and a line of the pages."""
        url, moment = target(document), _seen(document, self._made)
        offset, length = self._record("resource", _media_type(document), data, moment, url=url)
        told = {
            "url": url, "mime": _media_type(document), "digest": f"sha256:{sha256(data).hexdigest()}",
            "length": str(length), "offset": str(offset), "filename": Path(WARC).name,
        }  # fmt: skip
        line = f"{sort_key(url)} {moment:%Y%m%d%H%M%S} {json.encode(told).decode()}"
        self._index.execute("INSERT INTO lines VALUES (?)", (line,))
        page = {"id": document.id, "url": url, "ts": _iso(moment), "title": document.title or url}
        self._pages.write(json.encode(page) + b"\n")

    def _record(
        self, kind: str, media_type: str, data: bytes, moment: datetime, *, url: str = "", name: str = ""
    ) -> tuple[int, int]:
        """Where a record begins, and the bytes that it takes."""
        found = sha256(data).hexdigest()
        own = {"WARC-Target-URI": url, "WARC-Payload-Digest": f"sha256:{found}"} if url else {"WARC-Filename": name}
        headers = {
            "WARC-Type": kind,
            "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {url} {moment} {found}')}>",
            "WARC-Date": _iso(moment),
            **own,
            "WARC-Block-Digest": f"sha256:{found}",
            "Content-Type": media_type,
            "Content-Length": str(len(data)),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        offset = self._warc.tell()
        with gzip.GzipFile("", "wb", fileobj=self._warc, mtime=0) as member:
            member.write(f"WARC/1.1\r\n{lines}\r\n".encode())
            member.write(data)
            member.write(b"\r\n\r\n")
        return offset, self._warc.tell() - offset


def target(document: Document) -> str:
    """The address of an original in the archive."""
    urls = (*(sighting.url for sighting in document.sightings), document.url)
    return next(filter(None, map(address, urls)), f"urn:sha256:{document.id}")


def sort_key(url: str) -> str:
    """What an index of an archive is sorted by: the host from its end, then path and query, in small letters."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return url
    host = parts.hostname.removeprefix("www.")
    usual = {"http": 80, "https": 443}[parts.scheme.lower()]
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    path = parts.path.rstrip("/") or "/"
    query = "&".join(sorted(parts.query.split("&")))
    turned = ",".join(reversed(host.split("."))) if not host.replace(".", "").isdigit() else host
    return f"{turned}{port}){path}{'?' + query if query else ''}".lower()


def pack(folder: Path, file: Path, *, title: str, made: str, agent: str) -> None:
    """Make of all that lies in a folder a WACZ, a file that is not there yet."""
    with (folder / PACKAGE).open("xb") as package:
        for piece in _package(folder, title=title, made=made, agent=agent):
            package.write(piece)
    sealed = {"path": PACKAGE, "hash": f"sha256:{digest(folder / PACKAGE)}"}
    (folder / DIGEST).write_bytes(json.encode(sealed) + b"\n")
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for path in files(folder):
            packed = zipfile.ZIP_STORED if path.suffix in _PACKED else zipfile.ZIP_DEFLATED
            archive.write(path, path.relative_to(folder).as_posix(), packed)


def _package(folder: Path, *, title: str, made: str, agent: str) -> Iterator[bytes]:
    told = {"profile": "data-package", "wacz_version": VERSION, "software": agent, "created": _iso(_moment(made))}
    yield json.encode({**told, "title": title}).removesuffix(b"}") + b',"resources":[\n'
    between = b""
    for path in files(folder):
        name = path.relative_to(folder).as_posix()
        if name not in (PACKAGE, DIGEST):
            resource = {"name": name.replace("/", "-").lower(), "path": name, "hash": f"sha256:{digest(path)}"}
            yield between + json.encode({**resource, "bytes": path.stat().st_size})
            between = b",\n"
    yield b"\n]}\n"


def _media_type(document: Document) -> str:
    """On one line, as the head of a record has it."""
    return "".join(each for each in document.media_type if " " <= each <= "~") or "application/octet-stream"


def _seen(document: Document, made: str) -> datetime:
    return min((_moment(each.fetched) for each in document.sightings), default=_moment(made))


def _moment(told: str) -> datetime:
    try:
        moment = datetime.fromisoformat(told)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)


def _iso(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
