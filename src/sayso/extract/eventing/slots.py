"""What stands at each place of a deed, under the names of the lexicon: *subject*, *direct*, *possessive*, *on* …"""

from collections import defaultdict
from typing import Final

from sayso.extract.eventing.clauses import (
    NOMINAL,
    agents,
    is_participle,
    is_passive,
    is_possessive,
    objects,
    small_words,
    stands_for,
    subjects,
)
from sayso.extract.eventing.deed import Slots
from sayso.extract.eventing.scene import Scene
from sayso.extract.speaking.ground import lemma_in, listed
from sayso.lexicon.plover import Light, Met, Sense, light

HELPING: Final = listed("help support assist aid protect save feed")
# Nouns that say that their subject undergoes what stands after *of*: *the house was the target of an attack*.
STRUCK: Final = listed("target victim object focus")
BLAMING: Final = listed(
    "accuse suspect convict acquit clear absolve blame condemn charge indict prosecute try sentence jail guilty"
    " responsible complicit accountable culpable innocent"
)
_BEHIND: Final = frozenset({"nmod", "obl", "acl"})


def of_verb(scene: Scene, verb: int, met: Met) -> Slots:
    """The head words at each place of a verb. In a passive what its grammatical subject stands for is *direct*."""
    turned = _takes(met.sense) and is_passive(scene, verb)
    if (verb, turned) not in scene.slots:
        scene.slots[verb, turned] = _of_verb(scene, verb, turned)
    found = scene.slots[verb, turned]
    if len(met.at) == 1:
        return found
    own = frozenset(met.at)  # *opened fire*: its own words are nobody, but theirs is what hangs on them (*control of*)
    more: dict[str, list[int]] = defaultdict(list, {place: list(words) for place, words in found.items()})
    for k in met.at[1:]:
        _prepositions(scene, k, more)
        more["possessive"] += [n for n in scene.dependents(k, "nmod") if n < k and is_possessive(scene, n)]
    own -= {k for k in own if (one := scene.g.headed.get(k)) and one.kind == "person"}  # *summoned [the ambassador]*
    clean = {place: tuple(k for k in dict.fromkeys(words) if k not in own) for place, words in more.items()}
    return {place: words for place, words in clean.items() if words}


def _of_verb(scene: Scene, verb: int, turned: bool) -> Slots:
    found: dict[str, list[int]] = defaultdict(list)
    doers = [stands_for(scene, k) for k in subjects(scene, verb)]
    found["direct" if turned else "subject"] += doers
    if turned:
        found["subject"] += agents(scene, verb)
        found["direct"] += scene.dependents(verb, "obj") if not doers else ()
    else:
        found["direct"] += [stands_for(scene, k) for k in objects(scene, verb) if not scene.is_time(k)]
    found["indirect"] += scene.dependents(verb, "iobj")
    found["clause"] += scene.dependents(verb, "xcomp", "ccomp", "advcl")
    found["infinitive"] += [k for k in found["clause"] if "to" in small_words(scene, k)]
    _prepositions(scene, verb, found)
    known = frozenset({*found, "of"})
    for k in found["direct"] if not turned else ():  # *fired rockets at Haifa*: the relations err on which it hangs
        _prepositions(scene, k, found, known)
    if (after := _right_after(scene, verb)) is not None and after[0] not in found:
        found[after[0]].append(after[1])
    for k in scene.dependents(verb, "advcl"):
        if scene.lower[k] == "using":
            found["using"] += scene.dependents(k, "obj")
    return {place: tuple(dict.fromkeys(words)) for place, words in found.items() if words}


def _takes(sense: Sense) -> bool:
    """Whether a verb has an object that a passive can make its subject."""
    return any("direct" in places for places in (sense.target, sense.object)) or any(
        name == "direct" for _, name in sense.places
    )


def _prepositions(scene: Scene, i: int, found: dict[str, list[int]], but: frozenset[str] = frozenset()) -> None:
    """The nouns that hang on a word by a preposition, none of those in `but`."""
    for k in scene.dependents(i, "obl", "nmod"):
        name = scene.case(k)
        timed = scene.is_time(k) and name != "since"  # *held since May*
        if name and name not in but and not timed and not (k < i and is_possessive(scene, k)):
            found[name].append(stands_for(scene, k))


def of_noun(scene: Scene, at: int, words: tuple[int, ...], verb: int | None, carried: Light | None) -> Slots:
    """The head words at each place of a noun; of one that a light verb carries those at the verb too."""
    found: dict[str, list[int]] = defaultdict(list)
    for k in (k for i in dict.fromkeys((at, *words)) for k in scene.dependents(i)):
        if k in words or scene.is_time(k) or scene.joined(k) or k == at:
            continue
        relation = scene.relation(k)
        bare = relation == "nmod" and scene.pos(k) in NOMINAL and not scene.case(k)
        if k < at and is_possessive(scene, k):
            found["possessive"].append(stands_for(scene, k))
        elif relation == "amod" and k < at:
            found["adjective"].append(k)
        elif k < at and (bare or relation in ("compound", "flat")):
            found["compound"].append(k)
        elif relation in (*_BEHIND, "conj") and k > at and scene.pos(k) in NOMINAL and (name := scene.case(k)):
            found[name].append(stands_for(scene, k))
        elif relation == "acl" and k > at:
            _of_told(scene, k, found)
    if (told := _told_next(scene, max(at, *words))) is not None and scene.head(told) != at:
        _of_told(scene, told, found)
    for name in ("between", "among"):
        found[name] += [other for k in found.get(name, ()) if (other := _and_next(scene, k)) is not None]
    if not {"possessive", "adjective", "compound"} & set(found) and (owner := _right_before(scene, words)) is not None:
        found["compound"].append(owner)
    if (after := _right_after(scene, max(at, *words))) is not None and after[0] not in found:
        found[after[0]].append(after[1])
    if verb is not None and carried is not None:
        _of_light(scene, at, verb, carried, found)
    else:
        _of_above(scene, at, found)
    return {place: tuple(dict.fromkeys(ks)) for place, ks in found.items() if ks}


def _of_told(scene: Scene, verb: int, found: dict[str, list[int]]) -> None:
    """What a verb that tells of a noun adds to it: *an attack [using gas]*, *aid [to help them]*, *the attack staged
    [by rebels on the town]*, *restrictions imposed [on the press]*."""
    word = scene.lower[verb]
    if word in ("using", "involving"):
        found["with"] += scene.dependents(verb, "obj")
    elif word in HELPING and "to" in small_words(scene, verb):
        found["for"] += scene.dependents(verb, "obj")
    elif is_passive(scene, verb) and light(word):
        _prepositions(scene, verb, found, frozenset(found))
        found["by"] += [k for k in agents(scene, verb) if k not in found["by"]]


def _told_next(scene: Scene, i: int) -> int | None:
    """The participle right behind a noun and before *by*, where the relations miss it: *the raid [staged] by*."""
    k = i + 1
    near = k + 1 < scene.sentence(i).stop and scene.lower[k + 1] == "by"
    return k if near and scene.pos(k) == "VERB" and is_participle(scene, k) else None


def _and_next(scene: Scene, i: int) -> int | None:
    """Who stands after *and* right behind a word, whatever the relations say: *between [the army] and [them]*."""
    mention = scene.g.headed.get(i)
    end = mention.span[1] if mention else scene.words[i].span[1]
    behind = scene.g.syntax.within((end, len(scene.g.syntax.text)))[:3]
    if len(behind) < 3 or scene.lower[behind[0]] != "and":
        return None
    return next((scene.g.begun[k] for k in behind[1:] if k in scene.g.begun), None)


def _right_before(scene: Scene, words: tuple[int, ...]) -> int | None:
    """The name right before a noun, where the relations do not tell that it belongs there: *the SAA offensive*."""
    k = min(words) - 1
    name = scene.g.covering.get(k)
    if name is None or scene.relation(k) == "nsubj" or scene.words[k].sentence != scene.words[k + 1].sentence:
        return None
    return scene.g.syntax.head(name.span)


def _right_after(scene: Scene, i: int) -> tuple[str, int] | None:
    """The preposition right behind a word and who stands there, where relations may not tell: *talks with [them]*."""
    if i + 2 >= len(scene.words) or scene.pos(i + 1) != "ADP" or scene.words[i + 2].sentence != scene.words[i].sentence:
        return None
    head = scene.g.begun.get(i + 2, scene.g.begun.get(i + 3) if scene.pos(i + 2) == "DET" else None)
    return None if head is None or scene.is_time(head) else (scene.lower[i + 1], head)


def _of_light(scene: Scene, at: int, verb: int, carried: Light, found: dict[str, list[int]]) -> None:
    """The prepositions of the light verb, beside the noun's own: *launched strikes from Turkey on the town*."""
    told = frozenset({"by", "from"}) if carried.subject != "actor" else frozenset()  # of who tells or mediates
    for k in scene.dependents(verb, "obl", "nmod"):
        name = scene.case(k)
        if k != at and name and name not in found and name not in told and not scene.is_time(k) and k > verb:
            found[name].append(stands_for(scene, k))


def _of_above(scene: Scene, at: int, found: dict[str, list[int]]) -> None:
    """What the word that a noun hangs on adds: *[the house] was the target of an attack*, *[they] are guilty of*, *was
    accused of the murder*."""
    head, case = scene.head(at), scene.case(at)
    if head is None or case not in ("of", "for", "with"):
        return
    if scene.lower[head] in STRUCK and case == "of":
        found["undergoing"] += scene.dependents(head, "nsubj") if scene.dependents(head, "cop") else ()
    elif scene.pos(head) == "ADJ" and scene.lower[head] in BLAMING and "by" not in found:
        above = scene.head(head)
        of = scene.dependents(above, "obj") if above is not None and scene.relation(head) == "xcomp" else ()
        found["by"] += of or subjects(scene, head)
    elif scene.pos(head) == "VERB" and lemma_in(scene.lower[head], BLAMING) and "by" not in found:
        blamed = subjects(scene, head) if is_passive(scene, head) else scene.dependents(head, "obj")
        found["by"] += [stands_for(scene, k) for k in blamed]


def carriers(scene: Scene, verb: int, noun: int) -> tuple[int, ...]:
    """Who does what a light verb carries: its subject, in a passive who stands after *by*."""
    if is_passive(scene, verb):
        return agents(scene, verb)
    if scene.relation(verb) == "acl" and scene.head(verb) == noun:  # *the attack that the army launched*, else none
        return tuple(stands_for(scene, k) for k in scene.dependents(verb, "nsubj") if stands_for(scene, k) != noun)
    return tuple(stands_for(scene, k) for k in subjects(scene, verb) if k != noun)
