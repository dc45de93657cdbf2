"""A folder of Markdown files: written, written anew, and never at the cost of a person's words."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec
import pytest

from newsread.claims.claim import Claim
from newsread.services import claims_notes
from newsread.services.claims_notes import write_notes
from tests.fakes.claims import article, claim

RENTS = claim(tags=("rents",))
FLATS = claim("We built 1,200 flats")
OTHER = claim("Prices will fall by 2030", key="b" * 64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "new" / "notes"


def files(folder: Path) -> list[Path]:
    """Return the files in `folder`, hidden ones too, by name."""
    return sorted(folder.iterdir())


def written(folder: Path, *claims: Claim, force: bool = False) -> tuple[int, int, int, list[str]]:
    """Write files; return how many are new, changed and the same, and what was said of others."""
    done = write_notes(folder, claims, force=force)
    return done.new, done.changed, done.same, [error.happened for error in done.refused]


def test_each_article_has_a_file_that_only_its_owner_can_read(folder: Path) -> None:
    done = write_notes(folder, [RENTS, OTHER, FLATS])
    assert done.summary == "3 claims of 2 articles written (2 new) to"
    assert len(files(folder)) == 2
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files(folder)} == {0o600}
    [rents] = [path for path in files(folder) if "1,200" in path.read_text()]
    assert f"^c-{RENTS.id}" in rents.read_text()


def test_nothing_chosen_is_nothing_written(folder: Path) -> None:
    assert write_notes(folder, []).summary == "0 claims of 0 articles written to"


def test_writing_again_touches_only_what_has_changed(folder: Path) -> None:
    assert written(folder, RENTS, OTHER) == (2, 0, 0, [])
    before = {path: path.stat().st_ino for path in files(folder)}
    assert written(folder, RENTS, OTHER) == (0, 0, 2, [])
    assert {path: path.stat().st_ino for path in files(folder)} == before
    assert written(folder, RENTS, FLATS, OTHER) == (0, 1, 1, [])
    assert files(folder) == sorted(before)


def test_what_a_person_wrote_stays_where_it_stands(folder: Path) -> None:
    written(folder, RENTS)
    [path] = files(folder)
    mine = (
        path.read_text().replace("\n---\n\n", "\naliases: [x]\n---\n\nAbove.\n\n") + "\nBelow.\r\n"
    )
    path.write_text(mine, newline="")
    assert written(folder, RENTS) == (0, 0, 1, [])
    assert written(folder, RENTS, FLATS) == (0, 1, 0, [])
    text = path.read_bytes().decode()
    assert "aliases: [x]\n---\n\nAbove.\n\n<!--" in text
    assert text.endswith("\nBelow.\r\n")
    assert FLATS.id in text


def test_a_part_that_a_person_changed_is_left_alone_unless_told(folder: Path) -> None:
    written(folder, RENTS, OTHER)
    path = next(each for each in files(folder) if RENTS.id in each.read_text())
    mine = path.read_text().replace("- type: quantity", "- type: quantity, I think") + "Mine.\n"
    path.write_text(mine)
    new, changed, same, [told] = written(folder, RENTS, OTHER)
    assert (new, changed, same) == (0, 0, 1)
    assert told == "newsread's part of it was changed by someone"
    assert path.read_text() == mine
    assert written(folder, RENTS, OTHER, force=True) == (0, 1, 1, [])
    assert "I think" not in path.read_text()
    assert path.read_text().endswith("Mine.\n")


@pytest.mark.parametrize("text", [b"Mine.", b"", b"\xff\xfe", b"---\ntitle: A\n---\n"])
def test_a_file_that_is_not_newsreads_is_left_alone_unless_told(folder: Path, text: bytes) -> None:
    written(folder, RENTS)
    [path] = files(folder)
    path.write_bytes(text)
    assert written(folder, RENTS) == (0, 0, 0, ["it is there and is not newsread's"])
    assert path.read_bytes() == text
    assert written(folder, RENTS, force=True) == (0, 1, 0, [])
    assert RENTS.id in path.read_text()


@pytest.mark.parametrize("target", ["none", "target"])
def test_nothing_is_read_or_written_through_a_link(
    folder: Path, tmp_path: Path, target: str
) -> None:
    written(folder, RENTS)
    [path] = files(folder)
    aim = tmp_path / target
    if target != "none":
        path.rename(aim)
    path.unlink(missing_ok=True)
    path.symlink_to(aim)
    before = aim.read_bytes() if aim.exists() else None
    assert written(folder, RENTS, FLATS) == (0, 0, 0, ["it is there and is not newsread's"])
    assert written(folder, RENTS, FLATS, force=True) == (0, 1, 0, [])
    assert not path.is_symlink() and FLATS.id in path.read_text()
    assert (aim.read_bytes() if aim.exists() else None) == before


def test_a_folder_in_a_files_place_is_said(folder: Path) -> None:
    written(folder, RENTS)
    [path] = files(folder)
    path.unlink()
    path.mkdir()
    for force in (False, True):
        assert written(folder, RENTS, force=force) == (
            0,
            0,
            0,
            ["it cannot be read (Is a directory)"],
        )


def test_a_file_keeps_its_name_when_the_articles_title_or_its_start_changes(folder: Path) -> None:
    written(folder, RENTS)
    [path] = files(folder)
    retitled = msgspec.structs.replace(FLATS, article=article(title="Rents: a correction"))
    assert written(folder, RENTS, retitled) == (0, 1, 0, [])
    assert files(folder) == [path]
    assert "# Rents: a correction" in path.read_text()
    mine = path.with_name(f"my own words {path.name}")
    path.rename(mine)
    assert written(folder, RENTS, retitled) == (0, 0, 1, [])


def test_a_file_that_an_editor_saves_meanwhile_is_left_as_it_was_saved(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(folder, RENTS)
    [path] = files(folder)
    merge = claims_notes.front_matter

    def saved_meanwhile(found: claims_notes.ArticleClaims) -> list[str]:
        path.write_text(path.read_text() + "Just now.")
        return merge(found)

    monkeypatch.setattr(claims_notes, "front_matter", saved_meanwhile)
    assert written(folder, RENTS, FLATS) == (0, 0, 0, ["it is being changed by someone"])
    assert path.read_text().endswith("Just now.")
    assert files(folder) == [path]


def test_a_pipe_that_somebody_writes_to_is_no_file_of_ours(folder: Path) -> None:
    written(folder, RENTS)
    [path] = files(folder)
    path.unlink()
    os.mkfifo(path)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_NONBLOCK), "wb"):
        assert written(folder, RENTS) == (0, 0, 0, ["it is there and is not newsread's"])
        assert written(folder, RENTS, force=True) == (0, 0, 0, ["it is a device or a pipe"])
    assert path.is_fifo()


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for place in (file, file / "below"):
        with pytest.raises(claims_notes.ExchangeError, match="it cannot be made a folder"):
            write_notes(place, [RENTS])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_said_for_each_file(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o500)
    assert written(folder, RENTS) == (0, 0, 0, ["it cannot be written (Permission denied)"])
