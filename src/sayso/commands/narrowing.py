"""The options of a selection, for every command that works on one: declared once, as `selecting` reads them."""

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, Final, get_args

import typer

from sayso.records import Act, EventType, Manner, SpeakerKind

Words = Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="Words that stand in what was said.")]
Given = Mapping[str, str | None]  # fields of `Selection`, by name

NOTHING: Final[Given] = {}
# What each option is called, and what it asks for.
_TOLD: Final = {
    "speaker": ("TEXT", "Who says it: words of a name, or an id."),
    "about": ("TEXT", "Whom it is about."),
    "actor": ("TEXT", "Either of both; of an event, a party."),
    "act": ("ACT", f"{', '.join(get_args(Act))}."),
    "manner": ("MANNER", f"{', '.join(get_args(Manner))}."),
    "kind": ("KIND", f"How the speaker is named: {', '.join(get_args(SpeakerKind))}."),
    "publisher": ("NAME", "Whose page it is, in full."),
    "type": ("TYPE", f"What kind of event: {', '.join(get_args(EventType))}."),
    "place": ("NAME", "Where: words of a place's name, or a country's code (SY)."),
    "area": ("W,S,E,N", "Where: west, south, east and north, in degrees."),
    "since": ("DATE", "From this day on: YYYY-MM-DD, YYYY-MM or YYYY."),
    "until": ("DATE", "Up to this day, the day itself included."),
    "hedged": ("yes|no", "Whether it is hedged."),
    "nested": ("yes|no", "Whether it stands in another one."),
    "verdict": ("right|wrong", "What a person judged it to be."),
    "tag": ("TAG", "A tag that a person gave it."),
    "document": ("DOCUMENT", "In one page: its id or where it was found."),
}
_OPTIONS: Final = tuple(
    Parameter(
        name,
        Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[str | None, typer.Option(f"--{name}", metavar=shown, help=about)],
    )
    for name, (shown, about) in _TOLD.items()
)


def narrowed(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes the options of a selection at the place of its parameter `given`, and there has what they
    are given."""

    @wraps(command)
    def asked(**told: Any) -> None:
        given = {name: told.pop(name) for name in _TOLD}
        command(given=given, **told)

    shape = signature(command)
    parameters = [
        each
        for own in shape.parameters.values()
        for each in (_OPTIONS if own.name == "given" else (own.replace(kind=Parameter.KEYWORD_ONLY),))
    ]
    vars(asked)["__signature__"] = shape.replace(parameters=parameters)
    asked.__annotations__ = {each.name: each.annotation for each in parameters}
    return asked


def all_given(words: list[str] | None, given: Given) -> Given:
    """What is given with the words that are."""
    return {**given, "words": " ".join(words or ())}
