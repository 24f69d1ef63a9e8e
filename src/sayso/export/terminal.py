"""Readings, searches and lists as a person wants to read them on a terminal.

On a terminal in colour and wrapped to its width; elsewhere one thing a line, plain. Page text never reaches a terminal
as it is: its control characters are shown, not obeyed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Final

from rich.console import Console
from rich.text import Text

from sayso.records import (
    ActorEntry,
    ActorPage,
    Attribution,
    CalledBy,
    Document,
    Entry,
    Failure,
    Hit,
    Judgement,
    Problem,
    Reading,
)
from sayso.soundness import one_line, words

UNSAID: Final = "(not said who)"
INDENT: Final = 2
DEEPER: Final = 4
HANGING: Final = 2  # of lines that go on, below the one they go on from
DIGITS: Final = 12  # of ids, as many as tell things apart
NAMES: Final = 3  # names of an actor in a list, the most frequent ones

# Left as they are, these turn text around on a terminal, so that it reads as what it does not say.
_TURNING: Final = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
_SHOWN: Final = str.maketrans(
    {code: chr(0x2400 + code) for code in range(0x20)}
    | {0x7F: "␡"}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000), *_TURNING), "�")
)


def shown(text: str) -> str:
    """Text on one line, with every character that a terminal would obey replaced by one that it shows."""
    return " ".join(text.split()).translate(_SHOWN)


class Terminal:
    """Writes to a stream: `colour` and wrapping follow what the stream is."""

    def __init__(self, stream: IO[str]) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)

    def reading(self, reading: Reading, judged: Mapping[str, Sequence[Judgement]] | None = None) -> None:
        """A page's header, its attributions with nested ones under their outer one, and its problems.

        Below each attribution what is known of it; and its id, where `judged` is given: judgements by attribution.
        """
        self._header(reading.document)
        names = {actor.id: actor.name for actor in reading.actors}
        for depth, attribution in in_order(reading.attributions):
            indent, mark = INDENT + DEEPER * depth, "↳ " if depth else ""
            self._print(told(reading.document, attribution), indent, mark)
            facts = _known(reading.document, attribution, names)
            if judged is not None:
                facts = [Text(attribution.id[:DIGITS], "dim"), *facts, *_judged(judged.get(attribution.id, ()))]
            self._detail(facts, indent + len(mark) + HANGING)
        for problem in reading.problems:
            self._print(_problem(problem), INDENT)
        self._console.print()

    def facts(self, document: Document, reader: str) -> None:
        """What a document is, besides its header: for one that is looked up in the ledger."""
        found = "; ".join(s.url or s.path or "" for s in document.sightings)
        facts = {"document": document.id, "found at": found, "author": document.author, "language": document.language}
        for name, fact in (facts | {"read by": reader}).items():
            if fact:
                self._print(Text.assemble((f"{name}: ", "dim"), shown(fact)), 0)
        self._console.print()

    def hit(self, hit: Hit) -> None:
        """A found attribution, and below it where it stands."""
        self._print(_told(hit.source, hit.cue, hit.content), 0)
        hedged = "hedged" if hit.hedged else None
        verdict = [Text(f"judged {hit.verdict}", "magenta")] if hit.verdict else []
        facts = _facts(hit.act, hit.speakers, hit.speaker_kind, hit.negated, hedged)
        self._detail([Text(hit.attribution[:DIGITS], "dim"), *facts, *verdict], INDENT)
        entry = hit.document
        date = [shown(entry.published)] if entry.published else []
        self._print(Text(" · ".join((entry.id[:DIGITS], *date, *_about(entry))), "dim"), INDENT)

    def entry(self, entry: Entry) -> None:
        """A document on one line: id, date, number of attributions, title and publisher."""
        problems = f" ({_count(entry.problems, 'problem')})" if entry.problems else ""
        line = Text.assemble(
            (entry.id[:DIGITS], "cyan"),
            f"  {shown(entry.published or '—'):<10}  {entry.attributions:>4}  ",
            " · ".join(_about(entry)),
            (problems, "yellow"),
        )
        line.truncate(self._console.width if self._console.is_terminal else len(line), overflow="ellipsis")
        self._line(line)

    def failure(self, failure: Failure) -> None:
        """A page that could not be read, and why."""
        where = shown(failure.url or failure.path or failure.original or "")
        reason = shown(failure.reason)
        self._line(Text(f"{failure.time}  {reason if where in reason else f'{where}: {reason}'}"))

    def actor(self, actor: ActorEntry) -> None:
        """An actor in a list: who it is, how much there is of it, its most frequent names with whose they are."""
        self._who(actor)
        names = _by_name(actor.called)
        called = [f"{_quoted(text)} ({_voices(uses[:NAMES])})" for text, uses in names[:NAMES]]
        more = [f"{len(names) - NAMES} more"] if len(names) > NAMES else []
        if called:
            self._print(Text("called ", "dim") + Text(", ".join([*called, *more])), INDENT)

    def actor_page(self, page: ActorPage) -> None:
        """An actor in full: all its names and whose they are, what it said, what is said about it."""
        self._who(page.actor)
        if page.actor.joined:
            self._print(Text(f"joined with {shown(', '.join(page.actor.joined))}", "dim"), INDENT)
        self._section("called", len(page.actor.called))
        for text, uses in _by_name(page.actor.called):
            self._print(Text.assemble((_quoted(text), "bold"), f" — {_voices(uses)}"), INDENT)
        for name, hits in (("said", page.said), ("said about it", page.about)):
            self._section(name, len(hits))
            for hit in hits:
                self.hit(hit)

    def judgement(self, judgement: Judgement, names: Mapping[str, str], marks: Sequence[str] = ()) -> None:
        """A judgement on one line: number, time, judge, what is judged. `names` are those of actors by id."""
        line = Text.assemble(
            (f"{judgement.id:>4}", "cyan"),
            f"  {shown(judgement.time)}  {shown(judgement.judge)}: {shown(_judgement(judgement, names))}",
        )
        if judgement.note:
            line.append(f" — {shown(judgement.note)}")
        if marks:
            line.append(f" ({', '.join(marks)})", "yellow")
        self._line(line)

    def _who(self, actor: ActorEntry) -> None:
        facts = [shown(fact) for fact in (actor.kind, actor.country, actor.id) if fact]
        self._print(Text.assemble((shown(actor.name), "bold cyan"), " · ", " · ".join(facts)), 0)
        counts = [_count(actor.documents, "document"), _count(actor.mentions, "mention")]
        told = f"in {', '.join(counts)}; says {actor.speaking}, is spoken of in {actor.about}"
        self._print(Text(told, "dim"), INDENT)

    def _section(self, name: str, number: int) -> None:
        self._console.print()
        self._print(Text(f"{name} ({number})", "bold underline"), 0)

    def _detail(self, facts: Sequence[Text], indent: int) -> None:
        if facts:
            self._print(Text.assemble((" · ", "dim")).join(facts), indent)

    def _header(self, document: Document) -> None:
        self._print(Text(shown(document.title or "(no title)"), "bold underline"), 0)
        places = (sighting.url or sighting.path for sighting in document.sightings[-1:])
        facts = [shown(fact) for fact in (document.publisher, document.published, *places) if fact]
        self._print(Text(" · ".join(facts), "dim"), 0)

    def _print(self, text: Text, indent: int, first: str = "") -> None:
        """Print text below an indent, `first` standing before its first line."""
        if not self._console.is_terminal:
            self._line(Text(" " * indent + first) + text)
            return
        begins = " " * indent + first
        goes_on = " " * (len(begins) + HANGING * (indent > 0))
        for number, line in enumerate(text.wrap(self._console, max(20, self._console.width - len(goes_on)))):
            self._line(Text(goes_on if number else begins) + line)

    def _line(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)


def in_order(attributions: Sequence[Attribution]) -> Iterator[tuple[int, Attribution]]:
    """Each attribution with its depth, those within one following it."""
    within: defaultdict[str | None, list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        within[attribution.outer].append(attribution)
    waiting = [(0, attribution) for attribution in reversed(within[None])]
    while waiting:
        depth, attribution = waiting.pop()
        yield depth, attribution
        waiting += [(depth + 1, inner) for inner in reversed(within[attribution.id])]


def told(document: Document, attribution: Attribution) -> Text:
    """An attribution as who — cue — content, in its exact words."""
    source, cue, content = (
        words(document, spans) for spans in (attribution.source, attribution.cue, attribution.content)
    )
    return _told(source, cue, content)


def summary(pages: int, attributions: int, problems: int, failed: int, ledger: str | None) -> str:
    """The line at the end of a reading: how much was read, what was not, where it is."""
    counts = [_count(pages, "page"), _count(attributions, "attribution"), _count(problems, "problem")]
    if failed:
        counts.append(f"{failed} not read")
    return ", ".join(counts) + (f"; ledger: {ledger}" if ledger else "")


def _told(source: Iterable[str], cue: Iterable[str], content: Iterable[str]) -> Text:
    who, how, what = (shown(one_line(pieces)) for pieces in (source, cue, content))
    return Text.assemble(
        (who, "bold cyan") if who else (UNSAID, "italic cyan"), " — ", (how or "…", "yellow"), " — ", what or "…"
    )


def _known(document: Document, attribution: Attribution, names: Mapping[str, str]) -> list[Text]:
    """What is known of an attribution besides its words."""
    hedges = one_line(words(document, attribution.hedges))
    return _facts(
        attribution.act,
        [names.get(key, key) for key in attribution.speakers],
        attribution.speaker_kind,
        bool(attribution.negated),
        f"hedged ({shown(hedges)})" if hedges else None,
    )


def _facts(act: str | None, speakers: Sequence[str], kind: str | None, negated: bool, hedged: str | None) -> list[Text]:
    """Act, speakers, and what is to be borne in mind: that they are not named, that it is negated or hedged."""
    marks = ["negated"] * negated + [hedged] * (hedged is not None)
    named = [Text(shown(", ".join(speakers)), "cyan")] if speakers else []
    how = [] if kind in (None, "named", "unstated") else [Text(str(kind), "magenta" if kind == "anonymous" else "dim")]
    return [*([Text(act, "dim")] if act else []), *named, *how, *(Text(str(mark), "magenta") for mark in marks)]


def _judged(judgements: Iterable[Judgement]) -> list[Text]:
    """What the last judgements of an attribution say, each kind once; of right and wrong the last one."""
    told: dict[str, str] = {}
    for judgement in judgements:
        by = shown(judgement.judge)
        match judgement.kind:
            case "right" | "wrong":
                told["whole"] = f"judged {judgement.kind} by {by}"
            case "tag":
                told[f"tag {judgement.value}"] = f"tagged {shown(judgement.value or '')} by {by}"
            case "checked":
                told["checked"] = f"checked by {by}"
            case "note":
                told["note"] = f"noted by {by}"
            case _:
                told[judgement.kind] = f"{judgement.kind} as judged by {by}"
    return [Text(each, "magenta") for each in told.values()]


def _judgement(judgement: Judgement, names: Mapping[str, str]) -> str:
    ids = [(judgement.value or "").split(), (judgement.other or "").split()]
    value, other = (", ".join(_named(key, names) for key in keys) for keys in ids)
    there = (judgement.document or "")[:DIGITS]
    where = there if judgement.words is None else f"{_at(judgement.words, judgement.occurrence)} in {there}"
    said = {
        "right": f"{where} is right",
        "wrong": f"{where} is wrong",
        "speaker": f"the speaker of {where} is {value or 'nobody'}",
        "act": f"the act of {where} is {value}",
        "same": f"{value} is the same as {other}",
        "not_same": f"{value} is not the same as {other}",
        "retract": f"judgement {judgement.retracts} is taken back",
        "missed": f"{_parts(judgement)} in {there} was missed",
        "checked": f"{where} is checked",
        "note": f"a note on {where}",
        "tag": f"{where} has the tag {judgement.value}",
        "same_story": f"{where} tells the same story as {_other(judgement)}",
        "not_same_story": f"{where} does not tell the same story as {_other(judgement)}",
        "same_claim": f"{where} makes the same claim as {_other(judgement)}",
        "not_same_claim": f"{where} does not make the same claim as {_other(judgement)}",
        "same_event": f"{where} is the same event as {_other(judgement)}",
        "not_same_event": f"{where} is not the same event as {_other(judgement)}",
    }
    return said[judgement.kind]


def _other(judgement: Judgement) -> str:
    """The other one of a judgement of two."""
    there = (judgement.value or "")[:DIGITS]
    return "".join(f"{_at(words, occurrence)} in " for _, words, occurrence in judgement.parts) + there


def _at(words: str, occurrence: int | None) -> str:
    return _quoted(words) + (f", number {occurrence + 1}," if occurrence else "")


def _parts(judgement: Judgement) -> str:
    return ", ".join(f"{role} {_quoted(words)}" for role, words, _ in judgement.parts)


def _named(key: str, names: Mapping[str, str]) -> str:
    return f"{names[key]} [{key}]" if names.get(key, key) != key else key


def _by_name(called: Iterable[CalledBy]) -> list[tuple[str, list[CalledBy]]]:
    """What an actor is called, with the voices in which, the most frequent first."""
    uses: defaultdict[str, list[CalledBy]] = defaultdict(list)
    for each in called:
        uses[each.text].append(each)
    return sorted(uses.items(), key=lambda item: -sum(each.times for each in item[1]))


def _voices(uses: Iterable[CalledBy]) -> str:
    return ", ".join(f"{_voice(each)} {each.times}" for each in uses)


def _voice(called: CalledBy) -> str:
    by = shown(" and ".join(called.by))
    if called.page:
        return f"{by or 'the page'} itself"
    return by or UNSAID.strip("()")


def _quoted(text: str) -> str:
    return f"“{shown(text)}”"


def _problem(problem: Problem) -> Text:
    return Text(f"! {problem.step}: {shown(problem.message)}", "yellow")


def _about(entry: Entry) -> list[str]:
    return [shown(fact) for fact in (entry.title or entry.place or "(no title)", entry.publisher) if fact]


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
