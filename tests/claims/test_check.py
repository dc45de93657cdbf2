"""What a claim from elsewhere must be, beyond its fields' types."""

from __future__ import annotations

from typing import Any

import pytest

from newsread.claims.capture import capture
from newsread.claims.check import is_id, is_partial_date, mistake_in
from newsread.claims.claim import Anchor, Cut, Evidence, Related, Segment, Speaker, new_id
from tests.fakes.claims import NOON, article, claim, document, segment

HASH = "0" * 64
AT = "2025-06-15T15:06:40Z"


def anchor(**fields: Any) -> Anchor:
    return Anchor(**({"revision": HASH, "segments": (), "state": "exact", "at": AT} | fields))


def cut(**fields: Any) -> Cut:
    made_up: dict[str, Any] = {"quote": "a", "prefix": "", "suffix": "", "segments": ()}
    return Cut(**(made_up | {"revision": HASH, "at": AT} | fields))


FINE: list[dict[str, Any]] = [
    {},
    {"type": "rumour", "status": "with-the-desk", "verdict": "half-true"},
    {"segments": (), "anchors": ()},
    {"segments": (Segment(0, 3), Segment(3, 9))},
    {"tags": ("budget", "städte", "c++"), "confidence": 0},
    {"confidence": 3, "said_on": "2026-11", "note": "a\n\tb\r\n👍"},
    {"speaker": Speaker(name="", role="mayor")},
    {"created": "2025-06-15T17:06:40.123456+02:00"},
    {"evidence": (Evidence(url=""), Evidence(url="https://a.example/?q=1#x", archive=""))},
    {"evidence": (Evidence(url="HTTP://A.example", retrieved=AT),)},
    {"article": article(key="", published=None, retrieved=AT)},
    {"anchors": (anchor(by="x", at=""),), "cuts": (cut(),)},
    {"related": (Related(id="_default:1", relation="same"),)},
    {"id": "6ba7b810-9dad-51d1-80b4-00c04fd430c8"},
    {"note": "x" * 200_000},
]


@pytest.mark.parametrize("fields", FINE, ids=lambda each: str(each)[:60])
def test_what_newsrooms_write_is_a_claim(fields: dict[str, Any]) -> None:
    assert mistake_in(claim(**fields)) == ""


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"id": "1"}, "id is no UUID"),
    ({"id": new_id(0).upper()}, "id is no UUID"),
    ({"id": "_default:1"}, "id is no UUID"),
    ({"quote": " "}, "quote is empty"),
    ({"type": ""}, "type is empty"),
    ({"status": ""}, "status is empty"),
    ({"verdict": "v" * 301}, "verdict is not one line"),
    ({"annotator": "a\nb"}, "annotator is not one line"),
    ({"speaker": Speaker(name="a\rb")}, "speaker's name"),
    ({"speaker": Speaker(name="a", role="r" * 301)}, "speaker's role"),
    ({"tags": ("two words",)}, "is no tag"),
    ({"tags": ("a,b",)}, "is no tag"),
    ({"tags": ("",)}, "is no tag"),
    ({"tags": ("t" * 101,)}, "is no tag"),
    ({"revision": "r1"}, "revision is no sha256"),
    ({"article": article(key="A" * 64)}, "key is no sha256"),
    ({"article": article(url="https://a.example/" + "x" * 4096)}, "address is too long"),
    ({"segments": (Segment(5, 5),)}, "not in order"),
    ({"segments": (Segment(-1, 5),)}, "not in order"),
    ({"segments": (Segment(4, 9), Segment(0, 3))}, "not in order"),
    ({"segments": (Segment(0, 4), Segment(3, 9))}, "not in order"),
    ({"anchors": (anchor(segments=(Segment(9, 8),)),)}, "segments of an anchor"),
    ({"anchors": (anchor(revision="x"),)}, "revision of an anchor"),
    ({"anchors": (anchor(similarity=1.5),)}, "similarity"),
    ({"anchors": (anchor(similarity=float("nan")),)}, "similarity"),
    ({"anchors": (anchor(at="today"), anchor())}, "when an anchor was made"),
    ({"cuts": (cut(segments=(Segment(1, 1),)),)}, "segments of an earlier cut"),
    ({"cuts": (cut(revision="x"),)}, "revision of an earlier cut"),
    ({"cuts": (cut(at=""),)}, "when it was cut anew"),
    ({"cuts": (cut(retrieved="x"),)}, "an earlier text was retrieved"),
    ({"created": ""}, "field created"),
    ({"created": "2025-06-15T15:06:40"}, "field created"),
    ({"modified": "2025-13-15T15:06:40Z"}, "field modified"),
    ({"modified": "2025-06-15 15:06:40Z"}, "field modified"),
    ({"article": article(published="June")}, "when the article was published"),
    ({"article": article(retrieved="2025-06-15")}, "when the article was retrieved"),
    ({"said_on": "2026-02-30"}, "said on"),
    ({"said_on": "June"}, "said on"),
    ({"confidence": 4}, "confidence"),
    ({"confidence": -1}, "confidence"),
    ({"segmenter": -1}, "segmenter"),
    ({"evidence": (Evidence(url="javascript:alert(1)"),)}, "address of a source"),
    ({"evidence": (Evidence(url="https://a.example/a b"),)}, "address of a source"),
    ({"evidence": (Evidence(url="", archive="file:///etc/passwd"),)}, "address of a source"),
    ({"evidence": (Evidence(url="https://a.example/", hash="A" * 64),)}, "hash of a source"),
    ({"evidence": (Evidence(url="https://a.example/", hash="ab"),)}, "hash of a source"),
    ({"evidence": (Evidence(url="", retrieved="June"),)}, "evidence was retrieved"),
    ({"related": (Related(id="", relation="same"),)}, "related"),
    ({"note": "\x1b[2J"}, "act on a terminal"),
    ({"tags": ("a\u202eb",)}, "act on a terminal"),
    ({"evidence": (Evidence(url="", passage="\x9b2J"),)}, "act on a terminal"),
    ({"note": "x" * 1_000_001}, "more than 1000000 characters"),
]


@pytest.mark.parametrize(("fields", "told"), WRONG, ids=lambda each: str(each)[:60])
def test_what_would_mislead_or_harm_is_told(fields: dict[str, Any], told: str) -> None:
    assert told in mistake_in(claim(**fields))


def test_what_a_person_captures_is_always_a_claim() -> None:
    text = document()
    made = capture(
        text,
        [segment(text, "We built 1,200 flats"), segment(text, "and none stands empty")],
        type="other",
        article=article(),
        annotator="",
        lang="",
        now=NOON,
        segmenter=1,
    )
    assert mistake_in(made) == ""


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2026", True),
        ("2026-02", True),
        ("2024-02-29", True),
        ("2025-02-29", False),
        ("2026-13", False),
        ("26", False),
        ("2026-1", False),
        ("0000", False),
        ("٢٠٢٦", False),
    ],
)
def test_a_partial_date_is_a_year_a_month_or_a_day(text: str, whole: bool) -> None:
    assert is_partial_date(text) == whole


def test_ids_of_ours_are_told_from_others() -> None:
    assert is_id(new_id())
    assert not any(map(is_id, ("", "_default:1", new_id() + "\n", new_id().replace("-", ""))))
