"""The claims panel, as the terminal has it: what Textual believes to have drawn is not enough."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.tmux import Tmux


def test_the_panel_goes_with_the_article_it_belongs_to(tmp_path: Path) -> None:
    with Tmux(tmp_path, (100, 36)) as tmux:
        tmux.wait_for("unread of")
        tmux.press("Enter", then="voted 14 to 9")
        tmux.press("1", then="▎# Start here")
        tmux.press("n", then="Tomas Brell")
        tmux.wait_for("before their blood")  # where the panel was
        assert "# Start here" not in tmux.screen
