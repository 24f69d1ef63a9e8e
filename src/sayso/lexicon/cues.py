"""Cues and the acts that they say: `cues.yaml` read into records, looked up by lemma, met in running words."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeVar, get_args

from msgspec import Struct

from sayso.errors import InputError
from sayso.lexicon.compiled import stored
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.rows import read_entries
from sayso.records import Act

PartOfSpeech = Literal["verb", "noun", "adjective", "preposition", "adverb", "phrase"]
SubjectKind = Literal["person", "organisation", "document"]
Voice = Literal["active", "passive"]

T = TypeVar("T", bound=str)

PACKAGED: Final = Path(__file__).with_name("cues.yaml")
REACH: Final = 4  # how many words may stand between two words of a cue: *threw all of his weight behind*


class Case(Struct, frozen=True, kw_only=True):
    """Tests on the setting of a cue and the act that it says where all of them hold. Empty and None test nothing."""

    act: Act
    object: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    preposition: tuple[str, ...] = ()
    subject_is: tuple[SubjectKind, ...] = ()
    voice: Voice | None = None
    negated: bool | None = None


class Cue(Struct, frozen=True, kw_only=True):
    """A cue: its words, the head's lemma first. `acts` is what it may say where no case decides, never empty, the
    first by default. `negates`: it says that something is not said, or not done."""

    words: tuple[str, ...]
    pos: PartOfSpeech
    acts: tuple[Act, ...]
    cases: tuple[Case, ...] = ()
    negates: bool = False


class Setting(Struct, frozen=True, kw_only=True):
    """What stands around a cue, as far as it is known. `object`: lemmas that the head of what follows may have.
    `complement`: the word right after the cue and the first of the content, with *ing* for a gerund and *question*
    where the content ends with a question mark. `preposition`: the five words after the cue. All in lower case."""

    object: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    preposition: frozenset[str] = frozenset()
    subject_is: SubjectKind | None = None
    voice: Voice | None = None
    negated: bool = False


class Cues(Struct, frozen=True):
    """All cues under their head's lemma, those of more words first."""

    by_head: Mapping[str, tuple[Cue, ...]]


class Met(Struct, frozen=True):
    """A cue met in words: `at` are the positions of its own, ascending."""

    cue: Cue
    at: tuple[int, ...]


class _Case(Struct, frozen=True, forbid_unknown_fields=True):
    act: Act
    object: str | list[str] = []
    complement: str | list[str] = []
    preposition: str | list[str] = []
    subject_is: SubjectKind | list[SubjectKind] = []
    voice: Voice | None = None
    negated: bool | None = None


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    cue: str
    pos: PartOfSpeech
    act: Act | None = None
    acts: list[Act] = []
    when: list[_Case] = []
    negates: bool = False


@cache
def packaged_cues() -> Cues:
    """The cues that come with the program, read once."""
    return stored(PACKAGED, Cues) or read_cues(PACKAGED)


def read_cues(path: Path) -> Cues:
    """The cues of a file of the format that the head of `cues.yaml` describes.

    Raises InputError, naming file, line and reason: an unknown act, part of speech or test, a cue that stands twice.
    """
    placed: dict[tuple[tuple[str, ...], PartOfSpeech], str] = {}
    read: list[Cue] = []
    for where, entry in read_entries(path, _Entry):
        cue = _cue(where, entry)
        if earlier := placed.get((cue.words, cue.pos)):
            raise InputError(f"{where}: {entry.cue} ({entry.pos}) stands already at {earlier}")
        placed[cue.words, cue.pos] = where
        read.append(cue)
    return Cues(_by_head(read))


def of_lemma(cues: Cues, lemma: str, pos: PartOfSpeech | None = None) -> tuple[Cue, ...]:
    """The cues of one word that are this lemma."""
    return tuple(cue for cue in cues.by_head.get(lemma, ()) if len(cue.words) == 1 and pos in (None, cue.pos))


def met_at(cues: Cues, words: Sequence[str], at: int = 0) -> tuple[Met, ...]:
    """The cues whose head stands at a position of running words, in any form; longest first.

    Those of one length stand with the likelier lemma first and then in the order verb, noun, adjective and so on.
    """
    found = [
        Met(cue, positions)
        for lemma in candidates(words[at])
        for cue in cues.by_head.get(lemma, ())
        if (positions := _positions(cue.words, words, at)) is not None
    ]
    return tuple(sorted(found, key=lambda met: -len(met.at)))


def acts_in(cue: Cue, setting: Setting) -> tuple[Act, ...]:
    """What a cue may say in its setting, the first by default; only one where a case decides."""
    return next(((case.act,) for case in cue.cases if _holds(case, setting)), cue.acts)


def _holds(case: Case, setting: Setting) -> bool:
    return (
        (not case.object or not setting.object.isdisjoint(case.object))
        and (not case.complement or not setting.complement.isdisjoint(case.complement))
        and (not case.preposition or not setting.preposition.isdisjoint(case.preposition))
        and (not case.subject_is or setting.subject_is in case.subject_is)
        and case.voice in (None, setting.voice)
        and case.negated in (None, setting.negated)
    )


def _positions(cue: tuple[str, ...], words: Sequence[str], at: int) -> tuple[int, ...] | None:
    """Where the words of a cue stand, its head at the given position; None where one is out of reach."""
    positions = [at]
    for part in cue[1:]:
        after = positions[-1] + 1
        near = range(after, min(after + REACH + 1, len(words)))
        found = next((i for i in near if part in candidates(words[i])), None)
        if found is None:
            return None
        positions.append(found)
    return tuple(positions)


def _by_head(cues: Iterable[Cue]) -> dict[str, tuple[Cue, ...]]:
    order = get_args(PartOfSpeech)
    heads: dict[str, list[Cue]] = {}
    for cue in cues:
        heads.setdefault(cue.words[0], []).append(cue)
    return {
        head: tuple(sorted(same, key=lambda c: (-len(c.words), order.index(c.pos)))) for head, same in heads.items()
    }


def _cue(where: str, entry: _Entry) -> Cue:
    """Raises InputError for what the record's types do not forbid."""
    if (entry.act is None) == (not entry.acts):
        raise InputError(f"{where}: {entry.cue}: either act or acts is needed, and not both")
    if not entry.cue.strip() or entry.cue != entry.cue.lower():
        raise InputError(f"{where}: {entry.cue!r}: a cue is written in lower case and has at least one word")
    return Cue(
        words=tuple(entry.cue.split()),
        pos=entry.pos,
        acts=(entry.act,) if entry.act else tuple(entry.acts),
        cases=tuple(_case(where, entry.cue, case) for case in entry.when),
        negates=entry.negates,
    )


def _case(where: str, cue: str, case: _Case) -> Case:
    tests = Case(
        act=case.act,
        object=_listed(case.object),
        complement=_listed(case.complement),
        preposition=_listed(case.preposition),
        subject_is=_listed(case.subject_is),
        voice=case.voice,
        negated=case.negated,
    )
    if tests == Case(act=case.act):
        raise InputError(f"{where}: {cue}: a case of when has no test: it would always hold")
    return tests


def _listed(one_or_more: T | list[T]) -> tuple[T, ...]:
    return tuple(one_or_more) if isinstance(one_or_more, list) else (one_or_more,)
