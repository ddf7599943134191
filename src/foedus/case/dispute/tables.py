"""The tables of a dispute, declared once, as those of a case are."""

from __future__ import annotations

from foedus.case.columns import Column, Table
from foedus.case.layout import Layout
from foedus.case.schema import TABLES as OF_A_CASE

PARTY = Column("party", "key", "The party", "La partie", key=True, refers="parties")
ISSUE = Column("issue", "key", "The issue", "La question", key=True, refers="issues")
OPTION = Column(
    "option",
    "key",
    "An option of the issue (table options)",
    "Une option de la question (table options)",
    key=True,
)
NAME_EN = Column("name_en", "text", "Name in English", "Nom en anglais")
NAME_FR = Column("name_fr", "text", "Name in French", "Nom en français")

DISPUTE_TABLES = (
    Table(
        "parties",
        "dispute",
        "Who negotiates, and what each gets without agreement",
        "Qui négocie, et ce que chacun obtient sans accord",
        (
            Column("party", "key", "Name of the party", "Nom de la partie", key=True),
            Column(
                "veto",
                "boolean",
                "It can block an outcome",
                "Elle peut bloquer une issue de la négociation",
            ),
            Column(
                "weight",
                "number",
                "Its power",
                "Son poids",
                optional=True,
                default=1.0,
                positive=True,
            ),
            Column(
                "reservation",
                "number",
                "Utility that it has without agreement; below it, it blocks",
                "Utilité qu'elle a sans accord ; en dessous, elle bloque",
                minimum=0,
                maximum=1,
            ),
        ),
    ),
    Table(
        "issues",
        "dispute",
        "What is negotiated",
        "Ce qui est négocié",
        (
            Column("issue", "key", "Name of the issue", "Nom de la question", key=True),
            Column(
                "kind",
                "choice",
                "options: one of several is picked (table options); scale: a point is picked",
                "options : on en choisit une parmi plusieurs (table options) ; scale : on choisit "
                "un point",
                choices=("options", "scale"),
            ),
            Column(
                "low", "number", "Low end of a scale", "Borne basse d'une échelle", optional=True
            ),
            Column(
                "high", "number", "High end of a scale", "Borne haute d'une échelle", optional=True
            ),
            Column(
                "status_quo",
                "number",
                "Where a scale stands today",
                "Où en est une échelle aujourd'hui",
                optional=True,
            ),
            NAME_EN,
            NAME_FR,
        ),
    ),
    Table(
        "options",
        "dispute",
        "What can be picked on an issue",
        "Ce que l'on peut choisir sur une question",
        (
            ISSUE,
            Column("option", "key", "Name of the option", "Nom de l'option", key=True),
            Column(
                "order",
                "integer",
                "Its place among the issue's options; empty: as the rows stand, after those that "
                "have one",
                "Son rang parmi les options de la question ; vide : dans l'ordre des lignes, après "
                "celles qui en ont un",
                optional=True,
            ),
            NAME_EN,
            NAME_FR,
            Column(
                "status_quo",
                "boolean",
                "It holds today; at most one for an issue",
                "Elle vaut aujourd'hui ; au plus une par question",
                optional=True,
                default=False,
            ),
        ),
    ),
    Table(
        "saliences",
        "dispute",
        "How much an issue matters to a party; no row: not at all",
        "Combien une question compte pour une partie ; pas de ligne : pas du tout",
        (
            PARTY,
            ISSUE,
            Column(
                "salience",
                "number",
                "Weight of the issue; normalised over the party's issues",
                "Poids de la question ; normalisé sur les questions de la partie",
                minimum=0,
            ),
        ),
    ),
    Table(
        "values",
        "dispute",
        "What an option is worth to a party",
        "Ce que vaut une option pour une partie",
        (
            PARTY,
            ISSUE,
            OPTION,
            Column(
                "value",
                "number",
                "Its value; needed where the issue matters to the party and there is no rank",
                "Sa valeur ; nécessaire si la question compte pour la partie et qu'il n'y a pas de "
                "rang",
                minimum=0,
                maximum=1,
            ),
        ),
    ),
    Table(
        "ranks",
        "dispute",
        "In which order a party likes the options, where it gives no values",
        "Dans quel ordre une partie préfère les options, si elle n'en donne pas la valeur",
        (
            PARTY,
            ISSUE,
            OPTION,
            Column(
                "rank",
                "integer",
                "1 is the best; ties are allowed",
                "1 est le meilleur ; les ex aequo sont permis",
                positive=True,
            ),
        ),
    ),
    Table(
        "positions",
        "dispute",
        "Where a party stands on a scale",
        "Où se place une partie sur une échelle",
        (
            PARTY,
            ISSUE,
            Column("position", "number", "The point that it wants", "Le point qu'elle veut"),
            Column(
                "spread",
                "number",
                "Uncertainty of the position, in the unit of the scale",
                "Incertitude de la position, dans l'unité de l'échelle",
                optional=True,
                minimum=0,
            ),
        ),
    ),
    Table(
        "redlines",
        "dispute",
        "What a party does not accept: an option, or all outside a range of a scale",
        "Ce qu'une partie n'accepte pas : une option, ou tout ce qui sort d'un intervalle",
        (
            PARTY,
            ISSUE,
            Column(
                "option",
                "key",
                "The option that it never accepts",
                "L'option qu'elle n'accepte jamais",
                key=True,
                optional=True,
            ),
            Column(
                "low",
                "number",
                "Low end of the range that it accepts on a scale",
                "Borne basse de ce qu'elle accepte sur une échelle",
                optional=True,
            ),
            Column(
                "high",
                "number",
                "High end of the range that it accepts on a scale",
                "Borne haute de ce qu'elle accepte sur une échelle",
                optional=True,
            ),
            Column(
                "price",
                "number",
                "Utility that lifting it costs; empty: the party's normalised salience of the "
                "issue",
                "Utilité que coûte sa levée ; vide : l'importance normalisée de la question pour "
                "la partie",
                optional=True,
                minimum=0,
            ),
        ),
    ),
    Table(
        "links",
        "dispute",
        "Which options go together and which do not",
        "Quelles options vont ensemble, et lesquelles non",
        (
            Column(
                "if_issue",
                "key",
                "The first issue",
                "La première question",
                key=True,
                refers="issues",
            ),
            Column("if_option", "key", "Its option", "Son option", key=True),
            Column(
                "then_issue",
                "key",
                "The second issue",
                "La seconde question",
                key=True,
                refers="issues",
            ),
            Column("then_option", "key", "Its option", "Son option", key=True),
            Column(
                "allowed",
                "boolean",
                "false: the two cannot stand together; true: the first demands the second",
                "false : les deux s'excluent ; true : la première exige la seconde",
            ),
        ),
    ),
)

TABLES: dict[str, Table] = {
    **{table.name: table for table in DISPUTE_TABLES},
    "sources": OF_A_CASE["sources"],
}
"""All tables of a dispute by name."""

LAYOUT = Layout(TABLES, "dispute.toml", "dispute")
"""A dispute's folder or workbook."""
