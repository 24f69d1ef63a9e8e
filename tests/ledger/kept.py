"""What tests of backups, restoring and compacting share."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from sayso.export import jsonl
from sayso.ledger import Ledger, View
from sayso.ledger.compacting import DAY
from sayso.ledger.originals import FiledOriginals
from tests import factories
from tests.ledger import filling
from tests.ledger.casting import judgement

KILLS = 8


def content(folder: Path) -> tuple[object, ...]:
    """All that a ledger holds."""
    with View(folder) as view:
        lines = tuple(jsonl.line(view.reading(entry.id)) for entry in view.documents())
        return lines, view.judgements(), view.failures()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def aged(path: Path, seconds: float) -> Path:
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def lay(folder: Path, data: bytes) -> Path:
    originals = FiledOriginals(folder / "originals")
    return originals.path(originals.keep(data))


def start(module: str, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), *sys.path]))}
    command = [sys.executable, "-W", "error", "-m", module, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def finish(process: subprocess.Popen[str]) -> int:
    with process:
        process.communicate(timeout=60)
        return process.returncode


def killed(seconds: float, *arguments: str) -> bool:
    """Whether a command was killed so long after it began its work, and not quicker."""
    process = start("tests.ledger.keeping_run", *arguments)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return finish(process) != 0


def small(folder: Path) -> Path:
    """A ledger of six pages, a judgement and a failure."""
    with Ledger(folder) as opened:
        opened.add_many(filling.pages()[:6])
        opened.judge(judgement("right", filling.pages()[0][1], "said"))
        opened.fail("read", "binary", page=factories.page("\0"))
    return folder


def larger(folder: Path) -> Path:
    """A ledger that it takes a while to copy, with something to be removed."""
    with Ledger(folder) as opened:
        opened.add_many(filling.pages())
        opened.writer.rebuild()
    aged(lay(folder, b"named by nobody"), DAY * 2)
    return folder
