"""From marked words to a claim, and back to its words."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.claims.capture import CONTEXT, LONGEST_CONTEXT, capture, find_quote, place, recut
from newsread.claims.claim import Anchor, Claim, Segment, State
from newsread.claims.decisions import keep
from newsread.text.document import Document
from newsread.text.grapheme import is_edge
from tests.fakes.claims import NOON, article, claim, document, segment

FAMILY = "👩‍👩‍👧‍👦"


def cut(text: Document, *segments: Segment) -> Claim:
    return capture(
        text,
        segments,
        type="causal",
        article=article(),
        annotator="ida",
        lang="en",
        now=NOON,
        segmenter=3,
    )


def test_a_claim_says_what_was_marked_where_by_whom_and_when() -> None:
    text = document()
    made = cut(text, segment(text, "Prices will fall"))
    assert made.quote == "Prices will fall"
    assert (made.type, made.annotator, made.lang, made.segmenter) == ("causal", "ida", "en", 3)
    assert made.created == made.modified == "2025-06-15T15:06:40Z"
    assert made.article == article()
    assert made.revision == text.revision
    assert made.status == "todo"
    assert made.anchors == (
        Anchor(
            revision=text.revision,
            segments=made.segments,
            state="exact",
            by="ida",
            at="2025-06-15T15:06:40Z",
        ),
    )


def test_segments_are_joined_by_an_ellipsis_and_each_is_the_texts_own_slice() -> None:
    text = document()
    segments = (segment(text, "We built 1,200 flats"), segment(text, "and none stands empty."))
    made = cut(text, *segments)
    assert made.quote == "We built 1,200 flats … and none stands empty."
    assert made.segments == segments


@pytest.mark.parametrize(
    "segments",
    [
        [],
        [Segment(3, 3)],
        [Segment(-1, 3)],
        [Segment(0, 10_000)],
        [Segment(0, 5), Segment(4, 8)],
        [Segment(6, 9), Segment(0, 3)],
    ],
    ids=["none", "empty", "before", "beyond", "overlapping", "backwards"],
)
def test_what_is_no_stretch_of_the_text_is_refused(segments: list[Segment]) -> None:
    with pytest.raises(ValueError, match="no stretches"):
        cut(document(), *segments)


def test_the_context_is_whole_words_and_long_enough() -> None:
    text = document("alpha beta gamma delta " * 6 + "THIS" + " alpha beta gamma delta" * 6)
    made = cut(text, segment(text, "THIS"))
    assert (
        made.prefix == "delta alpha beta gamma delta alpha beta gamma delta "[-len(made.prefix) :]
    )
    assert CONTEXT <= len(made.prefix) <= CONTEXT + len("gamma")
    assert CONTEXT <= len(made.suffix) <= CONTEXT + len("gamma")
    assert made.prefix.split()[0] in {"alpha", "beta", "gamma", "delta"}
    assert made.suffix.split()[-1] in {"alpha", "beta", "gamma", "delta"}


def test_the_context_ends_where_the_text_ends() -> None:
    text = document("Short before. Marked. Short after.")
    made = cut(text, segment(text, "Marked."))
    assert (made.prefix, made.suffix) == ("Short before. ", " Short after.")


@pytest.mark.parametrize(("begin", "number"), [("", 0), ("First. ", 5), ("First. ", 11)])
def test_the_context_grows_until_the_words_are_found_only_once(begin: str, number: int) -> None:
    row = "The minister said no to the plan. "
    text = document(begin + row * 12 + "Last.")
    start = len(begin) + number * len(row)
    made = cut(text, Segment(start, start + len(row) - 1))
    stretch = made.prefix + made.quote + made.suffix
    assert text.text.count(stretch) == 1
    assert text.text.index(stretch) + len(made.prefix) == start


def test_a_text_of_one_phrase_repeated_is_context_up_to_a_bound() -> None:
    text = document("no " * 4000 + "no")
    made = cut(text, Segment(6000, 6002))
    assert (len(made.prefix), len(made.suffix)) == (LONGEST_CONTEXT + 2,) * 2


def test_in_a_script_without_spaces_the_context_stays_short() -> None:
    text = document(
        "今日の東京株式市場で日経平均株価は三日続けて値を上げた" * 3
        + "印"
        + "円安が進み輸出株が買われた" * 9
    )
    made = cut(text, segment(text, "印"))
    assert len(made.prefix) <= 2 * CONTEXT
    assert len(made.suffix) <= 2 * CONTEXT


def test_no_end_of_a_context_lies_inside_a_grapheme() -> None:
    text = document(FAMILY * 40 + "words" + "e\u0301\u0323" * 40)
    made = cut(text, segment(text, "words"))
    start = text.text.index("words")
    assert is_edge(text.text, start - len(made.prefix))
    assert is_edge(text.text, start + 5 + len(made.suffix))
    assert made.prefix.startswith(FAMILY)


@given(
    st.lists(
        st.text(st.sampled_from("ab é\u0301👩‍👧.5日"), min_size=1, max_size=60),
        min_size=1,
        max_size=4,
    ),
    st.data(),
)
def test_any_stretch_is_cut_exactly_and_found_again(
    paragraphs: list[str], data: st.DataObject
) -> None:
    text = document(*paragraphs)
    edges = [at for at in range(len(text.text) + 1) if is_edge(text.text, at)]
    start, end = sorted(data.draw(st.lists(st.sampled_from(edges), min_size=2, max_size=2)))
    if start == end:
        return
    made = cut(text, Segment(start, end))
    assert made.quote == text.text[start:end]
    stretch = made.prefix + made.quote + made.suffix
    assert text.text.find(stretch) == text.text.rfind(stretch) == start - len(made.prefix)
    assert is_edge(text.text, start - len(made.prefix))
    assert is_edge(text.text, end + len(made.suffix))
    assert place(made, text) == (Segment(start, end),)


# Placing


def test_on_the_revision_it_was_made_on_a_claim_is_where_it_was() -> None:
    text = document("no no no")
    made = cut(text, Segment(3, 5))
    assert place(made, text) == (Segment(3, 5),)


def test_on_another_revision_the_words_are_found_where_they_moved() -> None:
    made = claim("Prices will fall by 2030")
    later = document("Something new.", "Prices will fall by 2030, the bank expects.")
    (found,) = place(made, later) or ()
    assert later.text[found.start : found.end] == made.quote


@pytest.mark.parametrize(
    ("quote", "later"),
    [
        ("Rents rose by 4", "Rents rose by 4.1 % last year."),
        ("Rents rose by 4.7 %", "Rents rose by 4.1 % last year."),
        ("Rents rose", "Rents rose. Rents rose."),
        ("Rents", "Parents rose early."),
        ("Rents rose by 4", "Rents rose by 40 % last year."),
        ("Rents rose", "rents rose by 4.7 % last year."),
    ],
    ids=["a longer number", "another number", "twice", "inside a word", "more digits", "case"],
)
def test_words_that_are_not_there_just_once_are_not_placed(quote: str, later: str) -> None:
    assert place(claim(quote), document(later)) is None


def test_every_segment_must_be_there_in_order() -> None:
    made = claim("We built 1,200 flats", "and none stands empty")
    assert place(made, document("We built 1,200 flats. True, and none stands empty!")) is not None
    assert place(made, document("True, and none stands empty! We built 1,200 flats.")) is None
    assert place(made, document("We built 1,200 flats.")) is None


def test_an_ellipsis_in_the_words_is_not_taken_for_a_joint() -> None:
    text = document("They said: soon … perhaps, then left. Nobody came.")
    made = claim("soon … perhaps", "Nobody came", on=text)
    later = document("New start. They said: soon … perhaps, then left. Nobody came.")
    found = place(made, later) or ()
    assert [later.text[each.start : each.end] for each in found] == [
        "soon … perhaps",
        "Nobody came",
    ]


def test_a_later_anchor_on_a_revision_is_believed() -> None:
    made, later = claim("Prices will fall"), document("Prices may fall by 2030.")
    moved = Anchor(revision=later.revision, segments=(Segment(0, 15),), state="changed-material")
    made = msgspec.structs.replace(made, anchors=(*made.anchors, moved))
    assert place(made, later) == (Segment(0, 15),)


@pytest.mark.parametrize("state", ["orphaned", "ambiguous", "unknown"])
def test_where_an_anchor_says_that_the_words_are_nowhere_they_are_not_looked_for(
    state: State,
) -> None:
    made, later = claim("Prices will fall"), document("Prices will fall by 2030, it says here.")
    assert place(made, later) is not None
    nowhere = Anchor(revision=later.revision, segments=(), state=state, at="2026-01-01T00:00:00Z")
    made = msgspec.structs.replace(made, anchors=(*made.anchors, nowhere))
    assert place(made, later) is None
    assert place(made, document("It says: Prices will fall by 2030.")) is not None
    back = msgspec.structs.replace(nowhere, segments=(Segment(0, 16),), state="exact")
    made = msgspec.structs.replace(made, anchors=(*made.anchors, back))
    assert place(made, later) == (Segment(0, 16),)


def test_that_the_words_are_nowhere_is_not_said_of_those_that_a_claim_was_given_since() -> None:
    later = document("Prices will fall by 2030, it says here.")
    nowhere = Anchor(
        revision=later.revision, segments=(), state="orphaned", at="2025-06-15T15:00:00Z"
    )
    made = msgspec.structs.replace(claim("Rents rose"), anchors=(nowhere,))
    text = document()
    words = (segment(text, "Prices will fall"),)
    again = recut(made, text, words, by="b", retrieved=None, now=NOON, segmenter=1)
    assert place(again, later) == (segment(later, "Prices will fall"),)


def test_an_anchor_with_words_of_its_own_is_believed_while_they_stand_there() -> None:
    made, later = claim("Prices will fall"), document("Prices may fall by 2030.")
    chosen = Anchor(
        revision=later.revision, segments=(Segment(0, 15),), state="exact", quote="Prices may fall"
    )
    by_hand = msgspec.structs.replace(made, anchors=(*made.anchors, chosen))
    assert place(by_hand, later) == (Segment(0, 15),)
    wrong = msgspec.structs.replace(chosen, quote="Prices must fall")
    assert place(msgspec.structs.replace(made, anchors=(wrong,)), later) is None


def test_a_claim_kept_on_its_text_is_not_what_changed_of_it_on_a_later_one() -> None:
    made, later = claim("Prices will fall"), document("Prices may fall by 2030.")
    changed = Anchor(revision=later.revision, segments=(Segment(0, 15),), state="changed-material")
    made = msgspec.structs.replace(made, anchors=(*made.anchors, changed))
    assert place(made, later) is not None
    kept = keep(made, by="ben", at="2026-01-01T00:00:00Z")
    assert place(kept, later) is None
    assert place(kept, document()) == made.segments


def test_an_anchor_beyond_the_text_is_not_believed() -> None:
    made, later = claim("Prices will fall"), document("Short.")
    wrong = Anchor(revision=later.revision, segments=(Segment(0, 99),), state="exact")
    assert place(msgspec.structs.replace(made, anchors=(wrong,)), later) is None


def test_a_quote_in_chinese_is_found_though_nothing_parts_its_words() -> None:
    made = claim("房价上涨了", on=document("他说房价上涨了很多。"))
    assert place(made, document("新闻：他说房价上涨了很多。")) is not None


# Finding a quote


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Rents rose by 4.7 %", ["Rents rose by 4.7 %"]),
        ('"We built 1,200 flats,"', ["“We built 1,200 flats,”"]),
        ("last year. “We built", ["last year.\n\n“We built"]),
        ("  Rents   rose\tby ", ["Rents rose by"]),
        ("rents rose", []),
        ("", []),
        (" \u200b ", []),
        ("the", ["the", "the"]),
        ("counc", ["counc"]),
    ],
    ids=["exact", "straight", "across", "spaces", "case", "empty", "invisible", "twice", "part"],
)
def test_a_quote_is_found_as_people_would_type_it(quote: str, found: list[str]) -> None:
    text = document()
    assert [text.text[start:end] for start, end in find_quote(text, quote)] == found


def test_a_decomposed_letter_finds_the_composed_one() -> None:
    text = document("A café in Zürich.")
    assert find_quote(text, "cafe\u0301 in Zu\u0308rich") == [(2, 16)]


def test_a_letter_does_not_match_the_base_of_an_accented_one() -> None:
    assert find_quote(document("x\u0323 y"), "x") == []


def test_places_inside_words_count_only_when_there_are_no_others() -> None:
    text = document("The other said he would.")
    assert [text.text[start - 1] for start, _ in find_quote(text, "he")] == [" "]


def test_a_claim_cut_anew_has_other_words_and_keeps_what_was_said_of_it() -> None:
    text = document()
    first = claim("Prices will fall", kind="prediction", tags=("rents",), note="Ask the bank")
    later = document("The bank: Prices will fall by 2030, and rents too.")
    words = (segment(later, "Prices will fall by 2030"), segment(later, "rents"))
    again = recut(
        first, later, words, by="ben", retrieved="2025-06-16T08:00:00Z", now=NOON + 60, segmenter=9
    )
    assert again.quote == "Prices will fall by 2030 … rents"
    assert (again.segments, again.revision, again.segmenter) == (words, later.revision, 9)
    assert later.text == again.prefix + later.text[words[0].start : words[1].end] + again.suffix
    for kept in ("id", "type", "tags", "note", "created", "annotator", "status"):
        assert getattr(again, kept) == getattr(first, kept)
    assert again.modified == "2025-06-15T15:07:40Z"
    assert again.article == article(retrieved="2025-06-16T08:00:00Z")
    (former,) = again.cuts
    assert (former.quote, former.segments, former.revision) == (
        "Prices will fall",
        first.segments,
        text.revision,
    )
    assert former.at == again.modified
    assert again.anchors[:1] == first.anchors
    assert (again.anchors[-1].segments, again.anchors[-1].by) == (words, "ben")
    assert place(again, later) == words
    assert place(again, text) is None


def test_each_cut_is_kept_the_oldest_first() -> None:
    text = document()
    made = claim("Prices")
    for words in ("Prices will", "Prices will fall"):
        made = recut(
            made, text, (segment(text, words),), by="b", retrieved=None, now=NOON, segmenter=1
        )
    assert [each.quote for each in made.cuts] == ["Prices", "Prices will"]
    assert made.quote == "Prices will fall"
    assert place(made, text) == (segment(text, "Prices will fall"),)


def test_a_claim_cut_anew_on_another_revision_is_looked_for_by_its_words_on_the_first() -> None:
    first, later = document("Rents rose. Many spoke."), document("Many spoke there. Rents rose.")
    made = claim("Rents rose", on=first)
    again = recut(
        made,
        later,
        (segment(later, "Many spoke"),),
        by="b",
        retrieved=None,
        now=NOON,
        segmenter=1,
    )
    assert place(again, first) == (segment(first, "Many spoke"),)
    assert place(again, document("Rents rose.")) is None


def test_words_that_are_everywhere_are_looked_for_a_bounded_number_of_times() -> None:
    made = claim("a" * 20_000, on=document("a" * 20_000))
    assert place(made, document("a" * 40_000)) is None
