"""Who does what to whom in a clause, as the relations and the order of the words tell: subjects through control and
joined verbs, agents, objects, and what hangs on what by which small word."""

from collections.abc import Iterator
from typing import Final

from sayso.extract.eventing.scene import Scene
from sayso.extract.speaking.ground import POSSESSIVE, RELATIVE, antecedent, lemma_in, listed, passive
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.plover import Governor, governor
from sayso.lexicon.small import BE, MODAL

VERBAL: Final = frozenset({"VERB", "AUX"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
OWN: Final = frozenset({"its", "their", "his", "her", "our", "my", "your", "whose"})
# What is told by these of a deed's noun is of a deed done: the *failure* of the attack, *responsibility* for it.
EXPLETIVE: Final = frozenset({"it", "there"})  # whoever does what another verb says, not these
OF_DONE: Final = frozenset({"responsibility", "blame", "failure", "success", "objective", "aim", "goal", "purpose"})
# Verbs that mostly have no object: *crowds [gathered] in Norland* are not gathered by anybody.
ALONE: Final = listed(
    "gather assemble march rally clash withdraw retreat resign demonstrate riot revolt rebel mass retaliate surrender"
)
_WALK: Final = 3  # how far behind a verb the other words of its phrase may stand
_OF: Final = frozenset(
    {"of", "from", "for", "into"}
)  # … that give a gerund the object of the verb above as its subject
_SHARED: Final = frozenset({"by", "while", "when"})  # small words before a gerund that leave it its clause's subject


def is_participle(scene: Scene, i: int) -> bool:
    """Whether a form may be a past participle: neither *-ing* nor as the lexicon would have it (*attack*)."""
    word = scene.lower[i]
    return not word.endswith("ing") and candidates(word)[0] != word


def is_passive(scene: Scene, verb: int) -> bool:
    """Whether a verb is a passive: with *be*, as a participle after its noun (*the town seized by rebels*), or joined
    to a passive (*were arrested and beaten*)."""
    if verb not in scene.passives:
        scene.passives[verb] = _is_passive(scene, verb)
    return scene.passives[verb]


def _is_passive(scene: Scene, verb: int) -> bool:
    if passive(scene.g, verb):
        return True
    if scene.pos(verb) != "VERB" or not is_participle(scene, verb):
        return False
    if scene.dependents(verb, "aux", "obj"):
        return False
    if own := _own_subject(scene, verb):  # *with the town destroyed*, *got killed by*
        return _is_absolute(scene, own[0]) or (bool(agents(scene, verb)) and _got(scene, verb))
    head, relation = scene.head(verb), scene.relation(verb)
    if relation in ("acl", "amod"):
        return not lemma_in(scene.lower[verb], ALONE) or bool(agents(scene, verb))
    if relation == "conj" and head is not None and scene.pos(head) == "VERB":
        return is_passive(scene, head)
    return relation in ("advcl", "root", "xcomp", "ccomp") and bool(agents(scene, verb))


def _is_absolute(scene: Scene, subject: int) -> bool:
    first = subject
    while first > 0 and scene.pos(first - 1) in ("DET", "ADJ", "NUM", "NOUN", "PROPN"):
        first -= 1
    return first > 0 and scene.lower[first - 1] == "with"


def _got(scene: Scene, verb: int) -> bool:
    return any(scene.lower[k] in ("got", "get", "gets", "been", "being") for k in range(max(0, verb - 2), verb))


def agents(scene: Scene, verb: int) -> tuple[int, ...]:
    """The nouns after *by* that do what a passive says; one right behind the verb that the relations miss, too."""
    found = (k for k in scene.dependents(verb, "obl", "nmod") if scene.case(k) == "by")
    return tuple(k for k in found if not scene.is_time(k) and k > verb) or _agent_after(scene, verb)


def _agent_after(scene: Scene, verb: int) -> tuple[int, ...]:
    k, stop = verb + 1, scene.sentence(verb).stop
    while k < min(verb + 3, stop) and scene.pos(k) in ("ADV", "ADJ", "ADP") and scene.lower[k] != "by":
        k += 1
    if k + 1 >= stop or scene.lower[k] != "by" or scene.is_time(k + 1):
        return ()
    head = scene.g.begun.get(k + 1, scene.g.begun.get(k + 2) if scene.pos(k + 1) == "DET" else None)
    return () if head is None else (head,)


def _own_subject(scene: Scene, verb: int) -> tuple[int, ...]:
    found = [k for k in scene.dependents(verb, "nsubj") if not scene.is_time(k)]
    before = [k for k in found if k < verb]
    return tuple(before or found)  # *if Russia attacks, NATO …*: the one behind is the next clause's


def subjects(scene: Scene, verb: int, depth: int = 0) -> tuple[int, ...]:
    """The grammatical subject of a verb: its own, or that of the verb it is joined to, or who does it by control
    (*asked [the group] to mount*), or the noun that it tells of (*[the troops] shelling*)."""
    if own := _own_subject(scene, verb):
        return own if not depth else tuple(k for k in own if scene.lower[k] not in EXPLETIVE)
    head, relation = scene.head(verb), scene.relation(verb)
    if head is None or depth > 6:
        return ()
    if relation in ("acl", "amod"):
        return _of_noun(scene, verb, head, depth)
    if relation == "conj":
        return _beside(scene, verb, head, depth) if scene.pos(head) in VERBAL else _possessors(scene, head)
    if relation in ("xcomp", "advcl", "ccomp", "obl", "parataxis", "nmod", "csubj"):
        return _controlled(scene, verb, head, depth)
    return ()


def _beside(scene: Scene, verb: int, head: int, depth: int) -> tuple[int, ...]:
    """The subject of the verb that one is joined to: of several in a row that of the nearest with one of its own."""
    row = [k for k in scene.dependents(head, "conj") if head < k < verb and scene.pos(k) == "VERB"]
    near = next((own for k in reversed(row) if (own := _own_subject(scene, k))), ())
    return near or subjects(scene, head, depth + 1)


def _of_noun(scene: Scene, verb: int, noun: int, depth: int) -> tuple[int, ...]:
    """For a verb that tells of a noun: the noun, or who has it (*[Russia]'s plan to attack*)."""
    found = governing(scene, verb)
    above = scene.head(noun)
    if above is not None and noun in agents(scene, above) and "of" in small_words(scene, verb):
        return subjects(scene, above, depth + 1)  # *[they] were accused by Amnesty of killing*
    if found is None and (_can_act(scene, noun) or not {"to", "of", "for", "at", "in"} & small_words(scene, verb)):
        return (noun,)
    if found is None or found.actor != "none":
        return _possessors(scene, noun) or _holder(scene, noun, depth)
    return ()


def _can_act(scene: Scene, noun: int) -> bool:
    mention = scene.g.headed.get(noun)
    named = any(k in scene.g.covering for k in scene.dependents(noun, "amod", "compound"))  # *Russian jets*
    if mention is None:
        return named
    return mention.actor is not None or mention.kind not in (None, "place", "process")


def _possessors(scene: Scene, noun: int) -> tuple[int, ...]:
    """Who has what a noun says: *[Russia]'s plan*, *the frustration of [the allies]*."""
    of = (k for k in scene.dependents(noun, "nmod") if k > noun and scene.case(k) == "of" and _can_act(scene, k))
    return _owners(scene, noun) or tuple(of)


def _owners(scene: Scene, noun: int) -> tuple[int, ...]:
    return tuple(k for k in scene.dependents(noun, "nmod") if k < noun and is_possessive(scene, k))


def is_possessive(scene: Scene, i: int) -> bool:
    """*Russia's*, *their*."""
    if any(scene.lower[k] in POSSESSIVE for k in scene.dependents(i, "case")):
        return True
    return scene.pos(i) in ("PRON", "DET") and scene.lower[i] in OWN


def _holder(scene: Scene, noun: int, depth: int) -> tuple[int, ...]:
    """The subject of the verb whose object a noun is: *[The army] announced an operation to*."""
    head = scene.head(noun)
    if head is not None and scene.relation(noun) in ("obj", "obl") and scene.pos(head) in VERBAL:
        return subjects(scene, head, depth + 1)
    return ()


def _controlled(scene: Scene, verb: int, head: int, depth: int) -> tuple[int, ...]:
    found = governing(scene, verb)
    if found is not None and found.actor != "subject":
        return _by_governor(scene, found, head, verb)
    if scene.pos(head) not in (*VERBAL, "ADJ") and scene.relation(verb) in ("obl", "nmod"):
        return _possessors(scene, head)
    relation, marks = scene.relation(verb), small_words(scene, verb)
    apart = relation in ("ccomp", "parataxis") or (marks and relation == "advcl" and not marks & (_SHARED | _OF))
    if apart and not scene.lower[verb].endswith("ing") and "to" not in marks:
        return ()
    objects = scene.dependents(head, "obj", "iobj")
    between = [k for k in objects if head < k < verb and _can_act(scene, k)]
    if between and (relation == "xcomp" or (marks & _OF and scene.lower[verb].endswith("ing"))):
        return tuple(between)
    if is_passive(scene, head) and relation == "advcl" and not marks & (_OF | {"to"}):
        return agents(scene, head)
    return subjects(scene, head, depth + 1)


def _by_governor(scene: Scene, found: Governor, head: int, verb: int) -> tuple[int, ...]:
    if found.actor == "none":
        return ()
    if found.actor == "for":
        return tuple(k for k in scene.dependents(head, "obl", "nmod") if scene.case(k) == "for")
    if is_passive(scene, head):
        return subjects(scene, head)
    direct = [k for k in scene.dependents(head, "obj", "iobj") if k != verb]
    first = [k for k in scene.dependents(head, "iobj") if k in direct] or direct
    if not first:
        first = [k for k in scene.dependents(head, "obl") if k < verb and scene.case(k) in ("on", "to", "upon", "with")]
    return tuple(first[:1])


def objects(scene: Scene, verb: int) -> tuple[int, ...]:
    """The direct object of an active verb: its own, that of the verb joined right to it (*shelled and bombed [the
    town]*), or the noun that a relative clause tells of (*[the town] that they shelled*)."""
    own = scene.dependents(verb, "obj") or scene.dependents(verb, "iobj")
    if own := own or _bare_after(scene, verb):
        return own
    if (other := _neighbour(scene, verb)) is not None and (shared := scene.dependents(other, "obj")):
        return tuple(k for k in shared if k > max(verb, other))
    if behind := _behind_phrase(scene, verb):
        return behind
    head = scene.head(verb)
    told = scene.relation(verb) == "acl" and head is not None and _own_subject(scene, verb)
    if told and head is not None and not any(scene.lower[k] in RELATIVE for k in _own_subject(scene, verb)):
        return (head,) if not _where(scene, verb) else ()
    return ()


def _bare_after(scene: Scene, verb: int) -> tuple[int, ...]:
    """A noun right behind a verb and its particle that the relations take for no object: *shot down [three]*."""
    particles = {k for k in scene.dependents(verb, "compound") if k > verb}
    for k in scene.dependents(verb, "obl"):
        first = min((n for n in scene.dependents(k, "det", "amod", "nummod", "compound") if n < k), default=k)
        close = first - 1 == verb or first - 1 in particles
        if close and not scene.dependents(k, "case") and not scene.is_time(k) and not is_passive(scene, verb):
            return (k,)
    return ()


def _behind_phrase(scene: Scene, verb: int) -> tuple[int, ...]:
    """The object that a phrase parts from its verb, which the relations then miss: *freed on bail [two ministers]*."""
    phrases = [k for k in scene.dependents(verb, "obl") if k > verb + 1 and scene.case(k)]
    if not phrases or min(scene.g.syntax.below(phrases[0])) != verb + 1 or is_passive(scene, verb):
        return ()
    k, stop = max(scene.g.syntax.below(phrases[0])) + 1, scene.sentence(verb).stop
    while k + 1 < stop and scene.pos(k) in ("DET", "NUM", "ADJ", "NOUN", "PROPN") and scene.head(k) == _next(scene, k):
        k += 1
    if k >= stop or scene.pos(k) not in ("NOUN", "PROPN") or scene.is_time(k) or scene.case(k):
        return ()
    lost = scene.head(k) in (None, verb) and scene.relation(k) in ("nsubj", "root", "obj", "dep")
    return (k,) if lost else ()


def _next(scene: Scene, i: int) -> int:
    """The head of the run of modifiers that a word stands in: the next word, or where that hangs on one behind it."""
    k = i + 1
    while k + 1 < len(scene.words) and scene.head(i) != k and scene.head(k) == scene.head(i):
        k += 1
    return k


def _where(scene: Scene, verb: int) -> bool:
    return any(scene.lower[k] in ("where", "when", "why", "how") for k in scene.dependents(verb, "advmod"))


def _neighbour(scene: Scene, verb: int) -> int | None:
    """The verb joined to one by *and* with nothing else between them."""
    for step in (1, -1):
        k = verb + step
        while 0 <= k < len(scene.words) and scene.pos(k) in ("CCONJ", "ADV"):
            k += step
        between = [scene.pos(n) for n in range(min(k, verb) + 1, max(k, verb))]
        if "CCONJ" in between and 0 <= k < len(scene.words) and scene.pos(k) == "VERB":
            return k
    return None


def small_words(scene: Scene, i: int) -> frozenset[str]:
    """The small words by which a word hangs on another: *to*, *that*, *of*, *before*."""
    marks = {scene.lower[k] for k in scene.dependents(i, "mark", "case") if k < i}
    if i and scene.lower[i - 1] in ("to", "of", "from", "for", "by", "without", "before", "after", "in"):
        marks.add(scene.lower[i - 1])
    return frozenset(marks)


def ways(scene: Scene, i: int) -> frozenset[str]:
    """How a word hangs on its head, in the terms of the governors: *to*, *ing*, *that*, *noun*, a preposition."""
    found, word, relation = set(small_words(scene, i)), scene.lower[i], scene.relation(i)
    head = scene.head(i)
    if scene.pos(i) in NOMINAL:
        if relation in ("obj", "iobj") or (relation == "nsubj" and head is not None and is_passive(scene, head)):
            found.add("noun")
        if not found and (case := scene.case(i)):
            found.add(case)
        if relation == "compound":
            found.add("noun")
    elif word.endswith("ing"):
        found |= {"ing"} if not found else set()
    elif relation in ("ccomp", "acl", "parataxis"):
        found |= {"that"} if "to" not in found else set()
        if not _own_subject(scene, i) and candidates(word)[0] == word:
            found.add("to")
    elif relation == "xcomp":
        found.add("to")
    return frozenset(found)


def governing(scene: Scene, i: int) -> Governor | None:
    """What the lexicon says of the head of a word as to how far the word came about."""
    head = scene.head(i)
    if head is None:
        return None
    pos = {"AUX": "VERB", "PROPN": "NOUN"}.get(scene.pos(head), scene.pos(head))
    if pos not in ("VERB", "NOUN", "ADJ"):
        return None
    known = governor(scene.lower[head], pos)
    if not known and pos == "VERB" and scene.lower[head].endswith(("ed", "ing")):
        known = governor(scene.lower[head], "ADJ")
    if not known:
        return None
    if pos == "NOUN" and scene.pos(i) in NOMINAL and scene.lower[head].removesuffix("s") in OF_DONE:
        return None
    hung = ways(scene, i)
    if hung == {"ing"} and scene.lower[i - 1] == ",":
        return None  # *blocked the road, [protesting]*
    fits = [one for one in known if hung & set(one.by) and follows(scene, head, one.words)]
    # *stop* doing it, *stop* them from doing it
    between = any(head < k < i for k in scene.dependents(head, "obj", "iobj")) or is_passive(scene, head)
    return next((one for one in fits if (one.actor == "object") == between), next(iter(fits), None))


def follows(scene: Scene, head: int, words: tuple[str, ...]) -> bool:
    """Whether the other words of a phrase stand behind its head, each a few words at most after the one before; a form
    of *be* at its beginning may stand before."""
    rest = list(words)
    forms = candidates(scene.lower[head])
    at = next((n for n, word in enumerate(rest) if word in forms), 0)
    place = head
    for word in rest[at + 1 :]:
        near = range(place + 1, min(place + 2 + _WALK, scene.sentence(head).stop))
        found = next((k for k in near if scene.lower[k] == word or word in candidates(scene.lower[k])), None)
        if found is None:
            return False
        place = found
    before = [scene.lower[k] for k in range(max(scene.sentence(head).start, head - 4), head)]
    return all(word in before or (word == "be" and BE & set(before)) for word in rest[:at])


def stands_for(scene: Scene, i: int) -> int:
    """The word that tells who is meant: of a relative pronoun the one it takes up, else the word itself."""
    if scene.lower[i] in RELATIVE and (before := antecedent(scene.g, i)) is not None:
        return before
    return i


def auxiliaries(scene: Scene, i: int) -> Iterator[int]:
    """The auxiliaries of a verb, those too that the relations miss: right before it but for adverbs."""
    own = set(scene.dependents(i, "aux", "cop"))
    first = scene.sentence(i).start
    k = i - 1
    while k >= first and (scene.pos(k) in ("AUX", "ADV", "PART") or scene.lower[k] in MODAL):
        if scene.pos(k) == "AUX" and scene.relation(k) in ("aux", "cop"):
            own.add(k)
        if scene.lower[k] == "to":
            break
        k -= 1
    yield from sorted(own)
