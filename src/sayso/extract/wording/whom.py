"""Of whom a wording is said."""

from typing import Final

from sayso.extract.speaking.ground import POSSESSIVE, actor_at, case_of, lemma_in
from sayso.extract.standing.near import OWNERS, owner, who
from sayso.extract.standing.nouns import actorlike
from sayso.extract.standing.parties import actors, responsible
from sayso.extract.standing.scene import Scene
from sayso.extract.standing.verbs import clause_subject, logical_object, logical_subject
from sayso.lexicon.small import NAMING
from sayso.records import WordingKind

# Names for whose rule it is: *Assad's regime* is Assad's own.
_RULE: Final = frozenset({"regime", "junta", "dictatorship", "tyranny", "clique", "cabal", "autocracy", "regimes"})
_BESIDE = ("appos", "flat", "compound", "nmod")


def whom(s: Scene, kind: WordingKind, words: range) -> str | None:
    """The actor that a name, a judgement or a distance is said of; None where it is nobody known."""
    head = s.ground.syntax.head((s.parse.words[words[0]].span[0], s.parse.words[words[-1]].span[1]))
    i = words[-1] if head is None else head
    pos = s.parse.words[i].pos
    if pos == "VERB" and s.parse.words[i].relation != "amod":
        return next(iter(actors(s, logical_subject(s, i))), None)
    if pos == "ADV":
        verb = s.parse.words[i].head
        return None if verb is None else next(iter(actors(s, logical_subject(s, verb))), None)
    if pos in ("ADJ", "VERB", "DET"):
        return _of_adjective(s, i)
    return _of_noun(s, i, kind == "loaded_name" and s.words[i] not in _RULE)


def _of_adjective(s: Scene, i: int) -> str | None:
    """Of the noun that it stands before or is said of; of a deed, whose it is."""
    word = s.parse.words[i]
    nouns = (word.head,) if word.relation in ("amod", "compound") and word.head is not None else clause_subject(s, i)
    return next((one for k in nouns if (one := _of_noun(s, k))), None)


def _of_noun(s: Scene, i: int, own_name: bool = False) -> str | None:
    """Who is called a noun: the actor that the page means by it, that of the name beside it, or whose it is.

    `own_name`: not whose it is by a possessive (*its puppets* are others than it).
    """
    mention = s.ground.headed.get(i)
    named = mention.actor if mention is not None and mention.actor in s.ground.named else None
    if one := named or _beside(s, i) or _said_of(s, i):
        return one
    heads = [k for k in owner(s, i) if not (own_name and (s.words[k] in OWNERS or case_of(s.ground, k) in POSSESSIVE))]
    if whose := next((one for k in heads if (one := who(s, k))), None):
        return whose
    if not own_name and not actorlike(s.ground, i) and (deed := next(iter(responsible(s, i)), None)):
        return deed
    of = [k for k in s.ground.syntax.dependents(i, "nmod") if k > i and case_of(s.ground, k) in ("of", "by")]
    own = mention.actor if mention is not None else None
    return own or next((one for k in of if (one := actor_at(s.ground, k))), None)


def _beside(s: Scene, i: int) -> str | None:
    """*the terrorist group X*: the name after a noun without a preposition."""
    for k in s.ground.syntax.dependents(i, *_BESIDE):
        if k > i and k in s.ground.covering and not case_of(s.ground, k):
            return s.ground.covering[k].actor
    near = s.ground.covering.get(i + 1)
    same = near is not None and s.parse.words[i + 1].sentence == s.parse.words[i].sentence
    return near.actor if same and near is not None else None


def _said_of(s: Scene, i: int) -> str | None:
    """*X is a traitor*, *called X a traitor*, *described X as traitors*."""
    word = s.parse.words[i]
    if s.ground.syntax.dependents(i, "cop"):
        return next(iter(actors(s, clause_subject(s, i))), None)
    verb = word.head
    if verb is None or s.parse.words[verb].pos != "VERB" or not lemma_in(s.words[verb], NAMING):
        return None
    named = word.relation == "xcomp" or case_of(s.ground, i) == "as"
    return next(iter(actors(s, logical_object(s, verb))), None) if named else None
