"""Pages broken at random, read without end in sight, until the time is up.

    python -m tests.page_fuzz --seconds 90 --seed 1

What is broken are the golden pages and, where the folder `shared` is, those of the bench. A page
must be read, or refused with a PageError, within the time a page child is given, and its texts must
be what a screen and a claim can stand on. Prints how many of each there were; leaves with 1 where
one was neither, with the number that makes it again: --seed N --only NUMBER.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice, pairwise
from pathlib import Path

import msgspec

from newsread.errors import PageError
from newsread.pages.decode import decode
from newsread.pages.elements import names
from newsread.pages.page import Reading, read_feed, read_page
from newsread.text.clean import clean
from newsread.text.document import SEPARATOR, Document, Kind, Mark
from newsread.text.grapheme import is_edge
from newsread.text.wrap import wrap
from tests.page_limits import LIMIT

GOLDEN = Path(__file__).parent / "pages" / "golden"
URL = "https://coast.example/a/story"
BENCH = ("zyte", "wcxb-article")
LARGEST = 200_000
"""Characters of a page before it is broken."""
WIDTHS = (1, 7, 20, 80)

NAMES = sorted(
    names(
        "a abbr article aside b blockquote body br button caption center code dd details div dl dt"
        " embedded-frame em figcaption figure font footer form h1 h2 h3 head header hr html i"
        " iframe img input label li main menu nav noscript note-reference ol p picture pre q ruby"
        " rt script section select small span strong style sub summary sup svg table tbody td"
        " template textarea tfoot th thead time title tr ul video x-custom"
    )
)
ATTRIBUTES = [
    *("hidden", "style='display:none'", "role=none", "role=heading", "itemprop=articleBody"),
    *("id=n1", "name=n1", "href='#n1'", "href='https://a.example/'", "href='javascript:x'"),
    *("class=comments", "class=share", "class='related card'", "class=caption", "class=pullquote"),
    *("class=footnote", "class=gutter", "class='twitter-tweet'", "class=sidebar", "class=deck"),
    *("colspan=1000", "rowspan=0", "colspan=-3", "start=-5", "value=99999", "reversed"),
    *("src='https://www.youtube.com/embed/x'", "alt='A picture of the pier'", "alt='🚢'"),
    *("newsread-note='#1'", "newsread-number=7", "data-newsread=3", "data-newsread-unlikely"),
    *("lang=xx", "title='\x1b[2J'", "epub:type=footnote", "shadowrootmode=open"),
]  # fmt: skip
PIECES = [
    *("<", ">", "&", "&#", "&#xD800;", "&#27;", "&#x9b;", "&#8238;", "&nbsp;", "&bogus;"),
    *("<!--", "-->", "<![CDATA[", "]]>", "<?", "</", "<a ", "</body></html>", "<br><br>"),
    *("\x00", "\x1b[2J", "\x1b]8;;x\x07", "\x9b", "\ud800", "\u202e", "\u2028", "\ufeff", "\t"),
    *("\u0301", "\u0301" * 40, "\u200d", "a\u200d\u0301", "\ufe0f", "👨‍👩‍👧", "🇸🇪", "क्ष", "漢字"),
    *("<sup><a href='#n1'>1</a></sup>", "<p id=n1>A note.</p>", "<table><tr><td>1<th>2"),
    *("<pre>\tx\n", "<ul><li>", "<ol><li>", "<blockquote>", "<dl><dt>a<dd>b", "<hr>", "<q>"),
    *("We use cookies. Accept all.", "Please enable JavaScript.", "Page not found.", "Share"),
    "<script type='application/ld+json'>{\"@type\":\"Article\",\"articleBody\":\"<p>x\"}</script>",
    *(" " * 60, "-" * 60, "a" * 300, ": " * 60, "9" * 60, "\n" * 60),
]  # fmt: skip
ENCODINGS = sorted(
    names("utf-8 utf-16 utf-16-le cp1252 cp1251 shift_jis euc_jp gb18030 iso2022_jp cp037")
)
TYPES = ("text/html", "text/html; charset=utf-8", "", "text/plain", "text/html; charset=koi8-r")

_TAG = re.compile(r"</?([A-Za-z][\w-]*)[^<>]*>")


class _TooLongError(Exception):
    """A page child would have been ended."""


def originals(shared: Path) -> list[str]:
    """Return the pages to break."""
    pages = [path.read_text("utf-8") for path in sorted(GOLDEN.glob("*.html"))]
    for name in BENCH:
        path = shared / "bench" / "extraction" / "data" / "dev" / f"{name}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                texts = (str(json.loads(line)["html"]) for line in islice(lines, 60))
                pages += [text for text in texts if len(text) <= LARGEST]
    return pages


def broken(pages: list[str], dice: random.Random) -> tuple[bytes, str]:
    """Return one of `pages`, damaged in one to thirty places, and the type it is sent as."""
    page = dice.choice(pages)
    for _ in range(dice.choice((1, 2, 4, 8, 30))):
        page = dice.choice(DAMAGES)(page, dice, pages)[: 2 * LARGEST]
    encoding = "utf-8" if dice.randrange(6) else dice.choice(ENCODINGS)
    handler = "surrogatepass" if encoding.startswith("utf") else "replace"
    return page.encode(encoding, handler), dice.choice(TYPES) if not dice.randrange(4) else TYPES[0]


def _places(page: str, dice: random.Random) -> tuple[int, int]:
    """Return where a stretch begins and ends, rather at tags than within them."""
    here, there = sorted(dice.randrange(len(page) + 1) for _ in "ab")
    there = min(there, here + dice.choice((10, 300, 5_000)))
    if dice.randrange(4):
        here, there = (max(page.find("<", place), 0) for place in (here, there))
    return min(here, there), max(here, there)


def _cut(page: str, dice: random.Random, _: list[str]) -> str:
    here, there = _places(page, dice)
    return page[:here] + page[there:]


def _doubled(page: str, dice: random.Random, _: list[str]) -> str:
    here, there = _places(page, dice)
    return page[:there] + page[here:there] * dice.choice((1, 1, 3, 40)) + page[there:]


def _moved(page: str, dice: random.Random, pages: list[str]) -> str:
    """Put a stretch of another page somewhere."""
    other = dice.choice(pages)
    here, there = _places(other, dice)
    at, _end = _places(page, dice)
    return page[:at] + other[here:there] + page[at:]


def _wrapped(page: str, dice: random.Random, _: list[str]) -> str:
    """Put a stretch into an element, or a deep nest of them; they may not be closed."""
    here, there = _places(page, dice)
    name, attribute = dice.choice(NAMES), dice.choice(ATTRIBUTES)
    times = dice.choice((1, 1, 1, 4, 60))
    closed = f"</{name}>" * times if dice.randrange(4) else ""
    return page[:here] + f"<{name} {attribute}>" * times + page[here:there] + closed + page[there:]


def _renamed(page: str, dice: random.Random, _: list[str]) -> str:
    """Call every tag of a name another."""
    found = {name for _, name in zip(range(400), _TAG.findall(page), strict=False)}
    if not found:
        return page
    old, new = dice.choice(sorted(found)), dice.choice(NAMES)
    return re.sub(rf"(?<=<)(/?){re.escape(old)}(?=[\s>])", rf"\1{new}", page)


def _dressed(page: str, dice: random.Random, _: list[str]) -> str:
    """Give attributes to some tags."""
    chance = dice.choice((2, 10, 100))

    def dress(tag: re.Match[str]) -> str:
        if tag[0].startswith("</") or dice.randrange(chance):
            return tag[0]
        return f"<{tag[1]} {dice.choice(ATTRIBUTES)} {tag[0][len(tag[1]) + 1 :]}"

    return _TAG.sub(dress, page)


def _unclosed(page: str, dice: random.Random, _: list[str]) -> str:
    return _TAG.sub(
        lambda tag: "" if tag[0].startswith("</") and not dice.randrange(3) else tag[0], page
    )


def _sprinkled(page: str, dice: random.Random, _: list[str]) -> str:
    """Put one piece into one or many places."""
    piece = dice.choice(PIECES)
    for _time in range(dice.choice((1, 1, 5, 50))):
        at = dice.randrange(len(page) + 1)
        page = page[:at] + piece + page[at:]
    return page


Damage = Callable[[str, random.Random, list[str]], str]
DAMAGES: list[Damage] = [
    *(_cut, _doubled, _moved, _wrapped, _wrapped, _renamed, _dressed, _unclosed, _sprinkled)
]


def outcome(body: bytes, content_type: str) -> str:
    """Read a page, and its HTML as a feed's; return what came of it. What must not be raised is
    raised."""
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        feed = read_feed(decode(body, content_type).text, URL, "The title of an entry")
        check(feed)
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        reading = read_page(body, URL, content_type, visible=True)
    except PageError as error:
        assert "\n" not in str(error)
        return error.happened
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    check(reading)
    assert reading.visible is not None
    # A page may show nothing, and give its article in its JSON-LD.
    is_shown = reading.visible.text or not reading.quality.page_words
    assert is_shown, "a page with an article shows nothing"
    return f"read, {' '.join(reading.quality.flags) or 'nothing doubtful'}"


def check(reading: Reading) -> None:
    """Hold what screens, claims and the library take for granted."""
    quality = reading.quality
    assert not quality.whole or quality.whole >= quality.words, quality
    assert not quality.page_words or quality.page_words >= quality.words, quality
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading
    for line in (reading.title, reading.notice, reading.document.byline):
        assert line == clean(line), ascii(line)
        assert "\n" not in line, ascii(line)
    for document in (reading.document, reading.visible):
        if document is not None:
            check_document(document)


def check_document(document: Document) -> None:
    """Hold that texts, blocks, spans and lines are in their places."""
    text = document.text
    assert text == clean(text), ascii(text[:300])
    shown = [block for block in document.blocks if block.kind is not Kind.RULE]
    assert text == SEPARATOR.join(text[block.start : block.end] for block in shown)
    assert all(above.end + len(SEPARATOR) == below.start for above, below in pairwise(shown))
    for block in shown:
        assert 0 <= block.start < block.end <= len(text), block
        assert is_edge(text, block.start), block
        assert is_edge(text, block.end), block
        assert [span.start for span in block.spans] == sorted(span.start for span in block.spans)
        for span in block.spans:
            assert block.start <= span.start < span.end <= block.end, span
            assert is_edge(text, span.start), span
            assert is_edge(text, span.end), span
            assert span.mark is not Mark.LINK or span.target.startswith(("http://", "https://"))
            assert span.mark is not Mark.NOTE or re.fullmatch(r"(?:#\d+)?", span.target), span
    for width in WIDTHS:
        check_layout(document, width)


def check_layout(document: Document, width: int) -> None:
    """Hold that all words are on a line, and that columns and positions lead to each other."""
    layout = wrap(document, width)
    text = document.text
    at = 0
    for row, line in enumerate(layout.lines):
        assert at <= line.start <= line.end, (width, line)
        assert not text[at : line.start].strip(), (width, line, text[at : line.start])
        at = max(at, line.end)
        if line.spacer or row % 7:
            continue
        for position in (line.start, (line.start + line.end) // 2):
            if position < line.end and is_edge(text, position):
                found = layout.position_at(row, layout.column(line, position))
                assert layout.column(line, found) == layout.column(line, position), (width, line)
    assert not text[at:].strip(), (width, text[at:])


def _too_long(*_: object) -> None:
    raise _TooLongError


def main() -> int:
    """Break and read pages, print what came of them, return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.page_fuzz")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--only", type=int, help="the one page with this number")
    given = parser.parse_args()
    signal.signal(signal.SIGPROF, _too_long)
    shared = Path(os.environ.get("NEWSREAD_SHARED") or Path(__file__).parents[2] / "shared")
    pages = originals(shared)
    print(f"seed {given.seed}, {len(pages)} pages to break")
    if given.only is not None:
        print(outcome(*broken(pages, random.Random(f"{given.seed} {given.only}"))))
        return 0
    came: Counter[str] = Counter()
    wrong = []
    until = time.monotonic() + given.seconds
    number = 0
    while time.monotonic() < until:
        try:
            came[outcome(*broken(pages, random.Random(f"{given.seed} {number}")))] += 1
        except _TooLongError:
            wrong.append(f"--only {number}: takes more than {LIMIT} s")
        except Exception as error:
            wrong.append(f"--only {number}: {type(error).__name__}: {error}"[:300])
        number += 1
    for what, count in came.most_common():
        print(f"{count:>8} {what}")
    print(
        f"{number:>8} pages, {len(wrong)} neither read nor refused as they must be",
        *wrong,
        sep="\n",
    )
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
