"""Workers that stay for one run or for several, and the runs themselves."""

import selectors
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

from sayso.batch import Outcome
from sayso.records import Address
from sayso.scale.feed import FEEDER, Fed, Given
from sayso.scale.limits import MEMORY
from sayso.scale.messages import Start, path_out
from sayso.scale.reading import Run, Stop
from sayso.scale.workers import WORKER, Workers
from sayso.settings import Settings
from sayso.sources.opening import Options
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:  # it takes long to load, while workers could be loading too
    from sayso.ledger import Ledger

LONGEST: Final = 300.0  # seconds for one page


class Pool:
    """Workers that stay for several runs. `longest` is in seconds, for one page; `memory` in bytes, for one process."""

    def __init__(
        self,
        settings: Settings,
        jobs: int,
        longest: float = LONGEST,
        memory: int = MEMORY,
        module: str = WORKER,
        feeder: str = FEEDER,
    ) -> None:
        self._feeder = feeder
        self.memory, self.selector = memory, selectors.DefaultSelector()
        start = Start(
            threshold=settings.threshold,
            actors=path_out(settings.actors),
            places=path_out(settings.places),
            memory=memory,
        )
        self.workers = Workers(start, jobs, longest, self.selector, module)

    def close(self) -> None:
        self.workers.close()
        self.selector.close()

    def read(
        self, pages: Iterable[Yielded], ledger: "Ledger | None", *, stop: Stop | None = None, again: bool = False
    ) -> Iterator[Outcome]:
        """What becomes of pages, as `read_many` tells it."""
        return Run(Given(pages), self.workers, self.selector, ledger, again).outcomes(stop)

    def read_arguments(
        self,
        arguments: Sequence[str],
        options: Options,
        ledger: "Ledger | None",
        *,
        stop: Stop | None = None,
        again: bool = False,
    ) -> Iterator[Outcome]:
        """What becomes of the pages behind arguments, which a feeder process opens, as `read_many` tells it."""

        def known(url: str) -> Address | None:
            return None if ledger is None else ledger.view.address(url)

        with closing(Fed(arguments, options, known, self.memory, self.selector, self._feeder)) as feed:
            yield from Run(feed, self.workers, self.selector, ledger, again).outcomes(stop)


@contextmanager
def pool(settings: Settings, jobs: int, longest: float = LONGEST) -> Iterator[Pool]:
    """Workers for as long as the block lasts."""
    with closing(Pool(settings, jobs, longest)) as made:
        yield made


def read_many(
    arguments: Sequence[str],
    settings: Settings,
    options: Options,
    jobs: int,
    ledger: "Ledger | None",
    *,
    longest: float = LONGEST,
    stop: Stop | None = None,
) -> Iterator[Outcome]:
    """What became of each page behind the arguments (files, folders, archives, tables, addresses), read by so many
    processes, in the order in which they came as far as nobody has to wait long for that.

    With a ledger each outcome is in it for good when it is told. Once `stop` is set, what is being read is finished and
    nothing else begun. Only a ledger that cannot be written (LedgerError) and a reader that cannot be started
    (SaysoError) end the run.
    """
    with pool(settings, jobs, longest) as readers:
        yield from readers.read_arguments(arguments, options, ledger, stop=stop)
