"""To whom something was said, and which medium carried it."""

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.extract.speaking.ground import (
    POSSESSIVE,
    Ground,
    actor_at,
    actors_at,
    case_of,
    is_media,
    is_paper,
    kind_of,
    lemma_in,
    listed,
    outside,
    passive,
    pieces,
    tops,
)
from sayso.records import Attribution

TELL: Final = listed(
    "advise alert ask assure beg brief command counsel encourage exhort implore inform instruct invite lecture"
    " notify order persuade petition press promise reassure remind request show teach tell thank urge warn"
)
AIM: Final = frozenset({"appeal", "call", "plead", "prevail"})  # on or to somebody, to do something
DIRECT: Final = listed(
    "ask advise appeal beg call command encourage exhort implore instruct invite order persuade plead press request"
    " tell urge warn"
)
SAY: Final = listed(
    "address admit announce appeal complain confess confirm convey deliver describe dispatch disclose email explain"
    " give grumble hand hint indicate issue lie mention plead post pray propose protest reply report respond reveal"
    " say send speak state submit suggest talk testify vow whisper write"
)
QUOTE: Final = frozenset({"cite", "quote", "paraphrase"})
CARRY: Final = listed(
    "air broadcast carry cite circulate obtain paraphrase post print publish quote relay release report run see"
    " show stream televise translate view"
)
SPEAK: Final = listed("address answer appear argue comment interview post speak talk tell tweet write")
BODIES: Final = frozenset({"organization", "alliance", "government", "process", "party"})
_UP: Final = frozenset({"obl", "nmod", "obj", "iobj", "compound", "appos", "conj", "flat", "amod", "advcl", "acl"})
_ON: Final = frozenset({"with", "to", "on", "by", "in", "via", "through", "for", "at", ""}) | POSSESSIVE
_BESIDE: Final = frozenset({"told", "tells", "telling", "via"})
_AFTER: Final = frozenset(
    {("interview", "with"), ("quoted", "by"), ("cited", "by"), ("carried", "by"), ("spoke", "to")}
)
_NEAR: Final = 3  # words that may stand between a cue or its sign and a medium's name


def addressees(g: Ground, attribution: Attribution, speakers: Sequence[str]) -> tuple[str, ...]:
    """The actors to whom an attribution is said, without media, in text order."""
    heads = sorted(set(_addressed(g, attribution)))
    found = (a for a in actors_at(g, (k for k in heads if not is_paper(g, k))) if not is_media(g, a))
    return tuple(actor for actor in found if actor not in speakers)


def directed(g: Ground, attribution: Attribution) -> tuple[str, ...]:
    """Whom the cue asks to do something: what is demanded is about them (*urged Ankara to stop*)."""
    cue = pieces(g, attribution.cue)
    if not attribution.content or not any(lemma_in(g.syntax.lower(i), DIRECT) for i in cue):
        return ()
    first = next((g.syntax.lower(i) for i in pieces(g, attribution.content)), "")
    heads = [k for i in cue for k in _objects(g, i)]
    inside = set(pieces(g, attribution.content))
    return actors_at(g, heads) if first in ("to", "not") or inside & set(heads) else ()


def _addressed(g: Ground, attribution: Attribution) -> Iterator[int]:
    """The words that head what the cue says it to."""
    source = set(pieces(g, attribution.source))
    content = set(pieces(g, attribution.content))
    for i in pieces(g, attribution.cue):
        yield from (k for k in _objects(g, i) if k not in source)
        yield from (k for k in _obliques(g, i) if k not in source and k not in content)
        if k := _right_after(g, i, source):
            yield k
    papers = [k for k in (*pieces(g, attribution.cue), *outside(g, attribution)) if is_paper(g, k)]
    for i in papers:
        if i in source or _hangs_on(g, i, attribution):
            yield from _sent_to(g, i)


def _objects(g: Ground, i: int) -> Iterator[int]:
    """Whom a verb of telling tells: its object, or its subject in the passive; whom another one says it to."""
    word = g.syntax.lower(i)
    yield from g.syntax.dependents(i, "iobj")
    if lemma_in(word, TELL):
        yield from g.syntax.dependents(i, "nsubj") if passive(g, i) else g.syntax.dependents(i, "obj")
    if lemma_in(word, AIM):
        yield from (k for k in g.syntax.dependents(i, "obl") if case_of(g, k) in ("on", "upon", "to"))


def _obliques(g: Ground, i: int) -> Iterator[int]:
    """Said *to* somebody; *at* or *before* a body that hears speeches."""
    for k in g.syntax.dependents(i, "obl", "nmod"):
        case = case_of(g, k)
        if case == "to" and (lemma_in(g.syntax.lower(i), SAY) or g.syntax.words[i].pos == "NOUN"):
            yield k
        if case in ("at", "before") and _is_body(g, k):
            yield k


def _is_body(g: Ground, i: int) -> bool:
    return kind_of(g, actor_at(g, i)) in BODIES


def _right_after(g: Ground, i: int, source: set[int]) -> int | None:
    """The mention right after a verb of telling, whatever the relations say, unless it acts itself."""
    if not lemma_in(g.syntax.lower(i), TELL - {"show", "promise"}) or g.syntax.words[i].pos != "VERB" or passive(g, i):
        return None
    following = [k for k in (i + 1, i + 2) if k in g.begun and _only_articles(g, i + 1, k)]
    heads = [g.begun[k] for k in following]
    return next((k for k in heads if k not in source and g.syntax.words[k].relation != "nsubj"), None)


def _only_articles(g: Ground, first: int, last: int) -> bool:
    return all(g.syntax.words[k].pos == "DET" for k in range(first, last))


def _sent_to(g: Ground, i: int) -> Iterator[int]:
    """A letter *to* somebody, *sent* or addressed *to* somebody; *to* may hang on who sent it."""
    verbs = g.syntax.dependents(i, "acl")
    senders = [k for verb in verbs for k in g.syntax.dependents(verb, "obl") if case_of(g, k) == "by"]
    for head in (i, *verbs, *senders):
        yield from (k for k in g.syntax.dependents(head, "nmod", "obl") if k > i and case_of(g, k) == "to")


def _hangs_on(g: Ground, i: int, attribution: Attribution) -> bool:
    """Whether a word is part of the cue or depends on one directly."""
    cue = set(pieces(g, attribution.cue))
    return i in cue or g.syntax.words[i].head in cue


def media(
    g: Ground, attribution: Attribution, speakers: Sequence[str], outer: Attribution | None = None
) -> tuple[str, ...]:
    """The media that carried what an attribution says, in text order; a medium that speaks itself is none of them. Of
    one within the content of another (`outer`) what stands outside of that carried the other."""
    reach = set(outside(g, attribution) if outer is None else pieces(g, outer.content))
    found: list[str] = []
    for i in outside(g, attribution):
        mention = g.headed.get(i) or g.covering.get(i)
        actor = mention.actor if mention else None
        if actor is None or not is_media(g, actor) or actor in found or actor in speakers:
            continue
        if _quotes(g, attribution, i) or (i in reach and (_hung(g, attribution, i) or _beside(g, attribution, i))):
            found.append(actor)
    return tuple(found)


def _hung(g: Ground, attribution: Attribution, i: int) -> bool:
    """Whether a name hangs on the cue by nothing but its circumstances, or on the source as what carried it: *quoted
    by* TASS, *in* the Times, a *CNN* report."""
    cue, content = set(pieces(g, attribution.cue)), set(pieces(g, attribution.content))
    heads = set(tops(g, attribution.source))
    carried = g.syntax.words[i].relation == "nmod" and case_of(g, i) == "in"
    for word in (i, *g.syntax.above(i)):
        if word in cue:
            return True
        if word in heads:
            return word != i and (carried or is_paper(g, word))
        if word in content or not _passes(g, word):
            return False
        relation = g.syntax.words[word].relation
        carried = (
            carried or relation in ("acl", "advcl") or (word == i and relation == "nmod" and case_of(g, i) == "in")
        )
    return False


def _passes(g: Ground, i: int) -> bool:
    """Whether a word is only a circumstance of what it hangs on."""
    word = g.syntax.words[i]
    if word.relation in ("acl", "advcl"):
        return lemma_in(g.syntax.lower(i), CARRY | SPEAK)
    if word.relation in ("obl", "nmod"):
        case = case_of(g, i)
        return case in _ON or (case == "of" and word.head is not None and actor_at(g, word.head) is not None)
    return word.relation in _UP


def _quotes(g: Ground, attribution: Attribution, i: int) -> bool:
    """TASS *quoted* somebody as saying."""
    verb = g.syntax.words[i].head
    if verb is None or g.syntax.words[i].relation != "nsubj" or not lemma_in(g.syntax.lower(verb), QUOTE):
        return False
    said = (*pieces(g, attribution.cue), *tops(g, attribution.source))
    return verb in said or any(verb in g.syntax.above(k) for k in said)


def _beside(g: Ground, attribution: Attribution, i: int) -> bool:
    """Whether the order of the words tells it: *told* CNN, in an *interview with* CNN, near the cue."""
    cue = pieces(g, attribution.cue)
    mention = g.headed.get(i) or g.covering.get(i)
    first = next(iter(g.syntax.within(mention.span)), i) if mention else i
    before = [k for k in range(max(0, first - _NEAR), first) if g.syntax.words[k].pos not in ("DET", "ADJ")]
    if not before or not any(abs(k - first) <= 4 * _NEAR for k in cue):
        return False
    if before[-1] in cue and g.syntax.lower(before[-1]) in _BESIDE:
        return True
    return len(before) > 1 and (g.syntax.lower(before[-2]), g.syntax.lower(before[-1])) in _AFTER
