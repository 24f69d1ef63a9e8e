"""The made pairs: what each kind is, that the truth is where it says, and how found passages are scored."""

from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from evaluation.echo_gold import Article, Found
from evaluation.made_echoes import EACH, SHARES, Pair, make, scored, told_twice
from evaluation.rewording import words

THINGS = "ferry bridge mill gauge school quarry market station harbour chapel orchard tower".split()  # noqa: SIM905


def article(number: int) -> Article:
    """A text of its own about one thing, ten paragraphs of two sentences."""
    thing, other = THINGS[number], THINGS[(number + 5) % len(THINGS)]
    told = tuple(
        (
            f"In {1900 + 7 * number + line} the {thing} of ward {line} was rebuilt by the guild, which paid {line + 3} "
            f"crowns a day, and nobody in the {other} street said a word about item {number}{line}.",
            f"A clerk named Vell{number}{line} wrote that the {thing} keeper had asked for {line + 12} lamps by dark.",
        )
        for line in range(10)
    )
    return Article(f"text-{number}", f"story-{number}", "none", "2019-05-01", ((f"On the {thing}",), *told))


@cache
def made() -> tuple[Pair, ...]:
    return tuple(make([article(number) for number in range(len(THINGS))], each=6))


def of(kind: str, share: float | None = None) -> list[Pair]:
    found = [pair for pair in made() if pair.kind == kind and share in (None, pair.share)]
    assert found
    return found


def test_the_same_texts_give_the_same_pairs() -> None:
    texts = [article(number) for number in range(len(THINGS))]
    assert tuple(make(texts, each=6)) == made()
    assert tuple(make(texts, seed=2, each=6)) != made()


def test_each_pair_has_its_id() -> None:
    count = Counter(pair.id for pair in made())
    assert set(count.values()) == {1}
    assert EACH > 6


def test_copied_passages_lie_in_both_texts_one_after_the_other() -> None:
    for pair in made():
        for copied in pair.copied:
            assert 0 <= copied.first[0] < copied.first[1] <= len(pair.first)
            assert 0 <= copied.second[0] < copied.second[1] <= len(pair.second)
            one, other = pair.first[slice(*copied.first)], pair.second[slice(*copied.second)]
            assert (one, other) == (one.strip(), other.strip())
            assert (copied.changed == 0) == (words(one) == words(other))
        assert all(one.second[1] <= other.second[0] for one, other in pairwise(pair.copied))


@pytest.mark.parametrize("kind", ["copy", "cut", "reorder", "sentences"])
def test_what_is_not_reworded_stands_in_the_first_text_as_it_is(kind: str) -> None:
    for pair in of(kind):
        for copied in pair.copied:
            assert pair.second[slice(*copied.second)] == pair.first[slice(*copied.first)]


def test_a_copy_is_whole_and_what_is_cut_is_shorter() -> None:
    for pair in of("copy"):
        assert pair.first == pair.second
        assert len(pair.copied) == 1
    for pair in of("cut"):
        assert 0.2 < len(pair.second) / len(pair.first) < 0.8


def test_what_is_reordered_has_the_same_sentences() -> None:
    for pair in of("reorder"):
        assert sorted(pair.first.split()) == sorted(pair.second.split())
        assert len(pair.copied) > 3


def test_only_figures_differ() -> None:
    for pair in of("figures"):
        assert pair.first != pair.second
        beside = zip(pair.first.split(), pair.second.split(), strict=True)
        assert all(any(letter.isdigit() for letter in one) for one, other in beside if one != other)


@pytest.mark.parametrize("kind", ["words", "agency", "passage"])
@pytest.mark.parametrize("share", SHARES[:3])
def test_as_much_is_changed_as_was_asked_for(kind: str, share: float) -> None:
    assert all(share - 0.02 <= pair.changed <= share + 0.12 for pair in of(kind, share))


def test_of_sentences_a_share_is_its_own() -> None:
    for pair in of("sentences", 0.5):
        own = 1 - sum(end - start for start, end in (each.second for each in pair.copied)) / len(pair.second)
        assert 0.15 < own < 0.85


def test_a_passage_stands_in_a_page_about_something_else() -> None:
    for pair in of("passage"):
        (copied,) = pair.copied
        assert len(pair.first[slice(*copied.first)].split()) >= 30
        assert copied.second[1] - copied.second[0] < len(pair.second) / 2


@pytest.mark.parametrize("kind", ["furniture", "statement"])
def test_what_only_looks_alike_is_in_both_and_no_echo(kind: str) -> None:
    for pair in of(kind):
        assert pair.copied == ()
        assert pair.alike
        assert all(pair.second[slice(*span)] in pair.first for span in pair.alike)


def test_told_twice_is_no_echo() -> None:
    texts = [article(1), article(2)]
    (pair,) = told_twice(texts, [("text-1", "text-2")])
    assert (pair.kind, pair.copied, pair.first, pair.second) == ("same story", (), texts[0].text, texts[1].text)


@pytest.mark.parametrize(
    ("take", "expected"),
    [
        pytest.param(0.0, {"taken": 0.0, "recall": 0.0, "precision": ""}, id="nothing found"),
        pytest.param(0.5, {"taken": 1.0, "recall": 0.5, "precision": 1.0}, id="half of each"),
        pytest.param(1.0, {"taken": 1.0, "recall": 1.0, "precision": 1.0}, id="all of it"),
    ],
)
def test_scores(take: float, expected: dict[str, object]) -> None:
    pairs = {(pair.first, pair.second): pair for pair in of("copy")}

    def find(one: str, other: str) -> Found:
        return [
            (each.first, (each.second[0], each.second[0] + round(take * (each.second[1] - each.second[0]))))
            for each in pairs[one, other].copied
            if take
        ]

    (row,) = scored(pairs.values(), find)
    assert (row["kind"], row["pairs"], row["change"]) == ("copy", 6, 0)
    assert {name: pytest.approx(row[name], abs=0.01) if row[name] else row[name] for name in expected} == expected


def test_a_passage_that_is_found_at_the_wrong_place_of_the_first_text_is_wrong() -> None:
    pair = of("passage", 0.0)[0]
    (copied,) = pair.copied
    away = (copied.first[1], copied.first[1] + 5) if copied.first[0] < 5 else (0, 5)
    (row,) = scored([pair], lambda one, other: [(away, copied.second)])
    assert (row["taken"], row["recall"], row["precision"]) == (1.0, 0.0, 0.0)


def test_whatever_is_taken_for_an_echo_where_there_is_none_is_wrong() -> None:
    (row,) = scored(of("statement"), lambda one, other: [((0, 9), (0, 9))])
    assert (row["taken"], row["recall"], row["precision"]) == (1.0, "", 0.0)
