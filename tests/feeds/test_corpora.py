"""A sample of other projects' feeds; ``python -m tests.corpora`` reads them all."""

from __future__ import annotations

from pathlib import Path

from tests.corpora import FEEDS, corpus, read

LARGEST = 300_000
"""Bytes; the few larger ones would take most of the time."""


def test_a_sample_of_feeds_is_read_as_stated(shared: Path) -> None:
    figures = read(corpus(shared, (*FEEDS, "other-xml", "discovery"), every=8, largest=LARGEST))
    assert figures.raised == []
    assert figures.read["feed"] > 300
    assert figures.right["entries"] == figures.stated["entries"] > 25
    assert figures.right["title"] >= 0.99 * figures.stated["title"] > 20, figures.wrong


def test_every_json_feed_is_read_as_stated(shared: Path) -> None:
    figures = read(corpus(shared, ("jsonfeed",)))
    assert (figures.raised, figures.wrong) == ([], [])
    assert figures.right["entries"] >= 9
    assert figures.refused["jsonfeed"] == 3, "two expectations of a project's own, one JSON of its"


def test_no_json_raises(shared: Path) -> None:
    figures = read(corpus(shared, ("json",)))
    assert figures.raised == []
    assert figures.refused["json"] > 200
