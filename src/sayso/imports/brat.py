"""brat stand-off: a folder of `.txt` files with their `.ann`, as what it says of attributions.

Text-bound annotations of type Source, Cue and Content are the parts; relations, or events whose trigger is the cue,
join them. Attributes and notes say more of the attribution that their annotation belongs to. Offsets count characters,
that is Unicode code points, of the `.txt`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from sayso.errors import InputError, SaysoError
from sayso.imports.joining import joined
from sayso.imports.placing import SHOWN, Quote, place, trimmed
from sayso.imports.told import Fault, Told, whole
from sayso.records import PartRole, Span, Spans

AROUND: Final = 60  # characters at each side by which words are found in another text
ROLES: Final[Mapping[str, PartRole]] = {
    "source": "source", "speaker": "source", "cue": "cue", "content": "content",
}  # fmt: skip
_TEXT: Final = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")
_VERDICTS: Final = ("right", "wrong")

Texts = Callable[[bytes, str], tuple[str, str]]


class Line(Struct, frozen=True):
    """A line of an `.ann`: where it stands, its id, and the fields behind it."""

    where: str
    id: str
    fields: tuple[str, ...]


class Part(Struct, frozen=True):
    """A text-bound annotation: the line, its role, and its spans in the document's text."""

    where: str
    role: PartRole
    spans: Spans


def read(folder: Path, texts: Texts) -> Iterator[Told | Fault]:
    """What the files of a folder, and of those in it, say, in name order. `texts` gives id and text of the document of
    a `.txt`: by its bytes, and its name without the ending. InputError for a folder without an `.ann`."""
    found = sorted(folder.rglob("*.ann")) if folder.is_dir() else [folder]
    if not found or not all(each.is_file() and each.suffix == ".ann" for each in found):
        raise InputError(f"{folder}: no folder with files of brat's (.txt and .ann), and no .ann")
    for each in found:
        yield from _file(each, texts)


def _file(path: Path, texts: Texts) -> Iterator[Told | Fault]:
    beside = path.with_suffix(".txt")
    try:
        data, given = beside.read_bytes(), path.read_bytes().decode("utf-8-sig")
        own = data.decode()  # where a mark of byte order stands first, it counts as a character
        document, text = texts(data, path.stem)
    except OSError as error:
        yield Fault(str(error.filename or beside), error.strerror or str(error))
    except UnicodeDecodeError as error:
        yield Fault(str(path), f"not UTF-8: {error.reason}")
    except SaysoError as error:
        yield Fault(str(beside), str(error))
    else:
        yield from _Ann(document, own, text).read(_lines(path.name, given))


def _lines(name: str, given: str) -> Iterator[Line]:
    for number, line in enumerate(given.split("\n"), 1):
        if line.strip():
            id, *fields = line.rstrip("\r").split("\t")
            yield Line(f"{name}, line {number}", id, tuple(fields))


class _Ann:
    """The annotations of one file: its own text, and that of the document."""

    def __init__(self, document: str, own: str, text: str) -> None:
        self._document, self._own, self._text = document, own, text
        self._parts: dict[str, Part] = {}
        self._links: list[tuple[str, str]] = []
        self._events: dict[str, str] = {}  # an event's id, and its cue's
        self._said: dict[str, list[tuple[Line, str, str]]] = {}  # by what it is said of: its line, what sort, which

    def read(self, lines: Iterator[Line]) -> Iterator[Told | Fault]:
        rest = []
        for line in lines:
            if line.id.startswith("T"):
                yield from self._part(line)
            else:
                rest.append(line)
        for line in rest:
            yield from self._other(line)
        yield from self._told()

    def _part(self, line: Line) -> Iterator[Fault]:
        found = _TEXT.fullmatch(line.fields[0]) if line.fields else None
        role = ROLES.get(found[1].casefold()) if found else None
        if found is None:
            yield Fault(line.where, "a text-bound annotation has a type, offsets and words, parted by tabs")
        elif role is None:
            yield Fault(line.where, f"{found[1]} is none of Source, Cue and Content: passed over")
        else:
            try:
                pieces = [tuple(map(int, each.split())) for each in found[2].split(";")]
                self._check(line, [(a, b) for a, b in pieces])
                placed = tuple(self._placed((a, b)) for a, b in pieces)
                self._parts[line.id] = Part(line.where, role, trimmed(self._text, placed))
            except SaysoError as error:
                yield Fault(line.where, str(error))

    def _check(self, line: Line, pieces: list[Span]) -> None:
        """The words of a line are those of its offsets."""
        words = " ".join(self._own[start:end] for start, end in pieces)
        told = line.fields[1] if len(line.fields) > 1 else words
        if told.split() != words.split():
            raise InputError(f"the .txt says {words[:SHOWN]!r} there, not {told[:SHOWN]!r}")

    def _placed(self, span: Span) -> Span:
        start, end = span
        if not 0 <= start < end <= len(self._own):
            raise InputError(f"{start}–{end} is not within the .txt of {len(self._own)} characters")
        if self._own == self._text:
            return span
        before, behind = self._own[max(0, start - AROUND) : start], self._own[end : end + AROUND]
        try:
            return place(self._text, Quote(self._own[start:end], before, behind), None)
        except InputError:
            return place(self._text, Quote(self._own[start:end]), None)

    def _other(self, line: Line) -> Iterator[Fault]:
        kind = line.id[:1]
        words = line.fields[0].split() if line.fields else []
        if kind == "R" and len(words) == 3:
            self._links.append((_behind(words[1]), _behind(words[2])))
        elif kind == "E" and words:
            cue, *others = map(_behind, words)
            self._events[line.id] = cue
            self._links += [(cue, other) for other in others]
        elif kind in "AM" and len(words) > 1:
            self._say(line, words[1], words[0].casefold(), " ".join(words[2:]))
        elif kind == "#" and len(words) > 1 and len(line.fields) > 1:
            self._say(line, words[1], "note", line.fields[1])
        elif kind == "N" and len(words) > 2:
            self._say(line, words[1], "speaker", words[2].partition(":")[2] or words[2])
        else:
            yield Fault(line.where, f"{line.id} is not understood: passed over")

    def _say(self, line: Line, of: str, sort: str, value: str) -> None:
        self._said.setdefault(of, []).append((line, sort, value.strip()))

    def _told(self) -> Iterator[Told | Fault]:
        cues = {cue: event for event, cue in self._events.items()}
        used = set[str]()
        for group in joined({id: part.role for id, part in self._parts.items()}, self._links):
            parts = self._spans(group)
            of = [*group, *(cues[id] for id in group if id in cues)]
            used |= set(of)
            where = self._parts[group[0]].where
            if not whole(parts):
                yield Fault(where, f"{group[0]} is joined with nothing that makes it an attribution")
            fields: dict[str, Any] = {}
            for line, sort, value in (each for id in of for each in self._said.get(id, ())):
                yield from _enter(fields, line, sort, value)
            if whole(parts):
                fields.setdefault("verdict", "right")
                yield Told(where=where, document=self._document, parts=parts, **fields)
        for id in self._said.keys() - used:
            yield from (Fault(line.where, f"{id}, of which it is said, was not read") for line, _, _ in self._said[id])

    def _spans(self, group: tuple[str, ...]) -> dict[PartRole, Spans]:
        parts: dict[PartRole, Spans] = {}
        for id in group:
            part = self._parts[id]
            parts[part.role] = tuple(sorted({*parts.get(part.role, ()), *part.spans}))
        return parts


def _behind(argument: str) -> str:
    """The id in `Arg1:T1`."""
    return argument.rpartition(":")[2]


def _enter(fields: dict[str, Any], line: Line, sort: str, value: str) -> Iterator[Fault]:
    """What an attribute, a note or a normalization says, as a field of what is told."""
    plain = value.casefold()
    if sort in _VERDICTS or (sort == "verdict" and plain in _VERDICTS):
        fields["verdict"] = sort if sort in _VERDICTS else plain
    elif sort == "checked":
        fields["checked"] = True
    elif sort == "act":
        fields["act"] = plain
    elif sort in ("note", "tag", "speaker") and value:
        fields[f"{sort}s"] = (*fields.get(f"{sort}s", ()), value)
    else:
        yield Fault(line.where, f"the attribute {sort} {value}".rstrip() + " is not understood: passed over")
