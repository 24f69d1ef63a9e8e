"""Judgements of two pages, claims or events in the list of judgements."""

import re
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace

from sayso.ledger import Ledger
from sayso.ledger.judged_pairs import about_two
from sayso.records import Judgement
from tests.ledger.casting import TIME, attribution
from tests.ledger.telling import of
from tests.web.asking import BOMBED, LOHM, client_of, made

LOHM_ID, BOMBED_ID = (read[1].document.id for read in (LOHM, BOMBED))
SAID: Final = {"claim": attribution(LOHM[1], "accused").id, "event": "", "story": ""}
CLAIMED: Final = attribution(BOMBED[1], "claimed").id


def judged(kind: Any) -> Judgement:
    ends = {
        "story": ((LOHM[1], ""), (BOMBED[1], "")),
        "claim": ((LOHM[1], SAID["claim"]), (BOMBED[1], CLAIMED)),
        "event": ((BOMBED[1], of(BOMBED[1], "raid")), (BOMBED[1], of(BOMBED[1], "bombed"))),
    }[kind.rsplit("_", 1)[1]]
    return Judgement(id=0, kind=kind, judge="Kim", time=TIME, **about_two(kind, *ends))


def listed(folder: Path) -> str:
    """The list as one line of words, with the addresses of its links."""
    with client_of(folder) as client:
        html = client.get("/judgements").text
    html = re.sub(r'<a [^>]*href="([^"]+)"[^>]*>', r"[\1] ", html[html.index('<ol class="rulings">') :])
    return " ".join(re.sub("<[^>]+>", "", html).split())


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        pytest.param("same_story", f"same story in [/documents/{LOHM_ID}]", id="one story"),
        pytest.param("not_same_story", f"and in [/documents/{BOMBED_ID}]", id="and the other page"),
        pytest.param(
            "same_claim",
            f"same claim at [/documents/{LOHM_ID}/attributions/{SAID['claim']}#a-{SAID['claim']}] accused in",
            id="where the claim stands",
        ),
        pytest.param("not_same_claim", f"and at claimed in [/documents/{BOMBED_ID}]", id="and the other one"),
        pytest.param("same_event", f"same event at raid in [/documents/{BOMBED_ID}]", id="an event"),
        pytest.param("not_same_event", f"not same event at raid in [/documents/{BOMBED_ID}]", id="another event"),
    ],
)
def test_what_is_judged_of_two_is_listed(tmp_path: Path, kind: str, told: str) -> None:
    folder = made(tmp_path / "ledger")
    with Ledger(folder) as ledger:
        ledger.judge(judged(kind))
    html = listed(folder)
    assert told in html
    assert "Unplaced" not in html
    assert "the page as a whole" not in html


@pytest.mark.parametrize("kind", ["same_claim", "not_same_event"])
def test_what_can_no_longer_be_placed_is_listed_so(tmp_path: Path, kind: str) -> None:
    """Also where only the other of the two stands nowhere any more."""
    folder = made(tmp_path / "ledger")
    page, reading = BOMBED
    with Ledger(folder) as ledger:
        ledger.judge(judged(kind))
        ledger.add(
            page, replace(reading, reader="newer", attributions=(), events=(), stances=(), figures=(), wordings=())
        )
    html = listed(folder)
    assert html.index("Unplaced") < html.index("and at")
