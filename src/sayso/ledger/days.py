"""Days out of ISO dates of any precision."""

import re
from typing import Final

_DAYS: Final = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?(?!\d)")


def bound(date: str | None, month: str, day: str) -> str | None:
    """The day of an ISO date; where it tells no month or day, these."""
    found = _DAYS.match(date or "")
    return found and f"{found[1]}{found[2] or month}{found[3] or day}"


def day_of(published: str | None) -> str:
    """The first day that a date of publication stands for; empty where there is none."""
    return bound(published, "-01", "-01") or ""
