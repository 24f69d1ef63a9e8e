"""Backups that are whole or not there, restored to what they were of."""

import hashlib
import random
import sqlite3
import stat
import subprocess
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from evaluation.kills import small_disk
from sayso.errors import InputError, LedgerError, NotFoundError, SaysoError
from sayso.ledger import Ledger, View, Writer, faults
from sayso.ledger.backing_up import back_up
from sayso.ledger.keeping import UNFINISHED, YOUNG
from sayso.ledger.keys import PUBLIC, SECRET, make_key
from sayso.ledger.manifest import MANIFEST, SUMS
from sayso.ledger.merging import Merged
from sayso.ledger.restoring import restore
from sayso.ledger.schema import DATABASE, VERSION
from tests.ledger import filling
from tests.ledger.casting import judgement
from tests.ledger.kept import KILLS, aged, content, files, hidden, killed, small, start
from tests.ledger.kept import larger as larger_ledger

FORMS = ("backup", "backup.tar", "backup.tar.gz", "backup.tgz")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return small(tmp_path / "ledger")


@pytest.fixture
def larger(tmp_path: Path) -> Path:
    return larger_ledger(tmp_path / "ledger")


@pytest.mark.parametrize("form", FORMS)
def test_a_backup_is_restored_to_what_it_is_of(tmp_path: Path, ledger: Path, form: str) -> None:
    made = back_up(ledger, tmp_path / form)
    assert restore(tmp_path / form, tmp_path / "again") == made
    assert list(faults(tmp_path / "again")) == []
    assert content(tmp_path / "again") == content(ledger)
    assert (made.originals, made.ledger_version, made.missing) == (7, VERSION, ())
    assert made.counts == {"documents": 6, "readings": 6, "attributions": 12, "judgements": 1, "failures": 1}
    assert hidden(tmp_path) == []


def test_a_backup_is_checked_by_a_program_that_is_not_ours(tmp_path: Path, ledger: Path) -> None:
    back_up(ledger, tmp_path / "backup")
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", SUMS], cwd=tmp_path / "backup", capture_output=True, text=True
    )
    assert (checked.returncode, checked.stdout.count(": OK")) == (0, 8)


def test_an_earlier_backup_shares_its_originals(tmp_path: Path, ledger: Path) -> None:
    back_up(ledger, tmp_path / "one")
    with Ledger(ledger) as opened:
        opened.add_many(filling.pages()[6:8])
    damaged = filling.pages()[0][1].document.id
    (tmp_path / "one" / "originals" / damaged[:2] / damaged[2:]).write_bytes(b"other")
    made = back_up(ledger, tmp_path / "two", tmp_path / "one")
    links = {path.stat().st_nlink for path in (tmp_path / "two" / "originals").glob("*/*")}
    assert (made.originals, links) == (9, {1, 2})
    restore(tmp_path / "two", tmp_path / "again")
    assert list(faults(tmp_path / "again")) == [], "what is damaged in the earlier one is copied anew"


@pytest.mark.parametrize("form", FORMS[:2])
@pytest.mark.parametrize("secret", [False, True])
def test_the_secret_key_is_backed_up_only_if_asked(tmp_path: Path, ledger: Path, form: str, secret: bool) -> None:
    make_key(ledger)
    back_up(ledger, tmp_path / form, secret=secret)
    restore(tmp_path / form, tmp_path / "again")
    assert (tmp_path / "again" / PUBLIC).read_bytes() == (ledger / PUBLIC).read_bytes()
    if secret:
        assert (tmp_path / "again" / SECRET).read_bytes() == (ledger / SECRET).read_bytes()
        assert stat.S_IMODE((tmp_path / "again" / SECRET).stat().st_mode) == 0o600
    else:
        assert not (tmp_path / "again" / SECRET).exists()
    if form == "backup" and secret:
        assert stat.S_IMODE((tmp_path / form / SECRET).stat().st_mode) == 0o600


def test_what_the_ledger_has_not_is_told(tmp_path: Path, ledger: Path) -> None:
    gone, other = (reading.document.id for _, reading in filling.pages()[:2])
    (ledger / "originals" / gone[:2] / gone[2:]).unlink()
    (ledger / "originals" / other[:2] / other[2:]).write_bytes(b"other")
    assert back_up(ledger, tmp_path / "backup").missing == tuple(sorted((gone, other)))
    assert restore(tmp_path / "backup", tmp_path / "again").missing == tuple(sorted((gone, other)))
    assert set(faults(tmp_path / "again")) == {f"document {id}: its original is missing" for id in (gone, other)}


def test_backups_while_others_write_are_each_of_one_moment(tmp_path: Path) -> None:
    folder, number = tmp_path / "ledger", 0
    Ledger(folder).close()
    with start("tests.ledger.filling", str(folder)) as process:
        while process.poll() is None or number < 3:
            number += 1
            back_up(folder, tmp_path / f"backup-{number}")
    number += 1
    back_up(folder, tmp_path / f"backup-{number}")
    assert process.returncode == 0
    entered = [reading.document.id for _, reading in filling.pages()]
    held = []
    for each in range(1, number + 1):
        restore(tmp_path / f"backup-{each}", tmp_path / f"again-{each}")
        assert list(faults(tmp_path / f"again-{each}")) == []
        with View(tmp_path / f"again-{each}") as view:
            found = [entry.id for entry in view.documents()]
        assert found == entered[: len(found)]
        held.append(len(found))
    assert held == sorted(held)
    assert any(0 < count < filling.DOCUMENTS for count in held), f"none was made while documents came: {held}"
    assert held[-1] == filling.DOCUMENTS


def test_a_restored_backup_brings_nothing_new_to_what_the_ledger_became(tmp_path: Path, ledger: Path) -> None:
    back_up(ledger, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again")
    with Writer(ledger) as writer:
        writer.add(*filling.pages()[7])
        writer.judge(judgement("wrong", filling.pages()[1][1], "said"))
        before = content(ledger)
        assert writer.merge(tmp_path / "again") == Merged()
    assert content(ledger) == before
    with Writer(tmp_path / "again") as writer:
        writer.merge(ledger)
    assert content(tmp_path / "again") == before, "and the other way round it catches up"


def swap(backup: Path) -> None:
    one, other = sorted(path for path in (backup / "originals").glob("*/*"))[:2]
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)


def edit(backup: Path) -> None:
    with closing(sqlite3.connect(backup / DATABASE)) as db:
        db.execute("UPDATE attributions SET act = 'deny'")
        db.commit()


def edit_behind_the_list(backup: Path) -> None:
    """As who changes the list too, and the manifest's hash of it: what the database names is still not there."""
    first = next(path for path in (backup / "originals").glob("*/*"))
    first.unlink()
    kept = [
        line for line in (backup / SUMS).read_text().splitlines() if f"{first.parent.name}/{first.name}" not in line
    ]
    before = hashlib.sha256((backup / SUMS).read_bytes()).hexdigest()
    (backup / SUMS).write_text("".join(f"{line}\n" for line in kept))
    after = hashlib.sha256((backup / SUMS).read_bytes()).hexdigest()
    (backup / MANIFEST).write_text((backup / MANIFEST).read_text().replace(before, after))


def grow(path: Path) -> Callable[[Path], None]:
    def damage(backup: Path) -> None:
        (backup / path).parent.mkdir(exist_ok=True)
        with (backup / path).open("ab") as file:
            file.write(b"x")

    return damage


def link(backup: Path) -> None:
    first = next(path for path in (backup / "originals").glob("*/*"))
    first.rename(backup.parent / "elsewhere")
    first.symlink_to(backup.parent / "elsewhere")


def newer(backup: Path) -> None:
    text = (backup / MANIFEST).read_text()
    (backup / MANIFEST).write_text(text.replace('"sayso_backup": 1', '"sayso_backup": 2'))


DAMAGE = (
    pytest.param(swap, "has other bytes than when it was backed up", id="two originals swapped"),
    pytest.param(edit, "ledger.sqlite has other bytes", id="a changed database"),
    pytest.param(grow(Path(DATABASE)), "ledger.sqlite has other bytes", id="a longer database"),
    pytest.param(lambda b: (b / DATABASE).unlink(), "ledger.sqlite is missing", id="no database"),
    pytest.param(lambda b: next((b / "originals").glob("*/*")).unlink(), "is missing", id="an original gone"),
    pytest.param(edit_behind_the_list, "the original .* is missing", id="an original gone, and its line"),
    pytest.param(grow(Path("originals/ab") / ("c" * 62)), "is not in its list", id="an original more"),
    pytest.param(grow(Path("note.txt")), "is not in its list", id="another file"),
    pytest.param(grow(Path(f"{DATABASE}-wal")), "is not in its list", id="a log with changes"),
    pytest.param(grow(Path(SUMS)), "not the one of its manifest", id="another list"),
    pytest.param(lambda b: (b / SUMS).unlink(), "SHA256SUMS is missing", id="no list"),
    pytest.param(lambda b: (b / MANIFEST).write_text("{}"), "manifest.json cannot be read", id="an empty manifest"),
    pytest.param(lambda b: (b / MANIFEST).write_text("{"), "manifest.json cannot be read", id="half a manifest"),
    pytest.param(lambda b: (b / MANIFEST).unlink(), "not a backup; there is no manifest.json", id="no manifest"),
    pytest.param(newer, "has format 2, and this sayso reads 1", id="a newer format"),
    pytest.param(link, "is no regular file", id="a link to elsewhere"),
)


@pytest.mark.parametrize(("damage", "told"), DAMAGE)
def test_what_is_not_as_it_was_made_is_refused(
    tmp_path: Path, ledger: Path, damage: Callable[[Path], None], told: str
) -> None:
    back_up(ledger, tmp_path / "backup")
    damage(tmp_path / "backup")
    with pytest.raises(SaysoError, match=told):
        restore(tmp_path / "backup", tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert hidden(tmp_path) == []


def test_looking_into_a_backup_does_not_spoil_it(tmp_path: Path, ledger: Path) -> None:
    back_up(ledger, tmp_path / "backup")
    with View(tmp_path / "backup") as view:
        assert len(view.documents()) == 6
        restore(tmp_path / "backup", tmp_path / "again")
    restore(tmp_path / "backup", tmp_path / "once more")
    assert content(tmp_path / "once more") == content(tmp_path / "again") == content(ledger)


@pytest.mark.parametrize("form", FORMS[1:])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.98])
def test_a_part_of_an_archive_is_refused(tmp_path: Path, ledger: Path, form: str, share: float) -> None:
    back_up(ledger, tmp_path / form)
    data = (tmp_path / form).read_bytes().rstrip(b"\0")
    (tmp_path / form).write_bytes(data[: int(len(data) * share)])
    with pytest.raises(LedgerError):
        restore(tmp_path / form, tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("name", ["../mine", "/tmp/mine", "originals/../../mine", "originals/ab/x"])
def test_an_archive_writes_nowhere_else(tmp_path: Path, ledger: Path, name: str) -> None:
    back_up(ledger, tmp_path / "backup")
    (tmp_path / "x").write_bytes(b"x")
    with tarfile.open(tmp_path / "backup.tar", "w") as tar:
        tar.add(tmp_path / "x", name)
        for path in (DATABASE, MANIFEST, SUMS):
            tar.add(tmp_path / "backup" / path, path)
    with pytest.raises(LedgerError, match="is not in its list of files"):
        restore(tmp_path / "backup.tar", tmp_path / "here" / "again")
    assert not (tmp_path / "here" / "mine").exists()


def test_what_stands_there_is_not_overwritten(tmp_path: Path, ledger: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note").write_text("mine")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine")
    back_up(ledger, tmp_path / "backup")
    for target in ("mine", "file", "empty", "backup"):
        with pytest.raises(InputError, match="is there already, and nothing is overwritten"):
            back_up(ledger, tmp_path / target)
    with pytest.raises(InputError, match="nothing is overwritten"):
        restore(tmp_path / "backup", tmp_path / "mine")
    with pytest.raises(InputError, match="a ledger is a folder, and a file stands there"):
        restore(tmp_path / "backup", tmp_path / "file")
    assert (files(tmp_path / "mine"), (tmp_path / "file").read_text()) == ({"note": b"mine"}, "mine")
    restore(tmp_path / "backup", tmp_path / "empty")
    assert content(tmp_path / "empty") == content(ledger)


@pytest.mark.parametrize("form", ["backup", "backup.tar.gz"])
def test_a_killed_backup_is_not_there(tmp_path: Path, larger: Path, form: str) -> None:
    before, dice, there = content(larger), random.Random(3), 0
    for _ in range(KILLS):
        killed(dice.uniform(0, 0.3), "backup", str(larger), str(tmp_path / form))
        for left in tmp_path.glob(f".*{UNFINISHED}*"):
            aged(left, YOUNG * 2)
        if (tmp_path / form).exists():
            there += 1
            restore(tmp_path / form, tmp_path / f"again-{there}")
            assert content(tmp_path / f"again-{there}") == before
            (tmp_path / form).rename(tmp_path / f"{there}-{form}")
    back_up(larger, tmp_path / form)
    assert hidden(tmp_path) == [], "the next takes away what killed ones left"
    assert content(larger) == before


def test_a_killed_restore_is_not_there(tmp_path: Path, larger: Path) -> None:
    back_up(larger, tmp_path / "backup")
    before, dice = content(larger), random.Random(4)
    for number in range(KILLS):
        folder = tmp_path / f"again-{number}"
        killed(dice.uniform(0, 0.3), "restore", str(tmp_path / "backup"), str(folder))
        if folder.exists():
            assert content(folder) == before
    restore(tmp_path / "backup", tmp_path / "whole")
    assert content(tmp_path / "whole") == before


def test_where_a_backup_cannot_be(tmp_path: Path, ledger: Path) -> None:
    with pytest.raises(NotFoundError, match="disk: no such folder"):
        back_up(ledger, tmp_path / "disk" / "backup")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(NotFoundError, match="file: a file stands where a folder should be"):
        back_up(ledger, tmp_path / "file" / "backup")
    with pytest.raises(InputError, match="does not go into the ledger that it is of"):
        back_up(ledger, ledger / "backup")
    with pytest.raises(InputError, match="not the folder of an earlier backup"):
        back_up(ledger, tmp_path / "backup", tmp_path)
    with pytest.raises(InputError, match="an archive holds all of its originals"):
        back_up(ledger, tmp_path / "backup.tar", tmp_path)
    with pytest.raises(NotFoundError, match="none: no such backup"):
        restore(tmp_path / "none", tmp_path / "again")
    with pytest.raises(LedgerError, match="file: not a backup, or a part of one"):
        restore(tmp_path / "file", tmp_path / "again")


def test_a_broken_database_is_told_when_it_is_backed_up(tmp_path: Path, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger / DATABASE)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'attributions'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with (ledger / DATABASE).open("r+b") as opened:
        opened.seek((root - 1) * size)
        opened.write(b"\xff" * size)
    with pytest.raises(LedgerError, match=r"database is broken and was not backed up|malformed"):
        back_up(ledger, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


@pytest.mark.parametrize("form", FORMS[:3])
def test_a_full_disk_leaves_no_backup(tmp_path: Path, larger: Path, form: str) -> None:
    with small_disk(400_000) as disk:
        if disk is None:
            pytest.skip("no small disk is to be had here")
        with pytest.raises(LedgerError, match=f"backup {disk / form} .*no space left on device"):
            back_up(larger, disk / form)
        assert list(disk.iterdir()) == []


def test_a_full_disk_leaves_no_restored_ledger(tmp_path: Path, larger: Path) -> None:
    back_up(larger, tmp_path / "backup")
    with small_disk(400_000) as disk:
        if disk is None:
            pytest.skip("no small disk is to be had here")
        with pytest.raises(LedgerError, match="no space left on device"):
            restore(tmp_path / "backup", disk / "ledger")
        assert list(disk.iterdir()) == []


def test_two_backups_to_one_place(tmp_path: Path, ledger: Path) -> None:
    told: list[str] = []

    def run() -> None:
        try:
            back_up(ledger, tmp_path / "backup")
            told.append("made")
        except InputError as error:
            told.append(str(error).partition(": ")[2])

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [*["is there already, and nothing is overwritten"] * 3, "made"]
    restore(tmp_path / "backup", tmp_path / "again")
    assert content(tmp_path / "again") == content(ledger)
