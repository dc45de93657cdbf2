"""Which changes of a text no reader would call one."""

import pytest

from newsread.text.alignment import Alignment
from newsread.text.boring import LONGEST, is_boring

BODY = "The mill burnt down on Sunday night.\n\nNobody was hurt."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        (BODY, BODY.replace("\n\n", "  ")),
        ("It’s “over”.", 'It\'s "over".'),
        (f"{BODY}\n\nUpdated 3 hours ago", f"{BODY}\n\nUpdated 5 hours ago"),
        (f"{BODY}\n\nUpdated 3 hours ago", BODY),
        (f"Stand: 26.11.2026, 9:40 Uhr\n\n{BODY}", f"Stand: 27.11.2026, 17:05 Uhr\n\n{BODY}"),
        (f"{BODY}\n\n214 comments", f"{BODY}\n\n1,031 comments"),
        (f"26 November 2026\n\n{BODY}", f"27 November 2026\n\n{BODY}"),
        (f"Publié le 3 mai à 9h40\n\n{BODY}", f"Publié le 3 mai à 11h20\n\n{BODY}"),
    ],
)
def test_spaces_marks_date_lines_and_counters_are_boring(old: str, new: str) -> None:
    assert is_boring(Alignment(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BODY, BODY.replace("Sunday", "Monday")),
        (BODY, BODY.replace("Nobody", "One man")),
        (f"{BODY}\n\n3 people died", f"{BODY}\n\n5 people died"),
        (f"{BODY}\n\nUpdated 3 hours ago", f"{BODY}\n\nCorrected 5 hours ago"),
        (BODY, f"{BODY}\n\nMore follows."),
        (f"{BODY}\n\n{'1 ' * LONGEST}", f"{BODY}\n\n{'2 ' * (LONGEST + 1)}"),
    ],
)
def test_anything_else_is_an_edit(old: str, new: str) -> None:
    assert not is_boring(Alignment(old, new))
