"""Ray: actors that stay, one a core, each with a worker process of its own, and pages handed to them in blocks.

An actor that dies is started again and its block is read again, as often as it takes, which is Ray Data's own rule. No
page can be the reason: what reads it is the worker below the actor, held to the same limits as on one machine.
"""

import logging
import os
import pickle
import selectors
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct, msgpack

from sayso.errors import InputError
from sayso.records import Reading
from sayso.scale import limits, parquet
from sayso.scale.messages import Done, Start, path_out
from sayso.scale.workers import Workers
from sayso.settings import Settings
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:
    from pyarrow import Table

LOCAL: Final = "local"
BLOCK_PAGES: Final = 8
BLOCK_BYTES: Final = 4_000_000
FILE_ROWS: Final = 256
LOCAL_STORE: Final = 256_000_000  # bytes of shared memory for the objects of a Ray of this machine alone
LOOK: Final = 0.5  # seconds between two looks at the worker


Told = TypeVar("Told", "Answer", parquet.Row)


class Answer(Struct, frozen=True):
    """What became of the page of this number, as a worker of this reader tells it."""

    number: int
    reader: str
    done: Done


class ReadsPages:
    """What an actor does: it keeps a worker, and has it read one block of pages after the other.

    `own` are the bytes of a register file and of a file of places of the user's own, which other machines do not have.
    With `rows` the answers are rows of Parquet files, otherwise bytes for the writer.
    """

    def __init__(
        self, threshold: float | None, own: tuple[bytes | None, bytes | None], longest: float, rows: bool
    ) -> None:
        self._folder = TemporaryDirectory(prefix="sayso-")
        folder = Path(self._folder.name)
        actors, places = (
            path_out(_kept(data, folder / name)) for data, name in zip(own, ("actors.yaml", "places.yaml"), strict=True)
        )
        start = Start(threshold=threshold, actors=actors, places=places, memory=limits.MEMORY)
        self._selector = selectors.DefaultSelector()
        self._workers = Workers(start, 1, longest, self._selector)
        self._rows = rows

    def __call__(self, block: "Table") -> "Table":
        import pyarrow

        loaded: list[Yielded] = [pickle.loads(data) for data in block["source"].to_pylist()]
        sources = dict(zip(block["number"].to_pylist(), loaded, strict=True))
        answers = [self._answer(done) for done in self._read(sources)]
        if self._rows:
            return parquet.table([_row(sources[each.number], each) for each in answers])
        return pyarrow.table({"answer": pyarrow.array([msgpack.encode(each) for each in answers], "large_binary")})

    def _read(self, sources: Mapping[int, Yielded]) -> Iterator[Done]:
        for number, source in sources.items():
            if source.page is not None:
                self._workers.put(number, source.page)
        while not self._workers.idle:
            yield from self._workers.look()
            for key, events in self._selector.select(LOOK):
                if events & selectors.EVENT_WRITE:
                    key.data.flush()
                if events & selectors.EVENT_READ:
                    yield from self._workers.take(key.data)

    def _answer(self, done: Done) -> Answer:
        return Answer(done.number, self._workers.version or "", done)


class Cluster:
    """The machines of a Ray that is connected to. `longest` is in seconds, for one page."""

    def __init__(self, settings: Settings, longest: float) -> None:
        own = tuple(None if path is None else path.read_bytes() for path in (settings.actors, settings.places))
        self._made_with = (settings.threshold, own, longest)

    @property
    def actors(self) -> int:
        """How many can read at once, as things stand. With no core left free, Ray Data waits for ever. InputError where
        there is only one."""
        import ray

        resources: dict[str, float] = ray.cluster_resources()
        if resources.get("CPU", 0) < 2:
            raise InputError("Ray has less than two processor cores: one of them is always left free")
        return int(resources["CPU"]) - 1

    @property
    def room(self) -> int:
        """Bytes of pages that may be on their way at once: pages and readings lie in the machines' shared memory."""
        import ray

        alive = [node["Resources"] for node in ray.nodes() if node["Alive"]]
        return min((int(each.get("object_store_memory", LOCAL_STORE)) for each in alive), default=LOCAL_STORE) // 4

    def read(self, sources: Sequence[Yielded]) -> Iterator[Answer]:
        """One answer for each page, as they come; `number` is the page's position."""

        def answers(pages: Mapping[int, Yielded], most: int) -> Iterator[Answer]:
            for table in self._dataset(pages, most, rows=False).iter_batches(batch_size=None, batch_format="pyarrow"):
                yield from (msgpack.decode(data, type=Answer) for data in table["answer"].to_pylist())

        return self._all(sources, answers, lambda source, lost: Answer(lost.number, "", lost))

    def write(self, sources: Sequence[Yielded], folder: Path) -> Iterator[parquet.Row]:
        """As `read`, but the actors' machines write rows into parts below the folder, which all of them see; given are
        those that are written, and one of each page that no machine gave an answer for, which is not."""

        def answers(pages: Mapping[int, Yielded], most: int) -> Iterator[parquet.Row]:
            part = parquet.begin(folder)
            made = self._dataset(pages, most, rows=True)
            made.write_parquet(str(part), min_rows_per_file=FILE_ROWS, compression="zstd")
            return parquet.rows(parquet.finish(part))

        return self._all(sources, answers, lambda source, lost: _row(source, Answer(lost.number, "", lost)))

    def _all(
        self,
        sources: Sequence[Yielded],
        answers: Callable[[Mapping[int, Yielded], int], Iterator[Told]],
        lost: Callable[[Yielded, Done], Told],
    ) -> Iterator[Told]:
        """Blocks first, then each page alone that still has no answer."""
        left = {number: source for number, source in enumerate(sources) if source.page is not None}
        handed = len(left)
        for most in (min(BLOCK_PAGES, 1 + handed // (4 * self.actors)), 1):
            for answer in answers(left, most) if left else ():
                if left.pop(answer.number, None) is not None:
                    yield answer
        if left and len(left) == handed:
            raise InputError("Ray gave no answer for any page: its logs, by default below /tmp/ray, say why")
        for number, source in left.items():
            yield lost(source, Done(number, step="worker", reason="Ray gave no answer, twice"))

    def _dataset(self, pages: Mapping[int, Yielded], most: int, *, rows: bool) -> Any:
        """The Ray Data set of the answers, in blocks of so many pages at most; reading begins when it is asked for."""
        from ray.data import ActorPoolStrategy, from_arrow

        blocks = [_block([(number, pages[number]) for number in block]) for block in in_blocks(pages, most)]
        return from_arrow(blocks).map_batches(
            ReadsPages,
            fn_constructor_args=(*self._made_with, rows),
            batch_size=None,
            batch_format="pyarrow",
            compute=ActorPoolStrategy(size=min(self.actors, len(blocks))),
            num_cpus=1,
        )


@contextmanager
def connected(address: str, settings: Settings, longest: float) -> Iterator[Cluster]:
    """Ray at an address (`host:port`, `auto`, `ray://host:port`), or one of this machine's own (`local`) that ends with
    the block. InputError where there is none, and when it breaks down."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent to anybody
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what dies is told by what becomes of its pages
    try:
        import ray
        from ray.data import DataContext
    except ImportError:
        raise InputError("reading with Ray needs an extra: pip install 'sayso[ray]'") from None
    ours = not ray.is_initialized()
    if ours:
        _connect(ray, address)
    _settle(DataContext.get_current())
    try:
        yield Cluster(settings, longest)
    except ray.exceptions.RayError as error:
        raise InputError(f"Ray at {address} stopped: {_first_line(error)}") from error
    finally:
        if ours:
            ray.shutdown()


def _connect(ray: Any, address: str) -> None:
    told: dict[str, Any] = {"address": address, "log_to_driver": False, "logging_level": logging.ERROR}
    if address == LOCAL:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        told |= {"num_cpus": cores + 1, "object_store_memory": LOCAL_STORE, "include_dashboard": False}
    try:
        ray.init(**told)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise InputError(f"{address}: no Ray there: {_first_line(error)}") from error


def _settle(context: Any) -> None:
    """Blocks that find no end are for us to read again, not for Ray Data to end the whole run by."""
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context.enable_progress_bars = False
    context.max_errored_blocks = -1
    context.max_consecutive_actor_init_deaths = 100


def in_blocks(pages: Mapping[int, Yielded], most: int) -> list[list[int]]:
    """The numbers of pages in blocks of so many at most; the largest first, so that none of them is what everybody
    waits for at the end."""
    sized = sorted(((len(each.page.data) if each.page else 0, number) for number, each in pages.items()), reverse=True)
    blocks: list[list[int]] = []
    room = 0
    for size, number in sized:
        if not blocks or len(blocks[-1]) == most or size > room:
            blocks.append([])
            room = BLOCK_BYTES
        blocks[-1].append(number)
        room -= size
    return blocks


def _block(pages: Sequence[tuple[int, Yielded]]) -> "Table":
    import pyarrow

    return pyarrow.table(
        {
            "number": pyarrow.array([number for number, _ in pages], "int64"),
            "source": pyarrow.array([pickle.dumps(source) for _, source in pages], "large_binary"),
        }
    )


def _row(source: Yielded, answer: Answer) -> parquet.Row:
    done = answer.done
    return parquet.Row(
        number=answer.number,
        source=source,
        reader=answer.reader,
        reading=None if done.reading is None else msgpack.decode(done.reading, type=Reading),
        step=done.step if done.reading is None else None,
        reason=done.reason,
    )


def _kept(data: bytes | None, path: Path) -> Path | None:
    if data is None:
        return None
    path.write_bytes(data)
    return path


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
