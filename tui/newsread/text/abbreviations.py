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


def _language(
    inner: str, counted: str = "", final: str = "", openers: str = "", ordinals: bool = False
) -> Language:
    return Language(
        frozenset(inner.split()),
        frozenset(counted.split()),
        frozenset(final.split()),
        frozenset(openers.split()),
        ordinals,
    )


ENGLISH = _language(
    inner="""
        adm amb approx asst atty brig ca capt cf cmdr col cpl dr drs ed eds e.g gen gov hon i.e
        insp lt maj messrs mlle mme mr mrs ms msgr mx pfc pres prof pvt rep rev sen sgt spc supt
        viz vs
    """,
    counted="""
        apr art aug ch dec feb fig figs jan jul jun mar no nos nov nº n° oct p par pp sec sep sept
        vol
    """,
    final="""
        a.d a.k.a a.m ave b.a b.c b.s bldg blvd bros co corp d.c dept dist e.u esq est etc ft hr
        hrs inc jr l.a ltd m.a m.d min mins mt n.y p.m ph.d plc rd reps sens sq sr st ste u.k u.n
        u.s u.s.a u.s.s.r univ yr yrs
    """,
    openers="""
        a about according after all although an and another any are as at because before both but
        by despite did do does during each earlier even every few for from had has have he her
        here his how however i if in instead is it its last later many meanwhile more most my
        neither next no nobody none nor not nothing now of on once one only or other our over
        perhaps she should since so some still such that the their then there these they this
        those though three through to today two under unlike until was we were what when where
        whether which while who why with would yesterday yet you your
    """,
)

GERMAN = _language(
    inner="""
        abb abs abt anm bearb betr bez bzgl bzw ca d.h dipl dr ehem ev evtl fam fr frl geb gegr
        gen gest ggf hg hl hr hrsg i.d.r inkl ing kath max mag nr o.ä od phil prof rer s sog spez
        st stellv str tel u.a u.ä v.a verh vgl z.b z.t z.zt zit zt zzgl
    """,
    counted="art bd kap vol",
    final="chr co dgl etc jh jhd jr mind min mio mrd n.chr std u.s.w u.v.m usw v.chr",
    openers="""
        aber als am an auch auf aus bei bis da dabei damit danach dann das dass dem den denn der
        des deshalb die dies diese dieser dieses doch dort durch ein eine einem einen einer er es
        für gegen hier ich ihr ihre im immer in jetzt kein keine man mehr mit nach nicht noch nun
        nur ob oder ohne sein seine seit seitdem sie so über um und unter vielleicht vom von vor
        während warum was weil wenn wer wie wir wo zu zudem zum zur zwar
    """,
    ordinals=True,
)

FRENCH = _language(
    inner="""
        adm apr av bd boul c.-à-d cap cf coll dir dr éd env fr gal gén hab j.-c lt m me mgr mlle
        mlles mm mme mmes mr n.b op par pr prof réf sr st ste suppl supp tél trad
    """,
    counted="art chap ch col fig n no nos n° p pp t tr vol",
    final="cie etc jr",
    openers="""
        ainsi après au aussi aux avec c ce cela ces cet cette ceux chaque comme d dans de depuis
        des deux du elle elles en entre est et il ils j je l la le les leur leurs lors mais même
        ne nous on or ou où par pas pendant pour pourtant puis quand que quelques qui s sa sans se
        selon ses si son sous sur toutefois tous tout toute un une vers voici voilà vous
    """,
)

SPANISH = _language(
    inner="""
        admón apdo art arts av avda bco cap cía d depto dr dra dres dña ed ej excma excmo fig gral
        hnos ilmo ing izq lic mons n.º núm núms ntra p p.ej pág págs pbro pdte pp prof profa prov
        rev sr sra sras sres srta ss sta sto tel ud uds vda vol vs
    """,
    final="a.c d.c ee ee.uu etc jr ltda s.a sa uu",
    openers="""
        a además al algunos ante así aunque bajo cada como con contra cuando de del desde después
        dos durante el él ella ellas ellos en entonces entre era es esa ese eso esta está este
        esto estos estas fue ha hasta hay la las le lo los mientras mucho muchos nada ni no nos o
        para pero poco por porque pues que quien se según ser si sí sin sino sobre son su sus
        también tampoco tanto todo todos tras un una uno y ya yo
    """,
)

ITALIAN = _language(
    inner="""
        arch art artt ass avv cap card cav cfr comm d.l d.lgs dott dott.ssa dr ecc.mo ed es fig
        geom gen ibid ing lett mons on pag pagg prof prof.ssa prov rag rev s sen sez sig sig.na
        sig.ra sigg ss st tel v vol voll
    """,
    counted="n nn no p par",
    final="a.c c co d.c ecc etc jr s.p.a s.r.l spa",
    openers="""
        a ad ai al alla alle altri anche ancora che chi ci come con così cosa cui da dal dalla
        dalle degli dei del della delle di dopo dove due è ed era fino fra già gli ha hanno i il
        in infatti inoltre io l la le lei lo loro lui ma mentre nei nel nella nelle noi non o ogni
        oggi per perché però più poi prima qualche quando quanto quella quelle quelli quello
        questa queste questi questo qui se secondo sembra senza si sia solo sono sotto su sua sue
        sugli sui sul sulla suo suoi tra tutti tutto un una uno
    """,
)

POLISH = _language(
    inner="""
        abp al art bp bł bryg cd ds dr dyr gen godz gosp hab inż jw kol kpr kpt ks lek lic m.in
        mgr mjr mkw nadkom np nr ob ok os pkt płk plut pn pol por poz ppłk ppor prof przyp pw rdz
        red rozdz rys s sek st str św śp szt tab tel tj tow tzn tzw ul ur wg wlk woj wyd wym zał
        zm zob
    """,
    final="im itd itp m jr mld mln r tys w zł",
    openers="""
        a ale był była było co czy dlatego do gdy go i ich ja jak jednak jego jej jest jeśli już
        każdy kiedy kto który która które lecz mimo może my na nad natomiast nie niektórzy o od on
        ona oni oraz po pod podczas potem przed przez przy są się tak także tam ten teraz też to
        trzeba tu ty w więc wszyscy wtedy wy z za ze że
    """,
    ordinals=True,
)

LANGUAGES = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pl": POLISH,
}
"""By primary subtag of BCP 47."""


def language(tag: str) -> Language:
    """Return the rules for a BCP 47 `tag` such as ``de-AT``; English for one that is not known."""
    return LANGUAGES.get(primary(tag), ENGLISH)


def primary(tag: str) -> str:
    """Return the primary subtag of a BCP 47 `tag`, in lower case: ``de`` of ``de-AT``."""
    return tag.replace("_", "-").partition("-")[0].lower()
