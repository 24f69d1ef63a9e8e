"""What a person says in a form, as judgements."""

import getpass
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from sayso.errors import InputError, NotFoundError
from sayso.ledger import View
from sayso.ledger.judgements import anchor, check_judgement, normal_tag
from sayso.ledger.naming import actor as named_actor
from sayso.ledger.naming import resolve
from sayso.records import Act, Judgement, Reading
from sayso.settings import Settings
from sayso.web.gate import Keeper, loopback
from sayso.web.verdicts import entry_of

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


def of_attribution(
    view: View, reading: Reading, attribution: str, fields: Fields, register: Path | None = None
) -> tuple[Judgement, ...]:
    """What a form says of an attribution: one judgement for each thing that is filled in; the first bears the note,
    which stands alone where nothing else is.

    `register` is the user's own file of actors, among whom speakers are looked for that neither page nor ledger has.
    """
    words, occurrence = anchor(reading, attribution)
    here = {"document": reading.document.id, "words": words, "occurrence": occurrence}
    said = [*_filled(view, reading, fields, register), *_remarked(fields)]
    return _noted(fields, here, said)


def of_document(reading: Reading, fields: Fields) -> tuple[Judgement, ...]:
    """What a form says of a document as a whole: that it was checked, tags, a note."""
    return _noted(fields, {"document": reading.document.id}, list(_remarked(fields)))


def _noted(fields: Fields, here: dict[str, Any], said: list[dict[str, Any]]) -> tuple[Judgement, ...]:
    note = fields.get("note") or None
    if not said and note is None:
        raise InputError("Nothing was said: fill in or choose at least one thing of the form, if only a note.")
    first, *others = said or [{"kind": "note"}]
    return (
        appended(fields, **here, **first, note=note),
        *(appended(fields, **here, **each) for each in others),
    )


def _remarked(fields: Fields) -> Iterator[dict[str, Any]]:
    if fields.get("checked"):
        yield {"kind": "checked"}
    tags = filter(None, (part.strip() for part in fields.get("tags", "").replace(";", ",").split(",")))
    yield from ({"kind": "tag", "value": tag} for tag in dict.fromkeys(map(normal_tag, tags)))


def _filled(view: View, reading: Reading, fields: Fields, register: Path | None) -> Iterator[dict[str, Any]]:
    verdict, speaker, unknown, act = (fields.get(name, "") for name in ("verdict", "speaker", "speaker_unknown", "act"))
    if verdict:
        yield {"kind": one_of(verdict, ("right", "wrong"), "verdict")}
    if speaker and unknown:
        raise InputError("A speaker is named, or unknown, not both.")
    if speakers := _speakers(view, reading, speaker, register):
        yield {"kind": "speaker", "value": " ".join(speakers), "names": tuple(speakers.values())}
    elif unknown:
        yield {"kind": "speaker", "value": ""}
    if act:
        yield {"kind": "act", "value": one_of(act, get_args(Act), "act")}


def of_actor(view: View, actor: str, fields: Fields) -> Judgement:
    """What a form says of two actors: that they are the same, or not."""
    kind = one_of(fields.get("kind", ""), ("same", "not_same"), "verdict on two actors")
    if not fields.get("other"):
        raise InputError("Nothing was said: name the other actor.")
    besides = _class_of(view, actor) if kind == "same" else {actor}
    with asked():
        other = named_actor(view, fields["other"], besides)
    return appended(fields, kind=kind, value=actor, other=other.id, note=fields.get("note") or None)


def taken_back(key: int, fields: Fields) -> Judgement:
    """The retraction of a judgement."""
    return appended(fields, kind="retract", retracts=key, note=fields.get("note") or None)


def appended(fields: Fields, **said: Any) -> Judgement:
    """A judgement of now by whoever the form names; InputError where it says nothing."""
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


def _speakers(view: View, reading: Reading, words: str, register: Path | None) -> dict[str, str]:
    """By id the names of the actors that are meant by names or ids, parted by semicolons."""
    parts = filter(None, (part.strip() for part in words.split(";")))
    with asked():
        return resolved(view, reading, parts, register)


def resolved(view: View, reading: Reading, named: Iterable[str], register: Path | None) -> dict[str, str]:
    """By id the names of actors, as the page, the ledger or the register has them."""
    found = [resolve(view, each, register, reading.actors) for each in named]
    return {each.id: each.name for each in found}


@contextmanager
def asked() -> Iterator[None]:
    """That something is not there is a fault of what was sent, not of the address to which it was sent."""
    try:
        yield
    except NotFoundError as error:
        raise InputError(str(error)) from None


def _class_of(view: View, actor: str) -> set[str]:
    entry = entry_of(view, actor)
    return {actor} if entry is None else {entry.id, *entry.joined}
