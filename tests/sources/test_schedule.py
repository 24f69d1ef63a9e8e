"""When an address is asked for again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Address
from sayso.sources.schedule import AGAIN, DAY, HOUR, after_failure, feed_again, is_due, page_again, planned

NOON = datetime(2024, 9, 1, 12, tzinfo=UTC)


def seconds(due: str) -> float:
    return (datetime.fromisoformat(due) - NOON).total_seconds()


def asked(pause: float | None) -> Address:
    due = None if pause is None else (NOON + timedelta(seconds=pause)).isoformat()
    return Address(url="https://a.example/", checked=NOON.isoformat(), due=due)


def test_a_page_that_stays_as_it_was_is_asked_for_ever_more_rarely() -> None:
    """An hour, six hours, a day, a week, thirty days after it was first seen, then once a year."""
    moment, address, ages = NOON, asked(0), []
    for _ in range(7):
        due = page_again(address, moment, altered=False)
        address = Address(url=address.url, checked=moment.isoformat(), due=due)
        moment = datetime.fromisoformat(due)
        ages.append(seconds(due))
    assert ages == [HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 395 * DAY, 760 * DAY]


@pytest.mark.parametrize("pause", [None, 0, *AGAIN], ids=str)
def test_a_page_that_was_altered_may_be_altered_again_soon(pause: float | None) -> None:
    assert seconds(page_again(asked(pause), NOON, altered=True)) == HOUR


def test_when_it_was_asked_too_late_the_pauses_are_those_that_were_planned() -> None:
    """Whoever was away for a month finds no crowd of askings that were missed."""
    assert page_again(asked(HOUR), NOON + timedelta(days=30), altered=False) == "2024-10-01T17:00:00+00:00"


FEEDS = (
    pytest.param(30 * 60, None, 30 * 60, id="as it was told"),
    pytest.param(30 * 60, 3600, 3600, id="the feed asks for more peace"),
    pytest.param(30 * 60, 60, 30 * 60, id="the feed would bear more"),
    pytest.param(30 * 60, 9e9, DAY, id="it asks for more than a day"),
    pytest.param(0, None, 60, id="never without a pause"),
)


@pytest.mark.parametrize(("every", "rest", "expected"), FEEDS)
def test_a_feed(every: float, rest: float | None, expected: float) -> None:
    assert seconds(feed_again(every, rest, NOON)) == expected


FAILURES = (
    pytest.param(1, 0, HOUR, id="once"),
    pytest.param(2, 0, 2 * HOUR, id="twice"),
    pytest.param(5, 0, 16 * HOUR, id="five times"),
    pytest.param(6, 0, DAY, id="at most a day"),
    pytest.param(10_000, 0, DAY, id="for years"),
    pytest.param(1, 3 * HOUR, 3 * HOUR, id="the host asks for longer"),
    pytest.param(1, 60, HOUR, id="the host asks for less"),
    pytest.param(1, 1e12, DAY, id="the host asks for ever"),
)


@pytest.mark.parametrize(("failures", "told", "expected"), FAILURES)
def test_what_fails_is_asked_for_ever_later(failures: int, told: float, expected: float) -> None:
    assert seconds(after_failure(failures, HOUR, DAY, NOON, told)) == expected


@pytest.mark.parametrize(
    ("pause", "expected"),
    [(None, True), (-1, True), (0, True), (1, False)],
    ids=["none told", "past", "now", "soon"],
)
def test_whether_an_address_is_due(pause: float | None, expected: bool) -> None:
    assert is_due(asked(pause), NOON) is expected


@pytest.mark.parametrize("checked", ["", "soon", "2024-09-01T12:00:00"], ids=["none", "no time", "without a zone"])
def test_a_time_that_is_none_plans_nothing(checked: str) -> None:
    assert planned(Address(url="https://a.example/", checked=checked, due=NOON.isoformat())) == 0


@given(st.floats(0, 1e9), st.integers(0, 10**6))
def test_nothing_is_asked_for_without_a_pause(told: float, failures: int) -> None:
    assert 60 <= seconds(after_failure(failures, 1, DAY, NOON, told)) <= DAY
