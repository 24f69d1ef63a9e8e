"""How many independent origins tellings have, with the reasons in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sayso.compare.accounting.echoed import Pair, Shared
from sayso.compare.accounting.told import Echo, Origin, Origins, Telling
from sayso.compare.echoes import Fold, folded, telling
from sayso.compare.echoes import Telling as Counted
from sayso.compare.hearing.sayers import Item, Sayers
from sayso.records import Span


class _Member(Struct, frozen=True):
    """What is counted, and whose page it stands on."""

    counted: Counted
    document: str
    publisher: str
    item: Item | None = None


class Counting:
    """Counts origins of what the pages of a story tell."""

    def __init__(self, shared: Shared, sayers: Sayers, found: Iterable[Echo]) -> None:
        self._shared, self._sayers = shared, sayers
        self._copies: Mapping[Pair, Sequence[tuple[Span, Span]]] = shared.copies()
        self._echoes = {frozenset((echo.first, echo.second)): echo for echo in found}
        self._copied = {echo.second for echo in self._echoes.values() if echo.known}
        self._outlets = {self._page(id).casefold(): self._page(id) for id in shared.pages}
        self._whole = {id: telling(page) for id, page in shared.pages.items()}

    def pages(self) -> Origins:
        """The origins of whole pages."""
        return self._counted(_Member(each, id, self._page(id)) for id, each in self._whole.items())

    def tellings(self, found: Iterable[Telling]) -> Origins:
        """The origins of what the pages have of one thing."""
        return self._counted(self._member(each) for each in found)

    def _member(self, each: Telling) -> _Member:
        document = each.item[0]
        counted = replace(
            self._whole[document],
            id=each.item[1],
            span=each.heard.basis.span,
            sources=tuple(sorted(self._sources(each))),
        )
        return _Member(counted, document, self._page(document), each.item)

    def _sources(self, each: Telling) -> Iterator[str]:
        """Whose word it is, and whose pages it came through: this one's, or another's that it cites."""
        yield from each.heard.party.speakers
        yield self._page(each.item[0])
        for medium in each.heard.via:
            yield from (self._outlets[name] for name in self._sayers.called(medium) & self._outlets.keys())

    def _page(self, document: str) -> str:
        return self._sayers.page(document).name

    def _counted(self, told: Iterable[_Member]) -> Origins:
        members = {member.counted.id: member for member in told}
        found = []
        for group in folded((member.counted for member in members.values()), self._copies):
            own = [members[id] for id in group.tellings]
            who = {member.publisher for member in own}
            found.append(
                Origin(
                    items=tuple(sorted(member.item for member in own if member.item is not None)),
                    documents=tuple(sorted({member.document for member in own})),
                    publishers=tuple(sorted(who)),
                    reasons=self._reasons(group.folds, members, len(who) > 1),
                )
            )
        ordered = sorted(found, key=lambda one: (-len(one.documents), -len(one.items), one.documents, one.items))
        return Origins(len(ordered), tuple(ordered))

    def _reasons(self, folds: Iterable[Fold], members: Mapping[str, _Member], several: bool) -> tuple[str, ...]:
        """Each reason once, with all publishers to whom it applies, those that say most first; of `several` publishers
        that each one's pages are its own goes without saying."""
        by_reason: dict[tuple[int, str, str], set[str]] = {}
        for fold in folds:
            one, other = members[fold.one], members[fold.other]
            if self._is_told(fold, one, other) or (several and one.publisher == other.publisher):
                continue
            by_reason.setdefault(self._reason(fold, one, other), set()).update((one.publisher, other.publisher))
        ordered = sorted((reason, sorted(who)) for reason, who in by_reason.items())
        return tuple(f"{listed(who)}{how}{what}" if how else what for (_, how, what), who in ordered)

    def _is_told(self, fold: Fold, one: _Member, other: _Member) -> bool:
        """Whether a reason goes without saying: pages of one publisher have its word, copies of one text share it."""
        if fold.why == "copied":
            return {one.document, other.document} <= self._copied or one.publisher == other.publisher
        return fold.why == "one source" and (one.publisher == other.publisher or not _sources(one, other))

    def _reason(self, fold: Fold, one: _Member, other: _Member) -> tuple[int, str, str]:
        """A reason: its rank, how the publishers come to share it (empty where the rest names them) and what it is."""
        if fold.why == "copied":
            return 0, *self._copy(one, other)
        if fold.why == "one source":
            both = _sources(one, other)
            return 1, " have it from one source: ", listed(self._sayers.name(id) for id in both)
        if fold.why == "one agency":
            both = {*one.counted.agencies} & {*other.counted.agencies}
            return 2, " credit one agency: ", listed(self._sayers.name(id) for id in both)
        if fold.why == "one publisher":
            return 3, "", f"pages of one publisher: {one.publisher}"
        return 4, "", f"told on one page of {one.publisher}"

    def _copy(self, one: _Member, other: _Member) -> tuple[str, str]:
        """Who copies from whom, as far as that is known."""
        echo = self._echoes.get(frozenset((one.document, other.document)))
        if echo is None or not echo.known:
            return " share the text", f" of {echo.third}" if echo is not None and echo.third else ""
        return "", f"{self._page(echo.second)} repeats the text of {self._page(echo.first)}"


def _sources(one: _Member, other: _Member) -> set[str]:
    """The sources of both."""
    return {*one.counted.sources} & {*other.counted.sources}


def listed(names: Iterable[str]) -> str:
    """Names in one phrase."""
    known = sorted(set(names))
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}" if known else ""
