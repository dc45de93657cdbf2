"""A folder with modules that pass for libraries, and tell when one of them was imported."""

from __future__ import annotations

from pathlib import Path

NAMES = (
    *("aiohttp", "click", "feedparser", "lxml", "msgspec", "newsread", "pebble", "readability"),
    *("multiprocessing", "signal", "socket", "xml"),  # the standard library's come after, too
)


class Trap:
    """The folder, as the current one of a process that must not fall for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        for name in NAMES:
            tell = f"open({str(folder / 'told')!r}, 'a').write({name!r} + ' ')\n"
            (folder / f"{name}.py").write_text(tell, encoding="utf-8")

    @property
    def sprung(self) -> str:
        """Which modules were imported."""
        told = self.folder / "told"
        return told.read_text(encoding="utf-8") if told.exists() else ""
