"""A TinyDB file in memory, and written out again."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from newsread.ledger.tables import Documents, encode, parse, render, schema_of

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
files = st.dictionaries(
    st.text(max_size=5),
    st.dictionaries(
        st.integers(0, 10**9).map(str), st.dictionaries(st.text(), values, max_size=3), max_size=3
    ),
    max_size=3,
)
ways = st.sampled_from([
    {"ensure_ascii": True}, {"ensure_ascii": False}, {"indent": 4}, {"separators": (",", ":")},
    {"sort_keys": True, "indent": "\t"},
])  # fmt: skip


def written(tables: dict[str, dict[str, bytes]]) -> bytes:
    return b"".join(render(tables))


@given(files, ways)
def test_what_is_written_is_what_tinydb_reads(
    file: dict[str, dict[str, dict[str, object]]], way: dict[str, object]
) -> None:
    text = json.dumps(file, **way)  # type: ignore[arg-type]
    data, file = text.encode("utf-8", "surrogatepass"), json.loads(text)
    try:
        tables = parse(data)
    except ValueError:
        assert "\\u" not in text  # half an emoji as it is, which is no UTF-8
        assert any("\ud800" <= each <= "\udfff" for each in text)
        return
    again = written(tables)
    assert again.isascii()
    assert json.dumps(json.loads(again)) == json.dumps(file)  # NaN is not NaN, its text is
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.json"
        path.write_bytes(again)
        with TinyDB(path, access_mode="r") as database:
            assert database.tables() == set(file)
            for name, table in file.items():
                found = {str(each.doc_id): dict(each) for each in database.table(name).all()}
                assert json.dumps(found) == json.dumps(table)
    assert parse(again) == tables


@pytest.mark.parametrize(
    ("data", "document"),
    [
        ('{"claims": {"1": {"a": "Zürich 👩‍👩‍👧 می‌خواهم"}}}', {"a": "Zürich 👩‍👩‍👧 می‌خواهم"}),
        ('{"claims": {"1": {"a": NaN, "b": -Infinity}}}', None),
        ('{"claims": {"1": {"a": "\\ud83d"}}}', {"a": "\ud83d"}),
        ('{"claims": {"1": {"a": 1e400, "b": 123456789012345678901234567890}}}', None),
        ('{"claims": {"1": {"a": 1, "a": 2}}}', {"a": 2}),
        ('\n {"claims" : {"1"\t: {"a" : 1 }}} \n', {"a": 1}),
    ],
)
def test_unusual_json_is_read_as_python_reads_it(data: str, document: object) -> None:
    tables = parse(data.encode())
    again = json.loads(written(tables))
    assert json.dumps(again) == json.dumps(json.loads(data))
    if document is not None:
        assert Documents(tables["claims"])["1"] == document


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "is not JSON, so it holds no claims"),
        (b'{"a": {"1": {}}} {', "is not JSON, so it holds no claims"),
        (b"null", "is JSON, but not TinyDB's"),
        (b'{"a": {"1": []}}', "is JSON, but not TinyDB's"),
        (b'{"a": {"-1": {}}}', "is JSON, but not TinyDB's"),
        (b'{"a": {"01": {}}}', "is JSON, but not TinyDB's"),
        (b'{"a": {"1234567890123456789": {}}}', "is JSON, but not TinyDB's"),
        (b'{"a": {"1": ' + b'{"a":' * 70 + b"1" + b"}" * 70 + b"}}", "is nested too deeply"),
        (b'{"a": {"1": {"a": ' + b"9" * 4001 + b"}}}", "has a number that is too long"),
    ],
)
def test_what_is_no_file_of_tinydbs_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse(data)


def test_thousands_of_documents_are_written_in_their_order() -> None:
    table = {str(number): encode({"x": number}) for number in range(2500, 0, -1)}
    tables = {"claims": table, "empty": {}, "meta": {"1": b"{}"}}
    assert list(parse(written(tables))["claims"].items()) == list(table.items())
    assert parse(written(tables)) == tables
    assert written({}) == b"{}"


@pytest.mark.parametrize(
    ("meta", "schema"),
    [
        ({}, 7),
        ({"meta": {"1": b'{"schema": 2}'}}, 2),
        ({"meta": {"2": b'{"schema": 2}'}}, 7),
        ({"_meta": {"1": b'{"schema": 3}'}}, 3),
        ({"meta": {"1": b"{}"}, "_meta": {"1": b'{"schema": 3}'}}, 7),
    ],
)
def test_the_schema_is_what_the_file_states(
    meta: dict[str, dict[str, bytes]], schema: object
) -> None:
    assert schema_of(meta, default=7) == schema
