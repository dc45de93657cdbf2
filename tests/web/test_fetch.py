"""Fetching, against a server on loopback that behaves well and badly."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import sys

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from newsread.errors import AddressError, FetchError
from newsread.web.addresses import consented_hosts, parse_address
from newsread.web.fetch import USER_AGENT, Client, fetch, next_hop
from newsread.web.response import Response, StatusError, Validators
from newsread.web.transport import explain
from tests.fakes.server import LoopbackServer, Page


async def get(server: LoopbackServer, path: str, **options: object) -> Response:
    async with Client(consented_hosts([server.url()])) as client:
        return await client.fetch(server.url(path), **options)  # type: ignore[arg-type]


async def test_a_whole_answer_comes_with_its_validators(server: LoopbackServer) -> None:
    server.put(
        "/feed",
        Page(b"<rss/>", etag='W/"1"', last_modified="then", headers={"Cache-Control": "max-age=9"}),
    )
    answer = await get(server, "/feed")
    assert answer == Response(
        url=server.url("/feed"),
        status=200,
        body=b"<rss/>",
        content_type="application/rss+xml; charset=utf-8",
        validators=Validators('W/"1"', "then"),
        fresh=9.0,
    )


async def test_validators_are_echoed_and_a_304_has_no_body(server: LoopbackServer) -> None:
    server.put("/feed", Page(b"<rss/>", etag='W/"1"', last_modified="then"))
    answer = await get(server, "/feed", validators=Validators('W/"1"', "then"))
    assert (answer.status, answer.body, answer.validators.etag) == (304, b"", 'W/"1"')
    asked = server.requests[-1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('W/"1"', "then")


async def test_one_page_can_be_asked_for_only_if_it_changed(server: LoopbackServer) -> None:
    url = server.put("/a", Page(b"<p>a</p>", "text/html", etag='"1"'))
    consent = consented_hosts([server.url()])
    whole = await fetch(url, consent=consent)
    same = await fetch(url, consent=consent, validators=whole.validators)
    assert (whole.status, whole.body, same.status, same.body) == (200, b"<p>a</p>", 304, b"")


async def test_a_request_tells_nothing_about_the_user(server: LoopbackServer) -> None:
    server.put("/to", Page(status=302, location="/feed", headers={"Set-Cookie": "a=b"}))
    server.put("/feed", Page(b"<rss/>", headers={"Set-Cookie": "c=d"}))
    async with Client(consented_hosts([server.url()])) as client:
        await client.fetch(server.url("/to"))
        await client.fetch(server.url("/feed"))
    for request in server.requests:
        assert set(request.headers) == {"host", "user-agent", "accept", "accept-encoding"}
        assert request.headers["user-agent"] == USER_AGENT


async def test_packed_answers_are_unpacked(server: LoopbackServer) -> None:
    server.put("/feed", Page(b"<rss/>" * 1000, packed=True))
    assert (await get(server, "/feed")).body == b"<rss/>" * 1000


async def test_redirects_are_followed_to_the_fifth(server: LoopbackServer) -> None:
    for hop in range(6):
        server.put(f"/{hop}", Page(status=301, location=f"/{hop + 1}"))
    server.put("/6", b"<rss/>")
    assert (await get(server, "/1")).url == server.url("/6")
    with pytest.raises(FetchError, match="more than 5 times"):
        await get(server, "/0")


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("file:///etc/passwd", "no web address"),
        ("javascript:alert(1)", "no web address"),
        ("", "no web address"),
        ("http://127.0.0.1:1/", "private address"),
        ("http://127.1:1/", "private address"),
        ("http://[::ffff:10.0.0.1]/", "private address"),
        ("http://192.168.0.1/", "private address"),
    ],
)
async def test_a_redirect_to_where_nobody_may_ask_is_refused(
    server: LoopbackServer, location: str, says: str
) -> None:
    server.put("/feed", Page(status=302, location=location))
    with pytest.raises((FetchError, AddressError), match=says) as refused:
        await get(server, "/feed")
    assert str(refused.value).startswith(server.url("/feed"))
    assert server.count() == 1


async def test_a_redirect_to_another_name_of_the_consented_host_is_fine(
    server: LoopbackServer,
) -> None:
    server.put("/to", Page(status=302, location=server.url("/feed", host="localhost")))
    server.put("/feed", b"<rss/>")
    answer = await get(server, "/to")
    assert answer.url == server.url("/feed", host="localhost")


async def test_a_private_host_is_refused_by_the_address_it_resolves_to() -> None:
    with socket.socket() as idle:
        idle.bind(("127.0.0.1", 0))
        with pytest.raises(AddressError, match="private address"):
            await fetch(f"http://localhost:{idle.getsockname()[1]}/")


async def test_a_password_goes_to_its_origin_only(server: LoopbackServer) -> None:
    server.put("/feed", b"<rss/>")
    server.put("/here", Page(status=302, location="/feed"))
    with LoopbackServer() as other:
        other.put("/feed", b"<rss/>")
        server.put("/there", Page(status=302, location=other.url("/feed")))
        consent = consented_hosts([server.url(), other.url()])
        async with Client(consent) as client:
            for path in ("/here", "/there"):
                await client.fetch(f"http://ann:s%20c@127.0.0.1:{server.port}{path}")
        sent = [request.headers.get("authorization") for request in server.requests]
        assert sent == ["Basic YW5uOnMgYw=="] * 3
        assert "authorization" not in other.requests[0].headers


async def test_a_password_given_apart_is_used_like_one_in_the_address(
    server: LoopbackServer,
) -> None:
    server.put("/feed", b"<rss/>")
    answer = await get(server, "/feed", userinfo="ann:s%20c")
    assert server.requests[0].headers["authorization"] == "Basic YW5uOnMgYw=="
    async with Client(consented_hosts([server.url()])) as client:
        same = await client.fetch(server.url("/feed").replace("//", "//ann:s%20c@"))
    assert (same, server.requests[1].headers) == (answer, server.requests[0].headers)
    assert answer.url == server.url("/feed")


async def test_a_password_does_not_come_back_with_a_redirect_from_elsewhere(
    server: LoopbackServer,
) -> None:
    server.put("/feed", b"<rss/>")
    with LoopbackServer() as other:
        server.put("/there", Page(status=302, location=other.url("/back")))
        back = server.url("/feed").replace("//", "//eve:guess@")
        other.put("/back", Page(status=302, location=back))
        async with Client(consented_hosts([server.url(), other.url()])) as client:
            await client.fetch(server.url("/there"), userinfo="ann:secret")
    assert ["authorization" in request.headers for request in server.requests] == [True, False]


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("/b?c", "https://a.example/b?c"),
        ("?c", "https://a.example/feed?c"),
        ("//b.example", "https://b.example/"),
        ("https://ann:secret@b.example/#c", "https://b.example/"),
        ("/ä b", "https://a.example/%C3%A4%20b"),
        ("https://a.example:8443/", "https://a.example:8443/"),
    ],
)
def test_a_redirect_leads_to_a_plain_address(location: str, leads_to: str) -> None:
    assert next_hop(parse_address("https://a.example/feed"), location).url == leads_to


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("http://a.example/feed", "from https to unprotected http"),
        ("http://b.example/", "from https to unprotected http"),
        ("", "no web address"),
        ("ftp://a.example/", "no web address"),
        ("/\udce9", "no web address"),
        ("https://a.example:99999/", "no web address"),
    ],
)
def test_a_redirect_that_is_not_followed_is_said_so(location: str, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        next_hop(parse_address("https://a.example/feed"), location)


async def test_nothing_has_changed_is_no_answer_to_who_has_nothing(server: LoopbackServer) -> None:
    server.put("/feed", Page(status=304))
    with pytest.raises(StatusError, match="has sent nothing yet"):
        await get(server, "/feed")


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (Page(status=206), "sent a part"),
        (Page(status=404), "nothing at this address"),
        (Page(status=500), "the server failed"),
        (Page(status=429, headers={"Retry-After": "60"}), "left alone until"),
        (Page(b"<rss>", fault="cut"), "cut off"),
        (Page(fault="drop"), "without an answer"),
        (Page(fault="headers"), "proper HTTP"),
        (Page(fault="garbage"), "proper HTTP"),
        (Page(fault="endless"), "larger than 8 MB"),
        (Page(b"x", headers={"Content-Encoding": "br"}), "nobody asked for"),
        (Page(b"x", headers={"Content-Encoding": "gzip, gzip"}), "nobody asked for"),
    ],
)
async def test_a_failure_is_one_sentence_that_names_the_address(
    server: LoopbackServer, page: Page, says: str
) -> None:
    server.put("/feed", page)
    with pytest.raises(FetchError, match=says) as failed:
        await get(server, "/feed")
    assert str(failed.value).startswith(server.url("/feed") + ": ")
    assert "\n" not in str(failed.value)


async def test_of_a_page_that_is_too_long_the_beginning_comes(server: LoopbackServer) -> None:
    server.put("/page", Page(b"<p>one" + bytes(100)))
    consent = consented_hosts([server.url("/page")])
    response = await fetch(server.url("/page"), consent=consent, limit=6)
    assert (response.body, response.is_whole) == (b"<p>one", False)
    response = await fetch(server.url("/page"), consent=consent, limit=106)
    assert (len(response.body), response.is_whole) == (106, True)


async def test_a_page_without_end_is_refused(server: LoopbackServer) -> None:
    server.put("/page", Page(fault="endless"))
    with pytest.raises(FetchError, match="larger than 5 MB"):
        await fetch(server.url("/page"), consent=consented_hosts([server.url("/page")]))


@pytest.mark.parametrize("fault", ["hang", "drip"])
async def test_the_deadline_spans_headers_and_body(server: LoopbackServer, fault: str) -> None:
    server.put("/feed", Page(fault=fault))  # type: ignore[arg-type]
    with pytest.raises(FetchError, match="no whole answer came within"):
        await get(server, "/feed", deadline=0.3)


async def test_a_status_error_carries_what_a_schedule_needs(server: LoopbackServer) -> None:
    server.put("/feed", Page(status=503, headers={"Retry-After": "60"}))
    with pytest.raises(StatusError) as failed:
        await get(server, "/feed")
    assert (failed.value.answered, failed.value.hold) == (503, 60.0)


async def test_a_closed_port_and_an_unknown_host_are_told_apart() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        with pytest.raises(FetchError, match="refuses the connection"):
            await fetch(url, consent=consented_hosts([url]))
    with pytest.raises(FetchError, match="host is not known"):
        await fetch("http://no-such-host.invalid/")


async def test_an_http_server_behind_https_is_said_so(server: LoopbackServer) -> None:
    url = server.url("/feed").replace("http:", "https:")
    with pytest.raises(FetchError, match="no secure connection"):
        await fetch(url, consent=consented_hosts([url]))


async def test_no_more_than_eight_turns_for_one_host() -> None:
    most = now = 0
    client = Client()

    async def take() -> None:
        nonlocal most, now
        async with client.turn("http://a.example"):
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1

    await asyncio.gather(*(take() for _ in range(50)))
    assert most == 8


def test_aiohttp_is_imported_only_when_a_client_opens() -> None:
    code = "import sys, newsread.web.fetch; sys.exit('aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def certificate_error(reason: str) -> aiohttp.ClientConnectorCertificateError:
    failed = ssl.SSLCertVerificationError(1, "certificate verify failed")
    failed.verify_message = reason
    key = ConnectionKey("a.example", 443, True, True, None, None, None)
    return aiohttp.ClientConnectorCertificateError(key, failed)


@pytest.mark.parametrize("reason", ["self-signed certificate", "certificate has expired", ""])
def test_a_certificate_is_refused_in_words(reason: str) -> None:
    told = str(explain(certificate_error(reason), "https://ann:secret@a.example/"))
    assert told.startswith("https://…@a.example/: its certificate cannot be trusted: ")
    assert (reason or "it is not valid") in told


def test_the_first_client_does_not_stop_its_loop_for_imports() -> None:
    code = """
import asyncio, sys, threading
from newsread.web.fetch import Client
def tell(event, given):
    if event == "import" and given[0] == "aiohttp":
        print(threading.current_thread() is threading.main_thread())
async def enter():
    async with Client():
        pass
sys.addaudithook(tell)
asyncio.run(enter())
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert set(ended.stdout.split()) == {"False"}
