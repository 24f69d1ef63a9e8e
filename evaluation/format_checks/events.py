"""Events in the columns of ACLED, UCDP's GED, POLECAT and GDELT, and as PLOVER's JSON, read back by DuckDB and Python's
own JSON, and held against what was chosen."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import duckdb

from sayso.export import acled, gdelt, plover, polecat, ucdp
from sayso.export.meta import Meta
from sayso.ledger.happened import stretches
from sayso.records import Attribution, Chosen, Event, Reading

META: Final = Meta(made="2024-03-02T08:00:00+00:00", version="0")
Line = dict[str, Any]
Write = Callable[[Iterable[Chosen], Meta], Iterator[bytes]]


def check(chosen: Sequence[Chosen]) -> list[str]:
    """What is wrong with these formats of what is chosen; nothing where all of it is there."""
    events = {event.id: (each, event) for each in chosen for event in each.reading.events if event.id in each.events}
    read = {
        "acled": _table(acled.write, chosen),
        "ucdp": _table(ucdp.write, chosen),
        "polecat": _table(polecat.write, chosen, "\t"),
        "plover": [json.loads(line) for line in b"".join(plover.write(chosen, META)).decode().splitlines()],
        "gdelt": _table(gdelt.write_mentions, chosen, "\t", list(gdelt.MENTIONS)),
    }
    return [
        *(fault for name, lines in read.items() for fault in _faults(name, lines, events)),
        *_gdelt_events(_table(gdelt.write, chosen, "\t", list(gdelt.EVENTS)), events),
    ]


def _faults(format: str, lines: Sequence[Line], events: Mapping[str, tuple[Chosen, Event]]) -> Iterator[str]:
    flat = [_FLAT[format](line) for line in lines]
    if (found := [line["event"] for line in flat]) != list(events):
        yield f"{format}: {len(found)} events for {len(events)}, or others, or in another order"
        return
    for line in flat:
        expected = _expected(*events[line["event"]])
        for name, value in expected.items():
            if not _holds(name, value, line):
                yield f"{format}: {name} of {line['event']} is {line.get(name)!r}, not {value!r}"


def _holds(name: str, expected: Any, line: Line) -> bool:
    """Whether a line has what it should. Runs of blanks and line ends are one blank in tables."""
    if name not in line:
        return name == "day"  # a mention has none
    if name in ("parties", "ids", "figures", "by"):
        return all(_one_line(each) in _one_line(line[name]) for each in expected)
    if isinstance(expected, str):
        return _one_line(line[name]) == _one_line(expected)
    return bool(line[name] == expected)


def _expected(chosen: Chosen, event: Event) -> Line:
    reading = chosen.reading
    voice = next((each for each in reading.attributions if each.id == event.voice), None)
    return {
        "type": event.type,
        "so": event.status in ("happened", "ongoing") and not event.negated,
        "voice": event.voice or "",
        "by": _speakers(reading, voice),
        "publisher": reading.document.publisher or "",
        "document": reading.document.id,
        "words": _one_line(stretches(reading)[event.id][1]),
        "parties": _parties(reading, event),
        "ids": [chosen.joined.get(side.actor, side.actor) for side in (*event.actors, *event.targets) if side.actor],
        "figures": [reading.document.text[slice(*each.span)] for each in reading.figures if each.event == event.id],
        "day": _day(reading, event),
    }


def _speakers(reading: Reading, voice: Attribution | None) -> list[str]:
    if voice is None:
        return ["page"]
    names = {actor.id: actor.name for actor in reading.actors}
    return [names[key] for key in voice.speakers] or [reading.document.text[slice(*span)] for span in voice.source]


def _parties(reading: Reading, event: Event) -> list[str]:
    """The name of each party, or else its words."""
    names = {actor.id: actor.name for actor in reading.actors}
    sides = (*event.actors, *event.targets)
    return [names[side.actor] if side.actor else reading.document.text[slice(*side.span)] for side in sides]


def _day(reading: Reading, event: Event) -> str:
    """The day of an event, of one that is told to the day with its year."""
    date = next((each for each in reading.dates if each.id == event.date), None)
    told = date is not None and date.first == date.last and date.precision != "vague"
    return date.first if date and told and date.first and not date.first.startswith("--") else ""


def _acled(line: Line) -> Line:
    line = _bare(line)
    return _own(line) | {
        "parties": " ".join(line[name] for name in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")),
        "day": line["event_date"] if line["time_precision"] == "1" else "",
    }


def _ucdp(line: Line) -> Line:
    line = _bare(line)
    day = line["date_start"] if line["date_start"] == line["date_end"] else ""
    return _own(line) | {"parties": f"{line['side_a']} {line['side_b']}", "day": day}


def _polecat(line: Line) -> Line:
    line = _bare(line)
    return _own(line) | {"day": line["Event Date"], "parties": f"{line['actors']} {line['targets']}"}


def _own(line: Line) -> Line:
    """What a table with a header has in the columns that sayso adds."""
    return {
        "event": line["event"],
        "type": line["plover"].partition("/")[0],
        "so": line["status"].removesuffix(", hedged") in ("happened", "ongoing"),
        "voice": line["voice_id"],
        "by": line["voice"],
        "publisher": line["publisher"],
        "document": line["document"],
        "words": line["words"],
        "ids": f"{line['actor_ids']} {line['target_ids']}",
        "figures": line["notes"],
    }


def _plover(line: Line) -> Line:
    parties = [*line["actor"], *line["recipient"]]
    return {
        "event": line["id"],
        "type": line["event"][0],
        "so": line["has_event"],
        "voice": line["voices"][0]["id"] if line["voices"] else "",
        "by": line["voice"],
        "publisher": line["cite_info"].get("publication", ""),
        "document": line["document"],
        "words": line.get("text", ""),
        "figures": " ".join(each["words"] for each in line["figures"]),
        "day": line.get("date", "") if "enddate" not in line else "",
        "parties": " ".join(each["name"] for each in parties),
        "ids": " ".join(each["id"] or "" for each in parties),
    }


def _mention(line: Line) -> Line:
    extras = json.loads(line["Extras"].removeprefix("'"))
    return {
        "event": extras["event"],
        "type": extras["plover"][0],
        "so": extras["status"].removesuffix(", hedged") in ("happened", "ongoing"),
        "voice": extras["voice_id"] or "",
        "by": extras["voice"],
        "publisher": extras["publisher"] or "",
        "document": extras["document"],
        "words": extras["words"],
        "parties": " ".join([*extras["actors"], *extras["targets"]]),
        "ids": " ".join(filter(None, [*extras["actor_ids"], *extras["target_ids"]])),
        "figures": extras["notes"],
    }


_FLAT: Final = {"acled": _acled, "ucdp": _ucdp, "polecat": _polecat, "plover": _plover, "gdelt": _mention}


def _gdelt_events(lines: Sequence[Line], events: Mapping[str, tuple[Chosen, Event]]) -> Iterator[str]:
    if [line["GLOBALEVENTID"] for line in lines] != [str(int(key[:13], 16)) for key in events]:
        yield "gdelt: other events, or in another order"
        return
    for line, (chosen, event) in zip(lines, events.values(), strict=True):
        expected = _expected(chosen, event)
        if bool(line["EventCode"]) != expected["so"]:
            yield f"gdelt: the code of {event.id} is {line['EventCode']!r}, and it is told as {event.status}"
        if line["SQLDATE"].replace("-", "") != expected["day"].replace("-", ""):
            yield f"gdelt: the day of {event.id} is {line['SQLDATE']!r}, not {expected['day']!r}"


def _bare(line: Line) -> Line:
    """A row without the apostrophes before cells that might have been formulas."""
    flagged = line["flagged"].split("; ") if line["flagged"] else []
    return {name: cell[1:] if name in flagged else cell for name, cell in line.items()}


def _one_line(words: str) -> str:
    return " ".join(words.split()).replace("\0", "\ufffd")


def _table(write: Write, chosen: Iterable[Chosen], between: str = ",", names: list[str] | None = None) -> list[Line]:
    """The rows as DuckDB reads them, all cells as text."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as read:
        path = Path(folder, "table")
        path.write_bytes(b"".join(write(chosen, META)))
        if path.stat().st_size == 0:
            return []
        columns = names or _header(path, between)
        types = ", ".join(f"'{name}': 'VARCHAR'" for name in columns)
        found = read.execute(
            f"SELECT * FROM read_csv(?, columns = {{{types}}}, header = {not names}, delim = '{between}', quote = '\"',"
            " escape = '\"', auto_detect = false)",
            [str(path)],
        ).fetchall()
        return [{name: cell or "" for name, cell in zip(columns, row, strict=True)} for row in found]


def _header(path: Path, between: str) -> list[str]:
    with path.open(encoding="utf-8-sig") as lines:
        return [name.strip('"') for name in next(lines).rstrip("\r\n").split(between)]
