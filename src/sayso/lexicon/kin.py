"""Words of kindred meaning, read from `kin.yaml`: how close two words lie, whether alike or opposite."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.rows import read_entries

PACKAGED: Final = Path(__file__).with_name("kin.yaml")


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    word: str
    kin: str


def kinship(one: str, other: str) -> float:
    """How close two folded words lie, from 0 to 1; 0 for words that are no kin, 1 for one word."""
    if one == other:
        return 1.0
    first, second = sorted((one, other))
    return packaged_kin().get(first, {}).get(second, 0) / 100


@cache
def packaged_kin() -> Mapping[str, Mapping[str, int]]:
    """The kin that come with the program, read once: by the earlier word of a pair in the alphabet, in hundredths."""
    return stored(PACKAGED, dict[str, dict[str, int]]) or read_kin(PACKAGED)


def read_kin(path: Path) -> dict[str, dict[str, int]]:
    """The kin of a file. Raises InputError, naming file, line and reason."""
    found: dict[str, dict[str, int]] = {}
    for where, entry in read_entries(path, _Entry):
        if entry.word in found:
            raise InputError(f"{where}: {entry.word} is listed twice")
        found[entry.word] = dict(_pair(where, entry.word, pair) for pair in entry.kin.split())
    return found


def _pair(where: str, word: str, pair: str) -> tuple[str, int]:
    other, _, hundredths = pair.partition(":")
    if not hundredths.isdigit() or not 0 < int(hundredths) <= 100 or other <= word:
        raise InputError(f"{where}: {word}: {pair} is no later word with hundredths behind it")
    return other, int(hundredths)
