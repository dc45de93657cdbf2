"""The words of furniture: how lines are compared with them, and that no list has too much."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import newsread.pages.phrases
from newsread.pages.furniture import trim
from newsread.pages.phrases import (
    any_of,
    folded,
    name_after,
    names_writer,
    says_only_phrases,
)
from newsread.text.document import Part
from tests.pages.support import pieces

LANGUAGES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in Path(newsread.pages.phrases.__file__).with_name("languages").glob("*.toml")
}
LEAD = (
    "<p>The harbour board voted on Tuesday to close the old ferry pier, which cost the town more "
    "than one million euros last year, a report says.</p>"
)


def between(markup: str) -> list[str]:
    """Return what is left of `markup` in the middle of an article."""
    return [piece.text for piece in trim(pieces(LEAD + markup + LEAD), [])][1:-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PUBLICITÉ", "publicite"),
        ("À LIRE AUSSI", "à lire aussi"),
        ("DEVAMINI OKU", "devamını oku"),
        ("İletişim Formu", "iletişim formu"),
        ("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "διαβάστε επίσης"),
        ("ЕЩЕ ПО ТЕМЕ", "ещё по теме"),
        ("إقرأ أيضاً", "اقرأ أيضا"),
        ("קִרְאוּ גַּם", "קראו גם"),
        ("相关阅读：", "相关阅读:"),
        ("Lire aussi\u00a0:  x", "lire aussi : x"),
        ("don’t", "don't"),
    ],
)
def test_lines_are_compared_without_case_accents_and_points(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("may", "may 3", True),
        ("may", "mayor", False),
        ("may", "dismay", False),
        ("see:", "see:here", True),
        ("fot.", "fot. x", True),
        ("ph.", "ph.d.", False),
        ("订阅", "请订阅后", True),
        ("続きを読む", "続きを読むには", True),
        ("관련기사", "관련기사를", True),
        ("اقرأ", "اقرأها", False),
    ],
)
def test_a_phrase_is_whole_words_where_words_are_parted(
    phrase: str, text: str, found: bool
) -> None:
    assert (re.search(any_of([phrase]), text) is not None) is found


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Mia Lund", "Mia Lund"),
        ("von Jana Weiß", "Jana Weiß"),
        ("Par : Zoé Roux", "Zoé Roux"),
        ("Escrito por Inés Gil", "Inés Gil"),
        ("A cura di Ada Riva", "Ada Riva"),
        ("Tekst: Ola Lis", "Ola Lis"),
        ("بقلم سامي حداد", "سامي حداد"),
        ("מאת נועה כץ", "נועה כץ"),
        ("作者：张三", "张三"),
        ("文・山田花子", "山田花子"),
        ("Byron Smith", ""),
        ("Von der Leyen", ""),
        ("By", ""),
        ("", ""),
    ],
)
def test_a_name_is_what_follows_on_a_word_for_writing(line: str, name: str) -> None:
    assert name_after(line) == name


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("By Mia Lund", True),
        ("BY MIA LUND", True),
        ("By Reuters", True),
        ("Von Jana und Per", True),
        ("Par Le Havre Info avec AFP", True),
        ("Door Anna de Wit", True),
        ("Door", True),
        ("By sea to Norrby", False),
        ("By Norrby harbour", False),
        ("Por qué se cierra el muelle", False),
        ("Von Berlin nach Hamburg", False),
        ("Di Maria e della sua barca", False),
    ],
)
def test_a_line_that_names_its_writer_is_told_from_a_deck(line: str, holds: bool) -> None:
    assert names_writer(line) is holds


def test_several_phrases_in_a_row_are_furniture_too() -> None:
    assert says_only_phrases("Teilen | Drucken | Merken")
    assert not says_only_phrases("Teilen macht Freude")


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pl", "pt", "nl"])
def test_the_large_languages_have_every_list(language: str) -> None:
    wanted = {"lines", "openings", "patterns", "captions", "credits", "bylines", "paywall"}
    assert wanted | {"months"} <= LANGUAGES[language].keys()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_phrase_is_one_and_stands_once(language: str) -> None:
    for kind, listed in LANGUAGES[language].items():
        assert len(listed) == len(set(listed)), kind
        assert all(phrase == phrase.strip() != "" for phrase in listed)
        if kind != "patterns":
            assert all(folded(phrase) for phrase in listed)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"generic"}))
def test_every_line_and_opening_is_told_as_furniture(language: str) -> None:
    listed = LANGUAGES[language]
    for line in listed.get("lines", ()):
        assert between(f"<p>{line}</p>") == [], line
    for opening in listed.get("openings", ()):
        assert between(f"<p>{opening} Norrby 7</p>") == [], opening


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"generic", "others"}))
def test_every_caption_is_kept_as_one(language: str) -> None:
    for opening in LANGUAGES[language].get("captions", ()):
        (kept,) = trim(pieces(LEAD + f"<p>{opening} Norrby</p>" + LEAD), [])[1:-1]
        assert kept.part is Part.CAPTION, opening


@pytest.mark.parametrize(
    ("line", "is_caption"),
    [
        ("The old pier in April. Photo: Siri Holm", True),
        ("Der alte Anleger (Foto: dpa)", True),
        ("Le vieil embarcadère | Crédit : S. Holm", True),
        ("桟橋。写真：シリ・ホルム", True),
        ("They took one photo: the pier", False),
        ("She wrote on it. Photo: nobody knows whose. It hung there for years.", False),
    ],
)
def test_a_line_that_ends_with_a_credit_is_a_caption(line: str, is_caption: bool) -> None:
    (kept,) = trim(pieces(LEAD + f"<p>{line}</p>" + LEAD), [])[1:-1]
    assert (kept.part is Part.CAPTION) is is_caption


@pytest.mark.parametrize(
    "line",
    [
        "Lesen ist ihr Beruf.", "Mehr als das war es nicht.", "Von da an schwieg er.",
        "Teilen wollte er nicht.", "Bild und Ton passten nicht zusammen.",
        "Melden Sie sich bei der Polizei in Norrby.", "Stand er am Fenster, sah er das Meer.",
        "Lire, pour lui, est un métier.", "Il vous reste deux jours.", "Par chance, il pleuvait.",
        "Inscrivez-vous avant le 3 mai auprès de la mairie.", "Partager le port, c'est tout.",
        "Photo ou pas, il le reconnaît.", "Publicité mensongère, dit le juge.",
        "Más de cien personas esperaban.", "Por eso nadie preguntó.", "Leer le gusta.",
        "Mira que lo dije.", "Fotos no hay.", "Compartir piso es caro.",
        "Leggi e regole non bastano.", "Di notte il molo è chiuso.", "Foto di gruppo sul molo.",
        "Segui il denaro, disse.", "Więcej nie powiedział.", "Czytaj, mówiła matka.",
        "Autor raportu milczy.", "Zapisz to sobie, powiedziała.",
        "Siga o dinheiro, disse ela.", "Por isso ninguém perguntou.", "Foto alguma foi tirada.",
        "Inscreva-se no concurso até 3 de maio.", "Assine a petição, pediu ela.",
        "Meer dan dat was het niet.", "Door de storm was de haven dicht.", "Deel twee begint nu.",
        "Schrijf je in bij de gemeente.", "Beeld je in dat het stormt.", "Lees maar na.",
        "Читайте больше, говорила она.", "Подробнее он не сказал.", "Фото он не сделал.",
        "Автор отчёта молчит.", "Читайте, говорила мати.",
        "اشترك في السباق مئة شخص.", "شارك في الاجتماع ثلاثة وزراء.", "كتب رسالة إلى أمه.",
        "קראו לו דני.", "שתף פעולה עם המשטרה.", "צילום הוא מקצועה.",
        "更多的人留在岛上。", "图书馆关门了。", "分享是她的习惯。",
        "写真は残っていない。", "関連はないと市は話す。", "更新は来年になる。",
        "The Tags family left.", "More than that he would not say.", "Watch the tide, she said.",
        "Photos were not allowed.", "Getty Images declined to answer.", "24/7", "9/11", "X",
        "Ph.D. students wrote it.", "Stay up late and you see it.",
        "Why 3 million may leave", "What happened 20 years ago", "20 books to read",
    ],
)  # fmt: skip
def test_a_short_line_of_an_article_stays_in_every_language(line: str) -> None:
    (kept,) = trim(pieces(LEAD + f"<p>{line}</p>" + LEAD), [])[1:-1]
    assert (kept.text, kept.part) == (line, Part.BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Why 3 million may leave", "What happened 20 years ago", "20 books to read",
        "By sea to Norrby", "Von der Insel ans Festland", "Por qué se cierra el muelle",
        "Par la mer et par le pont", "Di notte il molo resta chiuso", "Door de storm gesloten",
        "Wie sie 3 Millionen verlor", "El mar sube 3 metros", "Was Gen Z 2024 will",
    ],
)  # fmt: skip
def test_a_deck_is_neither_a_date_nor_a_byline(line: str) -> None:
    assert [piece.text for piece in trim(pieces(f"<p>{line}</p>" + LEAD), [])][:-1] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "5 min read", "Lesezeit: 4 Minuten", "Stand: 6. Mai 2024, 10.32 Uhr", "6. Mai 2024",
        "Aktualisiert am 6. Mai 2024", "vor 3 Stunden", "Mis à jour le 6 mai 2024 à 10h32",
        "1er mai 2024", "Temps de lecture : 3 min", "il y a 2 heures", "Actualizado el 6 de mayo",
        "6 de mayo de 2024", "hace 3 horas", "Aggiornato il 6 maggio 2024", "6 maggio 2024",
        "Data publikacji: 6 maja", "6 maja 2024, godz. 10:32", "3 min czytania", "2 godziny temu",
        "Atualizado em 6 de maio", "há 2 horas", "Leestijd 4 minuten", "Bijgewerkt: 6 mei 2024",
        "2 uur geleden", "Опубликовано 6 мая 2024", "6 мая 2024", "Время чтения: 3 мин",
        "٦ مايو ٢٠٢٤", "آخر تحديث: 6 مايو", "نشر في 6/5/2024", "6 במאי 2024", "עודכן: 10:32",
        "发布时间：2024-05-06", "2024年5月6日 10:32", "更新時間：10:32", "公開日：2024年5月6日",
        "입력 2024.05.06", "6 мая 2024 года", "2024. május 6.", "May 6th, 2024", "6th May",
    ],
)  # fmt: skip
def test_dates_and_reading_times_above_the_article_go(line: str) -> None:
    assert len(trim(pieces(f"<p>{line}</p>" + LEAD), [])) == 1
