"""Events: 200 sentences of conflict reporting, marked by hand, against what the installed reader says of them.

A sentence is read where it stands: in its BASIL article, in its MUC-4 document put into sentence case, or alone
(plover-train). `gold/events.md` says what was marked. Triggers are paired one to one: a predicted trigger of at most
five words fits a marked one where it covers its word, or the light verb or the other word that would be as good. What
falls on events that are open to doubt counts neither way.

Actors and targets are counted end to end: all that were marked are to be found, all that are predicted in the
sentences are to be right, and right are only those of paired events. A predicted party is right where it covers the
head word of a marked one and either lies within the marked phrase or has the same head word. Where the parties are
mutual (a meeting, a clash), either role will do and both count among the actors. Status and voice are judged on paired
events: the voice is right where it is the page's for the page's, or an attribution whose source covers the head of
the marked source, whose cue is the marked one where no source is named, or whose speaker is the actor that the reader
itself has for the marked source.
"""

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.muc import documents, recased
from evaluation.nested import f1
from evaluation.nested_texts import text_of
from evaluation.reading import readings

HERE = Path(__file__).parent / "gold"
AFTER = re.compile(
    r"[\s\"“(]*\b(?:of|in|at|on|from|to|by|with|for|against|near|who|whom|whose|which|that|including)\b|\s*[,;:(]|\s+[-–—]"
)
Item = Mapping[str, Any]
Range = Sequence[int]
LONGEST = 5


def gold() -> list[dict[str, Any]]:
    """The marked sentences, in the order of the file."""
    return [json.loads(line) for line in (HERE / "events.jsonl").read_text(encoding="utf8").splitlines()]


def key(item: Item) -> str:
    """The name of the text in which a sentence stands."""
    return f"{item['source']} {item['id']}"


def texts(shared: Path, items: Sequence[Item]) -> dict[str, str]:
    """The texts in which the sentences stand, by `key`. Raises ValueError where one is not what was marked."""
    lines = (HERE / "events-capitals.jsonl").read_text(encoding="utf8").splitlines()
    capitals = {line["id"]: line["capitals"] for line in map(json.loads, lines)}
    muc = documents(shared, "train")
    with gzip.open(shared / "data" / "events" / "plover-train.jsonl.gz", "rt", encoding="utf8") as file:
        plover = [json.loads(line)["sentence"] for line in file]
    out: dict[str, str] = {}
    for item in items:
        name, (start, end) = item["id"], item["sentence"]
        if key(item) not in out and item["source"] == "basil":
            out[key(item)] = text_of(f"data/same-story/basil-2010-2016.jsonl.gz#{name}", shared)
        elif item["source"] == "muc":
            out[key(item)] = recased(muc[name]["doc"], capitals[name])
        elif item["source"] == "plover":
            out[key(item)] = plover[name]
        if hashlib.sha256(out[key(item)][start:end].encode()).hexdigest()[:16] != item["sha256"]:
            raise ValueError(f"{key(item)}: not the sentence that was marked")
    return out


def meet(one: Range, other: Range) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def head(text: str, span: Range) -> Range:
    """The head word of a noun phrase: the last before what comes after the noun."""
    words = text[span[0] : span[1]]
    end = next((match.start() for match in AFTER.finditer(words) if match.start() > 0), len(words))
    found = list(re.finditer(r"[\w.]+(?:[-’'][\w.]+)*?(?=[’']s\b|[^\w.]|$)", words[:end]))
    return (span[0] + found[-1].start(), span[0] + found[-1].end()) if found else span


def party_fits(text: str, wanted: Item, found: Item) -> bool:
    """Whether a predicted party is the marked one, in any of the words that name it in the sentence."""
    span = found["span"]
    for words in wanted["words"]:
        (start, end), inner = words["span"], words["head"]
        covers = meet(span, inner)
        if covers and ((start <= span[0] and span[1] <= end) or meet(head(text, span), inner)):
            return True
    return False


class Count(NamedTuple):
    """How many are right, said and true."""

    right: int
    said: int
    true: int


def parties(text: str, wanted: Sequence[Item], found: Sequence[Item]) -> Count:
    """The parties of one event in one role, paired one to one; those that need not be found count neither way."""
    left, right, ignored = list(wanted), 0, 0
    for party in found:
        fits = [one for one in left if party_fits(text, one, party)]
        if fits:
            one = min(fits, key=lambda fit: bool(fit.get("optional")))
            left.remove(one)
            right += not one.get("optional")
            ignored += bool(one.get("optional"))
    return Count(right, len(found) - ignored, sum(not one.get("optional") for one in wanted))


def by_role(wanted: Item | None, found: Item | None) -> dict[str, tuple[list[Any], list[Any]]]:
    """The marked and the predicted parties by role; of mutual events all among the actors."""
    roles = ("actors", "targets")
    sides = {role: [list(side[role]) if side else [] for side in (wanted, found)] for role in roles}
    if wanted and wanted.get("mutual"):
        sides = {"actors": [a + b for a, b in zip(*sides.values(), strict=True)], "targets": [[], []]}
    return {role: (pair[0], pair[1]) for role, pair in sides.items()}


def trigger_fits(text: str, wanted: Item, found: Item) -> int:
    """0 for none; more for the marked word itself than for one as good, and more for the type."""
    if sum(len(text[start:end].split()) for start, end in found["trigger"]) > LONGEST:
        return 0
    hits = [any(meet(word, span) for span in found["trigger"]) for word in wanted["trigger"]]
    return any(hits) and 1 + 2 * hits[0] + 4 * (found["type"] in wanted["type"])


def pair(text: str, wanted: Sequence[Item], found: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Marked events with predicted ones, one to one, the best fits first, those open to doubt last."""
    fits = [
        (not one.get("optional"), trigger_fits(text, one, other), -i, -j)
        for i, one in enumerate(wanted)
        for j, other in enumerate(found)
    ]
    pairs: list[tuple[Item, Item]] = []
    taken: set[tuple[str, int]] = set()
    for _, good, i, j in sorted(fits, reverse=True):
        if good and not taken & {("wanted", -i), ("found", -j)}:
            taken |= {("wanted", -i), ("found", -j)}
            pairs.append((wanted[-i], found[-j]))
    return pairs


def voice_fits(wanted: Sequence[Item | None], event: Item, reading: Item) -> bool:
    """Whether a predicted event has one of the marked voices."""
    if event["voice"] is None:
        return None in wanted
    attribution = next((one for one in reading["attributions"] if one["id"] == event["voice"]), None)
    return attribution is not None and any(one is not None and speaks(one, attribution, reading) for one in wanted)


def speaks(wanted: Item, attribution: Item, reading: Item) -> bool:
    """Whether an attribution's is the marked voice."""
    if not wanted["source"]:
        return any(meet(wanted["cue"], span) for span in attribution["cue"])
    # Of a noun that says by itself (*reports that …*) the same word is source for one and cue for the other.
    words = attribution["source"] or attribution["cue"]
    if any(meet(wanted["source"], span) for span in words):
        return True
    actors = {one["actor"] for one in reading["mentions"] if meet(wanted["source"], one["span"])}
    return bool(actors & set(attribution["speakers"]))


def judge(item: Item, reading: Item) -> Counter[str]:
    """The counts of one sentence."""
    text, (start, end) = reading["document"]["text"], item["sentence"]
    found = [event for event in reading["events"] if start <= event["trigger"][0][0] < end]
    pairs = pair(text, item["events"], found)
    sure = [(one, other) for one, other in pairs if not one.get("optional")]
    doubtful = {id(other) for one, other in pairs if one.get("optional")}
    partner = {id(one): other for one, other in sure}
    count = Counter({"trigger right": len(sure), "trigger said": len(found) - len(doubtful), "doubtful": len(doubtful)})
    for one in item["events"]:
        if not one.get("optional"):
            count["trigger true"] += 1
            add_parties(count, text, one, partner.get(id(one)))
    for other in found:
        if id(other) not in doubtful and not any(other is mate for _, mate in sure):
            add_parties(count, text, None, other)
    for one, other in sure:
        count["type right"] += other["type"] in one["type"]
        count["status right"] += other["status"] in one["status"]
        count["voice right"] += voice_fits(one["voice"], other, reading)
        if None not in one["voice"]:
            count["told found"] += 1
            count["told right"] += voice_fits(one["voice"], other, reading)
    return count


def add_parties(count: Counter[str], text: str, wanted: Item | None, found: Item | None) -> None:
    """Adds the parties of a marked event, a predicted one, or a pair."""
    for role, (true, said) in by_role(wanted, found).items():
        for name, value in parties(text, true, said)._asdict().items():
            count[f"{role} {name}"] += value
            if wanted and found:
                count[f"{role} of pairs {name}"] += value


def rows(count: Mapping[str, int]) -> dict[str, Any]:
    """The figures of some counts: F1, precision and recall in percent, and accuracies of what was found."""

    def three(name: str, right: str | None = None) -> dict[str, float]:
        return f1(count[right or f"{name} right"], count[f"{name} said"], count[f"{name} true"])

    found, told = max(count["trigger right"], 1), max(count["told found"], 1)
    said = count["trigger said"] + count["doubtful"]
    return {
        "f1": {
            "trigger": three("trigger"),
            "trigger and type": three("trigger", "type right"),
            "trigger, doubtful ones counted wrong": f1(count["trigger right"], said, count["trigger true"]),
            "actors": three("actors"),
            "targets": three("targets"),
            "actors of found events": three("actors of pairs"),
            "targets of found events": three("targets of pairs"),
        },
        "accuracy": {
            "status": round(100 * count["status right"] / found, 1),
            "voice": round(100 * count["voice right"] / found, 1),
            "voice where it is not the page's": round(100 * count["told right"] / told, 1),
            "events found": count["trigger right"],
            "events marked": count["trigger true"],
        },
    }


def measure(shared: Path) -> dict[str, Any]:
    """All figures, and F1 of triggers by where the sentences are from."""
    items = gold()
    read = readings(texts(shared, items))
    counts: dict[str, Counter[str]] = {"all": Counter()}
    for item in items:
        one = judge(item, read[key(item)])
        counts["all"].update(one)
        counts.setdefault(item["source"], Counter()).update(one)
    out = rows(counts.pop("all"))
    for source, count in counts.items():
        out["f1"][f"trigger, {source}"] = rows(count)["f1"]["trigger"]
    return out
