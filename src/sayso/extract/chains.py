"""Which mentions of a page name the same: names and their short forms, what the page defines, appositions, then
pronouns and nominals by the encoder's links.

Wrong merging is worse than none: a link below its threshold, or against gender, kind or the register, stays open.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from sayso.extract.chaining import by_name
from sayso.extract.chaining.by_link import Thresholds, refer
from sayso.extract.chaining.by_noun import by_home, by_owner, called_by_medium
from sayso.extract.chaining.by_page import redefined
from sayso.extract.chaining.by_role import by_role
from sayso.extract.chaining.held import Group, Held, words_of
from sayso.lexicon.register import Register
from sayso.parse.syntax import syntax_of
from sayso.records import Attribution, Chain, Definition, Found, Parse

__all__ = ["Thresholds", "chains"]


def chains(
    parse: Parse,
    mentions: Sequence[Found],
    attributions: Sequence[Attribution],
    definitions: Sequence[Definition],
    register: Register,
    thresholds: Thresholds | None = None,
) -> tuple[tuple[Chain, ...], tuple[Definition, ...]]:
    """The chains in the order of their first mentions (a pronoun that stays open is in none), and those definitions
    that say of two actors of the register that they are the same: claims, not followed."""
    text = parse.document.text
    words = [words_of(text[slice(*m.span)]) for m in mentions]
    mentions = redefined(mentions, words, definitions, register)
    speaking = _speaking(mentions, attributions)
    speech = [span for one in attributions if one.manner == "direct" for span in one.content]
    page = Held(text, syntax_of(parse), mentions, words, speaking, speech, [None] * len(mentions))
    by_name.names(page, register)
    by_name.titled(page)
    by_name.persons(page)
    claims = by_name.defined(page, definitions, register)
    by_name.appositions(page)
    by_owner(page, register)
    by_home(page, register, parse.document.publisher)
    called_by_medium(page, register, parse.document.publisher)
    by_role(page, register)
    limits = thresholds or Thresholds()
    for i, mention in enumerate(mentions):
        if page.group[i] is None:
            refer(page, i, mention, limits)
    groups = {id(group): group for group in page.group if group}
    ordered = sorted(groups.values(), key=lambda g: min(g.members))
    return tuple(Chain(mentions=tuple(sorted(g.members)), key=_key(g, mentions)) for g in ordered), claims


def _speaking(mentions: Sequence[Found], attributions: Sequence[Attribution]) -> dict[int, Attribution]:
    """The mentions whose head stands in a source, each with its attribution; of several the first."""
    out: dict[int, Attribution] = {}
    heads = sorted((mention.head[0], i) for i, mention in enumerate(mentions))
    for attribution in attributions:
        for start, end in attribution.source:
            for _, i in heads[bisect_left(heads, (start, 0)) : bisect_left(heads, (end, 0))]:
                out.setdefault(i, attribution)
    return out


def _key(group: Group, mentions: Sequence[Found]) -> str | None:
    """The register's actor that most of a chain's names are."""
    counts = Counter(key for i in group.members for key in mentions[i].keys if key in group.keys)
    return min(counts, key=lambda k: (-counts[k], k), default=min(group.keys, default=None))
