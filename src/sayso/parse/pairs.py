"""What is told of two mentions, an anaphor and one before it, to decide whether they name the same.

Made alike for training and for reading. All arrays are banded: row i holds the `BAND` mentions before mention i, the
nearest first.
"""

import re
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.records import Span

BAND = 80  # mentions before an anaphor that are looked at
FORMS = ("name", "nominal", "pronoun")
KINDS = ("person", "organization", "place", "other")
SENTENCES = (0, 1, 2, 3, 5, 9)  # least distance of each class
MENTIONS = (1, 2, 3, 6, 11, 21)

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FIRST = _set("i me my mine myself we us our ours ourselves")
_SECOND = _set("you your yours yourself yourselves")
_PLURAL = _set("we us our ours ourselves they them their theirs themselves these those both")
_SINGULAR = _set("i me my mine he him his himself she her hers herself it its itself this that one")
_FEMALE = _set("she her hers herself")
_MALE = _set("he him his himself")
_THING = _set("it its itself this that which")
_THEY = _set("they them their theirs themselves")
_FEMALE_WORDS = _set(
    "woman women girl lady mother wife daughter sister queen princess mrs ms miss spokeswoman chairwoman actress "
    "congresswoman businesswoman grandmother aunt widow duchess baroness madam nun"
)
_MALE_WORDS = _set(
    "man men boy gentleman father husband son brother king prince mr sir lord spokesman chairman actor congressman "
    "businessman grandfather uncle widower duke baron monk policeman emperor"
)
_DEFINITE = _set("the this that these those")
_INDEFINITE = _set("a an some any no another several many most few every each")
_EMPTY = _set("the a an of and 's ’s in on for to at by with from this that these those his her its their")
_WORD = re.compile(r"['’]?\w+")


class Item(Struct, frozen=True):
    """A mention as pairs are told of it: its span and head, kind and form, the number of its sentence, whether it is a
    subject, whether it stands in quotation marks."""

    span: Span
    head: Span
    kind: str
    form: str
    sentence: int
    subject: bool
    quoted: bool


class _Columns(Struct, frozen=True):
    """One value a mention."""

    form: Ints
    kind: Ints
    sentence: Ints
    start: Ints
    end: Ints
    head: Ints
    whole: Ints
    last: Ints
    gender: Ints
    number: Ints
    person: Ints
    definite: Ints
    pronoun: Ints
    flags: Ints
    words: Floats


def _numbered(values: Sequence[str]) -> Ints:
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(value, len(seen)) for value in values], np.int64)


def _gender(words: Sequence[str], form: str) -> int:
    """1 female, 2 male, 3 a thing, 4 they, 0 not told."""
    if form == "pronoun":
        word = words[0] if words else ""
        return 1 if word in _FEMALE else 2 if word in _MALE else 3 if word in _THING else 4 if word in _THEY else 0
    if any(word in _FEMALE_WORDS for word in words[:3]) or (words and words[-1] in _FEMALE_WORDS):
        return 1
    return 2 if any(word in _MALE_WORDS for word in words[:3]) or (words and words[-1] in _MALE_WORDS) else 0


def _number(words: Sequence[str], head: str, form: str) -> int:
    """1 singular, 2 plural, 0 not told."""
    if form == "pronoun":
        word = words[0] if words else ""
        return 2 if word in _PLURAL else 1 if word in _SINGULAR else 0
    if form == "name":
        return 2 if "and" in words else 1
    plural = (head.endswith("s") and not head.endswith(("ss", "us", "is"))) or head in ("people", "men", "women")
    return 2 if plural or "and" in words else 1


def _columns(items: Sequence[Item], text: str) -> _Columns:
    words = [[w.lower() for w in _WORD.findall(text[slice(*item.span)])] for item in items]
    heads = [text[slice(*item.head)].lower() for item in items]
    content = [[w for w in row if w not in _EMPTY] or row for row in words]
    vocabulary: dict[str, int] = {}
    for row in content:
        for word in row:
            vocabulary.setdefault(word, len(vocabulary))
    sets = np.zeros((len(items), max(len(vocabulary), 1)), np.float32)
    for i, row in enumerate(content):
        sets[i, [vocabulary[word] for word in row]] = 1
    firsts = [row[0] if row else "" for row in words]
    return _Columns(
        form=np.array([FORMS.index(item.form) for item in items], np.int64),
        kind=np.array([KINDS.index(item.kind) for item in items], np.int64),
        sentence=np.array([item.sentence for item in items], np.int64),
        start=np.array([item.span[0] for item in items], np.int64),
        end=np.array([item.span[1] for item in items], np.int64),
        head=_numbered(heads),
        whole=_numbered([" ".join(row) for row in content]),
        last=_numbered([row[-1] if row else "" for row in content]),
        gender=np.array([_gender(w, item.form) for w, item in zip(words, items, strict=True)], np.int64),
        number=np.array([_number(w, h, item.form) for w, h, item in zip(words, heads, items, strict=True)], np.int64),
        person=np.array([1 if f in _FIRST else 2 if f in _SECOND else 3 for f in firsts], np.int64),
        definite=np.array([1 if f in _DEFINITE else 2 if f in _INDEFINITE else 0 for f in firsts], np.int64),
        pronoun=_numbered([f if item.form == "pronoun" else "" for f, item in zip(firsts, items, strict=True)]),
        flags=np.array([item.subject + 2 * item.quoted for item in items], np.int64),
        words=sets,
    )


def band(count: int) -> tuple[Ints, NDArray[np.bool_]]:
    """For each mention the indices [count, BAND] of those before it, the nearest first, and which of them there are."""
    index = np.arange(count)[:, None] - np.arange(1, BAND + 1)[None, :]
    return np.maximum(index, 0), index >= 0


def _class(values: Ints, edges: Sequence[int]) -> Ints:
    return np.searchsorted(np.array(edges), values, side="right") - 1


def pairs(items: Sequence[Item], text: str, rows: Ints | None = None) -> Floats:
    """The features of each mention, or of those of some `rows`, with those before it, [rows, BAND, FEATURES]. `items`
    are in text order."""
    c = _columns(items, text)
    at, there = band(len(items))
    own = np.arange(len(items))
    if rows is not None:
        at, there, own = at[rows], there[rows], rows

    def sides(column: Ints) -> tuple[Ints, Ints]:
        """A column of the anaphors [rows, 1] and of those before them [rows, BAND]."""
        return column[own][:, None], column[at]

    form, form_at = sides(c.form)
    kind, kind_at = sides(c.kind)
    gender, gender_at = sides(c.gender)
    number, number_at = sides(c.number)
    start, start_at = sides(c.start)
    end, end_at = sides(c.end)
    flags, flags_at = sides(c.flags)
    subject, subject_at, quoted, quoted_at = flags & 1 > 0, flags_at & 1 > 0, flags & 2 > 0, flags_at & 2 > 0
    pronoun = form == 2
    sentence = _class(np.maximum(c.sentence[own][:, None] - c.sentence[at], 0), SENTENCES)
    mention = _class(np.maximum(own[:, None] - at, 1), MENTIONS)
    size = c.words.sum(1)
    shared = np.take_along_axis(c.words[own] @ c.words.T, at, 1)
    nominal = ~pronoun & (form_at != 2)
    alike, sexes = gender == gender_at, (gender != 0) & (gender_at != 0)
    same, counted = number == number_at, (number != 0) & (number_at != 0)
    person = (c.person[own][:, None] - 1) * 3 + c.person[at] - 1
    one_kind, of_person = kind == kind_at, kind_at == 0
    he_or_she = pronoun & ((gender == 1) | (gender == 2))
    told = [
        nominal & np.equal(*sides(c.head)),
        nominal & np.equal(*sides(c.whole)),
        nominal & np.equal(*sides(c.last)),
        nominal & (shared == size[own][:, None]),
        nominal & (shared == size[at]),
        nominal & (shared > 0),
        np.equal(*sides(c.pronoun)) & pronoun & (form_at == 2),
        one_kind,
        ~one_kind & (kind != 3) & (kind_at != 3),
        sexes & alike,
        sexes & ~alike,
        counted & same,
        counted & ~same,
        he_or_she & of_person,
        he_or_she & ~of_person,
        pronoun & (gender == 3) & of_person,
        pronoun & (gender == 4) & (number_at == 2),
        (start >= start_at) & (end <= end_at),
        (start <= start_at) & (end >= end_at),
        subject & subject_at,
        subject_at & ~subject,
        quoted & quoted_at,
        quoted & ~quoted_at,
        ~quoted & quoted_at,
        (start - end_at <= 2) & (start >= end_at),
    ]
    classes = (
        (form * 3 + form_at, 9),
        (sentence + len(SENTENCES) * pronoun, 2 * len(SENTENCES)),
        (mention, len(MENTIONS)),
        (np.broadcast_to(c.definite[own][:, None], at.shape), 3),
        (c.definite[at], 3),
        (kind_at, 4),
        (person, 9),
    )
    out = np.zeros((*at.shape, FEATURES), np.float32)
    flat, every, first = out.reshape(-1, FEATURES), np.arange(at.size), 0
    for values, size in classes:
        flat[every, first + values.ravel()] = 1
        first += size
    for i, values in enumerate(told, start=first):
        out[..., i] = values
    out *= there[..., None]
    return out


FEATURES = 9 + 2 * len(SENTENCES) + len(MENTIONS) + 3 + 3 + 4 + 9 + 25
