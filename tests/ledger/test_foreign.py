"""What another program or a person wrote becomes a claim of ours when it is taken in."""

from __future__ import annotations

from typing import Any

from newsread.claims.check import is_id, mistake_in
from newsread.ledger.foreign import adopted, foreign_claims
from newsread.ledger.record import claim_in, record_of
from newsread.ledger.tables import encode
from tests.fakes.claims import claim

NOW, LATER = "2025-06-15T15:06:40Z", "2026-01-01T00:00:00Z"


def shown(**record: Any) -> dict[str, Any]:
    """Return the record as which another program's is exported."""
    [made] = foreign_claims({"_default": {"7": record}})
    return record_of(made)


def test_a_record_of_ours_stays_as_it_is() -> None:
    record = record_of(claim()) | {"desk": 1}
    assert adopted(record, NOW) == record


def test_a_record_of_another_program_gets_an_id_of_its_content_and_the_time() -> None:
    record = shown(claim="=1+1", tag="a", note="n")
    taken = adopted(record, NOW)
    assert mistake_in(claim_in(encode(taken))) == ""
    assert taken == record | {"id": taken["id"], "created": NOW, "modified": NOW}
    assert adopted(record | {"id": "other:1"}, LATER)["id"] == taken["id"]
    assert adopted(shown(claim="=1+2", tag="a", note="n"), NOW)["id"] != taken["id"]


def test_the_id_of_a_content_never_changes() -> None:
    taken = adopted({"quote": "Rents rose", "tags": ["rents"], "id": "mine:1"}, NOW)
    assert taken["id"] == "9899eca5-a6a8-5983-8903-ace2d87d216b"


def test_what_a_person_left_out_is_filled_in() -> None:
    rows: list[dict[str, Any]] = [
        {"quote": "a"},
        {"quote": "a", "id": "", "type": "", "status": "", "created": "", "article": {"title": ""}},
        {"quote": "a", "id": 7, "article": {"url": "https://a.example"}, "created": NOW, "x": [1]},
    ]
    for row in rows:
        taken = adopted(row, LATER)
        assert is_id(taken["id"])
        assert mistake_in(claim_in(encode(taken))) == ""
        assert (taken["type"], taken["status"], taken["modified"]) == ("other", "todo", LATER)
    assert (taken["created"], taken["x"]) == (NOW, [1])
    assert taken["article"]["url"] == "https://a.example"
