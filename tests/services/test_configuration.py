"""The configuration in force, and where each part of it comes from."""

import getpass
import os
from pathlib import Path

import pytest

from newsread.errors import ConfigError
from newsread.paths import Places
from newsread.services import configuration
from newsread.settings import Settings
from newsread.toml_text import LIMIT


@pytest.fixture
def places(tmp_path: Path) -> Places:
    found = Places.find(tmp_path)
    found.make()
    return found


def test_without_files_everything_is_as_shipped(places: Places) -> None:
    loaded = configuration.load(places)
    assert loaded.settings.reading == Settings().reading
    assert loaded.settings.annotator == getpass.getuser()
    assert loaded.keymap.keys("everywhere.help") == ("question_mark",)
    assert [each.name for each in loaded.vocabulary.types][:2] == ["quantity", "causal"]
    assert {each.source for each in loaded.sources} == {"default", "login name"}
    assert [(each.name, each.value) for each in loaded.sources][2] == ("reading.width", "76")


def test_the_users_files_lie_over_what_is_shipped(places: Places) -> None:
    places.settings.write_text("annotator = 'ida'\n[reading]\nwidth = 60\n")
    places.keys.write_text("[list]\ndown = 'J'\n")
    places.vocabulary.write_text("[types.event]\nkey = '1'\n")
    loaded = configuration.load(places)
    assert loaded.settings.annotator == "ida"
    assert loaded.settings.reading.width == 60
    assert loaded.keymap.keys("list.down") == ("J",)
    assert loaded.keymap["list.down"].source == f"{places.keys}:2"
    assert [each.name for each in loaded.vocabulary.types] == ["event"]
    assert loaded.vocabulary.verdicts
    origins = {each.name: each.source for each in loaded.sources}
    assert origins["annotator"] == f"{places.settings}:1"
    assert origins["reading.width"] == f"{places.settings}:3"
    assert origins["theme"] == "default"


def test_a_preset_lies_between(places: Places) -> None:
    places.settings.write_text("keys.preset = 'newsboat'")
    places.keys.write_text("[everywhere]\nprevious_unread = 'Z'\n")
    keymap = configuration.load(places).keymap
    assert keymap.keys("everywhere.toggle_read") == ("N",)
    assert Path(keymap["everywhere.toggle_read"].source.rpartition(":")[0]).name == "newsboat.toml"
    assert keymap.keys("everywhere.previous_unread") == ("Z",)


def test_windows_editors_may_leave_a_byte_order_mark(places: Places) -> None:
    places.settings.write_bytes("\ufeff[reading]\r\nwidth = 60\r\n".encode())
    assert configuration.load(places).settings.reading.width == 60


@pytest.mark.parametrize("name", ["settings", "keys", "vocabulary"])
@pytest.mark.parametrize(
    ("content", "place", "sentence"),
    [
        (b"[nowhere]\n", ":1, nowhere", "is not a"),
        (b"x = \n", ":1", "is not TOML"),
        (b"# fine\n# \xff\n", ":2", "is not UTF-8"),
        (b"# " + b"x" * LIMIT, "", "is longer than 64 kB"),
        (b"# " + "é".encode() * LIMIT, "", "is longer than 64 kB"),
    ],
    ids=["unknown", "not toml", "not utf-8", "long", "long in bytes"],
)
def test_a_mistake_in_any_file_names_the_file(
    places: Places, name: str, content: bytes, place: str, sentence: str
) -> None:
    file: Path = getattr(places, name)
    file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        configuration.load(places)
    assert str(caught.value).startswith(f"{file}{place}: {sentence}")
    assert caught.value.status == 2


@pytest.mark.parametrize(
    ("theme", "hint"),
    [
        ("gruvbix", "Did you mean gruvbox?"),
        ("dark", "There are: gruvbox, nord, textual-dark"),
        ("", "There are: gruvbox, nord, textual-dark"),
    ],
)
def test_a_theme_that_is_none_is_named_with_its_line(places: Places, theme: str, hint: str) -> None:
    themes = ("textual-dark", "nord", "gruvbox")
    configuration.load(places).check_theme(themes)
    places.settings.write_text(f"# mine\ntheme = '{theme}'\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        configuration.load(places).check_theme(themes)
    assert caught.value.thing == f"{places.settings}:2, theme"
    assert caught.value.happened.startswith('there is no theme "')
    assert caught.value.next == hint


def test_a_file_that_is_a_folder_is_one_sentence(places: Places) -> None:
    places.keys.mkdir()
    with pytest.raises(ConfigError, match=r"keys\.toml: cannot be read: Is a directory"):
        configuration.load(places)


def test_without_a_login_name_there_is_no_annotator(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_000)
    assert configuration.load(places).settings.annotator == ""
