"""How actors stand toward each other, by the signs of the lexicon: allies, enemies, who backs, leads or is part of
whom, who holds a place."""

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.extract.speaking.ground import actor_at, case_of, lemma_in, passive
from sayso.extract.standing import near, parties, verbs
from sayso.extract.standing.found import Stood, parted, words_of
from sayso.extract.standing.mood import Mood, mood
from sayso.extract.standing.nouns import actorlike, grouplike, pactlike, placelike
from sayso.extract.standing.scene import Scene, called_at
from sayso.lexicon.small import NAMING
from sayso.lexicon.stances import Met, Sign
from sayso.records import StanceKind

ATTITUDES: Final[frozenset[StanceKind]] = frozenset({"supports", "opposes", "hostile"})  # what a plan tells of, too
DEEDS: Final[frozenset[StanceKind]] = frozenset({"supports", "opposes", "negotiates"})
_LIKE: Final = frozenset({"as", "like"})
_NAMES: Final = ("appos", "flat", "compound", "nmod", "obl", "dep")
_AMONG: Final = frozenset({"in", "including", "like", "as", "such"})  # *its allies in Tehran*, *allies such as Iran*


def relations(s: Scene, met: Met) -> Iterator[Stood]:
    """The stance that a sign says where it stands, if both of its sides are there and one of them is known."""
    sign, i = met.sign, met.at[0]
    if not _stands(s, met):
        return
    how = mood(s, i)
    if how is None or (how.planned and sign.kind not in ATTITUDES) or (sign.done and not _done(s, i, how)):
        return
    holders, toward = _sides(s, met)
    toward = tuple(k for k in toward if _fits(s, sign, k))
    if not toward or (not holders and sign.pos == "noun"):
        return
    yield from _stood(s, met, holders, toward, how)


def _sides(s: Scene, met: Met) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The words of the two sides, with what is joined to them."""
    sign = met.sign
    holders = _first(s, met, sign.holder)
    between = "between" in sign.toward and holders == _fill(s, met, "between")
    toward = () if between and holders else _first(s, met, sign.toward, holders)
    if sign.mutual and not (holders and toward) and (holders or sign.pos != "noun"):
        return _each(s, met, holders or toward)
    holding = _joined(s, _shared(s, met, holders))
    holding = tuple(k for k in holding if k != met.at[0]) or holding
    return holding, tuple(k for k in _joined(s, toward) if k not in holding)


def _shared(s: Scene, met: Met, holders: tuple[int, ...]) -> tuple[int, ...]:
    """The first of those joined by *and* where what follows the last is said of all: *X and Y forces backing Z*."""
    word = s.parse.words[met.at[0]]
    if len(holders) == 1 and word.relation == "acl" and met.sign.pos == "verb":
        last = s.parse.words[holders[0]]
        if last.relation == "conj" and last.head is not None and s.words[met.at[0]].endswith("ing"):
            return (last.head,)
    return holders


def _joined(s: Scene, heads: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(k for head in heads for k in near.joined(s, head)))


def _stands(s: Scene, met: Met) -> bool:
    """Whether the words are used as the sign says: a verb as a verb, a noun after its preposition."""
    sign, i = met.sign, met.at[0]
    pos = s.parse.words[i].pos
    if sign.pos == "verb":
        return pos == "VERB" or (near.hyphened(s, i) and near.participle(s, i))
    if sign.pos == "noun":
        named = i in s.ground.covering and i not in s.ground.headed
        return pos in ("NOUN", "PROPN") and not named and (not sign.case or case_of(s.ground, i) in sign.case)
    if sign.pos == "adjective":
        return pos in ("ADJ", "VERB")
    if sign.pos == "prefix":
        return i + 1 < len(s.words) and s.words[i + 1] in "-‐‑" and s.parse.words[i + 1].span[0] == _end(s, i)
    return True


def _end(s: Scene, i: int) -> int:
    return s.parse.words[i].span[1]


def _done(s: Scene, i: int, how: Mood) -> bool:
    """Whether a deed is told as done: in a past form, not as going on."""
    if how.planned or s.parse.words[i].pos != "VERB":
        return not how.planned and s.parse.words[i].pos != "VERB"
    if s.words[i].endswith("ing"):
        syntax = s.ground.syntax
        return s.parse.words[i].relation in ("advcl", "acl") and not syntax.dependents(i, "mark", "aux", "case")
    return near.participle(s, i) and not _going_on(s, i)


def _going_on(s: Scene, i: int) -> bool:
    return passive(s.ground, i) and s.words[i - 1] == "being"


def _first(s: Scene, met: Met, roles: Sequence[str], taken: tuple[int, ...] = ()) -> tuple[int, ...]:
    """What fills the first of the places that is filled, by other words than those taken."""
    return next((found for role in roles if (found := _fill(s, met, role)) and found != taken), ())


def _fill(s: Scene, met: Met, role: str) -> tuple[int, ...]:
    sign, i, last = met.sign, met.at[0], met.at[-1]
    if role == "subject":
        return verbs.logical_subject(s, i)
    if role == "object":
        return verbs.logical_object(s, i) if sign.pos == "verb" else _following(s, last)
    if role == "self":
        return _self(s, met)
    if role == "owner":
        return near.owner(s, i)
    if role == "governor":
        return tuple(k for k in verbs.governor(s, i) if k != i)
    if role == "bearer":
        return () if "getter" in sign.toward and verbs.getter(s, i) else verbs.bearer(s, i)
    if role == "getter":
        return verbs.getter(s, i)
    if role == "between":
        return near.after(s, i, "between")
    return _led_to(s, met, role)


def _led_to(s: Scene, met: Met, preposition: str) -> tuple[int, ...]:
    """What a preposition after the sign leads to; before it, what a hyphen joins to it (*Iran-aligned*)."""
    i, last = met.at[0], met.at[-1]
    if met.sign.pos == "adjective" and near.hyphened(s, i) and i >= 2:
        return (i - 2,)
    return near.after(s, last, preposition) or (near.after(s, i, preposition) if last != i else ())


def _following(s: Scene, i: int) -> tuple[int, ...]:
    """The head of what follows a preposition, or a prefix with its hyphen."""
    k = i + 2 if s.words[i + 1 : i + 2] and s.words[i + 1] in "-‐‑" else i + 1
    for at in range(k, min(k + 4, len(s.words))):
        if at in s.ground.begun:
            return (s.ground.begun[at],)
        if at in s.ground.covering or called_at(s, at):
            return (at,)
        if s.parse.words[at].pos not in ("DET", "ADJ", "NOUN", "PRON"):
            return ()
    return ()


def _self(s: Scene, met: Met) -> tuple[int, ...]:
    """Whom a sign is said of: who is called a noun, or is in a state."""
    i = met.at[0]
    if met.sign.pos == "noun":
        return called(s, i)
    if met.sign.pos == "prefix":
        noun = near.noun_after(s, i + 2)
        return () if noun is None else (noun,)
    if met.sign.pos == "preposition":
        return _before_preposition(s, i)
    word = s.parse.words[i]
    if word.relation in ("amod", "acl", "compound") and word.head is not None:
        return (word.head,)
    return verbs.clause_subject(s, i)


def called(s: Scene, i: int) -> tuple[int, ...]:
    """Who is called a noun: itself, the name beside it, by *is* or *as*; those whom *allies in …* or *such as* list."""
    syntax, word = s.ground.syntax, s.parse.words[i]
    beside = [k for k in syntax.dependents(i, *_NAMES) if k > i and _named(s, k) and _close(s, i, k)]
    if beside:
        return tuple(beside[:1])
    if before := _compound_self(s, i):
        return before
    if listed_below := _counted_among(s, i):
        return listed_below
    following = i + 1 + (s.words[i + 1 : i + 2] == (",",))
    if following in s.ground.covering and s.parse.words[following].sentence == word.sentence and following not in (i,):
        return (following,)
    if syntax.dependents(i, "cop"):
        return verbs.clause_subject(s, i)
    if word.relation == "appos" and word.head is not None:
        return (word.head,)
    if before := _between_commas(s, i):
        return before
    if word.relation == "xcomp" and word.head is not None and lemma_in(s.words[word.head], NAMING):
        return verbs.logical_object(s, word.head)
    if i > 0 and case_of(s.ground, i) in _LIKE and word.head is not None and s.parse.words[word.head].pos == "VERB":
        verb = word.head
        return verbs.logical_object(s, verb) or verbs.clause_subject(s, verb)
    mention = s.ground.headed.get(i)
    return (i,) if mention is not None and mention.actor in s.ground.named else ()


def _counted_among(s: Scene, i: int) -> tuple[int, ...]:
    """Those whom a clause behind a noun lists: *its allies, among whom is Norland*, *its foes, including X and Y*."""
    if s.words[i + 1 : i + 2] != (",",) or s.words[i + 2 : i + 3] not in (("among",), ("including",), ("notably",)):
        return ()
    for k in range(i + 3, min(i + 12, len(s.words))):
        if s.parse.words[k].sentence != s.parse.words[i].sentence or s.parse.words[k].pos == "PUNCT":
            return ()
        if k in s.ground.begun and _named(s, s.ground.begun[k]):
            return (s.ground.begun[k],)
    return ()


def _close(s: Scene, i: int, k: int) -> bool:
    """Whether a name stands beside a noun, or behind the one preposition that lists those called so."""
    case = case_of(s.ground, k)
    return case == "" or (case in _AMONG and s.words[i + 1] == case)


def _named(s: Scene, k: int) -> bool:
    mention = s.ground.covering.get(k)
    return mention is not None and mention.actor is not None


def _between_commas(s: Scene, i: int) -> tuple[int, ...]:
    """The name that a noun stands beside, marks before and after: *Iran, Syria's ally, sent …*."""
    mention = s.ground.headed.get(i)
    inside = s.ground.syntax.within(mention.span) if mention else range(i, i + 1)
    first, last = inside[0], inside[-1]
    if first < 2 or s.words[first - 1] != "," or s.words[last + 1 : last + 2] not in ((",",), (".",)):
        return ()
    before = s.ground.covering.get(first - 2)
    head = s.ground.syntax.head(before.span) if before else None
    return () if head is None else (head,)


def _compound_self(s: Scene, i: int) -> tuple[int, ...]:
    """*NATO sponsors of terror*: with *of*, the name before says who they are, not whose."""
    of = [k for k in s.ground.syntax.dependents(i, "nmod") if k > i and case_of(s.ground, k) == "of"]
    names = [k for k in s.ground.syntax.dependents(i, "compound", "nmod") if k < i and _named(s, k)]
    names = [k for k in names if s.parse.words[k].pos == "PROPN" and s.words[i].endswith("s")]
    return tuple(names[:1]) if of and names and not case_of(s.ground, names[0]) else ()


def _before_preposition(s: Scene, i: int) -> tuple[int, ...]:
    """What a preposition stands with: the noun or the subject of the verb that its own noun hangs on."""
    noun = next((k for k in range(i + 1, min(i + 8, len(s.words))) if s.parse.words[k].pos in near.NOMINAL), None)
    top = noun
    while top is not None and (head := s.parse.words[top].head) is not None and head > i:
        top = head if head != top and s.parse.words[head].pos in near.NOMINAL else None
    head = s.parse.words[top].head if top is not None else None
    if head is None:
        return ()
    if s.parse.words[head].pos == "VERB":
        return verbs.clause_subject(s, head)
    return (head,)


def _each(s: Scene, met: Met, both: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The two sides of what several do to each other, *X and Y clashed*: the first and the rest."""
    named = sorted(k for head in both for k in near.joined(s, head))
    if not lemma_in(s.words[met.at[0]], {"ally", "partner", "enemy", "rival", "foe", "friend"}) and len(named) < 2:
        return (), ()
    if not named:
        return (), ()
    last = max((k for k in range(named[0], named[-1]) if s.words[k] in ("and", "&")), default=named[0])
    return tuple(k for k in named if k <= last), tuple(k for k in named if k > last)


def _fits(s: Scene, sign: Sign, i: int) -> bool:
    """Whether a word is what the sign asks for on its other side."""
    if sign.what == "place":
        return placelike(s, i)
    if sign.what == "pact":
        return pactlike(s, i)
    if sign.what == "group":
        return grouplike(s, i)
    return sign.kind != "commands" or actorlike(s.ground, i) or not placelike(s, i)


def _stood(s: Scene, met: Met, holders: tuple[int, ...], toward: tuple[int, ...], how: Mood) -> Iterator[Stood]:
    sign = met.sign
    deeds = sign.kind in DEEDS
    holding = parties.actors(s, holders, deeds=True, alone=True)
    place = _place(s, toward) if sign.what == "place" else None
    facing = () if sign.what in ("place", "pact") else parties.actors(s, toward, deeds, alone=True)
    if sign.what not in ("place", "pact"):
        holding, facing = parted(sign.kind, holding, facing)
        if not _enough(s, sign, holders, toward, holding, facing):
            return
    elif not holding:
        return
    yield Stood(
        kind=sign.kind,
        holders=holding,
        toward=facing,
        place=place,
        content=(words_of(s, met.at, (*holders, *toward)),),
        mood=Mood(how.negated != sign.ends, how.hedges, how.planned),
        sign=s.parse.words[met.at[0]].span,
    )


def _enough(
    s: Scene, sign: Sign, holders: Sequence[int], toward: Sequence[int], holding: Sequence[str], facing: Sequence[str]
) -> bool:
    """Whether enough is known of the two sides: both, or one and of the other at least that it is somebody."""
    if holding and facing:
        return True
    if not (holding or facing) or sign.mutual:
        return False
    other = toward if holding else holders
    return sign.pos != "noun" and any(actorlike(s.ground, k) and actor_at(s.ground, k) is None for k in other)


def _place(s: Scene, heads: Sequence[int]) -> str | None:
    """The place that a noun phrase names: by its head, else by the first place in it."""
    for i in heads:
        if i in s.places:
            return s.places[i].id
        inside = sorted(k for k in s.ground.syntax.below(i) if k in s.places and abs(k - i) <= 8)
        if inside:
            return s.places[inside[0]].id
    return None
