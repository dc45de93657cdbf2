"""``articles`` and ``show``: what the library holds."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, get_args

import click
import msgspec

from newsread.claims.claim import timestamp
from newsread.commands import output
from newsread.commands.moments import day_and_hour
from newsread.commands.queries import QueryCommand, prepare, read_query
from newsread.commands.revisions import print_revisions
from newsread.commands.texts import find_article, text_of
from newsread.errors import ArticleError, LedgerError
from newsread.feeds.entry import Enclosure
from newsread.library.records import Cause, Extras
from newsread.services.extras import extras_in_words
from newsread.text.document import Block
from newsread.text.quality import Quality, Role, Source, doubts, summary

if TYPE_CHECKING:
    from newsread.library.records import Article, Revision
    from newsread.library.store import Library
    from newsread.paths import Places
    from newsread.services.desk import Desk


class ArticleLine(msgspec.Struct, frozen=True, kw_only=True):
    """An article as ``articles --json`` prints it."""

    id: int
    title: str
    url: str
    feed: str
    """The feed's address."""
    outlet: str
    published: str
    """RFC 3339, UTC."""
    read: bool
    starred: bool
    changed: bool
    """Whether its text changed in what it says since it was read."""
    claims: int | None
    """How many claims stand on it; null when the claims cannot be read."""


class ShownArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article with one of its texts, as ``show --json`` prints it."""

    id: int
    title: str
    url: str
    feed: str
    outlet: str
    published: str
    source: Source
    notice: str
    revision: str
    """sha256 of the text's UTF-8, in hex."""
    retrieved: str
    lang: str
    byline: str
    updated: str | None
    """When the feed says it was changed; RFC 3339, UTC."""
    categories: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]
    text: str
    """Canonical; claims are positions in it, in code points."""
    blocks: tuple[Block, ...]
    quality: Quality
    role: Role
    """What the text is to the article."""
    cause: Cause
    """Why it is another than the one before."""


@click.command("articles", cls=QueryCommand)
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="At most N articles.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_articles(places: Places, words: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """List articles, all or those that a query chooses, newest first.

    The first column is the id that newsread show takes. A dot marks an unread article, a star a
    starred one, and a number in brackets how many claims you have marked in it.

    A query is words, "a phrase" and terms: feed: folder: tag: type: speaker: verdict: status:
    worth: drift: is:unread is:starred after:7d before:2026-11 has:claims. All of them must hold;
    a hyphen leaves out what has one, OR and parentheses choose between several.

    \b
    Example:
      newsread articles --limit 20
      newsread articles budget is:unread after:7d -folder:Sport
      newsread articles 'feed:"The Guardian" (strike OR "pay rise")'
      newsread articles --json | jq -r 'select(.read | not) | .url'
    """
    from newsread.services.desk import Desk

    query = read_query(words)
    with Desk.open(places, claims=False) as desk:
        prepare(desk, query)
        claims = _claims(desk)
        for article in islice(desk.library.articles(query), limit):
            marked = None if claims is None else claims[article.key]
            if as_json:
                output.json_line(_line(article, marked))
            else:
                output.line(_words(article, marked))


def _claims(desk: Desk) -> Counter[str] | None:
    """Return how many claims stand on each article, by its key; None, and say why, when the claims
    cannot be read. That is no reason not to list what there is to read."""
    try:
        return Counter(claim.article.key for claim in desk.ledger.all())
    except LedgerError as error:
        output.complain(error)
        return None


def _line(article: Article, claims: int | None) -> ArticleLine:
    return ArticleLine(
        id=article.id,
        title=article.title,
        url=article.url,
        feed=article.feed_url,
        outlet=article.outlet,
        published=timestamp(article.published),
        read=article.read,
        starred=article.starred,
        changed=article.changed,
        claims=claims,
    )


def _words(article: Article, claims: int | None) -> str:
    marks = ("★" if article.starred else " ") + (" " if article.read else "●")
    told = f"  [{claims}]" if claims else ""
    when = day_and_hour(article.published)
    return f"{article.id:>6} {marks} {when}  {article.outlet}: {article.title}{told}"


@click.command()
@click.argument("article", metavar="ARTICLE")
@click.option(
    "--revision",
    metavar="[R]",
    is_flag=False,
    flag_value="",
    help="An earlier text, by the first digits of its name; without them: list all.",
)
@click.option(
    "--text",
    "role",
    type=click.Choice(get_args(Role)),
    default="clean",
    help="The clean text, the feed's own, or all text of the page.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with blocks and offsets.")
@click.pass_obj
def show(places: Places, article: str, revision: str | None, role: Role, as_json: bool) -> None:
    """Print an article's clean text.

    ARTICLE is an id, as newsread articles lists it, or an address. Where no text is kept yet, the
    article is fetched first. Where it is from, how whole it is and what files belong to it goes to
    standard error, so that standard output has the text and nothing else.

    With --text feed it is the text that the feed has, with --text page all text of the page, menus
    and all, as it was when the article was read.

    Every text that the article has had is kept. With --revision after ARTICLE, and no name, they
    are listed, newest first: when each was got, why it is another than the one before, and what it
    says otherwise.

    \b
    Example:
      newsread show 12
      newsread show 12 --revision
      newsread show 12 --revision 3f9a
      newsread show 12 --text page
      newsread show 12 --json | jq .quality
    """
    from newsread.services.desk import Desk

    if revision is not None and role != "clean":
        raise click.UsageError("--revision names one text already: leave out --text")
    with Desk.open(places, claims=False) as desk:
        found = find_article(desk.library, article)
        if revision == "":
            print_revisions(desk.library.revisions(found.id), as_json=as_json)
            return
        if revision is not None:
            text = _named(desk.library, found, revision)
        else:
            text = text_of(desk, found, role)
            if role == "clean" and not as_json:
                desk.library.set_changed(found.id, False)
        body = desk.library.body(found.id)
        extras = body.extras if body else Extras()
    if as_json:
        output.json_line(_shown(found, text, extras))
        return
    when, words = day_and_hour(found.published), summary(text.quality, text.role)
    told = (found.outlet, when, text.document.byline, found.url, words)
    doubtful = () if text.role != "clean" else doubts(text.quality, text.source)
    output.article(text.document, told, text.notice, doubtful)
    for line in extras_in_words(extras, found.published, day_and_hour):
        output.remark(line)


def _named(library: Library, article: Article, revision: str) -> Revision:
    """Return the text of the article whose sha256 begins with `revision`."""
    kept = library.revisions(article.id)
    found = [each for each in kept if each.revision.startswith(revision.lower())]
    if len({each.revision for each in found}) != 1:
        names = ", ".join(each.revision[:12] for each in kept) or "none"
        raise ArticleError(
            f"revision {revision}",
            "is no text of this article" if not found else "is not the name of one text only",
            f"There are: {names}",
        )
    return found[0]


def _shown(article: Article, text: Revision, extras: Extras) -> ShownArticle:
    return ShownArticle(
        id=article.id,
        title=article.title,
        url=article.url,
        feed=article.feed_url,
        outlet=article.outlet,
        published=timestamp(article.published),
        source=text.source,
        notice=text.notice,
        revision=text.revision,
        retrieved=timestamp(text.retrieved),
        lang=text.document.lang,
        byline=text.document.byline,
        updated=None if extras.updated is None else timestamp(extras.updated),
        categories=extras.categories,
        enclosures=extras.enclosures,
        text=text.document.text,
        blocks=text.document.blocks,
        quality=text.quality,
        role=text.role,
        cause=text.cause,
    )


COMMANDS = {"articles": list_articles, "show": show}
