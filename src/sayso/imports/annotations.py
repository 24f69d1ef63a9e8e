"""W3C Web Annotation as it is written by other tools, or by sayso and then added to: what it says of attributions.

Read are an AnnotationCollection with its page in it, an AnnotationPage, a list of annotations, one alone, and one a
line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final, get_args

import msgspec
from msgspec import Raw, Struct

from sayso.errors import InputError, SaysoError
from sayso.imports.joining import joined
from sayso.imports.placing import Quote, place, trimmed
from sayso.imports.told import Fault, Told
from sayso.ledger.anchoring import ROLES
from sayso.records import Act, Manner, PartRole, Spans, SpeakerKind

Object = dict[str, Any]
Texts = Callable[[str], tuple[str, str]]

_DOCUMENT: Final = re.compile(r"(?<![0-9a-f])([0-9a-f]{64})(?![0-9a-f])")
_ATTRIBUTION: Final = re.compile(r"/documents/([0-9a-f]{64})/attributions/([0-9a-f]{16})(?:#.*)?$")
_EVENT: Final = re.compile(r"/documents/[0-9a-f]{64}/events/[0-9a-f]{16}(?:#.*)?$")
_ACTOR: Final = re.compile(r"/actors/([^/?#]+)$")
_LINKS: Final = "attribution"
_BESIDE: Final = frozenset(
    ("hedge", "medium", "addressee", "trigger", "actor", "target", "object", "place", "date", "inside", "voice", _LINKS)
)
_ACTS: Final = frozenset(get_args(Act))
_FACTS: Final = frozenset((*get_args(Manner), *get_args(SpeakerKind), "negated"))
_VERDICTS: Final = {"right": "right", "correct": "right", "wrong": "wrong", "incorrect": "wrong"}


class Item(Struct, frozen=True):
    """An annotation, and where it stands."""

    where: str
    given: Object


class Remark(Struct, frozen=True, kw_only=True):
    """What the bodies of an annotation say: the role of its words, and what `Told` has."""

    tags: tuple[str, ...] = ()
    role: PartRole | None = None
    fields: Mapping[str, Any] = {}


class Piece(Struct, frozen=True):
    """Words of a document with what is said of them."""

    item: Item
    document: str
    spans: Spans
    remark: Remark


def items(data: bytes, name: str) -> Iterator[Item | Fault]:
    """The annotations of a file, each with its line. InputError for what is no JSON."""
    try:
        raws = _raws(data)
    except msgspec.DecodeError as error:
        lines = [(n, line) for n, line in enumerate(data.split(b"\n"), 1) if line.strip()]
        if len(lines) < 2:
            raise InputError(f"{name}: not JSON: {error}") from None
        for number, one in lines:
            yield _item(one, f"{name}, line {number}")
        return
    offset, line = 0, 1
    for raw in raws:
        told = bytes(raw)
        start = data.find(told, offset)
        line, offset = line + data.count(b"\n", offset, start), start
        yield _item(told, f"{name}, line {line}")


def read(found: Iterable[Item], texts: Texts) -> Iterator[Told | Fault]:
    """What annotations say. `texts` gives id and text of the document that goes by a name (its id or an address);
    NotFoundError where the ledger has none."""
    pieces, links, others = dict[str, Piece](), list[tuple[str, str]](), list[Item]()
    for number, item in enumerate(found):
        id = str(item.given.get("id") or item.given.get("@id") or f"#{number}")
        targets = _list(item.given.get("target"))
        if _EVENT.search(id):
            yield from _of_event(item)
        elif all(isinstance(each, str) or set(each) <= {"id", "type"} for each in targets):
            if "linking" in _list(item.given.get("motivation")):
                links += _links(item)
            else:
                others.append(item)
        else:
            try:
                pieces[id] = _piece(item, targets, texts)
            except SaysoError as error:
                yield Fault(item.where, str(error))
    yield from _of_others(others, pieces, texts)
    yield from _of_pieces(pieces, links)


def _raws(data: bytes) -> list[Raw]:
    class Page(Struct):
        items: list[Raw] = []

    class Collection(Struct):
        first: Page | str | None = None
        items: list[Raw] = []

    if data.lstrip()[:1] == b"[":
        return msgspec.json.decode(data, type=list[Raw])
    try:
        top = msgspec.json.decode(data, type=Collection)
    except msgspec.ValidationError:
        top = Collection()
    inside = top.first.items if isinstance(top.first, Page) else []
    return [*top.items, *inside] or [msgspec.json.decode(data, type=Raw)]


def _item(data: bytes, where: str) -> Item | Fault:
    try:
        return Item(where, msgspec.json.decode(data, type=Object))
    except msgspec.DecodeError as error:
        return Fault(where, f"no annotation: {error}")


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _piece(item: Item, targets: list[Any], texts: Texts) -> Piece:
    """The words that an annotation selects; InputError for none, or for those of several documents."""
    remark = _remark(item)
    placed = [_placed(each, texts) for each in targets if isinstance(each, dict)]
    if not placed:
        raise InputError("it has no target")
    documents = {document for document, _, _ in placed}
    if len(documents) > 1:
        raise InputError("its targets are in several documents")
    text = placed[0][1]
    return Piece(item, documents.pop(), trimmed(text, tuple(s for _, _, spans in placed for s in spans)), remark)


def _placed(target: Object, texts: Texts) -> tuple[str, str, Spans]:
    document, text = _document(target, texts)
    selectors = [each for each in _list(target.get("selector")) if isinstance(each, dict)]
    if not selectors:
        return document, text, ()
    quote = next((each for each in selectors if each.get("type") == "TextQuoteSelector"), None)
    position = next((each for each in selectors if each.get("type") == "TextPositionSelector"), None)
    if quote is None and position is None:
        kinds = ", ".join(str(each.get("type")) for each in selectors)
        raise InputError(f"a {kinds} is not understood; TextQuoteSelector and TextPositionSelector are")
    try:
        words = Quote(*(str(quote.get(name) or "") for name in ("exact", "prefix", "suffix"))) if quote else None
        at = (int(position["start"]), int(position["end"])) if position else None
    except (KeyError, TypeError, ValueError):
        raise InputError("a TextPositionSelector has a start and an end, both whole numbers") from None
    return document, text, (place(text, words, at),)


def _document(target: Object, texts: Texts) -> tuple[str, str]:
    """Id and text of the document that a target is in: the version that its state names, else what its source names."""
    source = target.get("source") or target.get("id")
    source = source.get("id") if isinstance(source, dict) else source
    named = [source, *(cached for each in _list(target.get("state")) if isinstance(each, dict)
                       for cached in _list(each.get("cached")))]  # fmt: skip
    for name in named:
        if isinstance(name, str) and (found := _DOCUMENT.search(name)):
            return texts(found[1])
    if not isinstance(source, str):
        raise InputError("its target has no source")
    return texts(source)


def _remark(item: Item) -> Remark:
    """What the bodies of an annotation say."""
    given = item.given
    motives = [str(each) for each in _list(given.get("motivation"))]
    bodies = [_body(each, motives) for each in _list(given.get("body"))]
    bodies += [(motives, str(given["bodyValue"]), None)] if given.get("bodyValue") else []
    tags, notes, speakers = list[str](), list[str](), list[str]()
    fields: dict[str, Any] = {}
    role: PartRole | None = None
    for purposes, value, actor in bodies:
        plain = value.strip().casefold()
        if actor is not None:
            speakers.append(actor)
        elif plain in _VERDICTS and _among(purposes, "assessing", "tagging", "classifying"):
            fields["verdict"] = _VERDICTS[plain]
        elif plain == "checked" and _among(purposes, "assessing", "tagging"):
            fields["checked"] = True
        elif _among(purposes, "tagging") and plain in ROLES:
            role = plain
        elif _among(purposes, "identifying"):
            speakers += [value] if plain else []
        elif _among(purposes, "classifying"):
            fields |= {"act": plain} if plain in _ACTS else {}
            tags += [] if plain in _ACTS | _FACTS else [value]
        elif _among(purposes, "tagging"):
            tags.append(value)
        elif plain:
            notes.append(value)
    kept = tuple(each for each in tags if each.strip().casefold() not in _BESIDE)
    fields |= {"notes": tuple(notes), "tags": kept}
    fields |= {"speakers": tuple(speakers)} if role != "content" else {}
    return Remark(tags=tuple(tags), role=role, fields=fields)


def _among(purposes: Iterable[str], *wanted: str) -> bool:
    return any(each in purposes for each in wanted)


def _body(body: Any, motives: list[str]) -> tuple[list[str], str, str | None]:
    """What a body is for, its text, and the actor that it identifies."""
    if not isinstance(body, dict):
        return motives, str(body), None
    purposes = [str(each) for each in _list(body.get("purpose"))] or _usual(motives)
    source = body.get("source")
    named = source if isinstance(source, dict) else {"id": source}
    if body.get("type") == "SpecificResource" or body.get("source"):
        found = _ACTOR.search(str(named.get("id") or ""))
        return purposes, "", found[1] if found else str(named.get("name") or named.get("label") or named.get("id"))
    return purposes, str(body.get("value") or body.get("chars") or ""), None


def _usual(motives: list[str]) -> list[str]:
    """What a body without a purpose is for: what its annotation is for, but a link's or highlight's is a comment."""
    return [each for each in motives if each not in ("linking", "highlighting", "identifying")] or ["commenting"]


def _links(item: Item) -> list[tuple[str, str]]:
    """The pairs that a link joins into one attribution; none for a link of another kind."""
    tags = {each.strip().casefold() for each in _remark(item).tags}
    if tags & _BESIDE - {_LINKS}:
        return []
    ends = [str(each.get("id") if isinstance(each, dict) else each) for each in _list(item.given.get("target"))]
    ends += [
        str(body.get("id") or body.get("source")) if isinstance(body, dict) else str(body)
        for body in _list(item.given.get("body"))
        if not isinstance(body, dict) or body.get("type") != "TextualBody"
    ]
    return list(pairwise(ends))


def _of_event(item: Item) -> Iterator[Fault]:
    """An annotation of an event: sayso's own words on it are no news, and others' cannot be judgements."""
    purposes = {
        p for body in _list(item.given.get("body")) if isinstance(body, dict) for p in _list(body.get("purpose"))
    }
    if purposes & {"assessing", "commenting"}:
        yield Fault(item.where, "an event cannot be judged by an annotation")


def _of_others(others: Iterable[Item], pieces: dict[str, Piece], texts: Texts) -> Iterator[Told | Fault]:
    """What is said of other annotations, of attributions by their addresses, and of documents."""
    for item in others:
        remark = _remark(item)
        if set(remark.tags) & {"medium", "addressee"}:
            continue
        for target in _list(item.given.get("target")):
            id = str(target.get("id") if isinstance(target, dict) else target)
            try:
                yield _of_target(item, id, remark, pieces, texts)
            except SaysoError as error:
                yield Fault(item.where, str(error))


def _of_target(item: Item, id: str, remark: Remark, pieces: Mapping[str, Piece], texts: Texts) -> Told:
    if found := _ATTRIBUTION.search(id):
        document, _ = texts(found[1])
        return Told(where=item.where, document=document, key=found[2], **remark.fields)
    if id in pieces:
        piece = pieces[id]
        return Told(where=item.where, document=piece.document, at=piece.spans, **remark.fields)
    named = _DOCUMENT.search(id)
    return Told(where=item.where, document=texts(named[1] if named else id)[0], **remark.fields)


def _of_pieces(pieces: dict[str, Piece], links: Iterable[tuple[str, str]]) -> Iterator[Told]:
    """What is said of words: of the parts of an attribution together, of other words one by one."""
    roles = {id: piece.remark.role for id, piece in pieces.items() if piece.remark.role is not None}
    for group in joined(roles, links):
        here = [pieces[id] for id in group]
        yield _together(here, {each.document for each in here}, any(_ATTRIBUTION.search(id) for id in group))
    for id, piece in pieces.items():
        if id not in roles and not _only_beside(piece.remark):
            yield Told(where=piece.item.where, document=piece.document, at=piece.spans, **piece.remark.fields)


def _only_beside(remark: Remark) -> bool:
    """Whether it tells a part that no judgement can be of: a hedge, an event's."""
    return bool({each.strip().casefold() for each in remark.tags} & _BESIDE)


def _together(pieces: list[Piece], documents: set[str], echo: bool) -> Told:
    fields: dict[str, Any] = {"notes": (), "tags": (), "speakers": ()}
    parts: dict[PartRole, Spans] = {}
    for piece in pieces:
        for name, value in piece.remark.fields.items():
            fields[name] = (*fields[name], *value) if isinstance(value, tuple) else value
        if piece.document == pieces[0].document and piece.remark.role is not None:
            parts[piece.remark.role] = tuple(sorted({*parts.get(piece.remark.role, ()), *piece.spans}))
    return Told(where=pieces[0].item.where, document=pieces[0].document, parts=parts, echo=echo, **fields)
