"""Readings with actors: whoever is named in a marked-up text is mentioned wherever one of the names stands.

Speakers are those named in a source, the ones spoken about those named in a content.
"""

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from sayso.ids import thing_id
from sayso.records import Actor, Alias, Attribution, Judgement, Mention, MentionForm, Page, Reading, Spans
from tests import factories

TIME = "2024-05-01T10:00:00+00:00"


def actor(key: str, *names: str, **fields: Any) -> Actor:
    """An actor that is known by its first name and has the others too."""
    return Actor(id=key, name=names[0], aliases=tuple(Alias(text=name) for name in names), **fields)


def cast(marked: str, *actors: Actor, nominals: dict[str, str] | None = None, **fields: Any) -> tuple[Page, Reading]:
    """A page and its reading. `nominals` are words that stand for an actor (its id) without naming it."""
    page, reading = factories.read(marked, **fields)
    here = reading.document.id
    called = {alias.text: each.id for each in actors for alias in each.aliases}
    found = sorted(
        (*_found(reading, called, "name"), *_found(reading, nominals or {}, "nominal")), key=lambda each: each.span
    )
    mentions = tuple(replace(each, id=thing_id(here, "mention", (each.span,))) for each in found)
    attributions = tuple(
        replace(
            each,
            speakers=_within(mentions, each.source),
            about=_within(mentions, each.content),
            speaker_kind="named" if _within(mentions, each.source) else "unstated",
        )
        for each in reading.attributions
    )
    return page, replace(reading, actors=actors, mentions=mentions, attributions=attributions)


def with_first(read: tuple[Page, Reading], **changes: Any) -> tuple[Page, Reading]:
    """The same with changes to the first attribution."""
    page, reading = read
    first, *others = reading.attributions
    return page, replace(reading, attributions=(replace(first, **changes), *others))


def judgement(kind: Any, reading: Reading | None = None, words: str | None = None, **fields: Any) -> Judgement:
    """A judgement by Kim on the first occurrence of words in a reading."""
    given: dict[str, Any] = {"id": 0, "judge": "Kim", "time": TIME, "words": words}
    if reading is not None:
        given |= {"document": reading.document.id, "occurrence": 0}
    return Judgement(kind=kind, **given | fields)


def attribution(reading: Reading, cue: str) -> Attribution:
    """The attribution of this cue."""
    text = reading.document.text
    (found,) = (each for each in reading.attributions if text[each.cue[0][0] : each.cue[-1][1]] == cue)
    return found


def _found(reading: Reading, called: dict[str, str], form: MentionForm) -> Iterator[Mention]:
    if not called:
        return
    names = "|".join(re.escape(name) for name in sorted(called, key=len, reverse=True))
    for match in re.finditer(rf"\b({names})\b", reading.document.text):
        yield Mention(id="", span=match.span(), form=form, actor=called[match[0]], score=0.9)


def _within(mentions: tuple[Mention, ...], spans: Spans) -> tuple[str, ...]:
    ids = (
        mention.actor
        for mention in mentions
        for start, end in spans
        if start <= mention.span[0] and mention.span[1] <= end and mention.actor is not None
    )
    return tuple(dict.fromkeys(ids))
