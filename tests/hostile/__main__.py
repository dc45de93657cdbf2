"""Plays the bench's hostile cases, and variants of our own, through the program itself.

    python -m tests.hostile [--kind KIND] [--name WORDS] [--variants] [--alone]

Each is served on loopback or put in its place, in a fresh home; then come the commands that touch
it, and the reader on a real terminal: every article opened, its link handed to a browser that only
notes it, a claim, a search, help, quit. Printed is what does not come out as stated, and the most
seconds, memory and stall that any took. Cases of a kind share a home where they can; --alone gives
each its own. Takes minutes; needs Linux, and the folder `shared` but for the variants. Leaves
with 1 where anything is not as it must be.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.hostile.case import KINDS, Case, dev_cases
from tests.hostile.play import Stage
from tests.hostile.variants import variants

TOGETHER = 24
"""Cases that share a home, of those that can."""


def groups(cases: list[Case], together: int) -> Iterator[list[Case]]:
    """Yield cases that are played in one home: some feeds, or some pages, or one of another kind.

    A feed whose every link is opened shares with its like; what must not turn up stands alone.
    """
    shared: dict[tuple[str, bool], list[Case]] = {}
    for case in cases:
        kind = "feed" if case.kind == "json" else case.kind
        many = case.entries is not None and case.entries > 2
        if kind not in ("feed", "page") or case.must_not or many:
            yield [case]
            continue
        group = shared.setdefault((kind, case.openable is not None), [])
        group.append(case)
        if len(group) == together:
            yield shared.pop((kind, case.openable is not None))
    yield from shared.values()


def main() -> int:
    """Play, print, return the exit status."""
    words = argparse.ArgumentParser(prog="python -m tests.hostile")
    words.add_argument("--kind", choices=KINDS)
    words.add_argument("--name", default="")
    words.add_argument("--variants", action="store_true")
    words.add_argument("--alone", action="store_true")
    words.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = words.parse_args()
    shared = Path(os.environ.get("NEWSREAD_SHARED") or Path(__file__).parents[3] / "shared")
    cases = [
        case
        for case in (variants() if asked.variants else dev_cases(shared))
        if asked.kind in (None, case.kind) and asked.name in case.name
    ]
    wrong: Counter[str] = Counter()
    played = Counter(case.name.partition("/")[0] for case in cases)
    with Stage() as stage, ThreadPoolExecutor(asked.jobs) as pool:
        for found in pool.map(stage.play, groups(cases, 1 if asked.alone else TOGETHER)):
            for name in {each.partition(":")[0] for each in found}:
                wrong[name.partition("/")[0]] += 1
            if found:
                print("\n".join(found), flush=True)
    for category in played:
        print(f"{category}: {played[category] - wrong[category]} of {played[category]} as stated")
    for what in ("seconds", "memory", "stall"):
        print(f"most {what}: {stage.figures.most(what)}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
