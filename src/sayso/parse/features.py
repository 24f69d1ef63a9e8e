"""What the encoder is told of each word beside its pieces: its case, its quotation marks, its place in the block.

The vocabulary is uncased, so that shape carries what case tells; quotation marks pair by rule within a block, since a
window may begin inside a quotation and straight marks do not say whether they open or close.
"""

from collections.abc import Sequence

SHAPES = 8
QUOTES = 5
PLACES = 7

LOWER, TITLE, UPPER, MIXED, DIGITS, OPENING, CLOSING, OTHER = range(SHAPES)
OUTSIDE, INSIDE, OPENS, CLOSES, SINGLE = range(QUOTES)
WITHIN, FIRST, LAST, OPEN_WITHIN, OPEN_FIRST, OPEN_LAST, ALONE = range(PLACES)

DOUBLE, DOUBLE_CLOSE = frozenset('“«„”»"＂'), "”»"
SINGLE_OPEN, SINGLE_CLOSE = "‘‹‚", "’›"
TERMINAL = ".!?…"
MARKS = frozenset("“”„«»\"＂‘’‹›‚'`")


def shape(word: str) -> int:
    """The shape class of one word; quotation marks are told apart by `quotes`."""
    if word[0].isdigit():
        return DIGITS
    if not word[0].isalpha():
        return OTHER
    if word.islower():
        return LOWER
    if word.isupper() and len(word) > 1:
        return UPPER
    return TITLE if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else MIXED


def _opens(mark: str, spaced_before: bool, spaced_after: bool, inside: bool) -> bool:
    """Whether a double mark opens a quotation here."""
    if mark in "«„":
        return True
    low = mark == "“" and inside and spaced_after and not spaced_before  # closes what „ opened
    if mark in DOUBLE_CLOSE or low:
        return False
    if spaced_before != spaced_after:
        return spaced_before
    return not inside


def _pairs(words: Sequence[str], spaced: Sequence[bool]) -> frozenset[int]:
    """Where two single marks stand for one double one (*''so''*, *``so''*): the index of the first."""
    found: set[int] = set()
    for i in range(len(words) - 1):
        alike = words[i] == words[i + 1] and words[i] in "'`’‘"
        if alike and not spaced[i + 1] and i - 1 not in found:
            found.add(i)
    return frozenset(found)


def quotes(words: Sequence[str], spaced: Sequence[bool]) -> list[int]:
    """The quotation state of each word of one block. `spaced[i]` says that white space or an edge stands before word i.

    A single mark counts only where an opening one came before, so that apostrophes are left alone.
    """
    if MARKS.isdisjoint(words):
        return [OUTSIDE] * len(words)
    out: list[int] = []
    inside = single = False
    pairs = _pairs(words, spaced)
    for i, word in enumerate(words):
        before = spaced[i]
        after = i + 1 == len(words) or spaced[i + 1]
        if i in pairs:
            after = i + 2 >= len(words) or spaced[i + 2]
            inside = _opens(word, before, after, inside)
            out.append(OPENS if inside else CLOSES)
        elif i - 1 in pairs:
            out.append(out[-1])
        elif word in DOUBLE:
            inside = _opens(word, before, after, inside)
            out.append(OPENS if inside else CLOSES)
        elif word in SINGLE_OPEN or (word == "'" and before and not after):
            out.append(OPENS)
            single = True
        elif single and (word in SINGLE_CLOSE or word == "'"):
            out.append(CLOSES)
            single = False
        else:
            out.append(INSIDE if inside else SINGLE if single else OUTSIDE)
    return out


def shapes(words: Sequence[str], states: Sequence[int]) -> list[int]:
    """The shape of each word, marks that open or close a quotation counted as such."""
    marks = {OPENS: OPENING, CLOSES: CLOSING}
    return [marks[state] if state in marks else shape(word) for word, state in zip(words, states, strict=True)]


def places(words: Sequence[str]) -> list[int]:
    """Where each word stands in its block; one without a final stop (a heading, a list item) has classes of its own."""
    ends = [word for word in words[-3:] if word not in MARKS and word not in ")]"]
    stopped = bool(ends) and ends[-1][-1] in TERMINAL
    within, first, last = (WITHIN, FIRST, LAST) if stopped else (OPEN_WITHIN, OPEN_FIRST, OPEN_LAST)
    if len(words) == 1:
        return [ALONE]
    return [first, *[within] * (len(words) - 2), last]
