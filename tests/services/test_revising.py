"""Why a text is another than the one before, and that nothing takes a better one's place."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from newsread.errors import ArticleError, PageError
from newsread.library.records import Cause, KeptPage, Revision
from newsread.library.store import Library
from newsread.pages.extractor import EXTRACTOR
from newsread.query.read import parse
from newsread.services.reading import open_article, save_article
from newsread.services.revising import NOT_SHOWN, SHRUNK, Asked, ask_again, cause_of, succession
from newsread.text.document import Document, Kind, Part, Piece, assemble
from newsread.text.quality import Quality
from newsread.workers.page_protocol import PageReply
from tests.fakes.pages import PagesInPlace
from tests.services.test_reading import NOW, URL, article_of, newest_of, opened

OLD = (
    "The harbour board will close the old pier in March.",
    "The work costs 4.1 million crowns, the board said.",
    "A ferry will run from the new quay until then.",
)
EDITED = (OLD[0], OLD[1].replace("4.1", "4.7"), OLD[2])
LINE = "Updated 3 hours ago"
LATER = "Updated 5 hours ago"
NEVER = EXTRACTOR - 1
"""An earlier newsread's."""


def text(*paragraphs: str, headline: str = "Pier to close") -> Document:
    pieces = [Piece(Kind.PARAGRAPH, words) for words in paragraphs]
    return assemble([Piece(Kind.HEADLINE, headline, Part.HEADLINE), *pieces], lang="en")


def made(*paragraphs: str, **fields: Any) -> Revision:
    """Return a text as it is made of a page by this newsread."""
    document = text(*paragraphs)
    given: dict[str, Any] = {"source": "page", "made_of": "aa" * 32, "extractor": EXTRACTOR}
    return Revision(
        revision=document.revision,
        document=document,
        quality=Quality(9, 0, fields.pop("flags", ())),
        **given | {"retrieved": NOW} | fields,
    )


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (None, made(*OLD), "first"),
        (made(*OLD), made(*EDITED, made_of="bb" * 32), "edit"),
        (made(*OLD), made(*OLD, "One line more.", made_of="bb" * 32), "edit"),
        (made(*OLD, LINE), made(*OLD, LATER, made_of="bb" * 32), "boring"),
        (made(*OLD, LINE), made(*OLD, made_of="bb" * 32), "boring"),
        (made(*OLD, LINE), made(*EDITED, LATER, made_of="bb" * 32), "edit"),
        (made(*OLD), made(*(each.replace(" ", "  ") for each in OLD)), "boring"),
        (made(*OLD), made(*OLD, notice="too long"), "boring"),
        # Made of the very same by another newsread, however much of it is gone.
        (made(*OLD, extractor=NEVER), made(*EDITED), "extractor"),
        (made(*OLD, extractor=NEVER), made(OLD[2]), "extractor"),
        # Of the same by the same newsread nothing else can come; it was not known what of.
        (made(*OLD, made_of=""), made(*EDITED, made_of=""), "edit"),
        (made(*OLD, made_of="", extractor=0), made(*EDITED, made_of="", extractor=9), "edit"),
        # Elsewhere.
        (made(*OLD, source="feed"), made(*EDITED), "source"),
        (made(*OLD), made(*EDITED, source="feed"), "source"),
        (made(*OLD, source="feed"), made(*OLD), "source"),
        # Half of it gone, but not of what only stood for the article.
        (made(*OLD), made(OLD[0]), "unknown"),
        (made(*OLD), made(*OLD[:2]), "edit"),
        (made(*OLD), made(OLD[0], source="feed"), "unknown"),
        (made(*OLD, source="feed", flags=("no-page",)), made(OLD[0]), "source"),
        (made(*OLD, flags=("wall",)), made(OLD[0]), "source"),
        (made(*OLD, flags=("no-page",)), made(*EDITED, flags=("no-page",)), "edit"),
        # All text of a page: menus change at each request.
        (made(*OLD, LINE, role="page"), made(*OLD, LATER, role="page", made_of="b"), "edit"),
        (made(*OLD, role="feed", source="feed"), made(*EDITED, role="feed", source="feed"), "edit"),
        (made(*OLD, role="page"), made(OLD[0], role="page", made_of="bb" * 32), "edit"),
    ],
)
def test_a_text_says_why_it_is_another_than_the_one_before(
    old: Revision | None, new: Revision, cause: Cause
) -> None:
    assert cause_of(old, new) == cause
    assert succession(old, new) == (msgspec.structs.replace(new, cause=cause),)


@pytest.mark.parametrize(
    ("reread", "new", "causes"),
    [
        # We read it otherwise, and the desk left it alone.
        (EDITED, EDITED, ["extractor", "boring"]),
        # We read it as before: it was the desk.
        (OLD, EDITED, ["edit"]),
        # Both.
        ((*OLD, "Share this with a friend."), EDITED, ["extractor", "edit"]),
        # We read less than half of it, and what is new is as much.
        ((OLD[0],), (OLD[0],), ["extractor", "boring"]),
        # And half of what we read now is gone.
        ((*OLD, *EDITED), (OLD[0],), ["extractor", "unknown"]),
    ],
)
def test_what_we_changed_is_told_from_what_a_desk_did(
    reread: tuple[str, ...], new: tuple[str, ...], causes: list[Cause]
) -> None:
    old = made(*OLD, extractor=NEVER, retrieved=5.0)
    again = made(*reread)
    found = succession(old, made(*new, made_of="bb" * 32), again)
    assert [each.cause for each in found] == causes
    assert found[-1].retrieved == NOW
    if len(found) == 2:
        assert (found[0].document, found[0].retrieved) == (again.document, 5.0)


# What is stored, from a page child in place


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite3") as opened:
        yield opened


@pytest.fixture
def child() -> PagesInPlace:
    return PagesInPlace()


def kept_page(name: str) -> KeptPage:
    return KeptPage(
        packed=zlib.compress(name.encode()), url=URL, content_type="text/html", retrieved=NOW
    )


def name_of(page: str) -> str:
    """Return what a text of this page is made of."""
    return page.encode().hex().ljust(64, "0")


def answer(*paragraphs: str, name: str = "a", **fields: Any) -> PageReply:
    """Return what a page called `name` is read as."""
    given: dict[str, Any] = {"document": text(*paragraphs), "quality": Quality(9)}
    given |= {"visible": text("Menu", *paragraphs), "page": kept_page(name)}
    given |= {"made_of": name_of(name), "extractor": EXTRACTOR, "retrieved": NOW}
    return PageReply(**given | fields)


async def asked(library: Library, child: PagesInPlace, article: int, *replies: PageReply) -> Asked:
    child.replies[URL] = list(replies)
    return await ask_again(library, child, article)  # type: ignore[arg-type]


def causes(library: Library, article: int) -> list[Cause]:
    """Return why each clean text came about, the oldest first."""
    kept = library.revisions(article)
    return [each.cause for each in reversed(kept) if each.role == "clean"]


async def test_what_is_new_is_stored_with_its_page_and_told(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    first = await asked(library, child, article, answer(*OLD))
    assert [each.cause for each in first.taken] == ["first"]
    second = await asked(library, child, article, answer(*EDITED, name="b"))
    assert [each.cause for each in second.taken] == ["edit"]
    assert second.newest == second.taken[-1] == library.revision(article)
    assert (second.error, second.lasting) == ("", False)
    assert library.pages.of(article) == kept_page("b")
    again = await asked(library, child, article, answer(*EDITED, name="c"))
    noted = msgspec.structs.replace(second.taken[-1], made_of=name_of("c"))
    assert (again.taken, again.newest) == ((), noted)
    assert library.pages.of(article) == kept_page("c")
    back = await asked(library, child, article, answer(*OLD, name="d"))
    assert [each.revision for each in back.taken] == [text(*OLD).revision]
    assert causes(library, article) == ["first", "edit", "edit"]


async def test_the_page_that_is_kept_goes_with_the_next_request(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    await asked(library, child, article, answer(*OLD))
    same = await asked(library, child, article, PageReply(unchanged=True, page=kept_page("new")))
    assert [each.kept for each in child.asked] == [None, kept_page("a")]
    assert (child.asked[1].extractor, child.asked[1].offline) == (EXTRACTOR, False)
    assert (same.taken, same.newest) == ((), library.revision(article))
    assert library.pages.of(article) == kept_page("new")


NO_TEXT = PageReply(error="the page needs scripts", lasting=True)
MEANWHILE = PageReply(
    document=text("The feed's words."), source="feed", quality=Quality(3, 0, ("no-page",))
)
FAILURES = {
    "wall": (answer("We and our partners use cookies.", quality=Quality(9, 0, ("wall",))), True),
    "empty": (NO_TEXT, True),
    "gone": (msgspec.structs.replace(MEANWHILE, error="not there (404)", lasting=True), True),
    "failed": (msgspec.structs.replace(MEANWHILE, error="the server failed (500)"), False),
    "shrunk": (answer(OLD[2], name="c"), True),
}


@pytest.mark.parametrize(("reply", "lasting"), FAILURES.values(), ids=FAILURES)
async def test_no_failure_changes_the_newest_text_or_loses_anything(
    library: Library, child: PagesInPlace, reply: PageReply, lasting: bool
) -> None:
    article = article_of(library)
    library.set_read([article], True)
    await asked(library, child, article, answer(*OLD))
    good, page = library.revision(article), library.revision(article, role="page")
    failed = await asked(library, child, article, MEANWHILE, reply)
    assert failed.newest == good == library.revision(article)
    assert failed.error
    assert failed.lasting is lasting
    assert library.revision(article, role="page") == page
    assert library.pages.of(article) == kept_page("a")
    assert library.ids(parse("is:changed")) == []
    await asked(library, child, article, reply)
    assert len(library.revisions(article)) == 2 + (reply.document == text(OLD[2]))
    then = await asked(library, child, article, answer(*EDITED, name="d"))
    assert [each.cause for each in then.taken] == ["edit"]
    assert library.ids(parse("is:changed")) == [article]


async def test_a_text_that_lost_half_is_listed_and_said(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    await asked(library, child, article, answer(*OLD))
    shrunk = await asked(library, child, article, answer(OLD[2], name="b"))
    assert ([each.cause for each in shrunk.taken], shrunk.error) == (["unknown"], SHRUNK)
    again = await asked(library, child, article, answer(OLD[2], name="c"))
    assert (again.taken, again.error, again.lasting) == ((), SHRUNK, True)
    assert causes(library, article) == ["first", "unknown"]
    child.replies[URL] = [answer(OLD[2], name="d")]
    with pytest.raises(PageError, match=SHRUNK):
        await opened(library, child, article, fresh=True)
    with pytest.raises(PageError, match=SHRUNK):
        await save_again(library, child)


async def save_again(library: Library, child: PagesInPlace) -> None:
    child.replies[URL] = [answer(*OLD)]
    await save_article(library, child, URL)  # type: ignore[arg-type]
    child.replies[URL] = [answer(OLD[2], name="b")]
    await save_article(library, child, URL)  # type: ignore[arg-type]


async def test_a_wall_is_not_saved_in_the_place_of_what_was_saved_before(
    library: Library, child: PagesInPlace
) -> None:
    child.replies[URL] = [answer(*OLD)]
    saved = await save_article(library, child, URL)  # type: ignore[arg-type]
    child.replies[URL] = [FAILURES["wall"][0]]
    with pytest.raises(PageError, match=NOT_SHOWN):
        await save_article(library, child, URL)  # type: ignore[arg-type]
    assert newest_of(library, saved.id).document == text(*OLD)


async def test_where_the_feed_stands_in_its_text_is_known_and_the_error_told(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    gone = msgspec.structs.replace(MEANWHILE, error="not there (404)", lasting=True)
    first = await asked(library, child, article, gone)
    assert first.newest is not None
    assert (first.newest.document, first.error, first.lasting) == (
        MEANWHILE.document,
        "not there (404)",
        False,
    )


async def test_an_article_without_a_page_is_read_from_its_feed_again(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library, url="")
    child.replies[""] = [answer(*OLD, source="feed", page=None, visible=None)]
    await ask_again(library, child, article)  # type: ignore[arg-type]
    child.replies[""] = [answer(*EDITED, source="feed", page=None, visible=None, name="b")]
    found = await ask_again(library, child, article)  # type: ignore[arg-type]
    assert [each.cause for each in found.taken] == ["edit"]
    assert [each.made_of for each in child.asked] == ["", name_of("a")]
    assert [each.kept for each in child.asked] == [None, None]


async def test_an_article_that_is_not_there_is_an_error(
    library: Library, child: PagesInPlace
) -> None:
    with pytest.raises(ArticleError, match="article 7: is not in the library"):
        await ask_again(library, child, 7)  # type: ignore[arg-type]


# When `EXTRACTOR` has gone up


async def by_an_earlier(library: Library, child: PagesInPlace) -> int:
    """Store an article that an earlier newsread has read; return its id."""
    article = article_of(library)
    await asked(library, child, article, answer(*OLD, extractor=NEVER, retrieved=5.0))
    child.asked.clear()
    return article


async def test_the_page_that_is_kept_is_read_again_before_a_desk_is_blamed(
    library: Library, child: PagesInPlace
) -> None:
    article = await by_an_earlier(library, child)
    more = (*OLD, "Share this with a friend.")
    child.reread = answer(*more, page=None)
    found = await asked(library, child, article, answer(*EDITED, name="b"))
    assert [(each.cause, each.retrieved) for each in found.taken] == [
        ("extractor", 5.0),
        ("edit", NOW),
    ]
    assert [each.document for each in found.taken] == [text(*more), text(*EDITED)]
    assert [(each.offline, each.kept) for each in child.asked] == [
        (False, kept_page("a")),
        (True, kept_page("a")),
    ]
    assert library.pages.of(article) == kept_page("b")


async def test_where_only_we_have_changed_no_desk_is_blamed(
    library: Library, child: PagesInPlace
) -> None:
    article = await by_an_earlier(library, child)
    library.set_read([article], True)
    child.reread = answer(*EDITED, page=None)
    found = await asked(library, child, article, answer(*EDITED, name="b"))
    assert [each.cause for each in found.taken] == ["extractor"]
    assert library.ids(parse("is:changed")) == []
    page = library.revision(article, role="page")
    assert page is not None
    assert page.document == text("Menu", *EDITED)


async def test_the_same_bytes_need_not_be_read_twice_to_tell(
    library: Library, child: PagesInPlace
) -> None:
    article = await by_an_earlier(library, child)
    found = await asked(library, child, article, answer(*EDITED))
    assert [each.cause for each in found.taken] == ["extractor"]
    assert [each.offline for each in child.asked] == [False]


async def test_opening_reads_the_kept_page_again_once_and_asks_nobody(
    library: Library, child: PagesInPlace
) -> None:
    article = await by_an_earlier(library, child)
    child.reread = answer(*EDITED, page=None)
    assert await opened(library, child, article) == [OLD[2], EDITED[2]]
    assert causes(library, article) == ["first", "extractor"]
    assert newest_of(library, article).retrieved == 5.0
    assert await opened(library, child, article) == [EDITED[2]]
    assert [each.offline for each in child.asked] == [True]


@pytest.mark.parametrize(
    "reread", [answer(*OLD, page=None), NO_TEXT, FAILURES["wall"][0]], ids=["same", "none", "wall"]
)
async def test_a_page_that_gives_nothing_else_is_not_read_a_third_time(
    library: Library, child: PagesInPlace, reread: PageReply
) -> None:
    article = await by_an_earlier(library, child)
    child.reread = reread
    for _ in range(2):
        assert await opened(library, child, article) == [OLD[2]]
    assert [each.offline for each in child.asked] == [True]
    assert causes(library, article) == ["first"]


async def test_without_a_page_that_is_kept_nothing_is_read_again(
    library: Library, child: PagesInPlace
) -> None:
    article = await by_an_earlier(library, child)
    library.pages.drop((), 10 * NOW)
    assert await opened(library, child, article) == [OLD[2]]
    assert child.asked == []
    found = await asked(library, child, article, answer(*EDITED, name="b"))
    assert [each.cause for each in found.taken] == ["edit"]


# Several processes


async def test_a_text_that_another_process_stores_meanwhile_is_the_one_compared_with(
    library: Library, child: PagesInPlace, tmp_path: Path
) -> None:
    article = await by_an_earlier(library, child)
    child.reread = answer(*OLD, page=None)

    def meanwhile() -> None:
        if child.asked[-1].offline and library.revision(article) == first:
            with Library.open(tmp_path / "library.sqlite3") as other:
                other.keep(article, made(*EDITED, cause="edit", made_of="ee" * 32))

    first = library.revision(article)
    child.before_reply = meanwhile
    found = await asked(library, child, article, answer(*EDITED, LINE, name="b"))
    assert [each.cause for each in found.taken] == ["boring"]
    assert causes(library, article) == ["first", "edit", "boring"]


async def test_what_is_opened_for_the_first_time_is_first_and_then_from_the_page(
    library: Library, child: PagesInPlace
) -> None:
    article = article_of(library)
    child.replies[URL] = [MEANWHILE, answer(*OLD)]
    found = [each async for each in open_article(library, child, article)]  # type: ignore[arg-type]
    assert [each.cause for each in found] == ["first", "source"]
