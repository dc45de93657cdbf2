"""What stands between the parts of a broken quotation: ``“We won,” she said, “by a hair.”``"""

from __future__ import annotations

import re

from newsread.text.abbreviations import primary
from newsread.text.segment import sentences

LONGEST = 120
"""Code points between two parts of one quotation, at most."""
_FEW = 3
"""Words that may stand there without a comma at their end: ``“We won,” he said “by a hair.”``"""
_AHEAD = 60
"""Code points of the second part by which the end of a sentence is judged."""

# The forms that newspapers use to report speech: present and past, singular and plural.
_VERBS = {
    "en": """
        acknowledge acknowledged acknowledges add added adding adds admit admits admitted agreed
        agrees announced answer answered answers argue argued argues ask asked asking asks asserted
        asserts began begins claimed claims commented comments complained complains concede
        conceded concedes conclude concluded concludes confirmed confirms continue continued
        continues cried cries declared declares demanded demands exclaimed exclaims explain
        explained explains goes insist insisted insists joked jokes laughed laughs mused muses
        muttered noted notes observed observes posted posts quipped quips recalled recalls remarked
        remarks repeated replied replies reply reported said say saying says shouted shouts sighed
        sighs stated states stressed stresses suggested suggests tell telling tells think thinks
        thought told tweeted tweets urged urges vowed warn warned warns went whispered whispers
        wonder wondered wonders write writes wrote
    """,
    "de": """
        antwortet antwortete argumentiert argumentierte bedauert bedauerte befand begründet
        begründete behauptet behauptete beklagt beklagte bekräftigt bekräftigte bemerkt bemerkte
        berichtet berichtete beteuert beteuerte betont betonte betonten ergänzt ergänzte erinnert
        erinnerte erklärt erklärte erklärten erläutert erläuterte erwidert erwiderte erzählt
        erzählte findet flüstert flüsterte fordert forderte fragt fragte fuhr glaubt heißt hieß
        hofft kommentierte kritisiert kritisierte kündigte lautet lautete lobt lobte mahnt mahnte
        meint meinte meinten rief ruft räumt räumte sag sage sagen sagt sagte sagten scherzt
        scherzte schildert schilderte schimpft schimpfte schreiben schreibt schrieb schrieben
        seufzt seufzte sprach spricht stellt stellte teilt teilte unterstreicht unterstrich urteilt
        urteilte vermutet vermutete versichert versicherte versprach verspricht verteidigt warnt
        warnte weiß zitiert zitierte
    """,
    "fr": """
        admet admis affirmait affirme affirment affirmé ajoutait ajoute ajouté analyse analysé
        annonce annoncé argue argumente assurait assure assurent assuré avance averti avertit avoue
        avoué clame commente commenté conclu conclut concède concédé confie confirme confirmé
        confié considère constate constaté continue crie critique critiqué crié demande demandé
        dira dis disaient disait disent dit déclarait déclare déclaré dénonce dénoncé déplorait
        déplore déploré détaille détaillé estimait estime estiment estimé exclame expliquait
        explique expliquent expliqué fait fustige glisse glissé indique indiqué insiste insisté
        ironise juge jugé lance lancé lâche martelé martèle murmure note noté observe observé pense
        pointe pointé poursuit poursuivi promet promis précisait précise précisé prévenu prévient
        racontait raconte raconté rappelle rappelé reconnaît reconnu regrette regretté remarque
        reprend réagi réagit répond répondait répondu répète répété résume résumé rétorque révèle
        s'exclame s'écrie souffle soulignait souligne souligné soupire souvient tempère tonne
        tranche témoigne témoigné écrie écrit écrivait
    """,
    "es": """
        aclara aclaró admite admitió advierte advirtió afirma afirmaba afirman afirmaron afirmó
        agrega agregó alega alegó anuncia anunció apunta apuntó argumenta argumentó asegura
        aseguraba aseguran aseguró asevera aseveró añade añadió añadía cantó comenta comentaba
        comentó concluye concluyó confesó confiesa confirma confirmó considera consideró contesta
        contestó continuó continúa contó cree critica criticó cuenta cuentan declara declaró decía
        decían denuncia denunció destaca destacó detalla detalló dice dicen dices digo dije dijeron
        dijo escribe escribió exclama exclamó explica explicaba explican explicó expresa expresó
        expuso grita gritó indica indicó insiste insistió insistía lamenta lamentó manifestó
        manifiesta matiza matizó murmura murmuró opina opinó pidió piensa precisa precisó pregunta
        preguntaba preguntó prosigue prosiguió puntualiza puntualizó recalca recalcó reconoce
        reconoció recordó recuerda reitera reiteró relata relató remarca remarcó repite repitió
        replica replicó responde respondió reveló sentenció señala señalaba señaló sostiene sostuvo
        subraya subrayó sugiere sugirió suspiró susurró zanja zanjó
    """,
    "it": """
        afferma affermato affermava aggiunge aggiungeva aggiunto ammesso ammette ammoniva annuncia
        annunciato assicura assicurato attacca avverte avvertito chiarisce chiarito chiede chiedeva
        chiesto commenta commentato commentava conclude concluso conferma confermato confessa
        confida continua continuato denuncia denunciato detto dice diceva dicevano dichiara
        dichiarato dico dicono disse dissero domanda domandò esclama esclamò fa incalza insiste
        lamenta mormora mormorò nota osserva osservato osservò pensa precisa precisato prosegue
        proseguito racconta raccontato raccontava ribadisce ribadito riconosce ricorda ricordato
        ricordava riferisce riferito riflette rileva ripete ripeteva risponde rispose risposto
        rivela rivelato scherza scrisse scritto scrive scriveva sospira sospirò sostenuto sostiene
        sottolinea sottolineato sottolineava spiega spiegano spiegato spiegava spiegò sussurra
        tuona urla urlò
    """,
    "pl": """
        alarmuje apelował apeluje argumentował argumentuje bronił dodaje dodają dodali dodał dodała
        informował informowała informuje komentował komentowała komentuje krzyczał krzyknął
        krzyknęła mówi mówili mówią mówił mówiła napisali napisał napisała ocenia ocenił oceniła
        odparł odparła odpiera odpowiada odpowiedział odpowiedziała opisuje opowiada opowiadał
        opowiadała ostrzega ostrzegał oświadczył oświadczyła pisze podkreśla podkreślał podkreślił
        podkreśliła podsumował podsumowuje potwierdza potwierdził potwierdziła powiedział
        powiedziała powiedzieli powtarza powtórzył precyzuje przekazał przekazała przekonuje
        przekonywał przekonywała przypomina przypomniał przypomniała przyznaje przyznał przyznała
        pyta pytają pytał pytała relacjonuje rzekł rzekła rzucił stwierdza stwierdził stwierdziła
        szepnął szepnęła twierdzi twierdził twierdziła tłumaczy tłumaczył tłumaczyła uważa uważał
        uznał uznała westchnął wskazał wskazała wskazuje wspomina wspominał wspominała wyjaśnia
        wyjaśniał wyjaśnił wyjaśniła wylicza wyznał wyznała zaapelował zapewnia zapewnił zapewniła
        zapytał zapytała zauważa zauważył zauważyła zawołał zaznacza zaznaczył zaznaczyła zdradza
        zdradził zwraca zwrócił śmieje żartował
    """,
}
_JOINING_WORDS = """
    and but or while whereas as that und aber oder während dass et mais ou que alors y e pero o
    mientras ma ed mentre che oraz ale lub że
"""
_OF = {tag: frozenset(forms.split()) for tag, forms in _VERBS.items()}
_ANY = frozenset().union(*_OF.values())
_JOINING = frozenset(_JOINING_WORDS.split())
"""A word between two quotations that goes on with the report, not with the speech."""

_WORD = re.compile(r"[^\W\d_]+")


def reports(words: str, lang: str) -> bool:
    """Return whether `words` hold a verb of speech of `lang`, a BCP 47 tag; if unknown, of any."""
    verbs = _OF.get(primary(lang), _ANY)
    return any(word.lower() in verbs for word in _WORD.findall(words))


def interrupts(text: str, first_end: int, last_start: int, comma: bool, lang: str) -> bool:
    """Return whether ``text[first_end:last_start]`` breaks one quotation, and does not part two.

    `comma` tells whether a comma stands at the end of what was quoted before, inside the marks.
    The words must be few, in the same sentence, and report speech; and either the quotation is set
    off by commas or these words begin with the verb: ``“a clown” and the minister “a fool”`` and
    ``“no,” and the minister said “yes”`` are two quotations each.
    """
    if last_start - first_end > LONGEST:
        return False
    between = text[first_end:last_start]
    words = _WORD.findall(between)
    if "\n" in between or not reports(between, lang) or words[0] in _JOINING:
        return False
    closing = between.rstrip()[-1:]
    if closing not in (",", "–", "—", "-", ":") and not 1 < len(words) <= _FEW:
        return False
    if (
        not comma
        and between.lstrip()[:1] not in (",", "–", "—", "-")
        and not reports(" ".join(words[:_FEW]), lang)
    ):
        return False
    starts = sentences(text[first_end : last_start + _AHEAD], lang)
    return not any(0 < start <= last_start - first_end for start, _ in starts[1:])
