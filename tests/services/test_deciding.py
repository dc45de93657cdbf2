"""What a person decides of a changed claim: stored, said in a sentence, undone in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsread.claims.claim import Claim, Segment
from newsread.claims.drift import awaits_review, is_pinned, state_of, words_now
from newsread.claims.review import waiting
from newsread.ledger.ledger import Ledger
from newsread.services.annotate import Annotator
from newsread.services.filing import Done
from tests.fakes.newsroom import Newsroom
from tests.fakes.revised import QUOTES, THIRD, revised, text

CHANGED, SAME, MINOR, GONE = QUOTES
NOW = "The harbour board raised its fees on Thursday by 4.7 percent"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("annotator = 'ida'")
    with Newsroom(tmp_path) as opened:
        revised(opened.library, opened.ledger)
        opened.now += 100_000_000
        yield opened


def found(room: Newsroom, quote: str) -> Claim:
    """Return the claim with this quote as another process finds it."""
    return next(each for each in Ledger.open(room.places.claims).all() if each.quote == quote)


def attach(annotator: Annotator, claim_id: str) -> Done:
    """Re-attach a claim to the first sentence of the newest text."""
    document = text(*THIRD)
    start = document.text.index("Ships of more")
    return annotator.reattach(claim_id, document, (Segment(start, start + 5),))


DECISIONS = pytest.mark.parametrize(
    ("decide", "quote", "said", "told"),
    [
        (Annotator.accept, CHANGED, "Change accepted: 4.1 → 4.7", "change accepted: 4.1 → 4.7"),
        (Annotator.accept, MINOR, "Change accepted", "change accepted"),
        (Annotator.keep, CHANGED, "Claim kept on its earlier text", "claim kept on its earlier"),
        (Annotator.keep, GONE, "Claim kept on its earlier text", "claim kept on its earlier text"),
        (
            Annotator.dismiss,
            GONE,
            "Claim let go: its words are not there any more",
            "claim let go: its words",
        ),
        (attach, GONE, "Claim re-attached", "claim re-attached"),
    ],
    ids=["accept", "accept minor", "keep", "keep what is gone", "dismiss", "reattach"],
)


@DECISIONS
def test_a_decision_is_one_anchor_in_the_persons_name_and_one_step_of_undo(
    room: Newsroom, decide: Callable[[Annotator, str], Done], quote: str, said: str, told: str
) -> None:
    before = found(room, quote)
    done = decide(room.annotator, before.id)
    assert done.sentence == said
    after = found(room, quote)
    assert after.anchors[:-1] == before.anchors
    assert after.anchors[-1].by == "ida"
    assert not awaits_review(after)
    assert after.modified > before.modified
    assert after.quote == before.quote
    undone = room.history.undo()
    assert undone.startswith(f"Undone: {told}")
    assert f"“{quote[:20]}" in undone
    assert found(room, quote) == before
    room.history.redo()
    assert found(room, quote) == after


def test_what_is_accepted_goes_on_with_the_words_there(room: Newsroom) -> None:
    room.annotator.accept(found(room, CHANGED).id)
    claim = found(room, CHANGED)
    assert (words_now(claim), state_of(claim)) == (NOW, "changed-material")
    assert claim.anchors[-1].material


def test_what_is_kept_stays_on_the_text_where_its_words_stood_last(room: Newsroom) -> None:
    room.annotator.keep(found(room, GONE).id)
    claim = found(room, GONE)
    assert is_pinned(claim)
    assert words_now(claim) == GONE


def test_what_is_re_attached_stands_where_the_person_says(room: Newsroom) -> None:
    attach(room.annotator, found(room, GONE).id)
    claim = found(room, GONE)
    assert words_now(claim) == "Ships"
    assert claim.anchors[-1].revision == text(*THIRD).revision


@pytest.mark.parametrize(
    ("decide", "quote", "said"),
    [
        (Annotator.accept, SAME, "There is no change to accept"),
        (Annotator.accept, GONE, "There is no change to accept"),
    ],
)
def test_where_there_is_nothing_to_decide_nothing_is_stored(
    room: Newsroom, decide: Callable[[Annotator, str], Done], quote: str, said: str
) -> None:
    before = found(room, quote)
    assert decide(room.annotator, before.id).sentence == said
    assert found(room, quote) == before
    assert room.history.undo() == "Nothing to undo"


def test_the_same_decision_again_is_no_step(room: Newsroom) -> None:
    for decide, quote, again in (
        (Annotator.keep, CHANGED, "The claim is kept on its earlier text already"),
        (Annotator.dismiss, GONE, "The claim was let go already"),
    ):
        claim = found(room, quote)
        decide(room.annotator, claim.id)
        assert decide(room.annotator, claim.id).sentence == again
    assert len(waiting(room.ledger.all())) == 1
