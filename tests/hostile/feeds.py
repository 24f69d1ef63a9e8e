"""Feeds and lists of feeds that mean no good: what comes of them are addresses, or a reason."""

from collections.abc import Iterator

from tests.hostile.case import SECRET, Case
from tests.hostile.markup import LAUGHS

ITEM = "<item><title>Town falls</title><link>https://example.org/a</link></item>"
MANY = "<a " + " ".join(f"a{i}='1'" for i in range(50_000)) + "/>"
NAMESPACES = "<a xmlns='u' " + " ".join(f"xmlns:b{i}='u{i}'" for i in range(250)) + ">"
DEEP = "".join(NAMESPACES.replace("b", f"b{i}b") for i in range(20))
BOMB = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>'


def cases() -> Iterator[Case]:
    yield from _feeds()
    yield from _lists()


def rss(body: str, before: str = "") -> bytes:
    return f'{before}<rss version="2.0"><channel><title>x</title>{body}</channel></rss>'.encode()


def _feeds() -> Iterator[Case]:
    read = {
        "honest": (lambda: rss(ITEM), "an honest one, so that the others are known to fail for their own faults"),
        "nested": (lambda: rss(ITEM + "<a>" * 15_000), "depth without end behind the item"),
        "dates": (
            lambda: rss(ITEM.replace("</item>", "<pubDate>99999-99-99</pubDate></item>")),
            "a date of no calendar",
        ),
        "huge-ttl": (lambda: rss(f"<ttl>{'9' * 100_000}</ttl>{ITEM}"), "a pause longer than the world"),
        "infinite-ttl": (lambda: rss(f"<ttl>1e999</ttl>{ITEM}"), "a pause without end"),
        "nul": (lambda: rss(ITEM.replace("Town", "To\0wn")), "NUL in a title"),
        "lying-charset": (
            lambda: rss(ITEM, '<?xml version="1.0" encoding="utf-32"?>'),
            "an encoding that is not its own",
        ),
        "utf-7": (lambda: rss(ITEM, '<?xml version="1.0" encoding="utf-7"?>'), "an encoding that hides markup"),
        "markup": (lambda: rss(ITEM.replace("Town", "&lt;script&gt;alert(1)&lt;/script&gt;")), "markup as a title"),
        "comments": (lambda: rss("<!-- x -->" * 50_000 + ITEM), "comments without end"),
    }
    for name, (make, why) in read.items():
        yield Case(name=f"feed-{name}.xml", why=why, make=make, into="feed", holds="https://example.org/a")
    yield Case(
        name="feed-items-5000.xml",
        why="more items than any feed has",
        into="feed",
        expected="problem",
        words="entries",
        make=lambda: rss("".join(f"<item><link>https://example.org/{i}</link></item>" for i in range(5000))),
        holds="https://example.org/7",
    )
    yield Case(
        name="feed-not-closed.xml",
        why="words without end",
        into="feed",
        expected="problem",
        words="address",
        make=lambda: rss(ITEM + "<item><title><![CDATA["),
        holds="https://example.org/a",
    )
    yield Case(
        name="feed-addresses.xml",
        why="addresses that are none of the web's, beside one that is",
        into="feed",
        make=lambda: rss(
            ITEM
            + "".join(
                f"<item><link>{a}</link></item>"
                for a in (
                    "file:///etc/passwd",
                    "javascript:alert(1)",
                    "gopher://x",
                    "http://[::1",
                    "http://x:99999999/",
                    "https://" + "a" * 9000,
                )
            )
        ),
        expected="problem",
        words="address",
        holds="https://example.org/a",
        lacks="passwd",
    )
    refused = {
        "billion-laughs": (lambda: rss("<item><title>&l9;</title></item>", BOMB), "a billion words in ten entities"),
        "external": (
            lambda: rss("<item><title>&s;</title></item>", '<!DOCTYPE r [<!ENTITY s SYSTEM "secret.txt">]>'),
            "a file as an entity",
        ),
        "bomb-utf-16": (lambda: rss("&l9;", BOMB).decode().encode("utf-16"), "the same bomb in other bytes"),
        "attributes": (
            lambda: rss(MANY + ITEM),
            "each attribute is looked for among all the others",
        ),
        "namespaces": (
            lambda: rss(DEEP + "<q/>" * 20_000),
            "each element is looked for among all namespaces",
        ),
        "punycode": (
            lambda: b"<?xml version='1.0' encoding='punycode'?>" + b"x" * 2_000_000 + b"-" + b"a" * 100_000,
            "an encoding of names, which takes time with the square",
        ),
        "attributes-utf-7": (
            lambda: b"<?xml version='1.0' encoding='utf-7'?>" + rss(MANY.replace("<", "+ADw-") + ITEM),
            "attributes behind an encoding that hides their tag",
        ),
        "noise": (lambda: bytes((i * i * 31 + i // 7) % 256 for i in range(20_000)), "noise"),
        "empty": (lambda: b"", "no bytes"),
        "page": (lambda: b"<!doctype html><html><body><p>x</p></body></html>", "a page where a feed should be"),
    }
    for name, (make, why) in refused.items():
        yield Case(
            name=f"feed-{name}.xml",
            why=why,
            make=make,
            into="feed",
            expected="refused",
            words="entities|not a feed|where a feed|a page|attributes|encoding",
            pages=0,
            lacks=SECRET,
        )


def _lists() -> Iterator[Case]:
    def opml(body: str, before: str = "") -> bytes:
        return f'{before}<opml version="2.0"><body>{body}</body></opml>'.encode()

    one = '<outline type="rss" xmlUrl="https://example.org/feed"/>'
    yield Case(
        name="list-honest.opml",
        why="an honest one",
        make=lambda: opml(one),
        into="opml",
        holds="https://example.org/feed",
    )
    yield Case(
        name="list-addresses.opml",
        why="addresses that are none of the web's are left out",
        into="opml",
        make=lambda: opml(one + '<outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="javascript:x"/>'),
        holds="https://example.org/feed",
        lacks="passwd",
    )
    refused = {
        "billion-laughs": (
            lambda: opml('<outline xmlUrl="https://e.org/&l9;"/>', BOMB.replace("rss", "opml")),
            "a billion words in an address",
        ),
        "external": (
            lambda: opml(one + "&s;", '<!DOCTYPE opml [<!ENTITY s SYSTEM "secret.txt">]>'),
            "a file as an entity",
        ),
        "attributes": (lambda: opml(one + MANY), "attributes without end"),
        "nested": (lambda: opml("<outline>" * 100_000), "depth without end"),
        "endless": (lambda: opml(one.replace("feed", "feed{}") * 1 + one * 200_000), "a list of many megabytes"),
        "addresses-20000": (
            lambda: opml("".join(f'<outline xmlUrl="https://example.org/{i}"/>' for i in range(20_000))),
            "more feeds than are followed",
        ),
        "none": (lambda: opml("<outline/>"), "a list of nothing"),
        "noise": (lambda: b"\xff\xfe noise" * 1000, "noise"),
    }
    for name, (make, why) in refused.items():
        yield Case(
            name=f"list-{name}.opml",
            why=why,
            make=make,
            into="opml",
            expected="refused",
            words="list|feeds|entities|attributes",
        )
