"""Why a quote that was given is no claim: it stands nowhere in the text, or in several places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsread.errors import QuoteError
from newsread.text.clean import clean_line
from newsread.text.segment import document_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.text.document import Document

AROUND = 30
"""Code points shown on both sides of a place where a quote stands."""
PLACES = 3
"""Most places of a quote that a refusal shows."""
_WORD = re.compile(r"\w+")


def not_there_once(document: Document, quote: str, found: Sequence[tuple[int, int]]) -> QuoteError:
    """Return the refusal of a quote, with what a person needs to give a better one."""
    thing = f"“{clean_line(quote, limit=80)}”"
    if not found:
        near = _nearest(document, quote)
        return QuoteError(
            thing,
            "is not in the article's text",
            f"Nearest to it is: “{clean_line(near, limit=200)}”"
            if near
            else "newsread show prints the text",
        )
    shown = [_around(document.text, start, end) for start, end in found[:PLACES]]
    more = "; and more" if len(found) > PLACES else ""
    return QuoteError(
        thing,
        f"stands in {len(found)} places: {'; '.join(shown)}{more}",
        "Give some of the words around it too",
    )


def _around(text: str, start: int, end: int) -> str:
    """Return the stretch with some of what stands around it, on one line."""
    before, after = max(start - AROUND, 0), min(end + AROUND, len(text))
    shown = clean_line(text[before:after], limit=80)
    return f"“{'…' if before else ''}{shown}{'…' if after < len(text) else ''}”"


def _nearest(document: Document, quote: str) -> str:
    """Return the sentence that has most of the quote's words, if it has half of them."""
    wanted = set(_WORD.findall(quote.casefold()))
    best, most = "", max(len(wanted), 1) / 2
    for start, end in document_sentences(document):
        sentence = document.text[start:end]
        shared = len(wanted.intersection(_WORD.findall(sentence.casefold())))
        if shared > most or (shared == most and not best):
            best, most = sentence, shared
    return best
