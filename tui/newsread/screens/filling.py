"""All fields of a claim in a form, beside the words they are about."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from newsread.claims.drift import is_drifted, words_now
from newsread.claims.fared import fared, history
from newsread.screens.claims import ClaimScreen
from newsread.services.claim_fields import ClaimFields
from newsread.text.clean import clean_line
from newsread.text.quoted import in_quotation_marks
from newsread.widgets.claim_form import ClaimForm
from newsread.widgets.status import KeyHints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsread.claims.claim import Claim
    from newsread.widgets.text_and_panel import TextAndPanel

TITLE = 500
"""Most code points of the claim's words above its form."""
RELATED = 100
"""Those of another claim's words."""
KEYS = (
    ("Enter", "Keep all"),
    ("Esc", "Drop"),
    ("Tab", "Complete, next"),
    ("Ctrl-o", "Your editor"),
    ("PgDn", "More"),
)


class FillingScreen(ClaimScreen):
    """A screen that has a place for the form."""

    _filled = ""
    """The id of the claim whose form was opened last."""

    @property
    @abstractmethod
    def form_place(self) -> TextAndPanel:
        """What the form stands in."""

    @property
    def form(self) -> ClaimForm | None:
        """The form, while it is open."""
        form = self.form_place.form
        return form if isinstance(form, ClaimForm) else None

    def show_hints(self) -> None:
        """Offer the keys of the place the person is in; those of the form within it."""
        if (form := self.form) is not None and form.has_keys:
            self.query_one(KeyHints).hints = KEYS
        else:
            super().show_hints()

    async def action_fields(self) -> None:
        """Show all fields of the claim, or go back to the form that is open."""
        form, claim = self.form, self.current_claim
        if form is not None and (form.is_typed_in or claim is None or claim.id == self._filled):
            form.begin()
        elif len(self.marked_claims) > 1:
            self.say(self.told("All fields are those of one claim; {ledger.leave} drops the marks"))
        elif claims := self.claims_meant():
            self.close_idle_form()
            await self._show_form(claims[0])

    async def _show_form(self, claim: Claim) -> None:
        ledger, annotator = self.desk.ledger, self.desk.annotator
        fields = ClaimFields(
            claim,
            self.desk.configuration.vocabulary,
            tags=ledger.tags(),
            speakers=ledger.speakers(),
            new_source=annotator.new_source,
        )

        def keep(texts: dict[str, str]) -> None:
            done = annotator.fill(claim.id, fields.read(texts))
            self._close_form()
            self._done(done)

        form = ClaimForm(
            in_quotation_marks(clean_line(claim.quote, limit=TITLE)),
            fields.fields,
            self._facts(claim),
            source=fields.source,
            keeps=keep,
            closes=self._close_form,
            edits=self.edit_elsewhere,
        )
        self._filled = claim.id
        self.make_room_for_form()
        await self.form_place.show_form(form)
        self.show_hints()

    def close_idle_form(self) -> None:
        """Close the form in which nothing was typed, if there is one: it is of another claim."""
        if (form := self.form) is not None and not form.is_typed_in:
            self._close_form()

    def _close_form(self) -> None:
        self.set_focus(self.form_place.view)
        self.form_place.close_form()
        self.give_room_back()

    def make_room_for_form(self) -> None:
        """Put aside what the form has no room beside; nothing by itself."""

    def give_room_back(self) -> None:
        """Show again what was put aside."""

    def _facts(self, claim: Claim) -> Iterator[tuple[str, str]]:
        """Yield what is only to be read: a name, and a text."""
        for each in claim.related:
            other = self.desk.ledger.get(each.id)
            words = clean_line(other.quote, limit=RELATED) if other is not None else each.id
            yield each.relation.capitalize(), in_quotation_marks(words)
        drifted = is_drifted(claim)
        yield "As marked" if drifted else "Words", in_quotation_marks(claim.quote)
        if drifted:
            there = words_now(claim)
            yield "Now", "; ".join((*([in_quotation_marks(there)] if there else ()), fared(claim)))
        article = claim.article
        yield "Article", ", ".join(filter(None, (article.title, article.outlet, article.url)))
        yield "Published", article.published or "no date"
        by = f" by {claim.annotator}" if claim.annotator else ""
        yield "Marked", f"{claim.created}{by}; changed {claim.modified}"
        yield "Since then", "\n".join(history(claim)) or "no place is known"
        yield "Cut anew", "never" if not claim.cuts else ", ".join(each.at for each in claim.cuts)
        yield "Id", claim.id
