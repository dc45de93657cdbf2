"""The ledger: all claims; Enter goes to the words in their article.

Marks stay with their claims however the list is sorted or narrowed. Keys act on marked claims that
are listed, and on no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from textual import on
from textual.containers import Vertical

from newsread.actions import Where
from newsread.claims.capture import place
from newsread.claims.drift import is_drifted, words_now
from newsread.claims.fared import fared
from newsread.claims.filed import filed
from newsread.claims.order import NEWEST, ORDERS, in_order, order_in_words
from newsread.errors import QueryError
from newsread.query.read import parse
from newsread.query.tree import EVERYTHING
from newsread.screens.above import AboveScreen
from newsread.screens.filling import FillingScreen
from newsread.services import search
from newsread.services.other_texts import where_made
from newsread.services.query_words import query_words
from newsread.text.quoted import in_quotation_marks
from newsread.widgets.claim_list import ClaimList, ClaimRow
from newsread.widgets.completion import QueryWords
from newsread.widgets.line_list import LineList
from newsread.widgets.prompt import Question
from newsread.widgets.status import Heading, StatusLine
from newsread.widgets.text_and_panel import TextAndPanel

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from newsread.claims.claim import Claim
    from newsread.library.records import Article
    from newsread.query.tree import Query
    from newsread.screens.reviewing import ReviewingScreen
    from newsread.services.desk import Desk

ORDER = "claims-order"
"""The library remembers under this name how the list is sorted."""
EMPTY = "No claims yet. In an article, {article.capture} saves the selected sentence as one."
NONE_BELOW = "No claim below this one has drifted"
NONE_ABOVE = "No claim above this one has drifted"
NOT_FOUND = "No claim is like this. {ledger.leave} shows all."


class ClaimRows(Sequence[ClaimRow]):
    """The claims as rows; what there is to say of a claim's place is looked up when it is drawn."""

    def __init__(self, claims: Sequence[Claim], desk: Desk) -> None:
        self.claims = claims
        """What is listed."""
        self._desk = desk
        self._rows: dict[int, ClaimRow] = {}

    def __len__(self) -> int:
        return len(self.claims)

    @overload
    def __getitem__(self, index: int) -> ClaimRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ClaimRow]: ...
    def __getitem__(self, index: int | slice) -> ClaimRow | Sequence[ClaimRow]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        row = self._rows.get(index)
        if row is None:
            claim = self.claims[index]
            row = self._rows[index] = ClaimRow(claim, self._remark(claim))
        return row

    def _remark(self, claim: Claim) -> str:
        library = self._desk.library
        article = library.article_of_key(claim.article.key)
        newest = library.revision(article.id) if article is not None else None
        if article is None or newest is None:
            return "article not in the library"
        if is_drifted(claim) or place(claim, newest.document):
            return ""  # what has become of it says more
        return f"on {where_made(library, article.id, claim.revision)}"


class LedgerScreen(AboveScreen, FillingScreen):
    """All claims; what is done to one here is done as in its article."""

    def __init__(self, desk: Desk, reader: ReviewingScreen) -> None:
        super().__init__(desk, reader)
        self._narrowed = ""
        """The query that the claims listed answer; empty: all."""
        self._listed: frozenset[str] = frozenset()
        """Their ids."""
        self._order = desk.library.memory.remembered(ORDER) or NEWEST.name
        """The order they are listed in."""

    @property
    def where(self) -> Where:
        """The ledger, always."""
        return Where.LEDGER

    def compose(self) -> ComposeResult:
        """Lay out the list above the two lines."""
        vocabulary = self.desk.configuration.vocabulary
        with Vertical():
            yield Heading("Claims")
            yield TextAndPanel(ClaimList(vocabulary, empty=self.told(EMPTY), id="claims"))
        yield from self.compose_bottom()

    @property
    def form_place(self) -> TextAndPanel:
        """Beside the list."""
        return self.query_one(TextAndPanel)

    def on_mount(self) -> None:
        """List the claims."""
        self.reload()
        self.query_one(ClaimList).focus()
        self.show_hints()
        self.watch_claims()

    def reload(self) -> None:
        """List the claims as they are now, the same one current."""
        claims = self.query_one(ClaimList)
        row = claims.current_row
        vocabulary = self.desk.configuration.vocabulary
        listed = in_order(self._found(parse(self._narrowed)), self._order, vocabulary)
        claims.empty = self.told(NOT_FOUND if self._narrowed else EMPTY)
        index = next(
            (n for n, claim in enumerate(listed) if row and claim.id == row.claim.id),
            claims.current,
        )
        claims.show_rows(ClaimRows(listed, self.desk), index)
        self._listed = frozenset(claim.id for claim in listed)
        self._show_heading()
        self._show_place()

    def _show_heading(self) -> None:
        words = order_in_words(self._order)
        narrowed = f" = {self._narrowed}" if self._narrowed else ""
        self.query_one(Heading).say(f"Claims, {words}{self._marked_in_words()}{narrowed}")

    def _marked_in_words(self) -> str:
        there = [each for each in self.query_one(ClaimList).marked if self.desk.ledger.get(each)]
        hidden = sum(each not in self._listed for each in there)
        not_listed = f", {hidden} of them not listed" if hidden else ""
        return f" · {len(there)} marked{not_listed}" if there else ""

    def _found(self, query: Query) -> Sequence[Claim]:
        """Return the claims that `query` chooses, newest first."""
        if query == EVERYTHING:
            return self.desk.ledger.all()
        return search.claims(self.desk.library, self.desk.ledger, query)

    def _narrow(self, text: str) -> str:
        """List the claims that the query `text` chooses; return why it is none, or nothing."""
        try:
            parse(text)
        except QueryError as error:
            return str(error)
        self._narrowed = text.strip()
        self.reload()
        return ""

    def action_narrow(self) -> None:
        """Narrow the list as it is typed."""
        before = self._narrowed
        self.ask(
            Question(
                words="Narrow the claims; Enter keeps, Esc drops",
                answered=self._narrow,
                value=before,
                completion=QueryWords(query_words(self.desk)),
                changed=self._narrow,
                dropped=lambda: self._narrow(before),
            )
        )

    def action_sort(self) -> None:
        """Ask for the order of the list."""
        self._ask_term("Sort the claims", ORDERS, self._order, self._sort)

    def _sort(self, order: str) -> None:
        self._order = order
        self.reload()
        self.desk.library.memory.remember(ORDER, order)

    # Marks

    @property
    def marked_claims(self) -> tuple[Claim, ...]:
        """The marked claims that are listed, in the order of the list."""
        marked = self.query_one(ClaimList).marked & self._listed
        return tuple(claim for claim in self._claims if claim.id in marked) if marked else ()

    def action_mark(self) -> None:
        """Mark the claim, or unmark it, and go on to the next one."""
        claims = self.query_one(ClaimList)
        claims.toggle_mark()
        claims.move(1)
        self._show_heading()
        self._show_place()

    @on(LineList.MarkClicked)
    def mark_clicked(self) -> None:
        """Mark the claim that was clicked at its beginning, or unmark it."""
        self.query_one(ClaimList).toggle_mark()
        self._show_heading()
        self._show_place()

    def _show_place(self) -> None:
        claims = self.query_one(ClaimList)
        status = self.query_one(StatusLine)
        row = claims.current_row
        count = len(claims.rows)
        status.place = ""
        if row is not None:
            claim, vocabulary = row.claim, self.desk.configuration.vocabulary
            which = f"claim {claims.current + 1} of {count}"
            if marked := len(claims.marked & self._listed):
                which = f"{marked} marked · {which}"
            source = f"{claim.article.outlet}: {claim.article.title}"
            status.place = " · ".join((which, *filed(claim, vocabulary), source))

    @on(LineList.RowReached)
    def show_reached(self) -> None:
        """Say which article the claim is from."""
        self._show_place()

    @on(LineList.RowOpened)
    def action_open(self) -> None:
        """Go to the claim's words."""
        row = self.query_one(ClaimList).current_row
        if row is not None and self.leave():
            self._reader.open_claim(row.claim)

    def action_next_drifted(self) -> None:
        """Go to the next claim listed whose words have drifted."""
        self._walk_drifted(range(self.query_one(ClaimList).current + 1, len(self._claims)))

    def action_previous_drifted(self) -> None:
        """Go to the one before."""
        self._walk_drifted(range(self.query_one(ClaimList).current - 1, -1, -1))

    def _walk_drifted(self, numbers: range) -> None:
        """Go to the first drifted claim of those lines, and say what stands in its place now."""
        claims, listed = self.query_one(ClaimList), self._claims
        number = next((each for each in numbers if is_drifted(listed[each])), None)
        if number is None:
            self.say(NONE_BELOW if numbers.step > 0 else NONE_ABOVE)
            return
        claims.current = number
        claim = listed[number]
        there = words_now(claim)
        self.say(f"now {in_quotation_marks(there)}" if there else fared(claim))

    @property
    def _claims(self) -> Sequence[Claim]:
        """What is listed."""
        rows = self.query_one(ClaimList).rows
        return rows.claims if isinstance(rows, ClaimRows) else ()

    def leave(self) -> bool:
        """Go back to the articles, unless words that nobody has kept are in the form."""
        stays = self.form is not None and self.form.holds_words()
        if not stays:
            self.dismiss()
        return not stays

    def action_ledger(self) -> None:
        """Go back to the articles: the key that came here."""
        self.leave()

    def action_review(self) -> None:
        """Review what has changed, the current claim first if it waits."""
        self._reader.review(self.current_claim, self.reload)

    def action_leave(self) -> None:
        """Drop the marks, or show all claims again; otherwise go back to the articles."""
        claims = self.query_one(ClaimList)
        if claims.marked:
            claims.drop_marks()
            self._show_heading()
            self._show_place()
        elif self._narrowed:
            self._narrow("")
        else:
            self.leave()

    @property
    def current_claim(self) -> Claim | None:
        """The claim of the current line."""
        row = self.query_one(ClaimList).current_row
        return row.claim if row is not None else None

    # The article that keys mean: the claim's

    def current_article(self) -> Article | None:
        """Return the claim's article, if the library has it."""
        claim = self.current_claim
        return self.desk.library.article_of_key(claim.article.key) if claim is not None else None

    def words_to_copy(self, article: Article) -> str:
        """Return the claim's words."""
        claim = self.current_claim
        return in_quotation_marks(claim.quote) if claim is not None else ""
