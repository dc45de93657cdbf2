"""Every word is shown once, no line is too wide, and the mouse finds what was drawn."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsread.text import fill as filling
from newsread.text.clean import clean
from newsread.text.document import Document, Kind, Piece, assemble
from newsread.text.grapheme import grapheme_end, is_edge
from newsread.text.line import CELL_BORDER, TAB_CELLS, cell_columns, cells, drawn
from newsread.text.wrap import Layout, wrap

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1e9\U0001f1ea"
HEART = "\u2764\ufe0f"

ALPHABET = (
    "aab  \n\t.,!é“«»—中。「」ー\u0301\u3099\u0600\u200d\u200e\ufe0f\u2764\u0915\u094d\u0e01\u0e33"
)
ALPHABET += "\u1100\u1161\U0001f469\U0001f1e9\U0001f3fd"
any_text = (
    st.text(st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=60)
    .map(clean)
    .filter(bool)
)
kinds = st.sampled_from([Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE, Kind.CODE, Kind.ROW])


def paragraph(text: str, kind: Kind = Kind.PARAGRAPH) -> Document:
    return assemble([Piece(kind, text)])


def rows(layout: Layout) -> list[str]:
    text = layout.document.text
    return [line.marker + text[line.start : line.end] for line in layout.lines]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 20, ["one two three"]),
        ("one two three", 13, ["one two three"]),
        ("one two three", 12, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 3, ["one", "two", "thr", "ee"]),
        ("ab", 1, ["a", "b"]),
        ("one\ntwo\n\nthree four", 10, ["one", "two", "", "three four"]),
        ("supercalifragilistic", 8, ["supercal", "ifragili", "stic"]),
        ("a supercalifragilistic", 8, ["a", "supercal", "ifragili", "stic"]),
        ("Er sagte « oui ! » et partit", 11, ["Er sagte", "« oui ! »", "et partit"]),
        ("zwanzig 50 % mehr", 10, ["zwanzig", "50 % mehr"]),
        ("春天来了花开了", 6, ["春天来", "了花开", "了"]),
        ("春天来。花开了", 6, ["春天", "来。花", "开了"]),
        ("春天「来」了花", 6, ["春天", "「来」", "了花"]),
        ("コーヒーはちょっと", 4, ["コー", "ヒー", "は", "ちょ", "っと"]),
        ("ＡＩ is 人工 yes", 7, ["ＡＩ is", "人工", "yes"]),
        ("！！！！", 4, ["！！", "！！"]),
        (FAMILY * 3, 4, [FAMILY * 2, FAMILY]),
        (FLAG * 3, 5, [FLAG * 2, FLAG]),
        (HEART * 3, 4, [HEART * 2, HEART]),
        ("e\u0301e\u0302\u0301x\u0301", 2, ["\u00e9\u1ebf", "x\u0301"]),
        ("\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", 2, ["\u0e2a\u0e27\u0e31", "\u0e2a\u0e14\u0e35"]),
        ("中文", 1, ["中", "文"]),
        ("hallo “Welt“ heute", 12, ["hallo “Welt“", "heute"]),
        ("x\u200e\u200e\u200ey", 1, ["x\u200e\u200e\u200e", "y"]),
    ],
)
def test_a_paragraph_is_broken_between_words(text: str, width: int, expected: list[str]) -> None:
    assert rows(wrap(paragraph(clean(text)), width)) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("if a:\n    return  b", 22, ["if a:", "    return  b"]),
        ("return  bcdefgh", 10, ["return  ", "bcdefgh"]),
        ("\n  x\n", 10, ["", "  x", ""]),
    ],
)
def test_code_keeps_its_spaces_and_is_folded_anywhere(
    text: str, width: int, expected: list[str]
) -> None:
    layout = wrap(paragraph(text, Kind.CODE), width)
    assert rows(layout) == expected
    assert {line.indent for line in layout.lines} == {2}


def test_blocks_are_parted_by_a_blank_line_but_not_inside_a_list_or_table() -> None:
    document = assemble(
        [
            Piece(Kind.HEADLINE, "Head"),
            Piece(Kind.PARAGRAPH, "Text"),
            Piece(Kind.ITEM, "one two", level=1),
            Piece(Kind.ITEM, "deep", level=2),
            Piece(Kind.ITEM, "three", level=1),
            Piece(Kind.ITEM, "first", level=1, ordinal=9),
            Piece(Kind.ITEM, "second", level=1, ordinal=10),
            Piece(Kind.ITEM, "other", level=1, ordinal=1),
            Piece(Kind.RULE, ""),
            Piece(Kind.ROW, "a\tb"),
            Piece(Kind.ROW, "c\td"),
            Piece(Kind.IMAGE, "A cat"),
            Piece(Kind.CAPTION, "The cat"),
            Piece(Kind.QUOTE, "said this", level=2),
            Piece(Kind.QUOTE, "and that", level=1),
        ]
    )
    layout = wrap(document, 10)
    shown = [
        ("~" if line.spacer else " " * (line.indent - len(line.marker))) + text
        for line, text in zip(layout.lines, rows(layout), strict=True)
    ]
    assert shown == [
        "Head", "~", "Text", "~",
        "• one two", "  ◦ deep", "• three", "~",
        "9. first", "10. second", "~", "1. other", "~",
        "", "~",
        "a\tb", "c\td", "~",
        "A cat", "The cat", "~",
        "▏ ▏ said", "▏ ▏ this", "~▏ ", "▏ and that",
    ]  # fmt: skip
    firsts = [layout.lines[layout.first_line(index)] for index in range(len(document.blocks))]
    assert [line.block for line in firsts] == list(range(len(document.blocks)))
    assert all(line.first and not line.spacer for line in firsts)
    assert sum(line.first for line in layout.lines) == len(document.blocks)


def test_the_second_row_of_an_item_hangs_below_the_first() -> None:
    layout = wrap(assemble([Piece(Kind.ITEM, "one two", level=1, ordinal=12)]), 9)
    assert [(line.indent, line.marker) for line in layout.lines] == [(4, "12. "), (4, "")]


@pytest.mark.parametrize("width", range(-1, 9))
@pytest.mark.parametrize("level", [0, 1, 9, 1000])
def test_in_a_narrow_window_half_the_width_is_left_for_text(width: int, level: int) -> None:
    for kind in (Kind.ITEM, Kind.QUOTE, Kind.CODE, Kind.PARAGRAPH):
        layout = wrap(assemble([Piece(kind, "ab 中 cd", level=level)]), width)
        assert max(line.indent for line in layout.lines) <= max(width, 1) / 2
        assert "".join(layout.document.text.split()) == "".join(
            "".join(layout.document.text[line.start : line.end].split()) for line in layout.lines
        )


@given(any_text, st.integers(2, 20), kinds, st.integers(0, 3))
@example("a\u200d\U0001f1e9\U0001f1ea", 2, Kind.PARAGRAPH, 0)
@example("\u0915\u094d\u0937\u094d\u092e", 2, Kind.PARAGRAPH, 0)
@example(" \u0301 \u0301", 2, Kind.PARAGRAPH, 0)
def test_rows_show_everything_in_order_within_the_width(
    text: str, width: int, kind: Kind, level: int
) -> None:
    document = assemble([Piece(kind, text, level=level)])
    layout = wrap(document, width)
    end = 0
    for line in layout.lines:
        assert end <= line.start <= line.end <= len(document.text)
        dropped, shown = document.text[end : line.start], document.text[line.start : line.end]
        if kind is Kind.CODE:
            assert dropped in ("", "\n")
        else:
            assert not dropped.strip()
        room = width - line.indent
        if len(shown) > 1 and "\t" not in shown[1:]:
            assert cells(shown) <= max(room, cells(shown[0]))
        for edge in (line.start, line.end):
            if not is_edge(document.text, edge):  # only inside a grapheme wider than the row
                start = max(place for place in range(edge) if is_edge(document.text, place))
                assert cells(document.text[start : grapheme_end(document.text, edge)]) > room
        end = line.end
    assert not document.text[end:].strip()


@given(any_text, st.integers(2, 20), kinds)
@example(text="\t", width=2, kind=Kind.ROW)
def test_every_position_is_on_a_row_and_the_mouse_finds_it_where_it_is_drawn(
    text: str, width: int, kind: Kind
) -> None:
    document = assemble([Piece(kind, text, level=1)])
    layout = wrap(document, width)
    for position in range(len(document.text) + 1):
        row = layout.line_of(position)
        line = layout.lines[row]
        assert line.start <= position or row == 0
        assert row + 1 == len(layout.lines) or position < layout.lines[row + 1].start
        x = layout.column(line, position)
        assert line.indent <= x <= line.indent + cells(document.text[line.start : line.end])
        found = layout.position_at(row, x)
        assert line.start <= found <= line.end
        wide = cells(document.text[position : grapheme_end(document.text, position + 1)])
        if wide and is_edge(document.text, position) and line.start <= position < line.end:
            assert layout.column(line, found) == x


@given(any_text)
def test_columns_are_the_widths_that_rich_draws(text: str) -> None:
    line = text.replace("\n", " ")
    columns = cell_columns(line)
    assert len(columns) == len(line) + 1
    assert columns[0] == 0
    assert columns[len(line)] == cells(line) == cell_len(drawn(line, Kind.ROW))
    assert cells(line) == cell_len(drawn(line, Kind.CODE))
    assert all(columns[index] <= columns[index + 1] for index in range(len(line)))


def test_every_code_point_held_to_be_one_cell_is_one() -> None:
    for code in range(0x3000):
        character = chr(code)
        if isinstance(cell_columns(character), range):
            assert cell_len(character) == 1, hex(code)
            assert is_edge(f"a{character}a", 1)
            assert is_edge(f"a{character}a", 2)


def test_a_tab_is_as_wide_as_what_is_drawn_for_it() -> None:
    assert cell_len(CELL_BORDER) == TAB_CELLS
    assert drawn("a\tb", Kind.ROW) == "a │  b"
    assert drawn("a\tb", Kind.CODE) == "a    b"


@pytest.mark.parametrize(
    ("row", "x", "expected"),
    [
        (0, 0, 0),  # margin
        (0, 1, 0),
        (0, 2, 0),
        (0, 3, 1),
        (0, 5, 3),
        (0, 99, 3),  # beyond the end
        (1, 2, 4),
        (1, 3, 4),  # second cell of a wide character
        (1, 4, 5),
        (2, 2, 7),
        (2, 4, 12),
        (2, 6, 14),
        (-5, 0, 0),
        (99, 99, 14),
    ],
)
def test_a_click_finds_the_grapheme_under_it(row: int, x: int, expected: int) -> None:
    layout = wrap(assemble([Piece(Kind.ITEM, f"abc 中文 {FAMILY}{HEART}", level=1)]), 6)
    assert [layout.document.text[line.start : line.end] for line in layout.lines] == [
        "abc",
        "中文",
        FAMILY + HEART,
    ]
    assert layout.position_at(row, x) == expected


def x_of(layout: Layout, position: int) -> int:
    return layout.column(layout.lines[layout.line_of(position)], position)


def test_places_between_blocks_belong_to_the_row_above_and_never_to_a_rule() -> None:
    document = assemble(
        [Piece(Kind.PARAGRAPH, "ab"), Piece(Kind.RULE, ""), Piece(Kind.PARAGRAPH, "cd")]
    )
    layout = wrap(document, 9)
    assert [layout.line_of(position) for position in range(-1, 8)] == [0, 0, 0, 0, 0, 4, 4, 4, 4]
    assert [layout.position_at(row, 5) for row in range(5)] == [2, 2, 2, 2, 6]
    assert [x_of(layout, position) for position in range(7)] == [0, 1, 2, 2, 0, 1, 2]


def test_an_empty_line_of_code_has_a_place() -> None:
    layout = wrap(paragraph("a\n\nb", Kind.CODE), 10)
    assert [layout.line_of(position) for position in range(5)] == [0, 0, 1, 2, 2]
    assert x_of(layout, 2) == 2


@pytest.mark.parametrize("pieces", [[], [Piece(Kind.RULE, "")]])
def test_a_document_without_text_has_no_places(pieces: list[Piece]) -> None:
    layout = wrap(assemble(pieces), 10)
    assert len(layout.lines) == len(pieces)
    assert layout.line_of(3) == layout.position_at(3, 3) == 0


@pytest.mark.parametrize(
    "piece",
    ["word ", "x", "中", FLAG, FAMILY, "\u1100", "。\u200d", " \u0301", "\u200e", "！", "中\u3099"],
)
def test_one_endless_block_takes_linear_work(piece: str) -> None:
    # Quadratic work on 60,000 characters would not end within the run.
    wrap(paragraph(piece * (60_000 // len(piece))), 80)


@pytest.mark.parametrize(("sign", "places"), [("漢字。", 0), ("漢\u0301字。", 38)])
def test_edges_are_looked_for_only_in_text_that_may_join(
    sign: str, places: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def is_edge_counted(text: str, position: int, since: int = 0) -> bool:
        asked.append(position)
        return is_edge(text, position, since)

    monkeypatch.setattr("newsread.text.fill.is_edge", is_edge_counted)
    assert len(wrap(paragraph(sign * 100), 30).lines) == 20
    assert len(asked) >= places
    assert places or not asked


def test_a_row_is_broken_without_a_look_at_the_rest_of_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[int] = []

    class Counted:
        def match(self, text: str, at: int) -> re.Match[str] | None:
            looked.append(at)
            return seams.match(text, at)

    seams = filling._SPACES_AND_SEAMS
    monkeypatch.setattr(filling, "_SPACES_AND_SEAMS", Counted())
    layout = wrap(paragraph("市议会说港口费用上涨了" * 100), 76)
    assert len(looked) <= 2 * len(layout.lines)
