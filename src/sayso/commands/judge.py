"""`sayso judge`: what a person says of readings, appended to the ledger and never changed."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer

from sayso.commands.edge import LedgerFolder, settings, terminal
from sayso.errors import InputError
from sayso.records import Act
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.export.terminal import Terminal
    from sayso.ledger import Ledger, View
    from sayso.records import Judgement, JudgementKind

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Actor = Annotated[str, typer.Argument(metavar="ACTOR", help="Its id, or words of a name.")]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who judges.  [env: SAYSO_JUDGE; default: the login name]"),
]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")]

Page = Annotated[str, typer.Argument(metavar="PAGE", help="Its id or the first digits, its address or path.")]
Said = Annotated[str, typer.Argument(metavar="ID", help="An attribution's id or the first digits.")]
Done = Annotated[
    str, typer.Argument(metavar="ID", help="An event's id or the first digits, as events --format jsonl tells it.")
]

What = Annotated[
    str,
    typer.Argument(metavar="ID", help="An attribution or a page: its id or the first digits; of a page also a path."),
]

Anchored = Literal["right", "wrong", "speaker", "act"]


class Format(StrEnum):
    text = "text"
    jsonl = "jsonl"


@app.callback()
def judge() -> None:
    """Say what a reading got right or wrong.

    A judgement is appended with name and time, and can be retracted. It is anchored on the exact
    words judged, so that it outlives a newer reader.
    """


@app.command("attribution")
def judge_attribution(
    attribution: Annotated[
        str, typer.Argument(metavar="ID", help="Its id or the first digits, as show and search tell it.")
    ],
    right: Annotated[bool, typer.Option("--right", help="Somebody says this there.")] = False,
    wrong: Annotated[bool, typer.Option("--wrong", help="Nobody says this there.")] = False,
    speaker: Annotated[
        list[str] | None,
        typer.Option(metavar="ACTOR", help="Who says it: an id, or words of a name. Once for each of several."),
    ] = None,
    speaker_unknown: Annotated[
        bool, typer.Option("--speaker-unknown", help="Who says it is nobody that can be named.")
    ] = False,
    act: Annotated[
        str | None, typer.Option(metavar="ACT", help=f"What kind of saying it is: {', '.join(get_args(Act))}.")
    ] = None,
    by: By = None,
    note: Note = None,
    ledger: LedgerFolder = None,
) -> None:
    """Say that an attribution is right or wrong, or whose it is."""
    from sayso.commands.naming import attribution as named
    from sayso.ledger.judgements import anchor
    from sayso.ledger.naming import resolve

    if right and wrong:
        raise InputError("an attribution is --right or --wrong, not both")
    if speaker and speaker_unknown:
        raise InputError("an attribution has a --speaker, or --speaker-unknown, not both")
    if wrong and (speaker or speaker_unknown or act):
        raise InputError("--wrong says that nobody says this there; to correct it, give --speaker or --act alone")
    _check_act(act)
    told = settings(ledger, judge=by)
    with _existing(told) as opened:
        reading, found = named(opened.view, attribution)
        words, occurrence = anchor(reading, found.id)
        found_by_name = (resolve(opened.view, name, told.actors) for name in speaker or ())
        speakers = {each.id: each.name for each in found_by_name}
        values: dict[Anchored, str | None] = {"right": None} if right else {"wrong": None} if wrong else {}
        values |= {"speaker": " ".join(speakers)} if speakers or speaker_unknown else {}
        values |= {"act": act} if act else {}
        if not values:
            raise InputError("nothing is judged: give --right, --wrong, --speaker or --act")
        given = {"document": reading.document.id, "words": words, "occurrence": occurrence, "note": note}
        names = {"speaker": tuple(speakers.values())}
        _enter(
            opened,
            [_judgement(kind, told, value=value, names=names.get(kind, ()), **given) for kind, value in values.items()],
        )


@app.command()
def check(what: What, by: By = None, note: Note = None, ledger: LedgerFolder = None) -> None:
    """Say that an attribution, or a whole page, was checked."""
    _remark(what, settings(ledger, judge=by), [{"kind": "checked", "note": note}])


@app.command()
def tag(
    what: What,
    tags: Annotated[list[str], typer.Argument(metavar="TAG...", help="Words of your own, kept in small letters.")],
    by: By = None,
    note: Note = None,
    ledger: LedgerFolder = None,
) -> None:
    """Give an attribution, or a whole page, one or more tags."""
    from sayso.ledger.judgements import normal_tag

    given = [{"kind": "tag", "value": each, "note": note} for each in dict.fromkeys(map(normal_tag, tags))]
    _remark(what, settings(ledger, judge=by), given)


@app.command()
def note(
    what: What,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What there is to note.")],
    by: By = None,
    ledger: LedgerFolder = None,
) -> None:
    """Put a note on an attribution, or on a whole page."""
    _remark(what, settings(ledger, judge=by), [{"kind": "note", "note": text}])


@app.command()
def missed(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="Its id or the first digits, address or path.")],
    content: Annotated[
        list[str], typer.Option(metavar="WORDS", help="What is said, as the page has it. Once for each piece.")
    ],
    source: Annotated[str | None, typer.Option(metavar="WORDS", help="Who says it, in the page's words.")] = None,
    cue: Annotated[str | None, typer.Option(metavar="WORDS", help="The word or words of saying.")] = None,
    at: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PART=N",
            help="Which of the places where its words stand is meant: source=2, cue=1, content=1,3 for two pieces.",
        ),
    ] = None,
    by: By = None,
    note: Note = None,
    ledger: LedgerFolder = None,
) -> None:
    """Add an attribution that the reading missed.

    Its words are those of the page; where they stand there several times, --at says which are meant.
    """
    from sayso.commands.missing import spans
    from sayso.ledger.judgements import missed as anchored

    told = settings(ledger, judge=by)
    with _existing(told) as opened:
        document = opened.view.reading(page).document
        given = {"source": [source] if source else [], "cue": [cue] if cue else [], "content": content}
        words, occurrence, parts = anchored(document.text, spans(document.text, given, at or []))
        here = {"document": document.id, "words": words, "occurrence": occurrence}
        _enter(opened, [_judgement("missed", told, parts=parts, note=note, **here)])


@app.command()
def same(one: Actor, other: Actor, by: By = None, note: Note = None, ledger: LedgerFolder = None) -> None:
    """Join two actors: they are the same.

    The id of the first is that of both from now on.
    """
    _judge_pair("same", one, other, settings(ledger, judge=by), note)


@app.command("not-same")
def not_same(one: Actor, other: Actor, by: By = None, note: Note = None, ledger: LedgerFolder = None) -> None:
    """Part two actors: they are not the same.

    Those that are joined now are told apart by their ids, which sayso actors NAME lists.
    """
    _judge_pair("not_same", one, other, settings(ledger, judge=by), note)


@app.command("same-story")
def same_story(one: Page, other: Page, by: By = None, note: Note = None, ledger: LedgerFolder = None) -> None:
    """Say that two pages tell the same story."""
    _judge_two("same_story", one, other, settings(ledger, judge=by), note)


@app.command("not-same-story")
def not_same_story(one: Page, other: Page, by: By = None, note: Note = None, ledger: LedgerFolder = None) -> None:
    """Say that two pages do not tell the same story."""
    _judge_two("not_same_story", one, other, settings(ledger, judge=by), note)


@app.command("same-claim")
def same_claim(one: Said, other: Said, by: By = None, note: Note = None, ledger: LedgerFolder = None) -> None:
    """Say that two attributions make the same claim."""
    _judge_two("same_claim", one, other, settings(ledger, judge=by), note)


@app.command("not-same-claim")
def not_same_claim(one: Said, other: Said, by: By = None, note: Note = None, ledger: LedgerFolder = None) -> None:
    """Say that two attributions do not make the same claim."""
    _judge_two("not_same_claim", one, other, settings(ledger, judge=by), note)


@app.command("same-event")
def same_event(one: Done, other: Done, by: By = None, note: Note = None, ledger: LedgerFolder = None) -> None:
    """Say that two events are the same."""
    _judge_two("same_event", one, other, settings(ledger, judge=by), note)


@app.command("not-same-event")
def not_same_event(one: Done, other: Done, by: By = None, note: Note = None, ledger: LedgerFolder = None) -> None:
    """Say that two events are not the same."""
    _judge_two("not_same_event", one, other, settings(ledger, judge=by), note)


@app.command()
def retract(
    number: Annotated[int, typer.Argument(metavar="N", help="Its number, as list tells it.")],
    by: By = None,
    note: Note = None,
    ledger: LedgerFolder = None,
) -> None:
    """Take a judgement back."""
    told = settings(ledger, judge=by)
    with _existing(told) as opened:
        _enter(opened, [_judgement("retract", told, note=note, retracts=number)])


@app.command("list")
def list_judgements(
    format: Annotated[Format, typer.Option(help="For a person, or one JSON object a judgement.")] = Format.text,
    ledger: LedgerFolder = None,
) -> None:
    """List the judgements, oldest first.

    With --format jsonl as an export for training: each with the spans on which it stands now.
    """
    from sayso.export import judgements
    from sayso.ledger import View

    with View(settings(ledger).ledger) as view, terminal() as screen:
        if format is Format.jsonl:
            sys.stdout.buffer.writelines(judgements.lines(view))
            sys.stdout.buffer.flush()
        else:
            _tell(screen, view, view.judgements())


def _judge_pair(kind: Literal["same", "not_same"], one: str, other: str, told: Settings, note: str | None) -> None:
    from sayso.ledger.naming import actor

    with _existing(told) as opened:
        value, against = (actor(opened.view, name).id for name in (one, other))
        if value == against:
            (entry,) = (each for each in opened.view.actors(value) if value in (each.id, *each.joined))
            ids = f", joined from the ids {', '.join((entry.id, *entry.joined))}" if entry.joined else ""
            raise InputError(f"{one!r} and {other!r} are one actor: {value} ({entry.name}){ids}")
        _enter(opened, [_judgement(kind, told, note=note, value=value, other=against)])


def _judge_two(kind: "JudgementKind", one: str, other: str, told: Settings, note: str | None) -> None:
    """Enter a judgement of two pages, attributions or events, told by their ids."""
    from sayso.commands.naming import two
    from sayso.ledger.judged_pairs import about_two

    with _existing(told) as opened:
        first, second = (two(opened.view, kind, name) for name in (one, other))
        _enter(opened, [_judgement(kind, told, note=note, **about_two(kind, first, second))])


def _remark(what: str, told: Settings, given: list[dict[str, Any]]) -> None:
    """Enter judgements of an attribution, or of the page that is called so."""
    from sayso.commands.missing import subject

    with _existing(told) as opened:
        here = subject(opened.view, what)
        _enter(opened, [_judgement(told=told, **here, **each) for each in given])


def _existing(told: Settings) -> "Ledger":
    from sayso.ledger import Ledger, View

    View(told.ledger).close()  # there is nothing to judge in a ledger that would be made now
    return Ledger(told.ledger)


def _judgement(kind: Any, told: Settings, **fields: Any) -> "Judgement":
    from sayso.records import Judgement

    time = datetime.now(UTC).isoformat(timespec="seconds")
    return Judgement(id=0, kind=kind, judge=_judge(told), time=time, **fields)


def _judge(told: Settings) -> str:
    from getpass import getuser

    if told.judge is not None:
        return told.judge
    try:
        return getuser()
    except (KeyError, ImportError, OSError):
        raise InputError("who judges is not known here: give --by NAME, or SAYSO_JUDGE") from None


def _check_act(act: str | None) -> None:
    if act is not None and act not in get_args(Act):
        raise InputError(f"{act!r} is no act; acts are {', '.join(get_args(Act))}")


def _enter(opened: "Ledger", judgements: Iterable["Judgement"]) -> None:
    new = [opened.judge(judgement) for judgement in judgements]
    with terminal() as screen:
        _tell(screen, opened.view, new)


def _tell(screen: "Terminal", view: "View", judgements: Iterable["Judgement"]) -> None:
    from sayso.ledger.judgements import retracted

    back, names = retracted(view.judgements()), _Names(view)
    for judgement in judgements:
        marks = ["retracted"] * (judgement.id in back) + ["unplaced"] * view.unplaced(judgement)
        screen.judgement(judgement, names.of(judgement), marks)


class _Names:
    """The names of the actors in judgements, each looked up once."""

    def __init__(self, view: "View") -> None:
        self._view = view
        self._names: dict[str, str] = {}

    def of(self, judgement: "Judgement") -> dict[str, str]:
        """By id the names of the actors that a judgement names, where pages name them."""
        if judgement.kind not in ("speaker", "same", "not_same"):
            return {}
        ids = [*(judgement.value or "").split(), *(judgement.other or "").split()]
        judged = dict(zip(ids, judgement.names, strict=False))
        for key in ids:
            if key not in self._names:
                named = (each.name for each in self._view.actors(key) if key in (each.id, *each.joined))
                self._names[key] = next(named, key)
        return {key: judged.get(key, key) if self._names[key] == key else self._names[key] for key in ids}
