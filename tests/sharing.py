"""Processes that read, shared by the runs of a test module: one takes seconds to start, and what is tested is another
thing than its start."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from sayso import scale
from sayso.scale import LONGEST, Pool
from sayso.settings import Settings


@pytest.fixture(scope="module")
def shared_readers() -> Iterator[None]:
    """The commands of a module read with the same workers, unless they ask for others: by a register of their own,
    places of their own, or a limit of time."""
    begin = scale.pool
    made: dict[int, Pool] = {}
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:

        @contextmanager
        def pool(settings: Settings, jobs: int, longest: float = LONGEST) -> Iterator[Pool]:
            if (settings.threshold, settings.actors, settings.places, longest) != (None, None, None, LONGEST):
                with begin(settings, jobs, longest) as other:
                    yield other
                return
            if jobs not in made:
                made[jobs] = stack.enter_context(begin(settings, jobs, longest))
            yield made[jobs]

        patch.setattr(scale, "pool", pool)
        yield
