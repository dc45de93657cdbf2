"""The article: its text to read and select from, and its claims to walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.actions import Where
from newsread.bindings import bindings
from newsread.claims.claim import Segment
from newsread.text.segment import Range
from newsread.widgets.selecting_view import SelectingView
from newsread.widgets.status import Said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.claims.highlight import Highlight, Highlights
    from newsread.claims.vocabulary import Vocabulary
    from newsread.keymap import Keymap
    from newsread.text.select.selection import Parts


NONE_YET = "There are no claims here yet; {article.capture} saves this sentence as one"
NONE_ON = "There is no claim from here on; {article.previous_claim} goes back"
NONE_BEFORE = "There is no claim before this"


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
        self.adjusted = ""
        """The claim whose words are being chosen anew."""

    # Claims

    def show_claims(self, highlights: Highlights, hold: str | None = None) -> None:
        """Lay `highlights` over the text; `hold` names the claim to make current, if any."""
        before = self.current_claim
        rows = self.page.lay(highlights)
        if hold is not None:
            self._held = self.last = hold
        if self._held and highlights.get(self._held) is None:
            self._held = ""
        if self.adjusted and highlights.get(self.adjusted) is None:  # another window deleted it
            self.keep_words()
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

    def go_to_place(self, parts: Parts) -> None:
        """Select `parts` of the text, its beginning where there are none; no claim is current for
        that."""
        self.move(lambda caret: caret.select(parts) if parts else caret.top())
        self._show_selection(centre=True)

    @property
    def current_claim(self) -> Highlight | None:
        """The claim last captured or walked to until the caret leaves it; else that of the very
        words selected, else the shortest."""
        if self._held:
            return self.page.highlights.get(self._held)
        here = self.claims_here
        same = (each for each in here if each.segments == self.segments)
        return next(same, here[0] if here else None)

    def is_meant(self, highlight: Highlight) -> bool:
        """Tell whether a type is for this claim, and not for the words that are selected.

        It is held, or they are its very words. A sentence that only holds a claim, or lies in one,
        is words of its own: what is selected is what is saved.
        """
        return highlight.id == self._held or highlight.segments == self.segments

    def adjust(self, highlight: Highlight) -> None:
        """Choose the words of a claim anew."""
        self.go_to_claim(highlight.id)
        self.adjusted = highlight.id
        how = "{article.capture_again} keeps them, {words.leave} drops them"
        self.begin_words(f"Choose its words anew: {how}")

    def end_words(self) -> None:
        """Choose no more words; a claim that was being adjusted has the words it had."""
        adjusted, self.adjusted = self.adjusted, ""
        super().end_words()
        if adjusted:
            self.go_to_claim(adjusted)
            self.post_message(Said("The claim keeps the words it had"))

    def keep_words(self) -> None:
        """Choose no more words: those that are chosen have been saved."""
        self.adjusted = ""
        if self.choosing_words:
            self.end_words()

    def _begin(self) -> None:
        """Show another text, or none; no claim is being adjusted on it."""
        self.adjusted = ""
        super()._begin()

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
        after = self.page.highlights.after(self._standing_on(), self.selection.start)
        there_are = bool(self.page.highlights)
        self._walk(after, NONE_ON if there_are else NONE_YET)

    def action_previous_claim(self) -> None:
        """Go to the claim before."""
        before = self.page.highlights.before(self._standing_on(), self.selection.start)
        self._walk(before, NONE_BEFORE if self.page.highlights else NONE_YET)

    def _standing_on(self) -> Highlight | None:
        return self.page.highlights.get(self._held) if self._held else None

    def _walk(self, highlight: Highlight | None, complaint: str) -> None:
        self.touched = True
        if highlight is not None:
            self.go_to_claim(highlight.id)
        elif self.caret is not None:
            self.say(complaint)


def _ranges(segments: Iterable[Segment]) -> list[Range]:
    return [Range(each.start, each.end) for each in segments]
