"""Treebank documents as texts with character spans: UD English EWT with the names of UNER, and GUM with its entities.

The text is written anew from the tokens: as spaced in the treebank within a sentence, a blank between sentences, a line
break between paragraphs. All spans are code points of that text, end excluded.
"""

import gzip
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct

from sayso.records import Span

GUM_FIELDS = "GRP-etype-infstat-salience-centering-minspan-link-identity"
NAME_KINDS = ("PER", "ORG", "LOC")
NAMED = {"person": "PER", "organization": "ORG", "place": "LOC"}  # kinds of entities that bear such names
ACTORS = frozenset(NAMED)
ID, FORM, UPOS, HEAD, DEPREL, MISC = 0, 1, 3, 6, 7, 9  # the columns of CoNLL-U that are read


class Token(Struct, frozen=True):
    """A syntactic word. `head` is the index of its head in the sentence, -1 for the root; `deprel` is universal,
    without subtype. Words of one written word that cannot be parted (*des* = *de* + *les*) all have its whole span."""

    span: Span
    form: str
    upos: str
    head: int
    deprel: str


class Sentence(Struct, frozen=True):
    """A sentence and its tokens, in text order."""

    span: Span
    tokens: tuple[Token, ...]


class Name(Struct, frozen=True):
    """A name; `kind` is PER, ORG or LOC."""

    span: Span
    kind: str


class Entity(Struct, frozen=True):
    """A mention, from its first to its last token. `head` is the span of its head token and `form` what that makes of
    it (name, nominal or pronoun); `kind` is GUM's entity type; mentions of one `cluster` (an id within the document)
    mean the same; `identity` is a title of Wikipedia."""

    span: Span
    head: Span
    kind: str
    form: str
    cluster: str
    identity: str | None = None


class Text(Struct, frozen=True):
    """A document. `blocks` are its paragraphs; `names` and `entities` are None where they were not annotated."""

    name: str
    text: str
    blocks: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...] | None = None
    entities: tuple[Entity, ...] | None = None
    genre: str | None = None


class Rows(Struct, frozen=True):
    """A sentence as it stands in a file: its comments by key and its rows of columns, empty nodes left out."""

    comments: Mapping[str, str]
    columns: tuple[tuple[str, ...], ...]

    def words(self) -> list[tuple[str, ...]]:
        return [row for row in self.columns if "-" not in row[ID]]


class Mention(Struct, frozen=True):
    """An entity as indices of a sentence's tokens, with the fields of its bracket by name."""

    tokens: tuple[int, ...]
    fields: Mapping[str, str]


Document = tuple[str, list[list[Rows]]]  # its name, and its sentences by paragraph


def ewt(conllu: Path, iob2: Path | None = None) -> list[Text]:
    """The documents of EWT; with UNER's file of the same part, their names, and without the sentences that are missing
    there or parted otherwise."""
    documents = _documents(read(conllu))
    if iob2 is None:
        return [_text(document, genre=_ewt_genre(document)) for document in documents]
    tags = {rows.comments["sent_id"]: rows for rows in read(iob2)}
    found = []
    for name, paragraphs in documents:
        known = [[rows for rows in p if _solid(rows) == _solid(tags.get(rows.comments["sent_id"]))] for p in paragraphs]
        document = (name, [p for p in known if p])
        if document[1]:
            found.append(_text(document, names=_namer(tags), genre=_ewt_genre(document)))
    return found


def gum(conllu: Path) -> list[Text]:
    """The documents of GUM with their entities. Raises ValueError where brackets do not match."""
    found = []
    for document in _documents(read(conllu)):
        comments = document[1][0][0].comments
        fields = comments.get("global.Entity", GUM_FIELDS).split("-")
        found.append(_text(document, entities=_reader(fields), genre=comments.get("meta::genre")))
    return found


def _ewt_genre(document: Document) -> str:
    return document[0].partition("-")[0]


def _namer(tags: Mapping[str, Rows]) -> Callable[[Rows], list[tuple[int, int, str]]]:
    return lambda rows: _tagged(rows, tags[rows.comments["sent_id"]])


def _reader(fields: Sequence[str]) -> Callable[[Rows], list[Mention]]:
    return lambda rows: mentions([row[MISC] for row in rows.words()], fields)


def read(path: Path) -> list[Rows]:
    """The sentences of a CoNLL-U or IOB2 file (gzip)."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        return list(parsed(file))


def parsed(lines: Iterable[str]) -> Iterator[Rows]:
    """The sentences of CoNLL-U or IOB2 lines; comments before an empty line belong to the sentence that follows."""
    comments: dict[str, str] = {}
    columns: list[tuple[str, ...]] = []
    for line in (*lines, "\n"):
        if line.startswith("#"):
            key, _, value = line[1:].partition(" = ")
            comments[key.strip()] = value.strip()
        elif line.strip():
            row = tuple(line.rstrip("\r\n").split("\t"))
            columns += [row] if "." not in row[ID] else []
        elif columns:
            yield Rows(comments, tuple(columns))
            comments, columns = {}, []


def _documents(sentences: Iterable[Rows]) -> Iterator[Document]:
    """Each document's name and its sentences by paragraph; without paragraphs, every sentence is one."""
    for _, group in groupby(sentences, _counter("newdoc id", "newdoc")):
        document = list(group)
        marked = any(_marks(rows, "newpar id", "newpar") for rows in document)
        paragraphs = [list(p) for _, p in groupby(document, _counter("newpar id", "newpar"))] if marked else None
        name = document[0].comments.get("newdoc id", "")
        yield name, paragraphs if paragraphs is not None else [[rows] for rows in document]


def _marks(rows: Rows, *keys: str) -> bool:
    return any(key in rows.comments for key in keys)


def _counter(*keys: str) -> Callable[[Rows], int]:
    """A key for groupby that changes where a sentence has one of the comments."""
    seen = 0

    def number(rows: Rows) -> int:
        nonlocal seen
        seen += _marks(rows, *keys)
        return seen

    return number


def _text(
    document: Document,
    names: Callable[[Rows], list[tuple[int, int, str]]] | None = None,
    entities: Callable[[Rows], list[Mention]] | None = None,
    genre: str | None = None,
) -> Text:
    name, paragraphs = document
    text, blocks, sentences = "", list[Span](), list[Sentence]()
    found_names, found_entities = list[Name](), list[Entity]()
    for paragraph in paragraphs:
        text += "\n" if text else ""
        start = len(text)
        for rows in paragraph:
            text += " " if len(text) > start else ""
            written, tokens = _written(rows, len(text))
            sentences.append(Sentence((len(text), len(text) + len(written)), tokens))
            text += written
            found_names += [_name(row, tokens) for row in names(rows)] if names else []
            found_entities += [_entity(mention, tokens) for mention in entities(rows)] if entities else []
        blocks.append((start, len(text)))
    return Text(
        name,
        text,
        tuple(blocks),
        tuple(sentences),
        tuple(found_names) if names else None,
        tuple(found_entities) if entities else None,
        genre,
    )


def _name(row: tuple[int, int, str], tokens: Sequence[Token]) -> Name:
    first, end, kind = row
    return Name((tokens[first].span[0], tokens[end - 1].span[1]), kind)


def _written(rows: Rows, offset: int) -> tuple[str, tuple[Token, ...]]:
    """A sentence's text and its tokens, whose spans begin at `offset`."""
    text, spans, covered = "", list[Span](), 0
    forms = [row[FORM] for row in rows.words()]
    for row in rows.columns:
        first, _, last = row[ID].partition("-")
        if int(first) <= covered:
            continue  # a part of the written word before
        covered = int(last or first)
        spans += parts(row[FORM], forms[len(spans) : covered], offset + len(text))
        text += row[FORM] + ("" if "SpaceAfter=No" in row[MISC].split("|") else " ")
    tokens = (
        Token(span, row[FORM], row[UPOS], int(row[HEAD]) - 1, row[DEPREL].partition(":")[0])
        for span, row in zip(spans, rows.words(), strict=True)
    )
    return text.rstrip(" "), tuple(tokens)


def parts(surface: str, forms: Sequence[str], offset: int) -> list[Span]:
    """The spans of the words of one written word that begins at `offset`: its parts, or all of it for each."""
    if "".join(forms) != surface:
        return [(offset, offset + len(surface))] * len(forms)
    ends = [offset + len("".join(forms[: i + 1])) for i in range(len(forms))]
    return [(end - len(form), end) for form, end in zip(forms, ends, strict=True)]


def _solid(rows: Rows | None) -> str:
    return "".join(row[FORM] for row in rows.words()) if rows else ""


def _ends(rows: Rows) -> list[int]:
    """Where each word ends, counting its letters without blanks."""
    return list(accumulate(len(row[FORM]) for row in rows.words()))


def _tagged(rows: Rows, other: Rows) -> list[tuple[int, int, str]]:
    """The names of `other` as tokens of `rows`: a few sentences are cut into words differently in the two files."""
    ends, cuts = _ends(rows), [0, *_ends(other)]
    names = iob2_spans([row[2] for row in other.words()])
    return [(bisect_right(ends, cuts[i]), bisect_left(ends, cuts[j]) + 1, kind) for i, j, kind in names]


def iob2_spans(tags: Iterable[str]) -> list[tuple[int, int, str]]:
    """(first token, token after the last, kind) of each name; an I- that continues nothing begins one."""
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        place, _, kind = tag.partition("-")
        if kind not in NAME_KINDS:
            continue
        if place == "I" and found and found[-1][1:] == (i, kind):
            found[-1] = (found[-1][0], i + 1, kind)
        else:
            found.append((i, i + 1, kind))
    return found


_BRACKET = re.compile(r"\((?P<fields>[^()]+)(?P<single>\))?|(?P<closed>[^()]+)\)")
_PART = re.compile(r"\[(\d+)/(\d+)\]")


def mentions(misc: Iterable[str], fields: Sequence[str]) -> list[Mention]:
    """The entities of one sentence, in order of their first tokens, outer ones first, read from its MISC column.

    `fields` are the names of what stands in an opening bracket. A discontinuous entity, (1[1/2]-…1[1/2])…(1[2/2]-…, is
    one. Raises ValueError where a bracket is not opened or not closed.
    """
    begun: list[tuple[str, int, dict[str, str]]] = []
    opened: dict[str, list[int]] = {}
    last: dict[int, int] = {}
    for i, cell in enumerate(misc):
        for bracket in _BRACKET.finditer(_value(cell)):
            key = bracket["closed"]
            if bracket["fields"]:
                # Only the last field, the identity, may hold hyphens of its own.
                values = bracket["fields"].split("-", len(fields) - 1)
                key = values[0]
                opened.setdefault(key, []).append(len(begun))
                begun.append((key, i, dict(zip(fields, values, strict=False))))
            if bracket["single"] or bracket["closed"]:
                if not opened.get(key):
                    raise ValueError(f"entity {key} is closed but not open")
                last[opened[key].pop()] = i
    if left := [key for key, stack in opened.items() if stack]:
        raise ValueError(f"entity {left[0]} is not closed")
    pieces = [(key, range(first, last[n] + 1), named) for n, (key, first, named) in enumerate(begun)]
    return sorted(_whole(pieces), key=lambda m: (m.tokens[0], -m.tokens[-1]))


def _value(cell: str) -> str:
    """What a MISC cell says of entities."""
    return next((item.removeprefix("Entity=") for item in cell.split("|") if item.startswith("Entity=")), "")


def _whole(pieces: Iterable[tuple[str, range, dict[str, str]]]) -> Iterator[Mention]:
    """The entities of pieces in text order; those of a discontinuous one end with its n-th of n."""
    begun: dict[str, tuple[list[int], dict[str, str]]] = {}
    for key, tokens, fields in pieces:
        part = _PART.search(key)
        if not part:
            yield Mention(tuple(tokens), fields)
            continue
        name = key[: part.start()]
        if part[1] == "1":
            begun[name] = ([], {**fields, "GRP": name})
        if name not in begun:
            raise ValueError(f"entity {key} has no first part")
        begun[name][0].extend(tokens)
        if part[1] == part[2]:
            collected, first = begun.pop(name)
            yield Mention(tuple(collected), first)
    if begun:
        raise ValueError(f"entity {next(iter(begun))} lacks its last part")


def head(mention: Iterable[int], heads: Sequence[int]) -> int:
    """The first of a mention's tokens whose own head lies outside it; its first token should there be none."""
    tokens = sorted(mention)
    return next((t for t in tokens if heads[t] not in tokens), tokens[0])


def form(upos: str) -> str:
    """What a mention with such a head is."""
    return {"PROPN": "name", "PRON": "pronoun", "DET": "pronoun"}.get(upos, "nominal")


def _entity(mention: Mention, tokens: Sequence[Token]) -> Entity:
    top = tokens[head(mention.tokens, [token.head for token in tokens])]
    fields = mention.fields
    return Entity(
        span=(tokens[mention.tokens[0]].span[0], tokens[mention.tokens[-1]].span[1]),
        head=top.span,
        kind=fields["etype"],
        form=form(top.upos),
        cluster=fields["GRP"],
        identity=unquote(fields["identity"]) if fields.get("identity") else None,
    )


def gold_names(text: Text) -> set[tuple[Span, str]]:
    """The names of a text with their kinds, PER, ORG or LOC. Where only entities are told, those of persons,
    organisations and places whose head is a proper noun and that hold no other such, without *the* and *'s*."""
    if text.names is not None:
        return {(name.span, name.kind) for name in text.names}
    named = [e for e in text.entities or () if e.form == "name" and e.kind in NAMED]
    smallest = [e for e in named if not any(_holds(e, other) for other in named)]
    return {(_bare(text.text, e.span), NAMED[e.kind]) for e in smallest}


def _holds(outer: Entity, inner: Entity) -> bool:
    return outer.span != inner.span and outer.span[0] <= inner.span[0] and inner.span[1] <= outer.span[1]


def _bare(text: str, span: Span) -> Span:
    start, end = span
    words = text[start:end]
    start += 4 if words.lower().startswith("the ") else 0
    return start, end - 2 if words.endswith(("'s", "’s")) else end
