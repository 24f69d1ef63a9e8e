"""What is told of actors beside how they stand to each other: who leads, accuses, aims at what, by which means."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from sayso.compare.describing.page import Page
from sayso.compare.describing.reciting import whole
from sayso.compare.describing.told import Basis, Line, Topic
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.things import PLACES
from sayso.records import Attribution, Event, EventType, Span, Stance

_ACCUSING: Final = frozenset({"accuse", "condemn"})
_FOUGHT_FOR: Final[frozenset[EventType]] = frozenset({"ASSAULT", "COERCE", "RETREAT"})
_MEANS: Final = frozenset(
    [
        *(
            "aerial",
            "drone",
            "heavy-weapons",
            "explosives",
            "firearms",
            "suicide-attack",
            "unconventional",
            "primitive",
        ),
        *("crowd-control", "abduct", "torture", "cyber", "arrest", "deport", "censor", "curfew", "martial-law"),
        *("misinformation", "strike", "boycott", "obstruct", "troops", "weapons", "militia"),
    ]
)
_HEAD: Final = re.compile(r"(?:(?!(?:of|in|on|at|by|to|from|held|that|which|who)\b)[\w’'-]+ ?)+")


class Told(Struct, frozen=True):
    """One time that something is told."""

    topic: Topic
    who: tuple[str, ...]
    toward: tuple[str, ...]
    what: str
    basis: Basis


def lines(pages: Sequence[Page]) -> tuple[Line, ...]:
    """All lines, by topic; in each first what more voices tell, then what is told more often, then as on the pages."""
    found: defaultdict[tuple[object, ...], list[Told]] = defaultdict(list)
    for page in pages:
        for told in _told(page):
            found[told.topic, told.who, told.toward, told.what.casefold()].append(told)
    all_lines = [_line(times) for times in found.values()]
    return tuple(sorted(all_lines, key=lambda line: (line.topic, -len(line.voices), -line.count)))


def _line(times: Sequence[Told]) -> Line:
    once = {(told.basis.voice, told.basis.words.casefold()): told for told in reversed(times)}
    kept = sorted(once.values(), key=lambda told: (told.basis.document, told.basis.span))
    first = times[0]
    return Line(
        topic=first.topic,
        who=first.who,
        toward=first.toward,
        what=first.what,
        count=len(kept),
        voices=tuple(sorted({told.basis.voice for told in kept}, key=lambda voice: (not voice.page, voice.name))),
        bases=tuple(told.basis for told in kept),
        hedged=all(told.basis.hedged for told in kept),
    )


def _told(page: Page) -> Iterator[Told]:
    for stance in page.reading.stances:
        if stance.content and not stance.negated:
            yield from _of_stance(page, stance)
    for event in page.reading.events:
        if not event.negated and event.status != "denied":
            yield from _of_event(page, event)
    aims = [span for stance in page.reading.stances if stance.kind == "motive" for span in stance.content]
    for said in page.reading.attributions:
        if not said.negated and said.cue and said.content:
            yield from _of_attribution(page, said, aims)


def _of_stance(page: Page, stance: Stance) -> Iterator[Told]:
    who, toward = page.cast.parties(stance.holders), page.cast.parties(stance.toward)
    voice, hearsay = page.voices.of(stance.voice)
    basis = page.words.basis(whole(stance.content), voice, stance.kind, hedged=hearsay or bool(stance.hedges))
    words = page.words.told(basis.span)
    if stance.kind in ("commands", "part_of") and who and toward:
        topic: Topic = "leads" if stance.kind == "commands" else "part_of"
        yield from (Told(topic, who, (each,), "", basis) for each in toward)
    elif stance.kind == "motive" and who:
        yield Told("aim", who, toward, words, basis)
    elif stance.kind == "causes":
        yield Told("leads_to", who, toward, words, basis)
    elif stance.kind == "violates" and who:
        yield Told("breaches", who, toward, words, basis)
    elif stance.kind == "negotiates" and who:
        yield Told("agrees", who, toward, words, basis)
    elif stance.kind == "controls" and stance.place in page.places:
        yield from (Told("holds", (one,), (), page.places[stance.place].name, basis) for one in who)


def _of_event(page: Page, event: Event) -> Iterator[Told]:
    voice, hearsay = page.voices.of(event.voice)
    hedged = hearsay or bool(event.hedges) or event.status not in ("happened", "ongoing")
    basis = page.words.basis(page.words.of_event(event), voice, event.type, hedged=hedged)
    sides = page.sides(event)
    actors, targets = sides.doers, sides.targets
    if event.type == "ACCUSE" and event.attribution is None and actors and targets:
        yield Told("accuses", actors, targets, page.words.after(event.trigger[-1]), basis)
    if event.type == "AGREE" and len({*actors, *targets}) > 1:
        yield Told("agrees", actors, targets, page.words.told(basis.span), basis)
    for what in _means(event):
        yield Told("means", actors, (), what, basis)
    for what in _at_stake(page, event):
        yield Told("stake", actors, (), what, basis)


def _means(event: Event) -> Iterator[str]:
    """What a deed is done with, in PLOVER's terms: the modes that are means."""
    yield from (mode for mode in event.modes if mode in _MEANS)


def _at_stake(page: Page, event: Event) -> Iterator[str]:
    """What is taken, struck or given up, where it is no actor: places by name, and things that are places."""
    if event.type in _FOUGHT_FOR:
        named = [page.places[at.place] for at in event.places if at.role in ("at", "toward")]
        yield from dict.fromkeys(place.name for place in named)
        for party in event.targets:
            words = bare(page.words.told(party.span))
            if party.actor is None and not any(overlap(party.span, place.span) for place in named) and _is_place(words):
                yield words


def _is_place(words: str) -> bool:
    """Whether a noun phrase is of a place: its last word before what follows the noun."""
    head = _HEAD.match(words.casefold())
    return head is not None and not PLACES.isdisjoint(candidates(head[0].rsplit(maxsplit=1)[-1]))


def _of_attribution(page: Page, said: Attribution, aims: Sequence[Span]) -> Iterator[Told]:
    voice, hearsay = page.voices.of(said.outer)
    basis = page.words.basis(_cover(said), voice, str(said.act), hedged=hearsay or bool(said.hedges))
    content = " … ".join(page.words.told(span) for span in said.content)
    who = page.cast.parties(said.speakers)
    if said.act in _ACCUSING:
        view = next((event for event in page.reading.events if event.attribution == said.id), None)
        seen = page.cast.parties(party.actor for party in view.targets) if view else ()
        if accused := seen or page.accused(said):
            yield Told("accuses", who, accused, content, basis)
    elif said.act == "deny":
        yield Told("denies", who, (), content, basis)
    elif said.act == "intend" and who and not any(overlap(span, part) for span in said.content for part in aims):
        yield Told("aim", who, (), content, basis)


def _cover(said: Attribution) -> Span:
    spans = (*said.source, *said.cue, *said.content)
    return min(start for start, _ in spans), max(end for _, end in spans)


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def bare(words: str) -> str:
    """Words without an article before them."""
    first, _, rest = words.partition(" ")
    return (
        rest if rest and first.casefold() in ("the", "a", "an", "some", "any", "its", "their", "his", "her") else words
    )


def by_topic(found: Iterable[Line], topic: Topic) -> tuple[Line, ...]:
    """The lines of one topic."""
    return tuple(line for line in found if line.topic == topic)
