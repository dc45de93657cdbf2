"""The article: its text to read and select from, and its claims to walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.claims.claim import Segment
from newsread.text.segment import Range
from newsread.widgets.selecting_view import SelectingView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.claims.highlight import Highlight, Highlights
    from newsread.claims.vocabulary import Vocabulary
    from newsread.keymap import Keymap


class ArticleView(SelectingView):
    """A view of a text with claims over it."""

    BINDINGS = bindings(Where.ARTICLE)

    def __init__(
        self,
        vocabulary: Vocabulary,
        width: int,
        keymap: Keymap,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(vocabulary, width, keymap, id=id)
        self._held = ""
        """The claim last captured or walked to, until the caret leaves it."""
        self.last = ""
        """The same, still after the caret has left it: what one more part is added to."""

    # Claims

    def show_claims(self, highlights: Highlights, hold: str | None = None) -> None:
        """Lay `highlights` over the text; `hold` names the claim to make current, if any."""
        before = self.current_claim
        rows = self.page.lay(highlights)
        if hold is not None:
            self._held = self.last = hold
        if self._held and highlights.get(self._held) is None:
            self._held = ""
        for claim in (before, self.current_claim):
            if claim is not None:
                rows |= self.page.rows_of(claim.segments)
        self._draw_anew(rows)
        self.post_message(self.SelectionMoved(self))

    def go_to_claim(self, id: str) -> bool:  # noqa: A002
        """Select the words of a claim and make it current; False when they are not on this text."""
        highlight = self.page.highlights.get(id)
        if highlight is None:
            return False
        self.move(lambda caret: caret.select(_ranges(highlight.segments)))
        self._held = self.last = id
        self._draw_anew(self.page.rows_of(highlight.segments))
        self._show_selection(centre=True)
        return True

    @property
    def current_claim(self) -> Highlight | None:
        """The claim last captured or walked to until the caret leaves it; else the shortest."""
        if self._held:
            return self.page.highlights.get(self._held)
        return next(iter(self.claims_here), None)

    @property
    def claims_here(self) -> list[Highlight]:
        """The claims with words in the selection, the shortest first."""
        return self.page.highlights.touching(self.parts)

    def has_moved(self) -> None:
        """The caret has left the claim that was held."""
        self._held = ""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The selection as a claim's segments."""
        return tuple(Segment(*part) for part in self.parts)

    def action_next_claim(self) -> None:
        """Go to the next claim in this article."""
        self._walk(self.page.highlights.after(self._standing_on(), self.selection.start))

    def action_previous_claim(self) -> None:
        """Go to the claim before."""
        self._walk(self.page.highlights.before(self._standing_on(), self.selection.start))

    def _standing_on(self) -> Highlight | None:
        return self.page.highlights.get(self._held) if self._held else None

    def _walk(self, highlight: Highlight | None) -> None:
        self.touched = True
        if highlight is not None:
            self.go_to_claim(highlight.id)


def _ranges(segments: Iterable[Segment]) -> list[Range]:
    return [Range(each.start, each.end) for each in segments]
