"""Processes beside a server, which end with it however it ends."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any


def processes(count: int, start: Callable[..., None] | None = None, *told: Any) -> ProcessPoolExecutor:
    """So many processes, each of which does first what `start` does with what it is told."""
    # Spawned, not forked: a server has threads, of which a fork would take the locks along.
    return ProcessPoolExecutor(count, get_context("spawn"), initializer=_begin, initargs=(start, told))


def _begin(start: Callable[..., None] | None, told: tuple[Any, ...]) -> None:
    Thread(target=_end_with_parent, name="end", daemon=True).start()
    if start is not None:
        start(*told)


def _end_with_parent() -> None:
    """A server that is killed takes leave of nobody, and its processes would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
