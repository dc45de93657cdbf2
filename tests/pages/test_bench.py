"""The bench's pages: how much of their articles comes out, and how little else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.extraction import ACCEPTED, STRUCTURE, score, scorer, structure

if TYPE_CHECKING:
    from pathlib import Path


def test_articles_come_out_as_well_as_promised(shared: Path) -> None:
    bench = shared / "bench" / "extraction"
    measure = scorer(bench)
    figures = score(list(measure.read_pages(bench / "data", "dev", "")), measure)
    assert figures.keys() == ACCEPTED.keys()
    for label, least in ACCEPTED.items():
        assert figures[label]["f1"] >= least, figures[label]
        assert figures[label]["lost"] <= 1, figures[label]


def test_headings_and_lists_come_out_as_what_they_are(shared: Path) -> None:
    bench = shared / "bench" / "extraction"
    shares = structure(list(scorer(bench).read_pages(bench / "data", "dev", "")))
    assert {name: shares[name] for name, least in STRUCTURE.items() if shares[name] < least} == {}
