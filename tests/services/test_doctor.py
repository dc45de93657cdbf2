"""What is checked, what is set right, and what is only named."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import sqlite3
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock

from newsread.feeds.entry import Entry, ParsedFeed
from newsread.ledger.ledger import Ledger
from newsread.library.records import KeptPage
from newsread.paths import Places
from newsread.services import claim_index
from newsread.services.doctor import NAMED, examine
from newsread.text.document import Kind, Piece, assemble
from tests.fakes.claims import NOON, claim
from tests.fakes.newsroom import Newsroom

PAPER = "https://paper.example/feed"


@pytest.fixture(autouse=True)
def ours_alone() -> Iterator[None]:
    """Files are made as a process of newsread makes them."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """A feed of three articles, an article of no feed, with a text and a claim on it."""
    with Newsroom(tmp_path / "home") as opened:
        library = opened.library
        library.add_feed(PAPER, "The Paper", added=NOON)
        (state,) = library.fetch_states([PAPER])
        entries = tuple(Entry(identity=str(each), title=f"Story {each}") for each in range(3))
        state = msgspec.structs.replace(state, checked=NOON)
        library.store_fetch(state, ParsedFeed(entries=entries), NOON)
        article = opened.article()
        text = opened.revision(article)
        opened.ledger.put(claim(key=article.key, revision=text.revision))
        opened.ledger.close()
        yield opened


def found(room: Newsroom, state: str) -> list[str]:
    """Return what is said of things in `state`."""
    return [each.told for each in examine(room.places, NOON) if each.state == state]


def broken(room: Newsroom, *statements: str) -> None:
    """Spoil the library as no newsread does."""
    connection = sqlite3.connect(room.places.library)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm", ".lock"))
    }


def test_when_all_is_well_nothing_is_changed(room: Newsroom) -> None:
    room.library.close()
    before = contents(room.places.data)
    states = [finding.state for finding in examine(room.places, NOON)]
    assert set(states) == {"fine"}
    assert contents(room.places.data) == before


def test_on_an_empty_home_no_library_and_no_claims_file_are_made(tmp_path: Path) -> None:
    places = Places.find(tmp_path / "home")
    states = {finding.state for finding in examine(places)}
    assert states <= {"fine", "note"}
    assert list(places.data.iterdir()) == []


def test_names_that_others_gave_to_files_are_clean_when_they_are_said(room: Newsroom) -> None:
    for name in (b"\x1b[2J", b"\xff"):
        path = room.places.data / os.fsdecode(name)
        path.write_text("")
        path.chmod(0o644)
    said = found(room, "repaired")
    folder = room.places.data
    assert [each.partition(": was open")[0] for each in said] == [
        f"{folder}/[2J",
        f"{folder}/\ufffd",
    ]
    assert all(msgspec.json.encode(each) for each in said)


def test_rights_that_others_have_are_taken_away_and_that_is_said(room: Newsroom) -> None:
    room.places.settings.write_text("")
    room.places.settings.chmod(0o640)
    room.places.claims.chmod(0o666)
    room.places.data.chmod(0o755)
    assert found(room, "repaired") == [
        f"{room.places.settings}: was open to others to read (0640); now 0600",
        f"{room.places.data}: was open to others to read (0755); now 0700",
        f"{room.places.claims}: was open to others to change (0666); now 0600",
    ]
    assert stat.S_IMODE(room.places.data.stat().st_mode) == 0o700
    assert found(room, "repaired") == []


def test_a_link_is_not_followed_and_what_it_leads_to_keeps_its_rights(
    room: Newsroom, tmp_path: Path
) -> None:
    own = tmp_path / "dotfiles.toml"
    own.write_text("")
    own.chmod(0o644)
    room.places.settings.symlink_to(own)
    assert found(room, "repaired") == []
    assert stat.S_IMODE(own.stat().st_mode) == 0o644


def test_a_folder_above_that_others_may_change_is_named_and_left(room: Newsroom) -> None:
    home = room.places.data.parent
    home.chmod(0o770)
    assert found(room, "problem") == [
        f"{home}: others may change what is in it (0770): chmod go-w {home}"
    ]
    assert stat.S_IMODE(home.stat().st_mode) == 0o770


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_belongs_to_others_is_named(room: Newsroom) -> None:
    room.places.state.mkdir(exist_ok=True)
    os.chown(room.places.state, 12_345, 12_345)
    assert found(room, "problem") == [
        f"{room.places.state}: belongs to another user, who may change it"
    ]


def test_every_file_with_a_mistake_is_a_line(room: Newsroom) -> None:
    room.places.settings.write_text("colour = 1\n")
    room.places.keys.write_text("[list]\nopen = 5\n")
    room.places.vocabulary.write_text("types = 1\n")
    problems = found(room, "problem")
    assert [problem.partition(":")[0] for problem in problems] == [
        str(room.places.settings),
        str(room.places.keys),
        str(room.places.vocabulary),
    ]


def test_an_index_of_words_that_is_damaged_is_made_anew(room: Newsroom) -> None:
    while room.library.index.catch_up():
        pass
    broken(room, "DELETE FROM search_data WHERE id > 10")
    assert any("index of words made anew" in told for told in found(room, "repaired"))
    assert room.library.index.is_sound()
    assert found(room, "repaired") == []


def test_mistakes_in_views_and_secrets_are_named_and_no_password(room: Newsroom) -> None:
    room.places.views.write_text('bad = "tgs:x"\n', encoding="utf-8")
    room.places.secrets.write_text('[feeds]\n"https://a.example/" = 7\n', encoding="utf-8")
    told = " ".join(found(room, "problem"))
    assert "views.toml:1" in told
    assert "secrets.toml:2" in told


def test_wrong_figures_are_counted_anew(room: Newsroom) -> None:
    broken(room, "UPDATE feed SET total = 77, unread = -1 WHERE kind = 'feed'")
    assert found(room, "repaired") == [f"{room.places.library}: figures of 1 feed counted anew"]
    feed = room.library.feed(PAPER)
    assert feed is not None
    assert (feed.total, feed.unread) == (3, 3)
    assert found(room, "repaired") == []


def test_remains_of_deleted_articles_go_and_missing_bodies_come(room: Newsroom) -> None:
    broken(
        room,
        "DELETE FROM article WHERE id = 1",
        "DELETE FROM body WHERE article_id = 2",
        "INSERT INTO text VALUES (x'00', x'00')",
    )
    assert found(room, "repaired") == [
        f"{room.places.library}: 3 rows of deleted articles deleted",
        f"{room.places.library}: 1 row of articles that lacked their feed's words made anew",
        f"{room.places.library}: figures of 1 feed counted anew",
    ]
    assert room.library.article(2) is not None
    assert found(room, "repaired") == found(room, "problem") == []


def test_texts_that_rotted_are_named_and_such_pages_deleted(room: Newsroom) -> None:
    page = KeptPage(packed=zlib.compress(b"<p>"), url="", content_type="", retrieved=NOON)
    room.library.pages.store(1, page)
    room.library.pages.store(2, page)
    article = room.library.find_article("https://paper.example/rents")
    assert article is not None
    broken(
        room,
        "UPDATE page SET html = x'00' WHERE article_id = 1",
        "UPDATE text SET document = x'00'",
    )
    told = f"texts of 1 article in it cannot be read: {article.id}"
    library = room.places.library
    assert f"{library}: {told}. Put a copy of yours in its place" in found(room, "problem")
    assert room.library.pages.of(1) is None
    assert room.library.pages.of(2) == page
    room.library.pages.store(1, msgspec.structs.replace(page, packed=b""))
    repaired = f"{library}: 1 row with a damaged page of an article deleted"
    assert found(room, "repaired") == [repaired]


def test_what_cannot_be_set_right_is_named(room: Newsroom) -> None:
    broken(room, "UPDATE article SET feed_id = 99 WHERE id = 1")
    assert found(room, "problem") == [
        f"{room.places.library}: 1 row in it refer to what is not there"
    ]


def test_feeds_asked_by_a_clock_that_was_ahead_are_asked_again(room: Newsroom) -> None:
    broken(
        room,
        f"UPDATE feed SET checked = {NOON + 9e8}, due = {NOON + 9e8} WHERE kind = 'feed'",
        f"UPDATE article SET first_seen = {NOON + 9e8} WHERE id = 1",
    )
    (said,) = found(room, "repaired")
    assert said.endswith("1 feed asked by a clock that was ahead; it is their turn again")
    (state,) = room.library.fetch_states([PAPER])
    assert state.due is None
    (noted,) = found(room, "note")
    assert "1 article came by a clock that was ahead" in noted


def test_claims_whose_article_or_text_is_gone_are_named_and_kept(room: Newsroom) -> None:
    article = room.article("other")
    room.ledger.put_all(
        [claim(key="ab" * 32, revision="cd" * 32) for _ in range(NAMED + 2)]
        + [claim(key=article.key, revision="cd" * 32)]
    )
    room.ledger.close()
    before = room.places.claims.read_bytes()
    notes = found(room, "note")
    assert len(notes) == NAMED + 1
    assert sum("the article it was marked in is not kept" in note for note in notes) >= NAMED - 1
    assert notes[-1] == "And 3 more claims likewise"
    assert room.places.claims.read_bytes() == before


def test_articles_with_claims_are_listed_again(room: Newsroom) -> None:
    broken(room, "UPDATE article SET listed = 0 WHERE title = 'Rents'")
    repaired = found(room, "repaired")
    assert f"{room.places.library}: 1 article with claims listed again" in repaired
    assert any(article.title == "Rents" for article in room.library.articles())


def test_a_record_that_is_no_claim_is_named(room: Newsroom) -> None:
    tables = json.loads(room.places.claims.read_bytes())
    tables["claims"]["9"] = {"id": "x"}
    room.places.claims.write_text(json.dumps(tables))
    (problem,) = found(room, "problem")
    assert f"{room.places.claims}, record 9: is not shown" in problem


@pytest.mark.parametrize("claims", [b"[]", b"\0\0\0", b'{"_meta": {"1": {"schema": 9}}}'])
@pytest.mark.parametrize("library", ["none", "other", "damaged", "whole"])
def test_a_broken_file_is_said_and_left_as_it_is_and_the_rest_is_checked(
    room: Newsroom, claims: bytes, library: str
) -> None:
    room.library.close()
    file = room.places.library
    if library == "none":
        file.write_bytes(b"somebody's words " * 300)
    elif library == "other":
        file.unlink()
        broken(room, "CREATE TABLE mine (x)")
        file.chmod(0o600)
    elif library == "damaged":
        data = bytearray(file.read_bytes())
        for page in range(3, len(data) // 4096):  # all but what says how the tables are
            data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
        file.write_bytes(data)
    for kept in room.places.data.glob("claims.json*"):
        kept.unlink()
    room.places.claims.write_bytes(claims)
    before = contents(room.places.data)
    problems = found(room, "problem")
    named = [str(file)] * (library != "whole") + [str(room.places.claims)]
    assert [problem.partition(":")[0] for problem in problems] == named
    assert all(problem.isprintable() for problem in problems)
    assert contents(room.places.data) == before


@pytest.mark.parametrize("bad", [b"", b"[]", b'{"claims": {"1": {"id": "01', b"\0" * 4096])
def test_a_broken_claims_file_is_made_again_and_every_step_is_told(
    room: Newsroom, bad: bytes
) -> None:
    before = room.ledger.all()
    room.places.claims.write_bytes(bad)
    made, aside = found(room, "repaired")
    assert "made again from claims.json.1, with all that was saved since" in made
    name = aside.partition("is claims.json.bad-")[2].partition(" ")[0]
    assert (room.places.data / f"claims.json.bad-{name}").read_bytes() == bad
    assert Ledger.open(room.places.claims).all() == before
    assert found(room, "repaired") == found(room, "problem") == []


def test_what_a_killed_process_left_is_put_in_order(room: Newsroom) -> None:
    half = room.places.data / ".claims.json.x1.new"
    half.write_text("half a fi")
    os.utime(half, (1e9, 1e9))
    room.ledger.put(claim())
    assert found(room, "repaired") == [f"{half}: was left half written, and is removed"]
    assert not half.exists()
    assert len(json.loads(room.places.claims.read_bytes())["claims"]) == 2


def test_what_lies_beside_the_claims_is_told(room: Newsroom) -> None:
    (room.places.data / "claims.json.2").write_text("rubbish")
    (room.places.data / "claims.sync-conflict-20261126-1.json").write_text("{}")
    (problem,) = found(room, "problem")
    assert "claims.json.2: is not JSON" in problem
    (note,) = found(room, "note")
    assert "newsread claims merge" in note


def test_where_nothing_can_be_saved_that_is_told(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", fail)
    (problem,) = found(room, "problem")
    assert "opened read-only: locks do not work here (No locks available)" in problem


def test_what_queries_know_of_claims_is_made_anew_where_it_is_wrong(room: Newsroom) -> None:
    claim_index.sync(room.library, room.ledger)
    broken(room, "UPDATE claim_index SET type = 'causal'")
    (said,) = found(room, "repaired")
    assert said.endswith("what it knows of the claims made anew from their file")
    assert found(room, "repaired") == []


def test_what_the_settings_will_let_go_is_told_and_not_done(room: Newsroom) -> None:
    (state,) = room.library.fetch_states([PAPER])
    room.library.store_fetch(state, ParsedFeed(entries=(Entry(identity="now"),)), NOON)
    room.library.set_read(room.library.ids(), True)
    room.places.settings.write_text("[retention]\narticles_per_feed = 1\n")
    (note,) = found(room, "note")
    assert note.endswith("3 old articles of 1 feed will be let go, as the settings say")
    assert room.library.counts().total == 5


@pytest.mark.parametrize("what", ["refresh", "check of claims"])
def test_a_refresh_or_a_check_under_way_is_told(room: Newsroom, what: str) -> None:
    lock = room.places.refresh_lock if what == "refresh" else room.places.check_lock
    lock.write_text("123\n")
    assert found(room, "note") == []
    with FileLock(lock):
        lock.write_text("123\n")
        assert found(room, "note") == [f"A {what} is under way: process 123"]


def test_a_text_that_stands_in_the_library_is_no_remains(room: Newsroom) -> None:
    article = room.library.article(1)
    assert article is not None
    kept = room.revision(article, assemble([Piece(Kind.PARAGRAPH, "Words.")]))
    assert found(room, "repaired") == []
    assert room.library.revision(1, kept.revision) is not None
