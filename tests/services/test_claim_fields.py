"""The fields of a claim as texts, and back: only what was changed is set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.claims.check import mistake_in
from newsread.claims.claim import Claim, Evidence, Related, Speaker
from newsread.claims.vocabulary import Term, Vocabulary, read_vocabulary
from newsread.ledger.record import claim_in, record_of
from newsread.ledger.tables import encode
from newsread.paths import shipped_config
from newsread.services.claim_fields import LABELS, ClaimFields, FieldError
from tests.fakes.claims import claim
from tests.fakes.newsroom import Newsroom

PAGE, BANK = "https://office.example/rents", "https://bank.example/"
NOW = "2026-11-26T00:00:00Z"
VOCABULARY = read_vocabulary(
    (shipped_config() / "vocabulary.toml").read_text(encoding="utf-8"), "vocabulary.toml"
)
FULL = claim(
    tags=("rents", "city"),
    speaker=Speaker(name="Runa", role="mayor", same_as="Q1"),
    worth="high",
    status="checking",
    verdict="mostly-false",
    verdict_label="Half of it",
    why="See\nthe table",
    confidence=2,
    statement="Rents rose.",
    said_on="2026-11",
    venue="council",
    evidence=(
        Evidence(url=PAGE, stance="refutes", title="Rents", locator="p. 7", retrieved=NOW),
        Evidence(url=BANK, archive="https://archive.example/1", passage="two\nlines"),
    ),
    related=(Related(id="x", relation="repeats"),),
    note="# One\n\ntwo",
    lang="en",
)
BARE = claim()


def values(of: Claim, **changed: str) -> dict[str, str]:
    """Return all texts of a form, some of them changed; ``__`` stands for the hyphen."""
    shown = {field.name: field.value for field in ClaimFields(of, VOCABULARY).fields}
    return shown | {name.replace("__", "-"): text for name, text in changed.items()}


def named_now(url: str) -> Evidence:
    """Return a source as it is when it is named."""
    return Evidence(url=url, retrieved=NOW)


def filled(of: Claim, now: Claim | None = None, **changed: str) -> Claim:
    """Return the claim, as it is by `now`, with some fields of the form changed."""
    fields = ClaimFields(of, VOCABULARY, new_source=named_now)
    return fields.read(values(of, **changed))(now or of)


@pytest.mark.parametrize("shown", [FULL, BARE], ids=["full", "bare"])
def test_a_form_that_nobody_typed_in_changes_nothing(shown: Claim) -> None:
    assert filled(shown) == shown
    assert ClaimFields(shown, VOCABULARY).changed(values(shown)) == {}


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ({"type": "Causal"}, "type", "causal"),
        ({"type": "pred"}, "type", "prediction"),
        ({"type": "not-a-claim"}, "type", "not-a-claim"),
        ({"tags": "tax, rents"}, "tags", ("tax", "rents")),
        ({"tags": ""}, "tags", ()),
        ({"worth": "l"}, "worth", "low"),
        ({"worth": " "}, "worth", None),
        ({"status": "waiting for an answer"}, "status", "waiting"),
        ({"verdict": ""}, "verdict", ""),
        ({"verdict": "mostly t"}, "verdict", "mostly-true"),
        ({"verdict": "false"}, "verdict", "false"),
        ({"verdict_label": "Wrong "}, "verdict_label", "Wrong"),
        ({"why": "a\r\nb\x07"}, "why", "a\nb"),
        ({"confidence": "0"}, "confidence", 0),
        ({"confidence": ""}, "confidence", None),
        ({"statement": "Rents fell."}, "statement", "Rents fell."),
        ({"said_on": "2024-02-29"}, "said_on", "2024-02-29"),
        ({"said_on": ""}, "said_on", ""),
        ({"venue": "the hall"}, "venue", "the hall"),
        ({"note": "\n# A\n\nb\n"}, "note", "# A\n\nb"),
        ({"lang": "de-CH"}, "lang", "de-CH"),
        ({"speaker__role": ""}, "speaker", Speaker(name="Runa", same_as="Q1")),
        ({"speaker__name": "Oda"}, "speaker", Speaker(name="Oda", role="mayor", same_as="Q1")),
        ({"speaker__name": ""}, "speaker", None),
    ],
)
def test_what_is_typed_in_a_field_is_set_and_nothing_else(
    typed: dict[str, str], field: str, value: object
) -> None:
    assert filled(FULL, **typed) == msgspec.structs.replace(FULL, **{field: value})


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"type": ""}, "type", "Type: is empty. There are: quantity, causal,"),
        ({"type": "huge"}, "type", "Type: “huge” is none of them. There are: quantity, causal,"),
        ({"verdict": "mostly"}, "verdict", "Verdict: “mostly” is not all of it. There are: mostly"),
        ({"status": ""}, "status", "Status: is empty."),
        ({"confidence": "4"}, "confidence", "Confidence: “4” is not 0, 1, 2 or 3."),
        ({"confidence": "٢"}, "confidence", "Confidence: “٢” is not"),
        ({"said_on": "2026-13"}, "said_on", "Said on: “2026-13” is no date. Write 2026-11-26"),
        ({"said_on": "2026-02-29"}, "said_on", "Said on: “2026-02-29” is no date."),
        ({"said_on": "26.11.2026"}, "said_on", "Said on: “26.11.2026” is no date."),
        ({"said_on": "2026-1"}, "said_on", "Said on: “2026-1” is no date."),
        ({"said_on": "0000"}, "said_on", "Said on: “0000” is no date."),
        ({"lang": "in English"}, "lang", "Language: “in English” is no language's tag."),
        ({"speaker__role": "mayor"}, "speaker-name", "By whom: is empty. Say who it is."),
        ({"evidence__0__url": "ftp://a.example"}, "evidence-0-url", "Source 1: “ftp://a.example”"),
        ({"evidence__0__title": "Rents"}, "evidence-0-url", "Source 1: is empty, but a source has"),
        ({"evidence__0__url": PAGE, "evidence__1__url": PAGE}, "evidence-0-url", "Source 1: is am"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_field(
    typed: dict[str, str], field: str, sentence: str
) -> None:
    with pytest.raises(FieldError) as caught:
        filled(BARE, **typed)
    assert caught.value.field == field
    assert str(caught.value).startswith(sentence)


def test_an_error_in_a_field_crosses_processes_whole() -> None:
    error = FieldError("evidence-1-archive", "“x”: is none", "Write another")
    kind, arguments = error.__reduce__()
    again = kind(*arguments)
    assert (again.field, str(again)) == (
        error.field,
        "Source 2, archive: “x”: is none. Write another.",
    )


def test_an_own_vocabulary_is_all_that_is_offered_and_read_but_nothing_old_is_lost() -> None:
    own = Vocabulary(
        types=VOCABULARY.types[:1],
        statuses=(Term("offen", "noch offen"), Term("fertig", "fertig")),
        verdicts=(Term("stimmt", "stimmt so"),),
    )
    form = ClaimFields(FULL, own)
    known = {field.name: field.known for field in form.fields}
    assert known["status"] == ("noch offen", "fertig")
    assert known["verdict"] == ("stimmt so",)
    shown = {field.name: field.value for field in form.fields}
    assert (shown["status"], shown["verdict"]) == ("checking", "mostly-false")
    changed = form.read(shown | {"venue": "elsewhere"})(FULL)
    assert changed == msgspec.structs.replace(FULL, venue="elsewhere")
    assert form.read(shown | {"verdict": "stimmt"})(FULL).verdict == "stimmt"
    with pytest.raises(FieldError, match="There are: stimmt so"):
        form.read(shown | {"verdict": "true"})


# Sources


def test_a_source_is_changed_removed_and_added_at_once() -> None:
    form = ClaimFields(FULL, VOCABULARY, new_source=named_now)
    typed = values(
        FULL,
        evidence__0__stance="supp",
        evidence__0__passage="4.7 %",
        evidence__1__url="",
        evidence__2__url="New.example/a",
        evidence__2__stance="context",
        evidence__2__title="New",
    )
    first, second = form.read(typed)(FULL).evidence
    kept = msgspec.structs.replace(FULL.evidence[0], stance="supports", passage="4.7 %")
    assert first == kept
    assert second == Evidence(url="https://new.example/a", title="New", retrieved=NOW)


def test_what_was_read_at_a_source_stays_with_its_address() -> None:
    def as_read(url: str) -> Evidence:
        return Evidence(url=url, hash="cd" * 32, retrieved="2026-01-01T00:00:00Z")

    source = msgspec.structs.replace(FULL.evidence[0], hash="ab" * 32)
    with_hash = msgspec.structs.replace(FULL, evidence=(source,))
    form = ClaimFields(with_hash, VOCABULARY, new_source=as_read)
    (titled,) = form.read(values(with_hash, evidence__0__title="New"))(with_hash).evidence
    assert (titled.hash, titled.retrieved) == ("ab" * 32, NOW)
    moved = form.read(values(with_hash, evidence__0__url="https://new.example/"))(with_hash)
    assert (moved.evidence[0].title, moved.evidence[0].hash) == (source.title, "cd" * 32)
    assert moved.evidence[0].retrieved == "2026-01-01T00:00:00Z"
    added = form.read(values(with_hash, evidence__1__url="b.example"))(with_hash)
    assert added.evidence == (source, as_read("https://b.example/"))


def test_only_what_was_changed_here_is_set_on_what_another_window_has_left() -> None:
    bank, page = FULL.evidence[1], FULL.evidence[0]
    new = Evidence(url="https://other.example/")
    theirs = msgspec.structs.replace(
        FULL,
        verdict="false",
        note="theirs",
        evidence=(new, bank, msgspec.structs.replace(page, stance="supports")),
    )
    changed = filled(FULL, theirs, why="ours", evidence__0__title="ours", evidence__1__url="")
    assert changed == msgspec.structs.replace(
        theirs,
        why="ours",
        evidence=(new, msgspec.structs.replace(page, stance="supports", title="ours")),
    )


def test_a_source_changed_here_is_there_again_if_another_window_has_removed_it() -> None:
    theirs = msgspec.structs.replace(FULL, evidence=())
    changed = filled(FULL, theirs, evidence__0__passage="ours", evidence__1__url="")
    assert changed.evidence == (msgspec.structs.replace(FULL.evidence[0], passage="ours"),)


NAMES = [*LABELS, "evidence-0-url", "evidence-1-title", "evidence-2-url", "evidence-2-stance"]


TYPED = st.one_of(
    st.text(max_size=20),
    st.text(max_size=20).map("https://a.example/".__add__),
    st.sampled_from(["x" * 301, "en" + "-x" * 150, "https://a.example/" + "ü" * 1000]),
)


@given(st.dictionaries(st.sampled_from(NAMES), TYPED))
def test_any_typing_is_read_or_told_and_never_makes_a_claim_that_no_import_would_take(
    typed: dict[str, str],
) -> None:
    fields = ClaimFields(FULL, VOCABULARY)
    try:
        changed = fields.read(values(FULL) | typed)(FULL)
    except FieldError as error:
        assert error.field in NAMES
    else:
        assert claim_in(encode(record_of(changed))) == changed
        assert mistake_in(changed) == ""
        assert (changed.quote, changed.id, changed.related) == (FULL.quote, FULL.id, FULL.related)


# Kept


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as opened:
        yield opened


def test_all_that_was_changed_is_one_step_and_said(room: Newsroom) -> None:
    room.ledger.put(FULL)
    fields = ClaimFields(FULL, VOCABULARY)
    how = fields.read(values(FULL, verdict="true", tags="tax", evidence__0__stance="context"))
    done = room.annotator.fill(FULL.id, how)
    assert done.sentence == "Changed: tags, verdict, sources"
    assert done.claim == room.ledger.get(FULL.id)
    assert room.annotator.fill(FULL.id, how).sentence == "The claim is as before"
    assert room.history.undo().startswith("Undone: changed: tags, verdict, sources (“Rents rose")
    assert room.ledger.all() == (FULL,)


def test_tags_given_in_the_form_are_given_again_elsewhere(room: Newsroom) -> None:
    other = claim("The council")
    room.ledger.put_all((FULL, other))
    fields = ClaimFields(FULL, VOCABULARY)
    room.annotator.fill(FULL.id, fields.read(values(FULL, tags="tax")))
    assert room.annotator.file_again((other.id,)).sentence == "Tags: tax; speaker: Runa"
