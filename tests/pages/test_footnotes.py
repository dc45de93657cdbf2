"""References read as such, notes keep their numbers, and nothing leads back."""

from __future__ import annotations

import lxml.html
import pytest

from newsread.pages.blocks import blocks
from newsread.pages.footnotes import settle_footnotes
from newsread.text.document import Kind, Mark, Piece

TEXT = "<p>It fell{}, they say.</p>"


def settle(markup: str) -> list[Piece]:
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    settle_footnotes(root)
    return blocks(root)


@pytest.mark.parametrize(
    ("reference", "note", "expected"),
    [
        pytest.param(
            '<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>',
            '<ol><li id="fn1"><p>Twice. <a href="#fnref1" class="footnote-backref">↩︎</a>'
            "</p></li></ol>",
            ("[1]", 1, "Twice."),
            id="markdown-it, ghost",
        ),
        pytest.param(
            '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">'
            '<span class="cite-bracket">[</span>1<span class="cite-bracket">]</span></a></sup>',
            '<ol><li id="cite_note-1"><span class="mw-cite-backlink">^ <sup><a href="#cite_ref-1">'
            "<i><b>a</b></i></a></sup></span> <span>Twice.</span></li></ol>",
            ("[1]", 1, "Twice."),
            id="wikipedia",
        ),
        pytest.param(
            '<sup data-fn="x1" class="fn"><a href="#x1" id="x1-link">1</a></sup>',
            '<ol class="wp-block-footnotes"><li id="x1">Twice. '
            '<a href="#x1-link" aria-label="Jump to footnote reference 1">↩︎</a></li></ol>',
            ("[1]", 1, "Twice."),
            id="wordpress",
        ),
        pytest.param(
            '<a class="footnote-anchor" id="footnote-anchor-1" href="/p/x#footnote-1">1</a>',
            '<div class="footnote"><a id="footnote-1" href="/p/x#footnote-anchor-1" '
            'class="footnote-number">1</a><div class="footnote-content"><p>Twice.</p></div></div>',
            ("[1]", 1, "Twice."),
            id="substack",
        ),
        pytest.param(
            '<a role="doc-noteref" href="#n">1</a>',
            '<div role="doc-endnote" id="n"><sup>1</sup> Twice. '
            '<a role="doc-backlink" href="#gone">Return to the text</a></div>',
            ("[1]", 1, "Twice."),
            id="dpub",
        ),
        pytest.param(
            '<a href="#_ftn1" name="_ftnref1">[1]</a>',
            '<p><a href="#_ftnref1" name="_ftn1">[1]</a> Twice.</p>',
            ("[1]", 1, "Twice."),
            id="word",
        ),
        pytest.param(
            '<sup><a href="#a">a</a></sup>',
            '<p id="a">a. Twice.</p>',
            ("[a]", None, "a. Twice."),
            id="a letter",
        ),
        pytest.param(
            '<sup>[<a href="#n">12</a>]</sup>',
            '<ul><li id="n"><a href="#r">12</a>. Twice.</li></ul><p id="r"></p>',
            ("[12]", 12, "Twice."),
            id="in a list without numbers",
        ),
        pytest.param(
            '<a href="#n"><sup>*</sup></a>',
            '<p id="n">* Twice.</p>',
            ("*", None, "* Twice."),
            id="an asterisk",
        ),
    ],
)
def test_a_reference_and_its_note_are_told(
    reference: str, note: str, expected: tuple[str, int | None, str]
) -> None:
    label, number, words = expected
    text, found = settle(TEXT.format(reference) + note)
    assert text.text == f"It fell{label}, they say."
    (span,) = text.spans
    assert text.text[span.start : span.end] == label
    assert (span.mark, span.target) == (Mark.NOTE, "#1")
    assert (found.ordinal, found.text, found.anchor) == (number, words, "#1")
    assert (found.kind is Kind.ITEM) == (number is not None)


def test_two_references_lead_to_one_note() -> None:
    twice = '<sup><a href="#n">1</a></sup>'
    text, note = settle(TEXT.format(twice * 2) + '<ol><li id="n">Twice.</li></ol>')
    assert text.text == "It fell[1][1], they say."
    assert [span.target for span in text.spans] == ["#1", "#1"]
    assert note.anchor == "#1"


def test_a_reference_whose_note_is_not_there_leads_nowhere() -> None:
    (text,) = settle(TEXT.format('<sup><a href="#gone">1</a></sup>'))
    assert (text.text, text.spans) == ("It fell[1], they say.", ())


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#part">2</a>',
        '<a href="#part">the second part</a>',
        '<a href="/other#part">the second part</a>',
        '<sup><a href="#part">see there</a></sup>',
    ],
)
def test_what_leads_to_a_place_and_is_no_reference_stays(link: str) -> None:
    noted = '<sup><a href="#n">1</a></sup>'
    found = settle(TEXT.format(f" {link}{noted}") + '<p id="part">Two.</p><p id="n">One.</p>')
    words = lxml.html.fromstring(link).text_content()
    assert found[0].text == f"It fell {words}[1], they say."
    assert not found[1].anchor


def test_arrows_stay_where_there_are_no_notes() -> None:
    markup = '<p id="top">Above.</p><p>Below. <a href="#top">↑</a></p>'
    assert [piece.text for piece in settle(markup)] == ["Above.", "Below. ↑"]


def test_powers_are_no_references() -> None:
    (text,) = settle("<p>10<sup>6</sup> of x<sup>2</sup></p>")
    assert text.text == "10⁶ of x²"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            "".join(
                f'<a id="n{number}"></a><sup><a href="#n{number + 1}">1</a></sup>'
                for number in range(4_000)
            ),
            id="places side by side",
        ),
        pytest.param(
            "".join(f'<sup><a href="#n{number}">1</a></sup>' for number in range(100))
            + "".join(f'<div id="n{number}">' for number in range(100))
            + "word " * 100_000,
            id="notes within notes",
        ),
    ],
)
def test_a_page_of_nothing_but_references_takes_linear_work(page: str) -> None:
    # Quadratic work would not end within the run.
    assert settle(page)
