"""The journal: what its lines say, and what is said of those that are damaged."""

import json
from pathlib import Path
from zlib import crc32

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.ledger.journal import (
    NOTHING,
    Folded,
    Header,
    line,
    next_state,
    operation,
    print_of,
    read_journal,
    read_lines,
)

DAMAGED = "the line at byte {} is damaged, and was passed over"
TORN = "its last line was not written to its end, and was dropped ({} bytes)"
ONE = line(operation([("claims", "1", b'{"a": 1}')]))
TWO = line(operation([("claims", "1", None), ("meta", "2", b"{}")]))
FOLDED = line(msgspec.json.encode(Folded(into="9-00000009", upto=40)))
HEADER = Header(generation=3, base="2-abcdef01", state="5-00000005")


def said(data: bytes) -> list[object]:
    return [each.changes for each in read_lines(data, 0, NOTHING).operations]


@pytest.mark.parametrize(
    ("data", "operations", "problems"),
    [
        (b"", 0, []),
        (ONE, 1, []),
        (ONE + TWO, 2, []),
        (ONE[:-1], 0, [TORN.format(36)]),
        (ONE + TWO[:5], 1, [TORN.format(5)]),
        (ONE + bytes(9), 1, [TORN.format(9)]),
        (b"\n", 0, [DAMAGED.format(0)]),
        (b"#" + ONE[1:] + TWO, 1, [DAMAGED.format(0)]),
        (ONE + TWO.replace(b"meta", b"mete"), 1, [DAMAGED.format(37)]),
        (ONE[:-1] + TWO, 1, [DAMAGED.format(0)]),
        (ONE[:-1] + b"x" + TWO + ONE, 2, [DAMAGED.format(0)]),
        (ONE[:20] + b"\n" + ONE[20:], 0, [DAMAGED.format(0),
                                          DAMAGED.format(21)]),
        (line(b'["no operation"]') + ONE, 1, [DAMAGED.format(0)]),
        (line(b'{"of": "a newer newsread"}'), 0, [DAMAGED.format(0)]),
        (ONE.upper(), 0, [DAMAGED.format(0)]),
    ],
)  # fmt: skip
def test_a_line_says_what_was_written_or_that_it_is_damaged(
    data: bytes, operations: int, problems: list[str]
) -> None:
    lines = read_lines(data, 0, NOTHING)
    assert (len(lines.operations), lines.problems) == (operations, problems)
    assert lines.end == data.rfind(b"\n") + 1


def test_an_operation_is_a_line_of_ascii_with_its_checksum() -> None:
    check, body = ONE[:8], ONE[9:-1]
    assert int(check, 16) == crc32(body)
    assert json.loads(body) == [["claims", "1", {"a": 1}]]
    assert said(ONE + TWO) == [
        [("claims", "1", b'{"a": 1}')],
        [("claims", "1", None), ("meta", "2", b"{}")],
    ]


def test_that_a_file_was_written_is_no_operation_and_the_last_news_of_it_counts() -> None:
    last = line(msgspec.json.encode(Folded(into="8-00000008", upto=80)))
    lines = read_lines(ONE + FOLDED + TWO + last, 0, NOTHING)
    assert lines.folded == Folded(into="8-00000008", upto=80)
    assert (len(lines.operations), lines.count) == (2, 2)


def test_bytes_are_counted_from_the_beginning_of_the_file() -> None:
    lines = read_lines(ONE + TWO, 100, NOTHING, count=7)
    assert [each.start for each in lines.operations] == [100, 100 + len(ONE)]
    assert (lines.end, lines.count) == (100 + len(ONE + TWO), 9)


@pytest.mark.parametrize(
    ("data", "header", "operations"),
    [
        (line(msgspec.json.encode(HEADER)) + ONE, HEADER, 1),
        (line(msgspec.json.encode(HEADER)), HEADER, 0),
        (line(msgspec.json.encode(HEADER))[:-1], None, 0),
        (b"#" + line(msgspec.json.encode(HEADER))[1:] + ONE, None, 1),
        (line(msgspec.json.encode(HEADER))[:-1] + ONE, None, 1),
        (ONE, None, 1),
        (b"rubbish", None, 0),
    ],
)
def test_the_first_line_says_what_the_others_belong_to(
    tmp_path: Path, data: bytes, header: Header | None, operations: int
) -> None:
    path = tmp_path / "journal"
    path.write_bytes(data)
    journal = read_journal(path)
    assert journal is not None
    assert (journal.header, len(journal.lines.operations)) == (header, operations)
    assert journal.name == print_of(data.partition(b"\n")[0])


def test_no_file_and_an_empty_one_are_no_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    assert read_journal(path) is None
    path.touch()
    assert read_journal(path) is None


documents = st.dictionaries(st.text(max_size=3), st.text(max_size=9)).map(
    lambda each: json.dumps(each).encode()
)
changes = st.lists(
    st.tuples(st.sampled_from(["claims", "meta", "Zürich \" \n"]), st.integers(0, 99).map(str),
              st.none() | documents), min_size=1, max_size=4
)  # fmt: skip


@given(st.lists(changes, max_size=5), st.binary(max_size=20))
def test_whatever_is_written_is_read_again(operations: list[list[object]], torn: bytes) -> None:
    data = b"".join(line(operation(each)) for each in operations)  # type: ignore[arg-type]
    assert said(data + torn.replace(b"\n", b"")) == operations


@given(st.lists(changes, max_size=6), st.integers(0, 6))
def test_a_state_is_the_same_however_the_lines_were_read(
    operations: list[list[object]], at: int
) -> None:
    bodies = [operation(each) for each in operations]  # type: ignore[arg-type]
    whole = read_lines(b"".join(map(line, bodies)), 0, NOTHING).state
    first = read_lines(b"".join(map(line, bodies[:at])), 0, NOTHING)
    rest = read_lines(b"".join(map(line, bodies[at:])), first.end, first.state)
    assert rest.state == whole
    state = NOTHING
    for body in bodies:
        state = next_state(state, body)
    assert state == whole
