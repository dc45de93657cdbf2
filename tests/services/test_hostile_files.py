"""Files of the user's that are broken, huge or strange: each is read, or refused in a sentence.

The cases of the bench, and variants of our own of the same kinds, with other words and sizes.
"""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from newsread.errors import ConfigError, LedgerError, NewsreadError
from newsread.ledger.ledger import Ledger
from newsread.paths import Places
from newsread.services import configuration
from newsread.text.clean import clean

Case = tuple[str, bytes, str, int | None]
"""Name, the file's bytes, the outcome stated, and how many claims are shown."""


def cases(shared: Path, kind: str) -> list[Case]:
    with tarfile.open(shared / "bench" / "hostile" / "dev.tar.xz") as archive:
        files = {
            member.name: opened.read()
            for member in archive
            if (opened := archive.extractfile(member)) is not None
        }
    stated: list[dict[str, Any]] = json.loads(files["dev/expect.json"])["cases"]
    return [
        (case["name"], files[f"dev/{case['file']}"], expect["outcome"], expect["entries"])
        for case in stated
        if case["kind"] == kind and (expect := case["expect"])
    ]


def outcome_of_settings(home: Path, data: bytes) -> tuple[str, int | None]:
    """Return whether a settings file is read, after a look at what is said of it."""
    places = Places.find(home)
    places.make()
    places.settings.write_bytes(data)
    try:
        configuration.load(places)
    except ConfigError as error:
        check_sentence(error, places.settings)
        outcome = "refused"
    else:
        outcome = "parsed"
    assert places.settings.read_bytes() == data
    assert list(places.config.iterdir()) == [places.settings]
    return outcome, None


def outcome_of_claims(home: Path, data: bytes) -> tuple[str, int | None]:
    """Return whether a claims file is read, and how many claims are shown."""
    places = Places.find(home)
    places.make()
    places.claims.write_bytes(data)
    shown = None
    try:
        ledger = Ledger.open(places.claims)
    except LedgerError as error:
        check_sentence(error, places.claims)
        outcome = "refused"
    else:
        outcome, shown = "parsed", len(ledger.all())
        for claim in ledger.all():
            words = (claim.quote, claim.note, *claim.tags)
            assert all(clean(text) == text for text in words)
    assert places.claims.read_bytes() == data
    assert list(places.data.iterdir()) == [places.claims]
    return outcome, shown


def check_sentence(error: NewsreadError, file: Path) -> None:
    sentence = str(error)
    assert sentence.startswith(str(file))
    assert sentence.endswith(".")
    assert sentence.isprintable()


def differing(
    stated: list[Case], outcome_of: Any, folder: Path
) -> list[tuple[str, str, int | None]]:
    """Return the cases that come out otherwise than stated."""
    found = []
    for name, data, outcome, entries in stated:
        came, shown = outcome_of(folder / name, data)
        if outcome not in ("either", came) or entries not in (None, shown):
            found.append((name, came, shown))
    return found


def test_hostile_settings_come_out_as_stated(shared: Path, tmp_path: Path) -> None:
    stated = cases(shared, "config")
    assert len(stated) > 8
    assert differing(stated, outcome_of_settings, tmp_path) == []


def test_hostile_claims_files_come_out_as_stated(shared: Path, tmp_path: Path) -> None:
    stated = cases(shared, "store")
    assert len(stated) > 8
    assert differing(stated, outcome_of_claims, tmp_path) == []


SETTINGS: list[Case] = [
    ("empty", b"", "parsed", None),
    ("blank", b"\n \t\r\n# nothing\n", "parsed", None),
    ("bom", b"\xef\xbb\xbf[reading]\nwidth = 60\n", "parsed", None),
    ("crlf", b"[reading]\r\nwidth = 60\r\n", "parsed", None),
    ("no-value", b"[reading]\nwidth =\n", "refused", None),
    ("no-end", b'theme = "dark\n', "refused", None),
    ("many-lines", b'theme = """' + b"x\n" * 999, "refused", None),
    ("deep-array", b"annotator = " + b"[" * 900 + b"]" * 900, "refused", None),
    ("deeper-array", b"annotator = " + b"[" * 30_000, "refused", None),
    ("deep-table", b"a = " + b"{x=" * 5_000 + b"1" + b"}" * 5_000, "refused", None),
    ("dotted", b".".join([b"reading"] * 9_000) + b" = 1\n", "refused", None),
    ("dotted-table", b"[" + b".".join([b"x"] * 9_000) + b"]\n", "refused", None),
    ("big-number", b"[reading]\nwidth = " + b"9" * 5_000, "refused", None),
    ("number", b"[reading]\nwidth = " + b"9" * 4_000, "refused", None),
    ("infinite", b"[refresh]\ninterval_minutes = 1e999\n", "refused", None),
    ("nan", b"[retention]\ndays = nan\n", "refused", None),
    ("negative", b"[retention]\narticles_per_feed = -1\n", "refused", None),
    ("wrong-kind", b"[refresh]\nat_start = 'yes'\n", "refused", None),
    ("table-for-text", b"[theme]\nname = 'dark'\n", "refused", None),
    ("text-for-table", b"reading = 'wide'\n", "refused", None),
    ("tables", b"[[reading]]\nwidth = 60\n", "refused", None),
    ("twice", b"theme = 'a'\ntheme = 'b'\n", "refused", None),
    ("table-twice", b"[keys]\n[keys]\n", "refused", None),
    ("escape", b'annotator = "\\u001b[2J"\n', "refused", None),
    ("c1", b'annotator = "\\u009d0;x\\u009c"\n', "refused", None),
    ("bidi", 'annotator = "\u202eeman"\n'.encode(), "refused", None),
    ("escaped-key", b'"\\u001b]0;x" = 1\n', "refused", None),
    ("nul", b"theme = 'x\x00y'\n", "refused", None),
    ("zeros", bytes(400), "refused", None),
    ("not-utf8", b"annotator = '\xff\xfe'\n", "refused", None),
    ("utf16", "theme = 'x'\n".encode("utf-16"), "refused", None),
    ("surrogate", b'annotator = "\\ud800"\n', "refused", None),
    ("too-long", b"# " + b"x" * 70_000 + b"\n", "refused", None),
    ("path", b'data_dir = "/dev/null"\nexport = "../../etc"\n', "refused", None),
    ("json", b'{"theme": "dark"}', "refused", None),
]


def words(count: int) -> bytes:
    table = {str(each): {"claim": f"words {each}", "tag": "t"} for each in range(1, count + 1)}
    return json.dumps({"_default": table}).encode()


STORES: list[Case] = [
    ("empty", b"", "parsed", 0),
    ("nothing", b"{}", "parsed", 0),
    ("good", words(137), "parsed", 137),
    ("other-table", b'{"mine": {"7": {"quote": "q"}}, "claims": {}}', "parsed", 1),
    ("no-words", b'{"_default": {"1": {"claim": ""}, "2": {"claim": 5}, "3": {}}}', "parsed", 0),
    ("formula", b'{"_default": {"1": {"claim": "=HYPERLINK(1)", "tag": "+1"}}}', "parsed", 1),
    (
        "escape",
        b'{"_default": {"1": {"claim": "a\\u001b]0;x\\u0007b", "tag": "\\r"}}}',
        "parsed",
        1,
    ),
    ("raw-escape", '{"_default": {"1": {"claim": "a\u202eb\x9b2J"}}}'.encode(), "parsed", 1),
    ("trailing", words(3) + b"}", "refused", None),
    ("twice", words(3) * 2, "refused", None),
    ("cut", words(9)[:-40], "refused", None),
    ("cut-start", words(9)[40:], "refused", None),
    ("zeros", bytes(999), "refused", None),
    ("half-zeros", words(3)[:50] + bytes(50), "refused", None),
    ("array", b"[1, 2]", "refused", None),
    ("null", b"null", "refused", None),
    ("number", b"17", "refused", None),
    ("text", b'"claims"', "refused", None),
    ("table-null", b'{"claims": null}', "refused", None),
    ("table-array", b'{"claims": []}', "refused", None),
    ("bad-number", b'{"claims": {"one": {}}}', "refused", None),
    ("two-spellings", b'{"claims": {"1": {}, "01": {}}}', "refused", None),
    ("document-null", b'{"claims": {"1": null}}', "refused", None),
    ("deep", b'{"_default": {"1": {"claim": ' + b"[" * 300 + b"]" * 300 + b"}}}", "refused", None),
    ("deeper", b'{"a": ' * 70_000, "refused", None),
    ("bigint", b'{"_default": {"1": {"t": ' + b"9" * 7_000 + b"}}}", "refused", None),
    ("utf8", b'{"_default": {"1": {"claim": "\xc3("}}}', "refused", None),
    ("utf16", json.dumps({"claims": {}}).encode("utf-16"), "parsed", 0),
    ("future", b'{"meta": {"1": {"schema": 3}}, "claims": {}}', "refused", None),
    ("far-future", b'{"_meta": {"1": {"schema": 7e9}}}', "refused", None),
    ("odd-schema", b'{"_meta": {"1": {"schema": "2"}}}', "refused", None),
]


@pytest.mark.parametrize(
    ("stated", "outcome_of"),
    [(SETTINGS, outcome_of_settings), (STORES, outcome_of_claims)],
    ids=["settings", "claims"],
)
def test_files_of_the_same_kinds_come_out_alike(
    stated: list[Case], outcome_of: Any, tmp_path: Path
) -> None:
    assert differing(stated, outcome_of, tmp_path) == []


def test_a_record_of_another_programs_is_shown_and_never_written_to(tmp_path: Path) -> None:
    file = tmp_path / "claims.json"
    file.write_bytes(words(2))
    ledger = Ledger.open(file)
    shown = ledger.all()
    assert {claim.quote for claim in shown} == {"words 1", "words 2"}
    for change in (
        lambda: ledger.remove(shown[0].id),
        lambda: ledger.revise([shown[0].id], lambda each: each),
    ):
        with pytest.raises(LedgerError, match="another program's record"):
            change()
    assert file.read_bytes() == words(2)
