"""Rival figures: every number that pages give for one thing of one event, by whom it is said, through whom and when.

No number is held for the best. A speaker's numbers stand in the order in which he said them.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from math import inf
from typing import Final

from msgspec import Struct

from sayso.compare.describing.told import Voice
from sayso.compare.hearing.binding import Bound, bound
from sayso.compare.hearing.counted import Counted, Standing
from sayso.compare.hearing.sayers import LATE, Heard, Item, Sayers, Who, in_time
from sayso.records import Outcome, Reading, Span

ABOUT: Final = 0.1  # by how much what is told as about a number may differ from it, of that number


class Value(Struct, frozen=True, order=True):
    """A number said: `low` and `high` bound it, and beyond the one that is told nothing does where it is `open`."""

    low: float | None
    high: float | None
    open: bool = False
    approximate: bool = False


class Telling(Struct, frozen=True):
    """A number as one page gives it. `figure` is its id in the reading of `heard.basis.document`, `what` what it counts
    in the page's words; `standing` tells what was said before, and what is said not to be so. `by_event` tells that it
    is bound to one of the events, rather than by being the only such number of the story."""

    heard: Heard
    figure: str
    value: Value
    what: str | None
    standing: Standing
    by_event: bool


class Step(Struct, frozen=True):
    """A number that a speaker gave until he gave another. `day` is the first on which he did; None for what is only
    told as said before, or of a page without a date."""

    day: str | None
    value: Value
    tellings: tuple[Telling, ...]


class Account(Struct, frozen=True):
    """The numbers of one voice (a body's are those of its spokesmen, too), in time. Nameless voices of
    two pages are two; `besides` are those that it says are
    not so or leaves open."""

    voice: Voice
    steps: tuple[Step, ...]
    besides: tuple[Telling, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there are several numbers, and not of one day alone: those of one page may be of two things."""
        return len({step.day for step in self.steps}) > 1 and len({_number(step.value) for step in self.steps}) > 1


class Rivals(Struct, frozen=True, kw_only=True):
    """All numbers given for one thing. `what` are the words that most pages use for it, `part` that it is some of what
    is told beside it, `coming` that it is told as what may be or is to be, `events` those to which numbers are bound,
    `apart` that some two voices' last numbers cannot both be right. The account that was first comes first."""

    outcome: Outcome | None
    unit: str | None
    what: str | None
    part: bool
    coming: bool
    events: tuple[Item, ...]
    accounts: tuple[Account, ...]
    apart: bool


def rivals(
    readings: Sequence[Reading],
    events: Iterable[Collection[Item]] = (),
    *,
    same: Mapping[str, str] | None = None,
    speaks_for: Mapping[str, str] | None = None,
) -> tuple[Rivals, ...]:
    """The figures of the pages of one story, those for one thing together; what most voices number first.

    `events` are groups of the same event, each event as its document's id and its own. `same` joins actors over pages,
    `speaks_for` gives spokesmen's bodies (`hearing/spokesmen.py` finds them).
    """
    sayers = Sayers(readings, same, speaks_for)
    found = [_rivals(sayers, counted, figures) for counted, figures in bound(sayers.readings(), events)]
    return tuple(sorted(found, key=lambda one: (-len(one.accounts), one.part, one.coming, _first(one))))


def excludes(one: Value, other: Value) -> bool:
    """Whether two numbers cannot both be right."""
    (low, high), (least, most) = _range(one), _range(other)
    return high < least or most < low


def _range(value: Value) -> tuple[float, float]:
    low = -inf if value.low is None else value.low
    high = inf if value.high is None else value.high
    slack = ABOUT if value.approximate else 0.0
    return low - abs(low) * slack if low > -inf else low, high + abs(high) * slack if high < inf else high


def _rivals(sayers: Sayers, counted: Counted, figures: Sequence[Bound]) -> Rivals:
    by_voice: defaultdict[Who, list[Telling]] = defaultdict(list)
    for each in figures:
        telling = _telling(sayers, each)
        by_voice[telling.heard.who].append(telling)
    accounts = [_account(voice, tellings) for (voice, _), tellings in by_voice.items()]
    words = Counter(each.figure.what for each in figures if each.figure.what)
    return Rivals(
        outcome=next(each.figure.outcome for each in figures),
        unit=counted.unit or None,
        what=min(words, key=lambda what: (-words[what], what), default=None),
        part=counted.part,
        coming=counted.coming,
        events=tuple(sorted({(each.document, each.figure.event) for each in figures if each.figure.event})),
        accounts=tuple(sorted(accounts, key=lambda account: (_began(account), account.voice))),
        apart=_are_apart(accounts),
    )


def _telling(sayers: Sayers, each: Bound) -> Telling:
    figure = each.figure
    value = Value(figure.low, figure.high, figure.open, figure.approximate)
    heard = sayers.heard(each.document, figure.voice, (figure.span,), figure.outcome or "counted")
    return Telling(heard, figure.id, value, figure.what, _standing(sayers, each, heard), each.by_event)


def _standing(sayers: Sayers, each: Bound, heard: Heard) -> Standing:
    """How a number stands: one that a page tells as said before is its own only where it corrects itself."""
    if sayers.corrects(each.document, each.figure.voice):
        return "before"
    return "open" if each.standing == "before" and heard.party.page else each.standing


def _account(voice: Voice, tellings: Iterable[Telling]) -> Account:
    told = sorted(tellings, key=_in_time)
    steps = _steps([each for each in told if each.standing == "said"])
    for each in told:
        if each.standing == "before":
            steps = _with_former(steps, each)
    return Account(voice, tuple(steps), tuple(each for each in told if each.standing in ("denied", "open")))


def _steps(told: Iterable[Telling]) -> list[Step]:
    """The numbers of a voice in time, one day's of the same number together."""
    by_day: defaultdict[tuple[str | None, tuple[float, float]], list[Telling]] = defaultdict(list)
    for each in told:
        by_day[each.heard.day, _number(each.value)].append(each)
    steps: list[Step] = []
    for (day, number), tellings in by_day.items():
        if steps and _number(steps[-1].value) == number:
            steps[-1] = _joined(steps[-1], tellings)
        else:
            steps.append(Step(day, tellings[0].value, tuple(tellings)))
    return steps


def _with_former(steps: list[Step], telling: Telling) -> list[Step]:
    """The steps with a number that is told as said before: it is an earlier step of that number, or else one before
    the first of which the same page, or a later one, tells."""
    number, when = _number(telling.value), _in_time(telling)
    for i, step in enumerate(steps):
        if _number(step.value) == number and min(map(_in_time, step.tellings)) <= when:
            return [*steps[:i], _joined(step, [telling]), *steps[i + 1 :]]
    document = telling.heard.basis.document
    at = next((i for i, step in enumerate(steps) if _tells(step, document) or _in_time(step.tellings[0]) > when), None)
    at = len(steps) if at is None else at
    return [*steps[:at], Step(None, telling.value, (telling,)), *steps[at:]]


def _tells(step: Step, document: str) -> bool:
    return any(each.heard.basis.document == document for each in step.tellings)


def _joined(step: Step, more: Iterable[Telling]) -> Step:
    return Step(step.day, step.value, tuple(sorted((*step.tellings, *more), key=_in_time)))


def _number(value: Value) -> tuple[float, float]:
    """The bounds that were said, however surely."""
    low = value.low if value.low is not None else value.high
    high = value.high if value.high is not None else value.low
    return (-inf if low is None else low, inf if high is None else high)


def _in_time(telling: Telling) -> tuple[str, str, str, Span, str]:
    return in_time(telling.heard)


def _are_apart(accounts: Iterable[Account]) -> bool:
    """Whether some two voices' last numbers cannot both be right."""
    last = [account.steps[-1].value for account in accounts if account.steps]
    return any(excludes(one, other) for one, other in combinations(last, 2))


def _began(account: Account) -> tuple[str, str, str, Span, str]:
    return min(_in_time(each) for each in (*(t for step in account.steps for t in step.tellings), *account.besides))


def _first(one: Rivals) -> tuple[str, str, str, Span, str]:
    return min(map(_began, one.accounts), default=(LATE, LATE, "", (0, 0), ""))
