"""Forbidden targets, each asked for direct, by a redirect and by a name that changes its address; and permitted ones.

The trial has a network of its own (a namespace of Linux, by `unshare` and `ip`) in which every address of the internet
leads to this process: its server answers at 169.254.169.254 as well as at public addresses and writes down at which it
was reached, its name server answers otherwise at each look-up. Nothing of the fetcher is replaced.
"""

import json
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

from sayso.errors import SaysoError
from sayso.sources import guarding
from sayso.sources.connecting import looked_up
from sayso.sources.fetching import Fetcher, Limits

PUBLIC: Final = ("93.184.216.34", "2606:2800:220:1::1")
PAGE: Final = b"<p>The ministry said so.</p>"
PORTS: Final = (80, 22, 25, 6379, 8080, 8888)  # on which the server listens
LIMITS: Final = Limits(seconds=5, connect=3)
MOMENT: Final = 1.0  # seconds after which the server has written down whoever reached it
LOOKS: Final = 4  # times that a name is asked for: it has met both of its addresses at either of two look-ups

# Forbidden targets by what a person would write, with the address that it means where it is written in another way.
ADDRESSES: Final = (
    "127.0.0.1", "127.0.0.53", "127.1.2.3", "127.255.255.254", "0.0.0.0", "0.0.0.1", "10.0.0.1", "10.96.0.1",
    "10.255.255.255", "172.16.0.1", "172.17.0.1", "172.20.10.1", "172.31.255.254", "192.168.0.1", "192.168.1.254",
    "192.168.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.254", "169.254.0.1", "169.254.169.254",
    "169.254.170.2", "169.254.169.123", "168.63.129.16", "192.0.0.1", "192.0.0.192", "192.0.0.170", "192.0.2.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "254.1.1.1", "255.255.255.255",
    "::1", "::", "::2", "::127.0.0.1", "::10.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "::ffff:192.168.1.1", "::ffff:0.0.0.0", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254", "64:ff9b:1::10.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::",
    "2001:0:7f00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:20::1",
    "2001:db8::1", "3fff::1", "100::1", "5f00::1", "fe80::1", "fe80::a9fe:a9fe", "febf::1", "fec0::1", "fc00::1",
    "fd00::1", "fd00:ec2::254", "fd20:ce::254", "ff02::1", "ff0e::1", "4000::1", "8000::1",
)  # fmt: skip
SPELLINGS: Final = {
    "0x7f.1": "127.0.0.1", "0x7f000001": "127.0.0.1", "2130706433": "127.0.0.1", "0177.0.0.1": "127.0.0.1",
    "017700000001": "127.0.0.1", "127.1": "127.0.0.1", "127.0.1": "127.0.0.1", "127.0.0.1.": "127.0.0.1",
    "0": "0.0.0.0", "0x0": "0.0.0.0", "0xa9fea9fe": "169.254.169.254", "2852039166": "169.254.169.254",
    "169.254.43518": "169.254.169.254", "0251.0376.0251.0376": "169.254.169.254", "0xA.0.0.1": "10.0.0.1",
    "012.0.0.1": "10.0.0.1", "１２７.０.０.１": "127.0.0.1", "①②⑦.⓪.⓪.①": "127.0.0.1", "127。0。0。1": "127.0.0.1",
    "%31%32%37.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "LOCALHOST.": "127.0.0.1", "a.localhost": "127.0.0.1",
    "ⓛocalhost": "127.0.0.1", "metadata.google.internal": "169.254.169.254", "router.local": "192.168.1.1",
    "[0:0:0:0:0:0:0:1]": "::1", "[::FFFF:7F00:1]": "::ffff:127.0.0.1", "[fe80::1%25lo]": "fe80::1",
}  # fmt: skip
# What is forbidden for another reason than its address.
OTHERS: Final = (
    f"http://{PUBLIC[0]}:22/", f"http://{PUBLIC[0]}:25/", f"http://{PUBLIC[0]}:6379/", "http://name.example:6379/",
    f"http://user:word@{PUBLIC[0]}/", f"http://@{PUBLIC[0]}/", f"http://127.0.0.1@{PUBLIC[0]}/",
    f"http://{PUBLIC[0]}@127.0.0.1/", f"http://{PUBLIC[0]}\\@127.0.0.1/", f"http://127.0.0.1\\@{PUBLIC[0]}/",
    f"ftp://{PUBLIC[0]}/", f"gopher://{PUBLIC[0]}:6379/_INFO", "file:///etc/passwd", "data:text/html,x",
    "javascript:1", f"ws://{PUBLIC[0]}/", f"http://{PUBLIC[0]}:0/", f"http://{PUBLIC[0]}:65616/",
)  # fmt: skip
PERMITTED: Final = (
    f"http://{PUBLIC[0]}/", f"http://{PUBLIC[0]}./", f"http://{PUBLIC[0]}:80/a?b=c#d", f"http://{PUBLIC[0]}:8080/",
    f"http://[{PUBLIC[1]}]/", f"http://[{PUBLIC[1]}]:8888/", "http://[2606:2800:0220:0001:0:0:0:1]/", "HTTP://1.1.1.1",
    "http://172.32.0.1/", "http://100.128.0.1/", "http://11.0.0.1/", "http://[2a00:1450::1]/",
    "http://name.example/", "http://NAME.example./a b", "http://bücher.example/ż", "http://a_b.example:8080/",
    "http://moving.example/", "http://both.example/", f"http://name.example/to?{quote('http://other.example/')}",
    f"http://{PUBLIC[0]}/to?{quote(f'http://[{PUBLIC[1]}]:8080/a')}",
)  # fmt: skip


def measure() -> dict[str, float]:
    """How many targets of each kind there were, and how many were reached by each way."""
    for program in ("unshare", "ip"):
        if not shutil.which(program):
            raise FileNotFoundError(f"{program}: is needed to make a network for the trial")
    command = ["unshare", "--user", "--map-root-user", "--net", sys.executable, "-m", "evaluation.fetching", "inside"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=Path(__file__).parent.parent, timeout=900)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


class World:
    """The trial's network: a server at every address, a name server, and where the server was reached."""

    def __init__(self) -> None:
        for words in ("link set lo up", "route add local 0.0.0.0/0 dev lo", "-6 route add local ::/0 dev lo"):
            subprocess.run(["ip", *words.split()], check=True)
        self.reached: list[str] = []
        self._lock = threading.Lock()
        self._looks: Counter[tuple[str, int]] = Counter()
        self.names: dict[str, tuple[tuple[str, ...], ...]] = {}
        for port in PORTS:
            listening = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=100)
            _in_background(self._serve, listening)
        for server in _name_servers():
            asked = socket.socket(socket.AF_INET6 if ":" in server else socket.AF_INET, socket.SOCK_DGRAM)
            asked.bind((server, 53))
            _in_background(self._name, asked)

    def taken(self) -> list[str]:
        """Where the server was reached since the last time this was asked."""
        with self._lock:
            reached, self.reached = self.reached, []
        return reached

    def _serve(self, listening: socket.socket) -> None:
        while True:
            connection, _ = listening.accept()
            _in_background(self._answer, connection)

    def _answer(self, connection: socket.socket) -> None:
        where, port = connection.getsockname()[:2]
        address = IPv6Address(where)
        with self._lock:
            self.reached.append(f"{address.ipv4_mapped or address} {port}")
        connection.settimeout(5)
        with connection, suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                if not (more := connection.recv(65536)):
                    return
                head += more
            path = head.split(b" ")[1].decode("ascii")
            connection.sendall(_reply(path))

    def _name(self, asked: socket.socket) -> None:
        while True:
            query, client = asked.recvfrom(4096)
            asked.sendto(self._told(query), client)

    def _told(self, query: bytes) -> bytes:
        """The answer to one look-up. A name's sets of addresses take turns; the two families are counted apart, since
        the system asks for both at once."""
        labels, at = [], 12
        while length := query[at]:
            labels.append(query[at + 1 : at + 1 + length].decode("ascii").lower())
            at += 1 + length
        kind = struct.unpack(">H", query[at + 1 : at + 3])[0]
        name = ".".join(labels)
        sets = self.names.get(name, (PUBLIC[:1],) if name.endswith(".example") else ((SPELLINGS.get(name, ""),),))
        addresses = [ip_address(each) for each in sets[self._looks[name, kind] % len(sets)] if each]
        self._looks[name, kind] += 1
        rows = [each.packed for each in addresses if kind == (1 if each.version == 4 else 28)]
        head = query[:2] + struct.pack(">HHHHH", 0x8180, 1, len(rows), 0, 0)
        answers = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 0, len(row)) + row for row in rows)
        return head + query[12 : at + 5] + answers


def inside() -> dict[str, float]:
    """The trial, in a network of its own."""
    world = World()
    targets = {f"[{each}]" if ":" in each else each: each for each in ADDRESSES} | SPELLINGS
    open_ones = sum(map(_can_be_reached, targets.values()))
    direct = [f"http://{each}/" for each in targets]
    changing = _changing(world, targets.values())
    told: dict[str, float] = {
        "forbidden targets": len(targets),
        "of them reached without a guard": open_ones,
        "names of them reached by looking up twice": sum(map(_beaten, changing)),
    }
    time.sleep(MOMENT)
    world.taken()
    told |= _tried(world, "direct", direct)
    told |= _tried(world, "by redirect", [f"http://{PUBLIC[0]}/to?{quote(each, safe='')}" for each in direct])
    told |= _tried(world, "by a changing name", changing, times=LOOKS)
    told |= _tried(world, "by a changing name, robots.txt not asked", changing, times=LOOKS, robots=False)
    told |= {"forbidden for other reasons": len(OTHERS)}
    told |= _tried(world, "others, direct", OTHERS, ports=(80, 8080))
    others = [f"http://{PUBLIC[0]}/to?{quote(each, safe='')}" for each in OTHERS]
    told |= _tried(world, "others, by redirect", others, ports=(80, 8080))
    world.names |= {"moving.example": (PUBLIC[:1], ("1.1.1.1",)), "both.example": (PUBLIC,)}
    passed = 0
    with Fetcher(LIMITS, pause=0) as fetcher:
        for url in PERMITTED:
            try:
                passed += fetcher.get(url).data == PAGE
            except SaysoError as error:
                print(error, file=sys.stderr)
    return told | {"permitted": len(PERMITTED), "permitted, passed": passed}


def _changing(world: World, addresses: Iterable[str]) -> list[str]:
    """Names that are at a public address at one look-up and at a forbidden one at the next, and names that are at both,
    of either order."""
    urls = []
    for number, address in enumerate(addresses):
        public = PUBLIC[":" in address]
        world.names |= {
            f"first{number}.example": ((public,), (address,)),
            f"then{number}.example": ((address,), (public,)),
            f"both{number}.example": ((public, address),),
            f"too{number}.example": ((address, public),),
        }
        urls += [f"http://{name}{number}.example/" for name in ("first", "then", "both", "too")]
    return urls


def _tried(
    world: World,
    way: str,
    urls: Iterable[str],
    *,
    times: int = 1,
    ports: tuple[int, ...] = PORTS,
    robots: bool = True,
) -> Mapping[str, float]:
    """How often some addresses led to where nobody may go, and how many got an answer from where one may."""
    answered = 0
    with Fetcher(LIMITS, pause=0, robots=robots) as fetcher:
        for url in urls:
            for _ in range(times):
                with suppress(SaysoError):
                    fetcher.get(url)
                    answered += 1
    time.sleep(MOMENT)
    places = [each.split(" ") for each in world.taken()]
    wrong = [place for place, port in places if place not in PUBLIC or int(port) not in ports]
    if wrong:
        print(f"{way}: reached {wrong}", file=sys.stderr)
    return {f"{way}: reached": len(wrong), f"{way}: answered from a public address": answered}


def _beaten(url: str) -> bool:
    """Whether a fetcher that checks a name and then connects to the name would go where nobody may: if not, the names
    of this trial would try nothing."""
    asked = guarding.target(url)
    with suppress(SaysoError, OSError):
        guarding.checked(asked, looked_up(asked.host))
        with socket.create_connection((asked.host, asked.port), timeout=2) as connection:
            return guarding.forbidden(connection.getpeername()[0]) is not None
    return False


def _can_be_reached(address: str) -> bool:
    """Whether a server answers there at all, so that there is something to keep away from."""
    with suppress(OSError):
        socket.create_connection((address, 80), timeout=2).close()
        return True
    return False


def _reply(path: str) -> bytes:
    if path == "/robots.txt":
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    before, _, query = path.partition("?")
    if before == "/to":
        return f"HTTP/1.1 302 Found\r\nLocation: {unquote(query)}\r\nContent-Length: 0\r\n\r\n".encode()
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n".encode() + PAGE


def _name_servers() -> list[str]:
    """Those that the system asks, at whose addresses ours answers."""
    path = Path("/etc/resolv.conf")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line.split()[1] for line in lines if line.startswith("nameserver ")] or ["127.0.0.1"]


def _in_background(do: Callable[..., None], *given: Any) -> None:
    threading.Thread(target=do, args=given, daemon=True).start()


if __name__ == "__main__":
    if sys.argv[1:] == ["inside"]:
        print(json.dumps(inside()))
    else:
        for name, figure in measure().items():
            print(f"{name:50} {figure:6.0f}")
