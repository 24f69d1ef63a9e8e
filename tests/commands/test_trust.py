"""`sayso init`, `head`, `verify`, `prove`, `redact`: what they tell and refuse."""

import json
import sqlite3
from pathlib import Path

import pytest

from sayso.ledger import View
from sayso.ledger.schema import DATABASE
from tests.commands.filling import DOCUMENTS, SAID, Run, fill


@pytest.fixture
def ledger(run: Run, tmp_path: Path) -> Path:
    folder = fill(tmp_path)
    assert run("init")[0] == 0
    return folder


def keep(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "head.json").write_text(run("head")[1])
    return tmp_path / "head.json"


def test_init_makes_a_ledger_and_a_key_once(run: Run, tmp_path: Path) -> None:
    status, told, _ = run("init")
    assert status == 0
    assert told.startswith("ledger sayso-ledger has the key ")
    assert (tmp_path / "sayso-ledger" / DATABASE).is_file()
    assert run("init") == (
        1, "", "sayso: sayso-ledger/key.pem: the ledger has a key, which is not overwritten\n"
    )  # fmt: skip


def test_a_head_needs_a_key(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    assert run("head") == (1, "", "sayso: sayso-ledger/key.pem: no key there; sayso init makes one\n")


@pytest.mark.usefixtures("ledger")
def test_a_head_is_one_line_and_tells_what_it_adds_to(run: Run, tmp_path: Path) -> None:
    kept = keep(run, tmp_path)
    told = json.loads(kept.read_text())
    assert (told["size"], len(told["root"]), kept.read_text().count("\n")) == (8, 64, 1)
    run("judge", "attribution", SAID, "--right")
    grown = json.loads(run("head", "--since", "head.json")[1])
    assert (grown["before"], grown["after"]["size"]) == (told, 9)


def test_verify_against_a_head(run: Run, tmp_path: Path, ledger: Path) -> None:
    time = json.loads(keep(run, tmp_path).read_text())["time"]
    run("judge", "attribution", SAID, "--right")
    assert run("verify", "--against", "head.json") == (
        0,
        "ledger sayso-ledger holds what it says it holds, and all that the head of"
        f" {time} covers: 8 leaves of its log\n",
        "",
    )
    with sqlite3.connect(ledger / DATABASE) as db:
        db.execute("UPDATE sightings SET fetched = '1999-01-01' WHERE document = 2")
    db.close()
    status, told, complaints = run("verify", "--against", "head.json")
    assert (status, told) == (1, "")
    assert complaints == (
        f"sayso: sighting 2 of document {DOCUMENTS[1]} (leaf 2 of the log): it is not what was entered\n"
    )


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(("verify", "--against", "no.json"), "no.json: no such file or directory", id="no head"),
        pytest.param(
            ("verify", "--against", "x.json"), "x.json: not a head as sayso head prints it", id="another file"
        ),
        pytest.param(("verify", "--key", "x.json"), "a key is that of a head: --key needs --against", id="a key alone"),
        pytest.param(("prove",), "prove one thing: an ID, or --judgement NUMBER", id="nothing to prove"),
        pytest.param(("prove", "0123456789"), "'0123456789': no attribution, event or document of this id", id="no id"),
        pytest.param(("redact", "p/0.txt", "--reason", " "), "a redaction needs a reason", id="no reason"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, tmp_path: Path, arguments: tuple[str, ...], complaint: str) -> None:
    (tmp_path / "x.json").write_text("{")
    assert run(*arguments) == (1, "", f"sayso: {complaint}\n")


@pytest.mark.usefixtures("ledger")
def test_a_proof_is_printed_or_written(run: Run, tmp_path: Path) -> None:
    status, told, _ = run("prove", SAID)
    proof = json.loads(told)
    assert (status, proof["kind"], proof["id"], proof["head"]["size"]) == (0, "attribution", SAID, 8)
    assert run("prove", DOCUMENTS[3], "--out", "proof.jsonl") == (0, "", "")
    assert [json.loads(line)["kind"] for line in (tmp_path / "proof.jsonl").read_text().splitlines()] == [
        "reading",
        "sighting",
    ]
    run("judge", "attribution", SAID, "--right")
    assert json.loads(run("prove", "--judgement", "1")[1])["kind"] == "judgement"


def test_what_is_redacted_is_told_by_every_command(run: Run, tmp_path: Path, ledger: Path) -> None:
    keep(run, tmp_path)
    document = DOCUMENTS[0]
    (ledger / "ledger-version-8.sqlite").touch()
    status, told, complaints = run("redact", "p/0.txt", "--reason", "by order")
    assert (status, told) == (0, f"document {document}: redacted\n")
    assert "ledger-version-8.sqlite: this copy of the database may still hold it" in complaints
    with View(ledger) as view:
        time = view.redactions()[0].time
    assert run("verify", "--against", "head.json")[1].splitlines()[0] == (
        f"document {document}: redacted at {time}: by order"
    )
    assert run("show", document) == (1, "", f"sayso: document {document[:12]} was redacted at {time}: by order\n")
    assert run("redact", document, "--reason", "by order")[1] == (
        f"document {document}: was redacted before; nothing of it is left on the disk\n"
    )
