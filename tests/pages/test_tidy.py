"""What is taken out of an article's element by its links, and what stays."""

from __future__ import annotations

import lxml.html
import pytest

from newsread.pages.tidy import tidy

LONG = (
    "<p>The harbour board voted on Tuesday, after a long debate, to close the old ferry pier, and "
    "the timber, or what is left of it, will be sold to whoever offers most for it.</p>"
)
LINKS = "<li><a href=/1>Pier to close</a></li><li><a href=/2>Ferry to go</a></li>"
CONTENTS = "".join(f"<li><a href=#{name}>Chapter {name}</a></li>" for name in "abc")


def left(markup: str) -> str:
    article = lxml.html.fragment_fromstring(markup, create_parent="div")
    tidy(article)
    return str(article.text_content())


@pytest.mark.parametrize(
    "furniture",
    [
        f"{LONG}<div>{LINKS}</div>",
        f"{LONG}<ul>{LINKS}</ul>",
        f"<div>{LINKS}</div>{LONG}",
        f"<ul>{CONTENTS}</ul>{LONG}",
        f"{LONG}<p><a href=#a>Pier to close</a> <a href=#b>Ferry</a> <a href=#c>Go</a></p>{LONG}",
        f"{LONG}<nav><p>Pier to close</p></nav>{LONG}",
        f"{LONG}<div class=promo>Also read: <a href=/1>Pier to close</a></div>",
        f"{LONG}<footer>Pier to close</footer>",
    ],
)
def test_blocks_of_links_go(furniture: str) -> None:
    assert "Pier to close" not in left(furniture)
    assert "Chapter" not in left(furniture)
    assert "harbour board" in left(furniture)


@pytest.mark.parametrize(
    "kept",
    [
        f"{LONG}<ul>{LINKS}</ul>{LONG}",
        f"{LONG}<div class=promo>{LONG}<a href=/1>Pier to close</a></div>",
        f"{LONG}<p>Pier to close, says <a href=/1>the board</a></p>{LONG}",
        (
            f"{LONG}<div class=widget>Pier to close, the rest is told by <a href=/1>a clerk</a>"
            f"</div>{LONG}"
        ),
        f"{LONG}<h2><a href=/1>Pier to close</a></h2>{LONG}",
        f"{LONG}<table><tr><td>Pier to close</td><td><a href=/1>1</a></td></tr></table>{LONG}",
    ],
    ids=["list amid text", "long", "paragraph", "named amid text", "heading", "table"],
)
def test_text_of_the_article_stays(kept: str) -> None:
    assert "Pier to close" in left(kept)


def test_what_was_taken_out_is_told() -> None:
    article = lxml.html.fragment_fromstring(f"{LONG}<div>{LINKS}</div>", create_parent="div")
    (gone,) = tidy(article)
    assert gone.parent is article
    assert gone.letters == len("PiertocloseFerrytogo")
