"""What is told on a page before its text is read, for its elements say it and readability drops
them: what only seems to be hidden, embeds and footnotes.

Worth F1 +0.0000 on articles and news, which have few of them; golden pages tell what it is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.pages.embeds import settle_embeds
from newsread.pages.footnotes import settle_footnotes
from newsread.pages.protect import reveal

if TYPE_CHECKING:
    from newsread.pages.guard import Guarded


def settle(guarded: Guarded) -> Guarded:
    """Return the page with all of its text in sight, its embeds and footnotes told apart, in place;
    one that is too deep for an article to be looked for as it is."""
    if guarded.root is not None and not guarded.deep:
        reveal(guarded.root)
        settle_embeds(guarded.root)
        settle_footnotes(guarded.root)
    return guarded
