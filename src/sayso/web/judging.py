"""What a person says in a form, as judgements."""

import getpass
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, get_args

from msgspec import Struct

from sayso.errors import InputError
from sayso.ledger import View
from sayso.ledger.judgements import anchor, check_judgement
from sayso.records import Act, Actor, ActorEntry, Judgement, Reading
from sayso.settings import Settings
from sayso.web.gate import Keeper, loopback
from sayso.web.verdicts import Other, entry_of

NEAR = 5  # actors that are named to somebody whose words fit none, or several
FOUND = 200  # actors among which one of the very name is looked for

Fields = Mapping[str, str]


class Judging(Struct, frozen=True):
    """What the forms of a page need. `asks` tells that they ask for the credential, `judge` who is likely to judge."""

    open: bool
    form: str
    asks: bool
    judge: str


def judging(keeper: Keeper, settings: Settings) -> Judging:
    """What the forms of a server need; whoever started it is the likely judge on its own machine alone."""
    judge = (settings.judge or login()) if loopback(settings.host) else ""
    return Judging(keeper.open, keeper.form, keeper.token is not None, judge)


def login() -> str:
    """The name under which this process runs, or nothing where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def of_attribution(view: View, reading: Reading, attribution: str, fields: Fields) -> tuple[Judgement, ...]:
    """What a form says of an attribution: one judgement for each thing that is filled in; the first bears the note."""
    words, occurrence = anchor(reading, attribution)
    here = {"document": reading.document.id, "words": words, "occurrence": occurrence}
    said = [{"kind": kind, "value": value} for kind, value in _filled(view, reading, fields)]
    if not said:
        raise InputError("Nothing was said: choose right or wrong, or name another speaker or another act.")
    notes = (fields.get("note"), *[None] * len(said))
    return tuple(_judgement(fields, **here, **each, note=note or None) for each, note in zip(said, notes, strict=False))


def _filled(view: View, reading: Reading, fields: Fields) -> Iterator[tuple[str, str | None]]:
    verdict, speaker, act = (fields.get(name, "") for name in ("verdict", "speaker", "act"))
    if verdict:
        yield one_of(verdict, ("right", "wrong"), "verdict"), None
    if speaker:
        named = (part.strip() for part in speaker.split(";"))
        ids = (chosen(view, part, reading.actors) for part in named if part)
        yield "speaker", " ".join(dict.fromkeys(ids))
    if act:
        yield "act", one_of(act, get_args(Act), "act")


def of_actor(view: View, actor: str, fields: Fields) -> Judgement:
    """What a form says of two actors: that they are the same, or not."""
    kind = one_of(fields.get("kind", ""), ("same", "not_same"), "verdict on two actors")
    if not fields.get("other"):
        raise InputError("Nothing was said: name the other actor.")
    besides = _class_of(view, actor) if kind == "same" else {actor}
    other = chosen(view, fields["other"], besides=besides)
    return _judgement(fields, kind=kind, value=actor, other=other, note=fields.get("note") or None)


def taken_back(key: int, fields: Fields) -> Judgement:
    """The retraction of a judgement."""
    return _judgement(fields, kind="retract", retracts=key, note=fields.get("note") or None)


def _judgement(fields: Fields, **said: Any) -> Judgement:
    if not fields.get("judge"):
        raise InputError("A judgement needs the name of whoever judges.")
    time = datetime.now(UTC).isoformat(timespec="seconds")
    judgement = Judgement(id=0, judge=fields["judge"], time=time, **said)
    check_judgement(judgement)
    return judgement


def one_of(value: str, known: Iterable[str], name: str) -> str:
    """The value, if it is a known one; InputError with those that are."""
    if value not in (values := tuple(known)):
        raise InputError(f"“{value}” is no {name} that is known; there are {', '.join(values)}.")
    return value


def chosen(view: View, text: str, here: Iterable[Actor] = (), besides: Collection[str] = ()) -> str:
    """The id of the one actor that a person means by an id or a name, those of the page going before the ledger's.

    InputError where there is none, or several; `besides` are ids that cannot be meant.
    """
    for known in (_on_page(text, here), _in_ledger(view, text, besides)):
        if len(known) == 1:
            return known[0].id
        if known:
            raise InputError(f"Several actors are called “{text}”. Put the id of one of them: {_listed(known)}.")
    near = [each for each in view.actors(text, NEAR) if not _excluded(each, besides)]
    nearest = f" Near to it: {_listed([Other(each.id, each.name) for each in near])}." if near else ""
    raise InputError(f"No other actor of this ledger has the name or id “{text}”.{nearest}")


def _on_page(text: str, actors: Iterable[Actor]) -> list[Other]:
    known = list(actors)
    by_id = [each for each in known if each.id == text]
    by_name = [each for each in known if each.name.casefold() == text.casefold()]
    return [Other(each.id, each.name) for each in by_id or by_name]


def _in_ledger(view: View, text: str, besides: Collection[str]) -> list[Other]:
    entries = [each for each in view.actors(text, FOUND) if not _excluded(each, besides)]
    if any(text in (each.id, *each.joined) for each in entries):
        return [Other(text, text)]
    return [Other(each.id, each.name) for each in entries if text.casefold() in _names(each)]


def _excluded(entry: ActorEntry, besides: Collection[str]) -> bool:
    """Whether none of an actor's ids can be meant."""
    return frozenset(besides) >= {entry.id, *entry.joined}


def _names(entry: ActorEntry) -> set[str]:
    return {entry.name.casefold(), *(called.text.casefold() for called in entry.called)}


def _listed(actors: Iterable[Other]) -> str:
    return ", ".join(each.id if each.id == each.name else f"{each.name} ({each.id})" for each in actors)


def _class_of(view: View, actor: str) -> set[str]:
    entry = entry_of(view, actor)
    return {actor} if entry is None else {entry.id, *entry.joined}
