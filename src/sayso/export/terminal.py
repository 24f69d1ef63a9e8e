"""Readings, searches and lists as a person wants to read them on a terminal.

On a terminal in colour and wrapped to its width; elsewhere one thing a line, plain. Page text never reaches a terminal
as it is: its control characters are shown, not obeyed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Final

from rich.console import Console
from rich.text import Text

from sayso.records import Attribution, Document, Entry, Failure, Hit, Problem, Reading
from sayso.soundness import one_line, words

UNSAID: Final = "(not said who)"
INDENT: Final = 2
DEEPER: Final = 4
HANGING: Final = 2  # of lines that go on, below the one they go on from

# Left as they are, these turn text around on a terminal, so that it reads as what it does not say.
_TURNING: Final = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
_SHOWN: Final = str.maketrans(
    {code: chr(0x2400 + code) for code in range(0x20)}
    | {0x7F: "␡"}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000), *_TURNING), "�")
)


def shown(text: str) -> str:
    """Text on one line, with every character that a terminal would obey replaced by one that it shows."""
    return " ".join(text.split()).translate(_SHOWN)


class Terminal:
    """Writes to a stream: `colour` and wrapping follow what the stream is."""

    def __init__(self, stream: IO[str]) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)

    def reading(self, reading: Reading) -> None:
        """A page's header, its attributions with nested ones under their outer one, and its problems."""
        self._header(reading.document)
        for depth, attribution in in_order(reading.attributions):
            self._print(told(reading.document, attribution), INDENT + DEEPER * depth, "↳ " if depth else "")
        for problem in reading.problems:
            self._print(_problem(problem), INDENT)
        self._console.print()

    def facts(self, document: Document, reader: str) -> None:
        """What a document is, besides its header: for one that is looked up in the ledger."""
        found = "; ".join(s.url or s.path or "" for s in document.sightings)
        facts = {"document": document.id, "found at": found, "author": document.author, "language": document.language}
        for name, fact in (facts | {"read by": reader}).items():
            if fact:
                self._print(Text.assemble((f"{name}: ", "dim"), shown(fact)), 0)
        self._console.print()

    def hit(self, hit: Hit) -> None:
        """A found attribution, and below it where it stands."""
        self._print(_told(hit.source, hit.cue, hit.content), 0)
        self._print(Text(" · ".join((hit.document.id[:12], *_about(hit.document))), "dim"), INDENT)

    def entry(self, entry: Entry) -> None:
        """A document on one line: id, date, number of attributions, title and publisher."""
        problems = f" ({_count(entry.problems, 'problem')})" if entry.problems else ""
        line = Text.assemble(
            (entry.id[:12], "cyan"),
            f"  {shown(entry.published or '—'):<10}  {entry.attributions:>4}  ",
            " · ".join(_about(entry)),
            (problems, "yellow"),
        )
        line.truncate(self._console.width if self._console.is_terminal else len(line), overflow="ellipsis")
        self._line(line)

    def failure(self, failure: Failure) -> None:
        """A page that could not be read, and why."""
        where = shown(failure.url or failure.path or failure.original or "")
        reason = shown(failure.reason)
        self._line(Text(f"{failure.time}  {reason if where in reason else f'{where}: {reason}'}"))

    def _header(self, document: Document) -> None:
        self._print(Text(shown(document.title or "(no title)"), "bold underline"), 0)
        places = (sighting.url or sighting.path for sighting in document.sightings[-1:])
        facts = [shown(fact) for fact in (document.publisher, document.published, *places) if fact]
        self._print(Text(" · ".join(facts), "dim"), 0)

    def _print(self, text: Text, indent: int, first: str = "") -> None:
        """Print text below an indent, `first` standing before its first line."""
        if not self._console.is_terminal:
            self._line(Text(" " * indent + first) + text)
            return
        begins = " " * indent + first
        goes_on = " " * (len(begins) + HANGING * (indent > 0))
        for number, line in enumerate(text.wrap(self._console, max(20, self._console.width - len(goes_on)))):
            self._line(Text(goes_on if number else begins) + line)

    def _line(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)


def in_order(attributions: Sequence[Attribution]) -> Iterator[tuple[int, Attribution]]:
    """Each attribution with its depth, those within one following it."""
    within: defaultdict[str | None, list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        within[attribution.outer].append(attribution)
    waiting = [(0, attribution) for attribution in reversed(within[None])]
    while waiting:
        depth, attribution = waiting.pop()
        yield depth, attribution
        waiting += [(depth + 1, inner) for inner in reversed(within[attribution.id])]


def told(document: Document, attribution: Attribution) -> Text:
    """An attribution as who — cue — content, in its exact words."""
    source, cue, content = (
        words(document, spans) for spans in (attribution.source, attribution.cue, attribution.content)
    )
    return _told(source, cue, content)


def summary(pages: int, attributions: int, problems: int, failed: int, ledger: str | None) -> str:
    """The line at the end of a reading: how much was read, what was not, where it is."""
    counts = [_count(pages, "page"), _count(attributions, "attribution"), _count(problems, "problem")]
    if failed:
        counts.append(f"{failed} not read")
    return ", ".join(counts) + (f"; ledger: {ledger}" if ledger else "")


def _told(source: Iterable[str], cue: Iterable[str], content: Iterable[str]) -> Text:
    who, how, what = (shown(one_line(pieces)) for pieces in (source, cue, content))
    return Text.assemble(
        (who, "bold cyan") if who else (UNSAID, "italic cyan"), " — ", (how or "…", "yellow"), " — ", what or "…"
    )


def _problem(problem: Problem) -> Text:
    return Text(f"! {problem.step}: {shown(problem.message)}", "yellow")


def _about(entry: Entry) -> list[str]:
    return [shown(fact) for fact in (entry.title or entry.place or "(no title)", entry.publisher) if fact]


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
