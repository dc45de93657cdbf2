"""Undo and redo, of whatever it was."""

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsread.claims.claim import Claim
from newsread.errors import LedgerError, NewsreadError
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.ledger import disk
from newsread.library.records import Article, Change, FetchState, NewFeed, Step
from tests.fakes.claims import claim
from tests.fakes.newsroom import Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as opened:
        yield opened


def again(room: Newsroom, article: Article) -> Article:
    found = room.library.article(article.id)
    assert found is not None
    return found


def test_with_nothing_done_there_is_nothing_to_undo(room: Newsroom) -> None:
    assert room.history.undo() == "Nothing to undo"
    assert room.history.redo() == "Nothing to redo"


def test_a_claims_whole_life_can_be_taken_back_and_made_again(room: Newsroom) -> None:
    made = claim()
    room.history.did("Claim saved as quantity", room.ledger.put(made))
    tagged = msgspec.structs.replace(made, tags=("x",))
    room.history.did("Tags: x", room.ledger.put(tagged))
    room.history.did("Claim deleted", room.ledger.remove(made.id))
    states = [(), (tagged,), (made,), ()]
    words = ["claim deleted", "tags: x", "claim saved as quantity"]
    for state, said in zip(states[1:], words, strict=True):
        assert room.history.undo() == f"Undone: {said}"
        assert room.ledger.all() == state
    assert room.history.undo() == "Nothing to undo"
    for state, said in zip(states[2::-1], reversed(words), strict=True):
        assert room.history.redo() == f"Done again: {said}"
        assert room.ledger.all() == state
    assert room.history.redo() == "Nothing to redo"


def test_what_a_check_found_stays_while_a_persons_steps_are_undone(room: Newsroom) -> None:
    made = claim()
    room.history.did("Claim saved as quantity", room.ledger.put(made))
    room.history.did(
        "Tags: x", room.ledger.put(msgspec.structs.replace(made, tags=("x",), modified="2999"))
    )
    found = msgspec.structs.replace(made.anchors[0], state="orphaned", by="newsread", segments=())
    anchors = (*made.anchors, found)
    room.ledger.revise([made.id], lambda now: msgspec.structs.replace(now, anchors=anchors))
    assert room.history.undo() == "Undone: tags: x"
    assert room.ledger.all() == (msgspec.structs.replace(made, anchors=anchors),)
    assert room.history.redo() == "Done again: tags: x"
    room.history.undo()
    assert room.history.undo() == "Undone: claim saved as quantity"
    assert room.ledger.all() == ()


def test_steps_outlive_the_process_and_belong_to_all_windows(room: Newsroom) -> None:
    room.history.did("Claim saved as quantity", room.ledger.put(claim()))
    with Newsroom(room.places.data.parent) as other:
        assert other.history.undo() == "Undone: claim saved as quantity"
    room.ledger.refresh()
    assert room.ledger.all() == ()
    assert room.history.redo() == "Done again: claim saved as quantity"


def test_a_new_step_gives_up_what_was_undone(room: Newsroom) -> None:
    room.history.did("Claim saved", room.ledger.put(claim()))
    room.history.undo()
    room.history.did("Claim saved", room.ledger.put(claim()))
    assert room.history.redo() == "Nothing to redo"


def test_nothing_changed_is_no_step(room: Newsroom) -> None:
    article = room.article()
    room.history.did("Tags as before", ())
    room.history.mark_articles("Marked unread", [article.id], read=False)
    assert room.history.mark_all_read(room.library.ids()) == "1 article marked read"
    assert room.history.mark_all_read(room.library.ids()) == "Everything here is read already"
    assert room.history.undo() == "Undone: 1 article marked read"
    assert room.history.undo() == "Nothing to undo"


def test_marks_are_taken_back_as_one_step_and_only_where_they_were_made(room: Newsroom) -> None:
    articles = [room.article(name) for name in ("a", "b", "c")]
    room.library.set_read([articles[0].id], read=True)
    assert room.history.mark_all_read(room.library.ids()) == "2 articles marked read"
    assert room.history.undo() == "Undone: 2 articles marked read"
    assert [again(room, each).read for each in articles] == [True, False, False]
    assert room.history.redo() == "Done again: 2 articles marked read"
    assert [again(room, each).read for each in articles] == [True, True, True]


def test_a_step_of_many_articles_is_short_and_taken_back_to_the_last_one(room: Newsroom) -> None:
    feed = room.library.add_feed("https://paper.example/feed")
    count = 3_000
    said = ParsedFeed(entries=tuple(Entry(identity=str(each)) for each in range(count)))
    room.library.store_fetch(FetchState(feed_id=feed.id, url=feed.url), said)
    scattered = random.Random(7).sample(range(1, count + 1), count // 3)
    room.library.set_read(scattered, True)
    marks = [article.read for article in room.library.articles()]
    assert sum(marks) == count // 3
    assert room.history.mark_all_read(room.library.ids()) == "2000 articles marked read"
    step = room.library.history.last_done()
    assert step is not None
    assert sum(len(change.subject) for change in step.changes) < count / 2
    room.history.undo()
    assert [article.read for article in room.library.articles()] == marks
    room.history.redo()
    assert room.library.counts().unread == 0


def test_a_star_and_a_read_mark_may_be_one_step(room: Newsroom) -> None:
    article = room.article()
    room.history.mark_articles("Starred and read", [article.id], read=True, starred=True)
    assert (again(room, article).read, again(room, article).starred) == (True, True)
    room.history.undo()
    assert (again(room, article).read, again(room, article).starred) == (False, False)


def test_of_a_step_with_several_marks_those_that_stand_are_taken_back(room: Newsroom) -> None:
    article = room.article()
    room.history.mark_articles("Starred and read", [article.id], read=True, starred=True)
    room.library.set_read([article.id], read=False)
    assert room.history.undo() == "Undone: starred and read; the article was marked unread since"
    assert (again(room, article).read, again(room, article).starred) == (False, False)


def test_a_feed_that_was_removed_comes_back_with_its_articles(room: Newsroom) -> None:
    plain, claimed = room.article("plain"), room.article("claimed")
    room.ledger.put(claim_on(claimed))

    def listed() -> list[str]:
        return [each.title for each in room.library.articles()]

    before = listed()
    removed = room.history.remove_feed(plain.feed_url)
    assert listed() == ["Claimed"]
    assert room.history.undo() == f"Undone: feed removed: {removed.title}"
    assert listed() == before
    assert room.history.redo() == f"Done again: feed removed: {removed.title}"
    assert listed() == ["Claimed"]


def test_feeds_that_were_added_together_are_taken_back_together(room: Newsroom) -> None:
    there = room.library.add_feed("https://paper.example/0")
    new = [
        NewFeed(url=f"https://paper.example/{each}", folder="Dailies", own_title=f"Paper {each}")
        for each in range(3)
    ]
    added = room.history.add_feeds("2 feeds added from feeds.opml", new)
    assert [feed.url for feed in added] == [feed.url for feed in new[1:]]
    assert room.history.undo() == "Undone: 2 feeds added from feeds.opml"
    assert room.library.feeds() == [there]
    assert room.history.redo() == "Done again: 2 feeds added from feeds.opml"
    assert [room.library.feed(feed.url) for feed in added] == added
    assert room.history.add_feeds("Nothing new", new) == []
    assert room.history.undo() == "Undone: 2 feeds added from feeds.opml"


def claim_on(article: Article) -> Claim:
    made = claim()
    reference = msgspec.structs.replace(made.article, key=article.key)
    return msgspec.structs.replace(made, article=reference)


def test_a_claim_lists_its_article_again_whose_feed_was_removed_meanwhile(room: Newsroom) -> None:
    read, other = room.article("read"), room.article("other")
    with Newsroom(room.places.data.parent) as window:
        window.history.remove_feed(read.feed_url)
    assert list(room.library.articles()) == []
    room.history.did("Claim saved", room.ledger.put(claim_on(read)))
    assert list(room.library.articles()) == [read]
    assert room.library.counts().total == 1
    assert room.library.article(other.id) is None
    assert room.library.feed(read.feed_url) is None


def test_a_claim_that_comes_back_lists_its_article_again(room: Newsroom) -> None:
    read = room.article()
    room.history.did("Claim saved", room.ledger.put(claim_on(read)))
    room.history.undo()
    room.library.remove_feed(read.feed_url)
    room.history.redo()
    assert list(room.library.articles()) == [read]


def test_claims_of_other_windows_keep_their_articles_when_a_feed_is_removed(
    room: Newsroom,
) -> None:
    read = room.article()
    with Newsroom(room.places.data.parent) as window:
        window.history.did("Claim saved", window.ledger.put(claim_on(read)))
    room.history.remove_feed(read.feed_url)
    assert list(room.library.articles()) == [read]


def test_a_feed_that_was_added_again_meanwhile_is_not_brought_back_twice(room: Newsroom) -> None:
    url = room.article().feed_url
    room.history.remove_feed(url)
    room.library.restore_feed(url)
    with pytest.raises(NewsreadError, match="cannot be undone: the feed was added again since"):
        room.history.undo()
    assert room.history.undo() == "Nothing to undo"


def test_what_others_changed_since_is_not_undone_and_does_not_block_the_rest(
    room: Newsroom,
) -> None:
    first, second = claim(), claim()
    room.history.did("Claim saved as quantity", room.ledger.put(first))
    room.history.did("Claim saved as rule", room.ledger.put(second))
    with Newsroom(room.places.data.parent) as other:
        other.ledger.put(msgspec.structs.replace(second, note="theirs"))
    with pytest.raises(NewsreadError) as caught:
        room.history.undo()
    assert str(caught.value) == (
        "“Claim saved as rule”: cannot be undone: the claim has been changed since."
        " The same key goes on to the step beyond it."
    )
    assert len(room.ledger.all()) == 2
    assert room.history.undo() == "Undone: claim saved as quantity"
    assert [each.note for each in room.ledger.all()] == ["theirs"]


def test_a_mark_that_is_gone_cannot_be_undone(room: Newsroom) -> None:
    article = room.article()
    room.history.mark_articles("Starred", [article.id], starred=True)
    room.library.set_starred([article.id], starred=False)
    with pytest.raises(NewsreadError, match="“Starred”: cannot be undone: its star was taken away"):
        room.history.undo()
    assert room.history.undo() == "Nothing to undo"
    assert room.history.redo() == "Done again: starred"


def test_a_step_of_a_kind_not_known_is_passed_over(room: Newsroom) -> None:
    change = Change(kind="folder", subject="1", before=None, after="{}")
    room.library.history.append(Step(at=0.0, words="Folder added", changes=(change,)))
    with pytest.raises(NewsreadError, match="was made by a newer newsread"):
        room.history.undo()
    assert room.history.undo() == "Nothing to undo"


def test_five_thousand_articles_marked_read_come_back_after_a_restart(room: Newsroom) -> None:
    count = 5_000
    feed = room.library.add_feed("https://paper.example/feed")
    said = ParsedFeed(entries=tuple(Entry(identity=str(each)) for each in range(count)))
    room.library.store_fetch(FetchState(feed_id=feed.id, url=feed.url), said)
    room.library.set_read(range(1, count, 7), True)
    before = [article.read for article in room.library.articles()]
    words = room.history.mark_all_read(room.library.ids())
    assert words == f"{before.count(False)} articles marked read"
    room.library.close()
    with Newsroom(room.places.data.parent) as again:
        assert again.library.counts().unread == 0
        assert again.history.undo() == f"Undone: {words}"
        assert [article.read for article in again.library.articles()] == before
    with Newsroom(room.places.data.parent) as again:
        assert again.history.redo() == f"Done again: {words}"
        assert again.library.counts().unread == 0


def test_a_crash_between_a_claim_and_the_note_that_it_is_undone_does_no_harm(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.history.did("Claim saved", room.ledger.put(claim()))

    class Crash(BaseException):
        """The process ends here."""

    def crash(*_: object) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(room.library.history, "mark", crash)
        with pytest.raises(Crash):
            room.history.undo()
    assert room.ledger.all() == ()
    assert room.history.undo() == "Undone: claim saved"
    assert room.history.undo() == "Nothing to undo"
    assert room.history.redo() == "Done again: claim saved"
    assert len(room.ledger.all()) == 1


def test_a_star_lists_an_article_again_whose_feed_was_removed_meanwhile(room: Newsroom) -> None:
    read = room.article()
    with Newsroom(room.places.data.parent) as window:
        window.history.remove_feed(read.feed_url)
    room.history.mark_articles("Starred", [read.id], starred=True)
    assert [article.id for article in room.library.articles()] == [read.id]
    room.history.undo()
    assert list(room.library.articles()) == []


def test_an_undo_that_could_not_be_stored_may_be_tried_again(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.history.did("Claim saved", room.ledger.put(claim()))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(disk, "_write", fail)
        with pytest.raises(LedgerError, match="not saved: disk full"):
            room.history.undo()
    assert room.history.undo() == "Undone: claim saved"


def test_an_article_that_another_claim_keeps_is_not_hidden_again(room: Newsroom) -> None:
    read = room.article()
    room.library.remove_feed(read.feed_url)
    room.history.did("Claim saved", room.ledger.put(claim_on(read)))
    room.ledger.put(claim_on(read))  # merged from a file, say: no step
    room.history.undo()
    assert [article.id for article in room.library.articles()] == [read.id]
