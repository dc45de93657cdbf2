"""What each key makes of the selection: tables on one text, and rules that hold for any."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.text.clean import clean
from newsread.text.document import Document, Kind, Piece, assemble
from newsread.text.grapheme import is_edge
from newsread.text.segment import Range
from newsread.text.select.caret import Caret
from tests.fakes.documents import FAMILY

TEXT = assemble(
    [
        Piece(Kind.HEADLINE, "Harbour fees rise"),
        Piece(
            Kind.PARAGRAPH,
            "Fees for berths rise by 12 percent, the council of the town decided. Nobody spoke.",
        ),
        Piece(
            Kind.PARAGRAPH,
            "“What we do not have,” she said, “is enough nurses. It is ‘a scandal’ of its own.” "
            "He left.",
        ),
        Piece(Kind.PARAGRAPH, "“We have rooms,” said Runa Sollberg."),
    ],
    lang="en",
)

KEYS: dict[str, Callable[[Caret], object]] = {
    "j": Caret.sentence_down,
    "k": Caret.sentence_up,
    "}": Caret.paragraph_down,
    "{": Caret.paragraph_up,
    "g": Caret.top,
    "G": Caret.bottom,
    "J": Caret.extend_down,
    "K": Caret.extend_up,
    "+": Caret.grow,
    "-": Caret.shrink,
    '"': Caret.quoted_speech,
    "v": Caret.begin_words,
    "x": Caret.end_words,
    "w": Caret.word_forward,
    "b": Caret.word_back,
    "l": Caret.character_forward,
    "h": Caret.character_back,
    "0": Caret.to_sentence_start,
    "$": Caret.to_sentence_end,
    "o": Caret.other_end,
    "p": Caret.next_part,
    "d": Caret.drop_extension,
}
FIRST = "Fees for berths rise by 12 percent, the council of the town decided."
NURSES = ("What we do not have", "is enough nurses. It is ‘a scandal’ of its own.")
WHOLE = "“What we do not have,” she said, “is enough nurses. It is ‘a scandal’ of its own.”"


def after(keys: str, text: Document = TEXT) -> tuple[str, ...]:
    caret = Caret(text)
    for key in keys:
        KEYS[key](caret)
    return tuple(text.text[start:end] for start, end in caret.parts)


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("", ("Harbour fees rise",)),
        ("j", (FIRST,)),
        ("jJ", (f"{FIRST} Nobody spoke.",)),
        ("j-", ("Fees for berths rise by 12 percent",)),
        ("j--", ("Fees",)),
        ("j---", ("Fees",)),
        ("j--+", ("Fees for berths rise by 12 percent",)),
        ("j--++", (FIRST,)),
        ("j+", (f"{FIRST} Nobody spoke.",)),
        ("j++", (f"{FIRST} Nobody spoke.",)),
        ("j+-", (FIRST,)),
        ("jJ-", (FIRST,)),
        ("jj+-", ("Nobody spoke.",)),
        ("jj+--", ("Nobody",)),
        ('"', NURSES),
        ('""', ("We have rooms",)),
        ('"""', ("We have rooms",)),
        ('"-', NURSES[:1]),
        ('"--', ("What",)),
        ('"+', (WHOLE,)),
        ('"j', ("He left.",)),
        ('"k', ("“What we do not have,” she said, “is enough nurses.",)),
        ('"kk', ("Nobody spoke.",)),
        ('jjjJ-', ("“What we do not have,” she said, “is enough nurses.",)),
        ('jjjj-', ("a scandal",)),
        ('"d', ("“What we do not have,” she said, “is enough nurses.",)),
        ('jjj"', NURSES),
        ('jjjjj"', ("We have rooms",)),
        ("G-", ("We have rooms",)),
        ("G--", ("We",)),
    ],
)  # fmt: skip
def test_what_keys_select(keys: str, selected: tuple[str, ...]) -> None:
    assert after(keys) == selected


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("jv", FIRST),
        ("jvb", "Fees for berths rise by 12 percent, the council of the town"),
        ("jvbb", "Fees for berths rise by 12 percent, the council of the"),
        ("jvbw", FIRST[:-1]),
        ("jvw", f"{FIRST} Nobody"),
        ("jvh", FIRST[:-1]),
        ("jvhl", FIRST),
        ("jvow", "for berths rise by 12 percent, the council of the town decided."),
        ("jvol", "ees for berths rise by 12 percent, the council of the town decided."),
        ("jvowb", FIRST),
        ("jvb$", FIRST),
        ("jvo0", FIRST),
        ("jv0", "Fees"),
        ("jv0w", "Fees for"),
        ("jJv0", FIRST),
        ("jvJ", f"{FIRST} Nobody spoke."),
        ("jvK", f"Harbour fees rise\n\n{FIRST}"),
        ("jjvb", "Nobody"),
        ("jjvbb", "decided. Nobody"),
    ],
)
def test_what_keys_select_word_by_word(keys: str, selected: str) -> None:
    assert after(keys) == (selected,)


def test_the_other_part_of_a_broken_quotation_can_be_moved_too() -> None:
    assert after('"vb') == (NURSES[0], NURSES[1].removesuffix(" own."))
    assert after('"vpb') == (NURSES[0].removesuffix(" have"), NURSES[1])
    assert after('"vpbpb') == (NURSES[0].removesuffix(" have"), NURSES[1].removesuffix(" own."))


def chosen(*words: str, keys: str = "jv") -> str:
    caret = Caret(TEXT)
    for key in keys:
        KEYS[key](caret)
    for each in words:
        start = TEXT.text.index(each)
        caret.choose_word(Range(start, start + len(each)))
    ((start, end),) = caret.parts
    return TEXT.text[start:end]


@pytest.mark.parametrize(
    ("words", "keys", "selected"),
    [
        (("berths",), "jv", "berths"),
        (("berths", "percent"), "jv", "berths rise by 12 percent"),
        (("percent", "berths"), "jv", "berths rise by 12 percent"),
        (("berths", "berths"), "jv", "berths"),
        (("berths", "percent", "by"), "jv", "berths rise by"),
        (("percent", "berths", "council"), "jv", "percent, the council"),
        (("town", "spoke"), "jv", "town decided. Nobody spoke"),
        (("council",), "jvb", "Fees for berths rise by 12 percent, the council"),
        (("berths",), "jvow", "berths rise by 12 percent, the council of the town decided."),
    ],
)  # fmt: skip
def test_words_chosen_by_their_labels(words: tuple[str, ...], keys: str, selected: str) -> None:
    assert chosen(*words, keys=keys) == selected


@pytest.mark.parametrize(
    ("words", "selected"),
    [
        (("we", "not"), ("we do not", NURSES[1])),
        (("nurses", "scandal"), (NURSES[0], "nurses. It is ‘a scandal")),
        (("left",), ("left",)),
    ],
)
def test_a_word_chosen_first_stands_in_for_the_part_it_lies_in(
    words: tuple[str, ...], selected: tuple[str, ...]
) -> None:
    caret = Caret(TEXT)
    caret.quoted_speech()
    caret.begin_words()
    for each in words:
        start = TEXT.text.index(each, TEXT.text.index("“What"))
        caret.choose_word(Range(start, start + len(each)))
    assert tuple(TEXT.text[start:end] for start, end in caret.parts) == selected


def test_labels_go_to_the_words_of_the_sentence_and_to_some_after_it() -> None:
    caret = Caret(TEXT)
    caret.sentence_down()
    caret.sentence_down()
    words = caret.words_to_choose(0, len(TEXT.text), 4)
    assert [TEXT.text[start:end] for start, end in words] == ["Nobody", "spoke", "What", "we"]
    caret.extend_up()
    assert len(caret.words_to_choose(0, len(TEXT.text), 4)) == 15
    assert caret.words_to_choose(0, 5, 4) == []


def hit_words(caret: Caret) -> str:
    assert caret.hit is not None
    return TEXT.text[caret.hit.start : caret.hit.end]


def test_a_find_goes_from_sentence_to_sentence_and_round() -> None:
    caret = Caret(TEXT)
    assert caret.find("FEES")
    assert caret.hit is None
    reached = []
    for move in (lambda: caret.first_hit(3), caret.next_hit, caret.next_hit, caret.previous_hit):
        number = move()
        reached.append((number, hit_words(caret), TEXT.text[slice(*caret.parts[0])]))
    headline = "Harbour fees rise"
    assert reached == [
        (0, "fees", headline),
        (1, "Fees", FIRST),
        (0, "fees", headline),
        (1, "Fees", FIRST),
    ]
    caret.sentence_down()
    assert caret.hit is None
    assert caret.previous_hit() == 1
    assert caret.end_find()
    assert (caret.hit, caret.hits) == (None, ())
    assert TEXT.text[slice(*caret.parts[0])] == FIRST
    assert not caret.find("nowhere")
    assert caret.first_hit(0) is caret.next_hit() is caret.previous_hit() is None


def test_places_within_one_sentence_are_gone_through_one_by_one() -> None:
    caret = Caret(TEXT)
    caret.find("o")
    starts = []
    for _ in caret.hits:
        caret.next_hit()
        assert caret.hit is not None
        starts.append(caret.hit.start)
    assert starts == [hit.start for hit in caret.hits]


@pytest.mark.parametrize(
    ("anchor", "head", "selected"),
    [
        (0, 7, "Harbour"),
        (7, 0, "Harbour"),
        (3, 8, "bour"),
        (8, 12, "fees"),
        (7, 13, "fees"),
        (0, 21, "Harbour fees rise\n\nFe"),
        (17, 18, ""),
    ],
)
def test_dragging_leaves_white_space_out(anchor: int, head: int, selected: str) -> None:
    caret = Caret(TEXT)
    assert caret.drag(anchor, head) is bool(selected)
    assert not selected or TEXT.text[caret.span.start : caret.span.end] == selected


def test_in_a_text_without_words_nothing_is_selected_and_no_key_fails() -> None:
    for text in (assemble([]), assemble([Piece(Kind.RULE, "")])):
        for key in KEYS:
            assert after(key, text) == ()


blocks = st.lists(
    st.text(
        st.sampled_from("abC dE. ,“”‘’\"'«»„!?\n中。「」e\u0301\u0915\u094d\u200dعر" + FAMILY)
        | st.characters(),
        max_size=60,
    ).map(lambda text: clean(text).strip()),
    max_size=4,
)


@given(blocks, st.lists(st.sampled_from([*KEYS, "find", "drag", "choose"]), max_size=14), st.data())
def test_whatever_is_pressed_the_selection_is_whole_graphemes_inside_the_text(
    texts: list[str], keys: list[str], data: st.DataObject
) -> None:
    document = assemble([Piece(Kind.PARAGRAPH, text) for text in texts])
    text, caret = document.text, Caret(document)
    for key in keys:
        if key == "find":
            caret.find(data.draw(st.text(max_size=2)))
            caret.first_hit(data.draw(st.integers(0, len(text))))
            data.draw(st.sampled_from([caret.next_hit, caret.previous_hit]))()
        elif key == "drag":
            ends = st.integers(0, len(text))
            caret.drag(data.draw(ends), data.draw(ends))
        elif key == "choose":
            words = caret.words_to_choose(0, len(text), 8)
            if words:
                caret.choose_word(data.draw(st.sampled_from(words)))
        else:
            KEYS[key](caret)
        parts = caret.parts
        assert bool(parts) is bool(text.strip())
        end = -1
        for part in parts:
            assert 0 <= part.start < part.end <= len(text)
            assert part.start > end
            assert is_edge(text, part.start)
            assert is_edge(text, part.end)
            end = part.end


@pytest.mark.parametrize("text", ["(in \u0302may) so", "x\u0600 ,", "a \u0302"])
def test_a_blank_that_carries_an_accent_is_no_blank(text: str) -> None:
    document = assemble([Piece(Kind.PARAGRAPH, text)])
    for anchor in range(len(text) + 1):
        for head in range(anchor, len(text) + 1):
            caret = Caret(document)
            caret.drag(anchor, head)
            assert all(is_edge(text, edge) for part in caret.parts for edge in part)


def test_a_sentence_that_nobody_wrote_has_no_clauses() -> None:
    document = assemble([Piece(Kind.PARAGRAPH, "one two three, " * 2_000)])
    caret = Caret(document)
    assert caret.shrink()
    assert document.text[slice(*caret.parts[0])] == "one"
