"""What is made from a declaration and yet kept as a file: ``python -m tests.generated`` writes all.

README's table of keys and ``config/keys.toml`` come from the action table, ``config/settings.toml``
from the settings, README's table of fields from the query language. Tests compare, so that none of
them can say something else than the program.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from newsread.actions import ACTIONS, PLACES
from newsread.keymap import DEFAULT_KEYMAP, default_keys_toml
from newsread.paths import shipped_config
from newsread.query.fields import FIELDS
from newsread.settings import default_settings_toml

README = Path(__file__).parents[1] / "README.md"
WRITTEN = "written by `python -m tests.generated`"


def key_table() -> str:
    """Return the tables in Markdown, one for each place."""
    parts = []
    for where, actions in groupby(ACTIONS, lambda action: action.where):
        rows = [f"| {_code(DEFAULT_KEYMAP.words(each.id))} | {each.tells} |" for each in actions]
        parts.append("\n".join([f"| {PLACES[where].capitalize()} | |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _code(keys: str) -> str:
    return " ".join(f"`{key}`" for key in keys.split(", ")).replace("|", "\\|")


def field_table() -> str:
    """Return the table of a query's fields in Markdown."""
    rows = [
        f"| {_code(f'{field.name}:{field.example}')} | {field.tells}"
        f"{': ' + ', '.join(field.values) if len(field.values) > 1 else ''} |"
        for field in FIELDS
    ]
    return "\n".join(["| field | finds articles or claims |", "|---|---|", *rows]) + "\n"


def with_tables(readme: str) -> str:
    """Return the text of `readme` with the tables between their markers written anew."""
    for name, table in (("fields", field_table()), ("keys", key_table())):
        begin, end = f"<!-- {name}: {WRITTEN} -->\n", f"<!-- end of {name} -->\n"
        before, rest = readme.split(begin)
        _, after = rest.split(end)
        readme = f"{before}{begin}{table}{end}{after}"
    return readme


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
    (shipped_config() / "keys.toml").write_text(default_keys_toml(), encoding="utf-8")
    (shipped_config() / "settings.toml").write_text(default_settings_toml(), encoding="utf-8")
