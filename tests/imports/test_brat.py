"""brat's stand-off files as judgements."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import InputError, NotFoundError
from sayso.imports.brat import read
from sayso.imports.entering import Brought, Desk, bring
from sayso.imports.told import Told
from sayso.ledger import Ledger
from tests.commands.filling import DOCUMENTS, PAGES
from tests.ledger.casting import TIME

TEXT: Final = PAGES[0][1].document.text  # Nina Kerr said that PFV shelled the town.


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger") as opened:
        opened.add_many(PAGES)
        yield opened


def line(number: int, role: str, words: str, text: str = TEXT) -> str:
    start = text.index(words)
    return f"T{number}\t{role} {start} {start + len(words)}\t{words}"


SAME: Final = (line(1, "Source", "Nina Kerr"), line(2, "Cue", "said"), line(3, "Content", "that PFV shelled the town"))
JOINED: Final = ("R1\tSaidBy Arg1:T2 Arg2:T1", "R2\tSays Arg1:T2 Arg2:T3")
OTHER: Final = (line(1, "Source", "PFV"), line(2, "Cue", "shelled"), line(3, "Content", "the town"))


def brought(ledger: Ledger, folder: Path, *lines: str, text: str = TEXT, name: str = "0") -> Brought:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes("".join(f"{each}\n" for each in lines).encode())
    desk = Desk(ledger.view)
    return bring(ledger, read(folder, desk.text_of), desk, "Kim", TIME)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param((*SAME, *JOINED), [("right", "said", None, None)], id="the same as the ledger has"),
        pytest.param(
            (*SAME, "E1\tCue:T2 Source:T1 Content:T3"), [("right", "said", None, None)], id="joined by an event"
        ),
        pytest.param(
            (line(1, "Speaker", "Nina Kerr"), SAME[1], line(3, "CONTENT", "PFV shelled"), *JOINED),
            [("right", "said", None, None)], id="the same cue, some of the content",
        ),
        pytest.param((*SAME, *JOINED, "A1\tWrong T2"), [("wrong", "said", None, None)], id="marked as wrong"),
        pytest.param((*SAME, *JOINED, "A1\tVerdict T2 wrong"), [("wrong", "said", None, None)], id="with a value"),
        pytest.param(
            (*SAME, *JOINED, "#1\tAnnotatorNotes T3\tlook again", "A1\tTag T2 War"),
            [("right", "said", None, None), ("note", "said", None, "look again"), ("tag", "said", "war", None)],
            id="a note and a tag",
        ),
        pytest.param(
            (*SAME, *JOINED, "N1\tReference T1 sayso:front\tPFV", "A1\tAct T2 accuse", "A2\tChecked T2"),
            [("right", "said", None, None), ("speaker", "said", "front", None), ("checked", "said", None, None)],
            id="a speaker from the register; the act that it has already",
        ),
        pytest.param((*OTHER, *JOINED), [("missed", "shelled", None, None)], id="one that was missed"),
        pytest.param(
            (*OTHER[:1], *OTHER[2:], "R1\tSays Arg1:T1 Arg2:T3", "#1\tAnnotatorNotes T1\tno cue"),
            [("missed", "the town", None, "no cue")], id="one without a cue",
        ),
    ],
)  # fmt: skip
def test_judgements(
    ledger: Ledger, tmp_path: Path, lines: tuple[str, ...], wanted: list[tuple[str | None, ...]]
) -> None:
    came = brought(ledger, tmp_path / "brat", *lines)
    assert [(each.kind, each.words, each.value, each.note) for each in came.entered] == wanted
    assert came.faults == ()
    again = brought(ledger, tmp_path / "brat", *lines)
    assert again.entered == ()


def test_a_content_in_pieces(ledger: Ledger, tmp_path: Path) -> None:
    start = TEXT.index("shelled")
    split = f"T3\tContent 0 4;{start + 8} {start + 16}\tNina the town"
    came = brought(ledger, tmp_path / "brat", line(2, "Cue", "shelled"), split, "R1\tX Arg1:T2 Arg2:T3")
    assert [each.parts for each in came.entered] == [
        (("cue", "shelled", 0), ("content", "Nina", 0), ("content", "the town", 0))
    ]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        pytest.param("T9\tPerson 0 4\tNina", "Person is none of Source, Cue and Content", id="another type"),
        pytest.param("T9\tCue 0 4\tKerr", "the .txt says 'Nina' there, not 'Kerr'", id="other words than the text's"),
        pytest.param("T9\tCue 0 999", "does not stand in the text|is not within", id="beyond the text"),
        pytest.param("T9\tCue 0 4\tNina", "T9 is joined with nothing", id="a cue alone"),
        pytest.param("T9 Cue 0 4 Nina", "has a type, offsets and words", id="blanks for tabs"),
        pytest.param("*\tEquiv T1 T2", "is not understood", id="an equivalence"),
        pytest.param("A9\tMood T2 sad", "mood sad is not understood", id="another attribute"),
        pytest.param("#9\tAnnotatorNotes T77\tx", "T77, of which it is said, was not read", id="a note on nothing"),
    ],
)
def test_what_cannot_be_placed_is_told_and_the_rest_is_entered(
    ledger: Ledger, tmp_path: Path, wrong: str, reason: str
) -> None:

    came = brought(ledger, tmp_path / "brat", *SAME, wrong, *JOINED)
    assert [each.kind for each in came.entered] == ["right"]
    (fault,) = came.faults
    assert fault.where == "0.ann, line 4"
    assert re.search(reason, fault.reason)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(TEXT, "whatever", id="the page's bytes"),
        pytest.param(TEXT, DOCUMENTS[0][:10], id="the digits of its id"),
        pytest.param(f"Menu\r\n{TEXT.replace(' shelled', '  shelled')}", DOCUMENTS[0], id="another text, by its id"),
    ],
)
def test_the_page_is_found(ledger: Ledger, tmp_path: Path, text: str, name: str) -> None:
    lines = (line(1, "Source", "Nina Kerr", text), line(2, "Cue", "said", text), line(3, "Content", "the town", text))
    came = brought(ledger, tmp_path / "brat", *lines, *JOINED, text=text, name=name)
    assert ([each.kind for each in came.entered], came.faults) == (["right"], ())


def test_a_text_of_no_page(ledger: Ledger, tmp_path: Path) -> None:
    came = brought(ledger, tmp_path / "brat", *SAME, *JOINED, text=f"{TEXT} More.")
    (fault,) = came.faults
    assert (came.entered, Path(fault.where).name) == ((), "0.txt")
    assert "has this text" in fault.reason


def test_no_folder_of_brats(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder with files of brat's"):
        list(read(tmp_path, Desk(ledger.view).text_of))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("ab😀𝔘é“"), min_size=6, max_size=40), data=st.data())
def test_offsets_count_code_points(tmp_path: Path, text: str, data: st.DataObject) -> None:
    """What stands at an offset is what Python counts there, whatever the plane its characters are of."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4, unique=True)))
    (cue, content) = ((cuts[0], cuts[1]), (cuts[2], cuts[3]))
    (tmp_path / "x.txt").write_bytes(text.encode())
    rows = [
        f"T{n}\t{role} {a} {b}\t{text[a:b]}" for n, (role, (a, b)) in enumerate((("Cue", cue), ("Content", content)))
    ]
    (tmp_path / "x.ann").write_bytes("\n".join([*rows, "R1\tX Arg1:T0 Arg2:T1"]).encode())
    (told,) = read(tmp_path, lambda given, stem: ("d", given.decode()))
    assert isinstance(told, Told)
    assert told.parts == {"cue": (cue,), "content": (content,)}


def test_a_file_without_its_text(tmp_path: Path) -> None:
    (tmp_path / "x.ann").write_text("")

    def nowhere(data: bytes, stem: str) -> tuple[str, str]:
        raise NotFoundError("nowhere")

    (fault,) = read(tmp_path, nowhere)
    assert not isinstance(fault, Told)
    assert Path(fault.where).name == "x.txt"
