"""``doctor``: is all well with what newsread keeps?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from newsread.commands import output

if TYPE_CHECKING:
    from newsread.paths import Places


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def doctor(places: Places, as_json: bool) -> None:
    """Check and repair what newsread keeps, and say what was done.

    Looks at the rights on files and folders, your configuration, the library, the claims, room
    on the disk, and the clock. What you made yourself is never changed: a claims' file that
    cannot be read is named and left as it is. Ends with 1 when something remains wrong.

    \b
    Example:
      newsread doctor
      newsread doctor --json | jq -r 'select(.state == "problem") | .told'
    """
    from newsread.services.doctor import examine

    found = Counter[str]()
    for finding in examine(places):
        found[finding.state] += 1
        if as_json:
            output.json_line(finding)
        else:
            output.line(f"{finding.state:<9}{finding.told}")
    if not as_json:
        output.line(_in_words(found))
    if found["problem"]:
        raise click.exceptions.Exit(1)


def _in_words(found: Counter[str]) -> str:
    """Return the end of the report."""
    repaired = f"{found['repaired']} repaired" if found["repaired"] else ""
    remains = f"{found['problem']} to be seen to by you" if found["problem"] else ""
    return "; ".join(filter(None, (repaired, remains))) or "All is well"


COMMANDS = {"doctor": doctor}
