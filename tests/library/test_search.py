"""Searching the library: what a query finds, and that the index of words stays right."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsread.errors import QueryError
from newsread.feeds.entry import Entry
from newsread.library import choose, schema, search
from newsread.library.claim_index import IndexedClaim
from newsread.library.database import Database
from newsread.library.records import Revision
from newsread.library.rows import VANISHED
from newsread.library.store import Library
from newsread.query.read import parse
from newsread.query.tree import And, Node, Not, Or, Query, all_of, any_of, none_of
from newsread.text.document import Document, Kind, Piece, assemble
from newsread.text.quality import Quality
from tests.fakes.texts import store_revision
from tests.library.conftest import NOW, entries, entry, filled, store, titles, work


def clocked(path: Path, now: float = NOW) -> Library:
    return Library(Database.open(path), clock=lambda: now)


def words_in(library: Library) -> None:
    while library.index.catch_up():
        pass


def found(library: Library, query: str) -> set[str]:
    words_in(library)
    return set(titles(library, query))


def text(*paragraphs: str) -> Document:
    return assemble([Piece(Kind.PARAGRAPH, each) for each in paragraphs])


def opened(library: Library, article: int, *paragraphs: str) -> None:
    store_revision(library, article, text(*paragraphs), "page", NOW, Quality(words=1))


def about(claim: str, article: bytes, **fields: str) -> IndexedClaim:
    made = {"type": "quantity", "status": "todo", "verdict": "", "worth": "", "drift": "exact"}
    given = {**made, "speaker": "", "tags": "  ", "quote": "", **fields}
    return IndexedClaim(id=claim, article=article, **given)


def aged(title: str, content: str, days: int) -> Entry:
    published = NOW - 60 - days * 86_400
    return entry(title, content=content, published=published)


@pytest.fixture
def newsstand(path: Path) -> Iterator[Library]:
    """Three feeds and a saved article, of many languages, folders and ages."""
    with clocked(path) as library:
        uk = library.add_feed("https://www.theguardian.com/rss", "The Guardian", folder="Papers/UK")
        de = library.add_feed("https://zeitung.example/feed", "Zeitung", folder="Papers")
        store(
            library,
            uk,
            aged("Rents rise in Leeds", "<p>By <b>4.7</b>&nbsp;% says R&amp;D</p>", 0),
            aged("Naïve hopes", "Café élan", 3),
            aged("東京都知事選挙", "<p>都民は投票した。iPhone発売</p>", 9),
        )
        store(
            library,
            de,
            aged("Bundes&shy;tag", "Der Bundes&shy;tag tagte", 40),
            aged("ข่าววันนี้", "ราคาน้ำมัน", 400),
            aged("हिन्दी समाचार", "बजट", 401),
        )
        library.save_article(entry("single", title="A single piece"), "Le Matin", now=NOW)
        yield library


RENTS, NAIVE, CJK = "Rents rise in Leeds", "Naïve hopes", "東京都知事選挙"
THAI, HINDI, SINGLE, BUND = "ข่าววันนี้", "हिन्दी समाचार", "A single piece", "Bundes&shy;tag"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rents", {RENTS}),
        ("RENT leed", {RENTS}),
        ('"rise in leeds"', {RENTS}),
        ('"rise leeds"', set()),
        ('"rent"', set()),
        ("4.7", {RENTS}),
        ("r&d", {RENTS}),
        ("naive cafe", {NAIVE}),
        ("NAÏVE elan", {NAIVE}),
        ("cafe\u0301", {NAIVE}),
        ("東京", {CJK}),
        ("知", {CJK}),
        ("京東", set()),
        ("投票 都民", {CJK}),
        ("iphone発", {CJK}),
        ("bundestag", {BUND}),
        ("วันนี้", {THAI}),
        ("น้ำมัน", {THAI}),
        ("हिन्दी", {HINDI}),
        ("हिन", {HINDI}),
        ("हिनद", set()),
        ("rents OR naive", {RENTS, NAIVE}),
        ("rise -leeds", set()),
        ("-rents feed:guardian", {NAIVE, CJK}),
        ("(rents OR naive) -cafe", {RENTS}),
        ("feed:guardian", {RENTS, NAIVE, CJK}),
        ("feed:zeitung.example", {BUND, THAI, HINDI}),
        ("feed:https://zeitung.example/feed", {BUND, THAI, HINDI}),
        ("feed:https://zeitung.example/", set()),
        ('feed:"le matin"', {SINGLE}),
        ("feed:matin OR feed:guardian", {SINGLE, RENTS, NAIVE, CJK}),
        ("-feed:matin -folder:Papers", set()),
        ("feed:saved", {SINGLE}),
        ("folder:papers/uk", {RENTS, NAIVE, CJK}),
        ("folder:papers -folder:papers/uk", {BUND, THAI, HINDI}),
        ('folder:""', {SINGLE}),
        ("after:7d", {RENTS, NAIVE, SINGLE}),
        ("after:10d before:7d", {CJK}),
        ("after:7d folder:papers", {RENTS, NAIVE}),
        ("before:1y", {THAI, HINDI}),
        ("before:1y before:401d", {HINDI}),
        ("(after:7d OR thai) -rents", {NAIVE, SINGLE}),
        ("is:read", set()),
        ("has:claims", set()),
    ],
)
def test_a_query_finds(newsstand: Library, query: str, expected: set[str]) -> None:
    assert found(newsstand, query) == expected


def test_hits_are_newest_first_and_an_index_finds_what_a_walk_finds(
    newsstand: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    words_in(newsstand)
    queries = [
        "a OR b",
        "rents OR naive OR 東",
        "folder:papers (r OR n OR 東)",
        "is:unread (r OR 4)",
    ]
    by_words = [titles(newsstand, query) for query in queries]
    assert by_words[1] == [RENTS, NAIVE, CJK]
    monkeypatch.setattr(choose, "FEW", 10**9)
    monkeypatch.setattr(choose, "FEW_IN_FEEDS", 0)
    assert [titles(newsstand, query) for query in queries] == by_words


def test_the_best_match_is_first_where_that_is_asked_for(library: Library) -> None:
    feed = library.add_feed("https://a.example/")
    store(
        library,
        feed,
        entry("new", title="On the weather", content="The budget. " + "It rained. " * 50),
        entry(
            "mid", title="The budget", content="The budget, the whole budget", published=NOW - 90
        ),
        entry("old", title="Letters", content="Budget! Budget!", published=NOW - 99),
    )
    words_in(library)
    assert titles(library, "budget") == ["On the weather", "The budget", "Letters"]
    assert titles(library, "budget", ranked=True) == ["The budget", "Letters", "On the weather"]
    assert titles(library, "is:unread", ranked=True) == titles(library)
    rows = library.rows(parse("budget"), ranked=True)
    assert [rows.index_of(row.id) for row in rows] == [0, 1, 2]


def test_of_a_common_word_the_newest_come_first_even_when_ranked(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsread.library.rows.RANKED", 4)
    filled(library, 5)
    words_in(library)
    assert titles(library, "all", ranked=True) == titles(library)


def test_a_list_of_hits_keeps_what_is_read_in_it(newsstand: Library) -> None:
    words_in(newsstand)
    rows = newsstand.rows(parse("is:unread rents"))
    [row] = rows
    newsstand.set_read([row.id], True)
    assert titles(newsstand, "is:unread rents") == []
    assert titles(newsstand, "is:unread rents", keep=[row.id]) == [RENTS]
    assert titles(newsstand, "rents (is:unread OR is:starred)", keep=[row.id]) == [RENTS]
    assert titles(newsstand, "is:unread naive", keep=[row.id]) == [NAIVE]
    assert found(newsstand, "is:read") == {RENTS}


def test_quiet_feeds_can_be_left_out(library: Library) -> None:
    quiet = filled(library, 1, "quiet")
    filled(library, 1, "loud")
    with library._database.writing():
        library._database.change(
            "UPDATE feed SET settings = ? WHERE id = ?", ('{"quiet":true}', quiet.id)
        )
    assert titles(library, "is:unread -is:quiet") == ["loud0"]
    assert titles(library, "is:quiet") == ["quiet0"]
    assert library.count(parse("is:unread -is:quiet")) == 1
    assert library.unread_count(parse("is:quiet")) == 1
    assert titles(library, "is:quiet OR is:starred") == ["quiet0"]


def test_today_is_what_the_clock_says(path: Path) -> None:
    with Library.open(path) as library:
        filled(library, 60)  # one an hour
    with clocked(path) as library, clocked(path, NOW + 86_400) as tomorrow:
        today = library.count(parse("after:today"))
        assert 0 < today < 24
        assert library.count(parse("after:yesterday before:today")) == 24
        assert tomorrow.count(parse("after:yesterday")) == today
        assert tomorrow.count(parse("after:today")) == 0


def test_a_hit_that_was_removed_meanwhile_is_said_to_be(library: Library) -> None:
    one = filled(library, 2, "one")
    filled(library, 2, "two")
    words_in(library)
    rows = library.rows(parse("all"))
    library.remove_feed(one.url)
    assert len(rows) == 4
    assert [row.title for row in rows if row != VANISHED] == ["two0", "two1"]
    assert titles(library, "all") == ["two0", "two1"]
    library.restore_feed(one.url)
    assert len(titles(library, "all")) == 4


def test_walking_marking_counting_and_going_on_obey_a_query(newsstand: Library) -> None:
    words_in(newsstand)
    query = parse("rents OR naive OR 東")
    ids = newsstand.ids(query)
    assert [article.id for article in newsstand.articles(query)] == ids
    assert newsstand.count(query) == newsstand.unread_count(query) == 3
    assert newsstand.next_unread(ids[0], query=query) == ids[1]
    assert newsstand.next_unread(ids[0], forward=False, query=query) is None
    assert newsstand.set_read(newsstand.ids(parse("naive OR none")), True) == [ids[1]]
    assert newsstand.next_unread(ids[0], query=query) == ids[2]
    assert newsstand.unread_count(query) == 2
    assert sorted(newsstand.set_read(newsstand.ids(query), True)) == sorted([ids[0], ids[2]])


LEAVES = [
    parse(text).tree
    for text in (
        "is:unread", "is:read", "is:starred", "is:quiet", "feed:one", "feed:matin", "folder:F",
        'folder:""', "after:3d", "before:2d", "alpha", '"beta gamma"', "東", "tag:x", "worth:low",
        "has:claims", "feed:https://two.example/feed",
    )
]  # fmt: skip


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=1, max_size=4)
    return several.map(all_of) | several.map(any_of) | inner.map(none_of)


@settings(max_examples=150, deadline=None)
@given(tree=st.recursive(st.sampled_from(LEAVES), branches, max_leaves=7), few=st.booleans())
def test_a_query_finds_what_and_or_and_not_of_its_terms_find(
    mixed: Library, tree: Node, few: bool
) -> None:
    library = mixed
    everything = library.ids()

    def chosen(node: Node) -> set[int]:
        match node:
            case And(parts):
                return set.intersection(*map(chosen, parts))
            case Or(parts):
                return set().union(*map(chosen, parts))
            case Not(part):
                return set(everything) - chosen(part)
        return set(library.ids(Query(node)))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(choose, "FEW", 1 if few else 10**9)
        expected = chosen(tree)
        query = Query(tree)
        found = library.ids(query)
        assert found == [article for article in everything if article in expected]
        assert library.count(query) == len(found)
        assert [row.id for row in library.rows(query)] == found


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library in which every leaf chooses some articles and not others."""
    library = clocked(tmp_path_factory.mktemp("mixed") / "library.sqlite3")
    words = ("alpha", "beta gamma", "gamma beta", "東京", "alpha beta gamma")
    for number, name in enumerate(("one", "two", "three")):
        feed = library.add_feed(f"https://{name}.example/feed", name, folder="F" * (number < 2))
        said = [aged(f"{name}{n}", words[(n + number) % 5], n) for n in range(7)]
        store(library, feed, *said)
    library.save_article(entry("alpha"), "Le Matin", now=NOW)
    with library._database.writing():
        quiet = """UPDATE feed SET settings = '{"quiet": true}' WHERE id = 3"""
        library._database.change(quiet)
    library.set_read(range(1, 20, 3), True)
    library.set_starred(range(1, 20, 4), True)
    keys = [bytes.fromhex(article.key) for article in library.articles()]
    library.index.take_claims(
        [about("1", keys[2], tags=" x "), about("2", keys[9], worth="low")], "first"
    )
    words_in(library)
    for leaf in LEAVES:
        assert 0 < library.count(Query(leaf)) < len(keys), leaf
    yield library
    library.close()


# Nothing typed reaches FTS5


@pytest.mark.parametrize(
    "typed",
    ['rents"', "rents*", "title:rents", "NEAR(rents rise)", "rents NOT rise", "^rents",
     "rents AND x", "{title}:rents", "rents + rise", 'a"" OR ""b', "rents;", "--rents", "a'b",
     "ren\0ts", "(((rents"],
)  # fmt: skip
def test_what_means_something_to_fts_means_nothing_here(newsstand: Library, typed: str) -> None:
    words_in(newsstand)
    for query in (typed, '"' + typed.replace('"', '\\"') + '"'):
        try:
            parsed = parse(query)
        except QueryError:
            continue
        assert set(titles(newsstand, parsed.text)) <= {RENTS}


@settings(max_examples=60, deadline=None)
@given(typed=st.text(max_size=20) | st.text(alphabet='a"*()-:^+{} \\NEAR', max_size=20))
@example(typed="\U0001e900")  # a letter that FTS5 does not know for one
@example(typed="a\ufffeb")
def test_no_query_is_an_error_of_sqlites(mixed: Library, typed: str) -> None:
    for query in (typed, f"-{typed}", f"feed:{typed}", f'folder:"" OR {typed} is:unread'):
        try:
            parsed = parse(query)
        except QueryError:
            continue
        assert set(mixed.ids(parsed)) <= set(mixed.ids())


# The index


def test_words_are_those_of_the_feed_until_the_article_is_opened(library: Library) -> None:
    store(
        library, library.add_feed("https://a.example/"), entry("x", title="Head", summary="short")
    )
    assert found(library, "about") == {"Head"}
    assert found(library, "short") == set()  # the content has more to say
    opened(library, 1, "Head", "The page in full", "漢字")
    assert found(library, "page") == found(library, "漢") == {"Head"}
    assert found(library, "about") == set()
    opened(library, 1, "Head", "The page, corrected")
    assert found(library, "corrected") == {"Head"}
    assert found(library, "full") == set()
    assert library.index.is_sound()


def test_a_summary_stands_in_for_content(library: Library) -> None:
    given = entry("x", content=" <p></p>", summary="<i>short</i>")
    store(library, library.add_feed("https://a.example/"), given)
    assert found(library, "short") == {"x"}


def test_an_article_that_its_feed_changed_is_found_by_what_it_says_now(library: Library) -> None:
    feed = library.add_feed("https://a.example/")
    store(library, feed, entry("x", title="Once", content="upon"))
    assert found(library, "once upon") == {"Once"}
    store(library, feed, entry("x", title="Twice", content="told"))
    assert found(library, "once OR upon") == set()
    assert found(library, "twice told") == {"Twice"}
    store(library, feed, entry("x", title="Once", content="upon"))
    assert found(library, "twice") == set()
    assert found(library, "once") == {"Once"}
    assert library.index.is_sound()


def test_what_waits_is_taken_in_newest_first_and_a_batch_at_a_time(library: Library) -> None:
    filled(library, 30)
    assert library.index.waiting() == 30
    assert titles(library, "all") == []
    assert library.index.catch_up(10) == 10
    assert titles(library, "all") == [f"paper{n}" for n in range(10)]
    assert [library.index.catch_up(25), library.index.catch_up(), library.index.waiting()] == [
        20,
        0,
        0,
    ]
    assert len(titles(library, "all")) == 30


def test_a_damaged_text_keeps_no_other_from_being_found(library: Library) -> None:
    filled(library, 4)
    opened(library, 2, "The page")
    with library._database.writing():
        library._database.change("UPDATE body SET content = x'00' WHERE article_id = 1")
        library._database.change("UPDATE text SET document = zeroblob(9)")
        packed = zlib.compress(b"\xff")
        library._database.change("UPDATE body SET content = ? WHERE article_id = 3", (packed,))
    assert found(library, "all") == {"paper0"}
    assert found(library, "paper") == {"paper0", "paper1", "paper2", "paper3"}


def test_of_an_endless_article_no_more_is_taken_in_than_is_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LONGEST", 20)
    store(
        library, library.add_feed("https://a.example/"), entry("one", content="first " * 9 + "last")
    )
    assert found(library, "first") == {"one"}
    assert found(library, "last") == set()


def test_a_deleted_article_is_found_no_more(library: Library) -> None:
    filled(library, 3)
    words_in(library)
    filled(library, 1, "waiting")
    with library._database.writing():
        library._database.change("DELETE FROM article WHERE id IN (2, 4)")
    assert found(library, "all") == {"paper0", "paper2"}
    assert library.index.waiting() == 0
    assert library.index.is_sound()


def test_an_index_that_misses_an_article_or_is_damaged_is_made_anew(library: Library) -> None:
    filled(library, 5)
    words_in(library)
    assert library.index.is_sound()
    for damage in (
        "DELETE FROM document WHERE article_id = 3",
        "DELETE FROM search_docsize WHERE id = (SELECT max(id) FROM document)",
        "UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10",
        "DELETE FROM search_data WHERE id > 10",
    ):
        with library._database.writing():
            library._database.change(damage)
        assert not library.index.is_sound()
        library.index.rebuild()
        assert library.index.is_sound()
        assert len(titles(library, "all")) == 5


def test_an_index_of_mostly_outdated_texts_is_not_sound(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsread.library.search.BATCH", 1)
    feed = library.add_feed("https://a.example/")
    for number in range(5):
        store(library, feed, entry("x", content=str(number)))
        words_in(library)
    assert not library.index.is_sound()
    library.index.rebuild()
    assert library.index.is_sound()
    assert found(library, "4") == {"x"}


def test_an_older_library_gets_its_words_bit_by_bit(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
        with Library.open(path) as library:
            feed = library.add_feed("https://a.example/")
            store(library, feed, *entries(3))
            kept = text("The page")
            packed = zlib.compress(msgspec.msgpack.encode(kept))
            row = (bytes.fromhex(kept.revision), packed)
            with library._database.writing():
                library._database.change("INSERT INTO text VALUES (?, ?)", row)
                library._database.change(
                    "INSERT INTO revision VALUES (1, 3, ?, 'page', 1.5, '{\"words\":2}', '')",
                    row[:1],
                )
    with Library.open(path) as library:
        assert library.revision(3) == Revision(
            revision=kept.revision, document=kept, source="page", retrieved=1.5, quality=Quality(2)
        )
        assert library.index.waiting() == 3
        assert titles(library) == ["a0", "a1", "a2"]
        assert found(library, "all about") == {"a1", "a2"}
        assert found(library, "page") == {"a0"}
        assert library.index.is_sound()


def test_searching_many_articles_for_a_rare_word_is_no_more_work_than_few(library: Library) -> None:
    def search() -> None:
        assert len(library.rows(parse("rare"))[:40]) == 1

    feed = filled(library, 100)
    store(library, feed, entry("x", title="Something rare"))
    words_in(library)
    few = work(library, search)
    store(library, feed, *entries(3_000, "more"))
    words_in(library)
    assert work(library, search) <= few + 10


def test_storing_does_not_index(library: Library) -> None:
    feed = library.add_feed("https://a.example/")
    ran: list[str] = []
    library._database._connection.set_trace_callback(ran.append)
    store(library, feed, *entries(10))
    assert not any("INTO search" in statement for statement in ran)


# Claims


@pytest.fixture
def claimed(library: Library) -> Library:
    """Four articles, the first two with claims."""
    filled(library, 4)
    one, two = (bytes.fromhex(article.key) for article in list(library.articles())[:2])
    library.index.take_claims(
        [
            about("1", one, tags=" budget tax ", speaker="the mayor", quote="spending rose by 4.7"),
            about("2", one, type="causal", status="checked", verdict="false", worth="high"),
            about("3", two, drift="changed-minor-review", quote="東 京 都", tags=" taxes "),
            about("4", b"gone", tags=" budget "),
        ],
        "first",
    )
    words_in(library)
    return library


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("has:claims", ["paper0", "paper1"]),
        ("-has:claims", ["paper2", "paper3"]),
        ("tag:TAX", ["paper0"]),
        ("tag:tax OR tag:taxes", ["paper0", "paper1"]),
        ("tag:bud", []),
        ("type:quantity", ["paper0", "paper1"]),
        ("type:causal tag:budget", ["paper0"]),  # of two claims
        ("speaker:mayor", ["paper0"]),
        ("speaker:MÁYOR", ["paper0"]),
        ("status:checked", ["paper0"]),
        ("verdict:false", ["paper0"]),
        ("worth:high", ["paper0"]),
        ("drift:exact", ["paper0"]),
        ("drift:changed", ["paper1"]),
        ("drift:changed-minor", ["paper1"]),
        ("drift:changed-material", []),
        ("drift:review", ["paper1"]),
        ("-drift:review has:claims", ["paper0"]),
        ("spending", ["paper0"]),
        ('"rose by 4"', ["paper0"]),
        ("京都", ["paper1"]),
        ("-spending has:claims", ["paper1"]),
        ("spending OR is:starred OR type:causal", ["paper0"]),
        ("about has:claims", ["paper0", "paper1"]),
        ("is:unread has:claims -tag:taxes", ["paper0"]),
        ("feed:paper tag:budget", ["paper0"]),
    ],
)
def test_claims_choose_their_articles(claimed: Library, query: str, expected: list[str]) -> None:
    assert titles(claimed, query) == expected


def test_only_claims_that_differ_are_indexed_again(claimed: Library) -> None:
    one = bytes.fromhex(next(iter(claimed.articles())).key)
    kept = about("2", one, type="causal", status="checked", verdict="false", worth="high")
    wanted = [kept, about("1", one, quote="spending fell")]
    ran: list[str] = []
    claimed._database._connection.set_trace_callback(ran.append)
    claimed.index.take_claims(wanted, "second")
    claimed._database._connection.set_trace_callback(None)
    assert len({each for each in ran if each.startswith("INSERT INTO claim_index")}) == 1
    assert claimed.memory.stamp("claims") == "second"
    assert titles(claimed, "rose") == titles(claimed, "東") == []
    assert titles(claimed, "fell") == ["paper0"]
    assert titles(claimed, "has:claims") == ["paper0"]
    assert claimed.index.is_sound()


def test_a_damaged_index_of_quotes_is_made_anew(claimed: Library) -> None:
    with claimed._database.writing():
        claimed._database.change("DELETE FROM claim_words_data WHERE id > 10")
    assert not claimed.index.is_sound()
    claimed.index.rebuild()
    assert claimed.index.is_sound()
    assert titles(claimed, "spending") == ["paper0"]
