"""A hostile case: what reaches the reader, and what must come of it."""

from __future__ import annotations

import json
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = ("feed", "json", "page", "opml", "config", "store", "http")


@dataclass(frozen=True)
class Case:
    """One case; `kind` is how it reaches the reader: one of `KINDS`."""

    kind: str
    name: str
    body: bytes = b""
    """The file; of ``http``, nothing: `name` is that of the server's behaviour."""
    content_type: str = "application/xml"
    outcome: str = "parsed"
    """``parsed``, ``refused``, or ``either``."""
    entries: int | None = None
    """How many entries, feeds or claims are shown; None: not fixed."""
    must_show: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    openable: int | None = None
    """How many of the entries' links a browser may be given; None: not fixed."""
    seconds: float = 2.0
    """By the clock, until it is read or refused."""
    memory: float = 150.0
    """Most megabytes that the program and its workers may grow by."""


def dev_cases(shared: Path) -> list[Case]:
    """Return the cases of the bench, with what is stated of each."""
    with tarfile.open(shared / "bench" / "hostile" / "dev.tar.xz") as archive:
        files = {
            member.name: opened.read()
            for member in archive
            if (opened := archive.extractfile(member)) is not None
        }
    return [_stated(case, files) for case in json.loads(files["dev/expect.json"])["cases"]]


def _stated(case: dict[str, Any], files: dict[str, bytes]) -> Case:
    expect = case["expect"]
    return Case(
        kind=case["kind"],
        name=f"{case['category']}/{case['name']}",
        body=files[f"dev/{case['file']}"] if "file" in case else b"",
        content_type=case["content_type"] or "",
        outcome=expect["outcome"],
        entries=expect["entries"],
        must_show=tuple(expect["must_show"]),
        must_not=tuple(expect["must_not"]),
        openable=expect.get("openable"),
        seconds=expect["max_seconds"],
        memory=expect["max_rss_mb"],
    )
