"""What a check found, in words for people."""

from __future__ import annotations

from typing import Literal

import msgspec

from newsread.text.clean import clean_line

State = Literal["fine", "note", "repaired", "problem"]
"""``note``: worth knowing, nothing to be done by newsread. ``problem``: something remains wrong."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at, or one that was found."""

    state: State
    told: str
    """One line, cleaned here, once: names of files come from whoever made them."""

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "told", clean_line(self.told))
