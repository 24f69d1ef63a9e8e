"""What persons say of readings: appended, retracted by a further judgement, never changed.

A judgement is anchored on a document's hash, the exact words of a cue and which occurrence of them is meant. It takes
effect where a cue of the newest reading stands there, and nowhere else; the reading itself stays as it was read.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, get_args

from msgspec import json
from msgspec.structs import asdict, replace

from sayso.errors import InputError, NotFoundError
from sayso.ledger.loading import newest
from sayso.records import Act, Actor, Attribution, Judgement, Reading, Verdict

Verdicts = Mapping[str, tuple[Judgement, ...]]

OF_ATTRIBUTIONS: Final = ("right", "wrong", "speaker", "act")
AROUND: Final = 40  # characters at each side of the words by which a newer text is known to say the same there

_NEEDED: Final = {
    "right": ("document", "words", "occurrence"),
    "wrong": ("document", "words", "occurrence"),
    "speaker": ("document", "words", "occurrence", "value"),
    "act": ("document", "words", "occurrence", "value"),
    "same": ("value", "other"),
    "not_same": ("value", "other"),
    "retract": ("retracts",),
}
_FIELDS: Final = ("id", "kind", "words", "occurrence", "value", "other", "retracts", "note", "judge", "time", "names")
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
    stretch = _stretch(found)
    if stretch is None or sum(_stretch(each) == stretch for each in reading.attributions) > 1:
        raise InputError(f"attribution {attribution}: its cue is not its own, and cannot anchor a judgement")
    text = reading.document.text
    words = text[stretch[0] : stretch[1]]
    return words, sum(text.startswith(words, start) for start in range(stretch[0]))


def check_judgement(judgement: Judgement) -> None:
    """Raise InputError for a judgement that says nothing, or not enough of what it is about."""
    kind = judgement.kind
    for field in _NEEDED[kind]:
        if getattr(judgement, field) is None:
            raise InputError(f"a judgement {kind!r} needs {field}")
    anchored = [field for field in ("document", "words", "occurrence") if getattr(judgement, field) is not None]
    if anchored and len(anchored) < 3:
        raise InputError(f"a judgement with {', '.join(anchored)} needs document, words and occurrence")
    if judgement.words == "" or (judgement.occurrence or 0) < 0:
        raise InputError("a judgement is anchored on at least one character, and occurrences count from 0")
    _check_value(judgement)
    _check_judge(judgement)


def enter_judgement(db: sqlite3.Connection, judgement: Judgement) -> Judgement:
    """Append a judgement, within a transaction; give it with its id.

    InputError or NotFoundError where the document, its words, the actors or the judgement that it names are not there.
    """
    row = asdict(judgement) | {"id": None, "document": None, "reading": None}
    row["names"] = json.encode(judgement.names).decode()
    if judgement.document is not None:
        row["document"] = document_row(db, judgement.document)
        row["reading"] = newest(db, row["document"])
        if _start(_text(db, row["reading"]), judgement) is None:
            raise InputError(
                f"document {judgement.document[:12]}: {judgement.words!r} does not stand there"
                f" {(judgement.occurrence or 0) + 1} times"
            )
    if judgement.kind in ("same", "not_same"):
        for actor in (judgement.value, judgement.other):
            if not db.execute("SELECT 1 FROM appearances WHERE actor = ? LIMIT 1", (actor,)).fetchone():
                raise NotFoundError(f"actor {actor!r}: no document in the ledger has it")
    if judgement.retracts is not None:
        _check_retracted(db, judgement.retracts)
    columns = ", ".join(row)
    cursor = db.execute(f"INSERT INTO judgements ({columns}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    return replace(judgement, id=int(cursor.lastrowid or 0))


def document_row(db: sqlite3.Connection, sha256: str) -> int:
    """The row of the document with this id; NotFoundError where there is none."""
    found = db.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    if found is None:
        raise NotFoundError(f"document {sha256}: the ledger has none of this id")
    return int(found[0])


def all_judgements(db: sqlite3.Connection) -> tuple[Judgement, ...]:
    """Every judgement in the order in which they came, retracted ones and retractions among them."""
    return tuple(_judgement(row) for row in db.execute(f"{_SELECT} ORDER BY j.id"))


def judgements_of(db: sqlite3.Connection, document: int) -> tuple[Judgement, ...]:
    """The judgements of one document and their retractions."""
    rows = db.execute(
        f"{_SELECT} WHERE j.document = ?1 OR j.retracts IN (SELECT id FROM judgements WHERE document = ?1)"
        " ORDER BY j.id",
        (document,),
    )
    return tuple(_judgement(row) for row in rows)


def retracted(judgements: Iterable[Judgement]) -> frozenset[int]:
    """The ids of those that another one takes back."""
    return frozenset(judgement.retracts for judgement in judgements if judgement.retracts is not None)


def in_force(judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Those that are neither retracted nor retractions."""
    back = retracted(judgements)
    return tuple(each for each in judgements if each.id not in back and each.kind != "retract")


def judged_documents(db: sqlite3.Connection, judgement: Judgement) -> tuple[int, ...]:
    """The row of the document on whose attributions a judgement, or the one that it retracts, takes effect."""
    rows = db.execute(
        "SELECT document FROM judgements WHERE id IN (?, ?) AND document IS NOT NULL",
        (judgement.id, judgement.retracts),
    )
    return tuple(key for (key,) in rows)


def placed(db: sqlite3.Connection, judgement: Judgement, reading: Reading) -> str | None:
    """The attribution of the document's newest reading whose cue stands where the judgement is anchored.

    None where none does, where several share that cue, or where the text around the words has changed since.
    """
    text = reading.document.text
    start = _start(text, judgement)
    if start is None or judgement.document != reading.document.id:
        return None
    stretch = (start, start + len(judgement.words or ""))
    found = [each.id for each in reading.attributions if _stretch(each) == stretch]
    return found[0] if len(found) == 1 and _unmoved(db, judgement, text, stretch) else None


def verdicts(db: sqlite3.Connection, document: int, reading: Reading) -> dict[str, tuple[Judgement, ...]]:
    """The judgements in force on attributions of a document's newest reading, by attribution, oldest first."""
    found: dict[str, tuple[Judgement, ...]] = {}
    for judgement in in_force(judgements_of(db, document)):
        if judgement.kind in OF_ATTRIBUTIONS and (attribution := placed(db, judgement, reading)):
            found[attribution] = (*found.get(attribution, ()), judgement)
    return found


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
        for judgement in sorted(judgements, key=lambda judgement: judgement.id)
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
        "".join([*told, *judgement.names]).encode()
    except UnicodeEncodeError:
        raise InputError("a lone surrogate, which cannot be stored, in a judgement") from None
    except ValueError:
        raise InputError(f"{judgement.time!r} is not a time of ISO 8601") from None


def _check_retracted(db: sqlite3.Connection, key: int) -> None:
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
    return Judgement(names=names, **fields)  # type: ignore[arg-type]


def _stretch(attribution: Attribution) -> tuple[int, int] | None:
    return (attribution.cue[0][0], attribution.cue[-1][1]) if attribution.cue else None


def _start(text: str, judgement: Judgement) -> int | None:
    """Where the words meant begin in a text. Occurrences may overlap."""
    start = -1
    for _ in range((judgement.occurrence or 0) + 1):
        start = text.find(judgement.words or "", start + 1)
        if start < 0:
            return None
    return start


def _unmoved(db: sqlite3.Connection, judgement: Judgement, text: str, stretch: tuple[int, int]) -> bool:
    """Whether the words stand among the same ones as in the reading of which the judgement was made."""
    (key,) = db.execute("SELECT reading FROM judgements WHERE id = ?", (judgement.id,)).fetchone() or (None,)
    if key is None:
        return True
    old = _text(db, key)
    start = _start(old, judgement)
    return start is not None and _around(old, start, len(judgement.words or "")) == _around(
        text, stretch[0], stretch[1] - stretch[0]
    )


def _around(text: str, start: int, size: int) -> tuple[list[str], list[str]]:
    return text[max(0, start - AROUND) : start].split(), text[start + size : start + size + AROUND].split()


def _text(db: sqlite3.Connection, reading: int) -> str:
    return str(db.execute("SELECT text FROM readings WHERE id = ?", (reading,)).fetchone()[0])
