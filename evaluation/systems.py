"""The described system: who stands with whom and against whom on ten pages, marked by hand, against what is told of it.

A pair of actors is found where the described system ties them, whoever of the two comes first. An actor that the
program names is the marked one that shares most of its names; several may be the same one, then their ties are taken
together, and those between them are none. Pairs marked as optional (true of the page, but not what a reader must
list) are counted neither as wanted nor as wrong. The sign of a pair is that of its ties' sum by weight, and right
where the page's own voice or a speaker of the page tells it so.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from importlib import import_module
from math import comb
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple, Protocol

from evaluation.nested_texts import text_of
from evaluation.speakers import folded
from sayso.pipeline import read
from sayso.records import Actor, Reading

GOLD = Path(__file__).parent / "gold" / "systems.jsonl"
CLAUSE = re.compile(r"\s+(?:who|that|which)\b.*", re.DOTALL)
"""What may follow the name of somebody unnamed (*families who say …*)."""

Item = Mapping[str, Any]
Pair = frozenset[str]


class Tie(Protocol):
    """What is asked of a tie: two actors (ids), the sign and how much is said for it."""

    @property
    def one(self) -> str: ...
    @property
    def other(self) -> str: ...
    @property
    def sign(self) -> int: ...
    @property
    def weight(self) -> float: ...


class Bloc(Protocol):
    """What is asked of a bloc: its members' ids."""

    @property
    def members(self) -> Sequence[str]: ...


class System(Protocol):
    """What is asked of a described system."""

    @property
    def ties(self) -> Sequence[Tie]: ...
    @property
    def blocs(self) -> Sequence[Bloc]: ...


class Score(NamedTuple):
    """One page. `pairs` has what is summed over pages; the two Rand indices are None where fewer than two actors were
    found: over every marked actor that was (outside of blocs each stands alone), and over those of marked blocs."""

    pairs: Counter[str]
    blocs: float | None
    members: float | None


def gold() -> list[dict[str, Any]]:
    """The marked pages."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf8").splitlines()]


def reading(page: Item, shared: Path) -> Reading:
    """A page as the program reads it. Raises ValueError where it is not the one that was marked."""
    source = page["page"]
    html = source.endswith(".html")
    data = (shared / source).read_bytes() if html else text_of(source, shared).encode()
    if not hashlib.sha256(data).hexdigest().startswith(page["sha256"]):
        raise ValueError(f"{source}: not the page that was marked")
    return read(shared / source) if html else read(text=data.decode())


def known(page: Item, actors: Iterable[Actor]) -> dict[str, str]:
    """The marked actor of each of the program's that is one: the one that shares most of its names."""
    marked = {key: {folded(name) for name in names} for key, names in page["actors"].items()}
    out = {}
    for actor in actors:
        said = (actor.name, *(alias.text for alias in actor.aliases))
        names = {folded(CLAUSE.sub("", name)) for name in said}
        best = max(marked, key=lambda key: (len(marked[key] & names), folded(actor.name) in marked[key]))
        if marked[best] & names:
            out[actor.id] = best
    return out


def signs(ties: Iterable[Tie], keys: Mapping[str, str]) -> dict[Pair, int]:
    """Each pair that is tied, by marked actors where the ends are such, with its sign: 1, -1, 0 for as much of both."""
    sums: dict[Pair, float] = {}
    for tie in ties:
        pair = frozenset(keys.get(end, f"unmarked {end}") for end in (tie.one, tie.other))
        if len(pair) == 2:
            sums[pair] = sums.get(pair, 0) + tie.sign * tie.weight
    return {pair: (value > 0) - (value < 0) for pair, value in sums.items()}


def counted(page: Item, found: Mapping[Pair, int]) -> Counter[str]:
    """The pairs of one page, wanted, said and found."""
    told = {frozenset((tie["one"], tie["other"])): {voice["sign"] for voice in tie["told"]} for tie in page["ties"]}
    optional = {frozenset((tie["one"], tie["other"])) for tie in page["ties"] if tie["optional"]}
    wanted, said = told.keys() - optional, found.keys() - optional
    return Counter(
        wanted=len(wanted),
        said=len(said),
        marked=sum(pair <= page["actors"].keys() for pair in said),
        found=len(wanted & said),
        sign=sum(found[pair] in told[pair] for pair in wanted & said),
        optional=len(optional & found.keys()),
    )


def blocs_of(system: System, keys: Mapping[str, str]) -> dict[str, str]:
    """The bloc of each marked actor that was found. Of several ids that are one actor, that with a bloc and with most
    ties tells it; who is in no bloc is alone in his own."""
    bloc = {member: f"bloc {number}" for number, bloc in enumerate(system.blocs) for member in bloc.members}
    degree = Counter(end for tie in system.ties for end in (tie.one, tie.other))
    best: dict[str, str] = {}
    for name in sorted(keys, key=lambda name: (name in bloc, degree[name])):
        best[keys[name]] = name
    return {key: bloc.get(name, name) for key, name in best.items()}


def marked_blocs(page: Item) -> dict[str, str]:
    """The marked bloc of each marked actor, itself where it stands outside."""
    inside = {member: f"bloc {number}" for number, bloc in enumerate(page["blocs"]) for member in bloc}
    return {key: inside.get(key, key) for key in page["actors"]}


def adjusted_rand(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """The adjusted Rand index of two labellings of the same things: 1 the same, about 0 by chance (Hubert and Arabie
    1985). Two labellings that leave no choice (all together, or all apart) are the same where they are alike."""

    def together(labels: Iterable[Hashable]) -> int:
        return sum(comb(size, 2) for size in Counter(labels).values())

    both, left, right = together(zip(one, other, strict=True)), together(one), together(other)
    chance = left * right / max(comb(len(one), 2), 1)
    most = (left + right) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def scored(page: Item, system: System, actors: Iterable[Actor]) -> Score:
    """One page's described system against what was marked."""
    keys = known(page, actors)
    count = counted(page, signs(system.ties, keys))
    count.update(actors=len(page["actors"]), met=len(set(keys.values())))
    ours, theirs = blocs_of(system, keys), marked_blocs(page)

    def rand(over: Sequence[str]) -> float | None:
        return adjusted_rand([theirs[key] for key in over], [ours[key] for key in over]) if len(over) > 1 else None

    inside = {member for bloc in page["blocs"] for member in bloc}
    return Score(count, rand(sorted(ours)), rand(sorted(ours.keys() & inside)))


def row(scores: Sequence[Score]) -> dict[str, Any]:
    """Figures over pages: sums of pairs in percent, means of the Rand indices."""
    count = sum((score.pairs for score in scores), Counter[str]())

    def share(part: int, whole: int) -> float:
        return round(100 * part / max(whole, 1), 1)

    def average(values: Iterable[float | None]) -> float | str:
        there = [value for value in values if value is not None]
        return round(mean(there), 2) if there else ""

    return {
        "ties marked": count["wanted"],
        "tie F1": share(2 * count["found"], count["wanted"] + count["said"]),
        "precision": share(count["found"], count["said"]),
        "recall": share(count["found"], count["wanted"]),
        "F1 among marked actors": share(2 * count["found"], count["wanted"] + count["marked"]),
        "sign": share(count["sign"], count["found"]),
        "actors found": share(count["met"], count["actors"]),
        "blocs (adjusted Rand)": average(score.blocs for score in scores),
        "of members alone": average(score.members for score in scores),
    }


def measure(shared: Path) -> dict[str, Any]:
    """All pages, and each by itself."""
    described = import_module("sayso.compare.system").described
    scores = {}
    for page in gold():
        one = reading(page, shared)
        scores[page["title"]] = scored(page, described([one]), one.actors)
    return {"all": row(list(scores.values())), **{name: row([score]) for name, score in scores.items()}}
