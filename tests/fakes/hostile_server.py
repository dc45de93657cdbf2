"""A server on loopback whose every address misbehaves in its own way, down to the bytes.

    with HostileServer() as server:
        fetch(server.url("infinite"))

`BEHAVIOURS` names them, and says how many entries a reader finds there; None: it is refused.
"""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable
from typing import NamedTuple

RSS = (
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>T</title>"
    "<item><title>café</title></item></channel></rss>"
).encode()
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1"}]}'
GAP = 0.05
"""Seconds between the bytes of a slow answer."""

Send = Callable[[bytes], None]


class Behaviour(NamedTuple):
    """What a server does when it has been asked."""

    act: Callable[[HostileServer, Send], None]
    entries: int | None = None
    """How many entries come of it; None: it is refused in a sentence."""


def raw(*parts: bytes) -> Behaviour:
    """Send these bytes, and close."""
    return Behaviour(lambda _, send: send(b"".join(parts)))


def answer(
    body: bytes = RSS, status: str = "200 OK", entries: int | None = None, **headers: str
) -> Behaviour:
    """Send an answer with an honest length; `headers` may say anything else."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status}\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode("latin-1")
    return Behaviour(lambda _, send: send(head + body), entries)


def endless(first: bytes, more: bytes, gap: float = 0.0) -> Behaviour:
    """Send `first`, and then `more` for as long as anybody listens."""

    def act(server: HostileServer, send: Send) -> None:
        send(first)
        while not server.closing.wait(gap):
            send(more)

    return Behaviour(act)


def redirect(location: str | bytes, entries: int | None = None) -> Behaviour:
    """Lead elsewhere; `{port}` stands for the server's own."""
    written = location.encode() if isinstance(location, str) else location

    def act(server: HostileServer, send: Send) -> None:
        to = written.replace(b"{port}", str(server.port).encode())
        send(b"HTTP/1.1 302 Found\r\nLocation: " + to + b"\r\nContent-Length: 0\r\n\r\n")

    return Behaviour(act, entries)


def bomb(compressor: zlib._Compress, megabytes: int = 64) -> bytes:
    """Return a few bytes that are `megabytes` of spaces when they are unpacked."""
    block = b" " * (1 << 20)
    return b"".join(compressor.compress(block) for _ in range(megabytes)) + compressor.flush()


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"

BEHAVIOURS: dict[str, Behaviour] = {
    "honest": answer(entries=1),
    "wrong_type": answer(entries=1, Content_Type="text/html"),
    "no_type": answer(entries=1),
    "strange_type": answer(entries=1, Content_Type=";;;=,charset\x07"),
    "charset_lie": answer(entries=1, Content_Type="application/xml; charset=ascii"),
    "charset_of_python": answer(entries=1, Content_Type="application/xml; charset=idna"),
    "json_as_page": answer(JSON, entries=1, Content_Type="text/html"),
    "cookie": answer(entries=1, Set_Cookie="a=b"),
    "huge_freshness": answer(entries=1, Cache_Control="max-age=" + "9" * 30),
    "early_hints": Behaviour(
        lambda _, send: send(
            b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK + b"\r\n" + RSS
        ),
        1,
    ),
    "no_length": Behaviour(lambda _, send: send(OK + b"\r\n" + RSS), 1),
    "http_1_0": Behaviour(lambda _, send: send(b"HTTP/1.0 200 OK\r\n\r\n" + RSS), 1),
    # Bodies
    "gzip_bomb": answer(bomb(zlib.compressobj(wbits=31)), Content_Encoding="gzip"),
    "deflate_bomb": answer(bomb(zlib.compressobj()), Content_Encoding="deflate"),
    "gzip_twice": answer(gzip.compress(gzip.compress(RSS)), Content_Encoding="gzip, gzip"),
    "gzip_twice_unsaid": answer(gzip.compress(gzip.compress(RSS)), Content_Encoding="gzip"),
    "gzip_cut": answer(gzip.compress(RSS)[:-9], Content_Encoding="gzip"),
    "gzip_lie": answer(RSS, Content_Encoding="gzip"),
    "brotli": answer(b"\x1b\x0e\x00\xf8", Content_Encoding="br"),
    "infinite": endless(CHUNKED, b"10000\r\n" + b" " * 0x10000 + b"\r\n"),
    "infinite_without_chunks": endless(OK + b"\r\n", b" " * 0x10000),
    "drip": endless(OK + b"Content-Length: 100000\r\n\r\n", b" ", GAP),
    "endless_extension": endless(CHUNKED + b"5;a=", b"b" * 10_000),
    "endless_trailers": endless(CHUNKED + b"5\r\nhello\r\n0\r\n", b"X-A: b\r\n" * 1000),
    "huge_chunk": raw(CHUNKED, b"ffffffffffffffff\r\nhello"),
    "empty": answer(b""),
    "page": answer(b"<!doctype html><title>x</title>", Content_Type="application/rss+xml"),
    # Lengths
    "length_lie_long": raw(OK, b"Content-Length: 50000\r\n\r\n", RSS),
    "length_lie_short": raw(OK, b"Content-Length: 5\r\n\r\n", RSS),
    "length_twice": raw(OK, b"Content-Length: 5\r\nContent-Length: 90\r\n\r\n", RSS),
    "length_and_chunks": raw(
        OK, b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    ),
    "length_huge": raw(OK, b"Content-Length: 9", b"9" * 30, b"\r\n\r\n"),
    "length_over_the_limit": raw(OK, b"Content-Length: 99999999\r\n\r\n"),
    "length_negative": raw(OK, b"Content-Length: -5\r\n\r\n"),
    # Headers
    "huge_header": raw(OK, b"X-A: ", b"b" * (1 << 20), b"\r\n\r\n"),
    "slow_headers": endless(OK, b"X-A: b\r\n", GAP),
    "endless_headers": endless(OK, b"X-A: b\r\n" * 1000),
    "endless_informing": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "nul_header": raw(OK, b"X-A: \0\r\n\r\n"),
    "no_http": raw(b"\x00\xff\x1b]0;x\x07\r\n\r\n"),
    "hang": endless(b"", b"", 0.1),
    "drop": raw(),
    # Statuses
    "gone": answer(b"", "410 Gone"),
    "status_500": answer(b"\x1b[2J" * 1000, "500 \x1b[2J"),
    "status_204": raw(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "status_206": answer(RSS[:60], "206 Partial Content"),
    "status_304": raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    "status_101": raw(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
    "status_999": answer(RSS, "999 No"),
    "retry_after": answer(b"", "429 Too Many Requests", Retry_After="86400"),
    "retry_after_date": answer(b"", "503 No", Retry_After="Fri, 31 Dec 99999 23:59:59 GMT"),
    "password_wanted": answer(b"", "401 No", WWW_Authenticate='Basic realm="\x07"'),
    # Redirects
    "redirect_cross": redirect("http://localhost:{port}/honest", entries=1),
    "redirect_relative": redirect("honest", entries=1),
    "redirect_utf8": redirect("/honest?é", entries=1),
    "redirect_loop": redirect("/redirect_loop"),
    "redirect_loopback": redirect("http://127.0.0.1:1/"),
    "redirect_decimal": redirect("http://2130706433:1/"),
    "redirect_hexadecimal": redirect("http://0x7f000001:1/"),
    "redirect_octal": redirect("http://0177.0.0.1:1/"),
    "redirect_short": redirect("http://127.1:1/"),
    "redirect_zero": redirect("http://0:1/"),
    "redirect_mapped": redirect("http://[::ffff:127.0.0.1]:1/"),
    "redirect_nat64": redirect("http://[64:ff9b::7f00:1]:1/"),
    "redirect_local_name": redirect("http://localhost.:1/"),
    "redirect_metadata": redirect("http://169.254.169.254/latest/meta-data/"),
    "redirect_digits": redirect("http://①②⑦.⓪.⓪.①:1/"),
    "redirect_file": redirect("file:///etc/passwd"),
    "redirect_javascript": redirect("javascript:alert(1)"),
    "redirect_data": redirect("data:text/xml,<rss/>"),
    "redirect_empty": redirect(""),
    "redirect_latin1": redirect(b"/\xe9"),
    "redirect_split": redirect("/a\x00b"),
}  # fmt: skip


class HostileServer:
    """Serves `BEHAVIOURS` on 127.0.0.1; keeps each request's head. Ends with the ``with`` block."""

    def __init__(self) -> None:
        self.heads: list[str] = []
        self.closing = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port: int = self._socket.getsockname()[1]

    def __enter__(self) -> HostileServer:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._socket.close()

    def url(self, behaviour: str) -> str:
        """Return the address of a behaviour."""
        return f"http://127.0.0.1:{self.port}/{behaviour}"

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                head = b""
                while b"\r\n\r\n" not in head:
                    received = connection.recv(65536)
                    if not received:
                        return
                    head += received
                self.heads.append(head.decode("latin-1"))
                name = self.heads[-1].split()[1].strip("/").partition("?")[0]
                BEHAVIOURS[name].act(self, connection.sendall)
                connection.shutdown(socket.SHUT_WR)
                time.sleep(GAP)  # else what was sent may be thrown away with the connection
            except OSError:
                return  # the client has had enough
