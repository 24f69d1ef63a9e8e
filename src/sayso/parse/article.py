"""Which stretches of an HTML page are its article and which are furniture.

trafilatura says which text it holds for the main one; its words are found again in the stretches. The page's own
structure corrects it both ways: what stands in menus, forms, share bars and lists of links is furniture whoever says
otherwise, and what stands among the paragraphs of the article and reads like one belongs to it.
"""

import re
from typing import Final

from lxml.html import HtmlElement

from sayso.parse import limits, linked
from sayso.parse.furniture import appeals, introduces_author, reads_as_furniture, speaks_to_visitor
from sayso.parse.html import Stretch, Tree
from sayso.parse.looks import is_byline, is_caption, is_dateline, is_signed, words
from sayso.parse.within import SHORTEST, Within

# An element that names itself furniture but holds more than this share of the main text is the page, not furniture.
_LARGEST_FURNITURE: Final = 0.35
# Named furniture that holds more than this share of it in all is misnamed.
_LARGEST_LOSS: Final = 0.5
# The article is the smallest element with this share of the main text.
_ARTICLE_SHARE: Final = 0.8
# Fewer words below a title are a button or a section, no standfirst.
_STANDFIRST: Final = 8
_SENTENCE: Final = re.compile(r"[.!?…।。؟:][\"'”’»)\]]*$")
_WORDS: Final = re.compile(r"\w+")
_TEASING: Final = re.compile(
    r"teaser|promo|card|related|recirc|more-|latest|popular|tease|headline-?list|river|feed", re.I
)


def furniture(tree: Tree, title: str | None = None, author: str | None = None) -> list[bool]:
    """For every stretch whether it is furniture; `title` and `author` are what the page's head says."""
    stretches = tree.stretches
    known = _known(stretches, main_text(tree.root) if _is_usual(tree) else "", _told(tree.root))
    if not any(known):
        known = [_reads_as_prose(stretch) for stretch in stretches]
    weights = [len(stretch.text) * is_known for stretch, is_known in zip(stretches, known, strict=True)]
    named = _named(tree, weights)
    weights = [0 if flag else weight for flag, weight in zip(named, weights, strict=True)]
    article = _article(tree, _shares(tree, weights))
    flags = [
        flag or not _belongs(stretch, is_known, article[stretch.node])
        for stretch, is_known, flag in zip(stretches, known, named, strict=True)
    ]
    _lists_of_links(tree, flags)
    _headings_alone(tree, flags)
    _islands(tree, flags)
    _tail(tree, flags, author)
    _foot(tree, flags)
    _head(tree, flags, title)
    return flags


def _named(tree: Tree, weights: list[int]) -> list[bool]:
    """Which stretches stand in elements that name themselves furniture.

    Names that would take away most of the main text mean something else on this page: there the main text stays.
    """
    shares = _shares(tree, weights)
    inside = _inside(
        tree, [node.furniture and share <= _LARGEST_FURNITURE for node, share in zip(tree.nodes, shares, strict=True)]
    )
    named = [inside[stretch.node] for stretch in tree.stretches]
    lost = sum(weight for weight, flag in zip(weights, named, strict=True) if flag)
    if lost > sum(weights) * _LARGEST_LOSS:
        return [flag and not weight for weight, flag in zip(weights, named, strict=True)]
    return named


def _is_usual(tree: Tree) -> bool:
    """Whether trafilatura reads the page in time: parts of it take time that grows with the square of the paragraphs,
    or with the depth of the elements and the text in them."""
    characters = sum(len(stretch.text) for stretch in tree.stretches)
    return (
        len(tree.stretches) <= limits.WEIGHED
        and tree.elements <= limits.ELEMENTS
        and tree.depth * characters <= limits.DEPTHS
    )


def main_text(root: HtmlElement) -> str:
    """What trafilatura takes for the main text, a paragraph a line; empty where it finds none."""
    from trafilatura import bare_extraction  # slow to load, and not needed for plain text

    try:
        found = bare_extraction(root, include_comments=False)
    except (ValueError, RecursionError):
        return ""
    body = getattr(found, "body", None)
    return "\n".join(body.itertext()) if body is not None else ""


def _told(root: HtmlElement) -> str:
    """The article's text as the page's JSON-LD gives it; empty where it does not."""
    bodies = (node.get("articleBody") for node in linked.nodes(root))
    return max((body for body in bodies if isinstance(body, str)), key=len, default="")


def _folded(text: str) -> str:
    """Only the letters and digits, so that white space, quotation marks and entities do not matter."""
    return "".join(_WORDS.findall(text)).casefold()


def _known(stretches: list[Stretch], main: str, told: str) -> list[bool]:
    """Which stretches trafilatura or the page's own description hold for main text."""
    lines = {_folded(line) for line in main.splitlines()}
    texts = (Within(_folded(main)), Within(_folded(told)))
    return [_is_known(_folded(stretch.text), lines, texts) for stretch in stretches]


def _is_known(folded: str, lines: set[str], texts: tuple[Within, ...]) -> bool:
    if len(folded) < SHORTEST:
        return bool(folded) and folded in lines
    return any(text.holds(folded) for text in texts)


def _shares(tree: Tree, weights: list[int]) -> list[float]:
    """For every element the share of the main text that stands in it."""
    sums = [0] * len(tree.nodes)
    for stretch, weight in zip(tree.stretches, weights, strict=True):
        if stretch.node >= 0:
            sums[stretch.node] += weight
    for index in range(len(tree.nodes) - 1, -1, -1):
        if (parent := tree.nodes[index].parent) >= 0:
            sums[parent] += sums[index]
    total = max(1, sum(weights))
    return [value / total for value in sums]


def _inside(tree: Tree, flags: list[bool]) -> list[bool]:
    """The flags, handed down to everything inside, and False at the end for what stands in no element."""
    for index, node in enumerate(tree.nodes):
        if node.parent >= 0 and flags[node.parent]:
            flags[index] = True
    return [*flags, False]


def _article(tree: Tree, shares: list[float]) -> list[bool]:
    """For every element whether it is the article or stands in it."""
    smallest = max((index for index, share in enumerate(shares) if share >= _ARTICLE_SHARE), default=-1)
    parts = {smallest, *_twins(tree, smallest)}
    return _inside(tree, [index in parts for index in range(len(tree.nodes))])


def _twins(tree: Tree, article: int) -> list[int]:
    """Elements beside the article, or beside one that holds it, that look the same and hold paragraphs as well.

    So are newsletters of several items built; whole articles put below each other bring a title of their own each.
    """
    path: dict[tuple[int, str, str], int] = {}
    node = article
    while node >= 0:
        one = tree.nodes[node]
        if one.names and one.tag not in ("article", "body", "main"):
            path[(one.parent, one.tag, one.names)] = node
        node = one.parent
    alike = {i for i, one in enumerate(tree.nodes) if path.get((one.parent, one.tag, one.names), i) != i}
    prose = dict.fromkeys(alike, 0)
    for stretch in tree.stretches if alike else ():
        for holder in _holders(tree, stretch.node, alike):
            prose[holder] += -99 if stretch.hint == "title" else _reads_as_prose(stretch)
    return [index for index, count in prose.items() if count >= 2]


def _holders(tree: Tree, node: int, wanted: set[int]) -> list[int]:
    """Those of the wanted elements that hold the node."""
    found = []
    while node >= 0:
        if node in wanted:
            found.append(node)
        node = tree.nodes[node].parent
    return found


def _reads_as_prose(stretch: Stretch) -> bool:
    return len(stretch.text) >= 60 and stretch.link_density < 0.4 and _SENTENCE.search(stretch.text) is not None


def _belongs(stretch: Stretch, is_known: bool, in_article: bool) -> bool:
    """Whether a stretch outside of named furniture belongs to the article."""
    text, density = stretch.text, stretch.link_density
    if reads_as_furniture(text) or (density > 0.9 and stretch.hint != "title" and len(text) < 200):
        return False
    if speaks_to_visitor(text) and len(text) < 300:
        return False
    if is_known:
        return True
    if not in_article:
        return False
    return density < 0.5 and (_reads_as_prose(stretch) or stretch.hint is not None or is_caption(text))


def _lists_of_links(tree: Tree, flags: list[bool]) -> None:
    """Lists most of whose items are links point to other pages."""
    lists: dict[int, list[int]] = {}
    for index, stretch in enumerate(tree.stretches):
        if stretch.hint == "list_item" and (parent := _list_of(tree, stretch.node)) >= 0:
            lists.setdefault(parent, []).append(index)
    for members in lists.values():
        if sum(tree.stretches[index].link_density > 0.5 for index in members) > len(members) / 2:
            for index in members:
                flags[index] = True


def _list_of(tree: Tree, node: int) -> int:
    while node >= 0 and tree.nodes[node].tag not in ("ul", "ol", "dl"):
        node = tree.nodes[node].parent
    return node


def _headings_alone(tree: Tree, flags: list[bool]) -> None:
    """Headings without text of the article right below them head furniture."""
    below = False
    for index in range(len(flags) - 1, -1, -1):
        if tree.stretches[index].hint == "heading":
            flags[index] = flags[index] or not below
        else:
            below = not flags[index]


def _islands(tree: Tree, flags: list[bool]) -> None:
    """Scraps behind the last paragraph with furniture in between: programmes, lists of headlines, counters."""
    stretches = tree.stretches
    last = max((i for i, flag in enumerate(flags) if not flag and _is_body(stretches[i])), default=len(flags))
    parted = False
    for index in range(last + 1, len(flags)):
        parted = parted or flags[index]
        flags[index] = parted


def _is_body(stretch: Stretch) -> bool:
    return _reads_as_prose(stretch) or stretch.hint in ("quote", "list_item", "caption")


def _tail(tree: Tree, flags: list[bool], author: str | None) -> None:
    """What follows the last paragraph of the article: appeals to the reader, and who the author is."""
    article = [index for index, flag in enumerate(flags) if not flag]
    for index in reversed(article[1:]):
        text = tree.stretches[index].text
        if not (appeals(text) or introduces_author(text, author)):
            break
        flags[index] = True


def _head(tree: Tree, flags: list[bool], title: str | None) -> None:
    """The title, and what stands around it before the first paragraph: standfirst, byline, dateline, caption."""
    stretches = tree.stretches
    first = next((i for i, flag in enumerate(flags) if not flag and _reads_as_prose(stretches[i])), 0)
    found = title_of(stretches[:first], title)
    if found is None:
        return
    flags[found] = False
    for index in range(found + 1, first):
        flags[index] = flags[index] and not _heads(stretches[index])
    if found + 1 < first and _is_standfirst(stretches[found + 1]):
        flags[found + 1] = False
    if found and is_dateline(stretches[found - 1].text):
        flags[found - 1] = False


def _heads(stretch: Stretch) -> bool:
    text = stretch.text
    if reads_as_furniture(text) or speaks_to_visitor(text) or stretch.link_density > 0.9:
        return False
    if stretch.hint in ("byline", "dateline") or is_byline(text) or is_dateline(text):
        return len(text) < 150
    return is_caption(text) or (stretch.hint in ("heading", "caption") and _reads_as_prose(stretch))


def _is_standfirst(stretch: Stretch) -> bool:
    text = stretch.text
    return not stretch.links and len(words(text)) >= _STANDFIRST and not speaks_to_visitor(text) and not appeals(text)


def _foot(tree: Tree, flags: list[bool]) -> None:
    """A signature right below the last paragraph."""
    last = max((index for index, flag in enumerate(flags) if not flag), default=len(flags))
    for stretch in tree.stretches[last + 1 : last + 2]:
        if len(stretch.text) < 80 and (is_signed(stretch.text) or stretch.hint == "byline"):
            flags[last + 1] = reads_as_furniture(stretch.text)


def title_of(stretches: list[Stretch], title: str | None) -> int | None:
    """The index of the stretch that is the page's title: the last that says what the head says, else the last h1."""
    wanted = _folded((title or "")[: limits.SAYING])
    said = [index for index, stretch in enumerate(stretches) if wanted and _says(stretch, wanted)]
    if said:
        return next((index for index in reversed(said) if stretches[index].hint in ("title", "heading")), said[-1])
    return next(
        (
            i
            for i in range(len(stretches) - 1, -1, -1)
            if stretches[i].hint == "title" and stretches[i].link_density < 0.5
        ),
        None,
    )


def _says(stretch: Stretch, wanted: str) -> bool:
    folded = _folded(stretch.text)
    if folded == wanted:
        return True
    shorter, longer = sorted((folded, wanted), key=len)
    return stretch.hint in ("title", "heading") and len(shorter) > 20 and shorter in longer
