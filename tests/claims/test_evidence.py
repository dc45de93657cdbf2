"""Evidence as people type it: an address, and how it bears on the claim."""

import pytest

from newsread.claims.evidence import read_evidence

PAGE = "https://office.example/rents"


@pytest.mark.parametrize(
    ("typed", "address", "stance"),
    [
        (PAGE, PAGE, "context"),
        (f"  {PAGE} ", PAGE, "context"),
        (f"{PAGE} refutes", PAGE, "refutes"),
        (f"supports {PAGE}", PAGE, "supports"),
        (f"{PAGE}   Refutes ", PAGE, "refutes"),
        (f"{PAGE} context", PAGE, "context"),
        (f"{PAGE}refutes", f"{PAGE}refutes", "context"),
        (f"{PAGE} disproves", f"{PAGE} disproves", "context"),
        (f"{PAGE} refutes it", f"{PAGE} refutes it", "context"),
        ("refutes", "refutes", "context"),
        ("", "", "context"),
    ],
)
def test_a_word_before_or_after_the_address_is_its_stance(
    typed: str, address: str, stance: str
) -> None:
    assert read_evidence(typed) == (address, stance)
