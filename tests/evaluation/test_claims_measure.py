"""The measure of claims: what is counted, and which of the reader's attributions a marked passage goes with."""

import pytest

from evaluation.claim_gold import Mark, Side
from evaluation.claims import attribution, scores
from tests.compare.builders import page


@pytest.mark.parametrize(
    ("marks", "name", "value"),
    [
        pytest.param([("same", "same"), ("same", "neither")], "same R", 50.0, id="one of two found"),
        pytest.param([("same", "same"), ("neither", "same")], "same P", 50.0, id="one of two right"),
        pytest.param([("conflicting", "neither")], "conflicting F1", 0.0, id="none found"),
        pytest.param(
            [("same", "same"), ("conflicting", "conflicting"), ("neither", "neither")],
            "macro-F1",
            100.0,
            id="all right",
        ),
        pytest.param(
            [("same", "same"), ("neither", "neither")], "macro-F1", 66.7, id="a mark that never occurs counts"
        ),
    ],
)
def test_scores(marks: list[tuple[Mark, Mark]], name: str, value: float) -> None:
    assert scores(marks)[name] == value


def test_a_passage_takes_speaker_and_act_from_the_reader() -> None:
    reading = page(
        "[S {m:person Boris Malin}] [C denied] [T that the bridge was mined].", acts={"": "deny"}, m="person"
    )
    (own,) = reading.attributions
    start, end = own.content[0]
    found = attribution(reading, Side("a", own.cue[0], ((start + 5, end),)))
    assert (found.act, found.speakers, found.content) == ("deny", own.speakers, ((start + 5, end),))


def test_a_passage_that_the_reader_does_not_have() -> None:
    reading = page("[S {m:person Boris Malin}] [C denied] [T it]. The bridge stands.")
    end = len(reading.document.text)
    found = attribution(reading, Side("a", (end - 7, end - 1), ((end - 18, end - 8),)))
    assert (found.speakers, found.act, found.content) == ((), "state", ((end - 18, end - 8),))
