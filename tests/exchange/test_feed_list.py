"""Lines of a list: taken or reported."""

from __future__ import annotations

from newsread.exchange.feed_list import Gathering, Outline, Problem


def test_one_feed_in_five_spellings_is_taken_once() -> None:
    gathering = Gathering()
    spellings = [
        "http://paper.example/feed",
        "HTTP://PAPER.EXAMPLE/feed",
        "http://paper.example:80/feed",
        "feed://http://paper.example/feed",
        "http://paper.example/feed#top",
    ]
    for line, address in enumerate(spellings, 1):
        gathering.take(line, address, Outline(url=address, title=f"n{line}"))
    read = gathering.result()
    assert [(outline.url, outline.line) for outline in read.outlines] == [(spellings[0], 1)]
    assert read.problems == tuple(
        Problem(line, f"“n{line}” is left out: line 1 has the same address")
        for line in (2, 3, 4, 5)
    )


def test_names_and_passwords_are_set_aside_and_never_told() -> None:
    gathering = Gathering()
    address = "https://ann:s3cret@paper.example/feed"
    gathering.take(1, address, Outline(url=address, title=address))
    gathering.take(2, address, Outline(url=address, title="twice"))
    gathering.leave(3, address, "it is odd")
    read = gathering.result(address)
    assert read.kept_secrets == (("https://paper.example/feed", "ann:s3cret"),)
    assert "s3cret" not in repr((read.title, read.outlines, read.problems))
