"""Whom an attribution is about: the accused, the subject of what is said, and who else is named there."""

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.extract.speaking.ground import (
    Ground,
    actor_at,
    actors_at,
    case_of,
    is_media,
    is_paper,
    lemma_in,
    listed,
    passive,
    pieces,
)
from sayso.records import Attribution, Mention

MOST: Final = 8
BLAME: Final = listed(
    "accuse acquit admonish applaud attack back bash berate blame blast castigate censure chastise chide commend"
    " condemn congratulate criticise criticize decry defend denounce deplore deride disparage endorse excoriate"
    " exonerate fault hail honor honour implicate indict lambast lambaste laud mock oppose praise rebuke reprimand"
    " reproach ridicule salute scold slam support suspect target thank threaten upbraid vilify welcome"
)
ABOUT: Final = frozenset({"against", "about", "of", "toward", "towards", "regarding", "concerning", "over"})
_WITH_VERB: Final = frozenset({"at", "on", "to", "for"})  # blamed *on*, lashed out *at*, threat *to*
_LASH: Final = listed("blame hit lash pin cast place put")
_WHERE: Final = listed(
    "across along around at beyond from in inside into near north off on out outside over per south throughout to"
    " toward towards under via within"
)


def about(
    g: Ground, attribution: Attribution, speakers: Sequence[str], addressed: Sequence[str] = ()
) -> tuple[str, ...]:
    """Whom an attribution is about, the object of the cue first, then `addressed` (whom a demand is about), the subject
    of the content and who else is named in it, at most eight; the speakers only as its subject or object."""
    content = pieces(g, attribution.content)
    objects = (k for k in _objects(g, attribution) if not is_paper(g, k))
    subjects = (k for k in _subjects(g, attribution) if not is_paper(g, k))
    first = (*actors_at(g, objects), *addressed, *actors_at(g, subjects))
    named = (actor for k in _named(g, content) if (actor := actor_at(g, k)) is not None and actor not in speakers)
    return tuple(dict.fromkeys(actor for actor in (*first, *named) if actor in g.actors))[:MOST]


def _objects(g: Ground, attribution: Attribution) -> Iterator[int]:
    """What the cue itself is about: accused *Russia*; Russia was accused; criticism *of Russia*."""
    source, content = set(pieces(g, attribution.source)), set(pieces(g, attribution.content))
    for i in pieces(g, attribution.cue):
        blames = lemma_in(g.syntax.lower(i), BLAME)
        if blames:
            found = g.syntax.dependents(i, "nsubj") if passive(g, i) else g.syntax.dependents(i, "obj", "iobj")
            yield from (k for k in found if k not in source)
            yield from _right_after(g, i, source)
        for k in g.syntax.dependents(i, "obl", "nmod"):
            if k not in source and k not in content and _is_about(g, i, k, blames):
                yield k


def _right_after(g: Ground, i: int, source: set[int]) -> Iterator[int]:
    """What begins right after the verb, whatever the relations say."""
    following = g.begun.get(i + 1, g.begun.get(i + 2) if _is_article(g, i + 1) else None)
    if following is not None and following not in source and not passive(g, i):
        yield following


def _is_article(g: Ground, i: int) -> bool:
    return i < len(g.syntax.words) and g.syntax.words[i].pos == "DET"


def _is_about(g: Ground, i: int, k: int, blames: bool) -> bool:
    case = case_of(g, k)
    if case in ABOUT:
        return True
    lashes = blames or lemma_in(g.syntax.lower(i), _LASH) or g.syntax.words[i].pos == "NOUN"
    return case in _WITH_VERB and lashes and not is_media(g, actor_at(g, k)) and case != "to"


def _subjects(g: Ground, attribution: Attribution) -> tuple[int, ...]:
    """The subject of the content's main clause: of what hangs on nothing within it, the first that has one."""
    source = set(pieces(g, attribution.source))
    for head in g.syntax.heads(attribution.content):
        own = (head,) if g.syntax.words[head].relation == "nsubj" else ()
        if found := [k for k in g.syntax.dependents(head, "nsubj") or own if k not in source]:
            return tuple(found)
    return ()


def _named(g: Ground, content: Sequence[int]) -> Iterator[int]:
    """The heads of the mentions in a content, in text order, without those inside a name, and without mere places."""
    found = ((g.headed[i], i) for i in content if i in g.headed)
    for mention, head in sorted(found, key=lambda one: (one[0].span[0], -one[0].span[1])):
        if not (is_paper(g, head) or _inside_name(g, mention, head) or _is_where(g, mention, head)):
            yield head


def _inside_name(g: Ground, mention: Mention, head: int) -> bool:
    covering = g.covering.get(head)
    return covering is not None and covering is not mention and covering.span != mention.span and mention.form == "name"


def _is_where(g: Ground, mention: Mention, head: int) -> bool:
    """Whether a place's name only says where."""
    return mention.kind == "place" and case_of(g, head) in _WHERE
