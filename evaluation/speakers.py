"""Speakers: 150 attributions of 15 BASIL articles, marked by hand, against what the installed reader says.

An attribution is found where a cue of the reader's overlaps the marked one. A speaker is right where the actor's name,
or one of the names that it has on the page, is one that was marked for the speaker, case, articles and titles aside;
for one who cannot be named where the words of one are among the other's and the last one is the same. An attribution is
right where all its speakers are and there is no other; where none was marked, where there is none.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.nested_texts import text_of
from evaluation.reading import readings
from sayso.lexicon.nominals import bare_name

GOLD = Path(__file__).parent / "gold" / "speakers.jsonl"
UNNAMED = frozenset({"official", "anonymous", "collective"})


def gold() -> list[dict[str, Any]]:
    """The marked attributions."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf8").splitlines()]


def texts(shared: Path) -> dict[str, str]:
    """The text of each article, by its BASIL id."""
    articles = dict.fromkeys(item["article"] for item in gold())
    return {key: text_of(f"data/same-story/basil-2010-2016.jsonl.gz#{key}", shared) for key in articles}


def folded(name: str) -> str:
    """A name to be compared: without case, article, possessive, title."""
    words = re.sub(r"['’]s\b", "", name).replace("’", "'").casefold().split()
    words = words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words
    return " ".join(bare_name(words) or words)


def same(wanted: Iterable[str], names: Iterable[str], unnamed: bool) -> bool:
    """Whether an actor of some names is the one who was marked."""
    ours, theirs = {folded(name) for name in names}, {folded(name) for name in wanted}
    if ours & theirs:
        return True
    pairs = ((a.split(), b.split()) for a in ours for b in theirs)
    return unnamed and any(a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a)) for a, b in pairs if a and b)


def right(item: Mapping[str, Any], attribution: Mapping[str, Any], actors: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the reader's attribution has the speakers that were marked."""
    found = [actors[key] for key in attribution["speakers"]]
    names = [[actor["name"], *(alias["text"] for alias in actor["aliases"])] for actor in found]
    wanted = [[name, *also] for name, also in zip(item["speakers"], item["also"], strict=True)]
    unnamed = item["kind"] in UNNAMED or item["kind"] == "document"
    if not found and item["kind"] == "document" and item["own words"]:
        return True  # a document without an issuer: nobody is as right as its own words
    taken: set[int] = set()
    for one in wanted:
        fit = next((k for k, some in enumerate(names) if k not in taken and same(one, some, unnamed)), None)
        if fit is None:
            return False
        taken.add(fit)
    return len(taken) == len(names)


def matched(item: Mapping[str, Any], attributions: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The reader's attribution whose cue overlaps the marked one most, of two the one with the nearer source."""
    marked = {i for start, end in item["cue"] for i in range(start, end)}

    def shared(attribution: Mapping[str, Any]) -> int:
        return len(marked & {i for start, end in attribution["cue"] for i in range(start, end)})

    best = max(attributions, key=shared, default=None)
    return best if best is not None and shared(best) else None


def judged(shared: Path) -> list[tuple[dict[str, Any], Mapping[str, Any] | None, bool, dict[str, Any]]]:
    """Each marked attribution with the reader's, whether its speakers are right, and the reading."""
    read = readings(texts(shared))
    out = []
    for item in gold():
        reading = read[item["article"]]
        actors = {actor["id"]: actor for actor in reading["actors"]}
        source = " ".join(reading["document"]["text"][start:end] for start, end in item["source"])
        item["own words"] = item["speakers"] == [source]
        attribution = matched(item, reading["attributions"])
        out.append((item, attribution, attribution is not None and right(item, attribution, actors), reading))
    return out


def measure(shared: Path) -> dict[str, Any]:
    """Accuracy among the attributions that were found, share found, accuracy of all; by form and outlet; and how often
    the kind of speaker is right."""
    count: Counter[str] = Counter()
    for item, attribution, good, _ in judged(shared):
        for key in ("all", item["form"]):
            count[f"{key} marked"] += 1
            count[f"{key} found"] += attribution is not None
            count[f"{key} right"] += good
        count["kind right"] += attribution is not None and attribution["speaker_kind"] == item["kind"]
        count["left open"] += attribution is not None and not attribution["speakers"] and bool(item["speakers"])
    out: dict[str, Any] = {}
    for key in ("all", "name", "nominal", "pronoun", "none"):
        out[key] = {
            "marked": count[f"{key} marked"],
            "found": round(100 * count[f"{key} found"] / max(count[f"{key} marked"], 1), 1),
            "accuracy of found": round(100 * count[f"{key} right"] / max(count[f"{key} found"], 1), 1),
            "accuracy of all": round(100 * count[f"{key} right"] / max(count[f"{key} marked"], 1), 1),
        }
    out["kind of speaker"] = round(100 * count["kind right"] / max(count["all found"], 1), 1)
    out["left open"] = count["left open"]
    return out
