"""What a file says of attributions, as judgements: of one that the reading has, or of one that it missed.

A file may be brought in again: what its judge has said before is not said again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import InputError, SaysoError
from sayso.ledger.anchoring import ROLES, Spanned, check_parts
from sayso.ledger.judgements import anchor, check_judgement, missed, normal_tag, verdict
from sayso.records import Attribution, Judgement, JudgementKind, PartRole, Reading, Span, Spans, Verdict

CHECKED: Final = "checked"


class Fault(Struct, frozen=True):
    """What could not be brought in: where it stands (file and line), and why."""

    where: str
    reason: str


class Told(Struct, frozen=True, kw_only=True):
    """What one place of a file says of a document.

    `parts` are the spans of an attribution by role; `at` those of words without a role; neither: of the document as a
    whole. `key` is the id that the attribution had in a ledger. `echo` tells that a file may only repeat what a ledger
    told it, so that what agrees with that is no judgement.
    """

    where: str
    document: str
    parts: Spanned = {}
    at: Spans = ()
    key: str | None = None
    verdict: Verdict | None = None
    checked: bool = False
    speakers: tuple[str, ...] = ()
    act: str | None = None
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    echo: bool = False

    @property
    def remarks(self) -> bool:
        """Whether it says anything beside where the words stand."""
        return bool(self.verdict or self.checked or self.speakers or self.act or self.notes or self.tags)


class Page(Struct, frozen=True):
    """A document: its newest reading, that as it is judged, the judgements in force by attribution, and
    for ids of actors the one that the ledger knows them by, where that is another."""

    reading: Reading
    judged: Reading
    verdicts: Mapping[str, tuple[Judgement, ...]]
    joined: Mapping[str, str] = {}


class Judge(Struct, frozen=True):
    """Who judges and when (ISO 8601); `resolve` gives id and name of the actor that words mean."""

    name: str
    time: str
    resolve: Callable[[str, Reading], tuple[str, str]]


class Known(Struct, frozen=True):
    """What a file says of an attribution that is known already and of which nothing is to be judged: its id."""

    where: str
    attribution: str


Outcome = Judgement | Fault | Known


def judgements(told: Told, page: Page, judge: Judge) -> Iterator[Outcome]:
    """The judgements that something told makes, and what of it cannot be one."""
    try:
        found = _meant(told, page.reading)
    except SaysoError as error:
        yield Fault(told.where, str(error))
        return
    if found is None and (told.parts or told.at):
        yield from _missed(told, page.reading, judge)
        return
    made = 0
    for each in _remarks(told, page, found, judge):
        made += 1
        yield each
    if found is not None and not made:
        yield Known(told.where, found.id)


def said(judgement: Judgement) -> tuple[object, ...]:
    """What a judgement says and who says it, whenever and under whatever number."""
    return (
        judgement.kind, judgement.document, judgement.words, judgement.occurrence, judgement.value, judgement.parts,
        judgement.note, judgement.judge,
    )  # fmt: skip


def whole(parts: Spanned) -> bool:
    """Whether parts say who says what, so that they are an attribution."""
    return bool(parts.get("content") and (parts.get("cue") or parts.get("source")))


def _meant(told: Told, reading: Reading) -> Attribution | None:
    """The attribution of a reading that something is told of; None where there is none, SaysoError where it stays open
    which one."""
    for each in reading.attributions:
        if each.id == told.key and not told.parts and not told.at:
            return each
    if told.key and not told.parts and not told.at:
        raise InputError(f"the reading has no attribution {told.key}")
    if told.parts:
        return _of_parts(told.parts, reading)
    return _of_words(told.at, reading) if told.at else None


def _of_parts(parts: Spanned, reading: Reading) -> Attribution | None:
    """The attribution of just these parts; else the one that has the same cue (or, without one, the same source) and
    some of the content, or of which these parts are some."""
    given: dict[PartRole, Spans] = {role: parts.get(role, ()) for role in ROLES}
    for each in reading.attributions:
        if all(getattr(each, role) == spans for role, spans in given.items()):
            return each
    if not whole(parts):
        return _one([a for a in reading.attributions if all(getattr(a, r) == s for r, s in given.items() if s)])
    lead: PartRole = "cue" if given["cue"] else "source"
    near = (a for a in reading.attributions if _stretch(getattr(a, lead)) == _stretch(given[lead]))
    return _one([a for a in near if (lead == "cue" or not a.cue) and _overlap(a.content, given["content"])])


def _of_words(at: Spans, reading: Reading) -> Attribution | None:
    """The attribution that words without a role are of: one of its parts; else the least one around them, else the only
    one within them."""
    span = _stretch(at)
    parts = [a for a in reading.attributions if any(_stretch(getattr(a, role)) == span for role in ROLES)]
    if parts:
        own = [a for a in parts if _stretch(a.cue) == span]
        return _one(own or parts)
    hulls = [(_hull(a), a) for a in reading.attributions]
    around = [(high - low, a) for (low, high), a in hulls if low <= span[0] and span[1] <= high]
    if around:
        least = min(size for size, _ in around)
        return _one([a for size, a in around if size == least])
    return _one([a for (low, high), a in hulls if span[0] <= low and high <= span[1]])


def _one(found: list[Attribution]) -> Attribution | None:
    if len(found) > 1:
        raise InputError(f"it stays open which of {len(found)} attributions is meant: {', '.join(a.id for a in found)}")
    return found[0] if found else None


def _missed(told: Told, reading: Reading, judge: Judge) -> Iterator[Outcome]:
    """The judgement that an attribution was missed. What else is said of it goes into its note: nothing can be anchored
    on what no reading has."""
    if not whole(told.parts):
        named = ", ".join(told.parts) or "words"
        yield Fault(
            told.where, f"no attribution stands there, and {named} alone are none: a content and a cue or source"
        )
        return
    if told.verdict == "wrong":
        yield Fault(told.where, "no such attribution stands there that could be wrong")
        return
    extra = [f"speaker: {each}" for each in told.speakers] + ([f"act: {told.act}"] if told.act else [])
    notes = [*told.notes, *extra, *(f"tag: {each}" for each in told.tags)]
    try:
        words, occurrence, parts = missed(reading.document.text, told.parts)
        check_parts(parts)
    except SaysoError as error:
        yield Fault(told.where, str(error))
        return
    anchored = {"document": reading.document.id, "words": words, "occurrence": occurrence}
    yield _judgement("missed", judge, **anchored, parts=parts, note="; ".join(notes) or None)


def _remarks(told: Told, page: Page, found: Attribution | None, judge: Judge) -> Iterator[Outcome]:
    """The judgements of an attribution, or (of None) of the document as a whole."""
    here: dict[str, object] = {"document": page.reading.document.id}
    wanted = list(_wanted(told, page, found, judge))
    yield from (each for each in wanted if isinstance(each, Fault))
    try:
        if found is not None and any(isinstance(each, Judgement) for each in wanted):
            here["words"], here["occurrence"] = anchor(page.reading, found.id)
    except SaysoError as error:
        yield Fault(told.where, str(error))
        return
    for each in wanted:
        if isinstance(each, Judgement):
            yield replace(each, **here)


def _wanted(told: Told, page: Page, found: Attribution | None, judge: Judge) -> Iterator[Judgement | Fault]:
    """The same before they are anchored."""
    if found is None and (told.verdict or told.speakers or told.act):
        yield Fault(told.where, "a page as a whole can be checked, noted and tagged, and no more")
    elif found is not None:
        yield from _corrections(told, page, found, judge)
    before = page.verdicts.get(found.id, ()) if found is not None else ()
    if told.checked:
        yield _judgement("checked", judge)
    for note in filter(str.strip, told.notes):
        yield _judgement("note", judge, note=note)
    for words in dict.fromkeys(told.tags):
        try:
            tag = normal_tag(words)
        except SaysoError as error:
            yield Fault(told.where, str(error))
            continue
        if not (told.echo and any(each.kind == "tag" and each.value == tag for each in before)):
            yield _judgement("tag", judge, value=tag)


def _corrections(told: Told, page: Page, found: Attribution, judge: Judge) -> Iterator[Judgement | Fault]:
    standing = next(each for each in page.judged.attributions if each.id == found.id)
    if told.verdict and not (told.echo and verdict(page.verdicts.get(found.id, ())) == told.verdict):
        yield _judgement(told.verdict, judge)
    if told.act and told.act not in {standing.act, found.act if told.echo else None}:
        act = _judgement("act", judge, value=told.act)
        try:
            check_judgement(replace(act, document=page.reading.document.id, words="?", occurrence=0))
            yield act
        except SaysoError as error:
            yield Fault(told.where, str(error))
    if told.speakers:
        yield from _speakers(told, page, found, standing, judge)


def _speakers(
    told: Told, page: Page, found: Attribution, standing: Attribution, judge: Judge
) -> Iterator[Judgement | Fault]:
    try:
        named = dict(judge.resolve(each, page.judged) for each in told.speakers)
    except SaysoError as error:
        yield Fault(told.where, str(error))
        return
    known = [standing, *([found] if told.echo else [])]
    if all(_who(page, each.speakers) != _who(page, named) for each in known):
        yield _judgement("speaker", judge, value=" ".join(named), names=tuple(named.values()))


def _who(page: Page, keys: Iterable[str]) -> frozenset[str]:
    return frozenset(page.joined.get(key, key) for key in keys)


def _judgement(kind: JudgementKind, judge: Judge, **fields: object) -> Judgement:
    return Judgement(id=0, kind=kind, judge=judge.name, time=judge.time, **fields)  # type: ignore[arg-type]


def _stretch(spans: Spans) -> Span:
    return (spans[0][0], spans[-1][1]) if spans else (-1, -1)


def _hull(attribution: Attribution) -> Span:
    spans = [*attribution.source, *attribution.cue, *attribution.content]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _overlap(some: Spans, others: Spans) -> bool:
    return any(start < last and first < end for start, end in some for first, last in others)


def unsaid(made: Iterable[Judgement], before: Iterable[Judgement]) -> list[Judgement]:
    """Those that their judge has not made before, taken back or not, each once."""
    seen, new = {said(each) for each in before}, []
    for each in made:
        if said(each) not in seen:
            seen.add(said(each))
            new.append(each)
    return new
