"""The feeds offered on the first run: ``starter.opml``, which ships with newsread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.paths import shipped_config

if TYPE_CHECKING:
    from newsread.exchange.feed_list import Outline

FILE = "starter.opml"


def starter_feeds() -> tuple[Outline, ...]:
    """Return the feeds to choose from, by folder; each has a title and says what it is.

    `newsread.services.importing.new_feed` makes one that can be added.
    """
    from newsread.exchange.opml import read_opml  # 35 ms that a start can do without

    return read_opml((shipped_config() / FILE).read_bytes(), FILE).outlines
