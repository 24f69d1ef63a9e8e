"""The words of one sentence, as the grammar of dates asks for them."""

import re
from collections.abc import Sequence
from typing import Final, Protocol

from sayso.extract.dating.forms import Form
from sayso.extract.dating.terms import CARDINALS, LOOSE, ORDINALS
from sayso.records import Span, Word

Match = tuple[int, Form]  # the index after the last word of a date, and what it says
Count = tuple[int, int, int]  # the least and the most that a number may mean, and the index after its last word
_ORDINAL: Final = re.compile(r"(\d{1,4})(?:st|nd|rd|th)")
_LONGEST_COUNT: Final = 5


class Rule(Protocol):
    """Reads a date that begins at a word."""

    def __call__(self, t: "Tokens", i: int) -> Match | None: ...


class Tokens:
    """A sentence's words in lower case; asked beyond its ends there is an empty word."""

    def __init__(self, text: str, words: Sequence[Word], named: Sequence[Span], first: int) -> None:
        self.words, self.named, self.first = words, named, first
        self.forms = [text[word.span[0] : word.span[1]].replace("’", "'") for word in words]
        self.low = [form.lower() for form in self.forms]

    def __len__(self) -> int:
        return len(self.low)

    def at(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else ""

    def pos(self, i: int) -> str:
        return self.words[i].pos if 0 <= i < len(self.words) else ""

    def upper(self, i: int) -> bool:
        return 0 <= i < len(self.forms) and self.forms[i][0].isupper()

    def glued(self, i: int) -> bool:
        """Whether nothing stands between word i and the one before."""
        return 0 < i < len(self.words) and self.words[i - 1].span[1] == self.words[i].span[0]

    def goes(self, i: int, *words: str) -> bool:
        """Whether these words stand from i on."""
        return all(self.at(i + k) == word for k, word in enumerate(words))

    def before(self, i: int) -> str:
        """The word before i, articles passed over."""
        return self.at(i - 2) if self.at(i - 1) == "the" else self.at(i - 1)

    def is_name(self, i: int) -> bool:
        """Whether word i belongs to a name that the encoder sees."""
        start, end = self.words[i].span
        return any(low < end and start < high for low, high in self.named)

    def owns(self, i: int) -> bool:
        """Whether what ends before word i belongs to what follows: *Tuesday's vote*, *the 2015 attack*."""
        if self.at(i) in ("'s", "'"):
            return True
        if self.pos(i) not in ("NOUN", "PROPN", "ADJ") or self.at(i) in ("onward", "onwards", "alone"):
            return False
        head = self.words[i - 1].head
        return head is not None and head - self.first >= i

    def counts(self, i: int) -> bool:
        """Whether the number at i counts the things named after it."""
        word, following = self.words[i], self.at(i + 1)
        if self.pos(i + 1) not in ("NOUN", "ADJ") or self.glued(i + 1):
            return False
        plural = following.endswith("s") or following in ("people", "men", "women", "children", "police", "dead")
        return word.relation == "nummod" and word.head is not None and word.head - self.first > i and plural

    def number(self, i: int) -> int | None:
        """A whole number in digits, up to four."""
        word = self.at(i)
        return int(word) if word.isascii() and word.isdigit() and len(word) <= 4 else None

    def day(self, i: int) -> int | None:
        """A day of a month: *17*, *17th*."""
        word = self.at(i)
        match = _ORDINAL.fullmatch(word)
        day = int(match[1]) if match else self.number(i) if len(word) <= 2 else None
        return day if day and 1 <= day <= 31 else None

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """*third*, *17th*, *twenty-first*: the number and the index after it."""
        if match := _ORDINAL.fullmatch(self.at(i)):
            return int(match[1]), i + 1
        if word := ORDINALS.get(self.at(i)):
            return word, i + 1
        tens, ones = CARDINALS.get(self.at(i), 0), ORDINALS.get(self.at(i + 2), 0)
        return (tens + ones, i + 3) if self.at(i + 1) == "-" and 20 <= tens <= 90 and 0 < ones < 10 else None

    def count(self, i: int) -> Count | None:
        """*two*, *24*, *twenty-five*, *a few*, *several*, *a couple of*, *half a*."""
        word = self.at(i)
        if word == "half" and self.at(i + 1) in ("a", "an"):
            return (0, 1, i + 2)
        start = i + 1 if word == "a" and self.at(i + 1) in LOOSE else i
        if loose := LOOSE.get(self.at(start)):
            return (*loose, start + 2 if self.at(start + 1) == "of" else start + 1)
        plain = word.replace(",", "")
        if plain.isascii() and plain.isdigit() and len(plain) <= _LONGEST_COUNT and word[0] != "0":
            return int(plain), int(plain), i + 1
        if word == "a" and self.at(i + 1) in ("dozen", "hundred"):
            number = 12 if self.at(i + 1) == "dozen" else 100
            return number, number, i + 2
        return self._spelt(i)

    def _spelt(self, i: int) -> Count | None:
        number = CARDINALS.get(self.at(i))
        if number is None:
            return None
        ones = CARDINALS.get(self.at(i + 2), 0)
        if 20 <= number <= 90 and self.at(i + 1) == "-" and 0 < ones < 10:
            return number + ones, number + ones, i + 3
        half = self.goes(i + 1, "and", "a", "half")
        return number, number + half, i + (4 if half else 1)
