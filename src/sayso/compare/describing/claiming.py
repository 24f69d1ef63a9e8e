"""What readings claim of pairs of actors: each stance, event and attribution with the sign and weight of its kind."""

from collections.abc import Iterable, Iterator, Sequence

from sayso.compare.describing import weighing
from sayso.compare.describing.casting import Cast
from sayso.compare.describing.reciting import Words, whole
from sayso.compare.describing.told import Basis, Claim
from sayso.compare.describing.voicing import Voices
from sayso.records import Attribution, Event, Reading, Stance


class Page:
    """One reading, with all that is asked of it."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading, self.cast = reading, cast
        self.words = Words(reading, cast.ids)
        self.voices = Voices(reading, cast.names(), cast.ids)
        self.attributions = {attribution.id: attribution for attribution in reading.attributions}
        self.places = {place.id: place for place in reading.places}

    def accused(self, said: Attribution) -> tuple[str, ...]:
        """Whom an attribution turns on: of those whom it is about the first who is no speaker of it."""
        about = set(self.cast.parties(said.about)) - set(self.cast.parties(said.speakers))
        for mention in self.reading.mentions:
            inside = any(start <= mention.span[0] and mention.span[1] <= end for start, end in said.content)
            if inside and (found := about.intersection(self.cast.parties((mention.actor,)))):
                return tuple(found)
        return ()


def claims(page: Page) -> Iterator[Claim]:
    """All claims of a page, in the order of its stances, events and attributions."""
    for stance in page.reading.stances:
        yield from _of_stance(page, stance)
    seen = {event.attribution for event in page.reading.events}
    for event in page.reading.events:
        yield from _of_event(page, event)
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
    meant = sign, weight * (weighing.HEDGED if hedged else 1.0)
    yield from _between(page, holders, toward, meant, basis, denied=stance.negated)


def _of_event(page: Page, event: Event) -> Iterator[Claim]:
    voice, hearsay = page.voices.of(event.voice)
    fact = event.status in ("happened", "ongoing")
    hedged = hearsay or bool(event.hedges)
    basis = page.words.basis(page.words.of_event(event), voice, event.type, hedged=hedged or not fact)
    actors = page.cast.parties(party.actor for party in event.actors)
    targets = page.cast.parties(party.actor for party in event.targets)
    denied = event.negated or event.status == "denied"
    sure = weighing.of_event(event) * (weighing.HEDGED if hedged else 1.0)
    if event.type in weighing.MUTUAL and not targets:
        yield from _among(page, actors, (1, weighing.EVENTS[event.type][1] * sure), basis, denied=denied)
    elif event.type in weighing.EVENTS:
        sign, weight = weighing.EVENTS[event.type]
        yield from _between(page, actors, targets, (sign, weight * sure), basis, denied=denied)
        if targets:
            yield from _among(page, actors, (1, weighing.TOGETHER * sure), basis, denied=denied)


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
