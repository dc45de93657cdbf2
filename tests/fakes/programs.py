"""Programs of a test's own, to be found on its PATH."""

from __future__ import annotations

from pathlib import Path


def program(file: Path, script: str) -> None:
    """Make `file` a program that runs a shell script."""
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
