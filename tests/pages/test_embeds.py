"""Posts are quotes that say whose they are; frames are what they show, if that is known."""

from __future__ import annotations

import lxml.html
import pytest

from newsread.pages.blocks import blocks
from newsread.pages.embeds import settle_embeds
from newsread.text.document import Kind, Part, Piece
from tests.pages.support import BASE


def settle(markup: str) -> list[Piece]:
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    settle_embeds(root)
    return blocks(root, BASE)


@pytest.mark.parametrize(
    ("frame", "words", "target"),
    [
        (
            'src="https://www.youtube.com/embed/a_1?start=9" title="The flood from the air"',
            "Video on YouTube: The flood from the air",
            "https://www.youtube.com/watch?v=a_1",
        ),
        (
            'src="//www.youtube.com/embed/a_1" title="YouTube video player"',
            "Video on YouTube",
            "https://www.youtube.com/watch?v=a_1",
        ),
        (
            'src="about:blank" data-src="https://player.vimeo.com/video/7?h=1"',
            "Video on Vimeo",
            "https://vimeo.com/7",
        ),
        (
            'src="https://platform.twitter.com/embed/Tweet.html?id=5" title="X Post"',
            "Post on X",
            "https://x.com/i/status/5",
        ),
        (
            'src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Ffacebook.com%2Fa"',
            "Post on Facebook",
            "https://facebook.com/a",
        ),
        (
            'src="https://www.facebook.com/plugins/post.php?href=javascript:alert(1)"',
            "Post on Facebook",
            "https://www.facebook.com/plugins/post.php?href=javascript:alert(1)",
        ),
        (
            'src="https://t.me/norrby/5?embed=1"',
            "Post on Telegram",
            "https://t.me/norrby/5?embed=1",
        ),
        (
            'src="https://social.example/@per/11/embed"',
            "Post on Mastodon",
            "https://social.example/@per/11",
        ),
        (
            'src="https://datawrapper.dwcdn.net/q/1/" title="Levels [b]since[/b] 1990"',
            "Chart by Datawrapper: Levels [b]since[/b] 1990",
            "https://datawrapper.dwcdn.net/q/1/",
        ),
        (
            'src="https://www.google.com/maps/embed?pb=1" aria-label="Google Maps"',
            "Map by Google",
            "https://www.google.com/maps/embed?pb=1",
        ),
    ],
)
def test_a_frame_is_its_title_and_where_it_leads(frame: str, words: str, target: str) -> None:
    (piece,) = settle(f"<div><div><iframe {frame}></iframe></div></div>")
    assert (piece.kind, piece.part, piece.text) == (Kind.IMAGE, Part.CAPTION, words)
    (span,) = piece.spans
    assert (span.start, span.end, span.target) == (0, len(words), target)


@pytest.mark.parametrize(
    "frame",
    [
        'src="https://ads.example/slot" title="Buy a boat today"',
        'src="https://notyoutube.com/embed/1" title="Buy a boat today"',
        'src="https://www.youtube.com.ads.example/embed/1" title="Buy a boat today"',
        'src="javascript:alert(1)" title="A title that tells"',
        'src="data:text/html,x" title="A title that tells"',
        'src="https://www.youtube.com/embed/1" style="display:none"',
        'title="A title that tells"',
        "",
    ],
)
def test_other_frames_leave_nothing(frame: str) -> None:
    assert settle(f"<iframe {frame}></iframe>") == []


def test_a_frame_in_a_sentence_follows_it_and_is_told_once() -> None:
    frame = '<iframe src="https://www.youtube.com/embed/1"></iframe>'
    assert [piece.text for piece in settle(f"<p>one {frame} two</p>{frame}")] == [
        "one two",
        "Video on YouTube",
    ]


@pytest.mark.parametrize(
    ("post", "lines", "target"),
    [
        pytest.param(
            '<blockquote class="twitter-tweet"><p>Stay away.</p>&mdash; Per (@per) '
            '<a href="https://twitter.com/per/status/1">May 6, 2024</a></blockquote>',
            ["Stay away.", "— Per (@per) May 6, 2024"],
            "https://twitter.com/per/status/1",
            id="twitter",
        ),
        pytest.param(
            '<blockquote class="instagram-media" '
            'data-instgrm-permalink="https://www.instagram.com/p/1/?utm_source=ig"><div><a '
            'href="https://www.instagram.com/p/1/?utm_source=ig"><div></div><div>View this post on '
            "Instagram</div></a><p><a>A post shared by Mia (@mia)</a></p></div></blockquote>",
            ["— Mia (@mia) on Instagram"],
            "https://www.instagram.com/p/1/",
            id="instagram",
        ),
        pytest.param(
            '<blockquote class="instagram-media" '
            'data-instgrm-permalink="https://www.instagram.com/p/1/"><p>A boat.</p><p>A post '
            'shared by <a href="/mia">Mia</a> (@mia) on <time>May 6, 2024</time></p></blockquote>',
            ["A boat.", "— Mia (@mia) on Instagram"],
            "https://www.instagram.com/p/1/",
            id="instagram as it was",
        ),
        pytest.param(
            '<blockquote class="text-post-media" '
            'data-text-post-permalink="https://www.threads.net/@mia/post/1"><a href="https://'
            'www.threads.net/@mia/post/1"><div>View on Threads</div></a></blockquote>',
            ["— Post on Threads"],
            "https://www.threads.net/@mia/post/1",
            id="threads, by nobody",
        ),
        pytest.param(
            '<blockquote class="tiktok-embed" cite="javascript:alert(1)"><p>Go.</p></blockquote>',
            ["Go."],
            "",
            id="from no address",
        ),
        pytest.param(
            '<blockquote class="tiktok-embed"><a href="/@mia">@mia</a><p>Go.</p></blockquote>',
            ["Go.", "— @mia on TikTok"],
            "",
            id="from no address, by somebody",
        ),
    ],
)
def test_a_post_is_a_quote_that_ends_in_whose_it_is(
    post: str, lines: list[str], target: str
) -> None:
    found = settle(f"<figure><div>{post}</div></figure>")
    assert [piece.text for piece in found] == lines
    assert {piece.kind for piece in found} == {Kind.QUOTE}
    assert [span.target for span in found[-1].spans] == ([target] if target else [])


def test_what_is_called_a_post_and_is_long_loses_nothing() -> None:
    words = "word " * 2_000 + "<p>View on Threads</p>"
    found = settle(f'<blockquote class="text-post-media">{words}</blockquote>')
    assert found[-1].text == "View on Threads"


def test_whose_words_a_quote_has_is_kept() -> None:
    markup = "<blockquote><p>A net is holes.</p><footer>— a fisherman</footer></blockquote>"
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    settle_embeds(root)
    assert root.find(".//footer") is None
    assert [piece.text for piece in blocks(root)] == ["A net is holes.", "— a fisherman"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            "<span></span>" * 9_000 + "<iframe src='//t.me/a'></iframe>" * 9_000, id="frames"
        ),
        pytest.param('<blockquote class="tiktok-embed">' * 140 + "<b>a</b>" * 9_000, id="posts"),
    ],
)
def test_a_page_of_nothing_but_embeds_takes_linear_work(page: str) -> None:
    # Quadratic work would not end within the run.
    assert settle(page)
