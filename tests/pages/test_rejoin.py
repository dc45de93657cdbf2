"""Where an article is, when readability saw a part of it, too much, or nothing."""

from __future__ import annotations

import lxml.html
import pytest

from newsread.pages.rejoin import rejoin

LONG = (
    "The harbour board voted on Tuesday, after a long debate, to close the old ferry pier number "
    "{}, and the timber, or what is left of it, will be sold to whoever offers most for it."
)


def paragraphs(first: int, last: int) -> str:
    return "".join(f"<p>{LONG.format(number)}</p>" for number in range(first, last))


def rejoined(markup: str, *picked: str) -> list[str]:
    root = lxml.html.document_fromstring(markup)
    elements = [root.get_element_by_id(name) for name in picked]
    return [element.get("id") or str(element.tag) for element in rejoin(root, elements).elements]


SPLIT = (
    f"<body><div id=menu>Home News</div><div id=story><div id=a>{paragraphs(0, 5)}</div>"
    f"<div class=ad>Advertisement</div><div id=b>{paragraphs(5, 10)}</div></div>"
    f"<div id=foot>{'<a href=/>More of it</a> ' * 60}</div>"
)
TEASER = "<div class=box><h3><a href=/{0}>Another story altogether</a></h3><p>{1}</p></div>"
TEASERS = "".join(TEASER.format(number, LONG.format(number)) for number in range(20, 30))


@pytest.mark.parametrize(
    ("markup", "picked", "chosen"),
    [
        (SPLIT, ["a", "b"], ["story"]),
        (SPLIT, ["a"], ["story"]),
        (SPLIT, [], ["story"]),
        (f"<body><div id=a>{paragraphs(0, 8)}</div>{TEASERS}", ["a"], ["a"]),
        (
            f"<body><div id=a>{paragraphs(0, 8)}</div><div class=sidebar>{paragraphs(8, 11)}</div>",
            ["a"],
            ["a"],
        ),
        (
            (f"<body><div id=wide><div id=a>{paragraphs(0, 8)}</div>"
            f"<div class=narrow>{paragraphs(0, 8)}</div></div>"),
            ["a"],
            ["a"],
        ),
        (
            (f"<body><div id=a>{paragraphs(0, 4)}</div><div>{'<b>menu</b> ' * 900}</div>"
            f"<div id=b>{paragraphs(4, 8)}</div>"),
            ["a", "b"],
            ["a", "b"],
        ),
        ("<body><p>Short.</p>", [], ["html"]),
    ],
    ids=[
        "both halves", "one half", "nothing", "beside teasers", "beside a sidebar",
        "once more for another screen", "far apart", "no running text",
    ],
)  # fmt: skip
def test_the_article_is_the_smallest_element_with_its_running_text(
    markup: str, picked: list[str], chosen: list[str]
) -> None:
    assert rejoined(markup, *picked) == chosen


def test_it_is_doubted_where_most_running_text_stands_elsewhere() -> None:
    markup = (
        f"<body><div id=a>{paragraphs(0, 3)}</div><div id=menu>{'<b>menu</b> ' * 3000}</div>"
        f"<div id=b>{paragraphs(3, 12)}</div>"
    )
    root = lxml.html.document_fromstring(markup)
    assert not rejoin(root, [root.get_element_by_id("a")]).is_sure
    assert rejoin(root, [root.get_element_by_id("b")]).is_sure
