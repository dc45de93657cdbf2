"""What is wrong with a claim that came from elsewhere, beyond the types of its fields. Pure.

Names of types, statuses and verdicts are not looked up: they are the vocabulary's of the newsroom
that wrote them, and a claim whose word is listed no longer is a claim all the same.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

import msgspec

from newsread.claims.tags import LONGEST as LONGEST_TAG
from newsread.text.clean import is_harmful

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsread.claims.claim import Claim, Segment

LONGEST = 1_000_000
"""Code points of one text; an article has fewer."""
LONGEST_NAME = 300
"""Code points of a name: of a type, a status, a verdict, a speaker."""
LONGEST_ADDRESS = 4096
MOST_CONFIDENT = 3

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_HASH = re.compile(r"(?:[0-9a-f]{64})?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s<>\"\\]+", re.IGNORECASE)
_BLANK = re.compile(r"[\s,]")


def is_id(text: str) -> bool:
    """Tell whether `text` is an id as claims of ours have it: a UUID (RFC 9562) in lower case."""
    return _ID.fullmatch(text) is not None


def mistake_in(claim: Claim) -> str:
    """Return what is wrong with `claim`, the first thing, in a few words; empty when nothing is."""
    return next(_mistakes(claim), "")


def _mistakes(claim: Claim) -> Iterator[str]:
    if not is_id(claim.id):
        yield "its id is no UUID in lower case"
    yield from _in_texts(msgspec.to_builtins(claim))
    for name, text in (("quote", claim.quote), ("type", claim.type), ("status", claim.status)):
        if not text.strip():
            yield f"its {name} is empty"
    yield from _in_names(claim)
    for tag in claim.tags:
        if not tag or _BLANK.search(tag) or len(tag) > LONGEST_TAG:
            yield f"“{tag}” is no tag: without blanks and commas, at most {LONGEST_TAG} characters"
    for name, text in (("revision", claim.revision), ("article's key", claim.article.key)):
        if not _HASH.fullmatch(text):
            yield f"its {name} is no sha256 in hex"
    yield from _in_places(claim)
    yield from _in_times(claim)
    if claim.confidence is not None and not 0 <= claim.confidence <= MOST_CONFIDENT:
        yield f"its confidence is not from 0 to {MOST_CONFIDENT}"
    if claim.segmenter < 0:
        yield "its segmenter is below 0"
    yield from _in_addresses(claim)


def _in_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if is_harmful(value):
            yield "it has characters that would act on a terminal"
        if len(value) > LONGEST:
            yield f"a text of it has more than {LONGEST} characters"
    elif isinstance(value, dict):
        for each in value.values():
            yield from _in_texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _in_texts(each)


def _in_names(claim: Claim) -> Iterator[str]:
    speaker = claim.speaker
    named = {
        "type": claim.type,
        "status": claim.status,
        "verdict": claim.verdict,
        "language": claim.lang,
        "annotator": claim.annotator,
        "speaker's name": speaker.name if speaker else "",
        "speaker's role": speaker.role if speaker else "",
    }
    for what, name in named.items():
        if len(name) > LONGEST_NAME or len(name.splitlines()) > 1:
            yield f"its {what} is not one line of at most {LONGEST_NAME} characters"
    for related in claim.related:
        if not related.id or len(related.id) > LONGEST_NAME:
            yield "the id of a claim that it is related to is empty or too long"


def _in_places(claim: Claim) -> Iterator[str]:
    """Yield what is wrong with segments: they are half open, not empty, in order, and apart."""
    if not _are_in_order(claim.segments):
        yield "its segments are not in order"
    for anchor in claim.anchors:
        if not _are_in_order(anchor.segments):
            yield "the segments of an anchor are not in order"
        if not _HASH.fullmatch(anchor.revision):
            yield "the revision of an anchor is no sha256 in hex"
        if not (isfinite(anchor.similarity) and 0 <= anchor.similarity <= 1):
            yield "the similarity of an anchor is not from 0 to 1"
    for cut in claim.cuts:
        if not _are_in_order(cut.segments):
            yield "the segments of an earlier cut are not in order"
        if not _HASH.fullmatch(cut.revision):
            yield "the revision of an earlier cut is no sha256 in hex"


def _are_in_order(segments: Iterable[Segment]) -> bool:
    segments = tuple(segments)
    return all(0 <= each.start < each.end for each in segments) and all(
        one.end <= other.start for one, other in pairwise(segments)
    )


def _in_times(claim: Claim) -> Iterator[str]:
    for name, needed in (("created", claim.created), ("modified", claim.modified)):
        if not _is_moment(needed):
            yield f"its field {name} is no RFC 3339 date and time"
    others: list[tuple[str, str | None]] = [
        ("the article was published", claim.article.published),
        ("the article was retrieved", claim.article.retrieved),
        *(("an anchor was made", each.at) for each in claim.anchors),
        *(("evidence was retrieved", each.retrieved) for each in claim.evidence),
        *(("an earlier text was retrieved", each.retrieved) for each in claim.cuts),
    ]
    for what, moment in others:
        if moment and not _is_moment(moment):
            yield f"when {what} is no RFC 3339 date and time"
    if any(not _is_moment(each.at) for each in claim.cuts):
        yield "when it was cut anew is no RFC 3339 date and time"
    if claim.said_on and not is_partial_date(claim.said_on):
        yield "the day it was said on is no year, month or day (2026, 2026-11, 2026-11-26)"


def _is_moment(text: str) -> bool:
    try:
        return _MOMENT.fullmatch(text) is not None and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def is_partial_date(text: str) -> bool:
    """Tell whether `text` is a year, a month or a day: ``2026``, ``2026-11``, ``2026-11-26``."""
    parts = _PARTIAL_DATE.fullmatch(text)
    try:
        return parts is not None and bool(date(*(int(part or 1) for part in parts.groups())))
    except ValueError:
        return False


def _in_addresses(claim: Claim) -> Iterator[str]:
    for evidence in claim.evidence:
        if not _HASH.fullmatch(evidence.hash):
            yield "the hash of a source is no sha256 in hex"
        for address in (evidence.url, evidence.archive):
            if address and (len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address)):
                yield "the address of a source is not http or https"
    for address in (claim.article.url, claim.article.feed):
        if len(address) > LONGEST_ADDRESS:
            yield "the article's address is too long"
