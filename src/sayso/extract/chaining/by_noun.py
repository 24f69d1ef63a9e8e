"""Chains by the noun that stands for a group: *Norland's interior ministry*, *the gang* of the Hill gang, *the group*,
and a group under the name that the page's own medium has for it.
"""

from collections.abc import Iterator
from typing import Final

from sayso.extract.chaining.held import DEFINITE, GROUP, Group, Held, fits
from sayso.lexicon.nominals import nominal
from sayso.lexicon.register import Register
from sayso.lexicon.small import SMALL

# What any group may be called.
_BARE: Final = frozenset({"group", "organization", "organisation", "movement", "charity"})
_OF: Final = frozenset({"group", "organization", "organisation"})
_TOLD: Final = frozenset({"armed_group", "organization", "party", "alliance", "military"})
_NEAR: Final = 2  # sentences back in which the group was named
_GENITIVE: Final = ("'s", "’s", "'", "’")


def by_owner(page: Held, register: Register) -> None:
    """An organ with the state whose it is before it (*Norland's interior ministry*), as the register has it."""
    for i, mention in enumerate(page.mentions):
        if mention.form == "pronoun" or mention.keys or (page.group[i] is not None and page.of(i).keys):
            continue
        key = _organ(page, i, register)
        if key is not None:
            held = _with_key(page, key)
            group = page.of(i)
            if held is not None:
                group = page.join(held, group)
            group.keys.add(key)


def _organ(page: Held, i: int, register: Register) -> str | None:
    start, end = page.mentions[i].span
    owner = next((m for m in page.between(start, end) if m.span[0] == start and len(m.keys) == 1), None)
    if owner is None or owner.span[1] >= end or register.entries[owner.keys[0]].kind != "state":
        return None
    rest = page.text[owner.span[1] : end].strip()
    mark = next((mark for mark in _GENITIVE if rest.startswith(mark)), "")
    words = rest.removeprefix(mark).split()
    if not words or len(words) > 4:
        return None
    called = " ".join(word if word in SMALL else word[:1].upper() + word[1:] for word in words)
    state = owner.keys[0]
    fit = [one.id for one in register.named(called) if one.part_of == state or _is_under(one.part_of, state, register)]
    return fit[0] if len(fit) == 1 else None


def _is_under(body: str | None, state: str, register: Register) -> bool:
    above = register.entries.get(body) if body else None
    return above is not None and above.part_of == state


def _with_key(page: Held, key: str) -> Group | None:
    return next((group for group in page.group if group is not None and key in group.keys), None)


def by_home(page: Held, register: Register, publisher: str | None) -> None:
    """An organ that many states have, of which nothing tells whose it is (*the Ministry of Defence*): in a medium that
    a state owns that state's, if the page names it."""
    owners = {entry.owner for entry in register.named(publisher) if entry.owner} if publisher else set[str | None]()
    named = {key for group in page.group if group is not None for key in group.keys}
    home = next(iter(owners & named)) if len(owners & named) == 1 else None
    if home is None:
        return
    for i, mention in enumerate(page.mentions):
        if len(mention.keys) < 2 or (page.group[i] is not None and page.of(i).keys):
            continue
        fit = [key for key in mention.keys if register.entries[key].part_of == home]
        fit = fit or [key for key in mention.keys if _is_under(register.entries[key].part_of, home, register)]
        if len(fit) == 1:
            held, group = _with_key(page, fit[0]), page.of(i)
            (page.join(held, group) if held is not None else group).keys.add(fit[0])


def called_by_medium(page: Held, register: Register, publisher: str | None) -> None:
    """A nominal that is the publisher's own name for a group which the page names otherwise, too (*the liberators*)."""
    media = {entry.id for entry in register.named(publisher)} if publisher else set[str]()
    keys = {key for group in page.group if group is not None for key in group.keys}
    if not media or not keys:
        return
    for i, mention in enumerate(page.mentions):
        if mention.form != "nominal" or (page.group[i] is not None and page.of(i).keys):
            continue
        named = page.head(i).removesuffix("'s").removesuffix("’s")
        fit = [
            entry.id
            for entry in register.named(named)
            if entry.id in keys and any(n.text.lower() == named and media & set(n.used_by) for n in entry.names)
        ]
        if len(fit) == 1 and (held := _with_key(page, fit[0])) is not None:
            page.join(held, page.of(i))


def by_name_s_noun(page: Held, i: int) -> Group | None:
    """For *the gang* alone: the last group before whose name has that noun as its own (*Hill gang*, *Ministry of
    Trade*), else the only one after."""
    noun = _alone(page, i)
    if noun is None or noun in _OF:
        return None
    before: Group | None = None
    after: dict[int, Group] = {}
    for k, mention in enumerate(page.mentions):
        group = page.group[k]
        if mention.form != "name" or group is None or len(page.words[k]) < 2 or noun not in _own_nouns(page.words[k]):
            continue
        if group.kinds.isdisjoint(GROUP) or not fits(page, i, group):
            continue
        if k < i:
            before = group
        else:
            after[id(group)] = group
    return before or (next(iter(after.values())) if len(after) == 1 else None)


def _own_nouns(words: list[str]) -> Iterator[str]:
    """The noun of a name: its last word, or that before its first *of* or *for*."""
    yield words[-1]
    yield from (words[k - 1] for k in range(1, len(words)) if words[k] in ("of", "for"))


def last_group(page: Held, i: int) -> Group | None:
    """For *the group* alone, the group that was named last, in the same sentence or one of the two before; open where
    the sentence names several."""
    if _alone(page, i) not in _BARE:
        return None
    near: dict[int, Group] = {}
    at: int | None = None
    for k in page.before(i, _NEAR):
        group, mention = page.group[k], page.mentions[k]
        if group is None or mention.form != "name" or group.kinds.isdisjoint(_TOLD) or not fits(page, i, group):
            continue
        if at is not None and page.sentence(k) != at:
            break
        at = page.sentence(k)
        near[id(group)] = group
    return next(iter(near.values())) if len(near) == 1 else None


def _alone(page: Held, i: int) -> str | None:
    """The noun of a nominal that is nothing but an article and a noun for a group."""
    words = page.words[i]
    if page.mentions[i].form != "nominal" or len(words) != 2 or words[0] not in DEFINITE:
        return None
    known = nominal(words[1])
    return words[1] if known is not None and known.kind in GROUP and known.number == "singular" else None
