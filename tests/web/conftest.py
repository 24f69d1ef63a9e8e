"""One Chromium for all of the web's tests, and one ledger of stories."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from sayso.settings import Settings
from sayso.web.app import create_app
from tests.web.storied import compared

SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(SWITCHES))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def storied_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of sample stories, compared; whoever changes it takes a copy."""
    return compared(tmp_path_factory.mktemp("storied") / "ledger")


@pytest.fixture(scope="module")
def storied(storied_ledger: Path) -> Iterator[TestClient]:
    """A client of the server of those stories, which is not led on."""
    app = create_app(Settings(ledger=storied_ledger))
    with TestClient(app, base_url="http://127.0.0.1:8321", follow_redirects=False) as client:
        yield client
