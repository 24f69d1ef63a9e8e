"""The look of a line that is no ordinary paragraph: list item, caption, byline, dateline, signature, heading."""

import re
from typing import Final

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
DAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_CLOCK: Final = r"\d{1,2}[:.]?\d{0,2}\s*(?:[ap]\.?m\.?)?(?:\s*(?:on|at|[A-Z]{2,4}))?"
DATE: Final = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?(?:\s+\d{{4}})?"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})"
)
_DATELINE: Final = re.compile(
    rf"^\W*(?:(?:(?:first\s+|last\s+)?(?:published|updated?|posted|modified|created|online|date)|on|at)\b[\s:]*)*"
    rf"(?:{DAY},?\s+)?(?:{_CLOCK},?\s+)?{DATE}(?P<rest>.*)$",
    re.IGNORECASE,
)
_ANY_DATE: Final = re.compile(DATE, re.IGNORECASE)
# What may stand beside a date in lower case.
_BESIDE_DATE: Final = frozenset(
    {
        "by",
        "on",
        "at",
        "of",
        "the",
        "and",
        "am",
        "pm",
        "a.m",
        "p.m",
        "comment",
        "comments",
        "min",
        "minutes",
        "read",
        "ago",
    }
)
_PLACE: Final = re.compile(r"^[A-Z][A-Z.'’ -]{2,}(?:,\s*[\w.’' -]{2,30})?(?:\s*\([^)]{2,40}\))?\s*[—–-]+$")
_BYLINE: Final = re.compile(
    r"^(?:(?:story|article|analysis|opinion|commentary|words|text|report(?:ed)?|written|posted|compiled)\s+)?(?:by|BY|By|from)\s*:?\s+"
    r"(?=\S*[A-ZÀ-Þ])\S.{1,140}$",
    re.IGNORECASE,
)
_NAME_PART: Final = r"(?:[A-ZÀ-Þ][\w.’'-]*|de|da|di|van|von|der|al|bin|ben|el|la|and|the|of|for)"
_NAMES: Final = rf"{_NAME_PART}(?:[\s,]+{_NAME_PART}){{0,7}}"
_SIGNED: Final = re.compile(rf"^(?:[—–―‒-]{{1,3}}\s*{_NAMES}|\(?{_NAMES}\s[—–―]\s{_NAMES})[.)]?$")
_CREDITS: Final = re.compile(
    r"^\(?(?:additional\s+)?(?:reporting|writing|editing|compiled|edited|written)\s+by\s", re.IGNORECASE
)
_NAME: Final = re.compile(
    r"^(?:[A-ZÀ-Þ][\w’'-]+|[A-Z]\.)(?:\s+(?:[A-ZÀ-Þ][\w’'-]+|[A-Z]\.|de|van|von|al|bin)){1,3}\.?$"
)
_ROLE: Final = re.compile(
    r"^(?:[A-ZÀ-Þ][\w.’'-]*\s+){1,4}(?:is|was)\s+(?:a|an|the)\b.{5,300}$|"
    r"\b(?:editor|correspondent|reporter|columnist|contributor|journalist|analyst|professor|author|director|fellow|bureau)\b",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(
    r"^(?:[•▪◦‣·●○■□▸►➤✓✔∙⁃]\s*|[*+–-]\s+|-(?=[A-Z][a-z]*\s)|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+)(?=\S)"
)
_CAPTION: Final = re.compile(
    r"^[\[(]?(?:image|photo(?:graph)?|picture|pic|file\s+photo|caption|graphic|video|map|illustration|watch|infographic|chart)"
    r"(?:\s+(?:credit|by|courtesy|caption|source))?\s*(?:[-–—:|]\s*(?=\S)|/\s|\bby\s)",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(
    r"[(\[]\s*(?:(?:file|handout|courtesy|undated)\s+)?(?:photo|image|picture|credit)s?\b[^.()]{0,80}[)\]]\W*$"
    r"|[(\[]?\b(?:AP|AFP|Reuters|EPA|Getty)(?:\s+(?:photo|images?|file)|\s*/)[^.]{0,80}$|/\s*(?:AP|AFP|Reuters|EPA|Getty(?:\s+Images)?)[)\]]?\W*$"
    r"|(?:photo|photograph|picture|image)s?\s*(?::|credit\b|by\b|courtesy\b)[^.]{0,80}$",
    re.IGNORECASE,
)
_CREDITED: Final = ("photo", "image", "picture", "/", "getty", "credit")
_FINAL: Final = re.compile(r"[.!?…:。؟।]['\"”’»)\]*]*$|['\"”’»]$")
_WORD: Final = re.compile(r"\w[\w’'.-]*")


def words(line: str) -> list[str]:
    return _WORD.findall(line)


def is_list_item(line: str) -> bool:
    """A line that opens with a bullet or a number."""
    return _ITEM.match(line) is not None


def is_caption(line: str) -> bool:
    """A line that opens as a caption does (*Photo: …*) or ends in a credit."""
    if len(line) > 400:
        return False
    lower = line.lower()
    return _CAPTION.match(line) is not None or (any(k in lower for k in _CREDITED) and _CREDIT.search(line) is not None)


def is_byline(line: str) -> bool:
    """*By* and a name, and no sentence."""
    return len(line) <= 150 and _BYLINE.match(line) is not None and not line.endswith((".", ":", "?", "!"))


def is_dateline(line: str) -> bool:
    """A line that is a date with little beside it, or a place in capitals before a dash."""
    if len(line) > 150:
        return False
    stopped = line.endswith((".", ":", "?", "!"))
    match = _DATELINE.match(line)
    if match and (not words(match["rest"]) or (len(match["rest"]) <= 70 and not stopped)):
        return True
    return _PLACE.match(line) is not None or (not stopped and _is_date_with_little(line))


def _is_date_with_little(line: str) -> bool:
    """A full date amid a name, a section, an hour, and no word of a sentence."""
    match = _ANY_DATE.search(line)
    if match is None or not re.search(r"\d{4}", match[0]):
        return False
    beside = words(line[: match.start()] + line[match.end() :])
    return len(beside) <= 10 and all(not word[0].islower() or word.lower() in _BESIDE_DATE for word in beside)


def is_signed(line: str) -> bool:
    """A dash and a name, or who reported, wrote and edited."""
    return (len(line) <= 100 and _SIGNED.match(line) is not None) or (
        len(line) <= 300 and _CREDITS.match(line) is not None
    )


def is_name(line: str) -> bool:
    """Two to four words that can only be a person's name, alone."""
    return len(line) <= 60 and _NAME.match(line) is not None


def is_role(line: str) -> bool:
    """A short line that tells what somebody is."""
    return len(line) <= 160 and not _FINAL.search(line) and _ROLE.search(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether the line ends as sentences, quotations or their parts do."""
    return _FINAL.search(line) is not None
