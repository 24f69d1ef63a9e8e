"""Messages come out of a pipe as they went in, however they are cut on the way."""

import os
import struct
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.scale.wire import CHUNK, LARGEST, BrokenError, Incoming, Outgoing, receive, send


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    yield from opened()


def opened() -> Iterator[tuple[int, int]]:
    handles = os.pipe()
    yield handles
    for handle in handles:
        try:
            os.close(handle)
        except OSError:
            continue  # the test closed it


@given(messages=st.lists(st.binary(max_size=100)), cuts=st.lists(st.integers(1, 40), min_size=1))
def test_messages_arrive_whole_however_they_are_cut(messages: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(struct.pack("!Q", len(each)) + each for each in messages)
    for reading, writing in opened():
        incoming, arrived = Incoming(reading), list[bytes]()
        while stream:
            part, stream = stream[: cuts[0]], stream[cuts[0] :]
            cuts = [*cuts[1:], cuts[0]]
            os.write(writing, part)
            arrived += incoming.take()
        assert arrived == messages
        assert not incoming.ended
        os.close(writing)
        assert list(incoming.take()) == []
        assert incoming.ended


@pytest.mark.parametrize("size", [0, 1, CHUNK - 8, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_parent_waits_for_no_child(pipe: tuple[int, int], size: int) -> None:
    reading, writing = pipe
    outgoing, message = Outgoing(writing), os.urandom(size)
    outgoing.put(message)
    outgoing.put(b"next")
    arrived: list[bytes] = []
    child = threading.Thread(target=lambda: arrived.extend(receive(reading) for _ in range(2)))
    child.start()
    while not outgoing.flush():
        continue
    child.join(10)
    assert arrived == [message, b"next"]


@pytest.mark.parametrize("size", [0, CHUNK - 8, CHUNK, 3 * CHUNK])
def test_what_a_child_sends_arrives(pipe: tuple[int, int], size: int) -> None:
    reading, writing = pipe
    message = os.urandom(size)
    child = threading.Thread(target=send, args=(writing, message))
    child.start()
    incoming, arrived = Incoming(reading), list[bytes]()
    while not arrived:
        arrived += incoming.take()
    child.join(10)
    assert arrived == [message]


def test_what_is_no_message_is_told(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.write(writing, struct.pack("!Q", LARGEST + 1))
    with pytest.raises(BrokenError):
        list(Incoming(reading).take())


def test_a_reader_that_is_gone_is_no_fault(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.close(reading)
    assert Outgoing(writing).flush()
    outgoing = Outgoing(writing)
    outgoing.put(b"to nobody")
    assert outgoing.flush()


def test_the_end_is_told_to_a_child(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.write(writing, b"\0\0")
    os.close(writing)
    with pytest.raises(EOFError):
        receive(reading)
