"""Claims as a table: safe in a spreadsheet, exactly back, and forgiving to hand-made ones."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.errors import ExchangeError
from newsread.exchange import claims_csv
from newsread.exchange.claim_file import DEEPEST, same
from newsread.exchange.claims_csv import COLUMNS, MORE, guarded, read_csv, unguarded, write_csv
from tests.exchange.records import RECORD, TEXT, a_record

QUOTE = "Rents rose by 4.7 % last year."
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cells(record: dict[str, Any]) -> dict[str, str]:
    """Return the cells of one record as any program reads them."""
    [row] = csv.DictReader(io.StringIO(write_csv([record]).decode(), newline=""))
    return row


@given(st.lists(RECORD, max_size=3))
def test_any_records_come_back_as_they_were(records: list[dict[str, Any]]) -> None:
    body = write_csv(records)
    found = read_csv(body, "x.csv")
    assert same(found.records, records)
    assert found.problems == ()
    for row in csv.reader(io.StringIO(body.decode(), newline="")):
        assert not any(cell.startswith(FORMULAS) for cell in row)


@given(TEXT)
def test_what_is_guarded_is_never_a_formula_and_comes_back(cell: str) -> None:
    assert not guarded(cell).startswith(FORMULAS)
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize(
    ("cell", "written"),
    [(mark + "1", "'" + mark + "1") for mark in FORMULAS]
    + [("'tis", "''tis"), ("'", "''"), ("''", "'''"), ("a=1", "a=1"), ("", ""), (" =1", " =1")],
)
def test_a_mark_goes_before_what_a_spreadsheet_would_obey(cell: str, written: str) -> None:
    assert guarded(cell) == written


@pytest.mark.parametrize("cell", ["'tis", "'", "'90s", "rock 'n' roll", "O'=1"])
def test_an_apostrophe_that_a_person_typed_stays(cell: str) -> None:
    assert unguarded(cell) == cell


def test_all_cells_are_quoted_and_lines_end_as_rfc_4180_says() -> None:
    body = write_csv([a_record(note='a "b"\nc\rd')]).decode()
    assert body.startswith('"quote","quote_now","drift","material_change","statement",')
    assert '"a ""b""\nc\rd"' in body
    assert body.endswith('""\r\n')
    assert body.count("\r\n") == 2


def test_people_find_plain_words_and_nothing_more_where_all_is_known() -> None:
    speaker = {"name": "The mayor", "role": "", "same_as": ""}
    row = cells(a_record(tags=["rents", "budget"], speaker=speaker, note="Ask her", confidence=2))
    assert (*row,)[0 :: len(row) - 1] == ("quote", MORE)
    assert (row["tags"], row["speaker"], row["note"]) == ("rents budget", "The mayor", "Ask her")
    assert (row["title"], row["confidence"], row["worth"]) == ("Rents rise again", "2", "")
    assert row["segments"] == '[{"start": 0, "end": 30}]'
    assert row[MORE] == ""


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ({}, (QUOTE, "exact", "no")),
        (
            {"state": "changed-material", "material": True, "quote": "=Rents rose by 4.1 %."},
            ("'=Rents rose by 4.1 %.", "changed-material", "yes"),
        ),
        (
            {"state": "changed-minor", "quote": "Rents rose 4.7 %"},
            ("Rents rose 4.7 %", "changed-minor", "no"),
        ),
        ({"state": "orphaned", "segments": []}, ("", "orphaned", "no")),
        ({"state": 7, "material": 1, "quote": ["x"], "segments": None}, ("", "", "no")),
    ],
    ids=["as marked", "material", "minor", "orphaned", "another program's"],
)
def test_what_became_of_the_words_is_told_beside_them_and_not_read_back(
    last: dict[str, Any], told: tuple[str, str, str]
) -> None:
    record = a_record()
    record["anchors"].append(record["anchors"][0] | last)
    row = cells(record)
    assert (row["quote_now"], row["drift"], row["material_change"]) == told
    edited = write_csv([record]).replace(b'"no"', b'"who knows"')
    assert same(read_csv(edited, "x.csv").records, [record])


@pytest.mark.parametrize("anchors", [[], None, {}, "exact", [3], [[]]])
def test_of_anchors_that_are_none_nothing_is_told(anchors: Any) -> None:
    row = cells(a_record(anchors=anchors))
    assert (row["quote_now"], row["drift"], row["material_change"]) == ("", "", "")


def test_what_cells_cannot_say_is_in_the_last_one() -> None:
    record = a_record(desk=None, tags=["two words"])
    record["article"]["page"] = 3
    del record["cuts"], record["article"]["author"]
    assert cells(record)[MORE] == (
        '[{"article": {"page": 3}, "tags": ["two words"], "desk": null}, '
        '[["article", "author"], ["cuts"]]]'
    )


def test_a_record_as_deep_as_the_ledger_keeps_comes_back_and_no_deeper_one() -> None:
    def nested(depth: int) -> Any:
        return [] if depth == 1 else [nested(depth - 1)]

    record = a_record(desk=nested(DEEPEST - 1))
    del record["cuts"]
    assert read_csv(write_csv([record]), "x.csv").records == [record]
    record = a_record(desk=nested(DEEPEST))
    found = read_csv(write_csv([record]), "x.csv")
    assert [each.sentence for each in found.problems] == ["it is nested too deeply"]


def test_a_cell_may_be_longer_than_the_module_allows() -> None:
    record = a_record(note="long " * 60_000)
    assert read_csv(write_csv([record]), "x.csv").records == [record]


def test_a_table_made_by_hand_needs_a_quote_and_no_more() -> None:
    body = '\ufeffQuote , tags,TITLE,remark\r\n\'tis so,"rents, budget",A\r\n,,,\r\nb;c,,B,x\r\n'
    found = read_csv(body.encode(), "x.csv")
    assert [line.number for line in found.lines] == [2, 4]
    first, second = found.records
    assert (first["quote"], first["tags"]) == ("'tis so", ["rents", "budget"])
    assert first["article"] == {"title": "A"}
    assert second["quote"] == "b;c"
    assert [(each.line, each.sentence, each.left_out) for each in found.problems] == [
        (1, "the column “remark” is not known, and is left out", False)
    ]


def test_columns_that_are_not_known_cost_nothing_in_each_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(claims_csv, "unguarded", lambda cell: asked.append(cell) or cell)
    head = ",".join(["quote", *map("c{}".format, range(500)), *[""] * 500])
    found = read_csv(f"{head}\r\na\r\nb{',' * 1000}\r\n".encode(), "x.csv")
    assert [each["quote"] for each in found.records] == ["a", "b"] == asked
    assert len(found.problems) == 500


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("a,[,\r\n", [(2, "its cell segments: it is not JSON (character 2)")]),
        ("a,NaN,\r\n", [(2, "its cell segments: it has the number NaN, which JSON has not")]),
        ('"a\nb",,\r\na,,,more\r\n', [(4, "it has more cells than the 3 columns")]),
        ("a,,[1]\r\n", [(2, "its cell more is not as newsread writes it")]),
        ('a,,"[{}, [[]]]"\r\n', [(2, "its cell more is not as newsread writes it")]),
        ('a,,"[{}, [""a""]]"\r\n', [(2, "its cell more is not as newsread writes it")]),
    ],
)
def test_a_row_that_is_no_record_is_told_with_its_line(
    rows: str, told: list[tuple[int, str]]
) -> None:
    found = read_csv(f"quote,segments,more\r\n{rows}fine\r\n".encode(), "x.csv")
    assert [(each.line, each.sentence) for each in found.problems] == told
    assert found.records[-1]["quote"] == "fine"


@pytest.mark.parametrize("rows", ['"open,,\r\nb,,\r\n', 'a,"b"c,\r\nd,,\r\n'])
def test_a_quotation_mark_too_few_ends_the_reading_and_is_told(rows: str) -> None:
    found = read_csv(f"quote,note,more\r\nfine,,\r\n{rows}".encode(), "x.csv")
    assert [each["quote"] for each in found.records] == ["fine"]
    assert [each.line for each in found.problems] == [3]
    assert "the rest is left out" in found.problems[0].sentence


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"quote;note\r\na;b\r\n", "its cells are parted by semicolons"),
        (b'"quote";"note"\r\n"a";"b"\r\n', "its cells are parted by semicolons"),
        (b"sep=;\r\nquote;note\r\n", "its cells are parted by semicolons"),
        (b"quote\tnote\r\na\tb\r\n", "its cells are parted by tabs"),
        (b"title,note\r\na,b\r\n", "neither JSON lines nor a table with a column named quote"),
        (b"", "neither JSON lines nor a table"),
        (b"quote,note,note\r\n", "two columns named note"),
        ("quote\r\nZürich\r\n".encode("latin-1"), "it is not UTF-8"),
        ("quote\r\na\r\n".encode("utf-16"), "it is not UTF-8"),
    ],
)
def test_what_is_no_table_of_claims_is_refused_in_a_sentence(body: bytes, told: str) -> None:
    with pytest.raises(ExchangeError, match=told):
        read_csv(body, "x.csv")


def test_every_known_field_of_a_claim_has_a_column() -> None:
    record = a_record(speaker={"name": "a", "role": "", "same_as": ""})
    paths = {(name,) for name in record if name not in ("article", "speaker")}
    for name in ("article", "speaker"):
        paths |= {(name, each) for each in record[name]}
    assert {column.path for column in COLUMNS} == paths
