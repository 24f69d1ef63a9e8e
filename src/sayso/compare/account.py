"""A story as its pages tell it: who says what, who merely repeats it, who denies it, how the accounts differ.

Everything in an account is somebody's word as a page has it. Which of contrary claims is so is not told, and no page is
held for better than another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from sayso.compare.accounting import claimed, occurred
from sayso.compare.accounting.alike import joined_within
from sayso.compare.accounting.counting import Counting
from sayso.compare.accounting.echoed import Shared, copied_from, echoes, later_version, shared_by
from sayso.compare.accounting.own import with_own
from sayso.compare.accounting.telling import Teller
from sayso.compare.accounting.told import (
    Account,
    Against,
    Cell,
    ClaimRow,
    Echo,
    EventRow,
    How,
    Involved,
    Origin,
    Origins,
    Page,
    Place,
    Telling,
)
from sayso.compare.accounting.tying import tied
from sayso.compare.course import Matter, courses
from sayso.compare.echoes import Passage
from sayso.compare.figures import rivals
from sayso.compare.framing import framings
from sayso.compare.hearing.sayers import LATE, Item, Sayers
from sayso.compare.hearing.spokesmen import speaks_for as spokesmen
from sayso.compare.judged import Judged
from sayso.compare.naming import Named, differing, named
from sayso.ledger.days import day_of
from sayso.records import Reading

__all__ = [
    "Account", "Against", "Cell", "ClaimRow", "Echo", "EventRow", "How", "Involved", "Judged", "Origin", "Origins",
    "Page", "Place", "Telling", "account",
]  # fmt: skip

UNJUDGED: Final = Judged()


def account(
    readings: Sequence[Reading],
    *,
    same: Mapping[str, str] | None = None,
    shared: Mapping[tuple[str, str], Sequence[Passage]] | None = None,
    speaks_for: Mapping[str, str] | None = None,
    judged: Judged = UNJUDGED,
) -> Account:
    """What the pages of one story tell. The same for any order of the readings.

    `same` joins actors over pages, each id to the one under which it goes; those of one full name are joined beside.
    `speaks_for` gives spokesmen's bodies by such ids, found in the pages where it is not given; `shared` what two pages
    (ids, the lesser first) share, found where it is not given; `judged` pairs of attributions or events that were
    judged to be one or not.
    """
    readings = tuple(sorted({reading.document.id: reading for reading in readings}.values(), key=_by_id))
    if not readings:
        return Account()
    same = joined_within(readings, same or {})
    speaks_for = spokesmen(readings, same) if speaks_for is None else speaks_for
    between = shared_by(readings, shared)
    story = _story(readings, same, speaks_for, between)
    joined: Callable[[str], str] = story.sayers.id
    groups = occurred.events(readings, joined, judged)
    figures = rivals(readings, groups, same=same, speaks_for=speaks_for)
    rows = claimed.rows(story, tied(story.readings, joined, judged))
    names = differently_named(named(readings, same=same))
    found = echoes(between)
    return Account(
        pages=pages(story.sayers, found),
        publishers=story.teller.publishers,
        claims=rows,
        events=occurred.rows(story, groups, figures),
        figures=figures,
        echoes=found,
        origins=story.counting.pages(),
        names=names,
        differing=sum(differing(one.by) for one in names),
        framings=framings(readings, same=same),
        matters=_matters(story, rows),
    )


def pages(sayers: Sayers, found: Sequence[Echo]) -> tuple[Page, ...]:
    """The pages of an account, in time."""
    told = [
        Page(
            id=document.id,
            publisher=sayers.page(document.id).name,
            day=day_of(document.published) or None,
            title=document.title,
            url=document.url or next((seen.url for seen in document.sightings if seen.url), None),
            path=next((seen.path for seen in document.sightings if seen.path), None),
            copies=copied_from(document.id, found),
        )
        for document in (reading.document for reading in sayers.readings())
    ]
    seen = {reading.document.id: _seen(reading) for reading in sayers.readings()}
    told.sort(key=lambda page: (page.day or LATE, page.copies is not None, seen[page.id], page.id))
    later = later_version(told)
    return tuple(replace(page, later=later.get(page.id)) for page in told)


def differently_named(found: Iterable[Named]) -> tuple[Named, ...]:
    """Those first whom publishers call differently."""
    return tuple(sorted(found, key=lambda one: not differing(one.by)))


def _by_id(reading: Reading) -> str:
    return reading.document.id


def _seen(reading: Reading) -> str:
    """When a page was found first."""
    return min((seen.fetched for seen in reading.document.sightings), default="")


def _story(
    readings: Sequence[Reading], same: Mapping[str, str], speaks_for: Mapping[str, str], between: Shared
) -> claimed.Story:
    """The pages with what they say in their own voice as claims, too."""
    told = tuple(map(with_own, readings))
    sayers = Sayers(told, same, speaks_for)
    found = echoes(between)
    copies = frozenset((echo.second, echo.first) for echo in found if echo.known)
    teller = Teller(told, sayers, found, pages(sayers, found))
    return claimed.Story(told, sayers, teller, Counting(between, sayers, found), same, speaks_for, copies)


def _matters(story: claimed.Story, rows: Iterable[ClaimRow]) -> tuple[Matter, ...]:
    """How voices stood to what several speak of, or what is contradicted."""
    told = [row for row in rows if len(row.speakers) > 1 or any(one.how != "unsure" for one in row.against)]
    groups = [[each.item for cell in row.cells for each in cell.tellings] for row in told]
    conflicts: list[tuple[Item, Item]] = [one.between for row in told for one in row.against if one.how != "unsure"]
    return courses(story.readings, groups, conflicts, same=story.same, speaks_for=story.speaks_for)
