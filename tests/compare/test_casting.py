"""Who takes part in a described system, for whom he is counted, and what is told of those in his service."""

from typing import Any

import pytest

from sayso.compare.system import described
from sayso.records import Reading
from tests.compare.builders import blocs, page, signs

ONE, TWO = "0000000000000001", "0000000000000002"
BODIES: dict[str, Any] = {"oz": "state OZ Oz", "ne": "state NE Norland", "lee": "person", "roe": "person"}
WARD = f"{{oz Oz}} shelled {{ne Norland}}. {{{ONE} Vale Hospital}} in Homs lost {{lee Lee}}, its director."
INQUIRY = "{lee Lee} heads {a the Norland Senate}, {roe Roe} {b the cabinet}, one two"


@pytest.mark.parametrize(
    ("marked", "facts", "actors", "parted"),
    [
        pytest.param(WARD, ("ASSAULT oz > ne: shelled", f"part_of lee > {ONE}: director | at Homs in NE"),
                     {ONE: "organization Vale Hospital"}, {f"{ONE} lee ne"},
                     id="a hospital stands with its land where that is attacked"),
        pytest.param(WARD, ("opposes oz > ne: shelled", f"part_of lee > {ONE}: director | at Homs in NE"),
                     {ONE: "organization Vale Hospital"}, {f"{ONE} lee"}, id="not where it is only scolded"),
        pytest.param(WARD, ("ASSAULT oz > ne: shelled", f"part_of lee > {ONE}: director | at Homs in OZ"),
                     {ONE: "organization Vale Hospital"}, {f"{ONE} lee"}, id="nor where it is elsewhere"),
        pytest.param(WARD, ("ASSAULT oz > ne: shelled", f"part_of lee > {ONE}: director | at Homs in NE"),
                     {ONE: "organization Vale Press"}, {f"{ONE} lee"}, id="nor what anybody may run anywhere"),
        pytest.param(INQUIRY, ("supports lee > a: one", "supports roe > b: two"),
                     {"a": "government NE Norland Senate Committee", "b": "government NE Norland Cabinet"},
                     {"a lee", "b roe"}, id="a committee of parliament is not the government's"),
        pytest.param(f"{{gop Republicans}} and {{{ONE} a committee}}: {{lee Lee}} one, {{roe Roe}} two",
                     ("part_of lee > gop: one", f"part_of roe > {ONE}: two"),
                     {"gop": "party US Republicans", ONE: "organization US Republican Campaign Committee"},
                     {f"{ONE} gop lee roe"}, id="but a party's is the party's"),
    ],
)  # fmt: skip
def test_for_whom_bodies_are_counted(
    marked: str, facts: tuple[str, ...], actors: dict[str, str], parted: set[str]
) -> None:
    assert blocs(described([page(marked, *facts, **{**BODIES, **actors})])) == parted


def read(marked: str, *facts: str, acts: Any = None, **actors: Any) -> Reading:
    return page(marked, *facts, acts=acts, **{**BODIES, **actors})


@pytest.mark.parametrize(
    ("reading", "ties"),
    [
        pytest.param(read(f"{{{ONE} AWU}} left. {{{TWO} All Workers United}} met {{lee Lee}}.",
                          f"supports {ONE} > lee: left",
                          **{ONE: "organization AWU", TWO: "organization All Workers United"}),
                     {f"{TWO} lee": 1}, id="first letters are the whole name"),
        pytest.param(read(f"{{{ONE} AWX}} left. {{{TWO} All Workers United}} met {{lee Lee}}.",
                          f"supports {ONE} > lee: left",
                          **{ONE: "organization AWX", TWO: "organization All Workers United"}),
                     {f"{ONE} lee": 1}, id="other letters are another's"),
        pytest.param(read(f"{{lee Ann Lee}}, the {{{ONE} Norland liberal}} who left, met {{roe Roe}}.",
                          f"opposes {ONE} > roe: left", **{ONE: "person Norland liberal"}),
                     {"lee roe": -1}, id="who is called so right behind his name is he"),
        pytest.param(read(f"{{lee Ann Lee}} and the {{{ONE} Norland liberal}} who left met {{roe Roe}}.",
                          f"opposes {ONE} > roe: left", **{ONE: "person Norland liberal"}),
                     {f"{ONE} roe": -1}, id="who is joined to him is another"),
        pytest.param(read("{oz Oz} killed {ne Norland} general {lee Lee}.", "ASSAULT oz > lee: killed",
                          "part_of lee > ne: general"),
                     {"lee oz": -1, "ne oz": -1, "lee ne": 1}, id="who kills a land's general strikes the land"),
        pytest.param(read("{oz Oz} scolded {ne Norland} general {lee Lee}.", "ACCUSE oz > lee: scolded",
                          "part_of lee > ne: general"),
                     {"lee oz": -1, "lee ne": 1}, id="who scolds him does not"),
        pytest.param(read("{lee Lee} turned down an offer from {roe Roe} today.", "REJECT lee > : turned down"),
                     {"lee roe": -1}, id="whose offer is turned down"),
        pytest.param(read("{lee Lee} turned down an offer. {roe Roe} left.", "REJECT lee > : turned down"), {},
                     id="nobody's"),
        pytest.param(read("{lee Lee} denounced it as an insult to {roe Roe}.", "ACCUSE lee > roe: denounced"),
                     {"lee roe": 1}, id="who denounces an insult is for the insulted"),
        pytest.param(read("{lee Lee} denounced the insult by {roe Roe}.", "ACCUSE lee > roe: denounced"),
                     {"lee roe": -1}, id="not for who insults"),
        pytest.param(read("{lee Lee} Criticized for Praise of {roe Roe}", "ACCUSE lee > roe: Criticized"), {},
                     id="who is criticized for something criticizes nobody"),
        pytest.param(read("{lee Lee} called for charges against {roe Roe}", "ACCUSE lee > roe: called"),
                     {"lee roe": -1}, id="who calls for something is not called"),
        pytest.param(read("[S {lee Lee}] [C said] [T {oz Oz} shelled our camp].", "ASSAULT oz > ?our_camp: shelled"),
                     {"lee oz": -1}, id="what is *ours* is the speaker's"),
    ],
)  # fmt: skip
def test_ties(reading: Reading, ties: dict[str, int]) -> None:
    assert signs(described([reading])) == ties


def test_what_stands_within_a_question_is_asked_too() -> None:
    marked = "[S {lee Lee}] [C asked] [T does {roe Roe} praise {oz Oz}]."
    assert signs(described([read(marked, "SUPPORT roe > oz: praise", acts={"": "ask"})])) == {}
