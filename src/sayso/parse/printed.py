"""The lines of a PDF to blocks: paragraphs joined from their lines, by their places and by what they say."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from msgspec import Struct

from sayso.parse.columns import HYPHEN, Line, Piece, lines
from sayso.parse.furniture import reads_as_furniture
from sayso.parse.looks import ends_sentence, is_byline, is_caption, is_dateline, is_list_item, is_signed
from sayso.records import BlockKind

_LARGER: Final = 1.12  # letters so much larger are no longer of the same size
_LEADING: Final = 1.3  # a distance so much larger than the usual one parts paragraphs
_INDENT: Final = 0.8  # letter heights by which a first line is set in
_ROOM: Final = 1.5  # letter heights that are left in a line that ends before it is full
_HEADLINE: Final = 250  # characters of the longest heading
_BROKEN: Final = re.compile(r"[^\W_](?:[\x02-]|‐|\xad)$")
_TAIL: Final = re.compile(r"([^\W_](?:[\w'’-]*[^\W_])?)(?:[\x02-]|‐|\xad)$")
_LEADER: Final = re.compile(r"(?:\.\s?){4}\s*\w{0,5}$")  # dots up to the number of a page
_FRONT: Final = re.compile(r"\w+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# A hyphen behind or before these belongs to the word, not to the line; few words begin or end with them without one.
_FIRST_PARTS: Final = """
anti cease cross far first full half hard high ill left long low mid neo non one quasi right second self semi short soft
third three two ultra vice well
"""
_SECOND_PARTS: Final = """
affiliated aligned backed based controlled dominated driven elect funded general led linked majority making minded old
owned related scale speaking sponsored supported year
"""
_FIRST: Final = frozenset(_FIRST_PARTS.split())
_SECOND: Final = frozenset(_SECOND_PARTS.split())


class Paragraph(Struct):
    """Lines that belong together, the kind of block that they make, and the size and weight of their letters."""

    lines: list[Line]
    kind: BlockKind = "paragraph"
    text: str = ""

    @property
    def size(self) -> float:
        return median(line.piece.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.piece.bold for line in self.lines)


def blocks(pages: Sequence[Sequence[Piece]], title: str | None) -> list[tuple[BlockKind, str]]:
    """The paragraphs of all pages in reading order. `title` is what the file itself gives for one.

    What frames a page follows the paragraph that goes on over its edge, so that no paragraph is parted by it.
    """
    found = lines(pages)
    usual = _usual(line.piece.size for line in found if not line.framing)
    joined = _joined(found, usual)
    known = _known(found)
    for paragraph in joined:
        paragraph.text = _text(paragraph, known)
        paragraph.kind = _kind(paragraph, usual)
    kept = [paragraph for paragraph in joined if paragraph.text]
    _mark(kept, title)
    return [(paragraph.kind, paragraph.text) for paragraph in kept]


def _usual(sizes: Iterable[float]) -> float:
    """The size that most lines have."""
    counted = Counter(round(size * 2) / 2 for size in sizes)
    return max(counted, key=lambda size: (counted[size], size), default=10.0)


def _joined(found: list[Line], usual: float) -> list[Paragraph]:
    out: list[Paragraph] = []
    current: Paragraph | None = None  # the last paragraph in letters of the usual size, which may go on elsewhere
    leading = _leadings(found)
    for line in found:
        if line.framing:
            out.append(Paragraph([line]))
            continue
        last = out[-1] if out else None
        if current is not None and _goes_on(current, line, leading, usual):
            current.lines.append(line)
        elif last is not None and last is not current and not last.lines[-1].framing and _same(last, line, leading):
            last.lines.append(line)
        else:
            out.append(Paragraph([line]))
            if line.piece.size > usual / _LARGER or current is None:
                current = out[-1]
    return out


def _leadings(found: list[Line]) -> dict[int, float]:
    """The usual distance of two lines, by column; a column of few lines has that of the page's other columns."""
    near: dict[int, list[float]] = {}
    for upper, lower in pairwise(found):
        if upper.column == lower.column and upper.column >= 0:
            near.setdefault(upper.column, []).append(upper.piece.bottom - lower.piece.bottom)
    every = [distance for distances in near.values() for distance in distances]
    usual = median(every) if every else 12.0
    return {
        line.column: min(median(near[line.column]), usual * 1.5) if len(near.get(line.column, ())) > 2 else usual
        for line in found
    }


def _goes_on(current: Paragraph, line: Line, leading: dict[int, float], usual: float) -> bool:
    """Whether a line goes on with the paragraph, in its column or in the next."""
    last = current.lines[-1]
    if last.column == line.column:
        return _same(current, line, leading)
    if not _alike(last.piece, line.piece) or last.piece.size > usual * _LARGER:
        return False
    text = line.piece.text
    if _BROKEN.search(last.piece.text) or (text[:1].islower() and not ends_sentence(last.piece.text)):
        return not is_list_item(text)
    full = last.edges[1] - last.piece.right < _ROOM * last.piece.size * 2
    return full and len(current.lines) > 1 and not (ends_sentence(last.piece.text) or is_list_item(text))


def _alike(one: Piece, other: Piece) -> bool:
    return 1 / _LARGER < one.size / other.size < _LARGER and one.bold == other.bold


def _same(current: Paragraph, line: Line, leading: dict[int, float]) -> bool:
    """Whether a line of the same column belongs to the paragraph above it."""
    last = current.lines[-1]
    piece, above = line.piece, last.piece
    usual = max(leading.get(line.column, 0.0), above.size)
    if last.column != line.column or not _alike(above, piece):
        return False
    if not 0 < above.bottom - piece.bottom <= usual * _LEADING:
        return False
    item = is_list_item(current.lines[0].piece.text)
    if is_list_item(piece.text) and (item or ends_sentence(above.text) or above.text.endswith((",", ";"))):
        return False
    return not (_begins(current, line, item=item) or _ended(last, piece))


def _begins(current: Paragraph, line: Line, *, item: bool) -> bool:
    """Whether a line is set in or out as the first of a paragraph is."""
    above, indent = current.lines[-1].piece, _INDENT * line.piece.size
    shift = line.piece.left - above.left
    if shift > indent:
        return not (item and len(current.lines) == 1) and not _is_centred(above, line.piece)
    # The second line of a paragraph may stand further out than its first, but not that of an item.
    return shift < -indent and (item or len(current.lines) > 1) and not _is_centred(above, line.piece)


def _is_centred(above: Piece, piece: Piece) -> bool:
    """Whether a line stands amid the one above it, whose sentence it goes on with."""
    return abs(_middle(above) - _middle(piece)) < piece.size / 2 and not ends_sentence(above.text)


def _middle(piece: Piece) -> float:
    return (piece.left + piece.right) / 2


def _ended(last: Line, piece: Piece) -> bool:
    """Whether the line above was ended though the next word had room in it."""
    word = piece.text.split(" ", 1)[0]
    width = (piece.right - piece.left) * len(word) / max(1, len(piece.text))
    if _LEADER.search(last.piece.text):
        return True
    if last.piece.right + width + _ROOM * piece.size > last.edges[1]:
        return False
    return ends_sentence(last.piece.text) or not piece.text[:1].islower()


def _known(found: list[Line]) -> set[str]:
    """The words of the file that no line's end can have broken, in lower case."""
    known: set[str] = set()
    for line in found:
        words = [word.casefold() for word in _WORD.findall(line.piece.text)]
        known.update(words[1:-1])
    return known


def _text(paragraph: Paragraph, known: set[str]) -> str:
    """The paragraph on one line, words that were broken at a line's end put together."""
    pieces: list[str] = []
    for line in paragraph.lines:
        following = line.piece.text
        if pieces:
            pieces[-1] = _seam(pieces[-1], following, known)
        pieces.append(following)
    return " ".join("".join(pieces).replace(HYPHEN, "-").split())


def _seam(line: str, following: str, known: set[str]) -> str:
    """A line's text with what stands between it and the next: nothing, a hyphen or a space."""
    tail, front = _TAIL.search(line), _FRONT.match(following)
    if tail is None or front is None:
        return f"{line} "
    kept = f"{line[:-1]}-"
    if front[0] in ("and", "or", "to"):
        return f"{kept} "  # *pre- and post-war*
    return line[:-1] if _is_one_word(tail[1], front[0], known) else kept


def _is_one_word(first: str, second: str, known: set[str]) -> bool:
    """Whether two parts are a word that was broken: as the file writes it elsewhere, else by what the parts are."""
    whole, parted = f"{first}{second}".casefold(), f"{first}-{second}".casefold()
    if whole in known or parted in known:
        return whole in known
    if not second[0].islower() or not first[-1].isalpha() or "-" in first or first.isupper():
        return False
    return not (first.casefold() in _FIRST or second in _SECOND)


def _kind(paragraph: Paragraph, usual: float) -> BlockKind:
    text = paragraph.text
    if paragraph.lines[0].framing or reads_as_furniture(text):
        return "furniture"
    if is_byline(text):
        return "byline"
    if is_dateline(text):
        return "dateline"
    if is_caption(text):
        return "caption"
    larger = paragraph.size > usual * _LARGER
    stands_out = larger or (paragraph.bold and not text.endswith("."))
    if stands_out and len(text) <= _HEADLINE and (text[0].isalnum() or not is_list_item(text)):
        return "heading"
    return "list_item" if is_list_item(text) else "paragraph"


def _mark(found: list[Paragraph], title: str | None) -> None:
    """The title and the signature: each at its end of the text."""
    first = next((p.lines[0].piece.page for p in found if p.kind != "furniture"), 0)
    top = [p for p in found if p.kind in ("heading", "paragraph") and p.lines[0].piece.page == first]
    named = next((p for p in top if title and _letters(p.text) == _letters(title)), None)
    heading = named or max((p for p in top if p.kind == "heading"), key=lambda p: p.size, default=None)
    if heading is not None and (heading is named or not heading.bold or heading is top[0] or _outsizes(heading, top)):
        heading.kind = "title"
    last = next((p for p in reversed(found) if p.kind != "furniture"), None)
    if last is not None and len(found) > 1 and is_signed(last.text):
        last.kind = "signature"


def _outsizes(heading: Paragraph, others: list[Paragraph]) -> bool:
    return all(heading.size > other.size * _LARGER for other in others if other is not heading)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
