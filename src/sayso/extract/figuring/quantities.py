"""Numbers in running words, with the words that bound them: *at least 40*, *20 to 30*, *dozens*, *more than half*."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct, structs

from sayso.extract.speaking.ground import listed
from sayso.lexicon.numbers import (
    LEAST,
    ORDINALS,
    PARTS,
    PERCENT,
    PLURALS,
    SCALES,
    SOME_OF,
    TENS,
    UNITS,
    Bound,
    bound_after,
    bound_before,
    digits,
)
from sayso.parse.syntax import Syntax

HYPHENS: Final = frozenset("-‐‑–")
DASHES: Final = HYPHENS | {"—", "to", "and", "or"}
_FILLERS: Final = frozenset({"another", "additional", "further", "extra"})  # between a bound and its number
_FAR: Final = 2.0  # how many times as much the upper of *two or three* may be
WORDS: Final = frozenset({*UNITS, *TENS, *SCALES, *PLURALS, *PARTS, *SOME_OF, "couple", "pair"})


class Quantity(Struct, frozen=True, kw_only=True):
    """A number in words `first` to `last` (indices, both within), of which those from `bare` to `end` write it, the
    others bound it. `value` is the number itself, `low` and `high` as in a figure; `share`: a part of something, in
    percent; `plain`: in digits alone, as a year is; `vague`: *dozens*; `suffix`: of *1.5m* the *m*."""

    first: int
    last: int
    bare: int
    end: int
    value: float
    low: float | None
    high: float | None
    open: bool = False
    approximate: bool = False
    share: bool = False
    plain: bool = False
    vague: bool = False
    suffix: str = ""


class _Number(Struct, frozen=True):
    """A number of words `first` to `last`, without what bounds it."""

    first: int
    last: int
    value: float
    plain: bool = False
    vague: bool = False
    about: bool = False
    share: bool = False
    suffix: str = ""


def quantities(s: Syntax) -> Iterator[Quantity]:
    """All numbers of the words, in text order, whatever they count."""
    i, after = 0, 0
    while i < len(s.words):
        number = _number(s, i) if _may_begin(s, i) else None
        if number is None:
            i += 1
            continue
        found = _bounded(s, _percent(s, number), after)
        yield found
        i = after = found.last + 1


def joined(s: Syntax, i: int) -> bool:
    """Whether word i is a hyphen with no space on either side."""
    if not 0 < i < len(s.words) - 1 or s.word(i) not in HYPHENS:
        return False
    return s.words[i - 1].span[1] == s.words[i].span[0] and s.words[i].span[1] == s.words[i + 1].span[0]


def lower(s: Syntax, i: int, sentence: int) -> str:
    """The word in lower case; empty beyond the sentence."""
    return s.lower(i) if 0 <= i < len(s.words) and s.words[i].sentence == sentence else ""


def _may_begin(s: Syntax, i: int) -> bool:
    word = s.lower(i)
    return word[0].isdigit() or word in WORDS or (word in ("a", "an") and lower(s, i + 1, s.words[i].sentence) in WORDS)


def _number(s: Syntax, i: int) -> _Number | None:
    """The number that begins at word i, in the longest reading."""
    return _fraction(s, i) or _vague(s, i) or _exact(s, i)


def _fraction(s: Syntax, i: int) -> _Number | None:
    """*Half* of, *two-thirds*, *a quarter* of; in percent. Ordinals are none."""
    n = s.words[i].sentence
    words = [lower(s, k, n) for k in range(i, i + 5)]
    if words[0] == "half":
        return _Number(i, i, 50.0, share=True) if words[1] in ("of", "the", "its", "their", "his", "our") else None
    top = 1.0 if words[0] in ("a", "an", "one") else UNITS.get(words[0], 0.0)
    place = 2 if joined(s, i + 1) else 1
    parts, last = words[place], i + place
    if not top or parts not in PARTS or top >= PARTS[parts] or (parts == "half" and words[0] == "an"):
        return None
    if words[place + 1] != "of" and (place == 1 or top == 1.0) and not parts.endswith("s"):
        return None
    return _Number(i, last, round(100 * top / PARTS[parts], 2), share=True)


def _vague(s: Syntax, i: int) -> _Number | None:
    """*Dozens*, *hundreds of thousands*, *several hundred*, *a few dozen*, *a couple of*."""
    n, k = s.words[i].sentence, i
    words = [lower(s, j, n) for j in range(i, i + 5)]
    if words[0] in PLURALS:
        value, k = LEAST * PLURALS[words[0]], i
        if words[1] == "of" and words[2] in ("thousands", "millions", "billions"):
            return _Number(i, i + 2, value * PLURALS[words[2]], vague=True)
        return None if words[0] in ("tens", "scores") and words[1] != "of" else _Number(i, k, value, vague=True)
    start = 1 if words[0] == "a" else 0
    if words[start] in SOME_OF and (scale := _scale(words[start + 1])):
        return _Number(i, i + start + 1, LEAST * scale, vague=True)
    if start and words[1] in ("couple", "pair"):
        about = words[1] == "couple"
        if words[2] == "of" and (scale := _scale(words[3])):
            return _Number(i, i + 3, LEAST * scale, about=True)
        return _Number(i, i + 1, 2.0, about=about) if words[2] == "of" else None
    return None


def _scale(word: str) -> float:
    return SCALES.get(word) or PLURALS.get(word) or 0.0


def _exact(s: Syntax, i: int) -> _Number | None:
    """A number in digits or words: *1,250*, *1.5 million*, *twenty-three*, *a hundred and five*, *half a million*."""
    n, word = s.words[i].sentence, s.lower(i)
    if word[0].isdigit():
        found = digits(word)
        if found is None:
            return None
        last, value = _scaled(s, i, found.value)
        return _Number(i, last, value, plain=found.plain and last == i, suffix=found.suffix)
    if word == "quarter":
        scale = SCALES.get(lower(s, i + 1, n))
        return _Number(i, i + 1, scale / 4) if scale else None
    if word == "half":
        k = i + 2 if joined(s, i + 1) else i + 1
        k += 2 if lower(s, k, n) in ("a", "an") and joined(s, k + 1) else lower(s, k, n) in ("a", "an")
        scale = SCALES.get(lower(s, k, n))
        return _Number(i, k, scale / 2) if scale else None
    return _spelled(s, i)


def _scaled(s: Syntax, i: int, value: float) -> tuple[int, float]:
    """The last word and the value of a number with the scales that follow it: 3 *hundred thousand*."""
    n, k = s.words[i].sentence, i + 1
    half = [lower(s, j, n) for j in range(k, k + 3)] == ["and", "a", "half"]
    if half:
        value, k = value + 0.5, k + 3
    if joined(s, k) and lower(s, k + 1, n) in SCALES and lower(s, k + 1, n) != "dozen":
        k += 1
    while scale := SCALES.get(lower(s, k, n)):
        value, k = value * scale, k + 1
    return k - 1, value


def _spelled(s: Syntax, i: int) -> _Number | None:
    """A number in words, *a hundred* among them; not the first half of *twenty-first*."""
    n, k = s.words[i].sentence, i
    total = current = 0.0
    if s.lower(i) in ("a", "an"):
        if lower(s, i + 1, n) in ("half", "quarter") and (part := _exact(s, i + 1)):
            return _Number(i, part.last, part.value)
        if lower(s, i + 1, n) not in SCALES:
            return None
        current, k = 1.0, i + 1
    elif s.lower(i) in SCALES:
        current = 1.0
    last, rank = -1, 3  # rank: what may follow: 3 anything, 2 units after tens, 1 only a scale
    while word := lower(s, k, n):
        if word in SCALES:
            if SCALES[word] >= SCALES["thousand"]:
                total, current, rank = total + (current or 1.0) * SCALES[word], 0.0, 3
            else:
                current, rank = (current or 1.0) * SCALES[word], 3
        elif word in TENS and rank == 3:
            current, rank = current + TENS[word], 2
        elif word in UNITS and (rank == 3 or (rank == 2 and 0 < UNITS[word] < 10)):
            current, rank = current + UNITS[word], 1
        else:
            break
        last, k = k, _next_of_number(s, k, rank)
    if last < 0 or (joined(s, last + 1) and lower(s, last + 2, n) in ORDINALS):
        return None
    value = total + current
    if last == i and value < 10 and [lower(s, j, n) for j in range(i + 1, i + 4)] == ["and", "a", "half"]:
        last, value = _scaled(s, i, value)
    return _Number(i, last, value)


def _next_of_number(s: Syntax, k: int, rank: int) -> int:
    """Where a spelled number may go on after word k: behind a hyphen, or an *and* after a hundred."""
    n = s.words[k].sentence
    if joined(s, k + 1) and lower(s, k + 2, n) in (*UNITS, *SCALES):
        return k + 2
    small = lower(s, k + 2, n) in UNITS or lower(s, k + 2, n) in TENS
    if lower(s, k + 1, n) == "and" and lower(s, k, n) in SCALES and lower(s, k, n) != "dozen" and small:
        return k + 2
    return k + 1


def _percent(s: Syntax, number: _Number) -> _Number:
    """The number with *percent* behind it, or as a share of another: *one in five*, *3 out of 10*."""
    n, k = s.words[number.first].sentence, number.last + 1
    k += joined(s, k) and lower(s, k + 1, n) in PERCENT
    if lower(s, k, n) in PERCENT:
        return structs.replace(number, last=k, share=True)
    if lower(s, k, n) == "per" and lower(s, k + 1, n) == "cent":
        return structs.replace(number, last=k + 1, share=True)
    return _ratio(s, number) or number


def _ratio(s: Syntax, number: _Number) -> _Number | None:
    n, k = s.words[number.first].sentence, number.last + 1
    start = k + 1 if lower(s, k, n) == "in" else k + 2 if (lower(s, k, n), lower(s, k + 1, n)) == ("out", "of") else 0
    start += lower(s, start, n) in ("every", "each")
    if not start or start >= len(s.words) or s.words[start].sentence != n or not _may_begin(s, start):
        return None
    whole = _exact(s, start)
    if whole is None or whole.value > 100 or not 0 < number.value < whole.value or number.value > 20:
        return None
    return _Number(number.first, whole.last, round(100 * number.value / whole.value, 2), share=True)


def _bounded(s: Syntax, number: _Number, after: int) -> Quantity:
    """A number with the upper end of its range and the words around that bound it; none of them before word `after`."""
    upper = _upper(s, number, after)
    last, first = (upper or number).last, number.first
    low, high, bounds = number.value, (upper or number).value, list[Bound]()
    if upper:
        low = _shared_scale(s, number, upper)
        first -= lower(s, first - 1, s.words[first].sentence) in ("between", "from") and first > after
    first, before = _before(s, first, after)
    last, behind = _behind(s, last)
    bounds += [*before, *behind]
    vague = number.vague
    most = None if vague or "low" in bounds else high
    return Quantity(
        first=first,
        last=last,
        bare=number.first,
        end=(upper or number).last,
        value=number.value,
        low=None if "high" in bounds and not (vague or upper) else low,
        high=high if "high" in bounds else most,
        open=vague or "low" in bounds or ("high" in bounds and not upper),
        approximate=number.about or "about" in bounds,
        share=number.share or (upper is not None and upper.share),
        plain=number.plain and (upper is None or upper.plain),
        vague=vague,
        suffix=number.suffix or (upper.suffix if upper else ""),
    )


def _upper(s: Syntax, number: _Number, after: int) -> _Number | None:
    """The upper end of a range that a number begins: 20 *to 30*, 20-*30*, between 20 *and 30*, two *or three*."""
    n, k = s.words[number.first].sentence, number.last + 1
    sign = lower(s, k, n)
    before = lower(s, number.first - 1, n) if number.first > after else ""
    if sign not in DASHES or (sign == "and" and before != "between") or (sign in HYPHENS and not _tight(s, k)):
        return None
    start = k + 1
    if start >= len(s.words) or s.words[start].sentence != n or not _may_begin(s, start):
        return None
    second = _exact(s, start)
    if second is None or _chained(s, second.last + 1):
        return None
    second = _percent(s, second)
    low = _shared_scale(s, number, second)
    if low >= second.value or number.vague or (number.share and not second.share):
        return None
    return None if sign == "or" and second.value > _FAR * low else second


def _tight(s: Syntax, k: int) -> bool:
    """Whether a hyphen joins two numbers: with no space, or with one on both sides."""
    if not 0 < k < len(s.words) - 1:
        return False
    left, right = s.words[k].span[0] - s.words[k - 1].span[1], s.words[k + 1].span[0] - s.words[k].span[1]
    return left == right


def _chained(s: Syntax, k: int) -> bool:
    """Whether another number hangs on behind, as in a date or a telephone number: 20-30*-40*."""
    return joined(s, k) and s.word(k + 1)[0].isdigit()


def _shared_scale(s: Syntax, lower_end: _Number, upper: _Number) -> float:
    """The lower end of a range, in the scale that its upper end is told in: *two* to three million."""
    scale = 1.0
    for k in range(upper.first, upper.last + 1):
        scale *= SCALES.get(s.lower(k), 1.0)
    own = any(s.lower(k) in SCALES for k in range(lower_end.first, lower_end.last + 1))
    if scale > 1 and not own and lower_end.value * scale < upper.value and lower_end.value < 1000:
        return lower_end.value * scale
    if upper.suffix and not lower_end.suffix and lower_end.value < 1000:
        factor = upper.value / max(digits_of(s, upper), 1e-9)
        return lower_end.value * factor
    return lower_end.value


def digits_of(s: Syntax, number: _Number) -> float:
    """The digits of a number as they stand, without its suffix."""
    return float(s.word(number.first).rstrip("kKmMnNbBtTlL").replace(",", ""))


def _before(s: Syntax, first: int, after: int) -> tuple[int, list[Bound]]:
    """The first word of what bounds a number from before, and how it bounds it."""
    n, bounds, k = s.words[first].sentence, list[Bound](), first
    while True:
        start = k
        while start > after and lower(s, start - 1, n) in _FILLERS:
            start -= 1
        start -= start > after and start < k and lower(s, start - 1, n) == "a"
        words = [s.lower(j) for j in range(max(after, start - 5), start) if s.words[j].sentence == n]
        found = bound_before(words)
        if found is None or _is_other(s, start - found[0], found[1], words[-found[0] :]):
            return k, bounds
        k = start - found[0]
        bounds.append(found[1])


def _is_other(s: Syntax, first: int, bound: Bound, phrase: list[str]) -> bool:
    """Whether a bounding phrase is something else here: flew *over* 30 villages, spoke *about* 40 people."""
    if phrase not in (["over"], ["about"], ["under"], ["above"], ["below"]):
        return False
    n = s.words[first].sentence
    verb = lower(s, first - 1, n)
    return verb in _OF_PLACE if bound != "about" else verb in _OF_TALK


_OF_PLACE: Final = listed(
    "fly flew flown flying control power rule authority dispute disputes concern concerns outrage anger protest"
    " protests fight fought fighting sovereignty passed hovered hovering hover win victory hidden buried"
)
_OF_TALK: Final = listed(
    "talk talked talking spoke speak speaking told say tell asked ask asking know knew worry worried complained"
    " complaints concerns information details questions story report think"
)


def _behind(s: Syntax, last: int) -> tuple[int, list[Bound]]:
    """The last word of what bounds a number from behind (40 *or more*), and how."""
    n = s.words[last].sentence
    found = bound_after([lower(s, k, n) for k in range(last + 1, min(last + 4, len(s.words)))])
    return (last + found[0], [found[1]]) if found else (last, [])
