"""Feeds broken at random, read without end in sight, until the time is up.

    python -m tests.fuzz --seconds 60 --seed 1

What is broken are feeds of our own making and, where the folder `shared` is, those of other
projects. A feed must be read, its lines clean, or refused with a FeedError, within the time that a
worker would give it. Prints how many of each there were; leaves with 1 where one was neither, with
the number that makes it again: --seed N --only NUMBER.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newsread.errors import FeedError
from newsread.feeds.discover import examine
from newsread.feeds.entry import ParsedFeed
from newsread.workers.parse_pool import cpu_seconds
from tests.corpora import FEEDS, URL, check_clean, corpus
from tests.fakes.hostile_feeds import MAKERS, json_item, rss

LARGEST = 40_000
"""Bytes of a feed before it is broken."""

PIECES = [
    *(b"<", b">", b"&", b"&#", b"&#xD800;", b"&#x110000;", b"&#99999999999;", b"&#55357;&#56832;"),
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?", b"?>", b"<!DOCTYPE x [", b"]>"),
    b"<!ENTITY a 'b'>",
    *(b"<item>", b"</item>", b"<entry>", b"</entry>", b"<guid/>", b"<link/>", b"<title>"),
    *(b"xml:base='../'", b"xmlns='x'", b"encoding='utf-16'", b"encoding='idna'", b"type='xhtml'"),
    *(b"\x00", b"\x1b[2J", b"\xff", b"\xed\xa0\x80", b"\xc2\x9b", b"\xe2\x80\xae", b"\xef\xbb\xbf"),
    *(b"'", b'"', b"=", b"/", b"\n" * 50, b" " * 50, b"a" * 300, b"9" * 400, b"@", b"(", b"%00"),
    *(b"{", b"}", b"[", b"]", b":", b",", b"null", b"NaN", b"-1e999", rb"\ud800", b"\\"),
    *(b"javascript:x", b"file:///etc/passwd", b"http://[::1"),
    b"<media:thumbnail url='x' width='a'/>",
    b"<psc:chapters xmlns:psc='http://podlove.org/simple-chapters'><psc:chapter start='x'/>",
    b"<georss:point xmlns:georss='http://www.georss.org/georss'>x y z</georss:point>",
    b"<pubDate>Mon, 99 Foo 99999 99:99:99 +9999</pubDate>",
    b"<updated>2023-13-45T99:99:99Z</updated>",
    b"<enclosure url='a' length='-1'/>",
]  # fmt: skip
ENCODINGS = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "shift_jis", "cp037", "utf-7"]


class _TooLongError(Exception):
    """A worker would have been ended."""


def broken(feeds: list[bytes], dice: random.Random) -> bytes:
    """Return one of `feeds`, damaged in one to eight places."""
    body = bytearray(dice.choice(feeds))
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        here, there = sorted(dice.randrange(len(body) + 1) for _ in "ab")
        match dice.randrange(9):
            case 0 if body:
                body[here % len(body)] = dice.randrange(256)
            case 1:
                del body[here : min(there, here + dice.choice((1, 10, 1000)))]
            case 2:
                del body[here:]
            case 3:
                body[here:here] = body[here : min(there, here + 2000)]
            case 4:
                other = dice.choice(feeds)
                at = dice.randrange(len(other) + 1)
                body[here:] = other[at:]
            case 5:
                body[here:here] = dice.choice(PIECES) * dice.choice((1, 1, 1, 2, 100))
            case 6 if not dice.randrange(4):
                text = bytes(body).decode("utf-8", "replace")
                body[:] = text.encode(dice.choice(ENCODINGS), "replace")
            case _:
                body[here:here] = dice.choice(PIECES)
    return bytes(body)


def originals(shared: Path) -> list[bytes]:
    """Return the feeds to break."""
    ours = [make(size) for make in MAKERS.values() for size in (300, 3000)]
    ours += [rss("<author>Ann</author>"), json_item(title="x", tags=["a"], content_html="<p>b")]
    if shared.is_dir():
        ours += [body for _, body in corpus(shared, FEEDS, largest=LARGEST)]
    return ours


def numbered(feeds: list[bytes], seed: int) -> Iterator[tuple[int, bytes]]:
    """Yield broken feeds without end, each of which its number and `seed` make again."""
    number = 0
    while True:
        yield number, broken(feeds, random.Random(f"{seed} {number}"))
        number += 1


def outcome(body: bytes) -> str:
    """Read a feed; return what came of it. What must not be raised is raised."""
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds(len(body)))
    try:
        read = examine(body, URL)
    except FeedError as error:
        assert "\n" not in str(error)
        damaged = "too damaged" in error.happened
        return error.happened if damaged else "refused"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if isinstance(read, ParsedFeed):
        check_clean(read)
    return "read"


def _too_long(*_: object) -> None:
    raise _TooLongError


def main() -> int:
    """Break and read feeds, print what came of them, return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--only", type=int, help="the one feed with this number")
    given = parser.parse_args()
    signal.signal(signal.SIGPROF, _too_long)
    shared = Path(os.environ.get("NEWSREAD_SHARED") or Path(__file__).parents[2] / "shared")
    feeds = originals(shared)
    print(f"seed {given.seed}, {len(feeds)} feeds to break")
    if given.only is not None:
        print(outcome(broken(feeds, random.Random(f"{given.seed} {given.only}"))))
        return 0
    came: Counter[str] = Counter()
    wrong = []
    until = time.monotonic() + given.seconds
    for number, body in numbered(feeds, given.seed):
        if time.monotonic() > until:
            break
        try:
            came[outcome(body)] += 1
        except _TooLongError:
            came["ended for taking too long"] += 1
            print(f"--only {number}: takes too long ({len(body)} bytes)")
        except Exception as error:
            wrong.append(f"--only {number}: {type(error).__name__}: {error}"[:300])
    for what, count in came.most_common():
        print(f"{count:>8} {what}")
    print(
        f"{came.total() + len(wrong):>8} feeds, {len(wrong)} neither read nor refused",
        *wrong,
        sep="\n",
    )
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
