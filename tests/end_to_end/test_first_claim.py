"""One whole way through: read, mark, tag, quit, come back. Real keys on a real pty."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tinydb import TinyDB

from tests.end_to_end.terminal import Terminal


def newsread(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "newsread", "--home", str(home), *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def first_unread_title(home: Path) -> tuple[str, str]:
    first = json.loads(newsread(home, "articles", "--limit", "1", "--json").stdout)
    return str(first["id"]), first["title"]


def test_a_claim_is_saved_tagged_kept_and_drawn_again(tmp_path: Path) -> None:
    article, title = first_unread_title(tmp_path)

    with Terminal(tmp_path) as terminal:
        terminal.wait_for("unread of")
        terminal.press("enter", then="1 quantity")
        terminal.wait_for("%")
        terminal.press("j", "j")
        terminal.press("1", then="Claim saved")
        terminal.press("t", then="Tags")
        terminal.press(*"budget", "enter", then="budget")
        terminal.press("Q")
        assert terminal.wait_until_ended() == 0

    with TinyDB(tmp_path / "data" / "claims.json") as stock:
        (claim,) = stock.table("claims").all()
    assert claim["tags"] == ["budget"]
    assert claim["type"] == "quantity"
    assert claim["article"]["title"] == title

    text = json.loads(newsread(tmp_path, "show", article, "--json").stdout)["text"]
    (segment,) = claim["segments"]
    assert text[segment["start"] : segment["end"]] == claim["quote"]
    assert claim["quote"].strip() == claim["quote"] != ""

    with Terminal(tmp_path) as terminal:
        terminal.wait_for("unread of")
        terminal.press("C", then="claim 1 of 1")
        terminal.press("enter", then="#budget")
        terminal.press("d", then="Claim deleted")
        terminal.press("u", then="1 claim")
        terminal.press("Q")
        assert terminal.wait_until_ended() == 0

    with TinyDB(tmp_path / "data" / "claims.json") as stock:
        assert stock.table("claims").all() == [claim]


def test_a_terminal_of_20_by_6_opens_reads_and_quits(tmp_path: Path) -> None:
    with Terminal(tmp_path, 20, 6) as terminal:
        terminal.wait_for("●")
        terminal.press("enter", "j", "j", "1", "?", "q", "h", "C", "q", "z", "z")
        terminal.press("Q")
        assert terminal.wait_until_ended() == 0
    assert "Traceback" not in terminal.text


def test_without_a_terminal_one_sentence_says_so(tmp_path: Path) -> None:
    ended = newsread(tmp_path)
    assert ended.returncode in (1, 2)
    assert ended.stderr.count("\n") == 1
    assert "terminal" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_reader_whose_terminal_is_gone_leaves_by_itself(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("unread of")
        terminal.hang_up()
        terminal.wait_until_ended()


def test_a_reader_that_is_told_to_end_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("unread of")
        terminal.tell_to_end()
        terminal.wait_until_ended()
    assert terminal.output.rfind(b"\x1b[?1049l") > terminal.output.rfind(b"\x1b[?1049h")
    assert terminal.output.rfind(b"\x1b[?1000l") > terminal.output.rfind(b"\x1b[?1000h")
