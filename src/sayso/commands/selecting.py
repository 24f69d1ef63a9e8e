"""What of a ledger is meant on the command line: the options of a selection, read."""

from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from sayso.commands.edge import place_of
from sayso.errors import InputError
from sayso.ledger import View
from sayso.ledger.happenings import kind, period
from sayso.records import Act, Area, Manner, Selection, SpeakerKind, Verdict

YES_NO: Final = {"yes": True, "no": False}


def selection(view: View, given: Mapping[str, str | None]) -> Selection:
    """The selection that these options (fields of `Selection`, by name) make; what is None or empty is not asked for.

    InputError, which names the option and why, for a value that cannot be used; NotFoundError for a page that is not
    there.
    """
    told = {name: value.strip() for name, value in given.items() if value is not None and value.strip()}
    made: dict[str, Any] = {name: _READ[name](name, value) if name in _READ else value for name, value in told.items()}
    if "document" in made:
        made["document"] = view.find(place_of(told["document"]))
    period(made.get("since"), made.get("until"))
    return Selection(**made)


def _one_of(known: Any) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        if value.lower() not in get_args(known):
            raise InputError(f"--{name} {value!r}: there are {', '.join(get_args(known))}")
        return value.lower()

    return read


def _yes_no(name: str, value: str) -> bool:
    if value.lower() not in YES_NO:
        raise InputError(f"--{name} {value!r}: it is yes or no")
    return YES_NO[value.lower()]


def _area(name: str, value: str) -> Area:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise InputError(f"--{name} {value!r}: it is west,south,east,north in degrees") from None
    return west, south, east, north


_READ: Final[Mapping[str, Callable[[str, str], Any]]] = {
    "act": _one_of(Act), "manner": _one_of(Manner), "kind": _one_of(SpeakerKind), "verdict": _one_of(Verdict),
    "type": lambda name, value: kind(value), "hedged": _yes_no, "nested": _yes_no, "area": _area,
}  # fmt: skip
