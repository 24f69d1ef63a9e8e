"""Coreference on GUM dev: the CoNLL F1, and whether the pronouns and nominals that are sources find who is meant.

Mentions of gold and reader are the same where their head words are: spans of phrases differ by small words. Two
clusterings are measured: *all*, every mention that the encoder sees with its likeliest link, as GUM marks them; and
*actors*, the reader's own chains against GUM's persons, organisations and places, singletons left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from evaluation.coreference import Span, conll_f1
from evaluation.names import as_document, gum_texts
from sayso.extract.attributions import attributions
from sayso.extract.chains import Thresholds, chains
from sayso.lexicon.register import Register, load
from sayso.parse.encoder import Encoder
from sayso.parse.seen import asks
from sayso.pipeline import mentions
from sayso.records import Attribution, Chain, Found, Parse, Spotted
from training.conllu import ACTORS, Text

Clusters = list[set[Span]]


def parses(shared: Path, part: str = "dev") -> list[tuple[Text, Parse]]:
    """The documents of GUM with what the encoder sees in them, gold sentences given."""
    encoder = Encoder(every_link=True)
    return [
        (text, encoder.parse(as_document(text), tuple(sentence.span for sentence in text.sentences)))
        for text in gum_texts(shared, part)
    ]


def gold_clusters(text: Text, kinds: Iterable[str] | None = None) -> Clusters:
    """The head words of each cluster of a text, of some kinds of entities or all."""
    out: dict[str, set[Span]] = {}
    for entity in text.entities or ():
        if kinds is None or entity.kind in kinds:
            out.setdefault(entity.cluster, set()).add(entity.head)
    return _distinct(out.values())


def _distinct(clusters: Iterable[set[Span]]) -> Clusters:
    """The clusters with no head in two of them: the first keeps it."""
    taken: set[Span] = set()
    out = []
    for cluster in clusters:
        own = cluster - taken
        taken |= own
        if own:
            out.append(own)
    return out


def linked_clusters(spotted: Sequence[Spotted]) -> Clusters:
    """Every mention with its likeliest antecedent, where that is likelier than none."""
    of: dict[int, set[Span]] = {}
    for i, one in enumerate(spotted):
        best = next(iter(one.antecedents), None)
        rest = 1 - sum(p for _, p in one.antecedents)
        cluster = of[best[0]] if best and best[1] > rest else set()
        cluster.add(one.head)
        of[i] = cluster
    return _distinct({id(cluster): cluster for cluster in of.values()}.values())


def read(
    parse: Parse, register: Register, limits: Thresholds
) -> tuple[tuple[Found, ...], tuple[Chain, ...], tuple[Attribution, ...]]:
    """The reader's mentions, chains and attributions of a parse; the reader asks for links of some mentions only."""
    text = parse.document.text
    asked = (one if asks(one, text) else replace(one, antecedents=()) for one in parse.spotted)
    parse = replace(parse, spotted=tuple(asked))
    said = attributions(parse)
    found, defined = mentions(parse, said, register)
    return found, chains(parse, found, said, defined, register, limits)[0], said


def sources(
    text: Text, mentions: Sequence[Found], linked: Sequence[Chain], said: Sequence[Attribution]
) -> Counter[str]:
    """Of the pronouns and nominals that are sources: how many name somebody again (`true`), of how many the reader says
    so (`said`), and for how many the mention before in their chain is of their cluster (`right`)."""
    cluster = {entity.head: entity.cluster for entity in text.entities or ()}
    first: dict[str, Span] = {}
    for entity in sorted(text.entities or (), key=lambda e: e.head):
        first.setdefault(entity.cluster, entity.head)
    chain = {i: one.mentions for one in linked for i in one.mentions}
    spans = [span for a in said for span in a.source]
    count: Counter[str] = Counter()
    for i, mention in enumerate(mentions):
        own = cluster.get(mention.head)
        if mention.form == "name" or own is None or not any(s <= mention.head[0] < e for s, e in spans):
            continue
        if text.text[slice(*mention.span)].lower() in ("i", "we", "you", "my", "our", "your", "me", "us"):
            continue
        again = first[own] != mention.head
        before = [k for k in chain.get(i, ()) if mentions[k].head < mention.head and mentions[k].head in cluster]
        count[f"{mention.form} true"] += again
        if before:
            count[f"{mention.form} said"] += 1
            count[f"{mention.form} covered"] += again
            count[f"{mention.form} right"] += cluster[mentions[before[-1]].head] == own
    return count


def figures(rows: Sequence[tuple[Text, Parse]], register: Register, limits: Thresholds) -> dict[str, Any]:
    """CoNLL F1 of both clusterings, and accuracy and coverage of sources by form, in percent."""
    done = [(text, *read(parse, register, limits)) for text, parse in rows]
    everything = conll_f1([gold_clusters(t) for t, _ in rows], [linked_clusters(p.spotted) for _, p in rows])
    again = conll_f1(
        [gold_clusters(t) for t, _ in rows], [linked_clusters(p.spotted) for _, p in rows], singletons=False
    )
    actors = conll_f1(
        [gold_clusters(t, ACTORS) for t, _ in rows],
        [_distinct({mentions[i].head for i in c.mentions} for c in linked) for _, mentions, linked, _ in done],
        singletons=False,
    )
    count: Counter[str] = Counter()
    for text, seen, linked, said in done:
        count += sources(text, seen, linked, said)
    out: dict[str, Any] = {
        "CoNLL F1, all mentions": round(100 * everything.conll, 1),
        "CoNLL F1, all mentions, without singletons": round(100 * again.conll, 1),
        "CoNLL F1, actors and places, without singletons": round(100 * actors.conll, 1),
    }
    return out | dict(_shares(count))


def _shares(count: Counter[str]) -> Iterator[tuple[str, float]]:
    for form in ("pronoun", "nominal"):
        yield f"sources, {form}: number", count[f"{form} true"]
        yield f"sources, {form}: accuracy", round(100 * count[f"{form} right"] / max(count[f"{form} said"], 1), 1)
        yield f"sources, {form}: coverage", round(100 * count[f"{form} covered"] / max(count[f"{form} true"], 1), 1)


def measure(shared: Path) -> dict[str, Any]:
    """GUM dev."""
    return figures(parses(shared), load(), Thresholds())
