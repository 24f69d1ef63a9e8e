"""What may be asked for on the network: which addresses, under which spellings. Nothing here opens a connection."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct

from sayso.errors import InputError, RefusedError

PORTS: Final = {"http": 80, "https": 443}
LONGEST: Final = 4096  # characters of an address
SHOWN: Final = 200  # of them in a message

# Where other things than pages are served: the ports that browsers do not ask, and those of databases and desktops.
NOT_WEB: Final = frozenset({
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515, 526, 530,
    531, 532, 540, 548, 554, 556, 563, 587, 601, 631, 636, 873, 989, 990, 993, 995, 1433, 1521, 1719, 1720, 1723, 2049,
    2375, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5900, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669,
    6679, 6697, 9042, 10080, 11211, 27017,
})  # fmt: skip

# The standard library's own judgement of these has changed with its versions, so the registers are written out.
_PRIVATE: Final = {
    "10.0.0.0/8": "private", "172.16.0.0/12": "private", "192.168.0.0/16": "private",
    "100.64.0.0/10": "shared by the customers of a carrier", "127.0.0.0/8": "of this machine",
    "169.254.0.0/16": "link-local, metadata of a cloud among them", "168.63.129.16/32": "metadata of a cloud",
    "192.0.0.0/24": "set aside for protocols", "198.18.0.0/15": "set aside for trials",
    "192.0.2.0/24": "for documentation", "198.51.100.0/24": "for documentation", "203.0.113.0/24": "for documentation",
    "192.88.99.0/24": "a relay to IPv6",
    "::1/128": "of this machine", "fc00::/7": "private", "fe80::/10": "link-local", "fec0::/10": "private",
    "::ffff:0:0/96": "another address in disguise (IPv4-mapped)", "::/96": "another address in disguise (IPv4)",
    "::ffff:0:0:0/96": "another address in disguise (IPv4-translated)",
    "64:ff9b::/96": "another address in disguise (NAT64)", "64:ff9b:1::/48": "another address in disguise (NAT64)",
    "2002::/16": "another address in disguise (6to4)", "2001::/32": "another address in disguise (Teredo)",
    "2001::/23": "set aside for protocols", "2001:db8::/32": "for documentation", "3fff::/20": "for documentation",
}  # fmt: skip
_NEVER: Final = {
    "0.0.0.0/8": "unspecified", "224.0.0.0/4": "multicast", "240.0.0.0/4": "reserved",
    "::/128": "unspecified", "ff00::/8": "multicast",
}  # fmt: skip
_RANGES: Final = tuple(
    (ip_network(network), what, never) for never, table in ((True, _NEVER), (False, _PRIVATE))
    for network, what in table.items()
)  # fmt: skip
_GLOBAL: Final = IPv6Network("2000::/3")  # all of IPv6 that has been given out

# Names that stand for this machine, the network around it or another network, whatever a look-up says.
_LOCAL_NAMES: Final = frozenset({"localhost", "local", "internal", "localdomain", "home.arpa", "onion"})

_BAD: Final = re.compile(r"[\x00-\x20\x7f\x80-\x9f\ud800-\udfff]")
_HOST_AND_PORT: Final = re.compile(r"(\[[^\[\]@]*\]|[^:\[\]@]*)(?::([0-9]*))?")
_NAME: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*")
_NUMBER: Final = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$")
_USER: Final = re.compile(r"(?<=//)[^/?#]*@")
_KEPT: Final = "!$%&'()*+,/:;=?@[]~"


class Target(Struct, frozen=True):
    """One address taken apart, once: what is checked is what is asked. `host` is a name in ASCII or an IP address
    without brackets; `path` is what the request line says, with the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, in its one spelling."""
        return f"{self.scheme}://{self.authority}{self.path}"


def target(url: str) -> Target:
    """An address as it will be asked. RefusedError for what is never asked, InputError for what is no address."""
    url = url.strip(" \t\r\n")
    if len(url) > LONGEST or _BAD.search(url.replace(" ", "")):
        raise InputError(f"{shown(url)}: longer than an address may be, or with characters that none has")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise InputError(f"{shown(url)}: not an address ({error})") from None
    if parts.scheme not in PORTS:
        raise RefusedError(f"{shown(url)}: only http and https are asked, not {parts.scheme[:20] or 'this'}")
    if "@" in parts.netloc:
        raise RefusedError(f"{shown(url)}: an address with a name or password in it is not asked")
    split = _HOST_AND_PORT.fullmatch(parts.netloc)
    if not split or not split[1]:
        raise InputError(f"{shown(url)}: no host that could be asked")
    port = int(split[2][:6] if split[2] else PORTS[parts.scheme])
    if port in NOT_WEB or port > 65535:
        raise RefusedError(f"{shown(url)}: port {port} is not one of the web's")
    path = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    return Target(parts.scheme, _host(split[1], url), port, path)


def followed(here: Target, location: str) -> Target:
    """Where a redirect leads from an address."""
    try:
        return target(urljoin(here.url, location.strip(" \t\r\n")))
    except ValueError:
        raise InputError(f"{shown(here.url)}: leads to {shown(location)}, which is not an address") from None


def checked(asked: Target, found: Iterable[str], *, allow_private: bool = False) -> tuple[str, ...]:
    """The IP addresses of a target, in the order of the look-up. One that is forbidden forbids them all: a name that
    has public and private ones is not to be trusted with either."""
    addresses = tuple(dict.fromkeys(found))
    for address in addresses:
        if what := forbidden(address, allow_private=allow_private):
            at = "" if address == asked.host else f" ({address[:SHOWN]})"
            raise RefusedError(f"{shown(asked.url)}: its address{at} is {what}")
    if not addresses:
        raise InputError(f"{shown(asked.url)}: the name has no address")
    return addresses


def forbidden(address: str, *, allow_private: bool = False) -> str | None:
    """What is against asking an IP address; None if it is a public one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "not an address"
    if isinstance(parsed, IPv6Address) and parsed.scope_id is not None:
        return "of one link alone"
    for network, what, never in _RANGES:
        if parsed in network and (never or not allow_private):
            return what
    outside = isinstance(parsed, IPv6Address) and parsed not in _GLOBAL
    return "reserved" if outside and not allow_private else None


def is_literal(host: str) -> bool:
    """Whether a host is an IP address, for which there is nothing to look up."""
    return ":" in host or bool(_NUMBER.search(host))


def is_local_name(host: str) -> bool:
    """Whether a name stands for this machine or its surroundings by convention."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in _LOCAL_NAMES for start in range(len(labels)))


def named(url: str) -> str:
    """An address as it is kept: without a password, nothing in it that a terminal obeys, no longer than one may be."""
    return _BAD.sub(lambda found: ascii(found[0])[1:-1], _USER.sub("…@", url.strip()[:LONGEST], count=1))


def shown(url: str) -> str:
    """An address for a message: as it is kept, but not too long."""
    plain = named(url)
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"


def _host(written: str, url: str) -> str:
    """The host in its one spelling: Unicode put into ASCII, a last dot taken off, numbers only as four of them."""
    if written.startswith("["):
        return _ipv6(written[1:-1], url)
    host = (written if written.isascii() else _in_ascii(written, url)).lower()
    host = host.removesuffix(".")
    if _NUMBER.search(host):
        return _ipv4(host, url)
    if not _NAME.fullmatch(host) or len(host) > 253:
        raise InputError(f"{shown(url)}: not a name that a host can have")
    return host


def _ipv6(written: str, url: str) -> str:
    if "%" in written:
        raise RefusedError(f"{shown(url)}: an address of one link alone is not asked")
    try:
        return IPv6Address(written).compressed
    except ValueError:
        raise InputError(f"{shown(url)}: not an IPv6 address") from None


def _ipv4(written: str, url: str) -> str:
    try:
        return str(IPv4Address(written))
    except ValueError:
        raise RefusedError(f"{shown(url)}: its numbers are an IP address written in an odd way") from None


def _in_ascii(written: str, url: str) -> str:
    import idna  # seldom needed, and its tables are large

    try:
        return idna.encode(written, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise InputError(f"{shown(url)}: not a name that a host can have ({error})") from None
