"""How many independent origins there are: tellings that are copies of one another, or that have the same source, count
once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, Literal

from msgspec import Struct

from sayso.records import Span

Why = Literal["one page", "one publisher", "copied", "one source", "one agency"]
Copy = tuple[Span, Span]

_HALF: Final = 0.5


class Telling(Struct, frozen=True, kw_only=True):
    """Where something is told: a page, or a span of it (None for all of it). `sources` are the ids of those whose word
    the page gives for it, none where it is the page's own; `agencies` whom the page credits for its text; `length` are
    the code points of the page without its furniture."""

    id: str
    document: str
    publisher: str | None = None
    span: Span | None = None
    sources: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    length: int


class Fold(Struct, frozen=True):
    """Why two tellings count as one."""

    one: str
    other: str
    why: Why


class Group(Struct, frozen=True):
    """Tellings (ids) of one origin, and what folds them. One that stands alone has no folds."""

    tellings: tuple[str, ...]
    folds: tuple[Fold, ...] = ()


def folded(tellings: Iterable[Telling], copies: Mapping[tuple[str, str], Sequence[Copy]]) -> tuple[Group, ...]:
    """The groups of tellings that have one origin; as many as are independent. `copies` are the passages that two pages
    (documents, the lesser id first) have copied, as spans of both. The same for any order of the tellings."""
    ordered = sorted(tellings, key=lambda each: each.id)
    root = {each.id: each.id for each in ordered}
    folds = [fold for one, other in combinations(ordered, 2) for fold in _folds(one, other, copies)]
    for fold in folds:
        low, high = sorted((_root(root, fold.one), _root(root, fold.other)))
        root[high] = low
    members: dict[str, list[str]] = {}
    for each in ordered:
        members.setdefault(_root(root, each.id), []).append(each.id)
    return tuple(
        Group(tuple(ids), tuple(fold for fold in folds if _root(root, fold.one) == head))
        for head, ids in members.items()
    )


def _root(root: Mapping[str, str], id: str) -> str:
    while root[id] != id:
        id = root[id]
    return id


def _folds(one: Telling, other: Telling, copies: Mapping[tuple[str, str], Sequence[Copy]]) -> Iterator[Fold]:
    if one.document == other.document:
        yield Fold(one.id, other.id, "one page")
        return
    if one.publisher is not None and one.publisher == other.publisher:
        yield Fold(one.id, other.id, "one publisher")
    if _copied(one, other, copies):
        yield Fold(one.id, other.id, "copied")
    if not set(one.sources).isdisjoint(other.sources):
        yield Fold(one.id, other.id, "one source")
    if not set(one.agencies).isdisjoint(other.agencies):
        yield Fold(one.id, other.id, "one agency")


def _copied(one: Telling, other: Telling, copies: Mapping[tuple[str, str], Sequence[Copy]]) -> bool:
    if other.document < one.document:
        one, other = other, one
    found = copies.get((one.document, other.document), ())
    if one.span is None or other.span is None:
        lengths = (sum(end - start for start, end in (copy[side] for copy in found)) for side in (0, 1))
        return any(
            length >= _HALF * each.length for length, each in zip(lengths, (one, other), strict=True) if each.length
        )
    return any(_touch(one.span, first) and _touch(other.span, second) for first, second in found)


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
