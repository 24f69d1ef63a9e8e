"""What a host's robots.txt lets be asked, and how fast (RFC 9309). Read once a day."""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from sayso.errors import InputError, RefusedError, SaysoError
from sayso.sources.connecting import FetchError
from sayso.sources.guarding import Target, shown

if TYPE_CHECKING:
    from protego import Protego

DAY: Final = 86400.0  # seconds for which rules are believed
AGAIN: Final = 300.0  # seconds after which one is asked for again that could not be had
MOST: Final = 512_000  # bytes of a robots.txt that are read; the standard asks for 500 KiB at least
HELD: Final = 4_000_000  # characters of rules that are kept, of all hosts together
HOSTS: Final = 1000  # of which something is kept

_AGENT: Final = re.compile(r"[ \t]*user[- ]?agent[ \t]*[: \t][ \t]*([^#]*)", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[a-z_-]+|\*", re.IGNORECASE)
_OTHERS: Final = "User-agent: -"  # stands for all agents that are not asked about


class Rules(Struct):
    """What is known of one host: its rules (None: everything may be asked), or the error that stands for them."""

    until: float
    rules: "Protego | None" = None
    error: SaysoError | None = None
    size: int = 0


class Robots:
    """The rules of all hosts. `ask` gives the bytes of a robots.txt, or raises what a Fetcher raises; `agent` is the
    product token that rules are looked up for. Safe to use from many threads; each host's is asked for once."""

    def __init__(self, ask: Callable[[Target], bytes], agent: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._agent = agent
        self._clock = clock
        self._known: OrderedDict[str, Rules] = OrderedDict()
        self._asking: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def delay(self, asked: Target) -> float:
        """Seconds that the host wants between requests. RefusedError if the address may not be asked, or if that cannot
        be told because the host fails; FetchError where the host cannot be reached at all."""
        known = self._rules(asked)
        if known.error:
            raise _again(known.error)
        if known.rules is None:
            return 0.0
        if not known.rules.can_fetch(asked.url, self._agent):
            raise RefusedError(f"{shown(asked.url)}: the host's robots.txt asks that this is not fetched")
        rate = known.rules.request_rate(self._agent)
        return max(known.rules.crawl_delay(self._agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    def _rules(self, asked: Target) -> Rules:
        place = Target(asked.scheme, asked.host, asked.port, "/robots.txt")
        with self._lock:
            lock = self._asking.setdefault(place.url, threading.Lock())
        with lock:
            known = self._kept(place.url)
            if known is None:
                known = self._asked_for(place)
                self._keep(place.url, known)
        with self._lock:
            self._asking.pop(place.url, None)
        return known

    def _asked_for(self, place: Target) -> Rules:
        try:
            text = relevant(self._ask(place), self._agent)
        except FetchError as error:
            return _without(error, place, self._clock())
        except (InputError, RefusedError) as error:
            return Rules(self._clock() + AGAIN, error=error)
        from protego import Protego  # only where something is fetched

        return Rules(self._clock() + DAY, rules=Protego.parse(text), size=len(text))

    def _kept(self, url: str) -> Rules | None:
        with self._lock:
            known = self._known.get(url)
            if known is None or known.until < self._clock():
                return None
            self._known.move_to_end(url)
            return known

    def _keep(self, url: str, known: Rules) -> None:
        with self._lock:
            self._known[url] = known
            self._known.move_to_end(url)
            held = sum(each.size for each in self._known.values())
            while len(self._known) > 1 and (held > HELD or len(self._known) > HOSTS):
                _, oldest = self._known.popitem(last=False)
                held -= oldest.size


def relevant(data: bytes, agent: str) -> str:
    """The text of a robots.txt with only the groups that speak of one agent or of all.

    Some files name thousands of agents before thousands of rules, and rules are kept for each agent.
    """
    lines: list[str] = []
    for line in data[:MOST].decode("utf-8", errors="replace").removeprefix("\ufeff").splitlines():
        if named := _AGENT.match(line):
            token = _TOKEN.match(named[1].strip())
            ours = token is not None and token[0].lower() in ("*", agent.lower())
            line = f"User-agent: {token[0].lower()}" if token and ours else _OTHERS
            if lines and lines[-1] == line:
                continue
        lines.append(line)
    return "\n".join(lines)


def _without(error: FetchError, place: Target, now: float) -> Rules:
    """No robots.txt: everything may be asked if the host says that there is none, nothing if it fails to say."""
    status = error.answered
    if status is not None and 400 <= status < 500 and status != 429:
        return Rules(now + DAY)
    until = now + max(AGAIN, min(error.retry or 0.0, DAY))
    if status is None:
        return Rules(until, error=error)
    reason = f"{shown(place.url)}: answers {status}, so it cannot be told what may be asked of this host"
    return Rules(until, error=RefusedError(reason))


def _again(error: SaysoError) -> SaysoError:
    """The same error anew: one that is raised twice would gather tracebacks."""
    if isinstance(error, FetchError):
        return FetchError(str(error), error.answered, error.retry)
    return type(error)(str(error))
