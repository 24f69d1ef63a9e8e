"""`sayso backup`, `restore`, `migrate` and `compact`: what they tell, and how they end."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sayso.ledger import Ledger, faults
from sayso.ledger.schema import DATABASE, VERSION
from tests import factories
from tests.commands.filling import DOCUMENTS, Run, fill
from tests.ledger import earlier

HOLDING = "4 documents, 4 readings, 3 attributions, 0 judgements, 0 failures, 4 originals"
OLDEST = earlier.VERSIONS[0]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return fill(tmp_path)


@pytest.mark.parametrize("target", ["kept", "kept.tar.gz"])
def test_there_and_back(run: Run, ledger: Path, target: str) -> None:
    assert run("backup", target) == (0, f"ledger sayso-ledger is backed up to {target}: {HOLDING}\n", "")
    status, told, complaints = run("restore", target, "--ledger", "again")
    assert (status, complaints) == (0, "")
    assert told.startswith(f"backup {target} of 20")
    assert told.endswith(f" is ledger again now: {HOLDING}\n")
    assert list(faults(ledger.parent / "again")) == []


def test_an_original_that_is_missing_is_told_and_the_rest_kept(run: Run, ledger: Path) -> None:
    first = DOCUMENTS[0]
    (ledger / "originals" / first[:2] / first[2:]).unlink()
    complaint = f"sayso: original {first}: the ledger had it not, or with other bytes, when it was backed up\n"
    status, told, complaints = run("backup", "kept")
    assert (status, complaints) == (1, complaint)
    assert told.endswith(" 3 originals\n")
    status, told, complaints = run("restore", "kept", "--ledger", "again")
    assert (status, complaints) == (1, complaint)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(("backup", "sayso-ledger"), "sayso-ledger: is there already, and nothing is overwritten", id="it"),
        pytest.param(("backup", "gone/kept"), "gone: no such folder", id="no such folder"),
        pytest.param(("backup", "kept", "--ledger", "gone"), "gone: no such folder", id="no ledger"),
        pytest.param(("backup", "kept", "--since", "gone"),
            "gone: not the folder of an earlier backup; there is no manifest.json", id="no earlier backup"),
        pytest.param(("restore", "gone"), "sayso-ledger: is there already, and nothing is overwritten", id="over it"),
        pytest.param(("restore", "gone", "--ledger", "again"), "gone: no such backup", id="no backup"),
        pytest.param(("restore", "sayso-ledger", "--ledger", "again"),
            "sayso-ledger: not a backup; there is no manifest.json", id="a ledger is no backup"),
        pytest.param(("migrate", "--ledger", "gone"), "gone: no such folder", id="nothing to bring up"),
        pytest.param(("compact", "--ledger", "gone"), "gone: no such folder", id="nothing to compact"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("ledger")
def test_what_cannot_be_is_told(run: Run, tmp_path: Path, arguments: tuple[str, ...], complaint: str) -> None:
    assert run(*arguments) == (1, "", f"sayso: {complaint}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["sayso-ledger"]


def test_migrating(run: Run, tmp_path: Path) -> None:
    folder = earlier.lay_out(tmp_path / "sayso-ledger", OLDEST)
    versions = f"ledger sayso-ledger has format version {OLDEST}; it would be brought up to version {VERSION}\n"
    assert run("migrate", "--check") == run("migrate", "--check") == (0, versions, "")
    assert run("migrate") == (
        0,
        f"ledger sayso-ledger was brought up from format version {OLDEST} to {VERSION}\n"
        f"its database as it was: sayso-ledger/ledger-version-{OLDEST}.sqlite\n",
        "",
    )
    done = f"ledger sayso-ledger has format version {VERSION}; nothing is to be done\n"
    assert run("migrate") == run("migrate", "--check") == (0, done, "")
    assert list(faults(folder)) == []


def test_migrating_with_nothing_kept(run: Run, tmp_path: Path) -> None:
    folder = earlier.lay_out(tmp_path / "sayso-ledger", OLDEST)
    told = f"ledger sayso-ledger was brought up from format version {OLDEST} to {VERSION}\n"
    assert run("migrate", "--no-backup") == (0, told, "")
    assert sorted(path.name for path in folder.iterdir()) == [DATABASE, "originals"]


def test_a_newer_ledger_is_not_migrated(run: Run, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger / DATABASE)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    complaint = f"ledger sayso-ledger has format version {VERSION + 1}; this sayso reads up to version {VERSION}"
    for command in ("migrate", "compact"):
        assert run(command) == (1, "", f"sayso: {complaint}\n")


def test_compacting(run: Run, ledger: Path) -> None:
    with Ledger(ledger) as opened:
        opened.writer.rebuild()
        name = opened.writer._originals.keep(factories.page("named by nobody").data)
    status, told, complaints = run("compact", "--dry-run")
    assert (status, complaints) == (0, "")
    assert told.endswith("or fewer after; would be removed: 1 originals that nothing names\n")
    assert (ledger / "originals" / name[:2] / name[2:]).exists()
    status, told, complaints = run("compact")
    assert (status, complaints) == (0, "")
    assert told.endswith(" after; removed: 1 originals that nothing names\n")
    assert list(faults(ledger)) == []


def test_compacting_what_others_have_open(run: Run, ledger: Path) -> None:
    with Ledger(ledger):
        status, told, complaints = run("compact")
    assert (status, "bytes before" in told) == (0, True)
    assert complaints.startswith("sayso: originals that nothing names are removed when nobody else has the ledger open")
