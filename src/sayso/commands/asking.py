"""The process that asks the network for feeds and pages: what comes from there is taken apart in it, not beside the
ledger, and it is killed when it takes too long."""

import os
import signal
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final, Literal, Self, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import SaysoError
from sayso.ids import document_id
from sayso.records import Address
from sayso.sources.feeds import Feed
from sayso.sources.schedule import now
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from sayso.sources.fetching import Fetcher, Limits

PATIENCE: Final = 30.0  # seconds that are waited for a host's turn; one that asks for longer is put off
LONGEST: Final = 300.0  # seconds for one address: turns, redirects and what comes
MEMORY: Final = 2_000_000_000  # bytes of address space of the process
TURNS: Final = 2000  # addresses after which a new process is started, so that nothing grows for months

Answer = TypeVar("Answer", bound=Struct)


class Question(Struct, frozen=True):
    """A feed or a page to be asked for, and what is known of it."""

    kind: Literal["feed", "page"]
    url: str
    known: Address | None = None


class FeedCame(Struct, frozen=True, kw_only=True):
    """What became of asking for a feed: `feed` where it came and was another than before, `reason` where it did not
    come or is none. `address` lacks only when it is due; `retry` is for how many seconds the host asks to be left in
    peace."""

    address: Address
    feed: Feed | None = None
    reason: str | None = None
    retry: float | None = None


class Asker:
    """Asks for feeds and pages, one at a time, in a process of its own. `pause` is in seconds, between two askings of a
    host; `longest` in seconds, for one address; after so many `turns` another process is started."""

    def __init__(self, limits: "Limits", *, pause: float = 1.0, longest: float = LONGEST, turns: int = TURNS) -> None:
        self._limits, self._pause, self._longest, self._turns = limits, pause, longest, turns
        self._ours: Connection | None = None
        self._process: SpawnProcess | None = None
        self._asked = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def feed(self, url: str, known: Address | None) -> FeedCame:
        """What comes of a feed. Whatever goes wrong is told as its reason."""
        answer = self._ask(Question("feed", url, known), FeedCame)
        return answer if isinstance(answer, FeedCame) else FeedCame(address=failed(url, "feed", known), reason=answer)

    def page(self, url: str, known: Address | None) -> Yielded:
        """What comes of a page. Whatever goes wrong is told as its reason; `address` lacks only when it is due."""
        answer = self._ask(Question("page", url, known), Yielded)
        if isinstance(answer, Yielded):
            return answer
        return Yielded(name=url, reason=answer, step="fetch", url=url, address=failed(url, "page", known))

    def close(self) -> None:
        """End the process at once."""
        process, self._process = self._process, None
        if self._ours is not None:
            self._ours.close()
            self._ours = None
        if process is not None:
            process.kill()
            process.join(10)
            process.close()

    def _ask(self, question: Question, kind: type[Answer]) -> Answer | str:
        self._asked += 1
        if self._asked > self._turns:
            self.close()
        try:
            ours = self._started()
            ours.send_bytes(msgspec.msgpack.encode(question))
            if ours.poll(self._longest):
                return msgspec.msgpack.decode(ours.recv_bytes(), type=kind)
            reason = f"{question.url}: it took longer than {self._longest:,.0f} seconds and was given up"
        except (EOFError, OSError, msgspec.DecodeError):
            reason = f"{question.url}: the process that asks for it ended while it was at it"
        self.close()
        return reason

    def _started(self) -> "Connection":
        if self._ours is None:
            self._asked = 1
            context = get_context("spawn")
            self._ours, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs, self._limits, self._pause), daemon=True)
            self._process.start()
            theirs.close()
        return self._ours


def failed(url: str, kind: Literal["feed", "page"], known: Address | None, status: int | None = None) -> Address:
    """What is known of an address of which nothing of use came once more."""
    before = known or Address(url=url, kind=kind, checked="")
    return replace(before, checked=now().isoformat(), status=status, failures=before.failures + 1)


def serve(questions: "Connection", limits: "Limits", pause: float) -> None:
    """Answer questions until none can come; what the process does."""
    from sayso.scale.limits import limit
    from sayso.sources.fetching import Fetcher

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it says when it ends
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    limit(MEMORY)
    os.nice(5)
    with suppress(EOFError, OSError), Fetcher(limits, pause=pause, patience=PATIENCE) as fetcher:
        while True:
            question = msgspec.msgpack.decode(questions.recv_bytes(), type=Question)
            questions.send_bytes(msgspec.msgpack.encode(answer(question, fetcher)))


def answer(question: Question, fetcher: "Fetcher") -> FeedCame | Yielded:
    """What comes of asking for an address."""
    from sayso.sources import web

    if question.kind == "feed":
        return ask_feed(question.url, fetcher, question.known)
    return web.page(question.url, fetcher, question.known)


def ask_feed(url: str, fetcher: "Fetcher", known: Address | None) -> FeedCame:
    """What comes of asking for a feed, on the condition that it is another than the known one."""
    from sayso.sources.connecting import FetchError
    from sayso.sources.feeds import feed
    from sayso.sources.fetching import Known

    condition = Known(etag=known.etag, last_modified=known.last_modified) if known and known.document else None
    try:
        got = fetcher.get(url, condition)
        found = document_id(got.data) if got.status != 304 else None
        same = known is not None and known.document is not None and found in (None, known.document)
        address = Address(
            url=url, kind="feed", etag=got.etag, last_modified=got.last_modified, checked=now().isoformat(),
            status=got.status, document=known.document if known and same else found,
        )  # fmt: skip
        return FeedCame(address=address, feed=None if same else feed(got.data, got.url, got.media_type))
    except FetchError as error:
        address = failed(url, "feed", known, error.answered)
        return FeedCame(address=address, reason=str(error), retry=error.retry)
    except SaysoError as error:
        return FeedCame(address=failed(url, "feed", known), reason=str(error))
