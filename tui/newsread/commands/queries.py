"""Queries on the command line: every word that is no option belongs to them.

click would read ``-hospital`` as ``-h`` with more behind it. Here only a command's own options are
options, and what looks like a long one; whatever else begins with a hyphen is to be left out of
what is found. Behind ``--`` everything is query.
"""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

import click

from newsread.commands import output
from newsread.query.read import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsread.query.tree import Query
    from newsread.services.desk import Desk


class QueryCommand(click.Command):
    """A command whose arguments end in a query."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the options first and ``--`` before the rest."""
        options, words = self._sorted(ctx, args)
        return super().parse_args(ctx, [*options, "--", *words])

    def _sorted(self, ctx: click.Context, args: list[str]) -> tuple[list[str], list[str]]:
        takes_value = {
            name: not (parameter.is_flag or parameter.count)
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option)
            for name in (*parameter.opts, *parameter.secondary_opts)
        }
        options, words = list[str](), list[str]()
        left = iter(args)
        for each in left:
            if each == "--":
                words.extend(left)
            elif each in takes_value:
                options.append(each)
                if takes_value[each]:
                    options.extend(islice(left, 1))
            elif each.partition("=")[0] in takes_value and "=" in each:
                options.append(each)
            elif each.startswith("--"):
                raise click.NoSuchOption(
                    each, possibilities=get_close_matches(each, takes_value), ctx=ctx
                )
            else:
                words.append(each)
        return options, words


def read_query(words: Sequence[str]) -> Query:
    """Return the query that the words of a command line make together.

    Raises:
        QueryError: they make none.
    """
    return parse(" ".join(words))


def prepare(desk: Desk, query: Query) -> None:
    """See that the library can answer `query` from all it has; tell how far that is."""
    from newsread.services import search

    progress = output.Progress()
    search.prepare(
        desk,
        query,
        complain=output.complain,
        whole=True,
        told=lambda left: progress.show(f"Reading articles to be searched: {left} left"),
    )
    progress.clear()
