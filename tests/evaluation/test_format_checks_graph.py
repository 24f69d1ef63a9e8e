"""The check of maps, graphs and feeds: silent where all is there, and loud where something is not."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from evaluation.format_checks import graph
from evaluation.made_ledger import page
from sayso.records import Chosen
from tests.export.choosing import UGLY, called, chosen

PAGES = [chosen(page(number)[1]) for number in range(4)]


def test_what_is_whole_has_no_faults() -> None:
    assert graph.check(PAGES) == []
    assert graph.check([]) == []


@pytest.mark.parametrize("name", UGLY.values(), ids=UGLY)
def test_ugly_names_are_no_faults(name: str) -> None:
    assert graph.check([chosen(called(page(7)[1], name))]) == []


@pytest.mark.parametrize(
    ("module", "function", "old", "new", "told"),
    [
        ("places", "write", b'"event":"', b'"event":"x', "geojson"),
        ("gexf", "write", b' weight="1"', b' weight="2"', "gexf"),
        ("graphml", "write", b'<data key="e_weight">1<', b'<data key="e_weight">2<', "graphml"),
        ("gexf", "write", b' label="', b' label="x', "gexf"),
        ("feeds", "atom", b"\xe2\x80\x9c", b"\xe2\x80\x9cx", "atom"),
        ("feeds", "rss", b"<title>", b"<title>x", "rss"),
    ],
    ids=["another event", "a weight", "the same in GraphML", "a name", "words", "a title"],
)
def test_what_is_altered_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, module: str, function: str, old: bytes, new: bytes, told: str
) -> None:
    of = getattr(graph, module)
    write: Callable[..., Iterator[bytes]] = getattr(of, function)

    def altered(found: list[Chosen], meta: Any) -> Iterator[bytes]:
        yield b"".join(write(found, meta)).replace(old, new)

    monkeypatch.setattr(of, function, altered)
    assert [fault for fault in graph.check(PAGES) if fault.startswith(told)]
