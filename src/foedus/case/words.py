"""The words of the empty case and of the reference page, in English and French."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.case.columns import Kind


@dataclass(frozen=True)
class Words:
    """Everything that the empty case and the reference page say besides the schema."""

    title: str
    intro: str
    plan: str
    record: str
    column: str
    meaning: str
    holds: str
    unit: str
    about: str
    part_of_key: str
    may_be_empty: str
    default: str
    one_of: str
    refers: str
    same_rows: str
    at_least: str
    at_most: str
    above: str
    yes: str
    no: str
    read_me_sheet: str
    read_me: tuple[str, ...]
    setting: dict[str, str]
    kinds: dict[Kind, str]
    units: dict[str, str]


EN = Words(
    title="Tables of a case",
    intro=(
        "A case is a folder of CSV (or Parquet) files and a `case.toml`, or one Excel workbook "
        "with a sheet a table. Every table may also have the columns `source` (a key of "
        "`sources`) and `note`. An empty cell is unknown, never 0. Months are written `YYYY-MM`, "
        "days `YYYY-MM-DD`, numbers with a decimal point."
    ),
    plan="Tables of the plan",
    record="Tables of the record",
    column="Column",
    meaning="Meaning",
    holds="Holds",
    unit="Unit",
    about="Remarks",
    part_of_key="part of the key",
    may_be_empty="may be empty",
    default="empty stands for {}",
    one_of="one of {}",
    refers="names a row of {}",
    same_rows="the same in all rows of one {}",
    at_least="at least {}",
    at_most="at most {}",
    above="above 0",
    yes="true",
    no="false",
    read_me_sheet="read me",
    read_me=(
        "An empty case",
        "Each sheet is a table; its first row names the columns. Point at a column's name to read "
        "what it means, in which unit, and whether it may stay empty.",
        "An empty cell is unknown, never 0: write 0 only if it is none.",
        "Write months as 2024-10, days as 2024-10-01, numbers with a decimal point.",
        "The sheet case holds the settings: name, date, first month, number of months.",
        "Write every source once in the sheet sources and name it in the column source; a row "
        "without a source is an assumption, and every result says so.",
        "Begin with parties, capabilities, items and yields; then stocks and requirements.",
        "Sheets that you do not need may stay empty. To check the case: foedus check, then the "
        "name of this file.",
    ),
    setting={
        "format": "format of the case",
        "name": "short name of the case",
        "title.en": "title in English",
        "title.fr": "title in French",
        "as_of": "what is known on this day; a later source is warned of",
        "horizon.start": "first month of the plan",
        "horizon.months": "number of months",
        "money.currency": "currency (ISO 4217)",
        "money.unit": "unit of all amounts",
        "money.price_year": "year of the prices",
        "plan.levels": "what comes first; need stands before fairness",
        "plan.key": "key by which the burden is shared (table keys)",
        "plan.whole": "true: items so marked move in whole units",
    },
    kinds={
        "key": "name",
        "keys": "names, separated by semicolons",
        "text": "text",
        "number": "number",
        "integer": "whole number",
        "month": "month (YYYY-MM)",
        "date": "day (YYYY-MM-DD)",
        "boolean": "true or false",
        "choice": "one of the words",
    },
    units={},
)

FR = Words(
    title="Tables d’un cas",
    intro=(
        "Un cas est un dossier de fichiers CSV (ou Parquet) avec un `case.toml`, ou un classeur "
        "Excel avec une feuille par table. Toute table peut aussi avoir les colonnes `source` (une "
        "clé de `sources`) et `note`. Une cellule vide est inconnue, jamais 0. Les mois s’écrivent "
        "`AAAA-MM`, les jours `AAAA-MM-JJ`, les nombres avec un point décimal."
    ),
    plan="Tables du plan",
    record="Tables du registre",
    column="Colonne",
    meaning="Sens",
    holds="Contenu",
    unit="Unité",
    about="Remarques",
    part_of_key="fait partie de la clé",
    may_be_empty="peut être vide",
    default="vide vaut {}",
    one_of="un de {}",
    refers="nomme une ligne de {}",
    same_rows="identique dans toutes les lignes d’un même {}",
    at_least="au moins {}",
    at_most="au plus {}",
    above="supérieur à 0",
    yes="true (vrai)",
    no="false (faux)",
    read_me_sheet="lisez-moi",
    read_me=(
        "Un cas vide",
        "Chaque feuille est une table ; sa première ligne nomme les colonnes. Pointez le nom d’une "
        "colonne pour lire ce qu’elle veut dire, dans quelle unité, et si elle peut rester vide.",
        "Une cellule vide est inconnue, jamais 0 : n’écrivez 0 que s’il n’y a rien.",
        "Écrivez les mois 2024-10, les jours 2024-10-01, les nombres avec un point décimal.",
        "La feuille case contient les réglages : nom, date, premier mois, nombre de mois.",
        "Inscrivez chaque source une fois dans la feuille sources et nommez-la dans la colonne "
        "source ; une ligne sans source est une hypothèse, et chaque résultat le dit.",
        "Commencez par parties, capabilities, items et yields ; puis stocks et requirements.",
        "Les feuilles inutiles peuvent rester vides. Pour vérifier le cas : foedus check, puis le "
        "nom de ce fichier.",
    ),
    setting={
        "format": "format du cas",
        "name": "nom court du cas",
        "title.en": "titre en anglais",
        "title.fr": "titre en français",
        "as_of": "ce que l’on sait ce jour-là ; une source postérieure est signalée",
        "horizon.start": "premier mois du plan",
        "horizon.months": "nombre de mois",
        "money.currency": "monnaie (ISO 4217)",
        "money.unit": "unité de tous les montants",
        "money.price_year": "année des prix",
        "plan.levels": "ce qui vient d’abord ; need (besoin) précède fairness (équité)",
        "plan.key": "clé de répartition de la charge (table keys)",
        "plan.whole": "true : les matériels ainsi marqués se déplacent en unités entières",
    },
    kinds={
        "key": "nom",
        "keys": "noms, séparés par des points-virgules",
        "text": "texte",
        "number": "nombre",
        "integer": "nombre entier",
        "month": "mois (AAAA-MM)",
        "date": "jour (AAAA-MM-JJ)",
        "boolean": "true (vrai) ou false (faux)",
        "choice": "un des mots",
    },
    units={
        "persons": "personnes",
        "months": "mois",
        "t/month": "t/mois",
        "item's unit": "unité du matériel",
        "capability's unit": "unité de la capacité",
    },
)

WORDS: dict[str, Words] = {"en": EN, "fr": FR}


def words(lang: str) -> Words:
    """Return the words of a language.

    Raises
    ------
    ValueError
        For a language that is not offered.

    Examples
    --------
    >>> words("fr").column
    'Colonne'
    """
    if lang in WORDS:
        return WORDS[lang]
    raise ValueError(f"language: {lang!r} is not offered; use one of {tuple(WORDS)}")
