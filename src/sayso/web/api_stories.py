"""What the API answers of stories: their list, one as its publishers tell it, publishers side by side."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Final

import msgspec
from fastapi import Path, Query, Request, Response
from pydantic import BaseModel, Field, StringConstraints

from sayso.compare.accounting.told import Account, Comparison
from sayso.records import StoryEntry
from sayso.web import selecting
from sayso.web.answers import Viewed
from sayso.web.api_asking import Asking, Day, Nothing, Paging, Text, Unsaid, YesNo
from sayso.web.api_cursors import listing, stretch
from sayso.web.api_derived import modelled
from sayso.web.api_format import Told
from sayso.web.publishers import SIDE_BY_SIDE, side_by_side
from sayso.web.stories import accounted, by
from sayso.web.wire import HEADERS

WAIT: Final = 5.0  # seconds that an answer waits for what is worked out
SEVERAL: Final = {"/compare": frozenset({"publisher"})}  # what an address takes more than once

DocumentName = Annotated[
    str,
    Path(
        pattern="^[0-9a-f]{8,64}$",
        description="A document of the story, by its id or at least the first eight digits of it.",
    ),
]


class StoriesAsked(Paging):
    """Stories of a selection."""

    words: Annotated[str, StringConstraints(max_length=selecting.LONGEST)] = Field(
        "", description="Words of a page of the story, all of them."
    )
    publisher: Text | Unsaid = Field(None, description="A publisher that tells it, in full.")
    since: Day | Unsaid = Field(None, description="The first day, month or year of publication.")
    until: Day | Unsaid = Field(None, description="The last day, month or year of publication.")
    alone: YesNo = Field("no", description="Whether stories that one page alone tells are among them.")


class CompareAsked(Asking):
    """Publishers, and a selection of their pages."""

    publisher: list[Annotated[str, StringConstraints(min_length=1, max_length=selecting.LONGEST)]] = Field(  # type: ignore[assignment]
        description="A publisher, in full; given once for each that is compared.", min_length=1, max_length=SIDE_BY_SIDE
    )


class Stories(Told):
    """Stories, the newest first."""

    stories: list[modelled(StoryEntry)]  # type: ignore[valid-type]
    total: int
    next: str | None = Field(description="The cursor of what follows; null at the end.")


class Working(Told):
    """What is asked for is still worked out: ask again."""

    working: bool
    retry: int = Field(description="Seconds after which to ask again.")


def list_stories(view: Viewed, asked: Annotated[StoriesAsked, Query()]) -> Mapping[str, Any]:
    """The stories of which pages tell, the newest first: pages of one happening, put together."""
    chosen = selecting.selection(
        {name: value for name in ("words", "publisher", "since", "until") if (value := getattr(asked, name))}
    )
    given = by(chosen, asked.alone == "yes")

    def fetch(limit: int, first: int) -> Sequence[StoryEntry]:
        return view.stories(**given, limit=limit, offset=first)

    told = listing("stories", asked.model_dump(exclude_defaults=True))
    found = stretch(fetch, lambda story: story.id, told, asked.limit, asked.cursor)
    return {"stories": found.things, "total": view.story_count(**given), "next": found.next}


def one_story(request: Request, view: Viewed, document: DocumentName, asked: Annotated[Nothing, Query()]) -> Response:
    """A story as its publishers tell it: who says what, who repeats it, who denies it, numbers side by side."""
    return worked(accounted(request, view, view.story(document), WAIT))


def compare(request: Request, view: Viewed, asked: Annotated[CompareAsked, Query()]) -> Response:
    """Publishers side by side over a selection: names, loaded words, whom they quote, what they leave out."""
    given = {name: value for name in selecting.FIELDS if name != "publisher" and (value := getattr(asked, name))}
    chosen = tuple(dict.fromkeys(asked.publisher))
    return worked(side_by_side(request, view, selecting.selection(given), chosen, WAIT))


def worked(found: object | None) -> Response:
    """What was worked out, or that it is not yet."""
    if found is None:
        body, headers = msgspec.json.encode({"working": True, "retry": 2}), {**HEADERS, "retry-after": "2"}
        return Response(body, 202, headers, "application/json")
    return Response(msgspec.json.encode(found), 200, HEADERS, "application/json")


# What may still be worked out, and what is answered then.
WORKED: Final = frozenset({"/stories/{document}", "/compare"})
WORKING: Final[Mapping[int | str, dict[str, Any]]] = {202: {"model": Working, "description": Working.__doc__}}

# By path what answers it and what the answer is like.
ROUTES: Final[Mapping[str, tuple[Callable[..., object], type[BaseModel]]]] = {
    "/stories": (list_stories, Stories),
    "/stories/{document}": (one_story, modelled(Account)),
    "/compare": (compare, modelled(Comparison)),
}
