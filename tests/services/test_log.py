"""The log: what it keeps, and what it keeps to itself."""

import os
from pathlib import Path

import pytest

from newsread.services.log import LONGEST, SIZE, complaints, note, record


def test_complaints_are_kept_clean_and_without_secrets(tmp_path: Path) -> None:
    log = tmp_path / "state" / "log"
    complain = complaints(log, "page child")
    complain("bad page \x1b[2J\nat https://ann:secret@a.example/?token=hidden")
    complain("again")
    told = log.read_text(encoding="utf-8")
    assert [line.partition(" ")[2] for line in told.splitlines()[::3]] == ["page child"] * 2
    assert "secret" not in told
    assert "hidden" not in told
    assert "\x1b" not in told
    assert log.stat().st_mode & 0o777 == 0o600


def test_the_log_of_a_child_that_never_stops_complaining_stays_small(tmp_path: Path) -> None:
    log = tmp_path / "log"
    complain = complaints(log, "page child")
    for _ in range(40):
        complain("x" * (SIZE // 8))
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 2.5 * SIZE


def test_a_log_that_cannot_be_written_keeps_nobody_from_reading(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    complaints(tmp_path / "log", "page child")("bad page")
    (tmp_path / "file").touch()
    complaints(tmp_path / "file" / "log", "page child")("bad page")


def test_a_huge_record_is_cut_in_its_middle_and_its_secrets_are_not(tmp_path: Path) -> None:
    secret = "S3cr3t" * 4
    telling = f"https://ann:{secret}@a.example/?token={secret} "
    note(tmp_path / "log", "refresh", "first " + telling * 60_000 + "last")
    told = (tmp_path / "log").read_text(encoding="utf-8")
    assert len(told) < LONGEST + 300
    assert "first" in told
    assert "characters are left out here" in told
    assert "S3cr3t" not in told
    note(tmp_path / "log", "refresh", "x" * 30_000_000)
    assert len((tmp_path / "log").read_text(encoding="utf-8")) < 2 * LONGEST + 600


def test_the_log_of_a_defect_has_its_traceback_and_no_secret(tmp_path: Path) -> None:
    with pytest.raises(ValueError) as caught:
        int("Authorization: Bearer abcdefgh12345, https://ann:pw1234@a.example")
    record(tmp_path / "log", "refresh", caught.value)
    told = (tmp_path / "log").read_text(encoding="utf-8")
    assert "Traceback" in told
    assert "ValueError" in told
    assert "test_log.py" in told
    assert "abcdefgh" not in told
    assert "pw1234" not in told


def test_a_log_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / "log").touch(mode=0o644)
    note(tmp_path / "log", "refresh", "x")
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["link", "dangling", "pipe", "folder"])
def test_what_is_no_file_of_ours_is_not_written_to(tmp_path: Path, kind: str) -> None:
    log, target = tmp_path / "log", tmp_path / "target"
    if kind == "link":
        target.write_text("somebody's words")
        log.symlink_to(target)
    elif kind == "dangling":
        log.symlink_to(target)
    elif kind == "pipe":
        os.mkfifo(log)
    else:
        log.mkdir()
    with pytest.raises(OSError):
        note(log, "refresh", "x")
    assert not target.exists() or target.read_text() == "somebody's words"


def test_one_log_is_set_aside_and_the_one_before_goes(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for number in range(5 * SIZE // LONGEST):
        note(log, f"record {number}", "x" * LONGEST)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "log.1"]
    assert "record 0\n" not in log.read_text() + log.with_name("log.1").read_text()
