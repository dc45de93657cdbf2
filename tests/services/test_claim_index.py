"""What queries know of claims keeps in step with them, and looks only at what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsread.claims.claim import Claim
from newsread.ledger.ledger import MOST_STEPS, Change, Ledger
from newsread.services import claim_index
from tests.fakes.claims import claim
from tests.fakes.newsroom import Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path / "home") as opened:
        yield opened


def retyped(old: Claim) -> Claim:
    return msgspec.structs.replace(old, type="causal")


def test_after_any_change_by_anybody_it_knows_what_all_claims_say(room: Newsroom) -> None:
    ours, theirs = room.ledger, Ledger.open(room.places.claims)
    one, two, three = claim(), claim(), claim()
    changes: list[Change] = []
    for act in (
        lambda: ours.put_all((one, two)),
        lambda: theirs.put(three),
        lambda: ours.revise((one.id, three.id), retyped),
        lambda: changes.extend(theirs.remove(two.id)),
        lambda: theirs.apply([Change(each.id, each.after, each.before) for each in changes]),
        ours.close,
        lambda: room.places.claims.write_text('{"_default": {"1": {"claim": "Rents rose."}}}'),
        lambda: [ours.put(claim()) for _ in range(MOST_STEPS + 2)],
    ):
        act()
        claim_index.sync(room.library, ours)
        assert not claim_index.mend(room.library, ours)
        assert claim_index.sync(room.library, ours) is False


def test_of_many_claims_only_the_changed_one_is_looked_at(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [claim() for _ in range(20)]
    room.ledger.put_all(made)
    claim_index.sync(room.library, room.ledger)
    looked_at = []

    def counted(each: Claim) -> object:
        looked_at.append(each.id)
        return indexed(each)

    indexed = claim_index._indexed
    monkeypatch.setattr(claim_index, "_indexed", counted)
    room.ledger.revise((made[3].id,), retyped)
    room.ledger.remove(made[5].id)
    assert claim_index.sync(room.library, room.ledger) is True
    assert looked_at == [made[3].id]
