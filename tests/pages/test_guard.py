"""What is kept away from the parsers, and that nothing of the text is lost on the way."""

from __future__ import annotations

import pytest

from newsread.errors import PageError
from newsread.pages.elements import text_of
from newsread.pages.guard import (
    DEEP,
    DEEPEST,
    LARGEST,
    LONGEST_NAME,
    MOST_ELEMENTS,
    MOST_STEPS,
    guard,
    lighten,
    plain_text,
    refuse,
)

URL = "https://news.example/a"


@pytest.mark.parametrize(
    ("body", "content_type", "says"),
    [
        (b"", "text/html", "empty"),
        (b" \r\n\t\x00", "text/html", "empty"),
        (b"%PDF-1.7\n...", "text/html", "PDF"),
        (b"%PDF-1.7\n...", "application/pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "", "image"),
        (b"\xff\xd8\xff\xe0", "image/jpeg", "image"),
        (b"PK\x03\x04", "application/zip", "archive"),
        (b"\x1f\x8b\x08", "text/html", "compressed"),
        (b'{"a": 1}', "application/json", "application/json"),
        (b"ID3", "audio/mpeg", "audio/mpeg"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "", "some other kind of file"),
        (b"SQLite format 3\x00", "text/html", "some other kind of file"),
    ],
)
def test_what_is_no_page_is_refused_in_one_sentence(
    body: bytes, content_type: str, says: str
) -> None:
    with pytest.raises(PageError, match=says) as refused:
        refuse(body, URL, content_type)
    assert str(refused.value).startswith(f"{URL}: it is " if says != "empty" else f"{URL}: the")
    assert str(refused.value).endswith("Open it in a browser instead.")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<!doctype html><p>Hello", "application/octet-stream"),
        (b"<html><p>Hello", "application/xml"),
        (b"Hello", ""),
        (b"Hello", "text/plain; charset=utf-8"),
        (b"Hello", "TEXT/HTML"),
        (b"<p>He\x00llo", "text/html"),
        ("Hello".encode("utf-16"), ""),
        ("Hello".encode("utf-16-le"), "text/plain; charset=UTF-16LE"),
        ("<p>Hello".encode("utf-16-be"), ""),
    ],
)
def test_a_page_is_let_in_whatever_it_is_called(body: bytes, content_type: str) -> None:
    refuse(body, URL, content_type)


@pytest.mark.parametrize(
    ("page", "light"),
    [
        ("a<script>x<1</script>b", "ab"),
        ("a<SCRIPT src=x>\n</SCRIPT >b", "ab"),
        ("a<style>p{}</style>b<svg><path/></svg>c", "abc"),
        ("a<svg viewBox='0'/>b", "ab"),
        ("a<!-- <p>x</p> -->b<!-->c", "abc"),
        ("a<!--[if IE]>x<![endif]-->b", "ab"),
        ("a<script>document.write('<!--')</script>b-->", "ab-->"),
        ("<p>a</p></body></html><p>b</p>", "<p>a</p><p>b</p>"),
        ("a\0b", "ab"),
        ("a<script>never closed <p>b", "a"),
        ("a<!-- never closed <p>b", "a never closed <p>b".replace(" n", " n")),
        ("<scripture>a</scripture>", "<scripture>a</scripture>"),
        (f'<img src="data:image/png;base64,{"A" * 300}">', '<img src="">'),
        ("data:image/png in a text", "data:image/png in a text"),
    ],
)
def test_a_page_is_lightened_of_what_nobody_reads(page: str, light: str) -> None:
    assert lighten(page)[0] == light


def test_json_ld_is_kept_apart() -> None:
    page = '<script type="application/ld+json">{"a": 1}</script><script>b</script>text'
    assert lighten(page) == ("text", ('{"a": 1}',))


def test_a_tag_with_thousands_of_attributes_loses_them() -> None:
    crowd = " ".join(f"a{number}=1" for number in range(3000))
    assert lighten(f"<p {crowd}>text</p>")[0] == "<p>text</p>"


def test_an_early_end_of_the_page_loses_nothing() -> None:
    root = guard("<html><body><p>one</p></body></html><div><p>two</p></div>").root
    assert root is not None
    assert text_of(root) == "onetwo"


@pytest.mark.parametrize(
    "head",
    ["", "<title>no</title>", "<!doctype html><html lang=en><meta charset=utf-8><title>no</title>"],
)
def test_an_unwritten_body_begins_where_the_head_ends(head: str) -> None:
    root = guard(f"{head}<article><p>one</p></article><section>two").root
    assert root is not None
    assert text_of(root.find("body")) == "onetwo"


@pytest.mark.parametrize("depth", [DEEP - 10, DEEP + 50, 1000])
def test_deep_pages_keep_their_text(depth: int) -> None:
    guarded = guard("<div>" * depth + "<p>at the bottom</p>" + "</div>" * depth)
    assert guarded.root is not None
    assert text_of(guarded.root) == "at the bottom"
    assert guarded.deep == (depth > DEEP)


def test_what_is_too_deep_for_the_parser_is_read_without_it() -> None:
    depth = DEEPEST + 500
    guarded = guard("<div>" * depth + "<p>at the bottom</p>" + "</div>" * depth)
    assert guarded.root is None
    assert [piece.text for piece in plain_text(guarded.html)] == ["at the bottom"]


def test_what_is_too_large_is_read_without_the_parser() -> None:
    many = guard("<p>word</p>" * (MOST_ELEMENTS + 1))
    long = guard("<p>" + "word " * (LARGEST // 5 + 1))
    assert many.root is None
    assert long.root is None
    assert len(plain_text(many.html)) == MOST_ELEMENTS + 1
    assert len(long.html) == LARGEST


def test_plain_text_parts_paragraphs_and_decodes_once() -> None:
    page = "<head><title>no</title></head><body class=x>a\n b<br>R&amp;D &amp;lt;<b>c</b><p>d"
    assert [piece.text for piece in plain_text(page)] == ["a b", "R&D &lt;c", "d"]


@pytest.mark.parametrize("page", ["", "   ", "<!-- only this -->", "<script>1</script>"])
def test_a_page_of_nothing_has_no_element(page: str) -> None:
    assert guard(page).root is None


@pytest.mark.parametrize(
    "inside",
    ["<p>x</p>" * (MOST_STEPS // 100), "word " * (MOST_STEPS // 10)],
    ids=["elements", "letters"],
)
def test_what_is_deep_and_broad_at_once_is_read_as_plain_text(inside: str) -> None:
    assert guard(inside).root is not None
    assert guard("<div>" * (DEEP - 20) + inside).root is None


@pytest.mark.parametrize("name", ["class", "id"])
def test_a_name_without_end_is_none(name: str) -> None:
    page = guard(f"<p {name}={'a' * LONGEST_NAME}>one<p {name}=b{'a' * LONGEST_NAME}>two")
    assert page.root is not None
    kept, dropped = page.root.iter("p")
    assert kept.get(name) is not None
    assert dropped.get(name) is None
    assert text_of(dropped) == "two"
