"""All fields of a claim, to be typed in: stands beside the words they are about, or below them.

What one line cannot hold is never made one: such a field is shown by its first line, and typed in
elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Label

from newsread.errors import NewsreadError
from newsread.text.clean import clean, clean_line, is_one_line
from newsread.text.counted import counted
from newsread.widgets.completion import KnownWords
from newsread.widgets.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from newsread.services.claim_fields import Field

TYPED_HERE = "Enter keeps it, Esc again drops all that was typed"
NOT_KEPT = "Kept nowhere yet: Enter keeps it, Esc drops it"
AGAIN = "Enter tries again, Esc drops it"
SHOWN = 200
"""Most code points that are shown of what one line cannot hold."""
LONGEST = 100_000
"""Most that are pasted."""
LOW = 10
"""Rows below which the fields have those of the title, which stands in the text above, and of half
of the hint."""
HINT = 300
"""Those of what helps with a field."""


class FieldInput(Input):
    """One field: Tab completes what is begun or goes on, the arrows go up and down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", show=False),
        Binding("shift+tab,up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("enter,ctrl+s", "keep", show=False),
        Binding("escape", "drop", show=False),
        Binding("ctrl+o", "edit", show=False),
    ]

    def __init__(self, field: Field, form: ClaimForm) -> None:
        self.field = field
        self._form = form
        self._completion = KnownWords(field.known, ", " if field.parted else "")
        self._whole = ""
        """What one line cannot hold; empty where it can."""
        super().__init__(
            id=field.name,
            suggester=self._completion,
            select_on_focus=field.listed,  # it is replaced, not gone on with
        )
        self.cursor_blink = False  # a screen that blinks is never idle
        self.put(field.value)

    @property
    def text(self) -> str:
        """What the field holds, with all its lines."""
        return self._whole or self.value

    @property
    def is_whole(self) -> bool:
        """Whether what it holds is more than the line that is shown of it."""
        return bool(self._whole)

    def put(self, text: str) -> None:
        """Let the field hold `text`."""
        self._whole = "" if is_one_line(text) else text
        lines = text.count("\n") + 1
        shown = clean_line(text, limit=SHOWN)
        self.value = f"({counted(lines, 'line')}) {shown}" if self._whole else text
        self.cursor_position = 0 if self._whole else len(self.value)

    def hint(self) -> str:
        """Return what helps to type in this field."""
        if self._whole:
            return "one line cannot hold this: Ctrl-o opens it in your editor"
        found = self._completion.matches("" if self.selected_text else self.value)
        unbegun = "one of" if self.field.listed else "used before"
        known = f"{'Tab' if self._begun() else unbegun}: {' · '.join(found)}" if found else ""
        return "; ".join(filter(None, (self.field.hint, known)))

    def _begun(self) -> str:
        """Return the word that Tab completes; empty where it goes on to the next field."""
        begun = "" if self._whole or self.selected_text else self._completion.begun(self.value)
        return begun if begun not in self.field.known else ""

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` in the place of a part, unless only a first line is shown."""
        if self._whole:
            self._form.complain(self, "One line cannot hold this: Ctrl-o opens it in your editor")
        else:
            super().replace(text, start, end)

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted: they are not made one."""
        event.stop()
        event.prevent_default()
        text = clean(event.text, limit=LONGEST + 1).strip("\n")
        start, end = sorted(self.selection)
        if len(text) > LONGEST:  # cut, it would end where nobody sees it
            self._form.complain(self, f"What was pasted has more than {LONGEST:,} characters")
        elif self._whole or is_one_line(text):
            self.replace(text, start, end)
        else:
            self.put(self.value[:start] + text + self.value[end:])

    def action_go_on(self) -> None:
        """Complete the word that is begun, if it is none yet; else go to the next field."""
        begun = self._begun()
        found = self._completion.matches(self.value) if begun else []
        if found:
            self.value = self.value[: len(self.value) - len(begun)] + found[0]
            self.cursor_position = len(self.value)
        else:
            self._form.step(self, 1, around=True)

    def action_step(self, steps: int) -> None:
        """Go to another field."""
        self._form.step(self, steps)

    def action_page(self, pages: int) -> None:
        """Show more of the form."""
        self._form.page(pages)

    def action_keep(self) -> None:
        """Keep what all fields hold."""
        self._form.keep(self)

    def action_drop(self) -> None:
        """Leave everything as it was; of what was typed, only when asked again."""
        self._form.drop(self)

    def action_edit(self) -> None:
        """Type in the person's own editor."""
        self._form.edit(self)


class ClaimForm(Vertical):
    """The form. `keeps` hears the texts that were changed and may raise why not; `closes` is called
    when the form is done with; `edits` changes a text elsewhere."""

    DEFAULT_CSS = """
    ClaimForm {
        border-top: solid $panel;
        &.-beside { border-top: none; border-left: solid $panel; }
        & > .title {
            width: 1fr; height: auto; max-height: 6; padding: 0 1; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        &.-beside > .title { text-wrap: wrap; }
        & > .hint { width: 1fr; height: 2; padding: 0 1; }
        &.-low > .title { display: none; }
        &.-low > .hint { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & > VerticalScroll {
            height: 1fr; layout: grid; grid-size: 2; grid-columns: 12 1fr; grid-rows: auto;
            scrollbar-size-vertical: 1; scrollbar-gutter: stable;
            scrollbar-color: $panel-lighten-2; scrollbar-background: $background;
        }
        & Label { height: auto; padding: 0 0 0 1; color: $foreground 70%; }
        & .part { padding: 0 0 0 3; }
        & .fact { width: 1fr; padding: 0 1; color: $foreground; }
        & .wrong { width: 1fr; padding: 0 1; color: $text-error; }
        & .later, & .none, & .wrong { display: none; }
        &.-complaining .none, &.-complaining .wrong { display: block; }
        & FieldInput {
            height: 1; border: none; padding: 0 1; background: $surface-lighten-1;
        }
        & FieldInput:focus { border: none; background: $primary 30%; }
    }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        facts: Iterable[tuple[str, str]],
        *,
        source: Callable[[int], Sequence[Field]],
        keeps: Callable[[dict[str, str]], object],
        closes: Callable[[], object],
        edits: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._title = title
        self.fields = [FieldInput(field, self) for field in fields]
        """All fields, those of a new source that are not yet asked for included."""
        self._facts = tuple(facts)
        self._source = source
        self._sources = sum(field.name.endswith("-url") for field in fields)
        self._keeps, self._closes, self._edits = keeps, closes, edits
        self._asked = False
        """Whether Esc was pressed once."""
        self._complaint = (Label(classes="none"), Label(classes="wrong"))
        """A line of two cells, the first empty, like those of the fields."""
        self._complained_of: tuple[FieldInput | None, str] = (None, "")
        """The field it stands below, and what that held: what is wrong goes when that does."""
        self._hint = Label(classes="hint")
        self._body = VerticalScroll(can_focus=False)

    def compose(self) -> ComposeResult:
        """Lay out the fields, each beside its name, and what is only to be read below them."""
        yield Label(plain(self._title), classes="title")
        with self._body:
            for each in self.fields:
                yield _name_of(each.field)
                yield each
            yield from self._new_source()
            for label, text in self._facts:
                yield Label(plain(label), classes="facts")
                yield Label(plain(text), classes="fact")
            yield from self._complaint
        yield self._hint

    def _new_source(self) -> ComposeResult:
        """Yield the fields of one more source: its address, and the rest once there is one."""
        for number, field in enumerate(self._source(self._sources)):
            label, each = _name_of(field), FieldInput(field, self)
            self.fields.append(each)
            if number:
                label.add_class("later")
                each.add_class("later")
            else:
                label.update("New source")
            yield label
            yield each
        self._sources += 1

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.begin()

    def begin(self) -> None:
        """Give the keys to the field that had them, or to the first one."""
        self.screen.set_focus(self.fields[0])

    @property
    def has_keys(self) -> bool:
        """Whether one of the fields has the keys."""
        return self.screen.focused in self.fields

    def on_resize(self) -> None:
        """Take the form that fits the place."""
        around = self.parent.size.width if isinstance(self.parent, Widget) else 0
        self.set_class(self.outer_size.width < around, "-beside")
        self.set_class(self.outer_size.height < LOW, "-low")

    # What is in the fields

    @property
    def texts(self) -> dict[str, str]:
        """What the fields hold, by their names."""
        return {each.field.name: each.text for each in self.fields}

    @property
    def is_typed_in(self) -> bool:
        """Whether some field holds something else than at the beginning."""
        return self._first_changed is not None

    @property
    def _first_changed(self) -> FieldInput | None:
        return next((each for each in self.fields if each.text != each.field.value), None)

    def holds_words(self) -> bool:
        """Return whether words were typed that nobody has kept; go back to them if so."""
        changed = self._first_changed
        if changed is not None:
            self.complain(changed, NOT_KEPT)
        return changed is not None

    @on(Input.Changed)
    async def follow(self, event: Input.Changed) -> None:
        """Help with what is typed; once a new source has an address, ask for more of it."""
        event.stop()
        self._asked = False
        if event.input is self._complained_of[0] and event.input.text != self._complained_of[1]:
            self.remove_class("-complaining")
        self._show_hint(event.input)
        rest = len(self._source(0)) - 1
        new = self.fields[-1 - rest]
        if event.input is new and new.value:
            for each in self._body.query(".later"):
                each.remove_class("later")
            first_fact = self._body.query(".facts").first()
            await self._body.mount_all(self._new_source(), before=first_fact)

    def on_descendant_focus(self) -> None:
        """Help with the field that has the keys now."""
        focused = self.screen.focused
        if isinstance(focused, FieldInput):
            self._show_hint(focused)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Keep the keys while words are here that nobody has kept: a click elsewhere, then a key
        that leaves the screen, would lose them."""
        focused = self.screen.focused
        if focused is None or focused in self.fields or not self.display:
            return
        if self.is_typed_in and isinstance(event.widget, FieldInput):
            self.screen.set_focus(event.widget)

    def _show_hint(self, field: Widget) -> None:
        if isinstance(field, FieldInput) and field.has_focus:
            # Without a layout, which takes 50 ms with a few sources: at every letter.
            self._hint.update(plain(clean_line(field.hint(), limit=HINT)), layout=False)

    def complain(self, field: FieldInput, why: str) -> None:
        """Tell beside `field` why something was not done."""
        empty, words = self._complaint
        self._body.move_child(empty, after=field)
        self._body.move_child(words, after=empty)
        words.update(plain(why))
        self.add_class("-complaining")
        self._complained_of = (field, field.text)
        self.screen.set_focus(field)
        self.call_after_refresh(words.scroll_visible, animate=False)

    # Keys

    def step(self, field: FieldInput, steps: int, *, around: bool = False) -> None:
        """Go to the field that is `steps` further; below the last one is what is only read."""
        shown = [each for each in self.fields if not each.has_class("later")]
        index = shown.index(field) + steps
        if around:
            index %= len(shown)
        if 0 <= index < len(shown):
            self.screen.set_focus(shown[index])
        elif index > 0:
            self._body.scroll_end(animate=False)
        else:
            self._body.scroll_home(animate=False)

    def page(self, pages: int) -> None:
        """Show more of the form, a page on or back."""
        self._body.scroll_relative(y=pages * max(self._body.size.height - 1, 1), animate=False)

    def keep(self, field: FieldInput) -> None:
        """Keep what was typed; if that cannot be, say so beside its field, or beside `field`."""
        try:
            self._keeps(self.texts)
        except NewsreadError as error:
            named = getattr(error, "field", "")
            wrong = next((each for each in self.fields if each.field.name == named), None)
            self.complain(wrong or field, str(error) if wrong else f"{error} {AGAIN}")

    def drop(self, field: FieldInput) -> None:
        """Close the form; where something was typed, only when asked again."""
        if self.is_typed_in and not self._asked:
            self.complain(field, TYPED_HERE)
            self._asked = True
        else:
            self._closes()

    def edit(self, field: FieldInput) -> None:
        """Let the text of a field be changed elsewhere."""
        try:
            field.put(self._edits(field.text))
        except NewsreadError as error:
            self.complain(field, str(error))


def _name_of(field: Field) -> Label:
    """Return what stands beside a field; what is part of something stands further in."""
    label = field.label
    return Label(plain(label.strip()), classes="part" if label.startswith(" ") else "")
