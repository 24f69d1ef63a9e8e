"""The coreference metrics say what their definitions say, computed by hand, and what holds for any clusters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.coreference import Span, conll_f1

Clusters = list[set[Span]]


def clusters(text: str) -> Clusters:
    """Letters are mentions, blanks part clusters: "ab c"."""
    return [{(ord(letter), ord(letter) + 1) for letter in cluster} for cluster in text.split()]


@pytest.mark.parametrize(
    ("gold", "found", "muc", "b_cubed", "ceaf_e"),
    [
        pytest.param("abc de", "abc de", (1, 1), (1, 1), (1, 1), id="the same"),
        # Links: found ab, c|d, fg|h|i; gold ab|c, d|e|fg. The paper prints 0.40, 0.40; 0.50, 0.42; 0.43, 0.65.
        pytest.param(
            "abc defg",
            "ab cd fghi",
            ((1 + 0 + 1) / (1 + 1 + 3), (1 + 1) / (2 + 3)),
            ((4 / 2 + 1 / 2 + 1 / 2 + 4 / 4) / 8, (4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7),
            ((4 / 5 + 4 / 8) / 3, (4 / 5 + 4 / 8) / 2),
            id="the example of Pradhan et al. 2014",
        ),
        pytest.param("ab cd", "abcd", (2 / 3, 1), (1 / 2, 1), (2 / 3, 1 / 3), id="two run together"),
        pytest.param("abcd", "ab cd", (1, 2 / 3), (1, 1 / 2), (1 / 3, 2 / 3), id="one torn apart"),
        pytest.param("ab", "a b", (0, 0), (1, 1 / 2), (1 / 3, 2 / 3), id="all alone: no links found"),
        pytest.param("a b", "a b", (0, 0), (1, 1), (1, 1), id="only single ones: MUC sees nothing"),
        pytest.param("ab", "cd", (0, 0), (0, 0), (0, 0), id="other mentions"),
        pytest.param("ab", "", (0, 0), (0, 0), (0, 0), id="nothing found"),
        pytest.param("", "ab", (0, 0), (0, 0), (0, 0), id="nothing to find"),
        # Pairing the most alike first (abcde with abcf, 6/9) would leave de and f alone.
        pytest.param(
            "abcde f",
            "abcf de",
            (3 / 4, 3 / 4),
            ((9 / 4 + 1 / 4 + 4 / 2) / 6, (9 / 5 + 4 / 5 + 1) / 6),
            ((4 / 7 + 2 / 5) / 2, (4 / 7 + 2 / 5) / 2),
            id="the best pairing is not that of the most alike first",
        ),
    ],
)
def test_figures_by_hand(
    gold: str, found: str, muc: tuple[float, float], b_cubed: tuple[float, float], ceaf_e: tuple[float, float]
) -> None:
    figures = conll_f1([clusters(gold)], [clusters(found)])
    assert figures.muc[:2] == pytest.approx(muc)
    assert figures.b_cubed[:2] == pytest.approx(b_cubed)
    assert figures.ceaf_e[:2] == pytest.approx(ceaf_e)


def test_conll_is_the_mean_of_the_three() -> None:
    figures = conll_f1([clusters("abc defg")], [clusters("ab cd fghi")])
    b_cubed, ceaf_e = 2 * 0.5 * (5 / 12) / (0.5 + 5 / 12), 2 * (13 / 30) * 0.65 / (13 / 30 + 0.65)
    assert figures.conll == pytest.approx((0.4 + b_cubed + ceaf_e) / 3)


def test_documents_are_summed_before_dividing() -> None:
    figures = conll_f1([clusters("abcde"), clusters("ab")], [clusters("abcde"), clusters("a b")])
    assert figures.muc.recall == pytest.approx(4 / 5), "not the mean of 1 and 0"
    assert figures.b_cubed.recall == pytest.approx(6 / 7)
    assert figures.ceaf_e.precision == pytest.approx((1 + 2 / 3) / 3)


def test_clusters_of_one_mention_can_be_left_out() -> None:
    gold, found = [clusters("ab c d")], [clusters("ab c e")]
    assert conll_f1(gold, found).conll < 1
    assert conll_f1(gold, found, singletons=False).conll == 1


@pytest.mark.parametrize(
    ("gold", "found", "message"),
    [
        pytest.param([clusters("ab bc")], [clusters("ab")], "two clusters", id="a mention twice on the gold side"),
        pytest.param([clusters("ab")], [clusters("ab b")], "two clusters", id="a mention twice on the found side"),
        pytest.param([clusters("ab")], [], "zip", id="a document that was not read"),
    ],
)
def test_what_cannot_be_compared_raises(gold: list[Clusters], found: list[Clusters], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        conll_f1(gold, found)


def _partition(places: list[int]) -> Clusters:
    """Mention k stands in cluster `places[k]`, or in none for 0."""
    return [{(k, k + 1) for k, p in enumerate(places) if p == cluster} for cluster in sorted(set(places) - {0})]


PARTITIONS = st.lists(st.integers(0, 4), min_size=1, max_size=8).map(_partition)


@given(PARTITIONS, PARTITIONS)
def test_precision_is_recall_seen_from_the_other_side(one: Clusters, other: Clusters) -> None:
    there, back = conll_f1([one], [other]), conll_f1([other], [one])
    for a, b in zip(there[:3], back[:3], strict=True):
        assert (a.precision, a.recall) == pytest.approx((b.recall, b.precision))
        assert 0 <= a.f1 <= 1 + 1e-9


@given(st.lists(PARTITIONS, max_size=4), st.lists(PARTITIONS, max_size=4))
def test_documents_are_as_one_with_mentions_of_their_own(gold: list[Clusters], found: list[Clusters]) -> None:
    size = min(len(gold), len(found))

    def joined(documents: list[Clusters]) -> Clusters:
        return [{(s + 100 * d, e + 100 * d) for s, e in c} for d, item in enumerate(documents) for c in item]

    apart, together = conll_f1(gold[:size], found[:size]), conll_f1([joined(gold[:size])], [joined(found[:size])])
    for a, b in zip(apart[:3], together[:3], strict=True):
        assert a == pytest.approx(b)
