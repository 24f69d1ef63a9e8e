"""Pages taken apart by hand: text with its attributions and mentions marked, and what depends on what.

`[S …]`, `[C …]` and `[T …]` mark attributions as in tests/factories.py; `{russia the Kremlin}` is a mention of the
actor of that id, `{x:person figures}` one of a person, `{? he}` one that stays open. Dependencies are written
`child>head:relation`, blanks between; `Ankara#2` is the second *Ankara* of the text. What is not written down is
guessed: articles and prepositions hang on the noun after them, a noun on the noun right after it, marks on the word
before, the rest on the first verb.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final, get_args

from msgspec import Struct

from sayso.ids import thing_id
from sayso.parse.segment import tokens
from sayso.records import Actor, ActorKind, Attribution, Mention, MentionForm, MentionKind, Parse, Span, Word
from tests.factories import ROLES, Parts, attributions, document, lines

_MARK: Final = re.compile(r"\[([SCT])(\d*)(?:/(\d+))? ?|\]|\{(\S+) |\}")
_CLOSED: Final[Mapping[str, str]] = {
    word: pos
    for pos, words in {
        "DET": "the a an this that these those both some",
        "ADP": "of by from to in on with at for about against before via after through near",
        "CCONJ": "and or but",
        "PRON": "i we he she it they who which its his their her my our many",
        "AUX": "is are was were be been has have had will would did",
        "PART": "'s ’s not",
    }.items()
    for word in words.split()
}
PRONOUNS: Final = frozenset(word for word, pos in _CLOSED.items() if pos == "PRON") - {"many"}
_NOMINAL: Final = ("NOUN", "PROPN")
_CLAUSES: Final = frozenset({"root", "acl", "advcl", "ccomp", "xcomp", "parataxis"})
_OF_VERBS: Final = frozenset({"nsubj", "obj", "iobj", "obl", "advcl", "xcomp", "ccomp"})


class Built(Struct, frozen=True):
    """A page as the extractors of speakers get it. `names` are the attributions by the number in their marks."""

    parse: Parse
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]
    actors: Mapping[str, Actor]


def built(marked: str, arcs: str = "", **cast: str) -> Built:
    """A page from its marked text and its dependencies. `cast` gives the kind of each actor; others are unnamed."""
    text, parts, outers, spans = _unmarked(marked)
    page = document(text)
    mentions: tuple[Mention, ...] = tuple(
        Mention(
            id=thing_id(page.id, "mention", (span,)),
            span=span,
            kind=_mention_kind(name),
            form=_form(text[slice(*span)]),
            actor=None if name in ("?", "place") else name.partition(":")[0],
            score=0.9,
        )
        for span, name in spans
    )
    names = {m.actor: text[slice(*m.span)] for m in reversed(mentions) if m.actor}
    actors = {name: Actor(id=name, name=words, kind=_kind(cast.get(name))) for name, words in names.items()}
    parse = Parse(document=page, sentences=tuple(lines(text)), words=words(text, arcs))
    return Built(parse, tuple(attributions(page, parts, outers)), mentions, actors)


def _mention_kind(name: str) -> MentionKind | None:
    return next((kind for kind in ("place", "person") if kind == name.rpartition(":")[2]), None)


def _kind(given: str | None) -> ActorKind:
    return next((kind for kind in get_args(ActorKind) if kind == given), "unnamed")


def _form(words: str) -> MentionForm:
    if words.lower() in PRONOUNS:
        return "pronoun"
    return "name" if all(word[0].isupper() or word in ("the", "of", "'s") for word in words.split()) else "nominal"


def _unmarked(marked: str) -> tuple[str, dict[str, Parts], dict[str, str], list[tuple[Span, str]]]:
    """The text without its marks, the parts of each attribution, the outer ones, and the mentions in text order."""
    text, last = "", 0
    opened: list[tuple[str, str, int]] = []
    parts: dict[str, Parts] = defaultdict(lambda: defaultdict(list))
    outers: dict[str, str] = {}
    mentions: list[tuple[Span, str]] = []
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((mark[2], ROLES[mark[1]], len(text)))
            outers |= {mark[2]: mark[3]} if mark[3] else {}
        elif mark[4]:
            opened.append((mark[4], "", len(text)))
        else:
            name, role, start = opened.pop()
            if role:
                parts[name][role].append((start, len(text)))
            else:
                mentions.append(((start, len(text)), name))
    ordered = sorted(mentions, key=lambda mention: (mention[0][0], -mention[0][1]))
    return text + marked[last:], dict(sorted(parts.items())), outers, ordered


def words(text: str, arcs: str) -> tuple[Word, ...]:
    """The words of a text, each line a sentence, with the dependencies that are written down and those guessed."""
    spans = [(span, number) for number, line in enumerate(lines(text)) for span in tokens(text, line)]
    forms = [text[slice(*span)] for span, _ in spans]
    given = dict(_arc(forms, arc) for arc in arcs.split())
    pos = [_pos(forms, given, i) for i in range(len(forms))]
    sentence = [number for _, number in spans]
    roots = {number: _root(pos, given, sentence, number) for number in set(sentence)}
    out = []
    for i, (span, number) in enumerate(spans):
        head, relation = given.get(i) or _guess(pos, forms, i, roots[number])
        out.append(Word(span=span, pos=pos[i], head=None if head == i else head, relation=relation, sentence=number))
    return tuple(out)


def _arc(forms: list[str], arc: str) -> tuple[int, tuple[int, str]]:
    child, rest = arc.split(">")
    head, relation = rest.rsplit(":", 1)
    return _at(forms, child), (_at(forms, head), relation)


def _at(forms: list[str], word: str) -> int:
    form, _, number = word.partition("#")
    return [i for i, one in enumerate(forms) if one == form][int(number or 1) - 1]


def _pos(forms: list[str], given: Mapping[int, tuple[int, str]], i: int) -> str:
    form, relation = forms[i], given.get(i, (0, ""))[1]
    if not any(map(str.isalnum, form)) and form not in ("'", "’"):
        return "PUNCT"
    if known := _CLOSED.get(form.lower()):
        return known
    if any(head == i and r in _OF_VERBS for head, r in given.values()) or relation in _CLAUSES:
        return "VERB"
    if relation in ("amod", "nummod"):
        return "ADJ" if relation == "amod" else "NUM"
    return "PROPN" if form[0].isupper() and i else "ADV" if form.endswith("ly") else "NOUN"


def _root(pos: list[str], given: Mapping[int, tuple[int, str]], sentence: list[int], number: int) -> int:
    own = [i for i, one in enumerate(sentence) if one == number]
    verbs = [i for i in own if pos[i] == "VERB"]
    return next((i for i in verbs if i not in given), verbs[0] if verbs else own[0])


def _guess(pos: list[str], forms: list[str], i: int, root: int) -> tuple[int, str]:
    if forms[i] in ("'s", "’s"):
        return i - 1, "case"
    if pos[i] == "PUNCT" and i:
        return i - 1, "punct"
    noun = _next_noun(pos, i + 1)
    if pos[i] in ("DET", "ADP", "CCONJ", "ADJ", "NUM") and noun is not None:
        return noun, {"DET": "det", "ADP": "case", "CCONJ": "cc", "ADJ": "amod", "NUM": "nummod"}[pos[i]]
    if pos[i] in _NOMINAL and i + 1 < len(pos) and pos[i + 1] in _NOMINAL and noun is not None:
        return noun, "compound"
    return root, "root" if i == root else "dep"


def _next_noun(pos: list[str], i: int) -> int | None:
    """The last of the nouns that come next, after nothing but articles, adjectives, numbers and pronouns."""
    while i < len(pos) and pos[i] in ("DET", "ADJ", "NUM", "PRON"):
        i += 1
    last = None
    while i < len(pos) and pos[i] in _NOMINAL:
        last, i = i, i + 1
    return last
