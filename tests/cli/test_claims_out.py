"""Claims out to files and in again, by command."""

from __future__ import annotations

import csv
import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from newsread.claims.claim import Speaker
from newsread.ledger.ledger import Ledger
from newsread.ledger.record import record_of
from newsread.paths import Places
from newsread.services.desk import Desk
from tests.cli.command import Newsread
from tests.fakes.claims import claim, fared_so

RENTS = claim(tags=("rents",), note="=1+1\r\nno formula", speaker=Speaker(name="The mayor"))
FLATS = claim("We built 1,200 flats", tags=("budget",), note="'tis so")
HOSTILE = {
    "_default": {
        "1": {"claim": "=cmd|' /C calc'!A0", "note": "@SUM(1)", "tag": "+1"},
        "2": {"claim": "-2+3", "note": "\t=1", "tag": "=x"},
        "3": {"claim": "\rWords", "note": "\r\n@a", "tag": "@"},
        "4": {"claim": "a\u001b]0;x\u0007b"},
    }
}


def home(newsread: Newsread) -> Places:
    return Places.find(newsread.home)


def given(newsread: Newsread, *records: dict[str, Any]) -> None:
    """Put records into the claims' file."""
    home(newsread).make()
    Ledger.open(home(newsread).claims).take(records)


def stored(newsread: Newsread) -> list[dict[str, Any]]:
    """Return the records in the claims' file, oldest first."""
    ledger = Ledger.open(home(newsread).claims)
    return [json.loads(ledger.text_of(each.id) or "null") for each in reversed(ledger.all())]


@pytest.fixture
def full(newsread: Newsread) -> Newsread:
    """A home with two claims, one with fields of a newer newsread."""
    given(newsread, record_of(RENTS) | {"desk": {"floor": None}}, record_of(FLATS))
    return newsread


@pytest.fixture
def empty(tmp_path: Path) -> Newsread:
    """Another home."""
    return Newsread(tmp_path / "other")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_claims_go_out_and_come_in_elsewhere_as_they_were(
    full: Newsread, empty: Newsread, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "claims"
    assert full("claims", "export", form, "-o", str(file)).lines == [f"2 claims written to {file}"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["claims"]
    dry = empty("claims", "import", "--dry-run", str(file))
    assert dry.lines == ["It would be: 2 claims added from claims"]
    assert not home(empty).claims.exists()
    assert empty("claims", "import", str(file)).lines == ["2 claims added from claims"]
    assert stored(empty) == stored(full)
    again = empty("claims", "import", str(file))
    assert again.lines == ["No claims added from claims, 2 there already"]
    with Desk.open(home(empty)) as desk:
        assert desk.history.undo() == "Undone: 2 claims added from claims"
    assert stored(empty) == []
    assert empty("claims", "import", str(file)).lines == ["2 claims added from claims"]


def test_a_query_chooses_and_standard_output_has_the_file(full: Newsread) -> None:
    assert [each["id"] for each in full("claims", "export", "jsonl", "tag:rents").records] == [
        RENTS.id
    ]
    assert full("claims", "export", "jsonl", "tag:none").out == ""
    table = full("claims", "export", "csv", "-tag:rents").out
    assert [row["note"] for row in csv.DictReader(io.StringIO(table))] == ["''tis so"]


def test_the_later_record_of_a_claim_is_kept(full: Newsread, tmp_path: Path) -> None:
    later = record_of(RENTS) | {"modified": "2999-01-01T00:00:00Z", "type": "rule"}
    older = record_of(FLATS) | {"modified": "1999-01-01T00:00:00Z", "type": "rule"}
    file = tmp_path / "x.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in (later, older)))
    done = full("claims", "import", str(file))
    assert done.lines == ["1 claim replaced by later records from x.jsonl, 1 there already"]
    assert {each["id"]: each["type"] for each in stored(full)} == {
        RENTS.id: "rule",
        FLATS.id: "quantity",
    }


def test_every_line_that_is_no_claim_is_reported(newsread: Newsread, tmp_path: Path) -> None:
    fine = record_of(RENTS)
    lines = [
        json.dumps(fine),
        "{",
        json.dumps(fine | {"id": FLATS.id, "confidence": 9}),
        json.dumps(fine | {"id": FLATS.id, "note": "\u001b[2J"}),
        json.dumps(fine | {"id": FLATS.id, "quote": 5}),
        json.dumps(fine),
    ]
    file = tmp_path / "x.jsonl"
    file.write_text("\n".join(lines))
    reported = [
        f"{file}:2: it is not JSON (character 2)",
        f"{file}:3: its confidence is not from 0 to 3",
        f"{file}:4: it has characters that would act on a terminal",
        f"{file}:5: Expected `str`, got `int` - at `$.quote`",
        f"{file}:6: its claim stands in line 1, too",
    ]
    done = newsread("claims", "import", str(file))
    assert done.err.splitlines() == reported
    assert done.lines == ["1 claim added from x.jsonl, 5 lines left out"]
    told = newsread("claims", "import", "--json", "-", given=file.read_text()).records
    assert told[0] == {"outcome": "already", "line": 1, "id": RENTS.id}
    assert [each["outcome"] for each in told[1:]] == ["left out"] * 5


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_words_of_other_programs_that_look_like_formulas_come_back_clean(
    newsread: Newsread, empty: Newsread, tmp_path: Path, form: str
) -> None:
    home(newsread).make()
    home(newsread).claims.write_text(json.dumps(HOSTILE))
    file = tmp_path / f"x.{form}"
    newsread("claims", "export", form, "-o", str(file))
    if form == "csv":
        rows = list(csv.reader(io.StringIO(file.read_bytes().decode(), newline="")))
        assert len(rows) == 5
        assert not any(cell[:1] in tuple("=+-@\t\r\n") and cell for row in rows for cell in row)
    assert empty("claims", "import", str(file)).lines == [f"4 claims added from x.{form}"]
    shown = sorted((each["quote"], each["note"], *each["tags"]) for each in stored(empty))
    assert shown == [
        ("-2+3", "\t=1", "=x"),
        ("=cmd|' /C calc'!A0", "@SUM(1)", "+1"),
        ("Words", "\n@a", "@"),
        ("a]0;xb", ""),
    ]
    for each in (newsread, empty):  # where they are shown, and where they were taken in
        again = each("claims", "import", str(file))
        assert again.lines == [f"No claims added from x.{form}, 4 there already"]


def test_a_table_made_by_hand_becomes_claims(newsread: Newsread) -> None:
    table = "quote,tags,type,url\n'tis so,rents budget,,https://a.example/\n"
    done = newsread("claims", "import", "-", given=table)
    assert done.lines == ["1 claim added from standard input"]
    [record] = stored(newsread)
    assert (record["quote"], record["tags"], record["type"]) == (
        "'tis so",
        ["rents", "budget"],
        "other",
    )
    assert record["article"]["url"] == "https://a.example/"
    assert record["created"] == record["modified"] != ""
    assert "1 there already" in newsread("claims", "import", "-", given=table).out


def test_a_file_is_replaced_only_when_told_and_never_through_a_link(
    full: Newsread, tmp_path: Path
) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("mine")
    link.symlink_to(target)
    words = ("claims", "export", "csv", "-o")
    assert "there is a file already" in full.refuses(*words, str(target))
    assert "there is a file already" in full.refuses(*words, str(link))
    assert full(*words, str(link), "--force").status == 0
    assert target.read_text() == "mine"
    assert not link.is_symlink()
    assert full(*words, str(target), "--force").status == 0
    assert target.read_bytes() == link.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "it is a folder" in full.refuses(*words, str(tmp_path))
    assert "No such file" in full.refuses(*words, str(tmp_path / "none" / "x"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("quote;note\na;b\n", "its cells are parted by semicolons"),
        ("{\n", "no line of it is a record; line 1: it is not JSON (character 2)"),
        ("[]", "it is a JSON array"),
        ("PK\x03\x04", "it is a spreadsheet's own file"),
        ('{"_default": {"1": {"claim": "a"}}}', "it is a whole claims' file"),
        ("Dear editor, please", "neither JSON lines nor a table"),
    ],
)
def test_what_is_no_file_of_claims_is_refused_in_a_sentence(
    newsread: Newsread, text: str, told: str
) -> None:
    said = newsread.refuses("claims", "import", "-", given=text)
    assert told in said and "standard input" in said


def test_markdown_is_a_file_for_each_article(full: Newsread, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    words = ("claims", "export", "markdown", "-o", str(folder))
    done = full(*words)
    assert done.lines == [f"2 claims of 1 article written (1 new) to {folder}"]
    [path] = folder.iterdir()
    assert path.name.startswith("2025-06-15-rents-rise-again-")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert 'newsread: "' + "a" * 64 in path.read_text()
    assert full(*words, "tag:rents").lines == [
        f"1 claim of 1 article written (1 changed) to {folder}"
    ]
    path.write_text("Mine.")
    left = full(*words, status=1)
    assert left.lines == [f"0 claims of 0 articles written to {folder}"]
    assert left.err == (
        f"newsread: {path}: it is there and is not newsread's. Use --force to replace it.\n"
    )
    assert path.read_text() == "Mine."
    assert full(*words, "--force").status == 0


def test_markdown_needs_a_folder(full: Newsread, tmp_path: Path) -> None:
    said = full.refuses("claims", "export", "markdown", status=2)
    assert "Say where: -o DIR" in said
    assert "is not one of" in full.refuses("claims", "export", "docx", status=2)


def test_a_list_and_each_export_tell_what_has_become_of_the_words(
    newsread: Newsread, tmp_path: Path
) -> None:
    now = "Rents rose by 4.1 % last year."
    drifted = fared_so("changed-material", quote=now, tags=("rents",))
    given(newsread, record_of(drifted), record_of(fared_so("orphaned", "We built 1,200 flats")))
    listed = [" ".join(each.split()) for each in blocks(newsread("claims", "list").out)]
    changed, gone = sorted(listed, key=lambda each: "We built" in each)  # marked at one moment
    assert "quantity #rents · ≠ changed in what it says: 4.7 → 4.1 – The Example" in changed
    assert "quantity · ∅ not there any more – The Example" in gone
    assert newsread("claims", "list", "drift:review").out == newsread("claims", "list").out
    assert "We built" in newsread("claims", "list", "drift:orphaned").out
    (row,) = csv.DictReader(io.StringIO(newsread("claims", "export", "csv", "tag:rents").out))
    assert (row["quote"], row["quote_now"]) == (drifted.quote, now)
    assert (row["drift"], row["material_change"]) == ("changed-material", "yes")
    newsread("claims", "export", "markdown", "tag:rents", "-o", str(tmp_path / "notes"))
    (note,) = (tmp_path / "notes").glob("*.md")
    told = note.read_text(encoding="utf-8")
    assert "- words since: changed in what it says: 4.7 → 4.1\n" in told
    assert f"- words now: {now}\n" in told
    record = json.loads(newsread("claims", "export", "jsonl", "tag:rents").out)
    assert record["anchors"][-1]["quote"] == now
    assert record["anchors"][-1]["material"] is True


def blocks(listed: str) -> list[str]:
    """Return what is told of each claim: two lines."""
    lines = listed.splitlines()
    return ["\n".join(lines[at : at + 2]) for at in range(0, len(lines), 2)]
