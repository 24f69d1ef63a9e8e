"""Who had a text first, by stated credit and by the time of publication."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from sayso.compare.echoing.credits import Credit, key
from sayso.compare.echoing.told import Told
from sayso.records import Span

Who = Literal["first", "second", "third", "unknown"]
ReasonKind = Literal["credits", "both credit", "published before"]

_DAY: Final = len("2019-05-14")
_BY: Final = 300  # code points between a passage and the words that cite whom it is from


class Reason(Struct, frozen=True):
    """Why. `page` is the document that says so, `words` the name that it credits or the day of its publication."""

    kind: ReasonKind
    page: str
    words: str


class Origin(Struct, frozen=True):
    """Whose a shared text is: that of one of the pages, or of a third (`name`) from whom one of them or both say that
    they have it. Credit goes before the day."""

    who: Who
    name: str | None = None
    reasons: tuple[Reason, ...] = ()


def origin(first: Told, second: Told, shared: Sequence[tuple[Span, Span]]) -> Origin:
    """Who had first what two pages share, given as spans of both."""
    ours, theirs = _given(first, [one for one, _ in shared]), _given(second, [other for _, other in shared])
    credit = (_to(ours, second.publisher), _to(theirs, first.publisher))
    days = tuple(_days(first, second))
    if bool(credit[0]) != bool(credit[1]):
        page, given = (first, credit[0]) if credit[0] else (second, credit[1])
        reasons = tuple(Reason("credits", page.id, each.to) for each in given)
        return Origin("second" if credit[0] else "first", reasons=(*reasons, *days))
    apart = first.publisher is None or first.publisher != second.publisher
    if apart and (third := _third(first, second, ours, theirs)):
        return Origin("third", third[0].words, (*third, *days))
    if days:
        return Origin("first" if days[0].page == first.id else "second", reasons=days)
    return Origin("unknown")


def agencies(page: Told) -> list[Credit]:
    """The credits for a page's text that go to news agencies."""
    return [credit for credit in _given(page, ()) if _agency(credit)]


def _given(page: Told, spans: Iterable[Span]) -> list[Credit]:
    """The credits for a page's text as a whole, and what it cites close to what is shared; none of them to itself."""
    known = list(spans)

    def holds(credit: Credit) -> bool:
        place = credit.span
        return credit.kind != "cited" or (
            place is not None and any(start - _BY < place[1] and place[0] < end + _BY for start, end in known)
        )

    return [credit for credit in page.credits if holds(credit) and not _to([credit], page.publisher)]


def _to(credits: Iterable[Credit], publisher: str | None) -> list[Credit]:
    return [credit for credit in credits if publisher and same(credit.to, publisher)]


def same(one: str, other: str) -> bool:
    """Whether two names are those of one outlet: *Halyard Staff* is *Halyard*."""
    first, second = key(one).split(), key(other).split()
    return bool(first and second) and first[: len(second)] == second[: len(first)]


def _third(first: Told, second: Told, ours: Sequence[Credit], theirs: Sequence[Credit]) -> tuple[Reason, ...]:
    """Credit to somebody else: to the same one in both, or to an agency in one of them."""
    for credit in ours:
        other = next(
            (each for each in theirs if same(credit.to, each.to) and "cited" not in (credit.kind, each.kind)), None
        )
        if other is not None:
            return Reason("both credit", first.id, credit.to), Reason("both credit", second.id, other.to)
    outside = [(page, each) for page, given in ((first, ours), (second, theirs)) for each in given if _agency(each)]
    return tuple(Reason("credits", page.id, each.to) for page, each in outside[:1])


def _agency(credit: Credit) -> bool:
    return credit.agency and credit.kind != "cited"


def _days(first: Told, second: Told) -> Iterator[Reason]:
    """Which was published before the other: by the hour where both tell it, else by the day."""
    one, other = first.published or "", second.published or ""
    length = min(len(one), len(other)) if min(len(one), len(other)) > _DAY else _DAY
    if one and other and one[:length] != other[:length]:
        page = first if one[:length] < other[:length] else second
        yield Reason("published before", page.id, page.published or "")
