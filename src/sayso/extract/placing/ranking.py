"""Which of the places of a name is meant: by what it is said to lie in (*Springfield, Ohio*), by the page's other
places and countries, then by size."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp, log10
from typing import Final

from msgspec import Struct

from sayso.extract.placing.toponyms import Toponym
from sayso.lexicon.gazetteer import LOOSE, OTHER, Gazetteer, Site, distance
from sayso.lexicon.spelling import key

_SPOKEN: Final = 0.3  # what a mention of somebody who belongs to a country counts beside the name of a place
_REGION: Final = 1.2  # how much less likely a region is meant than a town of its name with as many inhabitants
_POINTS: Final = frozenset({"town", "district", "exact"})
_ROUNDS: Final = 3
_MOST: Final = 25  # places of a name that are weighed against each other, and names that they are weighed by
_BEHIND: Final = re.compile(r"(?:,|\s*\()\s*(?:in\s+)?(?:the\s+)?$")
_INSIDE: Final = re.compile(r"\s+(?:in|of)\s+(?:the\s+)?(?:[\w-]+(?:ern|al)\s+)?$|['’]s\s+(?:[\w-]+\s+)?$", re.ASCII)
_SHORT: Final = re.compile(r"\s*,\s*\(?((?:[A-Z]\.\s?){2,4}|[A-Z][A-Za-z]{0,4}\.(?:[A-Z][a-z]*\.)?|[A-Z]{2})(?![\w])")


class Weights(Struct, frozen=True):
    """How much each reason counts, in powers of ten of inhabitants. Fitted on LGL."""

    inside: float = 6.0
    holds: float = 4.0
    seat: float = 2.0
    country: float = 2.5
    region: float = 7.0
    near: float = 1.0
    reach: float = 110.0  # km
    crowd: float = 3.3  # places near that count
    size: float = 0.9
    other: float = 1.3
    loose: float = 2.2


# What counts for the inhabitants of what has none, or more than them.
_SIZES: Final[Mapping[str, float]] = {
    "country": 9.5, "region": 7.0, "sea": 7.0, "river": 6.5, "strait": 6.5, "lake": 5.5, "mountains": 6.0,
    "desert": 6.0, "border": 6.0, "base": 5.5, "airport": 5.5, "crossing": 5.5, "dam": 5.5, "camp": 5.0, "prison": 5.0,
    "quarter": 5.0, "site": 5.5,
}  # fmt: skip


class Choice(Struct, frozen=True):
    """The place that a name means, and how sure it is: from 0 to 1."""

    site: Site
    score: float


def ranked(
    text: str,
    found: Sequence[Toponym],
    countries: Counter[str],
    gazetteer: Gazetteer,
    weights: Weights = Weights(),  # noqa: B008 - frozen
) -> tuple[Choice | None, ...]:
    """The choice for each of the names; `countries` says how often each country is spoken of otherwise."""
    inside = _containers(text, found, gazetteer)
    holds = _holders(text, found, inside)
    groups = _groups(found, inside, holds)
    sites = {k: _likeliest(found[rows[0]], weights) for k, rows in groups.items()}
    first = {
        k: _contained(found[rows[0]], sites[k], inside[rows[0]], holds.get(rows[0], ()), weights)
        for k, rows in groups.items()
    }
    chosen = {k: _best(sites[k], first[k]) for k in groups}
    scores: dict[str, list[float]] = {k: list(first[k]) for k in groups}
    for _ in range(_ROUNDS):
        around = _Around(chosen, {k: len(rows) for k, rows in groups.items()}, countries)
        scores = {
            k: [p + around.support(k, s, weights) for p, s in zip(first[k], sites[k], strict=True)] for k in groups
        }
        chosen = {k: _best(sites[k], scores[k]) for k in groups}
    out: dict[int, Choice | None] = {}
    for k, rows in groups.items():
        site = chosen[k]
        out |= dict.fromkeys(rows, Choice(site, _sureness(scores[k])) if site else None)
    return tuple(out[i] for i in range(len(found)))


def _groups(
    found: Sequence[Toponym], inside: Sequence[tuple[Site, ...]], holds: Mapping[int, Sequence[Site]]
) -> dict[str, list[int]]:
    """The names that are one: the same words mean the same place all over a page, unless they are said to lie in
    another one. A name without that is what it was with it."""
    named: dict[str, list[int]] = {}
    for i, one in enumerate(found):
        named.setdefault(key(one.name), []).append(i)
    groups: dict[str, list[int]] = {}
    for name, rows in named.items():
        last = ""
        said = [i for i in rows if inside[i]]
        for i in rows:
            if inside[i]:
                last = "|".join(sorted(f"{s.country}/{s.region}" for s in inside[i]))
            elif i in holds:
                groups.setdefault(f"{name}|{found[i - 1].name}", []).append(i)
                continue
            elif said and not last:
                last = "|".join(sorted(f"{s.country}/{s.region}" for s in inside[said[0]]))
            groups.setdefault(f"{name}|{last}", []).append(i)
    for rows in groups.values():
        rows.sort(key=lambda i: (not inside[i], i))
    return groups


def _containers(text: str, found: Sequence[Toponym], gazetteer: Gazetteer) -> list[tuple[Site, ...]]:
    """In what each of the names is said to lie."""
    out: list[tuple[Site, ...]] = []
    for i, one in enumerate(found):
        rest = found[i + 1] if i + 1 < len(found) else None
        before = found[i - 1] if i else None
        sites: tuple[Site, ...] = ()
        gap = text[one.span[1] : rest.span[0]] if rest else ""
        if rest and len(gap) < 30 and (_BEHIND.fullmatch(gap) or _INSIDE.fullmatch(gap)):
            sites = _wide(rest.sites) if not gap.startswith(("'", "’")) else ()
        if short := _SHORT.match(text, one.span[1]):
            region = gazetteer.region(short[1])
            sites = (region,) if region else sites
        if not sites and before:
            gap = text[before.span[1] : one.span[0]]
            if len(gap) < 30 and gap.startswith(("'", "’")) and _INSIDE.fullmatch(gap):
                sites = _wide(before.sites)
        out.append(sites)
    return out


def _wide(sites: Iterable[Site]) -> tuple[Site, ...]:
    """The places that others lie in."""
    return tuple(site for site in sites if site.precision in ("country", "region", "district"))


def _likeliest(one: Toponym, weights: Weights) -> list[Site]:
    return sorted(one.sites, key=lambda s: -_size(s, weights))[: 3 * _MOST]


def _holders(text: str, found: Sequence[Toponym], inside: Sequence[tuple[Site, ...]]) -> dict[int, tuple[Site, ...]]:
    """The names behind a comma that say in what the name before lies, with what it may mean: *Olympia, Washington*."""
    pairs = ((i, found[i], found[i + 1]) for i in range(len(found) - 1) if inside[i])
    return {
        i + 1: one.sites
        for i, one, rest in pairs
        if _BEHIND.fullmatch(text[one.span[1] : rest.span[0]])
        and any(_lies_in(s, w) for s in one.sites for w in _wide(rest.sites))
    }


def _contained(
    one: Toponym, sites: Sequence[Site], inside: Sequence[Site], held: Sequence[Site], weights: Weights
) -> list[float]:
    """How likely each place is by its size, by what it is said to lie in or to hold, and as the seat of a state."""
    return [
        _size(s, weights)
        + (weights.inside if any(_lies_in(s, w) for w in inside) else 0.0)
        + (weights.seat if one.state is not None and s.country == one.state and s.kind in ("town", "country") else 0.0)
        + (weights.holds if s.precision != "town" and any(_lies_in(h, s) for h in held) else 0.0)
        for s in sites
    ]


def _lies_in(site: Site, whole: Site) -> bool:
    if site is whole or (site.precision == whole.precision == "country"):
        return False
    if whole.country is None:
        return distance((site.latitude, site.longitude), (whole.latitude, whole.longitude)) < 800
    if site.country != whole.country:
        return False
    if whole.precision == "country":
        return True
    if whole.region and site.region and whole.kind == "region":
        return site.region == whole.region and site.kind != "region"
    if whole.precision == "district" and whole.district:
        return site.district == whole.district and site.region == whole.region
    return distance((site.latitude, site.longitude), (whole.latitude, whole.longitude)) < 250


def _size(site: Site, weights: Weights) -> float:
    if site.kind == "district" and site.population:
        size = log10(site.population + 300) - 0.3
    elif site.kind == "region" and not site.by_hand:
        size = log10(site.population + 300) - _REGION
    elif site.kind in _SIZES:
        size = _SIZES[site.kind]
    else:
        size = log10(site.population + 300) if site.population or site.geonames else 4.5
    return weights.size * size - {OTHER: weights.other, LOOSE: weights.loose}.get(site.sort, 0.0)


def _best(sites: Sequence[Site], scores: Sequence[float]) -> Site | None:
    """The place with the highest score; of several the first."""
    return max(zip(sites, scores, strict=True), key=lambda row: row[1], default=(None, 0.0))[0]


def _sureness(scores: Sequence[float]) -> float:
    """The share of the best among the places, as if each power of ten made one ten times as likely."""
    top = max(scores)
    return 1 / sum(10 ** (score - top) for score in scores)


@lru_cache(maxsize=1 << 14)
def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points; the same ones are asked for in every round."""
    return distance(one, other)


class _Around:
    """What of a page speaks for a place: the other names' places, and the countries that it speaks of."""

    def __init__(self, chosen: Mapping[str, Site | None], counts: Mapping[str, int], countries: Counter[str]) -> None:
        rows = [(k.partition("|")[0], s, min(counts[k], 4) ** 0.5) for k, s in chosen.items() if s]
        self._total = sum(w for *_, w in rows) + _SPOKEN * sum(countries.values())
        self._countries = Counter({code: _SPOKEN * times for code, times in countries.items()})
        self._regions = Counter[tuple[str | None, str]]()
        self._own: dict[str, list[tuple[Site, float]]] = {}
        for name, site, weight in rows:
            self._countries[site.country or ""] += weight
            if site.region:
                self._regions[site.country, site.region] += weight
            self._own.setdefault(name, []).append((site, weight))
        points = sorted((row for row in rows if row[1].precision in _POINTS), key=lambda row: -row[2])[:_MOST]
        self._points = [(name, (site.latitude, site.longitude)) for name, site, _ in points]

    def support(self, own: str, site: Site, weights: Weights) -> float:
        """How much the page speaks for a place, its own name left out."""
        name = own.partition("|")[0]
        mine = self._own.get(name, ())
        total = self._total - sum(w for _, w in mine) or 1.0
        same = self._countries[site.country or ""] - sum(w for s, w in mine if s.country == site.country)
        found = weights.country * same / total
        if site.region:
            where = site.country, site.region
            region = self._regions[where] - sum(w for s, w in mine if (s.country, s.region) == where)
            found += weights.region * region / total
        return found + weights.near * min(self._near(name, site, weights), weights.crowd)

    def _near(self, name: str, site: Site, weights: Weights) -> float:
        """How many of the other places lie by."""
        if site.precision not in _POINTS:
            return 0.0
        at = site.latitude, site.longitude
        apart = (_apart(at, point) for other, point in self._points if other != name)
        return sum(exp(-km / weights.reach) for km in apart if km < 8 * weights.reach)
