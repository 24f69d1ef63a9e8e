"""Whether the account of a story says what was written into its pages: the sample stories against their truth.

A truth's words stand for what is told there: what an account has over most of them is taken for it. Everything is in
percent; the pages are few, and were seen while the account was written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import yaml
from msgspec import Struct

from sayso.compare.account import Account, ClaimRow, account
from sayso.compare.figures import Rivals
from sayso.compare.naming import Naming
from sayso.pipeline import Reader
from sayso.records import Reading, Span
from sayso.sources import files

SAMPLES: Final = Path(__file__).parents[1] / "samples"
PAGES: Final = SAMPLES / "stories" / "pages"
TRUTH: Final = SAMPLES / "stories" / "TRUTH.yaml"
_DECIDED: Final = frozenset({"denied_by", "denies", "contradicts"})
_MOST: Final = 0.5  # the share of a truth's words over which a telling stands

Count = tuple[int, int]  # how many are right, of how many


class Story(Struct, frozen=True):
    """A sample story: its truth, its readings by page, its account."""

    truth: Mapping[str, Any]
    readings: Mapping[str, Reading]
    account: Account


def measure() -> dict[str, dict[str, float]]:
    """Percent right of each kind, by story and in all, and of how many in all (`of`)."""
    found = {story.truth["id"]: counts(story) for story in stories()}
    return {name: _percent({id: told[name] for id, told in found.items()}) for name in next(iter(found.values()))}


def _percent(by_story: Mapping[str, Count]) -> dict[str, float]:
    """Percent right; a story that has none of a kind is left out."""
    right, of = (sum(count[side] for count in by_story.values()) for side in (0, 1))
    shares = {id: round(100 * count[0] / count[1], 1) for id, count in by_story.items() if count[1]}
    return {"all": round(100 * right / of, 1) if of else 0.0, "of": of, **shares}


def stories() -> Iterator[Story]:
    """The sample stories, read."""
    reader = Reader(actors=SAMPLES / "actors.yaml")
    for truth in yaml.safe_load(TRUTH.read_text(encoding="utf8"))["stories"]:
        readings = {page: reader.read(files.load(PAGES / page, 1_000_000)) for page in truth["pages"]}
        yield Story(truth, readings, account(tuple(readings.values())))


def counts(story: Story) -> dict[str, Count]:
    """What is right of one story, by what it is."""
    return {
        "tellings": _sum(_tellings(story, claim) for claim in story.truth["claims"]),
        "in rows of their own": _apart(story),
        "deniers": _sum(_deniers(story, claim) for claim in story.truth["claims"]),
        "gaps": _sum(_gaps(story, claim) for claim in story.truth["claims"]),
        "no false gaps": _sum(_false_gaps(story, claim) for claim in story.truth["claims"]),
        "common sources": _sources(story),
        "echoes": _echoes(story),
        "figures": _sum(_figures(story, each["said"]) for each in story.truth["figures"]),
        "changed figures": _sum(_changed(story, each.get("over_time", ())) for each in story.truth["figures"]),
        "namings": _namings(story),
    }


def _sum(told: Iterable[Count]) -> Count:
    found = list(told)
    return sum(right for right, _ in found), sum(of for _, of in found)


def place(story: Story, page: str, words: str) -> tuple[str, Span]:
    """The document and the span of words of a page."""
    document = story.readings[page].document
    start = document.text.index(words)
    return document.id, (start, start + len(words))


def rows(story: Story, entry: Mapping[str, Any]) -> list[ClaimRow]:
    """The rows in which what a truth tells stands."""
    document, (start, end) = place(story, entry["page"], entry["words"])
    return [
        row
        for row in story.account.claims
        for cell in row.cells
        for each in cell.tellings
        if each.item[0] == document
        and _over(each.spans, (start, end)) >= _MOST * min(end - start, sum(b - a for a, b in each.spans))
    ]


def _over(spans: Iterable[Span], words: Span) -> int:
    """How many code points of some words stand in spans."""
    return sum(max(0, min(words[1], end) - max(words[0], start)) for start, end in spans)


def main_row(story: Story, claim: Mapping[str, Any]) -> ClaimRow | None:
    """The row that has most of those who assert a claim."""
    found = [row for entry in claim["by"] if entry["does"] not in ("denies", "corrects") for row in rows(story, entry)]
    times = {row.id: sum(row.id == other.id for other in found) for row in found}
    return max(found, key=lambda row: (times[row.id], row.id)) if found else None


def _tellings(story: Story, claim: Mapping[str, Any]) -> Count:
    """Those who assert a claim that stand in its row."""
    row = main_row(story, claim)
    said = [entry for entry in claim["by"] if entry["does"] not in ("denies", "corrects")]
    return sum(row is not None and row.id in {each.id for each in rows(story, entry)} for entry in said), len(said)


def _apart(story: Story) -> Count:
    """Pairs of what asserts two claims that stand in two rows."""
    told = [
        (claim["id"], {row.id for row in found})
        for claim in story.truth["claims"]
        for entry in claim["by"]
        if entry["does"] == "asserts" and (found := rows(story, entry))
    ]
    pairs = [(one, other) for (name, one), (also, other) in combinations(told, 2) if name != also]
    return sum(one.isdisjoint(other) for one, other in pairs), len(pairs)


def _deniers(story: Story, claim: Mapping[str, Any]) -> Count:
    """Those who deny a claim in a row that is told to be against one that has it."""
    having = {row.id for entry in claim["by"] if entry["does"] != "denies" for row in rows(story, entry)}
    denied = [entry for entry in claim["by"] if entry["does"] == "denies"]
    right = sum(any(_is_against(row, having) for row in rows(story, entry)) for entry in denied)
    return right, len(denied)


def _is_against(row: ClaimRow, having: set[str]) -> bool:
    return any(each.row in having and each.how in _DECIDED for each in row.against)


def _gaps(story: Story, claim: Mapping[str, Any]) -> Count:
    """Publishers none of whose pages tells of a claim that stand as missing in its row."""
    row, silent = main_row(story, claim), _silent(story, claim)
    missing = set() if row is None else {gap.page.name for gap in row.missing}
    return len(silent & missing), len(silent)


def _false_gaps(story: Story, claim: Mapping[str, Any]) -> Count:
    """Publishers who assert a claim that do not stand as missing in its row."""
    row = main_row(story, claim)
    tell = {_publisher(story, entry["page"]) for entry in claim["by"] if entry["does"] == "asserts"}
    missing = set() if row is None else {gap.page.name for gap in row.missing}
    return len(tell - missing) if row is not None else 0, len(tell)


def _silent(story: Story, claim: Mapping[str, Any]) -> set[str]:
    silent = {_publisher(story, page) for page in claim["leaves_out"]}
    return silent - {_publisher(story, page) for page in story.truth["pages"] if page not in claim["leaves_out"]}


def _publisher(story: Story, page: str) -> str:
    id = story.readings[page].document.id
    return next(each.publisher for each in story.account.pages if each.id == id)


def _sources(story: Story) -> Count:
    """Pages that have a claim from one source, in one origin of its row."""
    right = of = 0
    for common in story.truth["common_sources"]:
        ids = {story.readings[page].document.id for page in common["pages"]}
        for claim in (each for each in story.truth["claims"] if each["id"] in common["claims"]):
            row = main_row(story, claim)
            groups = [] if row is None else [set(group.documents) & ids for group in row.origins.groups]
            right += max((len(group) for group in groups), default=0) - 1 if groups else 0
            of += len(ids) - 1
    return max(right, 0), of


def _echoes(story: Story) -> Count:
    """The echoes and none beside, each with who had it first, that a page of another's text is told to copy."""
    told = {(page["page"], page["of"]) for page in story.truth["echoes"]}
    path = {reading.document.id: page for page, reading in story.readings.items()}
    found = {(path[page.id], path[page.copies]) for page in story.account.pages if page.copies}
    return len(told & found), len(told | found)


def _figures(story: Story, said: Sequence[Mapping[str, Any]]) -> Count:
    """Those of the numbers for one thing that stand side by side."""
    best = max((sum(_has(story, each, entry) for entry in said) for each in story.account.figures), default=0)
    return best, len(said)


def _has(story: Story, figures: Rivals, entry: Mapping[str, Any]) -> bool:
    """Whether a number stands among those for one thing, in its words."""
    document, (start, end) = place(story, entry["page"], entry["words"])
    return any(
        each.heard.basis.document == document
        and each.value.low == entry["low"]
        and start <= each.heard.basis.span[0]
        and each.heard.basis.span[1] <= end
        for given in figures.accounts
        for each in (*(t for step in given.steps for t in step.tellings), *given.besides)
    )


def _changed(story: Story, told: Sequence[Mapping[str, Any]]) -> Count:
    """Speakers whose numbers stand in the order in which they gave them."""
    given = [
        (account.voice.name.replace("’", "'"), [step.value.low for step in account.steps])
        for figures in story.account.figures
        for account in figures.accounts
    ]
    right = sum(
        any(each["speaker"].replace("’", "'") in name and values == each["values"] for name, values in given)
        for each in told
    )
    return right, len(told)


def _namings(story: Story) -> Count:
    """Names that the account has on their page, in the voice that uses them: a page's own, or somebody else's."""
    by = [
        naming
        for told in (*(one.by for one in story.account.names), *(row.termed.by for row in story.account.events))
        for naming in told
    ]
    return sum(_names(story, by, each) for each in story.truth["namings"]), len(story.truth["namings"])


def _names(story: Story, by: Iterable[Naming], told: Mapping[str, Any]) -> bool:
    document, (start, end) = place(story, told["page"], told["name"])
    return any(
        (naming.mode == "own") == (told["voice"] == "page")
        and any(
            basis.document == document and basis.span[0] < end and start < basis.span[1]
            for called in naming.called
            for basis in called.bases
        )
        for naming in by
    )
