"""On whose say-so something stands on a page, in words: the same in every format that has no field for a speaker."""

from collections.abc import Iterable, Sequence
from typing import Final

from sayso.export.sides import quoted
from sayso.export.voiced import Voice, Voiced
from sayso.records import Attribution, Document, Event, Spans

PAGE: Final = "page"  # what stands for the page's own voice
UNSAID: Final = "somebody left unsaid"
# How the kinds of speakers are told whose names are none.
KINDS: Final = {"anonymous": "anonymous", "collective": "collective", "unstated": "not said who"}


def said_by(voices: Iterable[Voice]) -> str:
    """Whose say-so something is, without the publisher: speakers from the innermost outwards, each by name or in the
    words of the page; `page` for none."""
    return ", according to ".join(map(_speakers, voices)) or PAGE


def word_of(voices: Iterable[Voice]) -> str:
    """The same within a sentence."""
    return ", according to ".join(map(_speakers, voices)) or "the page itself"


def carried(*told: str | None) -> str:
    """Who carries a page, when, and under which title, as far as that is known."""
    return ", ".join(filter(None, told))


def according(voices: Iterable[Voice], document: Document, words: str) -> str:
    """*According to X, according to Y (The Herald, 2024-02-29): “exact words”*."""
    where = carried(document.publisher, document.published)
    line = " ".join(words.split())
    return f"According to {word_of(voices)}{f' ({where})' if where else ''}" + (f": {quoted(line)}" if line else "")


def event_said(page: Voiced, event: Event) -> str:
    """On whose say-so an event rests, in its words."""
    return according(page.voices(event.voice), page.document, page.event_words(event))


def attribution_said(page: Voiced, attribution: Attribution) -> str:
    """On whose say-so an attribution rests, its speakers' first, in all its words."""
    return according(page.voices(attribution.id), page.document, in_full(page, attribution))


def in_full(page: Voiced, attribution: Attribution) -> str:
    """All words of an attribution in text order, pieces that stand side by side as one."""
    return page.line(_side_by_side(page.document.text, (*attribution.source, *attribution.cue, *attribution.content)))


def status(event: Event) -> str:
    """What is said to have come of an event."""
    return f"{'not ' * event.negated}{event.status}" + (", hedged" if event.hedges else "")


def _side_by_side(text: str, spans: Sequence[tuple[int, int]]) -> Spans:
    parts: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if parts and not text[parts[-1][1] : start].strip():
            parts[-1] = parts[-1][0], max(end, parts[-1][1])
        else:
            parts.append((start, end))
    return tuple(parts)


def _speakers(voice: Voice) -> str:
    by = " and ".join(" ".join(name.split()) for name in voice.names)
    if voice.kind in KINDS and by:
        return f"{by} ({KINDS[voice.kind]})"
    cue = " ".join(voice.cue.split())
    return by or (f"{UNSAID} ({quoted(cue)})" if cue else UNSAID)
