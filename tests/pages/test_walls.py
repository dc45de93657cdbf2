"""What stands in an article's place is told from an article, in many languages."""

from __future__ import annotations

import pytest

from newsread.pages.walls import Wall, wall_of, without_consent
from newsread.text.document import Kind, Piece


def told(text: str) -> Wall | None:
    return wall_of([Piece(Kind.PARAGRAPH, line) for line in text.strip().split("\n")])


CONSENT = [
    """Before you continue
    We and our 842 partners use cookies to store and read information on your device.
    With your permission, we measure what you read. You can change your mind at any time.
    Accept all
    Reject all
    More options""",
    """We value your privacy
    We and our partners store and/or access information on a device and process personal data.
    By clicking you agree to this. You can withdraw your consent in the settings. What you chose
    is kept for a year, and applies to this website only, after which we will ask you again.
    Some of our partners do not ask and rely on an interest of their own.""",
    """We value your privacy
    We and our 842 partners store and access information on a device, such as cookies, and process
    personal data for advertising, measurement and audience research.
    With your permission we and our partners may measure where exactly you are. You may click to
    consent to all of this, as described above. Alternatively you may refuse.""",
    """Wir benötigen Ihre Zustimmung
    Wir und unsere 212 Partner speichern Cookies auf Ihrem Gerät, um Werbung zu zeigen.
    Sie können Ihre Einwilligung jederzeit widerrufen. Alle akzeptieren""",
    """Willkommen bei der Küstenpost
    Mit Werbung weiterlesen
    Wir verwenden Cookies, um Anzeigen zu messen.
    Alle akzeptieren""",
    """Nous et nos 842 partenaires utilisons des cookies pour mesurer l'audience.
    Avec votre accord, des informations sont lues sur votre appareil.
    Tout accepter
    Continuer sans accepter""",
    """Valoramos tu privacidad
    Utilizamos cookies para medir la audiencia. Puedes retirar tu consentimiento.
    Aceptar y continuar""",
    """Il rispetto della tua privacy è la nostra priorità
    Noi e i nostri 300 partner archiviamo informazioni. Utilizziamo i cookie. Accetta tutto""",
    """Szanujemy twoją prywatność
    Używamy plików cookie, aby mierzyć ruch. Możesz wycofać zgodę. Przejdź do serwisu""",
    """Nós e os nossos parceiros guardamos informações no seu dispositivo.
    Utilizamos cookies. Aceitar tudo""",
    """Wij en onze partners plaatsen cookies op je apparaat.
    Met jouw toestemming meten we wat je leest. Alles accepteren""",
    "Мы используем файлы cookie. Продолжая пользоваться сайтом, вы соглашаетесь. Принять все",
    "نحن نقدر خصوصيتك\nنستخدم ملفات تعريف الارتباط لقياس القراءة. قبول الكل",
    "אנו משתמשים בעוגיות כדי למדוד את הגלישה. קבל הכל",
    "我们重视您的隐私\n本网站使用cookie来衡量访问量。全部接受",
    "当サイトではCookieを使って利用状況を測定しています。すべて受け入れる",
]
SCRIPTS = [
    "You need to enable JavaScript to run this app.",
    "JavaScript is not available.\nWe’ve detected that JavaScript is disabled in this browser.",
    "Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.",
    "Veuillez activer JavaScript pour continuer.",
    "Por favor, habilita JavaScript para ver esta página.",
    "Per favore abilita JavaScript per continuare.",
    "Włącz JavaScript, aby korzystać z serwisu.",
    "Por favor, ative o JavaScript para continuar.",
    "Schakel JavaScript in om deze site te gebruiken.",
    "Пожалуйста, включите JavaScript в вашем браузере.",
    "يرجى تفعيل JavaScript لعرض الصفحة.",
    "请启用JavaScript后再浏览。",
    "JavaScriptを有効にしてください。",
]
ROBOTS = [
    "Checking your browser before you reach coast.example\nThis takes a few seconds.\nRay ID: 7f",
    "Access denied\nYou don’t have permission to access this page on this server.",
    """Verify you are human by completing the action below.
    coast.example needs to review the security of your connection before proceeding.""",
    "Please enable cookies.\nSorry, you have been blocked\nYou are unable to reach coast.example",
    "Zugriff verweigert\nBitte bestätigen Sie, dass Sie kein Roboter sind.",
    "Accès refusé\nVeuillez confirmer que vous êtes humain.",
    "Acceso denegado\nDemuestra que eres humano.",
    "Доступ запрещён\nПодтвердите, что вы не робот.",
    "请完成安全验证\n我不是机器人",
]
LOGIN = [
    "Log in to continue\nForgot password?\nCreate an account",
    "You must be logged in to view this page.",
    "Bitte melden Sie sich an, um fortzufahren.\nPasswort vergessen?",
    "Connectez-vous pour continuer\nMot de passe oublié ?",
    "Inicia sesión para continuar\n¿Olvidaste tu contraseña?",
    "Zaloguj się, aby kontynuować.\nNie masz konta?",
    "Log in om verder te gaan\nWachtwoord vergeten?",
    "请先登录\n忘记密码",
]
MISSING = [
    "404 – Page not found",
    "Sorry, we couldn’t find that page.\nThe page you are looking for may have been moved.",
    "Seite nicht gefunden\nDie gesuchte Seite existiert nicht oder wurde verschoben.",
    "Page introuvable\nLa page demandée n'existe plus.",
    "Página no encontrada\nLa página que buscas no existe.",
    "Pagina non trovata\nLa pagina richiesta non esiste.",
    "Nie znaleziono strony\nStrona, której szukasz, nie istnieje.",
    "Página não encontrada\nA página que você procura não existe.",
    "Pagina niet gevonden\nDe opgevraagde pagina bestaat niet.",
    "Страница не найдена\nВозможно, она была удалена.",
    "الصفحة غير موجودة",
    "הדף לא נמצא",
    "抱歉，您访问的页面不存在",
    "お探しのページは見つかりませんでした。",
    "페이지를 찾을 수 없습니다.",
]
WALLS = [
    (text, wall)
    for texts, wall in (
        (CONSENT, Wall.CONSENT),
        (SCRIPTS, Wall.SCRIPTS),
        (ROBOTS, Wall.ROBOTS),
        (LOGIN, Wall.LOGIN),
        (MISSING, Wall.MISSING),
    )
    for text in texts
]


@pytest.mark.parametrize(("text", "wall"), WALLS)
def test_a_wall_is_told(text: str, wall: Wall) -> None:
    assert told(text) is wall


@pytest.mark.parametrize(
    "text",
    [
        # about consent
        """“We value your privacy.” So begins nearly every visit to a newspaper, and the regulator
        in Norrby has had enough of it.
        Sites must show a button that says “Reject all” beside the one that says “Accept all”, it
        ruled on Tuesday. Two publishers will appeal.""",
        """The banner says: we use cookies. What it does not say is that 842 companies read along.
        A team at the university counted them on three hundred front pages and found that half of
        the buttons to refuse led to a second page, and a third of them to nothing at all.""",
        """Your privacy is important to us, says the letter that the clinic sent to its patients.
        It lost the records of nine thousand people in March. The police are looking into it, and
        the county wants to know why nobody was told for eleven weeks, its spokesman said.""",
        """We use cookies in our kitchen as bribes. My grandmother did, too: ginger for homework,
        almond for silence. What follows is her recipe for both, with less sugar than she took.
        Mix the butter with the sugar, add the flour, and leave the dough alone for an hour.""",
        """Wir und unsere Nachbarn haben lange gewartet, sagt die Bäuerin. Im März stand das Wasser
        bis zur Schwelle, und niemand kam. Jetzt will die Gemeinde den Deich erhöhen, doch das Geld
        reicht nur für die Hälfte, wie aus dem Haushalt hervorgeht.""",
        """Nous et nos voisins attendons depuis mars, dit l'agricultrice. L'eau est montée jusqu'au
        seuil et personne n'est venu. La commune veut rehausser la digue, mais l'argent ne suffit
        que pour la moitié, selon le budget voté lundi soir.""",
        # about scripts, robots, missing pages
        """Please enable JavaScript: three words that stand between a blind reader and her bus
        timetable. She has written to the county four times. The county answered once, with a
        link to a page that did not open without it either, and a form that asked for her age.""",
        """Access denied: that is what two hundred teachers read on Monday when they wanted to enter
        marks. The ministry speaks of a fault in the network; the union speaks of a summer in which
        nobody tested anything. Marks are now written on paper, and driven to the capital.""",
        """Page not found is the name of a bookshop in the harbour that sells only books without
        covers. Its owner tears them off. Readers should choose by the first sentence, she says, and
        most of them do: four hundred came on Saturday, and the queue reached the ferry.""",
        """Are you a robot? Maria is asked that nine times a day, for her keyboard is a switch that
        she works with her chin. The machine takes her for another machine. A group of patients has
        now sued three banks, and the court in Norrby will hear them in the autumn.""",
        """Create an account of what happened, the judge said, and the sailor did. It took him four
        hours. At the end he could not say who had untied the boat, only that it was dark, and that
        the owner of the pier had been standing beside the rope with a lamp in his hand.""",
        # short
        "The pier is closed. The ferry goes from the north side.",
        "Норрби закрыл причал. Паром ходит с северной стороны.",
        "码头关闭了。渡船改从北边开。",
        "",
    ],
)  # fmt: skip
def test_an_article_is_none_whatever_it_is_about(text: str) -> None:
    assert told(" ".join(text.split("\n        "))) is None
    assert wall_of([Piece(Kind.PARAGRAPH, line) for line in text.split("\n        ")]) is None


def test_a_long_text_is_never_one() -> None:
    sentence = "We use cookies to measure what is read on this website and where. "
    assert told(sentence * 20) is Wall.CONSENT
    assert told(sentence * 40) is None


def test_a_wall_below_an_article_is_not_the_page() -> None:
    article = "The harbour board voted on Tuesday, after a long debate, to close the old pier. " * 3
    assert told(article + "\nYou need to enable JavaScript to run this app.") is None
    assert told(article + "\nWe use cookies. Accept all\nReject all\nMore options") is None


ARTICLE = ["The harbour board voted on Tuesday, after a long debate, to close the old pier."] * 3


@pytest.mark.parametrize("banner", CONSENT)
@pytest.mark.parametrize("place", ["before", "behind"])
@pytest.mark.parametrize("paragraphs", [1, 3])
def test_what_asks_for_consent_beside_an_article_is_left_out(
    banner: str, place: str, paragraphs: int
) -> None:
    asking, article = banner.split("\n"), ARTICLE[:paragraphs]
    lines = [*asking, *article] if place == "before" else [*article, *asking]
    left = without_consent([Piece(Kind.PARAGRAPH, line) for line in lines])
    assert [piece.text for piece in left] == article


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ARTICLE,
        [*ARTICLE, "We use cookies, said the baker.", *ARTICLE],
        ["We value your privacy, the letter begins. " + "It was lost in March. " * 9, *ARTICLE],
        [*ARTICLE * 200, "We use cookies.", *ARTICLE * 200],
    ],
)
def test_an_article_is_left_whole(lines: list[str]) -> None:
    pieces = [Piece(Kind.PARAGRAPH, line) for line in lines]
    assert without_consent(pieces) == pieces


def test_nothing_is_left_out_where_all_of_a_text_asks_for_consent() -> None:
    pieces = [Piece(Kind.PARAGRAPH, line) for line in CONSENT[0].split("\n")]
    assert without_consent(pieces) == pieces


@pytest.mark.parametrize("banner", CONSENT)
def test_what_asks_on_both_sides_of_an_article_is_left_out_on_both(banner: str) -> None:
    asking = banner.split("\n")
    pieces = [Piece(Kind.PARAGRAPH, line) for line in (*asking, *ARTICLE * 4, *asking)]
    assert [piece.text for piece in without_consent(pieces)] == ARTICLE * 4


def test_pictures_are_no_words_of_a_wall() -> None:
    picture = Piece(Kind.IMAGE, "Six pupils wait on the old pier for the morning ferry. " * 9)
    wall = [Piece(Kind.PARAGRAPH, line) for line in CONSENT[0].split("\n")]
    assert wall_of([picture, *wall]) is Wall.CONSENT


@pytest.mark.parametrize(
    ("before", "wall"),
    [
        ("", Wall.MISSING),
        ("404 ", Wall.MISSING),
        ("404 – ", Wall.MISSING),
        ("coast.example ", Wall.MISSING),
        ("Sorry! ", Wall.MISSING),
        ("“", None),
        ("A reader wrote that ", None),
        ("The ", None),
    ],
)
def test_a_sentence_tells_a_wall_only_where_it_begins(before: str, wall: Wall | None) -> None:
    assert told(f"{before}Page not found") is wall


@pytest.mark.parametrize(("words", "wall"), [(22, Wall.MISSING), (23, None)])
def test_a_single_sentence_speaks_for_few_words(words: int, wall: Wall | None) -> None:
    assert told("Page not found" + " and" * words) is wall


def test_one_sentence_beside_a_text_may_be_the_articles() -> None:
    first = "We use cookies in our bakery to thank those who come in the rain."
    pieces = [Piece(Kind.PARAGRAPH, first), Piece(Kind.PARAGRAPH, "The baker said so. " * 8)]
    assert list(without_consent(pieces)) == pieces
