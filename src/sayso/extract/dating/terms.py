"""The words that dates are made of, in lower case."""

from collections.abc import Mapping
from typing import Final, Literal

Unit = Literal["day", "weekend", "week", "month", "quarter", "year", "decade", "century"]


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _numbered(text: str, first: int = 1) -> dict[str, int]:
    return {word: n for n, words in enumerate(text.split(), first) for word in words.split("/")}


MONTHS: Final[Mapping[str, int]] = _numbered(
    "january february march april may june july august september october november december"
)
MONTHS_SHORT: Final[Mapping[str, int]] = {
    key: n
    for word, n in _numbered("jan feb mar apr may jun jul aug sep/sept oct nov dec").items()
    for key in (word, f"{word}.")
    if word != "may"
}
# Names of months that are other words or names as well: alone they need a word beside them that tells.
AMBIGUOUS_MONTHS: Final = frozenset({"may", "march", "april", "june", "august"})
WEEKDAYS: Final[Mapping[str, int]] = _numbered("monday tuesday wednesday thursday friday saturday sunday", 0)
WEEKDAYS_SHORT: Final[Mapping[str, int]] = _numbered("mon tue/tues wed thu/thur/thurs fri sat sun", 0)
# *Bloody Sunday*, *the Sunday Times*, *Friday prayers*: names and habits, no day that could be told.
BEFORE_WEEKDAY_NAMES: Final = words("bloody black good palm easter ash holy cyber super fat a every each any")
AFTER_WEEKDAY_NAMES: Final = frozenset(
    [
        "times",
        "telegraph",
        "herald",
        "mail",
        "mirror",
        "express",
        "post",
        "world",
        "independent",
        "tribune",
        "star",
        "sun",
        "people",
        "prayer",
        "prayers",
        "mass",
        "school",
        "football",
    ]
)

CARDINALS: Final[Mapping[str, int]] = {
    **_numbered(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty"
    ),
    **{w: 10 * n for w, n in _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()},
    "a": 1,
    "an": 1,
    "hundred": 100,
}
ORDINALS: Final[Mapping[str, int]] = {
    **_numbered(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "hundredth": 100,
}
# How many a word may mean, the least and the most.
LOOSE: Final[Mapping[str, tuple[int, int]]] = {"few": (2, 7), "several": (3, 10), "couple": (2, 3), "many": (5, 20)}

UNITS: Final[Mapping[str, Unit]] = {
    "day": "day", "night": "day", "morning": "day", "afternoon": "day", "evening": "day", "hour": "day",
    "weekend": "weekend", "week": "week", "fortnight": "week", "month": "month", "quarter": "quarter",
    "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip
PLURALS: Final[Mapping[str, Unit]] = {
    **{f"{word}s": unit for word, unit in UNITS.items() if word != "century"}, "centuries": "century"
}  # fmt: skip
HOURS: Final = frozenset({"hour", "hours"})
TIMES_OF_DAY: Final = words("night morning afternoon evening noon midnight")

SEASONS: Final[Mapping[str, int]] = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first months
DECADES: Final[Mapping[str, int]] = _numbered(
    "twenties thirties forties fifties sixties seventies eighties nineties", 2
)

PAST: Final = words("last past previous preceding recent")
COMING: Final = words("next coming upcoming following ensuing")

# Parts of a longer time: which third or half.
PARTS: Final[Mapping[str, str]] = {
    "early": "early", "mid": "mid", "middle": "mid", "late": "late", "beginning": "start",
    "start": "start", "outset": "start", "end": "end", "close": "end", "eve": "eve",
}  # fmt: skip

# Days that are the same in every year, as (month, day).
FEASTS: Final[Mapping[tuple[str, ...], tuple[int, int]]] = {
    ("christmas", "day"): (12, 25), ("christmas", "eve"): (12, 24), ("christmas",): (12, 25),
    ("boxing", "day"): (12, 26),
    ("new", "year", "'s", "day"): (1, 1), ("new", "year", "'s", "eve"): (12, 31), ("halloween",): (10, 31),
    ("valentine", "'s", "day"): (2, 14), ("fourth", "of", "july"): (7, 4), ("bastille", "day"): (7, 14),
    ("armistice", "day"): (11, 11),
}  # fmt: skip

# Times that everybody calls by name: first and last day. Only those whose ends are not in dispute by more than the
# precision of the interval that is given.
PERIODS: Final[Mapping[tuple[str, ...], tuple[str, str]]] = {
    ("world", "war", "ii"): ("1939-09-01", "1945-09-02"), ("world", "war", "two"): ("1939-09-01", "1945-09-02"),
    ("world", "war", "2"): ("1939-09-01", "1945-09-02"), ("second", "world", "war"): ("1939-09-01", "1945-09-02"),
    ("wwii",): ("1939-09-01", "1945-09-02"), ("world", "war", "i"): ("1914-07-28", "1918-11-11"),
    ("world", "war", "one"): ("1914-07-28", "1918-11-11"), ("first", "world", "war"): ("1914-07-28", "1918-11-11"),
    ("wwi",): ("1914-07-28", "1918-11-11"), ("cold", "war"): ("1947-01-01", "1991-12-31"),
    ("korean", "war"): ("1950-06-25", "1953-07-27"), ("vietnam", "war"): ("1955-11-01", "1975-04-30"),
    ("iran", "-", "iraq", "war"): ("1980-09-22", "1988-08-20"), ("gulf", "war"): ("1990-08-02", "1991-02-28"),
    ("six", "-", "day", "war"): ("1967-06-05", "1967-06-10"), ("yom", "kippur", "war"): ("1973-10-06", "1973-10-25"),
    ("lebanese", "civil", "war"): ("1975-04-13", "1990-10-13"),
    ("spanish", "civil", "war"): ("1936-07-17", "1939-04-01"),
    ("american", "civil", "war"): ("1861-04-12", "1865-05-26"), ("bosnian", "war"): ("1992-04-06", "1995-12-14"),
    ("american", "revolution"): ("1775-04-19", "1783-09-03"), ("french", "revolution"): ("1789-05-05", "1799-11-09"),
    ("american", "revolutionary", "war"): ("1775-04-19", "1783-09-03"), ("cuban", "missile", "crisis"):
    ("1962-10-16", "1962-10-28"), ("great", "depression"): ("1929-01-01", "1939-12-31"), ("suez", "crisis"):
    ("1956-10-29", "1956-11-07"), ("prague", "spring"): ("1968-01-05", "1968-08-21"),
}  # fmt: skip
DAYS_BY_NAME: Final[Mapping[tuple[str, ...], str]] = {("9", "/", "11"): "2001-09-11", ("d", "-", "day"): "1944-06-06",
    **{(word, "11", attack): "2001-09-11" for word in ("september", "sept.") for attack in ("attack", "attacks")},
    **{(word, "7", attack): "2023-10-07" for word in ("october", "oct.") for attack in ("attack", "attacks")},
}  # fmt: skip
# What stands before a named time where it is a time and not a matter (*World War II veterans*).
DURING: Final = words("during in before after since until till throughout of to from through by")

# Happenings that *since the …* or *before the …* may reckon from without saying when they were.
HAPPENINGS: Final = frozenset(
    [
        "war",
        "wars",
        "conflict",
        "revolution",
        "uprising",
        "invasion",
        "coup",
        "crisis",
        "unrest",
        "occupation",
        "intifada",
        "independence",
        "election",
        "elections",
        "ceasefire",
        "truce",
        "fighting",
        "hostilities",
        "pandemic",
        "blockade",
        "siege",
        "bombing",
        "attack",
        "attacks",
        "protests",
    ]
)
DASHES: Final = frozenset("-–—−")
APPROXIMATE: Final = words("about around roughly approximately some circa")
