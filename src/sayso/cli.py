"""The command line. Commands import what they need when they run, so that --help answers at once."""

import ipaddress
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from msgspec.structs import replace

from sayso import __version__
from sayso.errors import InputError, SaysoError
from sayso.settings import Settings, from_environment

if TYPE_CHECKING:
    from sayso.batch import Outcome
    from sayso.export.terminal import Terminal
    from sayso.ledger import Ledger
    from sayso.progress import Steps

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # the rich help costs a third of the time that --help may take
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    text = "text"
    jsonl = "jsonl"


class Exported(StrEnum):
    jsonl = "jsonl"


LedgerFolder = Annotated[
    Path | None,
    typer.Option(
        "--ledger", metavar="DIR", help="The folder of the ledger.  [env: SAYSO_LEDGER; default: sayso-ledger]"
    ),
]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line; exit status 1 when anything failed, 2 when it cannot be understood."""
    try:
        app(args=arguments, prog_name="sayso")
    except SaysoError as error:
        _complain(str(error))
    sys.exit(1)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def sayso(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """On whose say-so? Reads pages and keeps a ledger of who said what."""


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, and folders with all that is below them.")],
    format: Annotated[Format, typer.Option(help="For a person, or one JSON object a page.")] = Format.text,
    no_ledger: Annotated[bool, typer.Option("--no-ledger", help="Only print; keep nothing.")] = False,
    ledger: LedgerFolder = None,
) -> None:
    """Read pages: who said what, into the ledger."""
    from sayso.ledger import Ledger

    settings = _settings(ledger)
    if no_ledger:
        sound = _read(paths, format, settings, None)
    else:
        with Ledger(settings.ledger) as opened:
            sound = _read(paths, format, settings, opened)
    if not sound:
        raise typer.Exit(1)


@app.command("list")
def list_documents(
    failed: Annotated[bool, typer.Option("--failed", help="List what could not be read instead, and why.")] = False,
    ledger: LedgerFolder = None,
) -> None:
    """List the documents of the ledger.

    For each its id, date, number of attributions and title.
    """
    from sayso.ledger import View

    with View(_settings(ledger).ledger) as view, _terminal() as terminal:
        if failed:
            for failure in view.failures():
                terminal.failure(failure)
        else:
            for entry in view.documents():
                terminal.entry(entry)


@app.command()
def show(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Its id, the first digits of it, or where it was found.")
    ],
    ledger: LedgerFolder = None,
) -> None:
    """Show who said what in one document."""
    from sayso.ledger import View

    with View(_settings(ledger).ledger) as view, _terminal() as terminal:
        reading = view.reading(_name(document))
        terminal.facts(reading.document, reading.reader)
        terminal.reading(reading)


@app.command()
def search(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="Words that stand in it.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="TEXT", help="Words that stand in its source.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show at most.")] = 20,
    ledger: LedgerFolder = None,
) -> None:
    """Find attributions by their words.

    All words must stand in source or content. A star stands for any ending (milit*), and
    quotation marks keep words together.
    """
    from sayso.ledger import View

    with View(_settings(ledger).ledger) as view, _terminal() as terminal:
        hits = view.search(" ".join(words or ()), speaker, limit)
        for hit in hits:
            terminal.hit(hit)
    if not hits:
        _complain("nothing found")


@app.command()
def export(
    format: Annotated[Exported, typer.Option(help="One JSON object a page.")] = Exported.jsonl,
    ledger: LedgerFolder = None,
) -> None:
    """Write all that the ledger holds.

    The newest reading of every document, to standard output.
    """
    from sayso.export import jsonl
    from sayso.ledger import View

    with View(_settings(ledger).ledger) as view:
        for reading in view.readings():
            sys.stdout.buffer.write(jsonl.line(reading))
        sys.stdout.buffer.flush()


@app.command()
def verify(ledger: LedgerFolder = None) -> None:
    """Check that the ledger is sound.

    Originals hash to their names, and every span still says what it said.
    """
    from sayso.ledger import faults

    folder = _settings(ledger).ledger
    found = 0
    for fault in faults(folder):
        found += 1
        _complain(fault)
    if found:
        raise typer.Exit(1)
    print(f"ledger {folder} holds what it says it holds")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="An address of this machine.")] = Settings().host,
    port: Annotated[int, typer.Option(min=0, max=65535)] = Settings().port,
    ledger: LedgerFolder = None,
) -> None:
    """Show the ledger in a browser.

    It is served at an address that only this machine can reach.
    """
    if not _is_loopback(host):
        raise InputError(f"{host}: serving beyond this machine needs a credential, and sayso cannot be given one yet")
    import uvicorn

    from sayso.ledger import View
    from sayso.web.app import create_app

    settings = replace(_settings(ledger), host=host, port=port)
    View(settings.ledger).close()  # says now, not on the first page, that there is no ledger to show
    _refuse_taken(host, port)
    print(f"http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)
    uvicorn.run(create_app(settings), host=host, port=port, log_level="warning")


def _read(arguments: list[str], format: Format, settings: Settings, ledger: "Ledger | None") -> bool:
    from sayso.batch import read_all
    from sayso.export.terminal import shown, summary
    from sayso.pipeline import Reader
    from sayso.progress import Steps

    paths, failed = _pages(arguments, ledger)
    steps, pages, attributions, problems = Steps(len(paths)), 0, 0, 0
    with _terminal() as terminal, steps.running():
        outcomes = read_all(_stepping(paths, steps), Reader(threshold=settings.threshold), ledger, settings.max_bytes)
        for outcome in outcomes:
            with steps.aside():
                _tell(outcome, format, terminal)
            if outcome.reading is None:
                failed += 1
                continue
            pages += 1
            attributions += len(outcome.reading.attributions)
            problems += len(outcome.reading.problems)
    line = summary(pages, attributions, problems, failed, str(settings.ledger) if ledger else None)
    print(shown(line), file=sys.stdout if format is Format.text else sys.stderr)
    return failed == 0


def _pages(arguments: list[str], ledger: "Ledger | None") -> tuple[list[Path], int]:
    """The pages that the arguments stand for, and how many things could not be looked into."""
    from sayso.batch import failed
    from sayso.sources import files

    paths: list[Path] = []
    failures: list[tuple[str, SaysoError]] = []
    for argument in arguments:
        try:
            found = files.find(argument)
        except SaysoError as error:
            failures.append((argument, error))
            continue
        paths.extend(found.pages)
        failures.extend((str(path), error) for path, error in found.failures)
        if found.skipped:
            _complain(
                f"{argument}: passed over {_names(found.skipped)}: no {'page' if len(found.skipped) == 1 else 'pages'}"
            )
    for name, reason in failures:
        _complain(failed(name, "files", str(reason), ledger).reason or "")
    return paths, len(failures)


def _names(paths: Sequence[Path]) -> str:
    named = ", ".join(path.name for path in paths[:3])
    return named if len(paths) <= 3 else f"{named} and {len(paths) - 3} more"


def _stepping(paths: list[Path], steps: "Steps") -> Iterator[Path]:
    for path in paths:
        steps.begin(str(path))
        yield path


def _tell(outcome: "Outcome", format: Format, terminal: "Terminal") -> None:
    from sayso.export import jsonl

    if outcome.reading is None:
        _complain(outcome.reason or "")
    elif format is Format.jsonl:
        sys.stdout.buffer.write(jsonl.line(outcome.reading))
        sys.stdout.buffer.flush()
    else:
        terminal.reading(outcome.reading)


@contextmanager
def _terminal() -> Iterator["Terminal"]:
    from sayso.export.terminal import Terminal

    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")  # a terminal that knows fewer characters than a page shows a mark for the others
    yield Terminal(sys.stdout)


def _settings(ledger: Path | None) -> Settings:
    return from_environment(os.environ, ledger=ledger)


def _name(document: str) -> str:
    """What a person calls a document: where it is a file here, the place at which the ledger has it."""
    from sayso.sources import files

    return files.place(Path(document)) if Path(document).is_file() else document


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_taken(host: str, port: int) -> None:
    import socket

    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        reason = os.strerror(error.errno or 0)  # the error's own words say the address once more
        raise InputError(f"cannot serve at {host}, port {port}: {reason}; --port takes another") from error


def _complain(message: str) -> None:
    # Names of files may hold what a terminal would obey, and so may what pages say of themselves.
    from sayso.export.terminal import shown

    print(f"sayso: {shown(message)}", file=sys.stderr)
