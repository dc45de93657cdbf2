"""Any record, whatever it says and whatever nobody knows of it, is on the disk as it was."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from newsread.errors import LedgerError
from newsread.ledger.ledger import Ledger
from newsread.ledger.record import claim_in
from newsread.ledger.tables import Record, encode
from tests.exchange.records import RECORD


def is_claim(record: Record) -> bool:
    try:
        claim_in(encode(record))
    except ValueError:
        return False
    return True


@settings(max_examples=60, deadline=None)
@given(st.lists(RECORD, max_size=4, unique_by=lambda record: record["id"]))
def test_any_record_survives_the_journal_the_file_and_undo(records: list[Record]) -> None:
    kept = {each["id"]: each for each in records if is_claim(each)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.json"
        ledger = Ledger.open(path)
        for record in records:
            try:
                ledger.take([record])
            except LedgerError as refused:  # it would act on a terminal
                assert record["id"] not in kept, refused
        for found in (ledger, Ledger.open(path)):
            assert {each: json.loads(found.text_of(each) or "") for each in kept} == kept
            assert {each.id for each in found.all()} == set(kept)
        changes = ledger.remove_all(kept)
        assert Ledger.open(path).all() == ()
        ledger.apply([type(each)(each.id, each.after, each.before) for each in changes])
        ledger.close()
        with TinyDB(path) as database:
            assert {each["id"]: dict(each) for each in database.table("claims")} == kept
