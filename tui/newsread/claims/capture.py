"""From marked words to a claim, and from a claim back to its words. Pure.

A claim keeps its exact words, enough of what stands around them to be found again by any other
program, and the revision it was made on. On another revision its words are looked for whole and
unchanged; where they are not, or not just once, nothing is guessed.
"""

from __future__ import annotations

from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import msgspec

from newsread.claims.claim import (
    Anchor,
    ArticleReference,
    Claim,
    Cut,
    Segment,
    new_id,
    timestamp,
)
from newsread.claims.drift import DRIFTED, is_pinned
from newsread.text.find import Findable
from newsread.text.grapheme import grapheme_end, grapheme_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from regex import Pattern

    from newsread.text.document import Document

JOINT = " … "
"""Stands between the segments of a quote."""
CONTEXT = 32
"""Fewest code points of `prefix` and `suffix`, where the text has them: Hypothesis' number."""
LONGEST_CONTEXT = 1024
"""Most of them: a text of one phrase repeated has no context that it has only once."""


MOST_PLACES = 1_000
"""Places of a claim's words that are looked at: in a text of one letter they are everywhere."""


def capture(
    document: Document,
    segments: Sequence[Segment],
    *,
    type: str,  # noqa: A002
    article: ArticleReference,
    annotator: str,
    lang: str,
    now: float,
    segmenter: int,
    status: str = "todo",
) -> Claim:
    """Return the claim that marks `segments` of the document's text.

    Args:
        document: the text that was on the screen.
        segments: one or more, in the text's order, apart, none empty, on grapheme edges.
        type: a type's name.
        article: where the text is from.
        annotator: who marks it.
        lang: BCP 47, or empty.
        now: POSIX seconds.
        segmenter: version of the sentence rules.
        status: a status' name.

    Raises:
        ValueError: `segments` are not as they must be; a caller's mistake.
    """
    cut = _cut(document, segments)
    moment = timestamp(now)
    return Claim(
        id=new_id(now),
        **msgspec.structs.asdict(cut),
        article=article,
        anchors=(
            Anchor(
                revision=cut.revision, segments=cut.segments, state="exact", by=annotator, at=moment
            ),
        ),
        type=type,
        status=status,
        lang=lang,
        annotator=annotator,
        created=moment,
        modified=moment,
        segmenter=segmenter,
    )


def recut(
    claim: Claim,
    document: Document,
    segments: Sequence[Segment],
    *,
    by: str,
    retrieved: str | None,
    now: float,
    segmenter: int,
) -> Claim:
    """Return `claim` with other words, those at `segments` of the document's text.

    Everything a person has said about it stays; the words it had go to `cuts`. Arguments as for
    `capture`; `retrieved` is when this text was got.

    Raises:
        ValueError: `segments` are not as they must be; a caller's mistake.
    """
    cut = _cut(document, segments)
    moment = timestamp(now)
    former = Cut(
        quote=claim.quote,
        prefix=claim.prefix,
        suffix=claim.suffix,
        segments=claim.segments,
        revision=claim.revision,
        retrieved=claim.article.retrieved,
        at=moment,
    )
    place_now = Anchor(
        revision=document.revision, segments=tuple(segments), state="exact", by=by, at=moment
    )
    return msgspec.structs.replace(
        claim,
        **msgspec.structs.asdict(cut),
        article=msgspec.structs.replace(claim.article, retrieved=retrieved),
        anchors=(*claim.anchors, place_now),
        cuts=(*claim.cuts, former),
        segmenter=segmenter,
        modified=moment,
    )


class _WordsOf(msgspec.Struct, frozen=True):
    """What a claim says of its words, by the names of its fields."""

    quote: str
    prefix: str
    suffix: str
    segments: tuple[Segment, ...]
    revision: str


def _told_by(anchor: Anchor, claim: Claim, text: str) -> tuple[Segment, ...] | None:
    """Return where an anchor for this very text says the claim's words, or what has become of them,
    stand: nowhere, where it says so; None where what it says does not hold.

    Since it was made the claim may have been cut anew, and another program may have written it.
    """
    holds_yet = anchor.at >= (claim.cuts[-1].at if claim.cuts else "")
    if not anchor.segments:
        return () if holds_yet and anchor.state in DRIFTED else None
    if not all(0 <= each.start < each.end <= len(text) for each in anchor.segments):
        return None
    there = joined(text, anchor.segments)
    changed = anchor.state.startswith("changed") or there == anchor.quote
    return anchor.segments if there == claim.quote or (changed and holds_yet) else None


def joined(text: str, segments: Iterable[Segment]) -> str:
    """Return the words at `segments` of a text as a quote has them."""
    return JOINT.join(text[each.start : each.end] for each in segments)


def _cut(document: Document, segments: Sequence[Segment]) -> _WordsOf:
    text = document.text
    if (
        not segments
        or any(not 0 <= each.start < each.end <= len(text) for each in segments)
        or any(one.end > other.start for one, other in pairwise(segments))
    ):
        raise ValueError(f"no stretches of a text of {len(text)}: {segments}")
    start, end = segments[0].start, segments[-1].end
    before, after = _context(text, start, end)
    return _WordsOf(
        quote=joined(text, segments),
        prefix=text[before:start],
        suffix=text[end:after],
        segments=tuple(segments),
        revision=document.revision,
    )


def place(claim: Claim, document: Document) -> tuple[Segment, ...] | None:
    """Return where the claim's words stand in the document's text, or None.

    On a revision that the claim is anchored to, that is where the anchor says, and nowhere where it
    says that; unless the claim has been cut anew since and has other words, or a person has decided
    that what the anchor tells of is not what the claim is about. On any other, every segment must
    stand there just once, in order, as whole words: “rose by 4” is not in “rose by 4.7 %”.
    """
    text, kept = document.text, is_pinned(claim)
    for anchor in reversed(claim.anchors):
        foreign = kept and anchor.state in DRIFTED and not anchor.pinned
        if anchor.revision == document.revision and not foreign:
            told = _told_by(anchor, claim, text)
            if told is not None:
                return told or None
    found: list[Segment] = []
    for words in _segment_texts(claim):
        places = islice(_occurrences(text, words), MOST_PLACES)
        whole = (at for at in places if _are_words(text, at, at + len(words)))
        starts = list(islice(whole, 2))
        if len(starts) != 1 or (found and starts[0] < found[-1].end):
            return None
        found.append(Segment(starts[0], starts[0] + len(words)))
    return tuple(found) or None


def find_quote(document: Document, quote: str) -> list[tuple[int, int]]:
    """Return the places of `quote` in the document's text, as half-open pairs of code points.

    Both are compared NFC, with every run of white space as one space and curly quotation marks as
    straight ones; case counts. Places inside longer words count only when there are no others.
    """
    text = document.text
    found = [(start, end) for start, end in Findable(text).places(quote)]
    return [(start, end) for start, end in found if _are_words(text, start, end)] or found


def _context(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the ends of a stretch around ``text[start:end]`` that the text has only once."""
    reach = CONTEXT
    while True:
        before, after = _edge_before(text, start - reach), _edge_after(text, end + reach)
        stretch = text[before:after]
        if reach >= LONGEST_CONTEXT or (
            text.find(stretch) == before and text.find(stretch, before + 1) < 0
        ):
            return before, after
        reach *= 2  # a step at a time, a text of one phrase repeated would take thousands


def _edge_before(text: str, position: int) -> int:
    """Return a word's start at or before `position`; in a script without spaces, a grapheme's."""
    for at in range(position, max(position - CONTEXT, 0), -1):
        if text[at - 1].isspace() and not text[at].isspace():
            return grapheme_start(text, at)
    return grapheme_start(text, position if position > CONTEXT else 0)


def _edge_after(text: str, position: int) -> int:
    """Return a word's end at or after `position`; in a script without spaces, a grapheme's."""
    for at in range(position, min(position + CONTEXT, len(text))):
        if text[at].isspace() and not text[at - 1].isspace():
            return grapheme_end(text, at)
    return grapheme_end(text, position if position < len(text) - CONTEXT else len(text))


def _segment_texts(claim: Claim) -> Iterator[str]:
    """Yield the words of each segment. By length: a quote may have an ellipsis of its own."""
    at = 0
    for segment in claim.segments:
        length = segment.end - segment.start
        yield claim.quote[at : at + length]
        at += length + len(JOINT)


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Yield where `words` begin in `text`; they may overlap."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _are_words(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` begins and ends where words do (UAX 29, 4.1)."""
    edge = _word_edge()
    return bool(edge.match(text, start) and edge.match(text, end))


@cache
def _word_edge() -> Pattern[str]:
    # Imported when first needed: a claim on the text it was made on never asks.
    import regex

    return regex.compile(r"\b", regex.WORD)
