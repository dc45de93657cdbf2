"""What a page says of its article, and which of its names is the headline."""

from __future__ import annotations

import pytest

from newsread.pages.about import About, read_about, without_site
from newsread.pages.guard import guard

LD = '<script type="application/ld+json">'


def about(page: str, hint: str = "") -> About:
    guarded = guard(page)
    assert guarded.root is not None
    return read_about(guarded.root, guarded.linked_data, hint)


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        ("Mayor resigns over pier - The Ledger", "", "Mayor resigns over pier"),
        ("Mayor resigns over pier | The Ledger | News", "", "Mayor resigns over pier | The Ledger"),
        ("Mayor resigns – Ledger", "Ledger", "Mayor resigns"),
        ("Ledger: Mayor resigns", "Ledger", "Ledger: Mayor resigns"),
        ("The Ledger » Mayor resigns", "The Ledger", "Mayor resigns"),
        ("Mayor resigns - again", "", "Mayor resigns - again"),
        ("A well-made pier", "", "A well-made pier"),
        ("The Ledger", "The Ledger", "The Ledger"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(title: str, site: str, bare: str) -> None:
    assert without_site(title, site) == bare


@pytest.mark.parametrize(
    ("page", "hint", "title"),
    [
        (
            "<title>Pier to close in May - Ledger</title><h1>Pier to close in May</h1>",
            "",
            "Pier to close in May",
        ),
        (
            "<title>Ledger</title><h1>The Ledger Online</h1><h1>Pier to close in May</h1>",
            "Pier to close in May",
            "Pier to close in May",
        ),
        (
            '<title>x</title><meta property="og:title" content="Pier to close"><h1>Menu</h1>',
            "",
            "Pier to close",
        ),
        ("<title>Ledger</title><p>x</p>", "Pier to close in May", "Pier to close in May"),
        ("<p>x</p><h1>Pier <b>to</b>\n close</h1>", "", "Pier to close"),
        ("<title>R&amp;D &lt;b&gt; &#27;[31m</title><p>x</p>", "", "R&D <b> [31m"),
        ("<p>x</p>", "", ""),
    ],
)
def test_the_headline_is_what_the_page_agrees_on(page: str, hint: str, title: str) -> None:
    assert about(page, hint).title == title


def test_every_form_of_the_headline_is_known() -> None:
    page = (
        "<title>Pier to close in May - Ledger</title>"
        '<meta property="og:title" content="Old pier closes"><h1>Pier to close</h1>'
    )
    assert set(about(page, "Pier closes").titles) == {
        "Pier to close",
        "Old pier closes",
        "Pier to close in May",
        "Pier to close in May - Ledger",
        "Pier closes",
    }


@pytest.mark.parametrize(
    ("page", "byline"),
    [
        (
            LD + '{"@type":"NewsArticle","author":{"name":"Mia Lund"}}</script><p>x',
            "Mia Lund",
        ),
        (
            LD
            + '[{"@type":["Thing","BlogPosting"],"author":["Mia Lund",{"name":"Per Aas"}]}]'
            + "</script><p>x",
            "Mia Lund, Per Aas",
        ),
        ('<meta name="author" content="By Mia Lund"><p>x', "Mia Lund"),
        ('<p><a rel="author">von Mia Lund</a>', "Mia Lund"),
        ('<meta name="author" content="https://news.example/mia"><p>x', ""),
        ('<meta name="author" content="Par Zoé Roux"><p>x', "Zoé Roux"),
        ('<meta name="author" content="记者：张三"><p>x', "张三"),
        ('<meta name="author" content="بقلم: سامي حداد"><p>x', "سامي حداد"),
        ('<meta name="author" content="Von der Leyen"><p>x', "Von der Leyen"),
        ("<p>Byron Smith", ""),
    ],
)
def test_the_byline_is_names_alone(page: str, byline: str) -> None:
    assert about(page).byline == byline


@pytest.mark.parametrize(
    ("page", "lang"),
    [
        ("<html lang=de><p>x", "de"),
        ("<html lang=en_gb><p>x", "en-gb"),
        ("<html lang='  '><meta property=og:locale content=pt_BR><p>x", "pt-BR"),
        ('<html lang="English, please"><p>x', ""),
        ("<p>x", ""),
    ],
)
def test_the_language_is_a_tag_or_nothing(page: str, lang: str) -> None:
    assert about(page).lang == lang


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        ("2024-05-06T07:08:09Z", 1714979289.0),
        ("2024-05-06T09:08:09+02:00", 1714979289.0),
        ("2024-05-06", 1714953600.0),
        ("yesterday", None),
        ("", None),
        ("99999-01-01", None),
    ],
)
def test_the_date_is_posix_seconds(moment: str, seconds: float | None) -> None:
    page = f'<meta property="article:published_time" content="{moment}"><p>x'
    assert about(page).published == seconds


@pytest.mark.parametrize(
    ("value", "free"), [("false", False), ('"False"', False), ("true", True), ("null", True)]
)
def test_a_page_may_say_that_it_is_not_free(value: str, free: bool) -> None:
    page = LD + f'{{"@type":"Article","isAccessibleForFree":{value}}}</script><p>x'
    assert about(page).free is free


@pytest.mark.parametrize(
    "data", ["{", "[" * 50_000, '"text"', "{}", "\xff", '{"@type": 7}', '{"@graph": {"@graph": 1}}']
)
def test_json_ld_of_any_kind_is_survived(data: str) -> None:
    page = LD + f"{data}</script><title>The pier</title><p>x"
    assert about(page).title == "The pier"
