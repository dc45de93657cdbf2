"""What a person decides of a claim whose article has changed."""

from __future__ import annotations

import pytest

from newsread.claims.anchor import follow, unverified
from newsread.claims.claim import Claim
from newsread.claims.decisions import accept, dismiss, keep, reattach
from newsread.claims.drift import awaits_review, is_pinned, state_of, words_now
from newsread.claims.locate import Locator
from tests.fakes.claims import claim, document, segment

RENTS = "Rents rose by 4.7 % last year."
NOW = "Rents rose by 4.9 % last year."
MORE = "The council built 1,200 flats. None of them stands empty."
FIRST, CHANGED, DROPPED = document(RENTS, MORE), document(NOW, MORE), document(MORE)
LATER = "2026-11-26T10:00:00Z"


def marked() -> Claim:
    return claim(RENTS, on=FIRST)


def changed() -> Claim:
    return follow(marked(), Locator(FIRST, CHANGED), at=LATER)


def orphaned() -> Claim:
    return follow(marked(), Locator(FIRST, DROPPED), at=LATER)


def unknown() -> Claim:
    return unverified(marked(), at=LATER)


def test_what_the_machine_found_waits_for_a_person() -> None:
    assert [awaits_review(each) for each in (marked(), changed(), orphaned(), unknown())] == [
        False,
        True,
        True,
        True,
    ]


def test_an_accepted_change_is_the_persons_word_at_the_place_that_was_found() -> None:
    before = changed()
    after = accept(before, by="ida", at=LATER)
    assert after.anchors[:-1] == before.anchors
    assert (after.anchors[-1].by, state_of(after)) == ("ida", "changed-material")
    assert words_now(after) == NOW
    assert not awaits_review(after)


@pytest.mark.parametrize("make", [marked, orphaned, unknown])
def test_there_is_nothing_to_accept_where_no_other_words_were_found(make: object) -> None:
    before = make()  # type: ignore[operator]
    assert accept(before, by="ida", at=LATER) is before


def test_a_change_is_accepted_once() -> None:
    after = accept(changed(), by="ida", at=LATER)
    assert accept(after, by="ben", at=LATER) is after


@pytest.mark.parametrize("make", [marked, changed, orphaned, unknown])
def test_a_claim_can_be_kept_on_the_text_on_which_its_words_stood(make: object) -> None:
    after = keep(make(), by="ida", at=LATER)  # type: ignore[operator]
    assert is_pinned(after)
    assert (after.anchors[-1].revision, words_now(after)) == (FIRST.revision, RENTS)
    assert not awaits_review(after)
    assert keep(after, by="ben", at=LATER) is after


def test_it_is_kept_on_the_text_whose_wording_was_accepted() -> None:
    accepted = accept(changed(), by="ida", at=LATER)
    after = keep(follow(accepted, Locator(CHANGED, DROPPED), at=LATER), by="ida", at=LATER)
    assert after.anchors[-1].revision == CHANGED.revision
    assert words_now(after) == NOW


@pytest.mark.parametrize("make", [marked, changed, orphaned, unknown])
def test_a_claim_can_be_given_up(make: object) -> None:
    after = dismiss(make(), by="ida", at=LATER)  # type: ignore[operator]
    assert (state_of(after), words_now(after)) == ("orphaned", "")
    assert not awaits_review(after)
    assert dismiss(after, by="ben", at=LATER) is after


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (NOW, "changed-material"),
        ("The council built 1,200 flats.", "changed-material"),
    ],
)
def test_other_words_can_be_chosen_for_its_place_and_the_quote_stays(
    words: str, state: str
) -> None:
    after = reattach(orphaned(), CHANGED, [segment(CHANGED, words)], by="ida", at=LATER)
    assert (after.quote, words_now(after), state_of(after)) == (RENTS, words, state)
    assert not awaits_review(after)


def test_where_the_chosen_words_are_its_own_it_is_as_it_was_marked() -> None:
    after = reattach(orphaned(), FIRST, [segment(FIRST, RENTS)], by="ida", at=LATER)
    assert (state_of(after), after.anchors[-1].quote) == ("exact", "")
