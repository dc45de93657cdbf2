"""Selecting in a text by other means than sentence by sentence: quoted speech, letters that lead to
places, words, a find, the mouse.

The mouse is handled here and not by Textual's own text selection, which counts code points one by
one and so ends inside emoji and in margins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.actions import Where, applies
from newsread.text.counted import counted
from newsread.text.segment import Range
from newsread.text.select.caret import Caret
from newsread.text.select.hints import HOME_ROW_FIRST, Hints, hints
from newsread.widgets.article_paint import Marked
from newsread.widgets.reading_view import ReadingView
from newsread.widgets.status import Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from newsread.claims.vocabulary import Vocabulary
    from newsread.keymap import Keymap
    from newsread.text.select.selection import Parts


GO_ON = "{everywhere.next_unread} and {everywhere.previous_unread} go on, {article.leave} ends"
"""What is said behind the number of a place that was found."""


class SelectingView(ReadingView):
    """A reading view in which anything can be selected."""

    class ModeChanged(ReadingView.ReadingMessage):
        """Other keys apply from now on."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        width: int,
        keymap: Keymap,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(vocabulary, width, id=id)
        self.hints: Hints | None = None
        """Letters at places, while one is to be typed; at words while words are chosen."""
        self.sought = ""
        """The words that are looked for, while a find is open."""
        self._told = ""
        """What is told while words are chosen."""
        self._found_from: Parts = ()
        self._pressed: int | None = None
        self._dragged = False
        """Whether the mouse has moved since it was pressed: then its release is no click."""
        bound = {
            key: binding.action
            for binding in keymap.bindings
            if applies(binding.action, Where.WORDS)
            for key in binding.keys
        }
        self._words_actions = {
            key: action.calls for key, action in bound.items() if action.where is Where.WORDS
        }
        self._keymap = keymap
        self._suspends = keymap.keys("everywhere.suspend")
        self._also_in_words = bound.keys() - self._words_actions.keys()
        letters = HOME_ROW_FIRST + HOME_ROW_FIRST.upper()
        self._word_letters = "".join(letter for letter in letters if letter not in bound)
        self._small_letters = sum(letter.islower() for letter in self._word_letters)
        """Words that get a label at least; capitals are for longer sentences."""

    def _begin(self) -> None:
        """Show another text, or none; what was begun in the one before is over."""
        self.hints, self.sought, self._found_from, self._pressed = None, "", (), None
        super()._begin()
        self.post_message(self.ModeChanged(self))

    @property
    def in_a_mode(self) -> bool:
        """Whether the next key means something on the very text that is shown."""
        return self.choosing_words or self.hints is not None or bool(self._found_from)

    def marked(self) -> Marked:
        """Return what stands out in the text, claims apart."""
        if self.caret is None:
            return Marked()
        return Marked(
            parts=self.caret.parts,
            end=self.caret.moving_end,
            hits=self.caret.hits,
            hit=self.caret.hit,
            choosing=self.caret.by_words,
            labels=self.hints.shown if self.hints else {},
        )

    def say(self, sentence: str) -> None:
        """Say `sentence`, with the user's keys for the actions that stand in braces."""
        self.post_message(Said(self._keymap.told(sentence)))

    @property
    def choosing_words(self) -> bool:
        """Whether words are being chosen, so that letters are not keys of the article."""
        return self.caret is not None and self.caret.by_words

    def leave_mode(self) -> bool:
        """End what was begun last: letters, words, a find, an extension. False without any."""
        if self.choosing_words:
            self.end_words()
        elif self.hints is not None:
            self._show_hints(None)
        elif self.sought:
            self.end_find()
        else:
            return self.move(Caret.drop_extension)
        return True

    # Larger and smaller

    def action_extend_down(self) -> None:
        """Extend the selection by the next sentence."""
        self._select(Caret.extend_down)

    def action_extend_up(self) -> None:
        """Extend the selection by the sentence before, or draw its end back."""
        self._select(Caret.extend_up)

    def action_grow(self) -> None:
        """Select the next larger thing around."""
        self._select(
            Caret.grow,
            "Whole paragraphs are selected; {article.extend_down} takes in more",
        )

    def action_shrink(self) -> None:
        """Select the next smaller thing within."""
        self._select(
            Caret.shrink,
            "There is nothing smaller than a word here; {article.words} chooses characters too",
        )

    def action_quoted_speech(self) -> None:
        """Select the next words in quotation marks."""
        self._select(Caret.quoted_speech, "There is no quoted speech from here on")

    def _select(self, move: Callable[[Caret], bool], complaint: str = "") -> None:
        self.go(move, self._keymap.told(complaint))
        if self.choosing_words:
            self._label_words()

    # Letters that lead to places

    def action_hints(self) -> None:
        """Show letters at the sentences on the screen."""
        if self.caret is None:
            return
        start, end = self._shown
        # In reading order and not by how near they are: the same sentence keeps its letters.
        places = list(self.caret.sentences.between(start, end))
        first = self.caret.sentences.at(start)
        if first is not None and first.start < start < first.end:
            places.insert(0, Range(start, first.end))
        self._show_hints(hints(places))
        self.say("Type the letters before a sentence; Esc drops them")

    @property
    def _shown(self) -> Range:
        """What of the text is on the screen."""
        return self.page.shown(self.scroll_offset.y, self.size.height)

    def _show_hints(self, shown: Hints | None) -> None:
        self.hints = shown
        self.move(lambda _: False)

    async def on_key(self, event: events.Key) -> None:
        """Take letters of labels, and while words are chosen the keys for that, before bindings."""
        if event.key in self._suspends:
            return
        if self.choosing_words:
            if event.key in self._also_in_words:
                return
            event.stop()
            event.prevent_default()
            action = self._words_actions.get(event.key)
            if event.key == "escape":  # whatever the user's keys are: there is a way out
                action = "word_leave"
            if action is not None:
                await self.app.run_action(action, self)
            elif event.character:
                self._choose_word(event.character)
            if self.choosing_words:
                self.say(self._told)
        elif self.hints is not None:
            event.stop()
            event.prevent_default()
            if event.key == "escape":  # here, too
                self._show_hints(None)
                self.post_message(Said(""))
            else:
                self._choose_sentence(event.character or "")

    def _choose_sentence(self, letter: str) -> None:
        assert self.hints is not None
        found = self.hints.press(letter)
        if isinstance(found, Hints):
            self._show_hints(found)
            return
        self._show_hints(None)
        if found is None:
            self.post_message(Said("No sentence here has that letter"))
        else:
            self.go(lambda caret: caret.rest_at(found.start))
            self.post_message(Said(""))

    # Words

    def action_words(self) -> None:
        """Choose words, from either end of what is selected."""
        self.begin_words(
            "Letters choose the first word, then the last; {words.forward} {words.back} move the"
            " marked end, {words.other_end} the other"
        )

    def begin_words(self, told: str) -> None:
        """Choose words from now on, of which `told` tells."""
        self.move(lambda caret: caret.begin_words())
        if self.choosing_words:
            self._told = told
            self._label_words()
            self.say(told)
            self.post_message(self.ModeChanged(self))

    def end_words(self) -> None:
        """Choose no more words; what is selected stays so."""
        self.hints = None
        self.move(lambda caret: caret.end_words())
        self.post_message(self.ModeChanged(self))

    def _label_words(self) -> None:
        """Give labels to the words that are on the screen and near."""
        if self.caret is None:
            return
        shown = self._shown
        letters = self._word_letters
        words = self.caret.words_to_choose(shown.start, shown.end, self._small_letters)
        self._show_hints(hints(words, letters))

    def _choose_word(self, letter: str) -> None:
        found = self.hints.press(letter) if self.hints else None
        if isinstance(found, Hints):
            self._show_hints(found)
        elif found is not None:
            self.go(lambda caret: caret.choose_word(found))
            self._label_words()
        elif self.hints is not None and self.hints.typed:
            self._label_words()  # the second letter of no label: begin it anew

    def action_word_forward(self) -> None:
        """Move the marked end on by a word."""
        self._select(Caret.word_forward)

    def action_word_back(self) -> None:
        """Move it back by a word."""
        self._select(Caret.word_back)

    def action_word_character_on(self) -> None:
        """Move it on by a character."""
        self._select(Caret.character_forward)

    def action_word_character_back(self) -> None:
        """Move it back by a character."""
        self._select(Caret.character_back)

    def action_word_start(self) -> None:
        """Move it to the start of its sentence."""
        self._select(Caret.to_sentence_start)

    def action_word_end(self) -> None:
        """Move it to the end of its sentence."""
        self._select(Caret.to_sentence_end)

    def action_word_sentence_on(self) -> None:
        """Move it on by a sentence."""
        self._select(Caret.extend_down)

    def action_word_sentence_back(self) -> None:
        """Move it back by a sentence."""
        self._select(Caret.extend_up)

    def action_word_other_end(self) -> None:
        """Move the other end from now on."""
        self._select(Caret.other_end)

    def action_word_next_part(self) -> None:
        """Go to the next part, where the selection has several."""
        self._select(Caret.next_part)

    def action_word_leave(self) -> None:
        """Choose no more words."""
        self.end_words()

    # Find

    def begin_find(self) -> None:
        """Look for words from here on, wherever what is typed so far may lead."""
        self._found_from = self.parts

    def find(self, words: str) -> str:
        """Look for `words`; return why there is nothing to go to, or nothing."""
        self.sought = words.strip()
        origin = self._found_from
        if self.caret is None or not origin:
            return "There is no text here"
        if not self.move(lambda caret: caret.find(words)):
            self.go(lambda caret: caret.select(origin))
            return f"“{words}” is not in this text" if self.sought else ""
        self._go_to_hit(lambda caret: caret.first_hit(origin[0].start))
        return ""

    def drop_find(self) -> None:
        """Look for nothing any more, and go back to where the find began."""
        origin = self._found_from
        self.end_find()
        if origin:
            self.go(lambda caret: caret.select(origin))

    def end_find(self) -> None:
        """Look for nothing any more; the caret stays where it has come to."""
        self.sought, self._found_from = "", ()
        self.move(Caret.end_find)

    def next_hit(self) -> None:
        """Go to the next place of the words looked for; after the last comes the first."""
        self._go_to_hit(Caret.next_hit)

    def previous_hit(self) -> None:
        """Go to the place before; before the first comes the last."""
        self._go_to_hit(Caret.previous_hit)

    def _go_to_hit(self, move: Callable[[Caret], int | None]) -> None:
        number: int | None = None

        def to_hit(caret: Caret) -> bool:
            nonlocal number
            number = move(caret)
            return number is not None

        if self.go(to_hit) and self.caret is not None and number is not None:
            places = counted(len(self.caret.hits), "place")
            self.say(f"{number + 1} of {places}; {GO_ON}")

    # Mouse

    def _position(self, event: events.MouseEvent) -> int | None:
        return self.page.position(event.y + self.scroll_offset.y, event.x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection."""
        self._pressed, self._dragged = self._position(event), False
        self.post_message(Said(""))
        if self._pressed is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the selection along, and the text beyond the edges of the screen into it."""
        pressed, position = self._pressed, self._position(event)
        if pressed is None or position is None or position == pressed:
            return
        if event.y <= 0 or event.y >= self.size.height - 1:
            step = -1 if event.y <= 0 else 1
            self.scroll_to(y=self.scroll_offset.y + step, animate=False)
        self._dragged = True
        self.move(lambda caret: caret.drag(pressed, position))

    def on_mouse_up(self) -> None:
        """End the selection."""
        self._pressed = None
        self.release_mouse()
        if self.choosing_words:
            self._label_words()

    def on_click(self, event: events.Click) -> None:
        """Select the sentence under the mouse; its word on a second click, and it on a third."""
        position = self._position(event)
        if position is None or self._dragged:
            return
        if event.chain != 2 or not self.move(lambda caret: caret.word_at(position)):
            self.move(lambda caret: caret.rest_at(position))
