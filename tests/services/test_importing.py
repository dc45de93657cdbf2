"""Importing lists of feeds: one step, nothing fetched, nothing changed that was there."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from newsread.errors import ExchangeError
from newsread.library.records import FeedSettings
from newsread.services import importing
from newsread.services.exporting import opml_of, write_file
from newsread.services.importing import (
    Source,
    import_feeds,
    plan_import,
    read_newsboat_file,
    read_opml_file,
)
from newsread.services.secrets import Secrets
from tests.fakes.newsroom import Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path / "home") as opened:
        yield opened


def opml(folder: Path, *outlines: str) -> Source:
    path = folder / "feeds.opml"
    path.write_text("\n".join(["<opml><body>", *outlines, "</body></opml>"]))
    return read_opml_file(str(path))


def feed(name: str, more: str = "") -> str:
    return f'<outline text="{name}" xmlUrl="https://{name}.example/" {more}/>'


# Taking feeds in


def test_a_list_is_added_as_one_step_and_nothing_is_asked(room: Newsroom, tmp_path: Path) -> None:
    source = opml(tmp_path, '<outline text="News">', feed("a"), feed("b"), "</outline>", feed("c"))
    planned = plan_import(room.library, source)
    assert room.library.feeds() == []
    added = import_feeds(room.history, Secrets(room.places), planned)
    assert [(each.title, each.folder, each.checked) for each in added] == [
        ("a", "News", None),
        ("b", "News", None),
        ("c", "", None),
    ]
    assert planned.summary == "3 feeds added from feeds.opml"
    assert room.history.undo() == "Undone: 3 feeds added from feeds.opml"
    assert room.library.feeds() == []
    room.history.redo()
    assert room.library.feeds() == added


def test_feeds_that_are_there_stay_as_they_are_and_are_reported(
    room: Newsroom, tmp_path: Path
) -> None:
    there = room.library.add_feed("https://a.example/", "The A", folder="Mine")
    planned = plan_import(room.library, opml(tmp_path, feed("a"), feed("b")))
    import_feeds(room.history, Secrets(room.places), planned)
    assert room.library.feed(there.url) == there
    assert planned.summary == "1 feed added from feeds.opml, 1 there already"
    assert [(problem.line, problem.sentence) for problem in planned.problems] == [
        (2, "“The A” is among your feeds already in Mine, and stays as it is")
    ]


def test_an_import_that_adds_nothing_is_no_step(room: Newsroom, tmp_path: Path) -> None:
    planned = plan_import(room.library, opml(tmp_path, "<outline/>", '<outline type="rss"/>'))
    assert import_feeds(room.history, Secrets(room.places), planned) == []
    assert planned.summary == "No feeds added from feeds.opml, 2 lines left out"
    assert room.history.undo() == "Nothing to undo"


def test_an_address_in_a_local_file_is_consent_to_its_host_and_that_is_said(
    room: Newsroom, tmp_path: Path
) -> None:
    hosts = (
        "192.168.1.2:8080",
        "localhost",
        "0x7f000001:81",
        "localhost/b",
        "8.8.8.8",
        "paper.example",
    )
    source = opml(tmp_path, *(f'<outline text="{h}" xmlUrl="http://{h}/"/>' for h in hosts))
    planned = plan_import(room.library, source)
    assert [problem.sentence for problem in planned.problems] == [
        "“192.168.1.2:8080”: newsread may now ask http://192.168.1.2:8080, a private host",
        "“localhost” and 1 more: newsread may now ask http://localhost, a private host",
        "“0x7f000001:81”: newsread may now ask http://127.0.0.1:81, a private host",
    ]
    import_feeds(room.history, Secrets(room.places), planned)
    assert {"192.168.1.2:8080", "localhost:80", "localhost:81"} < set(room.library.consented())


def test_names_and_passwords_are_set_aside_and_not_stored(room: Newsroom, tmp_path: Path) -> None:
    source = opml(tmp_path, '<outline text="p" xmlUrl="https://ann:s3cret@p.example/feed"/>')
    planned = plan_import(room.library, source)
    import_feeds(room.history, Secrets(room.places), planned)
    assert planned.kept_secrets == (("https://p.example/feed", "ann:s3cret"),)
    stored = b"".join(file.read_bytes() for file in room.places.data.iterdir())
    assert b"s3cret" not in stored
    assert b"s3cret" not in opml_of(room.library)[0]


def test_a_list_never_takes_the_place_of_a_password_that_is_kept(
    room: Newsroom, tmp_path: Path
) -> None:
    secrets = Secrets(room.places)
    for told in ("ann:own", "x:other"):
        source = opml(tmp_path, f'<outline text="p" xmlUrl="https://{told}@p.example/feed"/>')
        import_feeds(room.history, secrets, plan_import(room.library, source))
        assert secrets.of_feeds() == {"https://p.example/feed": "ann:own"}
    room.history.undo()
    import_feeds(room.history, secrets, plan_import(room.library, source))
    assert secrets.of_feeds() == {"https://p.example/feed": "ann:own"}


@pytest.mark.parametrize(
    ("written", "settings"),
    [
        ('newsread:keep_days="7" newsread:quiet="true"', FeedSettings(keep_days=7, quiet=True)),
        ('newsread:from_the_future="1" newsread:keep_days="7"', FeedSettings(keep_days=7)),
        ('newsread:keep_days="-7"', None),
        ('newsread:interval_minutes="often"', None),
        ('newsread:quiet="perhaps"', None),
    ],
)
def test_settings_are_taken_only_as_newsread_writes_them(
    room: Newsroom, tmp_path: Path, written: str, settings: FeedSettings | None
) -> None:
    planned = plan_import(room.library, opml(tmp_path, feed("a", written)))
    assert planned.new[0].settings == (settings or FeedSettings())
    assert [problem.sentence for problem in planned.problems] == (
        [] if settings else ["“a”: its settings are not understood, and are left out"]
    )


def test_what_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LARGEST", 2_000_000)
    large = tmp_path / "large.opml"
    large.write_bytes(b"<opml>" + b" " * 2_000_000)
    for path, what in [
        (tmp_path, "Is a directory"),
        (tmp_path / "none.opml", "No such file or directory"),
        (large, "it has more than 2 MB, and was not read"),
        (Path("~nobody-of-this-name/feeds.opml"), "No such file or directory"),
    ]:
        with pytest.raises(ExchangeError, match=f"^{re.escape(str(path))}: .*{what}"):
            read_opml_file(str(path))


# newsboat


def test_newsboats_file_is_found_where_newsboat_and_newsbeuter_keep_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    with pytest.raises(ExchangeError, match=r"there is no file urls in .*newsboat, .*newsbeuter"):
        read_newsboat_file()
    for folder in (".newsbeuter", ".config/newsbeuter", ".newsboat", ".config/newsboat"):
        urls = tmp_path / folder / "urls"
        urls.parent.mkdir(parents=True)
        urls.write_text("https://a.example/ news\n")
        assert read_newsboat_file().place == str(urls)  # each comes before those made so far
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "elsewhere"))
    assert read_newsboat_file().place == str(tmp_path / ".newsboat" / "urls")


def test_newsboats_folder_or_file_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("https://a.example/ news\n")
    for place in (tmp_path, tmp_path / "urls"):
        source = read_newsboat_file(str(place))
        assert (source.name, source.found.outlines[0].folder) == ("urls", "news")
    with pytest.raises(ExchangeError, match="Is a directory"):
        read_newsboat_file(str(tmp_path.parent))


def test_a_hidden_feed_of_newsboat_is_quiet_here(room: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text('https://a.example/ "!" "~A"\n')
    planned = plan_import(room.library, read_newsboat_file(str(tmp_path)))
    (added,) = import_feeds(room.history, Secrets(room.places), planned)
    assert (added.own_title, added.settings) == ("A", FeedSettings(quiet=True))


# And out


def test_what_is_exported_is_imported_as_it_was(room: Newsroom, tmp_path: Path) -> None:
    source = opml(
        tmp_path,
        '<outline text="News"><outline text="A &amp; B">',
        feed("a", 'newsread:keep_articles="9" newsread:quiet="true"'),
        feed("b", 'newsread:titled_by="feed" htmlUrl="https://b.example/home"'),
        "</outline></outline>",
        feed("c", 'title="C"'),
    )
    import_feeds(room.history, Secrets(room.places), plan_import(room.library, source))
    room.article()  # saved without a feed: not to be written
    body, count = opml_of(room.library)
    assert count == 3
    path = tmp_path / "out.opml"
    write_file(path, body)
    with Newsroom(tmp_path / "other") as other:
        planned = plan_import(other.library, read_opml_file(str(path)))
        import_feeds(other.history, Secrets(other.places), planned)
        assert planned.problems == ()
        assert opml_of(other.library) == (body, count)
        for there in other.library.feeds():
            here = room.library.feed(there.url)
            assert here is not None
            assert (there.title, there.own_title) == (here.title, here.own_title)
            assert (there.folder, there.settings) == (here.folder, here.settings)
            assert there.link == here.link


def test_a_newsrooms_list_comes_in_and_goes_out_whole(
    newsroom: str, room: Newsroom, tmp_path: Path
) -> None:
    with urlopen(newsroom + "feeds.opml") as answer:
        (tmp_path / "newsroom.opml").write_bytes(answer.read())
    source = read_opml_file(str(tmp_path / "newsroom.opml"))
    added = import_feeds(room.history, Secrets(room.places), plan_import(room.library, source))
    assert (len(added), len({feed.folder for feed in added})) == (16, 2)
    write_file(tmp_path / "out.opml", opml_of(room.library)[0])
    with Newsroom(tmp_path / "other") as other:
        again = read_opml_file(str(tmp_path / "out.opml"))
        import_feeds(other.history, Secrets(other.places), plan_import(other.library, again))
        assert [(feed.url, feed.title, feed.folder) for feed in other.library.feeds()] == [
            (feed.url, feed.title, feed.folder) for feed in room.library.feeds()
        ]


def test_a_file_is_its_owners_and_none_is_replaced_unasked(tmp_path: Path) -> None:
    path, link, target = tmp_path / "a.opml", tmp_path / "link.opml", tmp_path / "target"
    write_file(path, b"one")
    assert path.stat().st_mode & 0o777 == 0o600
    target.write_bytes(b"precious")
    link.symlink_to(target)
    for there in (path, link):
        with pytest.raises(ExchangeError, match="there is a file already"):
            write_file(there, b"two")
    assert path.read_bytes() == b"one"
    write_file(path, b"two", force=True)
    write_file(link, b"two", force=True)
    assert (path.read_bytes(), link.read_bytes()) == (b"two", b"two")
    assert (link.is_symlink(), target.read_bytes()) == (False, b"precious")
    with pytest.raises(ExchangeError, match="it is a folder"):
        write_file(tmp_path, b"two", force=True)
    with pytest.raises(ExchangeError, match="it cannot be written"):
        write_file(tmp_path / "none" / "a.opml", b"two")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.opml", "link.opml", "target"]


def test_neither_a_pipe_nor_a_file_that_came_meanwhile_is_replaced(tmp_path: Path) -> None:
    pipe, path = tmp_path / "pipe", tmp_path / "a.csv"
    os.mkfifo(pipe)
    with pytest.raises(ExchangeError, match="it is a device or a pipe"):
        write_file(pipe, b"one", force=True)
    assert pipe.is_fifo()

    def another_comes(_: bytes) -> bool:
        path.write_bytes(b"precious")
        return True

    with pytest.raises(ExchangeError, match="there is a file already"):
        write_file(path, b"one", holds=another_comes)
    assert path.read_bytes() == b"precious"
    assert sorted(tmp_path.iterdir()) == [path, pipe]


def test_a_file_is_written_where_no_file_may_have_two_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "")

    monkeypatch.setattr(os, "link", refuse)
    write_file(tmp_path / "a.csv", b"one")
    assert (tmp_path / "a.csv").read_bytes() == b"one"
