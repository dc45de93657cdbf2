"""Which articles are asked for again to see whether they were edited, and how that goes.

Only such as have a text are watched: a person asked for it once, so its host is one that they
chose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsread.library.records import Cause
from newsread.library.views import as_json
from newsread.text.quality import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from newsread.library.database import Database

RESTLESS = 100
"""Edits of an article after which no further one makes it young again, nor does its feed's word: a
page that is another at each request would be asked for, and add to its claims, for ever."""

_WATCHED = """
    WITH chosen (id) AS ({chosen})
    SELECT article.id, article.url, article.title,
        max(article.published, CASE WHEN text.edits <= {restless} THEN text.edited ELSE 0 END),
        max(coalesce(text.retrieved, 0), coalesce(watch.checked, 0)),
        CASE
            WHEN text.retrieved > coalesce(watch.checked, 0) THEN 0
            ELSE coalesce(watch.failures, 0)
        END,
        coalesce(watch.asked, 0) AND coalesce(text.edits, 0) <= {restless}
    FROM chosen CROSS JOIN article ON article.id = chosen.id
    {join} (
        SELECT article_id, max(retrieved) AS retrieved,
            max(CASE WHEN cause = 'edit' THEN retrieved ELSE 0 END) AS edited,
            sum(cause = 'edit') AS edits
        FROM revision WHERE article_id IN chosen AND role = 'clean' GROUP BY article_id
    ) AS text ON text.article_id = article.id
    LEFT JOIN watch ON watch.article_id = article.id
    WHERE article.listed = 1
"""
_OPEN = """
    SELECT article.id FROM claim_index CROSS JOIN article ON article.key = claim_index.article
    WHERE status NOT IN (SELECT value FROM json_each(?))
    UNION SELECT id FROM article INDEXED BY article_starred WHERE listed = 1 AND starred = 1
    UNION SELECT article_id FROM watch WHERE asked = 1
"""
_NAMED = "SELECT value FROM json_each(?)"


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """An article that is asked for again, and what tells when. Moments are POSIX seconds."""

    article_id: int
    url: str
    title: str
    since: float
    """When it was published or, if that is later and it has no more than `RESTLESS`, an edit was
    found."""
    checked: float
    """When it was asked for last, or its text was got."""
    failures: int
    """How often in a row it could not be read."""
    asked: bool
    """Whether its feed says that it was updated since."""


class Failure(msgspec.Struct, frozen=True):
    """That an article could not be read."""

    error: str
    """Why, without a full stop."""
    at: float
    """When it was asked for, POSIX seconds."""


class KnownText(msgspec.Struct, frozen=True):
    """That a text of an article is kept, and why it is another than the one before."""

    revision: str
    """Its sha256, in hex."""
    role: Role
    cause: Cause


class Watches:
    """What is asked for again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def watched(self, closed: Collection[str]) -> list[Watched]:
        """Return the articles that have a star, or a claim whose status is none of `closed`, or
        that their feed says were updated.

        Of claims the library knows what `newsread.services.claim_index.sync` has told it.
        """
        return self._watched(_OPEN, as_json(closed), "JOIN")

    def of(self, ids: Collection[int]) -> list[Watched]:
        """Return what is known of the articles `ids`, with a text or without."""
        return self._watched(_NAMED, as_json(ids), "LEFT JOIN")

    def note(
        self,
        article_id: int,
        now: float,
        *,
        error: str = "",
        lasting: bool = False,
        hold: float | None = None,
    ) -> None:
        """Note that an article was asked for at `now`; nothing if it is gone.

        `error` says why it could not be read, `lasting` that this is its host's answer, so that
        there is nothing to be tried again soon; `hold` is until when that host is left alone.
        """
        failed = bool(error)
        with self._database.writing():
            self._database.change(
                """
                INSERT INTO watch (article_id, checked, failures, error, hold)
                SELECT id, ?, ?, ?, ? FROM article WHERE id = ?
                ON CONFLICT (article_id) DO UPDATE
                SET checked = excluded.checked, error = excluded.error, hold = excluded.hold,
                    failures = excluded.failures * (watch.failures + 1),
                    asked = asked AND ?
                """,
                (now, failed, error, hold, article_id, failed and not lasting),
            )

    def failure(self, article_id: int) -> Failure | None:
        """Return why an article could not be read when it was asked for last; None where it could,
        and where it was not asked for."""
        statement = "SELECT error, checked FROM watch WHERE article_id = ? AND error <> ''"
        found = self._database.row(statement, (article_id,))
        return Failure(*found) if found is not None else None

    def holds(self, now: float) -> list[tuple[str, float]]:
        """Return addresses whose hosts want to be left alone, of articles and of feeds, and until
        when."""
        found = self._database.rows(
            """
            SELECT url, hold FROM watch JOIN article ON article.id = article_id WHERE hold > ?1
            UNION ALL SELECT url, hold FROM feed WHERE hold > ?1
            """,
            (now,),
        )
        return [(url, hold) for url, hold in found]

    def texts(self, article_id: int) -> list[KnownText]:
        """Return which texts are kept of an article, oldest first; none of them is read."""
        found = self._database.rows(
            "SELECT text, role, cause FROM revision WHERE article_id = ? ORDER BY id", (article_id,)
        )
        return [
            KnownText(digest.hex(), msgspec.convert(role, Role), msgspec.convert(cause, Cause))
            for digest, role, cause in found
        ]

    def _watched(self, chosen: str, parameter: str, join: str) -> list[Watched]:
        statement = _WATCHED.format(chosen=chosen, join=join, restless=RESTLESS)
        found = self._database.rows(statement, (parameter,))
        return [
            Watched(
                article_id=article,
                url=url,
                title=title,
                since=since,
                checked=checked,
                failures=failures,
                asked=bool(asked),
            )
            for article, url, title, since, checked, failures, asked in found
        ]


def ask(database: Database, keys: Iterable[bytes]) -> None:
    """Note, in the transaction that is under way, that feeds say these articles were updated; of
    those without a text nothing."""
    database.change_all(
        """
        INSERT INTO watch (article_id, asked)
        SELECT id, 1 FROM article
        WHERE key = ? AND EXISTS (
            SELECT 1 FROM revision WHERE article_id = article.id AND role = 'clean'
        )
        ON CONFLICT (article_id) DO UPDATE SET asked = 1
        """,
        ((key,) for key in keys),
    )
