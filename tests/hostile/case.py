"""What a hostile file is: how it is made, why it is there, and what has to become of it."""

from collections.abc import Callable
from functools import partial
from typing import Final, Literal

from msgspec import Struct

ARTICLE: Final = (
    "The ministry said on Monday that the town had fallen after a week of fighting. “Nobody is left there,” the "
    "governor told reporters. The army denied the report on Tuesday and said that its soldiers held the bridge. "
    "According to two aid workers, 40 people were killed when a market was shelled on Sunday."
)
HOLDS: Final = "the town had fallen after a week of fighting"
SECRET: Final = "velvet harbour nineteen"  # stands in a file beside the others that none of them may reach

Expected = Literal["read", "problem", "refused"]


class Case(Struct, frozen=True, kw_only=True):
    """A hostile file. `expected`: `read` with no problem, read with a `problem` row, or `refused`; `words` is a pattern
    that the reason of every refusal, or of one of the problems, matches.

    `pages` is how many pages come of it; `holds` are words that the text of one has, `lacks` what none may have.
    `longest` is the most characters that a page's text may have; `into` says how it comes in: as what `sayso read` is
    given, as a `feed` or a list of feeds (`opml`). `by_command` marks what is read by the command, too.
    """

    name: str
    why: str
    make: Callable[[], bytes]
    expected: Expected = "read"
    words: str = ""
    pages: int = 1
    holds: str = ""
    lacks: str = SECRET
    longest: int = 2_000_000
    into: Literal["read", "feed", "opml"] = "read"
    by_command: bool = False


def made(make: Callable[..., bytes], *arguments: object) -> Callable[[], bytes]:
    """What makes a file of these arguments, for cases that differ in them alone."""
    return partial(make, *arguments)


def html(body: str, head: str = "") -> bytes:
    """A page with an article below a body that means no good."""
    return f"<!doctype html><html><head><title>Town falls</title>{head}</head><body>{body}</body></html>".encode()


def prose(times: int = 1) -> str:
    """The article as a paragraph of HTML."""
    return f"<p>{' '.join([ARTICLE] * times)}</p>"
