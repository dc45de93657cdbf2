"""The person's own editor has the terminal, and gives it back however it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.tmux import Tmux
from tests.fakes.programs import program


def test_the_terminal_comes_back_from_the_editor_whether_it_failed_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "ed-it"
    program(editor, 'echo "EDITING $(cat $1)"; read answer; echo "$answer" >> "$1"; test "$answer"')
    monkeypatch.setenv("VISUAL", str(editor))
    with Tmux(tmp_path / "home", (100, 36)) as tmux:
        tmux.wait_for("unread of")
        tmux.press("Enter", then="voted 14 to 9")
        tmux.press("1", then="Claim saved")
        tmux.press("c", then="Comment, in Markdown")
        tmux.type("ask")
        tmux.press("C-o", then="EDITING ask")
        tmux.press("Enter", then="ended with status 1")
        assert "voted 14 to 9" in tmux.screen
        tmux.press("C-o", then="EDITING ask")
        tmux.press("C-c", then="was ended, so nothing")
        tmux.press("C-o", then="EDITING ask")
        tmux.type("Oda")
        tmux.press("Enter", then="Comment: ask Oda")
        tmux.press("c", then="Comment of 2 lines, “ask”")
