"""What a feed lists, which feeds a list names, and which addresses are some: tables, hostile ones among them."""

import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.sources import feeds
from sayso.sources.feeds import Listed, address, by_turns, feed, outlines

HERE = "https://herald.example/news/feed.xml"
SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


def rss(items: str, channel: str = "") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0" {SY}><channel>{channel}{items}</channel></rss>'.encode()


def atom(entries: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()


ENTRIES = (
    pytest.param(rss("<item><link>https://herald.example/a</link></item>"), ["https://herald.example/a"], id="RSS"),
    pytest.param(rss("<item><link>/a?x=1&amp;y=2</link></item>"), ["https://herald.example/a?x=1&y=2"],
                 id="an address without its host stands at that of the feed"),
    pytest.param(rss("<item><link>\n  ../b </link></item>"), ["https://herald.example/b"], id="blanks around it"),
    pytest.param(rss("<item><link>/a#top</link></item><item><link>/a#end</link></item>"), ["https://herald.example/a"],
                 id="parts of a page are one page, listed once"),
    pytest.param(rss("<item><guid>https://b.example/1</guid></item>"), ["https://b.example/1"], id="only a permalink"),
    pytest.param(rss('<item><guid isPermaLink="false">https://b.example/1</guid></item>'), ["https://b.example/1"],
                 id="an id that is an address is better than nothing"),
    pytest.param(rss('<item><guid isPermaLink="false">4711</guid></item>'), [], id="an id that is none"),
    pytest.param(atom('<entry><id>tag:1</id><link href="/a"/></entry>'), ["https://herald.example/a"], id="Atom"),
    pytest.param(atom('<entry><link rel="enclosure" href="/sound.mp3"/><link rel="alternate" href="/a"/></entry>'),
                 ["https://herald.example/a"], id="what is enclosed is no page"),
    pytest.param(atom('<entry><link rel="alternate" type="text/plain" href="/a.txt"/></entry>'),
                 ["https://herald.example/a.txt"], id="a page of plain text"),
    pytest.param(rss("<item><link>javascript:alert(1)</link></item><item><link>file:///etc/passwd</link></item>"
                     "<item><link>-</link></item>"), ["https://herald.example/news/-"],
                 id="what is no address of the web is never one"),
    pytest.param(rss("<item><link>http://[::1</link></item><item><link>/ok</link></item>"),
                 ["https://herald.example/ok"], id="half an address costs its own entry"),
    pytest.param(rss("<item><link>/a</link></item>")[:-20], ["https://herald.example/a"], id="cut off"),
    pytest.param(rss("<item><link>/a</link></item>").decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"),
                 ["https://herald.example/a"], id="UTF-16"),
    pytest.param(b'<!DOCTYPE rss PUBLIC "-//Herald//RSS" "http://herald.example/rss.dtd">\n'
                 + rss("<item><link>/a</link></item>")[21:],
                 ["https://herald.example/a"], id="a type of document elsewhere is not fetched"),
    pytest.param(rss(""), [], id="a feed without entries is one"),
    pytest.param(rss("<item><link>/a</link><description><![CDATA["
                     + "<a b='c'>d</a> if (a == 'b') " * 500 + "]]></description></item>"),
                 ["https://herald.example/a"], id="markup and sums in a description are no attributes"),
    pytest.param(rss("<item><link>/a</link><description>"
                     + "&lt;a b='c' e=\"f\"&gt;d&lt;/a&gt;" * 500 + "</description></item>"),
                 ["https://herald.example/a"], id="nor are those of markup that is written out"),
    pytest.param(rss("<item><link>/a</link><media x='" + "y=1&amp;" * 500 + "'/></item>"),
                 ["https://herald.example/a"], id="nor are those of an address"),
    pytest.param(rss("<item>" + "<a>" * 5000 + "<link>/a</link></item>"), ["https://herald.example/a"], id="deep"),
)  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), ENTRIES)
def test_the_pages_that_a_feed_lists(data: bytes, expected: list[str]) -> None:
    assert [each.url for each in feed(data, HERE).listed] == expected


MANY = " ".join(f"a{n}='1'" for n in range(300))
PREFIXES = " ".join(f"xmlns:p{n}='urn:{n}'" for n in range(150))

REFUSED = (
    pytest.param(rss(f"<a {MANY}/><item><link>/a</link></item>"), "more than 256 attributes", id="attributes"),
    pytest.param(rss(f"<a b='>' c=\">\"\n{MANY.replace('=', ' = ')}/>"), "more than 256 attributes",
                 id="attributes behind the end of another tag in a value"),
    pytest.param(rss(f"<!-- <a '> --><a {MANY}/>"), "more than 256 attributes",
                 id="attributes behind half a value in a comment"),
    pytest.param(rss(f"<![CDATA[<a \"]]><a {MANY}/><b c='\"'/>"), "more than 256 attributes",
                 id="attributes between two such"),
    pytest.param(rss(f"<a {MANY}/>").decode().encode("utf-16"), "more than 256 attributes", id="attributes in UTF-16"),
    pytest.param(b"<?xml version='1.0' encoding='cp037'?>".decode().encode("cp037")
                 + rss(f"<a {MANY}/>")[21:].decode().encode("cp037"),
                 "more than 256 attributes", id="attributes in EBCDIC"),
    pytest.param(b"<?xml version='1.0' encoding='utf-7'?>" + rss(f"<a {MANY}/>")[21:].replace(b"<a", b"+ADw-a"),
                 "more than 256 attributes", id="attributes in an encoding that hides the tag"),
    pytest.param(b"<?xml version='1.0' encoding='utf-7'?>+ADwAIQ-DOCTYPE rss [+ADwAIQ-ENTITY a 'b'>]>" + rss("")[21:],
                 "declares entities", id="an entity in one"),
    pytest.param(rss(f"<a {PREFIXES}><b {PREFIXES.replace(':p', ':q')}/></a>"), "more than 256 namespaces",
                 id="namespaces of several tags"),
    pytest.param(b"<?xml version='1.0' encoding='PunyCode'?>" + b"x" * 1_000_000 + b"-" + b"a" * 100_000,
                 "its encoding is none of texts", id="an encoding whose reading takes time with the square"),
    pytest.param(b"<?xml version='1.0' encoding='idna'?>" + rss("")[21:], "encoding is none of texts", id="another"),
    pytest.param(b"", "nothing came", id="nothing"),
    pytest.param(b"<!doctype html><html><body>x</body></html>", "a page, not a feed", id="a page"),
    pytest.param(b"<opml version='2.0'><body/></opml>", "a list of feeds, not a feed", id="a list of feeds"),
    pytest.param(b'{"version": "https://jsonfeed.org/version/1"}', "not a feed", id="JSON"),
    pytest.param(bytes(range(256)) * 9, "not a feed", id="bytes"),
    pytest.param(b'<!DOCTYPE rss [<!ENTITY a "b">]>' + rss("&a;"), "declares entities", id="an entity"),
    pytest.param(('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rss("&a;").decode()).encode("utf-16"),
                 "declares entities", id="an entity in UTF-16"),
    pytest.param(('<?xml version="1.0" encoding="cp037"?><!DOCTYPE rss [<!ENTITY a "b">]><rss/>').encode("cp037"),
                 "declares entities", id="an entity in EBCDIC"),
)  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), REFUSED)
def test_what_is_no_feed_says_what_it_is(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=f"^{HERE}: .*{reason}"):
        feed(data, HERE)


def test_an_entity_that_is_a_billion_long_costs_nothing() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    began = time.monotonic()
    with pytest.raises(InputError, match="declares entities"):
        feed(f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]>'.encode() + rss("<item><link>/&a9;</link></item>"), HERE)
    assert time.monotonic() - began < 1


def test_no_more_entries_are_taken_than_a_feed_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 3)
    many = feed(rss("".join(f"<item><link>/{n}</link></item>" for n in range(5))), HERE)
    assert [each.url[-2:] for each in many.listed] == ["/0", "/1", "/2"]
    assert many.problems == ("only the first 3 entries of the feed were taken",)


@pytest.mark.parametrize(
    ("items", "problems"),
    [
        pytest.param("<item><link>/a</link></item>", (), id="a sound one"),
        pytest.param("<item><link>/a</link></item><item><title>x</title></item>",
                     ("entries of the feed name no address of a page",), id="an entry that leads nowhere"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_of_a_feed_is_told(items: str, problems: tuple[str, ...]) -> None:
    assert feed(rss(items), HERE).problems == problems


ALTERED = (
    pytest.param("<pubDate>Sun, 01 Sep 2024 10:00:00 +0200</pubDate>", "2024-09-01T08:00:00+00:00", id="published"),
    pytest.param("", None, id="nothing told"),
    pytest.param("<pubDate>lately</pubDate>", None, id="no time"),
    pytest.param("<pubDate>Sun, 01 Sep 999999 10:00:00 GMT</pubDate>", None, id="no year of ours"),
)


@pytest.mark.parametrize(("told", "expected"), ALTERED)
def test_when_a_page_was_altered(told: str, expected: str | None) -> None:
    assert feed(rss(f"<item><link>/a</link>{told}</item>"), HERE).listed == (
        Listed("https://herald.example/a", expected),
    )


def test_a_page_is_altered_later_than_it_is_published() -> None:
    told = "<published>2024-09-01T00:00:00Z</published><updated>2024-09-02T00:00:00Z</updated>"
    (listed,) = feed(atom(f'<entry><link href="/a"/>{told}</entry>'), HERE).listed
    assert listed.altered == "2024-09-02T00:00:00+00:00"


RESTS = (
    pytest.param("<ttl>60</ttl>", 3600, id="minutes"),
    pytest.param("<ttl>0</ttl>", None, id="none"),
    pytest.param("<ttl>-5</ttl>", None, id="less than none"),
    pytest.param("<ttl>1e9</ttl>", None, id="no whole number"),
    pytest.param("<ttl>٦٠</ttl>", None, id="digits that are not ours"),
    pytest.param("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600, id="a period"),
    pytest.param("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21600,
                 id="several times in a period"),
    pytest.param("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600,
                 id="never in a period is once"),
    pytest.param("<sy:updatePeriod>whenever</sy:updatePeriod>", None, id="no period"),
    pytest.param("<ttl>5</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 3600, id="the longer of both"),
)  # fmt: skip


@pytest.mark.parametrize(("channel", "seconds"), RESTS)
def test_how_long_a_feed_asks_to_be_left_in_peace(channel: str, seconds: float | None) -> None:
    assert feed(rss("", channel), HERE).rest == seconds


def opml(body: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<opml version="2.0"><body>{body}</body></opml>'.encode()


LISTS = (
    pytest.param('<outline text="a" type="rss" xmlUrl="https://a.example/f"/>', ["https://a.example/f"], id="one"),
    pytest.param('<outline text="g"><outline xmlUrl="https://a.example/f"/><outline text="h">'
                 '<outline xmlUrl="https://b.example/f"/></outline></outline>',
                 ["https://a.example/f", "https://b.example/f"], id="in groups"),
    pytest.param('<outline xmlurl="https://a.example/f"/><outline xmlUrl="https://a.example/f"/>',
                 ["https://a.example/f"], id="however it is spelled, and once"),
    pytest.param('<outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="https://a.example/f"/>',
                 ["https://a.example/f"], id="what is no address of the web is left out"),
)  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), LISTS)
def test_the_feeds_that_a_list_names(body: str, expected: list[str]) -> None:
    assert list(outlines(opml(body), "feeds.opml")) == expected


NO_LISTS = (
    pytest.param(b"", "not a list of feeds", id="nothing"),
    pytest.param(b"https://a.example/f\n", "not a list of feeds", id="plain text"),
    pytest.param(opml('<outline text="x"/>'), "names no feed", id="no feed in it"),
    pytest.param(opml("<outline")[:-9], "not a list of feeds", id="cut off"),
    pytest.param(opml('<outline xmlUrl="https://a.example/&a;"/>', '<!DOCTYPE opml [<!ENTITY a "b">]>'),
                 "entities", id="entities"),
    pytest.param(opml('<outline xmlUrl="https://a.example/f"/>',
                      '<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "entities", id="a file"),
    pytest.param(b"<opml>" + b"<outline>" * 500, "not a list of feeds", id="too deep"),
    pytest.param(opml(f'<outline xmlUrl="https://a.example/f" {MANY}/>'), "more than 256 attributes", id="attributes"),
    pytest.param(b" " * (feeds.LIST + 1), "larger than 5,000,000 bytes", id="too large"),
)  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), NO_LISTS)
def test_what_is_no_list(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=f"^feeds.opml: .*{reason}"):
        outlines(data, "feeds.opml")


ADDRESSES = (
    pytest.param("https://a.example/x#y", "https://a.example/x", id="without the part of the page"),
    pytest.param("HTTPS://a.example", "https://a.example", id="capitals"),
    pytest.param("//b.example/x", "https://b.example/x", id="the scheme of the feed"),
    pytest.param("http:///x", None, id="no host"),
    pytest.param("https://a.example:99999/", None, id="no port"),
    pytest.param("https://a.example/x y", None, id="a blank in it"),
    pytest.param("https://a.example/\u202ex", None, id="what turns the order"),
    pytest.param("https://a.example/" + "x" * 2000, None, id="too long"),
    pytest.param("mailto:a@b.example", None, id="a letter"),
    pytest.param("https://me:secret@a.example/", None, id="a password, which would be kept and shown"),
    pytest.param("", None, id="nothing"),
)


@pytest.mark.parametrize(("told", "expected"), ADDRESSES)
def test_addresses(told: str, expected: str | None) -> None:
    assert address(told, HERE) == expected


@given(st.text())
def test_whatever_is_told_an_address_is_one_of_the_web(told: str) -> None:
    found = address(told, HERE)
    if found is not None:
        assert found.startswith(("http://", "https://"))
        assert urlsplit(found).hostname
        assert address(found) == found


@given(st.binary(max_size=300))
def test_no_bytes_break_a_feed_otherwise_than_told(data: bytes) -> None:
    try:
        found = feed(b"<rss><channel><item><link>" + data, HERE)
    except InputError:
        return
    assert all(each.url.startswith("http") for each in found.listed)


def test_hosts_take_turns() -> None:
    assert by_turns(["https://a/1", "https://a/2", "https://a/3", "https://b/1", "https://c/1", "https://b/2"]) == (
        "https://a/1", "https://b/1", "https://c/1", "https://a/2", "https://b/2", "https://a/3",
    )  # fmt: skip
