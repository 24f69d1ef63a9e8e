"""The documents that a page speaks of (a statement, a letter, a report), and whose word each of them is.

A definite one (*the statement*) is the last one before of the same noun or kind, unless it has another issuer.
"""

from collections.abc import Container, Iterator, Sequence
from typing import Final

from msgspec import Struct, structs

from sayso.extract.speaking.ground import (
    POSSESSIVE,
    Ground,
    actor_at,
    actors_at,
    case_of,
    is_hyphen,
    is_media,
    is_paper,
    kind_of,
    lemma_in,
    listed,
    noun_at,
    outside,
    passive,
    pieces,
    shared,
    subjects,
)
from sayso.ids import thing_id
from sayso.lexicon.lemmas import candidates
from sayso.records import Attribution, Mention, Reference, ReferenceKind, Span

ISSUE: Final = listed(
    "adopt air author broadcast circulate commission compile conduct deliver distribute draft file give introduce"
    " issue make pen post prepare present produce publish put read release run send share sign submit table tweet"
    " write"
)
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both", "its", "his", "her", "their", "said"})
# Nouns that take each other up: *a poll … the survey*.
ALIKE: Final = (
    listed("analysis audit assessment paper report review study"),
    listed("census poll study survey"),
    listed("address communique communiqué declaration release remark remarks speech statement"),
    listed("cable dispatch e-mail email letter memo memorandum message note"),
    listed("article column editorial essay op-ed piece profile story"),
    listed("blogpost message post thread tweet"),
    listed("audio broadcast clip film footage interview recording tape video"),
)
ANY_KIND: Final = frozenset({"document", "text", "paper"})
ASKED_OF: Final = frozenset({"poll", "survey", "census", "study"})  # *a poll of voters* is not the voters' word
_BEFORE: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "SYM", "X", "ADV"})
# Nouns for a saying rather than for what it stands in: *his claim that* is no document.
SAYINGS: Final = listed(
    "account accusation admission allegation announcement answer apology appeal assessment charge claim comment"
    " complaint condolence confession deal denial estimate evidence evaluation figure finding forecast greeting"
    " message order plan pledge projection rebuttal record remark reply response toast ultimatum understanding"
    " warning"
)
PUBLISHED: Final = frozenset({"article", "broadcast", "agency_report", "post"})
_PRINTED: Final = frozenset({"in", "on", "for", "with"})  # an article *in*, an interview *with* a medium
_LONGEST: Final = 12  # words before the noun
_NEAR: Final = 10  # words between a cue and what it is said in


class Paper(Struct, frozen=True, kw_only=True):
    """A document where the page speaks of it: the head noun (a word and its lemmas), the words up to it, and whose word
    it is. `media` is the actor that carries it; `first` the head noun of the first mention of the same document."""

    head: int
    lemmas: frozenset[str]
    kind: ReferenceKind
    span: Span
    definite: bool
    actor: str | None
    issuers: tuple[str, ...]
    media: str | None
    first: int


Papers = dict[int, Paper]


def papers(g: Ground) -> Papers:
    """All documents that the page speaks of, by head noun. All mentions of one document have its issuers."""
    seen: list[Paper] = []
    for found in _found(g):
        before = _same(found, seen)
        seen.append(structs.replace(found, first=before.first) if before else found)
    whose: dict[int, tuple[str, ...]] = {}
    for paper in seen:
        whose[paper.first] = whose.get(paper.first) or paper.issuers
    return {paper.head: structs.replace(paper, issuers=paper.issuers or whose[paper.first]) for paper in seen}


def _found(g: Ground) -> Iterator[Paper]:
    for i, word in enumerate(g.syntax.words):
        if word.pos in ("NOUN", "PROPN") and word.relation != "compound" and is_paper(g, i):
            known = noun_at(g, i)
            if known is not None and known.document is not None:
                yield _paper(g, i, known.document)


def _paper(g: Ground, i: int, kind: ReferenceKind) -> Paper:
    first = _core(g, i)
    mention = g.headed.get(i)
    words = {g.syntax.lower(k) for k in range(first, i)}
    return Paper(
        head=i,
        lemmas=frozenset(candidates(g.syntax.lower(i))),
        kind=kind,
        span=(g.syntax.words[first].span[0], g.syntax.words[i].span[1]),
        definite=bool(words & (DEFINITE | POSSESSIVE)),
        actor=None if mention is None or mention.actor in g.named else mention.actor,
        issuers=_issuers(g, i, first),
        media=_media(g, i, first),
        first=i,
    )


def _core(g: Ground, i: int) -> int:
    """The first word of a noun phrase up to its head noun."""
    first = i
    for k in range(i - 1, max(-1, i - 1 - _LONGEST), -1):
        word = g.syntax.words[k]
        if word.sentence != g.syntax.words[i].sentence:
            break
        if _does(g, k, i) or not (_stands_before(g, k) or is_hyphen(g, k) or is_hyphen(g, k + 1)):
            break
        first = k
        if word.pos in ("DET", "PRON"):
            break
    return first


def _does(g: Ground, k: int, i: int) -> bool:
    """Whether a noun before word i is no part of its phrase but part of the sentence: *on Thursday* letters came."""
    word = g.syntax.words[k]
    return word.relation in ("nsubj", "obj", "iobj", "obl") and word.head not in range(k, i + 1)


def _stands_before(g: Ground, k: int) -> bool:
    """Whether a word can stand between an article and its noun, or is the article."""
    word = g.syntax.words[k]
    owner = g.syntax.lower(k) in POSSESSIVE or (word.pos == "PRON" and word.relation in ("nmod", "det"))
    return owner or word.pos in _BEFORE or (word.pos == "VERB" and word.relation == "amod")


def _same(found: Paper, seen: Sequence[Paper]) -> Paper | None:
    """The document before that a mention takes up: by its chain, its noun, a noun like it, the nearest of each."""
    for paper in reversed(seen):
        if found.actor is not None and paper.actor == found.actor:
            return paper
    if not found.definite:
        return None
    fitting = [p for p in reversed(seen) if not (found.issuers and p.issuers) or set(found.issuers) & set(p.issuers)]
    for tell in (_one_noun, _one_kind):
        if before := next((paper for paper in fitting if tell(found, paper)), None):
            return before
    return None


def _one_noun(found: Paper, paper: Paper) -> bool:
    return bool(found.lemmas & paper.lemmas)


def _one_kind(found: Paper, paper: Paper) -> bool:
    alike = any(found.lemmas & nouns and paper.lemmas & nouns for nouns in ALIKE)
    return (alike and found.kind == paper.kind) or bool(found.lemmas & ANY_KIND)


def _issuers(g: Ground, i: int, first: int) -> tuple[str, ...]:
    """Whose word a document is, by the surest sign that it has."""
    return _owners(g, i) or _by(g, i) or _issued(g, i) or _before(g, i, first)


def _owners(g: Ground, i: int) -> tuple[str, ...]:
    """*Its* report, the ministry*'s* report."""
    found = [k for k in g.syntax.dependents(i, "nmod", "det") if k < i]
    return actors_at(g, (k for k in found if g.syntax.words[k].pos == "PRON" or case_of(g, k) in POSSESSIVE))


def _by(g: Ground, i: int) -> tuple[str, ...]:
    """A statement *by* the ministry, *from* it, released *by* it; a letter *of* the ministry."""
    polled = any(lemma in ASKED_OF for lemma in candidates(g.syntax.lower(i)))
    own = [
        k
        for k in g.syntax.dependents(i, "nmod", "obl")
        if k > i and (case_of(g, k) in ("by", "from") or (case_of(g, k) == "of" and not polled and _signs(g, k)))
    ]
    told = [
        k
        for verb in (*g.syntax.dependents(i, "acl"), *_released(g, i))
        for k in g.syntax.dependents(verb, "obl", "nmod")
        if case_of(g, k) == "by"
    ]
    return actors_at(g, own) or actors_at(g, told)


def _signs(g: Ground, i: int) -> bool:
    """Whether what follows *of* may have written: somebody with a name, and no place."""
    mention = g.headed.get(i)
    return mention is not None and mention.kind != "place" and actor_at(g, i) in g.named


def _released(g: Ground, i: int) -> Iterator[int]:
    """The verb of *the statement was released*."""
    head = g.syntax.words[i].head
    if head is not None and g.syntax.words[i].relation == "nsubj" and passive(g, head):
        yield head


def _issued(g: Ground, i: int) -> tuple[str, ...]:
    """*The ministry* issued a statement; the statement that *the ministry* issued. Who signs a law has not said it."""
    word, known = g.syntax.words[i], noun_at(g, i)
    if known is not None and known.document in ("law", "agreement"):
        return ()
    if word.head is not None and word.relation in ("obj", "nsubj") and lemma_in(g.syntax.lower(word.head), ISSUE):
        giving = [k for k in subjects(g, word.head) if k != i and not passive(g, word.head)]
        if found := actors_at(g, giving):
            return found
    relative = [k for k in g.syntax.dependents(i, "acl") if lemma_in(g.syntax.lower(k), ISSUE) and not passive(g, k)]
    return actors_at(g, (k for verb in relative for k in g.syntax.dependents(verb, "nsubj") if not _takes_up(g, k, i)))


def _takes_up(g: Ground, i: int, head: int) -> bool:
    return g.syntax.lower(i) in ("which", "that") or i == head


def _before(g: Ground, i: int, first: int) -> tuple[str, ...]:
    """A *UN* report, a *Russian* statement, a *Pew-CNN* poll; not a *Syria* report, which is about it."""
    found = [m for m in _mentions(g, first, i) if m.actor in g.actors and not _is_topic(g, m)]
    joined = found[-1:]
    while len(joined) < len(found) and _joins(g, before := found[-len(joined) - 1], joined[0]):
        joined = [before, *joined]
    return tuple(dict.fromkeys(m.actor for m in joined if m.actor))


def _joins(g: Ground, left: Mention, right: Mention) -> bool:
    return g.syntax.text[left.span[1] : right.span[0]].strip() in ("-", "–", "/", "and", "&")


def _mentions(g: Ground, first: int, last: int) -> list[Mention]:
    """The mentions between two words, none within another, in text order."""
    names = (g.covering.get(k) or g.headed.get(k) for k in range(first, last))
    end = g.syntax.words[last].span[0]
    return list(
        dict.fromkeys(m for m in names if m and g.syntax.words[first].span[0] <= m.span[0] and m.span[1] <= end)
    )


def _is_topic(g: Ground, mention: Mention) -> bool:
    """Whether a state's name before a noun says what the document is about: not an adjective, not short for it."""
    words = g.syntax.text[slice(*mention.span)]
    plain = all(g.syntax.words[k].pos != "ADJ" for k in g.syntax.within(mention.span))
    short = words.isupper() or "." in words
    return mention.kind == "place" or (kind_of(g, mention.actor) == "state" and plain and not short)


def _media(g: Ground, i: int, first: int) -> str | None:
    """The medium that carries a document: a *New York Times* op-ed, an article *in* it."""
    after = [g.headed[k] for k in g.syntax.dependents(i, "nmod") if k in g.headed and case_of(g, k) in _PRINTED]
    return next((m.actor for m in (*_mentions(g, first, i), *after) if is_media(g, m.actor)), None)


def reference_id(document: str, paper: Paper, every: Papers) -> str:
    """The id of the reference to a document, made from its first mention."""
    return thing_id(document, "reference", (every[paper.first].span,))


def reference(
    document: str, paper: Paper, every: Papers, speakers: Sequence[str], carriers: Sequence[str], g: Ground
) -> Reference:
    """The record of a document; `speakers` are those who spoke in it, in place of an issuer that is not told, and
    `carriers` the media that carried it, the first of which published what media publish."""
    first = every[paper.first]
    printed = carriers[0] if carriers and first.kind in PUBLISHED else None
    media = first.media or paper.media or printed
    return Reference(
        id=reference_id(document, paper, every),
        span=first.span,
        kind=first.kind,
        publisher=g.actors[media].name if media else None,
        issuer=next(iter((*paper.issuers, *first.issuers, *speakers)), None),
    )


def source_paper(g: Ground, every: Papers, heads: Sequence[int]) -> Paper | None:
    """The document that a source names (`heads` are the words that it hangs on), by itself or by a pronoun's chain."""
    for i in heads[:1]:
        mention = g.headed.get(i)
        if i in every:
            return every[i]
        if mention and mention.actor and mention.form == "pronoun":
            return next((paper for paper in every.values() if paper.actor == mention.actor), None)
    return None


def cue_paper(g: Ground, every: Papers, attribution: Attribution, outer: Attribution | None = None) -> Paper | None:
    """The document that is part of a cue (*issued a statement saying*), or that the cue says something in. Of one
    within the content of another (`outer`) what stands outside of that is what the other is said in."""
    inside = {i for span in (*attribution.content, *attribution.source) for i in g.syntax.within(span)}
    cue = pieces(g, attribution.cue)
    reach = range(len(g.syntax.words)) if outer is None else frozenset(pieces(g, outer.content))
    around = (*_around_cue(g, every, cue, inside), *_near_cue(g, every, attribution, inside))
    found = (*(every[i] for i in cue if i in every), *(paper for paper in around if paper.head in reach))
    return next((paper for paper in found if not paper.lemmas & SAYINGS), None)


def _around_cue(g: Ground, every: Papers, cue: Sequence[int], inside: Container[int]) -> Iterator[Paper]:
    """A statement *saying*; said in a *statement*."""
    for i in cue:
        head = g.syntax.words[i].head
        if g.syntax.words[i].relation in ("acl", "advcl") and head in every and head not in inside:
            yield every[head]
        for k in g.syntax.dependents(i, "obl", "nmod"):
            if k in every and k not in inside and _carries(every[k], case_of(g, k)):
                yield every[k]


def _near_cue(g: Ground, every: Papers, attribution: Attribution, inside: Container[int]) -> Iterator[Paper]:
    """*In a statement* near the cue, whatever the relations say."""
    cue = pieces(g, attribution.cue)
    for i in outside(g, attribution):
        if i in every and i not in inside and cue and min(abs(i - k) for k in cue) <= _NEAR:
            first = next(iter(g.syntax.within(every[i].span)))
            case = g.syntax.lower(first - 1) if first > 0 and g.syntax.words[first - 1].pos == "ADP" else ""
            if _carries(every[i], case) and not _elsewhere(g, i, inside, cue):
                yield every[i]


def _elsewhere(g: Ground, i: int, inside: Container[int], cue: Sequence[int]) -> bool:
    """Whether a word belongs to another verb of the sentence, outside of source and content, that the cue is not joined
    to (*in a statement, X denied … and accused*)."""
    head = g.syntax.words[i].head
    if head is None or head in inside or any(head in shared(g, k) for k in cue):
        return False
    return g.syntax.words[head].pos == "VERB"


def _carries(paper: Paper, preposition: str) -> bool:
    return preposition in ("in", "via", "through") or (preposition == "on" and paper.kind in ("broadcast", "post"))
