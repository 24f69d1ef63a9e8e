"""Chains by name: the same words, full names and short ones, what the page defines, titles and appositions."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sayso.extract.chaining.held import Group, Held, bare, family, fits, plural, titles_before
from sayso.lexicon.nominals import nominal
from sayso.lexicon.register import Register
from sayso.records import Definition, Found, Span

_PARTICLES: Final = "al el ul ud bin bint ibn ben abu van von der den ter ten de del della di da dos das du la le"
PARTICLES: Final = frozenset(_PARTICLES.split())
_BELONGING: Final = (" of ", " from ", " at ", " with ")
_NEAR: Final = 40  # mentions back in which one that stands right before is found
SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


def names(page: Held, register: Register) -> None:
    """Names with one key of the register, and names of the same words, are one chain; of the same words but of
    different keys, or of none and one a person's and one a place's, they are several."""
    sure = Counter(m.keys[0] for m in page.mentions if len(m.keys) == 1 and m.use != "short")
    rows = [i for i, mention in enumerate(page.mentions) if mention.form == "name"]
    keys = {i: _sure_key(page, i, sure) or _told_key(page, i, register) for i in rows}
    of_words: dict[tuple[bool, str], set[str]] = {}
    for i in rows:
        if key := keys[i]:
            of_words.setdefault(_alike(page, i), set()).add(key)
    by: dict[tuple[str | None, str], Group] = {}
    for i in rows:
        known = of_words.get(_alike(page, i), set())
        key = keys[i] or (next(iter(known)) if len(known) == 1 else None)
        label = ("key", key) if key else (family(page.mentions[i].kind), _alike(page, i)[1])
        if label in by:
            page.put(i, by[label])
        else:
            by[label] = page.of(i)
        if key:
            by[label].keys.add(key)


def _alike(page: Held, i: int) -> tuple[bool, str]:
    """What names of one actor of the register share: whether they are a person's, and the words."""
    return family(page.mentions[i].kind) == "person", " ".join(bare(page, i))


def _sure_key(page: Held, i: int, sure: Mapping[str, int]) -> str | None:
    """The actor of the register that a name is: the only one that has it, or the one that the page names otherwise,
    too. A surname alone is nobody's unless the page has the full name, or it stands with a title."""
    mention = page.mentions[i]
    named = [key for key in mention.keys if sure.get(key)]
    if mention.use == "short":
        titled = (len(bare(page, i)) < len(page.words[i]) or _after_role(page, i)) and not _is_page_s(page, i)
        return named[0] if len(named) == 1 else mention.keys[0] if titled and len(mention.keys) == 1 else None
    if len(mention.keys) == 1:
        return mention.keys[0]
    best = sorted(named, key=lambda key: -sure[key])
    return best[0] if len(best) == 1 or (len(best) > 1 and sure[best[0]] > 2 * sure[best[1]]) else None


def _is_page_s(page: Held, i: int) -> bool:
    """Whether a short name is the end of another body's full name on the page: *the League* of a Herders' League."""
    last = page.words[i][-1:]
    others = (k for k, m in enumerate(page.mentions) if m.form == "name" and not m.keys and m.kind != "person")
    return any(len(page.words[k]) > len(bare(page, i)) and page.words[k][-1:] == last for k in others)


def _told_key(page: Held, i: int, register: Register) -> str | None:
    """The one of several actors that the words before a name tell: whose it is (*Norland's Foreign Ministry*), or the
    office of a person (*President Ruiz*)."""
    mention = page.mentions[i]
    if len(mention.keys) < 2:
        return None
    start = mention.span[0]
    near = page.mentions[max(0, i - _NEAR) : i]
    owners = {m.keys[0] for m in near if len(m.keys) == 1 and 0 <= start - m.span[1] <= len("'s ")}
    fit = [key for key in mention.keys if register.entries[key].part_of in owners]
    if mention.use == "short" and not fit:
        offices = {word.strip(".").casefold() for word in page.text[max(0, start - 30) : mention.span[1]].split()}
        fit = [key for key in mention.keys if any(_noun(r.role) in offices for r in register.entries[key].roles)]
        fit = fit if _after_role(page, i) or titles_before(page, i) else []
    return fit[0] if len(fit) == 1 else None


def _noun(role: str) -> str:
    """The noun of a role: of *Minister of Defence* and *Foreign Minister* the minister."""
    return role.casefold().split(" of ")[0].split()[-1]


def _after_role(page: Held, i: int) -> bool:
    """Whether a title or a role stands right before a name (*President*, *the Secretary*, *spokesman*)."""
    first = page.syntax.at(page.mentions[i].span[0])
    if titles_before(page, i):
        return True
    if not first or page.syntax.words[first - 1].sentence != page.syntax.words[first].sentence:
        return False
    before = page.syntax.word(first - 1)
    known = nominal(before)
    return known is not None and (before[0].isupper() or (known.person and known.number == "singular"))


def persons(page: Held) -> None:
    """Short names of persons to their full ones: the last one before with that surname; if there is none before, the
    only one after."""
    rows = [i for i, m in enumerate(page.mentions) if m.form == "name" and m.kind == "person" and page.words[i]]
    full = {i: words for i in rows if len(words := bare(page, i)) > 1}
    first: dict[tuple[str, str, str], int] = {}
    for i, words in full.items():
        same = first.setdefault(_told_apart(words), i)
        if same != i and _agree(page.of(i), page.of(same)):
            page.join(page.of(same), page.of(i))
    parted = {i: words for i, words in full.items() if len(_surname(words)) == 1}  # *al-Assad*, *von der Leyen*
    whole = _by_word({k: words for k, words in full.items() if k not in parted})
    for i in parted:
        _to_full(page, i, whole)
    every = _by_word(full)
    for i in rows:
        if i not in full:
            _to_full(page, i, every)


def _told_apart(words: Sequence[str]) -> tuple[str, str, str]:
    """What tells full names of persons apart, whatever stands between their first and last words; *Jr.* does."""
    return words[0], _last(words), _suffix(words)


def _by_word(full: Mapping[int, Sequence[str]]) -> dict[str, list[int]]:
    """The full names, in text order, by each of the two words that may stand alone for them."""
    out: dict[str, list[int]] = {}
    for k, words in full.items():
        ends = (words[0], _last(words)) if "of" not in words else words[:1]  # *the hermit of Norwick* is no Norwick
        for word in dict.fromkeys(ends):
            out.setdefault(word, []).append(k)
    return out


def _suffix(words: Sequence[str]) -> str:
    return words[-1] if words[-1] in SUFFIXES else ""


def _surname(words: Sequence[str]) -> Sequence[str]:
    """A name without the small words that it begins with."""
    first = next((i for i, word in enumerate(words) if word not in PARTICLES), 0)
    return words[first:]


def _to_full(page: Held, i: int, full: Mapping[str, Sequence[int]]) -> None:
    """A short name into the chain of the one person before, or else after, whose full name it is part of."""
    near = full.get(_surname(bare(page, i))[-1], ())
    before = {id(page.of(k)): page.of(k) for k in near if k < i}
    fit = [g for g in (before or {id(page.of(k)): page.of(k) for k in near}).values() if _agree(g, page.of(i))]
    if len(fit) == 1:
        page.join(fit[0], page.of(i))


def _last(words: Sequence[str]) -> str:
    return words[-2] if _suffix(words) and len(words) > 2 else words[-1]


def _agree(one: Group, other: Group) -> bool:
    """Whether nothing speaks against two chains being one: gender, register."""
    gender = one.gender is None or other.gender is None or one.gender == other.gender
    return gender and (not one.keys or not other.keys or bool(one.keys & other.keys))


def defined(page: Held, definitions: Iterable[Definition], register: Register) -> tuple[Definition, ...]:
    """Joins what the page says is one; what the register has as two actors is told apart, unless one succeeded the
    other."""
    at = {m.span: i for i, m in enumerate(page.mentions)}
    alike: dict[tuple[str, ...], list[int]] = {}
    for i, mention in enumerate(page.mentions):
        if mention.form == "name":
            alike.setdefault(_plain(page, i), []).append(i)
    claims = []
    done: dict[tuple[str, ...], tuple[int, int]] = {}  # for the words of an alias the chain, and how many keys it had
    for definition in definitions:
        if definition.name not in at or definition.alias not in at:
            continue
        one, other = page.of(at[definition.name]), page.of(at[definition.alias])
        if not one.keys or not other.keys or one.keys & other.keys or _succeeded(one.keys, other.keys, register):
            group, words = page.join(one, other), _plain(page, at[definition.alias])
            if done.get(words) != (id(group), len(group.keys)):
                _everywhere(page, group, alike.get(words, ()))
                done[words] = id(group), len(group.keys)
        else:
            claims.append(definition)
    return tuple(claims)


def _everywhere(page: Held, group: Group, alike: Iterable[int]) -> None:
    """What a page defines holds on the whole page: the same words are the same actor's, whatever else they may mean."""
    for i in alike:
        other = page.of(i)
        if not other.keys or other.keys & group.keys:
            page.join(group, other)


def _plain(page: Held, i: int) -> tuple[str, ...]:
    """The words of a name without its article."""
    words = page.words[i]
    return tuple(words[1:] if words[:1] == ["the"] else words)


def titled(page: Held) -> None:
    """A role or title with the name that ends it (*US Ambassador Ana Ruiz*) is the person's; not one that stands in a
    relation to a person (*an adviser to President Ruiz*)."""
    ends: dict[int, list[int]] = {}
    named = sorted(m.span[1] for m in page.mentions if m.form == "name" and m.kind == "person")
    for i, mention in enumerate(page.mentions):
        if mention.form != "pronoun" and family(mention.kind) in ("person", None):
            ends.setdefault(_end(page, mention, named), []).append(i)
    for rows in ends.values():
        names = [i for i in rows if page.mentions[i].form == "name" and page.mentions[i].kind == "person"]
        inner = max(names, key=lambda i: page.mentions[i].span[0], default=None)
        if inner is None:
            continue
        for i in rows:
            if i != inner and not plural(page, i) and _leads_to(page, page.mentions[i], page.mentions[inner]):
                page.join(page.of(inner), page.of(i))


def _end(page: Held, mention: Found, named: Sequence[int]) -> int:
    """Where a mention ends, without what a small word joins to the person's name in it (*Col. Ana Ruiz of the General
    Staff*)."""
    start, end = mention.span
    inside = named[bisect_right(named, start) : bisect_left(named, end)]
    joined = (at for at in inside if page.text[at:end].startswith(_BELONGING))
    return next(joined, end)


def _leads_to(page: Held, role: Found, name: Found) -> bool:
    """Whether the words of a mention before the name that ends it are the person's title: nouns and adjectives alone,
    or hung on one word with the name, or a role and a comma."""
    before = [page.syntax.words[i] for i in page.syntax.within((role.span[0], name.span[0]))]
    if not before or any(page.text[w.span[0]] in ";:()–—" or w.pos in ("VERB", "CCONJ") for w in before):
        return False
    if commas := [w for w in before if page.text[w.span[0]] == ","]:
        return len(commas) == 1 and _set_beside(page, role, name, commas[0].span)
    if all(w.pos in ("NOUN", "PROPN", "ADJ", "DET", "PUNCT", "PART", "NUM") for w in before):
        return not any(page.text[slice(*w.span)] in ("'s", "’s") for w in before[-1:])
    at, role_at = page.syntax.at(name.head[0]), page.syntax.at(role.head[0])
    if at is None or role_at is None or at == role_at:
        return at is not None and at == role_at
    word = page.syntax.words[at]
    return word.head == role_at and word.relation in ("appos", "flat", "compound")


def _set_beside(page: Held, role: Found, name: Found, comma: Span) -> bool:
    """Whether a mention is a role, a comma and a name with its titles (*the ministry's spokesman, Major General Igor
    Petrov*). Where another person stands before the comma (*the wife of the president, …*) the name must hang on the
    role."""
    if not role.head[1] <= comma[0] or not _is_role(page, role.head):
        return False
    between = [page.syntax.words[k] for k in page.syntax.within((comma[1], name.span[0]))]
    if any(w.pos not in ("NOUN", "PROPN", "ADJ") for w in between):
        return False
    if not any(_is_role(page, page.syntax.words[k].span) for k in page.syntax.within((role.head[1], comma[0]))):
        return True
    at, head = page.syntax.at(name.head[0]), page.syntax.at(role.head[0])
    return at is not None and page.syntax.words[at].head == head and page.syntax.words[at].relation == "appos"


def _is_role(page: Held, word: Span) -> bool:
    known = nominal(page.text[slice(*word)])
    return known is not None and known.person and known.number == "singular"


def _succeeded(some: set[str], others: set[str], register: Register) -> bool:
    return any(
        a in register.entries[b].successor_of or b in register.entries[a].successor_of for a in some for b in others
    )


def appositions(page: Held) -> None:
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
        if {mention.form, page.mentions[other].form} != {"name", "nominal"}:
            continue
        if (word.relation == "appos" or _titles(page, i, other)) and fits(page, i, page.of(other)):
            page.join(page.of(other), page.of(i))

    _after_commas(page)


def _after_commas(page: Held) -> None:
    """A name, a comma and a role, whatever the relations say: *Ana Ruiz, the leader of the Front, …*."""
    starts = {m.span[0]: i for i, m in enumerate(page.mentions) if m.form == "nominal"}
    for i, mention in enumerate(page.mentions):
        role = starts.get(mention.span[1] + 2)
        if mention.form != "name" or mention.kind != "person" or role is None:
            continue
        known = nominal(page.head(role))
        singular = known is not None and known.person and known.number != "plural"
        article = page.words[role][0] in ("the", "a", "an", "its", "his", "her", "their")
        after = page.text[page.mentions[role].span[1] :].lstrip(" ,")
        beside = page.text[mention.span[1] :].startswith(", ") and not after.startswith("and ")
        if beside and singular and article and page.group[role] is None and fits(page, role, page.of(i)):
            page.put(role, page.of(i))


def _titles(page: Held, i: int, other: int) -> bool:
    """Whether of a person's name and a noun the noun is a title: it stands first (not *a Petrov adviser*)."""
    name, noun = sorted((page.mentions[i], page.mentions[other]), key=lambda m: m.form != "name")
    return family(name.kind) == family(noun.kind) == "person" and noun.head[0] < name.head[0]
