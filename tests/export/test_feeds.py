"""New attributions as RSS and Atom, read back by feedparser."""

from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from msgspec.structs import replace

from sayso.export.feeds import MOST, atom, rss
from sayso.export.markup import fit
from sayso.export.meta import Meta
from sayso.records import Act, Chosen, Reading, Selection, Sighting
from tests.export.choosing import META, UGLY, called, chosen
from tests.factories import reading
from tests.ledger import telling

BASE = "http://127.0.0.1:8321"
Write = Callable[[Iterable[Chosen], Meta], Iterator[bytes]]
BOTH = pytest.mark.parametrize("write", [rss, atom], ids=["rss", "atom"])


def parsed(write: Write, *found: Chosen, meta: Meta = META) -> Any:
    data = b"".join(write(list(found), meta))
    ElementTree.fromstring(data)  # feedparser mends what is no XML
    told = feedparser.parse(data)
    assert not told.bozo, told.get("bozo_exception")
    assert told.version == ("rss20" if write is rss else "atom10")
    return told


def text(entry: Any) -> str:
    return str(entry.content[0].value) if "content" in entry else unescape(entry.summary)


@BOTH
def test_an_entry_is_who_act_and_exact_words(write: Write) -> None:
    told = parsed(write, chosen(stating()))
    said = next(each for each in told.entries if "Nina Kerr" in each.title)
    assert said.title == "Nina Kerr: state"
    assert text(said) == "“the Front had shelled a market in Dren last week” — The Herald, 2024-03-05"
    assert said.id == f"urn:sayso:attribution:{telling.told()[1].attributions[0].id}"
    assert said.tags[0].term == "state"
    assert said.published.startswith("Tue, 05 Mar 2024") if write is rss else said.updated == "2024-03-05T00:00:00Z"


@BOTH
@pytest.mark.parametrize(
    ("marked", "title"),
    [
        ("[S a medic] [C said] [T it fell].", "a medic"),
        ("[C Reportedly] [T it fell].", "(not said who)"),
    ],
    ids=["no speaker is known: the words of the source", "left unsaid"],
)
def test_who_it_was(write: Write, marked: str, title: str) -> None:
    assert [each.title for each in parsed(write, chosen(reading(marked))).entries] == [title]


@BOTH
@pytest.mark.parametrize(
    ("act", "title"), [("promise", "not promise"), (None, "not said")], ids=["an act", "none known"]
)
def test_a_negated_cue_is_told_as_such(write: Write, act: Act | None, title: str) -> None:
    read = stating()
    said = replace(read.attributions[0], negated=True, act=act)
    told = parsed(write, chosen(replace(read, attributions=(said,), events=())))
    assert [each.title for each in told.entries] == [f"Nina Kerr: {title}"]


@BOTH
def test_the_newest_come_first_and_no_more_than_a_hundred(write: Write) -> None:
    found = [chosen(dated(f"2024-{1 + n // 28:02}-{1 + n % 28:02}", n)) for n in range(120)]
    told = parsed(write, *found)
    days = [text(each)[-10:] for each in told.entries]
    assert len(days) == MOST
    assert days == sorted(days, reverse=True)
    assert days[0] == max(each.reading.document.published or "" for each in found)
    assert told.entries == parsed(write, *reversed(found)).entries  # however they come


@BOTH
@pytest.mark.parametrize(
    ("published", "fetched", "day"),
    [
        pytest.param("2024-03-05", "2025-01-01T10:00:00+00:00", (2024, 3, 5), id="published goes first"),
        pytest.param(None, "2025-01-01T23:30:00-02:00", (2025, 1, 2), id="else when it was fetched, in UTC"),
        pytest.param("unknown", "2025-01-01T10:00:00+00:00", (2025, 1, 1), id="what is no date is none"),
        pytest.param(None, None, (2024, 3, 10), id="else when the feed is made"),
    ],
)
def test_when_it_was(write: Write, published: str | None, fetched: str | None, day: tuple[int, int, int]) -> None:
    seen = (Sighting(path="a", fetched=fetched),) if fetched else ()
    read = replace(dated(published, 0), document=replace(dated(published, 0).document, sightings=seen))
    entry = parsed(write, chosen(read)).entries[0]
    assert (entry.published_parsed if write is rss else entry.updated_parsed)[:3] == day


@BOTH
@pytest.mark.parametrize(
    ("url", "base", "link"),
    [
        ("https://h.example/a?b=1&c=<2>", "", "https://h.example/a?b=1&c=%3C2%3E"),
        ("https://h.example/ä b", "", "https://h.example/%C3%A4%20b"),
        ("javascript:alert(1)", "", None),
        ("file:///etc/passwd", "", None),
        ("https://", "", None),
        (None, BASE, f"{BASE}/documents/"),
        ("https://h.example/a", BASE, "https://h.example/a"),
    ],
    ids=["escaped", "encoded", "a script", "a file of this machine", "no host", "the ledger's page", "the page itself"],
)
def test_where_it_leads(write: Write, url: str | None, base: str, link: str | None) -> None:
    read = dated("2024-03-05", 0)
    found = chosen(replace(read, document=replace(read.document, url=url)))
    entry = parsed(write, found, meta=replace(META, base=base)).entries[0]
    led = [each.href for each in entry.get("links", ()) if each.rel == "alternate"]
    assert led[0].startswith(link) if link else not led, led


@BOTH
@pytest.mark.parametrize("name", UGLY.values(), ids=UGLY)
def test_ugly_names_and_words_come_back(write: Write, name: str) -> None:
    read = (
        reading(f"[S She] [C said] [T {name}it fell].") if "[" not in name else reading("[S She] [C said] [T it fell].")
    )
    told = parsed(write, chosen(called(read, name)))
    entry = told.entries[0]
    words = read.document.text[slice(*read.attributions[0].content[0])]
    assert " ".join(text(entry).split()).startswith(" ".join(f"“{fit(words)}”".split()))
    unfit = fit(words) != words or fit(name) != name
    assert ("are replaced by U+FFFD" in told.feed.subtitle) is unfit


@BOTH
def test_what_is_judged_wrong_is_left_out_unless_asked_for(write: Write) -> None:
    read = telling.told()[1]
    wrong = read.attributions[0].id
    found = chosen(read, verdicts={wrong: "wrong"})
    assert wrong not in {each.id[-16:] for each in parsed(write, found).entries}
    asked = replace(META, selection=Selection(verdict="wrong"))
    assert wrong in {each.id[-16:] for each in parsed(write, found, meta=asked).entries}


@BOTH
def test_the_same_search_has_the_same_id_and_another_another(write: Write) -> None:
    def id(selection: Selection) -> str:
        feed = parsed(write, meta=replace(META, selection=selection)).feed
        return str(feed.id if write is atom else feed.link)

    assert id(Selection(act="deny")) == id(Selection(act="deny")) != id(Selection())


@BOTH
def test_nothing_new_is_a_feed_without_entries(write: Write) -> None:
    assert parsed(write).entries == []


def stating() -> Reading:
    """A reading whose first attribution has an act."""
    read = telling.told()[1]
    return replace(read, attributions=(replace(read.attributions[0], act="state"), *read.attributions[1:]))


def dated(published: str | None, number: int) -> Reading:
    read = reading(f"[S She {number}] [C said] that [T it fell].", published=published)
    return replace(read, document=replace(read.document, sightings=()))
