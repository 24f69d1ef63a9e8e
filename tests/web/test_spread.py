"""Pages made by processes beside the server: the same pages, and one that is killed is no loss."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.responses import StreamingResponse
from starlette.routing import Route

from sayso.ledger import Ledger
from sayso.settings import Settings
from sayso.web import spread
from sayso.web.app import create_app
from sayso.web.spread import is_look
from tests.web.serving import article, filled, foreign


def test_which_requests_are_handed_on() -> None:
    looks = {
        ("GET", "/"): True,
        ("HEAD", "/ledger"): True,
        ("GET", "/documents/ab12"): True,
        ("POST", "/documents/ab12/judgements"): False,  # a change
        ("GET", "/add/0f"): False,  # the server alone remembers what waits
        ("GET", "/system.json"): False,  # and what is worked out
        ("GET", "/ledger.csv"): False,  # as long as the ledger
        ("GET", "/documents/ab12/original"): False,
        ("GET", "/export/annotations"): False,
        ("GET", "/static/sayso.css"): False,
    }
    assert {asked: is_look({"type": "http", "method": asked[0], "path": asked[1]}) for asked in looks} == looks


def test_an_answer_in_pieces_comes_to_its_end() -> None:
    """One that looks meanwhile whether somebody still listens."""
    app = Starlette(routes=[Route("/", lambda request: StreamingResponse(iter([b"a", b"b"])))])
    asked = asyncio.wait_for(spread._answered(app, {**spread._LOOK, "path": "/"}), 10)
    # In a thread of its own: in this one a browser of other tests may have left its loop running.
    with ThreadPoolExecutor(1) as thread:
        said = thread.submit(asyncio.run, asked).result()
    assert b"".join(message.get("body", b"") for message in said) == b"ab"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def serving(folder: Path) -> Iterator[tuple[httpx.Client, "subprocess.Popen[bytes]"]]:
    """The command as a user starts it, in a process of its own."""
    port = free_port()
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        for _ in range(100):
            try:
                client.get("/static/sayso.css")
                break
            except httpx.TransportError:
                time.sleep(0.2)
        yield client, process


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, httpx.Client, psutil.Process]]:
    folder = filled(tmp_path_factory.mktemp("spread") / "ledger", [article()])
    with serving(folder) as (client, process):
        yield folder, client, psutil.Process(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["it is told to end", "it is killed"])
def test_its_processes_end_with_it(tmp_path: Path, how: signal.Signals) -> None:
    with serving(filled(tmp_path / "ledger", [article()])) as (client, process):
        assert client.get("/ledger").status_code == 200
        beside = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(how)
        process.wait(30)
        assert len(beside) > 1
        assert psutil.wait_procs(beside, timeout=15)[1] == []


Served = tuple[Path, httpx.Client, psutil.Process]


def test_they_are_the_pages_that_the_server_would_make(served: Served) -> None:
    folder, client, _ = served
    with TestClient(create_app(Settings(ledger=folder)), base_url=str(client.base_url)) as own:
        for path in (
            "/",
            "/ledger?words=bridge",
            "/events",
            "/nothing",
            "/ledger?act=x",
            "/api/v1/attributions",
            "/export/csv",
            "/ledger.jsonl",
            "/stories",
        ):
            there, here = client.get(path), own.get(path)
            assert (there.status_code, there.text) == (here.status_code, here.text), path
            assert there.headers["content-security-policy"] == here.headers["content-security-policy"]
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 421


def test_what_is_read_meanwhile_is_on_the_next_page(served: Served) -> None:
    folder, client, _ = served
    before = client.get("/documents").text
    with Ledger(folder) as ledger:
        ledger.add(*foreign())
    assert "Haus" not in before
    assert "Haus" in client.get("/documents").text


def test_a_form_is_taken_whichever_process_made_its_page(served: Served) -> None:
    _, client, _ = served
    document = client.get("/documents").text.partition("/documents/")[2][:64]
    page = client.get(f"/documents/{document}").text
    form = page.partition('name="form" value="')[2].partition('"')[0]
    assert form
    fields = {"form": form, "judge": "A. Lee", "tags": "urgent"}
    answer = client.post(f"/documents/{document}/judgements", data=fields, headers={"origin": str(client.base_url)})
    assert answer.status_code == 303, answer.text
    assert "urgent" in client.get(f"/documents/{document}").text


def test_one_that_is_killed_is_no_loss(served: Served) -> None:
    _, client, process = served
    makers: list[Any] = [each for each in process.children(recursive=True) if "spawn_main" in " ".join(each.cmdline())]
    assert makers
    os.kill(makers[0].pid, signal.SIGKILL)
    assert [client.get("/ledger").status_code for _ in range(5)] == [200] * 5
