"""The person's own editor: what it is given, what is taken back, what is said when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsread.errors import NewsreadError
from newsread.services import editor
from newsread.services.editor import edit
from tests.fakes.programs import program


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs, with one that is the editor; temporary files are kept beside it."""
    folder, temporary = tmp_path / "tools", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "ed-it")
    return folder


def left(tools: Path) -> list[Path]:
    return list((tools.parent / "temporary").iterdir())


def test_the_text_is_handed_over_in_a_private_file_that_is_gone_afterwards(tools: Path) -> None:
    log = tools / "log"
    program(tools / "ed-it", f'stat -c %a "$1" "$(dirname "$1")" > {log}; echo "$@" >> {log}')
    assert edit("First line\nsecond") == "First line\nsecond"
    *modes, arguments = log.read_text().splitlines()
    assert modes == ["600", "700"]
    assert arguments.endswith(".md")
    assert " " not in arguments
    assert left(tools) == []


def test_visual_comes_before_editor_and_options_are_words_for_no_shell(
    tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tools / "log"
    program(tools / "my ed", f'printf "%s|" "$@" > {log}')
    monkeypatch.setenv("VISUAL", "'my ed' --wait '; touch pwned' $HOME")
    edit("")
    assert log.read_text().startswith("--wait|; touch pwned|$HOME|/")


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        (r"one\n\ntwo\n\n", "one\n\ntwo"),
        (r"a\r\nb\tc", "a\nb\tc"),
        (r"red \033[31mink\007", "red [31mink"),
        (r"\342\200\256abc", "abc"),
        (r"broken \377", "broken \ufffd"),
        (r"  \n ", ""),
    ],
)
def test_what_it_leaves_is_cleaned_and_keeps_its_lines(
    tools: Path, written: str, taken: str
) -> None:
    program(tools / "ed-it", f"printf '{written}' > $1")
    assert edit("before") == taken


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("EDITOR", "", "your editor: neither VISUAL nor EDITOR says which it is."),
        ("EDITOR", "nowhere -f", "nowhere: there is no such program, but EDITOR says so."),
        ("VISUAL", "'open", "VISUAL: is no command: No closing quotation."),
        ("EDITOR", "fails", "fails: ended with status 3, so nothing was changed."),
        ("EDITOR", "removes", "removes: left no text: No such file or directory."),
        ("EDITOR", "no-program", "no-program: cannot be started: Exec format error."),
    ],
)
def test_an_editor_that_is_missing_or_fails_is_one_sentence(
    tools: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    program(tools / "fails", "exit 3")
    program(tools / "removes", "rm $1")
    (tools / "no-program").write_bytes(b"\x00\x01")
    (tools / "no-program").chmod(0o755)
    monkeypatch.setenv(name, value)
    with pytest.raises(NewsreadError) as caught:
        edit("before")
    assert str(caught.value).startswith(sentence)
    assert left(tools) == []


@pytest.mark.parametrize(
    ("does", "sentence", "written"),
    [
        ("echo new > $1; chmod 644 $1; exit 3", "ed-it: ended with status 3, so nothing", "new\n"),
        ("echo new > $1; kill -9 $$", "ed-it: was ended, so nothing was changed. ", "new\n"),
        ("yes | head -c 40 > $1", "the text: has more than 20 characters. ", "y\n" * 20),
    ],
)
def test_what_was_written_and_cannot_be_taken_back_is_kept_for_its_owner_alone(
    tools: Path, monkeypatch: pytest.MonkeyPatch, does: str, sentence: str, written: str
) -> None:
    program(tools / "ed-it", does)
    monkeypatch.setattr(editor, "LONGEST", 20)
    with pytest.raises(NewsreadError) as caught:
        edit("before")
    [kept] = left(tools)
    assert str(caught.value).startswith(sentence)
    assert str(caught.value).endswith(f"What you wrote is in {kept}.")
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == (written, 0o600)


def test_a_text_that_finds_no_room_is_one_sentence(
    tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tools / "ed-it", "exit 0")
    monkeypatch.setattr("tempfile.tempdir", str(tools / "nowhere"))
    with pytest.raises(NewsreadError, match="cannot be given to ed-it: No such file"):
        edit("before")
