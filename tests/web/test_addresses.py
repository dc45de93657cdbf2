"""Addresses: what a person may type, what a feed may link to, what is private."""

from __future__ import annotations

import ipaddress

import pytest

from newsread.errors import AddressError
from newsread.web.addresses import (
    check_address,
    consented_hosts,
    is_public,
    link,
    masked,
    may_connect,
    parse_address,
    split_credentials,
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("https://example.org", "https://example.org/"),
        ("  HTTPS://Example.ORG/Feed  ", "https://example.org/Feed"),
        ("example.org/feed", "https://example.org/feed"),
        ("example.org:8080/feed", "https://example.org:8080/feed"),
        ("example.org", "https://example.org/"),
        ("feed:https://example.org/rss", "https://example.org/rss"),
        ("feed://example.org/rss", "https://example.org/rss"),
        ("http://example.org:80/a?b=c&d#e", "http://example.org/a?b=c&d#e"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("https://example.org./", "https://example.org/"),
        ("https://example.org?q=1", "https://example.org/?q=1"),
        ("https://straße.de/ä?ö=ü", "https://xn--strae-oqa.de/%C3%A4?%C3%B6=%C3%BC"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("http://127.0.0.1:8899/feeds/a.xml", "http://127.0.0.1:8899/feeds/a.xml"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://0x7f000001/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0177.0.0.1/", "http://127.0.0.1/"),
        ("http://0/", "http://0.0.0.0/"),
        ("http://[::FFFF:127.0.0.1]:80/", "http://[::ffff:7f00:1]/"),
        ("http://localhost:8000/feed", "http://localhost:8000/feed"),
        ("https://ann:pa%3Ass@example.org/f", "https://ann:pa%3Ass@example.org/f"),
    ],
)
def test_an_address_is_written_in_one_way(typed: str, written: str) -> None:
    assert parse_address(typed).url == written
    assert parse_address(written).url == written


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "empty"),
        ("file:///etc/passwd", "only http and https, not file:"),
        ("javascript:alert(1)", "not javascript:"),
        ("ftp://example.org/feed", "not ftp:"),
        ("mailto:ann@example.org", "not mailto:"),
        ("localhost:8000/feed", "Did you mean http://localhost:8000/feed ?"),
        ("127.0.0.1:8899/feed", "Did you mean http://127.0.0.1:8899/feed ?"),
        ("feeds", "does not say http"),
        ("https://exa mple.org/", "no spaces"),
        ("https://example.org/\x1b[2J", "no spaces, control"),
        ("https://example.org\\feed", "backslashes"),
        ("https://example.org/" + "a" * 5000, "at most 4096"),
        ("https://example.org/" + "ü" * 1000, "at most 4096"),
        ("https://", "no valid name"),
        ("https:///feed", "no valid name"),
        ("https://example.org:99999/", "not an address"),
        ("https://example.org:0/", "port 0"),
        ("https://[::1/", "not an address"),
        ("https://[fe80::1%25eth0]/", "no valid name"),
        ("https://-a-.example/", "no valid name"),
        ("https://256.256.256.256/", "no valid name"),
        ("https://" + "a" * 64 + ".example/", "no valid name"),
    ],
)
def test_an_address_is_refused_in_one_sentence(typed: str, says: str) -> None:
    with pytest.raises(AddressError) as refused:
        parse_address(typed)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("reference", "absolute"),
    [
        ("/a/b?c", "https://site.example/a/b?c"),
        ("../up", "https://site.example/up"),
        ("?page=2", "https://site.example/news/?page=2"),
        ("//other.example/x", "https://other.example/x"),
        ("HTTP://A.EXAMPLE/", "http://a.example/"),
        ("  https://a.example/b \n", "https://a.example/b"),
        ("http://a.example/\nX-Y: 1", "http://a.example/X-Y:%201"),
        ("http://a.example/$(id);`id`|x", "http://a.example/$(id);%60id%60%7Cx"),
        ("http://a.example/\u202egpj.exe", "http://a.example/%E2%80%AEgpj.exe"),
        ("https://a.example/p#part", "https://a.example/p#part"),
        ("", ""),
        ("-x", ""),
        ("\\\\evil\\share", ""),
        (" java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("about:blank", ""),
        ("steam://run/1", ""),
        ("http://[::1", ""),
        ("http://[2001:db8::1]evil.example/", ""),
        ("http://evil.example[2001:db8::1]/", ""),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://a.example:port/", ""),
        ("http://a.example/" + "a" * 5000, ""),
    ],
)
def test_a_link_becomes_an_absolute_web_address_or_nothing(reference: str, absolute: str) -> None:
    assert link(reference, "https://site.example/news/") == absolute


def test_a_relative_link_without_a_base_is_none() -> None:
    assert link("/a") == ""


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ann:secret@example.org/feed", "https://…@example.org/feed"),
        ("https://example.org/feed?token=abc&x=1", "https://example.org/feed?token=…&x=1"),
        ("https://example.org/feed?x=1&API_KEY=abc", "https://example.org/feed?x=1&API_KEY=…"),
        ("https://example.org/@ann", "https://example.org/@ann"),
        ("ftp://ann:secret@host", "ftp://…@host"),
        ("not an address", "not an address"),
    ],
)
def test_secrets_are_masked(url: str, shown: str) -> None:
    assert masked(url) == shown


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ("https://ann:p%40ss@example.org/f?a=b#c", ("https://example.org/f?a=b", "ann:p%40ss")),
        ("https://ann@example.org:8443/", ("https://example.org:8443/", "ann")),
        ("https://a:b@c:d@example.org/", ("https://example.org/", "a:b@c:d")),
        ('https://a:"b@example.org/', ("https://example.org/", "a:%22b")),
        ("example.org/feed", ("https://example.org/feed", "")),
    ],
)
def test_name_and_password_are_split_off(given: str, parts: tuple[str, str]) -> None:
    assert split_credentials(given) == parts


def test_a_page_is_the_address_without_name_and_password() -> None:
    typed = "https://ann:secret@example.org/a?b=c#d"
    assert parse_address(typed).page == "https://example.org/a?b=c#d"
    assert parse_address(typed).url == typed


def test_an_error_about_an_address_hides_its_password() -> None:
    with pytest.raises(AddressError) as refused:
        parse_address("https://ann:secret@exa mple.org/")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "typed",
    [
        "https://ann:secret@exa\u2100mple.org/f",
        "https://ann:secret/x@host.example/feed",
        "https://ann:secret#x@host.example/feed",
        "https://ann:secret@ho\u202est.example/",
        "https://ann:" + "secret" * 20 + "@host.example/" + "a" * 5000,
    ],
)
def test_an_address_that_cannot_be_taken_apart_hides_its_password_too(typed: str) -> None:
    with pytest.raises(AddressError) as refused:
        parse_address(typed)
    assert "secret" not in str(refused.value)


def test_a_link_that_is_too_long_once_it_is_escaped_is_none() -> None:
    assert link("/" + "é" * 600, "https://example.org/")
    assert link("/" + "é" * 1000, "https://example.org/") == ""


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "::1", "::",
        "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1",
        "2002:7f00:1::", "64:ff9b::7f00:1", "::ffff:10.0.0.1",
    ],
)  # fmt: skip
def test_private_ranges_are_not_public(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["93.184.215.14", "2606:2800:21f::1", "::ffff:93.184.215.14"])
def test_public_addresses_are_public(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:81/", "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://192.168.0.1/"],
)
def test_a_private_address_by_number_is_refused_unless_consented(url: str) -> None:
    address = parse_address(url)
    with pytest.raises(AddressError, match="private address"):
        check_address(address, consented_hosts(["http://127.0.0.1:8000/feed"]))
    check_address(address, consented_hosts([url]))


def test_consent_is_read_from_addresses_and_from_hosts_with_ports() -> None:
    assert consented_hosts(["http://LocalHost/", "[::1]:8080", "10.0.0.1:443", "not a place"]) == {
        "localhost:80",
        "localhost:8080",
        "10.0.0.1:443",
    }


def test_consent_is_for_a_host_and_its_port_whatever_the_loopback_is_called() -> None:
    consent = consented_hosts(
        ["http://localhost:8000/feed", "no address", "https://intra.example/"]
    )
    loopback, private = ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("10.0.0.1")
    assert may_connect("127.0.0.1", 8000, loopback, consent)
    assert may_connect("localhost", 8000, ipaddress.ip_address("::1"), consent)
    assert not may_connect("localhost", 8001, loopback, consent)
    assert may_connect("intra.example", 443, private, consent)
    assert not may_connect("intra.example", 80, private, consent)
    assert not may_connect("evil.example", 443, private, consent)
