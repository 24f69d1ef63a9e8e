"""A page, HTML or plain text, to a `Document`: its text, its blocks and what it says about itself.

Of an HTML page `Document.text` is all visible text, block by block with a blank line between; white space inside a
block is one space, a line break one newline. Of a plain text it is the decoded file itself, character for character,
line ends included; only a byte order mark, which is no character of the text, is left out: offset 0 is what follows it.
NUL stays in plain text; in HTML it reads as U+FFFD, as in browsers. No decoding yields lone surrogates.
"""

from collections.abc import Iterator
from itertools import pairwise

from lxml.html import HtmlElement

from sayso.errors import InputError
from sayso.ids import document_id
from sayso.parse import article, authors, charset, html, metadata, plain
from sayso.parse.language import READ, language_of, name_of
from sayso.parse.looks import ends_sentence, is_byline, is_caption, is_dateline, is_list_item, is_signed
from sayso.records import Block, BlockKind, Document, Link, Page, Problem, Sighting, Span

_BETWEEN = "\n\n"
# Below this many visible characters a page's styles are not believed when they hide its text.
_LEAST_VISIBLE = 200
# Kinds that the markup settles.
_NAMED: dict[str | None, BlockKind] = {"quote": "quote", "list_item": "list_item", "caption": "caption"}


def document(page: Page) -> tuple[Document, tuple[Problem, ...]]:
    """The page as text, and what could not be made of it.

    InputError, in one line that names the page, for what is no page of text: binary data, empty pages, encodings that
    are unknown or cannot be told.
    """
    kind = charset.media_type(page)
    text = charset.text(page, kind)
    read = _from_html(page, text) if kind == "text/html" else _from_plain(page, text)
    return read, _problems(read)


def _from_plain(page: Page, text: str) -> Document:
    blocks = plain.blocks(text)
    return Document(
        id=document_id(page.data),
        url=page.url,
        media_type="text/plain",
        title=_first(text, blocks, "title"),
        author=_author(text, blocks, metadata.Head()),
        published=_dated(text, blocks),
        language=language_of(_article_text(text, blocks), None),
        text=text,
        blocks=blocks,
        sightings=_sightings(page),
    )


def _from_html(page: Page, source: str) -> Document:
    root = html.read(source)
    tree = _visible(root)
    if not tree.stretches:
        raise InputError(f"{charset.name(page)}: a page without visible text")
    head = metadata.read(root, page.url)
    flags = article.furniture(
        tree, head.title, authors.author((*head.authors, head.guessed_author or ""), head.publisher, "")
    )
    text, spans = _joined(tree.stretches)
    blocks = tuple(map(Block, _kinds(tree, flags, head.title), spans))
    return Document(
        id=document_id(page.data),
        url=head.url or page.url,
        media_type="text/html",
        title=_first(text, blocks, "title") or head.title,
        author=_author(text, blocks, head),
        publisher=head.publisher,
        published=head.published or _dated(text, blocks) or head.guessed_published,
        language=language_of(_article_text(text, blocks), head.language),
        text=text,
        blocks=blocks,
        links=_links(tree.stretches, spans),
        sightings=_sightings(page),
    )


def _first(text: str, blocks: tuple[Block, ...], kind: BlockKind) -> str | None:
    """The words of the first block of a kind, on one line."""
    return next(_lines(text, blocks, kind), None)


def _lines(text: str, blocks: tuple[Block, ...], *kinds: BlockKind) -> Iterator[str]:
    """The words of each block of these kinds, on one line."""
    return (" ".join(text[slice(*block.span)].split()) for block in blocks if block.kind in kinds)


def _author(text: str, blocks: tuple[Block, ...], head: metadata.Head) -> str | None:
    """The author as head, byline and dateline tell; where they do not, as the head guesses or a signature tells."""
    said = (authors.of_byline(line) or authors.of_dateline(line) for line in _lines(text, blocks, "byline", "dateline"))
    less_sure = (head.guessed_author or "", *map(authors.of_signature, _lines(text, blocks, "signature")))
    return authors.author((*head.authors, *said), head.publisher, text) or authors.author(
        less_sure, head.publisher, text
    )


def _dated(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The ISO date of the first dateline that gives one."""
    return next(filter(None, map(metadata.date_of, _lines(text, blocks, "dateline"))), None)


def _visible(root: HtmlElement) -> html.Tree:
    tree = html.collect(root)
    if sum(len(stretch.text) for stretch in tree.stretches) >= _LEAST_VISIBLE:
        return tree
    return html.collect(root, hidden=True)


def _joined(stretches: list[html.Stretch]) -> tuple[str, list[Span]]:
    """The stretches' text with a blank line between them, and where each stands in it."""
    spans: list[Span] = []
    position = 0
    for stretch in stretches:
        spans.append((position, position + len(stretch.text)))
        position += len(stretch.text) + len(_BETWEEN)
    return _BETWEEN.join(stretch.text for stretch in stretches), spans


def _links(stretches: list[html.Stretch], spans: list[Span]) -> tuple[Link, ...]:
    return tuple(
        Link(span=(offset + start, offset + end), url=url)
        for stretch, (offset, _) in zip(stretches, spans, strict=True)
        for (start, end), url in stretch.links
    )


def _kinds(tree: html.Tree, flags: list[bool], title: str | None) -> list[BlockKind]:
    """The kind of every stretch, from what the markup names and how it looks."""
    stretches = tree.stretches
    kinds: list[BlockKind] = ["furniture" if flag else _kind(s) for s, flag in zip(stretches, flags, strict=True)]
    kept = [index for index, flag in enumerate(flags) if not flag]
    found = article.title_of([stretches[index] for index in kept], title)
    if found is not None:
        kinds[kept[found]] = "title"
    for index, following in pairwise(kept):
        if kinds[index] == kinds[following] == "paragraph" and _may_head(
            stretches[index].text, stretches[following].text
        ):
            kinds[index] = "heading"
    if len(kept) > 1 and (kinds[kept[-1]] == "byline" or is_signed(stretches[kept[-1]].text)):
        kinds[kept[-1]] = "signature"
    return kinds


def _may_head(line: str, following: str) -> bool:
    """Whether a paragraph without a sentence, above one with some, is a heading that is not marked up as one."""
    return len(line) <= 90 and len(following) > 50 and not ends_sentence(line) and ends_sentence(following)


def _kind(stretch: html.Stretch) -> BlockKind:
    text = stretch.text
    if stretch.hint in _NAMED:
        return _NAMED[stretch.hint]
    if stretch.hint in ("title", "heading"):
        return "heading" if len(text) <= 250 else "paragraph"
    if is_byline(text):
        return "byline"
    if is_dateline(text):
        return "dateline"
    if stretch.hint == "byline" and len(text) <= 150:
        return "byline"
    if is_caption(text):
        return "caption"
    return "list_item" if is_list_item(text) else "paragraph"


def _article_text(text: str, blocks: tuple[Block, ...]) -> str:
    """What is told the language by: the article, or, where there is none, all there is."""
    parts = [text[slice(*block.span)] for block in blocks if block.kind != "furniture"]
    return "\n".join(parts) or text


def _problems(read: Document) -> tuple[Problem, ...]:
    if read.language in READ:
        return ()
    return (
        Problem(step="language", message=f"the page is not in English but in {name_of(read.language)}; it is not read"),
    )


def _sightings(page: Page) -> tuple[Sighting, ...]:
    return (Sighting(url=page.url, path=page.path, fetched=page.fetched),)
