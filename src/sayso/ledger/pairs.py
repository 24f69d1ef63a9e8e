"""Judgements of two: documents that tell one story or not, attributions that make one claim or not, events that are one
or not. What such a judgement has to say."""

import re
from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from sayso.errors import InputError, NotFoundError
from sayso.ledger.anchoring import LONGEST, occurrence_of, start_of
from sayso.records import Judgement, JudgementKind, PartRole, Reading

STORIES: Final[tuple[JudgementKind, ...]] = ("same_story", "not_same_story")
CLAIMS: Final[tuple[JudgementKind, ...]] = ("same_claim", "not_same_claim")
EVENTS: Final[tuple[JudgementKind, ...]] = ("same_event", "not_same_event")
PAIRS: Final = (*STORIES, *CLAIMS, *EVENTS)
SAME: Final = ("same_story", "same_claim", "same_event")
ROLE: Final[Mapping[JudgementKind, PartRole]] = {
    "same_claim": "cue", "not_same_claim": "cue", "same_event": "trigger", "not_same_event": "trigger",
}  # fmt: skip

_ID: Final = re.compile("[0-9a-f]{64}")


def pair_needs(kind: str) -> tuple[str, ...]:
    """The fields without which a judgement of two says nothing."""
    return ("document", "value") if kind in STORIES else ("document", "words", "occurrence", "value")


def check_pair(judgement: Judgement) -> None:
    """Raise InputError for a judgement of two that does not tell the other one, or tells the same one twice."""
    kind, value = judgement.kind, judgement.value or ""
    if not _ID.fullmatch(value):
        raise InputError(f"{value!r} is no id of a document: a judgement {kind!r} needs that of the other one")
    if kind in STORIES:
        if judgement.words is not None or judgement.parts:
            raise InputError("documents tell a story as a whole: leave out words, occurrence and parts")
        if judgement.document == value:
            raise InputError(f"a judgement {kind!r} is about two documents, not one alone")
        return
    if len(judgement.parts) != 1 or judgement.parts[0][0] != ROLE[kind]:
        raise InputError(f"a judgement {kind!r} has one part: the {ROLE[kind]} of the other one")
    ((_, words, occurrence),) = judgement.parts
    if not 0 < len(words) <= LONGEST or occurrence < 0:
        raise InputError(f"a part is 1 to {LONGEST:,} characters, and occurrences count from 0")
    if (judgement.document, judgement.words, judgement.occurrence) == (value, words, occurrence):
        raise InputError(f"a judgement {kind!r} is about two, not one alone")


def against(judgement: Judgement, text: str, reader: str) -> Judgement:
    """A judgement of two, with the version of the reader that read this text from the other one's document. InputError
    where the words of the other one do not stand in it."""
    for _, words, occurrence in judgement.parts:
        if start_of(text, words, occurrence) is None:
            where = f"document {(judgement.value or '')[:12]}"
            raise InputError(f"{where}: {words!r} does not stand there {occurrence + 1} times")
    return replace(judgement, other=reader)


def event_anchor(reading: Reading, event: str) -> tuple[str, int]:
    """The words of an event's trigger, from its first piece to its last, and which occurrence of them it is.

    NotFoundError where the reading has no such event, InputError where its trigger is not its own.
    """
    found = next((each for each in reading.events if each.id == event), None)
    if found is None:
        raise NotFoundError(f"event {event}: document {reading.document.id[:12]} has none of this id")
    stretches = [(each.trigger[0][0], each.trigger[-1][1]) for each in reading.events if each.trigger]
    if not found.trigger or stretches.count(span := (found.trigger[0][0], found.trigger[-1][1])) > 1:
        raise InputError(f"event {event}: its trigger is not its own, and cannot anchor a judgement")
    return reading.document.text[slice(*span)], occurrence_of(reading.document.text, span)
