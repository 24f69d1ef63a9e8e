"""Inputs that nobody thought of, made of sound ones by changing them: guided by what each new one reaches in the code
(atheris), or at random (hypothesis) where that is not installed.

`SAYSO_FUZZ_MINUTES` (1) says for how long in all. Every target runs in a process of its own, with a deadline for every
input; what raises anything but a told reason, ends the process or passes the deadline is kept in the folder that
`SAYSO_FUZZ_FOUND` names. Inputs that once failed lie in evaluation/seeds and are the first to be tried.

python -m evaluation.fuzzing [TARGET …]
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import json

if TYPE_CHECKING:
    from evaluation.fuzz_targets import Seen, Watch

MINUTES: Final = "SAYSO_FUZZ_MINUTES"
FOUND: Final = "SAYSO_FUZZ_FOUND"
DEADLINE: Final = 10  # seconds for one input
LONGEST: Final = 20_000  # bytes of an input
MEMORY: Final = 3_000  # MB
LEAST: Final = 2  # seconds for which a process is worth its start
TARGETS: Final = ("html", "text", "pdf", "mhtml", "feeds", "warc", "tables")


def measure(targets: Sequence[str] = TARGETS) -> dict[str, float]:
    """For each target the executions, the distinct crashes, the overrun deadlines, and the slowest input in ms."""
    seconds = float(os.environ.get(MINUTES, "1")) * 60 / len(targets)
    found = Path(os.environ.get(FOUND) or tempfile.mkdtemp(prefix="sayso-fuzz-"))
    out: dict[str, float] = {"guided by coverage": float(find_spec("atheris") is not None)}
    for name in targets:
        seen, ended = fuzz(name, seconds, found / name)
        out[f"{name}: executions"] = float(seen.executions)
        out[f"{name}: crashes"] = float(len(seen.crashes))
        out[f"{name}: deadlines overrun and processes ended"] = float(ended)
        out[f"{name}: slowest ms"] = round(seen.slowest * 1000, 1)
    return out


def fuzz(name: str, seconds: float, found: Path) -> "tuple[Seen, int]":
    """What was seen of a target in so many seconds, and how often its process ended or had to be ended. What failed
    lies in the folder `found` afterwards."""
    from evaluation.fuzz_targets import Seen, seeds

    (found / "corpus").mkdir(parents=True, exist_ok=True)
    for data in seeds(name):
        (found / "corpus" / sha256(data).hexdigest()[:16]).write_bytes(data)
    total, ended, due = Seen(), 0, time.monotonic() + max(seconds, LEAST)
    while (left := due - time.monotonic()) > LEAST / 2:
        told = found / f"seen-{ended}.json"
        told.unlink(missing_ok=True)
        status = _process(name, left, found, told, found / f"log-{ended}")
        part = json.decode(told.read_bytes(), type=Seen) if told.exists() else Seen()
        total.executions += part.executions
        total.crashes = sorted({*total.crashes, *part.crashes})
        total.slowest = max(total.slowest, part.slowest)
        ended += status != 0
        if status == 0:
            break
    return total, ended


def _process(name: str, seconds: float, found: Path, told: Path, log: Path) -> int:
    """The exit status of a process that runs a target; the input at which one ended otherwise than by itself is kept
    by atheris."""
    command = [sys.executable, "-m", "evaluation.fuzzing", "--child", name, str(seconds), str(found), str(told)]
    with log.open("w") as stream:
        try:
            return subprocess.run(command, stdout=stream, stderr=stream, timeout=seconds + 6 * DEADLINE).returncode
        except subprocess.TimeoutExpired:
            return -1


def _child(name: str, seconds: float, found: Path, told: Path) -> None:
    """Runs a target until its time is up."""
    sys.addaudithook(_offline)
    if find_spec("atheris") is None:
        from evaluation.fuzz_targets import Watch, seeds

        watch = Watch(name, found, told)
        _at_random(watch, seconds, seeds(name))
    else:
        _guided(name, seconds, found, told)


def _offline(event: str, _: object) -> None:
    """A table of addresses must not send this process to fetch them."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        raise PermissionError(f"while fuzzing: {event}")


def _guided(name: str, seconds: float, found: Path, told: Path) -> None:
    """It ends the process itself."""
    import atexit

    import atheris

    with atheris.instrument_imports(include=["sayso", "feedparser"]):
        watch: Watch = import_module("evaluation.fuzz_targets").Watch(name, found, told)
    atexit.register(watch.write)
    options = {
        "max_total_time": max(1, round(seconds)), "timeout": DEADLINE, "rss_limit_mb": MEMORY, "max_len": LONGEST,
        "artifact_prefix": f"{found}/ended-", "reload": 0,
    }  # fmt: skip
    arguments = [f"-{option}={value}" for option, value in options.items()]
    atheris.Setup([sys.argv[0], *arguments, str(found / "corpus")], watch)
    atheris.Fuzz()


class _Over(BaseException):
    """The time is up."""


def _at_random(watch: "Watch", seconds: float, sound: Iterable[bytes]) -> None:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as some

    due = time.monotonic() + seconds
    change = some.tuples(
        some.integers(0, LONGEST), some.integers(0, 64), some.binary(max_size=64), some.integers(1, 500)
    )

    @settings(
        max_examples=100_000, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(some.sampled_from(list(sound)), some.lists(change, max_size=8))
    def one(data: bytes, changes: list[tuple[int, int, bytes, int]]) -> None:
        for at, gone, new, times in changes:
            first = at % (len(data) + 1)
            data = (data[:first] + new * times + data[first + gone :])[:LONGEST]
        watch(data)
        if time.monotonic() > due:
            raise _Over

    try:
        while time.monotonic() < due:
            one()
    except _Over:
        watch.write()


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["--child"]:
        name, seconds, found, told = arguments[1:]
        _child(name, float(seconds), Path(found), Path(told))
        return
    for name, figure in measure(arguments or TARGETS).items():
        print(f"{name:50} {figure:12.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
