"""``claims list`` and ``claims add``: the ledger without the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsread.commands import output
from newsread.commands.texts import find_article, text_of
from newsread.text.clean import clean_line

if TYPE_CHECKING:
    from newsread.claims.claim import Claim
    from newsread.claims.vocabulary import Vocabulary
    from newsread.paths import Places

SHOWN = 160
"""Code points of a quote that the list shows; --json has all of it."""


@click.group(invoke_without_command=True)
@click.pass_context
def claims(context: click.Context) -> None:
    """List your claims, or add one without the reader. Alone, it lists them."""
    if context.invoked_subcommand is None:
        context.invoke(list_claims, as_json=False)


@claims.command("list")
@click.option("--json", "as_json", is_flag=True, help="One claim a line, with all its fields.")
@click.pass_obj
def list_claims(places: Places, as_json: bool) -> None:
    """List all claims, newest first.

    \b
    Example:
      newsread claims list
      newsread claims list --json | jq -r 'select(.tags | index("budget")) | .quote'
    """
    from newsread.services.desk import Desk

    with Desk.open(places) as desk:
        for problem in desk.ledger.problems:
            output.remark(f"newsread: {problem}")
        for claim in desk.ledger.all():
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


def _in_words(claim: Claim, vocabulary: Vocabulary) -> str:
    """Return the claim in two lines: its words, and where they are from."""
    said = [claim.created[:10], vocabulary.type(claim.type).words, *("#" + t for t in claim.tags)]
    if claim.speaker:
        said.append(f"({claim.speaker.name})")
    source = ": ".join(filter(None, (claim.article.outlet, claim.article.title)))
    below = clean_line(f"{' '.join(said)} – {source}")
    return f"“{clean_line(claim.quote, limit=SHOWN)}”\n    {below}"


COMMANDS = {"claims": claims}
