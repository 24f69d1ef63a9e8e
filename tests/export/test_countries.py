"""Codes of countries: others' tables at those states at which they differ."""

import pytest

from sayso.export import countries

CASES = [
    ("the same in all", "SY", ("SYR", "760", "SY", "652", "652", "SYR")),
    ("Yemen is the older state to one table, new to another", "YE", ("YEM", "887", "YM", "678", "679", "YEM")),
    ("so is Germany", "DE", ("DEU", "276", "GM", "260", "255", "DEU")),
    ("and Serbia", "RS", ("SRB", "688", "RI", "340", "345", "SRB")),
    ("CAMEO keeps an older code", "RO", ("ROU", "642", "RO", "360", "360", "ROM")),
    ("no state in the tables of states, two places in FIPS", "PS", ("PSE", "275", "", "", "", "PSE")),
    ("no number of ISO's", "XK", ("XKX", "", "KV", "347", "347", "")),
    ("no country", "QQ", ("", "", "", "", "", "")),
    ("none told", None, ("", "", "", "", "", "")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_codes(code: str | None, told: tuple[str, ...]) -> None:
    found = countries.country(code)
    assert (found.alpha3, found.number, found.fips, found.gw, found.cow, found.cameo) == told


def test_names() -> None:
    assert (countries.name("YE"), countries.name("QQ"), countries.name(None)) == ("Yemen", "", "")
