"""The stories that pages tell, and one story as its publishers tell it: who says so, who repeats it, who denies it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from msgspec import Struct

from sayso.compare.account import Account
from sayso.compare.accounting.told import Against, Cell, ClaimRow, EventRow, Page, Telling
from sayso.compare.course import Matter
from sayso.compare.figures import Rivals, Value
from sayso.compare.naming import Named, Naming
from sayso.compare.viewed import story_of
from sayso.errors import InputError
from sayso.homes import Home
from sayso.ledger import View
from sayso.records import Entry, Selection, StoryEntry
from sayso.web.answers import Forms, PageNumber, Viewed, page
from sayso.web.describing import MOST, WAIT, Describer
from sayso.web.pages import shortened
from sayso.web.selecting import Asked, picking
from sayso.web.wire import HEADERS

HERE: Final = "/stories"
LISTED: Final = 50  # stories on one page of the list
SHOWN: Final = 12  # rows of a section before the rest is folded
LONE: Final = 150  # claims of one page alone that are shown
CELL: Final = 2  # tellings of a cell before the rest is folded
WORDS: Final = 200  # code points of what names a matter
AGAIN: Final = "2"  # seconds after which a page that was asked too early asks again
AGAINST: Final = ("denied_by", "contradicts")  # how others stand to a claim that is contradicted
OWN: Final = ("words", "publisher", "since", "until")  # what stories can be asked by


class Group(Struct, frozen=True):
    """A claim with those that contradict it beneath it."""

    rows: tuple[ClaimRow, ...]

    @property
    def disputed(self) -> bool:
        return len(self.rows) > 1


class Table(Struct, frozen=True):
    """What the tables of an account need to name what they show: its columns, its pages by id, its rows by theirs."""

    publishers: tuple[str, ...]
    pages: Mapping[str, Page]
    rows: Mapping[str, ClaimRow]

    def cells(self, row: ClaimRow | EventRow) -> tuple[Cell | None, ...]:
        """A row's cells in the order of the columns; None where the publisher has nothing of it."""
        by = {cell.publisher: cell for cell in row.cells}
        return tuple(by.get(publisher) for publisher in self.publishers)

    def older(self, row: ClaimRow, publisher: str) -> bool:
        """Whether all pages of a publisher that does not bring a claim are older than it."""
        return any(gap.before for gap in row.missing if gap.page.name == publisher)

    def from_whom(self, telling: Telling) -> str:
        """The publisher from whom a telling is copied."""
        return "" if telling.copied is None else self.publisher(telling.copied[0])

    def publisher(self, document: str) -> str:
        return self.pages[document].publisher if document in self.pages else document[:12]

    def sayers(self, against: Iterable[Against]) -> tuple[str, ...]:
        """Who says what stands against a claim, each once."""
        return tuple(dict.fromkeys(voice.name for each in against for voice in self.rows[each.row].speakers))

    def of(self, publisher: str) -> tuple[Page, ...]:
        return tuple(each for each in self.pages.values() if each.publisher == publisher)


class Glance(Struct, frozen=True):
    """A story at first sight, in numbers."""

    pages: int
    publishers: int
    origins: int
    repeating: int
    disputed: int
    apart: int


def list_stories(view: Viewed, asked: Asked, number: PageNumber = 1, alone: str = "") -> Response:
    """The stories of a selection, the newest first; those of several pages, unless those of one are asked for, too."""
    chosen = only(asked)
    given = by(chosen, alone == "yes")
    try:
        found = view.stories(**given, limit=LISTED + 1, offset=(number - 1) * LISTED)
        total, fault = view.story_count(**given), None
    except InputError as error:
        found, total, fault = (), 0, str(error)
    publishers = view.publishers()
    return page(
        "stories.html",
        400 if fault else 200,
        section="stories",
        picking=picking(view, HERE, chosen, alone="yes" if alone == "yes" else None),
        publishers=publishers if len(publishers) <= MOST else (),
        stories=found[:LISTED],
        total=total,
        fault=fault,
        more=len(found) > LISTED,
        page=number,
        alone=alone == "yes",
        uncompared=view.uncompared(),
    )


def only(asked: Selection) -> Selection:
    """What of a selection stories can be asked by."""
    return Selection(**{name: getattr(asked, name) for name in OWN})


def by(asked: Selection, alone: bool) -> dict[str, Any]:
    """The same as arguments, those of one page alone among them or not."""
    return {**{name: getattr(asked, name) for name in OWN}, "least": 1 if alone else 2}


def show_story(request: Request, view: Viewed, forms: Forms, name: str) -> Response:
    """The story that a document tells. While it is worked out the page asks for itself again."""
    story = view.story(name)
    if story.id != name:
        return RedirectResponse(f"{HERE}/{story.id}", headers=HEADERS)
    found = accounted(request, view, story)
    told = found or Account()
    table = tabled(told)
    groups = grouped(told.claims)
    several = tuple(group for group in groups if not alone(group))
    answer = page(
        "story.html",
        202 if found is None else 200,
        section="stories",
        story=story,
        entries=entries(view, story.documents) if found is None else (),
        working=found is None,
        account=told,
        table=table,
        glance=glance(told),
        groups=several,
        lone=tuple(group for group in groups if alone(group)),
        happened=tuple(row for row in told.events if len(row.cells) > 1),
        happened_alone=tuple(row for row in told.events if len(row.cells) < 2),
        copies=tuple(each for each in told.echoes if each.words),
        quoting=tuple(each for each in told.echoes if not each.words),
        matters=tuple(filter(worth, told.matters)),
        judging=forms,
        called=called,
        valued=valued,
        matter_words=matter_words,
        counts=counts,
        shown=SHOWN,
        lone_most=LONE,
        in_cell=CELL,
        most=MOST,
    )
    if found is None:
        answer.headers["refresh"] = AGAIN
    return answer


def accounted(request: Request, view: View, story: StoryEntry, wait: float = WAIT) -> Account | None:
    """The account of a story, or None while it is worked out."""
    describer: Describer = request.app.state.describer
    return describer.told(view, of_story, newest(story), wait=wait)


def newest(story: StoryEntry) -> tuple[str, ...]:
    """The documents of a story of which an account is given: its newest, where there are very many."""
    return story.documents[-MOST:]


def of_story(ledger: Home, documents: Sequence[str]) -> Account:
    """What documents of the ledger in a folder tell as one story."""
    with View(ledger) as view:
        return story_of(view, documents)


def tabled(told: Account) -> Table:
    pages = {each.id: each for each in told.pages}
    return Table(told.publishers, pages, {row.id: row for row in told.claims})


def grouped(claims: Iterable[ClaimRow]) -> tuple[Group, ...]:
    """The claims of an account, each with those that stand beneath it, in its order."""
    found: dict[str, list[ClaimRow]] = {}
    for row in claims:
        head = row.under if row.under in found else row.id
        found.setdefault(head or row.id, []).append(row)
    return tuple(Group(tuple(rows)) for rows in found.values())


def alone(group: Group) -> bool:
    """Whether one page alone tells a claim, and nothing contradicts it."""
    (first, *others) = group.rows
    return not others and not opposed(first) and sum(len(cell.tellings) for cell in first.cells) < 2


def opposed(row: ClaimRow) -> bool:
    """Whether something surely stands against a claim."""
    return any(each.how != "unsure" for each in row.against)


def glance(told: Account) -> Glance:
    return Glance(
        pages=len(told.pages),
        publishers=len(told.publishers),
        origins=told.origins.count,
        repeating=len(repeating(told)),
        disputed=sum(any(each.how in AGAINST for each in row.against) for row in told.claims),
        apart=sum(each.apart for each in told.figures),
    )


def repeating(told: Account) -> tuple[Page, ...]:
    """The pages that are mostly copied from another of the story."""
    return tuple(each for each in told.pages if each.copies is not None)


def called(named: Named, publisher: str) -> tuple[Naming, ...]:
    """What the pages of a publisher call an actor, the pages' own voice first."""
    return tuple(each for each in named.by if each.page.name == publisher)


def worth(matter: Matter) -> bool:
    """Whether a matter is worth telling over time: somebody turned, or several stand to it and not all the same."""
    stands = {stage.stand for course in matter.courses for stage in course.stages}
    return any(course.turned for course in matter.courses) or (len(matter.courses) > 1 and len(stands) > 1)


def matter_words(matter: Matter) -> str:
    """A matter in the words of whoever first says that it is so; of whoever speaks of it first, where nobody does."""
    stages = [stage for course in matter.courses for stage in course.stages]
    says = [stage for stage in stages if stage.stand in ("asserts", "concedes")] or stages
    return shortened(" ".join(says[0].told[0].basis.words.split()), WORDS)


def valued(value: Value) -> str:
    """A number as it was said: *at least 12*, *about 30*, *9 to 14*."""
    low, high = (None if bound is None else f"{bound:,.10g}" for bound in (value.low, value.high))
    about = "about " if value.approximate else ""
    if low is not None and high is not None:
        return f"{about}{low}" if low == high else f"{about}{low} to {high}"
    if low is not None:
        return f"at least {about}{low}"
    return f"at most {about}{high}" if high is not None else "a number"


def counts(rivals: Rivals) -> str:
    """What numbers are of, in the pages' words."""
    outcome = "" if rivals.outcome in (None, "other") else (rivals.outcome or "").replace("_", " ")
    told = ": ".join(part for part in (outcome, rivals.what or rivals.unit or "") if part) or "a number"
    return f"{told}{' (of these)' if rivals.part else ''}{' (to come)' if rivals.coming else ''}"


def entries(view: View, documents: Iterable[str]) -> tuple[Entry, ...]:
    """Documents as lists show them."""
    return tuple(_entries(view, documents))


def _entries(view: View, documents: Iterable[str]) -> Iterator[Entry]:
    for document in documents:
        yield next(each for each in view.versions(document) if each.id == document)


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {HERE: list_stories, f"{HERE}/{{name}}": show_story}
