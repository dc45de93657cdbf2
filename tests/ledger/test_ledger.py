"""The ledger: what is put in is found again, in any order asked for, by anyone."""

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB

from newsread.claims.claim import Claim, Speaker
from newsread.errors import LedgerError
from newsread.ledger.ledger import Change, Ledger
from newsread.ledger.record import record_of
from tests.fakes.claims import NOON, claim


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "claims.json"


def retyped(old: Claim) -> Claim:
    return msgspec.structs.replace(old, type="causal")


def identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


def contents(path: Path) -> dict[str, dict[str, dict[str, object]]]:
    """Return what the file holds once it has all that was saved."""
    Ledger.open(path).storage.compact()
    tables: dict[str, dict[str, dict[str, object]]] = json.loads(path.read_text())
    return tables


def back(changes: Sequence[Change]) -> list[Change]:
    return [Change(change.id, change.after, change.before) for change in changes]


def test_a_ledger_without_a_file_is_empty_and_makes_none(path: Path) -> None:
    ledger = Ledger.open(path)
    assert (ledger.all(), ledger.tags(), ledger.keys()) == ((), [], frozenset())
    assert ledger.get("x") is None
    assert ledger.refresh() is False
    assert not path.parent.exists()


def test_what_was_put_is_there_after_opening_again(path: Path) -> None:
    made = claim("We built 1,200 flats", "and none stands empty", tags=("housing",))
    Ledger.open(path).put(made)
    assert Ledger.open(path).get(made.id) == made


def test_stock_tinydb_opens_the_file_and_finds_plain_json(path: Path) -> None:
    made = claim("“We built 1,200 flats,”", tags=("housing", "Zürich"))
    ledger = Ledger.open(path)
    ledger.put(made)
    ledger.close()
    with TinyDB(path) as database:
        (document,) = database.table("claims").all()
        assert document.doc_id == 1
        assert document["quote"] == "“We built 1,200 flats,”"
        assert document["tags"] == ["housing", "Zürich"]
        assert document["segments"] == [{"start": 32, "end": 55}]
        assert set(document) == set(Claim.__struct_fields__)
        assert database.table("meta").get(doc_id=1) == {"schema": 2}
    assert path.read_bytes().isascii()  # TinyDB opens files in the locale's encoding


def test_what_stock_tinydb_adds_is_seen_and_kept(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.put(claim())
    theirs = claim("Prices will fall")
    with TinyDB(path) as database:
        database.table("claims").insert(msgspec.json.decode(msgspec.json.encode(theirs)))
    mine = claim("The council disagrees.")
    ledger.put(mine)
    assert {each.id for each in Ledger.open(path).all()} >= {theirs.id, mine.id}
    assert len(ledger.all()) == 3


def test_all_is_newest_first(path: Path) -> None:
    ledger = Ledger.open(path)
    made = [claim(now=NOON + seconds) for seconds in (5, 1, 3)]
    ledger.put_all(made)
    assert ledger.all() == (made[0], made[2], made[1])
    latest = claim(now=NOON + 9)
    ledger.put(latest)
    assert ledger.all()[0] == latest


def test_claims_are_found_by_article(path: Path) -> None:
    ledger = Ledger.open(path)
    one, two = claim(key="a" * 64, now=NOON + 1), claim(key="a" * 64, now=NOON)
    other = claim(key="b" * 64)
    ledger.put_all((one, two, other))
    assert ledger.of_article("a" * 64) == (two, one)
    assert ledger.of_article("c" * 64) == ()
    assert ledger.keys() == {"a" * 64, "b" * 64}
    ledger.remove(other.id)
    assert ledger.keys() == {"a" * 64}


def test_tags_are_most_used_first_then_by_the_alphabet(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.put_all(claim(tags=tags) for tags in (("b", "Z"), ("b", "a"), ()))
    assert ledger.tags() == ["b", "a", "Z"]


def test_putting_the_same_id_replaces(path: Path) -> None:
    ledger = Ledger.open(path)
    made = claim()
    ledger.put(made)
    ledger.put(retyped(made))
    assert ledger.all() == (retyped(made),)
    assert Ledger.open(path).all() == (retyped(made),)


def test_revising_acts_on_what_others_have_left(path: Path) -> None:
    made = claim()
    mine, theirs = Ledger.open(path), Ledger.open(path)
    mine.put(made)
    theirs.revise((made.id,), lambda old: msgspec.structs.replace(old, tags=("theirs",)))
    mine.revise((made.id,), retyped)
    assert mine.get(made.id) == retyped(msgspec.structs.replace(made, tags=("theirs",)))


def test_revising_a_claim_that_is_gone_stores_nothing(path: Path) -> None:
    kept, gone = claim(), claim()
    ledger = Ledger.open(path)
    ledger.put_all((kept, gone))
    Ledger.open(path).remove(gone.id)
    with pytest.raises(LedgerError, match="not there any more"):
        ledger.revise((kept.id, gone.id), retyped)
    assert ledger.all() == (kept,)
    assert Ledger.open(path).all() == (kept,)


def test_nothing_changed_is_nothing_written(path: Path) -> None:
    ledger, made = Ledger.open(path), claim()
    ledger.put(made)
    before = identity(path)
    assert ledger.put(made) == ()
    assert ledger.revise((made.id,), lambda old: old) == ()
    assert ledger.remove("no such claim") == ()
    assert ledger.put_all(()) == ()
    assert identity(path) == before


def test_what_was_removed_is_gone_and_noted(path: Path) -> None:
    ledger, made = Ledger.open(path), claim()
    ledger.put(made)
    changes = ledger.remove_all((made.id,))
    assert ledger.all() == Ledger.open(path).all() == ()
    assert [each.get("deleted") for each in contents(path)["meta"].values()] == [None, made.id]
    ledger.apply(back(changes))
    assert ledger.all() == Ledger.open(path).all() == (made,)
    assert contents(path)["meta"]["2"]["back"]


def test_a_new_claim_never_gets_the_number_of_another(path: Path) -> None:
    ledger = Ledger.open(path)
    one, two, three = claim(), claim(), claim()
    ledger.put_all((one, two))
    ledger.remove(one.id)
    ledger.put(three)
    assert contents(path)["claims"].keys() == {"2", "3"}


def test_changes_taken_back_leave_the_file_as_it_was(path: Path) -> None:
    ledger = Ledger.open(path)
    kept, changed = claim(), claim()
    ledger.put_all((kept, changed))
    before = contents(path)["claims"]
    changes = [
        *ledger.put(claim("Prices will fall")),
        *ledger.revise((changed.id,), retyped),
    ]
    ledger.apply(back(changes))
    assert contents(path)["claims"] == before


def test_changes_that_no_longer_hold_are_refused_whole(path: Path) -> None:
    ledger = Ledger.open(path)
    one, two = claim(), claim()
    ledger.put_all((one, two))
    changes = ledger.revise((one.id, two.id), retyped)
    Ledger.open(path).revise((two.id,), lambda old: msgspec.structs.replace(old, note="mine"))
    with pytest.raises(LedgerError, match="has been changed since"):
        ledger.apply(back(changes))
    assert ledger.get(one.id) == retyped(one)
    assert Ledger.open(path).get(one.id) == retyped(one)


def test_refresh_tells_whether_others_wrote(path: Path) -> None:
    mine, theirs = Ledger.open(path), Ledger.open(path)
    assert mine.refresh() is False
    made = claim()
    theirs.put(made)
    assert mine.get(made.id) is None
    assert mine.refresh() is True
    assert mine.get(made.id) == made
    assert mine.refresh() is False
    assert theirs.refresh() is False


def test_the_stamp_is_another_after_every_change_and_the_same_for_all(path: Path) -> None:
    ledger = Ledger.open(path)
    stamps = [ledger.stamp]
    for made in (claim(), claim()):
        ledger.put(made)
        stamps.append(ledger.stamp)
    ledger.remove(made.id)
    stamps.append(ledger.stamp)
    assert len(set(stamps)) == 4
    assert Ledger.open(path).stamp == stamps[-1]
    ledger.refresh()
    assert ledger.stamp == stamps[-1]


def test_fields_that_are_not_known_survive_a_rewrite(path: Path) -> None:
    made = claim(speaker=Speaker(name="Ida"))
    ledger = Ledger.open(path)
    ledger.put(made)
    ledger.close()
    with TinyDB(path) as database:
        table = database.table("claims")
        document = table.get(doc_id=1)
        assert not isinstance(document, list)
        assert document is not None
        document["priority"] = 3
        document["article"]["desk"] = "economy"
        document["anchors"][0]["engine"] = "x"
        table.update(document, doc_ids=[1])
    ledger.revise((made.id,), retyped)
    stored = contents(path)["claims"]["1"]
    assert (stored["type"], stored["priority"]) == ("causal", 3)
    assert stored["article"]["desk"] == "economy"
    assert stored["anchors"][0]["engine"] == "x"
    changes = ledger.remove(made.id)
    ledger.apply(back(changes))
    assert contents(path)["claims"]["2"]["priority"] == 3


def test_tables_of_other_programs_survive_a_rewrite(path: Path) -> None:
    ledger = Ledger.open(path)
    ledger.put(claim())
    with TinyDB(path) as database:
        database.table("theirs").insert({"x": 1})
        database.insert({"y": 2})
    ledger.put(claim())
    tables = contents(path)
    assert tables["theirs"] == {"1": {"x": 1}}
    assert tables["_default"] == {"1": {"y": 2}}


def test_a_record_that_is_no_claim_is_reported_and_kept(path: Path) -> None:
    ledger, made = Ledger.open(path), claim()
    ledger.put(made)
    ledger.close()
    twin = contents(path)["claims"]["1"]
    with TinyDB(path) as database:
        database.table("claims").insert_multiple(
            [
                {"quote": "half a record"},
                {**twin, "id": "evil", "quote": "\x1b]52;c;aGk=\x07"},
                {**twin, "id": "cut", "quote": "half a character: \ud83d"},
                {**twin, "note": "the same id"},
            ]
        )
    before = json.loads(path.read_text())["claims"]
    ledger.put(claim())
    assert len(ledger.all()) == 2
    half, evil, cut, twin_problem = ledger.problems
    assert half.startswith(f"{path}, record 2: is not shown: Object missing required field")
    assert "record 3: is not shown: it has characters that would act on a terminal" in evil
    assert "record 4: is not shown: " in cut
    assert "record 5: is not shown: its id is that of record 1" in twin_problem
    after = contents(path)["claims"]
    assert {number: after[number] for number in before} == before


def test_a_note_may_have_lines_and_any_script(path: Path) -> None:
    made = claim(note="one\r\n\ttwo\n👩‍👩‍👧 می‌خواهم\u200e\u00ad\ufeff")
    Ledger.open(path).put(made)
    assert Ledger.open(path).all() == (made,)


def test_many_changes_are_one_write(path: Path) -> None:
    ledger = Ledger.open(path)
    made = [claim() for _ in range(50)]
    ledger.put_all(made)
    reader = Ledger.open(path)
    ledger.revise([each.id for each in made], retyped)
    assert reader.refresh() is True
    assert reader.refresh() is False
    assert {each.type for each in reader.all()} == {"causal"}


def test_a_records_text_is_what_the_file_has(path: Path) -> None:
    ledger, made = Ledger.open(path), claim()
    ledger.take([record_of(made) | {"desk": {"floor": 3}}])
    text = Ledger.open(path).text_of(made.id)
    assert text is not None
    assert json.loads(text) == contents(path)["claims"]["1"]
    assert json.loads(text)["desk"] == {"floor": 3}


def test_what_is_not_there_or_not_ours_has_no_text(path: Path) -> None:
    path.parent.mkdir()
    TinyDB(path).insert({"claim": "Rents rose"})
    ledger = Ledger.open(path)
    assert ledger.get("_default:1") is not None
    assert (ledger.text_of("_default:1"), ledger.text_of("none")) == (None, None)


@pytest.mark.parametrize(
    ("modified", "taken"),
    [
        ("2025-06-15T15:06:41Z", True),
        ("2025-06-15T17:06:40.5+02:00", True),
        ("2025-06-15T15:06:40Z", False),
        ("2025-06-15T16:00:00+02:00", False),
        ("", False),
    ],
)
def test_of_two_records_of_one_claim_the_later_is_kept(
    path: Path, modified: str, taken: bool
) -> None:
    ledger, made = Ledger.open(path), claim(modified="2025-06-15T15:06:40Z")
    ledger.put(made)
    other = retyped(msgspec.structs.replace(made, modified=modified))
    assert bool(ledger.take([record_of(other)])) == taken
    assert Ledger.open(path).get(made.id) == (other if taken else made)


def test_records_are_taken_in_one_write_that_can_be_taken_back(path: Path) -> None:
    ledger, gone, fresh = Ledger.open(path), claim(), claim("Prices will fall")
    ledger.put(gone)
    ledger.remove(gone.id)
    later = record_of(retyped(fresh)) | {"modified": "2999-01-01T00:00:00Z"}
    changes = ledger.take([record_of(each) for each in (gone, fresh)] + [later])
    assert [(each.id, each.before) for each in changes] == [(gone.id, None), (fresh.id, None)]
    kept = ledger.get(fresh.id)
    assert kept is not None and kept.type == "causal"
    assert contents(path)["meta"]["2"]["back"]
    ledger.apply(back(changes))
    assert Ledger.open(path).all() == ()


def test_changes_of_others_are_counted_whoever_takes_them_in(path: Path) -> None:
    mine, theirs = Ledger.open(path), Ledger.open(path)
    before = mine.others
    mine.put(claim())
    assert mine.others == before
    theirs.put(claim())
    mine.put(claim())
    assert mine.others == before + 1
    theirs.put(claim())
    mine.refresh()
    mine.refresh()
    assert mine.others == before + 2
