"""What the environment sets, and what goes before it."""

from pathlib import Path
from typing import Any

import pytest

from sayso.settings import Settings, from_environment


@pytest.mark.parametrize(
    ("environment", "told", "settings"),
    [
        pytest.param({}, {}, {}, id="nothing"),
        pytest.param({"SAYSO_LEDGER": "x"}, {}, {"ledger": Path("x")}, id="a ledger"),
        pytest.param({"SAYSO_LEDGER": "x"}, {"ledger": Path("y")}, {"ledger": Path("y")}, id="another ledger is told"),
        pytest.param({"SAYSO_ACTORS": "x"}, {}, {"actors": Path("x")}, id="a register"),
        pytest.param({"SAYSO_ACTORS": "x"}, {"actors": Path("y")}, {"actors": Path("y")}, id="another one is told"),
        pytest.param({"SAYSO_PLACES": "x"}, {}, {"places": Path("x")}, id="places"),
        pytest.param({"SAYSO_PLACES": "x"}, {"places": Path("y")}, {"places": Path("y")}, id="other places are told"),
        pytest.param({"SAYSO_JUDGE": "Kim"}, {}, {"judge": "Kim"}, id="who judges"),
        pytest.param({"SAYSO_JUDGE": "Kim"}, {"judge": ""}, {"judge": ""}, id="nobody, which is not taken for no word"),
        pytest.param({"SAYSO_TOKEN": "secret"}, {}, {"token": "secret"}, id="a credential"),
        pytest.param(
            dict.fromkeys(("SAYSO_LEDGER", "SAYSO_ACTORS", "SAYSO_JUDGE", "SAYSO_TOKEN"), ""), {}, {}, id="all empty"
        ),
    ],
)
def test_from_environment(environment: dict[str, str], told: dict[str, Any], settings: dict[str, Any]) -> None:
    assert from_environment(environment, **told) == Settings(**settings)
