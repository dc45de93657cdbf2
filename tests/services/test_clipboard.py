"""The clipboard's address, by tools that may be missing, slow, talkative or wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsread.services import clipboard
from newsread.services.clipboard import LONGEST, TOOLS, address_in_clipboard
from tests.fakes.programs import program

PAGE = "https://office.example/rents"


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(clipboard, "PATIENCE", 20.0)  # a busy machine is no slow tool
    return folder


def holding(folder: Path, text: str) -> None:
    """Make a tool of a clipboard that holds `text`."""
    held = folder / "held"
    held.write_text(text, encoding="utf-8")
    program(folder / "xsel", f"exec /bin/cat '{held}'")


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool[0])
def test_each_tool_is_run_as_it_wants_to_be(tools: Path, tool: tuple[str, ...]) -> None:
    program(tools / tool[0], f'test "$*" = "{" ".join(tool[1:])}" && printf {PAGE}')
    assert address_in_clipboard() == PAGE


def test_without_a_tool_there_is_nothing(tools: Path) -> None:
    assert address_in_clipboard() == ""


def test_a_tool_whose_system_does_not_run_leaves_the_next_one_its_turn(tools: Path) -> None:
    program(tools / "wl-paste", "echo 'no display' >&2; exit 1")
    (tools / "xclip").write_text("no program")
    (tools / "xclip").chmod(0o755)
    holding(tools, PAGE)
    assert address_in_clipboard() == PAGE


@pytest.mark.parametrize(
    ("held", "offered"),
    [
        (f"{PAGE}\n", PAGE),
        (f"  {PAGE}#end  ", f"{PAGE}#end"),
        ("HTTP://Office.example", "http://office.example/"),
        ("https://ida:secret@office.example/rents", PAGE),
        ("", ""),
        ("office.example", ""),
        ("file:///etc/passwd", ""),
        ("javascript://%0aalert(1)", ""),
        (f"{PAGE} and more", ""),
        (f"{PAGE}\n{PAGE}", ""),
        (f"{PAGE}\x1b[2J", ""),
        ("https://", ""),
        (f"{PAGE}/{'a' * LONGEST}", ""),
    ],
)
def test_one_web_address_and_nothing_else_is_offered(tools: Path, held: str, offered: str) -> None:
    holding(tools, held)
    assert address_in_clipboard() == offered


def test_what_is_not_text_is_nothing(tools: Path) -> None:
    program(tools / "xsel", r"printf 'https://a.example/\377'")
    assert address_in_clipboard() == ""


@pytest.mark.parametrize(
    "script",
    [
        "exec /bin/sleep 600",
        f"(/bin/sleep 2; printf {PAGE}); true",
        f"printf {PAGE}; exec /bin/sleep 600",
        "while :; do echo https://office.example/; done",
    ],
    ids=["silent", "by a child", "never done", "endless"],
)
def test_a_tool_that_does_not_come_to_an_end_is_not_waited_for(
    tools: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(clipboard, "PATIENCE", 0.05)
    program(tools / "xsel", script)
    assert address_in_clipboard() == ""


def test_a_tool_that_has_said_all_and_stays_is_ended(tools: Path) -> None:
    program(tools / "xsel", f"printf {PAGE}; exec >&-; exec /bin/sleep 600")
    assert address_in_clipboard() == PAGE
