"""What is told of a ledger as a whole: overview, lives of actors, versions of an address, originals."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from sayso.errors import NotFoundError
from sayso.ledger import Ledger
from sayso.records import Accusing, Counts, Ranked, Selection
from tests import factories
from tests.ledger import telling
from tests.ledger.casting import actor, cast, judgement, with_first

OSTRA = actor("ostra", "Ostra", kind="state")
FRONT = actor("front", "the Front", kind="armed_group")
ACCUSED = "[S Ostra] [C accused] [T the Front of {0}]."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path) as made:
        for number in range(3):
            read = cast(ACCUSED.format(number), OSTRA, FRONT, path=f"{number}.txt", published=f"2024-0{number + 1}-05")
            made.add(*with_first(read, act="accuse"))
        made.add(*telling.told())
        made.add(*telling.undated())
        made.fail("read", "binary", path="x.bin")
    with Ledger(tmp_path) as opened:
        yield opened


def test_the_overview_tells_how_much_there_is_and_who_accuses_whom(ledger: Ledger) -> None:
    told = ledger.view.overview()
    assert told.counts == Counts(documents=5, attributions=7, failures=1)
    assert (told.events, told.actors, told.first, told.last) == (6, 5, "2024-01-05", "2024-03-05")
    assert told.publishers == ledger.view.publishers() == (Ranked("The Herald", "The Herald", 4),)
    assert told.speakers[0] == Ranked("ostra", "Ostra", 4)
    assert told.accused == (Ranked("front", "the Front", 3),)
    assert told.accusing == (
        Accusing(accuser="ostra", accuser_name="Ostra", accused="front", accused_name="the Front", count=3),
    )
    assert told.days == (("2024-03-05", 2), ("2024-03-03", 1)), "events without a date count on the day of their page"
    assert [entry.title for entry in told.recent][:2] == ["Shots", "Ostra bombs Lohm"], "the last first"
    assert [failure.path for failure in told.failures] == ["x.bin"]


def test_the_overview_follows_what_comes(ledger: Ledger) -> None:
    before = ledger.view.overview()
    ledger.fail("read", "binary", path="y.bin")
    assert ledger.view.overview().failures[0].path == "y.bin"
    ledger.judge(judgement("same", value="front", other="free-hills"))
    after = ledger.view.overview()
    assert (before.actors, after.actors) == (5, 4)


def test_a_life_tells_ties_places_and_months(ledger: Ledger) -> None:
    life = ledger.view.life("ostra")
    ties = [(tie.kind, tie.outward, tie.other, tie.count, tie.page) for tie in life.ties]
    assert ties == [
        ("ACCUSE", True, "free-hills", 1, 1),
        ("ASSAULT", True, "free-hills", 1, 1),
        ("hostile", True, "free-hills", 1, 1),
    ]
    assert life.ties[0].other_name == "Free Hills Front"
    assert life.ties[0].words.startswith("Ostra accused the hill gangs")
    assert life.places == (("Lohm", 1),)
    assert life.months == (("2024-01", 1, 0, 0), ("2024-02", 1, 0, 0), ("2024-03", 2, 0, 2))
    toward = ledger.view.life("free-hills")
    assert [(tie.kind, tie.outward, tie.other) for tie in toward.ties] == [
        (kind, False, "ostra") for kind in ("ACCUSE", "ASSAULT", "hostile")
    ], "a negated stance is no tie"


def test_a_tie_names_who_tells_it_and_where(tmp_path: Path) -> None:
    kerr = actor("1" * 16, "Nina Kerr", kind="person")
    page, reading = cast("[S Nina Kerr] [C said] [T Ostra backs the Front].", OSTRA, FRONT, kerr)
    said = reading.attributions[0]
    stance = replace(telling.told()[1].stances[0], kind="supports", toward=("front",), voice=said.id)
    with Ledger(tmp_path) as ledger:
        ledger.add(page, replace(reading, stances=(stance,)))
        (tie,) = ledger.view.life("ostra").ties
        assert (tie.kind, tie.page, tie.by, tie.attribution) == ("supports", 0, ("Nina Kerr",), said.id)
        assert tie.words == "Ostra backs the Front", "a stance without words of its own is told in those of its voice"
        ledger.judge(judgement("same", value="ostra", other="front"))
        assert ledger.view.life("front").ties == (), "nobody is tied to itself"


def test_a_life_of_nobody_is_empty(ledger: Ledger) -> None:
    assert ledger.view.life("nobody").ties == ()


def test_versions_are_the_documents_seen_at_one_address(tmp_path: Path) -> None:
    def seen(text: str, url: str, fetched: str) -> str:
        page = factories.page(text, path=None, url=url, fetched=fetched)
        opened.add(page, factories.reading(text, path=None, sightings=()))
        return factories.reading(text).document.id

    with Ledger(tmp_path) as opened:
        new = seen("Two.", "https://a.example/1", "2024-03-02T00:00:00+00:00")
        old = seen("One.", "https://a.example/1", "2024-03-01T00:00:00+00:00")
        other = seen("Three.", "https://a.example/2", "2024-03-01T00:00:00+00:00")
        for name in (old, new):
            told = opened.view.versions(name)
            assert [(entry.id, entry.fetched) for entry in told] == [
                (old, "2024-03-01T00:00:00+00:00"), (new, "2024-03-02T00:00:00+00:00"),
            ], "the oldest first"  # fmt: skip
        assert [entry.id for entry in opened.view.versions(other)] == [other]


def test_an_original_is_the_bytes_that_came(ledger: Ledger) -> None:
    page, _ = telling.told()
    assert ledger.view.original("lohm.txt") == (page.data, "text/plain")
    with pytest.raises(NotFoundError):
        ledger.view.original("nowhere.txt")


def test_the_state_is_another_after_each_change(ledger: Ledger) -> None:
    states = [ledger.view.state()]
    ledger.add(*factories.read("[S Kerr] [C said] [T so].", path="new.txt"))
    states.append(ledger.view.state())
    ledger.judge(judgement("same", value="front", other="free-hills"))
    states.append(ledger.view.state())
    ledger.judge(judgement("retract", retracts=1))
    states.append(ledger.view.state())
    ledger.writer.rebuild()
    states.append(ledger.view.state())
    assert len(set(states)) == len(states)
    assert ledger.view.facets(Selection()).total == 8
