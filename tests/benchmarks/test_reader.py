"""What a key costs in an article of 20,000 words: CPU of the whole app, drawing included.

A headless app draws every frame to its strips but sends none to a terminal; the bytes for one are
some tenths of a millisecond more. Run as ``tests/benchmarks/__init__.py`` says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from textual.pilot import Pilot

from newsread.claims.claim import Segment
from newsread.claims.highlight import Highlight, Highlights
from newsread.text.document import Document
from newsread.text.select.sentences import Sentences
from tests.fakes.documents import long_document
from tests.widgets.test_article_view import PREFACE, ViewApp

SIZE = (120, 40)
LONG = long_document()


def overlapping(document: Document, count: int) -> Highlights:
    """Return `count` claims over `document`, each of two sentences, every second one overlapped."""
    ranges = Sentences(document).ranges
    step = max(len(ranges) // count, 1)
    return Highlights(
        Highlight(str(n), ("quantity", "causal")[n % 2], (Segment(first.start, second.end),))
        for n, (first, second) in enumerate(
            zip(ranges[::step][:count], ranges[1::step][:count], strict=False)
        )
    )


@contextmanager
def opened(document: Document = LONG) -> Iterator[tuple[ViewApp, Callable[..., Any]]]:
    """Yield an app with `document` on it, and a function that runs a coroutine in its loop."""
    loop = asyncio.new_event_loop()
    variables = copy_context()  # Textual leaves its context where it entered it

    def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
        return loop.run_until_complete(loop.create_task(coroutine, context=variables))

    app = ViewApp(document, width=76)
    context = app.run_test(size=SIZE)
    pilot: Pilot[None] = run(context.__aenter__())
    run(pilot.pause())

    def press(*keys: str) -> None:
        async def pressed() -> None:
            for key in keys:
                await pilot.press(key)
            await pilot.pause()

        run(pressed())

    try:
        yield app, press
    finally:
        run(context.__aexit__(None, None, None))
        loop.close()


@pytest.mark.parametrize("claims", [0, 300])
def test_moving_the_caret(benchmark: BenchmarkFixture, claims: int) -> None:
    with opened() as (app, press):
        app.view.show_claims(overlapping(LONG, claims) if claims else Highlights())
        press("}", "j")
        benchmark.extra_info["budget"] = "5 ms"
        turn = iter("jk" * 60)
        benchmark.pedantic(lambda: press(next(turn)), rounds=60, iterations=1)


def test_a_key_that_does_nothing(benchmark: BenchmarkFixture) -> None:
    """What the test harness itself costs: to be taken off the others."""
    with opened() as (_, press):
        benchmark.pedantic(press, args=("f12",), rounds=60, iterations=1)


@pytest.mark.parametrize("keys", ["+-", '"', "ff", "v$", "vbw$"])
def test_selecting(benchmark: BenchmarkFixture, keys: str) -> None:
    with opened() as (app, press):
        app.view.show_claims(overlapping(LONG, 300))
        press("}", "j")

        def select() -> None:
            press(*keys)
            app.view.leave_mode()

        benchmark.pedantic(select, rounds=20, iterations=1, warmup_rounds=1)


def test_laying_one_more_claim_over_300(benchmark: BenchmarkFixture) -> None:
    with opened() as (app, press):
        several = (overlapping(LONG, 300), overlapping(LONG, 299))
        turn = iter(range(1000))

        def lay() -> None:
            app.view.show_claims(several[next(turn) % 2])
            press()

        benchmark.extra_info["budget"] = "6 ms"
        benchmark.pedantic(lay, rounds=40, iterations=1, warmup_rounds=2)


@pytest.mark.parametrize("claims", [0, 300])
def test_opening(benchmark: BenchmarkFixture, claims: int) -> None:
    laid = overlapping(LONG, claims) if claims else Highlights()
    with opened() as (app, press):

        def show() -> None:
            app.view.show_text(LONG, PREFACE)
            app.view.show_claims(laid)
            press()

        benchmark.extra_info["budget"] = "150 ms"
        benchmark.pedantic(show, rounds=10, iterations=1, warmup_rounds=1)


def test_wrapping_anew(benchmark: BenchmarkFixture) -> None:
    with opened() as (app, press):
        widths = iter([70, 76] * 50)

        def rewrap() -> None:
            app.view.page.text_width = next(widths)
            app.view.page.width = -1  # as if the pane had had another one
            app.view.on_resize()
            press()

        benchmark.extra_info["budget"] = "100 ms"
        benchmark.pedantic(rewrap, rounds=10, iterations=1, warmup_rounds=1)


def test_paging(benchmark: BenchmarkFixture) -> None:
    with opened() as (_, press):
        benchmark.pedantic(press, args=("ctrl+d",), rounds=40, iterations=1)
