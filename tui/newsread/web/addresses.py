"""Addresses: what may be asked, what may be shown, and which private hosts the user agreed to.

Only http and https are ever asked. An address is parsed and written anew before use, so that what
is asked, compared, shown and handed to a browser is one and the same string, in ASCII.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from newsread.errors import AddressError

if TYPE_CHECKING:
    from collections.abc import Iterable

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

Consent = frozenset[str]
"""``host:port`` of every private host that the user typed or added. Made by `consented_hosts`."""

LONGEST = 4096
"""Code points an address may have."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BARE_HOST = re.compile(r"[^\s/?#@:\[\]]+(:\d+)?(?=[/?#]|$)")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]")
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9!$%&'()*+,./:;=?@\[\]_~-]*")
_LINE_ENDS = re.compile(r"[\t\r\n]")
_EDGES = "".join(map(chr, range(0x21)))
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_IN_BRACKETS = re.compile(r"\[[^]]*\](:\d*)?")
_USERINFO = re.compile(r"(?<=//)[^/?#\s]+@")
_UNKNOWN_USERINFO = re.compile(r"(?<=//)[^\s@]*:[^\s@]*@")
_SECRET = re.compile(
    r"([?&](?:api_?key|key|access_?token|auth_?token|token|auth|password|pass|secret|sig|signature)=)"
    r"[^&#\s]+",
    re.IGNORECASE,
)


class Address(msgspec.Struct, frozen=True):
    """An http or https address, taken apart. ASCII throughout."""

    scheme: str
    host: str
    """In lower case and punycode; an IPv6 address without its brackets."""
    port: int
    target: str
    """Path and query, starting with a slash."""
    fragment: str = ""
    userinfo: str = ""
    """``name:password`` as written; never shown, see `masked`."""

    @property
    def origin(self) -> str:
        """``scheme://host[:port]``: what a request is sent to."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def request(self) -> str:
        """The address without name, password and fragment: what a server gets to see."""
        return self.origin + self.target

    @property
    def page(self) -> str:
        """The address without name and password: what may be kept, shown and opened."""
        return self.request + (f"#{self.fragment}" if self.fragment else "")

    @property
    def url(self) -> str:
        """The whole address."""
        return self.page.replace("//", f"//{self.userinfo}@", 1) if self.userinfo else self.page


def parse_address(typed: str) -> Address:
    """Read an address as a person types it; ``https://`` is assumed before ``example.org/feed``.

    ``feed:`` before an address, as browsers once wrote it, is taken off.

    Raises:
        AddressError: it is no http or https address, or would not be safe to pass on.
    """
    text = typed.strip()
    if not text:
        raise AddressError(
            "The address", "it is empty", "Give an address such as https://example.org"
        )
    _check_length(text)
    if _FORBIDDEN.search(text):
        raise AddressError(
            masked(text), "an address has no spaces, control characters or backslashes"
        )
    if text[:5].lower() == "feed:":
        text = text[5:].removeprefix("//")
    scheme = _SCHEME.match(text)
    bare = _BARE_HOST.match(text)
    if scheme and scheme[1].lower() in _DEFAULT_PORTS:
        return _take_apart(text)
    if scheme and not (bare and bare[1]):
        raise AddressError(
            masked(text),
            f"newsread reads only http and https, not {scheme[1]}:",
            "Give a web address",
        )
    if bare and "." in bare[0].strip(".") and not _literal(bare[0].partition(":")[0]):
        return _take_apart("https://" + text)
    raise AddressError(
        masked(text), "it does not say http:// or https://", f"Did you mean http://{masked(text)} ?"
    )


def split_credentials(url: str) -> tuple[str, str]:
    """Return an address as a feed is kept by, without name, password and fragment; and those two.

    ``name:password`` is escaped as in addresses, and empty where there is none.

    Raises:
        AddressError: as `parse_address` does.
    """
    address = parse_address(url)
    return address.request, address.userinfo


def link(reference: str, base: str = "") -> str:
    """Return a link found in a feed or page as an absolute http or https address, else ``""``.

    Reads it as browsers do (WHATWG URL): trimmed, without tabs and line ends, spaces escaped. Not
    as they do: a backslash or a leading dash makes it no link, for other programs read those too.
    """
    text = _LINE_ENDS.sub("", reference).strip(_EDGES)
    if not text or text.startswith("-") or "\\" in text or len(text) > LONGEST:
        return ""
    try:
        whole = text if _ABSOLUTE.match(text) else urljoin(base, text)
        return _take_apart(whole).url
    except (AddressError, ValueError):
        return ""


def masked(url: str) -> str:
    """Return `url`, whatever it is, without name, password and values that look like secrets."""
    return _SECRET.sub(r"\1…", _USERINFO.sub("…@", url))


def host_key(host: str, port: int) -> str:
    """Return ``host:port`` as consent is kept; every spelling of this machine's loopback is one."""
    ip = _literal(host)
    local = ip.is_loopback if ip else host == "localhost" or host.endswith(".localhost")
    return f"{'localhost' if local else host}:{port}"


def consented_hosts(given: Iterable[str]) -> Consent:
    """Return the consent that lies in what the user typed or added: addresses, or ``host:port``.

    What is no address gives none.
    """
    keys = set()
    for place in given:
        try:
            address = _take_apart(place if "//" in place else f"http://{place}/")
        except AddressError:
            continue  # never asked, so nothing to agree to
        keys.add(host_key(address.host, address.port))
    return frozenset(keys)


def check_address(address: Address, consent: Consent) -> None:
    """Refuse an address that names a private host by number, unless consented.

    A host's name is checked when it is resolved: `may_connect` decides there.

    Raises:
        AddressError: it leads into a private network, and nobody asked for that.
    """
    ip = _literal(address.host)
    if ip and not may_connect(address.host, address.port, ip, consent):
        raise private_host(address.request)


def may_connect(host: str, port: int, ip: IPAddress, consent: Consent) -> bool:
    """Tell whether a request for `host` may go to `ip`: a public address, or a consented host."""
    return is_public(ip) or not consent.isdisjoint({host_key(host, port), host_key(str(ip), port)})


def private_host(url: str) -> AddressError:
    """The refusal of a private host, as an error to raise."""
    return AddressError(
        masked(url),
        "it leads to a private address, which only you may ask for",
        "Add it by its own address if you trust it",
    )


def is_public(ip: IPAddress) -> bool:
    """Tell whether `ip` is on the public internet.

    Private, loopback, link-local, carrier-grade NAT, unique-local, multicast and reserved ranges
    are not; an IPv6 address that carries an IPv4 one (mapped, compatible, 6to4, NAT64) is what
    that one is.
    """
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour
        if int(ip) >> 32 in (0, 0x64FF9B << 64) and int(ip) > 1:
            within = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if within:
            return is_public(within)
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


def _take_apart(url: str) -> Address:
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError as error:
        # What the library says quotes the address, and of one that it cannot take apart nobody
        # knows where a password ends: with a slash in it, say.
        thing = _UNKNOWN_USERINFO.sub("…@", masked(url))
        raise AddressError(
            thing, "it is not an address: its host is no valid name, or its port no number"
        ) from error
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise AddressError(masked(url), "newsread reads only http and https")
    userinfo, _, place = parts.netloc.rpartition("@")
    if "[" in place and not _IN_BRACKETS.fullmatch(place):  # urlsplit overlooks what is beside them
        raise AddressError(masked(url), "it is not an address: its host is no valid name")
    if port == 0:
        raise AddressError(masked(url), "there is no port 0")
    address = Address(
        scheme=scheme,
        host=host,
        port=port or _DEFAULT_PORTS[scheme],
        target=(_quoted(parts.path) or "/") + (f"?{_quoted(parts.query)}" if parts.query else ""),
        fragment=_quoted(parts.fragment),
        userinfo=_quoted(userinfo),
    )
    _check_length(address.url)  # escaped, it may have grown
    return address


def _check_length(url: str) -> None:
    if len(url) > LONGEST:
        raise AddressError(masked(url)[:80], f"an address has at most {LONGEST} characters")


def _quoted(part: str) -> str:
    """Escape what does not belong in an address; what is escaped already stays so."""
    return part if _PLAIN.fullmatch(part) else quote(part, "!$%&'()*+,./:;=?@[]_~-")


@lru_cache(maxsize=256)
def _host(host: str) -> str:
    """Write `host` as it is resolved: an IP address in its one spelling, a name in punycode.

    The entries of a feed lead to one host, mostly; checking it is most of the work of `link`.
    """
    ip = _literal(host)
    if ip:
        return str(ip)
    name = host.lower().removesuffix(".")
    if not name.isascii():
        import idna  # only for names outside ASCII, which are rare

        try:
            name = idna.encode(name, uts46=True).decode()
        except idna.IDNAError as error:
            raise ValueError(str(error)) from error
    labels = name.split(".")
    if (
        len(name) > 253
        or not all(_LABEL.fullmatch(label) for label in labels)
        or _NUMBER.fullmatch(labels[-1])
    ):
        raise ValueError("its host is no valid name")
    return name


def _literal(host: str) -> IPAddress | None:
    """Return the IP address that `host` spells, as ``127.1`` or ``0x7f000001`` do too, or None."""
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host) if "%" not in host else None
        except ValueError:
            return None
    if not _NUMBER.fullmatch(host.lower().removesuffix(".").rpartition(".")[2]):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host.removesuffix(".")))
    except (OSError, UnicodeError):
        return None
