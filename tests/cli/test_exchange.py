"""Feeds from other programs' files and out to them, by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import Newsread

LIST = """<?xml version="1.0"?>
<opml version="2.0"><body>
<outline text="News"><outline text="A" xmlUrl="https://a.example/feed"/></outline>
<outline text="B" xmlUrl="|id"/>
<outline text="C" xmlUrl="https://ann:s3cret@c.example/feed"/>
</body></opml>
"""


def test_opml_comes_in_is_reported_line_by_line_and_goes_out(
    newsread: Newsread, tmp_path: Path
) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(LIST)
    reported = [
        f"{path}:4: “B” is left out: it runs a program, and newsread runs none",
        (
            f"{path}:5: “C”: the name and password in its address go to secrets.toml, if it is new"
            " and has none there"
        ),
    ]
    summary = "2 feeds added from feeds.opml, 1 line left out"
    dry = newsread("opml", "import", "--dry-run", str(path))
    assert (dry.lines, dry.err.splitlines()) == ([f"It would be: {summary}"], reported)
    assert len(newsread("feeds").lines) == 1  # the built-in one
    done = newsread("opml", "import", str(path))
    assert (done.lines, done.err.splitlines()) == ([summary], reported)
    exported = newsread("opml", "export").out
    assert "s3cret" not in exported
    out = tmp_path / "out.opml"
    assert newsread("opml", "export", str(out)).lines == [f"2 feeds written to {out}"]
    assert out.read_text() == exported
    assert "there is a file already" in newsread.refuses("opml", "export", str(out))
    assert newsread("opml", "export", "--force", str(out)).status == 0


def test_standard_input_is_read_and_each_line_may_be_json(newsread: Newsread) -> None:
    told = newsread("opml", "import", "--json", "-", given=LIST).records
    assert [each["outcome"] for each in told] == ["added", "added", "left out", "remark"]
    assert told[0] == {
        "outcome": "added",
        "url": "https://a.example/feed",
        "title": "A",
        "folder": "News",
    }


def test_newsboats_feeds_come_in(newsread: Newsread, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text('https://a.example/feed news "~The A"\nexec:id\n')
    done = newsread("import", "newsboat", "--tags-as", "none", str(tmp_path))
    assert done.lines == ["1 feed added from urls, 1 line left out"]
    assert len(done.err.splitlines()) == 2
    assert any(line.endswith("The A  https://a.example/feed") for line in newsread("feeds").lines)


def test_what_cannot_be_imported_is_said_in_a_sentence(newsread: Newsread, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>x</title>")
    assert "it is a web page, not OPML" in newsread.refuses("opml", "import", str(page))
    assert "No such file" in newsread.refuses("opml", "import", str(tmp_path / "none"))
    assert "Is a directory" in newsread.refuses("import", "newsboat", str(tmp_path))
    for words, what in (("opml", "export"), ("import", "newsboat")):
        assert what in newsread(words, status=2).err
