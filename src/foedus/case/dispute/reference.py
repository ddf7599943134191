"""The reference page of a dispute's tables, made from their schema."""

from __future__ import annotations

from foedus.case.dispute.tables import TABLES
from foedus.case.reference import section, typeset
from foedus.case.words import words

TITLES = {"en": "Tables of a dispute", "fr": "Tables d'un différend"}
INTRO = {
    "en": (
        "A dispute is a folder of CSV (or Parquet) files and a `dispute.toml`, or one Excel "
        "workbook with a sheet a table; its sheet `dispute` holds the settings as `key`, `value`. "
        "Every table may also have the columns `source` (a key of `sources`) and `note`. A row "
        "without a source is an assumption, and every answer that rests on it says so."
    ),
    "fr": (
        "Un différend est un dossier de fichiers CSV (ou Parquet) avec un `dispute.toml`, ou un "
        "classeur Excel avec une feuille par table ; sa feuille `dispute` contient les réglages "
        "(`key`, `value`). Toute table peut aussi avoir les colonnes `source` (une clé de "
        "`sources`) et `note`. Une ligne sans source est une hypothèse, et toute réponse qui s'y "
        "appuie le dit."
    ),
}
SETTINGS = {
    "en": (
        "## `dispute.toml`",
        "`format = 1`, `name`, `title = { en, fr }`; and, if they are known, `as_of` (what is "
        "known on this day; a later source is warned of) and `body` (where the dispute is dealt "
        "with).",
        "## Tables",
    ),
    "fr": (
        "## `dispute.toml`",
        "`format = 1`, `name`, `title = { en, fr }` ; et, s'ils sont connus, `as_of` (ce que l'on "
        "sait ce jour-là ; une source postérieure est signalée) et `body` (où le différend est "
        "traité).",
        "## Tables",
    ),
}


def markdown(lang: str) -> str:
    """Return the page on a dispute's settings, tables and columns, as Markdown.

    Parameters
    ----------
    lang : {"en", "fr"}

    Examples
    --------
    >>> print(markdown("en").splitlines()[0])
    # Tables of a dispute
    """
    say = words(lang)
    sections = [section(table, lang, say) for table in TABLES.values()]
    page = "\n\n".join((f"# {TITLES[lang]}", INTRO[lang], *SETTINGS[lang], *sections)) + "\n"
    return typeset(page) if lang == "fr" else page
