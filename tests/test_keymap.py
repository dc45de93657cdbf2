"""Which keys do what, and what a mistake in them is told as."""

import string

import pytest
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key

from newsread.actions import ACTIONS, BY_ID, Where, applies
from newsread.errors import ConfigError
from newsread.keymap import (
    DEFAULT_KEYMAP,
    REQUIRED,
    default_keys_toml,
    key_name,
    key_words,
    key_written,
    read_keymap,
)
from newsread.paths import shipped_config


def test_the_shipped_file_is_what_the_action_table_says() -> None:
    shipped = (shipped_config() / "keys.toml").read_text(encoding="utf-8")
    assert shipped == default_keys_toml()
    keymap = read_keymap(shipped, "keys.toml")
    assert {each.action.id: each.keys for each in keymap.bindings} == {
        action.id: action.keys for action in ACTIONS
    }


@pytest.mark.parametrize("preset", sorted((shipped_config() / "keys").glob("*.toml")), ids=str)
def test_every_preset_is_without_mistakes(preset: object) -> None:
    assert read_keymap(preset.read_text(encoding="utf-8"), str(preset)).bindings  # type: ignore[attr-defined]


def test_the_action_table_itself_has_no_collision_and_only_keys_that_are_keys() -> None:
    for action in ACTIONS:
        assert [key_name(key_written(key)) for key in action.keys] == [*action.keys], action.id
    for place in Where:
        keys = [key for action in ACTIONS if applies(action, place) for key in action.keys]
        assert len(keys) == len(set(keys)), place


def test_the_actions_nobody_may_lose_exist() -> None:
    assert set(REQUIRED) <= BY_ID.keys()


# Names of keys


@pytest.mark.parametrize("character", [*string.punctuation, *string.ascii_letters, *"0ßé→“"])
def test_a_character_has_the_name_that_textual_gives_it(character: str) -> None:
    assert key_name(character) == _character_to_key(character)


def test_every_key_that_a_terminal_sends_has_textuals_name() -> None:
    known = {key.value for key in Keys if not key.value.startswith("<")}
    assert {name for name in known if key_name(name) is None} == {"ctrl-at"}  # ctrl+at is right
    for name in KEY_NAME_REPLACEMENTS.values():
        assert key_name(name) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("?", "question_mark"),
        ("question_mark", "question_mark"),
        (" ", "space"),
        ("+", "plus"),
        ("ctrl++", "ctrl+plus"),
        ("Ctrl+D", "ctrl+d"),
        ("shift+ctrl+LEFT", "ctrl+shift+left"),
        ("ctrl+\\", "ctrl+backslash"),
        ("PageUp", "pageup"),
        ("PgDn", "pagedown"),
        ("Esc", "escape"),
        ("Return", "enter"),
        ("F5", "f5"),
        ("A", "A"),
        ("alt+a", "alt+a"),
        ("alt+A", "alt+shift+a"),
        ("ctrl+i", "tab"),
        ("ctrl+m", "enter"),
        ("ctrl+[", "escape"),
        ("ctrl+h", "backspace"),
        ("ctrl+space", "ctrl+at"),
        ("shift+tab", "shift+tab"),
    ],
)
def test_a_key_may_be_written_as_people_write_it(written: str, name: str) -> None:
    assert key_name(written) == name


@pytest.mark.parametrize(
    "written",
    ["", "ab", "ctrl+", "ctrl", "hyper+x", "f25", "shift+a", "\x1b", "\n", "a+", "pageupp", "j,k"],
)
def test_what_is_no_key_has_no_name(written: str) -> None:
    assert key_name(written) is None


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("question_mark", "?"),
        ("ctrl+d", "Ctrl-d"),
        ("ctrl+backslash", "Ctrl-\\"),
        ("enter", "Enter"),
        ("escape", "Esc"),
        ("shift+tab", "Shift-Tab"),
        ("down", "↓"),
        ("pageup", "PgUp"),
        ("A", "A"),
        ("é", "é"),
        ("f5", "F5"),
        ("minus", "-"),
    ],
)
def test_people_see_keys_as_on_their_keyboard(key: str, shown: str) -> None:
    assert key_words(key) == shown


# Reading


def test_a_file_changes_the_keys_it_names_and_says_where() -> None:
    keymap = read_keymap('[list]\ndown = ["J", "Down", "J"]\ntop = []\n', "k.toml")
    assert keymap.keys("list.down") == ("J", "down")
    assert keymap["list.down"].source == "k.toml:2"
    assert keymap.keys("list.top") == ()
    assert keymap.keys("list.up") == ("k", "up")
    assert keymap["list.up"].source == "default"
    assert keymap.words("list.up") == "k, ↑"


def test_files_lie_over_one_another() -> None:
    preset = read_keymap('[list]\ndown = "J"\nup = "K"\n', "preset")
    keymap = read_keymap('[list]\nup = "ctrl+k"\n', "mine", preset)
    assert keymap.keys("list.down") == ("J",)
    assert keymap["list.down"].source == "preset:2"
    assert keymap.keys("list.up") == ("ctrl+k",)
    assert keymap["list.up"].source == "mine:2"


def test_two_keys_may_change_places() -> None:
    keymap = read_keymap('[list]\ndown = "k"\nup = "j"\n', "k")
    assert (keymap.keys("list.down"), keymap.keys("list.up")) == (("k",), ("j",))


def test_places_that_are_not_shown_together_may_share_a_key() -> None:
    keymap = read_keymap('[list]\ndown = "Z"\n[article]\nsentence_down = "Z"\n', "k")
    assert keymap.keys("list.down") == keymap.keys("article.sentence_down") == ("Z",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[lits]\n", "k:1, lits: is not a place that keys apply in. Did you mean list?"),
        ('down = "j"', "k:1, down: is not a place that keys apply in."),
        ('list = "j"', "k:1, list: must be a table. Write [list] above its keys."),
        ('[list]\ndwon = "j"', "k:2, list.dwon: is not an action here. Did you mean down?"),
        ('[list]\nstar = "x"', "k:2, list.star: is not an action here."),
        ("[list]\ndown = 3", "k:2, list.down: must be a key in quotes, or a list of keys."),
        ("[list]\ndown = [[]]", "k:2, list.down: must be a key in quotes, or a list of keys."),
        (
            '[list]\ndown = "ctl+j"',
            (
                'k:2, list.down: "ctl+j" is not a key. A key is a character, such as "x",'
                ' or a name, such as "enter" or "ctrl+d".'
            ),
        ),
        ('[list]\ndown = "shift+j"', 'k:2, list.down: "shift+j" is not a key. Write it as "J".'),
        (
            '\n[list]\ndown = "x"\nup = "x"\n',
            (
                'k:4, list.up: "x" is also the key of list.down (k:3).'
                " Give one of them another key, or none: []."
            ),
        ),
        (
            '[list]\ndown = "k"',
            (
                'k:2, list.down: "k" is also the key of list.up (default).'
                " Give one of them another key, or none: []."
            ),
        ),
        (
            '[article]\nsentence_down = "?"',
            (
                'k:2, article.sentence_down: "?" is also the key of everywhere.help (default).'
                " Give one of them another key, or none: []."
            ),
        ),
        (
            '[everywhere]\nstar = "j"',
            (
                'k:2, everywhere.star: "j" is also the key of feeds.down (default).'
                " Give one of them another key, or none: []."
            ),
        ),
        (
            '[article]\ntags = "ctrl+m"',
            (
                'k:2, article.tags: "enter" is also the key of article.capture_again (default).'
                " Give one of them another key, or none: []."
            ),
        ),
        (
            '[article]\nundo = "x"',
            "k:2, article.undo: is not an action here. It is one of [everywhere].",
        ),
        ("[everywhere]\nquit = []", "k:2, everywhere.quit: must have a key. Give it one."),
        ("[everywhere]\n\nhelp = []", "k:3, everywhere.help: must have a key. Give it one."),
    ],
)
def test_a_mistake_is_told_with_file_and_line(text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_keymap(text, "k")
    assert str(caught.value).startswith(sentence)


def test_the_default_keymap_has_every_action() -> None:
    assert [each.action for each in DEFAULT_KEYMAP.bindings] == [*ACTIONS]


@pytest.mark.parametrize(
    ("keys", "sentence", "told"),
    [
        ("", "{everywhere.undo} takes it back", "u takes it back"),
        ("", "{ledger.leave} shows all, {choice.check} checks", "Esc shows all, Space checks"),
        ("", "{article.capture} saves it", "a digit saves it"),
        ("", "{no.action} and {} stay", "{no.action} and {} stay"),
        ('[ledger]\nleave = ["X", "Y"]', "{ledger.leave} shows all", "X shows all"),
        ("[ledger]\nleave = []", "{ledger.leave} shows all", "no key shows all"),
        ('[article]\ncapture_2 = "@"', "{article.capture} saves it", "a type's key saves it"),
    ],
)
def test_a_sentence_names_the_keys_that_the_user_has(keys: str, sentence: str, told: str) -> None:
    assert read_keymap(keys, "k").told(sentence) == told
