"""Real pages, edited on the quiet: what a check finds of every sentence that was marked."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from pathlib import Path
from urllib.request import Request, urlopen
from xml.etree import ElementTree

from newsread.claims.claim import Segment
from newsread.claims.drift import is_drifted, state_of
from newsread.claims.material import changes_in_words
from newsread.services.reading import save_article
from newsread.services.watching import check
from newsread.workers.page_child import PageChild
from tests.fakes.newsroom import Newsroom

PAGES = 8
"""Pages that are edited; of some the markup leaves no sentence whole."""
SENTENCE = re.compile(r"[^.!?\n]{60,}[.!?]")


def get(url: str, method: str = "GET") -> bytes:
    with urlopen(Request(url, method=method), timeout=10) as answer:
        read: bytes = answer.read()
    return read


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence begins and ends there, and not a number or a host at its point."""
    begins = not (text[start].isalnum() and text[start - 1 : start] == ".")
    return begins and not text[end : end + 1].isalnum()


async def mark_all(room: Newsroom, child: PageChild, url: str) -> list[str]:
    """Save the page at `url` and mark each sentence that it has once; return them."""
    article = await save_article(room.library, child, url)
    revision = room.library.revision(article.id)
    assert revision is not None
    text = revision.document.text
    sentences = {
        each[0].strip() for each in SENTENCE.finditer(text) if is_whole(text, *each.span())
    }
    marked = [each for each in sorted(sentences) if text.count(each) == 1]
    for each in marked:
        start = text.index(each)
        room.annotator.capture(article, revision, [Segment(start, start + len(each))], "other")
    return marked


async def test_the_figure_is_named_the_dropped_sentence_is_gone_and_nothing_else_changed(
    newsroom: str, tmp_path: Path
) -> None:
    feed = ElementTree.fromstring(get(f"{newsroom}feeds/daily-3.xml"))
    pages = [each.text or "" for each in feed.iter() if each.tag.endswith(("guid", "}id"))]
    pages = [each for each in pages if "/pages/" in each][:PAGES]
    child = PageChild()
    with Newsroom(tmp_path) as room:
        try:
            for each in pages:
                await mark_all(room, child, each)
            claims = room.ledger.all()
            lock = room.places.check_lock

            async def checked() -> None:
                await check(
                    room.library, room.ledger, child, lock, claims=room.ledger.all(), pause=0.0
                )

            await checked()
            assert room.ledger.all() == claims
            edits = [
                json.loads(
                    await asyncio.to_thread(get, each.replace("/pages/", "/__revise/"), "POST")
                )
                for each in pages
            ]
            await checked()
        finally:
            await child.close()
        figures = {each["figure"][0].strip(): each["figure"][1] for each in edits if each["figure"]}
        dropped = {each["dropped"].strip() for each in edits if each["dropped"]}
        found: Counter[str] = Counter()
        for claim in room.ledger.all():
            if claim.quote in figures:
                assert state_of(claim) == "changed-material"
                assert " → " in changes_in_words(claim)
                assert claim.anchors[-1].quote == figures[claim.quote].strip()
                found["figures"] += 1
            elif claim.quote in dropped:
                assert state_of(claim) == "orphaned", claim.quote
                found["dropped"] += 1
            else:
                found["others drifted" if is_drifted(claim) else "others"] += 1
        assert found["figures"] >= 3
        assert found["dropped"] >= 3
        assert found["others"] >= 60
        assert found["others drifted"] == 0
