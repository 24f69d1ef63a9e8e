"""The system that pages describe: who stands with whom and against whom, who leads, accuses, aims at what, as told.

Nothing in it is stated as fact. Every tie and every line has its count, the voices that tell it (the page's own, or
speakers whom it quotes) and the words that it rests on. Blocs follow the page's own voice where it tells how two
actors stand, and its speakers where it does not; where they differ stands beside. Who turn on the same side in words
are taken for one, unless they are told to be at odds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sayso.compare.describing.accusers import charges, common, joined
from sayso.compare.describing.casting import Cast, cast, sides
from sayso.compare.describing.claiming import claims
from sayso.compare.describing.listing import lines
from sayso.compare.describing.page import Page
from sayso.compare.describing.partition import blocs, graph
from sayso.compare.describing.told import (
    Basis,
    Bloc,
    Claim,
    Difference,
    Line,
    Side,
    Source,
    System,
    SystemActor,
    Tension,
    Tie,
    Topic,
    Voice,
)
from sayso.compare.describing.tying import bases, by_pair, differences, ties
from sayso.lexicon.register import Register, load
from sayso.records import Reading

__all__ = [
    "Basis", "Bloc", "Claim", "Difference", "Line", "Side", "Source", "System", "SystemActor", "Tension", "Tie",
    "Topic", "Voice", "described",
]  # fmt: skip

_TALKS: Final = frozenset({"AGREE", "negotiates"})
# Who sits in such a body does not stand with all who do.
_FLOORS: Final = frozenset(
    {
        "assembly", "chamber", "commission", "committee", "congress", "council", "court", "house", "nations", "panel",
        "parliament", "senate",
    }
)  # fmt: skip
# The White House is none, nor is the committee that leads a party.
_NO_FLOORS: Final = frozenset({"campaign", "democratic", "party", "republican", "white"})
_FAINT: Final = 0.5  # what a tie that is told but faintly counts for the blocs, of one that is told most heavily
_BY_SPEAKERS: Final = 0.75  # what one counts that only speakers tell, of one that the page does


def described(
    readings: Sequence[Reading], *, same: Mapping[str, str] | None = None, register: Register | None = None
) -> System:
    """The system that readings describe. `same` joins actors over pages: ids to the id under which they go."""
    known = register or load()
    players = cast(readings, same or {}, known)
    pages = [Page(reading, players) for reading in readings]
    pairs = by_pair(claim for page in pages for claim in claims(page))
    tied = ties(pairs)
    signs = {frozenset((tie.one, tie.other)): tie.sign for tie in tied}
    counted = sides(players, known, lambda one, other: signs.get(frozenset((one, other)), 0) < 0, _struck(tied))
    parted = _blocs(tied, counted, players)
    told = lines(pages)
    return System(
        sources=tuple(map(_source, readings)),
        actors=_actors(players, tied, told, counted, parted),
        blocs=parted,
        ties=tied,
        tensions=_tensions(tied, counted, parted),
        differences=differences(pairs),
        lines=told,
    )


def _struck(tied: Iterable[Tie]) -> set[str]:
    """Those who are told to be attacked."""
    told = (claim for tie in tied if tie.sign < 0 for claim in tie.claims if claim.weight)
    return {claim.other for claim in told if claim.basis.said == "ASSAULT"}


def _source(reading: Reading) -> Source:
    document = reading.document
    return Source(document.id, document.title, document.publisher, document.published)


def _blocs(tied: Sequence[Tie], sides: Mapping[str, str], players: Cast) -> tuple[Bloc, ...]:
    """The blocs of actors that are told to stand together or to turn on the same side, and their organs with them."""
    degree = Counter(end for tie in tied for end in (tie.one, tie.other))
    worth = [(tie, 0.0 if _on_floor(tie, players) else _worth(tie)) for tie in tied]
    signed = graph((sides.get(tie.one, tie.one), sides.get(tie.other, tie.other), value) for tie, value in worth)
    turned = tuple(charge for charge in charges(tied, sides) if charge[0] in signed and charge[1] in signed)
    parts = joined(blocs(signed), signed, turned)
    bloc_of = {node: number for number, part in enumerate(parts) for node in part}
    members: dict[int, list[str]] = {}
    loose = [end for end in degree if sides.get(end, end) not in bloc_of]
    for end in sorted(degree, key=lambda end: (-degree[end], end)):
        if end not in loose:
            members.setdefault(bloc_of[sides.get(end, end)], []).append(end)
    found = [tuple(part) for part in members.values() if len(part) > 1]
    told = []
    for part in found:
        nodes = {sides.get(end, end) for end in part}
        if within := _within(part, tied, common(nodes, parts, turned)):
            told.append(Bloc(part, within))
    return tuple(sorted(told, key=lambda bloc: (-len(bloc.members), bloc.members)))


def _within(part: Sequence[str], tied: Iterable[Tie], turned: Iterable[Claim]) -> tuple[Basis, ...]:
    inside = (tie for tie in tied if tie.sign > 0 and tie.one in part and tie.other in part)
    friendly = (claim for tie in inside for claim in tie.claims if claim.sign > 0 and claim.weight)
    return tuple(dict.fromkeys(claim.basis for claim in (*friendly, *turned)))


def _on_floor(tie: Tie, players: Cast) -> bool:
    """Whether a tie is only that somebody sits in a parliament, a committee, a court."""
    words = {word for end in (tie.one, tie.other) for word in players.name(end).casefold().split()}
    belongs = all(claim.basis.said in ("part_of", "commands") for claim in tie.claims)
    return tie.sign > 0 and belongs and bool(words & _FLOORS) and not words & _NO_FLOORS


def _worth(tie: Tie) -> float:
    """What a tie counts for the blocs: a heavy one at most twice as much as a faint one, so that no one tie outweighs
    several; what the page's own voice does not tell counts less, and to talk and agree is not to stand together."""
    if tie.sign > 0 and all(claim.basis.said in _TALKS for claim in tie.claims if claim.sign > 0):
        return 0.0
    own = any(claim.basis.voice.page and claim.weight for claim in tie.claims)
    return tie.sign * (_FAINT + (1 - _FAINT) * min(1.0, tie.weight)) * (1.0 if own else _BY_SPEAKERS)


def _tensions(tied: Iterable[Tie], sides: Mapping[str, str], parted: Sequence[Bloc]) -> tuple[Tension, ...]:
    bloc_of = {member: number for number, bloc in enumerate(parted) for member in bloc.members}
    found = []
    for tie in tied:
        one, other = bloc_of.get(tie.one, -1), bloc_of.get(tie.other, -2)
        within = one == other
        against = [claim for claim in tie.claims if claim.weight and (claim.sign < 0) == within]
        if against and (within or (one >= 0 and other >= 0)):
            found.append(Tension(tie.one, tie.other, within, len(against), bases(against)))
    return tuple(sorted(found, key=lambda tension: (not tension.within, -tension.count)))


def _actors(
    players: Cast, tied: Iterable[Tie], told: Iterable[Line], sides: Mapping[str, str], parted: Sequence[Bloc]
) -> tuple[SystemActor, ...]:
    """Those of whom something is told, those with most ties first."""
    bloc_of = {member: number for number, bloc in enumerate(parted) for member in bloc.members}
    degree = Counter(end for tie in tied for end in (tie.one, tie.other))
    degree.update({id: 0 for line in told for id in (*line.who, *line.toward)})
    return tuple(
        SystemActor(
            id=id,
            name=players.players[id].name,
            kind=players.players[id].kind,
            country=players.players[id].country,
            aliases=players.players[id].aliases,
            side=sides.get(id),
            bloc=bloc_of.get(id),
        )
        for id in sorted(degree, key=lambda id: (-degree[id], id))
    )
