"""Who does what a verb says and to whom it is done, however the sentence turns it round; which verb carries a noun.

All give words by their positions.
"""

from collections.abc import Sequence
from typing import Final

from sayso.extract.speaking.ground import BE, HYPHENS, RELATIVE, antecedent, lemma_in, listed, passive
from sayso.extract.standing.near import (
    _LOOK,
    NOMINAL,
    after,
    hyphened,
    next_mention,
    noun_after,
    owner,
    participle,
    who,
)
from sayso.extract.standing.nouns import MOVES, actorlike
from sayso.extract.standing.scene import Scene

# Verbs whose object does what follows: *accused them of backing …*, *asked it to fight*.
STEERING: Final = listed(
    "accuse advise allow ask authorise authorize blame charge command compel condemn criticise criticize direct"
    " enable encourage expect force help implicate incite instruct invite lead leave let order permit persuade praise"
    " press pressure prevent prompt push request stop suspect teach tell thank train urge want warn"
)
# Verbs that carry a noun: whose it is, is told by their subject.
LIGHT: Final = listed(
    "announce arrange begin carry cement claim commit complete conclude conduct consolidate continue declare deepen"
    " deliver end enjoy enter establish exercise exert expand express extend face fight forge form gain give have hold"
    " impose increase join keep launch lead lend lose maintain make mount offer open perpetrate pledge pour promise"
    " provide pursue reach reaffirm reestablish regain renew restore resume retain secure seek send sever show sign"
    " start step stop strengthen strike supply take tighten unleash voice vow wage win withdraw"
)
GETTING: Final = listed("accept attract draw enjoy face gain get have lose obtain receive request secure seek win")
_DEEP: Final = 6  # clauses above a verb among which its subject is looked for


def before_noun(s: Scene, i: int) -> int | None:
    """The noun that a participle stands before (*US-backed rebels*, *HSD led forces*); None where it stands so not."""
    if not participle(s, i):
        return None
    word = s.parse.words[i]
    if hyphened(s, i) and (known := _known_after(s, i)) is not None:
        return known
    if word.head is not None and word.head > i and word.relation in ("amod", "compound", "acl", "nmod"):
        return word.head if s.parse.words[word.head].pos in NOMINAL else None
    return noun_after(s, i) if hyphened(s, i) or _names_before(s, i) else None


def _known_after(s: Scene, i: int) -> int | None:
    """The first of the nouns right after a word that stands for somebody by itself: *US-led coalition jets*."""
    for k in range(i + 1, min(i + 4, len(s.words))):
        if s.parse.words[k].pos not in ("NOUN", "PROPN", "ADJ"):
            return None
        if k in s.ground.headed and who(s, k):
            return k
    return None


def _names_before(s: Scene, i: int) -> bool:
    """Whether a name that a preposition leads to stands right before a participle, a noun right after it: *by X led
    forces*. The name cannot be the subject."""
    k = _name_before(s, i)
    mention = s.ground.covering.get(k) if k is not None else None
    if mention is None or s.parse.words[i + 1 : i + 2] == () or s.parse.words[i + 1].pos not in ("NOUN", "PROPN"):
        return False
    first = s.ground.syntax.within(mention.span)[0]
    first -= first > 0 and s.parse.words[first - 1].pos == "DET"
    return first > 0 and s.parse.words[first - 1].pos == "ADP"


def passively(s: Scene, i: int) -> bool:
    """Whether the one to whom it is done stands where a verb's subject does, or before the verb as its noun."""
    g, word = s.ground, s.parse.words[i]
    if passive(g, i):
        return True
    if not participle(s, i) or g.syntax.dependents(i, "obj", "nsubj") or _has_auxiliary(s, i):
        return False
    by = bool(agents(s, i))
    return by or word.relation in ("acl", "amod") or (word.relation == "advcl" and not _marked(s, i))


def _has_auxiliary(s: Scene, i: int) -> bool:
    return any(s.words[k] not in BE for k in s.ground.syntax.dependents(i, "aux"))


def _marked(s: Scene, i: int) -> bool:
    return bool(s.ground.syntax.dependents(i, "mark"))


def logical_subject(s: Scene, i: int) -> tuple[int, ...]:
    """Who does what a verb says."""
    if before_noun(s, i) is not None:
        return _before_participle(s, i)
    return agents(s, i) if passively(s, i) else clause_subject(s, i)


def logical_object(s: Scene, i: int) -> tuple[int, ...]:
    """To whom or what it is done."""
    if (noun := before_noun(s, i)) is not None:
        return (noun,)
    word = s.parse.words[i]
    if passively(s, i):
        if own := s.ground.syntax.dependents(i, "nsubj"):
            return _resolved(s, own)
        if word.relation in ("acl", "amod") and word.head is not None:
            return (word.head,)
        return clause_subject(s, i)
    if relative := [k for k in s.ground.syntax.dependents(i, "obj") if k < i and s.words[k] in RELATIVE]:
        return _resolved(s, relative)
    if word.relation == "acl" and word.head is not None and _is_object_clause(s, i):
        return (word.head,)
    return tuple(k for k in s.ground.syntax.dependents(i, "obj") if k > i) or next_mention(s, i)


def _is_object_clause(s: Scene, i: int) -> bool:
    """*the rebels whom Turkey backs*, *the rebels Turkey backs*: a relative clause with a subject and no object."""
    own = [s.words[k] for k in s.ground.syntax.dependents(i, "nsubj") if k < i]
    after = [k for k in s.ground.syntax.dependents(i, "obj") if k > i]
    return bool(set(own) - RELATIVE) and not after


def _before_participle(s: Scene, i: int) -> tuple[int, ...]:
    """The word that says by whom, before a participle: *US-backed*, *HSD led*, *Hayat Tahrir (Al Qaeda) led*."""
    if not hyphened(s, i):
        k = _name_before(s, i)
        return () if k is None else (k,)
    if who(s, i - 2) is None and (whose := owner(s, i - 2)):  # *Gulf state-sponsored*
        return whose
    return (i - 2,)


def _name_before(s: Scene, i: int) -> int | None:
    """The name right before a word, past another name for it in brackets."""
    k = i - 1
    while k > 0 and s.words[k] in HYPHENS:
        k -= 1
    if k > 2 and s.words[k] == ")":
        while k > 1 and s.words[k] != "(":
            k -= 1
        k -= 1
    mention = s.ground.covering.get(k) if k >= 0 else None
    return s.ground.syntax.head(mention.span) if mention is not None and mention.actor is not None else None


def agents(s: Scene, i: int) -> tuple[int, ...]:
    """Whom *by* names after a verb."""
    return after(s, i, "by")


def clause_subject(s: Scene, i: int) -> tuple[int, ...]:
    """The subject of a verb: its own, or the one that it shares with the verb above it or is steered by."""
    verb = i
    for _ in range(_DEEP):
        word = s.parse.words[verb]
        if own := [k for k in s.ground.syntax.dependents(verb, "nsubj") if s.words[k] != "whom"]:
            return () if verb == i and own[0] > i else _resolved(s, own[-1:])
        head = word.head
        if head is None:
            return ()
        if word.relation == "acl" and s.parse.words[head].pos in NOMINAL:
            return _of_noun(s, verb, head)
        if word.relation not in ("conj", "xcomp", "advcl", "ccomp", "acl", "parataxis", "obl", "csubj"):
            return ()
        if word.relation != "conj" and lemma_in(s.words[head], STEERING) and (found := steered(s, head, verb)):
            return found
        verb = head
    return ()


def _of_noun(s: Scene, verb: int, noun: int) -> tuple[int, ...]:
    """*forces backing X*: the forces; *its plan to back X*: whose plan it is, or who has it."""
    if s.words[verb - 1] in ("to", "of", "for", "in"):
        return owner(s, noun) or bearer(s, noun) or ((noun,) if actorlike(s.ground, noun) else ())
    if s.ground.syntax.dependents(noun, "cop") and (own := s.ground.syntax.dependents(noun, "nsubj")):
        return _resolved(s, own)
    return (noun,)


def steered(s: Scene, head: int, verb: int) -> tuple[int, ...]:
    """Who does what another is accused of or told to: the object of the verb above."""
    if passively(s, head):
        circular = verb == head or verb in s.ground.syntax.above(head)  # relations that err may go round
        return () if circular else logical_object(s, head)
    objects = [k for k in s.ground.syntax.dependents(head, "obj", "iobj") if head < k < verb]
    below = [k for k in s.ground.syntax.dependents(verb, "obj", "nsubj") if head < k < verb]
    return tuple(objects[:1] or below[:1]) or tuple(k for k in next_mention(s, head) if k < verb)


def _resolved(s: Scene, heads: Sequence[int]) -> tuple[int, ...]:
    """Relative pronouns as what they take up: of *the bombing of the army which …* the bombing, not the army."""
    return tuple(_taken_up(s, k) for k in heads)


def _taken_up(s: Scene, i: int) -> int:
    if s.ground.syntax.dependents(i, "cop") and (own := s.ground.syntax.dependents(i, "nsubj")) and own[0] < i:
        return own[0]  # *X are rebels acting as …*
    before = antecedent(s.ground, i) if s.words[i] in RELATIVE and s.parse.words[i].pos != "DET" else None
    if before is None:
        return i
    if s.words[i] == "who" or before in s.deeds or s.words[before] in MOVES:
        return before
    for k in range(i - 1, max(-1, i - 1 - 2 * _LOOK), -1):
        if k in s.deeds and s.parse.words[k].pos == "NOUN":
            return k
        if s.parse.words[k].pos in ("VERB", "PUNCT"):
            break
    return before


def bearer(s: Scene, i: int) -> tuple[int, ...]:
    """Who has or makes what a noun says, by the verb that carries it: *Russia waged war*."""
    verb = carrier(s, i)
    return () if verb is None or not lemma_in(s.words[verb], LIGHT) else logical_subject(s, verb)


def getter(s: Scene, i: int) -> tuple[int, ...]:
    """Who gets what a noun says: *The rebels won support*."""
    verb = carrier(s, i)
    return () if verb is None or not lemma_in(s.words[verb], GETTING) else logical_subject(s, verb)


def carrier(s: Scene, i: int) -> int | None:
    """The verb whose object or passive subject a noun is."""
    word = s.parse.words[i]
    for k in s.ground.syntax.dependents(i, "acl"):
        if k > i and participle(s, k):
            return k
    head = word.head
    if head is None or s.parse.words[head].pos != "VERB":
        return None
    return head if word.relation == "obj" or (word.relation == "nsubj" and passive(s.ground, head)) else None


def governor(s: Scene, i: int) -> tuple[int, ...]:
    """What a noun with its preposition is said of: the noun before, or the subject of the clause."""
    word = s.parse.words[i]
    if s.ground.syntax.dependents(i, "cop"):
        return clause_subject(s, i)
    head = word.head
    if head is None:
        return ()
    if s.parse.words[head].pos in NOMINAL:
        return (head,)
    if s.parse.words[head].pos != "VERB":
        return clause_subject(s, head)
    return logical_object(s, head) if passively(s, head) else clause_subject(s, head)
