"""Constructions of careers in shorthand: elections by a body, next posts, years beside an office.

Groups as in ``office_constructions``; besides, ``body`` is who appoints, ``begins`` the day on
which an office is taken up, ``years`` a date that counts only as a span.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from foedus.read.facts.office_constructions import (
    BESIDE,
    CHOSEN_FR,
    HEAD,
    LEAD,
    LED,
    OFFICE,
    QUI,
    WHEN,
    Construction,
    P,
    S,
)
from foedus.read.model import Code

BY_BODY = r"<[BG](?P<body>\d+)>"
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
               r"|(?:au ministère|à la (?:diplomatie|défense|chancellerie))[^,.;<]{0,30})")  # fmt: skip
TOP_FR = (rf"(?:(?:au poste d(?:e |u |')|comme |en tant que |en qualité d(?:e |'))?{OFFICE}|"
          rf"{MINISTRY_FR}|à la {LED}|(?:à la (?:tête|présidence|direction)) (?:de |du |d')?{HEAD})")
NEXT_EN = (r"(?:becoming|he became|she became|<P\d+> became|being (?:then )?(?:named|appointed"
           r"|elected|chosen)(?: as)?|taking (?:up the post of|over as|office as)|moving to"
           r"|moving on to become|stepping up as)")  # fmt: skip
NEXT_FR = rf"(?:devenir|être {CHOSEN_FR}|être (?:ré)?élue?|prendre)"
REPLACING = (
    rf"(?:[^.;<]{{0,40}}(?:en remplacement d(?:e |'|u )|replacing |in place of )"
    rf"{LEAD}<P(?P<before>\d+)>)?"
)


def _one(words: str, *, how: str = "", ahead: bool = False) -> Construction:
    return Construction(re.compile(words), how, ahead)


POSTS: Mapping[Code, tuple[Construction, ...]] = MappingProxyType(
    {
        "en": (
            _one(rf"(?:{BY_BODY}|\b\w+)(?: on <D\d+>)? (?:has |had |have |also |unanimously )*"
                 rf"{VERB_EN} {P}{BESIDE},? {AS_EN}{OFFICE}{REPLACING}"),
            _one(rf"(?:{BY_BODY}|\b\w+)(?: on <D\d+>)? (?:has |had |have |also |unanimously )*"
                 rf"{ELECT_EN} {P}{BESIDE},? {AS_EN}{OFFICE}{REPLACING}", how="election"),
            _one(rf"{FIRST}[^;]*?,? (?:before|then|and later) {NEXT_EN} {OFFICE}{BEGINS}"),
            _one(rf"{P}{BESIDE},? (?:was|has been|had been) (?:\w+ly )?(?:re-?)?elected[^;.<]*"
                 r"(?:<D\d+>)? (?:for|to) (?:a|another|his|her|<H\d+>) "
                 r"(?:\w+ly |\w+ )?(?:second|third|fourth|fifth|new|further|\w+-year)[^;.,<]{0,20}"
                 rf"term(?: as {OFFICE})?", how="election"),
        ),
        "fr": (
            _one(rf"(?:{BY_BODY}|\b[\w-]+)(?:,[^,;]{{3,60}},)? (?:a|ont|avait|avaient) (?:\w+ment "
                 rf")?{CHOSEN_FR.replace('e?', '')}{WHEN} {P}{BESIDE},? {TOP_FR}{REPLACING}"),
            _one(rf"(?:{BY_BODY}|\b[\w-]+)(?:,[^,;]{{3,60}},)? (?:a|ont|avait|avaient) (?:\w+ment "
                 rf")?(?:ré)?élu{WHEN} {P}{BESIDE},? {TOP_FR}{REPLACING}", how="election"),
            _one(rf"{FIRST}[^;]*?,? (?:avant de |avant d'|puis de |pour )"
                 rf"{NEXT_FR}{WHEN} {TOP_FR}{BEGINS}(?: par (?:le |la |l')?{BY_BODY})?"),
            _one(rf"{S}{BESIDE},?{QUI} (?:a (?:été )?|est |avait été |fut )?(?:\w+ment )?"
                 rf"(?:ré)?élue?,?{WHEN},? pour un (?:\w+ ){{0,3}}mandat", how="election"),
            _one(rf"{S}{BESIDE},? (?:a pris|prend|prendra|assumera|assurera|occupera){WHEN} "
                 rf"(?:la tête|la présidence|la direction|les commandes|les rênes) "
                 rf"(?:de |du |d')?(?:l'|la )?(?:{HEAD}|{LED})", ahead=True),
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
            _one(rf"{S}, (?:the |a |an )?(?:<N\d+>(?:'s)? )?{OFFICE}{OWNED} (?:since |from )"
                 rf"{DAY}", ahead=True),
            _one(rf"{S}, (?:the |a |an )?(?:<N\d+>(?:'s)? )?{OFFICE}{OWNED} "
                 rf"(?:from |between |in )?{YEARS}", ahead=True),
            _one(rf"^(?:the |an? )?(?:<N\d+>(?:'s)? )?{OFFICE}{OWNED} (?:from |between )?{YEARS}, "
                 rf"(?:\w+ )?{P}", ahead=True),
            _one(r"<O(?P<bearer>\d+)> <P\d+>,? (?:who has been )?"
                 rf"{IN_POWER} since {DAY}", ahead=True),
            _one(rf"{FIRST}[^;]*? {OFFICE}{OWNED} (?:from |between |in )?<D\d+>{AGAIN_EN} {YEARS}", ahead=True),
        ),
        "fr": (
            _one(rf"{S}, (?:le |la |l')?{OFFICE}{OWNED} depuis (?:le )?{DAY}", ahead=True),
            _one(rf"{S}, (?:le |la |l')?{OFFICE}{OWNED} (?:de |d'|entre )?{YEARS}", ahead=True),
            _one(rf"^(?:le |la |l')?{OFFICE}{OWNED} (?:de |d'|entre )?{YEARS}, {P}", ahead=True),
            _one(rf"<O(?P<bearer>\d+)> <P\d+>, {AU_POUVOIR} depuis (?:le )?{DAY}", ahead=True),
            _one(rf"{FIRST}[^;]*? {OFFICE}{OWNED} (?:de |d'|entre )?<D\d+>{AGAIN_FR} {YEARS}", ahead=True),
        ),
    }
)  # fmt: skip
"""Terms."""
