"""What is compared: a claim with what stands in it, and what two claims are to each other."""

from typing import Literal

from msgspec import Struct

from sayso.lexicon.opposites import Pole
from sayso.records import Act, EventType

RelationKind = Literal["same", "conflicts", "neither", "unsure"]


class Term(Struct, frozen=True, kw_only=True):
    """A word or an actor of a claim. `keys` are what it is met by: a stem, or an actor's ids and names; `sign` is -1
    under a negation; `weight` says how much it tells, by its rarity; `says` tells a word that says
    something of others, a verb or one that lies at a pole; `sentence` counts those of the claim; `clause` is the code
    point at which its clause begins."""

    words: str
    keys: frozenset[str]
    weight: float
    sign: int = 1
    poles: tuple[Pole, ...] = ()
    says: bool = False
    actor: bool = False
    sentence: int = 0
    clause: int = 0


class Deed(Struct, frozen=True, kw_only=True):
    """An event that a claim tells of: parties by their keys, `where` the places' names folded; `denied` for one that
    is said not to have happened."""

    type: EventType
    words: str
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    days: tuple[str, str] | None = None
    denied: bool = False


class Counted(Struct, frozen=True, kw_only=True):
    """A number and what it counts: `of` the stems of its words, or the unit; `high` None where nothing bounds it."""

    words: str
    low: float
    high: float | None
    of: frozenset[str]


class Denied(Struct, frozen=True, kw_only=True):
    """A clause, as terms name it, that says that something is not so, or whose cue does: `head` is the stem of the word
    that is denied, what is said to be done or to be there; `whole` tells that it is denied of all: *nobody died*."""

    clause: int
    head: str
    whole: bool = False


class Claim(Struct, frozen=True, kw_only=True):
    """What somebody commits himself to: an attribution with what stands in it.

    `sign` is -1 where the cue turns the content round (*denied*, *does not believe*); `silent` says that the speaker
    refuses to say, `asks` that he puts a question. `run` are the words of the content, folded, in order; `vector` is
    what it means, as `sayso.vectors` compares it, None or empty where that is not known. `denials` are the clauses that
    are denied as a whole, `unreal` those that tell what may be or ought to be, or who is meant.
    """

    document: str
    attribution: str
    act: Act | None = None
    sign: int = 1
    silent: bool = False
    asks: bool = False
    speakers: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    deeds: tuple[Deed, ...] = ()
    counted: tuple[Counted, ...] = ()
    run: tuple[str, ...] = ()
    vector: bytes | None = None
    denials: tuple[Denied, ...] = ()
    unreal: frozenset[int] = frozenset()


class Relation(Struct, frozen=True, kw_only=True):
    """What two claims are to each other. `score`, from 0 to 1, says how sure that is; `reasons` are in words."""

    kind: RelationKind
    score: float
    reasons: tuple[str, ...] = ()
