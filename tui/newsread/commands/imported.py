"""What came of a file that was imported, line by line and in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from newsread.commands import output

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsread.exchange.feed_list import Problem


class ImportedLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of a line, as ``--json`` prints it: a feed, a claim, or something to say."""

    outcome: Literal["added", "replaced", "already", "left out", "remark"]
    url: str = ""
    title: str = ""
    folder: str = ""
    line: int = 0
    id: str = ""
    sentence: str = ""


def tell_imported(
    done: Iterable[ImportedLine],
    problems: Iterable[Problem],
    *,
    place: str,
    sentence: str,
    as_json: bool,
) -> None:
    """Print what was `done` and what there is to say of lines of the file at `place`: each as an
    object, or the problems on stderr and the `sentence` about all of it."""
    if as_json:
        told = [
            ImportedLine(
                outcome="left out" if problem.left_out else "remark",
                line=problem.line,
                sentence=problem.sentence,
            )
            for problem in problems
        ]
        for each in (*done, *told):
            output.json_line(each)
        return
    for problem in problems:
        output.remark(f"{place}:{problem.line}: {problem.sentence}")
    output.line(sentence)
