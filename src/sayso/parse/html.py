"""HTML to stretches of visible text, each with what the tree around it tells; nothing is decided here.

The tree is walked once, without recursion, so that depth costs nothing.
"""

import re
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from msgspec import Struct

from sayso.errors import InputError
from sayso.parse import limits
from sayso.parse.furniture import names_furniture
from sayso.records import Span

_UNSEEN_TAGS: Final = (
    "head script style template noscript iframe object embed svg math canvas audio video map select datalist textarea "
    "progress meter param source track link meta base title rp frameset"
)
_INLINE_TAGS: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby rb rt s samp "
    "small span strike strong sub sup time tt u var wbr picture input"
)
_UNSEEN: Final = frozenset(_UNSEEN_TAGS.split())
_INLINE: Final = frozenset(_INLINE_TAGS.split())
_FURNITURE_TAGS: Final = frozenset({"nav", "footer", "aside", "form", "button", "menu", "dialog"})
_ROLES: Final = (
    "navigation contentinfo complementary search dialog alertdialog alert banner menu menubar toolbar tablist"
)
_FURNITURE_ROLES: Final = frozenset(_ROLES.split())
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE: Final = re.compile(r"[ \t\n\r\f\v\xa0\u2028\u2029]+")
_CAPTION: Final = re.compile(r"(?:^|[-_ ])(?:wp-)?(?:fig)?caption|image-?credit|photo-?credit|cutline", re.I)
_BYLINE: Final = re.compile(
    r"(?:^|[-_ ])(?:byline|auth|author|authors|writer|contributor)(?:s|name|-name)?(?:$|[-_ ])", re.I
)
_DATELINE: Final = re.compile(
    r"(?:^|[-_ ])(?:date|dateline|datetime|timestamp|time|published|pubdate|post-date)(?:$|[-_ ])", re.I
)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][\w:-]*+)[^<>]*+>")
_OPENING: Final = re.compile(r"<[a-zA-Z]")
# A tag up to its end; a quotation mark means something only where a value begins.
_WHOLE_TAG: Final = re.compile(r"<[a-zA-Z](?:[^>=\"']++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|[=\"'])*+")
_QUOTED: Final = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_BREAKS: Final = re.compile(r"(?:<br><br>\s*)+")
_VOID: Final = frozenset({"br", "img", "input", "hr", "meta", "link", "wbr", "source", "area", "col", "embed", "track"})
_RAW: Final = frozenset({"script", "style"})
_DEEPEST: Final = 240
_LEADING: Final = re.compile(r"^\s*[•▪◦‣·●○■–*]\s")


class Node(Struct):
    """An element that can hold blocks: its parent's index (-1 for none) and whether its look says furniture."""

    parent: int
    tag: str
    names: str
    furniture: bool


class Stretch(Struct):
    """A run of visible text that no block element parts.

    `node` is the index of the nearest holding element; `links` are (span in the text, address); `hint` is a kind that
    the markup names, if any.
    """

    text: str
    node: int
    links: list[tuple[Span, str]]
    hint: str | None

    @property
    def link_density(self) -> float:
        """The share of the text that stands in links."""
        return sum(end - start for (start, end), _ in self.links) / max(1, len(self.text))


class Tree(Struct):
    """The elements and stretches of a page, both in document order, and how many elements there are, seen or not, and
    how deep they go."""

    root: HtmlElement
    elements: int
    depth: int
    nodes: list[Node]
    stretches: list[Stretch]


def read(text: str, called: str = "the page") -> HtmlElement:
    """The root of the page's tree, whatever the markup. InputError, with what messages call it, beyond the limits."""
    _check(text, called)
    # NUL ends the text for the parser; HTML reads it as the replacement character, and a form feed as a space.
    text = text.replace("\x00", "\ufffd").replace("\f", " ").replace("\v", " ")
    root, too_deep = _parsed(text)
    for deepest in (_DEEPEST, -1):  # where end tags belie the depth no tags are left
        if too_deep:
            root, too_deep = _parsed(_shallow(text, deepest))
    return root


def _check(text: str, called: str) -> None:
    tags = sum(1 for _ in _OPENING.finditer(text))
    if tags > limits.TAGS:
        raise InputError(f"{called}: {tags:,} tags, more than the {limits.TAGS:,} that are read")
    for tag in _WHOLE_TAG.finditer(text):
        # The shortest attribute is a letter and what parts it from the next.
        long = tag.end() - tag.start() > 2 * limits.ATTRIBUTES
        if long and _attributes(tag[0]) > limits.ATTRIBUTES and not _in_script(text, tag.start()):
            raise InputError(f"{called}: a tag with more than the {limits.ATTRIBUTES:,} attributes that are read")


def _in_script(text: str, at: int) -> bool:
    """Whether what looks like a tag stands in a script: *i < n*."""
    return text.rfind("<script", 0, at) > text.rfind("</script", 0, at)


def _attributes(tag: str) -> int:
    """About how many attributes a tag has."""
    return len(_QUOTED.sub(" ", tag).replace("/", " ").split()) - 1


def _parsed(text: str) -> tuple[HtmlElement, bool]:
    """The tree, and whether it is deeper than `_DEEPEST`: what reads it takes time that grows with its depth."""
    data = text.encode("utf-8", errors="replace")
    root, faults = _tree(data, huge=False)
    if not faults:
        return root, False
    if any("depth" in fault for fault in faults):
        return root, True
    root, faults = _tree(data, huge=True)  # the page or something in it is larger than what is read by default
    return root, bool(faults) or _depth(root) > _DEEPEST


def _tree(data: bytes, *, huge: bool) -> tuple[HtmlElement, list[str]]:
    """The tree, and for what the parser gave up on the rest of the page."""
    parser = HTMLParser(encoding="utf-8", huge_tree=huge, remove_comments=True, remove_pis=True)
    # Every element of one class: to choose it by its tag costs a call in Python whenever an element is looked at.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        root = document_fromstring(data, parser=parser, ensure_head_body=True)
    except etree.ParserError:  # nothing but tags that close what was never opened, or given up on at once
        root = document_fromstring("<html></html>", ensure_head_body=True)
    return root, [entry.message for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL]


def _depth(root: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _shallow(text: str, deepest: int) -> str:
    """The markup without the tags below a depth that no honest page reaches; a break stands where a block began."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        closing, name = tag[1], tag[2].lower()
        if name in _VOID or name in _RAW:
            return tag[0]
        deep = depth > deepest
        depth = max(0, depth - 1) if closing else depth + 1
        return ("" if name in _INLINE else "<br><br>") if deep else tag[0]

    return _BREAKS.sub("<br><br>", _TAG.sub(kept, text))


def collect(root: HtmlElement, *, hidden: bool = False) -> Tree:
    """All stretches of visible text of the page; with `hidden`, those that its styles hide as well."""
    collector = _Collector(hidden)
    walker = etree.iterwalk(root, events=("start", "end"))
    unseen: list[bool] = []  # of the open elements
    depth = 0
    for event, element in walker:
        if event == "end":
            collector.end(element, unseen.pop())
            continue
        unseen.append(collector.unseen(element))
        depth = max(depth, len(unseen))
        if unseen[-1]:
            walker.skip_subtree()
        else:
            collector.start(element)
    collector.flush()
    elements = int(root.xpath("count(//*)"))
    return Tree(root, elements, depth, collector.nodes, collector.stretches)


class _Collector:
    """The state of the walk: the open elements and the stretch being gathered."""

    def __init__(self, hidden: bool) -> None:
        self.nodes: list[Node] = []
        self.stretches: list[Stretch] = []
        self._hidden = hidden
        self._open: list[int] = [-1]
        self._hints: list[tuple[str | None, int]] = [(None, -1)]
        # Captions that have had their text, and list items that have had text of their own.
        self._told: set[int] = set()
        self._anchors: list[tuple[int, str]] = []
        self._deeper = 0  # open links within so many that they are not told apart
        self._links: list[tuple[Span, str]] = []
        self._pieces: list[str] = []
        self._length = 0
        self._breaks = 0
        self._hint: str | None = None

    def unseen(self, element: HtmlElement) -> bool:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            return True
        get = element.get
        if self._hidden or tag in ("html", "body"):
            return False
        if get("hidden") is not None or (tag == "dialog" and get("open") is None):
            return True
        return (style := get("style")) is not None and _HIDDEN.search(style) is not None

    def start(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag == "br":
            self._break()
        elif tag == "input":
            self._button(element)
        elif tag in _INLINE:
            self._inline(element, tag)
        else:
            self._block(element, tag)
        if element.text:
            self._add(element.text)

    def end(self, element: HtmlElement, unseen: bool) -> None:
        tag = element.tag
        if not unseen and tag not in ("br", "input"):
            if tag in _INLINE:
                self._leave_inline(tag)
            else:
                self.flush()
                self._open.pop()
                self._hints.pop()
        if element.tail:
            self._add(element.tail)

    def _block(self, element: HtmlElement, tag: str) -> None:
        self.flush()
        names = " ".join(filter(None, (element.get("class"), element.get("id"))))[: limits.NAMES]
        role = element.get("role") or ""
        furniture = tag in _FURNITURE_TAGS or role in _FURNITURE_ROLES or (bool(names) and names_furniture(names))
        self.nodes.append(Node(parent=self._open[-1], tag=tag, names=names, furniture=furniture))
        self._open.append(len(self.nodes) - 1)
        hint, owner = _hint(element, tag, names), len(self.nodes) - 1
        if hint is None:
            hint, owner = self._hints[-1]
            if tag == "p" and self._left_open(hint, owner):
                hint = None
        self._hints.append((hint, owner))

    def _left_open(self, hint: str | None, owner: int) -> bool:
        """Whether a paragraph is only inside a heading, caption or list item because its end tag is missing."""
        return hint in ("title", "heading") or (hint in ("caption", "list_item") and owner in self._told)

    def _inline(self, element: HtmlElement, tag: str) -> None:
        if tag == "a":
            self._enter_link((element.get("href") or "").strip())
        names = (element.get("class") or element.get("rel") or element.get("itemprop") or "")[: limits.NAMES]
        if self._hint is None and not self._length and (names or tag == "time"):
            self._hint = _hint(element, tag, names)

    def _enter_link(self, url: str) -> None:
        if len(self._anchors) < limits.ANCHORS:
            self._anchors.append((self._length, url))
        else:
            self._deeper += 1

    def _leave_inline(self, tag: str) -> None:
        if tag == "a" and self._deeper:
            self._deeper -= 1
        elif tag == "a" and self._anchors:
            start, url = self._anchors.pop()
            if url and self._length > start:
                self._links.append(((start, self._length), url))

    def _button(self, element: HtmlElement) -> None:
        if (element.get("type") or "").lower() in ("submit", "button", "reset") and (value := element.get("value")):
            self.flush()
            self.nodes.append(Node(parent=self._open[-1], tag="button", names="", furniture=True))
            self._open.append(len(self.nodes) - 1)
            self._add(value)
            self.flush()
            self._open.pop()

    def _break(self) -> None:
        self._breaks += 1
        if self._breaks >= 2:
            self.flush()
        else:
            self._push("\n")

    def _add(self, text: str) -> None:
        """Adds text with its white space collapsed; what only repeats a space at the seam is left out."""
        text = _SPACE.sub(" ", text)
        if text != " ":
            if self._breaks and _LEADING.match(text):
                self.flush()
            self._breaks = 0
        if self._length == 0 or self._pieces[-1].endswith((" ", "\n")):
            text = text.removeprefix(" ")
        if text:
            self._push(text)

    def _push(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def flush(self) -> None:
        """Closes the stretch, trimmed, with its links moved along."""
        raw = "".join(self._pieces)
        text = raw.strip()
        if text:
            shift = len(raw) - len(raw.lstrip())
            # A link that is open across blocks has its part in each.
            links = self._links + [((start, self._length), url) for start, url in self._anchors if url]
            placed = (_trimmed(raw, span, url) for span, url in links)
            inside = [((start - shift, end - shift), url) for (start, end), url in placed if end > start]
            inherited, owner = self._hints[-1]
            if inherited == "caption":
                self._told.update(self._open)
            elif self._open[-1] == owner:
                self._told.add(owner)
            hint = self._hint or inherited
            self.stretches.append(Stretch(text, self._open[-1], sorted(inside), hint))
        self._anchors = [(0, url) for _, url in self._anchors]
        self._pieces, self._links, self._length, self._breaks, self._hint = [], [], 0, 0, None


def _trimmed(text: str, span: Span, url: str) -> tuple[Span, str]:
    start, end = span
    part = text[start:end]
    return (start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())), url


def _hint(element: HtmlElement, tag: str, names: str) -> str | None:
    """The kind of block that the markup itself names."""
    if tag in _HEADINGS:
        return "title" if tag == "h1" else "heading"
    if tag in ("figcaption", "caption") or (names and _CAPTION.search(names)):
        return "caption"
    if tag == "blockquote":
        return "quote"
    if tag in ("li", "dd", "dt"):
        return "list_item"
    if tag in ("article", "main", "section", "body", "td", "header"):
        return None
    if tag == "time" or (names and _DATELINE.search(names)):
        return "dateline"
    if tag == "address" or (names and _BYLINE.search(names)) or element.get("rel") == "author":
        return "byline"
    return None
