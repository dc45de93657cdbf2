"""The settings: one declaration for defaults, checks and the shipped file."""

import pytest

from newsread.errors import ConfigError
from newsread.paths import shipped_config
from newsread.settings import (
    Settings,
    bounds,
    default_settings_toml,
    flat_settings,
    read_settings,
    setting_lines,
)


def test_the_shipped_file_is_what_the_declaration_says() -> None:
    shipped = (shipped_config() / "settings.toml").read_text(encoding="utf-8")
    assert shipped == default_settings_toml()
    assert read_settings(shipped, "settings.toml") == Settings()


def test_every_setting_is_told_in_the_shipped_file() -> None:
    lines = default_settings_toml().splitlines()
    for name, _ in flat_settings(Settings()):
        key = name.rpartition(".")[2]
        (at,) = [n for n, line in enumerate(lines) if line.startswith(f"{key} = ")]
        assert lines[at - 1].startswith("# ")


def test_an_empty_file_means_the_defaults() -> None:
    assert read_settings("", "settings.toml") == Settings()


def test_what_is_said_is_taken_and_the_rest_is_as_before() -> None:
    text = """
    annotator = "Ida B. Wells"
    [reading]
    width = 60
    [refresh]
    at_start = false
    [browser]
    command = ["firefox", "--new-tab"]
    [keys]
    preset = "newsboat"
    """
    settings = read_settings(text, "settings.toml")
    assert settings.annotator == "Ida B. Wells"
    assert settings.reading.width == 60
    assert settings.refresh.at_start is False
    assert settings.refresh.interval_minutes == Settings().refresh.interval_minutes
    assert settings.browser.command == ("firefox", "--new-tab")
    assert settings.keys.preset == "newsboat"
    assert settings.theme == Settings().theme


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("anotator = 'x'", "s:1, anotator: is not a setting. Did you mean annotator?"),
        ("[reading]\nwidht = 3", "s:2, reading.widht: is not a setting. Did you mean width?"),
        ("[raeding]\nwidth = 3", "s:1, raeding: is not a setting. Did you mean reading?"),
        (
            "[reading]\nwidth = '76'",
            "s:2, reading.width: must be a whole number from 20 to 400. Such as width = 76.",
        ),
        (
            "[reading]\nwidth = true",
            "s:2, reading.width: must be a whole number from 20 to 400. Such as width = 76.",
        ),
        (
            "[reading]\nwidth = 5",
            "s:2, reading.width: must be a whole number from 20 to 400. Such as width = 76.",
        ),
        (
            "[reading]\nwidth = 76.0",
            "s:2, reading.width: must be a whole number from 20 to 400. Such as width = 76.",
        ),
        (
            "refresh = {at_start = 'yes'}",
            "s:1, refresh.at_start: must be true or false. Such as at_start = true.",
        ),
        (
            "annotator = 1979-05-27",
            's:1, annotator: must be a text in quotes. Such as annotator = "".',
        ),
        (
            "[browser]\ncommand = 'firefox'",
            "s:2, browser.command: must be a list of texts in quotes. Such as command = [].",
        ),
        (
            "[keys]\npreset = 'vim'",
            's:2, keys.preset: must be one of "default", "newsboat". Such as preset = "default".',
        ),
        (
            "reading = 76",
            "s:1, reading: must be a table. Write [reading] above its keys.",
        ),
    ],
)
def test_a_mistake_is_told_with_file_line_key_and_a_hint(text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_settings(text, "s")
    assert str(caught.value) == sentence


def test_a_setting_says_where_it_comes_from() -> None:
    text = "theme = 'x'\n[reading]\n\nwidth = 60\n"
    assert setting_lines(text, "s.toml") == {"theme": "s.toml:1", "reading.width": "s.toml:4"}


def test_the_bounds_of_a_number_are_known_for_what_follows_it() -> None:
    assert bounds("refresh.interval_minutes") == (5, 10_080)
    assert bounds("retention.days")[0] == 0
    for name in ("theme", "retention", "nothing"):
        with pytest.raises(KeyError):
            bounds(name)
