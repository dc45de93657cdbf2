"""Where the rows of a comparison stand, what is folded, and where changes and claims are found."""

from __future__ import annotations

import msgspec
import pytest

from newsread.claims.claim import Segment
from newsread.claims.fared import DriftMark
from newsread.claims.highlight import Highlight, Highlights
from newsread.text.document import Document
from newsread.widgets.compare_page import Columns, ComparePage, PageRow, columns
from tests.fakes.revised import FERRY, FIRST, HEAD, STUDY, THIRD, text
from tests.text.test_compared import compared, document

WIDE, NARROW = columns(160, 76), columns(80, 76)
NONE = (Highlights(), Highlights())
OLD, NEW = text(*FIRST), text(*THIRD)


def page(
    old: Document = OLD, new: Document = NEW, place: Columns = WIDE, **more: object
) -> ComparePage:
    return ComparePage(compared(old, new), NONE, place, **more)  # type: ignore[arg-type]


def read(made: ComparePage, row: PageRow) -> tuple[str, ...]:
    """Return what a row shows, side by side."""
    if row.words:
        return row.words
    return tuple(
        "" if line is None else sheet.document.text[line.start : line.end]
        for sheet, line in zip(made.sheets, row.lines, strict=True)
    )


@pytest.mark.parametrize(
    ("width", "place"),
    [
        (160, Columns(left=0, text=76, texts=2)),
        (200, Columns(left=20, text=76, texts=2)),
        (110, Columns(left=0, text=51, texts=2)),
        (109, Columns(left=15, text=76, texts=1)),
        (60, Columns(left=0, text=57, texts=1)),
        (3, Columns(left=0, text=4, texts=1)),
    ],
)
def test_both_texts_stand_side_by_side_where_there_is_room(width: int, place: Columns) -> None:
    assert columns(width, 76) == place


def test_side_by_side_a_paragraph_stands_beside_what_became_of_it() -> None:
    made = page()
    rows = [read(made, row) for row in made.rows]
    assert rows[0] == ("Harbour fees rise for the third year",) * 2
    pair = next(row for row in rows if row[0].startswith("The harbour board"))
    assert "4.1" in pair[0]
    assert "4.7" in pair[1]
    assert ("", "Ships of more than forty metres pay twice that.") in rows
    assert ("", "moved here") in rows
    assert ("", FERRY) in rows
    assert ("moved from here", "") in rows
    assert (FERRY, "") in rows


def test_inline_older_words_stand_before_newer_ones() -> None:
    made = page(place=NARROW)
    rows = [read(made, row)[0] for row in made.rows]
    assert "The harbour board raised its fees on Thursday by 4.1 4.7 percent, the third" in rows
    assert rows.index("moved here") == rows.index(FERRY) - 1


@pytest.mark.parametrize("place", [WIDE, NARROW])
def test_what_is_the_same_at_length_is_folded_with_a_few_rows_kept_around(place: Columns) -> None:
    made = page(place=place)
    folds = [row.words for row in made.rows if row.folds]
    assert folds == [("8 paragraphs are the same",)]
    at = next(number for number, row in enumerate(made.rows) if row.folds)
    around = [read(made, made.rows[number])[-1] for number in (at - 2, at + 2)]
    assert [each.partition(" is")[0] for each in around] == ["Berth 2", "Berth 11"]
    whole = page(place=place, whole=True)
    assert not [row for row in whole.rows if row.folds]
    assert sum(read(whole, row)[-1].startswith("Berth") for row in whole.rows) == 10


def test_texts_that_are_the_same_are_one_fold() -> None:
    made = page(OLD, OLD)
    assert [row.words for row in made.rows] == [("16 paragraphs are the same",)]


def test_lines_of_one_long_paragraph_are_folded_too() -> None:
    sentences = [f"Sentence {number} says something of its own." for number in range(60)]
    old, new = (document(" ".join([*sentences, last])) for last in ("One end.", "Another end."))
    folds = [row.words[0] for row in page(old, new).rows if row.folds]
    assert len(folds) == 1
    assert folds[0].endswith("lines are the same")


@pytest.mark.parametrize("place", [WIDE, NARROW])
@pytest.mark.parametrize("drift", [None, DriftMark("~", "slight")], ids=["current", "drifted"])
def test_words_of_the_current_claim_and_of_drifted_ones_are_never_folded(
    place: Columns, drift: DriftMark | None
) -> None:
    start = OLD.text.index("Berth 6")
    claim = Highlight("a", "rule", (Segment(start, start + 7),))
    claims = (Highlights([claim]), Highlights())
    comparison = compared(OLD, NEW)
    folded = ComparePage(comparison, claims, place)
    assert not any("Berth 6" in words for row in folded.rows for words in read(folded, row))
    if drift is not None:
        claims = (Highlights([msgspec.structs.replace(claim, drift=drift)]), Highlights())
    kept = ComparePage(comparison, claims, place, claim="" if drift else "a")
    assert kept.drifted == (["a"] if drift else [])
    rows = kept.rows_of_claim("a")
    assert read(kept, kept.rows[rows.start])[0].startswith("Berth 6")
    assert [row.words for row in kept.rows if row.folds] == [("3 paragraphs are the same",)]
    assert len(rows) == 1


@pytest.mark.parametrize("place", [WIDE, NARROW])
def test_each_change_is_found_in_the_rows_that_show_it(place: Columns) -> None:
    made = page(place=place)
    comparison = compared(OLD, NEW)
    for number, change in enumerate(comparison.changes):
        rows = made.rows_of_change(number)
        assert rows
        shown = " ".join(" ".join(read(made, made.rows[row])) for row in rows)
        for side, words in ((OLD, change.old), (NEW, change.new)):
            first = side.text[slice(*words)].split()[:1]
            assert not first or first[0] in shown
    assert not made.rows_of_change(-1)


@pytest.mark.parametrize("place", [WIDE, NARROW])
def test_a_claim_is_found_in_the_newer_text_else_in_the_older(place: Columns) -> None:
    def over(side: Document, *words: str) -> Highlights:
        starts = [(each, side.text.index(each)) for each in words]
        return Highlights(
            Highlight(each[:5], "rule", (Segment(start, start + len(each)),))
            for each, start in starts
        )

    claims = (over(OLD, HEAD[:20], STUDY), over(NEW, HEAD[:20]))
    made = ComparePage(compared(OLD, NEW), claims, place)
    both, gone = made.rows_of_claim(HEAD[:5]), made.rows_of_claim(STUDY[:5])
    assert "harbour board" in read(made, made.rows[both.start])[-1]
    assert "port authority" in read(made, made.rows[gone.start])[0]
    assert not made.rows_of_claim("another")
