"""Which of a word's senses is meant, by what stands around it and what a classifier sees."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.extract.eventing.deed import Slots
from sayso.extract.eventing.scene import Scene, Types
from sayso.extract.speaking.ground import kind_of, noun_at
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.plover import NEAR, Met, Setting, companions, holds
from sayso.records import EventType

ARMED: Final = frozenset({"military", "armed_group"})
PLAIN: Final = 0.9  # how sure a word is that needs nothing
MET: Final = 0.85  # … that has what it needs
OPEN: Final = 0.5  # … of which nothing tells, and that a classifier allows
LEAST: Final = 0.35  # least probability of a type for what nothing else tells
AGAINST: Final = 0.02  # a type with less is not seen by the classifier
DOMINANT: Final = 0.5  # … with more it is, whatever else a word may say
ALONE: Final = 0.8  # … with so much a noun of force needs nothing else of the page
PUBLIC: Final = frozenset({"state", "government", "military", "armed_group", "alliance", "party", "people", "process"})
# What is done and not said: its objects tell it from other uses of a word better than a classifier does.
OF_HANDS: Final = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "RETREAT"})
_Found = tuple[float, Met, Slots]


class Choice(Struct, frozen=True):
    """A sense that is meant, what stands at its places, how sure it is, and whether only the page can tell."""

    met: Met
    slots: Slots
    sure: float
    open: bool = False


def choose(
    scene: Scene, at: int, met: Sequence[Met], slots: Callable[[Met], Slots], types: Types = ()
) -> Choice | None:
    """The first sense that holds, unless the classifier sees another that does; None where none is meant. What the
    lexicon leaves open is decided by the classifier's types, and without them by armed parties; else it stays open."""
    seen = dict(types)
    held: list[_Found] = []
    opened: list[_Found] = []
    for one in sorted(met, key=lambda one: -len(one.at)):
        here = slots(one)
        told = holds(one.sense, _setting(scene, at, one, here))
        if told and one.sense.type == "ASSAULT" and _is_figurative(scene, one, here):
            told = None
        likely = seen.get(one.sense.type, 0.0)
        if told:
            held.append((likely, one, here))
        elif told is None and not one.sense.strict and (likely >= LEAST or not seen):
            opened.append((likely, one, here))
    if held and (chosen := _of_held(held, seen)) is not None:
        return chosen
    return _of_open(scene, opened, bool(seen)) if opened else None


def _of_held(held: Sequence[_Found], seen: Mapping[EventType, float]) -> Choice | None:
    """Of senses that hold the first; one whose type the classifier rules out gives way to one that it is sure of, and
    if it is of words alone, which are used of so much else, to none."""
    first = held[0]
    if seen and first[0] < AGAINST and first[1].sense.needs:
        sure = (one for one in held[1:] if one[0] >= DOMINANT and len(one[1].at) == len(first[1].at))
        if (other := next(sure, None)) is not None:
            first = other
        elif first[1].sense.type not in OF_HANDS and not first[1].sense.strict:
            return None
    likely, one, here = first
    sure_of = MET if one.sense.needs else PLAIN
    return Choice(one, here, (sure_of + likely) / 2 if seen else sure_of)


def _of_open(scene: Scene, opened: Sequence[_Found], seen: bool) -> Choice | None:
    """Of senses of which nothing told the likeliest; a verb's only where somebody takes part of whom such things are
    told, and a noun of force as the rest of the page tells. Where no classifier was asked one with armed parties."""
    likely, one, here = max(opened, key=lambda found: found[0])
    if seen:
        sure = (OPEN + likely) / 2
        if one.sense.pos == "NOUN" and one.sense.type == "ASSAULT":
            return Choice(one, here, sure, open=likely < ALONE)
        return Choice(one, here, sure) if _is_public(scene, here) else None
    armed = [(met, slots) for _, met, slots in opened if met.sense.type == "ASSAULT" and _is_armed(scene, met, slots)]
    armed.sort(key=lambda found: not any(found[1].get(name) for name in found[0].sense.target))
    if (found := next(iter(armed), None)) is not None:
        return Choice(*found, MET)
    return Choice(one, here, OPEN, open=True)


def _is_public(scene: Scene, slots: Slots) -> bool:
    """Whether a state, a force, a party or a population stands at any place of a deed."""
    return not _kinds(scene, [k for ks in slots.values() for k in ks]).isdisjoint(PUBLIC)


def _is_figurative(scene: Scene, met: Met, slots: Slots) -> bool:
    """Whether a verb of force may be one of words: done by no armed men to nothing (*bombed at the box office*), or
    undergone by a politician from nobody (*came under fire*)."""
    sense = met.sense
    if sense.pos != "VERB" or any(slots.get(name) for name in (*sense.object, "by")):
        return False
    if "direct" in sense.target and not any(slots.get(name) for name in (*sense.target, "of")):
        kinds = _kinds(scene, slots.get("subject", ()))
        return kinds.isdisjoint(ARMED | {"state", None}) and bool(kinds)
    if len(met.at) > 1 and "subject" in sense.target and not any(slots.get(name) for name in sense.actor):
        return any(_is_official(scene, k) for k in slots.get("subject", ()))
    return False


def _is_official(scene: Scene, i: int) -> bool:
    mention = scene.g.headed.get(i)
    known = noun_at(scene.g, i)
    named = mention is not None and mention.form == "name" and kind_of(scene.g, mention.actor) == "person"
    return named or (known is not None and known.role == "official")


def _is_armed(scene: Scene, met: Met, slots: Slots) -> bool:
    """Whether armed men or their arms take part in what may be a deed of force."""
    places = {*met.sense.actor, *met.sense.target, "subject", "by"}
    return not _kinds(scene, [k for name in places for k in slots.get(name, ())]).isdisjoint(ARMED)


def _setting(scene: Scene, at: int, met: Met, slots: Slots) -> Setting:
    """What stands at the places that a sense's conditions ask for."""
    asked = {condition.at for condition in (*met.sense.needs, *met.sense.bars)}
    if not asked:
        return Setting()
    words = {
        name: _lemmas(scene, _reach(scene, slots.get(name, ()))) for name in asked if name not in ("near", "party")
    }
    kinds = {name: _kinds(scene, slots.get(name, ())) for name in asked if name not in ("near", "party")}
    if "near" in asked:
        here = scene.sentence(at)
        near = [k for k in range(max(here.start, at - NEAR), min(here.stop, at + NEAR + 1)) if k not in met.at]
        words["near"], kinds["near"] = _lemmas(scene, near), _kinds(scene, near)
    if "party" in asked:
        places = {*met.sense.actor, *met.sense.target, "subject"}
        parties = [k for name in places for k in slots.get(name, ())]
        kinds["party"], words["party"] = _kinds(scene, parties), _lemmas(scene, _reach(scene, parties))
    return Setting(words=words, kinds=kinds)


def _reach(scene: Scene, heads: Sequence[int]) -> list[int]:
    """The head words, what is joined to them, and what stands before *of* (*dozens of girls*)."""
    found = list(heads)
    for k in heads:
        found += scene.dependents(k, "conj")
        found += [n for n in scene.dependents(k, "nmod") if scene.case(n) == "of"] if _counts(scene, k) else []
    return found


def _counts(scene: Scene, i: int) -> bool:
    return scene.pos(i) == "NUM" or scene.lower[i].rstrip("s") in (
        "dozen", "hundred", "thousand", "score", "group", "number", "serie", "wave", "part", "all", "some", "many",
        "half", "most", "piece", "pair", "couple", "barrage", "volley", "ten",
    )  # fmt: skip


def _lemmas(scene: Scene, words: Sequence[int]) -> frozenset[str]:
    """The lemmas of words; of *mortar fire* that of the arms, since fire alone would be another."""
    own = (_arms(scene, k) or (k,) for k in words)
    return frozenset(lemma for ks in own for k in ks for lemma in (scene.lower[k], *candidates(scene.lower[k])))


def _arms(scene: Scene, i: int) -> tuple[int, ...]:
    if scene.lower[i] != "fire":
        return ()
    return tuple(k for k in scene.dependents(i, "compound") if any(one.weapon for one in companions(scene.lower[k])))


def _kinds(scene: Scene, words: Sequence[int]) -> frozenset[str]:
    return frozenset(kind for k in words for kind in _kinds_at(scene, k))


def _kinds_at(scene: Scene, i: int) -> Iterator[str]:
    """The kinds of whom or what a word stands for: its mention's, its actor's, that of the name it belongs to."""
    mention = scene.g.headed.get(i) or scene.g.covering.get(i)
    if i in scene.placed:
        yield "place"
    if mention is not None:
        if mention.kind:
            yield mention.kind
        if kind := kind_of(scene.g, mention.actor):
            yield kind
