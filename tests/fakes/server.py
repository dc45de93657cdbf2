"""A web server on loopback that does what a test tells it to, and counts what it was asked.

    with LoopbackServer() as server:
        server.put("/feed", Page(RSS, etag='"1"', packed=True))
        server.put("/gone", Page(status=410))
        server.put("/slow", Page(fault="hang"))
        fetch(server.url("/feed"))
        assert server.count("/feed") == 1

Runs in a thread, so it serves synchronous and asynchronous tests alike. Each test has its own.
"""

from __future__ import annotations

import gzip
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Fault = Literal[
    "",
    "hang",  # takes the request and never answers
    "drip",  # a byte of the body now and then, without end
    "endless",  # a chunked body without end
    "cut",  # closes in the middle of the body it announced
    "drop",  # closes without a word
    "headers",  # a header of a megabyte
    "garbage",  # not HTTP at all
]


@dataclass(frozen=True)
class Page:
    """What stands at one path. With validators it answers 304 to a request that echoes them."""

    body: bytes = b""
    content_type: str = "application/rss+xml; charset=utf-8"
    status: int = 200
    etag: str = ""
    last_modified: str = ""
    packed: bool = False
    """Sent gzipped, and said so."""
    location: str = ""
    """Where a redirect leads."""
    headers: dict[str, str] = field(default_factory=dict)
    fault: Fault = ""


@dataclass(frozen=True)
class Request:
    """One request as it came; `answered` is the status it got, or 0. Header names in lower case."""

    path: str
    headers: dict[str, str]
    answered: int


class LoopbackServer:
    """Serves `Page`s on 127.0.0.1; remembers every `Request`. Ends with the ``with`` block."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._pages: dict[str, Page] = {}
        self._closing = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_: object) -> None:
                """Keep the tests' output for the tests."""

            def do_GET(self) -> None:
                server._answer(self)

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port: int = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> LoopbackServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.socket.close()
        self._thread.join()

    def put(self, path: str, page: Page | bytes) -> str:
        """Place `page` (bytes: a feed with no validators) at `path`; returns its address."""
        self._pages[path] = page if isinstance(page, Page) else Page(page)
        return self.url(path)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of `path`."""
        return f"http://{host}:{self.port}{path}"

    def count(self, path: str | None = None, answered: int | None = None) -> int:
        """Count the requests so far, of one path, or those that got one status."""
        return sum(
            path in (None, request.path) and answered in (None, request.answered)
            for request in self.requests
        )

    def forget(self) -> None:
        """Start counting anew."""
        self.requests.clear()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        page = self._pages.get(handler.path, Page(b"nothing here", "text/plain", status=404))
        asked = {name.lower(): value for name, value in handler.headers.items()}
        status = page.status
        if page.status == 200 and not page.fault and _unchanged(page, asked):
            status = 304
        answered = 0 if page.fault in ("hang", "drop", "garbage") else status
        self.requests.append(Request(handler.path, asked, answered))
        if page.fault:
            self._misbehave(handler, page)
        else:
            _send(handler, page, status)

    def _misbehave(self, handler: BaseHTTPRequestHandler, page: Page) -> None:
        handler.close_connection = True
        send = handler.wfile.write
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {page.content_type}\r\n".encode()
        try:
            if page.fault == "hang":
                self._closing.wait(60)
            elif page.fault == "garbage":
                send(b"\x00\xff nobody speaks this\r\n\r\n")
            elif page.fault == "headers":
                send(head + b"X-Long: " + b"x" * 1_000_000 + b"\r\n\r\n")
            elif page.fault == "cut":
                send(head + b"Content-Length: %d\r\n\r\n" % (len(page.body) + 1000) + page.body)
            elif page.fault == "drip":
                send(head + b"Content-Length: 100000\r\n\r\n")
                while not self._closing.wait(0.05):
                    send(b" ")
            elif page.fault == "endless":
                send(head + b"Transfer-Encoding: chunked\r\n\r\n")
                block = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
                while not self._closing.is_set():
                    send(block)
        except OSError:
            return  # the client has had enough, which is what these faults are for


def _unchanged(page: Page, asked: dict[str, str]) -> bool:
    if tag := asked.get("if-none-match"):
        return tag == page.etag
    since = asked.get("if-modified-since")
    return bool(since) and since == page.last_modified


def _send(handler: BaseHTTPRequestHandler, page: Page, status: int) -> None:
    bodiless = status in (204, 304)
    body = b"" if bodiless else gzip.compress(page.body) if page.packed else page.body
    handler.send_response(status)
    for name, value in {
        "ETag": page.etag,
        "Last-Modified": page.last_modified,
        "Location": page.location,
        "Content-Encoding": "gzip" if page.packed and not bodiless else "",
        "Content-Type": "" if bodiless else page.content_type,
        "Content-Length": "" if bodiless else str(len(body)),
        **page.headers,
    }.items():
        if value:
            handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
