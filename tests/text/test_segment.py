"""A sentence is what a reader would underline, to the character."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.text.abbreviations import ENGLISH, GERMAN, LANGUAGES, language
from newsread.text.document import Kind, Piece, assemble
from newsread.text.segment import document_sentences, sentences

# Each case is written with " | " where one sentence ends and the next begins.
ENGLISH_CASES = [
    "One. | Two! | Three? | Four… | Five",
    "Mr. Smith met Dr. Jones and Sen. Warren. | They left.",
    "The U.S. Senate voted at 5 p.m. Monday. | He was in Washington, D.C. | But she was not.",
    "Acme Inc. said so, and Foo Corp. Chairman Bar agreed. | Baz Ltd. | The end.",
    "J. D. Vance and Mark A. Milley spoke. | So did I. | Vitamin C. | The rest is silence.",
    "Albert I. Jones wrote it.",
    "It cost $3.50 or 1.5 million. | Version 2.0.1 is out. | See No. 5 and Fig. 2. | No. | Yes.",
    "On Jan. 6 they came. | It was Jan. | Snow fell.",
    "He said: “We won.” | “We are happy. | It is over,” Mr. Smith said.",
    '"We won. | We are happy. | It is over," Mr. Smith said.',
    "“Is it over?” Smith asked. | “No!” he replied.",
    "“Is it over?” | The crowd was silent.",
    "(It was late.) | He slept. | [Laughter.] | More followed.[12] | And more.[3][4]",
    "She paused ... and went on. | Then ... | Well, . . . perhaps. | Or . . . | Nobody.",
    "I thought... I was wrong.",
    "They want peace. | The Kremlin does not.",
    "He uses e.g. Linux, i.e. a kernel, vs. Windows etc. on it.",
    "Visit example.com or www.Example.Com today. | Write to joe.Bloggs@example.com now.",
    "The company sold it. | iPhone sales fell. | https://example.com/a.b?c has more.",
    "That is Trump's. | This is the children’s. | Ours too.",
    "What?! | Really?! | Yes!!! | Oh.",
    "1. First do this. | 2. Then that. | 3. Rest.",
    "1) First item | 2) Second item",
    "• 9. Ninth item | • 10. Tenth item. | With more.",
    "a. The first | b. The second",
    "He was No. 1. | Then he fell.",
    "12. The twelfth rule. | 13. The next one.",
    "Room 5. | The door.",
    "He quoted “Bohr [...] used the analogy” twice.",
    "Breaking news, sir. | Sgt. Pepper and St. Louis, Ft. Worth and Mt. Rainier.",
    "The temperature rose 2.5 C. | By noon it was hot.",
    "नमस्ते। | फिर मिलेंगे।",
    "متى؟ | غدا.",
]

GLUED_CASES = [
    ("They want peace.The Kremlin does not.", ["They want peace.", "The Kremlin does not."]),
    ("“They want peace.”The Kremlin does not.", ["“They want peace.”", "The Kremlin does not."]),
    ("Is it peace?Nobody knows.", ["Is it peace?", "Nobody knows."]),
    ("See www.peace.The end", ["See www.peace.The end"]),
    ("Read foo.bar and Foo.bar.", ["Read foo.bar and Foo.bar."]),
    ("春天来了。花开了！你呢？", ["春天来了。", "花开了！", "你呢？"]),
    ("他说：“走吧。”然后他走了。", ["他说：“走吧。”", "然后他走了。"]),
    ("「行く。」と言った。終わり。", ["「行く。」と言った。", "終わり。"]),
    ("一。 二。", ["一。", "二。"]),
    ("Headline without a stop\nThe minister resigned", ["Headline without a stop",
                                                      "The minister resigned"]),
    ("  padded. \n\n\t Twice.  ", ["padded.", "Twice."]),
    ("", []),
    (" \n \t ", []),
    ("...", ["..."]),
]  # fmt: skip

OTHER_CASES = [
    ("de", "Am 3. Mai kam Dr. Müller z. B. nach Köln, d.h. zu Fuß. | Es regnete."),
    ("de", "Kaiser Wilhelm II. war da. | Er zahlte 5 Mio. Euro bzw. mehr usw. | Die Lage blieb."),
    ("de", "Er kam. | »Was?« | »Nichts.« | Dann ging er. | „Gut so.“ | So war es."),
    ("de-AT", "Sie wohnt in der Dominikus-Zimmermann-Str. 9 in Wien."),
    ("fr", "M. Dupont et Mme Martin sont venus. | « C’est fini. » | Il est parti à 5 h."),
    ("fr", "Voir art. 5 et p. 12. | C’est de l’art. | Voilà."),
    ("es", "El Sr. Pérez vive en la Av. Reforma. | ¿Y usted? | ¡No! | Los EE.UU. no."),
    ("it", "Il dott. Rossi e la sig.ra Verdi, pag. 3. | È finita, ecc. | Poi basta."),
    ("pl", "W 1990 r. dr Kowalski mieszkał przy ul. Długiej. | Był 5. dniem. | W 1991 r. | Potem."),
]  # fmt: skip


def cut(text: str, lang: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, lang)]


@pytest.mark.parametrize("case", ENGLISH_CASES)
def test_english_sentences(case: str) -> None:
    expected = case.split(" | ")
    assert cut(" ".join(expected), "en") == expected


@pytest.mark.parametrize(("text", "expected"), GLUED_CASES)
def test_sentences_with_no_space_or_more_than_one_between(text: str, expected: list[str]) -> None:
    assert cut(text, "") == expected


@pytest.mark.parametrize(("lang", "case"), OTHER_CASES)
def test_sentences_of_other_languages(lang: str, case: str) -> None:
    expected = case.split(" | ")
    assert cut(" ".join(expected), lang) == expected


@given(
    st.text(st.sampled_from(".!?…。」”\"') \n\t\u00a0AaIbé1-U»«[]") | st.characters(), max_size=80),
    st.sampled_from(["", "en", "de", "fr", "xx"]),
)
def test_every_character_but_white_space_is_in_one_trimmed_sentence(text: str, lang: str) -> None:
    found = sentences(text, lang)
    end = 0
    for sentence in found:
        assert end <= sentence.start < sentence.end
        assert not text[end : sentence.start].strip()
        part = text[sentence.start : sentence.end]
        assert part == part.strip()
        assert "\n" not in part
        end = sentence.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "piece",
    [". ", "!", ".)", '."', ". .", "a.", "A. ", "1. ", "…»", "word ", '"Who?" Mr Smith ', "。と"],
)
def test_one_endless_line_takes_linear_work(piece: str) -> None:
    # Quadratic work on 200,000 characters would not end within the run.
    sentences(piece * (200_000 // len(piece)), "en")


def test_a_whole_article_on_one_line_is_still_cut_into_its_sentences() -> None:
    line = " ".join(
        f"The minister told Mr. Smith it cost ${n}.50 at 5 p.m. Monday." for n in range(999)
    )
    assert len(sentences(line, "en")) == 999


def test_document_sentences_never_cross_a_block_and_skip_rules() -> None:
    document = assemble(
        [
            Piece(Kind.HEADLINE, "No stop here"),
            Piece(Kind.RULE, ""),
            Piece(Kind.PARAGRAPH, "Am 3. Mai. Dann nicht."),
            Piece(Kind.CODE, "a = 1\nb = 2"),
        ],
        lang="de-DE",
    )
    found = [document.text[start:end] for start, end in document_sentences(document)]
    assert found == ["No stop here", "Am 3. Mai.", "Dann nicht.", "a = 1", "b = 2"]


@pytest.mark.parametrize(
    ("tag", "known"),
    [("de", GERMAN), ("de-CH", GERMAN), ("DE_at", GERMAN), ("", ENGLISH), ("sv", ENGLISH)],
)
def test_a_language_is_found_by_its_primary_subtag(tag: str, known: object) -> None:
    assert language(tag) is known


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_an_abbreviation_has_one_meaning_and_is_written_as_it_is_looked_up(name: str) -> None:
    known = LANGUAGES[name]
    groups = [known.inner, known.counted, known.final]
    assert sum(map(len, groups)) == len(frozenset().union(*groups))
    for word in frozenset().union(*groups, known.openers):
        assert word == word.lower().rstrip(".")


BENCH = {  # percent of gold sentences with exact start and end, at least
    "seg_en_pud": 99.0, "seg_de_pud": 99.0, "seg_fr_pud": 99.0, "seg_es_pud": 97.5,
    "seg_de_gsd": 75.0, "seg_fr_gsd": 91.0, "seg_en_ewt": 44.0,
}  # fmt: skip


@pytest.mark.parametrize(("name", "least"), BENCH.items())
def test_sentences_of_hand_checked_corpora_are_found_exactly(
    shared: Path, name: str, least: float
) -> None:
    path = shared / "bench" / "nlp" / "data" / f"{name}.json"
    lang = name[4:6]
    exact = total = 0
    for item in json.loads(path.read_text(encoding="utf-8"))["docs"]:
        gold = {(start, end) for start, end in item["spans"]}
        exact += len(gold.intersection(sentences(item["text"], lang)))
        total += len(gold)
    assert 100 * exact / total >= least
