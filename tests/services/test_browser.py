"""Pages open as one checked argument of a program, never through a shell."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from newsread.errors import AddressError, NewsreadError
from newsread.services.browser import open_in_browser


def recorder(folder: Path) -> Path:
    """A program that writes its arguments down, a line each."""
    program = folder / "recorder"
    write, keep = f'printf "%s\\n" "$@" > {folder}/part', f"mv {folder}/part {folder}/told"
    program.write_text(f"#!/bin/sh\n{write} && {keep}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def told(folder: Path) -> list[str]:
    deadline = time.monotonic() + 20
    while not (folder / "told").exists():
        assert time.monotonic() < deadline, "the program was not run"
        time.sleep(0.01)
    return (folder / "told").read_text().splitlines()


async def test_the_address_is_one_argument_after_the_users_own(tmp_path: Path) -> None:
    command = (str(recorder(tmp_path)), "--new-tab")
    host = await open_in_browser("https://paper.example/a?b=c;touch%20x#end", command)
    assert told(tmp_path) == ["--new-tab", "https://paper.example/a?b=c;touch%20x#end"]
    assert host == "paper.example"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "-x", "file:///etc/passwd", "ssh://-oProxy", "https://a b/", ""]
)
async def test_nothing_but_web_addresses_is_opened(url: str, tmp_path: Path) -> None:
    with pytest.raises(AddressError):
        await open_in_browser(url, (str(recorder(tmp_path)),))
    assert not (tmp_path / "told").exists()


async def test_a_program_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    program = tmp_path / "no-shebang"
    program.write_text("echo\n", encoding="utf-8")
    program.chmod(0o755)
    for command in ((str(program),), ("echo", "\0")):
        with pytest.raises(NewsreadError, match=f"{command[0]}: this program cannot be started"):
            await open_in_browser("https://paper.example/", command)


async def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(NewsreadError, match="no-such-program"):
        await open_in_browser("https://paper.example/", ("no-such-program",))


async def test_a_program_that_fails_at_once_is_named_with_the_address(tmp_path: Path) -> None:
    program = tmp_path / "no-browser"
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(NewsreadError, match=r"could not open https://paper\.example/ "):
        await open_in_browser("https://paper.example/", (str(program),))
