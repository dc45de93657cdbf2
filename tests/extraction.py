"""Scores the clean text of the bench's pages, and what each step of the pipeline is worth.

    python -m tests.extraction [--without-each]

Needs the folder `shared` beside the checkout, or where NEWSREAD_SHARED says. Leaves with 1 below
the acceptance of design 9. `body` is what the bench's own scorer asks for, beside other extractors:

    python SHARED/bench/extraction/score.py --python PYTHON --func tests.extraction:body

with a PYTHON that has newsread, readability-lxml, trafilatura and html_text, from the checkout.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsread.errors import PageError
from newsread.pages import blocks, extract, found, furniture, protect, settle
from newsread.pages.elements import text_of
from newsread.pages.guard import guard
from newsread.pages.page import read_page
from newsread.pages.phrases import Phrases, phrases
from newsread.pages.rejoin import Rejoined
from newsread.text.document import Kind, Part

ACCEPTED = {"zyte": 0.970, "wcxb-article": 0.955}
"""F1 that each set of pages must reach."""
SHARED = Path(os.environ.get("NEWSREAD_SHARED") or Path(__file__).parents[2] / "shared")
STRUCTURE = {"h2": 0.75, "ol": 0.90, "li": 0.80}
"""Share of such elements that must come out as what they are."""
BENCH = SHARED / "bench" / "extraction"

Figures = dict[str, dict[str, float]]


def body(html: str | bytes, url: str, hint: str | None = None) -> str:
    """Return the body of a page's clean text, headline and captions aside; empty for none."""
    raw = html if isinstance(html, bytes) else html.encode("utf-8", "replace")
    try:
        document = read_page(raw, url, "text/html; charset=utf-8").document
    except PageError:
        return ""
    return "\n\n".join(
        document.text[block.start : block.end]
        for block in document.blocks
        if block.part is Part.BODY
    )


def _nothing(*_: object, **__: object) -> Any:
    return []


def _none(*_: object) -> None:
    return None


def _phrases_of_lines_alone() -> Phrases:
    return replace(phrases(), openings=_NEVER)


_NEVER = re.compile(r"(?!)")

STEPS: dict[str, tuple[tuple[Any, str, Any], ...]] = {
    "settle embeds and notes": ((found, "settle", lambda guarded: guarded),),
    "show what scripts show": ((settle, "show_what_scripts_show", _nothing),),
    "show what is wrapped": ((settle, "show_what_is_wrapped", _nothing),),
    "drop what is hidden": ((protect, "is_hidden", lambda element: False),),
    "open forms": ((protect, "_open_forms", _nothing),),
    "type captions": ((blocks, "is_caption", lambda element: element.tag == "caption"),),
    "drop junk": ((extract, "drop_junk", _nothing),),
    "judge": ((extract, "judge", _nothing),),
    "rejoin": (
        (extract, "rejoin", lambda root, picked: Rejoined(list(picked) or [root], is_sure=True)),
    ),
    "find the deck": ((extract, "find_deck", _nothing),),
    "tidy": ((extract, "tidy", _nothing),),
    "trim headlines": ((furniture._Judge, "_repeats_title", lambda self, text: False),),
    "trim credits": ((furniture._Judge, "_is_credit", lambda self, *_: False),),
    "tell walls": ((found, "wall_of", _none), (found, "without_consent", list)),
    "trim phrases": (
        (furniture, "says_only_phrases", lambda text: False),
        (furniture, "phrases", _phrases_of_lines_alone),
    ),
    "cut ends": ((furniture, "cut_ends", lambda pieces, titles: list(pieces)),),
    "JSON-LD": ((found, "_fuller", _nothing),),
}
"""Each step, and what stands in its place when it is left out."""


@contextmanager
def without(step: str) -> Iterator[None]:
    """Leave a step out."""
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in STEPS[step]]
    for owner, name, instead in STEPS[step]:
        setattr(owner, name, instead)
    try:
        yield
    finally:
        for owner, name, former in kept:
            setattr(owner, name, former)


def score(pages: list[tuple[str, dict[str, Any]]], measure: Any) -> Figures:
    """Score all `pages` by the bench's metric, set by set."""
    rows: dict[str, list[Any]] = {}
    for label, each in pages:
        rows.setdefault(label, []).append(
            measure.compare(each["text"], body(each["html"], each["url"]))
        )
    return {label: measure.summary(of_set) for label, of_set in rows.items()}


def structure(pages: list[tuple[str, dict[str, Any]]]) -> dict[str, float]:
    """Return of what the pages have of each element, and their articles' true texts hold, the share
    that comes out as what it is.

    For want of pages whose true structure is known: an element counts whose letters stand in the
    true text, in no navigation, once a page.
    """
    expected, kept = Counter[str](), Counter[str]()
    for _, each in pages:
        root, true = guard(each["html"]).root, _letters(each["text"])
        if root is None:
            continue
        body = each["html"].encode("utf-8", "replace")
        try:
            document = read_page(body, each["url"], "text/html; charset=utf-8").document
        except PageError:
            continue
        lines = {
            kind: {
                _letters(document.text[block.start : block.end]): block.ordinal
                for block in document.blocks
                if block.kind in kinds
            }
            for kind, kinds in _COMES_OUT_AS.items()
        }
        for name, words in {
            (str(element.tag), _letters(text_of(element)))
            for element in root.iter(*_COMES_OUT_AS)
            if next(element.iterancestors("nav", "footer", "header", "aside", "form"), None) is None
        }:
            if len(words) < _TELLING or words not in true:
                continue
            numbered = name != "ol" or any(lines["ol"].get(line) for line in lines["ol"])
            expected[name] += 1
            kept[name] += numbered and any(
                words.startswith(line) or line.startswith(words[:_TELLING]) for line in lines[name]
            )
    return {name: kept[name] / count for name, count in expected.items()}


_COMES_OUT_AS = {
    "h2": (Kind.HEADING, Kind.HEADLINE),
    "h3": (Kind.HEADING, Kind.HEADLINE),
    "li": (Kind.ITEM,),
    "ol": (Kind.ITEM,),
    "tr": (Kind.ROW,),
    "blockquote": (Kind.QUOTE,),
    "pre": (Kind.CODE,),
}
_TELLING = 12
"""Letters of an element that do not stand in a text by chance."""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def main() -> int:
    """Score, print, and say by the exit status whether it is enough."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--without-each", action="store_true", help="leave out one step at a time")
    asked = parser.parse_args()
    measure = scorer(BENCH)
    pages = list(measure.read_pages(BENCH / "data", "dev", ""))
    began = time.process_time()
    figures = score(pages, measure)
    seconds = time.process_time() - began
    print(f"{len(pages)} pages, {seconds / len(pages) * 1000:.1f} ms of CPU each")
    for label, got in figures.items():
        told = "  ".join(f"{name} {got[name]:.4f}" for name in ("f1", "precision", "recall"))
        print(f"{label:14} {told}  exact {got['accuracy']:.3f}  lost {got['lost']}")
    shares = sorted(structure(pages).items())
    print("kept as what it is:", "  ".join(f"{name} {share:.3f}" for name, share in shares))
    if asked.without_each:
        print("\nF1 (and pages lost) more with the step than without it")
        for step in STEPS:
            with without(step):
                less = score(pages, measure)
            _tell_gain(step, figures, less)
    return int(any(figures[label]["f1"] < least for label, least in ACCEPTED.items()))


def _tell_gain(step: str, whole: Figures, less: Figures) -> None:
    told = (
        f"{label} {whole[label]['f1'] - less[label]['f1']:+.4f}"
        f" ({less[label]['lost'] - whole[label]['lost']:+.0f})"
        for label in whole
    )
    print(f"{step:24} {'  '.join(told)}", flush=True)


def scorer(bench: Path) -> Any:
    """Return the bench's own scorer, a module."""
    found_at = importlib.util.spec_from_file_location("score", bench / "score.py")
    assert found_at is not None and found_at.loader is not None
    module = importlib.util.module_from_spec(found_at)
    found_at.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
