"""Actors from a table into a register file of one's own."""

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.imports.actors import Changed, bring, made_id
from sayso.lexicon.register import load


def brought(folder: Path, *lines: str) -> Changed:
    table = folder / "a.csv"
    table.write_text("\n".join(lines), encoding="utf-8-sig")
    return bring(table, folder / "own.yaml")


def test_what_a_row_becomes(tmp_path: Path) -> None:
    came = brought(
        tmp_path,
        "name;kind;country;aliases;abbreviations;short;since",
        '"Vashna Boatmen\'s Union";organization;XA;"Boatmen of the Vashna; River Union";VBU;Union?;2011-07',
    )
    assert (came.added, came.changed, came.faults) == (("vashna-boatmens-union",), (), ())
    register = load(tmp_path / "own.yaml")
    entry = register.entry("vashna-boatmens-union")
    assert (entry.name, entry.kind, entry.country, entry.since) == (
        "Vashna Boatmen's Union", "organization", "XA", "2011-07",
    )  # fmt: skip
    for words in ("River Union", "VBU", "Union"):
        assert entry in register.named(words), words
    text = "The VBU and the Union met."
    assert [match.ambiguous for match in register.scan(text, [(0, len(text))])] == [False, True]


def test_twice_changes_nothing(tmp_path: Path) -> None:
    lines = ("name,kind,aliases", "River Command of Osk,armed_group,RCO")
    assert brought(tmp_path, *lines).added == ("river-command-of-osk",)
    own = tmp_path / "own.yaml"
    before = own.read_bytes(), own.stat().st_mtime_ns
    assert brought(tmp_path, *lines) == Changed((), (), ())
    assert (own.read_bytes(), own.stat().st_mtime_ns) == before


def test_what_is_there_is_added_to_and_kept(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "# Mine.\n\nactors:\n- {id: rco, name: River Command of Osk, kind: armed_group, aliases: [RCO]}\n"
        "- {id: other-body, name: Other Body of Osk, kind: organization}\n"
    )
    given = own.read_text()
    came = brought(tmp_path, "id,name,kind,aliases", "rco,,,River Men of Osk;RCO")
    assert (came.added, came.changed) == ((), ("rco",))
    register = load(own)
    assert register.entry("rco").name == "River Command of Osk"
    assert register.named("River Men of Osk") == register.named("RCO") == (register.entry("rco"),)
    assert register.entry("other-body").name == "Other Body of Osk"
    assert own.read_text().startswith("# Mine.\n\n")
    assert (tmp_path / "own.yaml~").read_text() == given


def test_somebody_of_the_register_is_known_by_name(tmp_path: Path) -> None:
    came = brought(tmp_path, "name,aliases", "United Nations,World Body of Osk")
    assert (came.added, came.faults) == (("un",), ())
    assert load(tmp_path / "own.yaml").entry("un").kind == "organization"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(",person,", "it has no name", id="no name"),
        pytest.param("Osk Men,,", "it has no kind", id="no kind"),
        pytest.param("Osk Men,militia,", "kind 'militia': must be one of person, state", id="no such kind"),
        pytest.param("Osk Men,person,Syria", "country 'Syria': must be two capital letters", id="no country's code"),
        pytest.param("李,person,", "its name makes none", id="a name that makes no id"),
    ],
)
def test_what_cannot_be_entered_is_told_and_the_rest_is(tmp_path: Path, row: str, reason: str) -> None:
    came = brought(tmp_path, "name,kind,country", '"Men\nof Osk",party,', row, "Women of Osk,party,")
    assert len(came.added) == 2
    (fault,) = came.faults
    assert fault.where == "a.csv, line 4"
    assert reason in fault.reason


def test_what_the_register_refuses_is_told_with_its_line(tmp_path: Path) -> None:
    came = brought(tmp_path, "name,kind,short", "Women of Osk,party,", "Office of Osk,government,UN")
    assert came.added == ("women-of-osk",)
    assert [(fault.where, "mark it ambiguous" in fault.reason) for fault in came.faults] == [("a.csv, line 3", True)]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        pytest.param(("colour", "red"), "no column `name`", id="no names"),
        pytest.param(("",), "no column `name`", id="nothing"),
    ],
)
def test_what_is_no_table(tmp_path: Path, lines: tuple[str, ...], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        brought(tmp_path, *lines)


def test_a_column_that_is_not_known_is_told(tmp_path: Path) -> None:
    came = brought(tmp_path, "name,kind,colour", "Women of Osk,party,red")
    assert [(fault.where, "'colour'" in fault.reason) for fault in came.faults] == [("a.csv, line 1", True)]
    assert came.added


@pytest.mark.parametrize(
    ("name", "id"),
    [
        pytest.param("Ermanth People's Defence", "ermanth-peoples-defence", id="an apostrophe"),
        pytest.param("Défense (DPE)", "defense-dpe", id="accents and signs"),
        pytest.param("李", "", id="nothing in Latin"),
    ],
)
def test_ids(name: str, id: str) -> None:
    assert made_id(name) == id
