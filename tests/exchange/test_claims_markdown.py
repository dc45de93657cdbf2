"""An article's claims in Markdown: told in full, and nothing from outside does anything there."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsread.claims.claim import ArticleReference, Claim, Evidence, Related, Speaker
from newsread.claims.drift import MACHINE
from newsread.exchange.claims_markdown import (
    FRONT,
    ArticleClaims,
    block_id,
    body,
    by_article,
    front_matter,
    is_as_meant,
    read_front_matter,
    read_quotes,
    slug,
)
from tests.exchange.records import NASTY, TEXT
from tests.fakes.claims import article, claim

GITHUB = MarkdownIt("gfm-like", {"html": True})


def changed(made: Claim, **fields: Any) -> Claim:
    return msgspec.structs.replace(made, **fields)


def of_one(*claims: Claim) -> ArticleClaims:
    return ArticleClaims("a" * 64, claims)


FULL = claim(
    tags=("rents", "budget"),
    speaker=Speaker(name="Ann Lee", role="mayor"),
    worth="high",
    verdict="false",
    verdict_label="Pants on fire",
    confidence=2,
    why="It was 3.1 %",
    said_on="2025-06",
    venue="city hall",
    statement="Rents went up by 4.7 %",
    evidence=(
        Evidence(
            url="https://stats.example/rents?a=1&b=2",
            archive="https://archive.example/x",
            title="Rents [table]",
            locator="p. 3",
            passage="up *3.1*",
            stance="refutes",
            retrieved="2025-06-15T15:06:40Z",
        ),
    ),
    note="Ask **her**\n\n- again",
    related=(Related(id="_default:1", relation="repeats"),),
)


def test_a_claim_is_told_in_full() -> None:
    assert (
        body(of_one(FULL))
        == f"""
# Rents rise again

## Rents went up by 4.7 %

> Rents rose by 4.7 % last year. ^c-{FULL.id}

- type: quantity
- tags: rents, budget
- speaker: Ann Lee (mayor)
- worth: high
- status: todo
- verdict: false (Pants on fire)
- why: It was 3.1 %
- confidence: 2
- statement: Rents went up by 4.7 %
- said on: 2025-06
- venue: city hall
- related: repeats {block_id("_default:1")}
- marked: 2025-06-15
- by: ida

Evidence:

- refutes: <https://stats.example/rents?a=1&b=2>, Rents \\[table\\], p. 3, “up \\*3.1\\*”, \
archived: <https://archive.example/x>, retrieved: 2025-06-15

> [!note]
> Ask **her**
>
> - again
"""
    )


def test_the_front_matter_has_a_line_for_each_name_in_json() -> None:
    title = 'He said: "no" # \u2028\x85'
    lines = front_matter(of_one(changed(FULL, article=article(title=title, published=None))))
    assert [line.partition(":")[0] for line in lines] == list(FRONT)
    assert all(len(line.splitlines()) == 1 for line in lines)
    values = read_front_matter(lines)
    assert (values["title"], values["published"]) == (title, None)
    assert (values["tags"], values["claims"]) == (["rents", "budget"], 1)
    assert values["newsread"] == "a" * 64


@pytest.mark.parametrize(
    ("url", "kept"),
    [("javascript:alert(1)", ""), ("https://a.example/x y", "https://a.example/x%20y")],
)
def test_only_addresses_of_the_web_are_links(url: str, kept: str) -> None:
    made = changed(FULL, article=article(url=url), evidence=(Evidence(url=url, title="T"),))
    assert read_front_matter(front_matter(of_one(made)))["url"] == kept
    assert (f"- context: <{kept}>, T" in body(of_one(made))) == bool(kept)


SECRET = "https://ida:secret@office.example/rents?a=1"


def test_no_name_and_password_of_an_address_is_written() -> None:
    sources = (Evidence(url=SECRET), Evidence(url="ftp://ida:secret@office.example/"))
    (found,) = by_article([changed(FULL, article=article(key="", url=SECRET), evidence=sources)])
    front = front_matter(found)
    assert read_front_matter(front)["url"] == "https://office.example/rents?a=1"
    assert "- context: <https://office.example/rents?a=1>" in body(found)
    assert "secret" not in "".join(front) + body(found)
    assert is_as_meant(front, body(found), found)


def test_nothing_is_a_command_of_templater_which_runs_what_stands_in_new_files() -> None:
    evil = "<%* run() %>"
    made = changed(
        FULL,
        quote=evil,
        statement=evil,
        tags=("<%a%>",),
        speaker=Speaker(name=evil),
        article=article(title=evil, outlet=evil, url=f"https://a.example/{evil}"),
        evidence=(Evidence(url=f"https://a.example/{evil}", passage=evil),),
        note=evil,
    )
    found = of_one(made)
    front, text = front_matter(found), body(found)
    assert read_front_matter(front)["title"] == evil
    assert "<%" not in "\n".join([*front, text])
    assert is_as_meant(front, text, found)


CLAIM = st.builds(
    lambda quote, title, note, more: changed(
        claim(tags=("a",)),
        quote=quote,
        note=note,
        article=ArticleReference(key="k", url=more, title=title, outlet=more, feed=""),
        statement=more,
        speaker=Speaker(name=more, role=title),
        evidence=(Evidence(url=more, title=more, passage=title, locator=quote),),
        verdict=more,
    ),
    TEXT,
    TEXT,
    st.lists(st.sampled_from([*NASTY, "\n", "```\n", "<!--\n", "%%", "$$", "^c-1"])).map("".join),
    TEXT,
)


@given(st.lists(CLAIM, min_size=1, max_size=3))
def test_quotes_and_front_matter_are_read_back(claims: list[Claim]) -> None:
    found = of_one(*claims)
    assert is_as_meant(front_matter(found), body(found), found)


@given(CLAIM)
def test_nothing_from_outside_acts_and_no_note_leaves_its_block(made: Claim) -> None:
    """Behind a claim with such a note the next one is read as if there were none."""
    after = claim(key="b" * 64)
    parts = body(of_one(made, after)).partition("> [!note]")[0], body(of_one(after))
    kinds = {token.type for token in GITHUB.parse(parts[0])}
    assert kinds <= {
        *("heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close"),
        *("blockquote_open", "blockquote_close", "bullet_list_open", "bullet_list_close"),
        *("list_item_open", "list_item_close"),
    }
    headings = [token.tag for token in GITHUB.parse(parts[0]) if token.type == "heading_open"]
    assert headings[:2] == ["h1", "h2"]
    for token in GITHUB.parse(parts[0]):
        for child in token.children or ():
            assert child.type in ("text", "softbreak", "link_open", "link_close")
            href = str(child.attrs.get("href", "https://"))
            assert re.match("https?://", href)
    whole = GITHUB.parse(body(of_one(made, after)))
    last = [token.content for token in whole if token.type == "heading_open" or token.content]
    assert any(f"^c-{after.id}" in each for each in last)
    assert whole[-1].type == "bullet_list_close"


@given(
    st.lists(st.sampled_from([*NASTY, "\n", "%%", "^c-1", "^C-1", "---\n"]), max_size=6).map(
        "".join
    )
)
def test_a_note_has_no_block_id_of_ours_and_closes_what_it_opens(note: str) -> None:
    made = changed(FULL, note=note)
    text = body(of_one(made))
    assert list(read_quotes(text)) == [made.id]
    noted = text.partition("> [!note]")[2]
    assert re.search(r"(^|\s)\^c-", noted, re.IGNORECASE) is None
    assert all(line.startswith(">") for line in noted.split("\n")[1:-1])
    assert noted.count("%%") % 2 == 0 and noted.count("$$") % 2 == 0


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rents rise again", "2025-06-14-rents-rise-again-"),
        ("../../etc/passwd", "2025-06-14-etc-passwd-"),
        ("/etc/passwd", "2025-06-14-etc-passwd-"),
        (".bashrc", "2025-06-14-bashrc-"),
        ("-rf", "2025-06-14-rf-"),
        ("Über Größe: Ça va?", "2025-06-14-uber-groe-ca-va-"),
        ("東京の家賃", "2025-06-14-article-"),
        ("", "2025-06-14-article-"),
        ("a\nb\x00\u202ec", "2025-06-14-a-bc-"),
    ],
)
def test_a_files_name_is_never_a_path(title: str, name: str) -> None:
    made = changed(FULL, article=article(title=title, published="2025-06-14T10:00:00Z"))
    written = of_one(made).file_name
    assert written == f"{name}{of_one(made).mark}.md"


@given(TEXT)
def test_a_slug_has_small_letters_digits_and_hyphens_only(title: str) -> None:
    assert re.fullmatch("[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?", slug(title * 9))


@pytest.mark.parametrize(
    ("published", "retrieved", "day"),
    [
        (None, "2025-06-13T00:00:00Z", "2025-06-13"),
        ("../../x", None, "2025-06-15"),
        (None, None, "2025-06-15"),
    ],
)
def test_a_name_begins_with_the_first_day_known(
    published: str | None, retrieved: str | None, day: str
) -> None:
    made = changed(FULL, article=article(published=published, retrieved=retrieved))
    assert of_one(made).file_name.startswith(f"{day}-rents")
    undated = changed(made, created="", article=article(published=None))
    assert of_one(undated).file_name.startswith("undated-rents")


def test_a_note_goes_as_it_is() -> None:
    note = "Ask **her**,  \n[[Rents]] #tag\r\n\n```\ncode\n```"
    assert body(of_one(changed(FULL, note=note))).endswith(
        "> [!note]\n> Ask **her**,  \n> [[Rents]] #tag\n>\n> ```\n> code\n> ```\n"
    )
    assert "[!note]" not in body(of_one(changed(FULL, note=" \n")))


def test_words_that_have_changed_since_are_told() -> None:
    there = msgspec.structs.replace(
        FULL.anchors[-1], state="changed-material", quote="Rents rose by *4.1* %.", by=MACHINE
    )
    told = body(of_one(changed(FULL, anchors=(*FULL.anchors, there))))
    assert "\n> Rents rose by 4.7 % last year. ^c-" in told
    assert "\n- words since: changed in what it says" in told
    assert "\n- words now: Rents rose by \\*4.1\\* %.\n" in told
    gone = msgspec.structs.replace(there, state="orphaned", segments=(), quote="", by="ben")
    told = body(of_one(changed(FULL, anchors=(*FULL.anchors, gone))))
    assert "\n- words since: not there any more, looked at by ben\n" in told
    assert "words now" not in told
    moved = msgspec.structs.replace(FULL.anchors[-1], state="moved")
    told = body(of_one(changed(FULL, anchors=(*FULL.anchors, moved))))
    assert "\n- words since: as marked, at another place\n" in told


def test_a_long_slug_ends_with_a_word() -> None:
    assert slug("word " * 20) == "-".join(["word"] * 12)
    assert slug("w" * 100) == "w" * 60


def test_claims_are_gathered_by_article_and_those_without_one_by_address() -> None:
    bare = changed(FULL, article=ArticleReference(key="", url="", title="", outlet="", feed=""))
    linked = changed(bare, article=article(key=""))
    other = claim(key="b" * 64)
    found = by_article([FULL, bare, other, linked, FULL])
    assert [(each.key, len(each.claims)) for each in found] == [
        ("a" * 64, 2),
        ("", 1),
        ("b" * 64, 1),
        ("https://news.example/rents", 1),
    ]
    assert len({each.mark for each in found}) == 4
    assert body(found[1]).startswith("\n# Claims without an article\n")


def test_a_block_id_is_of_letters_digits_and_hyphens() -> None:
    assert block_id(FULL.id) == FULL.id
    assert re.fullmatch("[0-9a-f]{32}", block_id("_default:1"))
    assert block_id("_default:1") != block_id("_default:2")
