"""What a person means by a name or the first digits of an id; where that is not one thing, what it might be."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from sayso.errors import InputError, NotFoundError
from sayso.ledger import View
from sayso.records import ActorEntry, Attribution, Reading
from sayso.soundness import one_line, words

CANDIDATES: Final = 5
SOUGHT: Final = 2000  # actors among whose names a similar one is sought


def meant(view: View, name: str) -> tuple[ActorEntry, ...]:
    """The actors of the ledger that a name, or words of one, may mean, those in most documents first: one where it is
    its id, or where nobody else in as many documents is called so. NotFoundError with those that have a like name."""
    found, name = view.actors(name), name.strip()
    if not found:
        near = _near(view, name)
        raise NotFoundError(
            f"{name!r}: no actor of that name in ledger {view.folder}"
            + (f"; there are {_listed(near)}" if near else "")
        )
    by_id = [entry for entry in found if name in (entry.id, *entry.joined)]
    exact = [entry for entry in found if name.casefold() in _names(entry)]
    named = [entry for entry in exact if name.casefold() == entry.name.casefold()]
    if by_id or (len(named) == 1 and named[0].documents == exact[0].documents):
        return ((by_id or named)[0],)
    return tuple(exact or found)


def actor(view: View, name: str) -> str:
    """The id of the one actor that is meant; InputError with those that might be.

    An id stands for itself: actors that are joined can be told apart by their ids alone.
    """
    found, name = meant(view, name), name.strip()
    if len(found) > 1:
        raise InputError(f"{name!r} may be any of {len(found)} actors; tell it by its id: {_listed(found)}")
    return name if name in found[0].joined else found[0].id


def speaker(view: View, name: str, register: Path | None) -> str:
    """The id of an actor of the ledger, or else of the register: pages may name none of those who are meant."""
    try:
        return actor(view, name)
    except NotFoundError as error:
        from sayso.lexicon.register import load

        known = load(register)
        found = [name] if name in known.entries else [entry.id for entry in known.named(name)]
        if len(found) > 1:
            told = "; ".join(f"{key} ({known.entry(key).name})" for key in found)
            raise InputError(f"{name!r} may be any of {len(found)} actors of the register: {told}") from None
        if not found:
            raise error
        return found[0]


def attribution(view: View, digits: str) -> tuple[Reading, Attribution]:
    """The one attribution of the newest readings whose id is this or begins with it, and its reading."""
    digits = digits.strip().lower()
    if not re.fullmatch("[0-9a-f]{4,16}", digits):
        raise InputError(f"{digits!r}: the id of an attribution is 16 digits 0-9 a-f, of which at least 4 are wanted")
    found = [
        (reading, each) for reading in view.readings() for each in reading.attributions if each.id.startswith(digits)
    ]
    if not found:
        raise NotFoundError(
            f"{digits!r}: no such attribution in ledger {view.folder}; sayso search and sayso show tell the ids"
        )
    if len(found) > 1:
        several = [f"{each.id} ({_words(reading, each)})" for reading, each in found]
        raise InputError(f"{digits!r} begins the ids of {len(found)} attributions: {_some(several)}")
    return found[0]


def _names(entry: ActorEntry) -> set[str]:
    return {entry.name.casefold(), *(called.text.casefold() for called in entry.called)}


def _near(view: View, name: str) -> list[ActorEntry]:
    """Actors with one of the words in a name, else with a similar name."""
    for word in sorted(re.findall(r"\w{3,}", name), key=len, reverse=True):
        if entries := view.actors(word, CANDIDATES):
            return list(entries)
    entries = view.actors(limit=SOUGHT)
    close = get_close_matches(name.casefold(), [entry.name.casefold() for entry in entries], CANDIDATES)
    return [entry for entry in entries if entry.name.casefold() in close][:CANDIDATES]


def _listed(entries: Sequence[ActorEntry]) -> str:
    return _some([f"{entry.id} ({', '.join(filter(None, (entry.name, entry.kind)))})" for entry in entries])


def _some(told: Sequence[str]) -> str:
    more = len(told) - CANDIDATES
    return "; ".join(told[:CANDIDATES]) + (f" and {more} more" if more > 0 else "")


def _words(reading: Reading, attribution: Attribution) -> str:
    source, cue = (one_line(words(reading.document, spans)) for spans in (attribution.source, attribution.cue))
    return f"{source} — {cue}" if source else cue
