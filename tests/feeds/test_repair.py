"""Mending of feeds before they are parsed."""

from __future__ import annotations

from html.entities import html5
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.errors import FeedError
from newsread.feeds.repair import MOST_ATTRIBUTES, MOST_ENTRIES, opening_of, repair


def mended(text: str) -> str:
    data = repair(text, opening_of(text), "https://a.example/feed").data
    return data.decode().removeprefix('<?xml version="1.0" encoding="utf-8"?>\n')


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("<rss version='2.0'/>", "feed", "rss"),
        ("\ufeff \n<?xml version='1.0'?><!-- <html> --><rss/>", "feed", "rss"),
        ("<?xml-stylesheet href='<html>'?><feed/>", "feed", "feed"),
        ("<RSS/>", "feed", "rss"),
        ("<rdf:RDF/>", "feed", "rdf"),
        ("<atom:feed/>", "feed", "feed"),
        ("Warning: notice\n<?xml version='1.0'?><rss/>", "feed", "rss"),
        ("<!DOCTYPE rss [<!ENTITY a '<b>'>]><rss/>", "feed", "rss"),
        ("<!doctype html><p>", "page", "html"),
        ("<html><body>", "page", "html"),
        ('{"version": "https://jsonfeed.org"}', "json", ""),
        ("[1]", "json", ""),
        ("", "empty", ""),
        (" \n\0", "empty", ""),
        ("nothing here", "text", ""),
        ("1 < 2", "text", ""),
        ("<!-- only a comment", "text", ""),
        ("<opml/>", "xml", "opml"),
    ],
)
def test_a_document_is_told_by_its_first_element(text: str, kind: str, name: str) -> None:
    opening = opening_of(text)
    assert (opening.kind, opening.name) == (kind, name)


@pytest.mark.parametrize(
    ("inside", "out"),
    [
        ("R&D", "R&amp;D"),
        ("a &lt; b &amp; c", "a &lt; b &amp; c"),
        ("caf&eacute;&nbsp;&mdash;", "café\xa0—"),
        ("&LT;b&GT;", "&lt;b&gt;"),
        ("&nosuch;", "&amp;nosuch;"),
        ("&#233; &#xE9; &#038;", "&#233; &#233; &#38;"),
        ("&#55357;&#56832;", "😀"),
        ("&#xD83D;&#xDE00;", "😀"),
        ("&#xD800;", "\ufffd"),
        ("&#x110000; &#99999999999;", "\ufffd \ufffd"),
        ("a&#27;[2J&#0;", "a[2J"),
        ("a\x1b\x00b\ufffe", "ab"),
        ("&#;", "&amp;#;"),
        ("a?b=1&c=2", "a?b=1&amp;c=2"),
        ("<![CDATA[R&D &nbsp; <b>]]>&D", "<![CDATA[R&D &nbsp; <b>]]>&amp;D"),
        (
            "<![CDATA[&#55357;&#56832; &#xD800; &#27; &#99999999999 &#233;]]>",
            "<![CDATA[😀 \ufffd &#27; \ufffd &#233;]]>",
        ),
        ("<![CDATA[ never closed & ", "<![CDATA[ never closed & "),
    ],
)
def test_references_are_mended_outside_cdata(inside: str, out: str) -> None:
    assert mended(f"<rss>{inside}</rss>") == f"<rss>{out}</rss>"


def test_small_entities_are_put_in_and_shadow_htmls() -> None:
    text = (
        "<!DOCTYPE rss [<!ENTITY owner \"Ann &#38; Bob\"><!ENTITY copy '(C)'>"
        '<!ENTITY nested "&owner;">]><rss>&owner; &copy; &nested;</rss>'
    )
    assert mended(text) == "<rss>Ann &#38; Bob (C) &amp;owner;</rss>"


def test_an_external_entity_is_only_its_name() -> None:
    text = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>'
    assert mended(text) == "<rss>&amp;x;</rss>"


def test_all_of_htmls_names_may_be_declared() -> None:
    names = [name[:-1] for name in html5 if name.endswith(";")][:253]
    declared = "".join(f"<!ENTITY {name} '&#233;'>" for name in names)
    assert mended(f"<!DOCTYPE rss [{declared}]><rss>&{names[7]};</rss>") == "<rss>&#233;</rss>"


def test_a_small_entity_used_too_often_is_refused() -> None:
    declared = f"<!DOCTYPE rss [<!ENTITY a '{'x' * 900}'>]>"
    assert len(mended(f"{declared}<rss>{'&a;' * 1000}</rss>")) > 900_000
    with pytest.raises(FeedError, match="grow without bound"):
        mended(f"{declared}<rss>{'&a;' * 2000}</rss>")


@pytest.mark.parametrize(
    "declarations",
    [
        f'<!ENTITY big "{"x" * 2000}">',
        "".join(f'<!ENTITY e{n} "x">' for n in range(301)),
    ],
)
def test_entities_that_could_grow_are_refused(declarations: str) -> None:
    with pytest.raises(FeedError, match="grow without bound"):
        mended(f"<!DOCTYPE rss [{declarations}]><rss>&big;</rss>")


def test_entries_past_the_cap_are_left_out_and_the_rest_stays_well_formed() -> None:
    items = "".join(f"<item><title>{n}</title></item>" for n in range(MOST_ENTRIES + 7))
    text = f"<rss><channel>{items}</channel></rss>"
    data, left_out, breaks_off = repair(text, opening_of(text), "")
    assert (left_out, breaks_off) == (7, False)
    assert len(ElementTree.fromstring(data).findall(".//item")) == MOST_ENTRIES


def test_attributes_past_the_cap_are_left_out_but_no_namespace() -> None:
    many = " ".join(f"a{n}='{n}' xmlns:n{n}='urn:{n}'" for n in range(MOST_ATTRIBUTES + 50))
    root = ElementTree.fromstring(mended(f"<rss><x {many}/><n7:y xmlns:n7='urn:7'/></rss>"))
    assert len(root[0].attrib) == MOST_ATTRIBUTES
    assert mended(f"<rss><x {many}>").count("xmlns:") == MOST_ATTRIBUTES + 50


def test_bases_that_would_be_joined_without_end_are_left_out() -> None:
    def bases(count: int) -> int:
        nested = "<x xml:base='a/'>" * count + "</x>" * count
        return mended(f"<rss>{nested}</rss>").count("xml:base='a/'")

    assert (bases(1_000), bases(5_000)) == (1_000, 0)


@pytest.mark.parametrize("before", ["<!--", "<?", "<!DOCTYPE [", "<!x", "< "])
def test_a_prolog_without_end_is_looked_through_once(before: str) -> None:
    opening = opening_of(before * 100_000 + "<rss/>")  # minutes, if it were not
    assert (opening.kind, opening.name) == ("feed", "rss")


@given(st.text(alphabet=st.sampled_from("&#x;0dD8cC<>![]ACDT-?a\ud83d\x1b "), max_size=60))
def test_any_text_is_mended_to_bytes(text: str) -> None:
    opening = opening_of(text)
    data = repair(text, opening, "").data
    assert b"\x1b" not in data
    data.decode()
