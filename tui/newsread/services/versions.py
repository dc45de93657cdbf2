"""The versions of what newsread stands on, told without importing any of it."""

from __future__ import annotations

import os
import re
import sys
from importlib.metadata import PackageNotFoundError, requires, version

from newsread import __version__

_NAME = re.compile(r"[A-Za-z0-9._-]+")


def versions() -> list[tuple[str, str]]:
    """Return names and versions: newsread, Python, the system, SQLite, then the libraries."""
    from _sqlite3 import sqlite_version  # the package around it imports ten times as much

    system = os.uname()
    return [
        ("newsread", __version__),
        ("Python", sys.version.split()[0]),
        (system.sysname, f"{system.release} {system.machine}"),
        ("SQLite", sqlite_version),
        *((name, _installed(name)) for name in libraries()),
    ]


def libraries() -> list[str]:
    """Return what newsread says that it needs, by the names on the package index."""
    try:
        needed = requires("newsread") or []
    except PackageNotFoundError:  # run from a folder that was never installed
        return []
    return [found[0] for each in needed if "extra ==" not in each if (found := _NAME.match(each))]


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "is not installed"
