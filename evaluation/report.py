"""The figures as Markdown, each beside its floor and aim."""

from collections.abc import Iterable
from typing import Any

FLOOR = {"cue": 84, "source exact": 79, "content exact": 65, "usable": 74, "clean": 61}
AIM = {"cue": 87, "source exact": 83, "content exact": 72, "usable": 80, "clean": 70}
COFENET = {"cue": 75.3, "source": 83.2, "content": 72.9}


def table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A Markdown table."""
    lines = [list(head)]
    lines.append(["---"] * len(lines[0]))
    lines += [[str(cell) for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _attributions(figures: Any) -> str:
    rows = [
        (name, row["f1"], row["precision"], row["recall"], FLOOR.get(name, ""), AIM.get(name, ""))
        for name, row in figures["linked"].items()
    ]
    spans = [(role, value, COFENET[role]) for role, value in figures["by_span"].items()]
    return (
        "PolNeAR dev, whole documents, through `sayso read --format jsonl`, the project's scorer:\n\n"
        + table(("", "F1", "precision", "recall", "floor", "aim"), rows)
        + "\n\nBy span and role, links not asked; beside it BERT-base with CofeNet's decoder, on *test* articles:\n\n"
        + table(("", "F1 (dev)", "CofeNet (test)"), spans)
    )


def _nested(figures: Any) -> str:
    head = ("", "F1", "precision", "recall")
    pages = [(name, *row.values()) for name, row in figures["pages"].items()]
    trees = [(name, *row.values()) for name, row in figures["gum"].items()]
    return (
        "Hand-marked pages (floor: F1 65; the threshold of inner cues was chosen on them). *cue*: the cues overlap; "
        "*found*: and the contents share at least half; *usable*: and the sources overlap or both have none.\n\n"
        + table(head, pages)
        + "\n\nGUM discourse trees, none of them trained on. *strict*: every nested prediction counts; *judged*: those "
        "whose content is made of whole discourse units, of which alone GUM has an opinion.\n\n" + table(head, trees)
    )


def _plain(figures: Any) -> str:
    return table(("", ""), ((name, _told(value)) for name, value in figures.items()))


def _told(value: Any) -> Any:
    return round(value, 3 if value < 10 else 1) if isinstance(value, int | float) else value


def _rows(figures: Any) -> str:
    """One row for each of several sets of the same figures."""
    head = list(dict.fromkeys(key for row in figures.values() for key in row))
    return table(("", *head), ((name, *(row.get(key, "") for key in head)) for name, row in figures.items()))


def _databases(figures: Any) -> str:
    if "answers" not in figures:
        return "PostgreSQL is not installed."
    one, other = figures["SQLite"], figures["PostgreSQL"]
    told = figures["answers"]
    return f"Of {told['questions']:,} questions {told['answered differently']} were answered differently.\n\n" + table(
        ("", "SQLite", "PostgreSQL"), ((name, one.get(name, ""), value) for name, value in other.items())
    )


def _speakers(figures: Any) -> str:
    rows = {name: row for name, row in figures.items() if isinstance(row, dict)}
    rest = {name: value for name, value in figures.items() if not isinstance(value, dict)}
    return _rows(rows) + "\n\n" + _plain(rest)


def _acts(figures: Any) -> str:
    parts = [_rows(figures["acts"]), _rows(figures["by act"])]
    parts += [table(("", *figures[name]), [(name, *figures[name].values())]) for name in ("negated", "hedges")]
    confused = "; ".join(
        f"{act} for {', '.join(f'{said} {times}' for said, times in row.items() if said != act)}"
        for act, row in figures["confusions"].items()
        if set(row) - {act}
    )
    return "\n\n".join([*parts, f"Marked, and what the reader said instead: {confused}"])


def _plover(figures: Any) -> str:
    head = [("", *figures["F1"])]
    rows = [("F1", *figures["F1"].values())]
    rows += [(name, *(row.get(other, "") for other in figures["F1"])) for name, row in figures["told"].items()]
    kept = [(name, figures[name]) for name in ("sentences", "macro-F1", "over parts", "accuracy")]
    return table(("", ""), kept) + "\n\nRows are what it is, columns what was told:\n\n" + table(head[0], rows)


def _events(figures: Any) -> str:
    return _rows(figures["f1"]) + "\n\n" + _plain(figures["accuracy"])


def _offsets(figures: Any) -> str:
    rows = [(name, *row.values()) for name, row in figures.items()]
    return (
        table(("", "pages", "spans", "wrong", "exit status of `sayso verify`"), rows)
        + "\n\nRandom Unicode in the ledger, the JSONL and a real browser: the property tests in `tests/`."
    )


def _echoes(figures: Any) -> str:
    return _plain(figures["changed by up to 30 %"]) + "\n\nMarked in BASIL:\n\n" + _plain(figures["marked"])


SECTIONS = {
    "attributions": ("Attributions", _attributions),
    "nested": ("Nested attributions", _nested),
    "names": ("Names (strict F1; UNER EWT dev: floor 77, aim 82)", _rows),
    "coreference": ("Coreference, GUM dev (sources: accuracy at least 80 with coverage at least 70)", _plain),
    "speakers": ("Speakers, 150 attributions of 15 BASIL articles (accuracy at least 85)", _speakers),
    "acts": ("Acts, 300 attributions of PolNeAR dev (macro-F1 at least 75)", _acts),
    "plover": (
        "PLOVER type given marked actors, plover-train in five parts (macro-F1: floor 70, aim 80; a zero-shot "
        "RoBERTa-large has 82 on other sentences)",
        _plover,
    ),
    "events": (
        "Events, 200 sentences marked by hand (trigger F1 at least 75, actors and targets 65, status 80, voice 90)",
        _events,
    ),
    "muc": ("Roles in MUC-4 dev, 200 documents put into sentence case", _rows),
    "figures": (
        "Figures, 155 marked in 407 sentences of BASIL and GUM; percent of those marked (all right: at least 80)",
        _speakers,
    ),
    "places": ("Places, LGL (within 161 km: at least 75; percent but for the median error)", _rows),
    "dates": ("Dates, GUM dev, beside dateparser", _rows),
    "systems": (
        "The described system of ten pages (tie F1 at least 60, sign 85, blocs by adjusted Rand .6)",
        _rows,
    ),
    "register": ("Register of actors (scan less than 5 % of reading)", _plain),
    "syntax": ("Parts of speech and dependencies, percent of words", _rows),
    "page text": ("Page text (floor: F1 .93)", _plain),
    "speed": (
        "Speed, one core (floors: ratio .6 for text and .5 for HTML, first page 2 s, help 0.3 s, peak memory 600 MB)",
        _plain,
    ),
    "pace": ("Pace against the commit before (at least .90)", _plain),
    "ledger": ("Ledger (floor: 200 documents/s)", _plain),
    "web": (
        "Server time of pages on made ledgers of so many attributions, ten a page (p95: pages 100 ms, a search with "
        "all its facets 50 ms, both at 100,000)",
        _rows,
    ),
    "load": ("The server under load while pages come in, 100,000 attributions (no 5xx, p99 at most 500 ms)", _plain),
    "throughput": (
        "Throughput of `sayso read --jobs N` (at least .8 of linear; .6 of the bare encoder for text, .5 for HTML; "
        "600 MB a process)",
        _rows,
    ),
    "growth": ("Growth of one ledger (pages/s read at the end at least .9 of those at the start)", _rows),
    "kills": ("Kills and a full disk (nothing lost, doubled or partial)", _plain),
    "ray": ("Ray, a worker killed in each run (the same as the serial one)", _plain),
    "fuzzing": ("Fuzzing (no crash, no deadline overrun)", _plain),
    "fetching": ("Fetching: forbidden targets direct, by redirect, by a name that changes (none reached)", _plain),
    "extraction": ("Text extraction beside others on the 29 shared pages", _rows),
    "stories": ("Stories (B-cubed F1: BASIL .98 with dates, .93 without)", _rows),
    "story pages": ("Story pages of the samples against what was written into them (percent, and of how many)", _rows),
    "claims": ("Pairs of claims, the dev half (macro-F1 at least 70)", _rows),
    "claims, test half": ("Pairs of claims, the test half, opened once and by nothing that was written after", _rows),
    "same events": ("Same event, ECB+ dev, gold mentions (CoNLL F1 at least 80 given subtopics, 73 given none)", _rows),
    "echoes": ("Echoes (precision .98 at recall .9 for copies with up to 30 % change)", _echoes),
    "comparing": ("Comparing a page that comes, as the ledger grows (less than tenfold)", _rows),
    "formats": ("Formats: random readings out, and read back by programs of others (no fault)", _plain),
    "exporting": ("Exporting 100,000 attributions to each format (flat ones in at most 10 s, memory flat)", _rows),
    "spreadsheets": ("Formulas in CSV, opened by LibreOffice (no cell computes)", _plain),
    "tampering": (
        "Tampering with a ledger, against a kept head (all found, no alarm; 100,000 entries verified within 10 s)",
        _plain,
    ),
    "backups": ("Backups while pages come in (each restores and verifies)", _plain),
    "databases": ("A ledger in SQLite and the same one in PostgreSQL (none answered differently)", _databases),
    "offsets": ("Offsets", _offsets),
}


def markdown(results: dict[str, Any]) -> str:
    """The whole report; `results` holds for each measure `when`, `machine`, `commit` and `figures`."""
    parts = [
        "# Results\n\nWritten by `python -m evaluation`. Timings are a shared machine's: compare ratios within a run."
    ]
    for name, (title, section) in SECTIONS.items():
        if name in results:
            row = results[name]
            origin = f"<sub>{row['when']}; {row['machine']}; commit {row['commit']}</sub>"
            parts.append(f"## {title}\n\n{section(row['figures'])}\n\n{origin}")
    return "\n\n".join(parts) + "\n"
