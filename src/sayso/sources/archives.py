"""Pages from web archives: WARC and WET, packed record by record, in one piece, or not at all.

A record is called by the offset of its first byte in the file: `crawl.warc.gz@1042`, and `crawl.warc.gz@1042+8812`
where it stands so many unpacked bytes behind the start of a gzip member. What cannot be read is told with its offset,
and reading goes on at the next thing that looks like a record. Nothing in an archive is used as a path.
"""

from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.sources import compressed, files
from sayso.sources.captures import HEAD, Capture, capture
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_SIGN: Final = b"WARC/1."
# A file with so many broken records is no archive; a gzip member is unpacked anew for each.
_MOST_FAULTS: Final = 1000
_MOST_AGAIN: Final = 20
_PANIC: Final = "PanicException"

Opened = Callable[[int], BinaryIO]


class Archive(Struct, frozen=True):
    """A file as a person named it, its place, when it was last written, its size, and that of the largest page."""

    path: Path
    place: str
    written: str
    size: int
    max_bytes: int

    def yielded(self, where: str, found: Capture) -> Yielded:
        name, path = f"{self.path}@{where}", f"{self.place}@{where}"
        if found.page is None:
            return Yielded(name=name, path=path, reason=f"{name}: {found.reason}")
        return Yielded(name=name, path=path, page=replace(found.page, path=path))


def pages(path: Path, max_bytes: int, only: tuple[int, int] | None = None) -> Iterator[Yielded]:
    """The pages in an archive, and the reasons for those that cannot be read, in the order of the file.

    With `only` (an offset, and the unpacked bytes behind it) the one record there. SaysoError where there is no such
    file.
    """
    with files.opened(path) as file:
        about = path.stat()
        archive = Archive(path, files.place(path), files.written(about), about.st_size, max_bytes)
        if not archive.size:
            yield Yielded(name=str(path), path=archive.place, reason=f"{path}: an archive of no bytes")
            return
        found = (_packed if compressed.is_packed(file) else _plain)(file, archive, only or (0, 0))
        yield from found if only is None else _first(found, archive, only)


def _first(found: Iterator[Yielded], archive: Archive, only: tuple[int, int]) -> Iterator[Yielded]:
    where = _where(*only)
    one = next(found, None)
    if one is not None and one.name == f"{archive.path}@{where}":
        yield one
    else:
        yield archive.yielded(where, Capture(0, 0, reason="there is no page at this place of the archive"))


def _where(offset: int, position: int) -> str:
    return f"{offset}+{position}" if position else str(offset)


def _plain(file: BinaryIO, archive: Archive, start: tuple[int, int]) -> Iterator[Yielded]:
    def opened(position: int) -> BinaryIO:
        file.seek(position)
        return file

    for found in _captures(opened, archive, start[0], _MOST_FAULTS, archive.size):
        yield archive.yielded(str(found.position), found)


def _packed(file: BinaryIO, archive: Archive, start: tuple[int, int]) -> Iterator[Yielded]:
    faults = 0
    for member in _members(file, start[0]):
        for found in _in_member(file, member, archive, start[1] if member.offset == start[0] else 0):
            yield archive.yielded(_where(member.offset, found.position), found)
            faults += found.reason is not None
        if faults >= _MOST_FAULTS:
            yield archive.yielded(str(member.offset), Capture(0, 0, reason=_too_many(faults)))
            return


def _too_many(faults: int) -> str:
    return f"{faults:,} broken records: what follows is not read"


def _members(file: BinaryIO, offset: int) -> Iterator[compressed.Member]:
    """The gzip members from an offset on; behind one that is broken comes the next that begins with a record."""
    at: int | None = offset
    while at is not None:
        member = compressed.Member(file, at)
        yield member
        member.skip()
        at = _next_member(file, at + 1) if member.end is None else compressed.after_padding(file, member.end)


def _next_member(file: BinaryIO, start: int) -> int | None:
    while True:
        file.seek(start)
        found = next(compressed.signs(file, compressed.MAGIC, start), None)
        if found is None or BufferedReader(compressed.Member(file, found)).read(len(_SIGN)) == _SIGN:
            return found
        start = found + 1


def _in_member(file: BinaryIO, member: compressed.Member, archive: Archive, start: int) -> Iterator[Capture]:
    """The records of one member. The last is held back until the member's end has told whether it is whole."""
    reading = member

    def opened(position: int) -> BinaryIO:
        nonlocal reading
        if reading.tell() > position:
            reading = compressed.Member(file, member.offset)
        reading.skip(position)
        return BufferedReader(reading, HEAD)

    held: Capture | None = None
    told = False
    for found in _captures(opened, archive, start, _MOST_AGAIN, None):
        if held is not None:
            yield held
        held = found
        told = told or found.reason is not None
    member.skip()
    if held is not None:
        spoilt = member.damaged and not held.sure and held.page is not None
        yield Capture(held.position, held.end, reason=member.fault) if spoilt else held
        told = told or spoilt
    if member.fault and not told:
        yield Capture(0, 0, reason=member.fault)


def _captures(opened: Opened, archive: Archive, start: int, most: int, size: int | None) -> Iterator[Capture]:
    """The records from a position on that are pages or broken. Where the next cannot be told it is looked for."""
    for _ in range(most):
        last, here = Capture(start, start), start
        stream = opened(start)
        try:
            for record in _iterator(stream):
                here = int(record.stream_pos)
                last = capture(record, archive.written, archive.max_bytes, size)
                if last.page or last.reason:
                    yield last
                if last.lost:
                    break
            else:
                if stream.tell() >= last.end:
                    return
                # One that was passed over reaches beyond the end, over others perhaps.
                if last.reason is None:
                    yield Capture(last.position, last.end, reason="cut off: longer than what is left")
                last = Capture(last.position, last.position + 1)
        except OSError as error:
            yield Capture(last.end, last.end, reason=f"no record is to be found here ({_one_line(error)})")
        except BaseException as error:
            # So a fault of the library's own comes, which is none of Python's exceptions.
            if type(error).__name__ != _PANIC:
                raise
            last = Capture(here, max(here + 1, last.end), reason=f"what reads archives failed ({_one_line(error)})")
            yield last
        behind = max(last.end, start + 1)
        following = next(compressed.signs(opened(behind), _SIGN, behind), None)
        if following is None:
            return
        start = following
    yield Capture(start, start, reason=_too_many(most))


def _iterator(stream: BinaryIO) -> Iterator["WarcRecord"]:
    from fastwarc.warc import ArchiveIterator

    records: Iterator[WarcRecord] = ArchiveIterator(stream, parse_http=False, stream_detect=False, max_header_len=HEAD)
    return records


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".")[:200]
