"""What the README promises is what the program does."""

from __future__ import annotations

import re

from newsread.cli import ROOMS
from tests.generated import README, with_tables

TEXT = README.read_text(encoding="utf-8")


def test_the_tables_are_what_the_program_declares() -> None:
    assert with_tables(TEXT) == TEXT, "write it anew: python -m tests.generated"


def test_every_command_is_in_the_table_of_commands() -> None:
    told = set(re.findall(r"^\| `newsread (\w+)|, `newsread (\w+)`", TEXT, re.MULTILINE))
    assert {first or second for first, second in told} == set(ROOMS)


def test_links_lead_to_files_that_are_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert links
    assert [link for link in links if not (README.parent / link).exists()] == []


def test_set_up_is_one_command_for_reading_and_one_for_testing() -> None:
    commands = re.findall(r"^```sh\n(.+)\n```$", TEXT, re.MULTILINE)
    assert len(commands) == 2
    assert commands[0].endswith("&& .venv/bin/newsread")
    assert commands[1].endswith("'.[test]' && .venv/bin/python -m pytest")
