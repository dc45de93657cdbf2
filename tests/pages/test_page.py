"""A page from bytes to Document: whole pages kept as golden files, and which text is chosen."""

from __future__ import annotations

import re

import pytest

from newsread.errors import PageError
from newsread.pages.guard import DEEP, LARGEST
from newsread.pages.length import MOST_CHARACTERS, MOST_LINES
from newsread.pages.page import read_feed, read_page
from newsread.text.clean import clean
from newsread.text.document import Kind, Part
from newsread.text.quality import Quality
from tests.pages.support import GOLDEN, drawn

URL = "https://coast.example/x"
SENTENCE = "The harbour board voted, after a long debate, to close pier number {}. "
PAGE = "<title>Pier to close</title><article>{}</article>"


def paragraphs(count: int) -> str:
    return "".join(f"<p>{SENTENCE.format(number) * 2}</p>" for number in range(count))


def golden(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("name", ["one_enormous_paragraph", "lines_in_one_paragraph"])
def test_a_scraped_page_comes_out_as_the_article_and_nothing_else(name: str) -> None:
    reading = read_page(golden(f"{name}.html"), URL, "text/html; charset=utf-8")
    assert reading.document.text + "\n" == golden(f"{name}.txt").decode()


@pytest.mark.parametrize("name", ["one_enormous_paragraph", "lines_in_one_paragraph"])
def test_the_same_as_a_feeds_content_comes_out_the_same(name: str) -> None:
    text = golden(f"{name}.txt").decode()
    html = golden(f"{name}.html").decode()
    document = read_feed(html[html.index("<body") :], URL, text.partition("\n")[0]).document
    assert document.text + "\n" == text


def test_every_kind_of_block_comes_out_in_its_place_with_its_marks() -> None:
    reading = read_page(golden("a_well_made_page.html"), URL, "text/html")
    assert drawn(reading.document) == golden("a_well_made_page.txt").decode()
    assert reading.document.lang == "en-GB"
    assert reading.document.byline == "Mia Lund, Per Aas"
    assert reading.published == 1714979289.0
    assert (reading.source, reading.notice, reading.quality.flags) == ("page", "", ())


@pytest.mark.parametrize(
    "name",
    ["tables", "pictures_and_links", "lists_code_and_quotes", "footnotes", "embeds"],
)
def test_every_structure_comes_out_as_what_it_is(name: str) -> None:
    document = read_page(golden(f"{name}.html"), URL, "text/html").document
    assert drawn(document) == golden(f"{name}.txt").decode()


@pytest.mark.parametrize("name", ["tables", "lists_code_and_quotes", "footnotes", "embeds"])
def test_a_feed_that_has_it_has_the_same_structure(name: str) -> None:
    page = golden(f"{name}.html").decode()
    html = page[page.index("</h1>") + 5 : page.index("</article>")]
    title = page[page.index("<h1>") + 4 : page.index("</h1>")]
    assert drawn(read_feed(html, URL, title).document) == golden(f"{name}.txt").decode()


def test_the_headline_stands_once_and_first() -> None:
    page = PAGE.format("<h1>Pier to close</h1><h2>Pier to close</h2>" + paragraphs(4))
    document = read_page(page.encode(), URL).document
    assert document.text.count("Pier to close") == 1
    assert (document.blocks[0].kind, document.blocks[0].part) == (Kind.HEADLINE, Part.HEADLINE)


def test_what_the_page_leaves_out_the_feed_says() -> None:
    page = f"<body>{paragraphs(4)}</body>"
    reading = read_page(page.encode(), URL, title="Pier closes", lang="en", byline="Mia Lund")
    assert reading.document.text.startswith("Pier closes\n\n")
    assert (reading.document.lang, reading.document.byline) == ("en", "Mia Lund")


def test_the_feeds_text_is_chosen_if_it_has_clearly_more() -> None:
    feed = read_feed(paragraphs(9))
    reading = read_page(PAGE.format(paragraphs(3)).encode(), URL, feed=feed)
    assert reading.document is feed.document
    assert (reading.source, reading.quality.flags) == ("feed", ("feed-longer",))
    assert reading.notice == "The feed's own text: it has 234 words, the page shows 78."


@pytest.mark.parametrize("in_feed", [0, 1, 3])
def test_else_the_pages_is(in_feed: int) -> None:
    feed = read_feed(paragraphs(in_feed))
    reading = read_page(PAGE.format(paragraphs(3)).encode(), URL, feed=feed)
    assert (reading.source, reading.quality.words, reading.notice) == ("page", 78, "")


@pytest.mark.parametrize(
    "page",
    [
        "<div hidden id='S:0'>{}</div>",
        "<div><template shadowrootmode=open>{}</template></div>",
        "<button>Menu<div></button></div><main>{}</main>",
        "<body style='visibility: hidden'>{}",
        "<p>Scripts, please.</p><noscript>{}</noscript>",
    ],
    ids=["streamed", "shadow root", "open button", "fading in", "noscript"],
)
def test_all_text_of_a_page_has_what_only_seems_to_be_hidden(page: str) -> None:
    reading = read_page(page.format(paragraphs(4)).encode(), URL, visible=True)
    assert reading.visible is not None
    assert all(SENTENCE.format(number) in reading.visible.text for number in range(4))


def test_a_heading_that_unfolds_what_follows_is_text() -> None:
    faq = "<h2><button aria-expanded=false>Who pays for it?</button></h2><button>Send</button>"
    reading = read_page(PAGE.format(paragraphs(2) + faq + paragraphs(2)).encode(), URL)
    heading = next(block for block in reading.document.blocks if block.kind is Kind.HEADING)
    assert reading.document.text[heading.start : heading.end] == "Who pays for it?"
    assert "Send" not in reading.document.text


def test_a_paywall_is_said() -> None:
    page = PAGE.format(paragraphs(3) + "<p>Subscribe to continue reading</p>")
    reading = read_page(page.encode(), URL)
    assert reading.quality.flags == ("partial",)
    assert "Subscribe" not in reading.document.text


def test_json_ld_has_the_article_of_a_page_made_by_scripts() -> None:
    body = "\\n\\n".join(SENTENCE.format(number) + "R&amp;D." for number in range(4))
    data = f'{{"@type":"Article","articleBody":"{body}"}}'
    page = f'<script type="application/ld+json">{data}</script><div id=app>Loading</div>'
    reading = read_page(page.encode(), URL)
    assert [block.kind for block in reading.document.blocks] == [Kind.PARAGRAPH] * 4
    assert reading.document.text.endswith("R&D.")
    assert reading.notice == "The text is from the page's data; a visitor may see less."


def test_all_of_a_page_too_deep_to_be_looked_into_may_not_be_the_article() -> None:
    page = "<div>" * (DEEP + 1) + paragraphs(4)
    assert "uncertain" in read_page(page.encode(), URL).quality.flags


def test_plain_text_is_read_as_it_is() -> None:
    document = read_page(b"one <b>\ntwo\n\n\nthree &amp;", URL, "text/plain").document
    assert document.text == "one <b> two\n\nthree &amp;"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "the page is empty"),
        (b"<div id=app></div><script>run()</script>", "no text before a browser"),
        (b"<!-- -->", "no text before a browser"),
        (b"%PDF-1.4", "a PDF file"),
    ],
)
def test_a_page_without_text_says_so_in_one_sentence(body: bytes, says: str) -> None:
    with pytest.raises(PageError, match=says) as refused:
        read_page(body, "https://me:secret@coast.example/x", "text/html")
    assert "secret" not in str(refused.value)


def test_a_page_too_large_or_too_deep_is_read_as_plain_text() -> None:
    large = "<title>Pier</title><body>" + "<p>One more word here.</p>" * 40_000
    deep = "<title>Pier</title><body>" + "<div>" * 3000 + "<p>At the bottom.</p>"
    assert read_page(large.encode(), URL).quality.words == 4 * (MOST_LINES - 1)
    assert read_page(deep.encode(), URL).document.text == "Pier\n\nAt the bottom."


def test_a_text_too_long_is_cut_and_says_how_much_is_left_out() -> None:
    sentence = "漢字。"
    too_long = f"<title>Pier</title><article><p>{sentence * 200_000}</p></article>"
    for reading in (read_page(too_long.encode(), URL), read_feed(too_long[19:], title="Pier")):
        text = reading.document.text
        assert len(text) <= MOST_CHARACTERS
        assert text.startswith("Pier\n\n漢字。漢字。")
        assert text.endswith(sentence)
        left_out = 600_000 - (len(text) - len("Pier\n\n"))
        assert "cut" in reading.quality.flags
        assert reading.notice == (
            f"The text is too long: only its first {len(text):,} characters are shown, "
            f"{left_out:,} more are left out."
        )


def test_a_feeds_text_that_is_preferred_says_what_it_lacks() -> None:
    feed = read_feed(f"<p>{SENTENCE}</p>" * 12_000)
    reading = read_page(PAGE.format(paragraphs(3)).encode(), URL, feed=feed)
    assert reading.quality.flags == ("feed-longer", "cut")
    assert reading.notice.startswith("The feed's own text: it has ")
    assert reading.notice.endswith(feed.notice)


def test_a_page_of_which_only_a_part_was_read_says_so() -> None:
    page = "<title>Pier</title><body>" + paragraphs(3) + "<div class=x></div>" * 100_000
    reading = read_page(page.encode(), URL)
    assert reading.quality.flags == ("uncertain", "cut")
    assert reading.notice == (
        f"The text is too long: what follows the first {LARGEST:,} characters of its HTML is left"
        " out."
    )


def test_a_page_whose_end_was_not_fetched_says_so() -> None:
    page = PAGE.format(paragraphs(8)).encode()
    assert read_page(page, URL).quality.flags == ()
    reading = read_page(page[: -len(SENTENCE) * 4], URL, is_whole=False)
    assert reading.quality.flags == ("cut",)
    assert reading.notice == "The page is too large: its end was not fetched."
    assert "pier number 5" in reading.document.text


def test_relative_links_follow_the_pages_base() -> None:
    page = PAGE.format(paragraphs(3) + '<p>It is told in <a href="b">a report</a> they made.</p>')
    reading = read_page(f'<base href="/other/">{page}'.encode(), URL)
    targets = [span.target for block in reading.document.blocks for span in block.spans]
    assert targets == ["https://coast.example/other/b"]


def test_nothing_that_acts_on_a_terminal_comes_through() -> None:
    nasty = b"&#27;]52;c;x&#7; \x1b[2J &#x9b;31m &#x202e;evil&#x202c; \xed\xa0\x80"
    page = PAGE.format(paragraphs(3)).encode() + b"<h1>\x1b]0;x\x07</h1><p>" + nasty * 5 + b"</p>"
    document = read_page(page, URL).document
    assert document.text == clean(document.text)
    assert "\x1b" not in document.text


def test_a_feeds_html_may_be_anything() -> None:
    assert read_feed("").document.text == ""
    assert read_feed("<script>x</script>", title="Pier").document.text == "Pier"
    assert read_feed("just text & more").document.text == "just text & more"
    assert read_feed("<p>one</p>two <ul><li>three").document.text == "one\n\ntwo\n\nthree"


def test_quality_counts_the_body_against_the_whole_page() -> None:
    page = PAGE.format(paragraphs(8)) + "<footer><p>Five words of the footer</p></footer>"
    assert read_page(page.encode(), URL).quality == Quality(208, 213, (), 208, "page")


@pytest.mark.parametrize("holder", ["html", "body"])
@pytest.mark.parametrize("attribute", ["hidden", "style=display:none"])
def test_all_text_of_a_page_that_fades_in_can_be_seen(holder: str, attribute: str) -> None:
    page = f"<html><body><article><p>{SENTENCE}".replace(f"<{holder}>", f"<{holder} {attribute}>")
    visible = read_page(page.encode(), URL, visible=True).visible
    assert visible is not None
    assert visible.text == SENTENCE.strip()


@pytest.mark.parametrize(
    "markup",
    ["<p>one<p>\u200dtwo", "<p>one<p><b>\u200d</b>two", "<pre>one</pre><pre>\u200dtwo</pre>"],
)
def test_a_joiner_at_the_beginning_of_a_block_joins_nothing(markup: str) -> None:
    for text in (
        read_feed(markup).document.text,
        read_page(re.sub("<[^<>]*>", "\n\n", markup).encode(), URL, "text/plain").document.text,
    ):
        assert text == clean(text) == "one\n\ntwo"


@pytest.mark.parametrize("sign", [*map(chr, range(32)), "\ufffe", "\uffff"], ids=ascii)
@pytest.mark.parametrize(
    "form", ["{}", "&#{:d};", "&#{:d}", "&#x{:x};", "&#X00{:X}", "&#&#{:d};27;"]
)
def test_control_characters_beside_what_is_taken_out_do_no_harm(sign: str, form: str) -> None:
    written = form.format(sign if form == "{}" else ord(sign))
    page = f"<article><p>{SENTENCE}</p><form></form>one {written} two<p>{SENTENCE}</article>"
    text = read_page(page.encode(), URL).document.text
    assert text == clean(text)
    assert re.search("one.* two", text)


def test_a_page_of_which_all_stands_in_a_button_can_be_seen() -> None:
    visible = read_page(f"<button><article><p>{SENTENCE}".encode(), URL, visible=True).visible
    assert visible is not None
    assert visible.text == SENTENCE.strip()


@pytest.mark.parametrize(
    "markup",
    [
        "<p newsread-note='#1' newsread-number=7>one",
        "<p><note-reference newsread-note='#1'>one</note-reference>",
        "<embedded-frame title=Film href='https://a.example'></embedded-frame><p>one",
    ],
)
def test_a_page_cannot_use_the_names_that_newsread_gives(markup: str) -> None:
    assert drawn(read_feed(markup).document) == "paragraph | one\n"
