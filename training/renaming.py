"""Texts whose names are replaced by other names of their kind, so that a tagger learns where names stand and not which.

Names come from the given names, the register of actors and the table of towns that the program brings, and from the
other names of the texts themselves.
"""

import random
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.lexicon.nominals import GIVEN_NAMES, read_given_names
from sayso.lexicon.register import load
from sayso.lexicon.towns import TABLE
from sayso.records import Span
from training.conllu import Name, Sentence, Text

OWN: Final = 0.4  # share of the names that are taken from the other texts
LEFT: Final = 0.25  # share of the names that stay
TOWNS: Final = 20000
GROUPS: Final = ("organization", "media", "party", "armed_group", "government", "military", "alliance")


class Names(Struct, frozen=True):
    """Names to put in, by kind and number of words."""

    brought: Mapping[tuple[str, int], Sequence[str]]
    own: Mapping[tuple[str, int], Sequence[str]]

    def other(self, name: str, kind: str, rng: random.Random) -> str:
        """Another name of a kind with as many words, if there is one."""
        key = (kind, len(name.split()))
        of = self.own if rng.random() < OWN else self.brought
        found = of.get(key) or self.own.get(key) or (name,)
        chosen = rng.choice(found)
        return chosen.upper() if name.isupper() and len(name) > 4 else chosen


def _grouped(names: Sequence[tuple[str, str]]) -> dict[tuple[str, int], list[str]]:
    out: dict[tuple[str, int], list[str]] = {}
    for kind, name in sorted(set(names)):
        out.setdefault((kind, len(name.split())), []).append(name)
    return out


def known_names(texts: Sequence[Text], rng: random.Random) -> Names:
    """The names that can be put into the texts."""
    brought: list[tuple[str, str]] = []
    listed = read_given_names(GIVEN_NAMES)
    given = sorted({*listed.female, *listed.male, *listed.either})
    surnames = []
    for entry in load().entries.values():
        if entry.kind == "person":
            surnames.append(entry.name.split()[-1])
            brought.append(("PER", entry.name))
        elif entry.kind in GROUPS:
            brought += [("ORG", name.text) for name in entry.names if name.text[:1].isupper()]
        elif entry.kind == "state":
            brought.append(("LOC", entry.name))
    brought += [("PER", f"{rng.choice(given)} {rng.choice(surnames)}") for _ in range(4000)]
    brought += [("PER", name) for name in given] + [("PER", name) for name in surnames]
    with closing(sqlite3.connect(TABLE)) as table:
        rows = table.execute("SELECT name FROM places ORDER BY population DESC LIMIT ?", (TOWNS,)).fetchall()
    brought += [("LOC", name) for (name,) in rows]
    own = [
        (name.kind, text.text[slice(*name.span)])
        for text in texts
        for name in text.names or ()
        if text.text[name.span[0]].isupper()
    ]
    return Names(_grouped(brought), _grouped(own))


def renamed(text: Text, names: Names, rng: random.Random) -> Text:
    """The text with most of its names replaced; of its sentences the spans alone are kept."""
    out, at = "", 0
    moved: list[tuple[Span, Span]] = []  # of each name: where it stood, where the new one stands
    kept: list[Name] = []
    for name in sorted(text.names or (), key=lambda n: n.span):
        words = text.text[slice(*name.span)]
        other = words if rng.random() < LEFT or not words[0].isupper() else names.other(words, name.kind, rng)
        out += text.text[at : name.span[0]]
        moved.append((name.span, (len(out), len(out) + len(other))))
        kept.append(Name(moved[-1][1], name.kind))
        out += other
        at = name.span[1]
    out += text.text[at:]

    def place(position: int) -> int:
        before = [pair for pair in moved if pair[0][0] < position]
        if not before:
            return position
        old, new = before[-1]
        return new[1] + position - old[1] if position >= old[1] else new[0]

    def span(old: Span) -> Span:
        return place(old[0]), place(old[1])

    sentences = tuple(Sentence(span(one.span), ()) for one in text.sentences)
    return replace(
        text, text=out, blocks=tuple(span(block) for block in text.blocks), sentences=sentences, names=tuple(kept)
    )
