"""A claim carried from one revision of its article to the next."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.claims.anchor import base_of, follow, unverified
from newsread.claims.capture import joined, recut
from newsread.claims.claim import Anchor, Claim
from newsread.claims.decisions import accept, dismiss, keep
from newsread.claims.drift import MACHINE, awaits_review, state_of, words_now
from newsread.claims.locate import Locator
from newsread.text.document import Document
from tests.fakes.claims import NOON, claim, document, segment

RENTS = "Rents rose by 4.7 % last year."
MORE = "The council built 1,200 flats. None of them stands empty."
FIRST = document(RENTS, MORE)
CHANGED = document("Rents rose by 4.9 % last year.", MORE)
REWORDED = document("Rents rose by 4.7 % in the last year.", MORE)
INSERTED = document("A word before.", RENTS, MORE)
DROPPED = document(MORE)
LATER = "2026-11-26T10:00:00Z"


def on(*texts: Document, marked: Claim | None = None, is_edit: bool = True) -> Claim:
    """Return a claim marked on the first of `texts` as it has followed the others."""
    known = {each.revision: each for each in texts}
    now = marked or claim(RENTS, on=texts[0])
    for text in texts[1:]:
        base = base_of(now)
        assert base is not None
        now = follow(now, Locator(known[base.revision], text), at=LATER, is_edit=is_edit)
    return now


@pytest.mark.parametrize(
    ("texts", "state", "words"),
    [
        ((FIRST, INSERTED), "exact", RENTS),
        ((FIRST, CHANGED), "changed-material", "Rents rose by 4.9 % last year."),
        ((FIRST, REWORDED), "changed-minor", "Rents rose by 4.7 % in the last year."),
        ((FIRST, DROPPED), "orphaned", ""),
        ((FIRST, document(MORE, RENTS)), "moved", RENTS),
        ((FIRST, CHANGED, FIRST), "restored", RENTS),
        ((FIRST, DROPPED, INSERTED), "restored", RENTS),
        ((FIRST, DROPPED, CHANGED), "changed-material", "Rents rose by 4.9 % last year."),
        ((FIRST, INSERTED, FIRST), "exact", RENTS),
        ((FIRST, CHANGED, DROPPED), "orphaned", ""),
    ],
)
def test_each_revision_adds_one_anchor_with_what_became_of_the_words(
    texts: tuple[Document, ...], state: str, words: str
) -> None:
    now = on(*texts)
    last = now.anchors[-1]
    assert [each.revision for each in now.anchors] == [each.revision for each in texts]
    assert (last.state, words_now(now)) == (state, words)
    assert (last.by, last.at) == (MACHINE, LATER)
    assert joined(texts[-1].text, last.segments) == words


def test_what_was_captured_stays_and_the_words_there_now_are_beside_it() -> None:
    before = claim(RENTS, on=FIRST)
    now = on(FIRST, CHANGED, marked=before)
    assert msgspec.structs.replace(now, anchors=before.anchors) == before
    assert now.anchors[0] == before.anchors[0]
    assert now.anchors[-1].quote == "Rents rose by 4.9 % last year."
    assert now.anchors[-1].material
    assert 0.9 < now.anchors[-1].similarity < 1


def test_the_same_revision_again_adds_nothing() -> None:
    now = on(FIRST, CHANGED)
    assert follow(now, Locator(CHANGED, CHANGED), at=LATER) is now


@pytest.mark.parametrize("new", [REWORDED, INSERTED])
def test_where_no_desk_has_changed_the_text_no_drift_is_told(new: Document) -> None:
    now = on(FIRST, new, is_edit=False)
    assert state_of(now) in ("exact", "moved")
    assert not now.anchors[-1].material


@pytest.mark.parametrize("new", [CHANGED, DROPPED])
def test_where_no_desk_has_changed_the_text_the_claim_goes_over_to_no_other_words(
    new: Document,
) -> None:
    before = claim(RENTS, on=FIRST)
    assert on(FIRST, new, marked=before, is_edit=False) is before


def test_a_text_that_no_desk_has_changed_takes_no_drift_back() -> None:
    drifted = on(FIRST, CHANGED)
    beside = document("A word before.", CHANGED.text.split("\n\n")[0], MORE)
    now = follow(drifted, Locator(CHANGED, beside), at=LATER, is_edit=False)
    assert (state_of(now), now.anchors[-1].material) == ("changed-material", True)
    assert now.anchors[-1].revision == beside.revision
    assert awaits_review(now)
    gone = on(FIRST, DROPPED)
    found = follow(gone, Locator(FIRST, INSERTED), at=LATER, is_edit=False)
    assert state_of(found) == "restored"


def test_a_text_that_cannot_be_read_is_noted_once_and_moves_nothing() -> None:
    before = claim(RENTS, on=FIRST)
    now = unverified(before, at=LATER)
    assert state_of(now) == "unknown"
    assert now.anchors[-1].segments == before.anchors[-1].segments
    assert unverified(now, at=LATER) is now


def test_when_it_can_be_read_again_the_claim_is_as_it_was() -> None:
    for texts in ((FIRST,), (FIRST, CHANGED), (FIRST, CHANGED, FIRST)):
        before = on(*texts)
        gone = unverified(before, at=LATER)
        back = follow(gone, Locator(texts[-1], texts[-1]), at=LATER)
        assert state_of(back) == state_of(before)
        assert words_now(back) == words_now(before)


def test_an_edit_found_after_a_failure_is_told_against_the_last_text_that_was_read() -> None:
    gone = unverified(claim(RENTS, on=FIRST), at=LATER)
    now = follow(gone, Locator(FIRST, CHANGED), at=LATER)
    assert state_of(now) == "changed-material"
    assert state_of(follow(gone, Locator(FIRST, INSERTED), at=LATER)) == "exact"


def test_a_quote_of_two_parts_that_loses_one_has_changed_in_what_it_says() -> None:
    first = document("“We lost,” she said, “and we know why.” It rains.", MORE)
    marked = claim("We lost", "and we know why.", on=first)
    whole = on(first, document("So. “We lost,” she said, “and we know why.” It rains.", MORE),
               marked=marked)  # fmt: skip
    assert (state_of(whole), words_now(whole)) == ("exact", "We lost … and we know why.")
    half = on(first, document("“We lost,” she said. It rains.", MORE), marked=marked)
    assert (state_of(half), words_now(half)) == ("changed-material", "We lost")


def test_a_sentence_without_its_heading_has_not_changed_in_what_it_says() -> None:
    first = document(f"In May 2026 {RENTS}", MORE)
    now = on(
        first, document("In May 2026", RENTS, MORE), marked=claim(f"In May 2026 {RENTS}", on=first)
    )
    assert (state_of(now), words_now(now)) == ("changed-minor", RENTS)
    assert not now.anchors[-1].material


# What a person has decided


def test_an_accepted_wording_goes_on_as_the_persons_own_until_it_changes_again() -> None:
    accepted = accept(on(FIRST, CHANGED), by="ida", at=LATER)
    assert not awaits_review(accepted)
    beside = document("A word before.", "Rents rose by 4.9 % last year.", MORE)
    same = follow(accepted, Locator(CHANGED, beside), at=LATER)
    assert (state_of(same), same.anchors[-1].by) == ("changed-material", "ida")
    assert not awaits_review(same)
    again = document("Rents rose by 5.9 % last year.", MORE)
    other = follow(same, Locator(beside, again), at=LATER)
    assert (state_of(other), other.anchors[-1].by) == ("changed-material", MACHINE)
    assert awaits_review(other)


def test_a_claim_that_is_kept_on_its_text_follows_no_other() -> None:
    kept = keep(on(FIRST, CHANGED), by="ida", at=LATER)
    assert kept.anchors[-1].revision == FIRST.revision
    assert follow(kept, Locator(FIRST, DROPPED), at=LATER) is kept
    assert unverified(kept, at=LATER) is kept


def test_words_that_a_person_has_given_up_are_found_again_only_as_they_were_marked() -> None:
    given_up = dismiss(on(FIRST, CHANGED), by="ida", at=LATER)
    closer = document("Rents rose by 4.8 % last year.", MORE)
    assert follow(given_up, Locator(CHANGED, closer), at=LATER) is given_up
    back = follow(given_up, Locator(CHANGED, INSERTED), at=LATER)
    assert (state_of(back), words_now(back)) == ("restored", RENTS)
    twice = document(RENTS, MORE, RENTS)
    assert follow(given_up, Locator(CHANGED, twice), at=LATER) is given_up


def test_a_claim_cut_anew_is_followed_by_its_new_words() -> None:
    before = on(FIRST, CHANGED)
    anew = recut(
        before,
        CHANGED,
        [segment(CHANGED, "The council built 1,200 flats.")],
        by="ida",
        retrieved=None,
        now=NOON,
        segmenter=1,
    )
    assert state_of(follow(anew, Locator(CHANGED, DROPPED), at=LATER)) == "exact"
    # Back on the first text, where it has an anchor for words that it has no more.
    back = follow(anew, Locator(CHANGED, FIRST), at=LATER)
    assert words_now(back) == "The council built 1,200 flats."


def test_a_claim_without_a_place_follows_nothing() -> None:
    nowhere = msgspec.structs.replace(claim(RENTS, on=FIRST), anchors=())
    assert base_of(nowhere) is None
    assert follow(nowhere, Locator(FIRST, CHANGED), at=LATER) is nowhere
    assert unverified(nowhere, at=LATER) is nowhere


TEXTS = st.lists(st.sampled_from([FIRST, CHANGED, REWORDED, INSERTED, DROPPED]), max_size=8)
STEPS = st.lists(st.sampled_from(["follow", "fail", "accept", "keep", "dismiss"]), max_size=8)


@given(TEXTS, STEPS)
def test_whatever_happens_anchors_are_only_added_and_lie_in_their_texts(
    texts: list[Document], steps: list[str]
) -> None:
    known = {each.revision: each for each in (FIRST, CHANGED, REWORDED, INSERTED, DROPPED)}
    now = claim(RENTS, on=FIRST)
    for text, step in zip(texts, steps, strict=False):
        before = now
        base = base_of(now)
        assert base is not None
        if step == "follow":
            now = follow(now, Locator(known[base.revision], text), at=LATER)
        elif step == "fail":
            now = unverified(now, at=LATER)
        else:
            now = {"accept": accept, "keep": keep, "dismiss": dismiss}[step](
                now, by="ida", at=LATER
            )
        assert now.anchors[: len(before.anchors)] == before.anchors
        assert len(now.anchors) - len(before.anchors) in (0, 1)
        assert now.quote == RENTS
        _check(now.anchors[-1], known, now)


def _check(anchor: Anchor, known: dict[str, Document], now: Claim) -> None:
    words = joined(known[anchor.revision].text, anchor.segments)
    assert words == ((anchor.quote or now.quote) if anchor.segments else "")
    if anchor.state in ("exact", "moved", "restored"):
        assert words == RENTS
