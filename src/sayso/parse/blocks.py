"""A page, HTML, PDF or plain text, to a `Document`: its text, its blocks and what it says about itself.

Of an HTML page `Document.text` is all visible text, block by block with a blank line between; white space inside a
block is one space, a line break one newline. Of a plain text it is the decoded file itself, character for character,
line ends included; only a byte order mark, which is no character of the text, is left out: offset 0 is what follows it.
NUL stays in plain text; in HTML it reads as U+FFFD, as in browsers. No decoding yields lone surrogates. The text of a
PDF is made of its lines, a paragraph a line; a page that a browser saved with its pictures is the HTML in that file.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml.html import HtmlElement
from msgspec.structs import replace

from sayso.errors import InputError
from sayso.ids import document_id
from sayso.parse import article, authors, charset, html, limits, metadata, mhtml, pdf, plain, printed
from sayso.parse.language import READ, language_of, name_of
from sayso.parse.looks import ends_sentence, is_byline, is_caption, is_dateline, is_list_item, is_signed
from sayso.records import Block, BlockKind, Document, Facts, Link, Page, Problem, Sighting, Span

_BETWEEN = "\n\n"
# Below this many visible characters a page's styles are not believed when they hide its text.
_LEAST_VISIBLE = 200
# Kinds that the markup settles.
_NAMED: dict[str | None, BlockKind] = {"quote": "quote", "list_item": "list_item", "caption": "caption"}


def document(page: Page) -> tuple[Document, tuple[Problem, ...]]:
    """The page as text, and what could not be made of it.

    InputError, in one line that names the page, for what is no page of text: binary data, empty pages, encodings that
    are unknown or cannot be told, pages beyond the limits.
    """
    kind = charset.media_type(page)
    if kind == "application/pdf":
        read, problems = _from_pdf(page)
    elif kind == mhtml.MEDIA_TYPE:
        read, problems = _from_saved(page)
    else:
        read, problems = _from_text(page, kind)
    return read, problems + _language_problems(read)


def _from_text(page: Page, kind: str) -> tuple[Document, tuple[Problem, ...]]:
    text = charset.text(page, kind)
    read = _from_html(page, text) if kind == "text/html" else _from_plain(page, text)
    return read, _undecoded(page, text)


def _undecoded(page: Page, text: str) -> tuple[Problem, ...]:
    """Bytes that were no characters, where the page does not hold the sign for them itself."""
    lost = text.count("\ufffd")
    if not lost or "\ufffd".encode() in page.data:
        return ()
    told = "byte that is no character stands" if lost == 1 else "bytes that are no characters stand"
    return (Problem("decode", f"{lost:,} {told} as U+FFFD"),)


def _from_saved(page: Page) -> tuple[Document, tuple[Problem, ...]]:
    """The HTML in a file that a browser saved; the document is the file."""
    read, problems = _from_text(mhtml.page(page, charset.name(page)), "text/html")
    saved = replace(read, id=document_id(page.data), media_type=mhtml.MEDIA_TYPE, sightings=_sightings(page))
    return saved, problems


def _from_pdf(page: Page) -> tuple[Document, tuple[Problem, ...]]:
    found = pdf.read(page.data, charset.name(page))
    kinds, parts = zip(*printed.blocks(found.pages, found.info.title), strict=True)
    text, spans = _joined(parts)
    blocks = tuple(map(Block, kinds, spans))
    limits.check(charset.name(page), len(text), len(blocks))
    facts = page.facts or Facts()
    read = Document(
        id=document_id(page.data),
        url=page.url,
        media_type="application/pdf",
        title=found.info.title or _first(text, blocks, "title") or facts.title,
        author=_author(text, blocks, metadata.Head(guessed_author=found.info.author), facts),
        publisher=facts.publisher,
        published=_dated(text, blocks) or found.info.published or metadata.day(facts.published),
        language=language_of(_article_text(text, blocks), None),
        text=text,
        blocks=blocks,
        sightings=_sightings(page),
    )
    return read, found.problems


def _from_plain(page: Page, text: str) -> Document:
    blocks = plain.blocks(text, charset.name(page))
    facts = page.facts or Facts()
    return Document(
        id=document_id(page.data),
        url=page.url,
        media_type="text/plain",
        title=_first(text, blocks, "title") or facts.title,
        author=_author(text, blocks, metadata.Head(), facts),
        publisher=facts.publisher,
        published=_dated(text, blocks) or metadata.day(facts.published),
        language=language_of(_article_text(text, blocks), None),
        text=text,
        blocks=blocks,
        sightings=_sightings(page),
    )


def _from_html(page: Page, source: str) -> Document:
    called = charset.name(page)
    root = html.read(source, called)
    tree = _visible(root)
    if not tree.stretches:
        raise InputError(f"{called}: a page without visible text")
    limits.check(called, sum(len(stretch.text) for stretch in tree.stretches), len(tree.stretches))
    head = metadata.read(root, page.url)
    facts = page.facts or Facts()
    flags = article.furniture(
        tree, head.title, authors.author((*head.authors, head.guessed_author or ""), head.publisher or head.host, "")
    )
    text, spans = _joined([stretch.text for stretch in tree.stretches])
    blocks = tuple(map(Block, _kinds(tree, flags, head.title), spans))
    return Document(
        id=document_id(page.data),
        url=head.url or page.url,
        media_type="text/html",
        title=_first(text, blocks, "title") or head.title or facts.title,
        author=_author(text, blocks, head, facts),
        publisher=head.publisher or facts.publisher or head.host,
        published=head.published or _dated(text, blocks) or metadata.day(facts.published) or head.guessed_published,
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


def _author(text: str, blocks: tuple[Block, ...], head: metadata.Head, facts: Facts) -> str | None:
    """The author as head, byline and dateline tell; where they do not, as the head guesses or a signature tells, or
    else as the source of the page does."""
    publisher = head.publisher or head.host
    said = (authors.of_byline(line) or authors.of_dateline(line) for line in _lines(text, blocks, "byline", "dateline"))
    less_sure = (head.guessed_author or "", *map(authors.of_signature, _lines(text, blocks, "signature")))
    return (
        authors.author((*head.authors, *said), publisher, text)
        or authors.author(less_sure, publisher, text)
        or authors.author((facts.author or "",), publisher or facts.publisher, text)
    )


def _dated(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The ISO date of the first dateline that gives one."""
    return next(filter(None, map(metadata.date_of, _lines(text, blocks, "dateline"))), None)


def _visible(root: HtmlElement) -> html.Tree:
    tree = html.collect(root)
    if sum(len(stretch.text) for stretch in tree.stretches) >= _LEAST_VISIBLE:
        return tree
    return html.collect(root, hidden=True)


def _joined(parts: Sequence[str]) -> tuple[str, list[Span]]:
    """The parts of a text with a blank line between them, and where each stands in it."""
    spans: list[Span] = []
    position = 0
    for part in parts:
        spans.append((position, position + len(part)))
        position += len(part) + len(_BETWEEN)
    return _BETWEEN.join(parts), spans


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


def _language_problems(read: Document) -> tuple[Problem, ...]:
    if read.language in READ:
        return ()
    return (
        Problem(step="language", message=f"the page is not in English but in {name_of(read.language)}; it is not read"),
    )


def _sightings(page: Page) -> tuple[Sighting, ...]:
    return (Sighting(url=page.url, path=page.path, fetched=page.fetched),)
