"""The deeds of a page: verbs and nouns that the lexicon knows, one for each thing said to be done."""

from bisect import bisect_left
from functools import lru_cache
from typing import Final

from sayso.extract.eventing.carrying import light, outer, top
from sayso.extract.eventing.choosing import Choice, choose
from sayso.extract.eventing.clauses import is_passive
from sayso.extract.eventing.deed import Deed, Slots
from sayso.extract.eventing.joining import joined
from sayso.extract.eventing.scene import Scene, Types
from sayso.extract.eventing.slots import carriers, of_noun, of_verb
from sayso.extract.eventing.words import LOOSELY, PREFIXES
from sayso.lexicon.plover import Light, Met, met_at, phrases
from sayso.lexicon.plover import deeds as known_deeds

NEAR: Final = 2  # sentences before and after in which a deed of force makes another likely
_AIMING: Final = frozenset({"at", "on", "upon", "against", "into", "to", "in", "near", "toward"})
_READ: Final = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
MANY: Final = 4  # deeds of force on a page that make another likely anywhere


def deeds(scene: Scene) -> list[Deed]:
    """The deeds in text order; no two share a word."""
    read = (i for i, word in enumerate(scene.words) if word.pos in _READ)
    found = [deed for i in read if (deed := _at(scene, i)) is not None]
    return joined(scene, {deed.at: deed for deed in _meant(scene, found)})


def _meant(scene: Scene, found: list[Deed]) -> list[Deed]:
    """Without what stays open, unless deeds of force stand around it: *the attack* of a page about fighting."""
    sure = [scene.words[deed.at].sentence for deed in found if deed.type == "ASSAULT" and not deed.open]
    return [deed for deed in found if not deed.open or (_is_plain(deed) and _is_near(scene, deed, sure))]


def _is_plain(deed: Deed) -> bool:
    """Whether a word is one that in a page about fighting mostly means it."""
    return deed.is_noun and deed.type == "ASSAULT" and deed.sense.words[-1] not in LOOSELY


def _is_near(scene: Scene, deed: Deed, sure: list[int]) -> bool:
    here = scene.words[deed.at].sentence
    i = bisect_left(sure, here - NEAR)
    return len(sure) >= MANY or (i < len(sure) and sure[i] <= here + NEAR)


def _at(scene: Scene, i: int) -> Deed | None:
    """The deed at a word; of two readings one that holds goes before one that stays open."""
    opened = None
    for pos in _readings(scene, i):
        met = _met(scene, i, pos)
        bound = light(scene, i) if met and pos == "NOUN" else None
        chosen = choose(scene, i, met, lambda one: _slots(scene, i, one, bound), _types(scene, i)) if met else None  # noqa: B023
        if chosen is None or (chosen.met.sense.mutual and pos == "VERB" and is_passive(scene, i)):
            continue  # *was met with silence*: nobody met
        if not chosen.open:
            return _deed(scene, i, chosen, bound)
        opened = opened or _deed(scene, i, chosen, bound)
    return opened


def _types(scene: Scene, i: int) -> Types:
    return scene.types[i] if scene.types else ()


def _deed(scene: Scene, i: int, chosen: Choice, bound: tuple[int, Light] | None) -> Deed:
    verb, carried = bound or (None, None)
    sense = chosen.met.sense
    return Deed(
        at=i,
        words=_said(scene, chosen.met),
        sense=sense,
        type=sense.type,
        modes=sense.modes,
        verb=verb,
        carried=carried,
        slots=chosen.slots,
        sure=chosen.sure,
        open=chosen.open,
    )


def _said(scene: Scene, met: Met) -> tuple[int, ...]:
    """The words of the trigger: of *threatened to attack* the threat alone, the attack is a deed of its own."""
    words = met.sense.words
    to = words.index("to") if met.sense.pos == "VERB" and "to" in words[1:-1] else None
    return met.at[:to] if to is not None and scene.pos(met.at[to + 1]) == "VERB" else met.at


def _slots(scene: Scene, i: int, met: Met, bound: tuple[int, Light] | None) -> Slots:
    if met.sense.pos == "VERB":
        return of_verb(scene, i, met)
    verb, carried = bound or (None, None)
    found = of_noun(scene, top(scene, i), met.at, verb, carried)
    if verb is None or carried is None or carried.subject == "none":
        return found
    doing = carriers(scene, verb, outer(scene, i))
    return {**found, "subject" if carried.subject == "actor" else "undergoing": doing} if doing else found


def _readings(scene: Scene, i: int) -> tuple[str, ...]:
    """As what a word may be looked up. Names say nothing of what is done, nor do participles set before a noun."""
    pos, word = scene.pos(i), scene.lower[i]
    if pos not in _READ or scene.is_name(i):
        return ()
    if pos == "PROPN" and scene.is_time(i):
        return ()  # *March*
    gerund = word.endswith("ing")
    if pos == "VERB":
        if word == "going" and scene.dependents(i, "xcomp"):
            return ()  # *is going to attack*
        if scene.relation(i) == "amod" and not scene.dependents(i, "obj"):
            return ()
        if gerund and _is_nominal(scene, i):
            return ("NOUN", "VERB")
        return ("VERB", "NOUN") if gerund and not scene.dependents(i, "obj", "aux") else ("VERB",)
    if pos == "ADJ" and scene.relation(i) in ("obj", "nsubj", "obl", "nmod"):
        return ("NOUN",)  # *slow down the offensive*
    if pos == "ADJ":
        return ("VERB",) if scene.dependents(i, "aux") and scene.relation(i) not in ("amod", "xcomp") else ()
    if gerund and (scene.dependents(i, "obj") or scene.dependents(i, "aux")):
        return ("VERB", "NOUN")
    return ("NOUN", "VERB") if gerund else ("NOUN",)


def _is_nominal(scene: Scene, i: int) -> bool:
    """Whether a gerund stands as a noun: with an article, a possessive, or *of* behind it."""
    behind = i + 1 < len(scene.words) and scene.lower[i + 1] == "of"
    before = i > 0 and (scene.pos(i - 1) == "DET" or scene.lower[i - 1] in ("'s", "'"))
    return behind or before or bool(scene.dependents(i, "det", "amod"))


def _met(scene: Scene, i: int, pos: str) -> tuple[Met, ...]:
    """The senses met at a word, phrases first, at the words of the page; a word with hyphens is met as one."""
    here = scene.sentence(i)
    joined_on = i - here.start >= 2 and scene.joined(i - 2)
    if not joined_on and not _is_known(scene.lower[i], pos):
        return ()
    words = scene.lower[here.start : here.stop]
    found = met_at(words, i - here.start, pos)
    if joined_on:
        whole = (*words[: i - here.start - 2], words[i - here.start - 2] + "-" + words[i - here.start])
        if joined := met_at(whole, len(whole) - 1, pos):
            return tuple(Met(one.sense, (i - 2, i - 1, i)) for one in joined if len(one.sense.words) == 1)
        if scene.lower[i - 2] in PREFIXES:
            return ()
    placed = (Met(one.sense, tuple(here.start + k for k in one.at)) for one in found)
    return tuple(one for one in placed if not _is_parted(scene, one) and _is_whole(scene, one))


@lru_cache(maxsize=1 << 15)
def _is_known(word: str, pos: str) -> bool:
    """Whether any deed of the lexicon is headed by a word."""
    return bool(known_deeds(word, pos) or phrases(word, pos))


def _is_whole(scene: Scene, met: Met) -> bool:
    """Whether a noun some words behind the verb of its phrase is its own: none in *leaves them without [power]*."""
    verb, last = met.at[0], met.at[-1]
    if met.sense.pos != "VERB" or last - verb < 2 or scene.pos(last) not in ("NOUN", "PROPN"):
        return True
    case = scene.case(last)
    return scene.head(last) in met.at and (not case or case in met.sense.words)


def _is_parted(scene: Scene, met: Met) -> bool:
    """Whether an object parts a verb from the preposition of its phrase: *fired [rockets] at* is no *fired at*."""
    verb, last = met.at[0], met.at[-1]
    if met.sense.pos != "VERB" or len(met.at) != 2 or scene.lower[last] not in _AIMING:
        return False
    noun = scene.head(last)
    elsewhere = last > verb + 1 and noun is not None and verb not in (noun, scene.head(noun))
    return elsewhere or any(verb < k < last for k in scene.dependents(verb, "obj"))
