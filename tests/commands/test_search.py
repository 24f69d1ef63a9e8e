"""Searches from the command line: by speaker, subject, act and kind, and what cannot be asked."""

from pathlib import Path
from typing import get_args

import pytest

from sayso.records import Act, SpeakerKind
from tests.commands.filling import CLAIMED, DENIED, DOCUMENTS, SAID, Run, fill


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        pytest.param(("--speaker", "nina"), ["said", "denied"], id="a speaker by name, also where it says she"),
        pytest.param(("--speaker", "nina", "fell"), ["denied"], id="a speaker and a word"),
        pytest.param(("--about", "people’s front"), ["said", "denied"], id="about, by a name that stands nowhere"),
        pytest.param(("--act", "deny"), ["denied"], id="an act alone"),
        pytest.param(("--kind", "anonymous"), ["claimed"], id="a kind alone"),
        pytest.param(("--kind", "named", "--act", "accuse", "--about", "pfv", "town"), ["said"], id="all together"),
        pytest.param(("--kind", "named", "--limit", "1"), ["said"], id="no more than asked"),
        pytest.param(("--act", "praise"), [], id="nothing"),
    ],
)
def test_filters(run: Run, tmp_path: Path, arguments: tuple[str, ...], found: list[str]) -> None:
    fill(tmp_path)
    status, told, complaints = run("search", *arguments)
    assert status == 0
    assert [line.split(" — ")[1] for line in told.splitlines() if " — " in line] == found
    assert complaints == ("" if found else "sayso: nothing found\n")


@pytest.mark.parametrize(
    ("word", "key", "document", "facts", "below"),
    [
        pytest.param("shelled", SAID, 0, "accuse · Nina Kerr", "2024-02-29 · Zero", id="act and speaker"),
        pytest.param(
            "fell", DENIED, 1, "deny · Nina Kerr · negated · hedged", "2023-01-01 · One", id="negated and hedged"
        ),
        pytest.param("left", CLAIMED, 2, "state · anonymous", "Two", id="anonymous, without a date"),
    ],
)
def test_a_hit_shows_speaker_and_act(
    run: Run, tmp_path: Path, word: str, key: str, document: int, facts: str, below: str
) -> None:
    fill(tmp_path)
    assert run("search", word)[1].splitlines()[1:] == [
        f"  {key[:12]} · {facts}",
        f"  {DOCUMENTS[document][:12]} · {below} · The Herald",
    ]


@pytest.mark.parametrize(
    ("arguments", "reason", "known"),
    [
        pytest.param(("--act", "whisper"), "'whisper' is no act", get_args(Act), id="no act"),
        pytest.param(("x", "--kind", "loud"), "'loud' is no kind", get_args(SpeakerKind), id="no kind"),
        pytest.param((), "no word to search for is given", (), id="nothing asked"),
        pytest.param(("--about", "—"), "'—': there is no word in it", (), id="about no word"),
    ],
)
def test_what_cannot_be_asked(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], reason: str, known: tuple[str, ...]
) -> None:
    fill(tmp_path)
    status, told, complaints = run("search", *arguments)
    assert (status, told) == (1, "")
    assert complaints.startswith(f"sayso: {reason}")
    assert ", ".join(known) in complaints, "what may be asked is listed"


@pytest.mark.parametrize("option", ["--act", "--kind"])
def test_help_lists_what_may_be_asked(run: Run, option: str) -> None:
    known = get_args(Act if option == "--act" else SpeakerKind)
    told = " ".join(run("search", "--help")[1].split())
    assert ", ".join(known) in told
