"""Messages between processes: MessagePack in frames, each behind its length. Nothing that arrives is ever executed.

The parent never waits for a pipe, whatever a child does: it takes what is there and sends what there is room for. A
child does nothing else than wait.
"""

import os
import struct
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

_LENGTH: Final = struct.Struct("!Q")
CHUNK: Final = 1 << 20  # bytes that are read at once
LARGEST: Final = 1 << 30  # bytes of a message; a longer one is no message of ours


class BrokenError(Exception):
    """What arrives is no message of ours."""


class Incoming:
    """The end of a pipe from which a parent takes messages."""

    def __init__(self, handle: int) -> None:
        os.set_blocking(handle, False)
        self.handle, self.ended = handle, False
        self._buffer = bytearray()

    def take(self) -> Iterator[bytes]:
        """The messages that are there as a whole. BrokenError for what is none."""
        self._fill()
        start = 0
        while (end := self._end(start)) is not None:
            yield bytes(self._buffer[start + _LENGTH.size : end])
            start = end
        del self._buffer[:start]

    def _end(self, start: int) -> int | None:
        """Where the message ends that starts here, if it is there as a whole."""
        if len(self._buffer) < start + _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._buffer, start)
        if length > LARGEST:
            raise BrokenError
        end = int(start + _LENGTH.size + length)
        return end if end <= len(self._buffer) else None

    def _fill(self) -> None:
        with suppress(BlockingIOError):
            while part := os.read(self.handle, CHUNK):
                self._buffer += part
                if len(part) < CHUNK:
                    return
            self.ended = True


class Outgoing:
    """The end of a pipe into which a parent puts messages."""

    def __init__(self, handle: int) -> None:
        os.set_blocking(handle, False)
        self.handle = handle
        self._waiting: deque[memoryview] = deque()

    def put(self, message: bytes) -> None:
        """Send a message, now or as soon as there is room."""
        self._waiting += (memoryview(_LENGTH.pack(len(message))), memoryview(message))
        self.flush()

    def flush(self) -> bool:
        """Send what there is room for; whether that is all. What nobody reads any more is forgotten."""
        try:
            while self._waiting:
                sent = os.write(self.handle, self._waiting[0])
                self._waiting[0] = self._waiting[0][sent:]
                if not self._waiting[0]:
                    self._waiting.popleft()
        except BlockingIOError:
            return False
        except BrokenPipeError:
            self._waiting.clear()
        return True


def receive(handle: int) -> bytes:
    """Wait for a message. EOFError where none will come."""
    (length,) = _LENGTH.unpack(_exactly(handle, _LENGTH.size))
    return _exactly(handle, length)


def send(handle: int, message: bytes) -> None:
    """Send a message, however long that takes."""
    for part in (_LENGTH.pack(len(message)), message):
        left = memoryview(part)
        while left:
            left = left[os.write(handle, left) :]


def _exactly(handle: int, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = os.read(handle, min(size, CHUNK))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
