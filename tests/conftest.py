"""What the tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from sayso.cli import main
from tests.postgres import postgres

__all__ = ["postgres", "run"]

settings.register_profile("busy", deadline=None)  # a machine that does other work is no fault of the code
settings.load_profile("busy")


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run sayso in an empty folder, nothing of sayso's in the environment; give exit status, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    for name in ("SAYSO_LEDGER", "SAYSO_ACTORS", "SAYSO_PLACES", "SAYSO_JUDGE", "SAYSO_TOKEN"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        code = stopped.value.code
        return (code if isinstance(code, int) else 0, *capfd.readouterr())

    return run
