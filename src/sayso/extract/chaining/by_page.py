"""What a page's own definitions take back from the register: *Nordish Rural Fund (NRF)* is no other NRF."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import structs

from sayso.extract.chaining.held import words_of
from sayso.lexicon.register import Register
from sayso.records import Definition, Found

_STEM: Final = 4  # letters by which two words are taken for forms of one
_LEAST: Final = 0.5  # share of a name's words that an actor's name must have for being a variant of it


def redefined(
    mentions: Sequence[Found], words: Sequence[Sequence[str]], definitions: Iterable[Definition], register: Register
) -> tuple[Found, ...]:
    """The mentions, those of an abbreviation without the register's actors where the page spells it out as a name that
    is none of theirs."""
    at = {mention.span: i for i, mention in enumerate(mentions)}
    spelled: dict[tuple[str, ...], int] = {}
    for definition in definitions:
        name, alias = at.get(definition.name), at.get(definition.alias)
        if name is not None and alias is not None and not mentions[name].keys and _spells(words[name], words[alias]):
            spelled.setdefault(tuple(words[alias]), name)
    return tuple(_own(mention, i, spelled, mentions, words, register) for i, mention in enumerate(mentions))


def _own(
    mention: Found,
    i: int,
    spelled: dict[tuple[str, ...], int],
    mentions: Sequence[Found],
    words: Sequence[Sequence[str]],
    register: Register,
) -> Found:
    name = spelled.get(tuple(words[i]))
    if name is None or mention.use != "abbreviation":
        return mention
    keys = tuple(key for key in mention.keys if _is_variant(words[name], key, register))
    return mention if keys else structs.replace(mention, keys=(), use=None, kind=mentions[name].kind)


def _spells(name: Sequence[str], alias: Sequence[str]) -> bool:
    """Whether the initials of a name, in order, make an abbreviation; some may be left out."""
    rest = iter(word[0] for word in name)
    return len(name) > 1 and all(letter in rest for letter in "".join(alias))


def _is_variant(name: Sequence[str], key: str, register: Register) -> bool:
    """Whether a name has words of one of the names of an actor of the register."""
    stems = [word[:_STEM] for word in name if len(word) >= _STEM]
    others = ({word[:_STEM] for word in words_of(other.text)} for other in register.entries[key].names)
    return not stems or any(sum(stem in known for stem in stems) >= _LEAST * len(stems) for known in others)
