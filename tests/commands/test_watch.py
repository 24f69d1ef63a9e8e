"""Feeds that are followed: what is asked for and when, what is entered, how it ends. The site is a real one."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from msgspec.structs import replace

from sayso.batch import Outcome
from sayso.commands.asking import Asker
from sayso.commands.watch import Followed, watch
from sayso.commands.watching import Told, Watch
from sayso.errors import SaysoError
from sayso.ledger import Ledger, View
from sayso.records import Address
from sayso.scale import Pool
from sayso.settings import Settings
from sayso.sources.fetching import Limits
from sayso.sources.yielded import Yielded
from tests.commands.following import Answer, Site, site

SAID = "The ministry said on Monday that the bridge at Lohm had been shelled by the Front, and that nobody was hurt."
EVERY = 1800.0


@pytest.fixture
def news() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.fixture(scope="module")
def asker() -> Iterator[Asker]:
    limits = Limits(seconds=10, connect=5, max_bytes=1_000_000, allow_private=True)
    with Asker(limits, pause=0, longest=30) as found:
        yield found


@pytest.fixture(scope="module", autouse=True)
def readers() -> Iterator[None]:
    with closing(Pool(Settings(), jobs=1)) as Following.pool:
        yield


def page(title: str, words: str = SAID) -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1><p>{words}</p></article></body></html>"
    )


class Following:
    """A watch over feeds into a ledger, and what it told."""

    pool: Pool

    def __init__(self, folder: Path, asker: Asker, *feeds: str) -> None:
        self.folder, self.told, self.stop = folder, list[Told](), threading.Event()
        settings = Settings(ledger=folder)
        self.watch = Watch(settings, lambda: feeds, asker, self._read, self._tell, every=EVERY, stop=self.stop)

    def known(self, url: str) -> Address:
        with View(self.folder) as view:
            found = view.address(url)
        assert found is not None, url
        return found

    def pause(self, url: str) -> float:
        """The seconds after the last asking for which an address is left in peace."""
        known = self.known(url)
        return (datetime.fromisoformat(known.due or "") - datetime.fromisoformat(known.checked)).total_seconds()

    def later(self, *urls: str) -> None:
        """Let the time come at which these are due: all that is known of them happened so long before."""
        with Ledger(self.folder) as ledger:
            for url in urls:
                known, pause = self.known(url), self.pause(url)
                due = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=5)
                checked = due - timedelta(seconds=pause)
                ledger.writer.note_address(replace(known, checked=checked.isoformat(), due=due.isoformat()))

    def failures(self) -> list[tuple[str, str]]:
        with View(self.folder) as view:
            return [(each.step, each.reason) for each in view.failures()]

    def documents(self) -> list[str]:
        with View(self.folder) as view:
            return [each.title or "" for each in view.documents()]

    def _read(self, coming: Iterable[Yielded], ledger: Ledger) -> Iterator[Outcome]:
        return self.pool.read(coming, ledger)

    def _tell(self, told: Told) -> None:
        self.told.append(told)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ledger"


def test_pages_are_read_once_and_feeds_and_pages_left_in_peace(news: Site, asker: Asker, folder: Path) -> None:
    feed = news.feed("/feed", "/a", "/b", etag='"1"')
    first, second = news.put("/a", page("A")), news.put("/b", page("B"), '"b"')
    following = Following(folder, asker, feed)
    following.watch.round()
    assert (following.documents(), following.failures()) == (["A", "B"], [])
    assert (following.pause(feed), following.pause(first), following.pause(second)) == (EVERY, 3600, 3600)
    assert following.known(second).etag == '"b"'
    following.watch.round()
    assert news.paths() == ["/feed", "/a", "/b"], "nothing is due"
    following.later(feed)
    following.watch.round()
    assert news.paths()[3:] == ["/feed"]
    assert news.asked[-1][1]["if-none-match"] == '"1"'
    assert following.pause(feed) == EVERY


def test_a_page_that_is_altered_in_silence_is_a_new_version(news: Site, asker: Asker, folder: Path) -> None:
    feed, where = news.feed("/feed", "/a"), news.put("/a", page("A"), '"1"')
    following = Following(folder, asker, feed)
    following.watch.round()
    following.later(where)
    following.watch.round()
    assert news.asked[-1][1]["if-none-match"] == '"1"'
    assert following.pause(where) == 5 * 3600, "as it was: asked for more rarely"
    news.put("/a", page("A, altered"), '"2"')
    following.later(where)
    following.watch.round()
    assert following.documents() == ["A", "A, altered"]
    assert following.pause(where) == 3600, "altered: it may be altered again soon"
    with View(folder) as view:
        assert len(view.versions(view.find(where))) == 2


def test_a_page_without_a_tag_that_comes_as_it_was_is_the_same(news: Site, asker: Asker, folder: Path) -> None:
    feed, where = news.feed("/feed", "/a"), news.put("/a", page("A"))
    following = Following(folder, asker, feed)
    following.watch.round()
    following.later(where)
    following.watch.round()
    assert (following.documents(), following.pause(where)) == (["A"], 5 * 3600)


@pytest.mark.parametrize(
    ("told", "checked", "expected"),
    [
        pytest.param(timedelta(hours=-1), timedelta(hours=-6), True, id="since it was asked for"),
        pytest.param(timedelta(hours=-7), timedelta(hours=-6), False, id="before it was asked for"),
        pytest.param(timedelta(hours=-1), timedelta(hours=-2), False, id="every time: not to be believed so often"),
        pytest.param(timedelta(hours=9), timedelta(hours=-6), False, id="in time to come: not to be believed"),
    ],
)
def test_a_feed_that_says_that_a_page_was_altered(
    news: Site, asker: Asker, folder: Path, told: timedelta, checked: timedelta, expected: bool
) -> None:
    moment = datetime.now(UTC).replace(microsecond=0)
    where = news.put("/a", page("A"))
    with Ledger(folder) as ledger:
        due, last = (moment + timedelta(days=3)).isoformat(), (moment + checked).isoformat()
        ledger.writer.note_address(Address(url=where, checked=last, due=due, document="0" * 64))
    more = f"<pubDate>{(moment + told).strftime('%a, %d %b %Y %H:%M:%S GMT')}</pubDate>"
    Following(folder, asker, news.feed("/feed", "/a", more=more)).watch.round()
    assert ("/a" in news.paths()) is expected


BROKEN = (
    pytest.param(Answer(b"not here", 404), 404, EVERY, id="not there"),
    pytest.param(Answer(b"", 500), 500, EVERY, id="a fault of the server"),
    pytest.param(Answer(b"later", 503, {"Retry-After": "7200"}), 503, 7200, id="it says when"),
    pytest.param(Answer(b"later", 429, {"Retry-After": "9999999"}), 429, 86400, id="it says: never again"),
    pytest.param(Answer(b"<!doctype html><html>no feed</html>"), None, EVERY, id="a page"),
    pytest.param(Answer(b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>'), None, EVERY, id="entities"),
    pytest.param(Answer(b"x" * 1_000_001), 200, EVERY, id="too large"),
    pytest.param(Answer(b"", 302, {"Location": "file:///etc/passwd"}), None, EVERY, id="it leads out of the web"),
)


@pytest.mark.parametrize(("answer", "status", "pause"), BROKEN)
def test_a_broken_feed_is_told_and_left_in_peace_and_stops_no_other(
    news: Site, folder: Path, answer: Answer, status: int | None, pause: float
) -> None:
    news.answers["/broken"] = answer
    broken, sound = f"{news.at}/broken", news.feed("/feed", "/a")
    news.put("/a", page("A"))
    limits = Limits(seconds=10, connect=5, max_bytes=1_000_000, allow_private=True)
    with Asker(limits, pause=0, longest=30) as asker:  # one of its own: what a host asks for is remembered
        following = Following(folder, asker, sound, broken)
        following.watch.round()
    known = following.known(broken)
    assert (known.failures, known.status, following.pause(broken)) == (1, status, pause)
    ((step, reason),) = following.failures()
    assert step == "feeds"
    assert broken in reason
    assert [each.url for each in following.told if each.failed] == [broken]
    assert following.known(sound).failures == 0


def test_a_feed_that_stays_broken_is_asked_ever_more_rarely_and_one_that_is_mended_is_as_before(
    news: Site, asker: Asker, folder: Path
) -> None:
    feed = f"{news.at}/feed"
    following, pauses = Following(folder, asker, feed), []
    for _ in range(7):
        following.watch.round()
        pauses.append(following.pause(feed))
        following.later(feed)
    assert pauses == [min(EVERY * 2**n, 86400) for n in range(7)]
    assert len(following.failures()) == 1, "the same reason is entered once"
    news.feed("/feed")
    following.watch.round()
    assert (following.known(feed).failures, following.pause(feed)) == (0, EVERY)


def test_a_page_that_does_not_come_is_told_and_asked_for_later(news: Site, asker: Asker, folder: Path) -> None:
    following = Following(folder, asker, news.feed("/feed", "/gone", "/a", "/data"))
    news.put("/a", page("A"))
    news.answers["/data"] = Answer(bytes(range(256)) * 4, headers={"Content-Type": "text/html"})
    gone, data = f"{news.at}/gone", f"{news.at}/data"
    following.watch.round()
    assert following.documents() == ["A"]
    steps = {url: step for step, reason in following.failures() for url in (gone, data) if url in reason}
    assert set(steps) == {gone, data}
    assert (following.known(gone).failures, following.pause(gone)) == (1, 3600)
    assert (following.known(data).failures, following.pause(data)) == (0, 3600), "it came, and is no page"
    following.later(gone)
    following.watch.round()
    assert (following.known(gone).failures, following.pause(gone)) == (2, 7200)


def test_a_host_that_never_answers_costs_its_time_and_no_more(news: Site, folder: Path) -> None:
    hanging = threading.Event()
    news.answers["/slow"] = Answer(wait=hanging)
    slow, feed = f"{news.at}/slow", news.feed("/feed", "/a")
    news.put("/a", page("A"))
    limits = Limits(seconds=60, connect=5, max_bytes=1_000_000, allow_private=True)
    with Asker(limits, pause=0, longest=3) as asker:
        following = Following(folder, asker, slow, feed)
        following.watch.round()
    hanging.set()
    assert following.documents() == ["A"]
    assert following.failures() == [("feeds", f"{slow}: it took longer than 3 seconds and was given up")]


def test_what_a_round_does_not_come_to_is_asked_for_in_the_next(
    news: Site, asker: Asker, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.commands.watching.PAGES", 1)
    following = Following(folder, asker, news.feed("/feed", "/a", "/b"))
    news.put("/a", page("A"))
    news.put("/b", page("B"))
    assert following.watch.round()
    assert len(following.documents()) == 1
    assert not Following(folder, asker).watch.round(), "it stands in the ledger, not in memory"
    assert following.documents() == ["A", "B"]


def test_whoever_stops_it_loses_nothing(news: Site, asker: Asker, folder: Path) -> None:
    following, hanging = Following(folder, asker, news.feed("/feed", "/a", "/b")), threading.Event()
    news.answers["/a"] = Answer(page("A").encode(), wait=hanging)
    news.put("/b", page("B"))

    def stop() -> None:
        until_asked(news, "/a")
        following.stop.set()
        hanging.set()

    stopping = threading.Thread(target=stop)
    stopping.start()
    following.watch.run()
    stopping.join()
    assert following.documents() == ["A"], "what had come is read; nothing else is asked for"
    following.stop.clear()
    following.watch.once()
    assert following.documents() == ["A", "B"]
    assert news.paths() == ["/feed", "/a", "/feed", "/b"]


def until_asked(news: Site, path: str) -> None:
    """Wait until somebody asks for a path."""
    until = time.monotonic() + 60
    while path not in news.paths():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_ledger_that_cannot_be_written_is_told_and_tried_again(news: Site, asker: Asker, folder: Path) -> None:
    folder.write_text("a file")
    following = Following(folder, asker, news.feed("/feed"))

    def tell(told: Told) -> None:
        following.told.append(told)
        following.stop.set()

    following.watch._tell = tell
    following.watch.run()
    (told,) = following.told
    assert "a ledger is a folder" in (told.words or "")
    folder.unlink()
    following.stop.clear()
    following.watch.once()
    assert news.paths() == ["/feed"]


def command(*feeds: str, folder: Path, allow_private: bool = True) -> int:
    """Exit status of one round."""
    try:
        watch([*feeds], once=True, every=30, jobs=1, allow_private=allow_private, ledger=str(folder))
    except typer.Exit as ended:
        return ended.exit_code
    return 0


def test_a_list_of_feeds(news: Site, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    where = news.put("/a", page("A"))
    feeds = tmp_path / "feeds.opml"
    feeds.write_text(f'<opml><body><outline xmlUrl="{news.feed("/feed", "/a")}"/></body></opml>')
    assert command(str(feeds), folder=folder) == 0
    out, err = capfd.readouterr()
    assert out == f"{where}: 1 attributions\n"
    assert err.endswith("1 pages read, 1 attributions; 0 failures\n")


def test_a_list_that_is_lost_meanwhile_is_followed_on(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    feeds = tmp_path / "feeds.opml"
    feeds.write_text('<opml><body><outline xmlUrl="https://a.example/f"/></body></opml>')
    followed = Followed([str(feeds)])
    feeds.write_text('<opml><body><outline xmlUrl="https://b.example/f"/></body></opml>')
    assert followed.addresses() == ("https://b.example/f",), "a list that is altered counts as it is"
    feeds.unlink()
    assert followed.addresses() == ("https://b.example/f",)
    assert "feeds.opml: no such file" in capfd.readouterr().err


@pytest.mark.parametrize("argument", ["nosuch.opml", "http://", "https://a b/"])
def test_what_names_no_feed_is_told_at_once(argument: str) -> None:
    with pytest.raises(SaysoError, match=r"no such file|no address"):
        Followed([argument])


def test_a_private_address_is_refused_unless_it_is_allowed(
    news: Site, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    feed = news.feed("/feed", "/a")
    assert command(feed, folder=folder, allow_private=False) == 1
    assert news.asked == []
    with View(folder) as view:
        ((step, reason),) = [(each.step, each.reason) for each in view.failures()]
    assert step == "feeds"
    assert feed in reason
    assert reason in capfd.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["the system ends it", "Ctrl-C"])
def test_a_signal_ends_it_after_what_is_in_hand(news: Site, folder: Path, number: signal.Signals) -> None:
    hanging = threading.Event()
    news.answers["/a"] = Answer(page("A").encode(), wait=hanging)
    news.put("/b", page("B"))
    feed = news.feed("/feed", "/a", "/b")
    code = (
        "import sys; from pathlib import Path; from sayso.commands.watch import watch;"
        " watch([sys.argv[1]], once=False, every=30, jobs=1, allow_private=True, ledger=sys.argv[2])"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", code, feed, str(folder)], stderr=subprocess.PIPE, text=True, env=os.environ.copy()
    )
    until_asked(news, "/a")
    started.send_signal(number)
    time.sleep(0.3)
    hanging.set()
    _, complaints = started.communicate(timeout=60)
    assert started.returncode == 0, complaints
    assert "ends after what is in hand" in complaints
    with View(folder) as view:
        assert [each.title for each in view.documents()] == ["A"]
