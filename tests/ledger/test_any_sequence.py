"""Whatever is done by two windows, by other programs and to the files, in any order: the claims are
what was acknowledged last."""

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from tinydb import TinyDB

from newsread.ledger.generations import journal_of
from newsread.ledger.ledger import Change, Ledger
from newsread.ledger.record import record_of
from tests.ledger.faults import text
from tests.ledger.states import States, in_stock_tinydb, later, made, put_there, spoil, states

windows = st.integers(0, 1)
which = st.integers(0, 99)


class Claims(RuleBasedStateMachine):
    """`model` is what has been acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "claims.json"
        self.patched = pytest.MonkeyPatch()
        for each in ("_sync", "_sync_data"):
            self.patched.setattr(f"newsread.ledger.disk.{each}", lambda _: None)
        for room in ("loading", "present"):  # what is bad stays so
            self.patched.setattr(f"newsread.ledger.{room}.BEING_WRITTEN", -1.0)
        self.windows = [Ledger.open(self.path), Ledger.open(self.path)]
        self.model: States = {}
        self.undone: list[tuple[Change, ...]] = []
        self.copies: list[bytes] = []

    def teardown(self) -> None:
        assert in_stock_tinydb(self.path) == self.model
        self.patched.undo()
        shutil.rmtree(self.folder)

    def chosen(self, number: int) -> str:
        return sorted(self.model)[number % len(self.model)]

    # What people do

    @rule(window=windows, some=st.integers(1, 3))
    def save(self, window: int, some: int) -> None:
        new = [made() for _ in range(some)]
        self.undone.append(self.windows[window].put_all(new))
        self.model.update({each.id: text(each) for each in new})

    @precondition(lambda self: self.model)
    @rule(window=windows, number=which)
    def change(self, window: int, number: int) -> None:
        ledger, chosen = self.windows[window], self.chosen(number)
        ledger.revise([chosen], later)
        self.model[chosen] = ledger.text_of(chosen) or ""

    @precondition(lambda self: self.model)
    @rule(window=windows, number=which)
    def remove(self, window: int, number: int) -> None:
        chosen = self.chosen(number)
        self.undone.append(self.windows[window].remove_all([chosen]))
        del self.model[chosen]

    @precondition(lambda self: self.undone)
    @rule(window=windows, number=which)
    def undo(self, window: int, number: int) -> None:
        changes = self.undone.pop(number % len(self.undone))
        if all(self.model.get(each.id) == each.after for each in changes):
            back = [Change(each.id, each.after, each.before) for each in changes]
            self.windows[window].apply(back)
            for each in changes:
                self.model.pop(each.id, None)
                if each.before is not None:
                    self.model[each.id] = each.before

    @rule(window=windows)
    def look(self, window: int) -> None:
        self.windows[window].refresh()
        assert states(self.windows[window]) == self.model

    @rule(window=windows)
    def leave_and_come(self, window: int) -> None:
        self.windows[window].close()
        self.windows[window] = Ledger.open(self.path)

    @rule(window=windows)
    def vanish_and_come(self, window: int) -> None:
        self.windows[window] = Ledger.open(self.path)

    @rule(window=windows)
    def write_anew(self, window: int) -> None:
        self.windows[window].storage.compact()

    # What other programs do

    @precondition(lambda self: self.path.exists())
    @rule()
    def copy(self) -> None:
        data = self.path.read_bytes()
        with suppress(ValueError):  # a damaged one nobody keeps
            json.loads(data)
            self.copies.append(data)

    @precondition(lambda self: self.copies)
    @rule(number=which, in_place=st.booleans())
    def older_copy(self, number: int, in_place: bool) -> None:
        (spoil if in_place else put_there)(self.path, self.copies[number % len(self.copies)])

    @precondition(lambda self: self.copies)
    @rule(number=which)
    def tinydb_inserts_into_an_older_copy(self, number: int) -> None:
        put_there(self.path, self.copies[number % len(self.copies)])
        theirs = made()
        with TinyDB(self.path) as database:
            database.table("claims").insert(record_of(theirs))
        for window in self.windows:
            window.refresh()
        self.model[theirs.id] = text(theirs)

    # What becomes of files

    @precondition(lambda self: self.path.exists())
    @rule(end=st.integers(0, 400), how=st.sampled_from(["cut", "zeros", "garbage", "gone"]))
    def file_is_damaged(self, end: int, how: str) -> None:
        data = self.path.read_bytes()
        if how == "gone":
            self.path.unlink()
        else:
            left = data[: max(0, len(data) - 1 - end)]
            rest = {"cut": b"", "zeros": bytes(end + 1), "garbage": b"\xff" * 9}[how]
            spoil(self.path, left + rest)

    @precondition(lambda self: journal_of(self.path).exists())
    @rule(torn=st.sampled_from([b"0123", b"deadbeef [[", bytes(99)]))
    def journal_is_torn(self, torn: bytes) -> None:
        with journal_of(self.path).open("ab") as file:
            file.write(torn)

    @precondition(lambda self: journal_of(self.path).exists())
    @rule(at=st.integers(0, 60))
    def header_is_damaged(self, at: int) -> None:
        self.windows[0].refresh()  # somebody has the claims in memory: else the chain is broken
        with journal_of(self.path).open("r+b") as file:
            os.pwrite(file.fileno(), b"#", at)
        self.windows[0].refresh()
        self.windows[0].put(new := made())
        self.model[new.id] = text(new)

    @rule()
    def whoever_opens_it_has_what_was_acknowledged(self) -> None:
        assert states(Ledger.open(self.path)) == self.model


Claims.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
test_any_sequence_leaves_what_was_acknowledged = Claims.TestCase
