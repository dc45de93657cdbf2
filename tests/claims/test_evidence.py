"""Evidence as people type it: an address, and how it bears on the claim."""

import pytest

from newsread.claims.evidence import read_evidence

PAGE = "https://office.example/rents"


@pytest.mark.parametrize(
    ("typed", "address", "stance"),
    [
        (PAGE, PAGE, None),
        (f"  {PAGE} ", PAGE, None),
        (f"{PAGE} refutes", PAGE, "refutes"),
        (f"supports {PAGE}", PAGE, "supports"),
        (f"{PAGE}   Refutes ", PAGE, "refutes"),
        (f"{PAGE} context", PAGE, "context"),
        (f"{PAGE}refutes", f"{PAGE}refutes", None),
        (f"{PAGE} disproves", f"{PAGE} disproves", None),
        (f"{PAGE} refutes it", f"{PAGE} refutes it", None),
        ("refutes", "refutes", None),
        ("", "", None),
    ],
)
def test_a_word_before_or_after_the_address_is_its_stance(
    typed: str, address: str, stance: str | None
) -> None:
    assert read_evidence(typed) == (address, stance)
