"""Pieces of printed text to lines in reading order, column by column, and which of them only frame the page."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from msgspec import Struct

HYPHEN: Final = "\x02"  # a hyphen at the end of a line, as the reader of PDF files marks it

# Lines at the edge of a page that are looked at as running heads and feet.
_EDGE: Final = 3
_NEAR: Final = 4.0  # points by which a running head may move from page to page
_LEAST: Final = 3  # lines beside each other that make columns
_LETTERS: Final = 15  # letters that the usual line of a column has
_GUTTER: Final = 0.4  # least space between columns, in letter heights
_CANDIDATES: Final = 12
_DEPTH: Final = 6
_DIGITS: Final = re.compile(r"\d+")
_NUMBER: Final = re.compile(
    r"^\W*(?:(?:page|p\.?|pg\.?)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*$", re.I
)


class Piece(Struct, frozen=True, kw_only=True):
    """Letters on one line of a page without a wide gap; the box is in points, upwards and to the right.

    `size` is the height of its letters; a turned piece does not stand as most of the page does.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False
    turned: bool = False


class Line(Struct, frozen=True):
    """A line of a column; `column` numbers the columns of all pages in reading order, `edges` are its left and right.

    `framing` lines are running heads and feet, page numbers and turned text.
    """

    piece: Piece
    column: int
    edges: tuple[float, float]
    framing: bool = False


def lines(pages: Sequence[Sequence[Piece]]) -> list[Line]:
    """The lines of all pages in reading order, those that frame a page before the others of their page."""
    rows = [_rows([piece for piece in page if not piece.turned]) for page in pages]
    running = _running(rows)
    found: list[Line] = []
    for page, page_rows in zip(pages, rows, strict=True):
        framing = _framing(page_rows, running)
        kept = [piece for i, row in enumerate(page_rows) if i not in framing for piece in row]
        frame = [_joined(page_rows[i]) for i in sorted(framing)] + [piece for piece in page if piece.turned]
        found += [Line(piece, -1, (piece.left, piece.right), framing=True) for piece in frame]
        for column in _columns(kept, 0):
            number = found[-1].column + 1 if found and not found[-1].framing else _next(found)
            whole = [_joined(row) for row in _rows(column)]
            edges = (min(map(attrgetter("left"), whole)), max(map(attrgetter("right"), whole)))
            found += [Line(piece, number, edges) for piece in whole]
    return found


def _next(found: list[Line]) -> int:
    return next((line.column + 1 for line in reversed(found) if not line.framing), 0)


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces that stand on one line, from left to right; the lines downwards."""
    rows: list[list[Piece]] = []
    top = bottom = 0.0
    for piece in sorted(pieces, key=lambda one: (-(one.top + one.bottom), one.left)):
        middle = (piece.top + piece.bottom) / 2
        if rows and bottom <= middle <= top:
            rows[-1].append(piece)
            if piece.size > rows[-1][0].size:
                top, bottom = piece.top, piece.bottom
        else:
            rows.append([piece])
            top, bottom = piece.top, piece.bottom
    return [sorted(row, key=attrgetter("left")) for row in rows]


def _joined(row: list[Piece]) -> Piece:
    if len(row) == 1:
        return row[0]
    longest = max(row, key=lambda piece: len(piece.text))
    return Piece(
        page=longest.page,
        text=" ".join(piece.text for piece in row),
        left=row[0].left,
        right=max(map(attrgetter("right"), row)),
        bottom=longest.bottom,
        top=longest.top,
        size=longest.size,
        bold=all(map(attrgetter("bold"), row)),
    )


def _folded(row: list[Piece]) -> str:
    return _DIGITS.sub("#", " ".join(piece.text for piece in row)).casefold()


def _running(pages: list[list[list[Piece]]]) -> set[tuple[str, int]]:
    """What stands at the edge of several pages in the same place: the words, numbers apart, and about how high."""
    seen: Counter[tuple[str, int]] = Counter()
    for rows in pages:
        edge = {*range(min(_EDGE, len(rows))), *range(max(0, len(rows) - _EDGE), len(rows))}
        seen.update({place for i in edge for place in _places(rows[i])})
    return {place for place, count in seen.items() if count > 1}


def _places(row: list[Piece]) -> list[tuple[str, int]]:
    """A line's words at its height, rounded down and up."""
    folded, step = _folded(row), int(row[0].bottom // _NEAR)
    return [(folded, step), (folded, step + 1)]


def _framing(rows: list[list[Piece]], running: set[tuple[str, int]]) -> set[int]:
    """The lines at the edges of a page, from outside inwards, that run through the pages or only number them."""
    found: set[int] = set()
    for order in (range(min(_EDGE, len(rows))), range(len(rows) - 1, max(-1, len(rows) - 1 - _EDGE), -1)):
        for i in order:
            words = " ".join(piece.text for piece in rows[i])
            if running.isdisjoint(_places(rows[i])) and not _NUMBER.match(words):
                break
            found.add(i)
    return found


def _columns(pieces: list[Piece], depth: int) -> list[list[Piece]]:
    """The pieces in columns, in reading order: what spans columns parts those above it from those below."""
    gutter = _gutter(pieces) if depth < _DEPTH else None
    if gutter is None:
        return [pieces] if pieces else []
    middles = {id(piece): (piece.top + piece.bottom) / 2 for piece in pieces}
    spanning = sorted((p for p in pieces if _spans(p, gutter)), key=lambda p: -middles[id(p)])
    heights = [-middles[id(piece)] for piece in spanning]
    zones: list[list[Piece]] = [[] for _ in range(len(spanning) + 1)]
    for piece in pieces:
        if not _spans(piece, gutter):
            zones[bisect_left(heights, -middles[id(piece)])].append(piece)
    found: list[list[Piece]] = []
    across: list[Piece] = []
    for i, zone in enumerate(zones):
        if zone:
            found += [across] if across else []
            across = []
            found += _columns([piece for piece in zone if piece.left < gutter], depth + 1)
            found += _columns([piece for piece in zone if piece.left >= gutter], depth + 1)
        if i < len(spanning):
            across.append(spanning[i])
    return found + ([across] if across else [])


def _spans(piece: Piece, gutter: float) -> bool:
    return piece.left < gutter - 1 and piece.right > gutter - piece.size * _GUTTER


def _gutter(pieces: list[Piece]) -> float | None:
    """Where the right one of two columns begins, if there are two."""
    starts = Counter(round(piece.left / 2) * 2 for piece in pieces)
    best, found = 0, None
    for start, count in starts.most_common(_CANDIDATES):
        if count < _LEAST:
            break
        left = [p for p in pieces if p.left < start - 2 and not _spans(p, start - 2)]
        right = [p for p in pieces if p.left >= start - 2]
        least = min(len(left), len(right))
        score = least - (len(pieces) - len(left) - len(right))
        if least >= _LEAST and score > best and _beside(left, right) and _reads(left) and _reads(right):
            best, found = score, start - 2.0
    return found


def _reads(column: list[Piece]) -> bool:
    """Whether most lines of a column hold words enough for a text."""
    return sorted(len(piece.text) for piece in column)[len(column) // 2] >= _LETTERS


def _beside(left: list[Piece], right: list[Piece]) -> bool:
    """Whether lines of both stand beside each other."""
    low, high = (
        max(min(p.bottom for p in side) for side in (left, right)),
        min(max(p.top for p in side) for side in (left, right)),
    )
    return all(sum(low <= (p.top + p.bottom) / 2 <= high for p in side) >= _LEAST for side in (left, right))
