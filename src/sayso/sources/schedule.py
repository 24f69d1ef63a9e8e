"""When an address is asked for again: a page ever more rarely, a feed as often as it bears, what fails ever later."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sayso.records import Address

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR

# Seconds from one asking for a page to the next, while it stays as it was: 1 h, 6 h, 1 d, 7 d and 30 d after it was
# first seen, and once a year from then on. A silent edit is likeliest while a page is fresh.
AGAIN: Final = (HOUR, 5 * HOUR, 18 * HOUR, 6 * DAY, 23 * DAY, 365 * DAY)
PAGE_FAILS: Final = 30 * DAY  # the longest that a page which cannot be had is left in peace
FEED_FAILS: Final = DAY  # and a feed
LEAST: Final = 60.0  # seconds that a feed is always left in peace
REST: Final = DAY  # the longest for which a feed's own wish to be left in peace is kept


def now() -> datetime:
    """The time, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def is_due(address: Address, moment: datetime) -> bool:
    """Whether an address may be asked for."""
    return address.due is None or address.due <= moment.isoformat()


def page_again(before: Address | None, moment: datetime, *, altered: bool) -> str:
    """When to ask again for a page that came: after the next longer pause, or the first one if it was altered."""
    pause = 0.0 if altered or before is None else planned(before)
    return _later(moment, next((each for each in AGAIN if each > pause), AGAIN[-1]))


def feed_again(every: float, rest: float | None, moment: datetime) -> str:
    """When to ask again for a feed that came: after `every` seconds, later if it asks for that, within a day."""
    return _later(moment, max(every, LEAST, min(rest or 0.0, REST)))


def after_failure(failures: int, first: float, longest: float, moment: datetime, told: float = 0.0) -> str:
    """When to ask again after so many failures in a row: the first time after `first` seconds, then twice as long each
    time. `told` is for how many seconds the host itself asks to be left in peace, which is kept within limits too."""
    pause = min(first * 2.0 ** min(max(failures, 1) - 1, 30), longest)
    return _later(moment, max(pause, min(told, longest), LEAST))


def planned(address: Address) -> float:
    """The seconds from the last asking until the next one that was planned then; 0 where none was."""
    if address.due is None:
        return 0.0
    try:
        gap = datetime.fromisoformat(address.due) - datetime.fromisoformat(address.checked)
    except (ValueError, TypeError):  # of a ledger that was written by hand
        return 0.0
    return max(gap.total_seconds(), 0.0)


def shifted(address: Address, due: str) -> str:
    """The time at which an address would have been asked for last, if it were due at this one with the same pause."""
    return (datetime.fromisoformat(due) - timedelta(seconds=planned(address))).isoformat(timespec="seconds")


def _later(moment: datetime, seconds: float) -> str:
    return (moment + timedelta(seconds=seconds)).isoformat(timespec="seconds")
