"""``claims``: the ledger without the reader. Listed, added to, written to files and taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from newsread.claims.filed import filed
from newsread.commands import output
from newsread.commands.imported import ImportedLine, tell_imported
from newsread.commands.queries import QueryCommand, read_query
from newsread.commands.texts import find_article, text_of
from newsread.errors import UsageError
from newsread.text.clean import clean_line
from newsread.text.counted import counted
from newsread.text.quoted import in_quotation_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.claims.claim import Claim
    from newsread.claims.vocabulary import Vocabulary
    from newsread.paths import Places
    from newsread.services.claims_out import Chosen

    Form = Literal["jsonl", "csv", "markdown"]

SHOWN = 160
"""Code points of a quote that the list shows; --json has all of it."""


FORMATS = ["jsonl", "csv", "markdown"]
STDIN = "-"
"""Standard input, or output."""


@click.group(invoke_without_command=True)
@click.pass_context
def claims(context: click.Context) -> None:
    """List claims, add one, write them to files, take them in. Alone, it lists them."""
    if context.invoked_subcommand is None:
        context.invoke(list_claims, words=(), as_json=False)


@claims.command("list", cls=QueryCommand)
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One claim a line, with all its fields.")
@click.pass_obj
def list_claims(places: Places, words: tuple[str, ...], as_json: bool) -> None:
    """List claims, all or those that a query chooses, newest first.

    A query is as in newsread articles. Words are looked for in what is said of a claim as well, and
    its article's title; after: and before: are days on which claims were marked.

    \b
    Example:
      newsread claims list
      newsread claims list tag:budget status:todo -type:prediction
      newsread claims list --json | jq -r 'select(.tags | index("budget")) | .quote'
    """
    from newsread.services import search
    from newsread.services.desk import Desk

    query = read_query(words)
    with Desk.open(places) as desk:
        for problem in desk.ledger.problems:
            output.remark(f"newsread: {problem}")
        for claim in search.claims(desk.library, desk.ledger, query):
            if as_json:
                output.json_line(claim)
            else:
                output.line(_in_words(claim, desk.configuration.vocabulary))


@claims.command("add")
@click.argument("article", metavar="ARTICLE")
@click.option("--quote", metavar="TEXT", required=True, help="The claim's words, as they stand.")
@click.option("--type", "kind", metavar="T", default="other", help="Its type; other if not given.")
@click.option("--tag", "tags", metavar="T", multiple=True, help="A tag; may be given again.")
@click.option("--speaker", metavar="S", default="", help="Who says it.")
@click.pass_obj
def add_claim(
    places: Places, article: str, quote: str, kind: str, tags: tuple[str, ...], speaker: str
) -> None:
    """Save words of an article as a claim.

    ARTICLE is an id or an address. The words must stand in its text exactly once; curly and
    straight quotation marks count as the same, and so does any white space. Where no text is kept
    yet, the article is fetched first.

    \b
    Example:
      newsread claims add 12 --quote "spending rose by 4.7 percent" --type quantity --tag budget
    """
    from newsread.services.desk import Desk

    with Desk.open(places) as desk:
        found = find_article(desk.library, article)
        done = desk.annotator.add_by_quote(found, text_of(desk, found), quote, kind, tags, speaker)
        output.line(done.sentence + (f": {done.claim.id}" if done.claim else ""))


@claims.command("check", cls=QueryCommand, short_help="See what became of claims' words.")
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option("--due", is_flag=True, help="Only articles whose turn has come; fit for cron.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each event.")
@click.option("--until-stdin-ends", is_flag=True, hidden=True)
@click.pass_obj
def check_claims(
    places: Places, words: tuple[str, ...], due: bool, as_json: bool, until_stdin_ends: bool
) -> None:
    """Fetch the articles of claims again, and list the claims that have drifted.

    Of all claims that are not dropped, or of those that a query chooses. A claim has drifted where
    its words do not stand in its article as they were marked: changed slightly, changed in what
    they say (then those words are named), in several places, or not there any more. Where the
    article could not be read whole, its claims stay where they were.

    An article has its turn every 15 minutes for three hours since it was published or last edited,
    hourly for a day, every 3 hours for a week, every 3 days for a month, every 30 days for a year;
    and where its feed says that it was updated. --due minds these, and claims whose status is
    checked or published are done with then; so are starred articles looked at again. One host is
    asked every 5 seconds, for at most 60 articles in one go. The reader does this by itself, as
    settings say; while one check runs, another one says so and leaves.

    With --json: a "start"; an "article" for each, with outcome same, changed, unknown (could not be
    read whole), error (nobody answered) or waiting (not asked now); after it a "claim" for each of
    its claims that has drifted and that nobody has decided on; an "end". Exit status 1 if any
    article was not checked.

    \b
    Example:
      newsread claims check
      newsread claims check tag:budget --json | jq -r 'select(.event == "claim") | .changes'
    """
    from newsread.commands.checking import check_until_told

    query = read_query(words) if words else None
    if not check_until_told(
        places, query, due=due, as_json=as_json, until_stdin_ends=until_stdin_ends
    ):
        raise click.exceptions.Exit(1)


@claims.command("export", cls=QueryCommand)
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option("-o", "--output", "place", metavar="FILE", default=STDIN, help="A file, or a folder.")
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.pass_obj
def export_claims(
    places: Places, form: Form, words: tuple[str, ...], place: str, force: bool
) -> None:
    """Write claims to files: all, or those of a query.

    Without -o they go to standard output.

    \b
    FORMAT is one of:
      jsonl     one record a line, as newsread keeps it; nothing is lost
      csv       a table for spreadsheets, and exactly back
      markdown  a file for each article in the folder -o DIR, for Obsidian and the like

    In a table a cell that a spreadsheet would take for a formula begins with an apostrophe; import
    takes that away again. The last column has what the others cannot say. What has become of a
    claim's words (quote_now, drift, material_change) is told for people; import goes by anchors.

    In Markdown newsread's part of a file stands between two comment lines, and is written anew each
    time. What you write above and below them stays, and so do your own names in the front matter. A
    file in which newsread's part was changed is left alone and reported; --force writes that part
    anew. So is a file that is not newsread's; --force replaces it whole.

    \b
    Example:
      newsread claims export csv tag:budget -o budget.csv
      newsread claims export jsonl | newsread --home /tmp/try claims import -
      newsread claims export markdown -o ~/notes/claims
    """
    from newsread.services import claims_out
    from newsread.services.desk import Desk
    from newsread.services.importing import typed_path

    query = read_query(words)
    with Desk.open(places) as desk:
        for problem in desk.ledger.problems:
            output.remark(f"newsread: {problem}")
        chosen = claims_out.chosen(desk, query)
    if form == "markdown":
        _export_notes(place, chosen, force)
        return
    records = [each.record for each in chosen]
    if place == STDIN:
        output.raw(claims_out.file_of(records, form))
        return
    claims_out.write_records(typed_path(place), records, form, force=force)
    output.line(f"{counted(len(records), 'claim')} written to {clean_line(place)}")


def _export_notes(place: str, chosen: Sequence[Chosen], force: bool) -> None:
    from newsread.services.claims_notes import write_notes
    from newsread.services.importing import typed_path

    if place == STDIN:
        raise UsageError("newsread claims export", "Markdown is many files", "Say where: -o DIR")
    done = write_notes(typed_path(place), [each.claim for each in chosen], force=force)
    for error in done.refused:
        output.complain(error)
    output.line(f"{done.summary} {clean_line(place)}")
    if done.refused:
        raise click.exceptions.Exit(1)


@claims.command("import")
@click.argument("file", metavar="FILE")
@click.option("--edited", is_flag=True, help="Take what was edited in the table as changed now.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken in; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each line.")
@click.pass_obj
def import_claims(places: Places, file: str, edited: bool, dry_run: bool, as_json: bool) -> None:
    """Take in claims from a file that export wrote.

    JSON lines and tables are told apart by what is in them. Of a claim that is here already that
    record is kept whose field modified is later. Whatever is not taken in is reported with its
    line, and undo in the reader takes the whole import back. A table made by hand needs a column
    named quote, and no other. FILE may be - for standard input.

    In a spreadsheet nobody writes down when a row was changed. With --edited such rows count as
    changed now, unless the claim has been changed here since the table was written.

    \b
    Example:
      newsread claims import --edited --dry-run budget.csv
      newsread claims import budget.csv
    """
    from newsread.services import claims_in
    from newsread.services.desk import Desk

    source = claims_in.read_claims_file(file)
    with Desk.open(places) as desk:
        plan = claims_in.plan_claims(desk.ledger, source, edited=edited)
        if dry_run:
            told = f"It would be: {plan.summary}"
        else:
            told = claims_in.import_claims(desk.ledger, desk.history, plan)
    tell_imported(
        (
            ImportedLine(outcome=each.outcome, line=each.line, id=each.record["id"])
            for each in plan.planned
        ),
        plan.problems,
        place=plan.place,
        sentence=told,
        as_json=as_json,
    )


@claims.command("merge", short_help="Take in the claims of other claims.json files.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would be taken in; change nothing.")
@click.pass_obj
def merge_claims(places: Places, files: tuple[str, ...], dry_run: bool) -> None:
    """Take in the claims of other claims.json files: another machine's, or Syncthing's conflicts.

    Of a claim that both have, the one changed last is kept; what was deleted there later than it
    was changed here is deleted here, too. The files stay as they are, and undo in the reader takes
    each back.

    \b
    Example:
      newsread claims merge --dry-run claims.sync-conflict-20261126-030330-ABCDEFG.json
      newsread claims merge ~/laptop/claims.json
    """
    from newsread.services.claims_merge import merge_file
    from newsread.services.desk import Desk

    with Desk.open(places) as desk:
        for file in files:
            output.line(merge_file(desk.ledger, desk.history, file, dry_run=dry_run))


def _in_words(claim: Claim, vocabulary: Vocabulary) -> str:
    """Return the claim in two lines: its words, and what is filed of it, and where it is from."""
    marked = (claim.created[:10], vocabulary.type(claim.type).words)
    said = " ".join((*marked, *("#" + tag for tag in claim.tags)))
    source = ": ".join(filter(None, (claim.article.outlet, claim.article.title)))
    below = " · ".join((said, *filed(claim, vocabulary)))
    below = clean_line(" – ".join(filter(None, (below, source))))
    return f"{in_quotation_marks(clean_line(claim.quote, limit=SHOWN))}\n    {below}"


COMMANDS = {"claims": claims}
