"""A worker process whose reader needs no model, and that does what pages tell it: die, stall, want memory."""

import os
import re
import signal
import time

from sayso.errors import InputError
from sayso.ids import document_id
from sayso.records import Document, Page, Reading, Sighting
from sayso.scale import worker
from sayso.scale.messages import Start
from sayso.scale.worker import Read

VERSION = "quick"
MODULE = "tests.scale.quick"


def main() -> None:
    worker.main(made)


def made(start: Start) -> tuple[str, Read]:
    if start.threshold == 1:
        raise InputError("no such reader")
    if start.threshold == 0:
        raise ZeroDivisionError("a broken reader")
    return VERSION, read


def read(page: Page) -> Reading:
    text = page.data.decode()
    for word, number in re.findall(r"<(\w+) ?([\d.]*)>", text):
        obey(word, float(number or 0))
    here = Sighting(path=page.path, url=page.url, fetched=page.fetched)
    found = Document(id=document_id(page.data), media_type="text/plain", text=text, sightings=(here,), url=page.url)
    return Reading(reader=VERSION, document=found, sentences=((0, len(text)),))


def obey(word: str, number: float) -> None:
    if word == "signal":
        os.kill(os.getpid(), int(number))
    elif word == "exit":
        os._exit(int(number))
    elif word == "sleep":
        time.sleep(number)
    elif word == "memory":
        bytearray(int(number))
    elif word == "crash":
        raise MemoryError if number else ZeroDivisionError("division by zero")
    elif word == "refuse":
        raise InputError("no page of text")
    elif word == "babble":
        for handle in range(3, 200):
            babble(handle)
    elif word == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)


def babble(handle: int) -> None:
    try:
        os.write(handle, b"\xff" * 100)
    except OSError:
        return
