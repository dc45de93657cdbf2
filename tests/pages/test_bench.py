"""The bench's pages: how much of their articles comes out, and how little else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.extraction import ACCEPTED, score, scorer

if TYPE_CHECKING:
    from pathlib import Path


def test_articles_come_out_as_well_as_promised(shared: Path) -> None:
    bench = shared / "bench" / "extraction"
    measure = scorer(bench)
    figures = score(list(measure.read_pages(bench / "data", "dev", "")), measure)
    assert figures.keys() == ACCEPTED.keys()
    for label, least in ACCEPTED.items():
        assert figures[label]["f1"] >= least, figures[label]
        assert figures[label]["lost"] <= 2, figures[label]
