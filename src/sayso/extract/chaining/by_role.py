"""Chains by role: *the president* after *President Ruiz*, *the senator* after *Sen. Ana Ruiz*."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from sayso.extract.chaining.held import DEFINITE, Group, Held, bare, fits
from sayso.lexicon.nominals import nominal
from sayso.lexicon.register import Register
from sayso.records import Found

_SHORT: Final = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "lt": "lieutenant",
    "col": "colonel", "capt": "captain", "sgt": "sergeant", "adm": "admiral", "maj": "major", "prof": "professor",
    "dr": "doctor", "amb": "ambassador", "pres": "president", "atty": "attorney", "cmdr": "commander",
}  # fmt: skip
# Who is a vice president is no president: these words make another role of a noun.
_OTHER: Final = frozenset({"vice", "deputy", "assistant", "associate", "former", "ex", "lieutenant", "under", "co"})
_KIND_OF: Final = frozenset(
    {"prime", "foreign", "defence", "defense", "interior", "finance", "justice", "attorney", "press", "health"}
)
_ALIKE: Final = (
    frozenset({"representative", "congressman", "congresswoman", "lawmaker"}),
    frozenset({"senator", "lawmaker"}),
    frozenset({"chairman", "chairwoman", "chair", "chairperson"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"businessman", "businesswoman"}),
)
BEFORE: Final = 40  # characters before a name in which the state of an office may stand
NEAR: Final = 2  # sentences back in which one of several holders of a role must stand alone


class Role(Struct, frozen=True):
    """A role: its noun, and the words before it that tell it from others."""

    noun: str
    before: frozenset[str]


def by_role(page: Held, register: Register) -> None:
    """Definite nominals of a role into the chain of the one person on the page who has it."""
    holders = [(group, role, i) for group in _persons(page) for role, i in _roles(page, group, register)]
    if not holders:
        return
    for i, mention in enumerate(page.mentions):
        role = _asked(page, i, mention)
        if role is None:
            continue
        states = {k for m in page.between(*mention.span) if m.span != mention.span for k in m.keys}
        fit = [
            (group, at)
            for group, held, at in holders
            if _same(role, held) and fits(page, i, group) and _there(page, group, at, states, register)
            if _owned(page, i, group, at, register)
        ]
        if (chosen := _one(page, i, fit)) is None or (min(chosen.members) > i and page.headed(page.head(i), i)):
            continue  # *the spokesman* after *a police spokesman* is nobody who is named below
        own = page.group[i]
        if own is None:
            page.put(i, chosen)
        elif own is not chosen and not own.keys:
            page.join(chosen, own)


def _persons(page: Held) -> list[Group]:
    named = [page.group[i] for i, m in enumerate(page.mentions) if m.form == "name" and m.kind == "person"]
    return list({id(group): group for group in named if group is not None}.values())


def _asked(page: Held, i: int, mention: Found) -> Role | None:
    """The role that a definite nominal of one person names, if it is in no chain yet."""
    words = page.words[i]
    if not words or mention.form == "pronoun" or not _definite(page, i, mention):
        return None
    known = nominal(page.head(i))
    if known is None or not known.person or known.number == "plural" or known.role not in ("official", None):
        return None
    if page.head(i) not in words:
        return None
    first = 1 if words[0] in DEFINITE else 0
    return _role(words[first : words.index(page.head(i)) + 1])


def _definite(page: Held, i: int, mention: Found) -> bool:
    """Whether a mention is a definite nominal in no chain yet, or a role alone written as a name (*The President*)."""
    words = page.words[i]
    if mention.form == "nominal":
        return page.group[i] is None and words[0] in DEFINITE
    article = page.text[max(0, mention.span[0] - 4) : mention.span[0]].lower() == "the " or words[0] == "the"
    return article and words[-1] == page.head(i) and not mention.keys


def _role(words: list[str]) -> Role | None:
    noun = _SHORT.get(words[-1].rstrip("."), words[-1].rstrip(".")) if words else ""
    known = nominal(noun)
    if known is None or not known.person:
        return None
    return Role(noun, frozenset(words[:-1]) & (_OTHER | _KIND_OF))


def _roles(page: Held, group: Group, register: Register) -> Iterator[tuple[Role, int]]:
    """The roles of a person: titles with the name, nominals of the chain, what the register has; each with the mention
    that tells it."""
    for i in group.members:
        mention = page.mentions[i]
        if mention.form == "name":
            own = page.words[i][: len(page.words[i]) - len(bare(page, i))]
            first = page.syntax.within(mention.span)
            near = range(max(0, first.start - 3), first.start)
            before = [page.syntax.word(k).lower().rstrip(".") for k in near] if first else []
            for words in (own, before):
                if role := _role(words):
                    yield role, i
            continue
        words = page.words[i]
        if (
            mention.form == "nominal"
            and page.head(i) in words
            and (role := _role(words[: words.index(page.head(i)) + 1]))
        ):
            yield role, i
    for key in group.keys:
        entry = register.entries.get(key)
        for one in entry.roles if entry else ():
            if role := _role(one.role.lower().split()):
                yield role, min(group.members)


def _same(asked: Role, held: Role) -> bool:
    alike = asked.noun == held.noun or any(asked.noun in s and held.noun in s for s in _ALIKE)
    if not alike or (asked.before & _OTHER - {"former", "ex"}) != (held.before & _OTHER - {"former", "ex"}):
        return False
    kinds = asked.before & _KIND_OF
    return not kinds or not held.before & _KIND_OF or kinds == held.before & _KIND_OF


def _there(page: Held, group: Group, at: int, states: set[str], register: Register) -> bool:
    """Whether a person holds the role where the nominal says (*the Turkish president*): by the register, or by the
    words around the name."""
    wanted = {key for key in states if key in register.entries and register.entries[key].kind == "state"}
    if not wanted:
        return True
    entries = [register.entries[key] for key in group.keys if key in register.entries]
    offices = {role.of for entry in entries for role in entry.roles}
    start, end = page.mentions[at].span
    near = {k for m in page.between(start - BEFORE, end) for k in m.keys}
    return bool(wanted & (offices | near))


def _owned(page: Held, i: int, group: Group, at: int, register: Register) -> bool:
    """Whether a person holds the role where a genitive says (*the farm's director*): the same owner stands beside the
    name, or is one of the register's offices."""
    words = page.text[page.mentions[i].span[0] : page.mentions[i].head[0]]
    if not any(mark in words for mark in ("'s ", "’s ", "s' ", "s’ ")):
        return True
    start, head = page.mentions[i].span[0], page.mentions[i].head[0]
    owners = [
        k for k in range(len(page.mentions)) if start <= page.mentions[k].span[0] and page.mentions[k].span[1] <= head
    ]
    keys = {key for k in owners for key in page.mentions[k].keys}
    offices = {role.of for key in group.keys if key in register.entries for role in register.entries[key].roles}
    beside = page.text[max(0, page.mentions[at].span[0] - BEFORE) : page.mentions[at].span[1] + BEFORE].lower()
    return bool(keys & offices) or not owners or any(page.head(k) in beside for k in owners)


def _one(page: Held, i: int, fit: list[tuple[Group, int]]) -> Group | None:
    """The only holder told of before, or after if none was before; of several the one who alone was named of late."""
    before = {id(group): group for group, at in fit if at < i}
    groups = before or {id(group): group for group, _ in fit}
    if len(groups) == 1:
        return next(iter(groups.values()))
    late = {
        key: group
        for key, group in groups.items()
        if any(k < i and page.sentence(i) - page.sentence(k) <= NEAR for k in group.members)
    }
    return next(iter(late.values())) if len(late) == 1 else None
