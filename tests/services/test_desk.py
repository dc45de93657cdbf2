"""Everything that is opened together."""

import sqlite3
from pathlib import Path

import pytest
from filelock import FileLock

from newsread.errors import LedgerError, LibraryError
from newsread.paths import Places
from newsread.services.desk import Desk
from tests.fakes.claims import claim


def test_a_desk_that_is_to_be_quick_waits_for_no_other_process(tmp_path: Path) -> None:
    places = Places.find(tmp_path)
    with Desk.open(places, wait=0.02) as desk:
        other = sqlite3.connect(places.library, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="another process is writing"):
            desk.library.set_read([1], True)
        other.close()
        with FileLock(places.claims_lock), pytest.raises(LedgerError, match="another process is"):
            desk.ledger.put(claim())
        assert desk.library.set_read([1], True) == [1]
