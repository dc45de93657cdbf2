"""Records and claims."""

import msgspec
import pytest

from newsread.claims.claim import Evidence
from newsread.ledger.record import claim_in, record_of
from newsread.ledger.tables import encode
from tests.fakes.claims import claim


def test_a_record_has_jsons_types_only_and_is_the_claim_again() -> None:
    made = claim(tags=("a",))
    record = record_of(made)
    assert record["tags"] == ["a"]
    assert claim_in(encode(record)) == made


def test_fields_that_no_key_sets_yet_may_be_absent() -> None:
    record = record_of(claim())
    needed = {field.name for field in msgspec.structs.fields(type(claim())) if field.required}
    assert claim_in(encode({name: record[name] for name in needed})) is not None


@pytest.mark.parametrize(
    "text", ["\x1b[2J", "\x07", "\x08", "\x0e", "\x7f", "\x9b2J", "\u202e", "\u2066", "\ud83d"]
)
def test_what_would_act_on_a_terminal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"would act on a terminal|surrogate|truncated"):
        claim_in(encode(record_of(claim(note=f"before {text} after"))))


@pytest.mark.parametrize("escape", [rb"\u001B", rb"\u007F", rb"\u009B", rb"\u202E", rb"\u2066"])
def test_an_escape_in_capitals_is_refused_too(escape: bytes) -> None:
    text = encode(record_of(claim(note="here")))
    with pytest.raises(ValueError, match="would act on a terminal"):
        claim_in(text.replace(b'"here"', b'"' + escape + b'"'))


@pytest.mark.parametrize("note", ["“Zürich”:\r\n\t‘naïve’ – … 10 € … 日本\u00a0\u200d", "👍 fine"])
def test_running_text_and_emoji_are_fine(note: str) -> None:
    assert claim_in(encode(record_of(claim(note=note)))).note == note


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


def test_what_is_not_known_of_a_source_stays_with_its_address_when_the_source_is_changed() -> None:
    page, bank = Evidence(url="https://a.example/"), Evidence(url="https://bank.example/")
    stored = record_of(claim(evidence=(page, bank, bank)))
    for number, source in enumerate(stored["evidence"]):
        source["rating"] = number
    changed = [msgspec.structs.replace(each, stance="refutes") for each in (bank, page)]
    new = Evidence(url="https://new.example/")
    record = record_of(claim(evidence=(*changed, new)), stored)
    # Of two with one address nobody knows which was changed.
    assert [each.get("rating") for each in record["evidence"]] == [None, 0, None]
    assert [each["stance"] for each in record["evidence"]] == ["refutes", "refutes", "context"]
