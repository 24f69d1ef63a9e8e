"""Which mentions of a page name the same: names and their short forms, what the page defines, appositions, then
pronouns and nominals by the encoder's links.

Wrong merging is worse than none: a link below its threshold, or against gender, kind or the register, stays open.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.lexicon.nominals import bare_name, gender_of, nominal
from sayso.lexicon.register import Register
from sayso.parse.syntax import Syntax
from sayso.records import Chain, Definition, Found, MentionKind, Parse, Span

_SHE: Final = frozenset({"she", "her", "hers", "herself"})
_HE: Final = frozenset({"he", "him", "his", "himself"})
_IT: Final = frozenset({"it", "its", "itself"})
_THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})
_INDEFINITE: Final = frozenset({"a", "an", "some", "any", "no", "another", "several", "many", "most", "few", "every"})
_POSSESSIVE: Final = frozenset({"his", "her", "its", "their", "my", "our", "your"})
_FOLD: Final = re.compile(r"[^\w]+")
_PERSON: Final = frozenset({"person"})
_GROUP: Final = frozenset(
    {"state", "government", "military", "armed_group", "party", "organization", "alliance", "media", "process"}
)


class Thresholds(Struct, frozen=True, kw_only=True):
    """Least probabilities of a link: of a pronoun, of a nominal. Chosen on GUM dev."""

    pronoun: float = 0.4
    nominal: float = 0.5


class _Group(Struct):
    """A chain as it grows."""

    members: list[int]
    keys: set[str]
    kinds: set[MentionKind]
    gender: str | None = None
    plural: bool = False


class _Page(Struct):
    """What the steps share: the mentions with their words, and for each the chain it is in."""

    text: str
    syntax: Syntax
    mentions: Sequence[Found]
    words: list[list[str]]
    group: list[_Group | None]

    def put(self, i: int, group: _Group) -> None:
        """Mention i into a chain."""
        mention = self.mentions[i]
        group.members.append(i)
        if mention.kind:
            group.kinds.add(mention.kind)
        group.gender = group.gender or _gender(mention, self.words[i])
        self.group[i] = group

    def join(self, one: _Group, other: _Group) -> _Group:
        """Two chains as one."""
        if one is other:
            return one
        for i in other.members:
            self.group[i] = one
        one.members = sorted(one.members + other.members)
        one.keys |= other.keys
        one.kinds |= other.kinds
        one.gender = one.gender or other.gender
        return one

    def of(self, i: int) -> _Group:
        """The chain of mention i, a new one if it has none."""
        found = self.group[i]
        if found is None:
            found = _Group(members=[], keys=set(), kinds=set(), plural=_plural(self.mentions[i], self.words[i]))
            self.put(i, found)
        return found


def chains(
    parse: Parse,
    mentions: Sequence[Found],
    definitions: Sequence[Definition],
    register: Register,
    thresholds: Thresholds | None = None,
) -> tuple[tuple[Chain, ...], tuple[Definition, ...]]:
    """The chains in the order of their first mentions (a pronoun that stays open is in none), and those definitions
    that say of two actors of the register that they are the same: claims, not followed."""
    text = parse.document.text
    words = [_words(text[slice(*m.span)]) for m in mentions]
    page = _Page(text, Syntax(text, parse.words), mentions, words, [None] * len(mentions))
    _names(page, definitions)
    _persons(page)
    claims = _defined(page, definitions, register)
    _appositions(page)
    limits = thresholds or Thresholds()
    for i, mention in enumerate(mentions):
        if page.group[i] is None:
            _refer(page, i, mention, limits)
    groups = {id(group): group for group in page.group if group}
    ordered = sorted(groups.values(), key=lambda g: min(g.members))
    return tuple(Chain(mentions=tuple(sorted(g.members)), key=_key(g, mentions)) for g in ordered), claims


def _key(group: _Group, mentions: Sequence[Found]) -> str | None:
    """The register's actor that most of a chain's names are."""
    counts = Counter(key for i in group.members for key in mentions[i].keys if key in group.keys)
    return min(counts, key=lambda k: (-counts[k], k), default=None)


def _words(name: str) -> list[str]:
    return [w for w in _FOLD.split(name.replace("’", "'").casefold().removesuffix("'s")) if w]


def _plural(mention: Found, words: Sequence[str]) -> bool:
    if mention.form == "pronoun":
        return words[:1] != [] and words[0] in _THEY | {"we", "us", "our"}
    known = nominal(words[-1]) if words and mention.form == "nominal" else None
    return bool(known and known.number == "plural") or (
        mention.form == "nominal" and words[-1:] != [] and _is_plural(words[-1])
    )


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def _gender(mention: Found, words: Sequence[str]) -> str | None:
    """Female or male, where words tell."""
    if mention.form == "pronoun":
        return "female" if words[:1] and words[0] in _SHE else "male" if words[:1] and words[0] in _HE else None
    if mention.kind not in (None, "person"):
        return None
    if mention.form == "name":
        if words and words[0] in {"mrs", "ms", "miss", "mr", "sir", "lady", "lord"}:
            return "male" if words[0] in {"mr", "sir", "lord"} else "female"
        bare = bare_name(words)
        return _told(gender_of(bare[0])) if len(bare) > 1 else None
    known = [found.gender for word in words if (found := nominal(word))]
    return next((g for g in known if _told(g)), None)


def _told(gender: str | None) -> str | None:
    return gender if gender in ("female", "male") else None


def _names(page: _Page, definitions: Sequence[Definition]) -> None:
    """Names with one key of the register, and names of the same words, are one chain."""
    sure = Counter(m.keys[0] for m in page.mentions if len(m.keys) == 1 and m.use != "short")
    by: dict[tuple[str, str], _Group] = {}
    for i, mention in enumerate(page.mentions):
        if mention.form != "name":
            continue
        key = _sure_key(page, i, sure)
        label = ("key", key) if key else ("person" if mention.kind == "person" else "name", " ".join(_bare(page, i)))
        if label in by:
            page.put(i, by[label])
        else:
            by[label] = page.of(i)
        if key:
            by[label].keys.add(key)


def _bare(page: _Page, i: int) -> list[str]:
    words = page.words[i]
    if page.mentions[i].kind == "person":
        return list(bare_name(words)) or words
    return words[1:] if words[:1] == ["the"] and len(words) > 1 else words


def _sure_key(page: _Page, i: int, sure: Mapping[str, int]) -> str | None:
    """The actor of the register that a name is: the only one that has it, or the one that the page names otherwise,
    too. A surname alone is nobody's unless the page has the full name, or it stands with a title."""
    mention = page.mentions[i]
    named = [key for key in mention.keys if sure.get(key)]
    if mention.use == "short":
        titled = len(_bare(page, i)) < len(page.words[i]) or _after_title(page, i)
        return named[0] if len(named) == 1 else mention.keys[0] if titled and len(mention.keys) == 1 else None
    if len(mention.keys) == 1:
        return mention.keys[0]
    best = sorted(named, key=lambda key: -sure[key])
    return best[0] if len(best) == 1 or (len(best) > 1 and sure[best[0]] > 2 * sure[best[1]]) else None


def _after_title(page: _Page, i: int) -> bool:
    """Whether the word before a name is a title or a role (*President*, *Secretary*)."""
    head = page.syntax.at(page.mentions[i].span[0])
    if head is None or head == 0:
        return False
    before = page.syntax.word(head - 1)
    return before[:1].isupper() and (nominal(before.lower()) is not None or not bare_name([before.lower(), "x"])[1:])


def _persons(page: _Page) -> None:
    """Short names of persons to their full ones: the last one before with that surname; if there is none before, the
    only one after."""
    full: list[tuple[int, str, str]] = []
    rows = [i for i, m in enumerate(page.mentions) if m.form == "name" and m.kind == "person"]
    for i in rows:
        words = _bare(page, i)
        if len(words) < 2:
            continue
        same = next((k for k, first, last in full if first == words[0] and last == words[-1]), None)
        if same is not None and _agree(page.of(i), page.of(same)):
            page.join(page.of(same), page.of(i))
        full.append((i, words[0], words[-1]))
    for i in rows:
        words = _bare(page, i)
        if len(words) != 1:
            continue
        near = [k for k, first, last in full if words[0] in (last, last.split("-")[-1]) or words[0] == first]
        before = {id(page.of(k)): page.of(k) for k in near if k < i}
        fit = [g for g in (before or {id(page.of(k)): page.of(k) for k in near}).values() if _agree(g, page.of(i))]
        if len(fit) == 1:
            page.join(fit[0], page.of(i))


def _agree(one: _Group, other: _Group) -> bool:
    """Whether nothing speaks against two chains being one: gender, register."""
    gender = one.gender is None or other.gender is None or one.gender == other.gender
    return gender and (not one.keys or not other.keys or bool(one.keys & other.keys))


def _defined(page: _Page, definitions: Iterable[Definition], register: Register) -> tuple[Definition, ...]:
    """Joins what the page says is one; what the register has as two actors is told apart, unless one succeeded the
    other."""
    at = {m.span: i for i, m in enumerate(page.mentions)}
    claims = []
    for definition in definitions:
        if definition.name not in at or definition.alias not in at:
            continue
        one, other = page.of(at[definition.name]), page.of(at[definition.alias])
        if not one.keys or not other.keys or one.keys & other.keys or _succeeded(one.keys, other.keys, register):
            page.join(one, other)
        else:
            claims.append(definition)
    return tuple(claims)


def _succeeded(some: set[str], others: set[str], register: Register) -> bool:
    return any(
        a in register.entries[b].successor_of or b in register.entries[a].successor_of for a in some for b in others
    )


def _appositions(page: _Page) -> None:
    """A role and the name beside it: *the ministry's spokesman, Igor Petrov*, *spokeswoman Ana Ruiz*."""
    by_head = {m.head: i for i, m in enumerate(page.mentions)}
    for i, mention in enumerate(page.mentions):
        at = page.syntax.at(mention.head[0])
        if at is None:
            continue
        word = page.syntax.words[at]
        if word.head is None or word.relation not in ("appos", "flat", "compound"):
            continue
        other = by_head.get(page.syntax.words[word.head].span)
        if other is None or other == i:
            continue
        forms = {mention.form, page.mentions[other].form}
        one_kind = family(mention.kind) == family(page.mentions[other].kind) == "person" or word.relation == "appos"
        if forms == {"name", "nominal"} and one_kind and _fit(page, i, page.of(other)):
            page.join(page.of(other), page.of(i))


def family(kind: str | None) -> str | None:
    """Persons, groups and places are told apart; people may be either of the first two."""
    if kind in _PERSON:
        return "person"
    return "group" if kind in _GROUP else "place" if kind == "place" else None


def _refer(page: _Page, i: int, mention: Found, limits: Thresholds) -> None:
    """A pronoun or nominal into the chain that it refers to; a nominal that refers to none begins one."""
    if mention.form == "pronoun":
        if page.words[i] and page.words[i][0] in _SHE | _HE | _IT | _THEY:
            group = _linked(page, i, limits.pronoun) or _only_person(page, i)
            if group:
                page.put(i, group)
        return
    if mention.form == "nominal" and page.words[i] and page.words[i][0] not in _INDEFINITE:
        group = _same_words(page, i) or _linked(page, i, limits.nominal)
        if group:
            page.put(i, group)
            return
    page.of(i)


def _linked(page: _Page, i: int, least: float) -> _Group | None:
    """The chain that the encoder's links of a mention add up for, if they reach the threshold."""
    sums: dict[int, float] = {}
    groups: dict[int, _Group] = {}
    for k, probability in page.mentions[i].antecedents:
        group = page.group[k]
        if group is not None and _fit(page, i, group) and not _overlap(page.mentions[i].span, page.mentions[k].span):
            groups[id(group)] = group
            sums[id(group)] = sums.get(id(group), 0.0) + probability
    best = max(sums, key=lambda g: sums[g], default=None)
    return groups[best] if best is not None and sums[best] >= least else None


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _fit(page: _Page, i: int, group: _Group) -> bool:
    """Whether gender, number and kind let a mention be of a chain."""
    mention, words = page.mentions[i], page.words[i]
    families = {f for kind in group.kinds if (f := family(kind))}
    gender = _gender(mention, words)
    if gender and group.gender and gender != group.gender:
        return False
    if mention.form == "pronoun":
        if words[0] in _SHE | _HE:
            return not families & {"group", "place"} and not group.plural
        return not (words[0] in _IT and ("person" in families or group.plural))
    own = family(mention.kind)
    if own and families and own not in families:
        return False
    return mention.form != "nominal" or _plural(mention, words) == group.plural or not families & {"person"}


def _only_person(page: _Page, i: int) -> _Group | None:
    """For *he* and *she*: the one person who is told of in the sentence and the two before it."""
    if page.words[i][0] not in _SHE | _HE:
        return None
    sentence = _sentence(page, i)
    near: dict[int, _Group] = {}
    for k in range(i - 1, -1, -1):
        if sentence - _sentence(page, k) > 2:
            break
        group = page.group[k]
        if group is not None and "person" in group.kinds and _fit(page, i, group):
            near[id(group)] = group
    return next(iter(near.values())) if len(near) == 1 else None


def _sentence(page: _Page, i: int) -> int:
    at = page.syntax.at(page.mentions[i].head[0])
    return 0 if at is None else page.syntax.words[at].sentence


def _same_words(page: _Page, i: int) -> _Group | None:
    """The last chain before with a nominal of the same words, for one with a definite article (*the source*)."""
    words = page.words[i]
    if words[0] not in _DEFINITE:
        return None
    content = _content(words)
    for k in range(i - 1, -1, -1):
        other = page.mentions[k]
        if (
            other.form != "nominal"
            or page.group[k] is None
            or not page.words[k]
            or _overlap(other.span, page.mentions[i].span)
        ):
            continue
        theirs = _content(page.words[k])
        head = page.text[slice(*page.mentions[i].head)].casefold()
        if page.text[slice(*other.head)].casefold() == head and (
            content == theirs or (content == [head] and page.words[k][0] not in _POSSESSIVE)
        ):
            return page.group[k] if _fit(page, i, page.group[k]) else None  # type: ignore[arg-type]
    return None


def _content(words: Sequence[str]) -> list[str]:
    return [w for w in words if w not in _DEFINITE | _INDEFINITE]
