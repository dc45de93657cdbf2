"""What has been filed of a claim, in a few words."""

from typing import Any

import pytest

from newsread.claims.claim import Evidence, Speaker
from newsread.claims.filed import filed
from newsread.claims.vocabulary import Vocabulary, read_vocabulary
from newsread.paths import shipped_config
from tests.fakes.claims import claim, fared_so

SOURCE = Evidence(url="https://office.example/")


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    file = shipped_config() / "vocabulary.toml"
    return read_vocabulary(file.read_text(encoding="utf-8"), file.name)


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ({}, []),
        ({"status": "todo"}, []),
        ({"speaker": Speaker(name="Runa Sollberg")}, ["Runa Sollberg"]),
        ({"speaker": Speaker(name="a" * 40)}, ["a" * 29 + "…"]),
        ({"worth": "none"}, ["worth none"]),
        ({"status": "waiting"}, ["waiting for an answer"]),
        ({"status": "parked"}, ["parked"]),
        ({"verdict": "mostly-true"}, ["mostly true"]),
        ({"evidence": (SOURCE,)}, ["1 source"]),
        (
            {
                "speaker": Speaker(name="Oda"),
                "worth": "high",
                "status": "checked",
                "verdict": "false",
                "evidence": (SOURCE, SOURCE),
            },
            ["Oda", "worth high", "checked", "false", "2 sources"],
        ),
    ],
)
def test_only_what_has_been_filed_is_told(
    shipped: Vocabulary, fields: dict[str, Any], parts: list[str]
) -> None:
    assert filed(claim(**fields), shipped) == parts


def test_before_all_else_it_is_told_how_the_words_have_fared(shipped: Vocabulary) -> None:
    gone = fared_so("orphaned", worth="high")
    assert filed(gone, shipped) == ["∅ not there any more", "worth high"]
