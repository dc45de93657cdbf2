"""``opml`` and ``import``: feeds from other programs' files, and out to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from newsread.commands import output
from newsread.commands.imported import ImportedLine, tell_imported
from newsread.errors import UsageError
from newsread.text.clean import clean_line
from newsread.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsread.paths import Places
    from newsread.services.importing import Source

DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be added; change nothing.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object for each line.")


_HELP = "See it with --help"


@click.group(invoke_without_command=True)
@click.pass_context
def opml(context: click.Context) -> None:
    """Take feeds from an OPML file, or write yours to one."""
    if context.invoked_subcommand is None:
        raise UsageError("newsread opml", "say import FILE, or export [FILE]", _HELP)


@opml.command("import")
@click.argument("file", metavar="FILE")
@DRY_RUN
@AS_JSON
@click.pass_obj
def import_opml(places: Places, file: str, dry_run: bool, as_json: bool) -> None:
    """Add the feeds that an OPML file lists, in its folders and with its titles.

    Nothing is fetched: newsread refresh does that. Feeds you have stay as they are. Whatever is not
    added is reported with its line, and undo in the reader takes the whole import back. FILE may
    be - for standard input.

    \b
    Example:
      newsread opml import --dry-run feeds.opml
      newsread opml import feeds.opml
    """
    from newsread.services.importing import read_opml_file

    _import(places, lambda: read_opml_file(file), dry_run, as_json)


@opml.command("export")
@click.argument("file", metavar="[FILE]", default="-")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.pass_obj
def export_opml(places: Places, file: str, force: bool) -> None:
    """Write your feeds as OPML, to FILE or standard output.

    Other readers take it, and newsread opml import gives the same folders, titles and settings.
    Names and passwords are not written.

    \b
    Example:
      newsread opml export feeds.opml
      newsread opml export | newsread --home /tmp/try opml import -
    """
    from newsread.services.desk import Desk
    from newsread.services.exporting import opml_of, write_file
    from newsread.services.importing import STDIN, typed_path

    with Desk.open(places, claims=False) as desk:
        body, count = opml_of(desk.library)
    if file == STDIN:
        output.raw(body)
        return
    write_file(typed_path(file), body, force=force)
    output.line(f"{counted(count, 'feed')} written to {clean_line(file)}")


@click.group("import", invoke_without_command=True)
@click.pass_context
def import_from(context: click.Context) -> None:
    """Take feeds from another reader's own files."""
    if context.invoked_subcommand is None:
        raise UsageError("newsread import", "say from what: newsboat [DIR]", _HELP)


@import_from.command("newsboat")
@click.argument("place", metavar="[DIR]", default="")
@click.option(
    "--tags-as",
    type=click.Choice(["folders", "none"]),
    default="folders",
    show_default=True,
    help="What becomes of a feed's first tag: its folder, or nothing.",
)
@DRY_RUN
@AS_JSON
@click.pass_obj
def import_newsboat(
    places: Places, place: str, tags_as: Literal["folders", "none"], dry_run: bool, as_json: bool
) -> None:
    """Add the feeds in newsboat's urls file.

    It is looked for where newsboat and newsbeuter keep it, or in DIR, which may also be the file.
    Titles given with ~ are kept, hidden feeds (!) are set to quiet, saved queries and lines that
    run programs are reported. Nothing is fetched.

    \b
    Example:
      newsread import newsboat --dry-run
      newsread import newsboat ~/old/.newsboat
    """
    from newsread.services.importing import read_newsboat_file

    _import(places, lambda: read_newsboat_file(place, tags_as), dry_run, as_json)


def _import(places: Places, read: Callable[[], Source], dry_run: bool, as_json: bool) -> None:
    from newsread.services.desk import Desk
    from newsread.services.importing import import_feeds, plan_import

    source = read()
    with Desk.open(places) as desk:
        planned = plan_import(desk.library, source)
        if not dry_run:
            import_feeds(desk.history, desk.secrets, planned)
    tell_imported(
        (
            ImportedLine(
                outcome="added",
                url=feed.url,
                title=feed.own_title or feed.title,
                folder=feed.folder,
            )
            for feed in planned.new
        ),
        planned.problems,
        place=planned.place,
        sentence=("It would be: " if dry_run else "") + planned.summary,
        as_json=as_json,
    )


COMMANDS = {"opml": opml, "import": import_from}
