"""What a ledger knows of addresses: the last that was noted, by kind and by when they are due."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sayso.ledger import Ledger
from sayso.records import Address, AddressKind

NOON = "2024-03-01T12:00:00+00:00"
PAGE = Address(
    url="https://a.example/1", etag='"x"', last_modified="Fri, 01 Mar 2024", checked=NOON, status=200,
    document="ab" * 32, due="2024-03-03T12:00:00+00:00",
)  # fmt: skip
SOON = Address(url="https://b.example/2", checked=NOON, due="2024-03-02T12:00:00+00:00", failures=2)
FEED = Address(url="https://c.example/feed", kind="feed", checked=NOON)


def test_what_was_noted_last_is_known(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        assert ledger.view.address(PAGE.url) is None
        ledger.writer.note_address(PAGE, FEED)
        assert ledger.view.address(PAGE.url) == PAGE
        later = replace(PAGE, status=None, failures=1, etag=None)
        ledger.writer.note_address(later)
        assert ledger.view.addresses() == (later, FEED)


@pytest.mark.parametrize(
    ("kind", "due", "limit", "found"),
    [
        pytest.param(None, None, None, [PAGE, SOON, FEED], id="all, as they are spelled"),
        pytest.param("page", None, None, [PAGE, SOON], id="of a kind"),
        pytest.param("page", NOON, None, [], id="none is due yet"),
        pytest.param("page", "2024-03-04", None, [SOON, PAGE], id="the longest due first"),
        pytest.param(None, "2024-03-04", 2, [FEED, SOON], id="no time told is due at once; no more than asked"),
    ],
)
def test_those_asked_for(
    tmp_path: Path, kind: AddressKind | None, due: str | None, limit: int | None, found: list[Address]
) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.writer.note_address(FEED, SOON, PAGE)
        assert list(ledger.view.addresses(kind, due=due, limit=limit)) == found


def test_a_lone_surrogate_is_spelled_out(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.writer.note_address(Address(url="https://a.example/\ud800", checked=NOON))
        found = ledger.view.address("https://a.example/\ud800")
        assert found is not None
        assert found.url == "https://a.example/\\ud800"
