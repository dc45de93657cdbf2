"""Saved views: lines of a file that is the user's own."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from newsread.errors import ConfigError
from newsread.paths import Places
from newsread.query.read import parse
from newsread.services.views import change_view, put_back, remove_view, save_view, views

HAND_WRITTEN = """\
# Mine.
"Morning" = "is:unread after:today"   # before the coffee

unquoted = 'tag:budget OR "pay rise"'
"Several lines" = \"\"\"
feed:guardian
strike\"\"\"
# The end."""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    found = Places.find(tmp_path)
    found.make()
    return found


def written(places: Places, text: str) -> None:
    places.views.write_text(text, encoding="utf-8")


def text_of(places: Places) -> str:
    return places.views.read_text(encoding="utf-8")


def named(places: Places) -> dict[str, str]:
    return {view.name: view.query_text for view in views(places)}


def test_without_a_file_there_are_no_views(places: Places) -> None:
    assert views(places) == ()


def test_views_come_in_the_order_of_the_file(places: Places) -> None:
    written(places, HAND_WRITTEN)
    found = views(places)
    assert [view.name for view in found] == ["Morning", "unquoted", "Several lines"]
    assert found[0].query == parse("is:unread after:today")
    assert found[2].query == parse("feed:guardian strike")
    assert {view.problem for view in found} == {""}


def test_a_view_is_saved_and_read_again(places: Places) -> None:
    query = parse('feed:"The \\"Guardian\\"" -sport')
    assert save_view(places, "  My\nview ", query) == ""
    assert stat.S_IMODE(places.views.stat().st_mode) == 0o600
    [view] = views(places)
    assert (view.name, view.query) == ("My view", query)
    assert text_of(places).startswith("# Your saved views")
    assert list(places.config.iterdir()) == [places.views]


def test_saving_adds_one_line_and_leaves_the_others(places: Places) -> None:
    written(places, HAND_WRITTEN)
    former = save_view(places, "東京", parse("東京"))
    assert former == HAND_WRITTEN
    assert text_of(places) == HAND_WRITTEN + '\n"東京" = "東京"\n'


def test_saving_under_a_name_there_is_changes_its_query_alone(places: Places) -> None:
    written(places, HAND_WRITTEN)
    save_view(places, "Morning", parse("is:unread"))
    changed = HAND_WRITTEN.replace('"is:unread after:today"', '"is:unread"')
    assert text_of(places) == changed
    save_view(places, "unquoted", parse("a"))
    assert text_of(places) == changed.replace("""'tag:budget OR "pay rise"'""", '"a"')
    save_view(places, "Several lines", parse("b"))
    assert text_of(places).endswith('unquoted = "a"\n"Several lines" = "b"\n# The end.')


def test_a_view_is_changed_in_its_place(places: Places) -> None:
    written(places, HAND_WRITTEN)
    assert change_view(places, "Morning", 'The "first"', parse("is:read")) == HAND_WRITTEN
    changed = HAND_WRITTEN.replace('"Morning"', '"The \\"first\\""')
    assert text_of(places) == changed.replace('"is:unread after:today"', '"is:read"')
    change_view(places, "Several lines", "One", parse("strike"))
    assert list(named(places)) == ['The "first"', "unquoted", "One"]
    with pytest.raises(ConfigError, match="is there already"):
        change_view(places, "One", "unquoted", parse("a"))
    with pytest.raises(ConfigError, match="is not among your views"):
        change_view(places, "None", "x", parse("a"))


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("Morning", '"Morning" = "is:unread after:today"   # before the coffee\n'),
        ("unquoted", "unquoted = 'tag:budget OR \"pay rise\"'\n"),
        ("Several lines", '"Several lines" = """\nfeed:guardian\nstrike"""\n'),
    ],
)
def test_removing_takes_its_lines_and_no_others(places: Places, name: str, gone: str) -> None:
    written(places, HAND_WRITTEN)
    former = remove_view(places, name)
    assert text_of(places) == HAND_WRITTEN.replace(gone, "")
    put_back(places, former)
    assert text_of(places) == HAND_WRITTEN


def test_a_line_that_is_no_query_says_so_and_the_others_are_there(places: Places) -> None:
    written(places, 'good = "a"\nbad = "tgs:a"\nworse = 7\n"a\\tb" = "a"\n"" = "a"\n')
    good, *wrong = views(places)
    assert good.query == parse("a")
    assert [view.query for view in wrong] == [None] * 4
    file = places.views
    said = [view.problem for view in wrong]
    assert said[0].startswith(f"{file}:2, bad: there is no field tgs:. Did you mean tag:")
    assert said[1] == f"{file}:3, worse: must be a query in quotes."
    assert said[2].startswith(f"{file}:4, a b: is not a name for a view")
    assert said[3].startswith(f"{file}:5")
    save_view(places, "bad", parse("tag:a"))
    assert views(places)[1].query == parse("tag:a")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("= 3", "views.toml:1: is not TOML"),
        ('a = "\\u001b"', "has a control character"),
    ],
)
def test_a_file_that_is_no_toml_is_an_error_and_stays(places: Places, text: str, said: str) -> None:
    written(places, text)
    for act in (lambda: views(places), lambda: save_view(places, "x", parse("a"))):
        with pytest.raises(ConfigError, match=said):
            act()
    assert text_of(places) == text


@pytest.mark.parametrize("text", ['[mine]\na = "b"\n', 'x.y = "a"\n[t]\n'])
def test_a_file_of_tables_is_left_to_an_editor(places: Places, text: str) -> None:
    written(places, text)
    with pytest.raises(ConfigError, match="Change it with an editor"):
        save_view(places, "new", parse("a"))
    assert text_of(places) == text


@pytest.mark.parametrize("name", ["", "  ", "\x1b\u200b"])
def test_a_view_needs_a_name(places: Places, name: str) -> None:
    with pytest.raises(ConfigError, match="needs a name"):
        save_view(places, name, parse("a"))
    assert not places.views.exists()


def test_a_link_to_the_file_stays_a_link(places: Places, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text('a = "b"\n')
    places.views.symlink_to(target)
    save_view(places, "c", parse("d"))
    assert places.views.is_symlink()
    assert named(places) == {"a": "b", "c": "d"}


def test_a_folder_that_cannot_be_written_to_is_said(places: Places) -> None:
    places.views.mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        save_view(places, "x", parse("a"))
    places.views.rmdir()
    (places.config / "x").symlink_to(places.config / "no" / "where")
    with pytest.raises(ConfigError, match="cannot be written"):
        put_back(Places(places.config / "gone", places.data, places.state, places.cache), "a = 1")
