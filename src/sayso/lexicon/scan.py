"""Names found in text: where those of a list stand, whatever hyphens, accents or apostrophes the page gives them.

Names and text are folded character by character, so that what is found in the fold stands at the same place in the
text; a fold that would change the length (a left-out apostrophe, the points of an abbreviation) is a further variant
of the name instead.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from sayso.records import Span

Named = TypeVar("Named")
# The forms of names that fold alike, each with what it stands for.
Meanings = list[tuple[str, list[Named]]]

# So many characters on each side of a span are looked at to tell whether a word ends there.
_MARGIN: Final = 4
_LETTER: Final = r"[^\W_]"
_STARTS: Final = re.compile(rf"(?<!{_LETTER})(?<!{_LETTER}')")
_ENDS: Final = re.compile(rf"(?!'?{_LETTER})|'(?:s|d|ll|re|ve)(?!{_LETTER})")
# Not a name by itself: the later letters of a longer abbreviation.
_INITIAL: Final = re.compile(rf"(?<={_LETTER}\.)")

_SILENT: Final = r"[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]+"
# White space that stands for one blank: indented and broken lines, but not an empty line; and what has no width.
_WIDE: Final = re.compile(rf"[-‐‑][^\S\n]*\n[^\S\n]*|[^\S\n]+\n[^\S\n]*|\n[^\S\n]+|[^\S\n]{{2,}}|{_SILENT}")
_MARKS: Final = re.compile(r"[\u0300-\u036f]+")

_PLAIN: Final = (
    dict.fromkeys("'’‘ʼʻʽʾʿ`´′ʹ", "'") | dict.fromkeys("-‐‑–", "-") | dict(zip("øØđĐłŁıðÐ", "oOdDlLidD", strict=True))
)
_LONGER: Final = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"})
_ARTICLE: Final = re.compile(r"\b([AaEe])l(?=-|[ ][A-Z'])")
_POINTED: Final = re.compile(r"\b(?:[A-Z]\.){2,}")
# Most names have nothing of this and are their only form.
_CAREFUL: Final = re.compile(r"[^A-Za-z0-9 ]|[A-Z]{2}|[AaEe]l |  ")
_SHORT: Final = re.compile(r"(?<![\w'])[A-Z]{2,3}(?![\w'])")


class _Plain(dict[int, str]):
    """A table for `str.translate`: letters without accents, one sort of apostrophe, hyphen and blank."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = plain = _PLAIN.get(character) or _bare(character)
        return plain


class _Folded(dict[int, str]):
    """The same in lower case, hyphens as blanks."""

    def __missing__(self, code: int) -> str:
        plain = _plain[code]
        small = " " if plain == "-" else plain.lower()
        self[code] = folded = small if len(small) == 1 else plain
        return folded


def _bare(character: str) -> str:
    if character.isspace():
        return " "
    apart = unicodedata.normalize("NFD", character)
    return apart[0] if all(map(unicodedata.combining, apart[1:])) else character


_plain: Final = _Plain()
_folded: Final = _Folded()


def folded(name: str) -> str:
    """What a name is known by: names that fold alike are the same words."""
    if not _CAREFUL.search(name):
        return name.lower()
    text = " ".join(name.split()).translate(_plain)
    return _POINTED.sub(_unpointed, text).translate(_folded)


def variants(name: str) -> set[str]:
    """The forms in which a text may give a name, its capitals as given, hyphens as blanks."""
    if not _CAREFUL.search(name):
        return {name}
    text = " ".join(name.split()).translate(_plain)
    text = _ARTICLE.sub(lambda found: found[1].lower() + "l", text)
    forms = {text, _POINTED.sub(_unpointed, text)}
    if "'" in text:
        forms |= {form.replace("'", "") for form in forms}
    if "l-" in text:
        forms |= {_swapped(form) for form in forms}
    if not text.isascii():
        forms |= {form.translate(_LONGER) for form in forms}
    forms |= {_SHORT.sub(lambda found: ".".join(found[0]) + ".", form) for form in forms}
    return {form.replace("-", " ") for form in forms}


def _unpointed(found: re.Match[str]) -> str:
    return found[0].replace(".", "")


def _swapped(name: str) -> str:
    """The article the other way: *el-Sisi*, *al-Sisi*."""
    return _ARTICLE.sub(lambda found: ("e" if found[1] == "a" else "a") + "l", name)


def fits(name: str, seen: str) -> bool:
    """Whether words of a text, as many characters as the name, have the capitals that the name asks for.

    Capitals of the name must be capitals; small letters may be capitals where a word begins or where all are.
    """
    if name == seen:
        return True
    shouted = seen.isupper()
    starts = [True, *(not letter.isalnum() for letter in name)]
    return all(
        saw.isupper() if letter.isupper() else shouted or start or not saw.isupper()
        for letter, saw, start in zip(name, seen, starts, strict=False)
    )


def keys(name: str) -> set[str]:
    """What a text may hold, folded, where the name stands in it."""
    return {_key(form) for form in variants(name)}


def keyed(names: Iterable[tuple[str, Named]]) -> dict[str, Meanings[Named]]:
    """Names and what each stands for, several maybe for the same, by what a text may hold of them."""
    by_name: dict[str, list[Named]] = {}
    for name, meant in names:
        by_name.setdefault(name, []).append(meant)
    found: dict[str, Meanings[Named]] = {}
    for name, meanings in by_name.items():
        for form in sorted(variants(name)):
            found.setdefault(_key(form), []).append((form, meanings))
    return found


class Scanner(Generic[Named]):
    """Finds names in texts. `names` are as `keyed` gives them.

    `further` are scanners for names that all have a word in them, as `keys` gives it, and are asked for when a text has
    that word.
    """

    def __init__(
        self,
        names: Mapping[str, Meanings[Named]],
        further: Mapping[str, Sequence[Callable[[], "Scanner[Named]"]]] = MappingProxyType({}),
    ) -> None:
        self._names, self._further = names, further

    @cached_property
    def _keys(self) -> list[str]:
        return [*self._names, *(word for word in self._further if word not in self._names)]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._keys)

    def find(self, text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, list[Named]]]:
        """The names that stand within one of the spans each, in order; of those that overlap, the first and longest."""
        for span in spans:
            yield from self._find(text, span)

    def exact(self, words: str) -> list[Named]:
        """What these words, all of them, are a name of."""
        shown, _ = _narrowed(words.strip(), 0)
        whole = (0, len(shown))
        return [
            one
            for *place, names in self._held(shown.translate(_folded))
            if tuple(place) == whole
            for one in _meant(names, shown)
        ]

    def _held(self, fold: str) -> list[tuple[int, int, Meanings[Named]]]:
        """All names that the fold of a text holds, be it within words, with their start and end."""
        found = [
            (start, end, self._keys[key]) for key, start, end in self._automaton.find_matches_as_indexes(fold, True)
        ]
        held = [(start, end, self._names[key]) for start, end, key in found if key in self._names]
        words = dict.fromkeys(key for *_, key in found if key in self._further)
        more = dict.fromkeys(later for word in words for later in self._further[word])
        return held + [one for later in more for one in later()._held(fold)]

    def _find(self, text: str, span: Span) -> Iterator[tuple[Span, list[Named]]]:
        first = max(0, span[0] - _MARGIN)
        shown, places = _narrowed(text[first : span[1] + _MARGIN], first)
        fold = shown.translate(_folded)
        held: dict[tuple[int, int], Meanings[Named]] = {}
        for start, end, names in self._held(fold):
            if _parted(fold, start, end):
                held[start, -end] = [*held.get((start, -end), ()), *names]
        last = 0
        for (start, end), names in sorted(held.items(), key=itemgetter(0)):
            words = places[start], _marked(text, places[-end - 1] + 1)
            if start < last or words[0] < span[0] or words[1] > span[1]:
                continue
            if meant := _meant(names, shown[start:-end]):
                last = -end
                yield words, meant


def _key(form: str) -> str:
    return form.lower() if form.isascii() else form.translate(_folded)


def _meant(names: Meanings[Named], seen: str) -> list[Named]:
    """What the words seen stand for. Capitals mean an abbreviation first, and only then a name in capitals."""
    fitting = [(form, meanings) for form, meanings in names if fits(form, seen)]
    exact = [one for one in fitting if one[0] == seen] if seen.isupper() else []
    return [meant for _, meanings in exact or fitting for meant in meanings]


def _parted(fold: str, start: int, end: int) -> bool:
    """Whether no word goes on at either end."""
    if not (_STARTS.match(fold, start) and _ENDS.match(fold, end)):
        return False
    return fold[start + 1 : start + 2] != "." or not _INITIAL.match(fold, start)


def _narrowed(text: str, first: int) -> tuple[str, Sequence[int]]:
    """A text with single blanks and without what has no width, and where each of its characters stands; `first` is
    where its first does."""
    if not _WIDE.search(text):
        return text, range(first, first + len(text))
    drop = {i for wide in _WIDE.finditer(text) for i in range(wide.start() + (not _silent(wide[0])), wide.end())}
    kept = [i for i in range(len(text)) if i not in drop]
    return "".join(text[i] for i in kept), [first + i for i in kept]


def _silent(wide: str) -> bool:
    return re.fullmatch(_SILENT, wide) is not None


def _marked(text: str, end: int) -> int:
    """The end of a name with the accents that follow its last letter."""
    marks = _MARKS.match(text, end)
    return marks.end() if marks else end
