"""What a person decides of feeds and folders, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsread.errors import FeedError, NewsreadError, UsageError
from newsread.feeds.entry import Entry, ParsedFeed
from newsread.ledger.ledger import StaleChangeError
from newsread.library.records import Change, Feed, FeedEdit, FeedSettings, NewFeed
from newsread.services.changes import VIEW
from newsread.services.history import History
from tests.fakes.newsroom import Newsroom

PAPER = "https://paper.example/feed"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as opened:
        opened.library.add_feed(PAPER, "The Paper", folder="Dailies")
        yield opened


def feed(room: Newsroom, url: str = PAPER) -> Feed:
    found = room.library.feed(url)
    assert found is not None
    return found


def edit(room: Newsroom, title: str = "", folder: str = "Dailies", **settings: object) -> str:
    own = FeedSettings(**settings)  # type: ignore[arg-type]
    return room.history.edit_feed(PAPER, own_title=title, folder=folder, settings=own)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "Mine"}, "Feed renamed: Mine"),
        ({"title": "  M\x1bine\n"}, "Feed renamed: Mine"),
        ({"title": "x" * 400}, f"Feed renamed: {'x' * 299}…"),
        ({"folder": "Outer / Inner"}, "Feed moved to Outer/Inner: The Paper"),
        ({"folder": ""}, "Feed moved out of its folder: The Paper"),
        ({"interval_minutes": 90}, "Feed has other settings: The Paper"),
        ({"title": "Mine", "quiet": True}, "Feed changed: Mine"),
        ({}, "Nothing changed"),
    ],
)
def test_an_edit_says_what_it_did_and_is_one_step(
    room: Newsroom, fields: dict[str, object], said: str
) -> None:
    before = feed(room)
    assert edit(room, **fields) == said  # type: ignore[arg-type]
    after = feed(room)
    if said == "Nothing changed":
        assert room.history.undo() == "Nothing to undo"
        return
    assert after != before
    assert room.history.undo() == f"Undone: {said[0].lower()}{said[1:]}"
    assert feed(room) == before
    room.history.redo()
    assert feed(room) == after


def test_without_a_title_of_the_users_a_feed_has_its_own_again(room: Newsroom) -> None:
    edit(room, title="Mine")
    assert edit(room) == "Feed has its own title again: The Paper"


@pytest.mark.parametrize(
    "settings",
    [
        {"interval_minutes": 4},
        {"interval_minutes": 10_081},
        {"keep_articles": -1},
        {"keep_days": 40_000},
    ],
)
def test_a_setting_out_of_bounds_is_refused_with_its_bounds(
    room: Newsroom, settings: dict[str, object]
) -> None:
    with pytest.raises(UsageError, match=r"is not a number from \d+ to \d+"):
        edit(room, title="Mine", **settings)
    assert feed(room).own_title == ""
    assert room.history.undo() == "Nothing to undo"


def test_a_feed_that_is_not_there_is_named(room: Newsroom) -> None:
    with pytest.raises(FeedError, match="is not among your feeds"):
        room.history.edit_feed("x", own_title="", folder="", settings=FeedSettings())
    with pytest.raises(FeedError, match="is not among your feeds"):
        room.history.added_feed("x")
    with pytest.raises(FeedError, match="Weeklies: is not among your folders"):
        room.history.rename_folder("Weeklies", "x")


@pytest.mark.parametrize(
    ("since", "thing"),
    [
        (FeedEdit(own_title="Theirs"), "its title was changed since"),
        (FeedEdit(folder="Theirs"), "its folder was changed since"),
        (FeedEdit(settings=FeedSettings(keep_days=1)), "its settings were changed since"),
    ],
)
def test_an_edit_is_refused_with_what_was_changed_since_and_the_next_press_goes_on(
    room: Newsroom, since: FeedEdit, thing: str
) -> None:
    edit(room, folder="Weeklies")
    edit(room, title="Mine", folder="Mine", quiet=True)
    room.library.edits.make(PAPER, since)
    before = feed(room)
    with pytest.raises(NewsreadError, match=f"“Feed changed: Mine”: cannot be undone: {thing}"):
        room.history.undo()
    assert feed(room) == before
    room.library.edits.make(PAPER, FeedEdit(folder="Weeklies"))
    assert room.history.undo() == "Undone: feed moved to Weeklies: The Paper"


def test_what_an_edit_did_not_touch_may_have_changed(room: Newsroom) -> None:
    edit(room, title="Mine")
    room.library.edits.make(PAPER, FeedEdit(folder="Theirs"))
    assert room.history.undo() == "Undone: feed renamed: Mine"
    assert (feed(room).title, feed(room).folder) == ("The Paper", "Theirs")


def test_a_folder_takes_those_within_it_along(room: Newsroom) -> None:
    for number, folder in enumerate(("A", "A/B", "A/B/C", "AB", "")):
        room.library.add_feed(f"https://a.example/{number}", folder=folder)

    def folders() -> list[str]:
        return [feed(room, f"https://a.example/{number}").folder for number in range(5)]

    before = folders()
    assert room.history.rename_folder("A", "Z/Y") == "Folder A renamed: Z/Y"
    assert folders() == ["Z/Y", "Z/Y/B", "Z/Y/B/C", "AB", ""]
    assert room.history.rename_folder("Z/Y", "Dailies") == "Folder Z/Y renamed: Dailies"
    assert room.history.rename_folder("Dailies", "") == "Folder dissolved: Dailies"
    assert [*folders(), feed(room).folder] == ["", "B", "B/C", "AB", "", ""]
    for _ in range(3):
        room.history.undo()
    assert [*folders(), feed(room).folder] == [*before, "Dailies"]
    assert room.history.rename_folder("A", " A/ ") == "Nothing changed"
    assert room.history.redo() == "Done again: folder A renamed: Z/Y"


def test_of_a_renamed_folder_the_feeds_that_were_moved_since_are_left_and_counted(
    room: Newsroom,
) -> None:
    urls = [f"https://a.example/{number}" for number in range(4)]
    for url in urls:
        room.library.add_feed(url, folder="A")
    room.history.rename_folder("A", "B")
    for url in urls[:2]:
        room.library.edits.make(url, FeedEdit(folder="Elsewhere"))
    room.library.remove_feed(urls[2])
    said = "Undone: folder A renamed: B; the feed was removed since; 2 feeds were moved since"
    assert room.history.undo() == said
    assert [feed(room, url).folder for url in (*urls[:2], urls[3])] == ["Elsewhere"] * 2 + ["A"]


def test_a_feed_that_was_added_goes_with_undo_and_comes_back_as_it_was(room: Newsroom) -> None:
    room.history.added_feed(PAPER)
    (state,) = room.library.fetch_states([PAPER])
    said = ParsedFeed(entries=(Entry(identity="1", title="One"), Entry(identity="2", title="Two")))
    room.library.store_fetch(state, said)
    before = feed(room)
    assert room.history.undo() == "Undone: feed added: The Paper"
    assert room.library.feeds() == []
    assert list(room.library.articles()) == []
    assert room.history.redo() == "Done again: feed added: The Paper"
    assert feed(room) == before


def test_a_removed_feed_that_is_brought_back_is_a_step(room: Newsroom) -> None:
    before = feed(room)
    assert room.history.bring_back(PAPER) == before
    assert room.history.undo() == "Nothing to undo"
    room.history.remove_feed(PAPER)
    assert room.history.bring_back(PAPER) == before
    assert room.history.undo() == "Undone: feed added: The Paper"
    assert room.history.undo() == "Undone: feed removed: The Paper"
    assert feed(room) == before


def test_how_many_articles_of_a_feed_did_not_come_back_is_said(room: Newsroom) -> None:
    (state,) = room.library.fetch_states([PAPER])
    entries = tuple(Entry(identity=str(each)) for each in range(3))
    room.library.store_fetch(state, ParsedFeed(entries=entries))
    room.history.remove_feed(PAPER)
    room.library.retention.forget([1, 2], now=0.0)
    said = "Undone: feed removed: The Paper; 2 articles are not kept any more"
    assert room.history.undo() == said


@pytest.mark.parametrize(("before", "after"), [("false", "true"), ("true", "false")])
def test_steps_of_an_earlier_newsread_are_taken_back(
    room: Newsroom, before: str, after: str
) -> None:
    change = Change(kind="feed", subject=PAPER, before=before, after=after)
    room.history.note("Feed added or removed", [change])
    if after == "false":
        room.library.remove_feed(PAPER)
    room.history.undo()
    assert (room.library.feed(PAPER) is not None) == (before == "true")


def test_a_step_of_many_marks_is_refused_only_when_none_stands(room: Newsroom) -> None:
    (state,) = room.library.fetch_states([PAPER])
    entries = tuple(Entry(identity=str(each)) for each in range(6))
    room.library.store_fetch(state, ParsedFeed(entries=entries))
    room.history.mark_all_read(room.library.ids())
    room.library.set_read([1, 2], False)
    room.library.retention.forget([3], now=0.0)
    said = (
        "Undone: 6 articles marked read; the article is not kept any more;"
        " 2 articles were marked unread since"
    )
    assert room.history.undo() == said
    assert room.library.counts().unread == 5
    room.history.redo()
    room.library.set_read([1, 2, 4, 5, 6], False)
    with pytest.raises(
        NewsreadError, match="cannot be undone: the article is not kept any more; 5"
    ):
        room.history.undo()


def test_other_kinds_of_changes_are_made_by_whoever_knows_them(room: Newsroom) -> None:
    views: dict[str, str | None] = {"mine": "is:unread"}

    def make(change: Change) -> None:
        if views.get(change.subject) != change.before:
            raise StaleChangeError("the view", "was changed since")
        views[change.subject] = change.after

    history = History(room.library, room.ledger, {VIEW: make})
    history.note("View saved", [Change(kind=VIEW, subject="mine", before=None, after="is:unread")])
    assert history.undo() == "Undone: view saved"
    assert views == {"mine": None}
    history.redo()
    views["mine"] = "is:read"
    with pytest.raises(NewsreadError, match="“View saved”: cannot be undone: the view was changed"):
        history.undo()
    assert views == {"mine": "is:read"}
    history.note("View saved", [Change(kind=VIEW, subject="x", before=None, after="y")])
    with pytest.raises(NewsreadError, match="was made by a newer newsread"):
        room.history.undo()


class Crash(BaseException):
    """The process ends here."""


@pytest.mark.parametrize(
    "act",
    [
        lambda room: room.history.mark_all_read(room.library.ids()),
        lambda room: room.history.mark_articles("Starred", [1], starred=True),
        lambda room: room.history.remove_feed(PAPER),
        lambda room: room.history.rename_folder("Dailies", "x"),
        lambda room: edit(room, title="Mine"),
    ],
)
def test_a_crash_before_the_step_is_noted_leaves_neither_change_nor_step(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, act: object
) -> None:
    (state,) = room.library.fetch_states([PAPER])
    room.library.store_fetch(state, ParsedFeed(entries=(Entry(identity="1"),)))
    before = (room.library.feeds(), list(room.library.articles()))

    def crash(_: object) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(room.library.history, "append", crash)
        with pytest.raises(Crash):
            act(room)  # type: ignore[operator]
    assert (room.library.feeds(), list(room.library.articles())) == before
    assert room.history.undo() == "Nothing to undo"


@pytest.mark.parametrize("how", ["list", "one", "back"])
def test_an_article_that_stayed_without_its_feed_stays_when_the_feed_goes_again(
    room: Newsroom, how: str
) -> None:
    (state,) = room.library.fetch_states([PAPER])
    room.library.store_fetch(state, ParsedFeed(entries=(Entry(identity="1"), Entry(identity="2"))))
    room.history.mark_articles("Starred", [1], starred=True)
    room.history.remove_feed(PAPER)
    room.history.mark_articles("Star taken away", [1], starred=False)
    before = list(room.library.articles())
    assert [article.id for article in before] == [1]
    if how == "list":
        room.history.add_feeds("Feeds added", [NewFeed(url=PAPER)])
    elif how == "back":
        room.history.bring_back(PAPER)
    else:
        stayed = room.library.edits.stayed(PAPER)
        room.library.add_feed(PAPER)
        room.history.added_feed(PAPER, stayed)
    assert room.library.counts().total == 2
    room.history.undo()
    assert list(room.library.articles()) == before
