"""What a feed's owner writes never acts on the terminal: asserted on the bytes of a real pty."""

from __future__ import annotations

import base64
import html
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.terminal import SEQUENCES, Terminal
from tests.fakes.server import LoopbackServer, Page

PAYLOADS = (
    "\x1b]0;pwned-title\x07",
    "\x1b]52;c;cHduZWQ=\x07",
    "\x1b[2Jpwned-clear",
    "\x9d0;pwned-c1\x9c",
    "\x90pwned-dcs\x9c",
    "\u202epwned-bidi",
    "[@click=app.quit]pwned-click[/]",
    "[/]",
    "[/nope] [red]pwned-colour[/red]",
    "\x00pwned-nul",
    "&#27;]0;pwned-reference&#7;",
)
OURS = SEQUENCES
CLIPBOARD = b"\x1b]52;c;"
ACTING = {chr(code) for code in (*range(32), *range(0x7F, 0xA0))} - {"\n"} | set(
    "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\ufeff"
)
"""What acts on a terminal, or on the order of what is read."""


def feed(address: str) -> bytes:
    """A feed whose every text field carries a payload, and each article the lot."""
    items = []
    for number, payload in enumerate(PAYLOADS):
        twice = html.escape(html.escape("".join(f"&#{ord(c)};" for c in payload)))
        once = html.escape(payload.encode("ascii", "xmlcharrefreplace").decode(), quote=False)
        items.append(
            f"<item><guid>id-{number}</guid><title>Title {number} {once} {twice} end</title>"
            f"<author>{once} author</author><link>{address}/article/{number}</link>"
            f"<description>{once} {twice} Some words. And {once} more.</description></item>"
        )
    title = f"<title>Outlet {html.escape(PAYLOADS[6])}</title>"
    return f"<rss version='2.0'><channel>{title}{''.join(items)}</channel></rss>".encode()


def page(number: int) -> Page:
    """A page that says which it is, and has every payload in its text."""
    text = f"<p>This is page {number} and no other, with words enough to be read.</p>" + "".join(
        f"<p>Words before {html.escape(p)} and words after it, quite a few of them here.</p>"
        for p in PAYLOADS
    )
    head = f"<head><title>{html.escape(PAYLOADS[0])}</title></head>"
    body = f"<html>{head}<body><article>{text * 3}</article></body></html>"
    return Page(body.encode("utf-8", "replace"), "text/html; charset=utf-8")


@pytest.fixture
def home(tmp_path: Path, server: LoopbackServer) -> Path:
    address = server.put("/feed", feed(server.url("").rstrip("/")))
    for number in range(len(PAYLOADS)):
        server.put(f"/article/{number}", page(number))
    added = subprocess.run(
        [sys.executable, "-m", "newsread", "--home", str(tmp_path), "add", address],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert added.returncode == 0, added.stderr
    assert_clean(added.stdout.encode())
    return tmp_path


def assert_clean(output: bytes) -> None:
    """Between newsread's own sequences nothing acts on a terminal, and no payload is in one."""
    for sequence in OURS.findall(output):
        if sequence.startswith(CLIPBOARD):  # ours, on purpose: y copies
            assert sequence != CLIPBOARD + b"cHduZWQ=\x07"
            sequence = base64.b64decode(sequence.removeprefix(CLIPBOARD).rstrip(b"\x07\x1b\\"))
            assert not ACTING & set(sequence.decode()), sequence
        else:
            assert b"pwned" not in sequence
    rest = OURS.sub(b"", output).decode()
    assert not ACTING & set(rest) - set("\r\t\x0e\x0f"), ACTING & set(rest)


def test_no_screen_sends_a_feeds_control_bytes_or_obeys_its_markup(home: Path) -> None:
    with Terminal(home, 120, 40) as terminal:
        terminal.wait_for("unread of")
        for number in range(len(PAYLOADS)):
            terminal.press("enter", then=f"This is page {number} and no other")
            terminal.press("j", "j", "1", then="Claim saved")
            terminal.press("t", then="Tags")
            terminal.press(*"[/]x", "enter")
            terminal.press("y", "h", "j")
        terminal.press("C", then="claim 1 of")
        terminal.press("?", "q", "q", "G", "g", "Q")
        assert terminal.wait_until_ended() == 0
    output = bytes(terminal.output)
    assert_clean(output)
    assert b"Traceback" not in output


def test_no_command_prints_a_feeds_control_bytes(home: Path) -> None:
    for words in (
        ["feeds"],
        ["articles"],
        ["articles", "--json"],
        ["claims", "list"],
        ["show", "1"],
    ):
        ended = subprocess.run(
            [sys.executable, "-m", "newsread", "--home", str(home), *words],
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in ended.stderr
        assert_clean(ended.stdout + ended.stderr)
