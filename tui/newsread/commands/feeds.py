"""``add``, ``feeds``, ``remove`` and ``refresh``: the subscriptions."""

from __future__ import annotations

import shlex
from contextlib import suppress
from typing import TYPE_CHECKING

import click
import msgspec

from newsread.claims.claim import timestamp
from newsread.commands import output
from newsread.commands.addresses import given_addresses
from newsread.errors import AddressError, BusyError, NewsreadError
from newsread.library.records import WELCOME_URL
from newsread.text.counted import counted

if TYPE_CHECKING:
    from newsread.library.records import Feed
    from newsread.library.store import Library
    from newsread.paths import Places
    from newsread.services.desk import Desk
    from newsread.services.subscribe import Subscription


class FeedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A feed as ``feeds --json`` prints it; moments in RFC 3339, UTC."""

    url: str
    title: str
    link: str
    folder: str
    kind: str
    added: str
    total: int
    unread: int
    checked: str | None
    due: str | None
    error: str
    note: str
    """What is damaged in it, or left out; empty when nothing is."""


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option("--folder", metavar="F", default="", help="The folder to put them in.")
@click.pass_obj
def add(places: Places, urls: tuple[str, ...], folder: str) -> None:
    """Add feeds, by their addresses or those of their sites.

    A page's address will do where the page announces a feed. Where it announces several, the first
    is added and the others are named. The articles that a feed has now are there at once.

    A name and password in an address are kept in secrets.toml, for your eyes only, and nowhere
    else. Other users of the machine can see how a command was started; with "-" the addresses are
    read from standard input, a line each, where they cannot.

    \b
    Example:
      newsread add https://www.theguardian.com/world
      newsread add --folder Science https://www.nature.com/nature.rss
    """
    import asyncio

    from newsread.services.desk import Desk
    from newsread.services.subscribe import add_feeds

    urls = given_addresses(urls)

    async def run(desk: Desk) -> bool:
        done = True
        interval = desk.configuration.settings.refresh.interval_minutes * 60.0
        if WELCOME_URL in urls:  # it is not asked for anywhere: it is here, perhaps removed
            came_back = desk.history.bring_back(WELCOME_URL)
            output.line(
                f"{came_back.title} is among your feeds, with {counted(came_back.total, 'article')}"
            )
        addresses = [url for url in urls if url != WELCOME_URL]
        adding = add_feeds(
            desk.library,
            addresses,
            folder,
            interval=interval,
            secrets=desk.secrets,
            history=desk.history,
        )
        async for _, came in adding:
            if isinstance(came, NewsreadError):
                output.complain(came)
                done = False
            else:
                _tell(came)
        return done

    with Desk.open(places) as desk:
        if not asyncio.run(run(desk)):
            raise click.exceptions.Exit(1)


def _tell(added: Subscription) -> None:
    feed = added.feed
    if added.already:
        output.line(f"{feed.title} is among your feeds already: {feed.url}")
    else:
        more = f"; its page announces {len(added.others)} more" if added.others else ""
        output.line(f"Added {feed.title} with {counted(feed.total, 'article')}: {feed.url}{more}")
    if feed.note:
        output.remark(f"{feed.title}: {feed.note}")
    if added.others:
        output.remark("The others:")
        for other in added.others:
            output.remark(f"  newsread add {shlex.quote(other.url)}")


@click.command("feeds")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_feeds(places: Places, as_json: bool) -> None:
    """List your feeds, and what went wrong with them last.

    The figures are unread articles and all articles. An exclamation mark stands before what went
    wrong, a tilde before what is damaged in a feed or left out of it.

    \b
    Example:
      newsread feeds
    """
    from newsread.services.desk import Desk
    from newsread.web.addresses import masked

    with Desk.open(places, claims=False) as desk:
        for feed in desk.library.feeds():
            if as_json:
                output.json_line(_line(feed))
            else:
                folder = f"  [{feed.folder}]" if feed.folder else ""
                # Older newsreads kept a password in the address.
                url = masked(feed.url)
                output.line(f"{feed.unread:>6}/{feed.total:<6} {feed.title}{folder}  {url}")
                if feed.error:
                    output.line(f"{'':14}! {feed.error}")
                if feed.note:
                    output.line(f"{'':14}~ {feed.note}")


def _line(feed: Feed) -> FeedLine:
    return FeedLine(
        url=feed.url,
        title=feed.title,
        link=feed.link,
        folder=feed.folder,
        kind=feed.kind,
        added=timestamp(feed.added),
        total=feed.total,
        unread=feed.unread,
        checked=_moment(feed.checked),
        due=_moment(feed.due),
        error=feed.error,
        note=feed.note,
    )


def _moment(moment: float | None) -> str | None:
    return None if moment is None else timestamp(moment)


@click.command()
@click.argument("url", metavar="URL")
@click.pass_obj
def remove(places: Places, url: str) -> None:
    """Remove a feed; starred articles and those with claims stay.

    Undo in the reader brings it back, and so does adding it again, for 30 days.

    \b
    Example:
      newsread remove https://www.nature.com/nature.rss
    """
    from newsread.services.desk import Desk

    with Desk.open(places) as desk:
        removed = desk.history.remove_feed(_known(desk.library, url))
        again = f"newsread add {shlex.quote(removed.url)}"
        output.line(f"Removed {removed.title}; {again} brings it back")


def _known(library: Library, typed: str) -> str:
    """Return the address of the feed meant by `typed`, in the spelling it is kept under."""
    from newsread.web.addresses import parse_address, split_credentials

    with suppress(AddressError):  # then it is no feed's, and the library says so
        for written in (typed, parse_address(typed).url, split_credentials(typed)[0]):
            if library.feed(written) is not None:
                return written
    return typed


@click.command()
@click.argument("urls", metavar="[URL...]", nargs=-1)
@click.option("--force", is_flag=True, help="Ask now, whosever turn it is; never against a server.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each event.")
@click.option("--until-stdin-ends", is_flag=True, hidden=True)
@click.pass_obj
def refresh(
    places: Places, urls: tuple[str, ...], force: bool, as_json: bool, until_stdin_ends: bool
) -> None:
    """Ask feeds for news: those named, or all whose turn has come.

    A feed is asked at most every half hour, or as often as your settings say, and less often if
    it asks for that or nothing new comes. --force asks at once, but not where a server has asked
    to be left alone. Fit for cron; while one refresh runs, another one says so and leaves.

    \b
    Example:
      newsread refresh
      newsread refresh --force https://www.nature.com/nature.rss
    """
    import asyncio

    from newsread.commands.refreshing import Report, refresh_until_told
    from newsread.services.desk import Desk
    from newsread.services.refresh_events import RefreshBusy

    with Desk.open(places, claims=False) as desk:
        titles = {feed.url: feed.title for feed in desk.library.feeds()}
        report = Report(titles, as_json=as_json)
        try:
            summary = asyncio.run(
                refresh_until_told(
                    desk, urls, force=force, emit=report.emit, until_stdin_ends=until_stdin_ends
                )
            )
        except BusyError as busy:
            report.emit(RefreshBusy(str(busy)))
            raise
    report.end(summary)
    if summary.stopped or not summary.succeeded(named=bool(urls)):
        raise click.exceptions.Exit(1)


COMMANDS = {"add": add, "feeds": list_feeds, "remove": remove, "refresh": refresh}
