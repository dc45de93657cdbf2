"""What a query may be made of: fields and the names there are, for completion as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsread.query.fields import FIELDS
from newsread.query.tree import query_of

if TYPE_CHECKING:
    from newsread.services.desk import Desk


def query_words(desk: Desk) -> list[str]:
    """Return fields, each with its colon, and then their values as they stand in a query."""
    vocabulary = desk.configuration.vocabulary
    names = {
        "folder": desk.library.folders(),
        "feed": [feed.title for feed in desk.library.feeds()],
        "tag": desk.ledger.tags(),
        "speaker": desk.ledger.speakers(),
        "type": [each.name for each in vocabulary.types],
        "verdict": [each.name for each in vocabulary.verdicts],
        "status": [each.name for each in vocabulary.statuses],
    }
    words = [f"{field.name}:" for field in FIELDS]
    for field in FIELDS:
        words += [
            query_of(field.name, value).text for value in field.values or names.get(field.name, ())
        ]
    return words
