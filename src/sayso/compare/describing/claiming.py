"""What readings claim of pairs of actors: each stance, event and attribution with the sign and weight of its kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sayso.compare.describing import weighing
from sayso.compare.describing.casting import LED
from sayso.compare.describing.page import Page, Sides
from sayso.compare.describing.reciting import whole
from sayso.compare.describing.told import Basis, Claim
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.small import NAMING
from sayso.records import Act, ActorKind, Attribution, Event, EventType, Stance

_CLASHES: Final = frozenset({"clash", "skirmish", "firefight", "feud", "spar", "standoff"})  # each against the other

_PROMISED: Final[frozenset[Act | None]] = frozenset({"promise", "propose", "intend"})
_WANTED: Final[frozenset[Act | None]] = frozenset({"demand", "request", "propose", "order"})
_TURNED: Final[frozenset[Act | None]] = frozenset({"praise", "condemn"})
_DEEDS: Final[frozenset[EventType]] = frozenset({"ASSAULT", "COERCE"})
_FIGHTING: Final[frozenset[ActorKind | None]] = frozenset(
    {"state", "government", "military", "armed_group", "alliance"}
)


def claims(page: Page) -> Iterator[Claim]:
    """All claims of a page, in the order of its stances, events and attributions."""
    for stance in page.reading.stances:
        yield from _of_stance(page, stance)
    yield from _of_names(page)
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
    media = stance.kind == "part_of"
    holders, toward = page.cast.parties(stance.holders), page.cast.parties(stance.toward, media=media)
    if stance.kind == "violates" and not toward and not voice.page:
        holders, toward = page.cast.parties(voice.speakers), holders  # who tells of a breach accuses
        basis = page.words.basis(basis.span, page.voices.page, "accuse", hedged=hedged)
    asked = page.is_asked(stance.voice)
    if stance.kind in ("part_of", "commands"):
        toward = tuple(one for one in toward if not page.cast.is_floor(one))
    meant = sign, weight * (weighing.ASKED if asked else weighing.HEDGED if hedged else 1.0)
    yield from _between(page, holders, toward, meant, basis, denied=stance.negated)


def _of_names(page: Page) -> Iterator[Claim]:
    """An alliance that is named after somebody is his: *the Norland-led coalition*. Where other names of it say
    another's, its first name counts alone."""
    called = {name.casefold(): one.id for one in page.cast.players.values() for name in (one.name, *one.aliases)}
    for actor in page.reading.actors:
        if actor.kind == "alliance":
            named = [(alias, _leaders(alias.text, called)) for alias in actor.aliases if alias.span is not None]
            first = _leaders(actor.name, called)
            told = {leaders for _, leaders in named if leaders}
            for alias, leaders in named:
                if leaders and alias.span is not None and (leaders == first or len(told) == 1):
                    voice, hearsay = page.voices.of(alias.voice)
                    basis = page.words.basis(alias.span, voice, "commands", hedged=hearsay)
                    them, it = page.cast.parties(leaders), page.cast.parties((actor.id,))
                    yield from _between(page, them, it, (1, 1.0), basis)


def _leaders(name: str, called: Mapping[str, str]) -> tuple[str, ...]:
    """Those after whom an alliance is named, one or several: *the Norland/Sudland coalition*."""
    led = LED.match(name)
    return tuple(called[part.casefold()] for part in led[1].split("/") if part.casefold() in called) if led else ()


def _of_event(page: Page, event: Event) -> Iterator[Claim]:
    voice, hearsay = page.voices.of(event.voice)
    fact = event.status in ("happened", "ongoing")
    hedged = hearsay or bool(event.hedges)
    basis = page.words.basis(page.words.of_event(event), voice, event.type, hedged=hedged or not fact)
    sides = page.sides(event)
    denied = weighing.of_event(event) == 0
    said = page.attributions.get(event.attribution or "")
    if event.type == "AGREE" and said is not None and said.act in _PROMISED:
        return  # what is promised or proposed to somebody says little of how the two stand
    likely = weighing.ASKED if page.is_asked(event.voice) else weighing.HEDGED if hedged else 1.0
    sure = _called_so(page, event) * weighing.of_event(event) * likely * sides.sure
    if not sides.targets and (event.type in weighing.MUTUAL or _is_clash(page, event)):
        sign, weight = weighing.EVENTS[event.type]
        yield from _among(page, sides.doers, (sign, weight * sure), basis, denied=denied)
    elif wronged := page.wronged(event):
        sign, weight = weighing.WRONGED
        yield from _between(page, sides.doers, wronged, (sign, weight * sure), basis, denied=denied)
    elif event.type in weighing.EVENTS and not sides.doers and sides.targets:
        yield from _wanted(page, event, sides.targets, basis)
    elif event.type == "RETREAT":
        yield from _to_go(page, event, sides.doers, basis)
    elif event.type in weighing.EVENTS:
        sign, weight = weighing.EVENTS[event.type]
        yield from _between(page, sides.doers, _abroad(page, event, sides), (sign, weight * sure), basis, denied=denied)
        meant = (sign, weight * sure * weighing.IN_SERVICE)
        yield from _between(page, sides.doers, page.served(event, sides.targets), meant, basis, denied=denied)
        if sides.targets:
            yield from _among(page, sides.doers, (1, weighing.TOGETHER * sure), basis, denied=denied)
        elif event.type in _DEEDS and fact and not denied:
            yield from _told_of(page, sides.doers, basis, sure)


def _abroad(page: Page, event: Event, sides: Sides) -> tuple[str, ...]:
    """The targets without the state whose own organs do the deed: then its name only tells where it is done."""
    if event.type not in _DEEDS:
        return sides.targets
    players = page.cast.players
    homes = {players[one].country for one in sides.doers if players[one].kind in ("government", "military")} - {None}
    return tuple(one for one in sides.targets if players[one].kind != "state" or players[one].country not in homes)


def _to_go(page: Page, event: Event, doers: Sequence[str], basis: Basis) -> Iterator[Claim]:
    """Who demands that another goes (*called for his resignation*) is against him."""
    said = page.attributions.get(event.voice or "")
    if said is not None and said.act == "demand" and not said.negated and not event.negated:
        voice, hearsay = page.voices.of(said.outer)
        told = page.words.basis(page.words.cover(basis.span, said.cue), voice, "demand", hedged=hearsay)
        yield from _between(page, page.cast.parties(said.speakers), doers, weighing.TO_GO, told)


def _wanted(page: Page, event: Event, targets: Sequence[str], basis: Basis) -> Iterator[Claim]:
    """Who asks that something be done for or against another, by whomever, is for or against him himself."""
    said = page.attributions.get(event.voice or "")
    if said is not None and said.act in _WANTED and not said.negated and not event.negated:
        voice, hearsay = page.voices.of(said.outer)
        told = page.words.basis(page.words.cover(basis.span, said.cue), voice, event.type, hedged=hearsay)
        sign, weight = weighing.EVENTS[event.type]
        yield from _between(page, page.cast.parties(said.speakers), targets, (sign, weight * weighing.WANTED), told)


def _told_of(page: Page, doers: Sequence[str], basis: Basis, sure: float) -> Iterator[Claim]:
    """A party that tells of another's attack on who knows whom accuses him."""
    voice = basis.voice
    if not voice.page and all(page.cast.players[one].kind in _FIGHTING for one in doers):
        told = page.words.basis(basis.span, page.voices.page, "accuse", hedged=basis.hedged)
        speakers = [one for one in page.cast.parties(voice.speakers) if page.cast.players[one].kind in _FIGHTING]
        yield from _between(page, speakers, doers, (-1, weighing.TOLD_OF * sure), told)


def _called_so(page: Page, event: Event) -> float:
    """How sure it is that who is said to call something so is for it: the name he gives it may say the contrary."""
    words = page.words.told(event.trigger[0]).casefold().split()
    naming = any(not NAMING.isdisjoint(candidates(word)) for word in words)
    return weighing.NAMED if event.type == "SUPPORT" and naming else 1.0


def _is_clash(page: Page, event: Event) -> bool:
    words = page.words.told(event.trigger[0]).casefold().split()
    return event.type == "ASSAULT" and any(not _CLASHES.isdisjoint(candidates(word)) for word in words)


def _of_attribution(page: Page, said: Attribution) -> Iterator[Claim]:
    if said.act is None or said.act not in weighing.ACTS or not said.cue:
        return
    if said.negated and said.act not in _TURNED:
        return
    sign, weight = weighing.ACTS[said.act]
    if said.negated:  # who will not praise somebody is against him, if less than who condemns him
        sign, weight = -sign, weight * weighing.TURNED
    voice, hearsay = page.voices.of(said.outer)
    hedged = hearsay or bool(said.hedges)
    span = page.words.cover(whole(said.cue), (*said.source, *said.content))
    basis = page.words.basis(span, voice, said.act, hedged=hedged)
    speakers = page.cast.parties(said.speakers)
    targets = (page.cast.parties(said.addressees) if said.act == "threaten" else ()) or page.accused(said)
    sure = weighing.ASKED if page.is_asked(said.outer) else weighing.HEDGED if hedged else 1.0
    yield from _between(page, speakers, targets, (sign, weight * sure), basis)
    if targets and not said.negated:
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
