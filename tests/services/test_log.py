"""The log: what it keeps, and what it keeps to itself."""

from pathlib import Path

from newsread.services.log import SIZE, complaints


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
