"""Sentences and tokens of a text, as spans of its code points."""

import re
from collections.abc import Sequence
from typing import Final

from sayso.records import Document, Span, Spans

# Marks that `\w` leaves out but that belong to the letter before them: accents, vowel signs, joiners, soft hyphens.
_ACCENTS: Final = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u200c\u200d\u2060"
_SIGNS: Final = (
    "\u00ad\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u0816-\u082d\u08d3-\u0963\u0966-\u0df3\u0e30-\u0e3a"
    "\u0e40-\u0e4e\u0eb0-\u0ece\u0f18-\u0f84\u0f86-\u0fc6\u102b-\u103e\u1056-\u108f\u135d-\u135f\u17b4-\u17d3\u180b-\u180d"
)
_IN_WORD: Final = rf"[\w{_ACCENTS}{_SIGNS}]"
_EMOJI_PARTS: Final = rf"[{_ACCENTS}\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"

# Abbreviations that keep their full stop: before a name, after one, and of months, places and units.
_TITLES: Final = (
    "Mr Mrs Ms Messrs Mx Dr Prof Rev Fr Hon Gov Govs Sen Sens Rep Reps Pres Atty Amb Insp Supt Det Gen Maj Lt Col Sgt "
    "Cpl Pvt Capt Cmdr Cdr Adm Brig Spc Pfc St Ste Mt Ft"
)
_OTHERS: Final = (
    "Jr Sr Inc Corp Co Cos Ltd Bros Dept Assn Univ Ave Blvd Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec "
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Mo Mont Neb Nev Okla Ore Pa Tenn Tex "
    "Va Vt Wash Wis Wyo vs etc al approx est"
)
_ABBREVIATION: Final = "|".join((*_TITLES.split(), *_OTHERS.split()))

_CLITIC: Final = rf"(?i:s|re|ve|ll|d|m)(?!{_IN_WORD})"

_TOKEN: Final = re.compile(
    rf"""
      (?:[^\W\d_]\.){{2,}}                                  # U.S.  a.m.
    | (?:[^\W\d_]\.)+[^\W\d_](?!{_IN_WORD})                 # U.S
    | Ph\.D\.?
    | (?:{_ABBREVIATION})\.(?![.…])                         # Gen.  Jr.
    | Nos?\.(?=\s?\d)                                       # No. 4, but not the answer No.
    | [A-HJ-Z]\.(?=\s[A-Z])                                 # an initial
    | \w{_IN_WORD}*
      (?: ['’](?!{_CLITIC})(?=\w){_IN_WORD}+                # don't, O’Brien
        | (?<=\d)[.,](?=\d){_IN_WORD}+                      # 1,250.75
        | \.(?=[a-z]){_IN_WORD}+                            # example.org
      )*
    | ['’]{_CLITIC}                                         # 's, 're
    | [.…]{{2,}} | -{{2,}}
    | [\U0001f1e6-\U0001f1ff]{{2}}                          # a flag
    | \S{_EMOJI_PARTS}*(?:(?<=\u200d)[^\w\s]{_EMOJI_PARTS}*)*
    """,
    re.VERBOSE,
)

# A stop with the marks that close with it, before white space; or one that needs none: 。 of Chinese, । of Hindi, and a
# full stop after which the space was lost. A run of stops is tried once, not again from each of them.
_CLOSING: Final = r"[\"'”’»›)\]}“]*"
_STOP: Final = re.compile(
    rf"(?<![.!?…؟۔])[.!?…؟۔]++{_CLOSING}+(?=\s)|[。！？｡।॥]+{_CLOSING}|(?<=[a-z]{{3}})[.?!]{_CLOSING}(?=[A-Z][a-z])|\n"
)
_OPENING: Final = re.compile(r"[\s\"'“”‘’«»‹„(\[{–—-]*")
_NUMBERED: Final = re.compile(r"[\W_]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]+$")
_NAME_ABBREVIATION: Final = re.compile(rf"(?:^|.*[^\w.])(?:{'|'.join(_TITLES.split())}|vs|No|Nos|approx|est|al)\.$")
_ABBREVIATED: Final = re.compile(rf"(?:^|.*[^\w.])(?:{_ABBREVIATION}|(?:[^\W\d_]\.)*[^\W\d_]|Ph\.D)\.$")
_INITIAL: Final = re.compile(r"(?:^|.*[^\w.])[^\W\d_]\.$")
_HOUR: Final = re.compile(r"(?:^|\W)[ap]\.m\.$", re.IGNORECASE)
_ZONES: Final = frozenset(
    {"ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "PT", "PST", "PDT", "GMT", "UTC", "BST", "CET", "Eastern", "Pacific"}
    | {"Central", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
)
# Words that begin sentences far more often than they follow an abbreviation inside one.
_STARTER_WORDS: Final = (
    "The A An He She It They We I You This That These Those There His Her Its Their Our My In On At By For From "
    "With As If When While After Before Since Because Although Though But And Or So Yet However Meanwhile What "
    "Who Why How Where Not No Yes One Some Many Most Both All Each Another Such Then Now Here Also According "
    "Asked During Under Over Even Only"
)
_STARTERS: Final = frozenset(_STARTER_WORDS.split())
_SAID: Final = (
    r"(?:said|says|asked|asks|added|adds|told|wrote|writes|tweeted|replied|responded|shouted|continued|declared|insisted"
    r"|recalled|wondered|exclaimed|explained|joked|warned|cried|chanted|yelled|demanded|quipped|concluded|noted|argued)"
)
_SPEAKER: Final = (
    r"(?:[A-Z][\w.’'-]*\s+){1,4}|(?:[Tt]he|an?)\s+(?:[\w’'-]+\s+){1,4}|(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\s+"
)
# *Trump asked.* after a quotation that ends in its own stop; after a full stop, where a comma would be due, only that.
_ATTRIBUTES: Final = re.compile(
    rf"(?:{_SPEAKER}){_SAID}(?:\s+(?:on|in|at|to|of|during|after|before|last|later|again|while)\b[^.!?“\"]{{0,60}})?[.,;:]"
)
_ATTRIBUTES_BARELY: Final = re.compile(rf"(?:{_SPEAKER}){_SAID}[.,;]")
_SHORT_LINE: Final = 45
_LOOK_BACK: Final = 200


def sentences(document: Document) -> Spans:
    """The sentences of all blocks that are not furniture, in text order, without the white space around them.

    No sentence crosses a block. A mark that closes a quotation belongs to the sentence it closes.
    """
    text = document.text
    return tuple(
        span for block in document.blocks if block.kind != "furniture" for span in _sentences(text, *block.span)
    )


def _sentences(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    for match in _STOP.finditer(text, start, end):
        stop = match.end()
        following = _OPENING.match(text, stop, end)
        after = following.end() if following else stop
        if after >= end or not _ends(text, start, match, after, end):
            continue
        _append(found, text, start, stop)
        start = stop
    _append(found, text, start, end)
    return found


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    """Adds the stretch without the white space around it, if anything is left."""
    part = text[start:end]
    if stripped := part.strip():
        start += len(part) - len(part.lstrip())
        found.append((start, start + len(stripped)))


def _ends(text: str, start: int, match: re.Match[str], after: int, end: int) -> bool:
    """Whether a sentence that began at `start` ends with the stop, the next word being at `after`."""
    mark, stop = match[0], match.end()
    if mark == "\n":
        return _ends_line(text, start, match.start(), after)
    if text[after].islower():
        return False
    before = text[max(start, match.start() - _LOOK_BACK) : match.start() + 1]
    if not any(map(str.isalnum, before)) or (match.start() - start < _LOOK_BACK and _NUMBERED.match(before.lstrip())):
        return False
    following = text[after : min(end, after + 120)]
    if mark == "." and _stays(before, following):
        return False
    if len(mark) > 1 and mark[-1] in "\"”’»'“":
        pattern = _ATTRIBUTES_BARELY if mark[0] == "." else _ATTRIBUTES
        return text[stop:after].strip() != "" or pattern.match(following) is None
    return True


def _ends_line(text: str, start: int, end: int, after: int) -> bool:
    """Whether a line break ends a sentence: the lines of an address or a list do, text that was wrapped does not."""
    line = text[max(start, text.rfind("\n", start, end) + 1) : end].strip()
    return 0 < len(line) < _SHORT_LINE and line[-1] not in ",-–—" and not text[after].islower()


def _stays(before: str, following: str) -> bool:
    """Whether a full stop only ends an abbreviation, inside a sentence."""
    word = before[-24:]
    if _NAME_ABBREVIATION.match(word):
        return not (word.endswith(("No.", "al.")) and not following[0].isdigit())
    if not _ABBREVIATED.match(word):
        return False
    first = re.match(r"[\w’'-]+", following)
    begins = first is None or first[0] in _STARTERS
    if _HOUR.search(word):
        return first is not None and first[0] in _ZONES
    if _INITIAL.match(word) and word.endswith("I.") and not _after_name(before):
        return False
    return not begins


def _after_name(before: str) -> bool:
    words = before.split()
    return len(words) > 1 and words[-2][0].isupper()


def spaced(spans: Sequence[Span]) -> list[bool]:
    """For every token of a block whether white space, or the block's edge, stands before it."""
    return [i == 0 or spans[i - 1][1] < spans[i][0] for i in range(len(spans))]


def tokens(text: str, span: Span) -> list[Span]:
    """The words and marks of `text[start:end]`, in order.

    Every character that is no white space stands in exactly one token. Slashes and hyphens part words, `'s`, `'re`,
    `'ve`, `'ll`, `'d` and `'m` stand alone, marks of punctuation, quotation, currency and percent are tokens of their
    own; abbreviations with full stops, numbers with inner points and commas, *don't* and *example.org* stay whole.
    """
    return [match.span() for match in _TOKEN.finditer(text, span[0], span[1])]
