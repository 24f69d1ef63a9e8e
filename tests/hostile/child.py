"""A process that reads hostile files, one after the other, as the workers of `sayso read` do: under their limits.

It is told a file a line on standard input and answers with a line each, so that whoever asks can keep the deadline.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct, json

from sayso.errors import SaysoError
from sayso.parse.blocks import document
from sayso.parse.segment import sentences, tokens
from sayso.records import Document, Page, Reading
from sayso.scale import limits
from sayso.soundness import check
from sayso.sources import feeds, opening
from tests.hostile.case import Case

_STARTED: Final = b"started"


class Asked(Struct, frozen=True):
    """A file, how it comes in, and the words that are looked for in what it says."""

    path: str
    into: str
    holds: str
    lacks: str

    @classmethod
    def of(cls, path: Path, case: Case) -> "Asked":
        return cls(str(path), case.into, case.holds, case.lacks)


class Row(Struct, frozen=True):
    """What came of one page: the length of its text, whether the words stand in it, and its problems; or the reason why
    nothing did. `crashed` tells that it was no reason but a fault of the program."""

    length: int = 0
    holds: bool = False
    lacks: bool = True
    problems: tuple[str, ...] = ()
    reason: str | None = None
    crashed: bool = False


def rows(asked: Asked) -> Iterator[Row]:
    """What comes of a file, page by page."""
    if asked.into != "read":
        yield _listed(asked)
        return
    for found in opening.pages([asked.path], opening.Options()):
        if found.page is None:
            reason = found.reason or "nothing"
            yield Row(reason=reason, crashed="sayso failed on it" in reason)
        else:
            yield _read(found.page, asked)


def _read(page: Page, asked: Asked) -> Row:
    try:
        found, problems = document(page)
    except SaysoError as error:
        return Row(reason=str(error))
    check(Reading(reader="hostile", document=found, sentences=sentences(found), problems=problems))
    for block in found.blocks:
        tokens(found.text, block.span)
    return _row(_said(found), [problem.message for problem in problems], asked, len(found.text))


def _said(found: Document) -> str:
    return "\n".join((found.text, *filter(None, (found.title, found.author, found.publisher, found.url))))


def _listed(asked: Asked) -> Row:
    """The addresses in a feed or a list of feeds."""
    data = Path(asked.path).read_bytes()
    try:
        if asked.into == "opml":
            return _row("\n".join(feeds.outlines(data, asked.path)), [], asked)
        feed = feeds.feed(data, "https://example.org/feed")
    except SaysoError as error:
        return Row(reason=str(error))
    return _row("\n".join(each.url for each in feed.listed), feed.problems, asked)


def _row(said: str, problems: list[str] | tuple[str, ...], asked: Asked, length: int | None = None) -> Row:
    return Row(
        length=len(said) if length is None else length,
        holds=asked.holds in " ".join(said.split()),
        lacks=asked.lacks not in said,
        problems=tuple(problems),
    )


def answer(asked: Asked) -> list[Row]:
    found: list[Row] = []
    try:
        found.extend(rows(asked))
    except Exception as error:  # whatever escapes is what these files are looking for
        found.append(Row(reason=f"{type(error).__name__}: {error}"[:2000], crashed=True))
    return found


def serve(asked: BinaryIO = sys.stdin.buffer, answers: BinaryIO = sys.stdout.buffer) -> None:
    """Answers until there is nothing more to answer. What loads slowly is loaded first, outside any deadline."""
    import fastwarc.warc  # noqa: F401
    import feedparser  # noqa: F401
    import pypdfium2  # noqa: F401
    import trafilatura.metadata  # noqa: F401

    limits.limit(limits.MEMORY)
    limits.cut_off()
    answers.write(_STARTED + b"\n")
    answers.flush()
    for line in asked:
        answers.write(json.encode(answer(json.decode(line, type=Asked))) + b"\n")
        answers.flush()
