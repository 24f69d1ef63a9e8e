"""What a described system is made of. Everything in it is somebody's word, and says whose."""

from typing import Literal

from msgspec import Struct

from sayso.records import ActorKind, Span

Topic = Literal[
    "leads", "part_of", "accuses", "aim", "means", "holds", "stake", "agrees", "breaches", "leads_to", "denies"
]


class Voice(Struct, frozen=True, order=True):
    """Whose word something is: the page's own (`page`; the name is then its publisher, author or title), or that of a
    speaker. `speakers` are actor ids; where none is known, `name` has the words of the source."""

    page: bool
    name: str
    speakers: tuple[str, ...] = ()


class Basis(Struct, frozen=True):
    """The words that something rests on: document id, span, exactly what stands there, and whose word it is. `said` is
    what they are read as, a kind of stance, a type of event or an act."""

    document: str
    span: Span
    words: str
    voice: Voice
    said: str
    hedged: bool = False


class Claim(Struct, frozen=True):
    """That one actor stands to another in a way that is friendly (`sign` 1) or hostile (-1), told once.

    `weight` is between 0 and 1: how much such words say, less where they are hedged or tell what has not happened. It
    is 0 for what is `denied`.
    """

    one: str
    other: str
    sign: int
    weight: float
    basis: Basis
    denied: bool = False


class Tie(Struct, frozen=True):
    """How two actors are told to stand, whoever of the two comes first in the words. Told both ways, `sign` is that of
    the page's own voice where it tells, else the heavier one, and `weight` what is told so beyond the contrary, by
    whoever decided it. `friendly` and `hostile` are the weights of all voices."""

    one: str
    other: str
    sign: int
    weight: float
    friendly: float
    hostile: float
    claims: tuple[Claim, ...]


class Bloc(Struct, frozen=True):
    """Actors that are told to stand together or to turn on the same side, those with most ties first. `bases` tell of
    friendly ties between them, those of the heaviest first, then where several turn on the same one; organs stand with
    their state by the register."""

    members: tuple[str, ...]
    bases: tuple[Basis, ...] = ()


class Tension(Struct, frozen=True):
    """A tie that the blocs do not hold: a hostile one within a bloc (`within`), or a friendly one between two."""

    one: str
    other: str
    within: bool
    count: int
    bases: tuple[Basis, ...]


class Line(Struct, frozen=True):
    """Something told of actors: who leads whom, accuses whom of what … `what` are words of the page (or the name of
    what is counted); `count` is how often it is told, the same words of one voice once; `voices` those who tell it."""

    topic: Topic
    who: tuple[str, ...]
    toward: tuple[str, ...]
    what: str
    count: int
    voices: tuple[Voice, ...]
    bases: tuple[Basis, ...]
    hedged: bool = False


class Side(Struct, frozen=True):
    """How one voice has two actors stand: 1, -1, or 0 where it denies what others tell."""

    voice: Voice
    sign: int
    count: int
    bases: tuple[Basis, ...]


class Difference(Struct, frozen=True):
    """Two actors of whom voices tell differently: speakers otherwise than the page or than each other (`contrary`), or
    speakers what the page does not tell in its own voice. The page's side comes first, if it has one."""

    one: str
    other: str
    contrary: bool
    sides: tuple[Side, ...]


class SystemActor(Struct, frozen=True):
    """An actor of the system. `aliases` are the names that the pages use; `side` is the actor for whom it is counted
    in a bloc (the state whose organ it is, by the register; the leader after whom an alliance is named), or None;
    `bloc` the number of its bloc from 0."""

    id: str
    name: str
    kind: ActorKind | None
    country: str | None
    aliases: tuple[str, ...]
    side: str | None = None
    bloc: int | None = None


class Source(Struct, frozen=True):
    """A document that the system was read from."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None


class System(Struct, frozen=True):
    """Who stands with whom and against whom as pages tell it, with whose word each part of it is.

    `lines` has the rest of what is told, by topic: who leads (`leads`), who belongs to whom (`part_of`), who accuses
    whom of what (`accuses`), aims imputed or told (`aim`), means (`means`), who holds which place (`holds`), what is
    fought over (`stake`), agreements (`agrees`) and their alleged breaches (`breaches`), what is said to have led to
    what (`leads_to`), who denies what (`denies`). Each list has first what more voices tell, then what is told more
    often.
    """

    sources: tuple[Source, ...] = ()
    actors: tuple[SystemActor, ...] = ()
    blocs: tuple[Bloc, ...] = ()
    ties: tuple[Tie, ...] = ()
    tensions: tuple[Tension, ...] = ()
    differences: tuple[Difference, ...] = ()
    lines: tuple[Line, ...] = ()
