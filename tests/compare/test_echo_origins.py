"""Who had a text first: by credit, or else by the day."""

from typing import Any

import pytest

from sayso.compare.echoes import Told, origin
from sayso.compare.echoing.credits import is_agency, key
from tests.compare.echoed import CLOSED, FLOOD, read

SHARED = [((0, len(FLOOD)), (0, len(FLOOD)))]


def first(text: str = FLOOD, **fields: Any) -> Told:
    return read(text, id="first", **({"publisher": "The Ferry Post", "published": "2024-03-01"} | fields))


def second(text: str = FLOOD, **fields: Any) -> Told:
    return read(text, id="second", **({"publisher": "Lake Courier", "published": "2024-03-01"} | fields))


@pytest.mark.parametrize(
    ("one", "other", "who", "name"),
    [
        (first(), second(), "unknown", None),
        (first(), second(published="2024-03-02"), "first", None),
        (first(published="2024-03-01T18:00:00Z"), second(published="2024-03-01T09:30:00Z"), "second", None),
        (first(published=None), second(), "unknown", None),
        (first(author="Lake Courier"), second(published="2024-03-09"), "second", None),
        (first(), second(f"{FLOOD}\nThis report first appeared in the Ferry Post."), "first", None),
        (first(), second(f"{FLOOD} (Ferry Post)", published="2024-02-01"), "first", None),
        (first(f"{FLOOD} (Reuters)"), second(f"HARLOW, March 1 (Reuters) - {FLOOD}"), "third", "Reuters"),
        (first(author="Reuters"), second(published="2024-03-02"), "third", "Reuters"),
        (first(author="Reuters"), second(publisher="Reuters"), "second", None),
        (first(author="Ada Moor"), second(author="Ada Moor", published="2024-03-02"), "third", "Ada Moor"),
        (first(author="Ada Moor"), second(author="Ben Hult", published="2024-03-02"), "first", None),
        (first(f"{FLOOD}\nLake Courier contributed to this report."), second(), "second", None),
        (first(f"{FLOOD} It was seen by the River Board (RRB)"), second(), "unknown", None),
        (first(author="Ferry Post Staff"), second(author="Lake Courier"), "unknown", None),
    ],
    ids=[
        "nothing is known", "a day later", "some hours before", "one day alone", "a byline", "a line at the foot",
        "brackets, though it came before", "both have it from an agency", "one has it from an agency",
        "one is the agency", "one author", "two authors and two days", "who contributed", "an abbreviation in brackets",
        "each credits itself",
    ],
)  # fmt: skip
def test_origin(one: Told, other: Told, who: str, name: str | None) -> None:
    found = origin(one, other, SHARED)
    assert (found.who, found.name) == (who, name)
    turned = origin(other, one, SHARED)
    assert turned.who == {"first": "second", "second": "first"}.get(who, who)
    assert {each.page for each in found.reasons} <= {one.id, other.id}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("AP", True), ("the Associated Press", True), ("Hama News Agency", True), ("Lake Courier", False)],
)
def test_agencies(name: str, wanted: bool) -> None:
    assert is_agency(name) is wanted


def test_names_of_one_outlet_have_one_key() -> None:
    assert key("AP") == key("Associated Press")
    assert key("The Ferry Post") == key("Ferry Post Staff")
    assert key("Ferry Post") != key("Lake Courier")


def test_what_is_cited_elsewhere_on_the_page_is_no_credit() -> None:
    assert origin(first(f"{FLOOD}\n{CLOSED}"), second(), SHARED).who == "unknown"
