"""What is told on a page before its text is read, for its elements say it and readability drops
them: what only seems to be hidden, embeds and footnotes.

What the first is worth is told in `pages.protect`. Embeds and footnotes are worth F1 +0.0000 on
articles and news, which have few of them; golden pages tell what that is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.pages.elements import EMBEDDED, NOTE, NUMBER, REFERENCE, found_at
from newsread.pages.embeds import settle_embeds
from newsread.pages.footnotes import settle_footnotes
from newsread.pages.protect import show_what_is_wrapped, show_what_scripts_show

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsread.pages.guard import Guarded


def settle(guarded: Guarded) -> Guarded:
    """Return the page with all of its text in sight, its embeds and footnotes told apart, in place;
    of one that is too deep for an article to be looked for, only what scripts show is shown."""
    if guarded.root is not None:
        _disown(guarded.root)
        show_what_scripts_show(guarded.root)
    if guarded.root is not None and not guarded.deep:
        show_what_is_wrapped(guarded.root)
        settle_embeds(guarded.root)
        settle_footnotes(guarded.root)
    return guarded


def _disown(root: _Element) -> None:
    """Take from the page at `root` the names by which these rooms tell something to `blocks`."""
    for element in root.iter(EMBEDDED, REFERENCE):
        element.tag = "span"
    for element in found_at(root, f"//*[@{NOTE} or @{NUMBER}]"):
        for name in {NOTE, NUMBER}.intersection(element.keys()):
            del element.attrib[name]
