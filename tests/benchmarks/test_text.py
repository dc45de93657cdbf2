"""CPU of the pure rooms on an article of 20,000 words: run with ``--benchmark-only``."""

from __future__ import annotations

import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from newsread.text.clean import clean
from newsread.text.document import Document, Kind, Piece, assemble
from newsread.text.segment import document_sentences, sentences
from newsread.text.select.quotations import Quotations
from newsread.text.select.sentences import Sentences
from newsread.text.wrap import wrap

WORDS = 20_000
PARAGRAPHS = 315
PROSE = (
    "The harbour board of Port Ellen raised its fees by 12.5 percent on Monday, Mr. Smith said. "
    "“It was that or close the north pier,” the chairman told reporters at 5 p.m. in the hall. "
    "Nobody on the council spoke against it! Who will pay the $1.4 million? The U.S. company that "
    "runs the ferry would not say. “We are looking at it… and at other ports,” it wrote. "
)

pytestmark = pytest.mark.benchmark(timer=time.process_time, min_rounds=5)


def article(prose: str, paragraphs: int) -> Document:
    """Return an article of about `WORDS` words in as many `paragraphs`."""
    words = (prose.split() * (WORDS // len(prose.split()) + 1))[:WORDS]
    step = -(-WORDS // paragraphs)
    return assemble(
        Piece(Kind.PARAGRAPH, " ".join(words[start : start + step]))
        for start in range(0, WORDS, step)
    )


LONG = article(PROSE, PARAGRAPHS)
ASCII = article(PROSE.encode("ascii", "ignore").decode(), PARAGRAPHS)
ONE_LINE = article(PROSE, 1)
CHINESE = assemble(
    Piece(Kind.PARAGRAPH, "港口费用周一上涨了，市议会说。" * 6) for _ in range(PARAGRAPHS)
)
SHAPES = pytest.mark.parametrize(
    "document",
    [
        pytest.param(ASCII, id="ascii"),
        pytest.param(LONG, id="curly quotes"),
        pytest.param(ONE_LINE, id="one paragraph"),
        pytest.param(CHINESE, id="chinese"),
    ],
)


@SHAPES
def test_wrapping(benchmark: BenchmarkFixture, document: Document) -> None:
    benchmark.extra_info["budget"] = "100 ms"
    assert len(benchmark(wrap, document, 72).lines) > 500


@SHAPES
def test_finding_the_sentences_of_a_document(
    benchmark: BenchmarkFixture, document: Document
) -> None:
    benchmark.extra_info["budget"] = "60 ms"
    assert len(benchmark(document_sentences, document)) > 1_000


def test_finding_the_sentences_of_one_line(benchmark: BenchmarkFixture) -> None:
    benchmark.extra_info["budget"] = "60 ms"
    assert len(benchmark(sentences, ONE_LINE.text, "en")) > 1_000


@pytest.mark.parametrize(
    "document",
    [pytest.param(LONG, id="315 paragraphs"), pytest.param(ONE_LINE, id="one paragraph")],
)
def test_finding_the_quotations(benchmark: BenchmarkFixture, document: Document) -> None:
    benchmark.extra_info["budget"] = "40 ms"
    assert len(benchmark(lambda: Quotations(document).all)) > 500


@SHAPES
def test_cleaning_what_is_clean(benchmark: BenchmarkFixture, document: Document) -> None:
    assert benchmark(clean, document.text) == document.text


def test_cleaning_what_is_not(benchmark: BenchmarkFixture) -> None:
    dirty = LONG.text.replace("e", "e\u0301").replace(" said", "\x1b[2J\u202e said")
    assert "\x1b" not in benchmark(clean, dirty)


def test_moving_by_a_thousand_sentences(benchmark: BenchmarkFixture) -> None:
    places = Sentences(ONE_LINE)

    def walk() -> None:
        selection = places.first()
        for _ in range(1_000):
            assert selection is not None
            selection = places.after(selection)

    benchmark(walk)


def test_finding_a_thousand_places_under_the_mouse(benchmark: BenchmarkFixture) -> None:
    layout = wrap(ONE_LINE, 72)

    def point() -> None:
        for position in range(0, 100_000, 100):
            assert layout.position_at(layout.line_of(position), position % 80) >= 0

    benchmark(point)
