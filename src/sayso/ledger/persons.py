"""Whether a name is the full name of a person, by which pages may be joined.

Careful rather than complete: a name taken for a full one joins strangers, a name passed over joins nobody.
"""

import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from sayso.lexicon.nominals import gender_of, nominal
from sayso.records import Actor, Reading
from sayso.soundness import collapsed


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What somebody with one of the first cannot well be at the same time as somebody with one of the second.
MILITARY: Final = _words("admiral brigadier col colonel commodore gen general lieutenant lt ltgen majgen sergeant sgt")
CLERGY: Final = _words(
    "archbishop ayatollah bishop cardinal hojatoleslam imam metropolitan monsignor mufti mullah patriarch pope rabbi"
    " rev reverend"
)
CIVIL: Final = _words("attorney consul director governor inspector secretary solicitor")  # may be general, no generals
TITLES: Final = (
    MILITARY
    | CLERGY
    | CIVIL
    | _words(
        "acting ambassador assistant baron baroness brig brother capt captain chairman chairperson chairwoman"
        " chancellor chief cmdr commander congressman congresswoman coordinator corporal councillor count countess"
        " dame defence defense delegate deputy dr duke emir envoy executive father finance first foreign former fr head"
        " his hon honourable interim interior judge justice king lady late leader lord maj major marshal mayor mep"
        " minister miss mister mp mr mrs ms negotiator officer official pastor personal premier president press priest"
        " prime prince princess private prof professor prosecutor queen rapporteur rear rep representative saint"
        " security sen senator senior shah sheikh sheikha sir sister soldier speaker special spokesman spokesperson"
        " spokeswoman state sultan then undersecretary us vice viscount"
    )
)
PARTICLES: Final = _words(
    "abd abu al ap bar ben bin bint da dal de del della den der di do dos du e el ez ibn la le st ter umm van ver von y"
    " zu zur"
)
MARKS: Final = ".,;:'\"‘’“”()[]"
ARTICLES: Final = _words("a an another any both every her his its my one our some that the their this two")


@lru_cache(maxsize=4096)  # a page calls most of its persons so more than once
def full_name(text: str) -> str | None:
    """The full name in a text, folded and without titles; None where there are fewer than two words of a name, or where
    one of them stands for several or for no person: *Northern Forces*."""
    words = [word.strip(MARKS) for word in unicodedata.normalize("NFKC", text).split()]
    words = [word for word in words if word]
    if not words or words[0].casefold() in ARTICLES:
        return None
    while words and _is_title(words[0]):
        del words[0]
    telling = [word for word in words if word.casefold() not in PARTICLES and not _is_title(word) and len(word) > 1]
    if len(telling) < 2 or any(_is_common(word) or _is_group(word) for word in words):
        return None
    return " ".join(word.casefold() for word in words)


@lru_cache(maxsize=4096)
def role(text: str) -> str | None:
    """What the titles of a name say that its bearer is and could not be at the same time: military or clergy."""
    words = {word.strip(".,").casefold() for word in text.split()}
    words -= {"general"} if words & CIVIL else set()
    for name, titles in (("military", MILITARY), ("clergy", CLERGY)):
        if words & titles:
            return name
    return None


def named_so(reading: Reading) -> dict[str | None, set[str]]:
    """By actor the names that a page has for it, each on one line."""
    found: dict[str | None, set[str]] = {}
    for mention in reading.mentions:
        if mention.form == "name":
            found.setdefault(mention.actor, set()).add(collapsed(reading.document.text, mention.span))
    return found


def person(actor: Actor, reading: Reading) -> tuple[str | None, str | None]:
    """An actor's full name and role if it is a person whom the page itself calls so, None for both otherwise."""
    return person_named(actor, named_so(reading).get(actor.id, ()))


def person_named(actor: Actor, named: Collection[str]) -> tuple[str | None, str | None]:
    """The same, given the names that the page has for the actor."""
    name = full_name(actor.name) if actor.kind == "person" else None
    if name is None:
        return None, None
    if any(_is_group(text.split()[-1].strip(MARKS)) for text in named):
        return None, None  # the page names a group so too
    told = {text for text in named if full_name(text) == name}
    if not told:
        return None, None
    return name, next(filter(None, map(role, [actor.name, *sorted(told)])), None)


def _is_title(word: str) -> bool:
    return all(part in TITLES for part in word.casefold().replace(".", "").split("-"))


@lru_cache(maxsize=4096)
def _is_group(word: str) -> bool:
    """Whether a word stands for several or for no person, and nobody is called so either: *Bill* is a name."""
    word = word.replace("’", "'").removesuffix("'s").removesuffix("'")
    found = nominal(word)
    return found is not None and (not found.person or found.number == "plural") and gender_of(word) is None


def _is_common(word: str) -> bool:
    """Whether it is written small where a name would not be: *Syrian doctor* is no name."""
    return word[0].islower() and word.split("-")[0].split("’")[0].split("'")[0].casefold() not in {*PARTICLES, "d", "o"}
