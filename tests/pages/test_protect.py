"""What a visitor sees of a page, and nothing else, stands in ordinary elements."""

from __future__ import annotations

import pytest

from newsread.pages.elements import text_of
from newsread.pages.guard import guard
from newsread.pages.protect import protect, show_what_is_wrapped, show_what_scripts_show
from tests.pages.test_extract import ARTICLE

LABELS = "<label>Your name</label><label>Your address</label>"


def seen(markup: str) -> str:
    """Return the text that is left of a page."""
    root = guard(markup).root
    assert root is not None
    show_what_scripts_show(root)
    show_what_is_wrapped(root)
    protect(root)
    return " ".join(text_of(root).split())


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<body hidden><p>one</p>", "one"),
        ("<body style='visibility: hidden'><p>one</p>", "one"),
        ("<p>one</p> <div hidden id='S:0'>two</div>", "one two"),
        ("<div><template shadowrootmode=open><p>one</p></template></div>", "one"),
        (f"<p>Scripts, please.</p><noscript>{ARTICLE}</noscript>", "The harbour board voted"),
    ],
    ids=["body", "fading in", "streamed", "shadow root", "noscript"],
)
def test_what_scripts_show_is_shown(markup: str, words: str) -> None:

    assert words in seen(markup)


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>two</div>",
        "<div hidden id=S>two</div>",
        "<p style='color: red; display:none'>two</p>",
        "<template>two</template>",
        "<noscript>two</noscript>",
        "<select><option>two</select>",
        "<dialog>two</dialog>",
        f"<form>{LABELS}two</form>",
    ],
)
def test_what_nobody_sees_goes_and_what_follows_it_stays(hidden: str) -> None:
    assert seen(f"<body><p>one {hidden} three</p>") == "one three"


@pytest.mark.parametrize(
    "form",
    [
        f"<form>{LABELS}{'a word of the page, ' * 40}</form>",
        f"<form><h1>Pier</h1>{LABELS}</form>",
        f"<form><article>one</article>{LABELS}</form>",
        f"<form><div itemprop=articleBody>one</div>{LABELS}</form>",
    ],
    ids=["long", "headline", "article", "body"],
)
def test_a_form_that_holds_the_page_is_no_form(form: str) -> None:
    assert "Your name" in seen(f"<body>{form}")
