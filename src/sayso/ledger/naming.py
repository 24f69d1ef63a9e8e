"""Whom a person means by a name or an id: somebody of a page, of the ledger, or of the register of actors.

Where that is not one actor, nobody is chosen: the error says who it might be.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from msgspec import Struct

from sayso.errors import InputError, NotFoundError
from sayso.ledger.view import View
from sayso.records import Actor, ActorEntry

CANDIDATES: Final = 5
SOUGHT: Final = 2000  # actors among whose names a similar one is sought


class Named(Struct, frozen=True):
    """An actor that is meant, and what it is called there where it was found."""

    id: str
    name: str
    kind: str | None = None


def resolve(view: View, words: str, register: Path | None = None, here: Iterable[Actor] = ()) -> Named:
    """The one actor that is meant by an id or a name: of the actors `here` on a page, else of the ledger, else of the
    register (with the user's own file `register`), for pages may name none of those who are meant.

    InputError where several may be meant, NotFoundError where nobody is; both name who might be.
    """
    on_page = _on_page(words, here)
    if on_page:
        return _only(words, on_page, "of the page")
    try:
        return actor(view, words)
    except NotFoundError as error:
        known = _registered(words.strip(), register)
        if not known:
            raise error
        return _only(words, known, "of the register")


def actor(view: View, words: str, besides: Collection[str] = ()) -> Named:
    """The one actor of the ledger that is meant; `besides` are ids of which no actor is. Errors as of `resolve`.

    An id stands for itself: actors that are joined can be told apart by their ids alone.
    """
    found = meant(view, words, besides)
    if len(found) > 1:
        return _only(words, [_named(entry) for entry in found])
    (entry,), words = found, words.strip()
    return Named(words if words in entry.joined else entry.id, entry.name, entry.kind)


def meant(view: View, words: str, besides: Collection[str] = ()) -> tuple[ActorEntry, ...]:
    """The actors of the ledger that a name, or words of one, may mean, the foremost first: one where it is its id, or
    where nobody else in as many documents is called so. NotFoundError with those that have a like name."""
    found, words = [each for each in view.actors(words) if not _excluded(each, besides)], words.strip()
    if not found:
        near = [_named(each) for each in _near(view, words) if not _excluded(each, besides)]
        raise NotFoundError(
            f"{words!r}: no {'other ' * bool(besides)}actor of that name in ledger {view.home}"
            + (f"; there are {_listed(near)}" if near else "")
        )
    by_id = [entry for entry in found if words in (entry.id, *entry.joined)]
    exact = [entry for entry in found if words.casefold() in _names(entry)]
    named = [entry for entry in exact if words.casefold() == entry.name.casefold()]
    if by_id or (len(named) == 1 and named[0].documents == exact[0].documents):
        return ((by_id or named)[0],)
    return tuple(exact or found)


def some(told: Sequence[str]) -> str:
    """The first few of what might be meant, and how many more there are."""
    more = len(told) - CANDIDATES
    return "; ".join(told[:CANDIDATES]) + (f" and {more} more" if more > 0 else "")


def _only(words: str, found: Sequence[Named], whose: str = "") -> Named:
    if len(found) > 1:
        among = f"{len(found)} actors {whose}".strip()
        raise InputError(f"{words.strip()!r} may be any of {among}; tell it by its id: {_listed(found)}")
    return found[0]


def _on_page(words: str, here: Iterable[Actor]) -> list[Named]:
    actors, words = list(here), words.strip()
    by_id = [each for each in actors if each.id == words]
    by_name = [each for each in actors if each.name.casefold() == words.casefold()]
    return [Named(each.id, each.name, each.kind) for each in by_id or by_name]


def _registered(words: str, register: Path | None) -> list[Named]:
    from sayso.lexicon.register import load  # some tenths of a second, for names that no page has

    known = load(register)
    found = [known.entry(words)] if words in known.entries else known.named(words)
    return [Named(entry.id, entry.name, entry.kind) for entry in found]


def _excluded(entry: ActorEntry, besides: Collection[str]) -> bool:
    """Whether none of an actor's ids can be meant."""
    return frozenset(besides) >= {entry.id, *entry.joined}


def _names(entry: ActorEntry) -> set[str]:
    return {entry.name.casefold(), *(called.text.casefold() for called in entry.called)}


def _near(view: View, words: str) -> list[ActorEntry]:
    """Actors with one of the words in a name, else with a similar name."""
    for word in sorted(re.findall(r"\w{3,}", words), key=len, reverse=True):
        if entries := view.actors(word, CANDIDATES):
            return list(entries)
    entries = view.actors(limit=SOUGHT)
    close = get_close_matches(words.casefold(), [entry.name.casefold() for entry in entries], CANDIDATES)
    return [entry for entry in entries if entry.name.casefold() in close][:CANDIDATES]


def _named(entry: ActorEntry) -> Named:
    return Named(entry.id, entry.name, entry.kind)


def _listed(actors: Iterable[Named]) -> str:
    return some([f"{each.id} ({', '.join(filter(None, (each.name, each.kind)))})" for each in actors])
