"""Compiled lexicons: they say what the YAML files say, and count only while they are of those files and that code."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.errors import InputError
from sayso.lexicon import cues, forms, hedges, nominals, register
from sayso.lexicon.building import LEXICONS
from sayso.lexicon.compiled import SUFFIX, store, stored
from sayso.lexicon.entries import entries
from sayso.lexicon.register import Ready, Register, opened

SMALL = """
actors:
  - {id: norland, name: Norland, kind: state, country: NO, aliases: [
      {text: Nordish, use: demonym}, {text: N.L., use: abbreviation}]}
  - {id: sudland, name: Sudland, kind: state, contested: true, aliases: [{text: Sudic, use: demonym}]}
  - {id: base, name: al-Qasra, kind: armed_group, since: 2003, aliases: [
      {text: The Base, use: rival, used_by: [norland], until: 2011}, Abu Sa'ad Front, {text: Army, ambiguous: true}]}
  - {id: lange, name: Zoë Đorđe-Lange, kind: person, roles: [{role: Speaker, of: base}]}
templates:
  - {id: "{id}-army", name: "Army of {name}", kind: military, part_of: "{id}", bare: [Army],
     aliases: ["{demonym} army"]}
"""


def compiled(path: Path) -> Register:
    """The register of a file by way of what is compiled of it."""
    store(path, register.prepared(path))
    ready = stored(path, Ready)
    assert ready
    return opened(ready)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Register, Register]:
    """The register that comes with the program, as compiled and as written."""
    path = Path(shutil.copy(register.ACTORS, tmp_path_factory.mktemp("both")))
    return compiled(path), Register(entries((forms.read(path),)))


@pytest.mark.parametrize(
    ("path", "kind", "read"),
    [
        pytest.param(cues.PACKAGED, cues.Cues, cues.read_cues, id="cues"),
        pytest.param(hedges.PACKAGED, tuple[hedges.Hedge, ...], hedges.read_hedges, id="hedges"),
        pytest.param(nominals.NOMINALS, dict[str, nominals.Nominal], nominals.read_forms, id="nominals"),
        pytest.param(nominals.GIVEN_NAMES, nominals.Genders, nominals.read_genders, id="given names"),
    ],
)
def test_what_is_stored_is_what_is_written(
    path: Path, kind: type[Any], read: Callable[[Path], Any], tmp_path: Path
) -> None:
    copy = Path(shutil.copy(path, tmp_path))
    store(copy, LEXICONS[path](copy))
    assert stored(copy, kind) == read(copy)


def test_every_lexicon_is_compiled() -> None:
    assert set(LEXICONS) == set(register.ACTORS.parent.rglob("*.yaml"))


def test_entries_of_the_register_as_compiled(both: tuple[Register, Register]) -> None:
    ready, written = both
    assert list(ready.entries) == list(written.entries)
    assert dict(ready.entries) == dict(written.entries)


def test_names_of_the_register_as_compiled(both: tuple[Register, Register]) -> None:
    ready, written = both
    names = [name.text for entry in written.entries.values() for name in entry.names]
    for name in names[::29]:
        for text in (name, name.upper(), f"the {name}'s"):
            assert ready.scan(text, [(0, len(text))]) == written.scan(text, [(0, len(text))]), text


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        pytest.param("Norland", ["norland"], id="a name"),
        pytest.param("NL", ["norland"], id="an abbreviation without its points"),
        pytest.param("Army", ["base", "norland-army", "sudland-army"], id="written, and bare names of a template"),
        pytest.param("Nordish army", ["norland-army"], id="made of a state's name"),
        pytest.param("el Qasra", ["base"], id="a variant"),
        pytest.param("Zoe Dorde Lange", ["lange"], id="accents"),
    ],
)
def test_names_found_by_what_is_compiled(small: Path, words: str, ids: list[str]) -> None:
    found = compiled(small).named(words)
    assert [entry.id for entry in found] == ids
    assert found == Register(entries((forms.read(small),))).named(words)


@pytest.mark.parametrize(
    ("spoil", "counts"),
    [
        pytest.param(lambda yaml, made: None, True, id="as it was made"),
        pytest.param(lambda yaml, made: yaml.touch(), True, id="another time, the same text"),
        pytest.param(lambda yaml, made: yaml.write_bytes(yaml.read_bytes() + b"#"), False, id="edited"),
        pytest.param(
            lambda yaml, made: made.write_bytes(bytes(32) + made.read_bytes()[32:]), False, id="of other code"
        ),
        pytest.param(lambda yaml, made: made.write_bytes(made.read_bytes()[:-9]), False, id="cut short"),
        pytest.param(lambda yaml, made: made.write_bytes(made.read_bytes() + b"\0"), False, id="with more behind it"),
        pytest.param(lambda yaml, made: made.write_bytes(b""), False, id="empty"),
        pytest.param(lambda yaml, made: made.unlink(), False, id="not there"),
        pytest.param(lambda yaml, made: yaml.unlink(), False, id="what it was made of is not there"),
    ],
)
def test_when_a_compiled_file_counts(small: Path, spoil: Callable[[Path, Path], object], counts: bool) -> None:
    made = store(small, register.prepared(small))
    spoil(small, made)
    assert (stored(small, Ready) is not None) == counts


def test_what_was_made_of_another_kind_does_not_count(small: Path) -> None:
    store(small, ["a", "b"])
    assert stored(small, Ready) is None
    assert stored(small, tuple[str, ...]) == ("a", "b")


@given(values=st.lists(st.text() | st.integers(-(2**63), 2**63 - 1) | st.none() | st.booleans()))
def test_any_value_comes_back(tmp_path_factory: pytest.TempPathFactory, values: list[Any]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text("[]", encoding="utf-8")
    store(path, values)
    assert stored(path, list[Any]) == values


def test_a_register_with_faults_is_not_compiled(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("actors: [{id: a, name: A, kind: party, part_of: nobody}]", encoding="utf-8")
    with pytest.raises(InputError, match="no entry has the id 'nobody'"):
        register.prepared(path)


def test_the_same_text_gives_the_same_bytes(small: Path) -> None:
    code = "import sys, pathlib; from sayso.lexicon import compiled, register; path = pathlib.Path(sys.argv[1])"
    made = set()
    for seed in ("1", "2", "3"):
        _python(f"{code}; compiled.store(path, register.prepared(path))", small, PYTHONHASHSEED=seed)
        made.add(small.with_suffix(SUFFIX).read_bytes())
    assert len(made) == 1


USED = """
import sys
from sayso.lexicon import cues, hedges, nominals, register
entry, = register.load().named("NATO")
print(entry.id, *(cue.acts[0] for cue in cues.of_lemma(cues.packaged_cues(), "claim", "verb")[:1]))
print(len(hedges.packaged_hedges()) > 9, nominals.nominal("spokesmen").number, nominals.gender_of("Maria"))
print(cues.of_lemma(cues.packaged_cues(), "outgrabe"), "yaml" in sys.modules)
"""


def test_a_built_package_reads_yaml_only_where_it_was_edited(tmp_path: Path) -> None:
    package = tmp_path / "sayso"
    unwanted = shutil.ignore_patterns("model", "web", "__pycache__", f"*{SUFFIX}")
    shutil.copytree(Path(sayso.__file__).parent, package, ignore=unwanted)
    written = _python(USED, PYTHONPATH=str(tmp_path)).split("\n")
    assert written == ["nato state", "True plural female", "() True", ""]
    _python("from sayso.lexicon.building import build; build()", PYTHONPATH=str(tmp_path))
    assert _python(USED, PYTHONPATH=str(tmp_path)).split("\n") == [*written[:2], "() False", ""]
    with (package / "lexicon" / "cues.yaml").open("a", encoding="utf-8") as file:
        file.write("- {cue: outgrabe, pos: verb, act: warn}\n")
    assert "outgrabe" in _python(USED, PYTHONPATH=str(tmp_path))


def _python(code: str, *arguments: Path, **environment: str) -> str:
    command = [sys.executable, "-P", "-c", code, *map(str, arguments)]
    return subprocess.run(command, env=os.environ | environment, check=True, capture_output=True, text=True).stdout
