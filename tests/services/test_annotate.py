"""What a person does to claims: saved, said in a sentence, and undoable."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsread.claims.claim import Segment, Speaker
from newsread.errors import LedgerError, QuoteError, UsageError
from newsread.ledger.ledger import Ledger
from newsread.text.segment import SEGMENTER
from tests.fakes.claims import document, segment
from tests.fakes.newsroom import Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("annotator = 'ida'")
    with Newsroom(tmp_path) as opened:
        yield opened


def test_a_capture_is_on_the_disk_and_says_all_about_its_article(room: Newsroom) -> None:
    article = room.article(author="Sam Reporter")
    revision = room.revision(article)
    place = segment(revision.document, "Prices will fall by 2030")
    done = room.annotator.capture(article, revision, (place,), "prediction")
    assert done.sentence == "Claim saved as prediction"
    assert done.claim is not None
    stored = json.loads(Ledger.open(room.places.claims).text_of(done.claim.id) or "")
    assert stored["id"] == done.claim.id
    assert stored["quote"] == "Prices will fall by 2030"
    assert stored["article"] == {
        "key": article.key,
        "url": "https://paper.example/rents",
        "title": "Rents",
        "outlet": "The Paper",
        "feed": article.feed_url,
        "author": "Sam Reporter",
        "published": "2025-06-15T15:06:40Z",
        "retrieved": "2025-06-15T15:06:40Z",
    }
    assert stored["annotator"] == "ida"
    assert stored["status"] == "todo"
    assert stored["lang"] == "en"
    assert stored["segmenter"] == SEGMENTER


def test_an_article_without_a_date_gives_none(room: Newsroom) -> None:
    article = room.article(published=None)
    done = room.annotator.capture(article, room.revision(article), (Segment(0, 5),), "other")
    assert done.claim is not None
    assert done.claim.article.published is None


def test_a_new_claim_has_the_newsrooms_first_status(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "vocabulary.toml").write_text("[statuses]\nnew = 'new'\n")
    with Newsroom(tmp_path) as room:
        article = room.article()
        done = room.annotator.capture(article, room.revision(article), (Segment(0, 5),), "other")
        assert done.claim is not None
        assert done.claim.status == "new"


def test_retyping_changes_the_type_and_the_time_only(room: Newsroom) -> None:
    article = room.article()
    claim = room.annotator.capture(article, room.revision(article), (Segment(0, 5),), "rule").claim
    assert claim is not None
    room.now += 60
    done = room.annotator.retype(claim.id, "not-a-claim")
    assert done.sentence == "Claim is now not a claim"
    assert done.claim is not None
    assert (done.claim.type, done.claim.modified) == ("not-a-claim", "2025-06-15T15:07:40Z")
    assert done.claim.created == claim.created
    room.now += 60
    again = room.annotator.retype(claim.id, "not-a-claim")
    assert again.sentence == "The claim is not a claim already"
    assert again.claim == done.claim


@pytest.mark.parametrize(
    ("typed", "tags", "sentence"),
    [
        (
            "housing, Zürich budget",
            ("housing", "Zürich", "budget"),
            "Tags: housing, Zürich, budget",
        ),
        ("a,,b , a  A", ("a", "b", "A"), "Tags: a, b, A"),
        (["two words", "b"], ("two", "words", "b"), "Tags: two, words, b"),
        ("  ", (), "Tags taken away"),
        ("\x1b[2Jx", ("[2Jx",), "Tags: [2Jx"),
    ],
)
def test_tags_are_words_each_once_as_they_were_typed(
    room: Newsroom, typed: str | list[str], tags: tuple[str, ...], sentence: str
) -> None:
    article = room.article()
    done = room.annotator.capture(article, room.revision(article), (Segment(0, 5),), "rule")
    assert done.claim is not None
    room.annotator.set_tags((done.claim.id,), "before")
    tagged = room.annotator.set_tags((done.claim.id,), typed)
    assert tagged.claim is not None
    assert tagged.claim.tags == tags
    assert tagged.sentence == sentence
    assert room.annotator.set_tags((done.claim.id,), typed).sentence.endswith(
        "as before" if not tags else "as before: " + ", ".join(tags)
    )


def test_several_claims_are_tagged_and_deleted_in_one_step(room: Newsroom) -> None:
    article = room.article()
    revision = room.revision(article)
    ids = []
    for start in (0, 6):
        claim = room.annotator.capture(
            article, revision, (Segment(start, start + 5),), "rule"
        ).claim
        assert claim is not None
        ids.append(claim.id)
    assert room.annotator.set_tags(ids, "x y").sentence == "Tags of 2 claims: x, y"
    done = room.annotator.delete(ids)
    assert done.sentence == "2 claims deleted"
    assert done.claim is None
    assert room.ledger.all() == ()
    assert room.annotator.delete(ids).sentence == "The claim was deleted already"
    assert room.history.undo() == "Undone: 2 claims deleted"
    assert len(room.ledger.all()) == 2
    assert room.history.undo() == "Undone: tags of 2 claims: x, y"
    assert {each.tags for each in room.ledger.all()} == {()}


def test_a_claim_changed_in_another_window_keeps_both_changes(room: Newsroom) -> None:
    article = room.article()
    claim = room.annotator.capture(article, room.revision(article), (Segment(0, 5),), "rule").claim
    assert claim is not None
    with Newsroom(room.places.data.parent) as other:
        other.annotator.set_tags((claim.id,), "theirs")
    done = room.annotator.retype(claim.id, "causal")
    assert done.claim is not None
    assert (done.claim.type, done.claim.tags) == ("causal", ("theirs",))


def test_a_claim_deleted_in_another_window_is_told(room: Newsroom) -> None:
    article = room.article()
    claim = room.annotator.capture(article, room.revision(article), (Segment(0, 5),), "rule").claim
    assert claim is not None
    Ledger.open(room.places.claims).remove(claim.id)
    with pytest.raises(LedgerError, match="the claim: is not there any more"):
        room.annotator.retype(claim.id, "causal")


def test_a_claim_is_saved_even_when_its_undo_step_is_not(room: Newsroom) -> None:
    article = room.article()
    revision = room.revision(article)
    with sqlite3.connect(room.places.library) as connection:
        connection.execute("DROP TABLE history")
    done = room.annotator.capture(article, revision, (Segment(0, 5),), "rule")
    assert done.sentence.startswith("Claim saved as rule, but it cannot be undone: ")
    assert done.problem
    assert done.claim == Ledger.open(room.places.claims).all()[0]


def test_claims_are_given_in_the_order_of_their_words_and_the_lost_last(room: Newsroom) -> None:
    article = room.article()
    first = room.revision(article)
    for words in ("Prices will fall", "Rents rose by 4.7 %", "The council disagrees."):
        place = segment(first.document, words)
        room.annotator.capture(article, first, (place,), "other")
    placed = room.annotator.claims_on(article.key, first.document)
    assert [each.claim.quote for each in placed] == [
        "Rents rose by 4.7 %",
        "The council disagrees.",
        "Prices will fall",
    ]
    later = document("Prices will fall.", "Rents rose by 4.1 %. The council disagrees.")
    placed = room.annotator.claims_on(article.key, later)
    assert [(each.claim.quote, each.segments is not None) for each in placed] == [
        ("Prices will fall", True),
        ("The council disagrees.", True),
        ("Rents rose by 4.7 %", False),
    ]
    assert room.annotator.claims_on("another", later) == []


# By quote


def test_a_quote_becomes_a_claim_of_the_texts_own_words(room: Newsroom) -> None:
    article = room.article()
    revision = room.revision(article)
    done = room.annotator.add_by_quote(
        article, revision, '"We built  1,200 flats,"', "quantity", ["a b", "c"], " Mayor\n Doe "
    )
    assert done.sentence == "Claim saved as quantity"
    assert done.claim is not None
    assert done.claim.quote == "“We built 1,200 flats,”"
    assert done.claim.tags == ("a", "b", "c")
    assert done.claim.speaker == Speaker(name="Mayor Doe")
    assert Ledger.open(room.places.claims).all() == (done.claim,)
    assert room.history.undo() == ("Undone: claim saved as quantity (“We built 1,200 flats,”)")
    assert room.ledger.all() == ()


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        (
            "Rents rose by 5.2 % last year",
            (
                "“Rents rose by 5.2 % last year”: is not in the article's text."
                " Nearest to it is: “Rents rose by 4.7 % last year.”."
            ),
        ),
        ("", "“”: is not in the article's text. newsread show prints the text."),
        (
            "Completely different words altogether",
            (
                "“Completely different words altogether”: is not in the article's text."
                " newsread show prints the text."
            ),
        ),
        (
            "the",
            (
                "“the”: stands in 2 places: “…ear. “We built 1,200 flats,” the mayor said, “and"
                " none stands…”; “…s. Prices will fall by 2030, the bank expects.”. Give some of"
                " the words around it too."
            ),
        ),
    ],
    ids=["near", "empty", "far", "twice"],
)
def test_a_quote_that_is_not_there_once_is_refused_with_what_was_found(
    room: Newsroom, quote: str, sentence: str
) -> None:
    article = room.article()
    with pytest.raises(QuoteError) as caught:
        room.annotator.add_by_quote(article, room.revision(article), quote, "other")
    assert str(caught.value) == sentence
    assert room.ledger.all() == ()


def test_of_many_places_the_first_are_shown(room: Newsroom) -> None:
    article = room.article()
    revision = room.revision(article, document("no " * 40 + "no"))
    with pytest.raises(QuoteError, match=r"stands in 41 places: .*; and more"):
        room.annotator.add_by_quote(article, revision, "no", "other")


def test_a_type_that_nobody_listed_is_refused(room: Newsroom) -> None:
    article = room.article()
    with pytest.raises(UsageError, match=r"is not a type of claim\. There are: quantity, causal"):
        room.annotator.add_by_quote(article, room.revision(article), "Rents rose", "opinion")


def test_a_claim_cut_anew_can_be_taken_back(room: Newsroom) -> None:
    article = room.article()
    revision = room.revision(article)
    text = revision.document
    made = room.annotator.capture(article, revision, (segment(text, "Prices"),), "prediction").claim
    assert made is not None
    words = (segment(text, "Prices will fall by 2030"),)
    done = room.annotator.recut(made.id, revision, words)
    assert done.sentence == "The claim's words are changed"
    assert done.claim is not None
    assert (done.claim.quote, done.claim.type) == ("Prices will fall by 2030", "prediction")
    assert [cut.quote for cut in done.claim.cuts] == ["Prices"]
    assert room.annotator.recut(made.id, revision, words).sentence == (
        "The claim's words are as before"
    )
    room.history.undo()
    assert room.ledger.get(made.id) == made


def test_a_claim_cut_anew_can_get_a_type_with_its_words(room: Newsroom) -> None:
    article = room.article()
    revision = room.revision(article)
    words = (segment(revision.document, "Prices"),)
    made = room.annotator.capture(article, revision, words, "prediction").claim
    assert made is not None
    wider = (segment(revision.document, "Prices will"),)
    done = room.annotator.recut(made.id, revision, wider, "causal")
    assert done.claim is not None
    assert (done.claim.quote, done.claim.type) == ("Prices will", "causal")


@pytest.mark.parametrize(
    ("first", "added", "quote", "sentence"),
    [
        (
            "We built 1,200 flats",
            "none stands empty",
            "We built 1,200 flats … none stands empty",
            "Words added to the claim: 2 parts now",
        ),
        ("none stands", "We built", "We built … none stands", None),
        (
            "We built 1,200",
            "1,200 flats",
            "We built 1,200 flats",
            "added to the claim: 1 part now",
        ),
        ("We built 1,200 flats", "built", "We built 1,200 flats", "has these words already"),
    ],
)
def test_words_are_added_to_a_claim_as_parts_in_the_texts_order(
    room: Newsroom, first: str, added: str, quote: str, sentence: str | None
) -> None:
    article = room.article()
    revision = room.revision(article)
    text = revision.document
    made = room.annotator.capture(article, revision, (segment(text, first),), "quantity").claim
    assert made is not None
    done = room.annotator.add_part(made.id, revision, (segment(text, added),))
    assert done.claim is not None
    assert done.claim.quote == quote
    assert sentence is None or sentence in done.sentence


def test_no_part_is_added_to_a_claim_whose_words_are_on_another_text(room: Newsroom) -> None:
    article = room.article()
    revision = room.revision(article)
    words = (segment(revision.document, "Prices"),)
    made = room.annotator.capture(article, revision, words, "prediction").claim
    assert made is not None
    later = room.revision(article, document("Nothing of it is left."))
    done = room.annotator.add_part(made.id, later, (Segment(0, 7),))
    assert done.sentence == "The claim's words are not on this text"
    assert room.ledger.get(made.id) == made


def test_a_part_is_added_to_what_another_window_has_made_of_the_claim(room: Newsroom) -> None:
    article = room.article()
    revision = room.revision(article)
    text = revision.document
    made = room.annotator.capture(article, revision, (segment(text, "Rents"),), "other").claim
    assert made is not None
    with Newsroom(room.places.data.parent) as other:
        other.annotator.add_part(made.id, revision, (segment(text, "council"),))
    done = room.annotator.add_part(made.id, revision, (segment(text, "Prices"),))
    assert done.sentence == "Words added to the claim: 3 parts now"
    assert done.claim is not None
    assert done.claim.quote == "Rents … council … Prices"
