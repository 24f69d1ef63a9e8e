"""What a person sees of speakers, acts, actors and judgements; and that a page's hand is kept off here as well."""

import io
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.export.terminal import Terminal
from sayso.records import Actor, ActorEntry, ActorPage, CalledBy, Entry, Hit, Judgement, Reading
from tests import factories
from tests.ledger.casting import TIME, actor, cast, judgement, with_first

EVIL = "\x1b[2J\x9b\x07\x00\u202e"
KERR, DOE = actor("kerr", "Nina Kerr"), actor("doe", "Jo Doe")


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def told(**changes: Any) -> list[str]:
    """The lines of one attribution of a reading in which Kerr and Doe are known."""
    _, reading = with_first(cast("[S She] [C said] [T it [H perhaps] [H was] so].", KERR, DOE), **changes)
    return printed("reading", reading)[2:-1]


def printed(kind: str, *things: Any) -> list[str]:
    stream = io.StringIO()
    getattr(Terminal(stream), kind)(*things)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize(
    ("changes", "below"),
    [
        pytest.param({"hedges": (), "speaker_kind": None}, None, id="nothing is known"),
        pytest.param({"hedges": (), "speaker_kind": "unstated"}, None, id="unstated is what no speaker says already"),
        pytest.param({"act": "deny", "hedges": ()}, "deny", id="an act"),
        pytest.param(
            {"act": "state", "hedges": (), "speakers": ("kerr", "doe"), "speaker_kind": "named"},
            "state · Nina Kerr, Jo Doe",
            id="two speakers by name; named is what the names say already",
        ),
        pytest.param(
            {"hedges": (), "speakers": ("kerr",), "speaker_kind": "anonymous"}, "Nina Kerr · anonymous", id="anonymous"
        ),
        pytest.param({"hedges": (), "speaker_kind": "document"}, "document", id="another kind"),
        pytest.param({"speaker_kind": None}, "hedged (perhaps … was)", id="hedged, in which words"),
        pytest.param({"act": "warn", "negated": True, "hedges": ()}, "warn · negated", id="negated"),
        pytest.param(
            {"act": "state", "negated": True, "speakers": ("doe",), "speaker_kind": "anonymous"},
            "state · Jo Doe · anonymous · negated · hedged (perhaps … was)",
            id="everything",
        ),
    ],
)
def test_what_is_known_stands_below(changes: dict[str, Any], below: str | None) -> None:
    lines = ["  She — said — it perhaps was so"]
    assert told(**changes) == (lines if below is None else [*lines, f"    {below}"])


def test_what_is_known_of_an_inner_one_stands_below_it() -> None:
    reading = factories.reading("[S1 A] [C1 said] [T1 [S2/1 B] [C2/1 lied]]")
    reading = replace(reading, attributions=tuple(replace(each, act="state") for each in reading.attributions))
    assert printed("reading", reading)[2:-1] == [
        "  A — said — B lied",
        "    state",
        "      ↳ B — lied — …",
        "          state",
    ]


def test_at_eighty_columns_no_line_is_wider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    names = [Actor(id=f"a{number}", name=f"Ministry of the Interior number {number}") for number in range(9)]
    _, reading = with_first(cast("[S They] [C said] [T it].", *names), speakers=tuple(each.id for each in names))
    screen = Screen()
    Terminal(screen).reading(reading)
    lines = screen.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith("      ") for line in lines) >= 3, "lines that go on hang below the first"


@pytest.mark.parametrize(
    ("kinds", "marks"),
    [
        pytest.param([], [], id="none"),
        pytest.param(["wrong"], ["judged wrong by Kim"], id="wrong"),
        pytest.param(["wrong", "right"], ["judged right by Kim"], id="of right and wrong the last"),
        pytest.param(["act", "speaker", "act"], ["act as judged by Kim", "speaker as judged by Kim"], id="once a kind"),
    ],
)
def test_judgements_and_ids_are_told_where_they_are_asked_for(kinds: list[str], marks: list[str]) -> None:
    reading = factories.reading("[S Kerr] [C said] [T so].")
    key = reading.attributions[0].id
    judged = {key: tuple(judgement(kind, reading, "said", value="deny") for kind in kinds)}
    assert printed("reading", reading, judged)[3] == "    " + " · ".join([key[:12], *marks])


ENTRY = ActorEntry(
    id="front",
    name="People’s Front",
    kind="armed_group",
    country="VE",
    documents=1,
    mentions=9,
    speaking=2,
    about=4,
    called=(
        CalledBy(text="PFV", by=("Nina Kerr",), times=3),
        CalledBy(text="the Front", page=True, by=("The Herald",), times=2),
        CalledBy(text="PFV", by=("Kerr", "Doe"), times=1),
        CalledBy(text="gunmen", times=1),
        CalledBy(text="them", page=True, times=1),
    ),
)
HEADER = ["People’s Front · armed_group · VE · front", "  in 1 document, 9 mentions; says 2, is spoken of in 4"]


def test_an_actor_in_a_list() -> None:
    called = "“PFV” (Nina Kerr 3, Kerr and Doe 1), “the Front” (The Herald itself 2), “gunmen” (not said who 1), 1 more"
    assert printed("actor", ENTRY) == [*HEADER, f"  called {called}"]


def test_an_actor_of_whom_little_is_known() -> None:
    little = replace(ENTRY, called=(), kind=None, country=None, documents=2, mentions=1)
    assert printed("actor", little) == [
        "People’s Front · front",
        "  in 2 documents, 1 mention; says 2, is spoken of in 4",
    ]


HERALD = Entry(id="d" * 64, title="Title", publisher="The Herald", published="2024-02-29", attributions=1, problems=0)


def hit(**changes: Any) -> Hit:
    found = Hit(document=HERALD, attribution="a" * 16, source=("He",), cue=("said",), content=("so",), score=0.5)
    return replace(found, **changes)


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        pytest.param({}, [], id="nothing is known"),
        pytest.param({"act": "deny", "speakers": ("Kerr",)}, ["deny", "Kerr"], id="act and speaker"),
        pytest.param(
            {"negated": True, "hedged": True, "speaker_kind": "anonymous"},
            ["anonymous", "negated", "hedged"],
            id="marks",
        ),
        pytest.param({"verdict": "wrong"}, ["judged wrong"], id="a verdict"),
    ],
)
def test_a_hit(changes: dict[str, Any], facts: list[str]) -> None:
    assert printed("hit", hit(**changes)) == [
        "He — said — so",
        "  " + " · ".join(["a" * 12, *facts]),
        f"  {'d' * 12} · 2024-02-29 · Title · The Herald",
    ]


def test_an_actor_in_full() -> None:
    page = ActorPage(actor=replace(ENTRY, joined=("abc", "def")), said=(hit(),))
    lines = printed("actor_page", page)
    assert lines[:8] == [
        *HEADER, "  joined with abc, def", "", "called (5)", "  “PFV” — Nina Kerr 3, Kerr and Doe 1",
        "  “the Front” — The Herald itself 2", "  “gunmen” — not said who 1",
    ]  # fmt: skip
    assert lines[8:] == [
        "  “them” — the page itself 1",
        "",
        "said (1)",
        *printed("hit", hit()),
        "",
        "said about it (0)",
    ]


READING = factories.reading("[S Kerr] [C said] [T so].")
SAID = f"“said” in {READING.document.id[:12]}"
NAMES = {"kerr": "Nina Kerr", "doe": "doe"}


@pytest.mark.parametrize(
    ("judged", "marks", "line"),
    [
        pytest.param(judgement("right", READING, "said"), (), f"{SAID} is right", id="right"),
        pytest.param(judgement("wrong", READING, "said", note="no"), (), f"{SAID} is wrong — no", id="wrong, and why"),
        pytest.param(
            judgement("act", READING, "said", value="deny", occurrence=2),
            (),
            f"the act of “said”, number 3, in {READING.document.id[:12]} is deny",
            id="the third of these words",
        ),
        pytest.param(
            judgement("speaker", READING, "said", value="kerr doe"),
            ("retracted", "unplaced"),
            f"the speaker of {SAID} is Nina Kerr [kerr], doe (retracted, unplaced)",
            id="speakers, marks",
        ),
        pytest.param(
            judgement("speaker", READING, "said", value=""), (), f"the speaker of {SAID} is nobody", id="none"
        ),
        pytest.param(judgement("same", value="kerr", other="x"), (), "Nina Kerr [kerr] is the same as x", id="same"),
        pytest.param(
            judgement("not_same", value="x", other="kerr"),
            (),
            "x is not the same as Nina Kerr [kerr]",
            id="not the same",
        ),
        pytest.param(judgement("retract", retracts=7), (), "judgement 7 is taken back", id="taken back"),
    ],
)
def test_a_judgement(judged: Judgement, marks: tuple[str, ...], line: str) -> None:
    assert printed("judgement", judged, NAMES, marks) == [f"   0  {TIME}  Kim: {line}"]


def evil(reading: Reading) -> Reading:
    given = replace(reading.attributions[0], speakers=("kerr",), act="state", speaker_kind="anonymous")
    return replace(reading, attributions=(given,), actors=(Actor(id="kerr", name=f"Kerr{EVIL}"),))


@pytest.mark.parametrize("stream", [io.StringIO(), Screen()], ids=["file", "terminal"])
def test_no_page_reaches_the_terminal(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal(stream)
    reading = evil(factories.reading(f"[S Kerr] [C said] [T it [H so{EVIL}]]."))
    said = judgement("wrong", reading, f"said{EVIL}", judge=EVIL, note=EVIL, value=EVIL)
    entry = replace(ENTRY, id=EVIL, name=EVIL, country=EVIL, joined=(EVIL,))
    entry = replace(entry, called=(CalledBy(text=EVIL, by=(EVIL,), times=1),))
    terminal.reading(reading, {reading.attributions[0].id: (said,)})
    terminal.actor(entry)
    terminal.actor_page(ActorPage(actor=entry, said=(hit(speakers=(EVIL,)),)))
    for kind in ("wrong", "same", "speaker"):
        terminal.judgement(replace(said, kind=kind, other=EVIL), {EVIL: EVIL}, ())
    assert not set(stream.getvalue()) & set("\x1b\x9b\x07\x00\u202e")
