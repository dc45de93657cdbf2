"""What commands do differently on a terminal: lay text out, and rewrite one line of progress."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import Newsread
from tests.cli.conftest import ARTICLE, PARAGRAPHS, Kept
from tests.end_to_end.terminal import Terminal
from tests.fakes.server import LoopbackServer


def shown(newsread: Newsread, columns: int, *words: str) -> Terminal:
    """Run a command on a terminal to its end, which must be a good one."""
    with Terminal(newsread.home, columns, 24, *words) as terminal:
        assert terminal.wait_until_ended() == 0
    return terminal


def test_an_article_is_wrapped_to_the_terminal_between_words(kept: Kept) -> None:
    terminal = shown(kept.newsread, 40, "show", kept.newsroom.url("/one"))
    _, _, text = terminal.text.replace("\r", "").partition("\n\n")
    lines = text.splitlines()
    assert max(map(len, lines)) <= 40
    assert " ".join(text.split()) == " ".join(["Council approves budget", *PARAGRAPHS])
    assert len(lines) > len(text) // 40


def test_list_items_have_their_marks_only_where_people_look(
    newsread: Newsread, tmp_path: Path
) -> None:
    items = "".join(f"<li>{each}</li>" for each in PARAGRAPHS)
    page = tmp_path / "page.html"
    page.write_text(ARTICLE.replace("</article>", f"<ul>{items}</ul></article>"), encoding="utf-8")
    assert shown(newsread, 80, "extract", str(page)).text.count("• ") == len(PARAGRAPHS)
    assert "•" not in newsread("extract", str(page)).out


TABLE = (
    "<table><tr><th>Harbour<th>Ships</tr><tr><td>Norrby<td>1,204</tr>"
    "<tr><td>Sandvik<td>98</tr></table>"
)


def test_a_table_stands_in_columns_where_people_look(newsread: Newsread, tmp_path: Path) -> None:
    items = "<ul><li>one of a list</li><li>two of a list</li></ul>"
    page = tmp_path / "page.html"
    page.write_text(ARTICLE.replace("</article>", f"{TABLE}{items}</article>"), encoding="utf-8")
    columns = ["Harbour   Ships", "───────   ─────", "Norrby    1,204", "Sandvik      98"]
    on_terminal = shown(newsread, 80, "extract", str(page)).text.replace("\r", "")
    assert "\n".join(columns) in on_terminal
    narrow = shown(newsread, 13, "extract", str(page)).text.replace("\r", "")
    assert "\nHar…: Norrby\nShi…: 1,204\n" in narrow
    text = newsread("extract", str(page)).out
    assert "Harbour\tShips\n\nNorrby\t1,204\n\nSandvik\t98\n\none of a list" in text


def test_progress_is_one_line_rewritten_and_then_gone(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    newsread("add", newsroom.url("/feed.xml"))
    terminal = shown(newsread, 80, "refresh", "--force")
    assert b"1 of 1 feeds" in terminal.output
    last = bytes(terminal.output).split(b"\r\x1b[K")[-1]
    assert last == b"Asked 1 feed: 0 new, 0 changed\r\n"


def test_elsewhere_there_is_no_progress(newsread: Newsread, newsroom: LoopbackServer) -> None:
    newsread("add", newsroom.url("/feed.xml"))
    assert newsread("refresh", "--force").out == "Asked 1 feed: 0 new, 0 changed\n"
