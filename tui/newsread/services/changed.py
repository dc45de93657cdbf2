"""What changed in an article's text, in words for a line: the first few things that say something
else, and which text a person read before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsread.library.records import Revision
    from newsread.library.store import Library


def changes_in_text(old: Revision, new: Revision) -> str:
    """Return what a `new` text of an article says that an `old` one did not, in a few words; empty
    where it says the same, or where the desk has changed nothing of it."""
    if new.cause not in ("first", "edit"):
        return ""
    # Here, for rapidfuzz comes with them, which few who open an article need.
    from newsread.claims.material import text_changes_in_words

    return text_changes_in_words(old.document.text, new.document.text, new.document.lang)


def text_read(library: Library, article_id: int, newest: Revision) -> Revision | None:
    """Return the clean text of an article that a person read before its `newest`: that in which
    they were, else the one before; None where there is none."""
    position = library.position(article_id)
    if position is not None and position.revision != newest.revision:
        left_in = library.revision(article_id, position.revision)
        if left_in is not None and left_in.role == "clean":
            return left_in
    earlier = (
        each
        for each in library.revisions(article_id)
        if each.role == "clean" and each.cause != "unknown" and each.revision != newest.revision
    )
    return next(earlier, None)
