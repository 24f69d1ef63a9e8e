"""Publishers side by side over a selection, and one alone: how they write, whom they quote, what they leave out."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Annotated, Final

from fastapi import Query, Request, Response
from msgspec import Struct
from msgspec.structs import replace

from sayso.compare.accounting.told import ClaimRow, Comparison, Profile, SharedStory
from sayso.compare.viewed import publishers_of
from sayso.errors import InputError, NotFoundError
from sayso.homes import Home
from sayso.ledger import View
from sayso.ledger.search import refuse_surrogates
from sayso.records import Selection
from sayso.web.answers import Viewed, page
from sayso.web.describing import MOST, WAIT, Describer
from sayso.web.selecting import LONGEST, Asked, address, params, picking
from sayso.web.stories import AGAIN, SHOWN, called, counts, valued

HERE: Final = "/publishers"
COMPARE: Final = "/compare"
SIDE_BY_SIDE: Final = 6  # publishers that are compared at once
OFFERED: Final = 24  # publishers to choose from beside a comparison, those of most pages
LEFT_OUT: Final = 40  # claims of others that are shown

Chosen = Annotated[list[str], Query(alias="publisher", default_factory=list)]


class Missing(Struct, frozen=True):
    """A claim of a story that a publisher's pages leave out, and who brings it."""

    story: SharedStory
    row: ClaimRow
    by: tuple[str, ...]
    before: bool


def list_publishers(view: Viewed) -> Response:
    """The publishers, those of most pages first, to choose some to be compared."""
    return page("publishers.html", section="stories", publishers=view.publishers()[:MOST], most=SIDE_BY_SIDE)


def show_publisher(request: Request, view: Viewed, asked: Asked, name: str) -> Response:
    """One publisher over a selection of its pages."""
    if name not in {each.id for each in view.publishers()}:
        raise NotFoundError(f"{name!r}: no page of this publisher is in the ledger")
    return _shown(request, view, replace(asked, publisher=name), (name,), single=True)


def compare_publishers(request: Request, view: Viewed, asked: Asked, publishers: Chosen) -> Response:
    """Several publishers over one selection."""
    return _shown(request, view, asked, chosen(publishers))


def chosen(publishers: Sequence[str]) -> tuple[str, ...]:
    """The publishers that are asked for, each once; InputError where these are too many."""
    found = tuple(dict.fromkeys(name.strip() for name in publishers if name.strip()))
    for name in found:
        refuse_surrogates(name)
        if len(name) > LONGEST:
            raise InputError(f"“Publisher” is longer than {LONGEST} characters.")
    if len(found) > SIDE_BY_SIDE:
        raise InputError(f"At most {SIDE_BY_SIDE} publishers can be put side by side.")
    return found


def side_by_side(
    request: Request, view: View, asked: Selection, publishers: tuple[str, ...], wait: float = WAIT
) -> Comparison | None:
    """Publishers compared over the pages of a selection that are theirs; None while that is worked out."""
    each = max(1, MOST // max(1, len(publishers)))
    pages = (view.selected_documents(replace(asked, publisher=name), each) for name in publishers)
    documents = tuple(sorted(entry.id for entry in chain.from_iterable(pages)))
    if not documents:
        return Comparison()
    describer: Describer = request.app.state.describer
    return describer.told(view, of_publishers, publishers, documents, wait=wait)


def of_publishers(ledger: Home, publishers: Sequence[str], documents: Sequence[str]) -> Comparison:
    """Publishers of the ledger in a folder compared over documents of theirs."""
    with View(ledger) as view:
        return publishers_of(view, publishers, documents)


def missing(told: Comparison, profile: Profile) -> tuple[Missing, ...]:
    """What a publisher leaves out, with the words of it."""
    rows = [{row.id: row for row in story.claims} for story in told.stories]
    return tuple(
        Missing(told.stories[each.story], rows[each.story][each.row], each.by, each.before)
        for each in profile.left_out[:LEFT_OUT]
        if each.row in rows[each.story]
    )


def _shown(
    request: Request, view: View, asked: Selection, publishers: tuple[str, ...], single: bool = False
) -> Response:
    bare = replace(asked, publisher=None)
    found = side_by_side(request, view, bare, publishers) if publishers else Comparison()
    told = found or Comparison()
    profiles = {each.publisher: each for each in told.profiles}
    answer = page(
        "compare.html",
        202 if found is None else 200,
        section="stories",
        picking=picking(view, COMPARE, bare),
        publishers=publishers,
        single=single,
        offered=tuple(each for at, each in enumerate(view.publishers()) if at < OFFERED or each.id in publishers),
        hidden=params(bare),
        working=found is None,
        told=told,
        profiles=tuple(profiles[name] for name in publishers if name in profiles),
        silent=tuple(name for name in publishers if name not in profiles) if found is not None else (),
        missing={each.publisher: missing(told, each) for each in told.profiles},
        pages={each.id: each for each in told.pages},
        apart=tuple((story, rivals) for story in told.stories for rivals in story.figures if rivals.apart),
        documents_at=address("/documents", replace(bare, publisher=publishers[0])) if single else "",
        called=called,
        valued=valued,
        counts=counts,
        shown=SHOWN,
        most=MOST,
    )
    if found is None:
        answer.headers["refresh"] = AGAIN
    return answer


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {
    HERE: list_publishers,
    f"{HERE}/{{name:path}}": show_publisher,
    COMPARE: compare_publishers,
}
