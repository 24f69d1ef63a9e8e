"""What gzip files hold, as streams that never raise for what is in the file: one that is damaged ends where the whole
part ends, and says why.

A file may hold several members, one after the other, as web archives do. However small a file is, it cannot make the
reader write without end: what unpacks to too many times its size ends there.
"""

import io
import sys
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC: Final = b"\x1f\x8b\x08"
_CHUNK: Final = 1 << 16
# Text rarely packs to a fiftieth; gzip can do no better than a thousandth. The first megabytes are free, for short runs
# of blanks pack that well in honest files.
_RATIO: Final = 200
_FREE: Final = 8_000_000


class Member(io.RawIOBase):
    """What the gzip member at `offset` of a file holds.

    `end` is the offset behind it once all of it was read; `fault` the reason why not all of it can be, `damaged`
    whether what came may be wrong as well. Positions (`tell`) count unpacked bytes from the member's start.
    """

    def __init__(self, file: BinaryIO, offset: int = 0) -> None:
        super().__init__()
        self.offset = offset
        self.end: int | None = None
        self.fault: str | None = None
        self.damaged = False
        self._file, self._unpacker = file, zlib.decompressobj(wbits=31)
        self._at, self._in, self._out = offset, 0, 0

    def close(self) -> None:
        """Nothing: a buffer that is thrown away closes what is below it, which may still be read."""

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._out

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        while self.end is None and self.fault is None:
            if out := self._unpacked(len(room)):
                room[: len(out)] = out
                return len(out)
        return 0

    def skip(self, until: int = sys.maxsize) -> None:
        """Read on to a position, as far as there is anything."""
        while self._out < until and self.read(min(_CHUNK, until - self._out)):
            pass

    def _unpacked(self, most: int) -> bytes:
        packed = self._unpacker.unconsumed_tail
        try:
            packed = packed or self._more()
            out = self._unpacker.decompress(packed, most)
        except zlib.error:
            self.fault, self.damaged = f"damaged gzip data (they begin at byte {self.offset:,})", True
            return b""
        except OSError as error:
            self.fault = error.strerror or str(error)
            return b""
        self._note(packed, out)
        return out

    def _more(self) -> bytes:
        self._file.seek(self._at)  # several may read one file in turn
        chunk = self._file.read(_CHUNK)
        self._at += len(chunk)
        return chunk

    def _note(self, packed: bytes, out: bytes) -> None:
        self._out += len(out)
        if self._unpacker.eof:
            self._in += len(packed) - len(self._unpacker.unused_data)
            self.end = self.offset + self._in
            return
        # What stays in the tail is given to the unpacker again, and counted then.
        self._in += len(packed) - len(self._unpacker.unconsumed_tail)
        if not packed and not out:
            self.fault = "cut off: the gzip data have no end"
        elif self._out > _FREE and self._out > self._in * _RATIO:
            self.fault = f"unpacks to more than {_RATIO} times its size"


class Unpacked(io.RawIOBase):
    """All that the members of a gzip file hold, as one stream; `fault` tells why it ended early."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self.fault: str | None = None
        self._file, self._out = file, 0
        self._member: Member | None = Member(file)

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._out

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        while self._member is not None:
            if count := self._member.readinto(buffer):
                self._out += count
                return count
            self._member = self._following(self._member)
        return 0

    def _following(self, member: Member) -> Member | None:
        self.fault = member.fault
        if member.end is None:
            return None
        if self._out > _FREE and self._out > member.end * _RATIO:
            self.fault = f"unpacks to more than {_RATIO} times its size"
            return None
        offset = after_padding(self._file, member.end)
        if offset is None:
            return None
        self._file.seek(offset)
        if self._file.read(len(MAGIC)) != MAGIC:
            self.fault = f"something other than gzip data at byte {offset:,}"
            return None
        return Member(self._file, offset)


class _Borrowed(io.RawIOBase):
    """A file as it is, that is not closed with whatever stands upon it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        data = self._file.read(len(room))
        room[: len(data)] = data
        return len(data)


def is_packed(file: BinaryIO) -> bool:
    """Whether a file that can be sought in begins as gzip data do; it stands at its start afterwards."""
    file.seek(0)
    head = file.read(len(MAGIC))
    file.seek(0)
    return head == MAGIC


def stream(file: BinaryIO) -> tuple[io.BufferedReader, Unpacked | None]:
    """What a file holds, buffered, and its unpacking (which knows the fault) where it is packed."""
    if not is_packed(file):
        return io.BufferedReader(_Borrowed(file), _CHUNK), None
    unpacked = Unpacked(file)
    return io.BufferedReader(unpacked, _CHUNK), unpacked


def after_padding(file: BinaryIO, offset: int) -> int | None:
    """The offset of the first byte from `offset` on that is not zero, as padding is; None at the file's end."""
    file.seek(offset)
    while chunk := file.read(_CHUNK):
        if left := chunk.lstrip(b"\x00"):
            return offset + len(chunk) - len(left)
        offset += len(chunk)
    return None


def signs(file: IO[bytes], sign: bytes, start: int) -> Iterator[int]:
    """The positions, from `start` on, at which `sign` stands in a stream that stands at `start` itself.

    The stream is not to be read by others between one position and the next.
    """
    tail = b""
    while chunk := file.read(_CHUNK):
        window = tail + chunk
        found = window.find(sign)
        while found >= 0:
            yield start - len(tail) + found
            found = window.find(sign, found + 1)
        start += len(chunk)
        tail = window[-(len(sign) - 1) :]
