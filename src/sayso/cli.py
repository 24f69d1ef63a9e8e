"""The command line: its commands, and how it ends."""

import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Final, NoReturn

import typer

from sayso import __version__
from sayso.commands import (
    case,
    changes,
    compare,
    datasette,
    events,
    export,
    imports,
    judge,
    keeping,
    look,
    merge,
    problems,
    read,
    serve,
    stories,
    system,
    trust,
    watch,
)
from sayso.commands.edge import complain
from sayso.errors import SaysoError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # the rich help costs a third of the time that --help may take
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line; exit status 1 when anything failed, 2 when it cannot be understood."""
    try:
        app(args=arguments, prog_name="sayso")
    except SaysoError as error:
        for line in str(error).split("\n"):  # a register file is told all its faults at once
            complain(line)
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


COMMANDS: Final[dict[str, Callable[..., None]]] = {
    "read": read.read,
    "watch": watch.watch,
    "list": look.list_documents,
    "show": look.show,
    "search": look.search,
    "actors": look.actors,
    "events": events.events,
    "stories": stories.stories,
    "compare": compare.compare,
    "system": system.system,
    "changes": changes.changes,
    "problems": problems.problems,
    "retry": problems.retry,
    "export": export.export,
    "case": case.case,
    "datasette": datasette.datasette,
    "merge": merge.merge,
    "init": trust.init,
    "head": trust.head,
    "verify": trust.verify,
    "prove": trust.prove,
    "redact": trust.redact,
    "backup": keeping.backup,
    "restore": keeping.restore,
    "migrate": keeping.migrate,
    "compact": keeping.compact,
    "serve": serve.serve,
}
for _name, _command in COMMANDS.items():
    app.command(_name)(_command)
app.add_typer(judge.app, name="judge")
app.add_typer(imports.app, name="import")
