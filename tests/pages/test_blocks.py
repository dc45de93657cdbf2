"""The walk: what HTML means, that nothing of it is lost, and that marks are exact."""

from __future__ import annotations

import html
import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.pages.blocks import DEEPEST, blocks
from newsread.text.clean import clean
from newsread.text.document import Kind, Mark, Part, Piece, assemble
from tests.pages.support import marked, pieces


def told(markup: str) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in pieces(markup)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "one<p>two</p>three",
            [("paragraph", "one"), ("paragraph", "two"), ("paragraph", "three")],
        ),
        ("<div>a<div>b</div>c</div>", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("<p>a <span>b</span>c</p>", [("paragraph", "a bc")]),
        ("<p>a<news-term>b</news-term> c</p>", [("paragraph", "ab c")]),
        ("<p>one<br>two</p>", [("paragraph", "one\ntwo")]),
        ("<p>one<br> <br/>two</p>", [("paragraph", "one"), ("paragraph", "two")]),
        ("<br><br><p>one<br></p>", [("paragraph", "one")]),
        ("<h2>a<br>b</h2>", [("heading", "a b")]),
        ("<p>a<!-- no --> b</p>", [("paragraph", "a b")]),
        ("<p>a<script>no()</script> b</p>", [("paragraph", "a b")]),
        ("<p>a<span hidden>no</span> b</p>", [("paragraph", "a b")]),
        ('<p>a<span style="color:red; display : none">no</span> b</p>', [("paragraph", "a b")]),
        ("<p>a</p><hr><p>b</p>", [("paragraph", "a"), ("rule", ""), ("paragraph", "b")]),
        ("<blockquote>a<p>b</p></blockquote>", [("quote", "a"), ("quote", "b")]),
        ("<p>He said <q>no</q>.</p>", [("paragraph", "He said “no”.")]),
        ("<p>10<sup>6</sup> m<sup>−2</sup>, 1<sup>st</sup></p>", [("paragraph", "10⁶ m⁻², 1st")]),
        ("<p>H<sub>2</sub>O</p>", [("paragraph", "H2O")]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<pre>a\n  b\tc\n</pre>", [("code", "a\n  b    c")]),
        ("<pre><div>a</div><div>b</div></pre>", [("code", "a\nb")]),
        ("<pre>a<br><br>b</pre>", [("code", "a\n\nb")]),
        ("<p>&#27;[31mred&#x202e; &#x9d;0</p>", [("paragraph", "[31mred 0")]),
        ("<p>[/] [b]x[/b]</p>", [("paragraph", "[/] [b]x[/b]")]),
    ],
)
def test_elements_become_blocks(markup: str, expected: list[tuple[str, str]]) -> None:
    assert told(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ul><li>a</li><li>b</li></ul>", [(1, None, "a"), (1, None, "b")]),
        ("<ol><li>a</li><li>b</li></ol>", [(1, 1, "a"), (1, 2, "b")]),
        (
            "<ol start=7><li>a</li><li value=3>b</li><li>c</li></ol>",
            [(1, 7, "a"), (1, 3, "b"), (1, 4, "c")],
        ),
        ("<ol reversed><li>a</li><li>b</li></ol>", [(1, 2, "a"), (1, 1, "b")]),
        ("<ol start=x><li value=''>a</li></ol>", [(1, 1, "a")]),
        ("<ol start=99999999999999><li>a</li></ol>", [(1, 1, "a")]),
        (
            "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>",
            [(1, None, "a"), (2, 1, "b"), (1, None, "c")],
        ),
        ("<ul><li><p>a</p></li></ul>", [(1, None, "a")]),
        ("<li>a</li>", [(1, None, "a")]),
    ],
)
def test_items_have_level_and_number(
    markup: str, expected: list[tuple[int, int | None, str]]
) -> None:
    items = [piece for piece in pieces(markup) if piece.kind is Kind.ITEM]
    assert [(item.level, item.ordinal, item.text) for item in items] == expected


def test_only_the_first_paragraph_of_an_item_is_the_item() -> None:
    assert told("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>") == [
        ("item", "a"),
        ("paragraph", "b"),
        ("item", "c"),
    ]


def test_the_innermost_of_list_and_quote_decides() -> None:
    assert told("<ul><li><blockquote>a</blockquote></li></ul>") == [("quote", "a")]
    assert told("<blockquote><ul><li>a</li></ul>b</blockquote>") == [("item", "a"), ("quote", "b")]


def test_nesting_is_counted_to_a_limit() -> None:
    markup = "<blockquote>" * 40 + "<p>a</p>" + "</blockquote>" * 40
    (piece,) = pieces(markup)
    assert (piece.kind, piece.level) == (Kind.QUOTE, DEEPEST)


@pytest.mark.parametrize("level", range(1, 7))
def test_headings_have_their_level(level: int) -> None:
    (piece,) = pieces(f"<h{level}>a</h{level}>")
    assert (piece.kind, piece.level) == (Kind.HEADING, level)


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        ("<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>", ["a\tb", "c\td"]),
        ("<tr><td></td><th>b</th></tr>", ["\tb"]),
        ("<tr><td>a</td><td></td><td>c</td><td></td></tr>", ["a\t\tc"]),
        ("<tr><td colspan=2>a</td><td>b</td></tr>", ["a\t\tb"]),
        ("<tr><td>a <p>b</p>c<br>d</td><td> e </td></tr>", ["a b c d\te"]),
        ("<tr><td> </td><td></td></tr><tr><td>a</td><td>b</td></tr>", ["a\tb"]),
        ("<thead><tr><th>a</th><th>b</th></tr></thead><tbody></tbody>", ["a\tb"]),
    ],
)
def test_a_row_is_a_block_of_cells_between_tabs(markup: str, rows: list[str]) -> None:
    found = pieces(f"<table>{markup}</table>")
    assert [(piece.kind, piece.text) for piece in found] == [(Kind.ROW, row) for row in rows]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>",
        "<table><tr><td>a</td></tr><tr><td>b</td></tr><tr><td>c</td></tr></table>",
        "<table role=presentation><tr><td>a</td><td>b</td><td>c</td></tr></table>",
        "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>",
    ],
)
def test_a_table_that_lays_out_a_page_is_no_table(markup: str) -> None:
    assert told(markup) == [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]


def test_a_data_table_inside_a_layout_table_is_one() -> None:
    markup = "<table><tr><td>a<table><tr><td>b<td>c</tr></table>d</td></tr></table>"
    assert told(markup) == [("paragraph", "a"), ("row", "b\tc"), ("paragraph", "d")]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><figcaption>words</figcaption></figure>",
        "<table><caption>words</caption></table>",
        '<p class="wp-caption-text">words</p>',
        '<div class="photo-credit">words</div>',
        '<div class="img-caption large">words</div>',
    ],
)
def test_captions_are_told_by_element_or_class(markup: str) -> None:
    (piece,) = pieces(markup)
    assert (piece.kind, piece.part, piece.text) == (Kind.CAPTION, Part.CAPTION, "words")


@pytest.mark.parametrize("name", ["captioned", "credit-card-news", "recaptionist", "no"])
def test_what_only_sounds_like_a_caption_is_none(name: str) -> None:
    (piece,) = pieces(f'<p class="{name}">words</p>')
    assert piece.kind is Kind.PARAGRAPH


def test_a_long_text_is_no_caption_whatever_its_class_says() -> None:
    (piece,) = pieces(f'<div class="caption">{"words and more words " * 40}</div>')
    assert piece.kind is Kind.PARAGRAPH


@pytest.mark.parametrize(
    ("image", "words"),
    [
        ('<img alt="A dry lake">', "A dry lake"),
        ('<img alt=" A  dry\nlake ">', "A dry lake"),
        ('<img alt="干涸的湖泊照片">', "干涸的湖泊照片"),
        ('<img alt="">', ""),
        ("<img>", ""),
        ('<img alt="photo">', ""),
        ('<img alt="IMG_2041">', ""),
        ('<img alt="a dry lake.jpg">', ""),
        ('<img alt="https://news.example/a b">', ""),
        ('<img alt="- - -">', ""),
        ('<img alt="A dry lake" role="presentation">', ""),
        ('<img alt="A dry lake" width="1" height="1">', ""),
        ('<img alt="A dry lake" width="800px">', "A dry lake"),
        ('<img alt="A dry lake" hidden>', ""),
    ],
)
def test_a_picture_is_its_alternative_text_if_that_tells_anything(image: str, words: str) -> None:
    found = pieces(f"<p>{image}</p>")
    expected = [Piece(Kind.IMAGE, words, Part.CAPTION)] if words else []
    assert found == expected


def test_a_picture_in_a_sentence_follows_it() -> None:
    assert told('<p>one <img alt="A dry lake"> two</p>') == [
        ("paragraph", "one two"),
        ("image", "A dry lake"),
    ]


def test_a_picture_is_described_once() -> None:
    lazy = '<img alt="A dry lake"><noscript><img alt="A dry lake"></noscript>'
    assert told(lazy) == [("image", "A dry lake")]


def test_a_picture_of_a_character_is_the_character() -> None:
    assert told('<p>Yes <img class="emoji" alt="🎉">!</p>') == [("paragraph", "Yes 🎉!")]


def test_marks_are_exact() -> None:
    (piece,) = pieces(
        "<p>a <b>bold <i>and</i></b> <a href='/x'>a <code>link</code></a> <em> spaced </em>end</p>"
    )
    assert marked(piece) == [
        ("strong", "bold and"),
        ("emphasis", "and"),
        ("link", "a link"),
        ("code", "link"),
        ("emphasis", "spaced"),
    ]


def test_a_mark_around_blocks_is_in_each() -> None:
    found = pieces("<a href='/x'>a<div>b</div>c</a>")
    assert [marked(piece) for piece in found] == [[("link", word)] for word in "abc"]


def test_header_cells_and_terms_are_strong() -> None:
    found = pieces("<table><tr><th>a<td>b</table><dl><dt>c</dl>")
    assert [marked(piece) for piece in found] == [[("strong", "a")], [("strong", "c")]]


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/x", "https://news.example/x"),
        ("y", "https://news.example/2024/y"),
        ("//other.example/z", "https://other.example/z"),
        (" http://other.example/a b ", "http://other.example/a%20b"),
        ("#top", ""),
        ("mailto:a@news.example", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("http://[", ""),
        ("https://news.example\\@other.example/", ""),
        ("", ""),
    ],
)
def test_links_are_whole_web_addresses_or_none(href: str, target: str) -> None:
    (piece,) = pieces(f'<p><a href="{html.escape(href)}">words</a></p>')
    assert piece.text == "words"
    assert [span.target for span in piece.spans] == ([target] if target else [])


WORDS = st.sampled_from(
    ["alpha", "béta", "γ", "d\u0301elta", "नमस्ते", "1,5", "&", "<", "👩\u200d🚀"]
)
INLINE = ["b", "i", "em", "a", "span", "code", "sub", "u", "x-own", "abbr", "time", "td", "li"]
BLOCK = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "h2",
    "blockquote",
    "pre",
    "table",
    "tr",
    "td",
    "section",
    "dl",
    "dt",
]


def trees() -> st.SearchStrategy[str]:
    """Return HTML of any nesting, with words that no element hides."""
    leaves = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: html.escape(" ".join(words)))
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda name, parts: f"<{name}>{' '.join(parts)}<br></{name}>",
            st.sampled_from(INLINE + BLOCK),
            st.lists(inner, min_size=1, max_size=4),
        ),
        max_leaves=20,
    )


@given(trees())
def test_no_word_is_lost_doubled_or_moved(markup: str) -> None:
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    visible = re.findall(r"\S+", " ".join(root.itertext()))
    document = assemble(blocks(root))
    joined = "".join(clean(" ".join(visible)).split())
    assert "".join(document.text.split()) == joined


@given(trees())
def test_marks_and_blocks_are_where_they_say(markup: str) -> None:
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    document = assemble(blocks(root))
    at = 0
    for block in document.blocks:
        assert at <= block.start <= block.end <= len(document.text)
        assert (block.kind is Kind.RULE) == (block.start == block.end)
        for span in block.spans:
            assert block.start <= span.start < span.end <= block.end
        codes = [span for span in block.spans if span.mark is Mark.CODE]
        assert not (codes and block.kind is Kind.CODE)
        at = block.end


def test_a_tree_of_any_depth_is_walked() -> None:
    parser = lxml.html.HTMLParser(huge_tree=True)
    root = lxml.html.document_fromstring("<div>" * 1900 + "bottom", parser=parser)
    assert [piece.text for piece in blocks(root)] == ["bottom"]
