"""``save`` and ``extract``: single pages, of no feed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from newsread.claims.claim import timestamp
from newsread.commands import output
from newsread.commands.addresses import given_addresses
from newsread.commands.texts import page_child
from newsread.errors import NewsreadError, PageError
from newsread.text.document import Block, Document
from newsread.text.quality import Quality, Role, Source, doubts, summary

if TYPE_CHECKING:
    from newsread.pages.page import Reading
    from newsread.paths import Places
    from newsread.services.desk import Desk
    from newsread.workers.page_child import PageReply


class ExtractedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page's text, as ``extract --json`` prints it."""

    title: str
    url: str
    """Where the page was found, after redirects; empty for a file without --url."""
    published: str | None
    """RFC 3339, UTC; null where the page does not say."""
    source: Source
    notice: str
    revision: str
    """sha256 of the text's UTF-8, in hex."""
    lang: str
    byline: str
    text: str
    blocks: tuple[Block, ...]
    quality: Quality


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.pass_obj
def save(places: Places, urls: tuple[str, ...]) -> None:
    """Keep single articles, of no feed.

    Each page is fetched and its clean text kept; it stands among your articles under "Saved
    articles". With "-" the addresses are read from standard input, a line each, where other users
    of the machine cannot see a password in them.

    \b
    Example:
      newsread save https://www.example.org/2026/budget.html
    """
    import asyncio

    from newsread.services.desk import Desk

    with Desk.open(places, claims=False) as desk:
        if not asyncio.run(_save(desk, given_addresses(urls))):
            raise click.exceptions.Exit(1)


async def _save(desk: Desk, urls: tuple[str, ...]) -> bool:
    """Save one page after the other; return whether all were."""
    from newsread.services.reading import save_article

    child, done = page_child(desk.places), True
    try:
        for url in urls:
            try:
                article = await save_article(desk.library, child, url)
            except NewsreadError as error:
                output.complain(error)
                done = False
            else:
                output.line(f"Saved {article.title or article.url} as article {article.id}")
    finally:
        await child.close()
    return done


@click.command()
@click.argument("page", metavar="FILE|URL|-")
@click.option("--url", "base", metavar="BASE", default="", help="Where a file's page comes from.")
@click.option(
    "--text",
    "role",
    type=click.Choice(["clean", "page"]),
    default="clean",
    help="The clean text, or all text of the page.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with blocks and offsets.")
@click.pass_obj
def extract(places: Places, page: str, base: str, role: Role, as_json: bool) -> None:
    """Print the clean text of any page; nothing is kept.

    The page is a file, an address, or standard input for "-". With --url, links in a file are
    resolved against the address that it comes from. With --text page it is all text of the page,
    menus and all.

    \b
    Example:
      newsread extract https://www.example.org/2026/budget.html
      newsread extract budget.html --text page
      curl -s https://www.example.org/2026/budget.html | newsread extract - --json
    """
    is_address = "://" in page or page.startswith(("http:", "https:", "file:"))
    found, document, url = _fetched(places, page) if is_address else _read(page, base)
    if role == "page":
        found, document = _whole(found, page)
    if as_json:
        output.json_line(_extracted(found, document, url))
    else:
        told = (found.title, document.byline, url, summary(found.quality, role))
        output.article(document, told, found.notice, doubts(found.quality, found.source))


def _fetched(places: Places, url: str) -> tuple[PageReply, Document, str]:
    import asyncio

    from newsread.services.reading import extract_page

    async def fetch() -> PageReply:
        child = page_child(places)
        try:
            return await extract_page(child, url)
        finally:
            await child.close()

    reply = asyncio.run(fetch())
    assert reply.document is not None  # extract_page says so
    return reply, reply.document, reply.final_url


def _read(file: str, url: str) -> tuple[Reading, Document, str]:
    from newsread.services.reading import extract_text

    named = "standard input" if file == "-" else file
    try:
        body = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        reading = extract_text(body, url)
    except OSError as error:
        raise PageError(
            named, f"cannot be read: {error.strerror}", "Give a file, an address, or - for stdin"
        ) from error
    except PageError as error:
        raise PageError(named, error.happened, error.next) from error
    return reading, reading.document, url


def _whole(found: PageReply | Reading, named: str) -> tuple[PageReply | Reading, Document]:
    """Return all text of the page in place of the clean text."""
    from newsread.pages.words import words_in

    if found.visible is None:
        raise PageError(named, "only the feed's text of it could be read")
    quality = Quality(words_in(found.visible))
    whole = msgspec.structs.replace(found, source="visible", quality=quality, notice="")
    return whole, found.visible


def _extracted(found: PageReply | Reading, document: Document, url: str) -> ExtractedPage:
    return ExtractedPage(
        title=found.title,
        url=url,
        published=None if found.published is None else timestamp(found.published),
        source=found.source,
        notice=found.notice,
        revision=document.revision,
        lang=document.lang,
        byline=document.byline,
        text=document.text,
        blocks=document.blocks,
        quality=found.quality,
    )


COMMANDS = {"save": save, "extract": extract}
