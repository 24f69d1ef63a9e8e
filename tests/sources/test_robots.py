"""What robots.txt lets be asked, by rules and by the lack of them."""

import threading
import time

import pytest

from sayso.errors import RefusedError
from sayso.sources import guarding
from sayso.sources.connecting import FetchError
from sayso.sources.guarding import Target
from sayso.sources.robots import AGAIN, DAY, HOSTS, Robots, relevant

PAGE = guarding.target("https://example.org/news/a?b=1")


class Host:
    """Answers for robots.txt: bytes or an error; and a clock."""

    def __init__(self, answer: bytes | Exception) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.now = 0.0

    def ask(self, place: Target) -> bytes:
        self.asked.append(place.url)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def robots(self) -> Robots:
        return Robots(self.ask, "sayso", lambda: self.now)


@pytest.mark.parametrize(
    ("rules", "delay"),
    [
        pytest.param(b"", 0, id="empty"),
        pytest.param(b"User-agent: *\nDisallow:", 0, id="nothing disallowed"),
        pytest.param(b"User-agent: *\nDisallow: /private", 0, id="another path"),
        pytest.param(b"User-agent: other\nDisallow: /", 0, id="another agent"),
        pytest.param(
            b"User-agent: *\nDisallow: /\n\nUser-agent: SaySo/9\nDisallow: /x", 0, id="our own group goes first"
        ),
        pytest.param(b"User-agent: *\nDisallow: /\nAllow: /news/", 0, id="the longer rule goes first"),
        pytest.param(b"User-agent: *\nCrawl-delay: 7", 7, id="a delay"),
        pytest.param(b"User-agent: *\nCrawl-delay: soon", 0, id="a delay that is none"),
        pytest.param(b"User-agent: *\nRequest-rate: 1/20s", 20, id="a rate"),
        pytest.param(b"User-agent: other\nCrawl-delay: 7", 0, id="another's delay"),
        pytest.param(b"<html><body>Not found</body></html>", 0, id="a page instead of rules"),
        pytest.param(b"\xff\xfe\x00\x01" * 100, 0, id="bytes instead of rules"),
        pytest.param(b"Disallow: /", 0, id="a rule for nobody"),
        pytest.param(b"User-agent: say\nDisallow: /", 0, id="an agent whose name ours begins with"),
    ],
)
def test_allowed(rules: bytes, delay: float) -> None:
    assert Host(rules).robots().delay(PAGE) == delay


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(b"User-agent: *\nDisallow: /", id="everybody"),
        pytest.param(b"\xef\xbb\xbfUser-agent: sayso\nDisallow: /news", id="us, after a byte order mark"),
        pytest.param(b"user-agent : SAYSO # us\nDISALLOW: /*b=1", id="spelling, comment, pattern"),
        pytest.param(b"User-agent: a\nUser-agent: sayso\nUser-agent: z\nDisallow: /", id="one of many agents"),
        pytest.param(b"User-agent: *\r\rDisallow: /\r", id="old line ends"),
        pytest.param(b"User agent *\nDisallow /", id="without colons"),
        pytest.param(b"User-agent: *\nDisallow: /\n" + b"#" * 600_000, id="more than is read, rules at the beginning"),
    ],
)
def test_disallowed(rules: bytes) -> None:
    with pytest.raises(RefusedError, match=r"https://example\.org/news/a\?b=1: the host's robots\.txt"):
        Host(rules).robots().delay(PAGE)


@pytest.mark.parametrize(
    ("answered", "error", "again"),
    [
        pytest.param(404, None, DAY, id="there is none"),
        pytest.param(401, None, DAY, id="not for us: as if there were none"),
        pytest.param(429, RefusedError, AGAIN, id="too busy to say"),
        pytest.param(500, RefusedError, AGAIN, id="broken"),
        pytest.param(503, RefusedError, AGAIN, id="busy"),
        pytest.param(None, FetchError, AGAIN, id="not reached"),
    ],
)
def test_without_a_file(answered: int | None, error: type[Exception] | None, again: float) -> None:
    host = Host(FetchError("no", answered))
    robots = host.robots()
    for moment in (0.0, again - 1, again + 1):
        host.now = moment
        if error is None:
            assert robots.delay(PAGE) == 0
        else:
            with pytest.raises(error):
                robots.delay(PAGE)
    assert len(host.asked) == 2, "once, and once more when what was known is too old"


def test_a_host_that_names_its_time_is_not_asked_before() -> None:
    host = Host(FetchError("no", 503, retry=1000))
    robots = host.robots()
    for host.now in (0, 999, 1001):
        with pytest.raises(RefusedError):
            robots.delay(PAGE)
    assert len(host.asked) == 2


def test_rules_are_read_once_a_day_for_each_scheme_host_and_port() -> None:
    host = Host(b"")
    robots = host.robots()
    for url in (
        "http://a.example/1",
        "http://a.example/2",
        "https://a.example/1",
        "http://a.example:81/",
        "http://b.example/",
    ):
        robots.delay(guarding.target(url))
    host.now = DAY + 1
    robots.delay(guarding.target("http://a.example/1"))
    assert host.asked == [
        f"{origin}/robots.txt"
        for origin in (
            "http://a.example",
            "https://a.example",
            "http://a.example:81",
            "http://b.example",
            "http://a.example",
        )
    ]


def test_many_threads_ask_once() -> None:
    host = Host(b"User-agent: *\nCrawl-delay: 3")
    answer = host.ask

    def slowly(place: Target) -> bytes:
        time.sleep(0.1)
        return answer(place)

    robots = Robots(slowly, "sayso", lambda: 0.0)
    delays: list[float] = []
    threads = [threading.Thread(target=lambda: delays.append(robots.delay(PAGE))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (delays, len(host.asked)) == ([3.0] * 8, 1)


def test_thousands_of_agents_before_thousands_of_rules_are_read_in_time() -> None:
    agents = b"".join(b"User-agent: a%d\n" % number for number in range(15_000))
    rules = b"".join(b"Disallow: /%d*x$\n" % number for number in range(10_000))
    started = time.process_time()
    assert Host(agents + b"User-agent: sayso\n" + rules).robots().delay(PAGE) == 0
    assert time.process_time() - started < 3


def test_only_the_groups_that_speak_of_one_agent_are_kept() -> None:
    text = relevant(b"User-agent: a\nUser-agent: b\nDisallow: /1\nUser-agent: Sayso/1.0\nDisallow: /2", "sayso")
    assert text.splitlines() == ["User-agent: -", "Disallow: /1", "User-agent: sayso", "Disallow: /2"]


def test_what_is_kept_is_bounded() -> None:
    host = Host(b"User-agent: *\nDisallow: /" + b"a" * 400_000)
    robots = host.robots()
    for number in range(30):
        robots.delay(guarding.target(f"http://h{number}.example/"))
    robots.delay(guarding.target("http://h29.example/"))
    robots.delay(guarding.target("http://h0.example/"))
    assert len(host.asked) == 31, "the newest is kept, the oldest is not"
    host.answer = b""
    for number in range(HOSTS + 2):
        robots.delay(guarding.target(f"http://s{number}.example/"))
    assert len(robots._known) <= HOSTS
    assert not robots._asking
