"""The log of a ledger: its heads, its proofs as a stranger checks them, what verifying finds, what redacting leaves."""

import base64
import json
import random
import re
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import json as encoding
from msgspec.structs import replace

from evaluation import made_ledger, tampering
from sayso.errors import InputError, LedgerError, NotFoundError
from sayso.ledger import Ledger, View, Writer, faults
from sayso.ledger.keys import PUBLIC, SECRET, make_key, message
from sayso.ledger.leaves import leaves
from sayso.ledger.merkle import consistent, leaf_hash
from sayso.ledger.parts import BELOW, FLAT, HEADER
from sayso.ledger.schema import VERSION
from sayso.ledger.verify import remarks
from sayso.records import Grown, Head, Proof
from tests import factories
from tests.ledger.casting import actor, cast, judgement
from tests.ledger.older import make_older
from tests.ledger.raw import columns, disk, originals, raw, references

DOCS = Path(__file__).parents[2] / "docs" / "trust.md"
KERR = actor("kerr", "Nina Kerr", kind="person")
PAGES = tuple(cast(f"[S Nina Kerr] [C said] that [T town {n} fell].", KERR, path=f"{n}.txt") for n in range(5))
SECRETIVE = cast("[S Zebulon Quartzmire] [C claimed] [T xylophonic vinegar].", path="secret.txt", title="Quorndon")
WORDS = (b"Zebulon", b"Quartzmire", b"xylophonic", b"vinegar", b"Quorndon", b"hushword", b"zebulon", b"quartzmire")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Ledger(tmp_path) as ledger:
        make_key(tmp_path)
        ledger.add_many(PAGES)
        ledger.fail("read", "binary", page=factories.page("\0"))
        first = ledger.judge(judgement("wrong", PAGES[0][1], "said"))
        ledger.judge(judgement("retract", retracts=first.id))
    return tmp_path


def head(folder: Path) -> Head:
    with View(folder) as view:
        return view.head()


def stranger() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The code of the documentation, run as it stands there."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    found: Callable[[dict[str, Any]], dict[str, Any]] = names["proved"]
    return found


def handed(proof: Proof) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(encoding.encode(proof))
    return told


def test_every_entry_is_a_leaf_in_its_order(folder: Path) -> None:
    with raw(folder) as db:
        kinds = [kind for (kind,) in db.execute("SELECT kind FROM log ORDER BY position")]
        assert kinds == ["sighting", "reading"] * 5 + ["failure", "judgement", "judgement"]
        for kind in ("sighting", "reading", "failure", "judgement"):
            told = db.execute("SELECT hash FROM log WHERE kind = ? ORDER BY position", (kind,)).fetchall()
            assert [leaf_hash(leaf.data) for leaf in leaves(db, kind)] == [each for (each,) in told]
    assert head(folder).size == len(kinds)
    with Ledger(folder) as ledger:
        before = ledger.view.head()
        ledger.add_many(PAGES)
        ledger.fail("read", "binary", page=factories.page("\0"))
        assert ledger.view.head().root == before.root, "what is there already adds nothing"


def test_every_column_of_a_reading_is_in_its_leaf(folder: Path) -> None:
    told = {table: f"reading, {names}" for table, names in FLAT.items()}
    told |= {table: f"{things.removesuffix('s')}, {names}" for table, (things, names) in BELOW.items()}
    told["readings"] = f"document, reader, entered, turn, {HEADER}"
    parents = {"readings", "attributions", "actors", "events", "stances"}
    with raw(folder) as db:
        for table, names in told.items():
            assert columns(db, table) - {"id"} == set(names.split(", ")), table
        hanging = {table for table, parent in references(db) if parent in parents}
    assert hanging - {"judgements", "told", "happened", "latest", "tied"} == told.keys() - {"readings"}


def test_made_readings_are_sound_after_they_were_entered(tmp_path: Path) -> None:
    made_ledger.make(tmp_path, 60)
    assert list(faults(tmp_path)) == []


def test_a_key_is_its_owners_and_not_overwritten(folder: Path) -> None:
    assert stat.S_IMODE((folder / SECRET).stat().st_mode) == 0o600
    with pytest.raises(InputError, match="not overwritten"):
        make_key(folder)
    (folder / SECRET).unlink()
    with pytest.raises(InputError, match="not overwritten"):
        make_key(folder)
    with pytest.raises(NotFoundError, match="sayso init makes one"):
        head(folder)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="a program not of ours that checks signatures")
def test_a_head_is_checked_by_openssl(folder: Path, tmp_path: Path) -> None:
    kept = head(folder)
    (tmp_path / "head.txt").write_bytes(message(kept))
    (tmp_path / "head.sig").write_bytes(base64.b64decode(kept.signature))
    check = ("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(folder / PUBLIC), "-rawin", "-in")
    files = (str(tmp_path / "head.txt"), "-sigfile", str(tmp_path / "head.sig"))
    assert subprocess.run([*check, *files], capture_output=True).returncode == 0
    (tmp_path / "head.txt").write_bytes(message(replace(kept, size=kept.size + 1)))
    assert subprocess.run([*check, *files], capture_output=True).returncode != 0


HEADS = (
    pytest.param({"size": 3}, "not those that it covers", id="fewer leaves"),
    pytest.param({"size": 99}, "of which there are only 13", id="more leaves than there are"),
    pytest.param({"root": "0" * 64}, "not those that it covers", id="another root"),
    pytest.param({"time": "2000-01-01T00:00:00+00:00"}, "its signature is not", id="another time"),
    pytest.param({"signature": "!"}, "its signature is not", id="no signature"),
    pytest.param({"key": "0" * 64}, "signed by the key 0000", id="another key"),
)


@pytest.mark.parametrize(("change", "told"), HEADS)
def test_a_head_that_is_none_of_the_ledger_is_told(folder: Path, change: dict[str, Any], told: str) -> None:
    kept = head(folder)
    assert list(faults(folder, kept)) == []
    assert any(told in fault for fault in faults(folder, replace(kept, **change)))


def test_a_log_that_grew_proves_that_it_did(folder: Path) -> None:
    before = head(folder)
    with Ledger(folder) as ledger:
        ledger.add(*SECRETIVE)
        grown: Grown = ledger.view.grown(before)
        path = [bytes.fromhex(each) for each in grown.path]
        roots = [bytes.fromhex(each.root) for each in (grown.before, grown.after)]
        assert consistent(before.size, roots[0], grown.after.size, roots[1], path)
        with pytest.raises(LedgerError, match="not those that it covers"):
            ledger.view.grown(replace(before, root="0" * 64))
    assert list(faults(folder, before)) == []


def test_a_stranger_checks_proofs(folder: Path) -> None:
    proved = stranger()
    said = PAGES[3][1].attributions[0]
    with View(folder) as view:
        (proof,) = view.prove(said.id)
        assert view.prove(said.id[:8])[0].id == said.id
        told = proved(handed(proof))
        assert told["reading"]["document"] == PAGES[3][1].document.id
        assert told["part"][1][1] == said.id
        assert ["content", 0, *said.content[0], "town 3 fell"] in told["part"][2][1]
        document = view.prove(PAGES[1][1].document.id)
        assert [proved(handed(each))["leaf"] for each in document] == ["reading", "sighting"]
        assert proved(handed(view.prove(1)[0]))["kind"] == "wrong"
        assert proof.part is not None
        for forged in (
            replace(proof, part=replace(proof.part, data=proof.part.data.replace("town 3", "town 4"))),
            replace(proof, leaf=replace(proof.leaf, data=proof.leaf.data.replace("reading", "READING"))),
            replace(proof, leaf=replace(proof.leaf, position=proof.leaf.position + 1)),
            replace(proof, part=view.prove(PAGES[2][1].attributions[0].id)[0].part),
        ):
            with pytest.raises((ValueError, IndexError, KeyError)):
                proved(handed(forged))


def test_what_is_not_there_is_not_proved(folder: Path) -> None:
    with View(folder) as view:
        with pytest.raises(NotFoundError):
            view.prove("0" * 16)
        with pytest.raises(NotFoundError):
            view.prove(99)
        with pytest.raises(InputError):
            view.prove("kerr")
    with raw(folder) as db:
        db.execute("UPDATE attributions SET act = 'deny'")
    with View(folder) as view, pytest.raises(LedgerError, match="not what was entered"):
        view.prove(PAGES[0][1].attributions[0].id)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Head]:
    return tampering.make(tmp_path_factory.mktemp("made") / "ledger", 1)


@pytest.mark.in_files  # a folder is copied and tampered with many times over
@pytest.mark.parametrize("kind", tampering.KINDS)
def test_tampering_is_found(made: tuple[Path, Head], tmp_path: Path, kind: str) -> None:
    for seed in range(10):
        copy = shutil.copytree(made[0], tmp_path / f"copy-{seed}")
        tampering.tamper(copy, kind, random.Random(seed))
        assert list(faults(copy, made[1])) != [], seed


@pytest.mark.in_files  # the same
def test_an_owner_who_makes_all_anew_is_found_by_a_kept_head_alone(made: tuple[Path, Head], tmp_path: Path) -> None:
    copy = shutil.copytree(made[0], tmp_path / "copy")
    tampering.tamper(copy, "rewrite", random.Random(0))
    assert list(faults(copy)) == []
    assert list(faults(copy, head(copy))) == []
    assert [fault.partition(": ")[2] for fault in faults(copy, made[1])] == [
        f"the first {made[1].size} leaves of the log are not those that it covers"
    ]


@pytest.mark.in_files  # of an older version
def test_a_ledger_without_a_log_gets_one(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add_many(PAGES)
        ledger.judge(judgement("wrong", PAGES[0][1], "said"))
    make_older(tmp_path, 8)
    assert list(faults(tmp_path)) == []
    with raw(tmp_path) as db:
        assert [kind for (kind,) in db.execute("SELECT kind FROM log ORDER BY position")] == [
            *(["sighting", "reading"] * 5),
            "judgement",
        ]
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_what_merging_puts_in_the_place_of_another_is_told(tmp_path: Path) -> None:
    page, reading = PAGES[0]
    for name, day in (("a", "2024-06-02"), ("b", "2024-06-01")):
        with Ledger(tmp_path / name) as ledger:
            bare = replace(reading, document=replace(reading.document, sightings=()))
            ledger.add(replace(page, fetched=f"{day}T10:00:00+00:00"), bare)
            make_key(tmp_path / name)
    kept = head(tmp_path / "a")
    with Writer(tmp_path / "a") as writer:
        writer.merge(tmp_path / "b")
    assert list(faults(tmp_path / "a", kept)) == []
    told = list(remarks(tmp_path / "a"))
    assert [line.split(":")[0] for line in told if "sighting" in line] == [
        f"sighting 1 of document {reading.document.id}"
    ]


def test_what_is_redacted_is_gone_and_the_rest_is_as_it_was(folder: Path) -> None:
    page, reading = SECRETIVE
    document = reading.document.id
    with Ledger(folder) as ledger:
        ledger.add(page, reading)
        ledger.judge(judgement("note", reading, occurrence=None, note="hushword"))
        ledger.add(*cast("[S Nina Kerr] [C said] [T more].", KERR, path="later.txt"))
        kept = ledger.view.head()
        assert ledger.search("vinegar") != ()
        with pytest.raises(InputError, match="needs a reason"):
            ledger.writer.redact(document, " ")
    with raw(folder) as db:
        db.execute("ANALYZE")  # what the database keeps of its columns to plan by
    assert any(word in data for word in WORDS for _, data in disk(folder))
    with Writer(folder) as writer:
        assert writer.redact(document, "by order")
        assert not writer.redact(document, "again"), "it was so already"
        with pytest.raises(NotFoundError):
            writer.redact("0" * 64, "by order")
    assert [(word, path) for word in WORDS for path, data in disk(folder) if word in data] == []
    assert list(faults(folder, kept)) == []
    assert [line for line in remarks(folder) if document in line and "by order" in line] != []
    with Ledger(folder) as ledger:
        assert ledger.search("vinegar") == ()
        with pytest.raises(NotFoundError, match=r"was redacted at .*: by order"):
            ledger.reading(document)
        with pytest.raises(InputError, match=r"was redacted at .*: by order"):
            ledger.add(page, reading)
        assert any("was redacted" in failure.reason for failure in ledger.failures())
        (proof,) = ledger.view.prove(document)
        assert stranger()(handed(proof))["reason"] == "by order"
        ledger.judge(judgement("right", PAGES[1][1], "said"))
        assert ledger.verify() == ()
    assert list(faults(folder, kept)) == []
    assert [path for path, data in disk(folder) if page.data in data] == [], "its bytes were not kept again"


def test_a_gap_is_no_cover(folder: Path) -> None:
    document = PAGES[0][1].document.id
    with Writer(folder) as writer:
        writer.redact(document, "by order")
    kept = head(folder)
    with raw(folder) as db:
        db.execute("UPDATE redactions SET reason = 'by nobody'")
    assert any("redaction" in fault for fault in faults(folder, kept))
    with raw(folder) as db:
        ((left,),) = db.execute("SELECT leaves FROM redactions").fetchall()
        db.execute("UPDATE redactions SET reason = 'by order', leaves = ?", (json.dumps([*json.loads(left), 3]),))
        db.execute("DELETE FROM readings WHERE id = 2")
    assert any("leaf 3 of the log is not one of it" in fault for fault in faults(folder, kept))


def test_nothing_redacted_comes_in_by_merging(folder: Path, tmp_path: Path) -> None:
    document = PAGES[0][1].document.id
    with Ledger(tmp_path / "other") as other:
        other.add(*PAGES[0])
        other.add(*SECRETIVE)
    with Writer(folder) as writer:
        writer.redact(document, "by order")
        merged = writer.merge(tmp_path / "other")
    assert merged.documents == 1
    assert len(merged.left_out) == 1
    assert "was redacted" in merged.left_out[0]
    assert document not in originals(folder)
