"""Evidence as people type it: an address, and how it bears on the claim."""

import pytest

from newsread.claims.evidence import no_stance, read_evidence

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


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (PAGE, ""),
        (f"{PAGE} disproves", "disproves"),
        (f"{PAGE}  refutes it", "refutes it"),
        ("office.example p. 12", "p. 12"),
        ("not an address", ""),
        ("", ""),
    ],
)
def test_what_stands_behind_an_address_is_told_if_it_is_no_stance(address: str, told: str) -> None:
    assert no_stance(address) == told
