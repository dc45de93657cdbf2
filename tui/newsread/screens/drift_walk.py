"""From one claim of an article that has drifted to the next, in the order of their places.

A claim whose words stand nowhere any more, or in several places, has no place: it comes where it
stood last, at the nearest place that both texts have. Nothing is said to stand there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsread.claims.drift import is_drifted
from newsread.claims.fared import drift_mark, fared
from newsread.text.same_place import same_place
from newsread.text.segment import Range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.claims.claim import Claim
    from newsread.library.records import Article, Revision
    from newsread.library.store import Library
    from newsread.services.annotate import Placed
    from newsread.text.select.selection import Parts

STOOD_HERE = "it stood about here"


class Stop(NamedTuple):
    """A claim that has drifted, and where to go for it."""

    parts: Parts
    """Code points, half open; nothing where the text is empty or its former text is gone."""
    claim: Claim
    placed: bool
    """Whether its words, or what has become of them, stand there."""

    @property
    def start(self) -> int:
        """Where to go."""
        return self.parts[0].start if self.parts else 0

    @property
    def told(self) -> str:
        """What has become of the claim, in one sentence."""
        mark = drift_mark(self.claim)
        glyph = mark.glyph if mark is not None else ""
        told = f"{glyph} {fared(self.claim)}"
        return told if self.placed else f"{told}; {STOOD_HERE}"


class DriftWalk:
    """Knows where the walk has come to."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._at: tuple[str, Parts] = ("", ())
        """The claim gone to last, and what was selected for it."""
        self._text = ""
        """The revision that the places are on."""
        self._stood: dict[str, Parts] = {}
        """Of claims without a place, by id, where to go for them."""

    def step(
        self,
        article: Article,
        revision: Revision,
        claims: Iterable[Placed],
        here: Parts,
        *,
        forward: bool,
    ) -> Stop | None:
        """Return the next of `claims` that has drifted, or the one before; None where there is
        none. `here` is what is selected in the text, a `revision` of the article."""
        if revision.revision != self._text:
            self._text, self._stood = revision.revision, {}
        stops = sorted(
            (self._stop(article, revision, each) for each in claims if is_drifted(each.claim)),
            key=lambda stop: (stop.start, stop.claim.id),
        )
        ids = [stop.claim.id for stop in stops]
        if here == self._at[1] and self._at[0] in ids:
            number = ids.index(self._at[0])
            wanted = stops[number + 1 :] if forward else stops[:number]
        else:
            position = here[0].start if here else 0
            wanted = [stop for stop in stops if (stop.start >= position) is forward]
        if not wanted:
            return None
        return wanted[0] if forward else wanted[-1]

    def arrived(self, stop: Stop, here: Parts) -> None:
        """Take note that a stop was gone to, for which `here` is selected."""
        self._at = (stop.claim.id, here)

    def _stop(self, article: Article, revision: Revision, placed: Placed) -> Stop:
        claim = placed.claim
        if placed.segments:
            return Stop(tuple(Range(each.start, each.end) for each in placed.segments), claim, True)
        if claim.id not in self._stood:
            self._stood[claim.id] = where_it_stood(self._library, article, revision, claim)
        return Stop(self._stood[claim.id], claim, False)


def where_it_stood(library: Library, article: Article, revision: Revision, claim: Claim) -> Parts:
    """Return what stands in a `revision` of the article where the claim's words stood last; nothing
    where none of the texts on which they stood is kept."""
    for anchor in reversed(claim.anchors):
        parts = tuple(Range(each.start, each.end) for each in anchor.segments)
        if parts and anchor.revision == revision.revision:
            return parts
        former = library.revision(article.id, anchor.revision) if parts else None
        if former is not None:
            return same_place(former.document, revision.document, parts)
    return ()
