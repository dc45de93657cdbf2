"""CPU of carrying claims to a new revision: run with ``--benchmark-only``."""

from __future__ import annotations

import random
import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from newsread.claims.anchor import follow
from newsread.claims.locate import Locator
from newsread.claims.material import is_material
from newsread.text.alignment import Alignment
from newsread.text.document import Document
from newsread.text.segment import document_sentences
from tests.fakes.claims import claim, document

pytestmark = pytest.mark.benchmark(timer=time.process_time, min_rounds=3)

NAMES = [first + second for first in ("Bel", "Cor", "Dun", "Fer", "Gol", "Hal", "Kir", "Lom")
         for second in ("dale", "ford", "ham", "mere", "stow", "wick")]  # fmt: skip
ACTS = ["sold", "built", "closed", "opened", "blamed", "rented", "painted", "counted", "moved"]
THINGS = ["bridges", "flats", "boats", "fields", "roofs", "lamps", "wagons", "gates", "wells"]


def sentences(words: int, seed: int = 1) -> list[str]:
    """Return sentences of about so many words in all, hardly two alike."""
    chance = random.Random(seed)
    told, count = [], 0
    while count < words:
        one, other = chance.sample(NAMES, 2)
        told.append(
            f"{one} {chance.choice(ACTS)} {chance.randint(2, 9_999)} {chance.choice(THINGS)} in the"
            f" year after {other} had {chance.choice(ACTS)} its own {chance.choice(THINGS)}."
        )
        count += len(told[-1].split())
    return told


def revised(told: list[str], share: float, seed: int = 2) -> list[str]:
    """Return sentences of which a share has another number, is gone, or has a new one behind it."""
    chance = random.Random(seed)
    now = []
    for each in told:
        if chance.random() >= share:
            now.append(each)
        elif (what := chance.random()) < 0.5:
            now.append(each.replace(" in the year ", " in that year "))
        elif what < 0.75:
            now += [each, *sentences(1, chance.randrange(1 << 30))]
    return now


def text_of(told: list[str], a_paragraph: int) -> Document:
    """Return sentences as an article with so many to a paragraph."""
    return document(
        *(" ".join(told[at : at + a_paragraph]) for at in range(0, len(told), a_paragraph))
    )


@pytest.mark.parametrize("tokens", [1_500, 20_000])
def test_aligning(benchmark: BenchmarkFixture, tokens: int) -> None:
    benchmark.extra_info["budget"] = "20 ms for 1,500"
    told = sentences(tokens)
    old, new = " ".join(told), " ".join(revised(told, 0.1))
    assert benchmark(lambda: len(Alignment(old, new).stretches)) > 3


@pytest.mark.parametrize("a_paragraph", [4, 10_000], ids=["paragraphs", "one paragraph"])
def test_following_50_claims_in_20_000_words(benchmark: BenchmarkFixture, a_paragraph: int) -> None:
    benchmark.extra_info["budget"] = "600 ms"
    told = sentences(20_000)
    old, new = text_of(told, a_paragraph), text_of(revised(told, 0.1), a_paragraph)
    chance = random.Random(3)
    chosen = chance.sample(document_sentences(old), 50)
    claims = [claim(old.text[start:end], on=old) for start, end in chosen]

    def follow_all() -> int:
        locator = Locator(old, new)
        return sum(len(follow(each, locator, at="").anchors) for each in claims)

    assert benchmark(follow_all) == 100


def test_telling_whether_a_text_of_20_000_words_says_something_else(
    benchmark: BenchmarkFixture,
) -> None:
    told = sentences(20_000)
    old, new = " ".join(told), " ".join(revised(told, 0.1))
    assert benchmark(lambda: is_material(Alignment(old, new)))
