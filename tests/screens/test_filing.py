"""Filing what is known of a claim, key by key: by whom, worth, verdict, status, evidence."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from newsread.app import ReaderApp
from newsread.claims.claim import Speaker
from newsread.ledger.ledger import Ledger
from newsread.services import clipboard
from newsread.services.desk import Desk
from newsread.widgets.claim_list import ClaimList
from newsread.widgets.prompt import Prompt, PromptInput
from newsread.widgets.status import KeyHints, StatusLine
from tests.fakes.claims import NOON, claim
from tests.fakes.full_disk import full_disk
from tests.fakes.pages import PagesInPlace
from tests.fakes.programs import program
from tests.pictures import settled
from tests.screens.driving import (
    NARROW,
    WIDE,
    asked,
    paste,
    place,
    press,
    said,
    view,
)

PAGE = "https://office.example/rents"
CAPTURED = ("enter", "j", "1")
PLACES = pytest.mark.parametrize("there", [(), ("C",)], ids=["article", "ledger"])


@pytest.fixture(autouse=True)
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for: whoever runs tests has a clipboard."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(clipboard, "PATIENCE", 20.0)
    return folder


def typed(app: ReaderApp) -> str:
    return app.screen.query_one(PromptInput).value


def rows(app: ReaderApp) -> list[str]:
    listed = app.screen.query_one(ClaimList)
    return [listed.render_line(y).text for y in range(len(listed.rows))]


@PLACES
@pytest.mark.parametrize(
    ("keys", "field", "value", "sentence"),
    [
        (("w", "h"), "worth", "high", "Worth: high"),
        (("V", "o"), "verdict", "mostly-false", "Verdict: mostly false"),
        (("S", "c"), "status", "checking", "Status: checking"),
        (
            ("b", *"Runa Sollberg", "enter"),
            "speaker",
            Speaker(name="Runa Sollberg"),
            "Speaker: Runa Sollberg",
        ),
    ],
)
async def test_a_field_is_filed_where_the_claim_is_shown_and_undone(
    app: ReaderApp,
    desk: Desk,
    there: tuple[str, ...],
    keys: tuple[str, ...],
    field: str,
    value: object,
    sentence: str,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, *there)
        (before,) = desk.ledger.all()
        await press(pilot, *keys)
        assert getattr(desk.ledger.all()[0], field) == value
        assert said(app) == sentence
        assert not app.screen.query_one(Prompt).display
        await press(pilot, "u")
        assert desk.ledger.all() == (before,)


@PLACES
async def test_evidence_is_added_with_the_stance_beside_it(
    app: ReaderApp, desk: Desk, there: tuple[str, ...]
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, *there, "E", *f"{PAGE} refutes", "enter")
        (source,) = desk.ledger.all()[0].evidence
        assert (source.url, source.stance) == (PAGE, "refutes")
        assert source.retrieved.endswith("Z")
        assert said(app) == f"Evidence: {PAGE} (refutes)"
        await press(pilot, "E", *PAGE, "enter")
        assert said(app) == f"Evidence already: {PAGE}"
        assert desk.ledger.all()[0].evidence == (source,)


async def test_a_whole_claim_takes_no_more_keys_than_the_budget(app: ReaderApp, desk: Desk) -> None:
    """Type, tag, speaker, worth, evidence and status: 12 keys and what is typed."""
    keys = ("1", "t", *"rents", "enter", "b", *"Runa", "enter", "w", "h", "E")
    last = ("enter", "S", "c")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", *keys)
        await paste(pilot, PAGE)
        await press(pilot, *last)
    (filed,) = desk.ledger.all()
    assert (filed.type, filed.tags, filed.worth, filed.status) == (
        "quantity",
        ("rents",),
        "high",
        "checking",
    )
    assert filed.speaker == Speaker(name="Runa")
    assert [each.url for each in filed.evidence] == [PAGE]
    assert len((*keys, *last)) - len("rents") - len("Runa") <= 12


@PLACES
@pytest.mark.parametrize("key", ["b", "w", "V", "S", "E"])
async def test_where_there_is_no_claim_a_field_has_none_to_file_on(
    app: ReaderApp, there: tuple[str, ...], key: str
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", *there, key)
        how = "" if there else "; a digit saves this sentence as one"  # no sentence is listed
        assert said(app) == f"There is no claim here{how}"
        assert asked(app) == ""


async def test_keys_in_one_burst_file_and_read_on(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j")
        for key in (*"1whSc", "b", *"whose", "enter", *"jj2Vt"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        await settled(pilot)
        second, first = desk.ledger.all()
    assert (first.worth, first.status, first.speaker) == ("high", "checking", Speaker(name="whose"))
    assert (second.type, second.verdict, second.worth) == ("causal", "true", None)


# By whom


async def test_a_name_in_use_is_completed_whole_and_the_most_used_comes_first(
    app: ReaderApp, desk: Desk
) -> None:
    names = ("Runa Tveit", "Runa Sollberg", "Runa Sollberg")
    desk.ledger.put_all(
        claim(id=f"{number}", speaker=Speaker(name=name)) for number, name in enumerate(names)
    )
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "b")
        assert asked(app).endswith("Runa Sollberg  Runa Tveit")
        await press(pilot, *"runa t", "tab", "enter")
        assert desk.ledger.all()[0].speaker != Speaker(name="runa t")
        assert said(app) == "Speaker: Runa Tveit"


async def test_the_present_name_stands_there_and_an_empty_answer_takes_it_away(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "b", *"Runa S.", "enter", "b")
        assert typed(app) == "Runa S."
        await press(pilot, "enter")
        assert said(app) == "Speaker as before: Runa S."
        await press(pilot, "b", "ctrl+u", "enter")
        assert said(app) == "Speaker taken away"
        assert desk.ledger.all()[0].speaker is None


# One key


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_question_lists_its_keys_marks_the_present_one_and_covers_no_words(
    app: ReaderApp, desk: Desk, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, *CAPTURED, "V", "i", "V")
        assert asked(app) == (
            "Verdict:  t true  m mostly true  i mixed (now)  o mostly false  f false  s misleading"
            "  u unproven  Backspace clears  Esc drops"
        )
        label = app.screen.query_one(Prompt)
        assert label.size.height <= 3
        barred = [
            y + view(app).region.y
            for y in range(view(app).size.height)
            if "▎" in view(app).render_line(y).text
        ]
        assert barred
        assert max(barred) < label.region.y
        await press(pilot, "backspace", "S")
        assert desk.ledger.all()[0].verdict == ""
        assert asked(app) == (
            "Status:  t to do (now)  c checking  w waiting for an answer  h checked  p published"
            "  d dropped  Esc drops"
        )


async def test_a_verdict_that_is_listed_no_more_is_told(app: ReaderApp, desk: Desk) -> None:
    desk.ledger.put(claim(verdict="sort of"))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "V")
        assert asked(app).startswith("Verdict, now sort of:  t true")


@pytest.mark.parametrize("key", ["w", "V", "S"])
async def test_a_key_that_means_nothing_there_keeps_the_question(
    app: ReaderApp, desk: Desk, key: str
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED)
        before = desk.ledger.all()
        await press(pilot, key, "q", "1", "enter")
        assert asked(app).startswith("Enter is none of these:")
        assert len(desk.ledger.all()) == 1
        await press(pilot, "escape")
        assert asked(app) == ""
        assert desk.ledger.all() == before
        assert view(app).has_focus


@pytest.mark.parametrize("key", ["backspace", "delete"])
async def test_backspace_takes_worth_and_verdict_away_but_never_the_status(
    app: ReaderApp, desk: Desk, key: str
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "w", "l", "w", key)
        assert said(app) == "Worth taken away"
        await press(pilot, "V", "f", "V", key)
        assert said(app) == "Verdict taken away"
        await press(pilot, "S", "d", "S", key, "escape")
        (filed,) = desk.ledger.all()
        assert (filed.worth, filed.verdict, filed.status) == (None, "", "dropped")


@pytest.mark.parametrize(
    ("keys", "again"),
    [(("w", "h"), "h"), (("b", "x", "enter"), "enter"), (("E", *PAGE, "enter"), "enter")],
)
async def test_what_could_not_be_stored_is_said_and_kept_to_be_tried_again(
    app: ReaderApp, desk: Desk, keys: tuple[str, ...], again: str
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED)
        (before,) = desk.ledger.all()
        with full_disk():
            await press(pilot, *keys)
            assert "not saved: disk full" in asked(app)
            assert "again" in asked(app)
            assert desk.ledger.all() == (before,)
        await press(pilot, again)
        assert asked(app) == ""
        assert desk.ledger.all() != (before,)
        await press(pilot, "u")
        assert desk.ledger.all() == (before,)


async def test_that_nothing_can_be_saved_is_said_at_the_start(
    app: ReaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "/home/ida/claims.json: cannot be written to. Make the folder writable."
    monkeypatch.setattr(Ledger, "read_only", why)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert said(app) == why
        assert app.screen.query_one(StatusLine).has_class("-problem")


async def test_a_key_that_could_not_save_is_pressed_again_on_the_same_words(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "j", "J")
        selected = view(app).parts
        with full_disk():
            await press(pilot, "2")
        assert "not saved: disk full" in said(app)
        assert said(app).endswith("The same key tries again")
        assert view(app).parts == selected
        await press(pilot, "2")
        (saved,) = desk.ledger.all()
        assert saved.type == "causal"
        assert [(each.start, each.end) for each in saved.segments] == list(selected)
        # another type, and other words
        for keys, again in ((("3",), "3"), (("a", "minus", "4"), "4")):
            await press(pilot, *keys[:-1])
            selected = view(app).parts
            with full_disk():
                await press(pilot, keys[-1])
            assert said(app).endswith("The same key tries again")
            assert view(app).parts == selected
            await press(pilot, again)
            (changed,) = desk.ledger.all()
            assert changed.id == saved.id
            assert [(each.start, each.end) for each in changed.segments] == list(selected)
        assert changed.type == "prediction"


# Evidence


async def test_what_is_no_address_is_refused_and_stays_to_be_mended(
    app: ReaderApp, desk: Desk
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "E", *"ftp://office.example", "enter")
        assert asked(app).startswith("ftp://office.example: newsread reads only http and https")
        assert typed(app) == "ftp://office.example"
        await press(pilot, "home", "delete", "delete", "delete", *"http")
        assert asked(app).startswith("Address of the evidence")
        await press(pilot, "enter")
        assert [each.url for each in desk.ledger.all()[0].evidence] == ["http://office.example/"]


async def test_what_is_no_stance_is_told_with_those_that_there_are(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "E", *"office.example/r agrees", "enter")
        told = "“agrees” is not supports, refutes or context. Write one of them"
        assert asked(app).startswith(told)
        await press(pilot, *("backspace",) * 6, *"refutes", "enter")
        assert said(app) == "Evidence: https://office.example/r (refutes)"


async def test_no_answer_is_no_evidence(app: ReaderApp, desk: Desk) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "E", "space", "enter")
        assert asked(app) == ""
        assert desk.ledger.all()[0].evidence == ()


async def clipboard_read(pilot: Pilot[None]) -> None:
    """Wait until the clipboard has been read."""
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)


async def test_the_clipboards_address_stands_there_for_enter_to_keep(
    app: ReaderApp, desk: Desk, tools: Path
) -> None:
    program(tools / "xsel", f"printf {PAGE}")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "E")
        await clipboard_read(pilot)
        assert typed(app) == PAGE
        await press(pilot, *" supports", "enter")
        (source,) = desk.ledger.all()[0].evidence
        assert (source.url, source.stance) == (PAGE, "supports")


async def test_who_types_before_the_clipboard_is_read_is_not_disturbed(
    app: ReaderApp, tools: Path
) -> None:
    wait = f"while ! test -e {tools}/go; do /bin/sleep 0.02; done"
    program(tools / "xsel", f"{wait}; printf {PAGE}; : > {tools}/done")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED)
        await pilot.press("E", "h")
        assert typed(app) == "h"  # the question was there at once
        (tools / "go").touch()
        await clipboard_read(pilot)
        assert (tools / "done").exists()  # else it was waited for, and given up
        assert typed(app) == "h"


async def test_the_clipboard_is_read_for_evidence_only_and_stored_by_enter_only(
    app: ReaderApp, desk: Desk, tools: Path
) -> None:
    program(tools / "xsel", f"echo read >> {tools}/log; printf {PAGE}")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "t", "escape", "b", "escape", "w", "escape")
        assert not (tools / "log").exists()
        await press(pilot, "E")
        await clipboard_read(pilot)
        await press(pilot, "escape")
        assert (tools / "log").read_text() == "read\n"
        assert desk.ledger.all()[0].evidence == ()


# What is filed is shown


async def test_the_status_line_tells_what_is_filed_of_the_current_claim(app: ReaderApp) -> None:
    async with app.run_test(size=(160, 40)) as pilot:
        await press(pilot, *CAPTURED, "w", "h", "V", "f", "S", "h", "b", *"Runa", "enter")
        await press(pilot, "E", *PAGE, "enter")
        told = "Runa · worth high · checked · false · 1 source"
        assert place(app).startswith(f"quantity · {told} · 1 claim · ")
        await press(pilot, "C")
        assert place(app).startswith(f"claim 1 of 1 · {told} · ")
        await press(pilot, "escape", "k")
        assert "Runa" not in place(app)


@pytest.mark.parametrize(
    ("size", "before"),
    [((130, 30), "false · Runa: "), ((100, 30), "false · Runa: "), (NARROW, "Runa: ")],
)
async def test_the_ledger_says_before_the_words_who_says_them(
    app: ReaderApp, desk: Desk, size: tuple[int, int], before: str
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, *CAPTURED, "V", "f", "b", *"Runa", "enter", "C")
        quote = desk.ledger.all()[0].quote
        assert rows(app)[0].startswith(f" # quantity      {before}{quote[:16]}")


async def test_how_the_work_stands_is_told_until_there_is_a_verdict(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *CAPTURED, "C", "S", "w")
        assert "waiting for an answer · " in rows(app)[0]
        await press(pilot, "V", "t")
        assert "quantity      true · " in rows(app)[0]


@pytest.mark.parametrize(
    ("width", "name"), [(30, ""), (60, "Prof. Dr. Wil…: "), (130, "Prof. Dr. Wilhelmina Oe…: ")]
)
async def test_a_long_name_leaves_the_words_their_room(
    app: ReaderApp, desk: Desk, width: int, name: str
) -> None:
    async with app.run_test(size=(width, 24)) as pilot:
        await press(pilot, *CAPTURED, "b", *"Prof. Dr. Wilhelmina Oestergaard", "enter", "C")
        quote = desk.ledger.all()[0].quote
        assert rows(app)[0].startswith(f" # quantity      {name}{quote[:10]}")


async def test_a_claim_that_no_longer_answers_the_query_leaves_the_narrowed_ledger(
    app: ReaderApp, desk: Desk
) -> None:
    desk.ledger.put_all((claim(), claim("The council disagrees.", status="checked", now=NOON - 1)))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C", "equals_sign", *"status:todo", "enter", "S", "p")
        assert rows(app) == []
        assert [each.status for each in desk.ledger.all()] == ["published", "checked"]


# What is offered


async def test_the_keys_of_a_claim_are_offered_first_as_long_as_there_is_one(
    app: ReaderApp,
) -> None:
    def offered() -> list[str]:
        return [words for _, words in app.screen.query_one(KeyHints).hints]

    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "enter", "j")
        assert offered()[1] == "quantity"
        await press(pilot, "1")
        assert offered()[1:8] == [
            "Tags",
            "By whom",
            "Verdict",
            "Status",
            "Evidence",
            "All fields",
            "Delete claim",
        ]
        assert offered()[8] == "quantity"
        assert len(set(offered())) == len(offered())
        await press(pilot, "j")
        assert offered()[1] == "quantity"
        await press(pilot, "k", "d")
        assert offered()[1] == "quantity"
        await press(pilot, "u", "h", "enter")
        assert offered()[1] == "Tags"


async def test_the_list_of_claims_offers_no_key_that_adds_a_feed(app: ReaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "C")
        offered = [words for _, words in app.screen.query_one(KeyHints).hints]
        assert {"Verdict", "Status", "Sort"} <= set(offered)
        assert "Add" not in offered


MOVED = """
[article]
capture_1 = "!"
add_part = "A"
leave = "ctrl+g"
[words]
leave = "X"
[ledger]
leave = "X"
"""


async def test_what_is_said_names_the_users_own_keys(desk: Desk, pages: PagesInPlace) -> None:
    desk.places.keys.write_text(MOVED, encoding="utf-8")
    with Desk.open(desk.places) as moved:
        app = ReaderApp(moved, pages)  # type: ignore[arg-type]
        async with app.run_test(size=WIDE) as pilot:
            await press(pilot, "enter", "j", "t")
            assert said(app) == "There is no claim here; a type's key saves this sentence as one"
            await press(pilot, "right_square_bracket")
            assert said(app).startswith("There are no claims here yet; a type's key saves")
            await press(pilot, "A")
            assert said(app).endswith("then A adds more to them")
            await press(pilot, "f")
            assert said(app) == "Type the letters before a sentence; Esc drops them"
            await press(pilot, "escape")
            assert view(app).hints is None
            await press(pilot, "exclamation_mark", "a")
            assert said(app) == "Choose its words anew: Enter keeps them, X drops them"
            await press(pilot, "X", "j", "2", "C", "space", "space", "i")
            assert said(app) == "All fields are those of one claim; X drops the marks"
            await press(pilot, "equals_sign", *"absent", "enter")
            assert app.screen.query_one(ClaimList).empty == "No claim is like this. X shows all."
