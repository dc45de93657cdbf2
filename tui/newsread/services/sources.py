"""A source that a person names, with what newsread has read at its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.claims.claim import Evidence, timestamp
from newsread.errors import AddressError
from newsread.services.revising import is_founded
from newsread.web.addresses import parse_address

if TYPE_CHECKING:
    from newsread.library.store import Library


def source_as_read(library: Library, url: str) -> Evidence | None:
    """Return the source at an address, with the hash of its newest clean text and when that was
    retrieved; None where it is no article of the library whose text was read."""
    try:
        address = parse_address(url)
    except AddressError:
        return None
    for known in dict.fromkeys((address.request, address.page)):
        article = library.find_article(known)
        text = library.revision(article.id) if article is not None else None
        if text is not None and is_founded(text):
            return Evidence(url=url, hash=text.revision, retrieved=timestamp(text.retrieved))
    return None
