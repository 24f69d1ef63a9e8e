"""Stories and publishers of a ledger compared: its pages as judged, with the actors that it joins and what it holds of
pages that were compared."""

from collections.abc import Collection, Sequence
from typing import Final

from sayso.compare.account import account
from sayso.compare.accounting.told import Account, Comparison
from sayso.compare.judged import judged_in
from sayso.compare.publishers import compared
from sayso.errors import NotFoundError
from sayso.ledger import View
from sayso.records import StoryEntry

STORIES: Final = 30  # stories whose claims are looked at, the newest


def story_of(view: View, documents: Sequence[str]) -> Account:
    """What documents (ids) tell as one story."""
    return account(
        [view.judged(document) for document in documents],
        same=view.joined(),
        shared=view.shared(documents),
        judged=judged_in(view),
    )


def publishers_of(view: View, publishers: Sequence[str], documents: Collection[str]) -> Comparison:
    """Publishers compared over documents (ids) of theirs, beside what others tell of the same stories, the newest of
    them."""
    stories = _told_by(view, documents)[:STORIES]
    among = [story for story in stories if len(story.publishers) > 1]
    wanted = sorted({*documents, *(document for story in among for document in story.documents)})
    readings = [view.judged(document) for document in wanted]
    # What else these publishers have of a story is not of the selection.
    kept = [each for each in readings if each.document.id in documents or each.document.publisher not in publishers]
    return compared(
        kept,
        publishers,
        stories=[story.documents for story in stories],
        same=view.joined(),
        shared=view.shared(wanted),
        judged=judged_in(view),
    )


def _told_by(view: View, documents: Collection[str]) -> list[StoryEntry]:
    """The stories that documents tell, the newest first; what is not compared yet tells none."""
    found: dict[str, StoryEntry] = {}
    seen: set[str] = set()
    for document in sorted(documents):
        if document not in seen:
            try:
                story = view.story(document)
            except NotFoundError:
                continue
            found[story.id] = story
            seen.update(story.documents)
    return sorted(found.values(), key=lambda story: (story.last, story.id), reverse=True)
