"""The first ten minutes of a new user, in tmux, with real keys, at three sizes.

With NEWSREAD_PICTURES the screens along the way are drawn to SVG files in that folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.end_to_end.tmux import Tmux
from tests.fakes.server import LoopbackServer, Page

SIZES = ((160, 44), (100, 36), (60, 24))

ARTICLE = """<html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The harbour office in {town} counted 412 ships last year, 17 more than the year before.</p>
<p>Fees rise by 12 per cent in May, the director said. “We have no choice,” she added.</p>
<p>A study of the quay will be ready in the autumn, and the council wants to wait for it.</p>
</article></body></html>"""


def newsroom(server: LoopbackServer, folder: Path) -> Path:
    """Serve two papers and a wire; return an OPML file that lists them, and one line more."""
    outlines = []
    for name, town in (("morning", "Merrow"), ("evening", "Lenholm"), ("wire", "Vestria")):
        items = []
        for number in range(1, 4):
            title = f"{name.title()} {number}: ships in {town}"
            page = ARTICLE.format(title=title, town=town).encode()
            link = server.put(f"/{name}/{number}", Page(page, "text/html; charset=utf-8"))
            items.append(
                f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid></item>"
            )
        body = f"<rss version='2.0'><channel><title>{name.title()}</title>{''.join(items)}"
        url = server.put(f"/{name}", Page(f"{body}</channel></rss>".encode()))
        outlines.append(f'<outline type="rss" text="{name.title()}" xmlUrl="{url}"/>')
    file = folder / "mine.opml"
    file.write_text(
        f'<opml version="2.0"><head/><body><outline text="Papers">{outlines[0]}\n{outlines[1]}'
        f'</outline>\n{outlines[2]}\n<outline text="Trap" xmlUrl="file:///etc/hostname"/>'
        "</body></opml>",
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_from_the_first_start_to_the_second(
    server: LoopbackServer, tmp_path: Path, size: tuple[int, int]
) -> None:
    opml = newsroom(server, tmp_path)
    home = tmp_path / "home"
    folder = os.environ.get("NEWSREAD_PICTURES")

    def look(tmux: Tmux, name: str) -> None:
        if folder:
            tmux.picture(Path(folder) / f"minutes-{name}-{size[0]}.svg")

    with Tmux(home, size) as tmux:
        tmux.wait_for("No feeds yet")
        look(tmux, "1-start")
        tmux.press("F", then="Feeds to begin with")
        tmux.press("j", "Space", then="1 checked")
        tmux.press("Space", "i", then="Path of an OPML file")
        tmux.type(str(opml))
        tmux.press("Enter", then="is left out")
        look(tmux, "2-imported")
        tmux.press("Escape", then="ships in")
        tmux.wait_for("9 new")
        look(tmux, "3-unread")

        tmux.press("g", "Enter", then="The harbour office")
        tmux.press("j", "1", then="Claim saved")
        tmux.press("t", then="Tags")
        tmux.type("harbour")
        tmux.press("Enter", then="#harbour")
        look(tmux, "4-claim")

        tmux.press("q", "/", then="Search everything")
        tmux.type("tgs:harbour")
        tmux.press("Enter", then="Did you mean tag:")
        tmux.press("C-u")
        tmux.type("vestria")
        tmux.press("Enter", then="Found: vestria")
        tmux.press("Escape", "=", then="Narrow the list")
        tmux.type("has:claims")
        tmux.press("Enter", then="1 article")
        tmux.press("W", then="Name of the view")
        tmux.type("To check")
        tmux.press("Enter", then="View saved: To check")
        look(tmux, "5-narrowed")

        tmux.press("h", "A", then="as read;")
        look(tmux, "6-all-read")
        tmux.press("Enter", then="marked read")
        tmux.press("u", then="Undone")

        tmux.press("q", then="To check")
        tmux.press("G", "e", then="Title; empty")
        look(tmux, "7-form")
        tmux.press("Escape", "g", "j", "j", "j", then="With claims")
        look(tmux, "8-feeds")
        tmux.press("Enter", "C", then="claim 1 of 1")
        look(tmux, "9-ledger")
        tmux.press("h")
        tmux.leave()

    with Tmux(home, size) as tmux:
        tmux.wait_for("With claims")
        tmux.wait_for("ships in")
        tmux.press("Enter", then="You were here last")
        tmux.press("j", "k", then="#harbour")
        look(tmux, "10-again")
        tmux.leave()
