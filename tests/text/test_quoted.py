"""Words get quotation marks once."""

from __future__ import annotations

import pytest

from newsread.text.quoted import in_quotation_marks


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Fees rise.", "“Fees rise.”"),
        ("“Fees rise,” she said.", "“Fees rise,” she said."),
        ("« Oui »", "« Oui »"),
        ("", ""),
    ],
)
def test_words_get_marks_unless_they_have_their_own(words: str, shown: str) -> None:
    assert in_quotation_marks(words) == shown
