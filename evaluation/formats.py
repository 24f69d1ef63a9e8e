"""Every format, of a thousand random readings, read back by programs that are not ours.

The readings are those of made ledgers and of the test factories, with judgements, joined actors and selections drawn at
random. What `docs/formats.md` says is lost is not looked for; anything else that is missing is a fault.

python -m evaluation.formats
"""

import random
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Final, get_args
from zlib import crc32

from msgspec.structs import replace

from evaluation import format_checks, made_ledger
from sayso.records import Attribution, Chosen, Reading, Verdict
from sayso.soundness import check as check_sound

READINGS: Final = 1000
SEED: Final = 8
SHOWN: Final = 3  # faults of each kind of format
# What formats stumble over; it stands before and behind names and titles.
STRANGE: Final = (
    "=1+1", "+49", "-1", "@A", "a;b", "a,b", 'a"b', "a'b", "a\tb", "a\nb", "a\rb", "<b>&", "]]>", "&amp;", "\u2028",
    "\u0085", "\ufeff", "\u200b", "\u202e", "e\u0301", "\U0001f3f4\u200d\u2620\ufe0f", "中文", "עברית", "%s{}", "\\n",
    "\x07", "\ufffe", "a  b", "--", "<!--", "{{", "$&",
)  # fmt: skip
COUNTRIES: Final = ("AR", "CM", "EE", "FR", "IQ", "KE", "LB", "MM", "PH", "SY", "UA", "VE")  # made ones mean nothing


def measure(shared: Path) -> dict[str, Any]:
    """Readings, their attributions and events, and how many faults the programs of others find with the formats of each
    kind; none is wanted."""
    readings = list(chosen(READINGS))
    told = {
        "readings": len(readings),
        "attributions": sum(len(each.attributions) for each in readings),
        "events": sum(len(each.events) for each in readings),
    }
    return told | {f"faults, {name}": len(check(readings)) for name, check in checks().items()}


def checks() -> dict[str, Callable[[Sequence[Chosen]], list[str]]]:
    """The checks of every kind of format by name."""
    names = sorted(each.name for each in iter_modules(format_checks.__path__))
    return {name: import_module(f"evaluation.format_checks.{name}").check for name in names}


def chosen(count: int, seed: int = SEED) -> Iterator[Chosen]:
    """So many random readings, some of their attributions and events, verdicts, and joined actors."""
    dice = random.Random(seed)
    for number in range(count):
        reading = stranger(made_ledger.page(number, seed)[1], dice)
        check_sound(reading)
        yield Chosen(
            reading=reading,
            attributions=_some(dice, [each.id for each in reading.attributions]),
            events=_some(dice, [each.id for each in reading.events]),
            verdicts={each.id: dice.choice(get_args(Verdict)) for each in reading.attributions if dice.random() < 0.2},
            joined=_joined(reading),
        )


def stranger(reading: Reading, dice: random.Random) -> Reading:
    """The same reading with strange facts of its page and strange names, and with some of its facts left open."""
    document = replace(
        reading.document,
        **{name: _strange(dice, getattr(reading.document, name)) for name in ("title", "author", "publisher")},
    )
    actors = tuple(
        replace(actor, name=_strange(dice, actor.name) or actor.name, country=_country(actor.country))
        for actor in reading.actors
    )
    places = tuple(replace(place, country=_country(place.country)) for place in reading.places)
    attributions = tuple(_open(each, dice) for each in reading.attributions)
    return replace(reading, document=document, actors=actors, places=places, attributions=attributions)


def _joined(reading: Reading) -> dict[str, str]:
    """One actor in ten goes by another id, on every page by the same."""
    numbers = {actor.id: crc32(actor.id.encode()) for actor in reading.actors}
    return {id: f"joined-{number // 10 % 50}" for id, number in numbers.items() if number % 10 == 0}


def _country(told: str | None) -> str | None:
    return None if told is None else COUNTRIES[crc32(told.encode()) % len(COUNTRIES)]


def _open(attribution: Attribution, dice: random.Random) -> Attribution:
    if dice.random() < 0.8:
        return attribution
    return replace(attribution, speakers=(), speaker_kind=None, act=None, manner=None, negated=None)


def _strange(dice: random.Random, told: str | None) -> str | None:
    if dice.random() < 0.6:
        return told
    return dice.choice((None, f"{dice.choice(STRANGE)}{told or ''}{dice.choice(STRANGE)}"))


def _some(dice: random.Random, ids: Sequence[str]) -> frozenset[str]:
    return frozenset(ids if dice.random() < 0.5 else (each for each in ids if dice.random() < 0.5))


if __name__ == "__main__":
    for name, figure in measure(Path()).items():
        print(f"{name}: {figure}")
    for name, check in checks().items():
        print(name, *check(list(chosen(READINGS)))[:SHOWN], sep="\n  ")
