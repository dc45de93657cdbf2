"""Texts of articles put into a library, each field said only where it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.library.records import Revision

if TYPE_CHECKING:
    from newsread.library.records import Cause
    from newsread.library.store import Library
    from newsread.text.document import Document
    from newsread.text.quality import Quality, Role, Source


def store_revision(
    library: Library,
    article_id: int,
    document: Document,
    source: Source,
    retrieved: float,
    quality: Quality,
    notice: str = "",
    role: Role = "clean",
    made_of: str = "",
    cause: Cause = "first",
    extractor: int = 0,
) -> Revision:
    """Store a text of an article, and return the one of its role that is the newest then."""
    made = Revision(
        revision=document.revision,
        document=document,
        source=source,
        retrieved=retrieved,
        quality=quality,
        notice=notice,
        role=role,
        made_of=made_of,
        cause=cause,
        extractor=extractor,
    )
    return library.keep(article_id, made)
