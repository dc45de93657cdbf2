"""What is told on a page before its article is looked for, for its elements say it and readability
drops them: embeds and footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.pages.embeds import settle_embeds
from newsread.pages.footnotes import settle_footnotes

if TYPE_CHECKING:
    from newsread.pages.guard import Guarded


def settled(guarded: Guarded) -> Guarded:
    """Return a page with its embeds and footnotes told apart, if it is not too deep for that."""
    if guarded.root is not None and not guarded.deep:
        settle_embeds(guarded.root)
        settle_footnotes(guarded.root)
    return guarded
