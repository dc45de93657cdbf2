"""Following claims into a text that was stored: which, along which texts, and at what cost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsread.claims.claim import Claim, Segment
from newsread.claims.locate import Located, Locator
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.ledger.ledger import Ledger
from newsread.library import revisions
from newsread.library.records import Article, Cause, FetchState, Revision
from newsread.library.store import Library
from newsread.services.anchoring import anchor_claims, has_claims_on_page, mark_unverified
from newsread.text.quality import Quality, Role
from tests.fakes.claims import NOON, claim, document
from tests.fakes.desk_edits import DROPPED, EDITED, FIGURE, KEPT


class Story:
    """An article, its texts and its claims."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder / "library.sqlite3")
        self.ledger = Ledger.open(folder / "claims.json")
        feed = self.library.add_feed("https://paper.example/feed", "Paper")
        entry = Entry(identity="a", title="Ferry", url="https://paper.example/a")
        state = FetchState(feed_id=feed.id, url=feed.url)
        self.library.store_fetch(state, ParsedFeed(entries=(entry,)), now=NOON)

    @property
    def article(self) -> Article:
        return next(iter(self.library.articles()))

    def text(self, *paragraphs: str, cause: Cause = "edit", role: Role = "clean") -> Revision:
        """Store a text."""
        made = document(*paragraphs)
        text = Revision(
            revision=made.revision,
            document=made,
            source="page",
            retrieved=NOON,
            quality=Quality(9),
            cause=cause,
            role=role,
        )
        return self.library.keep(self.article.id, text)

    def mark(self, words: str, on: Revision, **fields: object) -> Claim:
        """Mark words of a text."""
        made = claim(words, on=on.document, key=self.article.key, **fields)
        self.ledger.put(made)
        return made

    def follow(self, text: Revision, now: float = NOON + 60) -> tuple[Claim, ...]:
        return anchor_claims(self.library, self.ledger, self.article, text, now=now)

    def now(self, claim: Claim) -> Claim:
        found = self.ledger.get(claim.id)
        assert found is not None
        return found

    def state(self, claim: Claim) -> str:
        return self.now(claim).anchors[-1].state


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    story = Story(tmp_path)
    yield story
    story.ledger.close()
    story.library.close()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each text that is read out of the library."""
    read: list[str] = []
    original = revisions._revision

    def noted(*row: object) -> Revision:
        revision = original(*row)  # type: ignore[arg-type]
        read.append(revision.revision)
        return revision

    monkeypatch.setattr(revisions, "_revision", noted)
    return read


def test_all_claims_of_an_article_are_followed_in_one_write_and_each_text_is_read_once(
    story: Story, reads: list[str]
) -> None:
    old = story.text(KEPT, FIGURE, DROPPED, cause="first")
    marked = [story.mark(each, old) for each in (KEPT, FIGURE, DROPPED)]
    new = story.text("A sentence before it.", KEPT, EDITED)
    reads.clear()
    version = story.ledger.stamp
    followed = story.follow(new)
    assert reads == [old.revision]
    assert story.ledger.changed_since(version) == {each.id for each in marked}
    assert {each.id for each in followed} == {each.id for each in marked}
    assert [story.state(each) for each in marked] == ["exact", "changed-material", "orphaned"]
    assert [story.now(each).anchors[-1].at for each in marked] == ["2025-06-15T15:07:40Z"] * 3


def test_nothing_is_read_or_written_where_nothing_is_to_be_said(
    story: Story, reads: list[str]
) -> None:
    old = story.text(KEPT, FIGURE, DROPPED, cause="first")
    story.mark(FIGURE, old)
    new = story.text(EDITED, KEPT)
    story.follow(new)
    stamp = story.ledger.stamp
    reads.clear()
    assert story.follow(new, now=NOON + 120) == ()
    assert (reads, story.ledger.stamp) == ([], stamp)


def test_an_article_without_claims_is_read_by_nobody(story: Story, reads: list[str]) -> None:
    story.text(KEPT, cause="first")
    new = story.text(FIGURE)
    reads.clear()
    assert story.follow(new) == ()
    assert mark_unverified(story.ledger, story.article, now=NOON) == ()
    assert reads == []


@pytest.mark.parametrize("cause", ["boring", "extractor", "source"])
def test_what_no_desk_has_changed_is_no_drift(story: Story, cause: Cause) -> None:
    old = story.text(KEPT, FIGURE, DROPPED, cause="first")
    kept, gone = story.mark(KEPT, old), story.mark(DROPPED, old)
    new = story.text("Before it.", KEPT, FIGURE, cause=cause)
    story.follow(new)
    assert story.state(kept) == "exact"
    assert story.now(gone) == gone


def test_an_edit_is_told_though_what_came_after_it_was_none(story: Story) -> None:
    old = story.text(KEPT, FIGURE, DROPPED, cause="first")
    marked = story.mark(DROPPED, old)
    story.text(KEPT, FIGURE, cause="edit")
    story.follow(story.text(KEPT, FIGURE, "Read 7 times.", cause="boring"))
    assert story.state(marked) == "orphaned"


def test_an_edit_that_is_taken_back_restores_the_claim(story: Story) -> None:
    old = story.text(KEPT, FIGURE, DROPPED, cause="first")
    marked = story.mark(DROPPED, old)
    story.follow(story.text(KEPT, FIGURE))
    assert story.state(marked) == "orphaned"
    story.follow(story.text(KEPT, FIGURE, DROPPED))
    assert story.state(marked) == "restored"


def test_claims_are_followed_along_texts_of_the_role_they_were_made_on(
    story: Story, reads: list[str]
) -> None:
    clean = story.text(KEPT, FIGURE, cause="first")
    page = story.text("Menu", KEPT, FIGURE, cause="first", role="page")
    revisions.note_seen(story.library._database, story.article.id, page)
    on_clean, on_page = story.mark(FIGURE, clean), story.mark(FIGURE, page)
    assert has_claims_on_page(story.library, story.ledger, story.article)
    newer = story.text(KEPT, EDITED)
    reads.clear()
    story.follow(newer)
    assert (story.state(on_clean), story.state(on_page)) == ("changed-material", "exact")
    assert page.revision not in reads
    story.follow(story.text("Menu", KEPT, EDITED, role="page"))
    assert story.state(on_page) == "changed-material"
    assert len(story.now(on_clean).anchors) == 2


def test_what_a_claim_was_followed_into_stays_until_it_is_followed_on(story: Story) -> None:
    page = story.text("Menu", KEPT, FIGURE, cause="first", role="page")
    story.library.note_seen(story.article.id, page)
    on_page = story.mark(FIGURE, page)
    for menu in ("Menu of Monday", "Menu of Tuesday"):
        story.follow(story.text(menu, KEPT, FIGURE, role="page"))
        assert story.state(on_page) == "exact"
    story.follow(story.text("Menu of Wednesday", KEPT, EDITED, role="page"))
    assert story.state(on_page) == "changed-material"
    assert len(story.now(on_page).anchors) == 4


def test_into_all_text_of_a_page_that_was_just_replaced_nothing_is_followed(story: Story) -> None:
    page = story.text("Menu", FIGURE, cause="first", role="page")
    story.library.note_seen(story.article.id, page)
    on_page = story.mark(FIGURE, page)
    replaced = story.text("Menu of Monday", EDITED, role="page")
    newest = story.text("Menu of Tuesday", EDITED, role="page")
    assert story.follow(replaced) == ()
    story.follow(newest)
    assert [each.revision for each in story.now(on_page).anchors] == [
        page.revision,
        newest.revision,
    ]


def test_there_may_be_no_claims_on_the_page(story: Story) -> None:
    assert not has_claims_on_page(story.library, story.ledger, story.article)
    story.mark(FIGURE, story.text(FIGURE, cause="first"))
    story.text("Menu", FIGURE, cause="first", role="page")
    assert not has_claims_on_page(story.library, story.ledger, story.article)


@pytest.mark.parametrize(("cause", "role"), [("unknown", "clean"), ("edit", "feed")])
def test_into_half_a_text_and_a_feeds_own_nothing_is_followed(
    story: Story, cause: Cause, role: Role
) -> None:
    marked = story.mark(DROPPED, story.text(KEPT, FIGURE, DROPPED, cause="first"))
    assert story.follow(story.text(KEPT, cause=cause, role=role)) == ()
    assert story.now(marked) == marked


def test_a_claim_whose_text_is_not_here_stays_as_it_is(story: Story) -> None:
    elsewhere = claim(FIGURE, on=document(FIGURE, "Another machine's."), key=story.article.key)
    story.ledger.put(elsewhere)
    assert story.follow(story.text(KEPT, cause="first")) == ()


def test_a_claim_of_an_article_that_was_pinned_or_has_no_anchor_is_left(story: Story) -> None:
    old = story.text(KEPT, FIGURE, DROPPED, cause="first")
    pinned = story.mark(DROPPED, old)
    anchors = (*pinned.anchors[:-1], replace(pinned.anchors[-1], pinned=True, by="ann"))
    story.ledger.put(replace(pinned, anchors=anchors))
    bare = replace(claim(KEPT, on=old.document, key=story.article.key), anchors=())
    story.ledger.put(bare)
    assert story.follow(story.text(KEPT, FIGURE)) == ()


def test_what_another_window_has_moved_meanwhile_is_left_to_the_next_check(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = story.text(KEPT, FIGURE, DROPPED, cause="first")
    marked = story.mark(DROPPED, old)
    middle = story.text(KEPT, DROPPED)
    new = story.text(KEPT, FIGURE)
    other = Ledger.open(tmp_path / "claims.json")
    revise = story.ledger.revise

    def after_the_other(*given: object) -> object:
        anchor_claims(story.library, other, story.article, middle, now=NOON)
        return revise(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(story.ledger, "revise", after_the_other)
    assert story.follow(new) == ()
    assert story.now(marked).anchors[-1].revision == middle.revision
    monkeypatch.undo()
    story.follow(new)
    assert story.state(marked) == "orphaned"


def test_texts_are_compared_while_others_can_save(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = story.text(KEPT, FIGURE, DROPPED, cause="first")
    story.mark(FIGURE, old)
    new = story.text(KEPT, EDITED, DROPPED)
    in_turn = False
    located: list[bool] = []
    locate, revise = Locator.locate, story.ledger.revise

    def noted(self: Locator, start: int, end: int) -> Located:
        located.append(in_turn)
        return locate(self, start, end)

    def turn(*given: object) -> object:
        nonlocal in_turn
        in_turn = True
        return revise(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Locator, "locate", noted)
    monkeypatch.setattr(story.ledger, "revise", turn)
    assert len(story.follow(new)) == 1
    assert located == [False]


def test_a_claim_that_is_deleted_meanwhile_keeps_no_other_from_being_followed(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = story.text(KEPT, FIGURE, DROPPED, cause="first")
    deleted, left = story.mark(KEPT, old), story.mark(DROPPED, old)
    new = story.text(KEPT, FIGURE)
    other = Ledger.open(tmp_path / "claims.json")
    revise = story.ledger.revise

    def after_the_other(*given: object) -> object:
        other.remove(deleted.id)
        return revise(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(story.ledger, "revise", after_the_other)
    assert [each.id for each in story.follow(new)] == [left.id]
    assert story.state(left) == "orphaned"
    assert story.ledger.get(deleted.id) is None


def test_unverified_is_said_once_where_the_words_stood(story: Story) -> None:
    old = story.text(KEPT, FIGURE, cause="first")
    marked = story.mark(FIGURE, old)
    assert [each.id for each in mark_unverified(story.ledger, story.article, now=NOON)] == [
        marked.id
    ]
    last = story.now(marked).anchors[-1]
    assert (last.state, last.segments) == ("unknown", marked.segments)
    assert mark_unverified(story.ledger, story.article, now=NOON + 60) == ()
    story.follow(old)
    assert story.state(marked) == "exact"
    assert isinstance(last.segments[0], Segment)


def test_a_text_that_is_only_looked_at_tells_nothing_of_an_article_that_could_not_be_read(
    story: Story,
) -> None:
    old = story.text(KEPT, FIGURE, DROPPED, cause="first")
    kept, gone = story.mark(KEPT, old), story.mark(DROPPED, old)
    new = story.text(KEPT, FIGURE)
    story.follow(new)
    mark_unverified(story.ledger, story.article, now=NOON + 120)
    assert (story.state(kept), story.state(gone)) == ("unknown", "orphaned")
    library, ledger, article = story.library, story.ledger, story.article
    assert anchor_claims(library, ledger, article, new, now=NOON + 180, is_read_now=False) == ()
    assert story.state(kept) == "unknown"
    newer = story.text(KEPT, EDITED)
    anchor_claims(library, ledger, article, newer, now=NOON + 240, is_read_now=False)
    assert story.state(kept) == "exact"
