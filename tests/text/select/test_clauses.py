"""Clauses of one sentence, as a table and as rules on any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsread.text.grapheme import is_edge
from newsread.text.segment import Range
from newsread.text.select.clauses import clauses


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text, Range(0, len(text)))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nobody spoke.", "Nobody spoke."),
        ("The council met on Monday, and nobody spoke against it.",
         "The council met on Monday | and nobody spoke against it."),
        ("Fees rise; boats stay: nobody pays.", "Fees rise | boats stay | nobody pays."),
        ("The plan — a good one — failed.", "The plan | a good one | failed."),
        ("The plan – a good one – failed.", "The plan | a good one | failed."),
        ("The plan—a good one—failed.", "The plan | a good one | failed."),
        ("In 2019—a bad year—3 boats came.", "In 2019 | a bad year | 3 boats came."),
        ("The plan -- a good one -- failed.", "The plan | a good one | failed."),
        ("The plan (a good one) failed.", "The plan | a good one | failed."),
        ("The plan [a good one] failed.", "The plan | a good one | failed."),
        ("We waited … nobody came.", "We waited | nobody came."),
        ("We waited... nobody came.", "We waited | nobody came."),
        ("“What we do not have,” she said, “is enough nurses.”",
         "What we do not have | she said | is enough nurses."),
        ('"What we lack," she said, "is time."', "What we lack | she said | is time."),
        ("‘What we lack,’ she said, ‘is time.’", "What we lack | she said | is time."),
        ("``What we lack,'' she said.", "What we lack | she said."),
        ("« Nous avons perdu », a-t-il dit.", "Nous avons perdu | a-t-il dit."),
        ("„Wir haben“, sagte sie.", "Wir haben | sagte sie."),
        ("Er sagte am Montag, dass er kommt, weil er muss.",
         "Er sagte am Montag | dass er kommt | weil er muss."),
        ('"We have rooms.', "We have rooms."),
        ('We lack time."', "We lack time."),
        ('The screen has 27"', 'The screen has 27"'),
        ("From 2019—2020 nobody came.", "From 2019—2020 nobody came."),
        ("The flag is red, white and blue.", "The flag is red, white and blue."),
        ("They sell apples, pears, and a lot of other fruit.",
         "They sell apples, pears, and a lot of other fruit."),
        ("In May, she said, nobody had paid the fee.",
         "In May, she said, nobody had paid the fee."),
        ("It cost 1,250 euros at 5:30 p.m. on 3.5.2024.",
         "It cost 1,250 euros at 5:30 p.m. on 3.5.2024."),
        ("The 2019–2020 talks of Merrow-on-Sea ended.",
         "The 2019–2020 talks of Merrow-on-Sea ended."),
        ("The minister(s) asked for a “[s]econd look”.",
         "The minister(s) asked for a | [s]econd look"),
        ("The nurses’ pay doesn’t rise on a 27\" screen.",
         "The nurses’ pay doesn’t rise on a 27\" screen."),
        ("See https://paper.example/a:b;c now.", "See https://paper.example/a:b;c now."),
        ("港の料金は五月に上がる、市議会は月曜日に決めた。",
         "港の料金は五月に上がる | 市議会は月曜日に決めた。"),
        ("はい、いいえ、たぶん。", "はい、いいえ、たぶん。"),
        ("费用上涨；船只留下：没有人付钱。", "费用上涨 | 船只留下 | 没有人付钱。"),
        ("彼は「勝った」と言った。", "彼は | 勝った | と言った。"),
        ("…", "…"),
        ("One;\u0301 two (\u0301three.", "One;\u0301 two (\u0301three."),
        ("?!", "?!"),
    ],
)  # fmt: skip
def test_where_a_sentence_is_cut(sentence: str, expected: str) -> None:
    assert cut(sentence) == expected.split(" | ")


def test_positions_are_those_of_the_whole_text() -> None:
    text = "One, two. The plan failed; nobody wept. Three."
    start, end = text.index("The"), text.index(" Three")
    found = clauses(text, Range(start, end))
    assert [text[slice(*each)] for each in found] == ["The plan failed", "nobody wept."]


SIGNS = ",;:…—–-()[]“”‘’\"'«»「」、，；：. \u00a0\u0301\u0600\u200d"


@given(st.text(st.sampled_from(SIGNS + "abc1中") | st.characters(), min_size=1, max_size=80))
def test_every_word_is_in_exactly_one_clause(text: str) -> None:
    sentence = Range(0, len(text))
    found = clauses(text, sentence)
    end = 0
    for clause in found:
        assert end <= clause.start < clause.end <= len(text)
        assert not re.search(r"\w", text[end : clause.start])
        assert is_edge(text, clause.start)
        assert is_edge(text, clause.end)
        end = clause.end
    assert not re.search(r"\w", text[end:])


@pytest.mark.parametrize(
    "piece",
    ["“", '"a" ', ", ", "a, ", "aa bb cc, ", "(", "a(s)", ".", "a—", "、", "\u0301,", "\u0600;",
     "中", "‘a’ ", "--"],
)  # fmt: skip
def test_one_endless_sentence_takes_linear_work(piece: str) -> None:
    # Quadratic work on 200,000 characters would not end within the run.
    text = piece * (200_000 // len(piece)) + "x"
    clauses(text, Range(0, len(text)))
