"""Events as a person wants to read them, and as JSON: what is said to have happened, and on whose say-so.

On a terminal a table; elsewhere one event a line, plain.
"""

from collections.abc import Iterable, Sequence
from typing import IO, Final

from msgspec import to_builtins
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.export import jsonl
from sayso.export.saying import KINDS, status
from sayso.export.terminal import DIGITS, UNSAID, shown
from sayso.ledger.happenings import EventHit, SaySo, Side
from sayso.records import Date, Figure

NOBODY: Final = "—"
WIDTH: Final = 15  # of a column at least: an id, a status
OPEN: Final = "year open"
_TOLD: Final = {"month": 7, "year": 4, "decade": 4}  # characters of an ISO date that a precision tells


def as_object(hit: EventHit) -> jsonl.Object:
    """An event as the ledger format has it, with the document and all that it refers to by name, in exact words, and
    `say_so`: the page itself, or speakers by name."""
    told = hit.document
    return {
        **jsonl.event(hit.event),
        "document": {
            "id": told.id, "title": told.title, "publisher": told.publisher, "published": told.published,
            "place": told.place,
        },
        "who": [side.name for side in hit.actors],
        "whom": [side.name for side in hit.targets],
        "where": to_builtins(hit.places),
        "when": to_builtins(hit.date),
        "figures": [jsonl.figure(figure) for figure in hit.figures],
        "words": hit.words,
        "say_so": to_builtins(hit.say_so),
    }  # fmt: skip


class EventTable:
    """Writes events to a stream: a table on a terminal, else a line each."""

    def __init__(self, stream: IO[str]) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)

    def write(self, hits: Sequence[EventHit]) -> None:
        if not self._console.is_terminal:
            for hit in hits:
                self._console.print(_line(hit), soft_wrap=True)
        elif hits:
            self._console.print(_table(hits))


def _table(hits: Iterable[EventHit]) -> Table:
    table = Table(box=box.HORIZONTALS, show_lines=True, expand=True, padding=(0, 1, 0, 0), border_style="dim")
    for name, ratio in (("What, when", 4), ("Who → whom, where", 5), ("On whose say-so", 4), ("In these words", 6)):
        table.add_column(name, ratio=ratio, overflow="fold", min_width=WIDTH)
    for hit in hits:
        figures = (Text(counted(figure), "yellow") for figure in hit.figures)
        table.add_row(
            _lines([*_what(hit), Text(when(hit.date, hit.document.published))]),
            _lines([_who(hit), *_where(hit), *figures]),
            _lines([say_so(hit.say_so), Text(hit.document.id[:DIGITS], "dim")]),
            _words(hit),
        )
    return table


def _lines(parts: Sequence[Text]) -> Text:
    return Text("\n").join(parts)


def _line(hit: EventHit) -> Text:
    facts = [
        Text(when(hit.date, hit.document.published)),
        Text(" · ").join(_what(hit)),
        _who(hit),
        *_where(hit),
        *(Text(counted(figure)) for figure in hit.figures),
        Text("says ") + say_so(hit.say_so),
        Text("“") + _words(hit) + Text("”"),
        Text(hit.document.id[:DIGITS]),
    ]
    return Text(" · ").join(facts)


def when(date: Date | None, published: str | None) -> str:
    """The day or days of an event; in brackets the day of publication, where no other is told."""
    first, last = (None, None) if date is None else (date.first, date.last)
    if first is last is None:
        return f"({shown(published)})" if published else NOBODY
    precision = None if date is None else date.precision
    ends = list(dict.fromkeys(_day(each, precision) for each in (first, last)))
    between = " – " if any(len(end) > len("2024-02") for end in ends) else "–"
    return between.join(ends) + (f" ({OPEN})" if any(each and each.startswith("--") for each in (first, last)) else "")


def _day(date: str | None, precision: str | None) -> str:
    """A date as precisely as it is told: of a month or a year its first and last days say nothing."""
    if not date:
        return "…"
    return shown(date.removeprefix("--"))[: _TOLD.get(precision or "", len(date))]


def _what(hit: EventHit) -> list[Text]:
    event, told = hit.event, status(hit.event)
    modes = f" ({shown(', '.join(event.modes))})" if event.modes else ""
    return [Text.assemble((event.type, "bold"), modes), Text(told, "dim" if told == "happened" else "magenta")]


def _who(hit: EventHit) -> Text:
    if not hit.targets:
        return Text(_sides(hit.actors), "cyan")
    return Text.assemble((_sides(hit.actors), "cyan"), " → ", (_sides(hit.targets), "cyan"))


def _sides(sides: Iterable[Side]) -> str:
    return ", ".join(shown(side.name) for side in sides) or NOBODY


def _where(hit: EventHit) -> list[Text]:
    return [Text(", ".join(f"{where.role} {shown(where.name)}" for where in hit.places))] if hit.places else []


def counted(figure: Figure) -> str:
    """A figure in words: how many of what, and what became of them."""
    outcome = (figure.outcome or "").replace("_", " ") if figure.outcome != "other" else ""
    unit = "" if figure.unit in (None, "percent") else shown(figure.unit or "")
    return " ".join(filter(None, (amount(figure), unit, shown(figure.what or ""), outcome)))


def amount(figure: Figure) -> str:
    """The number of a figure as it is bounded: *about 40*, *40 or more*, *up to 40*, *30–40*."""
    sign = "%" if figure.unit == "percent" else ""
    low, high = (None if each is None else f"{each:,.10g}{sign}" for each in (figure.low, figure.high))
    about = "about " * figure.approximate
    if low is None or high is None:
        return about + (f"{low} or more" if low else f"up to {high}" if high else "a number of")
    return about + (low if low == high else f"{low}–{high}")


def say_so(told: SaySo) -> Text:
    """Whose word it is: the page's own with its publisher, or the speakers; those who are not named are marked."""
    by = shown(" and ".join(told.by))
    if told.page:
        return Text.assemble(("page", "italic"), f": {by}" if by else "")
    if told.kind not in KINDS:
        return Text(by or UNSAID, "cyan")
    mark = KINDS[told.kind] if by or told.kind != "unstated" else ""
    return Text.assemble((by or UNSAID, "cyan"), (f" ({mark})" if mark else "", "magenta"))


def _words(hit: EventHit) -> Text:
    """The exact words, its trigger standing out."""
    told, last = Text(), 0
    for start, end in hit.trigger:
        told.append(_blank(hit.words[last:start]))
        told.append(_blank(hit.words[start:end]), "bold")
        last = end
    return told.append(_blank(hit.words[last:]))


def _blank(text: str) -> str:
    """Like `shown`, but for the blanks at the ends."""
    line = shown(text)
    return f"{' ' * (text[:1].isspace() and bool(line))}{line}{' ' * text[-1:].isspace()}"
