"""Judging whether two pages tell one story, two attributions make one claim, two events are one: a form, and what it
appends."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, cast

from fastapi import Request, Response
from msgspec import Struct

from sayso.compare.accounting.told import Account, ClaimRow, EventRow, Telling
from sayso.compare.keeping import bring
from sayso.errors import InputError, NotFoundError
from sayso.ledger import View, Writer
from sayso.ledger.judged_pairs import about_two
from sayso.ledger.pairs import PAIRS, STORIES
from sayso.records import Judgement, JudgementKind, Reading
from sayso.web.answers import Forms, Viewed, back_to, page
from sayso.web.forms import Posted
from sayso.web.judging import Fields, appended, asked, one_of
from sayso.web.stories import AGAIN, HERE, accounted, entries

OFFERED: Final = 80  # others to choose from

_IN_PAGE: Final = re.compile("([0-9a-f]{64}):([0-9a-f]{16})")

What = Literal["claim", "event", "story"]


class Candidate(Struct, frozen=True):
    """One that can be judged to be the same as another or not: its document and id as a form sends them, whose page it
    is on, and its words. `within` tells that it is taken for the same now."""

    value: str
    publisher: str
    telling: Telling
    within: bool


def show_form(request: Request, view: Viewed, forms: Forms, name: str, claim: str = "", event: str = "") -> Response:
    """The form by which a claim, an event or the pages of a story are judged."""
    story = view.story(name)
    found = accounted(request, view, story) if claim or event else Account()
    what: What = "claim" if claim else "event" if event else "story"
    told = found or Account()
    rows: Sequence[ClaimRow | EventRow] = told.claims if claim else told.events
    candidates = tuple(offered(view, told, rows, claim or event)) if found is not None and what != "story" else ()
    answer = page(
        "same.html",
        202 if found is None else 200,
        section="stories",
        story=story,
        entries=entries(view, story.documents[-OFFERED:]),
        what=what,
        one=next((each for each in candidates if each.within), None),
        candidates=candidates,
        working=found is None,
        judging=forms,
    )
    if found is None:
        answer.headers["refresh"] = AGAIN
    return answer


def offered(view: View, told: Account, rows: Iterable[ClaimRow | EventRow], chosen: str) -> Iterator[Candidate]:
    """The tellings of the chosen row, then those of the others, as far as they are in readings and not put together of
    what pages say in their own voice. NotFoundError where no row has this id."""
    ordered = sorted(rows, key=lambda row: row.id != chosen)
    if not ordered or ordered[0].id != chosen:
        raise NotFoundError(f"{chosen!r}: this story has no such claim or event")
    publishers = {each.id: each.publisher for each in told.pages}
    known: dict[str, frozenset[str]] = {}
    left = OFFERED
    for row in ordered:
        for telling in (telling for cell in row.cells for telling in cell.tellings):
            document, id = telling.item
            if document not in known:
                known[document] = _ids(view.reading(document))
            if id in known[document] and left:
                left -= 1
                yield Candidate(f"{document}:{id}", publishers[document], telling, row.id == chosen)


def _ids(reading: Reading) -> frozenset[str]:
    return frozenset(each.id for each in reading.attributions) | frozenset(each.id for each in reading.events)


def judge_two(request: Request, view: Viewed, fields: Posted, name: str) -> Response:
    """Append what the form says of two."""
    story = view.story(name)
    judgement = of_two(view, fields)
    with Writer(request.app.state.ledger) as writer:
        writer.judge(judgement)
    if judgement.kind in STORIES:
        bring(request.app.state.ledger)
    return back_to(f"{HERE}/{view.story(story.id).id}")


def of_two(view: View, fields: Fields) -> Judgement:
    """What a form says of two pages, claims or events; InputError where it does not say which."""
    kind = cast(JudgementKind, one_of(fields.get("kind", ""), PAIRS, "verdict on two"))
    one, other = fields.get("one", ""), fields.get("another") or fields.get("other", "")
    if not one or not other:
        raise InputError("Nothing was said: choose the two that are meant.")
    with asked():
        told: dict[str, Any] = about_two(kind, _meant(view, one), _meant(view, other))
    return appended(fields, kind=kind, note=fields.get("note") or None, **told)


def _meant(view: View, value: str) -> tuple[Reading, str]:
    """The reading, and the id of what of it is meant, which is empty for the whole of it."""
    found = _IN_PAGE.fullmatch(value)
    document, id = found.groups() if found else (value, "")
    return view.reading(document), id


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {f"{HERE}/{{name}}/judge": show_form}
CHANGES: Final[Mapping[str, Callable[..., Response]]] = {f"{HERE}/{{name}}/judgements": judge_two}
