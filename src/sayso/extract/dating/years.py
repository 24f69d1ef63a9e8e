"""Whether a number is a year: *in 2014*, *the 2014 vote*, *(2014)*, and not *2000 soldiers* or *Resolution 2254*."""

from typing import Final

from sayso.extract.dating.terms import DASHES, MONTHS, SEASONS, words
from sayso.extract.dating.tokens import Tokens

FIRST, LAST = 1000, 2100
_MODERN: Final = (1900, 2050)
_RECENT: Final = (1950, 2040)
_LIFE: Final = 150
_BORN: Final = words("b d m c ca div est r fl")
_TEMPORAL: Final = words(
    "in since until till by from before after during of year years to through throughout between early mid late and"
    " circa around about or fiscal spring summer autumn fall winter pre post last as"
    " past than c. ca. ca both but"
)
_JOINING: Final = words("and or both but about around than last years")
_SURE: Final = words("in since until till during year early mid late throughout fiscal")
_NUMBERED: Final = words(
    "rule title form chapter version resolution flight route highway room article section law bill act number no. no"
    " nos. page p. pp. unit brigade division"
    " battalion regiment sr interstate bus train channel article windows order directive case suite line class over"
    " boeing airbus model # area protocol act, at population £ $ € ¥ verse"
)
_MEASURES: Final = words(
    "% percent feet ft km kilometers kilometres miles metres meters kg tons tonnes dollars euros pounds gmt hrs hours"
    " utc soldiers troops people men women fighters mph million billion thousand km² words m hectares acres"
)
_VOTES: Final = words("election elections vote olympics games census war intifada campaign referendum")
_OWNERS: Final = words("the a an this his her its their our 's")
_COMMON_ERA: Final = frozenset({"ad", "a.d.", "ce", "c.e."})
BEFORE_ERA: Final = frozenset({"bc", "b.c.", "bce", "b.c.e."})


def year_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year that stands at word i with what marks it as one (*AD 842*, *the year 71*), and the index after it."""
    if t.at(i) in _COMMON_ERA and t.upper(i) and (number := t.number(i + 1)) and number <= LAST:
        return number, i + 2
    if (
        t.at(i) == "year"
        and (number := t.number(i + 1))
        and number <= LAST
        and not t.counts(i + 1)
        and not t.glued(i + 1)
    ):
        return number, i + 2
    number = t.number(i)
    if not number or number > LAST or t.at(i)[0] == "0":
        return None
    if t.at(i + 1) in _COMMON_ERA and t.upper(i + 1):
        return number, i + 2
    return (number, i + 1) if is_year(t, i) else None


def four_digits(t: Tokens, i: int) -> int | None:
    number = t.number(i)
    return number if number and FIRST <= number <= LAST and len(t.at(i)) == 4 else None


def year_after(t: Tokens, i: int) -> tuple[int, int] | None:
    """The year of a day or month that ends before word i: *, 2017*, *2017*, *of 2017*."""
    at = i + 1 if t.at(i) in (",", "of") else i
    number = four_digits(t, at)
    if number is None and (told := t.number(at)) and told <= LAST and t.at(at + 1) in _COMMON_ERA:
        return told, at + 2
    if number is None and t.at(i) == "of" and (told := t.number(at)) and len(t.at(at)) == 3:
        return told, at + 1
    if number is None or t.at(at + 1) in _MEASURES or (t.counts(at) and not _exact(number)):
        return None
    return number, at + 1


def _exact(number: int) -> bool:
    """A year of our time that is no round number."""
    return number % 100 > 0 and _MODERN[0] <= number <= _MODERN[1]


def is_year(t: Tokens, i: int) -> bool:
    """Whether the four digits at word i are a year, told by what stands around them."""
    number, before, after = four_digits(t, i), t.at(i - 1), t.at(i + 1)
    if number is None or before in _NUMBERED or after in _MEASURES or after in BEFORE_ERA:
        return False
    if _joined(t, i) or (after in ("/", ":", "-") and t.glued(i + 1) and t.at(i + 2).isalpha()):
        return False
    if _paired(t, i, number):
        return True
    if t.counts(i) and not (_exact(number) and before in _SURE):
        return before in _OWNERS and t.at(i + 1) in _VOTES
    if before in _SURE:
        return True
    if before in _TEMPORAL:
        early = number % 100 > 0 and number < LAST and before not in _JOINING
        return _MODERN[0] <= number <= _MODERN[1] or early
    return _by_itself(t, i, number)


def _paired(t: Tokens, i: int, number: int) -> bool:
    """The first of two years: *2000–2050*, *the 2011 and 2017 counts*."""
    other = four_digits(t, i + 2)
    joined = t.at(i + 1) in DASHES or (t.at(i + 1) in ("and", "or") and t.at(i - 1) in (*_SURE, *_OWNERS, "between"))
    modern = number >= _MODERN[0] or t.at(i - 1) == "("
    return bool(other) and joined and modern and number < (other or 0) <= number + _LIFE and not t.glued(i)


def _joined(t: Tokens, i: int) -> bool:
    """Part of a number or code: *T-1990*, *10.2000*, *20:2014*."""
    if not t.glued(i) or t.at(i - 1) in ("(", "[", "'", '"', "“", "‘", "–", "—"):
        return False
    if t.at(i - 1) in DASHES:
        return t.at(i - 2) not in ("pre", "post", "mid", "early", "late", "january", "june") and t.at(i - 2).isalpha()
    return t.at(i - 1) not in ("/", ",", ";")


def _by_itself(t: Tokens, i: int, number: int) -> bool:
    """A number with no word of time before it."""
    before, after = t.at(i - 1), t.at(i + 1)
    if before in ("(", "[") or after in (")", "]"):
        return 1400 <= number <= _RECENT[1]
    if before == "." and t.at(i - 2) in _BORN:
        return True
    if not _MODERN[0] <= number <= _MODERN[1]:
        return (before == "," and after in (".", ";", ")")) or before in MONTHS or before in SEASONS
    if before in _OWNERS or t.pos(i - 1) == "ADJ":
        return t.pos(i + 1) in ("NOUN", "PROPN", "ADJ") or t.upper(i + 1) or after in ('"', "“", "‘")
    relation = t.words[i].relation
    if relation == "nummod" and t.pos(i - 1) != "PROPN":
        return before == "," and t.pos(i + 1) != "NOUN"
    return _RECENT[0] <= number <= _RECENT[1]
