"""Where words stand in a text: exact words and which occurrence of them is meant, from spans and back to spans.

Occurrences count from 0 and may overlap.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sayso.errors import InputError
from sayso.records import Part, PartRole, Span, Spans

ROLES: Final[tuple[PartRole, ...]] = ("source", "cue", "content")
PIECES: Final = 16  # of an attribution that was missed
LONGEST: Final = 10_000  # characters of a piece
AROUND: Final = 40  # characters at each side of the words by which a newer text is known to say the same there

Spanned = Mapping[PartRole, Spans]


def start_of(text: str, words: str, occurrence: int) -> int | None:
    """Where an occurrence of words begins in a text, or None where there are not so many."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.find(words, start + 1)
        if start < 0:
            return None
    return start


def occurrence_of(text: str, span: Span) -> int:
    """Which occurrence of the words in a span stands there."""
    words = text[span[0] : span[1]]
    count, start = 0, text.find(words)
    while 0 <= start < span[0]:
        count, start = count + 1, text.find(words, start + 1)
    return count


def unmoved(old: str, text: str, anchors: Iterable[tuple[str, int]]) -> bool:
    """Whether all these words, each with its occurrence, stand in a newer text among the same ones as in the old."""
    return old == text or all(_among(old, *anchor) == _among(text, *anchor) is not None for anchor in anchors)


def everywhere(text: str, words: str) -> Spans:
    """All spans of a text that say these words, whatever white space parts them; none for no words."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return tuple(match.span(1) for match in re.finditer(f"(?=({pattern}))", text)) if pattern else ()


def stretch(spans: Spanned) -> Span:
    """From the first piece to the last of the cue, or else of the content, of the source."""
    pieces = next(filter(None, (spans.get(role) for role in ("cue", "content", "source"))))
    return pieces[0][0], pieces[-1][1]


def parts_of(text: str, spans: Spanned) -> tuple[Part, ...]:
    """The pieces of an attribution as words and occurrences, source first."""
    return tuple(
        (role, text[start:end], occurrence_of(text, (start, end)))
        for role in ROLES
        for start, end in spans.get(role, ())
    )


def spans_of(text: str, parts: Iterable[Part]) -> dict[PartRole, Spans] | None:
    """Where parts stand in a text, by role; None where one does not, or where two of a role are out of order."""
    found: dict[PartRole, Spans] = {}
    for role, words, occurrence in parts:
        start = start_of(text, words, occurrence)
        if start is None or (role in found and start < found[role][-1][1]):
            return None
        found[role] = (*found.get(role, ()), (start, start + len(words)))
    return found


def check_parts(parts: tuple[Part, ...]) -> None:
    """Raise InputError for parts that do not say who says what."""
    roles = {role for role, _, _ in parts}
    if "content" not in roles or not roles & {"source", "cue"}:
        raise InputError("an attribution that was missed has a content, and a source or a cue")
    if not roles <= set(ROLES):
        raise InputError(f"the parts of an attribution are {', '.join(ROLES)}")
    for fault in _faults(parts):
        raise InputError(fault)


def _among(text: str, words: str, occurrence: int) -> tuple[list[str], list[str]] | None:
    """The words at both sides of an occurrence of words."""
    start = start_of(text, words, occurrence)
    if start is None:
        return None
    end = start + len(words)
    return text[max(0, start - AROUND) : start].split(), text[end : end + AROUND].split()


def _faults(parts: tuple[Part, ...]) -> Iterator[str]:
    if len(parts) > PIECES:
        yield f"an attribution has at most {PIECES} pieces"
    if any(not words.strip() or occurrence < 0 for _, words, occurrence in parts):
        yield "a part is at least one word, and occurrences count from 0"
    if any(len(words) > LONGEST for _, words, _ in parts):
        yield f"a part is at most {LONGEST:,} characters"
