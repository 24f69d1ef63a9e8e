"""How long the server takes for each page, and a search with its facets, on made ledgers.

The ledgers are made once and kept in the folder for temporary files. `SAYSO_MADE=100000,1000000` names their sizes in
attributions; one of 1,000,000 takes most of an hour to make.
"""

import asyncio
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, get_args

import httpx

from evaluation import made_ledger
from sayso.homes import Home
from sayso.ledger import View
from sayso.ledger.schema import VERSION
from sayso.records import Act, EventType, Manner, Selection, SpeakerKind
from sayso.settings import Settings
from sayso.web.app import ROUTES, create_app, prepare
from sayso.web.selecting import params

SIZES: Final = "SAYSO_MADE"
SIZE: Final = 100_000
ASKED: Final = 40  # selections, or documents or actors, for each page
SEARCHES: Final = 150
SEED: Final = 5
KNOWN: Final = frozenset({"name", "document", "attribution", "actor"})  # what an address may name
FILES: Final = (".csv", ".jsonl", ".graphml", "/original")
_FIELD: Final = re.compile(r"{(\w+)(?::\w+)?}")


def measure() -> dict[str, dict[str, float]]:
    """p50 and p95 in milliseconds, by page, each page asked for with many selections, documents, actors."""
    sizes = [int(size) for size in os.environ.get(SIZES, str(SIZE)).split(",")]
    figures: dict[str, dict[str, float]] = {}
    for size in sizes:
        folder = kept(size)
        for name, times in {**searches(folder), **asyncio.run(pages(folder))}.items():
            figures.setdefault(name, {}).update(
                {f"p50 ms, {size:,}": _quantile(times, 0.5), f"p95 ms, {size:,}": _quantile(times, 0.95)}
            )
    return figures


def kept(attributions: int) -> Path:
    """The folder of a made ledger of this size, which is made where it is not there yet."""
    folder = Path(tempfile.gettempdir()) / f"sayso-made-{VERSION}-{attributions}"
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=folder.parent) as new:
            made_ledger.make(Path(new) / "ledger", attributions)
            (Path(new) / "ledger").rename(folder)
    return folder


def searches(home: Home) -> dict[str, list[float]]:
    """Seconds that a page of hits with all facets takes, and the parts of it, each selection asked for once."""
    with View(home) as view:
        view.facets(Selection())  # what is kept in memory is there
        asked = list(selections(view, random.Random(SEED), SEARCHES))
        hits = [_seconds(partial(view.selected, each)) for each in asked]
        both = [_seconds(partial(_searched, view, each)) for each in asked[::-1]]
    return {"hits": hits, "hits and facets": both}


def _searched(view: View, selection: Selection) -> None:
    view.selected(selection)
    view.facets(selection)


async def pages(folder: Path) -> dict[str, list[float]]:
    """Seconds that the application takes for each of its pages; not for files, which are as long as what is in them."""
    with View(folder) as view:
        addresses = {path: list(_addresses(view, path)) for path in ROUTES if _is_page(path)}
    app = create_app(Settings(ledger=folder))
    transport = httpx.ASGITransport(app=app)
    times: dict[str, list[float]] = {}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8321") as client:
        prepare(app)  # as a server does when it starts
        await client.get("/ledger")
        for path, asked in addresses.items():
            times[path] = [await _answered(client, address) for address in asked]
    return times


def _is_page(path: str) -> bool:
    return not path.endswith(FILES) and KNOWN.issuperset(_FIELD.findall(path))


async def _answered(client: httpx.AsyncClient, address: str) -> float:
    started = time.perf_counter()
    answer = await client.get(address)
    seconds = time.perf_counter() - started
    if answer.status_code >= 400:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return seconds


def selections(view: View, dice: random.Random, count: int) -> Iterator[Selection]:
    """What people might ask for: one to three things at once, of those that are in the ledger."""
    fields = _fields(view)
    for _ in range(count):
        chosen = dice.sample(sorted(fields), dice.choice((1, 1, 2, 2, 3)))
        told: dict[str, Any] = {}
        for name in chosen:
            told |= fields[name](dice)
        yield Selection(**told)


def _fields(view: View) -> Mapping[str, Callable[[random.Random], dict[str, Any]]]:
    hits = view.selected(Selection(), "surest", 500).hits
    words = [word for hit in hits for word in " ".join(hit.content).split()]
    actors = [actor.id for actor in view.actors(limit=300, called=False)]
    places = view.chart(Selection()).spots
    publishers = [each.id for each in view.publishers()]
    weights = [1 / rank for rank in range(1, len(actors) + 1)]

    def somebody(dice: random.Random) -> str:
        return dice.choices(actors, weights)[0]

    def month(dice: random.Random) -> dict[str, Any]:
        told = f"{dice.choice((2022, 2023))}-{dice.randint(1, 12):02}"
        return {"since": told, "until": told}

    def area(dice: random.Random) -> dict[str, Any]:
        west, south = dice.uniform(-170, 120), dice.uniform(-50, 40)
        return {"area": (west, south, west + 40, south + 25)}

    return {
        "words": lambda dice: {"words": " ".join(dice.choices(words, k=dice.choice((1, 1, 2))))},
        "speaker": lambda dice: {"speaker": somebody(dice)},
        "about": lambda dice: {"about": somebody(dice)},
        "actor": lambda dice: {"actor": somebody(dice)},
        "act": lambda dice: {"act": dice.choice(get_args(Act))},
        "manner": lambda dice: {"manner": dice.choice(get_args(Manner))},
        "kind": lambda dice: {"kind": dice.choice(get_args(SpeakerKind))},
        "publisher": lambda dice: {"publisher": dice.choice(publishers)},
        "type": lambda dice: {"type": dice.choice(get_args(EventType))},
        "place": lambda dice: {"place": dice.choice(places[:200]).name},
        "area": area,
        "month": month,
        "hedged": lambda dice: {"hedged": dice.random() < 0.5},
        "nested": lambda dice: {"nested": dice.random() < 0.5},
    }


def _addresses(view: View, path: str) -> Iterator[str]:
    """Addresses of one route: with documents, attributions and actors of the ledger where it names these, else with
    selections."""
    dice = random.Random(f"{SEED} {path}")
    fields = _FIELD.findall(path)
    if not fields:
        for selection in (Selection(), *selections(view, dice, ASKED)):
            yield str(httpx.URL(path, params=params(selection)))
        return
    hits = view.selected(Selection(), "surest", ASKED).hits
    actors = [actor.id for actor in view.actors(limit=ASKED // 2, called=False)]
    actors += [actor.id for actor in view.actors(limit=ASKED // 2, offset=2000, called=False)]
    for number in range(ASKED):
        address = path
        for field in fields:
            named = {"attribution": hits[number].attribution, "actor": actors[number]}
            address = re.sub(rf"{{{field}(:\w+)?}}", named.get(field, hits[number].document.id), address)
        yield address


def _seconds(told: Callable[[], Any]) -> float:
    started = time.perf_counter()
    told()
    return time.perf_counter() - started


def _quantile(times: Sequence[float], share: float) -> float:
    """In milliseconds."""
    return round(sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000, 1)


if __name__ == "__main__":
    for name, row in measure().items():
        print(f"{name:50}", *(f"{told} {value:8.1f}" for told, value in row.items()))
