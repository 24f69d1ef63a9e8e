"""The form by which a person adds an attribution that was missed: the words of its parts, found on the page."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from msgspec import Struct

from sayso.ledger.anchoring import everywhere
from sayso.ledger.judgements import missed
from sayso.records import Judgement, PartRole, Reading, Span, Spans
from sayso.web.judging import Fields, appended

# The fields of the form, each with the part that its words are; a content may be in three pieces. Where the words
# begin stands in a field of the same name with `_at`.
PARTS: Final[Mapping[str, PartRole]] = {
    "source": "source", "cue": "cue", "content": "content", "content2": "content", "content3": "content",
}  # fmt: skip
SHOWN: Final = 40  # places that are offered to choose from
BESIDE: Final = 60  # characters shown at each side of them


class Choice(Struct, frozen=True):
    """A place where words stand: its offset, and what stands before and behind."""

    start: int
    before: str
    words: str
    after: str
    likely: bool = False


class Asked(Struct, frozen=True):
    """A field of the form as it was filled in; `choices` where its words stand several times, `fault` where nowhere."""

    name: str
    words: str
    at: int | None = None
    choices: tuple[Choice, ...] = ()
    fault: str = ""


class Missing(Struct, frozen=True):
    """The form as it was filled in. It is done where every part is found once."""

    asked: tuple[Asked, ...]
    fault: str = ""

    @property
    def done(self) -> bool:
        return not self.fault and not any(each.choices or each.fault for each in self.asked)

    @property
    def wrong(self) -> bool:
        """Whether something has to be filled in anew, not only chosen."""
        return bool(self.fault) or any(each.fault for each in self.asked)


def asked(reading: Reading, fields: Fields) -> Missing:
    """What is found on the page of the words that a form gives, and what is not, or several times."""
    text = reading.document.text
    found = {name: _found(text, fields.get(name, ""), fields.get(f"{name}_at", "")) for name in PARTS}
    sure = [spans[0] for spans in found.values() if len(spans) == 1]
    told = tuple(_asked(text, name, fields.get(name, ""), spans, sure) for name, spans in found.items())
    return Missing(told, _fault(told))


def judgement(reading: Reading, missing: Missing, fields: Fields) -> Judgement:
    """The judgement that a filled in form makes; InputError where its parts do not make an attribution."""
    spans: dict[PartRole, Spans] = {}
    for each in missing.asked:
        if each.at is not None:
            role = PARTS[each.name]
            here = (each.at, each.at + len(each.words))
            spans[role] = tuple(sorted((*spans.get(role, ()), here)))
    words, occurrence, parts = missed(reading.document.text, spans)
    here_too = {"document": reading.document.id, "words": words, "occurrence": occurrence}
    return appended(fields, kind="missed", parts=parts, note=fields.get("note") or None, **here_too)


def _found(text: str, words: str, at: str) -> Spans:
    """Where words stand; only the one that was chosen, if one was, and it is there."""
    spans = everywhere(text, words)
    chosen = tuple(span for span in spans if str(span[0]) == at)
    return chosen or spans


def _asked(text: str, name: str, words: str, spans: Spans, sure: Iterable[Span]) -> Asked:
    if not words:
        return Asked(name, "")
    if not spans:
        return Asked(name, words, fault="These words do not stand on the page. Copy them from it as they are.")
    if len(spans) == 1:
        start, end = spans[0]
        return Asked(name, text[start:end], start)
    return Asked(name, words, choices=tuple(_choices(text, spans, tuple(sure))))


def _choices(text: str, spans: Spans, sure: Spans) -> Iterator[Choice]:
    """The places nearest to the parts that are found, in the order of the text; the nearest is likely."""
    ranked = sorted(spans, key=lambda span: (_apart(span, sure), span))[:SHOWN]
    for start, end in sorted(ranked):
        before, after = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
        yield Choice(start, _flat(before), _flat(text[start:end]), _flat(after), (start, end) == ranked[0])


def _apart(span: Span, sure: Spans) -> int:
    return min((max(start - span[1], span[0] - end, 0) for start, end in sure), default=0)


def _flat(words: str) -> str:
    return " ".join(words.split())


def _fault(told: tuple[Asked, ...]) -> str:
    given = {PARTS[each.name] for each in told if each.words}
    if "content" not in given:
        return "What was said is missing: give the words of the content."
    if given == {"content"}:
        return "Who said it is missing: give the words of the source, or of the cue."
    pieces = sorted((each.at, each.at + len(each.words)) for each in told if each.at is not None and _content(each))
    if any(later[0] < earlier[1] for earlier, later in pairwise(pieces)):
        return "Two pieces of the content overlap."
    return ""


def _content(each: Asked) -> bool:
    return PARTS[each.name] == "content"
