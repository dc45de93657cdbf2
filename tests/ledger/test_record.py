"""Records and claims."""

import json

import msgspec
import pytest

from newsread.ledger.record import claim_of, may_be_harmful, record_of
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
    "text", ["\x1b[2J", "\x07", "\x08", "\x0e", "\x7f", "\x9b2J", "\u202e", "\u2066", "\ud83d"]
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_what_would_act_on_a_terminal_is_suspected_and_refused(text: str, ascii_only: bool) -> None:
    record = record_of(claim(note=f"before {text} after"))
    data = json.dumps(record, ensure_ascii=ascii_only).encode(errors="surrogatepass")
    assert may_be_harmful(data)
    with pytest.raises(ValueError, match="would act on a terminal"):
        claim_of(json.loads(data) if ascii_only else record)


@pytest.mark.parametrize("escape", [rb"\u001B", rb"\u007F", rb"\u009B", rb"\u202E", rb"\uD83D"])
def test_an_escape_in_capitals_is_suspected_too(escape: bytes) -> None:
    assert may_be_harmful(b'{"note": "' + escape + b'"}')


def test_running_text_is_not_suspected() -> None:
    record = record_of(claim(note="“Zürich”:\r\n\t‘naïve’ – … 10 € … 日本\u00a0\u200d"))
    assert not may_be_harmful(json.dumps(record).encode())
    assert claim_of(record).note.startswith("“Zürich”")


def test_an_emoji_is_suspected_and_found_harmless() -> None:
    record = record_of(claim(note="👍 fine"))
    assert may_be_harmful(json.dumps(record).encode())
    assert claim_of(record).note == "👍 fine"


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
