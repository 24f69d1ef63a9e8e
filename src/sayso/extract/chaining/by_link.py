"""Chains by reference: pronouns and nominals, by the encoder's links and the few rules that are safe."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from sayso.extract.chaining.by_noun import by_name_s_noun, last_group
from sayso.extract.chaining.held import (
    DEFINITE,
    GROUP,
    HE,
    IT,
    POSSESSIVE,
    RELATIVE,
    SHE,
    THEY,
    Group,
    Held,
    fits,
    overlap,
)
from sayso.lexicon.nominals import nominal
from sayso.parse.seen import INDEFINITE
from sayso.records import Found

PAPER_BACK: Final = 8  # sentences back in which a document may have been named
_ARTICLES: Final = DEFINITE | INDEFINITE
TOLD_OF: Final = 2  # sentences back in which the subject may be who speaks


class Thresholds(Struct, frozen=True, kw_only=True):
    """Least probabilities of a link: of a pronoun, of a nominal. Chosen on GUM dev."""

    pronoun: float = 0.4
    nominal: float = 0.5


def refer(page: Held, i: int, mention: Found, limits: Thresholds) -> None:
    """A pronoun or nominal into the chain that it refers to; a nominal that refers to none begins one."""
    if mention.form == "pronoun":
        if page.words[i] and page.words[i][0] in RELATIVE:
            group = _antecedent(page, i)
            if group:
                page.put(i, group)
        elif page.words[i] and page.words[i][0] in SHE | HE | IT | THEY:
            group = (
                _subject_before(page, i)
                or _linked(page, i, limits.pronoun)
                or _only_person(page, i)
                or _goes_on(page, i)
                or _body_goes_on(page, i)
            )
            if group:
                page.put(i, group)
        return
    if mention.form == "nominal" and page.words[i] and page.words[i][0] not in INDEFINITE:
        group = (
            last_group(page, i)
            or by_name_s_noun(page, i)
            or _same_words(page, i)
            or _linked(page, i, limits.nominal)
            or _paper(page, i)
        )
        if group:
            page.put(i, group)
            return
    page.of(i)


def _antecedent(page: Held, i: int) -> Group | None:
    """What a relative pronoun stands for: the word on which its clause hangs, if that is a mention's head."""
    noun = _clause_hangs_on(page, i)
    if noun is None:
        return None
    head = page.syntax.words[noun].span
    return next(
        (page.of(k) for k in range(i) if page.mentions[k].head == head and page.mentions[k].form != "pronoun"), None
    )


def _clause_hangs_on(page: Held, i: int) -> int | None:
    """The noun before whose relative clause a word is part of, however deep (*whose* forces, who he *said* was …)."""
    at = page.syntax.at(page.mentions[i].head[0])
    if at is None or page.syntax.words[at].pos == "SCONJ":
        return None
    for k in (at, *page.syntax.above(at)):
        word = page.syntax.words[k]
        if word.relation == "acl" and word.head is not None:
            return word.head if word.head < at else None
        if word.relation in ("advcl", "conj", "parataxis", "appos"):
            return None
    return None


def _spoken_of(page: Held, i: int, group: Group) -> bool:
    """Whether a chain cannot be who speaks: it is named in the speaker's own words (*he* said that *Ruiz* would go)."""
    said = page.speaking.get(i)
    if said is None:
        return False
    forms = {"name", "nominal"} if said.manner == "direct" else {"name"}
    return any(page.group[k] is group and page.mentions[k].form in forms for k in page.within(said.content))


def _linked(page: Held, i: int, least: float) -> Group | None:
    """The chain that the encoder's links of a mention add up for, if they reach the threshold."""
    sums: dict[int, float] = {}
    groups: dict[int, Group] = {}
    for k, probability in page.mentions[i].antecedents:
        group = page.group[k]
        if group is None or _spoken_of(page, i, group):
            continue
        if fits(page, i, group) and not overlap(page.mentions[i].span, page.mentions[k].span):
            groups[id(group)] = group
            sums[id(group)] = sums.get(id(group), 0.0) + probability
    best = max(sums, key=lambda g: sums[g], default=None)
    return groups[best] if best is not None and sums[best] >= least else None


def _only_person(page: Held, i: int) -> Group | None:
    """For *he* and *she*: the one person who is told of in the sentence and the two before it."""
    if page.words[i][0] not in SHE | HE:
        return None
    near: dict[int, Group] = {}
    for k in page.before(i, 2):
        group = page.group[k]
        if group is None or "person" not in group.kinds or _spoken_of(page, i, group):
            continue
        if fits(page, i, group):
            near[id(group)] = group
    return next(iter(near.values())) if len(near) == 1 else None


def _subject_before(page: Held, i: int) -> Group | None:
    """For *he* and *she* that speak: the person of whom this sentence or the last one before it is told, its subject;
    what others say in between is passed over."""
    if page.words[i][0] not in SHE | HE or i not in page.speaking:
        return None
    for k in page.before(i, TOLD_OF):
        group = page.group[k]
        if group is None or "person" not in group.kinds or not _is_topic(page, k) or page.quoted(k):
            continue
        if fits(page, i, group) and not _spoken_of(page, i, group):
            return group
    return None


def _is_topic(page: Held, i: int) -> bool:
    """Whether a mention is the subject of a whole sentence."""
    at = page.syntax.at(page.mentions[i].head[0])
    if at is None or page.syntax.words[at].relation != "nsubj":
        return False
    verb = page.syntax.words[at].head
    return verb is not None and page.syntax.words[verb].relation in ("root", "parataxis")


def _goes_on(page: Held, i: int) -> Group | None:
    """For *he* and *she* that speak: who spoke last, in this sentence or the three before, if no other person has been
    a subject since who could be meant."""
    if page.words[i][0] not in SHE | HE or i not in page.speaking:
        return None
    for k in page.before(i, 3):
        group = page.group[k]
        if group is None or "person" not in group.kinds or not fits(page, i, group) or _spoken_of(page, i, group):
            continue
        if k in page.speaking:
            return group
        if _is_subject(page, k):
            return None
    return None


def _body_goes_on(page: Held, i: int) -> Group | None:
    """For *it* that speaks: the body that spoke last, in this sentence or the two before (*The Front denied it. The
    regime, it said, …*)."""
    if page.words[i][0] != "it" or i not in page.speaking:
        return None
    for k in page.before(i, TOLD_OF):
        group = page.group[k]
        if k not in page.speaking or group is None:
            continue
        bodies = group.kinds <= GROUP and bool(group.kinds)
        return group if bodies and fits(page, i, group) and not _spoken_of(page, i, group) else None
    return None


def _is_subject(page: Held, i: int) -> bool:
    at = page.syntax.at(page.mentions[i].head[0])
    return at is not None and page.syntax.words[at].relation == "nsubj"


def _same_words(page: Held, i: int) -> Group | None:
    """The last chain before with a nominal of the same words or more, for one with a definite article (*the source*;
    *the Norland study* after *the Norland health study*)."""
    words = page.words[i]
    if words[0] not in DEFINITE:
        return None
    content, head = _content(words), page.head(i)
    for k in page.headed(head, i):
        if page.group[k] is None or not page.words[k] or overlap(page.mentions[k].span, page.mentions[i].span):
            continue
        theirs = _content(page.words[k])
        same = content == theirs or (len(content) > 1 and set(content) < set(theirs))
        if same or (content == [head] and page.words[k][0] not in POSSESSIVE):
            return page.group[k] if fits(page, i, page.group[k]) else None  # type: ignore[arg-type]
    return None


def _paper(page: Held, i: int) -> Group | None:
    """For *the report* alone: the one chain in the sentences before that is of a document by any name (*a study*)."""
    head = page.head(i)
    if page.words[i][0] not in DEFINITE or _content(page.words[i]) != [head] or not _is_document(head):
        return None
    near: dict[int, Group] = {}
    for k in page.before(i, PAPER_BACK):
        group = page.group[k]
        if group is not None and page.mentions[k].form == "nominal" and _is_document(page.head(k)):
            near[id(group)] = group
    return next(iter(near.values())) if len(near) == 1 else None


def _is_document(noun: str) -> bool:
    known = nominal(noun)
    return known is not None and known.role == "document"


def _content(words: Sequence[str]) -> list[str]:
    return [w for w in words if w not in _ARTICLES]
