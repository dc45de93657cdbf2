"""``config`` and ``keys``: what is in force, and who says so."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from newsread.actions import PLACES
from newsread.commands import output
from newsread.keymap import key_words
from newsread.paths import shipped_config

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from newsread.paths import Places


@click.command("config")
@click.pass_obj
def show_settings(places: Places) -> None:
    """Show every setting, who says so, and where all files are.

    To change a setting, write it into settings.toml; the shipped files list all there are, with
    comments, to copy from. A mistake in your files is reported with its file and line.

    \b
    Example:
      newsread config
    """
    from newsread.services.configuration import load

    settings = [(each.name, each.value, each.source) for each in load(places).sources]
    _columns(settings)
    output.line()
    _columns(
        [
            ("settings", *_file(places.settings)),
            ("keys", *_file(places.keys)),
            ("vocabulary", *_file(places.vocabulary)),
            ("claims", *_file(places.claims)),
            ("library", *_file(places.library)),
            ("log", *_file(places.log)),
            ("defaults to copy from", str(shipped_config()), ""),
        ]
    )


@click.command("keys")
@click.pass_obj
def show_keys(places: Places) -> None:
    """Show every action of the reader, its keys, and who says so.

    The first column is the action's name in keys.toml. "default" means that no file of yours
    changes it.

    \b
    Example:
      newsread keys
    """
    from newsread.services.configuration import load

    bindings = load(places).keymap.bindings
    for where, group in groupby(bindings, lambda binding: binding.action.where):
        output.line(f"{PLACES[where].capitalize()} [{where}]")
        _columns(
            [
                (
                    f"  {binding.action.name}",
                    " ".join(map(key_words, binding.keys)) or "none",
                    binding.source,
                    binding.action.tells,
                )
                for binding in group
            ]
        )
        output.line()


def _file(path: Path) -> tuple[str, str]:
    return str(path), "" if path.exists() else "not there yet"


def _columns(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows with their columns aligned; the last is as long as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        output.line("  ".join(cells).rstrip())


COMMANDS = {"config": show_settings, "keys": show_keys}
