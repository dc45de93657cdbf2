"""A day with the claims' file, and the disk that fails it at one call or other.

All of the ledger's writing goes through a few calls of the operating system (`newsread.ledger.disk`
says so). They are counted here, and the one whose turn it is fails.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from newsread.claims.claim import Claim
from newsread.ledger.ledger import Change, Ledger
from newsread.ledger.record import record_of
from tests.ledger.states import States, later, made, put_there, spoil

CALLS = ("write", "fsync", "fdatasync", "rename", "replace", "link", "ftruncate", "open")
Made = dict[str, str | None]
"""What an operation makes of claims, by id: a record, or nothing."""


class Disk:
    """Counts calls; at `fails_at` it does what `fault` says, which is given the call's name."""

    def __init__(self, fails_at: int = 0, fault: str = "") -> None:
        self.fails_at, self.fault = fails_at, fault
        self.names: list[str] = []
        """The calls that there were."""
        self.failed = ""
        """The name of the call that has failed."""
        self.is_watching = True
        self._then = 0

    @contextmanager
    def watched(self) -> Iterator[Disk]:
        """Watch the calls of this process, and spare it waiting for the real disk."""
        with pytest.MonkeyPatch.context() as patched:
            for name in CALLS:
                patched.setattr(os, name, self._instead(name, getattr(os, name)))
            patched.setattr("newsread.ledger.present.BEING_WRITTEN", -1.0)
            yield self

    @contextmanager
    def not_watched(self) -> Iterator[None]:
        """Let somebody else use the disk."""
        self.is_watching = False
        yield
        self.is_watching = True

    def _instead(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        do = (lambda *_: None) if "sync" in name else call

        def instead(*given: Any, **named: Any) -> Any:
            if not self.is_watching:
                return do(*given, **named)
            self.names.append(name)
            number = len(self.names)
            if number not in (self.fails_at, self._then):
                return do(*given, **named)
            self.failed = self.failed or name
            match self.fault:
                case "dies before":
                    os._exit(1)
                case "dies in the middle":
                    do(given[0], bytes(given[1])[: len(given[1]) // 2])
                    os._exit(1)
                case "is full after a part" if name == "write" and not self._then:
                    self._then = number + 1
                    return do(given[0], bytes(given[1])[: len(given[1]) // 2])
                case "cannot":
                    raise OSError(errno.EIO, "Input/output error")
            raise OSError(errno.ENOSPC, "No space left on device")

        return instead


def text(claim: Claim) -> str:
    """Return a claim's record as the file has it."""
    return json.dumps(record_of(claim))


class Day:
    """What a person does, one step after another; `model` is what has been acknowledged."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path, self.disk = path, disk
        self.model: States = {}
        self.ledger = Ledger.open(path)
        self.claims = [made() for _ in range(4)]
        self.older = b""

    def steps(self) -> Iterator[tuple[str, Made, Callable[[], object]]]:
        """Yield what each step is called, what it makes of claims, and the step itself."""
        one, two, three, four = self.claims
        ledger = self.ledger
        yield "insert", {one.id: text(one)}, lambda: ledger.put(one)
        yield "insert", {two.id: text(two)}, lambda: ledger.put(two)
        new = later(one)
        yield "update", {one.id: text(new)}, lambda: ledger.revise([one.id], lambda _: new)
        yield "compact", {}, ledger.storage.compact
        self.older = self.path.read_bytes()
        yield "remove", {two.id: None}, lambda: ledger.remove(two.id)
        many = [made() for _ in range(9)]
        yield "bulk", {each.id: text(each) for each in many}, lambda: ledger.put_all(many)
        gone = {each.id: self.model.get(each.id) for each in many[:3]}
        yield "bulk remove", dict.fromkeys(gone), lambda: ledger.remove_all(gone)
        back = [Change(each, None, record) for each, record in gone.items()]
        yield "undo", dict(gone), lambda: ledger.apply(back)
        yield "compact", {}, ledger.storage.compact
        yield "insert", {three.id: text(three)}, lambda: ledger.put(three)
        yield from self._outside("older")
        newer = later(three)
        yield "update", {three.id: text(newer)}, lambda: ledger.revise([three.id], lambda _: newer)
        yield from self._outside("bad")
        yield "insert", {four.id: text(four)}, lambda: ledger.put(four)
        yield from self._outside("bad")
        yield "refresh", {}, ledger.refresh
        yield "remove", {four.id: None}, lambda: ledger.remove(four.id)
        yield "close", {}, ledger.close

    def _outside(self, what: str) -> Iterator[tuple[str, Made, Callable[[], object]]]:
        theirs = made()
        with self.disk.not_watched():
            if what == "bad":
                spoil(self.path, self.path.read_bytes()[:-20])
                return
            put_there(self.path, self.older)
            with TinyDB(self.path) as database:
                database.table("claims").insert(record_of(theirs))
            yield "refresh", {theirs.id: text(theirs)}, self._refreshed

    def _refreshed(self) -> None:
        self.disk.is_watching = True
        self.ledger.refresh()


def after(model: States, made: Made) -> States:
    """Return the claims once an operation is done."""
    both: Made = {**model, **made}
    return {each: record for each, record in both.items() if record is not None}
