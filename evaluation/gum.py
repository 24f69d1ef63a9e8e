"""Nested attributions of the GUM discourse trees, put on the plain text of the same documents.

    python evaluation/gum.py ../shared

GUM's trees stand over tokenised units without offsets; the texts come from the treebank files. Tree and text are laid
together by their characters that are not white space, which must be as many and, but for a corrected letter, the same:
a document for which they are not is named with its reason and measured nowhere. A third of the trees (speeches,
textbooks, vlogs) has no text there: theirs is written from the units by usual spacing, in one paragraph, and the
document says so (`rebuilt`).

An attribution relation joins a *satellite*, the units that attribute (source and cue together, which GUM does not
part), to a *nucleus*, whose whole subtree is the content. Relations of secondary edges count like those of the tree.
A relation is nested where its satellite lies inside another's content; its outer is the smallest such. A byline,
a credit or a speaker's label is in GUM an attribution of all that follows; it is listed but is nobody's outer here.

What the measure can tell. Every document is annotated throughout, so nothing nested between clauses is unmarked and
precision is meaningful in all of them; but GUM marks an attribution only where attributing words and content are units
(mostly clauses) of their own. *They oppose the plan* has no relation, though readers trained on PolNeAR find it.
`judged` therefore keeps the predictions of which GUM has an opinion: those whose content is made of whole units.
"""

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

PARTS = ("train", "dev")
SAME_CONTENT = 0.5
WHOLE_UNITS = 0.8
CORRECTED = 0.001
SPEECH = 500
OTHER_TEXT = "tree and text differ"
NO_SPACE_BEFORE = re.compile(r""" (?=[,.;:!?%)\]}…]|['’](?:s|m|re|ve|ll|d)\b|n['’]t\b)""", re.IGNORECASE)
NO_SPACE_AFTER = re.compile(r"(?<=[(\[{$£€“]) ")
INNER_HYPHEN = re.compile(r"(?<=\w) ([-–/]) (?=\w)")
STRAIGHT_QUOTES = re.compile(r'(^|\s)" ([^"]*?) "(?=\s|$)')

Span = tuple[int, int]
Spans = tuple[Span, ...]


class GumRelation(NamedTuple):
    """Spans are code points of the document's text, end excluded; `outer` is an index into its relations."""

    satellite: Spans
    content: Spans
    outer: int | None
    negative: bool


class GumDocument(NamedTuple):
    """A text with its discourse units, in text order, and its attribution relations, in order of their satellites.

    `rebuilt` says that the text is written from the units.
    """

    id: str
    text: str
    units: Spans
    relations: tuple[GumRelation, ...]
    rebuilt: bool


class Dropped(NamedTuple):
    """A tree that could not be put on a text, and why."""

    id: str
    reason: str


class Node(NamedTuple):
    """A segment (with `text`) or a group of a tree."""

    id: str
    parent: str | None
    relation: str
    text: str


class Tree(NamedTuple):
    """The nodes by id, in the order of the file, where segments come first and in text order.

    `edges` are (relation, satellite, nucleus) of the attributions.
    """

    nodes: dict[str, Node]
    nuclear: frozenset[str]
    edges: tuple[tuple[str, str, str], ...]


def documents(shared: Path, part: str) -> Iterator[GumDocument]:
    """The documents of `part` ("train" or "dev") whose tree stands on their text."""
    return (item for item in aligned(shared, part) if isinstance(item, GumDocument))


def aligned(shared: Path, part: str) -> Iterator[GumDocument | Dropped]:
    """Every tree of `part`, as a document or as dropped with its reason."""
    with gzip.open(shared / f"data/syntax/gum-{part}.conllu.gz", "rt", encoding="utf8") as file:
        texts = dict(treebank_texts(file))
    with gzip.open(shared / f"data/attributions/gum-rst-{part}.jsonl.gz", "rt", encoding="utf8") as lines:
        for line in lines:
            item = json.loads(line)
            yield document(item["id"], texts.get(item["id"]), tree(item["rs4"]))


def treebank_texts(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(document id, text) from CoNLL-U lines: an empty line between paragraphs, a space between sentences.

    No space follows a sentence whose last token says SpaceAfter=No.
    """
    name, pieces, gap = "", list[str](), ""
    for line in lines:
        if line.startswith("# newdoc id = "):
            if pieces:
                yield name, "".join(pieces)
            name, pieces, gap = line.partition(" = ")[2].strip(), [], ""
        elif re.match(r"# newpar\b(?!_)", line):
            gap = "\n\n" if pieces else ""
        elif line.startswith("# text = "):
            pieces += [gap, line.partition(" = ")[2].rstrip("\n")]
        elif line[:1].isdigit():
            gap = "" if "SpaceAfter=No" in line.rstrip("\n").rpartition("\t")[2].split("|") else " "
    if pieces:
        yield name, "".join(pieces)


def tree(rs4: str) -> Tree:
    """One tree from its rs4 XML."""
    root = ElementTree.fromstring(rs4)
    found = [node(element) for tag in ("segment", "group") for element in root.iter(tag)]
    several = (r.get("name", "") for r in root.iter("rel") if r.get("type") == "multinuc")
    primary = [(n.relation, n.id, n.parent) for n in found if n.parent and is_attribution(n.relation)]
    secondary = [(e.get("relname", ""), e.get("source", ""), e.get("target", "")) for e in root.iter("secedge")]
    return Tree(
        nodes={n.id: n for n in found},
        nuclear=frozenset(several) | {"span"},
        edges=(*primary, *(edge for edge in secondary if is_attribution(edge[0]))),
    )


def node(element: ElementTree.Element) -> Node:
    return Node(element.get("id", ""), element.get("parent"), element.get("relname", ""), element.text or "")


def is_attribution(relation: str) -> bool:
    return relation.startswith("attribution")


def document(name: str, treebank: str | None, rst: Tree) -> GumDocument | Dropped:
    """A tree put on its text."""
    segments = [n for n in rst.nodes.values() if n.text.strip()]
    text = spaced(n.text for n in segments) if treebank is None else treebank
    units = unit_spans(text, [n.text for n in segments])
    if units is None:
        return Dropped(name, OTHER_TEXT)
    found = relations(text, rst, dict(zip((n.id for n in segments), units, strict=True)))
    return GumDocument(name, text, units, found, rebuilt=treebank is None)


def spaced(segments: Iterable[str]) -> str:
    """Tokenised segments as one running text with usual spacing."""
    text = " ".join(" ".join(segments).split())
    for pattern, replacement in (
        (STRAIGHT_QUOTES, r'\1"\2"'),
        (NO_SPACE_BEFORE, ""),
        (NO_SPACE_AFTER, ""),
        (INNER_HYPHEN, r"\1"),
    ):
        text = pattern.sub(replacement, text)
    return text


def unit_spans(text: str, segments: Collection[str]) -> Spans | None:
    """The span of each segment in `text`, or None where they differ in more than white space and a letter or so."""
    places = [i for i, character in enumerate(text) if not character.isspace()]
    solid = ["".join(segment.split()) for segment in segments]
    if not alike("".join(solid), "".join(text[i] for i in places)):
        return None
    spans, at = list[Span](), 0
    for segment in solid:
        spans.append((places[at], places[at + len(segment) - 1] + 1))
        at += len(segment)
    return tuple(spans)


def alike(a: str, b: str) -> bool:
    """Whether the two have as many characters and differ in at most one of a thousand."""
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= CORRECTED * len(a)


def relations(text: str, rst: Tree, units: Mapping[str, Span]) -> tuple[GumRelation, ...]:
    """The attributions of a tree, in text order, each with the innermost one that holds its satellite."""
    children = defaultdict[str | None, list[Node]](list)
    for item in rst.nodes.values():
        children[item.parent].append(item)

    def own(name: str) -> list[Span]:
        """What a node covers: its unit, or its nuclei with all that hangs on them."""
        nuclei = [child for child in children[name] if child.relation in rst.nuclear]
        return [units[name]] if name in units else list(chain.from_iterable(whole(child.id) for child in nuclei))

    def whole(name: str) -> list[Span]:
        satellites = [child for child in children[name] if child.relation not in rst.nuclear]
        return own(name) + list(chain.from_iterable(whole(child.id) for child in satellites))

    found = sorted(
        (joined(whole(satellite), text), joined(own(nucleus), text), relation.endswith("negative"))
        for relation, satellite, nucleus in rst.edges
    )
    contents = [() if is_label(satellite, content, text) else content for satellite, content, _ in found]
    return tuple(GumRelation(s, c, innermost(s, contents), negative) for s, c, negative in found)


def joined(spans: Iterable[Span], text: str) -> Spans:
    """The spans in text order, those with only white space between them made one."""
    out = list[Span]()
    for start, end in sorted(spans):
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def innermost(satellite: Spans, contents: Collection[Spans]) -> int | None:
    """The index of the smallest of `contents` that holds all of `satellite`."""
    holding = [(sum(e - s for s, e in c), i) for i, c in enumerate(contents) if inside(satellite, c)]
    return min(holding)[1] if holding else None


def is_label(satellite: Spans, content: Spans, text: str) -> bool:
    """Whether the satellite only names who speaks or wrote.

    It fills paragraphs of its own without leading over by a colon, or it has no word in lower case (*General
    Prelogar.*) and is a sentence or stands before a whole speech.
    """
    start, end = satellite[0][0], satellite[-1][1]
    alone = text[:start].endswith("\n\n") and (end == len(text) or text[end:].startswith("\n\n"))
    name = not re.search(r"\b[^\W\d_A-Z]\w", text[start:end])
    speech = sum(high - low for low, high in content) > SPEECH
    return (alone and text[end - 1] != ":") or (name and (speech or text[end - 1] == "."))


def inside(spans: Iterable[Iterable[int]], outer: Spans) -> bool:
    """Whether every one of `spans` lies in one of `outer`."""
    return all(any(low <= start and end <= high for low, high in outer) for start, end in spans)


def share(a: Iterable[Iterable[int]], b: Iterable[Iterable[int]]) -> float:
    """Characters that two span lists share, over all the characters of both."""
    first, second = characters(a), characters(b)
    return len(first & second) / len(first | second) if first or second else 0.0


def characters(spans: Iterable[Iterable[int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def match(gold: GumDocument, predicted: Iterable[Mapping[str, Any]]) -> tuple[int, int, int]:
    """(hits, gold, predicted) of nested attributions in one document.

    `predicted` are attributions in the ledger format, with offsets in `gold.text`; only those with `outer` set count,
    against the relations with an outer. A hit has its whole cue inside the satellite and shares at least half
    (intersection over union) of the content. Pairs are one to one, best content first; which outer is not asked.
    """
    inner = [relation for relation in gold.relations if relation.outer is not None]
    claims = [item for item in predicted if item["outer"] is not None]
    candidates = [
        (share(relation.content, claim["content"]), g, p)
        for g, relation in enumerate(inner)
        for p, claim in enumerate(claims)
        if claim["cue"] and inside(claim["cue"], relation.satellite)
    ]
    taken_gold, taken_predicted = set[int](), set[int]()
    for same, g, p in sorted(candidates, reverse=True):
        if same >= SAME_CONTENT and g not in taken_gold and p not in taken_predicted:
            taken_gold.add(g)
            taken_predicted.add(p)
    return len(taken_gold), len(inner), len(claims)


def judged(gold: GumDocument, predicted: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of `predicted` whose content is made of whole units: a share of at least 0.8 with the units it touches."""
    return [item for item in predicted if share(item["content"], touched(gold.units, item["content"])) >= WHOLE_UNITS]


def touched(units: Spans, spans: Collection[Collection[int]]) -> list[Span]:
    return [(low, high) for low, high in units if any(low < end and start < high for start, end in spans)]


def main(shared: Path) -> None:
    """Print what aligns, by part."""
    for part in PARTS:
        items = list(aligned(shared, part))
        whole = [item for item in items if isinstance(item, GumDocument)]
        print(f"{part}: {len(whole)} of {len(items)} documents align")
        for kind, rebuilt in (("with their text", False), ("with a text written from the units", True)):
            print(f"  {kind}: {counted([item for item in whole if item.rebuilt is rebuilt])}")
        for reason, count in Counter(item.reason for item in items if isinstance(item, Dropped)).items():
            names = [item.id for item in items if isinstance(item, Dropped) and item.reason == reason]
            print(f"  dropped, {reason}: {count} ({', '.join(names)})")


def counted(items: Collection[GumDocument]) -> str:
    found = [relation for item in items for relation in item.relations]
    nested = sum(relation.outer is not None for relation in found)
    return f"{len(items)} documents, {len(found)} relations, {nested} of them nested"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
