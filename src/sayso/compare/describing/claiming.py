"""What readings claim of pairs of actors: each stance, event and attribution with the sign and weight of its kind."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sayso.compare.describing import weighing
from sayso.compare.describing.page import Page
from sayso.compare.describing.reciting import whole
from sayso.compare.describing.told import Basis, Claim
from sayso.lexicon.lemmas import candidates
from sayso.records import ActorKind, Attribution, Event, EventType, Stance

_CLASHES: Final = frozenset({"clash", "skirmish", "firefight", "feud", "spar", "standoff"})  # each against the other

_DEEDS: Final[frozenset[EventType]] = frozenset({"ASSAULT", "COERCE"})
_FIGHTING: Final[frozenset[ActorKind | None]] = frozenset(
    {"state", "government", "military", "armed_group", "alliance"}
)


def claims(page: Page) -> Iterator[Claim]:
    """All claims of a page, in the order of its stances, events and attributions."""
    for stance in page.reading.stances:
        yield from _of_stance(page, stance)
    seen = set()
    for event in page.reading.events:
        found = tuple(_of_event(page, event))
        if found:
            seen.add(event.attribution)
        yield from found
    for said in page.reading.attributions:
        if said.id not in seen:
            yield from _of_attribution(page, said)


def _of_stance(page: Page, stance: Stance) -> Iterator[Claim]:
    if stance.kind not in weighing.STANCES or not stance.content or (stance.kind == "hostile" and stance.event):
        return  # an enmity by deed is told by the event
    sign, weight = weighing.STANCES[stance.kind]
    voice, hearsay = page.voices.of(stance.voice)
    hedged = hearsay or bool(stance.hedges)
    basis = page.words.basis(whole(stance.content), voice, stance.kind, hedged=hedged)
    holders, toward = page.cast.parties(stance.holders), page.cast.parties(stance.toward)
    if stance.kind == "violates" and not toward and not voice.page:
        holders, toward = page.cast.parties(voice.speakers), holders  # who tells of a breach accuses
        basis = page.words.basis(basis.span, page.voices.page, "accuse", hedged=hedged)
    meant = sign, weight * (weighing.HEDGED if hedged else 1.0)
    yield from _between(page, holders, toward, meant, basis, denied=stance.negated)


def _of_event(page: Page, event: Event) -> Iterator[Claim]:
    voice, hearsay = page.voices.of(event.voice)
    fact = event.status in ("happened", "ongoing")
    hedged = hearsay or bool(event.hedges)
    basis = page.words.basis(page.words.of_event(event), voice, event.type, hedged=hedged or not fact)
    sides = page.sides(event)
    denied = event.negated or event.status == "denied"
    sure = weighing.of_event(event) * (weighing.HEDGED if hedged else 1.0) * sides.sure
    if not sides.targets and (event.type in weighing.MUTUAL or _is_clash(page, event)):
        sign, weight = weighing.EVENTS[event.type]
        yield from _among(page, sides.doers, (sign, weight * sure), basis, denied=denied)
    elif event.type in weighing.EVENTS:
        sign, weight = weighing.EVENTS[event.type]
        yield from _between(page, sides.doers, sides.targets, (sign, weight * sure), basis, denied=denied)
        if sides.targets:
            yield from _among(page, sides.doers, (1, weighing.TOGETHER * sure), basis, denied=denied)
        elif event.type in _DEEDS and fact and not denied:
            yield from _told_of(page, sides.doers, basis, sure)


def _told_of(page: Page, doers: Sequence[str], basis: Basis, sure: float) -> Iterator[Claim]:
    """A party that tells of another's attack on who knows whom accuses him."""
    voice = basis.voice
    if not voice.page and all(page.cast.players[one].kind in _FIGHTING for one in doers):
        told = page.words.basis(basis.span, page.voices.page, "accuse", hedged=basis.hedged)
        speakers = [one for one in page.cast.parties(voice.speakers) if page.cast.players[one].kind in _FIGHTING]
        yield from _between(page, speakers, doers, (-1, weighing.TOLD_OF * sure), told)


def _is_clash(page: Page, event: Event) -> bool:
    words = page.words.told(event.trigger[0]).casefold().split()
    return event.type == "ASSAULT" and any(not _CLASHES.isdisjoint(candidates(word)) for word in words)


def _of_attribution(page: Page, said: Attribution) -> Iterator[Claim]:
    if said.act is None or said.act not in weighing.ACTS or said.negated or not said.cue:
        return
    sign, weight = weighing.ACTS[said.act]
    voice, hearsay = page.voices.of(said.outer)
    hedged = hearsay or bool(said.hedges)
    span = page.words.cover(whole(said.cue), (*said.source, *said.content))
    basis = page.words.basis(span, voice, said.act, hedged=hedged)
    speakers = page.cast.parties(said.speakers)
    targets = (page.cast.parties(said.addressees) if said.act == "threaten" else ()) or page.accused(said)
    sure = weighing.HEDGED if hedged else 1.0
    yield from _between(page, speakers, targets, (sign, weight * sure), basis)
    if targets:
        yield from _among(page, speakers, (1, weighing.TOGETHER * sure), basis)


def _between(
    page: Page,
    some: Iterable[str],
    others: Sequence[str],
    meant: weighing.Sign,
    basis: Basis,
    *,
    denied: bool = False,
) -> Iterator[Claim]:
    """Each of some to each of the others."""
    for one in some:
        for other in others:
            if one != other:
                sure = page.words.sure(one, basis.span) * page.words.sure(other, basis.span)
                weight = 0.0 if denied else round(meant[1] * sure, 4)
                yield Claim(one, other, meant[0], weight, basis, denied)


def _among(
    page: Page, those: Sequence[str], meant: weighing.Sign, basis: Basis, *, denied: bool = False
) -> Iterator[Claim]:
    """Those who do a thing together to each other."""
    for i, one in enumerate(those):
        yield from _between(page, (one,), those[i + 1 :], meant, basis, denied=denied)
