"""The one way to the network: what is asked is checked at every hop, what comes is limited, hosts are left in peace."""

import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from types import TracebackType
from typing import Final, Self

import httpcore
from msgspec import Struct
from msgspec.structs import replace

from sayso import __version__
from sayso.sources import connecting, encoded, guarding
from sayso.sources.connecting import Deadline, FetchError, Network
from sayso.sources.guarding import Target, shown
from sayso.sources.robots import MOST, Robots
from sayso.sources.turns import Turns

__all__ = ["AGENT", "FetchError", "Fetched", "Fetcher", "Known", "Limits", "Network"]

TOKEN: Final = "sayso"  # the name by which robots.txt speaks of it
AGENT: Final = f"{TOKEN}/{__version__}"
AGAIN: Final = 2  # times that a host is asked again which says that it is busy
BUSY: Final = frozenset({429, 503})
BUSY_PAUSE: Final = 60.0  # seconds, where 429 comes without a time
ROBOTS_SECONDS: Final = 20.0  # for a robots.txt
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_LONG: Final = 500  # characters of a header that is kept
_ACCEPT: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"


class Limits(Struct, frozen=True, kw_only=True):
    """`seconds` for all hops of an address together, `connect` of them for one look-up or connection; `max_bytes` of
    what arrives and of what it decompresses to; `redirects` that are followed; `allow_private` lets addresses be asked
    that are not public ones, those of this machine among them."""

    seconds: float = 60.0
    connect: float = 10.0
    max_bytes: int = 20_000_000
    redirects: int = 5
    allow_private: bool = False


class Known(Struct, frozen=True):
    """What an address said of the version that is there already."""

    etag: str | None = None
    last_modified: str | None = None


class Fetched(Struct, frozen=True, kw_only=True):
    """What came. `asked` and `url` are the first and the last address, `hops` those that led on to the last. `status`
    is 200, 203, or 304 with no data where nothing has changed. `media_type` is the Content-Type with its charset, None
    where none was told; `fetched` an ISO 8601 time. `downgraded` tells that a redirect led from https to http."""

    asked: str
    url: str
    status: int
    media_type: str | None
    data: bytes
    etag: str | None
    last_modified: str | None
    fetched: str
    hops: tuple[str, ...] = ()
    downgraded: bool = False


class _Job(Struct):
    """One address with all its hops: what is asked of each, and what is used up. `cut` is for robots.txt: the beginning
    of what is too large is taken, and its host's turn is not used up."""

    target: Target
    known: Known
    accepted: Callable[[str], bool] | None
    robots: bool
    max_bytes: int
    seconds: float
    left: float
    hops: tuple[Target, ...] = ()
    busy: int = 0
    cut: bool = False


class Fetcher:
    """Fetches addresses within limits, for as long as one likes and from as many threads. `pause` is in seconds between
    an answer and the next request to the same host, `patience` the longest that is waited for a host's turn; `robots`
    False is for what the host's owner has asked to be fetched."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        pause: float = 1.0,
        patience: float = 300.0,
        robots: bool = True,
        agent: str = AGENT,
        network: Network | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._network = network or Network()
        self._agent = agent
        self._turns = Turns(pause, patience)
        self._patience = patience
        self._robots = Robots(self._robots_text, TOKEN) if robots else None
        self._tls = self._network.tls
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the waiting of all threads; nothing is asked that waits now."""
        self._turns.stop()

    def get(self, url: str, known: Known | None = None, *, accepted: Callable[[str], bool] | None = None) -> Fetched:
        """What is at an address now. `accepted` says of a media type (lower case, without parameters) whether its body
        is wanted at all.

        RefusedError for what is forbidden by the guard or by robots.txt; FetchError, or InputError for what is no
        address, where nothing of use came. Both name the address.
        """
        limits = self._limits
        target = guarding.target(url)
        job = _Job(
            target,
            known or Known(),
            accepted,
            self._robots is not None,
            limits.max_bytes,
            limits.seconds,
            limits.seconds,
        )
        return self._done(job, guarding.named(url))

    def _robots_text(self, place: Target) -> bytes:
        seconds = min(self._limits.seconds, ROBOTS_SECONDS)
        job = _Job(place, Known(), None, False, MOST, seconds, seconds, cut=True)
        return self._done(job, place.url).data

    def _done(self, job: _Job, asked: str) -> Fetched:
        while True:
            answer = self._turn(job)
            if isinstance(answer, Fetched):
                return replace(answer, asked=asked, hops=tuple(each.url for each in job.hops), downgraded=_down(job))
            if answer is not job.target:
                self._follow(job, answer)

    def _turn(self, job: _Job) -> Fetched | Target:
        """One request when its host's turn has come; the target to go on with, the same one if it is to be asked again,
        or what was fetched."""
        here = job.target
        delay = self._robots.delay(here) if self._robots and job.robots else 0.0
        belongs = job.cut or bool(job.hops and job.hops[-1].host == here.host)
        with self._turns.of(here.host, delay=delay, at_once=belongs and not job.busy, counted=not job.cut):
            started = time.monotonic()
            try:
                return self._asked(job)
            except connecting.NETWORK_ERRORS as error:
                raise connecting.told(error, here, job.seconds) from None
            finally:
                job.left -= time.monotonic() - started

    def _follow(self, job: _Job, there: Target) -> None:
        here = shown(job.target.url)
        job.hops = (*job.hops, job.target)
        if there in job.hops:
            raise FetchError(f"{here}: leads in a circle, back to {shown(there.url)}")
        if len(job.hops) > self._limits.redirects:
            raise FetchError(f"{here}: leads on more than {self._limits.redirects} times")
        job.target = there

    def _asked(self, job: _Job) -> Fetched | Target:
        limits, here = self._limits, job.target
        tls = self._trusted() if here.scheme == "https" else None
        with connecting.answered(
            here,
            self._headers(job.known),
            network=self._network,
            tls=tls,
            deadline=Deadline(job.left),
            connect=limits.connect,
            allow_private=limits.allow_private,
        ) as response:
            return self._judged(job, response)

    def _judged(self, job: _Job, response: httpcore.Response) -> Fetched | Target:
        status, headers, here = response.status, _headers(response), job.target
        name = shown(here.url)
        if status in REDIRECTS:
            if "location" not in headers:
                raise FetchError(f"{name}: answers {status} and does not say where to", status)
            return guarding.followed(here, headers["location"])
        if status in BUSY:
            return self._busy(job, status, _seconds(headers.get("retry-after", "")))
        unchanged = status == 304 and job.known != Known()
        if not unchanged and status not in (200, 203):
            raise FetchError(f"{name}: answers {status}", status)
        media_type = _kept(headers.get("content-type"))
        kind = (media_type or "").partition(";")[0].strip().lower()
        if not unchanged and kind and job.accepted and not job.accepted(kind):
            raise FetchError(f"{name}: {shown(kind)} is not what is looked for", status)
        return Fetched(
            asked=here.url,
            url=here.url,
            status=status,
            media_type=media_type,
            data=b"" if unchanged else _body(job, response, headers),
            etag=_kept(headers.get("etag")) or (job.known.etag if unchanged else None),
            last_modified=_kept(headers.get("last-modified")) or (job.known.last_modified if unchanged else None),
            fetched=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _busy(self, job: _Job, status: int, seconds: float | None) -> Target:
        """The host is left alone for as long as it says. The same target, if waiting for it is worth it."""
        if seconds is None and status == 429:
            seconds = BUSY_PAUSE
        if seconds is not None:
            self._turns.hold(job.target.host, seconds)
        job.busy += 1
        if seconds is None or seconds > self._patience or job.busy > AGAIN or job.cut:
            later = "" if seconds is None else f" and asks to be left alone for {seconds:.0f} seconds"
            raise FetchError(f"{shown(job.target.url)}: answers {status}{later}", status, seconds)
        return job.target

    def _headers(self, known: Known) -> dict[str, str]:
        headers = {
            "User-Agent": self._agent,
            "Accept": _ACCEPT,
            "Accept-Language": "en,*;q=0.5",
            "Accept-Encoding": encoded.ASKED_FOR,
        }
        told = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return headers | {name: value for name, value in told.items() if value}

    def _trusted(self) -> ssl.SSLContext:
        """Made once, when it is first needed: reading all certificates takes a while."""
        with self._lock:
            if self._tls is None:
                self._tls = httpcore.default_ssl_context()
            return self._tls


def _down(job: _Job) -> bool:
    """Whether the way went from https to http anywhere."""
    schemes = [each.scheme for each in (*job.hops, job.target)]
    return ("https", "http") in pairwise(schemes)


def _body(job: _Job, response: httpcore.Response, headers: dict[str, str]) -> bytes:
    """The body with its encoding undone, or FetchError as soon as either is too large."""
    name, most = shown(job.target.url), job.max_bytes
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in encoded.PLAIN | encoded.READ:
        raise FetchError(f"{name}: encoded as {shown(encoding)}, which was not asked for", response.status)
    length = headers.get("content-length", "")
    too_large = FetchError(f"{name}: larger than {most:,} bytes", response.status)
    if length.isascii() and length.isdigit() and int(length[:20]) > most and not job.cut:
        raise too_large
    data = bytearray()
    arrived = _Counted(response, most)
    try:
        for piece in encoded.decoded(arrived, encoding):
            data += piece
            if len(data) > most:
                break
    except encoded.DecodingError as error:
        if not arrived.beyond:
            raise FetchError(f"{name}: {error}", response.status) from None
    if (len(data) > most or arrived.beyond) and not job.cut:
        raise too_large
    return bytes(data[:most])


class _Counted:
    """The pieces of a body as they arrive, up to a number of bytes; `beyond` tells that there were more."""

    def __init__(self, response: httpcore.Response, most: int) -> None:
        self._response = response
        self._most = most
        self.beyond = False

    def __iter__(self) -> Iterator[bytes]:
        arrived = 0
        for piece in self._response.iter_stream():
            arrived += len(piece)
            if arrived > self._most:
                self.beyond = True
                yield piece[: len(piece) - (arrived - self._most)]
                return
            yield piece


def _headers(response: httpcore.Response) -> dict[str, str]:
    """Headers by lower-case name, the first of each; those that are UTF-8 as such, others as Latin-1."""
    headers: dict[str, str] = {}
    for name, value in response.headers:
        try:
            text = value.decode("utf-8")
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        headers.setdefault(name.decode("latin-1").lower(), text)
    return headers


def _kept(value: str | None) -> str | None:
    """A header as it is kept; None for one that is empty or too long to be what it should be."""
    plain = _CONTROL.sub("", value or "").strip()
    return plain if plain and len(plain) <= _LONG else None


def _seconds(retry_after: str) -> float | None:
    """What Retry-After says, in seconds from now; None if it says nothing."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
