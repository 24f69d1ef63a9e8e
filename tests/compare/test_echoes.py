"""What two pages share: copies with what was changed in them, one speaker's words, furniture; and what is chance."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.echoes import passages, plain
from tests.compare.echoed import BEES, CLOSED, COST, FLOOD, ORATION, SINGERS, page, read

EDITED = (
    "The upper sluice at Harlow broke shortly before dawn, and water reached the grain store inside the hour. "
    "Two barges lying at the wharf were torn from their moorings and drifted down to the mill."
)
OTHERWISE = (
    "At Harlow a gate failed in the night and flooded a store of grain. Vessels were swept away by the current, "
    "witnesses told this paper, and came to rest against the mill."
)
PHRASE = "Officers spoke on condition that their names remain undisclosed while inquiries last."
FEET = (
    "Every day at six we send what matters to forty thousand readers, and the first month costs nothing.",
    "Corrections stand at the foot of the second page, and letters are answered in the order in which they come.",
)


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        ((FLOOD, CLOSED), (FLOOD, CLOSED), ["copied"]),
        ((FLOOD, CLOSED, BEES), (SINGERS, CLOSED), ["copied"]),
        ((FLOOD, BEES), (SINGERS, EDITED, COST), ["copied"]),
        ((FLOOD, CLOSED, COST), (COST, BEES, FLOOD), ["copied", "copied"]),
        ((FLOOD, BEES), (SINGERS, OTHERWISE), []),
        ((BEES, f"“{ORATION}” said the provost."), (f"The provost spoke. “{ORATION}”", SINGERS), ["quoted"]),
        ((SINGERS, f"“{ORATION}"), (BEES, f'"{ORATION}"'), ["quoted"]),
        ((BEES, f"{FLOOD} “{ORATION}”"), (f"{FLOOD} “{ORATION}”", SINGERS), ["copied"]),
        ((FLOOD, BEES), (SINGERS, f"The Herald wrote: “{FLOOD}”"), ["copied"]),
        ((ORATION, BEES), (SINGERS, f"The letter says: “{ORATION}”"), []),
        ((FLOOD, CLOSED, *FEET), (SINGERS, BEES, *FEET), ["furniture"]),
        ((*FEET, FLOOD, CLOSED), (*FEET, SINGERS, BEES), ["furniture"]),
        ((FLOOD, FEET[0], CLOSED), (SINGERS, BEES, FEET[0]), ["copied"]),
        ((FLOOD, f"{BEES} {PHRASE}"), (f"{PHRASE} {SINGERS}", COST), []),
        ((FLOOD, "Harlow was told by Provost Anna Lindqvist."), ("Provost Anna Lindqvist was away.", BEES), []),
        (("Lock closed after sluice breaks at Harlow", BEES), ("Lock closed after sluice breaks at Harlow", COST), []),
        (("", FLOOD), ("", ""), []),
    ],
    ids=[
        "a whole page", "one paragraph", "edited", "in another order", "told in other words", "one speaker's words",
        "marks that are not closed", "what is copied with a quotation in it", "one quotes what the other tells",
        "a letter that one sets off without marks", "a stock phrase", "the foot of a site", "the head of a site",
        "what does not stand at the same end of both", "a name with an office", "a headline", "a page without words",
    ],
)  # fmt: skip
def test_what_is_shared(first: tuple[str, ...], second: tuple[str, ...], kinds: list[str]) -> None:
    assert [each.kind for each in passages(page(*first, id="a"), page(*second, id="b"))] == kinds


def test_spans_are_those_of_the_passage_in_both_texts() -> None:
    texts = "\n\n".join((BEES, FLOOD, CLOSED)), "\n\n".join((SINGERS, EDITED, COST))
    (found,) = passages(plain(texts[0]), plain(texts[1]))
    assert texts[0][slice(*found.first)] == FLOOD[:-1]  # the last word ends it
    assert texts[1][slice(*found.second)] == EDITED[:-1]
    assert 0.1 < found.change < 0.3
    assert found.words == 30


def test_a_sentence_of_its_own_parts_a_copy() -> None:
    own = "Nobody at the town hall would say who had the key to the gate that night."
    first, second = f"{FLOOD} {CLOSED}", f"{FLOOD} {own} {CLOSED}"
    found = passages(plain(first, id="a"), plain(second, id="b"))
    assert [second[slice(*each.second)] for each in found] == [FLOOD[:-1], CLOSED[:-1]]
    assert [each.change for each in found] == [0, 0]


def test_short_words_go_with_a_copy_that_they_stand_beside() -> None:
    short = "“We are ruined,” a baker said."
    alone = passages(page(BEES, short, id="a"), page(SINGERS, short, id="b"))
    beside = passages(page(FLOOD, "He came at noon.", short, id="a"), page(BEES, FLOOD, short, id="b"))
    assert [each.kind for each in alone] == []
    assert [each.kind for each in beside] == ["copied", "copied"]


@pytest.mark.parametrize(
    ("publisher", "kind"),
    [("The Ferry Post", "furniture"), (None, "furniture"), ("Lake Courier", "copied")],
    ids=["one site", "unknown", "two sites"],
)
def test_pages_of_two_sites_have_no_foot_in_common(publisher: str | None, kind: str) -> None:
    first = read("\n".join((FLOOD, CLOSED, *FEET)), publisher="The Ferry Post")
    second = read("\n".join((SINGERS, BEES, *FEET)), publisher=publisher)
    assert [each.kind for each in passages(first, second)] == [kind]


@pytest.mark.parametrize(
    ("speaker", "speakers"), [("lindqvist", ("lindqvist",)), ("harrow", ())], ids=["one", "another"]
)
def test_who_is_quoted_in_both_is_told(speaker: str, speakers: tuple[str, ...]) -> None:
    first = read(f"[S The provost] [C said]: [T “{ORATION}”]\n{BEES}", speaker="lindqvist")
    second = read(f"{SINGERS}\n[T “{ORATION}”] [S Anna Lindqvist] [C said].", speaker=speaker)
    assert [(each.kind, each.speakers) for each in passages(first, second)] == [("quoted", speakers)]


def test_what_was_read_as_furniture_is_not_looked_at() -> None:
    first = read(f"{FLOOD}\n{BEES}", "furniture")
    second = read(f"{FLOOD}\n{SINGERS}")
    assert passages(first, second) == ()


def test_a_block_set_off_as_a_quotation_is_one() -> None:
    first = read(f"{BEES}\n{ORATION}", "paragraph", "quote")
    second = read(f"“{ORATION}”\n{SINGERS}")
    assert [each.kind for each in passages(first, second)] == ["quoted"]


WORDS = "sluice barge grain the of and crown mill rye a lock . ” “ \n\n".split(" ")  # noqa: SIM905
TEXTS = st.lists(st.sampled_from([*WORDS, FLOOD, COST, ORATION]), max_size=40).map(" ".join)


@given(TEXTS, TEXTS)
def test_passages_lie_in_both_texts_and_do_not_overlap(one: str, other: str) -> None:
    found = passages(plain(one, id="a"), plain(other, id="b"))
    for text, spans in ((one, [each.first for each in found]), (other, [each.second for each in found])):
        ordered = sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in ordered)
        assert all(before[1] <= after[0] for before, after in pairwise(ordered))
    assert all(0 <= each.change < 1 and each.words >= 1 for each in found)


@given(TEXTS, TEXTS)
def test_which_page_is_the_first_changes_nothing(one: str, other: str) -> None:
    first, second = plain(one, id="a"), plain(other, id="b")
    there = {(each.first, each.second, each.kind, each.change) for each in passages(first, second)}
    back = {(each.second, each.first, each.kind, each.change) for each in passages(second, first)}
    assert there == back
