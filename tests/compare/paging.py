"""Pages of one story made by hand: marked text as in `tests/compare/builders.py`, with numbers and dates in it.

A number is `words=12`, with marks behind it: `+` open above, `~` approximate, then after bars `outcome` (killed where
none is given), `what`, `@event`: the number of the fact that it is told of.
"""

import re
from typing import Any, Final

from msgspec.structs import replace

from sayso.records import Attribution, Reading
from tests import factories
from tests.compare.builders import page
from tests.factories_events import Telling

_NUMBER: Final = re.compile(r"([^=]+)=([\d.]+)([+~]*)((?:\|[^|]*)*)")


def story_page(marked: str, *numbers: str, facts: tuple[str, ...] = (), days: Any = None, **given: Any) -> Reading:
    """A reading with figures; `days` are dates by their words, `given` goes to `page`."""
    made = page(marked, *facts, **given)
    telling = Telling((factories.page(made.document.text), made))
    for words, day in (days or {}).items():
        telling.date(words, day)
    for number in numbers:
        _count(telling, number)
    return telling.reading


def _count(telling: Telling, number: str) -> None:
    found = _NUMBER.fullmatch(number)
    assert found, f"no number: {number}"
    words, _, nth = found[1].partition("#")
    outcome, what, event = [*found[4].removeprefix("|").split("|"), "", "", ""][:3]
    low = float(found[2])
    text = telling.reading.document.text
    starts = [match.start() for match in re.finditer(re.escape(words), text)]
    telling.figure(
        words,
        low,
        after=text[starts[int(nth or 1) - 1] :],
        event=telling.reading.events[int(event)] if event else None,
        high=None if "+" in found[3] else low,
        open="+" in found[3],
        approximate="~" in found[3],
        outcome=None if outcome == "-" else outcome or "killed",
        what=what or None,
    )


def item(reading: Reading, cue: str) -> tuple[str, str]:
    """The document and the attribution of the first cue of these words."""
    return reading.document.id, said(reading, cue).id


def said(reading: Reading, cue: str) -> Attribution:
    text = reading.document.text
    return next(each for each in reading.attributions if text[each.cue[0][0] : each.cue[-1][1]] == cue)


def with_said(reading: Reading, cue: str, **changes: Any) -> Reading:
    """The reading with changes to the attribution of a cue."""
    one = said(reading, cue)
    changed = tuple(replace(each, **changes) if each.id == one.id else each for each in reading.attributions)
    return replace(reading, attributions=changed)
