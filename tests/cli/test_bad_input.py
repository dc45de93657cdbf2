"""Whatever is wrong, one plain sentence says so, and nothing already kept is harmed."""

from __future__ import annotations

import json
import os
import resource
import socket
from pathlib import Path

import pytest

from newsread.cli import refuse_platform
from newsread.errors import NewsreadError
from tests.cli.command import Newsread
from tests.cli.conftest import HTML
from tests.fakes.server import LoopbackServer, Page

ADDRESSES = {
    "/none": "404",
    "/gone": "410",
    "/broken-server": "500",
    "/page": "feed",
    "/empty": "empty",
    "/picture": "feed",
    "/cut-tail": "cut",
    "/closed": "",
    "/not-http": "",
}
"""Path on the server, and a word that the sentence about it must have."""

NO_ADDRESSES = ["file:///etc/passwd", "localhost/feed", "feed", "ftp://example.org/feed", "http://"]


@pytest.fixture
def trouble(newsroom: LoopbackServer) -> LoopbackServer:
    """A server with one page for each kind of trouble."""
    newsroom.put("/gone", Page(status=410))
    newsroom.put("/broken-server", Page(status=500))
    newsroom.put("/page", Page(b"<!doctype html><title>A page</title><p>No feed.", HTML))
    newsroom.put("/empty", Page(b""))
    newsroom.put("/picture", Page(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(99), "image/png"))
    newsroom.put("/cut-tail", Page(b"<rss><channel><title>Cut</title>", fault="cut"))
    newsroom.put("/closed", Page(fault="drop"))
    newsroom.put("/not-http", Page(fault="garbage"))
    return newsroom


def test_what_is_no_feed_is_not_added(newsread: Newsread, trouble: LoopbackServer) -> None:
    ended = newsread("add", *map(trouble.url, ADDRESSES), status=1)
    sentences = ended.err.splitlines()
    for sentence, (path, word) in zip(sentences, ADDRESSES.items(), strict=True):
        assert sentence.startswith(f"newsread: {trouble.url(path)}: "), sentence
        assert sentence.endswith("."), sentence
        assert word in sentence
    assert len(newsread("feeds").lines) == 1


def test_a_dead_host_is_named(newsread: Newsread) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # never listens
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/feed"
        assert address in newsread.refuses("add", address)
        assert address in newsread.refuses("save", address)
        assert address in newsread.refuses("extract", address)


@pytest.mark.parametrize("command", ["add", "save"])
def test_what_is_no_web_address_is_not_asked(newsread: Newsread, command: str) -> None:
    ended = newsread(command, "--", *NO_ADDRESSES, "", "-x", status=1)
    assert ended.err.count("newsread: ") == ended.err.count("\n") == len(NO_ADDRESSES) + 2
    assert "Traceback" not in ended.err


def test_a_redirect_to_a_private_host_is_not_followed(
    newsread: Newsread, newsroom: LoopbackServer
) -> None:
    with LoopbackServer() as other:
        newsroom.put("/moved", Page(status=302, location=other.url("/feed.xml")))
        assert "private" in newsread.refuses("add", newsroom.url("/moved"))
        assert other.count() == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["remove", "https://example.org/feed"], "is not among your feeds"),
        (["refresh", "https://example.org/feed"], "is not among your feeds"),
        (["show", "999999"], "is not among your articles"),
        (["show", "https://example.org/article"], "is not among your articles"),
        (["show", "1", "--revision", "abc"], "is no text of this article"),
        (["claims", "add", "999999", "--quote", "x"], "is not among your articles"),
        (["claims", "add", "1", "--quote", "words that stand nowhere"], "is not in the article"),
        (["claims", "add", "1", "--quote", ""], "is not in the article"),
        (["claims", "add", "1", "--quote", "e"], "places"),
        (["extract", "no-such-file.html"], "cannot be read"),
        (["extract", "."], "cannot be read"),
        (["extract", "-"], "empty"),
        (["extract", "file:///etc/passwd"], "http"),
        ([], "terminal"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_not_there_is_said_in_one_sentence(
    newsread: Newsread, words: list[str], said: str
) -> None:
    assert said in newsread.refuses(*words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["shwo"], "no such command"),
        (["add"], "missing argument"),
        (["claims", "lost"], "no such command"),
        (["articles", "--limit", "0"], "--limit"),
        (["articles", "--limit", "many"], "--limit"),
        (["articles", "--unknown"], "no such option"),
        (["claims", "add", "1"], "--quote"),
        (["claims", "add", "1", "--quote", "Merrow", "--type", "rumour"], "is not a type"),
        (["refresh", "--until-stdin-ends"], "pipe"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_use_ends_with_two(newsread: Newsread, words: list[str], said: str) -> None:
    assert said in newsread.refuses(*words, status=2)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("settings.toml", "[reading]\nwidht = 60\n", "settings.toml:2"),
        ("settings.toml", "[reading]\nwidth = 'wide'\n", "settings.toml:2"),
        ("settings.toml", "theme = [\n", "settings.toml:"),
        ("keys.toml", "[article]\ntag = 't'\n", "keys.toml:2"),
        ("keys.toml", "[article]\ntags = 'nonsense'\n", "keys.toml:2"),
        ("keys.toml", "[article]\ntags = 'd'\n", "keys.toml:2"),
        ("vocabulary.toml", "[types.x]\ncolour = 'loud'\n", "vocabulary.toml:2"),
    ],
)
def test_a_mistake_in_a_file_is_said_with_file_and_line(
    newsread: Newsread, file: str, text: str, said: str
) -> None:
    config = newsread.home / "config"
    config.mkdir(parents=True)
    (config / file).write_text(text, encoding="utf-8")
    assert said in newsread.refuses("articles", status=2)
    assert (config / file).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("held", [b"not JSON", b'{"claims": [', b"[]", b"\xff\xfe\0", b"{}x"])
def test_a_claims_file_that_is_none_is_left_as_it_is(newsread: Newsread, held: bytes) -> None:
    newsread("articles")
    file = newsread.home / "data" / "claims.json"
    file.write_bytes(held)
    assert "claims.json" in newsread.refuses("claims", "list")
    assert "claims.json" in newsread.refuses("claims", "add", "1", "--quote", "Merrow’s harbour")
    assert file.read_bytes() == held


def test_broken_claims_keep_nobody_from_the_news(newsread: Newsread) -> None:
    newsread("articles")
    file = newsread.home / "data" / "claims.json"
    file.write_bytes(b'{"claims": [')
    for words in (["feeds"], ["show", "1"], ["refresh"]):
        assert "claims.json" not in newsread(*words).err
    listed = newsread("articles", "--json")
    assert {record["claims"] for record in listed.records} == {None}
    assert listed.err.startswith(f"newsread: {file}: ")
    assert listed.err.count("\n") == 1
    assert len(newsread("articles").lines) == len(listed.lines)
    assert "claims.json" in newsread.refuses("remove", "newsread:welcome")
    assert file.read_bytes() == b'{"claims": ['


def test_a_library_that_is_none_is_left_as_it_is(newsread: Newsread) -> None:
    file = newsread.home / "data" / "library.sqlite3"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no database, but somebody's words" * 100)
    before = file.read_bytes()
    assert "library.sqlite3" in newsread.refuses("articles")
    assert file.read_bytes() == before
    log = (newsread.home / "state" / "log").read_text(encoding="utf-8")
    assert log.count("library.sqlite3") == 1
    assert "newsread articles" in log


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("somebody's words", encoding="utf-8")
    assert str(tmp_path / "file") in Newsread(tmp_path / "file").refuses("articles")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "somebody's words"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_home_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    assert str(home) in Newsread(home).refuses("articles")


def test_a_disk_with_little_room_still_takes_a_claim(newsread: Newsread) -> None:
    newsread("claims", "add", "1", "--quote", "Merrow’s harbour")
    file = newsread.home / "data" / "claims.json"
    records = json.loads(file.read_bytes())
    records["claims"]["1"]["note"] = "as long as it takes " * 200_000
    file.write_text(json.dumps(records), encoding="utf-8")
    before = file.read_bytes()

    def little_room() -> None:
        """Let no file grow to the size of the claims' file, as a disk would that is almost full."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, len(before) // 2))

    newsread.run("claims", "add", "1", "--quote", "eleven languages", prepare=little_room)
    assert file.read_bytes() == before
    assert len(newsread("claims", "list", "--json").out.splitlines()) == 2
    assert len(json.loads(file.read_bytes())["claims"]) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which Linux has")
def test_output_that_cannot_be_written_is_no_success(newsread: Newsread) -> None:
    with Path("/dev/full").open("w") as full:
        ended = newsread.run("articles", out=full)
    assert ended.status == 1
    assert ended.err.startswith("newsread: standard output: cannot be written")
    assert ended.err.count("\n") == 1


def test_a_reader_of_the_output_that_leaves_early_is_no_trouble(newsread: Newsread) -> None:
    left, right = os.pipe()
    os.close(left)
    with os.fdopen(right, "w") as nobody:
        ended = newsread.run("articles", out=nobody)
    assert (ended.status, ended.err) == (141, "")


DEFECT = """
import sys
from newsread.cli import main
from newsread.commands import articles

def find_article(*_):
    raise KeyError("\\x1b]0;title https://name:s3cret@example.org/?token=s3cret")

articles.find_article = find_article
main(sys.argv[1:])
"""


def test_a_defect_is_one_sentence_and_its_traceback_in_the_log(newsread: Newsread) -> None:
    sentence = newsread.refuses("show", "1", code=DEFECT)
    log = newsread.home / "state" / "log"
    assert str(log) in sentence
    assert "s3cret" not in sentence
    told = log.read_text(encoding="utf-8")
    assert "newsread show" in told
    assert "Traceback" in told
    assert "s3cret" not in told
    assert "\x1b" not in told
    assert log.stat().st_mode & 0o777 == 0o600


def test_windows_is_refused_in_one_sentence() -> None:
    refuse_platform("linux")
    refuse_platform("darwin")
    with pytest.raises(NewsreadError, match="WSL"):
        refuse_platform("win32")
