"""What persons say of readings: appended, retracted by a further judgement, never changed.

A judgement is anchored on a document's hash, the exact words of a cue and which occurrence of them is meant. It takes
effect where a cue of the newest reading stands there, and nowhere else; the reading itself stays as it was read.
One of a document as a whole (checked, a note, a tag) is anchored on its hash alone, an attribution that was missed on
the words of each of its parts.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, get_args

from msgspec import json
from msgspec.structs import asdict, replace

from sayso.errors import InputError, NotFoundError
from sayso.ledger.anchoring import (
    Spanned,
    check_parts,
    occurrence_of,
    parts_of,
    spans_of,
    start_of,
    stretch,
    unmoved,
)
from sayso.ledger.connection import Connection
from sayso.ledger.leaves import log
from sayso.ledger.loading import newest
from sayso.ledger.pairs import EVENTS, PAIRS, STORIES, against, check_pair, pair_needs
from sayso.ledger.precedence import in_order
from sayso.records import Act, Actor, Attribution, Judgement, Part, Reading, Span, Verdict

Verdicts = Mapping[str, tuple[Judgement, ...]]

WHOLE: Final = ""  # stands for all attributions of a document
OF_DOCUMENTS: Final = ("checked", "note", "tag")  # of attributions too
OF_ATTRIBUTIONS: Final = ("right", "wrong", "speaker", "act", *OF_DOCUMENTS)
TAG: Final = 60  # characters of a tag

_NEEDED: Final = {
    "right": ("document", "words", "occurrence"),
    "wrong": ("document", "words", "occurrence"),
    "speaker": ("document", "words", "occurrence", "value"),
    "act": ("document", "words", "occurrence", "value"),
    "same": ("value", "other"),
    "not_same": ("value", "other"),
    "retract": ("retracts",),
    "missed": ("document", "words", "occurrence"),
    "checked": ("document",),
    "note": ("document", "note"),
    "tag": ("document", "value"),
    **{kind: pair_needs(kind) for kind in PAIRS},
}
_FIELDS: Final = (
    "id", "kind", "words", "occurrence", "value", "other", "retracts", "note", "judge", "time", "turn", "names",
    "parts",
)  # fmt: skip
_SELECT: Final = (
    f"SELECT {', '.join(f'j.{field}' for field in _FIELDS)}, d.sha256 FROM judgements j"
    " LEFT JOIN documents d ON d.id = j.document"
)


def anchor(reading: Reading, attribution: str) -> tuple[str, int]:
    """The words of an attribution's cue and which occurrence of them it is, as a judgement of it names them.

    The words of a cue in pieces are all from the first to the last. NotFoundError where the reading has no such
    attribution, InputError where its cue is not its own.
    """
    found = next((each for each in reading.attributions if each.id == attribution), None)
    if found is None:
        raise NotFoundError(f"attribution {attribution}: document {reading.document.id[:12]} has none of this id")
    cue = _stretch(found)
    if cue is None or sum(_stretch(each) == cue for each in reading.attributions) > 1:
        raise InputError(f"attribution {attribution}: its cue is not its own, and cannot anchor a judgement")
    return _anchored(reading.document.text, cue)


def missed(text: str, spans: Spanned) -> tuple[str, int, tuple[Part, ...]]:
    """The words, the occurrence and the parts by which a judgement names an attribution that was missed in a text."""
    return *_anchored(text, stretch(spans)), parts_of(text, spans)


def normal_tag(words: str) -> str:
    """A tag as it is kept: small letters, one blank between its words, no sign before it. InputError for none, for one
    that is too long, and for what parts tags."""
    tag = " ".join(unicodedata.normalize("NFKC", words).casefold().split()).lstrip("# ")
    if not tag or len(tag) > TAG or not tag.isprintable() or {",", ";"} & set(tag):
        raise InputError(f"{words[: 2 * TAG]!r} is no tag: one is 1 to {TAG} characters without commas and semicolons")
    return tag


def check_judgement(judgement: Judgement) -> None:
    """Raise InputError for a judgement that says nothing, or not enough of what it is about."""
    kind = judgement.kind
    for field in _NEEDED[kind]:
        if getattr(judgement, field) is None:
            raise InputError(f"a judgement {kind!r} needs {field}")
    anchored = [field for field in ("document", "words", "occurrence") if getattr(judgement, field) is not None]
    if anchored and len(anchored) < 3 and not (kind in (*OF_DOCUMENTS, *STORIES) and anchored == ["document"]):
        raise InputError(f"a judgement with {', '.join(anchored)} needs document, words and occurrence")
    if judgement.words == "" or (judgement.occurrence or 0) < 0:
        raise InputError("a judgement is anchored on at least one character, and occurrences count from 0")
    _check_value(judgement)
    _check_judge(judgement)


def enter_judgement(db: Connection, judgement: Judgement) -> Judgement:
    """Append a judgement, within a transaction; give it with its id.

    InputError or NotFoundError where the document, its words, the actors or the judgement that it names are not there.
    """
    document = reading = None
    if judgement.document is not None:
        document = document_row(db, judgement.document)
        reading = newest(db, document)
        _check_there(_text(db, reading), judgement)
    if judgement.kind in PAIRS:
        other = newest(db, document_row(db, judgement.value or ""))
        (reader,) = db.execute("SELECT reader FROM readings WHERE id = ?", (other,)).fetchone()
        judgement = against(judgement, _text(db, other), reader)
    if judgement.kind in ("same", "not_same"):
        for actor in (judgement.value, judgement.other):
            if not db.execute("SELECT 1 FROM appearances WHERE actor = ? LIMIT 1", (actor,)).fetchone():
                raise NotFoundError(f"actor {actor!r}: no document in the ledger has it")
    if judgement.retracts is not None:
        _check_retracted(db, judgement.retracts)
    (turn,) = db.execute("SELECT ifnull(max(turn) + 1, 0) FROM judgements WHERE time = ?", (judgement.time,)).fetchone()
    return insert_judgement(db, replace(judgement, turn=turn), document, reading)


def insert_judgement(db: Connection, judgement: Judgement, document: int | None, reading: int | None) -> Judgement:
    """Append a judgement of the document and the reading in these rows, unchecked; give it with its id."""
    row = asdict(judgement) | {"id": None, "document": document, "reading": reading}
    row |= {field: json.encode(getattr(judgement, field)).decode() for field in ("names", "parts")}
    columns = ", ".join(row)
    cursor = db.execute(f"INSERT INTO judgements ({columns}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    key = int(cursor.lastrowid or 0)
    log(db, "judgement", (key,))
    return replace(judgement, id=key)


def document_row(db: Connection, sha256: str) -> int:
    """The row of the document with this id; NotFoundError where there is none."""
    found = db.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    if found is None:
        raise NotFoundError(f"document {sha256}: the ledger has none of this id")
    return int(found[0])


def all_judgements(db: Connection) -> tuple[Judgement, ...]:
    """Every judgement in the order in which they were made, retracted ones and retractions among them."""
    return in_order(_judgement(row) for row in db.execute(_SELECT))


def judgements_of_kinds(db: Connection, kinds: Iterable[str], value: str | None = None) -> tuple[Judgement, ...]:
    """Every judgement of these kinds, or those with one value, and their retractions."""
    marks = json.encode(tuple(kinds)).decode()
    some = "SELECT id FROM judgements WHERE kind IN (SELECT value FROM json_each(?1)) AND ifnull(value = ?2, 1)"
    rows = db.execute(f"{_SELECT} WHERE j.id IN ({some}) OR j.retracts IN ({some})", (marks, value))
    return in_order(_judgement(row) for row in rows)


def judgements_of(db: Connection, document: int) -> tuple[Judgement, ...]:
    """The judgements of one document and their retractions."""
    rows = db.execute(
        f"{_SELECT} WHERE j.document = ?1 OR j.retracts IN (SELECT id FROM judgements WHERE document = ?1)",
        (document,),
    )
    return in_order(_judgement(row) for row in rows)


def retracted(judgements: Iterable[Judgement]) -> frozenset[int]:
    """The ids of those that another one takes back."""
    return frozenset(judgement.retracts for judgement in judgements if judgement.retracts is not None)


def in_force(judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Those that are neither retracted nor retractions."""
    back = retracted(judgements)
    return tuple(each for each in judgements if each.id not in back and each.kind != "retract")


def judged_documents(db: Connection, judgement: Judgement) -> tuple[int, ...]:
    """The row of the document on whose attributions a judgement, or the one that it retracts, takes effect; none for
    one of two."""
    rows = db.execute(
        f"SELECT document FROM judgements WHERE id IN (?, ?) AND document IS NOT NULL AND kind NOT IN {PAIRS}",
        (judgement.id, judgement.retracts),
    )
    return tuple(key for (key,) in rows)


def placed(db: Connection, judgement: Judgement, reading: Reading) -> str | None:
    """The attribution of the document's newest reading whose cue stands where the judgement is anchored.

    None where none does, where several share that cue, or where the text around the words has changed since. Of those
    that share the cue of one that was missed, the first that has some of its content.
    """
    text = reading.document.text
    start = _start(text, judgement)
    if (
        start is None
        or judgement.words is None
        or judgement.document != reading.document.id
        or judgement.kind in EVENTS
    ):
        return None
    span = (start, start + len(judgement.words))
    found = [each for each in reading.attributions if _stretch(each) == span]
    if judgement.kind == "missed":
        found = [each for each in found if _shares(each, spans_of(text, judgement.parts))][:1]
    return found[0].id if len(found) == 1 and _unmoved(db, judgement, text) else None


def stands(db: Connection, judgement: Judgement, reading: Reading) -> Spanned | None:
    """The spans in the newest reading's text of an attribution that was missed in the one that was judged; None where
    the words of any of its parts are not there any more, or among others."""
    if judgement.kind != "missed" or judgement.document != reading.document.id:
        return None
    spans = spans_of(reading.document.text, judgement.parts)
    return spans if spans is not None and _unmoved(db, judgement, reading.document.text) else None


def is_unplaced(db: Connection, judgement: Judgement, reading: Reading) -> bool:
    """Whether a judgement of this document's words stands nowhere in its newest reading."""
    if judgement.words is None:
        return False
    return (stands if judgement.kind == "missed" else placed)(db, judgement, reading) is None


def verdicts(db: Connection, document: int, reading: Reading) -> dict[str, tuple[Judgement, ...]]:
    """The judgements in force on attributions of a document's newest reading, by attribution, oldest first."""
    found: dict[str, tuple[Judgement, ...]] = {}
    for judgement in in_force(judgements_of(db, document)):
        if judgement.kind in OF_ATTRIBUTIONS and (attribution := placed(db, judgement, reading)):
            found[attribution] = (*found.get(attribution, ()), judgement)
    return found


def all_verdicts(db: Connection, document: int, reading: Reading) -> Verdicts:
    """The same with the tags that the document has as a whole, under `WHOLE`."""
    tags = tuple(each for each in in_force(judgements_of(db, document)) if each.kind == "tag" and each.words is None)
    return verdicts(db, document, reading) | ({WHOLE: tags} if tags else {})


def verdict(judgements: Iterable[Judgement]) -> Verdict | None:
    """What the last of an attribution's judgements as a whole says of it."""
    last: Verdict | None = None
    for judgement in judgements:
        if judgement.kind == "right" or judgement.kind == "wrong":
            last = judgement.kind
    return last


def applied(reading: Reading, judged: Verdicts) -> Reading:
    """The reading with speakers and acts as they are judged to be. An actor that it lacks is added under the name that
    it was last judged by, or else its id."""
    if not judged:
        return reading
    attributions = tuple(_applied(each, judged.get(each.id, ())) for each in reading.attributions)
    known = {actor.id for actor in reading.actors}
    lacking = dict.fromkeys(key for each in attributions for key in each.speakers if key not in known)
    names = judged_names(judgement for judgements in judged.values() for judgement in judgements)
    added = (Actor(id=key, name=names.get(key, key)) for key in lacking)
    return replace(reading, attributions=attributions, actors=(*reading.actors, *added))


def judged_names(judgements: Iterable[Judgement]) -> dict[str, str]:
    """By id, what speakers were called when they were judged, the last time."""
    return {
        key: name
        for judgement in in_order(judgements)
        for key, name in zip(_ids(judgement), judgement.names, strict=False)
    }


def _ids(judgement: Judgement) -> tuple[str, ...]:
    """The actors in the value of a judgement of speakers, each once."""
    return tuple(dict.fromkeys((judgement.value or "").split()))


def _applied(attribution: Attribution, judgements: Iterable[Judgement]) -> Attribution:
    for judgement in judgements:
        if judgement.kind == "speaker":
            attribution = replace(attribution, speakers=_ids(judgement))
        elif judgement.kind == "act":
            attribution = replace(attribution, act=judgement.value)
    return attribution


def _check_value(judgement: Judgement) -> None:
    value, other = judgement.value, judgement.other
    if judgement.kind == "act" and value not in get_args(Act):
        raise InputError(f"{value!r} is no act; acts are {', '.join(get_args(Act))}")
    if judgement.kind == "tag" and value is not None and normal_tag(value) != value:
        raise InputError(f"{value!r} is not a tag as it is kept: {normal_tag(value)!r} is")
    if judgement.kind == "note" and not (judgement.note or "").strip():
        raise InputError("the note is empty")
    if judgement.kind in PAIRS:
        check_pair(judgement)
    elif judgement.kind == "missed":
        check_parts(judgement.parts)
    elif judgement.parts:
        raise InputError("only an attribution that was missed is told by its parts")
    if judgement.names and (judgement.kind != "speaker" or len(judgement.names) != len(_ids(judgement))):
        raise InputError("a judgement has a name for each of the speakers in its value, or none")
    if any(not name.strip() for name in judgement.names):
        raise InputError("the name of a speaker is empty")
    if judgement.kind in ("same", "not_same"):
        for actor in (value, other):
            if actor is None or actor.split() != [actor]:
                raise InputError(f"{actor!r} is not one actor id")
        if value == other:
            raise InputError(f"a judgement {judgement.kind!r} is about two actors, not {value} alone")


def _check_judge(judgement: Judgement) -> None:
    if not judgement.judge.strip():
        raise InputError("a judgement needs the name of its judge")
    try:
        datetime.fromisoformat(judgement.time)
        told = [value for value in asdict(judgement).values() if isinstance(value, str)]
        "".join([*told, *judgement.names, *(words for _, words, _ in judgement.parts)]).encode()
    except UnicodeEncodeError:
        raise InputError("a lone surrogate, which cannot be stored, in a judgement") from None
    except ValueError:
        raise InputError(f"{judgement.time!r} is not a time of ISO 8601") from None


def _check_there(text: str, judgement: Judgement) -> None:
    where = f"document {(judgement.document or '')[:12]}"
    if judgement.words is None:
        return
    if _start(text, judgement) is None:
        times = (judgement.occurrence or 0) + 1
        raise InputError(f"{where}: {judgement.words!r} does not stand there {times} times")
    if judgement.kind != "missed":
        return
    spans = spans_of(text, judgement.parts)
    if spans is None:
        raise InputError(f"{where}: the parts do not stand there so many times, or not in their order")
    if _anchored(text, stretch(spans)) != (judgement.words, judgement.occurrence):
        raise InputError("one that was missed is anchored on its cue, or else on its content, from first piece to last")


def _check_retracted(db: Connection, key: int) -> None:
    found = db.execute(
        "SELECT kind, EXISTS (SELECT 1 FROM judgements WHERE retracts = ?1) FROM judgements WHERE id = ?1", (key,)
    ).fetchone()
    if found is None:
        raise NotFoundError(f"judgement {key}: there is none of this id")
    if found[0] == "retract" or found[1]:
        raise InputError(f"judgement {key} {'is a retraction' if found[0] == 'retract' else 'is retracted already'}")


def _judgement(row: tuple[object, ...]) -> Judgement:
    fields = dict(zip((*_FIELDS, "document"), row, strict=True))
    names = json.decode(str(fields.pop("names")), type=tuple[str, ...])
    parts = json.decode(str(fields.pop("parts")), type=tuple[Part, ...])
    return Judgement(names=names, parts=parts, **fields)  # type: ignore[arg-type]


def _stretch(attribution: Attribution) -> Span | None:
    return (attribution.cue[0][0], attribution.cue[-1][1]) if attribution.cue else None


def _anchored(text: str, span: Span) -> tuple[str, int]:
    return text[span[0] : span[1]], occurrence_of(text, span)


def _start(text: str, judgement: Judgement) -> int | None:
    return start_of(text, judgement.words or "", judgement.occurrence or 0)


def _shares(attribution: Attribution, spans: Spanned | None) -> bool:
    """Whether some of an attribution's content is some of these spans'."""
    own = (spans or {}).get("content", ())
    return any(start < last and first < end for start, end in attribution.content for first, last in own)


def _unmoved(db: Connection, judgement: Judgement, text: str) -> bool:
    """Whether the words, and all parts, stand among the same ones as in the reading of which the judgement was made."""
    (key,) = db.execute("SELECT reading FROM judgements WHERE id = ?", (judgement.id,)).fetchone() or (None,)
    if key is None:
        return True
    own = () if judgement.kind in PAIRS else judgement.parts
    anchors = [(judgement.words or "", judgement.occurrence or 0), *(part[1:] for part in own)]
    return unmoved(_text(db, key), text, anchors)


def _text(db: Connection, reading: int) -> str:
    return str(db.execute("SELECT text FROM readings WHERE id = ?", (reading,)).fetchone()[0])
