"""What the server is given, short of serving."""

from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tests.commands.filling import Run, fill


@pytest.mark.parametrize(("told", "token"), [("secret", "secret"), ("", None)], ids=["a credential", "none"])
def test_the_credential_of_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, token: str | None
) -> None:
    fill(tmp_path)
    served: list[Any] = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **_: served.append(app))
    monkeypatch.setenv("SAYSO_TOKEN", told)
    assert run("serve", "--port", "0")[:2] == (0, "http://127.0.0.1:0\n")
    assert [spread.app.state.keeper.token for spread in served] == [token]
