"""How long a claim takes from the key to the screen: ``python -m tests.painted``.

In the whole reader: an article of 20,000 words with 300 overlapping claims, 2,000 in the ledger.
The time ends when the last line of the claim is painted; it is on the disk by then.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from newsread.app import ReaderApp
from newsread.claims.capture import capture
from newsread.claims.claim import ArticleReference, Claim, Segment
from newsread.feeds.entry import Entry
from newsread.paths import Places
from newsread.services.desk import Desk
from newsread.text.document import Document
from newsread.text.quality import Quality
from newsread.text.select.sentences import Sentences
from newsread.widgets.article_page import ArticlePage
from tests.end_to_end.test_key_budget import document
from tests.fakes.claims import NOON
from tests.fakes.pages import PagesInPlace
from tests.fakes.texts import store_revision
from tests.pictures import settled
from tests.screens.driving import view

IN_ALL, HERE, TIMES = 2_000, 300, 40


def claims(text: Document, key: str) -> Iterator[Claim]:
    """Yield claims of one to three sentences of `text`, each second one overlapping the one before;
    `HERE` of them on the article with `key`, the others on fifty more."""
    ranges = Sentences(text).ranges
    reference = ArticleReference(
        key=key, url="https://a.example/1", title="Costs", outlet="The Paper", feed="feed"
    )
    for number in range(IN_ALL):
        here = number < HERE
        at = (number * 2 if here else number) % (len(ranges) - 2)
        yield capture(
            text,
            [Segment(ranges[at].start, ranges[at + number % 3].end)],
            type=("quantity", "causal", "rule")[number % 3],
            article=reference if here else msgspec.structs.replace(reference, key=f"{number % 50}"),
            annotator="ida",
            lang="en",
            now=NOON + number,
            segmenter=1,
        )


async def measure(desk: Desk) -> list[float]:
    """Return the milliseconds that each of `TIMES` claims took."""
    painted = 0.0
    paint = ArticlePage._paint

    def watched(self: ArticlePage, row: int, *rest: object) -> object:
        nonlocal painted
        strip = paint(self, row, *rest)  # type: ignore[arg-type]
        painted = time.perf_counter()
        return strip

    ArticlePage._paint = watched  # type: ignore[method-assign, assignment]
    app, took = ReaderApp(desk, PagesInPlace()), []  # type: ignore[arg-type]
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        for key in ("G", "enter"):
            await pilot.press(key)
            await settled(pilot)
        shown = view(app).page
        assert len(shown.highlights) == HERE
        for number in range(TIMES):
            for key in ("j", "v", "b"):  # other words than any claim's
                await pilot.press(key)
            await settled(pilot)
            await asyncio.sleep(0.3)
            began = time.perf_counter()
            await pilot.press("1")
            await pilot.pause()
            took.append(1_000 * (painted - began))
            assert len(shown.highlights) == HERE + number + 1
            await settled(pilot)
    return took


def main() -> None:
    """Print the median and the longest."""
    text = document(20_000, paragraphs=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["NEWSREAD_HOME"] = home
        places = Places.find(Path(home))
        places.make()
        places.settings.write_text("[refresh]\nat_start = false\n", encoding="utf-8")
        with Desk.open(places) as desk:
            entry = Entry(identity="costs", title="Costs", url="https://a.example/1")
            kept = desk.library.save_article(entry, "The Paper", now=NOON)
            store_revision(desk.library, kept.id, text, "page", NOON, Quality(words=text.words))
            desk.ledger.put_all(claims(text, kept.key))
            took = asyncio.run(measure(desk))
    print(f"{TIMES} claims: median {statistics.median(took):.0f} ms, longest {max(took):.0f} ms")


if __name__ == "__main__":
    main()
