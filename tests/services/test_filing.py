"""What is filed of claims: speaker, worth, verdict, status, evidence. Each is one step of undo."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from newsread.claims.claim import Claim, Evidence, Speaker, Stance
from newsread.errors import AddressError, LedgerError, UsageError
from newsread.ledger.ledger import Ledger
from newsread.services.annotate import Annotator
from newsread.services.filing import Done
from newsread.text.quality import Quality
from tests.fakes.claims import NOON, claim, document
from tests.fakes.newsroom import Newsroom
from tests.fakes.texts import store_revision

PAGE = "https://office.example/rents"
AT_NOON = "2025-06-15T15:06:40Z"

File = Callable[[Annotator, tuple[str, ...]], Done]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as opened:
        yield opened


@pytest.fixture
def ids(room: Newsroom) -> tuple[str, ...]:
    """The ids of two claims on which nothing is filed."""
    claims = (claim(), claim("The council disagrees."))
    room.ledger.put_all(claims)
    return tuple(each.id for each in claims)


def stored(room: Newsroom, claim_id: str) -> Claim:
    """Return a claim as another process finds it."""
    found = Ledger.open(room.places.claims).get(claim_id)
    assert found is not None
    return found


FILINGS = pytest.mark.parametrize(
    ("file", "field", "value", "one", "two", "again"),
    [
        (
            lambda annotator, ids: annotator.set_speaker(ids, " Runa\n Sollberg "),
            "speaker",
            Speaker(name="Runa Sollberg"),
            "Speaker: Runa Sollberg",
            "Speaker of 2 claims: Runa Sollberg",
            "Speaker as before: Runa Sollberg",
        ),
        (
            lambda annotator, ids: annotator.set_worth(ids, "high"),
            "worth",
            "high",
            "Worth: high",
            "Worth of 2 claims: high",
            "Worth as before: high",
        ),
        (
            lambda annotator, ids: annotator.set_verdict(ids, "mostly-false"),
            "verdict",
            "mostly-false",
            "Verdict: mostly false",
            "Verdict of 2 claims: mostly false",
            "Verdict as before: mostly false",
        ),
        (
            lambda annotator, ids: annotator.set_status(ids, "waiting"),
            "status",
            "waiting",
            "Status: waiting for an answer",
            "Status of 2 claims: waiting for an answer",
            "Status as before: waiting for an answer",
        ),
        (
            lambda annotator, ids: annotator.set_note(ids, "\r\n# Rents\n\n* 4.7\u202e %\n\n"),
            "note",
            "# Rents\n\n* 4.7 %",
            "Comment: # Rents * 4.7 %",
            "Comment of 2 claims: # Rents * 4.7 %",
            "Comment as before: # Rents * 4.7 %",
        ),
        (
            lambda annotator, ids: annotator.change_tags(ids, "+tax budget -rents"),
            "tags",
            ("tax", "budget"),
            "Tags: +tax, +budget, -rents",
            "Tags of 2 claims: +tax, +budget, -rents",
            "Tags as before: +tax, +budget, -rents",
        ),
        (
            lambda annotator, ids: annotator.add_evidence(ids, PAGE, "refutes"),
            "evidence",
            (Evidence(url=PAGE, stance="refutes", retrieved=AT_NOON),),
            f"Evidence: {PAGE} (refutes)",
            f"Evidence of 2 claims: {PAGE} (refutes)",
            f"Evidence already: {PAGE}",
        ),
    ],
    ids=["speaker", "worth", "verdict", "status", "note", "tags", "evidence"],
)


@FILINGS
def test_what_is_filed_is_on_the_disk_said_and_undone(
    room: Newsroom,
    ids: tuple[str, ...],
    file: File,
    field: str,
    value: object,
    one: str,
    two: str,
    again: str,
) -> None:
    before = room.ledger.get(ids[0])
    assert before is not None
    done = file(room.annotator, ids[:1])
    assert done.sentence == one
    assert done.claim == stored(room, ids[0])
    expected = msgspec.structs.replace(before, **{field: value}, modified=AT_NOON)
    assert done.claim == expected
    room.now += 60
    assert file(room.annotator, ids[:1]).sentence == again
    assert stored(room, ids[0]) == expected
    told = f"Undone: {one[0].lower()}{one[1:]} (“Rents rose by 4.7 % last year.”)"
    assert room.history.undo() == told
    assert stored(room, ids[0]) == before


@FILINGS
def test_what_is_filed_of_several_claims_is_one_step(
    room: Newsroom,
    ids: tuple[str, ...],
    file: File,
    field: str,
    value: object,
    one: str,
    two: str,
    again: str,
) -> None:
    before = room.ledger.all()
    done = file(room.annotator, ids)
    assert done.sentence == two
    assert done.claim is None
    assert [getattr(stored(room, each), field) for each in ids] == [value, value]
    assert room.history.undo() == f"Undone: {two[0].lower()}{two[1:]}"
    assert room.ledger.all() == before


@pytest.mark.parametrize(
    ("file", "empty", "taken", "none"),
    [
        (Annotator.set_speaker, None, "Speaker taken away", "No speaker, as before"),
        (Annotator.set_worth, None, "Worth taken away", "No worth, as before"),
        (Annotator.set_note, "", "Comment taken away", "No comment, as before"),
        (Annotator.set_verdict, "", "Verdict taken away", "No verdict, as before"),
    ],
    ids=["speaker", "worth", "note", "verdict"],
)
def test_nothing_takes_away_what_a_claim_need_not_have(
    room: Newsroom,
    file: Callable[[Annotator, tuple[str, ...], str], Done],
    empty: str | None,
    taken: str,
    none: str,
) -> None:
    filed = claim(speaker=Speaker(name="Oda"), worth="low", verdict="true", note="Ask Oda")
    room.ledger.put(filed)
    assert file(room.annotator, (filed.id,), "").sentence == taken
    assert getattr(stored(room, filed.id), file.__name__.removeprefix("set_")) == empty
    assert file(room.annotator, (filed.id,), "").sentence == none


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("Runa Sollberg", Speaker(name="Runa Sollberg", role="mayor", same_as="Q1")),
        ("runa sollberg", Speaker(name="runa sollberg", role="mayor", same_as="Q1")),
        ("Runa Tveit", Speaker(name="Runa Tveit")),
        ("", None),
    ],
)
def test_role_and_identity_stay_with_a_name_and_go_with_it(
    room: Newsroom, name: str, speaker: Speaker | None
) -> None:
    filed = claim(speaker=Speaker(name="Runa Sollberg", role="mayor", same_as="Q1"))
    room.ledger.put(filed)
    room.annotator.set_speaker((filed.id,), name)
    assert stored(room, filed.id).speaker == speaker


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (Annotator.set_worth, "huge: is not a worth. There are: none, low, high."),
        (Annotator.set_verdict, "huge: is not a verdict. There are: true, mostly-true, mixed,"),
        (Annotator.set_status, "huge: is not a status. There are: todo, checking, waiting,"),
    ],
    ids=["worth", "verdict", "status"],
)
def test_a_name_that_nobody_listed_is_refused(
    room: Newsroom,
    ids: tuple[str, ...],
    file: Callable[[Annotator, tuple[str, ...], str], Done],
    sentence: str,
) -> None:
    before = room.ledger.all()
    with pytest.raises(UsageError) as caught:
        file(room.annotator, ids, "huge")
    assert str(caught.value).startswith(sentence)
    assert room.ledger.all() == before


def test_a_claim_always_has_a_status(room: Newsroom, ids: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        room.annotator.set_status(ids, "")


# Evidence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://Office.Example/a b".replace(" ", "%20"), "https://office.example/a%20b"),
        (f"{PAGE}#:~:text=rose", f"{PAGE}#:~:text=rose"),
        ("https://ida:secret@office.example/rents", PAGE),
        ("office.example/rents", PAGE),
    ],
)
def test_an_address_is_kept_as_it_may_be_shown(
    room: Newsroom, ids: tuple[str, ...], typed: str, kept: str
) -> None:
    done = room.annotator.add_evidence(ids[:1], typed)
    assert done.sentence == f"Evidence: {kept}"
    assert [each.url for each in stored(room, ids[0]).evidence] == [kept]


@pytest.mark.parametrize("typed", ["", "file:///etc/passwd", "javascript:alert(1)", "https://a b"])
def test_what_is_no_web_address_is_no_evidence(
    room: Newsroom, ids: tuple[str, ...], typed: str
) -> None:
    with pytest.raises(AddressError):
        room.annotator.add_evidence(ids, typed)
    assert all(each.evidence == () for each in room.ledger.all())


@pytest.mark.parametrize(
    "typed",
    ["https://paper.example/rents", "Paper.example/rents", "https://paper.example/rents#p2"],
)
def test_a_source_that_is_an_article_here_keeps_the_hash_of_what_was_read(
    room: Newsroom, ids: tuple[str, ...], typed: str
) -> None:
    article = room.article("rents")
    room.annotator.add_evidence(ids[1:], typed)
    assert stored(room, ids[1]).evidence[0].hash == ""  # nothing was read yet
    text = room.revision(article)
    room.now = NOON + 9_000
    room.annotator.add_evidence(ids[:1], typed, "refutes")
    (source,) = stored(room, ids[0]).evidence
    assert (source.hash, source.retrieved) == (text.revision, AT_NOON)
    room.annotator.add_evidence(ids[:1], typed, "supports")
    (changed,) = stored(room, ids[0]).evidence
    assert changed == msgspec.structs.replace(source, stance="supports")


def test_what_only_stands_for_the_article_has_no_hash(room: Newsroom, ids: tuple[str, ...]) -> None:
    article = room.article("rents")
    wall = Quality(words=9, flags=("wall",))
    store_revision(room.library, article.id, document(), "page", NOON, wall)
    room.annotator.add_evidence(ids[:1], article.url)
    assert stored(room, ids[0]).evidence == (Evidence(url=article.url, retrieved=AT_NOON),)


def test_sources_are_kept_in_their_order_each_once(room: Newsroom, ids: tuple[str, ...]) -> None:
    room.annotator.add_evidence(ids[:1], PAGE, "supports")
    room.now = NOON + 60
    room.annotator.add_evidence(ids[:1], "https://bank.example/")
    room.now += 60
    assert room.annotator.add_evidence(ids[:1], PAGE).sentence == f"Evidence already: {PAGE}"
    assert stored(room, ids[0]).evidence == (
        Evidence(url=PAGE, stance="supports", retrieved=AT_NOON),
        Evidence(url="https://bank.example/", retrieved="2025-06-15T15:07:40Z"),
    )


@pytest.mark.parametrize(
    ("stance", "sentence"),
    [
        ("refutes", f"Stance: {PAGE} now refutes"),
        ("context", f"Stance: {PAGE} now is context"),
        ("supports", f"Evidence already: {PAGE}"),
    ],
)
def test_a_source_given_again_with_another_stance_has_that_one_from_then_on(
    room: Newsroom, ids: tuple[str, ...], stance: Stance, sentence: str
) -> None:
    source = Evidence(url=PAGE, stance="supports", title="Rents", passage="4.7", retrieved=AT_NOON)
    filed = claim(evidence=(source, Evidence(url="https://bank.example/")))
    room.ledger.put(filed)
    assert room.annotator.add_evidence((filed.id,), PAGE, stance).sentence == sentence
    changed = msgspec.structs.replace(source, stance=stance)
    assert stored(room, filed.id).evidence == (changed, filed.evidence[1])
    if stance != source.stance:
        room.history.undo()
        assert stored(room, filed.id) == filed


def test_a_source_is_added_to_some_claims_and_changed_on_others_as_one_step(
    room: Newsroom, ids: tuple[str, ...]
) -> None:
    room.annotator.add_evidence(ids[:1], PAGE, "supports")
    before = room.ledger.all()
    done = room.annotator.add_evidence(ids, PAGE, "refutes")
    assert done.sentence == f"Evidence of 2 claims: {PAGE} (refutes)"
    assert [stored(room, each).evidence[0].stance for each in ids] == ["refutes", "refutes"]
    room.history.undo()
    assert room.ledger.all() == before


def test_another_programs_record_is_not_filed_on(room: Newsroom) -> None:
    room.places.claims.write_text('{"_default": {"1": {"claim": "Rents rose."}}}')
    room.ledger.refresh()
    (foreign,) = room.ledger.all()
    with pytest.raises(LedgerError, match="another program's record"):
        room.annotator.set_worth((foreign.id,), "high")


def test_who_says_most_is_offered_first(room: Newsroom) -> None:
    names = ("Oda", "Runa", "Runa", "abel")
    room.ledger.put_all(
        claim(speaker=Speaker(name=name), id=f"{number}") for number, name in enumerate(names)
    )
    room.ledger.put(claim())
    assert room.ledger.speakers() == ["Runa", "abel", "Oda"]


def test_tags_are_added_to_those_a_claim_has_and_only_named_ones_go(
    room: Newsroom, ids: tuple[str, ...]
) -> None:
    room.annotator.set_tags(ids[:1], "rents city")
    room.annotator.set_tags(ids[1:], "tax")
    room.annotator.change_tags(ids, "tax -rents")
    assert [stored(room, each).tags for each in ids] == [("city", "tax"), ("tax",)]


# The same again


def test_the_tags_and_speaker_given_last_are_given_again_as_one_step(
    room: Newsroom, ids: tuple[str, ...]
) -> None:
    source = claim("Prices will fall by 2030", speaker=Speaker(name="Runa", role="mayor"))
    room.ledger.put(source)
    room.annotator.set_tags((source.id,), "rents city")
    before = room.ledger.all()
    done = room.annotator.file_again(ids[:1])
    assert done.sentence == "Tags: rents, city; speaker: Runa"
    assert done.claim == stored(room, ids[0])
    assert (done.claim.tags, done.claim.speaker) == (("rents", "city"), source.speaker)
    assert (
        room.annotator.file_again(ids[:1]).sentence == "As before: tags: rents, city; speaker: Runa"
    )
    assert room.history.undo() == (
        "Undone: tags: rents, city; speaker: Runa (“Rents rose by 4.7 % last year.”)"
    )
    assert room.ledger.all() == before
    assert room.annotator.file_again(ids).sentence == "2 claims: tags: rents, city; speaker: Runa"
    room.history.undo()
    assert room.ledger.all() == before


def test_what_the_last_claim_has_none_of_stays_as_it_is(
    room: Newsroom, ids: tuple[str, ...]
) -> None:
    room.annotator.set_speaker(ids[1:], "Oda")
    room.annotator.set_tags(ids[:1], "tax")
    room.annotator.set_speaker(ids[:1], "")
    assert room.annotator.file_again(ids[1:]).sentence == "Tags: tax"
    assert stored(room, ids[1]).speaker == Speaker(name="Oda")


@pytest.mark.parametrize("there", [True, False], ids=["in the article", "in another one"])
def test_before_any_was_given_the_newest_claim_that_has_some_is_the_model(
    room: Newsroom, ids: tuple[str, ...], there: bool
) -> None:
    key = "a" * 64
    elsewhere = claim("Prices", key="b" * 64, now=NOON + 60, tags=("elsewhere",))
    here = claim("The council", key=key if there else "c" * 64, now=NOON + 30, tags=("here",))
    room.ledger.put_all((elsewhere, here))
    done = room.annotator.file_again(ids[:1])
    assert done.sentence == ("Tags: here" if there else "Tags: elsewhere")


def test_with_no_model_nothing_is_given_and_that_is_said(
    room: Newsroom, ids: tuple[str, ...]
) -> None:
    before = room.ledger.all()
    sentence = "There is no claim yet with tags or a speaker to give again"
    assert room.annotator.file_again(ids).sentence == sentence
    assert room.ledger.all() == before
