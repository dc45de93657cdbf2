"""Clean texts: every one that was seen, each kept once."""

from __future__ import annotations

import pytest

from newsread.errors import ArticleError, LibraryError
from newsread.library.records import Cause, Revision
from newsread.library.store import Library
from newsread.query.read import parse
from newsread.text.document import Document, Kind, Mark, Part, Piece, Span, assemble
from newsread.text.quality import Quality, Role, Source
from tests.fakes.texts import store_revision
from tests.library.conftest import NOW, filled, titles


def text(words: str) -> Document:
    """Return a document with one paragraph."""
    return assemble([Piece(Kind.PARAGRAPH, words)])


def keep(
    library: Library,
    article: int,
    words: str,
    source: Source = "page",
    at: float = NOW,
    notice: str = "",
) -> Revision:
    """Store a text of an article."""
    return store_revision(library, article, text(words), source, at, Quality(2), notice)


def stored(library: Library) -> tuple[int, int]:
    """Return how many revisions and how many texts there are."""
    return (
        library._database.value("SELECT count(*) FROM revision"),
        library._database.value("SELECT count(*) FROM text"),
    )


def test_a_text_comes_back_as_it_was_stored(library: Library) -> None:
    filled(library, 1)
    document = assemble(
        [
            Piece(Kind.HEADLINE, "Überschrift 漢 👋🏽", Part.HEADLINE),
            Piece(Kind.RULE, ""),
            Piece(Kind.ITEM, "one link", level=2, ordinal=7, spans=(
                Span(4, 8, Mark.LINK, "https://paper.example/"),
            )),
            Piece(Kind.CAPTION, "a caption", Part.CAPTION),
        ],
        lang="de",
        byline="A. Writer",
    )  # fmt: skip
    quality = Quality(3, 9, ("partial",))
    made = store_revision(library, 1, document, "feed", NOW, quality, "The page did not answer")
    assert made == library.revision(1)
    assert made == Revision(
        revision=document.revision,
        document=document,
        source="feed",
        retrieved=NOW,
        quality=quality,
        notice="The page did not answer",
    )


def test_an_article_without_a_text_has_no_revision(library: Library) -> None:
    filled(library, 1)
    assert library.revision(1) is None
    assert library.revisions(1) == []


def test_the_same_text_twice_adds_and_changes_nothing(library: Library) -> None:
    filled(library, 1)
    first = keep(library, 1, "words", at=NOW)
    assert keep(library, 1, "words", at=NOW + 60) == first
    assert library.revision(1) == first
    assert stored(library) == (1, 1)


def test_the_newest_text_is_given_and_earlier_ones_by_their_name(library: Library) -> None:
    filled(library, 1)
    first, second = keep(library, 1, "first"), keep(library, 1, "second", at=NOW + 60)
    assert library.revision(1) == second
    assert library.revision(1, first.revision) == first
    assert library.revisions(1) == [second, first]


def test_a_text_that_comes_back_is_the_newest_again_and_kept_once(library: Library) -> None:
    filled(library, 1)
    keep(library, 1, "first")
    keep(library, 1, "second", at=NOW + 60)
    again = keep(library, 1, "first", at=NOW + 120)
    assert library.revision(1) == library.revision(1, again.revision) == again
    assert stored(library) == (3, 2)


def test_the_same_text_from_the_page_after_the_feed_takes_its_notice_away(
    library: Library,
) -> None:
    filled(library, 1)
    keep(library, 1, "words", source="feed", notice="The page did not answer")
    keep(library, 1, "words", source="page")
    newest = library.revision(1)
    assert newest is not None
    assert (newest.source, newest.notice) == ("page", "")


def test_articles_share_a_text_but_not_their_revisions(library: Library) -> None:
    filled(library, 2)
    keep(library, 1, "agency report")
    assert library.revision(2) is None
    keep(library, 2, "agency report", at=NOW + 1)
    assert stored(library) == (2, 1)
    assert library.revision(1) != library.revision(2)


@pytest.mark.parametrize("name", ["", "no hex", "00" * 32])
def test_an_unknown_name_is_no_revision(library: Library, name: str) -> None:
    filled(library, 1)
    keep(library, 1, "words")
    assert library.revision(1, name) is None


def test_a_text_of_no_article_is_refused(library: Library) -> None:
    with pytest.raises(ArticleError, match="article 99: is not in the library"):
        keep(library, 99, "words")
    assert stored(library) == (0, 0)


def test_a_text_that_rotted_on_disk_is_named_not_shown(library: Library) -> None:
    filled(library, 1)
    keep(library, 1, "words")
    with library._database.writing():
        library._database.change("UPDATE text SET document = x'00ff'")
    with pytest.raises(LibraryError, match="text of an article"):
        library.revision(1)


# Other texts than the clean one


def keep_other(library: Library, words: str, role: Role = "page", made_of: str = "") -> Revision:
    """Store a text of article 1 that is not its clean one."""
    source: Source = "visible" if role == "page" else "feed"
    document, quality = text(words), Quality(2)
    return store_revision(library, 1, document, source, NOW, quality, role=role, made_of=made_of)


def test_only_a_clean_text_is_the_articles_text(library: Library) -> None:
    filled(library, 1)
    page, feed = keep_other(library, "menu words"), keep_other(library, "feed", "feed")
    assert library.revision(1) is None
    clean = keep(library, 1, "words")
    keep_other(library, "menu and words")
    assert library.revision(1) == clean
    assert library.revision(1, role="feed") == library.revision(1, feed.revision) == feed
    assert library.revision(1, page.revision) is None


def test_of_other_texts_the_last_is_kept_and_what_was_seen(library: Library) -> None:
    filled(library, 1)
    for words in ("one", "two", "three"):
        kept = keep_other(library, words)
    assert library.revisions(1) == [kept]
    library.note_seen(1, kept)
    newer = keep_other(library, "four")
    assert library.revisions(1) == [newer, kept]
    newest = keep_other(library, "five")
    assert library.revisions(1) == [newest, kept]
    assert library.revision(1, role="page") == newest
    assert library.revision(1, kept.revision) == kept
    assert stored(library) == (2, 2)


def test_a_text_of_one_role_replaces_none_of_another_nor_a_clean_one(library: Library) -> None:
    filled(library, 1)
    clean = keep(library, 1, "words")
    keep_other(library, "words")
    feed = keep_other(library, "feed", "feed")
    page = keep_other(library, "menu words")
    assert library.revisions(1) == [page, feed, clean]
    assert library.revision(1, clean.revision) == clean


def test_what_was_replaced_meanwhile_is_not_taken_for_kept(library: Library) -> None:
    filled(library, 1)
    replaced = keep_other(library, "one")
    keep_other(library, "two")
    with pytest.raises(ArticleError, match="was just replaced"):
        library.note_seen(1, replaced)


def test_other_texts_go_with_their_article_seen_or_not(library: Library) -> None:
    filled(library, 1)
    keep(library, 1, "words")
    library.note_seen(1, keep_other(library, "menu words"))
    keep_other(library, "feed", "feed")
    library.retention.forget([1], NOW)
    assert stored(library) == (0, 0)


def test_the_words_of_menus_find_no_article(library: Library) -> None:
    filled(library, 1)
    keep(library, 1, "harbour fees")
    keep_other(library, "weather harbour fees")
    while library.index.catch_up():
        pass
    assert titles(library, "harbour") == ["paper0"]
    assert titles(library, "weather") == []
    keep_other(library, "weather again")
    assert library.index.waiting() == 0


def test_what_is_found_out_anew_of_the_same_text_is_noted(library: Library) -> None:
    filled(library, 1)
    keep(library, 1, "words")
    better = Quality(2, 9, ("partial",), 7, "page")
    made = store_revision(library, 1, text("words"), "page", NOW + 9, better, made_of="ab" * 32)
    assert made == library.revision(1)
    assert (made.quality, made.made_of, made.retrieved) == (better, "ab" * 32, NOW)
    assert stored(library) == (1, 1)


# Why a text is another than the one before


def keep_as(library: Library, words: str, cause: Cause, at: float = NOW) -> Revision:
    return store_revision(library, 1, text(words), "page", at, Quality(2), cause=cause, extractor=7)


def test_cause_and_extractor_are_kept_and_of_the_same_text_only_who_read_it_is_noted(
    library: Library,
) -> None:
    filled(library, 1)
    keep(library, 1, "words")
    edited = keep_as(library, "other words", "edit")
    assert library.revision(1) == edited
    assert (edited.cause, edited.extractor) == ("edit", 7)
    noted = store_revision(library, 1, text("other words"), "page", NOW, Quality(2), extractor=8)
    assert noted == library.revision(1)
    assert (noted.cause, noted.extractor) == ("edit", 8)
    assert stored(library) == (2, 2)


def test_what_may_not_be_the_article_is_kept_once_and_is_never_the_newest(
    library: Library,
) -> None:
    filled(library, 1)
    good = keep(library, 1, "harbour fees")
    half = keep_as(library, "weather", "unknown", NOW + 60)
    assert library.revision(1) == good
    assert library.revision(1, half.revision) == half
    assert keep_as(library, "weather", "unknown", NOW + 120) == half
    assert library.revisions(1) == [half, good]
    assert keep(library, 1, "harbour fees", at=NOW + 180) == good
    assert library.revisions(1) == [half, good]
    while library.index.catch_up():
        pass
    assert titles(library, "harbour") == ["paper0"]
    assert titles(library, "weather") == []


def test_where_there_is_no_other_even_that_is_given(library: Library) -> None:
    filled(library, 1)
    half = keep_as(library, "half", "unknown")
    assert library.revision(1) == half


# Whether it changed since it was read


def changed(library: Library) -> list[int]:
    return library.ids(parse("is:changed"))


def test_only_what_somebody_has_read_can_have_changed_since(library: Library) -> None:
    filled(library, 4)
    library.set_read([1], True)
    library.set_position(2, keep(library, 2, "words").revision, 3)
    library.note_seen(3, keep(library, 3, "words"))
    for number in range(1, 5):
        library.set_changed(number, True)
    assert sorted(changed(library)) == [1, 2, 3]
    assert sorted(library.ids(parse("-is:changed"))) == [4]
    assert [row.id for row in library.rows(parse("is:changed")) if row.changed] == changed(library)
    library.set_changed(2, False)
    assert sorted(changed(library)) == [1, 3]
    assert sorted(library.ids(parse("is:changed is:unread"))) == [3]
    one, two = library.article(1), library.article(2)
    assert one is not None
    assert two is not None
    assert (one.changed, two.changed) == (True, False)
