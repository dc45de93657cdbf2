"""What is taken out for what its page calls it, and what only sounds like that."""

from __future__ import annotations

import lxml.html
import pytest
from lxml.html import HtmlElement

from newsread.pages.elements import text_of
from newsread.pages.junk import drop_junk
from tests.pages.test_extract import ARTICLE

COMMENT = (
    "<p>A reader thinks, at some length, that all of this is wrong, and says so in many words.</p>"
)


def page(markup: str) -> HtmlElement:
    return lxml.html.document_fromstring(f"<body>{markup}").find("body")


@pytest.mark.parametrize(
    "name",
    [
        "class=share",
        "class='post-share'",
        "class=postShareButtons",
        "class=SHARE",
        "id=related",
        "class='box newsletter-signup'",
        "class=author-bio",
        "class=post__author-name",
        "class=entry-meta",
    ],
)
def test_a_short_element_goes_for_a_word_of_its_class_or_id(name: str) -> None:
    body = page(f"{ARTICLE}<div {name}>JUNK</div>")
    (gone,) = drop_junk(body)
    assert "JUNK" not in text_of(body)
    assert (gone.parent, gone.letters) == (body, 4)


@pytest.mark.parametrize(
    "kept",
    [
        "<div class=shared-history><p>It was built in 1904, and rebuilt in 1911.</p></div>",
        "<div class=authority>The harbour authority was asked.</div>",
        "<div class=author>Mia Lund wrote ten books.</div>",
        f"<div class=related>{ARTICLE}</div>",
        f"<div class=related><article>{ARTICLE[:100]}</article></div>",
        f"<div class=comments><article>{ARTICLE}</article></div>",
        "<section id=component_5cd3ad805f><p>It was built in 1904.</p></section>",
        "<p>It is by far <a class=recommendation-link>the oldest pier</a>.</p>",
        "<p><a class=related-link>The pier</a> was closed.</p>",
        "<p><span>It was praised by</span> <a class=external-popup>the ferry crew</a></p>",
        "<p>See also <b>what</b> Λιμάνι <a class=promo>λιμάνι</a></p>",
    ],
    ids=[
        "a longer word", "a part of a word", "a name alone", "much", "the article", "comments",
        "a hash", "amid a sentence", "begins one", "ends one", "behind words",
    ],
)  # fmt: skip
def test_what_only_sounds_like_furniture_stays(kept: str) -> None:
    body = page(f"<article>{ARTICLE}{kept}</article>")
    before = text_of(body)
    assert drop_junk(body) == []
    assert text_of(body) == before


def test_text_beside_what_is_taken_out_stays() -> None:
    body = page("<p>one <span class=share>JUNK</span>two</p><p>three</p>" + ARTICLE)
    drop_junk(body)
    assert text_of(body).startswith("one twothree")


READERS = f"<div class=comment-body>{COMMENT}</div>"


@pytest.mark.parametrize(
    "name",
    ["id=comments", "class=comment-list", "class=comments-section", "class=disqus_thread"],
)
def test_readers_comments_go_however_long_and_are_not_missed(name: str) -> None:
    body = page(f"<article>{ARTICLE}</article><div {name}>{READERS * 40}</div>")
    assert drop_junk(body) == []
    assert "A reader thinks" not in text_of(body)
    assert "harbour board" in text_of(body)


def test_paragraphs_called_comments_of_which_none_is_called_one_stay() -> None:
    body = page(f"<article>{ARTICLE}<div class=comment-section>{COMMENT * 7}</div></article>")
    assert drop_junk(body) == []
    assert text_of(body).count("A reader thinks") == 7


@pytest.mark.parametrize(
    "markup",
    [
        f"<main class=comments>{READERS * 40}</main>{ARTICLE}",
        f"<div class=comments>{READERS * 40}</div><p>Nothing else is said here.</p>",
    ],
    ids=["the main part", "all there is"],
)
def test_comments_that_are_the_page_stay(markup: str) -> None:
    body = page(markup)
    drop_junk(body)
    assert "A reader thinks" in text_of(body)
