"""Quoted speech in the styles of the languages we know, as tables and as rules on any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.pages.page import read_feed
from newsread.paths import shipped_config
from newsread.text.document import Document, Kind, Part, Piece, assemble
from newsread.text.grapheme import is_edge
from newsread.text.select.quotations import MOST_PARTS, Quotations
from newsread.text.select.quote_marks import MOST_MARKS

WELCOME = sorted((shipped_config() / "welcome").glob("*.html"))


def article(text: str, lang: str = "") -> Document:
    return assemble((Piece(Kind.PARAGRAPH, line) for line in text.split("\n\n")), lang)


def told(document: Document) -> list[str]:
    """Return the quotations as ``one part | the next``, with ``>`` for each depth."""
    return [
        ">" * each.depth + " | ".join(document.text[start:end] for start, end in each.parts)
        for each in Quotations(document).all
    ]


NARROW, NO_BREAK = "\u202f", "\u00a0"

STYLES = [
    ("en", "“We won,” she said.", ["We won"]),
    ("en", "She said: “We won.”", ["We won."]),
    ("en", "“Did we win?” she asked. “We won!”", ["Did we win?", "We won!"]),
    ("en", "‘We won,’ she said.", ["We won"]),
    ("en", '"We won," she said.', ["We won"]),
    ("en", "'We won,' she said.", ["We won"]),
    ("en", "``We won,'' she said.", ["We won"]),
    ("en", "‘‘We won,’’ she said.", ["We won"]),
    ("en", "''We won,'' she said.", ["We won"]),
    ("en", "“We won”—“at last”.", ["We won", "at last"]),
    ("en", "(“We won.”)", ["We won."]),
    ("en", "“…and we won”", ["…and we won"]),
    ("en", '"...and we won"', ["...and we won"]),
    ("en", '"I was going to—" she said.', ["I was going to—"]),
    ("en", '" We won ", she said.', ["We won"]),
    ("en", "He asked for a “[s]econd look”.", ["[s]econd look"]),
    ("de", "„Wir haben gewonnen“, sagte sie.", ["Wir haben gewonnen"]),
    ("de", "„Wir haben gewonnen”, sagte sie.", ["Wir haben gewonnen"]),
    ("de", '„Wir haben gewonnen", sagte sie.', ["Wir haben gewonnen"]),
    ("de", "»Wir haben gewonnen«, sagte sie.", ["Wir haben gewonnen"]),
    ("de", "‚Wir haben gewonnen‘, sagte sie.", ["Wir haben gewonnen"]),
    ("de", "›Wir haben gewonnen‹, sagte sie.", ["Wir haben gewonnen"]),
    ("de", "Der „Küstenbote“-Reporter kam.", ["Küstenbote"]),
    ("de", "Die „Hafenblatt“s von morgen.", ["Hafenblatt"]),
    ("de-CH", "«Wir haben gewonnen», sagte sie.", ["Wir haben gewonnen"]),
    ("fr", "« Nous avons gagné », dit-elle.", ["Nous avons gagné"]),
    ("fr", f"«{NO_BREAK}Gagné{NO_BREAK}», dit-elle.", ["Gagné"]),
    ("fr", f"«{NARROW}Gagné{NARROW}!{NARROW}», dit-elle.", [f"Gagné{NARROW}!"]),
    ("fr", "“Nous avons gagné”, dit-elle.", ["Nous avons gagné"]),
    ("fr", "Il parle d’« idées » et de l’“équipe”.", ["idées", "équipe"]),
    ("fr", "Il parle de l'\"équipe\" et d'\"idées\".", ["équipe", "idées"]),
    ("es", "«Hemos ganado», dijo.", ["Hemos ganado"]),
    ("es", "“¿Hemos ganado?”, preguntó.", ["¿Hemos ganado?"]),
    ("it", "«Abbiamo vinto», ha detto.", ["Abbiamo vinto"]),
    ("it", "“Abbiamo vinto”, ha detto la sindaca dell’“Italia unita”.",
     ["Abbiamo vinto", "Italia unita"]),
    ("pl", "„Wygraliśmy”, powiedziała.", ["Wygraliśmy"]),
    ("pl", "«Wygraliśmy», powiedziała.", ["Wygraliśmy"]),
    ("sv", "”Vi vann”, sade hon.", ["Vi vann"]),
    ("sv", "’Vi vann’, sade hon.", ["Vi vann"]),
    ("sv", "”Hon sade ’vi vann’ igen”, sade han.", ["Hon sade ’vi vann’ igen", ">vi vann"]),
    ("da", "»Vi vandt«, sagde hun.", ["Vi vandt"]),
    ("ja", "彼は「勝った」と言った。『海の日』も読んだ。", ["勝った", "海の日"]),
    ("zh", "他说“我们赢了”，她说“是的”。", ["我们赢了", "是的"]),
    ("zh", "她说“他说“好”了”。", ["他说“好”了", ">好"]),
    ("en", 'She said "yes ". Then "no."', ["yes", "no."]),
]  # fmt: skip

APOSTROPHES = [
    ("en", "We don’t know the children’s names, nor the nurses’ pay.", []),
    ("en", "We don't know the children's names, nor the nurses' pay.", []),
    ("en", "In the ’90s it was rock ’n’ roll, 'til '99.", []),
    ("en", "In the ‘90s it was rock ‘n’ roll for ‘em.", []),
    ("en", "He is 5' 10\" and 6'2\" is his brother's height.", []),
    ("en", 'A 27" screen beside a 32" one.', []),
    ("en", '"I own a 27" screen," she said.', ['I own a 27" screen']),
    ("en", "“I own a 27” screen,” she said.", ["I own a 27” screen"]),
    ("en", '"It cost 27" was all she said.', ["It cost 27"]),
    ("en", "‘The nurses’ union is strong,’ he said.", ["The nurses’ union is strong"]),
    ("en", "'The nurses' union is strong,' he said.", ["The nurses' union is strong"]),
    ("en", "The ‘boats’ and the ‘ferries’ and the nurses’ pay.", ["boats", "ferries"]),
    ("en", "‘We don’t know,’ he said.", ["We don’t know"]),
    ("en", "‘It was rock ’n’ roll,’ he said.", ["It was rock ’n’ roll"]),
    ("en", "In the ‘90s it was all ‘bout the boats’.", []),
    ("en", "A ‘first, and “the boats’ of May” again.", ["the boats’ of May"]),
    ("fr", "‘Il parle d’« idées » ’n’ rien.", ["idées"]),
    ("fr", "‘Il parle d’« idées »,’ dit-elle.", ["Il parle d’« idées »", ">idées"]),
    ("fr", "'Il parle d'\"idées\"', dit-elle.", ['Il parle d\'"idées"', ">idées"]),
    ("fr", "'Il parle ' encore', dit-elle.", ["Il parle ' encore"]),
    ("en", "“’Tis over,” he said.", ["’Tis over"]),
    ("fr", "L’homme qu’on voit aujourd’hui, l'ami d'hier.", []),
    ("it", "Un po’ dell’Italia degli anni ’80.", []),
    ("de", "Hab’ ich’s nicht gesagt? Andreas’ Boot.", []),
]

NESTED = [
    ("en", "“He said ‘no’ twice,” she said.", ["He said ‘no’ twice", ">no"]),
    ("en", "‘He said “no” twice,’ she said.", ["He said “no” twice", ">no"]),
    ("en", "\"He said 'no,'\" she said.", ["He said 'no,'", ">no"]),
    ("en", "\"'No,' he said,\" she said.", ["'No,' he said", ">No"]),
    ("en", "'He said \"no\"', she said.", ['He said "no"', ">no"]),
    ("en", "“‘No,’ he said,” she said.", ["‘No,’ he said", ">No"]),
    ("en", "“a ‘b “c ‘d’ e” f’ g”", ["a ‘b “c ‘d’ e” f’ g", ">b “c ‘d’ e” f", ">>c ‘d’ e", ">>>d"]),
    ("de", "„Der ‚Plan‘ ist gut“, sagte sie.", ["Der ‚Plan‘ ist gut", ">Plan"]),
    ("de", "»Der ›Plan‹ ist gut«, sagte sie.", ["Der ›Plan‹ ist gut", ">Plan"]),
    ("fr", "« Il a dit “non” hier. »", ["Il a dit “non” hier.", ">non"]),
    ("fr", "« Il a dit « non » hier. »", ["Il a dit « non » hier.", ">non"]),
    ("es", "«Dijo “no” ayer», contó.", ["Dijo “no” ayer", ">no"]),
    ("pl", "„Mówił «nie» wczoraj”, dodał.", ["Mówił «nie» wczoraj", ">nie"]),
    ("ja", "「彼は『はい』と言った」", ["彼は『はい』と言った", ">はい"]),
    ("en", "“He said ‘We won, you lost,” she said.", ["He said ‘We won, you lost"]),
]  # fmt: skip

UNBALANCED = [
    ("en", "“We won, she said.\n\nNobody spoke. “Yes,” he said.", ["Yes"]),
    ("en", "We won,” she said. “Yes,” he said.", ["Yes"]),
    ("en", "“We won, she said. “Yes,” he said.", ["Yes"]),
    ("en", '"We won, she said.\n\nNobody spoke.', []),
    ("en", "“We ‘won,” she said’ again.", ["We ‘won"]),
    ("de", "„Wir, sagte sie. „Ja“, sagte er.", ["Ja"]),
    ("fr", "Lire aussi » Le port.", []),
    ("en", '“” and "" and “,” say nothing.', []),
    ("en", "“  ” \u201c\u00a0\u201d", []),
]

PARAGRAPHS = [
    ("en", "“One.\n\n“Two.\n\n“Three,” she said.", ["One. | Two. | Three"]),
    ("en", '"One.\n\n"Two."\n\n"Three."', ["One. | Two.", "Three."]),
    ("en", "“One.\n\nTwo.\n\n“Three,” she said.", ["Three"]),
    ("en", "“One ‘a.\n\n“‘b’ two,” she said.", ["One ‘a. | ‘b’ two", ">a. | b"]),
    ("en", "“One “two” three.\n\n“Four,” she said.", ["two", "Four"]),
    ("en", "“One,” she said. “Two.\n\n“Three.”", ["One", "Two. | Three."]),
    ("fr", "« Un.\n\n» Deux.\n\n» Trois. »", ["Un. | Deux. | Trois."]),
    ("fr", "« Un.\n\n« Deux. »", ["Un. | Deux."]),
    ("de", "„Eins.\n\n„Zwei“, sagte sie.", ["Eins. | Zwei"]),
]

BROKEN = [
    ("en", "“What we do not have,” she said, “is enough nurses.”",
     ["What we do not have | is enough nurses."]),
    ("en", '"Boats," said Dr. J. Brill, "are slow."', ["Boats | are slow."]),
    ("en", "“Boats,” she said, “are slow,” she said, “and wet.”", ["Boats | are slow | and wet."]),
    ("en", "“Boats” – she said – “are slow.”", ["Boats | are slow."]),
    ("en", "“Boats,” she said “are slow.”", ["Boats | are slow."]),
    ("en", "‘Boats,’ he told the council, ‘are slow.’", ["Boats | are slow."]),
    ("en", "“He said ‘boats,’ he said, ‘are slow.’”",
     ["He said ‘boats,’ he said, ‘are slow.’", ">boats | are slow."]),
    ("en", "“We have rooms,” said Runa Sollberg. “What we lack,” she said, “is time.”",
     ["We have rooms", "What we lack | is time."]),
    ("en", "“We have rooms.” She said, “We lack time.”", ["We have rooms.", "We lack time."]),
    ("en", "He called the plan “foolish”, the minister “a clown”.", ["foolish", "a clown"]),
    ("en", "She said “no” and he said, “yes”.", ["no", "yes"]),
    ("en", "She saw “no boats” on the pier at night, she said, “yet”.", ["no boats", "yet"]),
    ("en", "“no,” and the minister said, “yes”.", ["no", "yes"]),
    ("en", "Instead of “a lot,” say “nine.”", ["a lot", "nine."]),
    ("en", "“Boats,” she said, ‘are slow.’", ["Boats", "are slow."]),
    ("en", "“Boats,” she said, " + "and went on and on, " * 6 + "“are slow.”",
     ["Boats", "are slow."]),
    ("en", "“Boats,” the harbour’s oldest pilot, “are slow.”", ["Boats", "are slow."]),
    ("de", "„Wir haben“, sagte sie, „keine Wahl.“", ["Wir haben | keine Wahl."]),
    ("de", "„Was“, fragte er, „ist das?“", ["Was | ist das?"]),
    ("de", "»Wir haben«, so sagte sie am 3. Mai, »keine Wahl.«", ["Wir haben | keine Wahl."]),
    ("de", "„Ja“, sagte sie. „Nein“, sagte er.", ["Ja", "Nein"]),
    ("fr", "« Nous avons perdu », a-t-il dit, « mais nous restons. »",
     ["Nous avons perdu | mais nous restons."]),
    ("fr", "« Nous avons perdu, a déclaré M. Dupont, mais nous continuons. »",
     ["Nous avons perdu, a déclaré M. Dupont, mais nous continuons."]),
    ("es", "“Hemos perdido”, dijo la alcaldesa, “pero seguimos”.",
     ["Hemos perdido | pero seguimos"]),
    ("it", "«Abbiamo perso», ha detto il sindaco, «ma restiamo».", ["Abbiamo perso | ma restiamo"]),
    ("pl", "„Nie wiem”, powiedziała, „co dalej”.", ["Nie wiem | co dalej"]),
    ("", "„Wir haben“, sagte sie, „keine Wahl.“", ["Wir haben | keine Wahl."]),
]  # fmt: skip

DASHES = [
    ("es", "—Hola —dijo Juan—. Adiós.", ["Hola | Adiós."]),
    ("es", "—Hola —dijo Juan—, ¿qué tal?\n\n—Bien.", ["Hola | ¿qué tal?", "Bien."]),
    ("pl", "– Nie wiem – powiedział. – Może jutro.", ["Nie wiem | Może jutro."]),
    ("pl", "– Nie wiem, co dalej – powiedział.", ["Nie wiem, co dalej"]),
    ("pl", "– Port jest „gotowy – i pusty” – mówi Anna.", ["Port jest „gotowy – i pusty”",
     ">gotowy – i pusty"]),
    ("fr", "— Bonjour, dit-elle.\n— Au revoir.", ["Bonjour, dit-elle.", "Au revoir."]),
    ("it", "– Ciao – disse Marta – come stai?", ["Ciao | come stai?"]),
    ("ru", "— Не знаю, — сказал он. — Может быть.", ["Не знаю | Может быть."]),
    ("fr", "– les bateaux\n– les ports.", []),
    ("fr", "– Les bateaux ;\n– Les ports ;", []),
    ("en", "— Hello, she said.", []),
    ("pl", "„Tak\n– Nie” – powiedział.", ["Tak\n– Nie"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [*STYLES, *APOSTROPHES, *NESTED, *UNBALANCED, *PARAGRAPHS, *BROKEN, *DASHES],
)
def test_what_is_quoted(lang: str, text: str, expected: list[str]) -> None:
    assert told(article(text, lang)) == expected


@pytest.mark.parametrize("kind", [Kind.CODE, Kind.HEADING, Kind.RULE, Kind.IMAGE])
def test_only_paragraphs_that_follow_each_other_share_a_quotation(kind: Kind) -> None:
    between = Piece(kind, "" if kind is Kind.RULE else "“Not”")
    pieces = [Piece(Kind.PARAGRAPH, "“One."), between, Piece(Kind.PARAGRAPH, "“Two.”")]
    assert "One." not in "".join(told(assemble(pieces)))


def test_paragraphs_quotes_and_items_share_a_quotation() -> None:
    kinds = (Kind.PARAGRAPH, Kind.QUOTE, Kind.ITEM)
    pieces = [Piece(kind, f"“{kind}" + "”" * (kind is Kind.ITEM)) for kind in kinds]
    assert told(assemble(pieces)) == ["paragraph | quote | item"]


def test_a_caption_or_headline_shares_no_quotation() -> None:
    pieces = [
        Piece(Kind.HEADLINE, "“One", Part.HEADLINE),
        Piece(Kind.PARAGRAPH, "“Two.”"),
        Piece(Kind.PARAGRAPH, "“Three."),
        Piece(Kind.PARAGRAPH, "“Four.”", Part.CAPTION),
    ]
    assert told(assemble(pieces)) == ["Two.", "Four."]


def test_code_is_not_looked_at() -> None:
    assert told(assemble([Piece(Kind.CODE, 'print("“hello”")')])) == []


def test_a_quotation_reaches_from_mark_to_mark() -> None:
    document = article("So “we won,” she said, “at last.” Yes.")
    [found] = Quotations(document).all
    assert document.text[found.start : found.end] == "“we won,” she said, “at last.”"


ASKED = article("One. “Two ‘three’ four,” she said, “five.” Six. “Seven.” Eight.", "en")


def at(words: str) -> tuple[int, int]:
    start = ASKED.text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("One", []),
        ("thr", ["three", "Two"]),
        ("‘three’", ["Two"]),
        ("she said", ["Two"]),
        ("“Two", []),
        ("four,” she said, “five.", ["Two"]),
        ("five.” Six", []),
        ("Seven", ["Seven"]),
        ("Eight.", []),
    ],
)
def test_around_are_those_whose_words_enclose_it(words: str, expected: list[str]) -> None:
    found = [ASKED.text[slice(*each.parts[0])] for each in Quotations(ASKED).around(*at(words))]
    assert [first.split()[0].rstrip(".") for first in found] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("One", "Two"), ("three", "Two"), ("five", "Two"), (".” Six", "Two"), ("” Six", "Seven"),
     ("Seven", "Seven"), ("Eight", None)],
)  # fmt: skip
def test_the_next_is_the_first_whose_words_end_later(words: str, expected: str | None) -> None:
    found = Quotations(ASKED).next_from(at(words)[0])
    assert expected == (found and ASKED.text[found.start + 1 :].split()[0].strip(".”"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (ASKED.text, 2),
        ("“Two ‘three’ four,” she said, “five.”", 1),
        ("“Two ‘three’ four,” she said, “five.", 1),
        ("Two ‘three’ four", 1),
        ("Six. “Seven.” Eight.", 1),
        ("three", 0),
    ],
)
def test_within_are_those_that_lie_in_it_whole_and_in_no_other(words: str, expected: int) -> None:
    assert len(Quotations(ASKED).within(*at(words))) == expected


def test_a_document_without_quotations_answers_every_question() -> None:
    quotations = Quotations(article("Nobody spoke."))
    assert quotations.all == quotations.around(0, 3) == quotations.within(0, 13) == ()
    assert quotations.next_from(0) is None


MARKS = "“”‘’\"'«»‹›„‚「」『』`—–"
OTHERS = " \u00a0\u202f\n,.!?;s nA9é中\u0301\u0600\u200d"


@pytest.mark.parametrize(
    "text",
    ["“\u0301We won”", "“We won”\u0301", "“ \u0301We won \u0301”", "“We \u0600 ”",
     "—\u0301Hola", "—Hola \u0600— dijo — Adiós.", "—Hola —\u0301 dijo — \u0301Adiós."],
)  # fmt: skip
def test_ends_are_edges_of_graphemes(text: str) -> None:
    document = article(text, "es")
    for each in Quotations(document).all:
        assert each.start < each.parts[0].start
        for end in (each.start, each.end, *(end for part in each.parts for end in part)):
            assert is_edge(document.text, end)


@given(
    st.lists(
        st.text(st.sampled_from(MARKS + OTHERS) | st.characters(), min_size=1, max_size=50),
        max_size=4,
    ),
    st.sampled_from(["", "en", "fr", "pl", "sv"]),
)
def test_on_any_text_quotations_and_parts_are_in_order_whole_and_apart(
    paragraphs: list[str], lang: str
) -> None:
    document = assemble((Piece(Kind.PARAGRAPH, each) for each in paragraphs), lang)
    text = document.text
    enclosing: list[int] = []
    last = (-1, 0)
    for each in Quotations(document).all:
        assert (each.start, -each.end) > last
        last = (each.start, -each.end)
        while enclosing and enclosing[-1] <= each.start:
            enclosing.pop()
        assert each.depth == len(enclosing)
        assert not enclosing or each.end <= enclosing[-1]
        enclosing.append(each.end)
        end = each.start
        for part in each.parts:
            assert end < part.start
            assert part.start < part.end <= each.end
            assert text[slice(*part)].strip()
            assert is_edge(text, part.start)
            assert is_edge(text, part.end)
            end = part.end
        assert is_edge(text, each.start)
        assert is_edge(text, each.end)


@given(st.text(st.sampled_from("“”‘’ a,.'"), max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_questions_agree_with_looking_at_all(text: str, one: int, other: int) -> None:
    start, end = sorted((one, other))
    quotations = Quotations(article("x" + text))
    outermost = [each for each in quotations.all if each.depth == 0]
    assert list(quotations.around(start, end)) == [
        each
        for each in reversed(quotations.all)
        if each.parts[0].start <= start and end <= each.parts[-1].end
    ]
    inside = [each for each in quotations.all if start <= each.start and each.end <= end]
    assert list(quotations.within(start, end)) == [
        each
        for each in inside
        if not any(other.start < each.start and each.end <= other.end for other in inside)
    ]
    later = [each for each in outermost if each.parts[-1].end > start]
    assert quotations.next_from(start) == (later[0] if later else None)


@pytest.mark.parametrize(
    "piece",
    ["“", "”", "‘", "’ ", "'", '"', "« ", "»", "„“", "“a” ", '"a" ', "“a,” said he, ", "a\n\n“b",
     "— A ", "“\u0301", "\u0301“", "\u0600“", "nurses’ a", '7" a', "“ \u0301a”", "“\n", "“‘"],
)  # fmt: skip
def test_endless_marks_take_linear_work(piece: str) -> None:
    # Quadratic work on 200,000 marks would not end within the run.
    marks = sum(sign in MARKS for sign in piece)
    Quotations(article("— " + piece * (200_000 // marks), "fr")).next_from(0)


@pytest.mark.parametrize("file", WELCOME, ids=lambda file: file.stem)
def test_every_mark_in_the_articles_to_learn_on_belongs_to_a_part(file: Path) -> None:
    document = read_feed(file.read_text(encoding="utf-8"), "", "", "en").document
    parts = [part for each in Quotations(document).all for part in each.parts]
    assert document.text.count("“") == document.text.count("”") == len(parts)
    assert all(document.text[start - 1] == "“" for start, _ in parts)


def test_the_broken_quotation_to_learn_on_is_one() -> None:
    [file] = [file for file in WELCOME if file.stem == "hospital-waiting-times"]
    document = read_feed(file.read_text(encoding="utf-8"), "", "", "en").document
    assert sum(len(each.parts) == 2 for each in Quotations(document).all) == 1


def test_a_quotation_has_a_bounded_number_of_parts() -> None:
    found = Quotations(article("“a,” he said, " * 100 + "“b.”")).all
    assert max(len(each.parts) for each in found) == MOST_PARTS
    assert sum(len(each.parts) for each in found) == 101


def test_marks_beyond_a_bound_are_not_looked_at() -> None:
    found = Quotations(article("“a” " * MOST_MARKS)).all
    assert len(found) == MOST_MARKS // 2
