"""Two pages side by side: what stands on both."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from fastapi import Response
from fastapi.responses import RedirectResponse
from msgspec import Struct

from sayso.compare.changes import Run, runs
from sayso.compare.echoes import Origin, Passage, origin, passages, told
from sayso.records import Document, Reading
from sayso.web.answers import Viewed, page
from sayso.web.echoed import beside, telling, within
from sayso.web.layout import Group, covered, groups
from sayso.web.layout import passages as laid_out
from sayso.web.marks import Piece, segments
from sayso.web.wire import HEADERS

Side = Literal["first", "second"]


class Half(Struct, frozen=True):
    """One of two pages side by side: its blocks, the share of its words that the other has, and the number of each
    passage by the offset at which it begins."""

    reading: Reading
    groups: tuple[Group, ...]
    share: float
    numbers: Mapping[int, tuple[int, ...]]

    @property
    def document(self) -> Document:
        return self.reading.document


class Pair(Struct, frozen=True):
    """A passage of two pages: its number, its words as they are on the first and became on the second."""

    number: int
    passage: Passage
    runs: tuple[Run, ...]
    before: tuple[Run, ...]
    speakers: tuple[str, ...]


def show_beside(view: Viewed, name: str, other: str) -> Response:
    """Two pages side by side: what they share, aligned, and the whole text of both with it marked."""
    one, two = view.find(name), view.find(other)
    if (one, two) != (name, other):
        return RedirectResponse(beside(one, two), headers=HEADERS)
    first, second = view.reading(one), view.reading(two)
    found = shared(first, second)
    names = {actor.id: actor.name for reading in (second, first) for actor in reading.actors}
    return page(
        "beside.html",
        section="documents",
        first=half(first, found, "first"),
        second=half(second, found, "second"),
        pairs=tuple(paired(first, second, found, names)),
        origin=_origin(first, second, found),
        copied=sum(each.words for each in found if each.kind == "copied"),
        turned=beside(two, one),
        publishers={reading.document.id: called(reading.document) for reading in (first, second)},
    )


def shared(first: Reading, second: Reading) -> tuple[Passage, ...]:
    """What two pages share, whether they are of one story or not, in the order of the first."""
    if first.document.id == second.document.id:
        return ()
    return telling(passages(told(first), told(second)))


def called(document: Document) -> str:
    """What a page is called among others: by its publisher, else by its title."""
    return document.publisher or document.title or document.id[:12]


def _origin(first: Reading, second: Reading, found: Iterable[Passage]) -> Origin | None:
    """Who had first what was copied; None where nothing was."""
    copied = [(each.first, each.second) for each in found if each.kind == "copied"]
    return origin(told(first), told(second), copied) if copied else None


def half(reading: Reading, found: Sequence[Passage], side: Side) -> Half:
    """One of two pages, with what both have marked on it."""
    spans = [each.first if side == "first" else each.second for each in found]
    document = reading.document
    cut = segments(document, (Piece("echo", str(number), span) for number, span in enumerate(spans, 1)))
    numbers: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for number, (start, _) in enumerate(spans, 1):
        numbers[start] += (number,)
    own = [block.span for block in covered(document) if block.kind != "furniture"]
    copied = sorted(span for span, each in zip(spans, found, strict=True) if each.kind == "copied")
    length = sum(end - start for start, end in own)
    share = sum(within(copied, span) for span in own) / length if length else 0.0
    return Half(reading, tuple(groups(laid_out(document, cut))), share, dict(numbers))


def paired(first: Reading, second: Reading, found: Iterable[Passage], names: Mapping[str, str]) -> Iterator[Pair]:
    """The passages with their words, and what of these changed."""
    for number, each in enumerate(found, 1):
        one, other = (
            " ".join(reading.document.text[slice(*span)].split())
            for reading, span in ((first, each.first), (second, each.second))
        )
        changed = runs(one, other)
        yield Pair(
            number,
            each,
            runs=tuple(run for run in changed if run.fate != "gone"),
            before=tuple(_before(run) for run in runs(other, one) if run.fate != "gone"),
            speakers=tuple(names.get(speaker, speaker) for speaker in each.speakers),
        )


def _before(run: Run) -> Run:
    return Run("gone" if run.fate == "new" else "same", run.words)


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {"/documents/{name}/beside/{other}": show_beside}
