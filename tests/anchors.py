"""Scores how claims are carried to other texts: on real revisions, and on simulated edits.

    python -m tests.anchors [--revisions FILE] [--words 1000] [--cases 40] [--seed 2]

Needs the folder `shared` beside the checkout, or where NEWSREAD_SHARED says: the bench's own
scorers ask `place_of`, beside its prototype. FILE is a set of revisions of the bench's form. Leaves
with 1 below the acceptance of design 9.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import os
import re
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from newsread.claims.locate import Locator
from newsread.text.document import Block, Document, Kind, Part

SHARED = Path(os.environ.get("NEWSREAD_SHARED") or Path(__file__).parents[2] / "shared")
BENCH = SHARED / "bench" / "nlp"
SENTENCES = ("seg_en_pud.json", "seg_en_ewt.json")
REAL = {"exact": 0.92, "alike": 0.945, "false": 1 / 36}
"""Least share at the very place, least at a place with an overlap of .8, most that are false."""
SIMULATED = {"exact": 0.93, "duplicate": 1.0, "false": 0.0}

_PARAGRAPH = re.compile(r"\S.*?(?=\s*\n\n|\s*\Z)", re.DOTALL)


def place_of(case: dict[str, Any]) -> tuple[int, int, float] | None:
    """Return where the quote of one of the bench's cases stands now, as its scorers want it."""
    found = _locator(case["old"], case["new"]).locate(*case["pos"])
    return None if found.place is None else (*found.place, 1.0)


@lru_cache(4)
def _locator(old: str, new: str) -> Locator:
    return Locator(_document(old), _document(new))


def _document(text: str) -> Document:
    """Return a text with a block for each paragraph, every character where it was."""
    spans = (found.span() for found in _PARAGRAPH.finditer(text))
    return Document(text, tuple(Block(Kind.PARAGRAPH, Part.BODY, *span) for span in spans), "en")


def real(revisions: Path) -> dict[str, float]:
    """Return the shares on real revisions; prints the scorer's table."""
    cells = _row(_run("anchor_real", [str(revisions)]))
    return {"exact": float(cells[2]), "alike": float(cells[3]), "false": float(cells[7].split()[0])}


def simulated(words: int, cases: int, seed: int) -> dict[str, float]:
    """Return the shares on simulated edits; prints the scorer's table."""
    files = [str(BENCH / "data" / name) for name in SENTENCES]
    cells = _row(_run("anchor_eval", [str(words), str(cases), str(seed), *files]))
    false = max(map(float, cells[5].split("/")))
    return {"exact": float(cells[2]), "duplicate": float(cells[12]), "false": false}


def _run(script: str, arguments: list[str]) -> str:
    """Run one of the bench's scorers with `place_of` beside its prototype; return its table."""
    sys.path.insert(0, str(BENCH))
    sys.argv = [script, *arguments]
    evaluated = importlib.import_module("anchor_eval")
    prototypes = evaluated.methods()
    beside = {"newsread": place_of, "token (stdlib)": prototypes["token (stdlib)"]}
    evaluated.methods = lambda: beside
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        if script == "anchor_eval":
            evaluated.main()
        else:
            _import(BENCH / f"{script}.py")
    sys.stdout.write(printed.getvalue() + "\n")
    return printed.getvalue()


def _import(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _row(table: str) -> list[str]:
    """Return the cells of our row, from 1 on as the scorer's columns."""
    line = next(each for each in table.splitlines() if each.startswith("| newsread |"))
    return ["", *(cell.strip() for cell in line.strip("|").split("|"))][1:]


def main() -> None:
    """Print the tables; leave with 1 where a figure is below what is accepted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--revisions", type=Path, default=BENCH / "data" / "revisions.json")
    parser.add_argument("--words", type=int, default=1000)
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--seed", type=int, default=2)
    wanted = parser.parse_args()
    figures, edits = real(wanted.revisions), simulated(wanted.words, wanted.cases, wanted.seed)
    ok = (
        figures["exact"] >= REAL["exact"]
        and figures["alike"] >= REAL["alike"]
        and figures["false"] <= REAL["false"]
        and edits["exact"] >= SIMULATED["exact"]
        and edits["duplicate"] >= SIMULATED["duplicate"]
        and edits["false"] <= SIMULATED["false"]
    )
    sys.stdout.write("as accepted\n" if ok else "BELOW what is accepted\n")
    sys.exit(not ok)


if __name__ == "__main__":
    main()
