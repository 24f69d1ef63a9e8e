"""How well mentions are put into clusters: MUC, B-cubed and CEAF-e, and their mean, the CoNLL F1.

As defined by Pradhan et al. (2014), *Scoring Coreference Partitions of Predicted Mentions*. Gold and found mentions are
the same where their spans are; a mention stands in one cluster of its side. Counts are summed over the documents before
any division, as the reference scorer does.

A cluster of one mention has no links: MUC does not see it, B-cubed and CEAF-e do. Where the gold data marks such
mentions too, as GUM does, figures with and without them differ by much, and only those without are like OntoNotes'.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

Span = tuple[int, int]
Cluster = AbstractSet[Span]
Clusters = Sequence[Cluster]


class Figures(NamedTuple):
    """One metric, each figure from 0 to 1; 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float


class Coreference(NamedTuple):
    """The three metrics; `conll` is the mean of their F1."""

    muc: Figures
    b_cubed: Figures
    ceaf_e: Figures
    conll: float


class Credit(NamedTuple):
    """What was reached and what could be, on the side of the found clusters and on that of the gold ones."""

    found: float
    found_most: float
    gold: float
    gold_most: float


def conll_f1(gold: Sequence[Clusters], found: Sequence[Clusters], *, singletons: bool = True) -> Coreference:
    """The figures over documents: `gold[d]` and `found[d]` are the clusters of document d.

    Without `singletons`, clusters of one mention are left out on both sides. Raises ValueError where the two have not
    as many documents, or a mention stands in two clusters of one side.
    """
    pairs = [(_checked(g, singletons), _checked(f, singletons)) for g, f in zip(gold, found, strict=True)]
    links, mentions, entities = (_figures([metric(g, f) for g, f in pairs]) for metric in (muc, b_cubed, ceaf_e))
    return Coreference(links, mentions, entities, (links.f1 + mentions.f1 + entities.f1) / 3)


def _checked(clusters: Clusters, singletons: bool) -> Clusters:
    mentions = Counter(mention for cluster in clusters for mention in cluster)
    if twice := [mention for mention, count in mentions.items() if count > 1]:
        raise ValueError(f"mention {twice[0]} stands in two clusters")
    return [cluster for cluster in clusters if len(cluster) > (0 if singletons else 1)]


def _figures(credits: Collection[Credit]) -> Figures:
    found, found_most, gold, gold_most = (sum(column) for column in zip(Credit(0, 0, 0, 0), *credits, strict=True))
    precision, recall = _ratio(found, found_most), _ratio(gold, gold_most)
    return Figures(precision, recall, _ratio(2 * precision * recall, precision + recall))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def muc(gold: Clusters, found: Clusters) -> Credit:
    """Links: a cluster of n mentions has n - 1, and loses one for each further piece the other side cuts it into."""
    return Credit(_links(found, gold), _most_links(found), _links(gold, found), _most_links(gold))


def _links(clusters: Clusters, other: Clusters) -> int:
    place = _places(other)
    # A mention the other side does not have is a piece of its own.
    return sum(len(c) - len({place.get(mention, mention) for mention in c}) for c in clusters)


def _most_links(clusters: Clusters) -> int:
    return sum(len(cluster) - 1 for cluster in clusters)


def b_cubed(gold: Clusters, found: Clusters) -> Credit:
    """Mentions: each is worth the share of its cluster that stands with it on the other side too."""
    return Credit(_shares(found, gold), _mentions(found), _shares(gold, found), _mentions(gold))


def _shares(clusters: Clusters, other: Clusters) -> float:
    place = _places(other)
    together = (Counter(place[mention] for mention in c if mention in place) for c in clusters)
    return sum(sum(n * n for n in t.values()) / len(c) for c, t in zip(clusters, together, strict=True))


def _mentions(clusters: Clusters) -> int:
    return sum(map(len, clusters))


def ceaf_e(gold: Clusters, found: Clusters) -> Credit:
    """Entities: clusters are paired one to one so that the sum of their Dice coefficients is greatest."""
    likeness = np.zeros((len(gold), len(found)))
    place = _places(found)
    for i, cluster in enumerate(gold):
        for j, shared in Counter(place[mention] for mention in cluster if mention in place).items():
            likeness[i, j] = 2 * shared / (len(cluster) + len(found[j]))
    reached = float(likeness[linear_sum_assignment(likeness, maximize=True)].sum())
    return Credit(reached, len(found), reached, len(gold))


def _places(clusters: Clusters) -> dict[Span, int]:
    """The cluster of each mention, by index."""
    return {mention: i for i, cluster in enumerate(clusters) for mention in cluster}
