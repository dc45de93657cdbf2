"""From text to text of an article, with real keys on a real pty and no server left to ask."""

from __future__ import annotations

from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_first_claim import newsread
from tests.fakes.server import LoopbackServer, Page

PARAGRAPHS = [f"Berth {number} costs {number}0 crowns a year from May on." for number in range(40)]
PAGE = (
    '<html lang="en"><title>Harbour fees rise</title><nav><p>Weather and sport of today.</p></nav>'
    f"<article><h1>Harbour fees rise</h1>{''.join(f'<p>{each}</p>' for each in PARAGRAPHS)}"
    "</article><footer><p>About the paper and its people.</p></footer></html>"
)


@pytest.mark.parametrize("columns", [120, 60])
def test_all_text_of_the_page_is_a_key_away_and_can_be_marked(tmp_path: Path, columns: int) -> None:
    with LoopbackServer() as server:
        url = server.put("/fees", Page(PAGE.encode(), "text/html; charset=utf-8"))
        saved = newsread(tmp_path, "save", url)
        assert saved.returncode == 0, saved.stderr
        assert server.count() == 1
    with Terminal(tmp_path, columns) as terminal:
        terminal.wait_for("Harbour fees rise")
        terminal.press("enter", then="Clean text")
        terminal.wait_for("400 words")
        terminal.press(*"}" * 20)
        terminal.settle()
        terminal.press("x", then="All text of the page, 414 words")
        terminal.press("1", then="Claim saved")
        terminal.press("g", "2", then="2 claims")
        terminal.press("x", then="The clean text, ")
        terminal.press("j", then="1 on the page's text")
        terminal.press("x", "X", then="The clean text, ")
        terminal.press("Q")
        assert terminal.wait_until_ended() == 0
    with TinyDB(tmp_path / "data" / "claims.json") as stock:
        on_fees, on_menus = stock.table("claims").all()
    assert on_fees["quote"] == PARAGRAPHS[19]  # at the words that were selected on the clean text
    assert on_menus["quote"] == "Weather and sport of today."
    shown = newsread(tmp_path, "show", url, "--revision", on_menus["revision"]).stdout
    assert shown.startswith("Weather and sport of today.\n")
    assert newsread(tmp_path, "show", url).stdout.startswith("Harbour fees rise\n\nBerth 0")
    with Terminal(tmp_path, columns) as terminal:
        terminal.wait_for("Harbour fees rise")
        terminal.press("C", then="claim")
        terminal.press("enter", then="All text of the page, 414 words")
        terminal.press("Q")
        assert terminal.wait_until_ended() == 0
