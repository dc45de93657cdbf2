"""Another claims' file is taken in by id and time of change, as one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from newsread.claims.claim import Claim
from newsread.errors import LedgerError
from newsread.ledger.ledger import Ledger
from newsread.services.claims_merge import merge_file
from tests.fakes.claims import claim
from tests.fakes.newsroom import Newsroom

LATER = "2999-01-01T00:00:00Z"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path / "home") as opened:
        yield opened


def file_of(path: Path, *claims: Claim, deleted: tuple[Claim, ...] = ()) -> str:
    """Return where another claims' file is, with these claims and deletions."""
    other = Ledger.open(path / "other.json")
    other.put_all((*claims, *deleted))
    other.remove_all(each.id for each in deleted)
    other.close()
    return str(other.storage.path)


def test_of_a_claim_that_both_have_the_later_counts(room: Newsroom, tmp_path: Path) -> None:
    ours, theirs, same, new = claim(note="a"), claim(note="b"), claim(), claim()
    room.ledger.put_all((msgspec.structs.replace(ours, modified=LATER), theirs, same))
    file = file_of(tmp_path, ours, msgspec.structs.replace(theirs, modified=LATER), same, new)
    before = set(room.ledger.all())
    told = merge_file(room.ledger, room.history, file, dry_run=True)
    came = "1 claim added and 1 claim replaced by later records from other.json"
    assert told == f"It would be: {came}"
    assert set(room.ledger.all()) == before
    assert merge_file(room.ledger, room.history, file) == came
    kept = {each.id: each.modified for each in room.ledger.all()}
    assert (kept[ours.id], kept[theirs.id]) == (LATER, LATER)
    assert kept.keys() == {ours.id, theirs.id, same.id, new.id}
    assert merge_file(room.ledger, room.history, file) == "No claims added from other.json"
    room.history.undo()
    assert set(room.ledger.all()) == before


def test_what_was_deleted_there_is_deleted_here_unless_it_was_changed_since(
    room: Newsroom, tmp_path: Path
) -> None:
    gone, changed = claim(), claim()
    room.ledger.put_all((gone, msgspec.structs.replace(changed, modified=LATER)))
    file = file_of(tmp_path, deleted=(gone, changed))
    assert merge_file(room.ledger, room.history, file) == "1 claim deleted from other.json"
    assert [each.id for each in room.ledger.all()] == [changed.id]


def test_what_was_deleted_here_does_not_come_back(room: Newsroom, tmp_path: Path) -> None:
    gone = claim()
    room.ledger.put(gone)
    room.ledger.remove(gone.id)
    assert merge_file(room.ledger, room.history, file_of(tmp_path, gone)).startswith("No claims")
    assert room.ledger.all() == ()


def test_what_is_no_claim_stays_out(room: Newsroom, tmp_path: Path) -> None:
    file = Path(file_of(tmp_path, claim(note="here")))
    file.write_bytes(file.read_bytes().replace(b'"here"', rb'"\u001b]52;c;aGk=\u0007"'))
    assert merge_file(room.ledger, room.history, str(file)).startswith("No claims")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"rubbish", "is not JSON"),
        (b'{"meta": {"1": {"schema": 99}}}', "was written by a newer newsread"),
        (None, "is not there"),
    ],
)
def test_a_file_that_is_none_is_one_sentence(
    room: Newsroom, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "other.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(LedgerError, match=f"other.json: {sentence}"):
        merge_file(room.ledger, room.history, str(file))


def test_of_a_file_that_export_wrote_it_is_said_what_takes_it_in(
    room: Newsroom, tmp_path: Path
) -> None:
    table = tmp_path / "claims.csv"
    table.write_text("quote\nRents rise.\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="is taken in with: newsread claims import"):
        merge_file(room.ledger, room.history, str(table))
