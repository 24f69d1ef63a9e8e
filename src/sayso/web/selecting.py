"""What of the ledger is meant, as an address says it: read from one, written into one, and told in words."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Final, get_args
from urllib.parse import urlencode

from fastapi import Depends, Request
from msgspec import Struct
from msgspec.structs import asdict, fields, replace

from sayso.errors import InputError
from sayso.ledger import View
from sayso.ledger.search import refuse_surrogates
from sayso.records import Act, EventType, Manner, Selection, SpeakerKind, Verdict
from sayso.web.verdicts import Other, entry_of

LONGEST: Final = 500  # characters of one thing that is asked for
FIELDS: Final = tuple(each.name for each in fields(Selection))
ACTORS: Final = ("speaker", "about", "actor")  # by id, or by words of a name

_DAY: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

# How a person calls what can be asked for; and what a value of it is called that is no word of its own.
LABELS: Final[Mapping[str, str]] = {
    "words": "Words", "speaker": "Said by", "about": "About", "actor": "Involving", "act": "Act",
    "manner": "Manner", "kind": "Kind of source", "publisher": "Publisher", "type": "Event", "place": "Place",
    "area": "Area", "since": "Since", "until": "Until", "hedged": "Hedged", "nested": "Within another’s words",
    "verdict": "Judged", "tag": "Tag", "document": "Page", "day": "Published",
}  # fmt: skip
KIND_LABELS: Final[Mapping[str, str]] = {
    "named": "named", "official": "an official", "anonymous": "anonymous", "document": "a document",
    "collective": "a collective", "page": "the page itself", "unstated": "not said who",
}  # fmt: skip
TYPE_LABELS: Final[Mapping[str, str]] = {each: each.lower() for each in get_args(EventType)}
MANNER_LABELS: Final[Mapping[str, str]] = {"direct": "quoted", "indirect": "reported", "mixed": "partly quoted"}


class Chip(Struct, frozen=True):
    """One thing that is asked for: the fields of the selection that say it, what it is called, its value as a person
    reads it."""

    names: tuple[str, ...]
    label: str
    value: str


class Picking(Struct, frozen=True, kw_only=True):
    """What the form and the chips of a page need: where it is, what is asked for, and by which parameters of the page's
    own (`kept`: an order, lanes) it is shown. `people` are the names of actors that are asked for by id."""

    path: str
    selection: Selection
    chips: tuple[Chip, ...] = ()
    people: Mapping[str, Other] = {}
    kept: Mapping[str, str] = {}

    def address(self, **changes: Any) -> str:
        """This page with some fields changed; from its beginning."""
        return address(self.path, self.selection, **{**self.kept, **changes})

    def without(self, chip: Chip) -> str:
        """This page with one thing less asked for."""
        return self.address(**dict.fromkeys(chip.names))

    def elsewhere(self, path: str, **changes: Any) -> str:
        """Another page of the same selection."""
        return address(path, self.selection, **changes)

    @property
    def bare(self) -> str:
        """This page with nothing asked for."""
        return address(self.path, Selection(), **self.kept)

    def typed(self, name: str) -> str:
        """The value of a field as the address has it, empty where it is not asked for."""
        return dict(params(self.selection)).get(name, "")

    def asks_beside(self, first: Collection[str]) -> bool:
        """Whether more is asked for than the words, the days and these fields, and what no field of the form is for."""
        usual = {*first, "words", "since", "until", "area", "document"}
        return any(name not in usual for name, _ in params(self.selection))


def asked(request: Request) -> Selection:
    """The selection that the parameters of an address make; those of other names are left alone.

    InputError, in plain words, for a value that cannot be used.
    """
    given = {name: value.strip() for name, value in request.query_params.items() if name in FIELDS}
    return selection({name: value for name, value in given.items() if value})


Asked = Annotated[Selection, Depends(asked)]


def selection(given: Mapping[str, str]) -> Selection:
    """The selection of these values by name, none of them empty; InputError for one that cannot be used."""
    for name, value in given.items():
        refuse_surrogates(value)
        if len(value) > LONGEST:
            raise InputError(f"“{LABELS[name]}” is longer than {LONGEST} characters.")
    made = Selection(**{name: READ.get(name, _as_it_is)(value, LABELS[name]) for name, value in given.items()})
    since, until = made.since or "", made.until or ""
    shared = min(len(since), len(until))  # a month ends after every day that is in it
    if since[:shared] > until[:shared]:
        raise InputError(f"The days end ({until}) before they begin ({since}).")
    return made


def mended(path: str, given: Mapping[str, str]) -> str | None:
    """Where the page would be without what cannot be used of these parameters; None where nothing of it is at fault."""
    kept = {name: value.strip() for name, value in given.items() if name in FIELDS and value.strip()}
    good = {name: value for name, value in kept.items() if _usable({name: value})}
    if not _usable(good):
        good = {name: value for name, value in good.items() if name not in ("since", "until")}
    return address(path, selection(good)) if len(good) < len(kept) else None


def _usable(given: Mapping[str, str]) -> bool:
    try:
        selection(given)
    except InputError:
        return False
    return True


def params(selection: Selection, **changes: Any) -> list[tuple[str, str]]:
    """A selection as the parameters of an address, in the order of its fields, what is not asked for left out.

    `changes` replace fields, or take one away (None); those of other names come behind.
    """
    changed = replace(selection, **{name: _whole(name, value) for name, value in changes.items() if name in FIELDS})
    rest = {name: value for name, value in changes.items() if name not in FIELDS}
    told = {**asdict(changed), **rest}
    return [(name, _written(value)) for name, value in told.items() if value is not None and value != ""]


def address(path: str, selection: Selection, **changes: Any) -> str:
    """Where a page shows a selection, as `params` writes it."""
    found = params(selection, **changes)
    return f"{path}?{urlencode(found, errors='replace')}" if found else path


def picking(view: View, path: str, selection: Selection, **kept: str | None) -> Picking:
    """What the form and the chips of a page need."""
    people = dict(_people(view, selection))
    return Picking(
        path=path,
        selection=selection,
        chips=tuple(_chips(view, selection, people)),
        people=people,
        kept={name: value for name, value in kept.items() if value},
    )


def chips(view: View, selection: Selection) -> tuple[Chip, ...]:
    """What is asked for, one by one, with the names of actors and pages that are asked for by id."""
    return tuple(_chips(view, selection, dict(_people(view, selection))))


def _chips(view: View, selection: Selection, people: Mapping[str, Other]) -> Iterator[Chip]:
    one_period = selection.since is not None and selection.since == selection.until
    for name, value in params(selection):
        if one_period and name in ("since", "until"):
            if name == "since":
                yield Chip(("since", "until"), LABELS["day"], value)
            continue
        told = people[name].name if name in people else said(name, value)
        yield Chip((name,), LABELS[name], _title(view, value) if name == "document" else told)


def said(name: str, value: str) -> str:
    """A value of a field as a person reads it."""
    if name == "area":
        west, south, east, north = map(float, value.split(","))
        return f"{_degrees(south, 'SN')} to {_degrees(north, 'SN')}, {_degrees(west, 'WE')} to {_degrees(east, 'WE')}"
    if name == "place":
        return value.strip('"')
    return {"kind": KIND_LABELS, "manner": MANNER_LABELS, "type": TYPE_LABELS}.get(name, {}).get(value, value)


def _degrees(value: float, sides: str) -> str:
    return f"{abs(value):.4g}° {sides[value >= 0]}"


def _people(view: View, selection: Selection) -> Iterator[tuple[str, Other]]:
    """The actors that are asked for by id, by field."""
    for name in ACTORS:
        value = getattr(selection, name)
        entry = entry_of(view, value) if value and " " not in value else None  # an id is one word
        if entry is not None:
            yield name, Other(value, entry.name.strip() or value)


def _title(view: View, document: str) -> str:
    known = view.reading(document).document
    return known.title or (known.sightings[0].path if known.sightings else None) or document[:12]


def _as_it_is(value: str, label: str) -> str:
    return value


def _one_of(known: Any, change: Callable[[str], str] = str.lower) -> Callable[[str, str], str]:
    values = get_args(known)

    def read(value: str, label: str) -> str:
        if change(value) not in values:
            raise InputError(f"“{label}” cannot be “{value}”; there are {', '.join(values)}.")
        return change(value)

    return read


def _yes_no(value: str, label: str) -> bool:
    if value.lower() not in ("yes", "no"):
        raise InputError(f"“{label}” is yes or no, not “{value}”.")
    return value.lower() == "yes"


def _day(value: str, label: str) -> str:
    """A day, month or year of ISO 8601."""
    try:
        if not (_DAY.fullmatch(value) and value.isascii()):
            raise ValueError
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise InputError(f"“{label}”: “{value}” is no day, month or year (2024-09-01, 2024-09 or 2024).") from None
    return value


def _area(value: str, label: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise InputError(f"“{label}” is four numbers of degrees: west,south,east,north; not “{value}”.") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError(f"“{label}”: “{value}” is no area on the Earth (west,south,east,north in degrees).")
    return west, south, east, north


READ: Final[Mapping[str, Callable[[str, str], Any]]] = {
    "act": _one_of(Act), "manner": _one_of(Manner), "kind": _one_of(SpeakerKind), "type": _one_of(EventType, str.upper),
    "verdict": _one_of(Verdict), "hedged": _yes_no, "nested": _yes_no, "since": _day, "until": _day, "area": _area,
}  # fmt: skip


def _whole(name: str, value: Any) -> Any:
    """A changed value as the field has it: what a facet or a chip writes is read like an address."""
    if value is None or value == "":
        return "" if name == "words" else None
    return READ[name](value, LABELS[name]) if isinstance(value, str) and name in READ else value


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(f"{part:.10g}" for part in value) if isinstance(value, tuple) else str(value)
