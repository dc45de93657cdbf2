"""The ledger among 100, 10,000 and 100,000 claims of 1.6 kB.

``python -m tests.ledger_beside_stock`` tells the same as ratios to TinyDB's own storage.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from newsread.ledger.ledger import Ledger
from tests.ledger.states import later, made
from tests.ledger_beside_stock import TINY, fill


@pytest.fixture(scope="module", params=[TINY, 10_000, 100_000], ids=["100", "10,000", "100,000"])
def ledger(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("ledger") / "claims.json"
    fill(path, request.param)
    ledger = Ledger.open(path, compacts=False)
    yield ledger
    ledger.close()


def test_saving_a_claim(benchmark: Any, ledger: Ledger) -> None:
    def new() -> tuple[tuple[object], dict[str, object]]:
        return (made(),), {}

    assert benchmark.pedantic(ledger.put, setup=new, rounds=100)


def test_changing_and_removing_a_claim(benchmark: Any, ledger: Ledger) -> None:
    def new() -> tuple[tuple[str], dict[str, object]]:
        claim = made()
        ledger.put(claim)
        return (claim.id,), {}

    def change(claim_id: str) -> int:
        return len(ledger.revise([claim_id], later)) + len(ledger.remove(claim_id))

    assert benchmark.pedantic(change, setup=new, rounds=50) == 2


def test_what_another_process_saved(benchmark: Any, ledger: Ledger) -> None:
    other = Ledger.open(ledger.storage.path)

    def new() -> None:
        ledger.put(made())

    assert benchmark.pedantic(other.refresh, setup=new, rounds=50)


def test_looking_for_news_when_there_is_none(benchmark: Any, ledger: Ledger) -> None:
    assert benchmark(ledger.refresh) is False


def test_opening_and_one_article(benchmark: Any, ledger: Ledger) -> None:
    def begin() -> int:
        return len(Ledger.open(ledger.storage.path).of_article("b" * 64))

    assert benchmark.pedantic(begin, rounds=3) == 0


def test_opening_and_all_claims(benchmark: Any, ledger: Ledger) -> None:
    def begin() -> int:
        return len(Ledger.open(ledger.storage.path).all())

    assert benchmark.pedantic(begin, rounds=3) >= TINY


def test_writing_the_file_anew(benchmark: Any, ledger: Ledger) -> None:
    def new() -> None:
        ledger.put(made())

    benchmark.pedantic(ledger.storage.compact, setup=new, rounds=3)
    assert ledger.storage.lines == 0
