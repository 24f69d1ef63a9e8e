"""A story as tables: who says what, who repeats it, who denies it, which numbers and names each has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Final

from rich.text import Text

from sayso.commands.columns import Cell, Screen, count, cut, quoted
from sayso.compare.account import Account, Against, ClaimRow, EventRow, Origins, Telling
from sayso.compare.course import Matter
from sayso.compare.figures import Account as Numbers
from sayso.compare.figures import Rivals, Value
from sayso.compare.naming import Naming

LONG: Final = 90  # characters of a claim
SHORT: Final = 48  # of what stands in a cell
_NAMES: Final = 3  # names of a cell
_HOW: Final = {"denied_by": "denied", "contradicts": "otherwise", "denies": "this denies", "unsure": "perhaps denied"}
_STANDS: Final = {
    "asserts": "says so", "denies": "denies it", "contradicts": "says otherwise", "concedes": "concedes it",
    "retracts": "takes it back",
}  # fmt: skip


def show(told: Account, stream: IO[str], limit: int) -> None:
    """Write a story, at most `limit` rows of each kind."""
    _Story(told, Screen(stream), limit).show()


class _Story:
    def __init__(self, told: Account, screen: Screen, limit: int) -> None:
        self._told, self._screen, self._limit = told, screen, limit
        self._publisher = {page.id: page.publisher for page in told.pages}

    def show(self) -> None:
        self._header()
        self._origins()
        self._claims()
        self._figures()
        self._events()
        self._names()
        self._turns()
        self._words()

    def _header(self) -> None:
        pages = self._told.pages
        days = sorted(page.day for page in pages if page.day)
        self._screen.title(next((page.title for page in pages if page.title), "(no title)"))
        span = days[0] if days and days[0] == days[-1] else f"{days[0]} to {days[-1]}" if days else "no day is told"
        self._screen.line(
            f"{span} · {count(len(pages), 'page')} of {count(len(self._told.publishers), 'publisher')} · "
            f"{count(self._told.origins.count, 'independent origin')}; told, not known",
            "dim",
            indent=0,
        )

    def _origins(self) -> None:
        """Which pages there are, and which of them repeat another."""
        self._screen.heading("pages")
        shares = {(echo.second, echo.first): echo.share for echo in self._told.echoes}
        for page in self._told.pages:
            of = page.copies
            repeats = f" repeats {self._publisher[of]} ({shares[page.id, of]:.0%} of the page)" if of else ""
            later = " — a later version follows" if page.later else ""
            self._screen.line(
                Text.assemble(
                    (page.id[:12], "dim"), f" {page.day or '—':<10}  ", (page.publisher, "cyan"),
                    f"  {cut(page.title or '', SHORT)}", (repeats, "yellow"), (later, "dim"),
                )
            )  # fmt: skip
        for group in self._told.origins.groups:
            if len(group.documents) > 1 and len(group.publishers) > 1:
                self._screen.line(f"counted once: {', '.join(group.publishers)} ({'; '.join(group.reasons)})", "dim")

    def _claims(self) -> None:
        rows = self._told.claims
        leading = [row for row in rows if row.under is None and (len(row.cells) > 1 or _is_against(row))]
        alone = sum(row.under is None for row in rows) - len(leading)
        if not rows:
            return
        self._screen.heading("who says what", "one row a claim, what contradicts it below; — is not told there")
        known = {row.id: row for row in rows}
        lines = [line for row in leading[: self._limit] for line in self._claim(row, known)]
        self._screen.table(("", *self._told.publishers), lines)
        self._more(len(leading) - self._limit, "more such claims")
        self._more(alone, "more that one publisher alone has, contradicted by nobody")

    def _claim(self, row: ClaimRow, known: Mapping[str, ClaimRow]) -> Iterator[list[Cell]]:
        yield [self._head(row), *self._cells(row)]
        below = [each for each in row.against if each.how != "unsure" and known[each.row].under == row.id]
        for each in below:
            other = known[each.row]
            yield [self._below(each, other), *self._cells(other)]
        perhaps = [each for each in row.against if each.how == "unsure" and _only_denied(known[each.row])]
        for each in perhaps[:1]:
            yield [self._below(each, known[each.row]), *self._cells(known[each.row])]
        beside = [each for each in row.against if each.how != "unsure" and known[each.row].under != row.id]
        for each in beside[:1]:
            yield [Text(f"  {_HOW[each.how]} also: {quoted(known[each.row].words, SHORT)}", "dim"), *self._blank()]
        yield ["", *self._blank()]

    def _head(self, row: ClaimRow) -> Text:
        origins = count(row.origins.count, "origin")
        return Text.assemble(quoted(row.words, LONG), (f"\n{origins}{why(row.origins)}", "dim"))

    def _below(self, each: Against, row: ClaimRow) -> Text:
        reason = each.reasons[0] if each.reasons else ""
        return Text.assemble(
            (f"  ≠ {_HOW[each.how]}: ", "red"), quoted(row.words, LONG), (f"\n    {reason} ({each.score:.2f})", "dim")
        )

    def _cells(self, row: ClaimRow) -> list[Cell]:
        by = {cell.publisher: cell for cell in row.cells}
        before = {gap.page.name for gap in row.missing if gap.before}
        return [
            _said(by[name].tellings) if name in by else Text("— (before it)" if name in before else "—", "dim")
            for name in self._told.publishers
        ]

    def _blank(self) -> list[Cell]:
        return ["" for _ in self._told.publishers]

    def _figures(self) -> None:
        several = (each for each in self._told.figures if len(each.accounts) > 1 or each.accounts[0].changed)
        numbers(self._screen, several, self._limit)

    def _events(self) -> None:
        told = [row for row in self._told.events if len(row.cells) > 1]
        if not told:
            return
        self._screen.heading("what is told to have happened", "each publisher's words; “…” those of somebody it quotes")
        self._screen.table(("", *self._told.publishers), [self._event(row) for row in told[: self._limit]], first=0.26)
        self._more(len(told) - self._limit, "more events that several tell")

    def _event(self, row: EventRow) -> list[Cell]:
        days = "" if row.days is None else row.days[0] if row.days[0] == row.days[1] else " to ".join(row.days)
        where = ", ".join(dict.fromkeys(place.name for place in row.places[:2]))
        doers = ", ".join(one.name for one in row.doers[:2])
        by = f" by {'one of: ' if row.apart else ''}{cut(doers, SHORT)}" if doers else ""
        below = "; ".join(part for part in (row.type.lower(), days, where) if part)
        head = Text.assemble(f"{cut(row.words, SHORT)}{by}", (f"\n  {below}", "dim"))
        return [head, *(called(row.termed.by, name) for name in self._told.publishers)]

    def _names(self) -> None:
        told = [one for one in self._told.names if len({by.page for by in one.by}) > 1][: self._told.differing]
        if not told:
            return
        self._screen.heading("called differently", "each publisher's own words; “…” those of somebody it quotes")
        self._screen.table(
            ("", *self._told.publishers),
            [[one.name, *(called(one.by, name) for name in self._told.publishers)] for one in told[: self._limit]],
            first=0.2,
        )
        self._more(len(told) - self._limit, "more that are called differently")

    def _turns(self) -> None:
        told = [(matter, course) for matter in self._told.matters for course in matter.courses if course.turned]
        if told:
            self._screen.heading("who came to say otherwise")
        words = {(cell_item): row.words for row in self._told.claims for cell_item in _items(row)}
        for matter, course in told[: self._limit]:
            stages = " → ".join(f"{_STANDS[stage.stand]} ({stage.day or '—'})" for stage in course.stages)
            self._screen.line(
                Text.assemble((course.voice.name, "cyan"), f"  {stages}  {quoted(_matter(matter, words), LONG)}")
            )

    def _words(self) -> None:
        self._screen.heading("loaded words in a thousand", "of the publisher's own, and of those whom it quotes")
        for framing in self._told.framings:
            loads = {load.mode: load for load in framing.loads}
            quoted = ", ".join(f"{one.voice.name} {one.times}×" for one in framing.quoted[:_NAMES])
            self._screen.line(
                Text.assemble(
                    (f"{framing.page.name}  ", "cyan"),
                    f"own {loads['own'].per_thousand:.1f} ({loads['own'].words} words), "
                    f"quoted {loads['quoted'].per_thousand:.1f} ({loads['quoted'].words})",
                    (f" · quotes {quoted}" if quoted else "", "dim"),
                )
            )

    def _more(self, number: int, what: str) -> None:
        if number > 0:
            self._screen.line(f"{number} {what}", "dim")


def _is_against(row: ClaimRow) -> bool:
    return any(each.how != "unsure" for each in row.against)


def _only_denied(row: ClaimRow) -> bool:
    """Whether a row is a denial in so many words of which it is not sure what it denies."""
    told = (each for cell in row.cells for each in cell.tellings)
    return all(each.denied for each in told) and not _is_against(row)


def numbers(screen: Screen, told: Iterable[Rivals], limit: int) -> None:
    """Numbers for one thing, those first of which several are given; what all tell alike in a line each."""
    told = list(told)
    rival = [each for each in told if _differ(each)]
    alike = [each for each in told if not _differ(each)]
    if told:
        screen.heading("numbers", "whose, which and when, on whose pages; → tells that it changed")
    for each in rival[:limit]:
        screen.line(_counted(each), "cyan")
        rows = [[f"  {account.voice.name}", _numbers(account), ", ".join(_pages(account))] for account in each.accounts]
        screen.table(("", "", ""), rows, first=0.3, named=False)
    for each in alike[:limit]:
        where = ", ".join(dict.fromkeys(name for account in each.accounts for name in _pages(account)))
        screen.line(f"{_counted(each)}: {_numbers(each.accounts[0])}, alike on the pages of {where}", "dim")
    if (more := max(0, len(rival) - limit) + max(0, len(alike) - limit)) > 0:
        screen.line(f"{more} more", "dim")


def pages(told: Rivals) -> set[str]:
    """The publishers on whose pages numbers for one thing stand."""
    return {name for account in told.accounts for name in _pages(account)}


def why(origins: Origins) -> str:
    """Why several count as one, behind a colon; empty where pages of several publishers do not."""
    reasons = [reason for group in origins.groups if len(group.publishers) > 1 for reason in group.reasons]
    return f": {'; '.join(dict.fromkeys(reasons))}" if reasons else ""


def _said(told: Sequence[Telling]) -> Text:
    """Who says it on a publisher's pages, and in how far it is repeated there."""
    by: dict[tuple[str, bool], int] = {}
    for each in told:
        by[_speaker(each), each.copied is not None] = by.get((_speaker(each), each.copied is not None), 0) + 1
    text = Text()
    for at, ((name, copied), times) in enumerate(by.items()):
        text.append("; " if at else "")
        text.append(name)
        text.append(f" {times}×" if times > 1 else "")
        text.append(" (copied)" if copied else "", "yellow")
    return text


def _speaker(each: Telling) -> str:
    name = "the page itself" if each.speaker.page else cut(each.speaker.name, SHORT)
    party = each.heard.party
    body = f", for {cut(party.name, SHORT)}" if party != each.speaker else ""
    via = f", by way of {', '.join(voice.name for voice in each.via)}" if each.via else ""
    return f"{name}{body}{via}"


def called(by: Iterable[Naming], publisher: str) -> Text:
    """What a publisher calls a thing, and those whom it quotes."""
    own = [
        called.words
        for naming in by
        if naming.page.name == publisher and naming.mode == "own"
        for called in naming.called
    ]
    others = [
        f"{quoted(called.words, SHORT)} {naming.voice.name}"
        for naming in by
        if naming.page.name == publisher and naming.mode != "own"
        for called in naming.called[:1]
    ]
    parts = [cut(words, SHORT) for words in dict.fromkeys(own)][:_NAMES]
    text = Text("; ".join(parts) if parts else "" if others else "—", "" if parts else "dim")
    for words in others[: _NAMES - 1]:
        text.append("; " if len(text) else "")
        text.append(cut(words, SHORT), "dim")
    return text


def _counted(one: Rivals) -> str:
    what = one.what or one.unit or "counted"
    fate = f" {one.outcome}" if one.outcome not in (None, "other") else ""
    part, coming = (" (some of them)" if one.part else "", " (to come)" if one.coming else "")
    return f"{what}{fate}{part}{coming}{': they cannot all be right' if one.apart else ''}"


def _numbers(account: Numbers) -> str:
    steps = " → ".join(f"{number(step.value)} ({step.day or 'before'})" for step in account.steps)
    besides = ", ".join(f"not {number(each.value)}" for each in account.besides)
    return "; ".join(part for part in (steps, besides) if part)


def _differ(one: Rivals) -> bool:
    """Whether several numbers are given."""
    return one.apart or len({_bounds(step.value) for account in one.accounts for step in account.steps}) > 1


def _bounds(value: Value) -> tuple[float | None, float | None, bool]:
    return value.low, value.high, value.open


def _pages(account: Numbers) -> list[str]:
    told = (each.heard for step in account.steps for each in step.tellings)
    return list(dict.fromkeys(heard.page.name for heard in (*told, *(each.heard for each in account.besides))))


def number(value: Value) -> str:
    """A number as it was said."""
    low, high = (f"{each:,g}" if each is not None else "" for each in (value.low, value.high))
    about = "about " if value.approximate else ""
    if value.open:
        return f"{about}at least {low}" if low else f"{about}at most {high}"
    return (
        f"{about}{low}" if low == high or not high else f"{about}at most {high}" if not low else f"{about}{low}–{high}"
    )


def _items(row: ClaimRow) -> Iterator[tuple[str, str]]:
    yield from (each.item for cell in row.cells for each in cell.tellings)


def _matter(matter: Matter, words: Mapping[tuple[str, str], str]) -> str:
    return next((words[item] for item in matter.items if item in words), "")
