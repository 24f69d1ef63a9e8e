"""Sentences in other words: what an editor does to a copied text, from a comma's worth to most of it.

Natural edits come first (synonyms, passive for active, clauses dropped or moved, the reporting verb before or behind,
other figures); where they do not go far enough, words give way to others of no meaning in particular: what is measured
is how much of the wording remains. What stands in quotation marks is left alone as long as there is anything else.
"""

import random
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import Final

WORD: Final = re.compile(r"\w+(?:['’.-]\w+)*")
_QUOTED: Final = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")

Edit = Callable[[str, random.Random], str | None]
"""The sentence after one edit; None where there is nothing to do."""

# Each line holds words that may stand for one another.
_ALIKE: Final = """
said|stated|declared
killed|slain
wounded|injured|hurt
attack|assault|strike
attacks|assaults|strikes
troops|soldiers|forces
fighters|gunmen
officials|authorities
official|functionary
government|cabinet
police|officers
reporters|journalists
spokesman|representative
spokeswoman|representative
statement|communiqué
about|roughly|some
nearly|almost|close to
more than|over|upwards of
at least|no fewer than|not less than
after|following
before|ahead of
because of|owing to|due to
because|since|as
but|yet|however
although|though|even if
while|whereas
also|too|as well
began|started|commenced
ended|finished|came to an end
continued|went on
called for|urged|demanded
called|named|termed
criticized|faulted|attacked
accused|charged
announced|made known|made public
agreed|consented
refused|declined
rejected|turned down
asked|requested
told|informed
according to|in the words of
leader|head|chief
leaders|heads|chiefs
meeting|session|gathering
talks|negotiations
vote|ballot
plan|scheme|proposal
plans|schemes|proposals
decision|ruling|choice
report|account
people|persons
children|youngsters
women|females
men|males
house|home
houses|homes
town|community
city|municipality
country|nation|state
border|frontier
large|big|sizeable
small|minor|little
important|significant|weighty
new|fresh|recent
last|past|previous
next|coming|following
first|initial|earliest
several|a number of|various
many|numerous|a great many
few|hardly any
show|indicate|reveal
shows|indicates|reveals
showed|indicated|revealed
help|assist|aid
helped|assisted|aided
try|attempt|seek
trying|attempting|seeking
tried|attempted|sought
want|wish|would like
wants|wishes|would like
wanted|wished|hoped
need|require
needs|requires
needed|required
use|employ|make use of
used|employed|made use of
get|obtain|receive
got|obtained|received
give|provide|grant
gave|provided|granted
take|seize
took|seized
make|create|produce
made|created|produced
left|abandoned|quit
found|discovered|came upon
held|kept
expected|thought likely
likely|probable
early|initial
late|belated
quickly|swiftly|fast
often|frequently|many times
only|just|merely
around|about
across|throughout
against|in opposition to
between|among
during|in the course of
under|beneath
within|inside
without|lacking
would|was to
could|was able to
must|has to
may|might
should|ought to
such as|like|for instance
as well as|and also
in order to|so as to
despite|in spite of
including|among them
president|head of state
minister|cabinet member
lawmakers|legislators|deputies
money|funds|means
law|act|statute
rules|regulations|provisions
year|twelve months
month|four weeks
week|seven days
day|date
war|conflict|fighting
peace|calm
weapons|arms
bombs|explosives
shells|rounds
fire|blaze
blast|explosion
water|supplies
river|stream
bridge|crossing
"""

# Words that stand in where nothing better is left, by nothing but their ending.
_STAND_INS: Final = {
    "s": "matters terms parts grounds hands means sides steps turns points lines cases rows shares views",
    "ed": "noted handled carried placed weighed raised passed cleared marked joined settled traced pressed",
    "ing": "noting handling carrying placing weighing raising passing clearing marking joining settling",
    "ly": "plainly broadly duly partly chiefly openly firmly merely solely rightly newly jointly",
    "": "matter term part ground hand side step turn point line case share view wider other main plain due",
}

_ASIDES: Final = (
    "as was learned", "it was reported", "by all accounts", "as has been noted", "on the same day", "for its part",
    "as before", "in this matter", "once more", "at that point", "so far as is known", "in the meantime",
)  # fmt: skip

# Verbs whose past tense and participle are one word, so that active and passive can be had from one another.
_VERBS: Final = (
    "killed|wounded|injured|attacked|seized|captured|arrested|detained|destroyed|damaged|closed|opened|blocked|ordered"
    "|approved|passed|rejected|signed|announced|criticized|condemned|accused|praised|denied|confirmed|released|led"
    "|published|invited|elected|defeated|appointed|named|called|told|asked|shot|hit|met|brought|held|found|made"
)
_PASSIVE: Final = re.compile(
    rf"^(?P<what>[A-Z][^,;:“”\"]{{1,60}}?) (?:was|were) (?P<verb>{_VERBS}) "
    r"by (?P<who>[^,;:“”\".]{2,50}?)(?P<rest>[.,])"
)
_ACTIVE: Final = re.compile(
    rf"^(?P<who>(?:The |A )?[A-Z]?[\w ]{{2,40}}?) (?P<verb>{_VERBS}) "
    r"(?P<what>(?:the|a|an|his|her|its) [\w-]+(?: [\w-]+)?)(?P<rest>[.,]| (?:on|in|at|after|for) )"
)
_DROPPED: Final = (
    re.compile(r" \([^()]{2,80}\)"),
    re.compile(r", (?:who|which|where|whose) [^,“”\"]{5,120},"),
    re.compile(r", (?:a|an|the) [^,“”\"]{5,80},(?= )"),
    re.compile(
        r",? (?:on|last|this|late|early) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|night|evening))?"
    ),
    re.compile(r", (?:after|before|while|although|because|as) [^,“”\"]{8,120}(?=\.$)"),
    re.compile(r" (?:already|also|still|now|very|quite|recently|later|just)(?= \w)"),
    re.compile(r"(?<=\w) that(?= (?:the|he|she|they|it|his|her)\b)"),
)  # fmt: skip
_LEADING: Final = re.compile(
    r"^(?P<first>(?:On|In|At|After|Before|During|By|Since|With|Despite|For|As|While|Under|When) [^,“”\"]{3,90}), "
    r"(?P<rest>[^“”\"]+)(?P<stop>\.)$"
)
_TRAILING: Final = re.compile(
    r"^(?P<rest>[A-Z][^“”\"]{15,}) (?P<last>(?:on|in|during|after|before|since|despite) [^,“”\"]{3,60})(?P<stop>\.)$"
)
_SAID_BEFORE: Final = re.compile(
    r"^(?P<who>[A-Z][^,“”\"]{2,50}) (?:said|told reporters|added)(?: that)? (?P<what>[^“”\"]{15,})(?P<stop>\.)$"
)
_SAID_BEHIND: Final = re.compile(
    r"^(?P<quote>“[^”]+|\"[^\"]+),(?P<mark>[”\"]) (?P<who>[^“”\"]{2,60}) (?:said|added|wrote)\.$"
)
_NUMBERS: Final = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
_FIGURE: Final = re.compile(rf"(?<![\w.,$])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?![\w%]|[.,]\d)|\b(?:{_NUMBERS})\b")


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return [word.lower() for word in WORD.findall(text)]


def changed(one: str, other: str) -> float:
    """The share of words that do not stand in both texts in the same order, of those of the longer; 0 to 1."""
    first, second = words(one), words(other)
    kept = sum(block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks())
    longer = max(len(first), len(second))
    return (longer - kept) / max(longer, 1)


def unquoted(text: str) -> str:
    """What stands outside of quotation marks."""
    return _QUOTED.sub(" ", text)


def reworded(sentence: str, share: float, dice: random.Random) -> str:
    """The sentence with about this share of its words changed, less where it is short or all quotation."""
    now, change = sentence, 0.0
    for edit in _course(share, dice):
        if change >= share:
            break
        after = edit(now, dice)
        if after is not None and after != now and (further := changed(sentence, after)) <= share + 0.1:
            now, change = after, further
    return now


def refigured(sentence: str, dice: random.Random) -> str:
    """The sentence with every figure another one; years and dates too, for an editor's slip knows no difference."""
    return _FIGURE.sub(lambda found: _another(found[0], dice), sentence)


def _another(figure: str, dice: random.Random) -> str:
    if figure in _NUMBERS.split("|"):
        return dice.choice([word for word in _NUMBERS.split("|") if word != figure])
    value = int(figure.replace(",", ""))
    return f"{value + dice.randint(1, max(1, value // 5)):{',' if ',' in figure else ''}}"


def _course(share: float, dice: random.Random) -> Iterator[Edit]:
    """Edits in the order in which they are tried: larger ones where much is to change, then word by word."""
    large: list[Edit] = [_voice, _moved, _dropped, _turned, _dropped]
    dice.shuffle(large)
    yield from large[: 1 + round(share * 8)]
    for _ in range(12):
        yield _synonym
    yield _aside
    yield refigured
    for _ in range(40):
        yield _stand_in
    for _ in range(40):
        yield _stand_in_anywhere


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _ALIKE.split("\n"):
        alike = line.split("|")
        for phrase in alike:
            found[phrase] = found.get(phrase, ()) + tuple(other for other in alike if other != phrase)
    return {phrase: others for phrase, others in found.items() if phrase and others}


@cache
def _phrases() -> re.Pattern[str]:
    longest = sorted(_synonyms(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)


def _outside(sentence: str, found: Iterator[re.Match[str]]) -> list[re.Match[str]]:
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    return [match for match in found if not any(start < match.end() and match.start() < end for start, end in quoted)]


def _put(sentence: str, place: re.Match[str], phrase: str) -> str:
    """The phrase in the place of what was found, with a capital where that had one."""
    if place[0][:1].isupper():
        phrase = phrase[:1].upper() + phrase[1:]
    return sentence[: place.start()] + phrase + sentence[place.end() :]


def _synonym(sentence: str, dice: random.Random) -> str | None:
    places = _outside(sentence, _phrases().finditer(sentence))
    if not places:
        return None
    place = dice.choice(places)
    return _put(sentence, place, dice.choice(_synonyms()[place[0].lower()]))


def _aside(sentence: str, dice: random.Random) -> str | None:
    places = _outside(sentence, re.finditer(r", (?=[a-z])", sentence))
    if not places or any(aside in sentence for aside in _ASIDES):
        return None
    place = dice.choice(places)
    return f"{sentence[: place.start()]}, {dice.choice(_ASIDES)}, {sentence[place.end() :]}"


def _voice(sentence: str, dice: random.Random) -> str | None:
    if found := _PASSIVE.match(sentence):
        who, what = _capital(found["who"]), _small(found["what"])
        return f"{who} {found['verb']} {what}{found['rest']}{sentence[found.end() :]}"
    if found := _ACTIVE.match(sentence):
        who, what = _small(found["who"]), _capital(found["what"])
        return f"{what} was {found['verb']} by {who}{found['rest']}{sentence[found.end() :]}"
    return None


def _moved(sentence: str, dice: random.Random) -> str | None:
    if found := _LEADING.match(sentence):
        return f"{_capital(found['rest'])} {_small(found['first'])}{found['stop']}"
    if found := _TRAILING.match(sentence):
        return f"{_capital(found['last'])}, {_small(found['rest'])}{found['stop']}"
    return None


def _dropped(sentence: str, dice: random.Random) -> str | None:
    places = [place for pattern in _DROPPED for place in _outside(sentence, pattern.finditer(sentence))]
    if not places:
        return None
    place = dice.choice(places)
    return sentence[: place.start()] + sentence[place.end() :]


def _turned(sentence: str, dice: random.Random) -> str | None:
    if found := _SAID_BEHIND.match(sentence):
        return f"{_capital(found['who'])} said: {found['quote']}.{found['mark']}"
    if found := _SAID_BEFORE.match(sentence):
        return f"{_capital(found['what'])}, {_small(found['who'])} said{found['stop']}"
    return None


def _stand_in(sentence: str, dice: random.Random) -> str | None:
    places = _outside(sentence, re.finditer(r"\b[a-z]{4,}\b", sentence))
    return _replaced(sentence, places, dice)


def _stand_in_anywhere(sentence: str, dice: random.Random) -> str | None:
    return _replaced(sentence, list(re.finditer(r"\b[\w’']{2,}\b", sentence)), dice)


def _replaced(sentence: str, places: list[re.Match[str]], dice: random.Random) -> str | None:
    if not places:
        return None
    place = dice.choice(places)
    ending = next(ending for ending in ("ing", "ed", "ly", "s", "") if place[0].endswith(ending))
    return _put(sentence, place, dice.choice(_STAND_INS[ending].split()))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    """Its first word with a small letter, where it is one that has a capital only at the start of a sentence."""
    first = text.split(" ", 1)[0]
    starts = (
        "A An The This These Those His Her Its Their On In At After Before During By Since With Despite For As While"
    )
    return text[:1].lower() + text[1:] if first in f"{starts} Under When It He She They".split() else text
