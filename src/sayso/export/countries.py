"""What others' tables call a country: ISO 3166-1, FIPS 10-4, Gleditsch and Ward, Correlates of War, CAMEO.

`countries.csv` has a line for each code of ISO's. A code is empty where the table has none for it, or one that does not
mean the same; no line is a word on whose a territory is.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from sayso.lexicon import gazetteer

TABLE: Final = Path(__file__).with_name("countries.csv")


class Country(Struct, frozen=True):
    """The codes of a country: ISO's of two and three letters and its number, FIPS's, the numbers of Gleditsch and Ward
    and of Correlates of War, CAMEO's. Each is empty where there is none."""

    alpha2: str = ""
    alpha3: str = ""
    number: str = ""
    fips: str = ""
    gw: str = ""
    cow: str = ""
    cameo: str = ""


NONE: Final = Country()


def country(code: str | None) -> Country:
    """The codes of a country by that of two letters; all are empty for one that is not known."""
    return _countries().get(code or "", NONE)


@cache
def name(code: str | None) -> str:
    """The name of a country in English, as maps have it; empty for a code that is not known."""
    found = gazetteer.load().country(code) if code else None
    return found.name if found else ""


@cache
def _countries() -> Mapping[str, Country]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {line["alpha2"]: Country(**line) for line in csv.DictReader(lines)}
