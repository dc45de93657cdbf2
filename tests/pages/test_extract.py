"""Finding the article: what is protected, what is taken out, and the second opinion."""

from __future__ import annotations

import pytest

from newsread.pages.elements import text_of
from newsread.pages.extract import extract
from newsread.pages.guard import guard
from newsread.pages.settle import settle

SENTENCES = (
    "The harbour board voted on Tuesday, after a long debate, to close the old ferry pier.",
    "It had cost the town, which has few other debts, more than one million euros last year.",
    "Nobody on the outer island was asked, said a teacher, who has collected signatures since.",
    "The last ferry leaves on 3 May, and the timber, or what is left of it, will be sold.",
    "The council meets on Thursday, and its lawyers, two of them at least, expect a long night.",
)
ARTICLE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def words(page: str) -> str:
    root = settle(guard(page)).root
    assert root is not None
    return " ".join(text_of(extract(root).element).split())


def has_all(text: str) -> bool:
    return all(sentence in text for sentence in SENTENCES)


@pytest.mark.parametrize(
    "page",
    [
        f"<article>{ARTICLE}</article>",
        f"<body style='visibility:hidden'><article>{ARTICLE}</article></body>",
        f"<body><div hidden id='S:0'><article>{ARTICLE}</article></div></body>",
        f"<body><div><template shadowrootmode=open><article>{ARTICLE}</article></template></div>",
        f"<body><form action='/aspx'><div class=content>{ARTICLE}{ARTICLE}</div></form>",
        f"<body><p>Scripts, please.</p><noscript><article>{ARTICLE}</article></noscript>",
        f"<body><button>Menu<div></button></div><article>{ARTICLE}</article>",
        f"<body><div class='pagination-first'>{ARTICLE}</div>",
        f"<body><div class='post tags-pier related-harbour'>{ARTICLE}</div>",
        "<body>" + "".join(f"<section><div><div>{p}</div></div></section>" for p in
                           ARTICLE.replace("</p>", "</p>|").split("|") * 3),
        f"<body>{'<br><br>'.join(SENTENCES)}",
        f"<body><table><tr><td>{ARTICLE}</td></tr></table>",
    ],
    ids=["article", "fading in", "streamed", "shadow root", "form", "noscript",
         "open button", "class name", "class names", "page builder", "line breaks", "layout table"],
)  # fmt: skip
def test_no_sentence_is_lost(page: str) -> None:
    assert has_all(words(page))


def test_an_embedded_post_is_part_of_the_article() -> None:
    tweet = (
        "<blockquote class='twitter-tweet'><p>We will be back, and soon, on the old pier, the "
        "ferry crew writes.</p></blockquote>"
    )
    assert "the ferry crew writes" in words(f"<article>{ARTICLE}{tweet}{ARTICLE}</article>")


@pytest.mark.parametrize(
    "junk",
    [
        "<div class='share-bar'>JUNK</div>",
        "<form><label>JUNK</label><input><textarea>JUNK</textarea><button>Send</button></form>",
        "<div class='postShareButtons'>JUNK</div>",
        "<section id='related'><p>JUNK</p></section>",
        "<div class='newsletter-signup'>JUNK</div>",
        "<div class='entry-meta'>JUNK</div>",
        "<div hidden>JUNK</div>",
        "<div style='display: none'>JUNK</div>",
        "<select><option>JUNK</option></select>",
        "<div class=cookie-consent><p>JUNK</p></div>",
    ],
)
def test_what_is_called_furniture_is_taken_out(junk: str) -> None:
    assert "JUNK" not in words(f"<article>{ARTICLE}{junk}{ARTICLE}</article>")


def test_all_that_a_visitor_sees_is_told() -> None:
    root = guard(
        "<body><nav>one two</nav>\n<p>three</p><p hidden>no</p><script>no</script></body>"
    ).root
    assert root is not None
    assert extract(root).page_text.split() == ["one", "two", "three"]


def test_comments_longer_than_the_article_are_not_the_article() -> None:
    comments = "".join(
        f"<li class=comment><p>Reader {number} thinks, at some length, that all of this is wrong, "
        "and says so in more words than there are in the article, or in any other.</p></li>"
        for number in range(40)
    )
    page = f"<main><article><h1>Pier</h1>{ARTICLE}</article><ul id=comments>{comments}</ul></main>"
    assert has_all(words(page))
    assert "Reader 7" not in words(page)
