"""What the sentence rules know of each language: words whose full stop does not end a sentence.

Entries are lower case and without the last full stop. A language that is not listed gets English,
whose titles and initials are wide-spread.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """The abbreviations of one language, by what a full stop after them means."""

    inner: frozenset[str]
    """Never end a sentence: titles before names, ``e.g.``."""
    counted: frozenset[str]
    """Do not end a sentence before a digit: ``No. 5``, ``Jan. 3``."""
    final: frozenset[str]
    """End a sentence only before one of `openers`: ``Inc.``, ``p.m.``, ``U.S.``"""
    openers: frozenset[str]
    """Words, in lower case, that are capitalised because a sentence begins, seldom as a name."""
    ordinals: bool = False
    """Whether ``3.`` means third."""
    question: str = ""
    """What asks instead of the question mark."""


def _language(
    inner: str,
    counted: str = "",
    final: str = "",
    openers: str = "",
    *,
    ordinals: bool = False,
    question: str = "",
) -> Language:
    return Language(
        frozenset(inner.split()),
        frozenset(counted.split()),
        frozenset(final.split()),
        frozenset(openers.split()),
        ordinals,
        question,
    )


ENGLISH = _language(
    inner="""
        adm amb approx assoc asst attrib atty brig ca capt cf cmdr col cpl det dr drs e.g eds excl
        fr gen gov hon i.e illus incl insp intl lt maj messrs mlle mme mr mrs ms mses msgr mx natl
        orig pfc pres pvt rev rt sen sgt spc suppl supt transl viz vs
    """,
    counted="""
        apr art arts aug ch dec feb fig figs jan jul jun lb lbs mar no nos nov n° nº oct p par pp rs
        sec sep sept vol
    """,
    final="""
        a.d a.k.a a.m al ariz assn ave b.a b.c b.s bldg blvd bros calif co colo conn corp cos d.c
        dept dist e.u ed esq est etc fla ft govt hr hrs hwy inc jr l.a ltd m.a m.d mfg mich min minn
        mins mt n.y neb nev okla p.m ph.d plc prof rd rep reps sens sq sr st ste tenn tex u.k u.n
        u.s u.s.a u.s.s.r univ wis yr yrs
    """,
    openers="""
        a about according after all although amid among an and another any are as at because before
        both but by could despite did do does during each earlier even every few for from had has
        have he her here his how however i if in instead is it its last later many meanwhile might
        more most must my neither next no nobody none nor not nothing now of on once one only or
        other our over perhaps several she should since so some still such that the their then there
        these they this those though three through to today together two under unlike until was we
        were what when where whether which while who why with would yesterday yet you your
    """,
)

GERMAN = _language(
    inner="""
        abb abg abk abs abt allg allgem amerik anm ausschl bearb bes betr bez bgm bspw bzgl bzw ca
        chines d.h dent dipl dr dt ehem eigtl einschl engl ev evang evtl fa fam fr französ frl geb
        gegr gem gen gest gez ggf griech habil hg hl hr hrsg i.d.r ing inkl insbes ital jun jur kath
        lat lt med mr mrs nat niederl norweg nr o.ä od österr portug präs rer s schwed sog spez st
        stellv tel theol u.a u.ä ugs urspr ursprüngl v.a verh versch vet vgl wiss z.b z.t z.zt zit
        zt zw zzgl
    """,
    counted="art aug bd dez feb febr jan kap nov nrn okt sept vol",
    final="""
        chr co corp dgl etc ff franz inc jg jh jhd jr ltd mag max min mind mio mrd mwst n.chr phil
        pl prof sr std str tsd u.s.w u.v.m usw v.chr
    """,
    openers="""
        aber alle allein allerdings als am an auch auf aus außerdem bei bereits bis da dabei daher
        damit danach dann daran darauf darin darum das dass dazu dem den denn dennoch der deren des
        deshalb deswegen die dies diese dieser dieses doch dort durch ein eine einem einen einer
        einige er erst es etwa für gegen hier ich ihr ihre im immer in inzwischen jede jeder jedes
        jedoch jetzt kein keine man manche mehr mein meine mit mittlerweile nach nachdem nicht noch
        nun nur ob obwohl oder ohne schließlich schon sein seine seinem seinen seiner seit seitdem
        sie so sogar solche somit sondern sonst sowie später statt trotz trotzdem über um und unser
        unsere unter vielleicht vom von vor während warum was wegen weil welche wenn wer wie wieder
        wir wo zu zudem zum zunächst zur zuvor zwar zwei
    """,
    ordinals=True,
)

FRENCH = _language(
    inner="""
        adm approx apr boul c.-à-d cf coll dir dr éd env ets fasc fr gal gén hab illustr introd lt m
        me mgr mlle mlles mme mmes mr n.b op par pr réf rens sr st ste sté supp suppl tél vs
    """,
    counted="""
        art avr ch chap col déc févr fig janv juil n no nos nov n° oct p pp sept t tr vol
    """,
    final="av bd cap cie etc ex j.-c jr mm prof trad",
    openers="""
        afin ainsi alors après au aussi autre autres aux avant avec bien c car ce cela cependant
        certains ces cet cette ceux chaque chez comme comment d dans de depuis des deux donc du elle
        elles en enfin entre est et il ils j je jusqu l la le les leur leurs lors lorsque maintenant
        mais malgré même mes mon ne nos notre nous on or ou où par pas pendant peu plus plusieurs
        pour pourquoi pourtant près puis qu quand quant que quel quelle quelques qui rien s sa sans
        sauf se selon ses seul seuls si son sous sur surtout tant tous tout toute toutefois très
        trois trop un une vers voici voilà vos votre vous
    """,
)

SPANISH = _language(
    inner="""
        admón apdo aprox arq art arts av avda bco cap cía cnel d depto dip dña dr dra dres ed ej
        excma excmo fdo fig gob gral hna hno hnos ilmo incl ing izq lcda lcdo ldo lic máx mín mons
        mtro n.º ntra núm núms p p.ej pág págs pbro pdte profa prov rev rvdo sgto sr sra sras sres
        srta sta sto tel tte ud uds vda vol vs
    """,
    counted="abr ago dic ene feb jul jun may no nov nº oct pp sept",
    final="a.c d.c ee ee.uu etc jr ltda prof s.a sa ss uu",
    openers="""
        a además ahora al algunas algunos ante aquel aquella así aun aún aunque bajo bien cada casi
        como con contra cuál cuáles cualquier cuando cuyo de del dentro desde después dónde dos
        durante el él ella ellas ello ellos en entonces entre era es esa ese eso esta está estas
        este esto estos fue fuera ha hasta hay hoy junto la las le lo los luego más me mi mientras
        mis mucho muchos nada nadie ni no nos nuestra nuestro o otra otras otro otros para parte
        pero poca poco pocos por porque pronto pues que qué quien quién quienes se según ser si sí
        siempre sin sino sobre solo sólo son su sus tal también tampoco tan tanto te toda todas
        todavía todo todos tras tu un una uno usted ustedes varias varios y ya yo
    """,
)

ITALIAN = _language(
    inner="""
        arch art artt ass avv ca cap card cav cfr circ comm d.l d.lgs dott dott.ssa dr ecc.mo ed egr
        es fig fraz gen gent.ma gent.mo geom ibid ill.mo ing lett loc mons on on.le op pag pagg
        prof.ssa prov rag rev s sen sez sig sig.na sig.ra sigg spett.le st tav tel traduz v vol voll
    """,
    counted="n nn no nr p par",
    final="a.c c co d.c ecc etc jr min prof s.p.a s.r.l spa ss",
    openers="""
        a ad adesso ai al alcune alcuni alla alle allora altri anche ancora anzi appena che chi
        chiunque ci ciascuno ciò come con cosa così cui da dagli dai dal dall dalla dalle degli dei
        del dell della delle dello di dopo dove due è ed era fino forse fra fu fuori già gli ha
        hanno i il in infatti infine inoltre intanto invece io l la le lei lo loro lui ma mai meno
        mentre molte molti nei nel nell nella nelle nello nessuno noi non nonostante nostra nostro
        nulla o oggi ogni oltre ora ovviamente per perché però più pochi poi poiché prima qualche
        quando quanto quasi quella quelle quelli quello questa queste questi questo qui se secondo
        sembra sempre senza si sia solo sono sopra sotto su sua sue sugli sui sul sull sulla sulle
        suo suoi tale tanto tra tutti tutto un una uno vi
    """,
)

POLISH = _language(
    inner="""
        abp admin al ang art bł bp bryg cd dh dot dr ds dyr fr franc gm gosp hab hiszp insp inż jw
        kol kom kpr kpt ks łac lic lit m.in mgr mieszk mjr mkw mł nadkom niem np nr nt ob oprac płk
        plut pn podkom pol por pow poz ppłk ppor prof prok przyp pt pw rdz red ros rozdz rys s śp st
        str św szt tab tel tj tow tzn tzw ub ul ur wg wł właśc wlk woj wsp wyd wym zał zm zob
    """,
    final="""
        bm br gen godz ha im itd itp jr lek m min mld mln o.o ok os pkt proc r sek tys ub.r ust w zł
    """,
    openers="""
        a aby albo ale bardzo bez był była było choć ci co czy dla dlaczego dlatego do dopiero dotąd
        dwa dzięki dziś gdy gdyby gdzie go i ich ile im inni ja jak jaki jakie jako jednak jego jej
        jeśli jest jeszcze jutro już każda każdy kiedy kim kto która które który ku lecz lub ma mamy
        mi między mimo mnie mój może my na nad nasz nasza nasze natomiast nawet nic nie niech
        niektórzy nigdy nim o obecnie od on ona oni ono oprócz oraz ostatnio pan pani po pod podczas
        ponadto ponieważ potem poza prawie przed przez przy raz razem są się swoje ta tak taki także
        tam te tego tej ten teraz też to trzeba tu twój ty tych tylko tym u w wczoraj według więc
        wiele wkrótce wobec wszyscy wszystko wtedy wy z za zanim zatem zawsze ze że zwłaszcza
    """,
    ordinals=True,
)

GREEK = _language(
    inner="βλ δρ καθ",
    counted="αρ σελ",
    final="δισ εκ εκατ κ.ά κ.λπ κλπ κτλ μ.μ μ.χ π.μ π.χ",
    openers="""
        αλλά αν από αυτά αυτή αυτό αυτός για δεν εγώ είναι ενώ επίσης η κάθε και με μετά μια μου να
        ο οι όμως όπως όταν ότι στη στην στις στο στον τα τη την της τι το τον του των τώρα ωστόσο
    """,
    question=";",
)

DUTCH = _language(
    inner="""
        bijv d.w.z dhr dr drs e.d ir jhr mej mevr mr nr o.a o.l.v prof resp st t.a.v t.w tel vgl zgn
    """,
    counted="art aug blz dec feb fig jan nov okt sept",
    final="a.u.b b.v bv c.s ca enz etc excl incl jl jr m.b.t mld mln n.chr n.v v.chr",
    openers="""
        aan al alle als bij daar daarna dan dat de deze die dit door dus een en er geen had heeft
        het hier hij hoe hun ik in is je maar mensen met na naar net niet niets nog nu of om ondanks
        onder ons ook op over sinds te tijdens toch toen tot tussen uit van veel volgens voor vooral
        waar waarom wanneer want wat we wel werd wie wij ze zij zijn zo zonder zou
    """,
)

PORTUGUESE = _language(
    inner="""
        adv av cel d dep dr dra drs eng exma exmo gen gov ilmo mons p.ex pres prof profa sen sgt sr
        sra sras srs srta sta sto ten vs
    """,
    counted="abr ago art dez fev fig jan n n.º no nos nov nº out p pág págs pp set vol",
    final="a.c cia d.c etc eua exa jr ltda máx mín pe s.a tel",
    openers="""
        a agora ainda além alguns ao aos apesar após aqui as assim até cada com como contra da das
        de depois desde do dos durante e ela elas ele eles em embora entre era essa esse esta está
        este eu foi há hoje já lá mais mas mesmo muito muitos na não nas nem no nos nós o onde os ou
        outra outro para pela pelo pois por porque quando quem são se segundo sem seu sob sobre sua
        também tem todos tudo um uma você
    """,
)

RUSSIAN = _language(
    inner="""
        акад англ гл греч исп корп напр пер пл пос просп проф св сокр соч ср т.е т.к табл ул франц
    """,
    counted="вып ст",
    final="""
        в вв г гг гр др им ин ит коп лат млн млрд н.э нем обл пр р рис род руб сек см стр т.д т.п
        тел трлн тыс час чел чл экз
    """,
    openers="""
        а без более был была были было в вместе во вот впрочем все всего да для до его ее если есть
        еще ещё за здесь и из или им их к каждый как какой когда кроме кто куда лишь между мне
        многие мы на над нам не некоторые нет но ну о об однако он она они оно от перед по под пока
        потом поэтому при с сегодня сейчас со так также там теперь то тогда только у уже что чтобы
        эта эти это этот я
    """,
)

UKRAINIAN = _language(
    inner="акад англ вул гл грец див напр оз пл пор просп проф св табл тзв ім",
    counted="вип ст",
    final="""
        в вв г грн др коп лат млн млрд н.е нім обл р рис род рр стор т.д т.п тел тис трлн чол ін
    """,
    openers="""
        а але без був була були було в вже вона вони воно все від він де для до з за завдяки зараз й
        його коли крім ми на навіть над не ні о один однак перед по потім при про під після сьогодні
        та так також там тепер ти тим то тоді тому треба тільки у хто це цей ця ці чи чому що щоб я
        як який якщо і із їх її
    """,
)

LANGUAGES = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pl": POLISH,
    "nl": DUTCH,
    "pt": PORTUGUESE,
    "ru": RUSSIAN,
    "uk": UKRAINIAN,
    "el": GREEK,
}
"""By primary subtag of BCP 47."""


def language(tag: str) -> Language:
    """Return the rules for a BCP 47 `tag` such as ``de-AT``; English for one that is not known."""
    return LANGUAGES.get(primary(tag), ENGLISH)


def primary(tag: str) -> str:
    """Return the primary subtag of a BCP 47 `tag`, in lower case: ``de`` of ``de-AT``."""
    return tag.replace("_", "-").partition("-")[0].lower()
