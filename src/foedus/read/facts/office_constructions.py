"""Constructions of offices in shorthand: nominal, elliptical, and those of one who makes way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from foedus.read.model import Code


@dataclass(frozen=True)
class Construction:
    """Words that tell an appointment or a term, and what their marks are.

    Parameters
    ----------
    words : pattern
        Over shorthand; the groups ``person``, ``before`` (whom the person follows), ``office``,
        ``head`` (what is led), ``ministry`` are numbers of marks or words.
    how : str
        ``election``, where the words say so.
    ahead : bool
        Whether it may be yet to come.
    """

    words: re.Pattern[str]
    how: str = ""
    ahead: bool = False


LEAD = (
    r"(?:(?:the |le |la |l'|its |their )?(?:new |next |nouveau |nouvelle )?(?:<N\d+> |<O\d+>,? )?)"
)
BESIDE = r"(?:,[^,<;]*(?:<[NBO]\d+>[^,<;]*)?(?:<D\d+>)?,)?"


S = r"<P(?P<person>\d+)>"
HAS = r"(?:has |had )?"
ON = r"[^<;]{0,60}(?:<[DBG]\d+>[^<;]{0,80})*"
STAYS = r"(?:reste|restera|devient|demeure|deviendra)"
QUI = r"(?: <P\d+>)?"
WHO = r"(?:who |<P\d+> )?"
DAY = r"<D(?P<day>\d+)>"
LE_JOUR = rf"(?:le )?{DAY}"
END = r"(?P<end><D\d+>)"
AWAY = r"(?:quitte|quittera|a quitté|abandonne|abandonnera|a abandonné)"
HIS = r"(?:les |ses |le |son |<H\d+> )"


def _person(name: str) -> str:
    return rf"{LEAD}<P(?P<{name}>\d+)>"


P, BEFORE = _person("person"), _person("before")
OFFICE = (r"(?:the |an? |its |le |la |l'|de |du )?(?:new |next |nouveau |nouvelle |prochain "
r"|prochaine )?"
     r"<O(?P<office>\d+)>")  # fmt: skip
HEAD = r"(?:the |l'|le |la |du |de l'|de la |d')*<[BN](?P<head>\d+)>"
WHEN = r"(?:,? ?(?:on |in |last |le |en |au |hier |dès )?(?:the )?<D\d+>,?)?"
LED = r"<O(?P<helm>\d+)>"
"""The lexicon has "tête de l'OTAN" and "helm of NATO" as an office."""

POST_EN = r"(?:the |a )?(?:post|office|position|job|role|helm)"
TO_EN = rf"(?:as|to {POST_EN} of|to become|for {POST_EN} of|to be) "
TO_FR = (r"(?:au poste d(?:e |u |')|aux fonctions d(?:e |u |')|à la fonction d(?:e |')|au rang "
r"d(?:e |')"
         r"|comme |en tant que |en qualité d(?:e |'))")  # fmt: skip
AT_FR = r"(?:à la (?:tête|présidence|direction)|aux commandes) "
MINISTRY = r"(?P<ministry>(?:au ministère|at the|à la|à l')[^,.;<]{0,12}(?:<N\d+>)?[^,.;<]{0,30})"
OFFICE_FR = rf"(?:,? ?(?:{TO_FR}{OFFICE}|à la {LED}|{AT_FR}(?:de |du |d')?{HEAD}|{MINISTRY}))"
OFFICE_EN = rf"(?:,? ?(?:{TO_EN}{OFFICE}|at the {LED}|at the (?:helm|head) of {HEAD}))"
ELECTED = r"(?:re-?)?(?:election)"
NAMED = r"(?:re-?)?(?:appointment|selection|choice|designation|installation)"
CHOSEN_EN = r"(?:re-?)?(?:appointed|named|chosen|confirmed|sworn in|selected)"
CHOSEN_FR = r"(?:re)?(?:nommée?|désignée?|choisie?|confirmée?|conduite?|intronisée?|investie?)"
WAY = r"(?:make|makes|made|making|give|gives|gave) way (?:for|to)"


def _one(words: str, *, how: str = "", ahead: bool = False) -> Construction:
    return Construction(re.compile(words), how, ahead)


ENGLISH: tuple[Construction, ...] = (
    _one(
        rf"{P} {HAS}(?:took|taken|takes)(?: over)? the (?:reins|helm|baton|torch|chair|gavel)(?: "
        rf"(?:of"
        rf"|at) {HEAD})?,? from {BEFORE}"
    ),
    _one(rf"{P} {HAS}(?:won|secured) (?:a|another) (?:second |third |fourth |new |further )?term "
         rf"as "
         rf"{OFFICE}", how="election"),
    _one(rf"{S}, {CHOSEN_EN} (?:as )?{OFFICE}"),
    _one(rf"{S}, (?:re-?)?elected (?:as )?{OFFICE}", how="election"),
    _one(rf"\b{NAMED}{WHEN} of {P}{BESIDE} {TO_EN}{OFFICE}"),
    _one(rf"\b{ELECTED}{WHEN} of {P}{BESIDE} {TO_EN}{OFFICE}", how="election"),
    _one(rf"{S}'s? {NAMED} {TO_EN}{OFFICE}"),
    _one(rf"{S}'s? {ELECTED} {TO_EN}{OFFICE}", how="election"),
    _one(rf"{BEFORE}{BESIDE},? (?:has |had |will |is )?{WAY} {P}", ahead=True),
    _one(r"\b(?:chairmanship|presidency|leadership|command|chair|helm|direction) of "
         rf"{HEAD} {HAS}(?:pass(?:es|ed)|went|goes) from {BEFORE} to {P}"),
    _one(rf"\b(?:post|office|job|position) of {OFFICE} {HAS}(?:pass(?:es|ed)|went|goes) from "
         rf"{BEFORE} to {P}"),
    _one(rf"<[HP](?P<before>\d+)>(?:'s?)? (?:place|post|seat|job|position) (?:as|of) {OFFICE} "
         rf"(?:was|has "
         rf"been|is) (?:now )?(?:taken|filled)(?: over)?{WHEN} by {P}"),
    _one(rf"{S}, (?:the |his |her )?successor (?:to|of) {BEFORE}(?:{OFFICE_EN})?"),
    _one(rf"{S}, <P(?P<before>\d+)>'s successor(?:{OFFICE_EN})?"),
    _one(rf"<P(?P<before>\d+)>'s successor(?: {TO_EN}{OFFICE})?, {P}"),
    _one(rf"^{CHOSEN_EN}{WHEN} (?:as )?{OFFICE}{ON}, {P}"),
    _one(rf"^(?:re-?)?elected{WHEN} (?:as )?{OFFICE}{ON}, {P}",
         how="election"),
    _one(rf"^{CHOSEN_EN}\b{ON}, {P} (?:will |has |had )?"
         rf"(?:remain|become|serve|continue|take over)s?d?(?: on)?(?: as)? {OFFICE}", ahead=True),
    _one(rf"^(?:re-?)?elected\b{ON}, {P} (?:will |has |had )?"
         rf"(?:remain|become|serve|continue|take over)s?d?(?: on)?(?: as)? "
         rf"{OFFICE}", how="election",
         ahead=True),
    _one(rf"{P} (?:was|has been|had been|is) (?:\w+ly |then )?{CHOSEN_EN} (?:as |to be )?{OFFICE}"),
    _one(rf"{P} (?:was|has been|had been|is) (?:\w+ly |then )?(?:re-?)?elected (?:as )?{OFFICE}",
         how="election"),
    _one(rf"{P} (?:was|has been) (?:reappointed|confirmed in office|confirmed in "
         rf"(?:his|her|the|<H\d+>"
         r") (?:post|job|office))"),
    _one(rf"{P} {HAS}(?:took|taken|assumes|assumed|takes)(?: over)?(?: the)? (?:command|helm|"
         rf"chairmanship|leadership|reins|presidency) (?:of|at) {HEAD}(?:,? from {BEFORE})?"),
    _one(rf"{P} {HAS}(?:took|taken|assumes|assumed|takes)(?: over)?(?: the)? {LED}"
         rf"(?:,? from {BEFORE})?"),
    _one(rf"{S} {HAS}relieved {BEFORE} (?:as|of) {OFFICE}"),
    _one(rf"{P} {HAS}(?:stepped|steps) into {POST_EN} of {OFFICE}"),
)  # fmt: skip

FRENCH: tuple[Construction, ...] = (
    _one(rf"{S}, {CHOSEN_FR}{WHEN} (?:au poste de |comme )?{OFFICE}"),
    _one(rf"{S}, (?:ré)?élue?{WHEN} {OFFICE}", how="election"),
    _one(rf"\b(?:nomination|désignation|reconduction|promotion|arrivée|choix){WHEN} d(?:e |')"
         rf"{P}{BESIDE}{OFFICE_FR}"),
    _one(rf"\b(?:ré)?élection{WHEN} d(?:e |'){P}{BESIDE}{OFFICE_FR}", how="election"),
    _one(rf"\b(?:nomination|désignation|reconduction) {TO_FR}{OFFICE} d(?:e |'){P}"),
    _one(rf"{BEFORE}{BESIDE},? (?:a |avait |va )?(?:cède|cédé|céder|cédera|laisse|laissé|laisser|"
         rf"laissera) (?:<D\d+> )?(?:la|sa|son|<H\d+>) (?:place|main|fauteuil|poste)(?: (?:de "
         rf"|du ){OFFICE})? à {P}", ahead=True),
    _one(rf"\b(?:présidence|direction|tête|commandement) (?:de |d'|du )?{HEAD} (?:est |était "
         rf")?passée?"
         rf" d(?:e |'){BEFORE} à {P}"),
    _one(rf"{S},?{QUI} (?:a |avait |prend |prendra )?(?:pris |repris )?{WHEN} "
         rf"?(?:la suite|la relève|la succession|le relais|la place) d(?:e |'){BEFORE}{OFFICE_FR}?",
         ahead=True),
    _one(rf"{S}, (?:le |la )?success(?:eur|eure|rice) d(?:e |'){BEFORE}{OFFICE_FR}?"),
    _one(rf"^{CHOSEN_FR}{WHEN} (?:au poste de |comme )?{OFFICE}{ON}, "
         rf"{P}"),
    _one(rf"^(?:ré)?élue?{WHEN} {OFFICE}{ON}, {P}", how="election"),
    _one(rf"^{CHOSEN_FR}\b{ON}, {P} "
         rf"{STAYS} {OFFICE}", ahead=True),
    _one(rf"^(?:ré)?élue?\b{ON}, {P} "
         rf"{STAYS} {OFFICE}", how="election", ahead=True),
    _one(rf"{P} (?:a été|est|avait été|fut) (?:\w+ment )?{CHOSEN_FR}{WHEN} (?:au poste de |comme "
         rf")?{OFFICE}"),
    _one(rf"{P} (?:a été|est|avait été|fut) (?:\w+ment )?(?:ré)?élue?{WHEN} "
         rf"{OFFICE}", how="election"),
    _one(rf"{P},? (?:a été|avait été) (?:reconduite?|confirmée?|maintenue?) (?:dans|à) (?:ses |son "
         r"|<H\d+> )(?:fonctions|poste)"),
    _one(rf"{S} (?:a |avait |prend |prendra )(?:pris |repris )?(?:la )?{LED}",
         ahead=True),
    _one(rf"{S} (?:a |avait )(?:pris |repris )?{WHEN} ?(?:la tête|la présidence|"
         rf"la direction|les commandes|les rênes) (?:de |du |d'){HEAD}"),
    _one(rf"{S} (?:prend|prendra|reprend){WHEN} (?:la tête|la présidence|"
         rf"la direction|les commandes|les rênes) (?:de |du |d'){HEAD}", ahead=True),
)  # fmt: skip

APPOINTMENTS: Mapping[Code, tuple[Construction, ...]] = MappingProxyType(
    {"en": ENGLISH, "fr": FRENCH}
)

IN_POST = r"(?:in (?:post|office|the job|place|charge)|at the helm)"
EN_POSTE = r"(?:en poste|en fonctions?|aux commandes|aux manettes)"
TERMS: Mapping[Code, tuple[Construction, ...]] = MappingProxyType(
    {
        "en": (
            _one(rf"<O(?P<office>\d+)> since <D(?P<day>\d+)>, {P}"),
            _one(rf"{S}{BESIDE} {WHO}{HAS}(?:resigned|resigns|quit) as {OFFICE}(?: on| in)? {END}"),
            _one(rf"{S}'s? (?:term|mandate|tenure)(?:,[^,<]*,)? "
                 rf"(?:ended|ends|expired|expires|ran out|"
                 rf"runs out)(?: on| in)? {END}", ahead=True),
            _one(rf"^{IN_POST}(?: since| from)? {DAY},(?: when [^,]*,)? (?:{P}|(?:the )?"
                 r"<O(?P<bearer>\d+)>)"),
            _one(rf"{S},? {HAS}(?:headed|led|heads|leads|runs|run|chaired|"
                 rf"chairs) {HEAD}(?: since| from)? {DAY}"),
            _one(rf"{S},? {WHO}(?:heads|leads|runs|chairs) {HEAD}"),
            _one(rf"{S},?(?: who)? {HAS}(?:stays|stayed|remains|remained|"
                 rf"continues)(?: on)?(?: as)? {OFFICE}"),
            _one(rf"{S},? {WHO}(?:will |has |had )?(?:steps?|stepped|stands?|"
                 rf"stood) (?:down|aside) as {OFFICE}(?: (?:of|to) <\w\d+>)?(?: on| in| at the "
                 rf"end of)? {END}",
                 ahead=True),
            _one(rf"{S}{BESIDE} {WHO}(?:will |has |had )?(?:steps? down|stepped "
                 rf"down|leaves? office|left office|leaves? <H\d+> post|left <H\d+> post)(?: on| "
                 rf"in| at the"
                 rf" end of)? {END}", ahead=True),
            _one(rf"{S},? {WHO}(?:will |has |had )?(?:leave|leaves|left|"
                 rf"quits?|vacates?d?) {POST_EN} of {OFFICE}(?: on| in)? {END}", ahead=True),
            _one(rf"{S} \((?:from )?{DAY}\)"),
        ),
        "fr": (
            _one(rf"<O(?P<office>\d+)> depuis (?:le )?<D(?P<day>\d+)>, {P}"),
            _one(rf"{S}{BESIDE}{QUI} (?:a démissionné|démissionne) de {HIS}(?:fonctions?|poste) de "
                 rf"{OFFICE},? (?:le |en )?{END}"),
            _one(rf"{S}, {EN_POSTE}(?: à [^,<]*)? (?:depuis|dès) (?:le )?"
                 rf"{DAY}"),
            _one(rf"{S}{BESIDE}{QUI} {AWAY} "
                 rf"(?:<D\d+> )?{HIS}(?:fonctions?|poste),? (?:le |en |au )?{END}",
                 ahead=True),
            _one(rf"{S}{BESIDE}{QUI} (?:dirige|dirigeait) (?P<ministry>le ministère"
                 rf"[^,.;<]{0,12}(?:<N\d+>)?[^,.;<]{0,30}) depuis {LE_JOUR}"),
            _one(rf"{S}{BESIDE}{QUI} (?:dirige|dirigeait|préside|présidait|mène|conduit) "
                 rf"(?P<led>(?:le |la |l')?<[BN](?P<head>\d+)>) depuis {LE_JOUR}"),
            _one(rf"{S},?{QUI} (?:dirige|préside) "
                 r"(?:le |la |l')?<[BN](?P<head>\d+)>"),
            _one(rf"{S}[^<;]*{AWAY} (?:le )?{END}?,? ?{HIS}(?:fonctions?|poste) "
                 rf"d(?:e |'|u ){OFFICE}(?: (?:le )?(?P<finish><D\d+>))?"
                 r"(?:, (?:exercée?s?|occupée?s?|assumée?s?)(?: par (?:<P\d+>|lui|elle))? depuis "
                 r"(?:le )?"
                 rf"{DAY})?", ahead=True),
            _one(rf"{S},?{QUI} (?:reste|demeure) {OFFICE}"),
            _one(rf"{S} \((?:de |depuis )?{DAY}\)"),
        ),
    }
)  # fmt: skip
"""Groups of terms: ``day`` a date from which (or a span), ``end`` and ``finish`` the end's mark."""
