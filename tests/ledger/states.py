"""What the claims' file says, asked in every way there is; and claims of which each is later."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB

from newsread.claims.claim import Claim
from newsread.ledger.ledger import Ledger
from tests.fakes.claims import claim

States = dict[str, str]
"""The record of each claim, by its id."""

_numbers = count(1)
_TEMPLATE = claim()


def made(**fields: Any) -> Claim:
    """Return a new claim, changed later than all before. Quick: there are thousands."""
    moment = _now()
    of_its_own = {
        "id": f"{os.getpid()}-{next(_numbers)}",
        "created": moment,
        "modified": moment,
    }
    return msgspec.structs.replace(_TEMPLATE, **of_its_own | fields)


def later(old: Claim, note: str = "") -> Claim:
    """Return `old` as it is when somebody has changed it just now."""
    moment = _now()
    return msgspec.structs.replace(old, modified=moment, note=note or f"changed {moment}")


def _now() -> str:
    """Return the time, finer than a person would need it: another at each call, in any process."""
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def states(ledger: Ledger) -> States:
    """Return the claims as a ledger has them."""
    return {each.id: ledger.text_of(each.id) or "" for each in ledger.all()}


def on_disk(path: Path) -> States:
    """Return the claims as whoever opens the file now has them; nothing is changed."""
    return states(Ledger.open(path))


def in_stock_tinydb(path: Path) -> States:
    """Return the claims as TinyDB itself reads them, once the last one has left."""
    Ledger.open(path).close()
    if not path.exists():
        return {}
    with TinyDB(path, access_mode="r") as database:
        return {each["id"]: json.dumps(each) for each in database.table("claims").all()}


def put_there(path: Path, data: bytes) -> None:
    """Put another file in the place of the claims' file, as Syncthing and git do."""
    fresh = path.with_name("from elsewhere")
    fresh.write_bytes(data)
    os.utime(fresh, (1e9, 1e9))
    fresh.replace(path)


def spoil(path: Path, data: bytes) -> None:
    """Write bytes into a file as it is, an hour ago, so that nobody waits for more of them."""
    path.write_bytes(data)
    os.utime(path, (1e9, 1e9))
