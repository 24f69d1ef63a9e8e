"""A server for tests of what is fetched."""

from collections.abc import Iterator

import pytest

from tests.sources.served import BODY, Served, reply, serving


@pytest.fixture
def served() -> Iterator[Served]:
    with serving({"/a": reply(BODY)}) as server:
        yield server
