"""Publishers side by side over a selection of pages: names, loaded words, whom each quotes, what each leaves out, whose
text it repeats. No publisher is the measure of another."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.compare.account import UNJUDGED, account, differently_named, pages
from sayso.compare.accounting.echoed import echoes, shared_by
from sayso.compare.accounting.told import (
    Account,
    Comparison,
    Copied,
    Copying,
    Echo,
    LeftOut,
    Load,
    Profile,
    SharedStory,
)
from sayso.compare.echoes import Passage
from sayso.compare.echoing.credits import credits
from sayso.compare.framing import Framing, Loads, framings
from sayso.compare.hearing.sayers import Sayers
from sayso.compare.judged import Judged
from sayso.compare.naming import differing, named
from sayso.ledger.days import day_of
from sayso.records import Reading

__all__ = ["Comparison", "Copied", "Copying", "LeftOut", "Load", "Profile", "SharedStory", "compared"]

_LEAST: Final = 0.2  # the share of a page from which on it repeats another's text
_DECIMALS: Final = 1


def compared(
    readings: Sequence[Reading],
    publishers: Sequence[str] = (),
    *,
    stories: Iterable[Collection[str]] = (),
    same: Mapping[str, str] | None = None,
    shared: Mapping[tuple[str, str], Sequence[Passage]] | None = None,
    speaks_for: Mapping[str, str] | None = None,
    judged: Judged = UNJUDGED,
) -> Comparison:
    """The publishers of some pages. The same for any order of the readings.

    `publishers` are those that are compared, by the names of their pages' voice, and stand in this order; all of the
    pages' where none is given. Pages of others, which `readings` may hold, tell what is left out. `stories` are ids of
    documents that tell one story. The rest is as for `account`.
    """
    readings = tuple(sorted({reading.document.id: reading for reading in readings}.values(), key=_by_id))
    if not readings:
        return Comparison()
    sayers = Sayers(readings, same)
    page = {reading.document.id: sayers.page(reading.document.id).name for reading in readings}
    wanted = tuple(dict.fromkeys(publishers)) or tuple(sorted(set(page.values())))
    own = [reading for reading in readings if page[reading.document.id] in wanted]
    between = shared_by(readings, shared)
    told = tuple(_stories(readings, stories, page, wanted))
    accounts = [account(each, same=same, shared=shared, speaks_for=speaks_for, judged=judged) for each in told]
    both = sorted(zip(accounts, map(_story, accounts), strict=True), key=lambda pair: _newest(pair[1]), reverse=True)
    found = echoes(between)
    framing = {one.page.name: one for one in framings(own, same=same)}
    copying = _copying(readings, found, page)
    names = [one for one in named(own, same=same) if len({by.page for by in one.by}) > 1 or len(wanted) == 1]
    alone = _alone(stories, page)
    return Comparison(
        profiles=tuple(
            _profile(name, framing[name], [r for r in own if page[r.document.id] == name], copying[name],
                     tuple(_left_out(name, [one for one, _ in both])), alone[name])
            for name in wanted if name in framing
        ),
        pages=pages(sayers, found),
        names=differently_named(names),
        differing=sum(differing(one.by) for one in names),
        stories=tuple(story for _, story in both),
    )  # fmt: skip


def _by_id(reading: Reading) -> str:
    return reading.document.id


def _stories(
    readings: Sequence[Reading], stories: Iterable[Collection[str]], page: Mapping[str, str], wanted: Collection[str]
) -> Iterator[list[Reading]]:
    """The readings of each story that one of the publishers tells, and another one too."""
    known = {reading.document.id: reading for reading in readings}
    for story in sorted(tuple(sorted(set(each) & known.keys())) for each in stories):
        tellers = {page[document] for document in story}
        if len(tellers) > 1 and not tellers.isdisjoint(wanted):
            yield [known[document] for document in story]


def _story(told: Account) -> SharedStory:
    days = [page.day for page in told.pages if page.day]
    return SharedStory(
        documents=tuple(page.id for page in told.pages),
        title=next((page.title for page in told.pages if page.title), None),
        first=min(days, default=None),
        last=max(days, default=None),
        publishers=told.publishers,
        claims=told.claims,
        figures=told.figures,
        origins=told.origins,
    )


def _newest(story: SharedStory) -> tuple[str, tuple[str, ...]]:
    return story.last or "", story.documents


class _Stories(Struct, frozen=True):
    """How many stories a publisher tells with others, and alone."""

    shared: int
    alone: int


def _alone(stories: Iterable[Collection[str]], page: Mapping[str, str]) -> defaultdict[str, _Stories]:
    times: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for story in stories:
        tellers = {page[document] for document in story if document in page}
        for name in tellers:
            times[name][len(tellers) == 1] += 1
    found = {name: _Stories(shared, alone) for name, (shared, alone) in times.items()}
    return defaultdict(lambda: _Stories(0, 0), found)


def _profile(
    name: str,
    framing: Framing,
    readings: Sequence[Reading],
    copying: tuple[Copying, ...],
    left_out: tuple[LeftOut, ...],
    stories: _Stories,
) -> Profile:
    days = sorted(filter(None, (day_of(reading.document.published) for reading in readings)))
    ordered = sorted(readings, key=lambda reading: (reading.document.published or "9999", reading.document.id))
    return Profile(
        publisher=name,
        documents=tuple(reading.document.id for reading in ordered),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        framing=framing,
        loads=tuple(map(_load, framing.loads)),
        quoted=framing.quoted,
        quotations=sum(quoted.times for quoted in framing.quoted),
        by_name=sum(quoted.by_name for quoted in framing.quoted),
        copying=copying,
        copied=len({page.document for each in copying for page in each.pages}),
        stories=stories.shared,
        alone=stories.alone,
        left_out=left_out,
    )


def _load(loads: Loads) -> Load:
    loaded = sum(times for kind, times in loads.kinds if kind in ("loaded_name", "loaded_word"))
    return Load(loads.mode, loads.words, loaded, round(loads.per_thousand, _DECIMALS))


def _copying(
    readings: Iterable[Reading], found: Sequence[Echo], page: Mapping[str, str]
) -> defaultdict[str, tuple[Copying, ...]]:
    """For each publisher whose text its pages repeat: other pages', or that of whom they credit."""
    by: defaultdict[tuple[str, str, bool], dict[str, Copied]] = defaultdict(dict)
    for echo in found:
        if echo.share >= _LEAST and echo.known:
            of = page[echo.second], page[echo.first], False
            by[of].setdefault(echo.second, Copied(echo.second, echo.share, echo.first))
    traced = {document for told in by.values() for document in told}
    for reading in readings:
        document = reading.document.id
        for credit in credits(reading):
            if credit.agency and credit.kind != "cited" and document not in traced:
                by[page[document], credit.to, True].setdefault(document, Copied(document))
    out: defaultdict[str, list[Copying]] = defaultdict(list)
    for (name, whose, third), told in by.items():
        if name != whose:
            out[name].append(Copying(whose, third, tuple(told[document] for document in sorted(told))))
    ordered = {name: tuple(sorted(each, key=lambda one: (-len(one.pages), one.of))) for name, each in out.items()}
    return defaultdict(tuple, ordered)


def _left_out(name: str, accounts: Sequence[Account]) -> Iterator[LeftOut]:
    """The claims that pages of a publisher do not bring, those first that most bring."""
    found = [
        LeftOut(at, row.id, tuple(cell.publisher for cell in row.cells), gap.before)
        for at, told in enumerate(accounts)
        for row in told.claims
        for gap in row.missing
        if gap.page.name == name
    ]
    yield from sorted(found, key=lambda one: (one.before, -len(one.by), one.story))
