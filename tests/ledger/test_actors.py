"""The actors of a ledger: counts, what they are called by whom, what they said."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.errors import InputError, NotFoundError
from sayso.ledger import Ledger
from sayso.records import Actor, CalledBy
from tests.ledger import casting
from tests.ledger.casting import actor, cast

KERR = actor("kerr", "Nina Kerr", "Kerr", kind="person", country="VE")
FRONT = actor("front", "People’s Front", "PFV", kind="armed_group")
PAGES = (
    cast(
        "[S1 Nina Kerr] [C1 said] that [T1 PFV shelled the town and [S2/1 PFV] [C2/1 denied] [T2/1 that the gunmen"
        " left]]. The People’s Front left. It [C3 is said] that [T3 the PFV\nstays].",
        KERR, FRONT, nominals={"gunmen": "front"}, path="pages/0.txt", published="2024-02-02",
    ),
    cast("[S Kerr] [C said] [T it]. PFV left.", KERR, FRONT, path="pages/1.txt", published=None),
    cast("[S PFV] [C said] [T Kerr left].", KERR, FRONT, path="pages/2.txt", published="2023-01-01", publisher=None),
    cast("[S Critics] [C called] [T PFV gunmen].", FRONT, nominals={"gunmen": "front"}, path="pages/3.txt"),
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(tmp_path) as ledger:
        ledger.add_many(PAGES)
        yield ledger


def test_counts_and_names(ledger: Ledger) -> None:
    front, kerr = ledger.actors()
    assert (front.id, front.name, front.kind, front.country) == ("front", "People’s Front", "armed_group", None)
    assert (front.documents, front.mentions, front.speaking, front.about) == (4, 9, 2, 4)
    assert (kerr.id, kerr.kind, kerr.country, kerr.joined) == ("kerr", "person", "VE", ())
    assert (kerr.documents, kerr.mentions, kerr.speaking, kerr.about) == (3, 3, 2, 1)


@pytest.mark.parametrize("most", [1, 2, 50])
@pytest.mark.parametrize("actor", ["front", "kerr"])
def test_names_with_their_voices(ledger: Ledger, actor: str, most: int) -> None:
    """The same as what it is called in full, name by name, the most used first, and how many voices are left out."""
    (entry,) = ledger.actors(actor)
    uses = ledger.view.name_uses(actor, most)
    assert [use.text for use in uses] == [u.text for u in sorted(uses, key=lambda u: (-u.times, u.text))]
    assert {use.text for use in uses} == {each.text for each in entry.called}
    for use in uses:
        every = [each for each in entry.called if each.text == use.text]
        assert use.times == sum(each.times for each in every)
        assert set(use.voices) <= set(every)
        assert [each.times for each in use.voices] == [each.times for each in every][:most]
        assert use.more == len(every) - len(use.voices)


def test_what_an_actor_is_called_and_by_whom(ledger: Ledger) -> None:
    (front,) = ledger.actors("front")
    herald: dict[str, Any] = {"by": ("The Herald",), "page": True, "times": 1}
    assert set(front.called) == {
        CalledBy(text="PFV", by=("Nina Kerr",), times=2),
        CalledBy(text="gunmen", by=("People’s Front",), times=1),
        CalledBy(text="People’s Front", **herald),
        CalledBy(text="PFV", times=1),
        CalledBy(text="PFV", **herald),
        CalledBy(text="PFV", by=(), page=True, times=1),
        CalledBy(text="PFV", by=("Critics",), times=1),
        CalledBy(text="gunmen", by=("Critics",), times=1),
    }
    assert front.called[0].times == 2, "the most frequent come first"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("kerr", ["kerr"], id="an id"),
        pytest.param("pfv", ["front"], id="an alias in any case"),
        pytest.param("Nin", ["kerr"], id="the beginning of a word that is none"),
        pytest.param("n* k*", ["kerr"], id="the beginnings of words"),
        pytest.param("nina pfv", [], id="names of two"),
        pytest.param("gunmen", [], id="a description is no name"),
        pytest.param("—", [], id="no word"),
        pytest.param(None, ["front", "kerr"], id="all"),
    ],
)
def test_by_name(ledger: Ledger, name: str | None, found: list[str]) -> None:
    assert [entry.id for entry in ledger.actors(name)] == found
    assert [entry.id for entry in ledger.actors(name, 1)] == found[:1]


def test_an_actor_in_time_order(ledger: Ledger) -> None:
    page = ledger.actor("kerr")
    assert page.actor == ledger.actors("kerr")[0]
    assert [hit.document.place for hit in page.said] == ["pages/0.txt", "pages/1.txt"], "undated last"
    assert [hit.document.place for hit in page.about] == ["pages/2.txt"]
    front = ledger.actor("front")
    assert [(hit.document.place, hit.cue) for hit in front.said] == [
        ("pages/2.txt", ("said",)), ("pages/0.txt", ("denied",)),
    ]  # fmt: skip
    assert ledger.actor("front", 1).said == front.said[:1]
    assert ledger.actor("front", 5, 1).said == front.said[1:]


def test_who_is_not_there(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="no document in ledger"):
        ledger.actor("nobody")
    for asking in (ledger.actor, ledger.actors):
        with pytest.raises(InputError, match="is not text"):
            asking("\udcff")


def melnik(key: str, *names: str, **fields: Any) -> Actor:
    return actor(key * 16, *(names or ("Igor Melnik",)), kind="person", **fields)


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        pytest.param(melnik("a"), melnik("b"), True, id="one full name"),
        pytest.param(melnik("a", "General Igor Melnik"), melnik("b"), True, id="a rank does not part them"),
        pytest.param(melnik("a"), melnik("b", country="VE"), True, id="one country not known"),
        pytest.param(melnik("a", country="UA"), melnik("b", country="VE"), False, id="two countries"),
        pytest.param(melnik("a", "General Igor Melnik"), melnik("b", "Bishop Igor Melnik"), False, id="two offices"),
        pytest.param(melnik("a", "Melnik"), melnik("b", "Melnik"), False, id="one word"),
        pytest.param(melnik("a"), actor("b" * 16, "Igor Melnik", kind="military"), False, id="no person"),
    ],
)
def test_persons_are_joined_over_documents(tmp_path: Path, left: Actor, right: Actor, joined: bool) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(*cast(f"[S {left.name}] [C said] [T it].", left, path="pages/0.txt"))
        assert len(ledger.actors()) == 1
        ledger.add(*cast(f"[S {right.name}] [C added] [T that].", right, path="pages/1.txt"))
        entries = ledger.actors("melnik")
        assert [entry.joined for entry in entries] == ([("b" * 16,)] if joined else [(), ()])
        assert len(ledger.actor("b" * 16).said) == len(ledger.search(speaker="a" * 16)) == 1 + joined
        if joined:
            assert (entries[0].id, entries[0].documents, entries[0].speaking) == ("a" * 16, 2, 2)
            assert {hit.speaker_ids for hit in ledger.search(kind="named")} == {("a" * 16,)}
            ledger.judge(casting.judgement("not_same", value="a" * 16, other="b" * 16))
            assert len(ledger.actors("melnik")) == 2
            assert len(ledger.actor("b" * 16).said) == 1


RANKED = (
    ("Bo met Cid. Bo left.", "Bo", "Cid"),
    ("Ann met Dee.", "Ann", "Dee"),
    ("Dee met Cid.", "Dee", "Cid"),
    ("Eve met Dee2.", "Eve", "Dee2"),
    ("Dee and Dee2 met.", "Dee", "Dee2"),
)


@pytest.mark.parametrize(
    ("same", "order"),
    [
        pytest.param(
            None, ["Dee", "Cid", "Dee2", "Bo", "Ann", "Eve"],
            id="by documents, then by mentions, then by name, whatever the ids",
        ),
        pytest.param(
            ("z-Dee", "x-Dee2"), ["Dee", "Cid", "Bo", "Ann", "Eve"],
            id="joined: their documents count once, their mentions all",
        ),
    ],
)  # fmt: skip
def test_the_order_is_that_of_the_whole_whatever_the_limit(
    tmp_path: Path, same: tuple[str, str] | None, order: list[str]
) -> None:
    ids = {"Ann": "x-Ann", "Bo": "y-Bo", "Cid": "y-Cid", "Dee": "z-Dee", "Dee2": "x-Dee2", "Eve": "a-Eve"}
    with Ledger(tmp_path) as ledger:
        ledger.add_many(
            cast(text, *(actor(ids[name], name) for name in names), path=f"p/{number}.txt")
            for number, (text, *names) in enumerate(RANKED)
        )
        if same:
            ledger.judge(casting.judgement("same", value=same[0], other=same[1]))
        assert [entry.name for entry in ledger.actors()] == order
        for limit in range(1, 8):
            assert [entry.name for entry in ledger.actors(limit=limit)] == order[:limit]
        dee = ledger.actors("dee")[0]
        assert (dee.documents, dee.mentions) == ((4, 5) if same else (3, 3))
        assert ledger.verify() == ()


def test_what_a_newer_reading_takes_away_is_no_longer_counted(tmp_path: Path) -> None:
    page, reading = PAGES[1]
    with Ledger(tmp_path) as ledger:
        ledger.add_many(PAGES)
        assert {entry.id: entry.documents for entry in ledger.actors()} == {"front": 4, "kerr": 3}
        ledger.add(page, replace(reading, reader="newer", actors=(), mentions=(), attributions=()))
        assert {entry.id: entry.documents for entry in ledger.actors()} == {"front": 3, "kerr": 2}
        assert ledger.verify() == ()
