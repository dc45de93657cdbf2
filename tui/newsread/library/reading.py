"""Where a person was in each article when they left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.library.records import ReadingPosition

if TYPE_CHECKING:
    from newsread.library.database import Database


def set_position(
    database: Database, article_id: int, revision: str, position: int, at: float
) -> None:
    """Note a position in the text `revision`, sha256 in hex; nothing if the article is gone."""
    with database.writing():
        database.change(
            """
            INSERT OR REPLACE INTO reading (article_id, revision, position, at)
            SELECT id, ?, ?, ? FROM article WHERE id = ?
            """,
            (bytes.fromhex(revision), position, at, article_id),
        )


def position(database: Database, article_id: int) -> ReadingPosition | None:
    """Return the position noted last."""
    found = database.row(
        "SELECT revision, position, at FROM reading WHERE article_id = ?", (article_id,)
    )
    if found is None:
        return None
    revision, code_points, at = found
    return ReadingPosition(revision.hex(), code_points, at)
