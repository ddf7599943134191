"""Constructions of careers in shorthand: elections by a body, next posts, years beside an office.

Groups as in ``office_constructions``; besides, ``body`` is who appoints, ``begins`` the day on
which an office is taken up, ``years`` a date that counts only as a span.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from foedus.read.facts.office_constructions import (
    BEFORE,
    CHOSEN_FR,
    END,
    HEAD,
    LEAD,
    LED,
    OFFICE,
    QUI,
    WHEN,
    WHO,
    Construction,
    P,
    S,
)
from foedus.read.model import Code

BY_BODY = r"<[BG](?P<body>\d+)>"
BESIDE = r"(?:,(?:[^,<;]|<[NBOGD]\d+>){2,90},)?"
"""What stands between commas behind a name."""

FIRST = rf"^(?:[^<]|<[DNBGOH]\d+>)*?{S}"
"""The first person of a sentence, mostly its subject."""

DAY = r"<D(?P<day>\d+)>"
YEARS = r"<D(?P<years>\d+)>"
BEGINS = r"(?:,? ?(?:on |in |le |en |au )?(?:the )?(?P<begins><D\d+>))?"
OWNED = r"(?:[^<,;.()]{0,40}(?:<[NB]\d+>)?)"
"""What may stand between an office and its years ("of defence", "de la République")."""

AS_EN = r"(?:as |to be )?(?:its |their |the )?(?:\w+ )?"
VERB_EN = r"(?:appointed|named|chose|selected|picked|reappointed|re-appointed|confirmed)"
ELECT_EN = r"(?:re-?)?elected"
MINISTRY_FR = (r"(?P<ministry>à la (?:présidence|tête) (?:de la |du |de )(?:république|pays|l'état)"
               r"|(?:au ministère|à la (?:diplomatie|défense"
               r"|chancellerie))[^,.;<]{0,30})")  # fmt: skip
TOP_FR = (
    rf"(?:(?:au poste d(?:e |u |')|comme |en tant que |en qualité d(?:e |'))?{OFFICE}|"
    rf"{MINISTRY_FR}|à la {LED}|(?:à la (?:tête|présidence|direction)) (?:de |du |d')?{HEAD})"
)
NEXT_EN = (r"(?:becoming|he became|she became|<P\d+> became|being (?:then )?(?:named|appointed"
           r"|elected|chosen)(?: as)?|taking (?:up the post of|over as|office as)|moving to"
           r"|moving on to become|stepping up as)")  # fmt: skip
NEXT_FR = rf"(?:devenir|être {CHOSEN_FR}|être (?:ré)?élue?|prendre)"
REPLACING = (
    rf"(?:[^.;<]{{0,40}}(?:en remplacement d(?:e |'|u )|replacing |in place of )"
    rf"{LEAD}<P(?P<before>\d+)>)?"
)

RAN_EN = r"(?:has |had )?(?:led|headed|ran|chaired|presided over)"
RAN_FR = (r"(?:présida|dirigea|mena|conduisit|a présidé|a dirigé|avait présidé|avait dirigé|a "
          r"conduit"
          r"|a mené)")  # fmt: skip
GOVERNMENT = r"(?P<ministry>(?:the|his country's|her country's) (?:\w+ )?government)"
GOUVERNEMENT = r"(?P<ministry>le gouvernement(?: [a-zé]+)?)"
THAT_EN = r"(?:post|office|job|position|role)(?: that| which)?"
THAT_FR = r"(?:poste|fonctions?|charge|mandat) qu[e']"


def _one(words: str, *, how: str = "", ahead: bool = False) -> Construction:
    return Construction(re.compile(words), how, ahead)


POSTS: Mapping[Code, tuple[Construction, ...]] = MappingProxyType(
    {
        "en": (
            _one(rf"{P}{BESIDE},? (?:was|has been|is) {VERB_EN} (?:as )?{OFFICE}{OWNED}"
                 rf"(?:,? (?:in place of|replacing|to replace|to succeed|in succession to)) "
                 rf"{BEFORE}"),
            _one(rf"{S}{BESIDE},? (?:who was )?{VERB_EN}{WHEN} (?:to replace|to succeed|in place of"
                 rf"|in succession to|as successor to) {BEFORE}", ahead=True),
            _one(rf"{P}{BESIDE},? (?:has |had |will )?(?:succeeds?|succeeded|replaces?|replaced|"
                 rf"take over from|takes over from|took over from) {BEFORE}(?: as {OFFICE})?",
                 ahead=True),
            _one(rf"(?:{BY_BODY}|\b\w+)(?: on <D\d+>)? (?:has |had |have |also |unanimously )*"
                 rf"{VERB_EN} {P}{BESIDE},? {AS_EN}{OFFICE}{REPLACING}"),
            _one(rf"(?:{BY_BODY}|\b\w+)(?: on <D\d+>)? (?:has |had |have |also |unanimously )*"
                 rf"{ELECT_EN} {P}{BESIDE},? {AS_EN}{OFFICE}{REPLACING}", how="election"),
            _one(rf"{FIRST}[^;]*?,? (?:before|then|and later) {NEXT_EN} {OFFICE}{BEGINS}"),
            _one(rf"^{VERB_EN}{WHEN} (?:as )?{OFFICE} (?:[^<;,]|<[DBGON]\d+>|<P\d+>(?=,))*, "
                 rf"{P}", ahead=True),
            _one(rf"^{ELECT_EN}{WHEN} (?:as )?{OFFICE} (?:[^<;,]|<[DBGON]\d+>|<P\d+>(?=,))*, {P}",
                 how="election", ahead=True),
            _one(rf"{P}{BESIDE},? (?:was|has been|had been) (?:\w+ly )?(?:re-?)?elected[^;.<]*"
                 r"(?:<D\d+>)? (?:for|to) (?:a|another|his|her|<H\d+>) "
                 r"(?:\w+ly |\w+ )?(?:second|third|fourth|fifth|new|further|\w+-year)[^;.,<]{0,20}"
                 rf"term(?: as {OFFICE})?", how="election"),
        ),
        "fr": (
            _one(rf"{P}{BESIDE},? (?:a été|est|fut) {CHOSEN_FR}{WHEN} (?:comme |au poste d(?:e "
                 rf"|u ))?"
                 rf"{OFFICE}{OWNED},? (?:en remplacement d(?:e |')|à la place d(?:e |')|pour "
                 rf"(?:succéder à |remplacer )){BEFORE}"),
            _one(rf"{S},?{QUI} <P(?P<before>\d+)> (?:a|avait|avait alors|a alors) succédé"),
            _one(rf"{S}{BESIDE},?{QUI} (?:a pris|prend|prendra)(?: [^,;<]{{0,20}})? (?:la tête|"
                 rf"la présidence|la direction|les commandes|les rênes) (?:de |du |d')?(?:{HEAD}|"
                 rf"{LED})(?: des mains d(?:e |')| à la suite d(?:e |')){BEFORE}", ahead=True),
            _one(rf"{S}{BESIDE},? (?:qui a été )?{CHOSEN_FR}{WHEN} (?:en remplacement d(?:e |')"
                 rf"|pour "
                 rf"(?:succéder à |remplacer )|à la place d(?:e |')){BEFORE}", ahead=True),
            _one(rf"{P}{BESIDE},? (?:a |avait )?(?:succède|succédera|succédé|succédait|remplace|"
                 rf"remplacera|remplacé|remplaçait)(?: <D\d+>)?(?: à)? {BEFORE}"
                 rf"(?: (?:comme |en tant que |au poste d(?:e |u ))?{OFFICE})?", ahead=True),
            _one(rf"(?:{BY_BODY}|\b[\w-]+)(?:,[^,;]{{3,60}},)? (?:a|ont|avait|avaient) (?:\w+ment "
                 rf")?{CHOSEN_FR.replace('e?', '')}{WHEN} {P}{BESIDE},? {TOP_FR}{REPLACING}"),
            _one(rf"(?:{BY_BODY}|\b[\w-]+)(?:,[^,;]{{3,60}},)? (?:a|ont|avait|avaient) (?:\w+ment "
                 rf")?(?:ré)?élu{WHEN} {P}{BESIDE},? {TOP_FR}{REPLACING}", how="election"),
            _one(rf"{FIRST}[^;]*?,? (?:avant de |avant d'|puis de |pour )"
                 rf"{NEXT_FR}{WHEN} {TOP_FR}{BEGINS}(?: par (?:le |la |l')?{BY_BODY})?"),
            _one(rf"^{CHOSEN_FR}{WHEN} {TOP_FR} (?:[^<;,]|<[DBGON]\d+>|<P\d+>(?=,))*, "
                 rf"{P}", ahead=True),
            _one(rf"^(?:ré)?élue?{WHEN} {TOP_FR} (?:[^<;,]|<[DBGON]\d+>|<P\d+>(?=,))*, {P}",
                 how="election", ahead=True),
            _one(rf"{S}{BESIDE},?{QUI} (?:a été|est|avait été|fut) (?:\w+ment )?{CHOSEN_FR}"
                 rf"[^;,<]* pour un (?:\w+ ){{0,2}}mandat (?:à|au|à la tête de|à la présidence "
                 rf"d(?:e|u)) (?:la |l')?{HEAD}"),
            _one(rf"{S}{BESIDE},?{QUI} (?:a été|est|avait été|fut) (?:\w+ment )?(?:ré)?élue?"
                 rf"[^;,<]* pour un (?:\w+ ){{0,2}}mandat (?:à|au|à la tête de|à la présidence "
                 rf"d(?:e|u)) (?:la |l')?{HEAD}", how="election"),
            _one(rf"{S}{BESIDE},?{QUI} (?:a (?:été )?|est |avait été |fut )?(?:\w+ment )?"
                 rf"(?:ré)?élue?,?{WHEN},? pour un (?:\w+ ){{0,3}}mandat", how="election"),
            _one(rf"{S}{BESIDE},? (?:a pris|prend|prendra|assumera|assurera|occupera){WHEN} "
                 rf"(?:la tête|la présidence|la direction|les commandes|les rênes) "
                 rf"(?:de |du |d')?(?:l'|la )?(?:{HEAD}|{LED})(?:,[^<;]{{0,10}}en remplacement "
                 rf"d(?:e |'){BEFORE})?", ahead=True),
        ),
    }
)  # fmt: skip
"""Appointments."""

IN_POWER = r"(?:in power|in office|in post|in the job|in place|at the helm|serving)"
AU_POUVOIR = r"(?:au pouvoir|aux affaires|en place|à ce poste|en exercice|en fonctions?|en poste)"
AGAIN_EN = r"(?:,)? (?:and|then|and then)(?: again| once more)?(?: from| between)?"
AGAIN_FR = r"(?:,)? (?:puis|et|et puis)(?: à nouveau| de nouveau| encore)?(?: de| d'| entre)?"
YEARS_BY: Mapping[Code, tuple[Construction, ...]] = MappingProxyType(
    {
        "en": (
            _one(rf"{S}{BESIDE},? {WHO}(?:will |has )?(?:completes?|completed|finishes|finished"
                 rf"|ends?|"
                 rf"ended) <H\d+> (?:\w+ )?(?:term|mandate|tenure)(?: on| in)? {END}", ahead=True),
            _one(rf"{THAT_EN} {S} (?:has |had )?(?:held|occupied|filled) (?:from |between |in "
                 rf")?{YEARS}",
                 ahead=True),
            _one(rf"{S}{BESIDE},? (?:{WHO}|and ){RAN_EN} (?:{HEAD}|{GOVERNMENT}) "
                 rf"(?:from |between |in )?{YEARS}", ahead=True),
            _one(rf"{FIRST}[^;]*? and {RAN_EN} (?:{HEAD}|{GOVERNMENT}) (?:from |between |in "
                 rf")?{YEARS}",
                 ahead=True),
            _one(rf"{S},? who (?:has )?(?:held|occupied|filled) (?:the|that|this) "
                 rf"(?:post|office|job|position|role) (?:since|from) {DAY}", ahead=True),
            _one(rf"{S}{BESIDE},? {WHO}(?:was|had been|has been) {OFFICE}{OWNED} "
                 rf"(?:from |between |in )?{YEARS}", ahead=True),
            _one(rf"{S}{BESIDE},? {WHO}(?:was|had been|has been) {OFFICE}{OWNED} since {DAY}"),
            _one(rf"{S},? whose (?:term|mandate|tenure) (?:ends|ended|expires|expired|will end|"
                 rf"will expire|runs out|runs until|ran until)(?: on| in)? {END}", ahead=True),
            _one(rf"{S}, (?:himself |herself )?(?:the |a |an )?(?:<N\d+>(?:'s)? "
                 rf")?{OFFICE}{OWNED} (?:since |from )"
                 rf"{DAY}", ahead=True),
            _one(rf"{S}, (?:himself |herself )?(?:the |a |an )?(?:<N\d+>(?:'s)? )?{OFFICE}{OWNED} "
                 rf"(?:from |between |in )?{YEARS}", ahead=True),
            _one(rf"^(?:the |an? )?(?:<N\d+>(?:'s)? )?{OFFICE}{OWNED} (?:from |between )?{YEARS}, "
                 rf"(?:\w+ )?{P}", ahead=True),
            _one(r"<O(?P<bearer>\d+)> <P\d+>,? (?:who has been )?"
                 rf"{IN_POWER} since {DAY}", ahead=True),
            _one(rf"{FIRST}[^;]*? {OFFICE}{OWNED} (?:from |between |in )?<D\d+>{AGAIN_EN} "
                 rf"{YEARS}", ahead=True),
        ),
        "fr": (
            _one(rf"{S}{BESIDE},?{QUI} (?:achèvera|achève|a achevé|terminera|termine|a terminé) "
                 rf"<H\d+> (?:\w+ )?mandat (?:le |en |au |fin )?{END}", ahead=True),
            _one(rf"{THAT_FR} {S} (?:a |avait )?(?:occupée?|exercée?|occupa|exerça|occupait"
                 rf"|exerçait) "
                 rf"(?:de |d'|entre )?{YEARS}", ahead=True),
            _one(rf"{S}{BESIDE},?{QUI} {RAN_FR} (?:{HEAD}|{GOUVERNEMENT}) (?:de |d'|entre "
                 rf")?{YEARS}",
                 ahead=True),
            _one(rf"{FIRST}[^;]*? et {RAN_FR} (?:{HEAD}|{GOUVERNEMENT}) (?:de |d'|entre )?{YEARS}",
                 ahead=True),
            _one(rf"{S},?{QUI} (?:occupe|exerce|assume|occupait|exerçait) (?:cette|ce|ces) "
                 rf"(?:fonctions?|poste|charge|mandat) depuis (?:le )?{DAY}", ahead=True),
            _one(rf"{S}{BESIDE},?{QUI} (?:fut|a été|était|avait été) {OFFICE}{OWNED} "
                 rf"(?:de |d'|entre )?{YEARS}", ahead=True),
            _one(rf"{S}{BESIDE},?{QUI} (?:est|était|fut) {OFFICE}{OWNED} depuis (?:le )?{DAY}"),
            _one(rf"{S},? dont (?:le mandat|la présidence) (?:s'achève|s'achèvera|s'achevait|"
                 rf"s'est achevée?|prend fin|prendra fin|a pris fin|expire|expirera|expirait|a "
                 rf"expiré|court jusqu'(?:au|en|à)) (?:le |en |fin |au )?{END}", ahead=True),
            _one(rf"{S}, (?:lui-même |elle-même )?(?:le |la |l')?{OFFICE}{OWNED} depuis (?:le "
                 rf")?{DAY}", ahead=True),
            _one(rf"{S}, (?:lui-même |elle-même )?(?:le |la |l')?{OFFICE}{OWNED}(?: pendant "
                 rf"[^,<;]{{3,30}},)? (?:de |d'|entre )?{YEARS}",
                 ahead=True),
            _one(rf"^(?:le |la |l')?{OFFICE}{OWNED} (?:de |d'|entre )?{YEARS}, {P}", ahead=True),
            _one(rf"<O(?P<bearer>\d+)> <P\d+>, {AU_POUVOIR} depuis (?:le )?{DAY}", ahead=True),
            _one(rf"{FIRST}[^;]*? {OFFICE}{OWNED} (?:de |d'|entre )?<D\d+>{AGAIN_FR} "
                 rf"{YEARS}", ahead=True),
        ),
    }
)  # fmt: skip
"""Terms."""
