"""Lemmas of English verbs and nouns: what a form may be a form of, by the irregular ones' table and spelling rules.

Spelling alone does not tell *hoping* from *hopping* in every word: candidates are given, the likeliest first, and a
list of known lemmas chooses among them.
"""

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import Final

# A lemma and the forms that no rule gives, a line a letter or two.
_IRREGULAR: Final = """
arise arose arisen; awake awoke awoken; be am is are was were been being; bear bore borne born; beat beaten;
become became; befall befell befallen; beget begot begotten; begin began begun; behold beheld; bend bent;
beseech besought; bespeak bespoke bespoken; bid bade bidden; bind bound; bite bit bitten; bleed bled; blow blew blown;
break broke broken; breed bred; bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen;
cling clung; come came; creep crept; deal dealt; dig dug; do did does done; draw drew drawn; dream dreamt;
drink drank drunk; drive drove driven; dwell dwelt; eat ate eaten; fall fell fallen; feed fed; feel felt;
fight fought; find found; flee fled; fling flung; fly flew flown; forbid forbade forbad forbidden; foresee foresaw
foreseen; foreknow foreknew foreknown; foretell foretold; forget forgot forgotten; forgive forgave forgiven;
forgo forwent forgone; forsake forsook forsaken; forswear forswore forsworn; freeze froze frozen; get got gotten;
gainsay gainsaid; give gave given; go went gone goes; grind ground; grow grew grown; hang hung; have has had having;
hear heard; hide hid hidden; hold held; keep kept; kneel knelt; know knew known; lay laid; lead led; lean leant;
leap leapt; learn learnt; leave left; lend lent; lie lay lain; light lit; lose lost; make made; mean meant;
meet met; mislead misled; misread; misspeak misspoke misspoken; mistake mistook mistaken; misunderstand misunderstood;
offset; overhear overheard; override overrode overridden; oversee oversaw overseen; overstate; overtake overtook
overtaken; overthrow overthrew overthrown; partake partook partaken; pay paid; plead pled; prove proven; repay repaid;
retell retold; rewrite rewrote rewritten; ride rode ridden; ring rang rung; rise rose risen; run ran; say said;
see saw seen; seek sought; sell sold; send sent; shake shook shaken; shoot shot; show shown; shrink shrank shrunk;
sing sang sung; sink sank sunk; sit sat; slay slew slain; sleep slept; slide slid; sling slung; smell smelt;
sneak snuck; speak spoke spoken; speed sped; spell spelt; spend spent; spin spun; spit spat; spring sprang sprung;
stand stood; steal stole stolen; stick stuck; sting stung; stink stank stunk; strike struck stricken; strive strove
striven; swear swore sworn; sweep swept; swell swollen; swim swam swum; swing swung; take took taken; teach taught;
tear tore torn; tell told; think thought; throw threw thrown; undergo underwent undergone; understand understood;
undertake undertook undertaken; undo undid undone; uphold upheld; wake woke woken; wear wore worn; weave wove woven;
weep wept; win won; wind wound; withdraw withdrew withdrawn; withhold withheld; withstand withstood; wring wrung;
write wrote written; retake retook retaken; overrun overran; rebuild rebuilt; child children; crisis crises; man men;
foot feet; tooth teeth; woman women; person people;
spokesman spokesmen; spokeswoman spokeswomen; spokesperson spokespeople; congressman congressmen; gunman gunmen;
militiaman militiamen; policeman policemen; criterion criteria; medium media; phenomenon phenomena
"""


def _inverted(table: str) -> dict[str, tuple[str, ...]]:
    """Each irregular form and its lemmas, in the order of the table: *lay* is a form of *lie*, *bound* of *bind*."""
    lemmas: dict[str, tuple[str, ...]] = {}
    for entry in table.split(";"):
        lemma, *forms = entry.split()
        for form in forms:
            lemmas[form] = (*lemmas.get(form, ()), lemma)
    return lemmas


IRREGULAR: Final = _inverted(_IRREGULAR)
_VOWEL: Final = re.compile(r"[aeiouy]")
_DOUBLED: Final = re.compile(r"([b-df-hj-np-tvz])\1$")
_SHORT: Final = re.compile(r"[^aeiou]*[aeiouy][^aeiouwxy]$")  # *hop*: its forms are doubled, so *hoping* is of *hope*
_HISSING: Final = ("ss", "sh", "ch", "x", "z", "o")


@lru_cache(maxsize=50_000)
def candidates(form: str) -> tuple[str, ...]:
    """What a word may be a form of, in lower case, likeliest first; always with the word itself, and never empty.

    The word itself goes first only where no rule reads it as a form of another.
    """
    word = form.lower().replace("’", "'")
    found = [*IRREGULAR.get(word, ()), *_by_rule(word), word]
    return tuple(dict.fromkeys(found))


def lemma(form: str, known: Container[str]) -> str:
    """The likeliest candidate that is known; the word itself, in lower case, where none is."""
    return next((candidate for candidate in candidates(form) if candidate in known), form.lower())


def _by_rule(word: str) -> Iterator[str]:
    if word.endswith("ing"):
        return _of_stem(word[:-3], ("ie",) if word.endswith("ying") else ())
    if word.endswith("ied"):
        return iter((word[:-3] + "y", word[:-1]))
    if word.endswith("ed"):
        return _of_stem(word[:-2], ())
    if word.endswith("s") and not word.endswith("ss"):
        return _of_s(word)
    return iter(())


def _of_stem(stem: str, for_y: tuple[str, ...]) -> Iterator[str]:
    """What *stem* + *ed* or *ing* may come from: *hop* → *hope*; *barr* → *bar*; *panick* → *panic*; *ly* → *lie*."""
    if len(stem) < 2 or not _VOWEL.search(stem):
        return
    if _SHORT.match(stem):
        yield from (stem + "e", stem)
    else:
        yield from (stem, stem + "e")
    if _DOUBLED.search(stem):
        yield stem[:-1]
    if stem.endswith("ck"):
        yield stem[:-1]
    yield from (stem[:-1] + ending for ending in for_y)


def _of_s(word: str) -> Iterator[str]:
    """What a form in *s* may come from: *denies* → *deny*; *dies* → *die*; *quizzes* → *quiz*; *theses* → *thesis*."""
    if word.endswith("ies"):
        yield from (word[:-3] + "y", word[:-1])
    elif word.endswith("es"):
        stem = word[:-2]
        yield from (stem, word[:-1]) if stem.endswith(_HISSING) else (word[:-1], stem)
        if stem.endswith(("zz", "ss")):
            yield stem[:-1]
        if stem.endswith("s"):
            yield stem + "is"
    elif len(word) > 3:
        yield word[:-1]
