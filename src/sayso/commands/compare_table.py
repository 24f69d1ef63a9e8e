"""Publishers side by side as tables."""

from collections.abc import Callable, Iterator
from typing import IO, Final

from rich.text import Text

from sayso.commands.columns import Cell, Screen, count, cut, quoted
from sayso.commands.story_table import LONG, SHORT, called, numbers, pages
from sayso.compare.publishers import Comparison, Load, Profile

_QUOTED: Final = 5  # whom a publisher quotes, the most frequent ones


def show(found: Comparison, stream: IO[str], limit: int) -> None:
    """Write a comparison, at most `limit` rows of each kind."""
    _Compared(found, Screen(stream), limit).show()


class _Compared:
    def __init__(self, found: Comparison, screen: Screen, limit: int) -> None:
        self._found, self._screen, self._limit = found, screen, limit
        self._heads = ("", *(profile.publisher for profile in found.profiles))

    def show(self) -> None:
        self._screen.title(" · ".join(self._heads[1:]))
        self._screen.line("as their pages tell it; none is the measure of another", "dim", indent=0)
        self._screen.heading("in figures")
        self._screen.table(self._heads, self._figures(), first=0.3)
        self._names()
        self._numbers()
        self._left_out()

    def _figures(self) -> Iterator[list[Cell]]:
        yield self._row("pages", lambda one: f"{len(one.documents):,}")
        yield self._row("days", _days)
        yield self._row("stories told with others, alone", lambda one: f"{one.stories:,}, {one.alone:,}")
        yield self._row("pages that repeat others' text", _copied)
        for at, name in enumerate(("its own words", "reported words", "quoted words")):
            yield self._row(f"loaded in 1,000 of {name}", lambda one, at=at: _load(one.loads[at]))  # type: ignore[misc]
        yield self._row("quotations, under a name", _named)
        yield self._row("quotes most", _quoted)
        yield self._row("claims of others that it leaves out", _left)

    def _row(self, name: str, told: Callable[[Profile], str]) -> list[Cell]:
        return [name, *(told(profile) for profile in self._found.profiles)]

    def _names(self) -> None:
        told = self._found.names[: self._found.differing]
        if told:
            self._screen.heading("called differently", "each publisher's own words; “…” those of somebody it quotes")
            rows: list[list[Cell]] = [
                [one.name, *(called(one.by, name) for name in self._heads[1:])] for one in told[: self._limit]
            ]
            self._screen.table(self._heads, rows, first=0.2)
            self._more(len(told) - self._limit, "more that are called differently")

    def _numbers(self) -> None:
        """Numbers of which pages of several of the publishers give different ones."""
        own = set(self._heads[1:])
        told = [each for story in self._found.stories for each in story.figures if len(own & pages(each)) > 1]
        numbers(self._screen, told, self._limit)

    def _left_out(self) -> None:
        """What each does not bring of what several others, or another one, bring."""
        for profile in self._found.profiles:
            left = [each for each in profile.left_out if not each.before]
            if not left:
                continue
            self._screen.heading(f"not told by {profile.publisher}", "though its pages tell the same story")
            for each in left[: self._limit]:
                story = self._found.stories[each.story]
                row = next(row for row in story.claims if row.id == each.row)
                who = ", ".join(cut(voice.name, SHORT) for voice in row.speakers[:3])
                origins = count(row.origins.count, "origin")
                self._screen.line(Text.assemble(quoted(row.words, LONG), (f"  {who}", "cyan")))
                self._screen.line(
                    " · ".join((", ".join(each.by), origins, cut(story.title or "", LONG))), "dim", indent=4
                )
            self._more(len(left) - self._limit, "more")

    def _more(self, number: int, what: str) -> None:
        if number > 0:
            self._screen.line(f"{number} {what}", "dim")


def _days(one: Profile) -> str:
    return "—" if one.first is None else one.first if one.first == one.last else f"{one.first} to {one.last}"


def _copied(one: Profile) -> str:
    of = "; ".join(f"{each.of} {len(each.pages)}×" for each in one.copying)
    return f"{one.copied:,} ({of})" if of else "0"


def _left(one: Profile) -> str:
    return f"{sum(not each.before for each in one.left_out):,}"


def _load(load: Load) -> str:
    return f"{load.per_thousand:.1f} ({load.loaded} of {load.words:,})"


def _named(one: Profile) -> str:
    return f"{one.quotations:,}, {one.by_name / one.quotations:.0%} by name" if one.quotations else "0"


def _quoted(one: Profile) -> str:
    return "; ".join(f"{cut(each.voice.name, SHORT)} {each.times}×" for each in one.quoted[:_QUOTED])
