"""Records and claims."""

import msgspec
import pytest

from newsread.ledger.record import claim_of, record_of
from tests.fakes.claims import claim


def test_a_record_has_jsons_types_only_and_is_the_claim_again() -> None:
    made = claim(tags=("a",))
    record = record_of(made)
    assert record["tags"] == ["a"]
    assert claim_of(record) == made


def test_fields_that_no_key_sets_yet_may_be_absent() -> None:
    record = record_of(claim())
    needed = {field.name for field in msgspec.structs.fields(type(claim())) if field.required}
    assert claim_of({name: record[name] for name in needed}) is not None


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ({"tags": ["old"]}, []),
        ({"x": {"y": [1]}}, {"y": [1]}),
        ({"article": {"desk": 1}}, 1),
        ({"segments": [{"start": 0, "end": 30, "page": 2}]}, 2),
        ({"segments": [{"start": 1, "end": 30, "page": 2}]}, None),
        ({"speaker": {"mood": "bad"}}, None),
    ],
    ids=["known", "unknown", "nested", "in a list", "of another item", "of what is gone"],
)
def test_what_is_not_known_is_kept_where_it_belongs(stored: dict, expected: object) -> None:  # type: ignore[type-arg]
    record = record_of(claim(), stored)
    (name,) = stored
    found = {
        "tags": lambda: record["tags"],
        "x": lambda: record["x"],
        "article": lambda: record["article"]["desk"],
        "segments": lambda: record["segments"][0].get("page"),
        "speaker": lambda: record["speaker"],
    }[name]()
    assert found == expected
