"""Rows of a table share columns where they fit; every cell is shown once, in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsread.text.clean import clean
from newsread.text.document import Document, Kind, Mark, Piece, Span, assemble
from newsread.text.grapheme import grapheme_end, is_edge
from newsread.text.line import Line, drawn
from newsread.text.wrap import wrap

FLAG = "\U0001f1e9\U0001f1ea"


def table(*rows: str, header: int = 0) -> list[Piece]:
    """Return rows as pieces, cells parted by ``|``; each cell of the first `header` is strong."""
    pieces = []
    for number, row in enumerate(rows):
        text = row.replace("|", "\t")
        spans, at = [], 0
        for cell in text.split("\t"):
            if cell and number < header:
                spans.append(Span(at, at + len(cell), Mark.STRONG))
            at += len(cell) + 1
        pieces.append(Piece(Kind.ROW, text, ordinal=number + 1, spans=tuple(spans)))
    return pieces


def shown(document: Document, width: int) -> list[str]:
    """Return what is drawn, line by line."""
    return [line.margin + words(document, line) for line in wrap(document, width).lines]


def words(document: Document, line: Line) -> str:
    return drawn(document.text[line.start : line.end], document.blocks[line.block].kind, line.tabs)


def lines(text: str) -> list[str]:
    return [line[1:] for line in text.strip("\n").split("\n")]


HARBOURS = table(
    "Harbour|Ships|Share", "Norrby|1,204|61.5 %", "Sandvik|98|–", "港口|7|3 %", header=1
)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (
            24,
            """
|Harbour   Ships    Share
|───────   ─────   ──────
|Norrby    1,204   61.5 %
|Sandvik      98        –
|港口          7      3 %
""",
        ),
        (
            22,
            """
|Harbour  Ships   Share
|───────  ─────  ──────
|Norrby   1,204  61.5 %
|Sandvik     98       –
|港口         7     3 %
""",
        ),
        (
            21,
            """
|Harbour │  Ships
|Share
|
|Harbour: Norrby
|  Ships: 1,204
|  Share: 61.5 %
|
|Harbour: Sandvik
|  Ships: 98
|  Share: –
|
|Harbour: 港口
|  Ships: 7
|  Share: 3 %
""",
        ),
    ],
)
def test_a_table_is_columns_where_they_fit_and_else_a_cell_a_line(
    width: int, expected: str
) -> None:
    assert shown(assemble(HARBOURS), width) == lines(expected)


@pytest.mark.parametrize(
    ("rows", "header", "width", "expected"),
    [
        pytest.param(
            ["Date|Event", "6 May|The pumps of the town ran dry", "17 May|A well was dug"],
            1,
            35,
            """
|  Date   Event
|──────   ──────────────────────────
| 6 May   The pumps of the town ran
|         dry
|17 May   A well was dug
""",
            id="the last column is wrapped in itself",
        ),
        pytest.param(
            ["|2023||2024", "|Men|Women|Men|Women", "Norrby|10|2,000|7|1", "Sandvik|1|||12"],
            2,
            40,
            """
|          2023          2024
|          Men   Women   Men   Women
|───────   ───   ─────   ───   ─────
|Norrby     10   2,000     7       1
|Sandvik     1                    12
""",
            id="a header spans columns, empty cells stay empty",
        ),
        pytest.param(
            ["|All of last year||Now", "Norrby|1|2|3"],
            1,
            40,
            """
|         All of last year   Now
|──────   ──────   ───────   ───
|Norrby        1         2     3
""",
            id="a header wider than what it spans makes that wider",
        ),
        pytest.param(
            ["A|B", "What the north counted by hand", "1|2"],
            1,
            20,
            """
|A   B
|─   ─
|What the north
|counted by hand
|1   2
""",
            id="a row of one cell may be wider than the table",
        ),
        pytest.param(
            ["a|b", "ccc|d", "e"],
            0,
            20,
            """
|a     b
|ccc   d
|e
""",
            id="without a header, with a ragged row",
        ),
        pytest.param(
            ["one two three|four five six", "seven|eight"],
            0,
            16,
            """
|one two three
|  four five six
|
|seven
|  eight
""",
            id="without a header and without room",
        ),
        pytest.param(
            ["a||b", "c||d"],
            0,
            20,
            """
|a    b
|c    d
""",
            id="an empty column takes no room",
        ),
        pytest.param(
            ["Only", "one", "column"], 1, 20, "\n|Only\n|──────\n|one\n|column\n", id="one column"
        ),
        pytest.param(
            ["|Votes cast in person||Seats", "|2023|2024|2024", "North|1|2|3"],
            2,
            21,
            """
|Votes cast in person
|Seats
|
|2023 │  2024 │  2024
|
|North
|Vo… 2023: 1
|Vo… 2024: 2
|Se… 2024: 3
""",
            id="a column is named by all its headers",
        ),
    ],
)
def test_shapes(rows: list[str], header: int, width: int, expected: str) -> None:
    found = shown(assemble(table(*rows, header=header)), width)
    assert [line.rstrip() for line in found] == [line.rstrip() for line in lines(expected)]


def test_numbers_stand_to_the_right_in_any_currency_and_with_notes() -> None:
    rows = table(
        "Cost", "$1.2m", "€ 900", "−3 kr.", "(12)", "4,000[3]", "12–14 %", "n/a", "…", header=1
    )
    found = shown(assemble(rows), 40)
    assert {cell_len(line) for line in found} == {len("4,000[3]")}


def test_two_tables_in_a_row_have_columns_of_their_own() -> None:
    document = assemble([*table("a|b", "c|d"), *table("eeee|f")])
    assert shown(document, 20) == ["a   b", "c   d", "", "eeee   f"]


def test_rows_of_a_document_kept_by_an_earlier_newsread_are_one_table() -> None:
    document = assemble([Piece(Kind.ROW, "a\tb"), Piece(Kind.ROW, "ccc\td")])
    assert shown(document, 20) == ["a     b", "ccc   d"]


def test_a_click_and_the_caret_agree_on_where_a_cell_is() -> None:
    document = assemble(HARBOURS)
    layout = wrap(document, 30)
    row = layout.line_of(document.text.index("98"))
    line = layout.lines[row]
    assert layout.column(line, document.text.index("98")) == 13
    assert layout.position_at(row, 13) == document.text.index("98")
    assert layout.position_at(row, 11) == document.text.index("\t98")  # between two cells


CELLS = st.lists(
    st.sampled_from([*"ab1.9%–中。", "word", " ", "12", "e\u0301", FLAG, "\u0915\u094d\u0937"]),
    max_size=12,
).map(lambda signs: clean(" ".join("".join(signs).split())))


@st.composite
def tables(draw: st.DrawFn) -> Document:
    """Return a document with a table of any shape between two paragraphs."""
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=6))
    texts = ["|".join(row).rstrip("|") for row in rows]
    rows_shown = table(*filter(None, texts), header=draw(st.integers(0, 3)))
    around = Piece(Kind.PARAGRAPH, "around")
    return assemble([around, *rows_shown, around])


@given(tables(), st.integers(8, 50))
def test_all_of_a_table_is_shown_once_in_order_and_within_the_width(
    document: Document, width: int
) -> None:
    layout = wrap(document, width)
    text, end = document.text, 0
    for line in layout.lines:
        if line.spacer:
            continue
        assert end <= line.start <= line.end
        assert not text[end : line.start].strip()
        end = line.end
        assert layout.column(line, line.end) == cell_len(line.margin + words(document, line))
        assert cell_len(line.margin + words(document, line)) <= width
    assert end == len(text)
    for block in range(len(document.blocks)):
        line = layout.lines[layout.first_line(block)]
        assert line.block == block
        assert not text[document.blocks[block].start : line.start].strip()


@given(tables(), st.integers(8, 50))
def test_whatever_is_drawn_of_a_table_the_mouse_finds_where_it_is(
    document: Document, width: int
) -> None:
    layout = wrap(document, width)
    for position in range(len(document.text)):
        row = layout.line_of(position)
        line = layout.lines[row]
        if not (line.start <= position < line.end and is_edge(document.text, position)):
            assert document.text[position].isspace() or not is_edge(document.text, position)
            continue
        end = grapheme_end(document.text, position + 1)
        if layout.column(line, end) > layout.column(line, position):
            assert layout.position_at(row, layout.column(line, position)) == position


@given(tables())
def test_cells_of_one_column_begin_or_end_in_one_place(document: Document) -> None:
    layout = wrap(document, 400)
    left: dict[int, set[int]] = {}
    right: dict[int, set[int]] = {}
    header = True
    for line in layout.lines[2:-2]:
        block = document.blocks[line.block]
        row = document.text[block.start : block.end].split("\t")
        strong = sum(span.end - span.start for span in block.spans) == sum(map(len, row))
        header = header and strong
        if line.spacer or header or sum(map(bool, row)) == 1:
            continue  # these may span
        at = block.start
        for column, cell in enumerate(row):
            if cell:
                left.setdefault(column, set()).add(layout.column(line, at))
                right.setdefault(column, set()).add(layout.column(line, at + len(cell)))
            at += len(cell) + 1
    for column, starts in left.items():
        assert len(starts) == 1 or len(right[column]) == 1


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(["a|" * 400 + "b"] * 100, id="hundreds of columns"),
        pytest.param(["|" * 20_000 + "b"] * 10, id="tens of thousands of empty cells"),
        pytest.param(["a|b|c|d"] * 10_000, id="ten thousand rows"),
        pytest.param(["word " * 20_000 + "|b", "c|d"], id="a cell as long as a book"),
    ],
)
@pytest.mark.parametrize("header", [0, 10_000])
def test_an_endless_table_takes_linear_work(rows: list[str], header: int) -> None:
    # Quadratic work would not end within the run.
    document = assemble(table(*rows, header=header))
    for width in (4, 100):
        assert wrap(document, width).lines
