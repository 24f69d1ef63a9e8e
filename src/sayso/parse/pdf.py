"""PDF files to the pieces of text on their pages, where each stands, and what the files say of themselves.

Only text is read: no script, form, attachment or address in the file is ever followed.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import groupby
from threading import Lock
from typing import Any, Final

from msgspec import Struct

from sayso.errors import InputError
from sayso.parse import limits
from sayso.parse.columns import HYPHEN, Piece
from sayso.records import Problem

# The library keeps one state for all files of a process.
_LOCK: Final = Lock()
_STEP: Final = "pdf"
_BOLD: Final = re.compile(r"bold|black|heavy", re.I)
_CREATED: Final = re.compile(r"^(?:D:)?\s*(\d{4})-?(\d{2})-?(\d{2})")
# What programs and people call a file, which is no title of what stands in it.
_FILE_NAME: Final = re.compile(
    r"^(?:microsoft\s+(?:word|powerpoint|excel)\s*-.*|untitled.*|document\d*|slide\s*\d+|powerpoint\s+presentation"
    r"|layout\s*\d+|print(?:ing)?|https?:\S*|about:\S*|\S+\.(?:docx?|pdf|indd|qxd|rtf|odt|pptx?|xlsx?|html?|txt|tex|dvi|ps))$",
    re.I,
)
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_NOISE: Final = "\ufffe\uffff\x7f"  # these stand for no character at all
_NAMED: Final = 12  # numbers of pages that a problem names at most
# A gap of so many letter heights within a line may be that between two columns.
_WIDE_GAP: Final = 0.8
_UNTOLD: Final = 0.3  # beyond this share of letters that the file's fonts do not tell, a page's text is no words


class Info(Struct, frozen=True):
    """What a file says of itself; `published` is the ISO date of its making."""

    title: str | None = None
    author: str | None = None
    published: str | None = None


class Printed(Struct, frozen=True):
    """The pieces of text of each page in the order in which they are drawn, and what could not be read."""

    pages: tuple[tuple[Piece, ...], ...]
    info: Info
    problems: tuple[Problem, ...] = ()


def read(data: bytes, called: str) -> Printed:
    """The text of a PDF. InputError, with what messages call the page, for a file that cannot be opened or that has no
    text on any page."""
    with _LOCK, closing(_opened(data, called)) as opened:
        count = min(len(opened), limits.PAGES)
        drawn = [_page(opened, number) for number in range(count)]
        problems = list(_problems(drawn))
        if len(opened) > count:
            problems.append(Problem(_STEP, f"only the first {count:,} of {len(opened):,} pages were read"))
        info = _info(opened)
    if not any(page.pieces for page in drawn):
        why = "; ".join(problem.message for problem in problems) or "its pages are empty"
        raise InputError(f"{called}: a PDF file without text ({why})")
    return Printed(tuple(page.pieces for page in drawn), info, tuple(problems))


class _Drawn(Struct):
    """What was found on a page: its text, or why there is none."""

    pieces: tuple[Piece, ...] = ()
    reason: str | None = None


def _opened(data: bytes, called: str) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError  # slow to load, and not needed for other pages

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "it asks for a password" if locked else "it is damaged"
        raise InputError(f"{called}: a PDF file that cannot be opened: {reason}") from None


def _page(opened: Any, number: int) -> _Drawn:
    from pypdfium2 import PdfiumError

    try:
        with closing(opened[number]) as page, closing(page.get_textpage()) as text:
            count = text.count_chars()
            if count > limits.PAGE_TEXT:
                return _Drawn(reason=f"more than {limits.PAGE_TEXT:,} characters on one page")
            letters = _Letters(text.raw, count)
            if letters.untold > max(5, count * _UNTOLD):
                return _Drawn(reason="fonts that do not tell their letters")
            pieces = tuple(_pieces(letters, number))
            return _Drawn(pieces, None if pieces or not _pictures(page) else "pictures without text")
    except PdfiumError:
        return _Drawn(reason="damage")


def _pictures(page: Any) -> bool:
    """Whether anything is drawn on the page."""
    from pypdfium2 import raw

    return int(raw.FPDFPage_CountObjects(page)) > 0


def _problems(drawn: list[_Drawn]) -> Iterator[Problem]:
    """For every reason the pages that could not be read for it."""
    missing = [(page.reason, number) for number, page in enumerate(drawn, 1) if page.reason]
    for reason, group in groupby(sorted(missing), key=lambda one: one[0]):
        yield Problem(_STEP, f"{_numbered([number for _, number in group])} could not be read: {reason}")


def _numbered(numbers: list[int]) -> str:
    """*page 3*, or *pages 3–5, 8*."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(named[:_NAMED])}{more}"


class _Letters:
    """The letters of a page, with their places turned so that most of them stand upright."""

    def __init__(self, page: Any, count: int) -> None:
        from pypdfium2 import raw

        self._raw, self._page, self.count = raw, page, count
        self._box = raw.FS_RECTF()
        step = max(1, count // 200)
        turns = Counter(self.turn(i) for i in range(0, count, step))
        self.upright = int(turns.most_common(1)[0][0]) if turns else 0
        self.untold = sum(raw.FPDFText_HasUnicodeMapError(page, i) == 1 for i in range(count))

    def turn(self, i: int) -> int:
        """How many quarters of a circle a letter is turned."""
        angle: float = self._raw.FPDFText_GetCharAngle(self._page, i)
        return round(angle / (math.pi / 2)) % 4

    def text(self, i: int) -> str:
        """The letter; halves of a pair that stand alone are no letter."""
        code = self._raw.FPDFText_GetUnicode(self._page, i)
        if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            return "\ufffd"
        letter = chr(code)
        return _LIGATURES.get(letter, letter)

    def box(self, i: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top in points, upwards and to the right."""
        box = self._box
        if not self._raw.FPDFText_GetLooseCharBox(self._page, i, box):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if self.upright == 1:
            return bottom, -right, top, -left
        if self.upright == 2:
            return -right, -top, -left, -bottom
        if self.upright == 3:
            return -top, left, -bottom, right
        return left, bottom, right, top

    def bold(self, i: int) -> bool:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        self._raw.FPDFText_GetFontInfo(self._page, i, name, len(name), flags)
        return _BOLD.search(name.value.decode("utf-8", errors="replace")) is not None


def _pieces(letters: _Letters, number: int) -> Iterator[Piece]:
    """Letters that follow each other on one line without a wide gap; turned text is a piece of its own."""
    piece: _Gathered | None = None
    for i in range(letters.count):
        letter = letters.text(i)
        if letter in "\r\n" or (letter.isspace() and piece is None):
            if piece is not None and not piece.turned:
                yield from piece.closed(letters, number)
                piece = None
            continue
        if letter.isspace() and piece is not None:
            piece.spaced = True
            continue
        if (letter < " " and letter != HYPHEN) or letter in _NOISE:
            continue
        box = letters.box(i)
        if piece is not None and not piece.takes(letters, i, box):
            yield from piece.closed(letters, number)
            piece = None
        if piece is None:
            piece = _Gathered(i, box, letters.turn(i) != letters.upright)
        piece.add(letter, i, box)
    if piece is not None:
        yield from piece.closed(letters, number)


class _Gathered:
    """A piece that is being put together."""

    def __init__(self, first: int, box: tuple[float, float, float, float], turned: bool) -> None:
        self.letters: list[str] = []
        self.first = self.last = first
        self.left, self.bottom, self.right, self.top = box
        self.height, self.turned, self.spaced = 0.0, turned, False

    def takes(self, letters: _Letters, i: int, box: tuple[float, float, float, float]) -> bool:
        """Whether the next letter goes on with the piece."""
        turned = letters.turn(i) != letters.upright if self.turned else False
        if self.turned or turned:
            return self.turned and turned
        left, bottom, _, top = box
        high = max(1.0, self.top - self.bottom)
        middle = (bottom + top) / 2
        return self.bottom <= middle <= self.top and -high < left - self.right < _WIDE_GAP * high

    def add(self, letter: str, i: int, box: tuple[float, float, float, float]) -> None:
        if self.spaced and self.letters:
            self.letters.append(" ")
        self.letters.append(letter)
        self.spaced, self.last = False, i
        self.height += box[3] - box[1]
        self.left, self.right = min(self.left, box[0]), max(self.right, box[2])
        self.bottom, self.top = min(self.bottom, box[1]), max(self.top, box[3])

    def closed(self, letters: _Letters, number: int) -> Iterator[Piece]:
        text = "".join(self.letters).strip()
        if not text:
            return
        yield Piece(
            page=number,
            text=text,
            left=self.left,
            right=self.right,
            bottom=self.bottom,
            top=self.top,
            size=max(1.0, self.height / sum(letter != " " for letter in self.letters)),
            bold=letters.bold(self.first) and letters.bold(self.last),
            turned=self.turned,
        )


def _info(opened: Any) -> Info:
    title, author = _said(opened, "Title"), _said(opened, "Author")
    speaks = len(title) > 3 and any(map(str.isalpha, title)) and not _FILE_NAME.match(title)
    return Info(title if speaks else None, author or None, _day(_said(opened, "CreationDate")))


def _said(opened: Any, key: str) -> str:
    """What the document information says, on one line; empty where it says nothing that is text."""
    try:
        value: str = opened.get_metadata_value(key)
    except UnicodeDecodeError:
        return ""
    return " ".join(value.replace("\x00", "").split())


def _day(value: str) -> str | None:
    match = _CREATED.match(value)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else None
    except ValueError:
        return None
