"""Plain text to blocks, told by the look of the lines alone.

The article begins at its title or first paragraph and ends with its last paragraph or signature. Before it stand menus,
after it related headlines, forms and notices; what stands between is the article's unless its words say otherwise.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from sayso.parse import limits
from sayso.parse.furniture import appeals, introduces_author, reads_as_furniture, speaks_to_visitor
from sayso.parse.looks import (
    ends_sentence,
    is_byline,
    is_caption,
    is_dateline,
    is_list_item,
    is_name,
    is_role,
    is_signed,
    words,
)
from sayso.records import Block, BlockKind, Span

_LINE: Final = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPACE: Final = re.compile(r"\s+")
_QUOTED: Final = re.compile(r"^[\"“«„‘][^\"“”«»„]*[\"”»’][.,]?$")
# What says that only furniture follows.
_MARKER: Final = re.compile(
    r"""^\W*(?:related(?:\s+\w+)?|recommended(?:\s+\w+)?|(?:latest|more|top|other|recent|popular|trending)\s+(?:news|stories|articles|posts|headlines|reading|coverage)
    |(?:read|see)\s+(?:more|also|next)|also\s+read|you\s+(?:may|might)\s+also\s+.{3,20}|more\s+(?:from|on|in)\b.{1,40}|most\s+(?:read|popular|viewed)
    |share\s+this|leave\s+a\s+(?:comment|reply)|(?:\d+\s+)?comments?(?:\s*\(\d+\))?|trending(?:\s+now)?|up\s+next|tags|about\s+the\s+author)\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
# The article is over when less than this share of the page's prose follows.
_REST: Final = 0.2
# What a line of a menu takes away, in hundreds of characters of prose.
_MENU_WEIGHT: Final = 0.4


class Unit(Struct):
    """A line of the text, or lines that were wrapped: its span without the white space around, and its words."""

    span: Span
    text: str
    after_blank: bool


def blocks(text: str, called: str = "the page") -> tuple[Block, ...]:
    """The blocks of a plain text: in order, apart, and holding every character that is no white space.

    InputError, with what messages call the page, beyond the limits.
    """
    units = _units(text)
    limits.check(called, len(text), len(units))
    kinds = _kinds(units)
    return tuple(Block(kind=kind, span=unit.span) for unit, kind in zip(units, kinds, strict=True))


def _units(text: str) -> list[Unit]:
    units: list[Unit] = []
    for paragraph in _paragraphs(text):
        first = True
        for start, end in _unwrapped(text, paragraph):
            units.append(Unit((start, end), _SPACE.sub(" ", text[start:end]), first))
            first = False
    return units


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """The lines between blank lines, as spans without the white space around them."""
    lines: list[Span] = []
    previous = 0
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if lines and (not stripped or _blank_between(text[previous : match.start()])):
            yield lines
            lines = []
        previous = match.end()
        if stripped:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            lines.append((start, start + len(stripped)))
    if lines:
        yield lines


def _blank_between(gap: str) -> bool:
    return len(gap.replace("\r\n", "\n")) > 1


def _unwrapped(text: str, lines: list[Span]) -> Iterator[Span]:
    """Lines that were broken to a width, joined again; other lines as they are."""
    wrapped = _is_wrapped([text[start:end] for start, end in lines])
    start, last = lines[0][0], lines[0]
    for line in lines[1:]:
        following = text[slice(*line)]
        # The last line alone is asked: the whole so far, at every line, takes time that grows with its square.
        broken = following[:1].islower() and not ends_sentence(text[slice(*last)])
        if not ((wrapped or broken) and not is_list_item(following)):
            yield start, last[1]
            start = line[0]
        last = line
    yield start, last[1]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether all lines but the last are nearly full and some break in the middle of a sentence."""
    lengths = [len(line) for line in lines[:-1]]
    if not lengths or min(lengths) < 45 or max(lengths) > 110 or max(lengths) - min(lengths) > 28:
        return False
    return any(not ends_sentence(line) for line in lines[:-1])


def _kinds(units: list[Unit]) -> list[BlockKind]:
    said = [_says_furniture(unit.text) for unit in units]
    prose = [not flag and _is_prose(unit.text) for unit, flag in zip(units, said, strict=True)]
    begin, end = _densest(units, prose)
    end = _end(units[:end], prose[:end], said)
    prose = [flag and begin <= index < end for index, flag in enumerate(prose)]
    title = _title(units, said, begin)
    kinds = [_look(units, index, said[index]) for index in range(len(units))]
    _mark_head(units, kinds, title, begin)
    _mark_pointers(units, kinds, prose, begin, end)
    for index in range(end, len(units)):
        kinds[index] = "furniture"
    _mark_signature(units, kinds, prose)
    return kinds


def _densest(units: list[Unit], prose: list[bool]) -> tuple[int, int]:
    """The run of units in which paragraphs outweigh menus most; what lies before and behind is no part of the article.

    Lines behind the last paragraph up to the next paragraph or the end of the page are kept for a closer look.
    """
    best, best_begin, best_end = 0.0, 0, len(units)
    total, begin = 0.0, 0
    for index, unit in enumerate(units):
        if total <= 0:
            total, begin = 0.0, index
        total += min(3.0, len(unit.text) / 100) if prose[index] else -_MENU_WEIGHT * (not _may_belong(unit.text))
        if total > best:
            best, best_begin, best_end = total, begin, index + 1
    while best_end < len(units) and not prose[best_end]:
        best_end += 1
    return next((i for i in range(best_begin, best_end) if prose[i]), 0), best_end


def _may_belong(line: str) -> bool:
    return is_list_item(line) or ends_sentence(line) or is_caption(line)


def _says_furniture(line: str) -> bool:
    """Whether the words of a line leave no doubt, wherever it stands."""
    return reads_as_furniture(line) or (speaks_to_visitor(line) and appeals(line))


def _is_prose(line: str) -> bool:
    return (ends_sentence(line) and len(line) >= 40) or len(line) >= 160


def _end(units: list[Unit], prose: list[bool], said: list[bool]) -> int:
    """The index behind the article's last unit: its last paragraph or its signature."""
    total = max(1, sum(len(unit.text) for unit, flag in zip(units, prose, strict=True) if flag))
    end = _after_marker(units, prose, total)
    while end > 1 and (trailing := _trails(units, end - 1, said)):
        end = max(1, end - trailing)
    return _signature_end(units, prose, end, total)


def _after_marker(units: list[Unit], prose: list[bool], total: int) -> int:
    """The first heading of furniture that little prose follows, or the end of the page."""
    rest = 0
    found = len(units)
    for index in range(len(units) - 1, 0, -1):
        rest += len(units[index].text) if prose[index] else 0
        if rest > total * _REST:
            break
        if _MARKER.match(units[index].text):
            found = index
    return found


def _trails(units: list[Unit], index: int, said: list[bool]) -> int:
    """How many of the last units left are no part of an article's end: a notice, an appeal, a headline, a button, or a
    whole list."""
    line = units[index].text
    if said[index] or speaks_to_visitor(line) or appeals(line) or introduces_author(line, None):
        return 1
    if is_list_item(line):
        return _appealing_items(units, index)
    if is_signed(line) or is_byline(line) or _is_prose(line) or ends_sentence(line):
        return 0
    introduced = index > 0 and units[index - 1].text.endswith(":")
    if is_name(line) or is_role(line):
        return int(not (index > 0 and _may_sign(units, index)))
    return int(not introduced)


def _appealing_items(units: list[Unit], index: int) -> int:
    """How many items, up to the last that asks the reader for something, the list has that ends here: rules of a forum,
    say."""
    first = index
    while first >= 0 and is_list_item(units[first].text):
        if appeals(units[first].text):
            return index - first + 1
        first -= 1
    return 0


def _may_sign(units: list[Unit], index: int) -> bool:
    """Whether a name or role at the end stands right below a paragraph or another line of the signature."""
    above = units[index - 1].text
    return _is_prose(above) or is_signed(above) or is_name(above) or is_list_item(above)


def _signature_end(units: list[Unit], prose: list[bool], end: int, total: int) -> int:
    """A dash and a name end the article if little prose follows."""
    rest = 0
    for index in range(end - 1, 0, -1):
        if is_signed(units[index].text) and not is_list_item(units[index - 1].text):
            following = index + 1
            while following < end and not units[following].after_blank and not prose[following]:
                following += 1
            return following
        rest += len(units[index].text) if prose[index] else 0
        if rest > total * _REST / 2:
            break
    return end


def _title(units: list[Unit], said: list[bool], begin: int) -> int | None:
    """The headline: in the lines of some words right above the first paragraph, the one above byline and dateline.

    Where none of these is there the upper of two lines is the title and the lower the standfirst; of more lines the
    nearest. Without such lines a short first paragraph may be the title.
    """
    for least in (4, 2):
        group = _headlines(units, said, begin, least)
        lines = [index for index in group if not _is_special(units[index].text)]
        if not lines:
            continue
        marked = next((index for index in group if _is_special(units[index].text) and index > lines[0]), begin)
        above = [index for index in lines if index < marked]
        return above[0] if len(above) <= 2 else above[-1]
    if begin + 1 < len(units) and begin == 0 and not said[0] and _may_head(units[0].text):
        return 0
    return None


def _headlines(units: list[Unit], said: list[bool], begin: int, least: int) -> list[int]:
    """The lines of at least so many words, and those that look special, nearest above the first paragraph."""
    group: list[int] = []
    found = False
    for index in range(begin - 1, -1, -1):
        special = _is_special(units[index].text)
        if special or (not said[index] and len(words(units[index].text)) >= least and not _in_menu(units, index)):
            group.append(index)
            found = found or not special
        elif found:
            break
    return group[::-1]


def _may_head(line: str) -> bool:
    """Whether a first line that ends like a sentence may be a headline all the same."""
    return len(line) <= 130 and not line.endswith(":") and line[0] not in "\"“‘'«" and not is_list_item(line)


def _is_special(line: str) -> bool:
    return is_list_item(line) or is_caption(line) or is_byline(line) or is_dateline(line)


def _in_menu(units: list[Unit], index: int) -> bool:
    """Whether a line stands in a run of short lines, nothing between them."""
    return (
        _is_menu_item(units[index].text)
        and len(words(units[index].text)) < 4
        and any(
            0 <= near < len(units) and not units[max(index, near)].after_blank and _is_menu_item(units[near].text)
            for near in (index - 1, index + 1)
        )
    )


def _is_menu_item(line: str) -> bool:
    return len(line) <= 30 and not ends_sentence(line) and len(words(line)) <= 4


def _look(units: list[Unit], index: int, said: bool) -> BlockKind:
    """What a line looks like, taken alone and with the next."""
    line = units[index].text
    if said:
        return "furniture"
    if is_list_item(line):
        return "list_item"
    if is_dateline(line):
        return "dateline"
    if is_caption(line):
        return "caption"
    if _QUOTED.match(line):
        return "quote"
    return "heading" if _heads(units, index) else "paragraph"


def _heads(units: list[Unit], index: int) -> bool:
    line = units[index].text
    if ends_sentence(line) and not line.endswith(("?", "’", "'", "”", '"')):
        return False
    return len(line) <= 120 and 0 < len(words(line)) <= 18 and index + 1 < len(units) and units[index + 1].after_blank


def _mark_head(units: list[Unit], kinds: list[BlockKind], title: int | None, begin: int) -> None:
    """Above the title stand menus; between it and the first paragraph byline, dateline, captions and a standfirst."""
    if title is None:
        for index in range(begin):
            kinds[index] = "byline" if is_byline(units[index].text) else _head_kind(units, kinds, index)
        return
    for index in range(title):
        if kinds[index] not in ("dateline", "caption") and not is_byline(units[index].text):
            kinds[index] = "furniture"
    kinds[title] = "title"
    for index in range(title + 1, max(begin, title + 4)):
        if index < len(units) and is_byline(units[index].text):
            kinds[index] = "byline"
        elif index < begin:
            kinds[index] = _head_kind(units, kinds, index)


def _head_kind(units: list[Unit], kinds: list[BlockKind], index: int) -> BlockKind:
    line = units[index].text
    if kinds[index] in ("heading", "paragraph"):
        if is_name(line):
            return "byline"
        if _is_menu_item(line) and len(words(line)) <= 2:
            return "furniture"
    return kinds[index]


def _mark_pointers(units: list[Unit], kinds: list[BlockKind], prose: list[bool], begin: int, end: int) -> None:
    """Headlines below a marker (*Related stories*) up to the next paragraph, and menus amid the text."""
    below = False
    for index, unit in enumerate(units):
        if prose[index] or index < begin:
            below = False
        elif _MARKER.match(unit.text):
            below = True
        if below and kinds[index] != "title":
            kinds[index] = "furniture"
    for index in _menu_runs(units, prose, begin, end):
        if kinds[index] in ("paragraph", "heading"):
            kinds[index] = "furniture"


def _menu_runs(units: list[Unit], prose: list[bool], begin: int, end: int) -> Iterator[int]:
    """The lines of runs of four and more that look like menus, unless a colon introduces them."""
    run: list[int] = []
    for index in range(len(units) + 1):
        inside = begin <= index < end
        if inside and not prose[index] and _is_menu_item(units[index].text) and not is_list_item(units[index].text):
            run.append(index)
            continue
        if len(run) >= 4 and not (run[0] > 0 and units[run[0] - 1].text.endswith(":")):
            yield from run
        run = []


def _mark_signature(units: list[Unit], kinds: list[BlockKind], prose: list[bool]) -> None:
    """The last lines of the article that name its author."""
    index = next((i for i in range(len(units) - 1, -1, -1) if kinds[i] != "furniture"), -1)
    last = index
    while index > 0 and not prose[index] and last - index < 3:
        line = units[index].text
        if not (is_signed(line) or is_name(line) or is_role(line)):
            return
        kinds[index] = "signature"
        index -= 1
