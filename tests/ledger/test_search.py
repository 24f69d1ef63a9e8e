"""Words in, attributions out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.errors import InputError
from sayso.ledger import Ledger
from sayso.soundness import one_line
from tests import factories
from tests.ledger import casting

PAGES = (
    "[S The ministry] [C said] that [T the northern town fell to the militia].",
    "[S Militia commanders] [C denied] [T shelling the town’s café].",
    "[S1 Kerr] [C1 told] AP [T1 that [S2/1 the ministry] [C2/1 knew] [T2/1 of the café]].",
    "It [C is said] that [T “nothing” happened in the town of the north].",
)


@pytest.fixture(scope="module")
def ledger(database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger(tmp_path_factory.mktemp("search")) as ledger:
        ledger.add_many(factories.read(marked, path=f"pages/{number}.txt") for number, marked in enumerate(PAGES))
        yield ledger


@pytest.mark.parametrize(
    ("words", "speaker", "found"),
    [
        pytest.param("town", None, {0, 1, 3}, id="in the content"),
        pytest.param("militia", None, {0, 1}, id="in source or content"),
        pytest.param("town militia", None, {0, 1}, id="all words, wherever they stand"),
        pytest.param("militia", "militia", {1}, id="the speaker is told from what is spoken of"),
        pytest.param("", "ministry", {0, 2}, id="only a speaker"),
        pytest.param("TOWN", None, {0, 1, 3}, id="in any case"),
        pytest.param("cafe", None, {1, 2}, id="without its accent; outer and inner"),
        pytest.param("milit*", "comm*", {1}, id="any ending"),
        pytest.param("milit", None, set(), id="whole words only"),
        pytest.param('"northern town"', None, {0}, id="words together"),
        pytest.param('"town northern"', None, set(), id="words together in that order"),
        pytest.param("town NOT militia", None, set(), id="NOT is a word like any other"),
        pytest.param("said", None, set(), id="the cue is not searched"),
        pytest.param('town"', None, {0, 1, 3}, id="an unclosed quotation mark"),
        pytest.param("source:ministry", None, set(), id="a column of the search is no part of the language"),
        pytest.param("(town) - ^fell", None, {0}, id="marks between words"),
        pytest.param("to\0wn", None, set(), id="NUL parts words"),
        pytest.param("town’s", None, {1}, id="a curly apostrophe"),
    ],
)
def test_search(ledger: Ledger, words: str, speaker: str | None, found: set[int]) -> None:
    hits = ledger.search(words, speaker)
    assert {int(Path(hit.document.place or "").stem) for hit in hits} == found


@pytest.mark.parametrize("words", ["", "  ", "—", '""', "*", "\0", "\udcff"])
def test_no_words(ledger: Ledger, words: str) -> None:
    with pytest.raises(InputError):
        ledger.search(words)


def test_a_hit_has_the_exact_words(ledger: Ledger) -> None:
    (hit,) = ledger.search("fell")
    assert (hit.source, hit.cue, hit.content) == (
        ("The ministry",),
        ("said",),
        ("the northern town fell to the militia",),
    )
    assert hit.attribution == factories.reading(PAGES[0]).attributions[0].id


@pytest.mark.parametrize(
    ("words", "speaker", "source", "content"),
    [
        pytest.param("fell", None, [], ["fell"], id="in the content"),
        pytest.param('"northern town" fell', None, [], ["northern town", "fell"], id="words together are one"),
        pytest.param("shelling", "militia", ["Militia"], ["shelling"], id="a speaker in the source alone"),
        pytest.param("cafe shelling", None, [], ["shelling", "café"], id="an accent"),
        pytest.param("commanders the", None, ["commanders"], ["the"], id="both"),
    ],
)
def test_a_hit_tells_where_the_words_stand(
    ledger: Ledger, words: str, speaker: str | None, source: list[str], content: list[str]
) -> None:
    (hit,) = ledger.search(words, speaker)
    told = (one_line(hit.source), hit.in_source), (one_line(hit.content), hit.in_content)
    assert [[line[start:end] for start, end in spans] for line, spans in told] == [source, content]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param("[T gone], it said, [T all of it gone]", ["gone", "gone"], id="in every piece"),
        pytest.param("[T a\x00b gone]", [], id="NUL, at which the search ends: nowhere rather than astray"),
        pytest.param("[T 👩‍🚒 ́a gone\u2028]", ["gone"], id="offsets count code points"),
    ],
)
def test_where_words_stand_in_odd_text(tmp_path: Path, content: str, found: list[str]) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(*factories.read(f"[S Kerr gone] [C said] {content}"))
        (hit,) = ledger.search("gone")
    line = one_line(hit.content)
    assert [line[start:end] for start, end in hit.in_content] == found
    assert line == " … ".join(hit.content)


def test_the_best_come_first_and_no_more_than_asked(ledger: Ledger) -> None:
    assert len(ledger.search("town", limit=2)) == 2
    assert ledger.search("town", limit=2) == ledger.search("town")[:2]


KERR = casting.actor("kerr", "Nina Kerr", "Kerr", kind="person")
FRONT = casting.actor("front", "People’s Front of Vel", "PFV", "the Front", kind="armed_group")
OTHER = casting.actor("0123456789abcdef", "Omar Kerr", kind="person")
CAST = (
    casting.cast("[S Nina Kerr] [C said] that [T PFV shelled the town].", KERR, FRONT, path="pages/0.txt"),
    casting.with_first(
        casting.cast("[S He] [C denied] that [T the town fell].", KERR, path="pages/1.txt"),
        speakers=("kerr",), act="deny", speaker_kind="named", negated=True,
    ),
    casting.with_first(
        casting.cast("[S A source] [C claimed] [T [H perhaps] Kerr left].", KERR, path="pages/2.txt"),
        act="state", speaker_kind="anonymous",
    ),
    casting.cast("[S Omar Kerr] [C said] [T it].", OTHER, path="pages/3.txt"),
    casting.cast("[S Friends of Kerr] [C said] [T nothing].", path="pages/4.txt"),
)  # fmt: skip


@pytest.fixture(scope="module")
def played(database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger(tmp_path_factory.mktemp("cast")) as ledger:
        ledger.add_many(CAST)
        yield ledger


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({"speaker": "kerr"}, [0, 1, 3, 4], id="a name, an id or words of the source"),
        pytest.param({"speaker": "NINA"}, [0, 1], id="a name of who is only he here"),
        pytest.param({"speaker": "nin*"}, [0, 1], id="any ending"),
        pytest.param({"speaker": "nin"}, [], id="whole words only"),
        pytest.param({"speaker": "omar nina"}, [], id="all words in names of one actor"),
        pytest.param({"speaker": "0123456789abcdef"}, [3], id="an id"),
        pytest.param({"words": "town", "speaker": "nina"}, [1, 0], id="words and a speaker, best first"),
        pytest.param({"words": "fell", "speaker": "nina"}, [1], id="words that one of them holds"),
        pytest.param({"about": "kerr"}, [2], id="about"),
        pytest.param({"about": "vel front"}, [0], id="about a name that does not stand there"),
        pytest.param({"about": '"front pfv"'}, [], id="a phrase does not run from one name into the next"),
        pytest.param({"about": "town"}, [], id="words of the content are no actor"),
        pytest.param({"about": "kerr", "speaker": "kerr"}, [], id="about oneself"),
        pytest.param({"act": "deny"}, [1], id="an act"),
        pytest.param({"kind": "anonymous"}, [2], id="a kind of speaker"),
        pytest.param({"kind": "named", "act": "deny", "words": "town"}, [1], id="everything"),
        pytest.param({"words": "—", "act": "deny"}, [1], id="marks are no words"),
        pytest.param({"kind": "named", "limit": 2}, [0, 1], id="no more than asked, in the order in which they came"),
    ],
)
def test_filters(played: Ledger, asked: dict[str, Any], found: list[int]) -> None:
    assert [int(Path(hit.document.place or "").stem) for hit in played.search(**asked)] == found


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        pytest.param({"act": "whisper"}, "'whisper' is no act; there are state, deny", id="no act"),
        pytest.param(
            {"kind": "loud"}, "'loud' is no kind of speaker; there are named, official", id="no kind of speaker"
        ),
        pytest.param({"speaker": "—"}, "no word in it", id="no name"),
        pytest.param({"about": "\udcff"}, "is not text", id="no text"),
        pytest.param({"speaker": "\udcff", "words": "x"}, "is not text", id="no text beside words"),
    ],
)
def test_what_cannot_be_asked(played: Ledger, asked: dict[str, Any], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        played.search(**asked)


def test_a_hit_tells_who_says_it_and_how(played: Ledger) -> None:
    denied, claimed = played.search("fell")[0], played.search("left")[0]
    assert (denied.speakers, denied.speaker_ids, denied.speaker_kind) == (("Nina Kerr",), ("kerr",), "named")
    assert (denied.act, denied.negated, denied.hedged, denied.verdict) == ("deny", True, False, None)
    assert (claimed.speakers, claimed.speaker_kind, claimed.act) == ((), "anonymous", "state")
    assert (claimed.negated, claimed.hedged) == (False, True)


def test_what_only_an_older_reading_says_of_actors_is_not_found(tmp_path: Path) -> None:
    page, reading = CAST[0]
    with Ledger(tmp_path) as ledger:
        ledger.add(page, reading)
        ledger.add(page, replace(reading, reader="newer", actors=(), mentions=(), attributions=()))
        assert (ledger.search(speaker="nina"), ledger.search(about="pfv"), ledger.actors()) == ((), (), ())
        assert ledger.verify() == ()
