"""What a person means on the command line by words of a page, and by an id that may be an attribution's or a page's."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sayso.commands.naming import attribution
from sayso.errors import InputError, NotFoundError
from sayso.ledger import View
from sayso.ledger.anchoring import ROLES, everywhere
from sayso.ledger.judgements import anchor
from sayso.records import PartRole, Span, Spans

SHOWN: Final = 5  # places that a message tells
BESIDE: Final = 30  # characters at each side of them


def subject(view: View, name: str) -> dict[str, Any]:
    """The anchor of a judgement of the attribution, or else of the page as a whole, that goes by this name."""
    digits = name.strip().lower()
    said, page = view.attributions_starting(digits) if len(digits) >= 4 else (), _page(view, name)
    if said and page is not None:
        raise InputError(f"{name!r} begins the ids of an attribution and of a page: give more of its digits")
    if page is not None:
        return {"document": page}
    if not said:
        raise NotFoundError(f"{name!r}: no such attribution and no such page in ledger {view.home}")
    reading, found = attribution(view, digits)
    words, occurrence = anchor(reading, found.id)
    return {"document": reading.document.id, "words": words, "occurrence": occurrence}


def spans(text: str, words: Mapping[str, Sequence[str]], at: Sequence[str]) -> dict[PartRole, Spans]:
    """Where the words of each part stand in a text; `at` are choices among several places, as `part=number`."""
    chosen = dict(_choice(each) for each in at)
    found: dict[PartRole, Spans] = {}
    for role in ROLES:
        given, numbers = words.get(role, ()), chosen.get(role, ())
        wanted = [*numbers, *[None] * len(given)]
        pieces = (_place(text, role, each, number) for each, number in zip(given, wanted, strict=False))
        found[role] = tuple(sorted(pieces))
    return found


def _page(view: View, name: str) -> str | None:
    try:
        return view.find(name)
    except NotFoundError:
        return None


def _choice(given: str) -> tuple[str, list[int]]:
    role, _, numbers = given.partition("=")
    if role not in ROLES or not all(each.isdecimal() and int(each) > 0 for each in numbers.split(",")):
        raise InputError(f"{given!r}: --at is one of {', '.join(ROLES)}, and numbers from 1, as in cue=2")
    return role, [int(each) for each in numbers.split(",")]


def _place(text: str, role: str, words: str, number: int | None) -> Span:
    places = everywhere(text, words)
    if not places:
        raise InputError(f"{words!r} does not stand on the page: give the words of the {role} as it has them")
    if number is None and len(places) > 1:
        several = "; ".join(f"{n}: {_around(text, span)}" for n, span in enumerate(places[:SHOWN], 1))
        raise InputError(f"{words!r} stands on the page {len(places)} times: --at {role}=N says which. {several}")
    if number is not None and number > len(places):
        raise InputError(f"{words!r} stands on the page {len(places)} times, not {number}")
    return places[(number or 1) - 1]


def _around(text: str, span: Span) -> str:
    return "… " + " ".join(text[max(0, span[0] - BESIDE) : span[1] + BESIDE].split()) + " …"
