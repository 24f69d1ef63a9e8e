"""CAMEO's root codes and PLOVER's types, both ways."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.lexicon.cameo import PACKAGED, ROOTS, Meaning, cameo_root, packaged_cameo, plover_of, read_cameo
from sayso.lexicon.deeds import MODES
from sayso.records import EventType

TYPES = get_args(EventType)
UNREACHED = {"01", "02"}  # statements and appeals: PLOVER has no type for them


@pytest.mark.parametrize(
    ("event", "modes", "root"),
    [
        pytest.param("AGREE", (), "03", id="one type for one root"),
        pytest.param("CONCEDE", (), "08", id="the verbal half of yielding"),
        pytest.param("RETREAT", ("withdraw",), "08", id="the material half of yielding"),
        pytest.param("ACCUSE", ("investigate",), "09", id="an investigation has a root of its own"),
        pytest.param("ACCUSE", ("disapprove",), "11", id="condemning"),
        pytest.param("ACCUSE", (), "11", id="an accusation without a mode"),
        pytest.param("SANCTION", ("expel",), "16", id="a mode that tells nothing here"),
        pytest.param("ASSAULT", (), "19", id="fighting that tells no means"),
        pytest.param("ASSAULT", ("aerial",), "19", id="what regular forces fight with"),
        pytest.param("ASSAULT", ("explosives",), "18", id="a bomb"),
        pytest.param("ASSAULT", ("explosives", "suicide-attack"), "18", id="a suicide bombing"),
        pytest.param("ASSAULT", ("heavy-weapons", "unconventional"), "20", id="gas by artillery is still gas"),
        pytest.param("ASSAULT", ("destroy", "aerial"), "19", id="the means tells before the damage"),
        pytest.param("ASSAULT", ("crowd-control",), "17", id="tear gas is repression"),
    ],
)
def test_root_of_a_type(event: EventType, modes: Sequence[str], root: str) -> None:
    assert cameo_root(event, modes) == root


@pytest.mark.parametrize(
    ("code", "meanings"),
    [
        pytest.param("13", [("THREATEN", ())], id="a root"),
        pytest.param("1384", [("THREATEN", ())], id="the root decides what four digits mean"),
        pytest.param("01", [], id="statements were given up"),
        pytest.param("08", [("CONCEDE", ()), ("RETREAT", ())], id="yielding was split, and the root does not tell"),
        pytest.param("0831", [("CONCEDE", ())], id="up to 083 yielding is verbal"),
        pytest.param("0874", [("RETREAT", ())], id="from 084 on yielding is material"),
        pytest.param("09", [("ACCUSE", ("investigate",))], id="an investigation keeps what it was"),
        pytest.param("203", [("ASSAULT", ("unconventional",))], id="mass violence"),
    ],
)
def test_meaning_of_a_code(code: str, meanings: list[tuple[EventType, tuple[str, ...]]]) -> None:
    assert list(plover_of(code)) == [Meaning(type=event, modes=modes) for event, modes in meanings]


@pytest.mark.parametrize("code", ["", "1", "21", "00", "AGREE", "18a", "18345", "-1"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(InputError, match="no code of CAMEO"):
        plover_of(code)


@given(st.sampled_from(TYPES), st.data())
def test_every_event_has_a_root(event: EventType, data: st.DataObject) -> None:
    """Its type is among what the root means, but for crowd control, which CAMEO has under coercion."""
    modes = data.draw(st.lists(st.sampled_from(sorted(MODES[event]) or ["none"]), unique=True))
    types = {meaning.type for meaning in plover_of(cameo_root(event, modes))}
    assert event in types or ("crowd-control" in modes and types == {"COERCE"})


def test_every_root_that_plover_keeps_is_reached_and_comes_back() -> None:
    roots = {line.root for lines in packaged_cameo().roots.values() for line in lines}
    assert roots == set(ROOTS) - UNREACHED
    for code in sorted(roots):
        assert code in {cameo_root(meaning.type, meaning.modes) for meaning in plover_of(code)} or code == "18"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        pytest.param("{type: AGREE, root: 03}", "{type: AGREES, root: 03}", "AGREES", id="unknown type"),
        pytest.param("{type: AID, root: 07}", "{type: AID, root: 21}", "'21' is no root", id="unknown root"),
        pytest.param("mode: investigate", "mode: beat", "'beat' is no mode of ACCUSE", id="a mode of another type"),
        pytest.param("modes: [investigate]", "modes: [beat]", "'beat' is no mode of ACCUSE", id="… in a meaning"),
        pytest.param("- {type: AID, root: 07}\n", "", "AID needs one line", id="a type left out"),
        pytest.param("- {type: AID, root: 07}", "- {type: AID, root: 07}\n- {type: AID, root: 06}", "AID", id="twice"),
        pytest.param("- {code: 12, as: [{type: REJECT}]}\n", "", "root 12 is left out", id="a root left out"),
        pytest.param("{code: 12,", "{code: 13,", "code 13 stands twice", id="a code twice"),
        pytest.param("to_plover:", "to_clover:", "to_clover", id="unknown section"),
    ],
)
def test_wrong_tables_are_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = PACKAGED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "own.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=rf"own\.yaml.*{reason}"):
        read_cameo(path)


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.yaml: it cannot be read"):
        read_cameo(tmp_path / "none.yaml")
