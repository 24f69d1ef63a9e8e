"""What the measure of story pages calls right."""

from typing import Any

import pytest

from evaluation.story_pages import Story, counts, rows
from sayso.compare.account import account
from sayso.records import Reading
from tests.compare.builders import page
from tests.compare.stories import TRUTH, story

HERALD: dict[str, Any] = {"publisher": "Herald", "published": "2024-05-01", "m": "government Ministry"}
POST: dict[str, Any] = {"publisher": "Post", "published": "2024-05-02", "k": "person Kay Holm"}
STAR: dict[str, Any] = {"publisher": "Star", "published": "2024-05-03", "e": "party Union"}
PAGES = {
    "herald": page("[S {m The ministry}] [C said] that [T saboteurs blew up the old weir at Carrow].", **HERALD),
    "post": page("[S {k Kay Holm}] [C said] that [T saboteurs blew up the weir at Carrow].", **POST),
    "star": page(
        "[S {e The Union}] [C denied] that [T its people had blown up the weir at Carrow].", acts={"": "deny"}, **STAR
    ),
}
WEIR: dict[str, Any] = {
    "id": "weir",
    "by": [
        {"page": "herald", "does": "asserts", "words": "saboteurs blew up the old weir"},
        {"page": "post", "does": "asserts", "words": "saboteurs blew up the weir"},
        {"page": "star", "does": "denies", "words": "its people had blown up the weir"},
    ],
    "leaves_out": [],
}


def told(*claims: dict[str, Any], pages: dict[str, Reading] = PAGES, **truth: Any) -> Story:
    empty: dict[str, Any] = {"common_sources": [], "echoes": [], "figures": [], "namings": []}
    return Story({"pages": list(pages), "claims": claims, **empty, **truth}, pages, account(tuple(pages.values())))


def test_all_is_right() -> None:
    found = counts(told(WEIR))
    assert (found["tellings"], found["deniers"], found["no false gaps"]) == ((2, 2), (1, 1), (2, 2))


@pytest.mark.parametrize(
    ("claim", "name", "expected"),
    [
        pytest.param({"leaves_out": ["star"]}, "gaps", (1, 1), id="a gap that is told"),
        pytest.param({"leaves_out": ["post"]}, "gaps", (0, 1), id="a gap that is none"),
        pytest.param({"by": [{**WEIR["by"][2], "does": "asserts"}, *WEIR["by"][:2]]}, "tellings", (2, 3),
                     id="one stands in another row"),
        pytest.param({"by": [*WEIR["by"][:1], {**WEIR["by"][1], "does": "denies"}]}, "deniers", (0, 1),
                     id="who says the same denies nothing"),
    ],
)  # fmt: skip
def test_what_is_wrong(claim: dict[str, Any], name: str, expected: tuple[int, int]) -> None:
    assert counts(told({**WEIR, **claim}))[name] == expected


def test_two_claims_in_one_row_are_not_apart() -> None:
    one, other = {**WEIR, "by": WEIR["by"][:1]}, {**WEIR, "id": "other", "by": WEIR["by"][1:2]}
    assert counts(told(one, other))["in rows of their own"] == (0, 1)


def test_words_beside_a_claim_are_not_it() -> None:
    entry = {"page": "herald", "words": "The ministry said that"}
    assert rows(told(WEIR), entry) == []


@pytest.mark.parametrize("id", TRUTH)
def test_sample_stories(id: str) -> None:
    """Least shares, in percent, that hold for each story."""
    truth = TRUTH[id]
    pages = dict(zip(truth["pages"], story(id), strict=True))
    found = counts(Story(truth, pages, account(story(id))))
    least = {"tellings": 0.5, "in rows of their own": 0.95, "gaps": 0.9, "no false gaps": 0.8, "echoes": 1.0}
    assert {name: found[name] for name, share in least.items() if found[name][0] < share * found[name][1]} == {}
