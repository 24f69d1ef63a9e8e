"""Nouns that stand for actors, given names and titles: what kind of actor a noun means and how it names a speaker, and
what a name or a title tells of a person's gender.

The data are `nominals.yaml` and `given_names.yaml`, whose headers say what each field means.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.rows import read_entries

Kind = Literal[
    "person", "state", "government", "military", "armed_group", "party", "organization", "alliance", "media", "people",
    "process",
]  # fmt: skip
Role = Literal["official", "anonymous", "collective", "document"]
DocumentKind = Literal[
    "article", "broadcast", "agency_report", "post", "statement", "letter", "report", "agreement", "law"
]
Gender = Literal["female", "male", "any"]
Number = Literal["singular", "plural", "either"]

NOMINALS: Final = Path(__file__).with_name("nominals.yaml")
GIVEN_NAMES: Final = Path(__file__).with_name("given_names.yaml")
# Letters that do not come apart into a base letter and an accent, and the ways an apostrophe is set.
_LETTERS: Final = str.maketrans("ıøłđ’ʼ", "iold''")
_FORMER: Final = ("ex-", "then-", "former-")  # "then-President" stands before a name as "President" does


class Nominal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A head noun. `number` is that of the form looked up; `plural` is the plural where it is irregular."""

    noun: str
    kind: Kind | None
    role: Role | None = None
    document: DocumentKind | None = None
    person: bool
    gender: Gender | None = None
    number: Number
    plural: str | None = None
    relational: bool = False


class Titles(Struct, frozen=True, forbid_unknown_fields=True):
    """Titles that stand before names, by whom they stand before. A title may have several words."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    any: tuple[str, ...]


class GivenNames(Struct, frozen=True, forbid_unknown_fields=True):
    """Given names by who bears them; `either` are those that both bear."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    either: tuple[str, ...]
    titles: Titles


class Genders(Struct, frozen=True):
    """What is told by given names and by titles, each under what it is known by."""

    names: Mapping[str, Gender]
    titles: Mapping[str, Gender]


@lru_cache(maxsize=1 << 14)
def nominal(noun: str) -> Nominal | None:
    """What a noun means, singular or plural, in any case; None for one that is not known.

    A noun with a hyphen that is not listed means what its last part means: *ex-minister*, *vice-premier*.
    """
    forms, word = _forms(), noun.casefold()
    return forms.get(word) or forms.get(word.rpartition("-")[2])


def gender_of(given_name: str) -> Gender | None:
    """Whose name it is, in any case, with its accents or without; `any` for a name that both bear, None for one that
    is not known. Of a double name that is not listed, the first part that tells decides."""
    genders, name = _genders().names, _key(given_name)
    found = [genders[part] for part in (name, *name.split("-")) if part in genders]
    return next((gender for gender in found if gender != "any"), found[0] if found else None)


def bare_name(words: Sequence[str]) -> tuple[str, ...]:
    """A name without the titles before it. Words that are titles alone stay as they are: *Prime Minister*, *King*."""
    return tuple(words[sum(len(title) for title in _titles_before(words)) :])


def gender_of_titles(words: Sequence[str]) -> Gender | None:
    """What the titles before a name tell of whom they stand before; None where none tells."""
    genders = (_genders().titles[_title_key(title)] for title in _titles_before(words))
    return next((gender for gender in genders if gender != "any"), None)


def read_nominals(path: Path) -> tuple[Nominal, ...]:
    """The nominals of a file. Raises InputError, naming file, entry and reason."""
    nouns: dict[str, Nominal] = {}
    for where, entry in read_entries(path, Nominal):
        reason = "it is listed twice" if entry.noun in nouns else _fault(entry)
        if reason:
            raise InputError(f"{where} ({entry.noun}): {reason}")
        nouns[entry.noun] = entry
    return tuple(nouns.values())


def read_forms(path: Path) -> Mapping[str, Nominal]:
    """Every form of every noun of a file. A noun listed as it stands goes before the plural of another (*forces*).

    Raises InputError as `read_nominals` does.
    """
    nouns = read_nominals(path)
    plurals = {form: msgspec.structs.replace(noun, number="plural") for noun in nouns for form in _plurals(noun)}
    return plurals | {noun.noun: noun for noun in nouns}


def read_given_names(path: Path) -> GivenNames:
    """The given names and titles of a file. Raises InputError, naming file, entry and reason."""
    try:
        names = msgspec.yaml.decode(path.read_bytes(), type=GivenNames)
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{path.name}: {' '.join(str(error).split())}") from None
    titles = names.titles
    _refuse_twice(path, {"female": names.female, "male": names.male, "either": names.either})
    _refuse_twice(path, {"titles.female": titles.female, "titles.male": titles.male, "titles.any": titles.any})
    return names


def read_genders(path: Path) -> Genders:
    """What the given names and titles of a file tell. Raises InputError as `read_given_names` does."""
    found = read_given_names(path)
    titles = found.titles
    names: dict[Gender, tuple[str, ...]] = {"female": found.female, "male": found.male, "any": found.either}
    before: dict[Gender, tuple[str, ...]] = {"female": titles.female, "male": titles.male, "any": titles.any}
    return Genders(
        names={_key(name): gender for gender, entries in names.items() for name in entries},
        titles={_title_key(title.split()): gender for gender, entries in before.items() for title in entries},
    )


def _fault(entry: Nominal) -> str | None:
    """What is wrong with an entry whose fields are of the right type."""
    if not entry.noun or entry.noun != entry.noun.strip().casefold():
        return "a noun is written in lower case"
    if (entry.role == "document") != (entry.document is not None):
        return "the role document and the field document go together"
    if entry.person != (entry.gender is not None):
        return "a person has a gender (female, male or any), and nothing else has"
    if entry.plural is not None and entry.number == "plural":
        return "a noun that is plural as it stands has no further plural"
    if entry.plural == entry.noun and entry.number != "either":
        return "a noun that stays the same in the plural is of either number"
    return None


def _refuse_twice(path: Path, lists: Mapping[str, tuple[str, ...]]) -> None:
    seen: dict[str, str] = {}
    for name, entries in lists.items():
        for number, entry in enumerate(entries, start=1):
            key = _title_key(entry.split())
            if not key or key in seen:
                reason = f"it stands in {seen[key]} already" if key else "it is empty"
                raise InputError(f"{path.name}: {name}, entry {number} ({entry}): {reason}")
            seen[key] = name


@cache
def _forms() -> Mapping[str, Nominal]:
    return stored(NOMINALS, dict[str, Nominal]) or read_forms(NOMINALS)


def _plurals(noun: Nominal) -> Iterator[str]:
    """The plurals of a noun that differ from it: the irregular one, and beside it the regular (*memorandums*)."""
    if noun.number != "plural" and noun.plural != noun.noun:
        yield _regular_plural(noun.noun)
        if noun.plural is not None:
            yield noun.plural


def _regular_plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


@cache
def _genders() -> Genders:
    return stored(GIVEN_NAMES, Genders) or read_genders(GIVEN_NAMES)


@cache
def _longest_title() -> int:
    return max(len(title.split()) for title in _genders().titles)


@cache
def _title_openings() -> frozenset[str]:
    return frozenset(title.split()[0] for title in _genders().titles)


def _titles_before(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The titles before a name, each as its words. Where titles are all there is, the last one stands for the name."""
    found: list[tuple[str, ...]] = []
    rest = tuple(words)
    while title := _title_first(rest):
        found.append(title)
        rest = rest[len(title) :]
    return tuple(found if rest else found[:-1])


def _title_first(words: tuple[str, ...]) -> tuple[str, ...]:
    """The longest title that the words begin with; empty where there is none."""
    if not words or _title_key(words[:1]).split(" ", 1)[0] not in _title_openings():
        return ()
    lengths = range(min(_longest_title(), len(words)), 0, -1)
    return next((words[:length] for length in lengths if _title_key(words[:length]) in _genders().titles), ())


def _title_key(words: Sequence[str]) -> str:
    key = " ".join(_key(word).replace(".", "") for word in words)
    return next((key[len(former) :] for former in _FORMER if key.startswith(former)), key)


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    """The word without case and accents."""
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char))
