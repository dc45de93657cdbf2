"""Where files are kept: one folder for everything, or the platform's four."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from newsread import paths
from newsread.errors import NewsreadError
from newsread.paths import HOME_VARIABLE, Places, shipped_config


@pytest.fixture(autouse=True)
def no_home_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)


def test_a_named_home_holds_all_four_folders(tmp_path: Path) -> None:
    places = Places.find(tmp_path)
    assert places == Places(
        tmp_path / "config", tmp_path / "data", tmp_path / "state", tmp_path / "cache"
    )


def test_the_environment_names_a_home_and_the_option_is_stronger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "variable"))
    assert Places.find().data == tmp_path / "variable" / "data"
    assert Places.find(tmp_path / "option").data == tmp_path / "option" / "data"


def test_an_empty_variable_names_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    unset = Places.find()
    monkeypatch.setenv(HOME_VARIABLE, "")
    assert Places.find() == unset


def test_a_relative_home_is_fixed_to_the_folder_of_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    places = Places.find("desk")
    monkeypatch.chdir("/")
    assert places.library == tmp_path / "desk" / "data" / "library.sqlite3"


def test_a_tilde_is_the_users_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Places.find("~/desk").config == tmp_path / "desk" / "config"


def test_without_a_home_every_folder_is_the_programs_own_and_absolute() -> None:
    places = Places.find()
    for folder in (places.config, places.data, places.state, places.cache):
        assert folder.is_absolute()
        assert "newsread" in folder.parts


@pytest.mark.skipif(sys.platform != "linux", reason="XDG folders are Linux's")
def test_on_linux_the_xdg_variables_are_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert Places.find().claims == tmp_path / "share" / "newsread" / "claims.json"


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("claims", "data/claims.json"),
        ("claims_lock", "data/claims.json.lock"),
        ("library", "data/library.sqlite3"),
        ("log", "state/log"),
        ("refresh_lock", "state/refresh.lock"),
        ("settings", "config/settings.toml"),
        ("keys", "config/keys.toml"),
        ("vocabulary", "config/vocabulary.toml"),
    ],
)
def test_each_file_has_its_place(tmp_path: Path, name: str, where: str) -> None:
    assert getattr(Places.find(tmp_path), name) == tmp_path / where


def test_finding_makes_nothing(tmp_path: Path) -> None:
    Places.find(tmp_path / "home")
    assert list(tmp_path.iterdir()) == []


def test_made_folders_are_for_the_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Places.find(tmp_path / "home").make()
    finally:
        os.umask(before)
    for folder in ("", "config", "data", "state", "cache"):
        assert stat.S_IMODE((tmp_path / "home" / folder).stat().st_mode) == 0o700


def test_making_twice_keeps_what_is_there(tmp_path: Path) -> None:
    places = Places.find(tmp_path)
    places.make()
    places.claims.write_text("{}")
    places.data.chmod(0o750)
    places.make()
    assert places.claims.read_text() == "{}"
    assert stat.S_IMODE(places.data.stat().st_mode) == 0o750


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(NewsreadError) as caught:
        Places.find(tmp_path / "file").make()
    assert str(tmp_path / "file" / "config") in str(caught.value)
    assert "a file stands in its way" in str(caught.value)
    assert "--home" in str(caught.value)
    assert (tmp_path / "file").read_text() == "not a folder"


# Root may write anywhere: the child that tries a read-only home becomes nobody in particular first.
_MAKE_AS_NOBODY = """
import os, sys
from newsread import paths
from newsread.errors import NewsreadError
from newsread.paths import Places
if os.geteuid() == 0:
    os.setuid(65534)
try:
    Places.find(sys.argv[1]).make()
except NewsreadError as error:
    print(error.thing)
"""


@pytest.mark.parametrize("sealed", ["data", "state", "cache"])
def test_a_read_only_folder_is_named_even_when_all_folders_exist(sealed: str) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to nobody
        home = Path(name)
        home.chmod(0o755)
        for folder in ("config", "data", "state", "cache"):
            (home / folder).mkdir()
            (home / folder).chmod(0o555 if folder == sealed else 0o777)
        said = subprocess.run(
            [sys.executable, "-c", _MAKE_AS_NOBODY, name],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    assert said.stdout.strip() == str(home / sealed)


def test_the_shipped_defaults_are_found_from_a_checkout() -> None:
    assert (shipped_config() / "welcome" / "feed.toml").is_file()


def test_an_installed_package_has_its_defaults_inside_and_needs_no_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "tui" / "newsread"
    package.mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert shipped_config() == tmp_path / "config"
    (package / "config").mkdir()
    assert shipped_config() == package / "config"


def test_finding_a_named_home_imports_no_platformdirs(tmp_path: Path) -> None:
    program = (
        "import sys; from newsread.paths import Places; Places.find(sys.argv[1]);"
        "sys.exit('platformdirs' in sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
