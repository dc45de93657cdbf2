"""Pairs of wordings, and what became of the claim: whether what it says has changed, and by what.

Each sentence is our own. `same`: nothing but spaces differs; `minor`: said otherwise; else the
words by which it says something else.
"""

from __future__ import annotations

import pytest

from newsread.claims.anchor import compared
from newsread.claims.claim import Segment
from newsread.claims.material import in_words, material_changes
from tests.fakes.claims import claim

SAME, MINOR = "same", "minor"

PAIRS = [
    # Numbers
    ("Prices rose by 4.1 % in a year.", "Prices rose by 4.7 % in a year.", "4.1 → 4.7"),
    ("The bridge cost 12 million pounds.", "The bridge cost 21 million pounds.", "12 → 21"),
    ("About 1,200 homes lost power.", "About 12,000 homes lost power.", "1,200 → 12,000"),
    ("About 1,200 homes lost power.", "About 1200 homes lost power.", MINOR),
    ("Ten schools will close.", "10 schools will close.", MINOR),
    ("Ten schools will close.", "Twelve schools will close.", "Ten → Twelve"),
    ("A third of the wells are dry.", "A quarter of the wells are dry.", "third → quarter"),
    ("It fell from 7 to 4 points.", "It fell from 4 to 7 points.", "at another place"),
    ("The vote was 51-49.", "The vote was 52-48.", "51 → 52, 49 → 48"),
    ("The train left at 19:30.", "The train left at 19:45.", "19:30 → 19:45"),
    ("He is the 45th to hold the office.", "He is the 46th to hold the office.", "45th → 46th"),
    ("The fund lost half of its worth.", "The fund lost its worth.", "“half” gone"),
    ("The list has 14 names.", "The list has names.", "“14” gone"),
    # Units and scales
    ("The state owes 3 million.", "The state owes 3 billion.", "million → billion"),
    ("Prices rose by 3 percent.", "Prices rose by 3 %.", MINOR),
    ("Prices rose by 3 percent.", "Prices rose by 3 per cent.", MINOR),
    ("Prices rose by 3 percent.", "Prices rose by 3 points.", "percent → points"),
    ("The spill spread over 40 miles.", "The spill spread over 40 km.", "miles → km"),
    ("The fine is $200.", "The fine is €200.", "$ → €"),
    ("It took them two weeks.", "It took them two months.", "weeks → months"),
    ("The fine is 200 dollars.", "The fine is $200.", MINOR),
    # Dates
    ("The mayor resigned on Monday.", "The mayor resigned on Tuesday.", "Monday → Tuesday"),
    ("The law takes effect in May.", "The law takes effect in June.", "May → June"),
    ("The law takes effect in Sept.", "The law takes effect in September.", MINOR),
    ("She was born in 1961.", "She was born in 1964.", "1961 → 1964"),
    ("The court rules today.", "The court rules tomorrow.", "today → tomorrow"),
    ("On Monday, the mayor of Leeds resigned.", "The mayor of Leeds resigned on Monday.", MINOR),
    # Negations
    ("The drug is approved.", "The drug is not approved.", "“not” added"),
    ("The plan isn't ready.", "The plan is not ready.", MINOR),
    ("The minister never met the firm.", "The minister met the firm.", "“never” gone"),
    ("There is no evidence of fraud.", "There is evidence of fraud.", "“no” gone"),
    ("They left with warning.", "They left without warning.", "“without” added"),
    ("The talks failed to end the strike.", "The talks ended the strike.", "“failed” gone"),
    ("She called the rise fair.", "She called the rise unfair.", "fair → unfair"),
    ("The order was illegal.", "The order was legal.", "illegal → legal"),
    ("The tests were inconclusive.", "The tests were conclusive.", "inconclusive → conclusive"),
    ("It was not the driver but the guard.", "It was the driver, not the guard.", "not"),
    # How sure, how bound, how nearly
    ("Taxes may rise.", "Taxes will rise.", "may → will"),
    ("Taxes may rise.", "Taxes might rise.", MINOR),
    ("Tenants must leave.", "Tenants should leave.", "must → should"),
    ("The mayor took the money.", "The mayor allegedly took the money.", "“allegedly” added"),
    ("Nearly 300 people came.", "300 people came.", "“Nearly” gone"),
    ("Nearly 300 people came.", "Almost 300 people came.", MINOR),
    ("All of the flats are empty.", "Most of the flats are empty.", "All → Most"),
    ("The dam will probably hold.", "The dam will hold.", "“probably” gone"),
    # Names, and who is meant
    ("Anna Berg won the seat.", "Anna Borg won the seat.", "Berg → Borg"),
    ("The flight went to Lisbon.", "The flight went to Madrid.", "Lisbon → Madrid"),
    ("Berg beat Holm in the north.", "Holm beat Berg in the north.", "at another place"),
    ("The ECB raised its rate.", "The Fed raised its rate.", "ECB → Fed"),
    ("He signed the order.", "She signed the order.", "He → She"),
    ("The Minister signed it.", "The minister signed it.", MINOR),
    ("A spokesman for Norvia replied.", "A spokesman for the firm replied.", "“Norvia” gone"),
    ("Berg's party lost.", "The party of Berg lost.", MINOR),
    # Who says it, and how
    ("Police said the man fell.", "Police claimed the man fell.", "said → claimed"),
    ("Police said the man fell.", "Police say the man fell.", MINOR),
    ("The firm denied the report.", "The firm confirmed the report.", "denied → confirmed"),
    ("The dam is safe.", "The dam is safe, engineers said.", "“said” added"),
    ("The dam is safe, engineers insisted.", "The dam is safe.", "“insisted” gone"),
    ("The board admitted the mistake.", "The board acknowledged the mistake.", MINOR),
    # Quotation marks
    (
        "She called the plan a disgrace.",
        "She called the plan “a disgrace”.",
        "quotation marks added",
    ),
    ("He said “we lost the lot”.", "He said they lost the lot.", "quotation marks gone"),
    ("He said “we lost the lot”.", 'He said "we lost the lot".', MINOR),
    ("„Wir gehen“, sagte Holm.", "«Wir gehen», sagte Holm.", MINOR),
    # Which way
    ("Exports rose in the spring.", "Exports fell in the spring.", "rose → fell"),
    ("Exports rose in the spring.", "Exports increased in the spring.", MINOR),
    ("More than 40 ships waited.", "Fewer than 40 ships waited.", "More → Fewer"),
    ("The union supports the deal.", "The union opposes the deal.", "supports → opposes"),
    # Said otherwise
    ("The storm tore roofs off houses.", "The storm tore roofs off homes.", MINOR),
    ("It was a big success.", "It was a great success.", MINOR),
    ("The road, long closed, is open.", "The road – long closed – is open.", MINOR),
    ("The centre is shut.", "The center is shut.", MINOR),
    ("The river burst its banks", "The river burst its banks.", MINOR),
    ("The  road is\nopen again.", "The road is open again.", SAME),
    ("The road is open again.", "The road is open again.", SAME),
    ("It’s the city’s oldest mill.", "It's the city's oldest mill.", MINOR),
]
"""In English, and what no language changes."""

ELSEWHERE = [
    (
        "de",
        "Die Inflation stieg auf 4,1 Prozent.",
        "Die Inflation stieg auf 4,7 Prozent.",
        "4,1 → 4,7",
    ),
    ("de", "Die Zahl stieg um 3 Prozent.", "Die Zahl stieg um 3 %.", MINOR),
    ("de", "Das Amt hat es geprüft.", "Das Amt hat es nicht geprüft.", "“nicht” added"),
    ("de", "Der Bau kostet 3 Millionen.", "Der Bau kostet 3 Milliarden.", "Millionen → Milliarden"),
    ("de", "Sie kommt am Montag.", "Sie kommt am Freitag.", "Montag → Freitag"),
    ("de", "Er soll gezahlt haben.", "Er hat gezahlt.", "“soll” gone"),
    ("de", "Holm sagte, es brenne.", "Holm behauptete, es brenne.", "sagte → behauptete"),
    ("de", "Ein Sprecher der Behörde kam.", "Ein Sprecher der Behörden kam.", MINOR),
    ("fr", "Les prix ont augmenté de 4 %.", "Les prix ont baissé de 4 %.", "augmenté → baissé"),
    ("fr", "Le maire a signé.", "Le maire n'a pas signé.", "“pas” added"),
    ("fr", "Il arrive lundi.", "Il arrive mardi.", "lundi → mardi"),
    ("fr", "Le groupe nie les faits.", "Le groupe reconnu les faits.", "nie → reconnu"),
    ("es", "El alcalde firmó el acuerdo.", "El alcalde no firmó el acuerdo.", "“no” added"),
    ("es", "Cuesta dos millones.", "Cuesta tres millones.", "dos → tres"),
    ("es", "La fábrica cierra en mayo.", "La fábrica cierra en junio.", "mayo → junio"),
    ("it", "Il sindaco ha firmato.", "Il sindaco non ha firmato.", "“non” added"),
    ("it", "Costa tre milioni.", "Costa tre miliardi.", "milioni → miliardi"),
    ("pl", "Cena wzrosła do 41 złotych.", "Cena wzrosła do 47 złotych.", "41 → 47"),
    ("pl", "Rząd podpisał umowę.", "Rząd nie podpisał umowy.", "“nie” added"),
    (
        "nl",
        "De gemeente heeft het verkocht.",
        "De gemeente heeft het niet verkocht.",
        "“niet” added",
    ),
    ("nl", "Het kost drie miljoen.", "Het kost drie miljard.", "miljoen → miljard"),
    ("pt", "O prefeito assinou.", "O prefeito não assinou.", "“não” added"),
    ("pt", "Custa dois milhões.", "Custa três milhões.", "dois → três"),
    ("sv", "Priset är 41 kronor.", "Priset är 47 kronor.", "41 → 47"),
    ("ar", "ارتفع السعر إلى ٤١ ريالا.", "ارتفع السعر إلى ٤٧ ريالا.", "٤١ → ٤٧"),
    ("ja", "物価は41円上がった。", "物価は47円上がった。", "41 → 47"),
]


@pytest.mark.parametrize(
    ("lang", "old", "new", "expected"), [*(("en", *pair) for pair in PAIRS), *ELSEWHERE]
)
def test_what_changes_what_is_said_is_material_and_named(
    lang: str, old: str, new: str, expected: str
) -> None:
    marked = claim(quote=old, lang=lang)
    anchor = compared(marked, "0" * 64, [Segment(0, len(new))], new)
    named = in_words(material_changes(old, new, lang))
    if expected in (SAME, MINOR):
        assert named == ""
        assert (anchor.state, anchor.material) == (
            ("exact", False) if expected == SAME else ("changed-minor", False)
        )
    else:
        assert expected in named
        assert (anchor.state, anchor.material) == ("changed-material", True)


@pytest.mark.parametrize(("old", "new", "expected"), PAIRS)
def test_the_way_back_is_as_material(old: str, new: str, expected: str) -> None:
    assert bool(material_changes(new, old)) == (expected not in (SAME, MINOR))


def test_there_are_at_least_sixty_pairs() -> None:
    assert len(PAIRS) + len(ELSEWHERE) >= 60
    assert len({pair[:2] for pair in PAIRS}) == len(PAIRS)
