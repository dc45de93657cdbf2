"""Claims as JSON lines: nothing is lost, and what is no record is told with its line."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.claims.claim import Claim
from newsread.exchange.claim_file import same
from newsread.exchange.claims_jsonl import read_jsonl, write_jsonl
from tests.exchange.records import RECORD, a_record


@given(st.lists(RECORD, max_size=3))
def test_any_records_come_back_as_they_were(records: list[dict[str, object]]) -> None:
    for record in records:
        msgspec.convert(record, Claim)  # the strategy makes claims
    body = write_jsonl(records)
    found = read_jsonl(body)
    assert same(found.records, records)
    assert found.problems == ()
    assert len(body.decode("ascii").splitlines()) == len(records)


def test_a_line_is_the_record_as_the_file_has_it() -> None:
    record = a_record(note="Zürich\u2028👍", desk={"floor": None})
    assert write_jsonl([record]) == json.dumps(record).encode() + b"\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "it is not JSON (character 2)"),
        (b"[1]", "it is JSON, but no object with fields"),
        (b'"a"', "it is JSON, but no object with fields"),
        (b'{"a": NaN}', "it has the number NaN, which JSON has not"),
        (b'{"a": 1e999}', "it has a number that is too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "it has a number that is too long"),
        (b'{"a": 1, "a": 2}', "it has a field twice"),
        (b'{"a": ' + b"[" * 61 + b"]" * 61 + b"}", "it is nested too deeply"),
        (b'{"a": ' * 100_000, "it is"),
        (b'{"a": "\xff"}', "it is not UTF-8"),
    ],
    ids=lambda each: str(each)[:30],
)
def test_a_line_that_holds_no_record_is_told(line: bytes, told: str) -> None:
    found = read_jsonl(b'{"b": 1}\r\n\n' + line + b'\n{"c": 2}')
    assert [tuple(each) for each in found.lines] == [(1, {"b": 1}), (4, {"c": 2})]
    assert [(each.line, each.left_out) for each in found.problems] == [(3, True)]
    assert found.problems[0].sentence.startswith(told)


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), (1, True), (None, ""), ([], {}), ({"a": 1}, {"a": 1, "b": None})]
)
def test_values_that_json_tells_apart_are_not_the_same(one: object, other: object) -> None:
    assert not same(one, other)
    assert same([one, {"a": other}], [one, {"a": other}])
