"""Every hostile file has the outcome that its case expects: in time, under a worker's limits, and without a crash."""

import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import json

from sayso.ledger import View
from tests.commands.filling import Run
from tests.hostile import make
from tests.hostile.case import Case
from tests.hostile.child import Asked, Row

DEADLINE = 10.0  # seconds for one file; most take some milliseconds
MEMORY = 1_200_000  # kB that the process may have held at most, over all the files
CASES = list(make.cases())


class Child:
    """The process that reads; a deadline that is passed ends it, and the next file gets a new one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, asked: Asked) -> list[Row]:
        process = self._started()
        assert process.stdin is not None
        process.stdin.write(json.encode(asked) + b"\n")
        process.stdin.flush()
        return json.decode(self._line(process, DEADLINE), type=list[Row])

    def memory(self) -> int:
        """The most memory that the process has held, in kB."""
        status = Path(f"/proc/{self._started().pid}/status").read_text()
        return int(re.search(r"VmHWM:\s*(\d+)", status)[1])  # type: ignore[index]

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = [sys.executable, "-c", "from tests.hostile.child import serve; serve()"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            assert self._line(self._process, 60) == b"started\n"
        return self._process

    def _line(self, process: subprocess.Popen[bytes], seconds: float) -> bytes:
        assert process.stdout is not None
        due = time.monotonic() + seconds
        if not select.select([process.stdout], [], [], seconds)[0]:
            self.end()
            pytest.fail(f"nothing came within {seconds} seconds")
        line = process.stdout.readline()
        if not line or time.monotonic() > due:
            self.end()
            pytest.fail("the process ended" if not line else "the answer came too late")
        return line


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    started = Child()
    yield started
    started.end()


def test_there_are_as_many_as_promised() -> None:
    names = [case.name for _, case in CASES]
    assert len(names) == len(set(names)) >= 150
    assert all(case.why and (case.expected == "read" or case.words) for _, case in CASES)


def test_the_same_bytes_each_time() -> None:
    small = [case for _, case in CASES if case.by_command]
    assert [case.make() for case in small] == [case.make() for case in small]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for _, case in CASES])
def test_outcome(child: Child, tmp_path: Path, case: Case) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    path = make.write(case, folder)
    try:
        rows = child.ask(Asked.of(path, case))
    finally:
        path.unlink()
    assert outcome(rows, case) == case.expected, (case.why, rows)
    assert len([row for row in rows if row.reason is None]) == (0 if case.expected == "refused" else case.pages), rows
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["files", "secret.txt"], "nothing was written"


def outcome(rows: list[Row], case: Case) -> str:
    """What became of a file, if it became that as it should."""
    crashed = [row.reason for row in rows if row.crashed]
    read = [row for row in rows if row.reason is None]
    reasons = [row.reason for row in rows if row.reason is not None]
    told = [*reasons, *(problem for row in rows for problem in row.problems)]
    if crashed:
        return f"crashed: {crashed}"
    if any(row.length > case.longest or not row.lacks for row in read):
        return "read what it must not"
    if read and not any(row.holds for row in read):
        return "read without its words"
    if told and not any(re.search(case.words, reason) for reason in told):
        return f"told otherwise: {told}"
    if not read:
        return "refused" if told else "nothing came of it"
    return "problem" if told else "read"


def test_memory_stays_bounded(child: Child) -> None:
    assert child.memory() < MEMORY


def test_through_the_command(tmp_path: Path, run: Run) -> None:
    """A few of each family into a ledger: what is read is there, what is not has its reason, and the run goes on."""
    chosen = [case for _, case in CASES if case.by_command and case.into == "read"]
    folder = tmp_path / "pages"
    folder.mkdir()
    paths = [make.write(case, folder) for case in chosen]
    status, told, _ = run("read", "--format", "jsonl", *map(str, paths))
    assert status == 1, "some could not be read"
    sightings = [sighting for line in told.splitlines() for sighting in json.decode(line)["document"]["sightings"]]
    with View(tmp_path / "sayso-ledger") as view:
        failures = {failure.path or "": failure.reason for failure in view.failures()}
    assert not [reason for reason in failures.values() if "sayso failed on it" in reason]
    for path, case in zip(paths, chosen, strict=True):
        found = [sighting for sighting in sightings if sighting["path"].startswith(str(path))]
        why = [reason for place, reason in failures.items() if place.startswith(str(path))]
        assert len(found) == (0 if case.expected == "refused" else case.pages), (path.name, why)
        assert why or case.expected != "refused", path.name
        assert all(re.search(case.words, reason) for reason in why), (path.name, why)
