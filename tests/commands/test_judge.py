"""Judgements from the command line: what they say, who makes them, and what cannot be judged."""

import getpass
import json
from pathlib import Path
from typing import Any, NoReturn, get_args

import pytest
from msgspec.structs import replace

from sayso.ledger import View
from sayso.records import Act, Judgement
from tests import factories
from tests.commands.filling import CLAIMED, DENIED, DOCUMENTS, PAGES, SAID, Run, fill
from tests.ledger.casting import actor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


def judgements(folder: Path) -> tuple[Judgement, ...]:
    with View(folder) as view:
        return view.judgements()


@pytest.mark.parametrize(
    ("arguments", "kinds", "told"),
    [
        pytest.param(("--right",), [("right", None)], "“said” in {0} is right", id="right"),
        pytest.param(("--wrong",), [("wrong", None)], "“said” in {0} is wrong", id="wrong"),
        pytest.param(("--act", "warn"), [("act", "warn")], "the act of “said” in {0} is warn", id="an act"),
        pytest.param(
            ("--speaker", "pfv"),
            [("speaker", "front")],
            "the speaker of “said” in {0} is People’s Front [front]",
            id="a speaker by what it is called",
        ),
        pytest.param(
            ("--speaker", "omar", "--speaker", "kerr", "--speaker", "Omar Kerr"),
            [("speaker", "0123456789abcdef kerr")],
            "the speaker of “said” in {0} is Omar Kerr [0123456789abcdef], Nina Kerr [kerr]",
            id="several speakers, each once",
        ),
        pytest.param(
            ("--speaker", "un"),
            [("speaker", "un")],
            "the speaker of “said” in {0} is United Nations [un]",
            id="a speaker whom the register alone knows, by id",
        ),
        pytest.param(
            ("--speaker", "United Nations"),
            [("speaker", "un")],
            "the speaker of “said” in {0} is United Nations [un]",
            id="a speaker whom the register alone knows, by name",
        ),
        pytest.param(
            ("--speaker-unknown",),
            [("speaker", "")],
            "the speaker of “said” in {0} is nobody",
            id="a speaker who is nobody that can be named",
        ),
    ],
)
def test_an_attribution(
    run: Run, folder: Path, arguments: tuple[str, ...], kinds: list[tuple[str, str | None]], told: str
) -> None:
    status, printed, complaints = run("judge", "attribution", SAID, *arguments, "--by", "Kim", "--note", "so it is")
    made = judgements(folder)
    assert (status, complaints) == (0, "")
    assert [(each.kind, each.value) for each in made] == kinds
    assert [(each.document, each.words, each.occurrence) for each in made] == [(DOCUMENTS[0], "said", 0)]
    assert [(each.judge, each.note) for each in made] == [("Kim", "so it is")]
    assert printed == f"   1  {made[0].time}  Kim: {told.format(DOCUMENTS[0][:12])} — so it is\n"


def test_several_things_of_one_attribution(run: Run, folder: Path) -> None:
    status, told, _ = run("judge", "attribution", SAID[:6], "--right", "--speaker", "pfv", "--act", "admit")
    assert status == 0
    assert [each.kind for each in judgements(folder)] == ["right", "speaker", "act"]
    assert len(told.splitlines()) == 3
    shown = run("show", DOCUMENTS[0][:8])[1]
    who = getpass.getuser()
    assert (
        f"    {SAID[:12]} · admit · People’s Front · judged right by {who} · speaker as judged by {who} · act as judged"
        f" by {who}" in shown.splitlines()
    )
    assert "admit · People’s Front · judged right" in run("search", "shelled")[1]


@pytest.mark.parametrize(
    ("option", "variable", "judge"),
    [
        pytest.param("Kim", "Lee", "Kim", id="who is named on the command line"),
        pytest.param(None, "Lee", "Lee", id="who is named in the environment"),
        pytest.param(None, "", "somebody", id="the login name"),
    ],
)
def test_who_judges(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, option: str | None, variable: str, judge: str
) -> None:
    monkeypatch.setenv("SAYSO_JUDGE", variable)
    monkeypatch.setenv("LOGNAME", "somebody")
    run("judge", "attribution", SAID, "--wrong", *(("--by", option) if option else ()))
    assert [each.judge for each in judgements(folder)] == [judge]


def test_nobody_judges(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> NoReturn:
        raise OSError("no such user")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert run("judge", "retract", "1") == (
        1, "", "sayso: who judges is not known here: give --by NAME, or SAYSO_JUDGE\n",
    )  # fmt: skip
    assert run("judge", "retract", "1", "--by", " ") == (1, "", "sayso: a judgement needs the name of its judge\n")


REFUSED = (
    pytest.param((SAID,), "nothing is judged: give --right, --wrong, --speaker or --act", id="nothing is said"),
    pytest.param((SAID, "--right", "--wrong"), "--right or --wrong, not both", id="right and wrong"),
    pytest.param((SAID, "--wrong", "--act", "deny"), "give --speaker or --act alone", id="wrong, and corrected"),
    pytest.param(
        (SAID, "--wrong", "--speaker-unknown"), "give --speaker or --act alone", id="wrong, and nobody's that is known"
    ),
    pytest.param(
        (SAID, "--speaker", "kerr", "--speaker-unknown"), "--speaker, or --speaker-unknown", id="somebody and nobody"
    ),
    pytest.param((SAID, "--act", "whisper"), f"'whisper' is no act; acts are {', '.join(get_args(Act))}", id="no act"),
    pytest.param(("ffffffff", "--right"), "'ffffffff': no such attribution in ledger sayso-ledger", id="unknown id"),
    pytest.param(("xyz1", "--right"), "'xyz1': the id of an attribution is 16 digits", id="no id"),
    pytest.param((SAID[:3], "--right"), "of which at least 4 are wanted", id="too few digits"),
    pytest.param((SAID + "0", "--right"), "the id of an attribution is 16 digits", id="too many digits"),
    pytest.param(
        (SAID, "--speaker", "ministry"),
        "'ministry' may be any of 2 actors; tell it by its id: north (North Ministry, government); south (South",
        id="a name that several have",
    ),
    pytest.param(
        (SAID, "--speaker", "Nora Kerr"),
        "'Nora Kerr': no actor of that name in ledger sayso-ledger; there are",
        id="a name that nobody has, with those like it",
    ),
    pytest.param(
        (SAID, "--speaker", "pfv", "--speaker", "Qqq", "--act", "deny"),
        "'Qqq': no actor of that name",
        id="the second of two: nothing is entered",
    ),
)


@pytest.mark.parametrize(("arguments", "reason"), REFUSED)
def test_what_cannot_be_judged(run: Run, folder: Path, arguments: tuple[str, ...], reason: str) -> None:
    status, told, complaints = run("judge", "attribution", *arguments)
    assert (status, told) == (1, "")
    assert reason in complaints
    assert len(complaints.splitlines()) == 1
    assert judgements(folder) == ()


def test_digits_that_several_begin_with(run: Run, tmp_path: Path) -> None:
    from sayso.ledger import Ledger

    page, reading = factories.read(
        "[S1 Kerr] [C1 said] [T1 so]. [S2 Doe] [C2 denied] [T2 it]. [C3 Reportedly] [T3 so]."
    )
    ids = ("abcd" + "0" * 12, "abcd" + "1" * 12, "f" * 16)
    alike = tuple(replace(each, id=key) for each, key in zip(reading.attributions, ids, strict=True))
    with Ledger(tmp_path / "sayso-ledger") as ledger:
        ledger.add(page, replace(reading, attributions=alike))
    told = run("judge", "attribution", "abcd", "--right")[2]
    assert told == (
        "sayso: 'abcd' begins the ids of 2 attributions: abcd000000000000 (Kerr — said); abcd111111111111"
        " (Doe — denied)\n"
    )
    assert run("judge", "attribution", "ABCD1", "--right")[0] == 0
    assert run("judge", "attribution", "ffff", "--right")[0] == 0, "without a source"


def test_a_speaker_of_ones_own_register(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.yaml").write_text(
        "actors: [{id: velm, name: Velm, kind: state, aliases: [{text: The Twin, ambiguous: true}]},"
        " {id: dorn, name: Dorn, kind: state, aliases: [{text: The Twin, ambiguous: true}]}]"
    )
    assert run("judge", "attribution", SAID, "--speaker", "velm")[0] == 1, "no register of one's own is named"
    monkeypatch.setenv("SAYSO_ACTORS", "own.yaml")
    assert run("judge", "attribution", SAID, "--speaker", "Velm")[0] == 0
    assert [each.value for each in judgements(folder)] == ["velm"]
    twins = run("judge", "attribution", SAID, "--speaker", "The Twin")
    assert twins == (
        1, "", "sayso: 'The Twin' may be any of 2 actors of the register; tell it by its id: velm (Velm, state);"
        " dorn (Dorn, state)\n",
    )  # fmt: skip


def test_a_speaker_whom_the_register_alone_names(run: Run, folder: Path) -> None:
    run("judge", "attribution", SAID, "--speaker", "un")
    assert f"{SAID[:12]} · accuse · United Nations · " in run("show", DOCUMENTS[0])[1]
    assert "accuse · United Nations" in run("search", "--speaker", "united nations")[1]
    run("judge", "retract", "1")
    assert "is United Nations [un] (retracted)" in run("judge", "list")[1], "its name is kept with the judgement"


def test_a_speaker_who_is_nobody_known(run: Run, folder: Path) -> None:
    run("judge", "attribution", SAID, "--speaker-unknown")
    with View(folder) as view:
        assert view.judged(DOCUMENTS[0]).attributions[0].speakers == ()
        assert [hit.attribution for hit in view.search(speaker="kerr")] == [DENIED], "not by the words of the source"


def test_joining_and_parting(run: Run, folder: Path) -> None:
    assert run("judge", "same", "north", "South Ministry", "--by", "Kim")[0] == 0
    assert run("actors", "ministry")[1].splitlines()[:3] == [
        "North Ministry · government · north",
        "  in 1 document, 2 mentions; says 0, is spoken of in 0",
        "  joined with south",
    ]
    again = run("judge", "not-same", "North Ministry", "South Ministry")
    assert again[0] == 1
    assert "are one actor: north (North Ministry), joined from the ids north, south" in again[2]
    assert run("judge", "not-same", "north", "south")[0] == 0
    assert [(each.kind, each.value, each.other) for each in judgements(folder)] == [
        ("same", "north", "south"), ("not_same", "north", "south"),
    ]  # fmt: skip
    assert "2 actors" in run("actors", "ministry")[2], "they are apart again"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        pytest.param(("kerr", "kerr"), "'kerr' and 'kerr' are one actor: kerr (Nina Kerr)", id="the same as itself"),
        pytest.param(("kerr", "ministry"), "'ministry' may be any of 2 actors", id="a name that several have"),
        pytest.param(("un", "kerr"), "'un': no actor of that name", id="in no page, for all that the register knows"),
    ],
)
@pytest.mark.parametrize("command", ["same", "not-same"])
def test_what_cannot_be_joined(run: Run, folder: Path, command: str, arguments: tuple[str, ...], reason: str) -> None:
    status, told, complaints = run("judge", command, *arguments)
    assert (status, told) == (1, "")
    assert complaints.startswith(f"sayso: {reason}")
    assert judgements(folder) == ()


def test_taking_back(run: Run, folder: Path) -> None:
    run("judge", "attribution", DENIED, "--act", "promise", "--by", "Kim")
    assert "promise" in run("show", DOCUMENTS[1])[1]
    status, told, _ = run("judge", "retract", "1", "--by", "Lee", "--note", "a slip")
    assert status == 0
    assert told.endswith("  Lee: judgement 1 is taken back — a slip\n")
    assert (
        f"    {DENIED[:12]} · deny · Nina Kerr · negated · hedged (perhaps)"
        in run("show", DOCUMENTS[1])[1].splitlines()
    )


@pytest.mark.parametrize(
    ("number", "status", "reason"),
    [
        pytest.param("9", 1, "judgement 9: there is none of this id", id="none of that number"),
        pytest.param("1", 1, "judgement 1 is retracted already", id="twice"),
        pytest.param("2", 1, "judgement 2 is a retraction", id="a retraction"),
        pytest.param("x", 2, "valid integer", id="no number"),
    ],
)
def test_what_cannot_be_taken_back(run: Run, folder: Path, number: str, status: int, reason: str) -> None:
    run("judge", "attribution", SAID, "--wrong")
    run("judge", "retract", "1")
    refused = run("judge", "retract", number)
    assert refused[0] == status
    assert reason in refused[2]


def test_the_list(run: Run, folder: Path) -> None:
    assert run("judge", "list") == (0, "", "")
    run("judge", "attribution", CLAIMED, "--speaker", "kerr", "--by", "Kim")
    run("judge", "same", "north", "south", "--by", "Lee", "--note", "one house")
    run("judge", "retract", "1", "--by", "Kim")
    with View(folder) as view:
        times = [each.time for each in view.judgements()]
    status, told, complaints = run("judge", "list")
    assert (status, complaints) == (0, "")
    assert told.splitlines() == [
        f"   1  {times[0]}  Kim: the speaker of “claimed” in {DOCUMENTS[2][:12]} is Nina Kerr [kerr] (retracted)",
        f"   2  {times[1]}  Lee: North Ministry [north] is the same as North Ministry [south] — one house",
        f"   3  {times[2]}  Kim: judgement 1 is taken back",
    ]


def test_the_list_for_training(run: Run, folder: Path) -> None:
    run("judge", "attribution", SAID, "--act", "warn", "--note", "line\u2028end")
    status, told, _ = run("judge", "list", "--format", "jsonl")
    (line,) = told.splitlines()
    exported: dict[str, Any] = json.loads(line)
    assert status == 0
    assert (exported["kind"], exported["value"], exported["attribution"]) == ("act", "warn", SAID)
    assert exported["spans"]["cue"] == [list(span) for span in PAGES[0][1].attributions[0].cue]


def test_what_can_no_longer_be_placed_is_said(run: Run, folder: Path) -> None:
    from sayso.ledger import Ledger

    run("judge", "attribution", SAID, "--wrong", "--by", "Kim")
    page, reading = PAGES[0]
    with Ledger(folder) as ledger:
        ledger.add(page, replace(reading, reader="newer", attributions=()))
    assert run("judge", "list")[1].endswith(f"“said” in {DOCUMENTS[0][:12]} is wrong (unplaced)\n")


@pytest.mark.parametrize(
    "arguments",
    [("attribution",), ("same", "x"), ("retract",), ("nonsense",), ("list", "--format", "csv")],
    ids=" ".join,
)
def test_usage(run: Run, folder: Path, arguments: tuple[str, ...]) -> None:
    assert run("judge", *arguments)[0] == 2


@pytest.mark.parametrize("command", ["attribution", "same", "not-same", "retract", "list"])
def test_help_names_every_subcommand(run: Run, command: str) -> None:
    assert f"\n  {command}  " in run("judge", "--help")[1]
    status, told, _ = run("judge", command, "--help")
    assert status == 0
    assert "--ledger LEDGER" in told
    assert ("--by NAME" in told) == (command != "list")


def test_a_name_that_a_terminal_would_obey(run: Run, tmp_path: Path) -> None:
    fill(tmp_path, actor("evil", "Evil\x1b[2J One"), actor("evil-2", "Evil Two"))
    out = (*run("actors", "evil"), *run("judge", "same", "kerr", "evil two"), *run("judge", "same", "kerr", "\x1b[2J"))
    assert "Evil" in out[1]
    assert "\x1b" not in "".join(map(str, out))
