"""The workers as their parent sees them: who reads what, for how long, and what becomes of a page that one died of."""

import selectors
import signal
import time
from collections import deque
from collections.abc import Iterator
from typing import Final

from msgspec import DecodeError, Struct, field

from sayso.errors import SaysoError
from sayso.records import Page
from sayso.scale.child import Child, in_words
from sayso.scale.messages import Done, FromWorker, Hello, Ready, Start, Task, encode, from_worker
from sayso.scale.wire import BrokenError

WORKER: Final = "sayso.scale.worker"
AHEAD_PAGES: Final = 16  # pages that a worker may have in hand, so that it need not wait for its parent,
AHEAD_BYTES: Final = 50_000  # and the bytes of them; a larger page comes alone
WORTH: Final = 60_000  # bytes that wait for each worker before another one is worth its start
PAGE: Final = 5_000  # bytes that a page counts for besides its own
LOADING: Final = 120.0  # seconds for a worker's start
STARTS: Final = 4  # in a row that may fail
KILLS: Final = 20  # and that somebody may cut short
KILLED: Final = 3  # times that a page is tried alone of which a worker was killed: it may have been for another reason
DIED: Final = 1  # and of which a worker died otherwise
MOMENT: Final = 1.0  # seconds at most between two looks that count as time in which a worker was watched


class Job(Struct):
    """A page that is to be read, and how many workers died of it."""

    number: int
    page: Page
    deaths: int = 0


class Worker(Struct, eq=False):
    """`jobs` are what it has in hand, the first of which it is reading; `spent` are the seconds since it began that."""

    child: Child
    ready: bool = False
    fresh: bool = True
    alone: bool = False
    jobs: deque[Job] = field(default_factory=deque)
    spent: float = 0.0

    def has_room(self, page: Page) -> bool:
        if not self.ready or self.alone or not self.jobs:
            return self.ready and not self.alone
        size = sum(len(job.page.data) for job in self.jobs) + len(page.data)
        return len(self.jobs) < AHEAD_PAGES and size <= AHEAD_BYTES


class Workers:
    """Up to `most` worker processes, which run `main` of a module. `longest` is in seconds, for one page."""

    def __init__(
        self, start: Start, most: int, longest: float, selector: selectors.BaseSelector, module: str = WORKER
    ) -> None:
        self._start, self._most, self._longest, self._selector = start, most, longest, selector
        self._module = module
        self.version: str | None = None
        self._workers: dict[Child, Worker] = {}
        self._waiting: deque[Job] = deque()
        self._alone: deque[Job] = deque()
        self._failed_starts, self._stopping = 0, False
        self._looked = time.monotonic()
        self._add()

    @property
    def idle(self) -> bool:
        """Whether nothing is being read and nothing waits."""
        return not (self._waiting or self._alone or any(worker.jobs for worker in self._workers.values()))

    @property
    def wanting(self) -> bool:
        """Whether some worker has nothing to do."""
        return not (self._waiting or self._alone) and any(not worker.jobs for worker in self._workers.values())

    def put(self, number: int, page: Page) -> None:
        """Have a page read, as soon as somebody can."""
        self._waiting.append(Job(number, page))

    def stop(self) -> None:
        """Finish what is being read, and begin nothing else."""
        self._stopping = True
        self._waiting.clear()
        self._alone.clear()
        for worker in self._workers.values():
            while len(worker.jobs) > 1:
                worker.jobs.pop()

    def forget(self) -> None:
        """Be ready for other pages: nobody waits any more for those that are in hand."""
        self._waiting.clear()
        self._alone.clear()
        for worker in [worker for worker in self._workers.values() if worker.jobs]:
            worker.jobs.clear()
            self._remove(worker)
        self._stopping = False

    def close(self) -> None:
        """End all workers at once."""
        for child in self._workers:
            child.end()
        self._workers.clear()

    def take(self, child: Child) -> Iterator[Done]:
        """What a worker has sent; or what its end means, where that is what woke us."""
        worker = self._workers.get(child)
        if worker is None:
            return
        try:
            for message in child.take():
                yield from self._told(worker, from_worker.decode(message))
                if child not in self._workers:
                    return
        except (BrokenError, DecodeError):
            yield from self._lost(worker, "sent what is no answer")
            return
        if child.incoming.ended:
            yield from self._lost(worker, None)

    def look(self) -> Iterator[Done]:
        """Give out what waits, and end what takes too long. To be called often: time counts only from look to look."""
        now = time.monotonic()
        passed, self._looked = min(now - self._looked, MOMENT), now
        for worker in list(self._workers.values()):
            worker.child.hear()
            if worker.jobs or not worker.ready:
                worker.spent += passed
            longest = self._longest if worker.ready else LOADING
            if worker.spent > longest:
                yield from self._lost(worker, f"took longer than {longest:,.0f} seconds")
        self._give_out()

    def _told(self, worker: Worker, message: FromWorker) -> Iterator[Done]:
        if isinstance(message, Hello):
            if message.reason is not None:
                raise SaysoError(message.reason)
            self.version = message.version
        elif isinstance(message, Ready):
            worker.ready, worker.spent, self._failed_starts = True, 0.0, 0
        else:
            yield from self._done(worker, message)

    def _done(self, worker: Worker, done: Done) -> Iterator[Done]:
        if not worker.jobs or worker.jobs[0].number != done.number:
            raise BrokenError
        job = worker.jobs.popleft()
        worker.spent, worker.alone = 0.0, False
        if done.last or self._stopping:
            self._remove(worker)
        if done.memory:
            yield from self._again(job, done.reason or "", DIED)
        else:
            yield done

    def _lost(self, worker: Worker, why: str | None) -> Iterator[Done]:
        """What is to be done where a worker is no more, or is to be no more."""
        job = worker.jobs.popleft() if worker.jobs else None
        status = self._remove(worker)
        killed = why is None and status == -signal.SIGKILL
        why = why or in_words(status)
        if not worker.ready:
            self._not_started(worker, why, KILLS if killed else STARTS)
        if job is not None:
            yield from self._again(job, f"the process that read it {why}", KILLED if killed else DIED)

    def _again(self, job: Job, reason: str, most: int) -> Iterator[Done]:
        """Have a page that was too much for a worker read alone by a fresh one, unless that was tried."""
        job.deaths += 1
        if job.deaths > most:
            times = "" if job.deaths == 1 else f", {job.deaths} times"
            yield Done(job.number, step="worker", reason=f"{reason}{times}")
        elif not self._stopping:
            self._alone.append(job)

    def _not_started(self, worker: Worker, how: str, most: int) -> None:
        self._failed_starts += 1
        if self._failed_starts >= most:
            words = worker.child.last_words()
            raise SaysoError(f"the process that reads pages {how} before it could begin{': ' if words else ''}{words}")

    def _give_out(self) -> None:
        if self._stopping:
            return
        self._give_alone()
        for worker in sorted(self._workers.values(), key=lambda each: len(each.jobs)):
            while self._waiting and worker.has_room(self._waiting[0].page):
                self._give(worker, self._waiting.popleft())
        if len(self._workers) < min(self._most, self._worth()):
            self._add()

    def _give_alone(self) -> None:
        """A page that a worker died of gets one that has read nothing before, and that has nothing else in hand."""
        while self._alone and (worker := self._fit_for_alone()) is not None:
            worker.alone = True
            self._give(worker, self._alone.popleft())

    def _fit_for_alone(self) -> Worker | None:
        free = [worker for worker in self._workers.values() if worker.ready and not worker.jobs]
        fresh = next((worker for worker in free if worker.fresh), None)
        if fresh is None and free and all(worker.ready for worker in self._workers.values()):
            self._remove(free[0])
            self._add()
        return fresh

    def _worth(self) -> int:
        """How many workers what waits is worth."""
        waiting = sum(PAGE + len(job.page.data) for job in self._waiting)
        busy = sum(bool(worker.jobs) for worker in self._workers.values())
        return max(1, busy + len(self._alone) + waiting // WORTH + bool(self._waiting and not busy))

    def _give(self, worker: Worker, job: Job) -> None:
        if not worker.jobs:
            worker.spent = 0.0
        worker.fresh = False
        worker.jobs.append(job)
        worker.child.put(encode(Task(job.number, job.page)))

    def _add(self) -> None:
        child = Child(self._module, self._selector)
        child.put(encode(self._start))
        self._workers[child] = Worker(child)

    def _remove(self, worker: Worker) -> int:
        """End a worker; what it had in hand but had not begun waits again."""
        del self._workers[worker.child]
        if not self._stopping:
            self._waiting.extendleft(reversed(worker.jobs))
        worker.jobs.clear()
        return worker.child.end()
