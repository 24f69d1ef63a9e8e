"""Whom a word stands for, and the words that say so."""

from typing import Final

from sayso.extract.eventing.clauses import is_possessive
from sayso.extract.eventing.scene import Scene
from sayso.extract.eventing.words import FORCES, LOOSE, MEMBERS
from sayso.extract.speaking.ground import COORDINATORS, HYPHENS, POSSESSIVE, actor_at, group, kind_of
from sayso.records import Party, Span

BODIES: Final = frozenset({"state", "government", "military", "alliance"})
BANDS: Final = frozenset({"armed_group", "party", "organization", "military", "people", "alliance"})
BEFORE: Final = ("det", "amod", "compound", "nummod", "flat", "nmod", "advmod", "punct")  # what goes before its noun


def party(scene: Scene, i: int) -> Party:
    """Whom or what a word stands for, with the words that say so."""
    return Party(who(scene, i), phrase(scene, i))


def who(scene: Scene, i: int) -> str | None:
    """The actor that a word stands for; for forces and things without one of their own whose they are."""
    return actor_at(scene.g, i) or _owner(scene, i)


def _owner(scene: Scene, i: int) -> str | None:
    word = scene.lower[i]
    noun = word if word in FORCES | MEMBERS else word.removesuffix("s") if word not in ("forces",) else "force"
    noun = {"gunmen": "gunman", "policemen": "policeman", "militiamen": "militiaman", "authoritie": "authority"}.get(
        noun, noun
    )
    for k in scene.dependents(i, "amod", "compound", "nmod", "flat"):
        own = scene.relation(k) != "nmod" or is_possessive(scene, k) or not scene.dependents(k, "case")
        if k > i or not own or scene.joined(k) or _prefixed(scene, k):
            continue
        actor = actor_at(scene.g, k)
        kind = kind_of(scene.g, actor)
        if (noun in FORCES and kind in BODIES | BANDS) or (noun in MEMBERS and kind in BANDS):
            return actor
    return None


def _prefixed(scene: Scene, i: int) -> bool:
    """*Pro*-Syrian, *anti*-Turkish."""
    return i >= 2 and scene.joined(i - 2)


def phrase(scene: Scene, i: int) -> Span:
    """The words that stand for what a word means: its mention's, else from its articles and modifiers to itself."""
    mention = scene.g.headed.get(i) or scene.g.covering.get(i)
    if mention is not None:
        return _bare(scene, _trimmed(scene, mention.span, i))
    before, rest = {i}, [i]
    while rest:
        one = rest.pop()
        more = {k for k in scene.dependents(one, *BEFORE) if k < i and _is_before(scene, k)} - before
        more |= {n for k in more for n in scene.dependents(k, "case") if scene.lower[n] in POSSESSIVE}
        before |= more
        rest += more
    first = i
    while first - 1 in before or (first - 2 in before and scene.joined(first - 2)):
        first -= 1
    last = max([i, *(k for k in scene.dependents(i, "flat") if k > i)])
    return _bare(scene, scene.span((first, last)))


def _is_before(scene: Scene, k: int) -> bool:
    """Whether a word before a noun belongs to it: no comma, nothing with a preposition of its own."""
    counts = scene.relation(k) == "nummod"  # relations err: *of [26] members*
    marks = all(scene.lower[n] in POSSESSIVE for n in scene.dependents(k, "case"))
    return (marks or counts) and (scene.pos(k) != "PUNCT" or scene.lower[k] in HYPHENS)


def _trimmed(scene: Scene, span: Span, i: int) -> Span:
    """A mention without what only tells more of whom it means: relative clauses, where it is, who else is meant."""
    own = scene.g.syntax.within(span)
    ends = [k for k in own if i < k and scene.lower[k - 1] not in HYPHENS and _ends(scene, i, k)]
    ends += [min(scene.g.syntax.below(k)) for k in scene.dependents(i) if k > i and _tells(scene, k)]
    last = [k for k in ends if i < k <= own[-1] and scene.lower[k - 1] not in HYPHENS]
    end = scene.words[min(last) - 1].span[1] if last else span[1]
    text = scene.g.syntax.text[span[0] : end]
    return span[0], span[0] + len(text.rstrip(" ,\n\t"))


def _tells(scene: Scene, k: int) -> bool:
    """Whether what hangs on a noun only tells more of it."""
    return scene.relation(k) in ("acl", "advcl", "parataxis") or scene.case(k) in LOOSE


def _ends(scene: Scene, i: int, k: int) -> bool:
    """Whether a word ends who is meant by the head before it: *who*, a place's preposition, *and* with somebody else;
    within a name only *who*."""
    word = scene.lower[k]
    if word in ("who", "whom") or (word in COORDINATORS and k + 1 < len(scene.lower) and scene.lower[k + 1] == "of"):
        return True
    if scene.g.covering.get(i) is not None and scene.g.covering.get(i) is scene.g.covering.get(k):
        return False
    if scene.pos(k) == "ADP":
        return word in LOOSE
    return word in COORDINATORS and any(n > k and scene.head(n) == i for n in group(scene.g, i))


def _bare(scene: Scene, span: Span) -> Span:
    """A span without the mark of a possessive at its end."""
    text = scene.g.syntax.text
    for mark in POSSESSIVE:
        if text[span[0] : span[1]].endswith(mark) and span[1] - span[0] > len(mark):
            return span[0], span[1] - len(mark)
    return span
