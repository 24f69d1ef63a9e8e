"""Which addresses are asked, and under which spellings."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError, RefusedError, SaysoError
from sayso.sources import guarding
from sayso.sources.guarding import Target

FORBIDDEN = [
    ("127.0.0.1", "of this machine"), ("127.255.255.254", "of this machine"), ("0.0.0.0", "unspecified"),
    ("0.1.2.3", "unspecified"), ("10.0.0.1", "private"), ("172.16.0.1", "private"), ("172.31.255.255", "private"),
    ("192.168.1.1", "private"), ("100.64.0.1", "carrier"), ("100.100.100.200", "carrier"),
    ("169.254.169.254", "metadata"), ("168.63.129.16", "metadata"), ("192.0.0.192", "protocols"),
    ("192.0.2.1", "documentation"), ("198.18.0.1", "trials"), ("198.51.100.7", "documentation"),
    ("203.0.113.9", "documentation"), ("192.88.99.1", "relay"), ("224.0.0.1", "multicast"),
    ("239.255.255.250", "multicast"), ("240.0.0.1", "reserved"), ("255.255.255.255", "reserved"),
    ("::", "unspecified|disguise"), ("::1", "of this machine"), ("::7f00:1", "disguise"),
    ("::ffff:127.0.0.1", "disguise"), ("::ffff:93.184.216.34", "disguise"), ("::ffff:0:127.0.0.1", "disguise"),
    ("64:ff9b::7f00:1", "NAT64"), ("64:ff9b::5db8:d822", "NAT64"), ("64:ff9b:1::a00:1", "NAT64"),
    ("2002:7f00:1::", "6to4"), ("2001:0:4136:e378::1", "Teredo"), ("2001:10::1", "protocols"),
    ("2001:db8::1", "documentation"), ("3fff::1", "documentation"), ("fe80::1", "link-local"),
    ("fe80::1%eth0", "one link"), ("fec0::1", "private"), ("fc00::1", "private"), ("fd00:ec2::254", "private"),
    ("ff02::1", "multicast"), ("100::1", "reserved"), ("5f00::1", "reserved"), ("4000::1", "reserved"),
    ("not an address", "not an address"), ("", "not an address"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "why"), FORBIDDEN)
def test_addresses_that_are_not_asked(address: str, why: str) -> None:
    said = guarding.forbidden(address)
    assert said
    assert any(word in said for word in why.split("|"))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.216.34", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
     "100.63.255.255", "100.128.0.0", "169.253.255.255", "128.0.0.1", "223.255.255.255", "198.17.255.255",
     "2606:4700:4700::1111", "2a00:1450::1", "2001:200::1", "2003::1"],
)  # fmt: skip
def test_public_addresses_beside_the_forbidden_ranges(address: str) -> None:
    assert guarding.forbidden(address) is None


@pytest.mark.parametrize(
    ("address", "lets"),
    [("127.0.0.1", True), ("10.0.0.1", True), ("::1", True), ("::ffff:127.0.0.1", True), ("fd00::1", True),
     ("1.1.1.1", True), ("224.0.0.1", False), ("0.0.0.0", False), ("::", False), ("fe80::1%eth0", False)],
)  # fmt: skip
def test_what_allowing_private_ones_lets(address: str, lets: bool) -> None:
    assert (guarding.forbidden(address, allow_private=True) is None) is lets


@given(st.integers(0, 2**32 - 1))
def test_nothing_that_python_calls_local_is_public(number: int) -> None:
    """Our ranges are never narrower than the standard library's."""
    address = ipaddress.IPv4Address(number)
    local = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    if local or address.is_reserved or address.is_unspecified:
        assert guarding.forbidden(str(address))


@given(st.integers(0, 2**32 - 1), st.sampled_from([
    "::ffff:0:0", "::", "64:ff9b::", "::ffff:0:0:0",
]))  # fmt: skip
def test_no_ipv4_address_comes_in_disguise(number: int, prefix: str) -> None:
    assert guarding.forbidden(str(ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + number)))


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        pytest.param("http://Example.ORG", "http://example.org/", id="capitals and no path"),
        pytest.param("HTTPS://example.org:443/a", "https://example.org/a", id="the scheme's own port"),
        pytest.param("http://example.org:8080/a?b=c#d", "http://example.org:8080/a?b=c", id="port; fragment left out"),
        pytest.param("http://example.org./a", "http://example.org/a", id="a last dot is no other host"),
        pytest.param("  http://example.org/a b\n", "http://example.org/a%20b", id="blanks around and within"),
        pytest.param("http://example.org/ż?q=ó", "http://example.org/%C5%BC?q=%C3%B3", id="letters of the path"),
        pytest.param("http://example.org/%C5%BC%2f", "http://example.org/%C5%BC%2f", id="what is escaped stays so"),
        pytest.param("http://bücher.example/", "http://xn--bcher-kva.example/", id="letters of the host"),
        pytest.param(
            "http://ΠΑΡΆΔΕΙΓΜΑ.example/", "http://xn--hxajbheg2az3al.example/", id="capitals of another script"
        ),
        pytest.param("http://[2606:4700::0011]:81/", "http://[2606:4700::11]:81/", id="IPv6 in its short spelling"),
        pytest.param("http://a_b.example/", "http://a_b.example/", id="a name that should not be, but is"),
        pytest.param("http://example.org/a\\b", "http://example.org/a%5Cb", id="a backslash of the path"),
        pytest.param("http://1.1.1.1./", "http://1.1.1.1/", id="a last dot after an IP address"),
        pytest.param("http://１.１.１.１/", "http://1.1.1.1/", id="wide digits are digits"),
    ],
)
def test_one_spelling(url: str, spelled: str) -> None:
    assert guarding.target(url).url == spelled
    assert guarding.target(spelled).url == spelled


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("file:///etc/passwd", "only http and https", id="a file"),
        pytest.param("ftp://example.org/", "only http and https", id="another protocol"),
        pytest.param("gopher://example.org:6379/_x", "only http and https", id="a protocol that carries others"),
        pytest.param("javascript:alert(1)", "only http and https", id="a script"),
        pytest.param("//example.org/a", "only http and https", id="no scheme"),
        pytest.param("http://user:secret@example.org/", "name or password", id="a password"),
        pytest.param("http://@example.org/", "name or password", id="an empty user"),
        pytest.param("http://1.1.1.1@example.org/", "name or password", id="a user that looks like a host"),
        pytest.param("http://example.org:22/", "port 22", id="a port of another service"),
        pytest.param("http://example.org:6379/", "port 6379", id="a database's port"),
        pytest.param("http://example.org:0/", "port 0", id="no port"),
        pytest.param("http://example.org:65536/", "port 65536", id="a port beyond the last"),
        pytest.param("http://example.org:99999999999999999999/", "port 999999", id="a port beyond all sense"),
        pytest.param("http://0x7f.1/", "odd way", id="hexadecimal"),
        pytest.param("http://0x7f000001/", "odd way", id="one hexadecimal number"),
        pytest.param("http://2130706433/", "odd way", id="one number"),
        pytest.param("http://0177.0.0.1/", "odd way", id="octal"),
        pytest.param("http://127.1/", "odd way", id="two numbers"),
        pytest.param("http://127.0.1/", "odd way", id="three numbers"),
        pytest.param("http://0/", "odd way", id="zero"),
        pytest.param("http://1.2.3.4.5/", "odd way", id="five numbers"),
        pytest.param("http://256.1.1.1/", "odd way", id="a number beyond the last"),
        pytest.param("http://example.0x7f/", "odd way", id="a name that ends in a number"),
        pytest.param("http://%31%32%37.0.0.1/", "odd way", id="escaped digits"),
        pytest.param("http://①②⑦.1/", "odd way", id="digits in circles"),
        pytest.param("http://[fe80::1%25eth0]/", "one link", id="an IPv6 address with its link"),
    ],
)
def test_what_is_never_asked(url: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason) as caught:
        guarding.target(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["http://", "http:///a", "http:/example.org", "http:example.org", "http://.example.org/", "http://a..b/",
     "http://example.org../", "http://-a.example/", "http://%6cocalhost/", "http://a b/", "http://[::1",
     "http://[1.2.3.4]/", "http://[::g]/", "http://a:b/", "http://exam\x00ple.org/", "http://example.org/\r\nHost: x",
     "http://example.org/\ud800",
     "http://a\\b/", "http://" + "a" * 64 + ".example/", "http://example.org/" + "a" * 5000,
     "http://" + "a." * 130 + "example/", "http://ex!ample/", "http://\u202eexample/"],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(InputError):
        guarding.target(url)


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://", "http://[", "http://a:"]))
def test_any_text_is_an_address_in_one_spelling_or_an_error(text: str, before: str) -> None:
    try:
        target = guarding.target(before + text)
    except SaysoError:
        return
    assert guarding.target(target.url) == target
    assert target.url.isascii()


@pytest.mark.parametrize(
    ("location", "leads"),
    [
        ("/b", "https://example.org/b"), ("b?c", "https://example.org/d/b?c"),
        ("//other.example/x", "https://other.example/x"), ("http://example.org/", "http://example.org/"),
        ("../../..", "https://example.org/"), ("#top", "https://example.org/d/a"),
    ],
    ids=["from the root", "beside", "another host", "another scheme", "above the root", "the same page"],
)  # fmt: skip
def test_where_a_redirect_leads(location: str, leads: str) -> None:
    assert guarding.followed(guarding.target("https://example.org/d/a"), location).url == leads


@pytest.mark.parametrize("location", ["http://[", "file:///etc/passwd", "http://127.1/", "//u@h/", "http://a\x00/"])
def test_where_a_redirect_may_not_lead(location: str) -> None:
    with pytest.raises(SaysoError):
        guarding.followed(guarding.target("https://example.org/d/a"), location)


def test_one_forbidden_address_forbids_a_name() -> None:
    asked = Target("http", "example.org", 80, "/")
    assert guarding.checked(asked, ["1.1.1.1", "1.0.0.1", "1.1.1.1"]) == ("1.1.1.1", "1.0.0.1")
    with pytest.raises(RefusedError, match=r"http://example\.org/: its address \(10\.0\.0\.1\) is private"):
        guarding.checked(asked, ["1.1.1.1", "10.0.0.1"])
    with pytest.raises(InputError, match="no address"):
        guarding.checked(asked, [])


@pytest.mark.parametrize(
    ("host", "local"),
    [("localhost", True), ("a.localhost", True), ("printer.local", True), ("metadata.google.internal", True),
     ("router.home.arpa", True), ("localhost.example.org", False), ("arpa", False), ("mylocalhost", False)],
)  # fmt: skip
def test_names_of_this_machine_and_its_surroundings(host: str, local: bool) -> None:
    assert guarding.is_local_name(host) is local


def test_a_message_shows_nothing_that_a_terminal_obeys() -> None:
    assert guarding.shown("http://a:b@c/\x1b[31m") == "http://…@c/\\x1b[31m"
    assert len(guarding.shown("http://example.org/" + "a" * 1000)) == guarding.SHOWN + 1
