"""The tables of the plan."""

from __future__ import annotations

from dataclasses import replace

from foedus.case.columns import Column, Table

PARTY = "parties"
FIRST = Column("first", "month", "First month", "Premier mois", key=True)
LAST = Column(
    "last",
    "month",
    "Last month, included; empty: to the end of the horizon",
    "Dernier mois, inclus ; vide : jusqu'à la fin de l'horizon",
    optional=True,
)
TOUCHES = (
    Column("table", "key", "The table", "La table", key=True),
    Column("column", "key", "Its column", "Sa colonne", key=True),
    Column(
        "where",
        "text",
        "Which rows, e.g. party=USA;item=shell-155; *: every row",
        "Quelles lignes, p. ex. party=USA;item=shell-155 ; * : toutes",
        key=True,
    ),
)
"""What a change, or an uncertainty, touches."""
OPERATION = Column(
    "operation",
    "choice",
    "What is done with the value",
    "Ce que l'on fait de la valeur",
    choices=("scale", "set", "add"),
)
NAME_EN = Column("name_en", "text", "Name in English", "Nom en anglais")
NAME_FR = Column("name_fr", "text", "Name in French", "Nom en français")
LAT = Column(
    "lat", "number", "Latitude", "Latitude", optional=True, unit="°", minimum=-90, maximum=90
)
LON = Column(
    "lon", "number", "Longitude", "Longitude", optional=True, unit="°", minimum=-180, maximum=180
)

PLAN_TABLES = (
    Table(
        "parties",
        "plan",
        "Who takes part: allies, partners, recipients, institutions",
        "Qui prend part : alliés, partenaires, bénéficiaires, institutions",
        (
            Column(
                "party",
                "key",
                "ISO 3166-1 alpha-3 code, or an own code such as EUI",
                "Code ISO 3166-1 alpha-3, ou un code propre tel que EUI",
                key=True,
            ),
            Column(
                "kind",
                "choice",
                "What it is",
                "Ce qu'elle est",
                choices=("ally", "partner", "recipient", "institution"),
            ),
            Column(
                "groups",
                "keys",
                "Groups that it belongs to, separated by semicolons (europe;eu)",
                "Groupes dont elle fait partie, séparés par des points-virgules (europe;eu)",
                optional=True,
            ),
            Column(
                "gdp",
                "number",
                "Gross domestic product",
                "Produit intérieur brut",
                optional=True,
                unit="million",
                minimum=0,
            ),
            Column(
                "population",
                "number",
                "Inhabitants",
                "Habitants",
                optional=True,
                unit="persons",
                minimum=0,
            ),
            LAT,
            LON,
        ),
    ),
    Table(
        "capabilities",
        "plan",
        "What is needed, whatever item provides it",
        "Ce dont on a besoin, quel que soit le matériel qui le fournit",
        (
            Column("capability", "key", "Name of the capability", "Nom de la capacité", key=True),
            Column("unit", "text", "Unit in which it is counted", "Unité de compte"),
            NAME_EN,
            NAME_FR,
            Column(
                "carry",
                "number",
                "Part of a need left unmet that is still needed a month later; 0 for what is "
                "consumed or lost",
                "Part d'un besoin non couvert qui subsiste un mois plus tard ; 0 pour ce qui est "
                "consommé ou perdu",
                optional=True,
                default=1.0,
                minimum=0,
                maximum=1,
            ),
        ),
    ),
    Table(
        "items",
        "plan",
        "What is given, ordered or held",
        "Ce qui est donné, commandé ou détenu",
        (
            Column("item", "key", "Name of the item", "Nom du matériel", key=True),
            Column("unit", "text", "Unit in which it is counted", "Unité de compte"),
            NAME_EN,
            NAME_FR,
            Column(
                "price", "number", "Price of a unit", "Prix unitaire", unit="million", minimum=0
            ),
            Column("mass", "number", "Mass of a unit", "Masse unitaire", unit="t", minimum=0),
            Column(
                "whole",
                "boolean",
                "Moves in whole units where the plan asks for it",
                "Se déplace en unités entières si le plan le demande",
                optional=True,
                default=False,
            ),
        ),
    ),
    Table(
        "yields",
        "plan",
        "What one unit of an item gives of a capability",
        "Ce qu'une unité d'un matériel apporte à une capacité",
        (
            Column("item", "key", "The item", "Le matériel", key=True, refers="items"),
            Column(
                "capability",
                "key",
                "The capability",
                "La capacité",
                key=True,
                refers="capabilities",
            ),
            Column(
                "quantity",
                "number",
                "Units of the capability that one unit of the item gives",
                "Unités de la capacité qu'apporte une unité du matériel",
                unit="capability's unit",
                positive=True,
            ),
        ),
    ),
    Table(
        "stocks",
        "plan",
        "What a party holds when the horizon starts",
        "Ce qu'une partie détient au début de l'horizon",
        (
            Column("party", "key", "Who holds it", "Qui le détient", key=True, refers=PARTY),
            Column("item", "key", "The item", "Le matériel", key=True, refers="items"),
            Column(
                "quantity", "number", "Units held", "Unités détenues", unit="item's unit", minimum=0
            ),
            Column(
                "value",
                "number",
                "Value of a unit given; empty: the item's price",
                "Valeur d'une unité donnée ; vide : le prix du matériel",
                optional=True,
                unit="million",
                minimum=0,
            ),
        ),
    ),
    Table(
        "inflows",
        "plan",
        "What is already contracted and arrives at the start of a month",
        "Ce qui est déjà sous contrat et arrive au début d'un mois",
        (
            Column("party", "key", "Who receives it", "Qui le reçoit", key=True, refers=PARTY),
            Column("item", "key", "The item", "Le matériel", key=True, refers="items"),
            Column("month", "month", "Month of arrival", "Mois d'arrivée", key=True),
            Column("quantity", "number", "Units", "Unités", unit="item's unit", minimum=0),
        ),
    ),
    Table(
        "requirements",
        "plan",
        "What a recipient needs, a party aims to hold, or does not give below",
        "Ce dont un bénéficiaire a besoin, ce qu'une partie veut détenir, ou son plancher de don",
        (
            Column(
                "party",
                "key",
                "The party, or @group (for hold only)",
                "La partie, ou @groupe (pour hold seulement)",
                key=True,
                refers=PARTY,
                also=("@group",),
            ),
            Column(
                "capability",
                "key",
                "The capability",
                "La capacité",
                key=True,
                refers="capabilities",
            ),
            Column(
                "kind",
                "choice",
                "deliver: needed each month; hold: level aimed at, at the end of each month; "
                "floor: level below which the party does not give",
                "deliver : nécessaire chaque mois ; hold : niveau visé à la fin de chaque mois ; "
                "floor : niveau en dessous duquel la partie ne donne pas",
                key=True,
                choices=("deliver", "hold", "floor"),
            ),
            FIRST,
            LAST,
            Column(
                "quantity",
                "number",
                "Units of the capability",
                "Unités de la capacité",
                unit="capability's unit",
                minimum=0,
            ),
            Column(
                "priority",
                "number",
                "Weight of the requirement; one for all rows of a party, capability and kind",
                "Poids de l'exigence ; le même pour une partie, une capacité et un genre",
                optional=True,
                default=1.0,
                positive=True,
            ),
        ),
        constant=(("priority",), ("party", "capability", "kind")),
    ),
    Table(
        "budgets",
        "plan",
        "What a party may spend each month; what is not spent carries over",
        "Ce qu'une partie peut dépenser chaque mois ; le reste est reporté",
        (
            Column("party", "key", "Who pays", "Qui paie", key=True, refers=PARTY),
            FIRST,
            LAST,
            Column(
                "amount",
                "number",
                "Amount each month",
                "Montant par mois",
                unit="million",
                minimum=0,
            ),
        ),
    ),
    Table(
        "lines",
        "plan",
        "Production lines: what is due for delivery each month",
        "Chaînes de production : ce qui peut être livré chaque mois",
        (
            Column("line", "key", "Name of the line", "Nom de la chaîne", key=True),
            FIRST,
            LAST,
            Column(
                "capacity",
                "number",
                "Units due for delivery each month",
                "Unités livrables par mois",
                unit="item's unit",
                minimum=0,
            ),
            Column("party", "key", "Where it stands", "Où elle se trouve", refers=PARTY),
            Column("item", "key", "What it makes", "Ce qu'elle produit", refers="items"),
            Column(
                "lead",
                "integer",
                "Months from order to delivery",
                "Mois de la commande à la livraison",
                unit="months",
                minimum=0,
            ),
            Column(
                "price", "number", "Price of a unit", "Prix unitaire", unit="million", minimum=0
            ),
        ),
        constant=(("party", "item", "lead", "price"), ("line",)),
    ),
    Table(
        "hubs",
        "plan",
        "Where aid changes hands, outside the recipient's territory",
        "Où l'aide change de mains, hors du territoire du bénéficiaire",
        (
            Column("hub", "key", "Short name of the hub", "Nom court de la plateforme", key=True),
            Column("name", "text", "Full name", "Nom complet"),
            Column(
                "capacity",
                "number",
                "Tonnes arriving each month",
                "Tonnes arrivant par mois",
                unit="t/month",
                minimum=0,
            ),
            LAT,
            LON,
        ),
    ),
    Table(
        "routes",
        "plan",
        "By which hub a sender reaches a recipient",
        "Par quelle plateforme un expéditeur atteint un bénéficiaire",
        (
            Column("party", "key", "The sender", "L'expéditeur", key=True, refers=PARTY),
            Column("hub", "key", "The hub", "La plateforme", key=True, refers="hubs"),
            Column("recipient", "key", "The recipient", "Le bénéficiaire", key=True, refers=PARTY),
            Column(
                "lag",
                "integer",
                "Months from dispatch to arrival",
                "Mois de l'expédition à l'arrivée",
                unit="months",
                minimum=0,
            ),
            Column(
                "cost",
                "number",
                "Cost of transport",
                "Coût du transport",
                unit="million/t",
                minimum=0,
            ),
        ),
    ),
    Table(
        "backfills",
        "plan",
        "A donor may buy an item to refill another party's stock",
        "Un donateur peut acheter un matériel pour regarnir le stock d'une autre partie",
        (
            Column("donor", "key", "Who pays", "Qui paie", key=True, refers=PARTY),
            Column("party", "key", "Whose stock", "Le stock de qui", key=True, refers=PARTY),
            Column("item", "key", "The item", "Le matériel", key=True, refers="items"),
        ),
    ),
    Table(
        "restrictions",
        "plan",
        "What may not be dispatched, or only up to a limit",
        "Ce qui ne peut être expédié, ou seulement jusqu'à une limite",
        (
            Column("party", "key", "Who restricts", "Qui restreint", key=True, refers=PARTY),
            Column(
                "kind",
                "choice",
                "own: on what it gives from its own stock; third_party_transfer: on all of the "
                "item that anyone gives or orders for the recipient; treaty: on what it gives or "
                "orders itself",
                "own : sur ce qu'elle donne de son stock ; third_party_transfer : sur tout ce que "
                "quiconque donne ou commande de ce matériel pour le bénéficiaire ; treaty : sur ce "
                "qu'elle donne ou commande elle-même",
                key=True,
                choices=("own", "third_party_transfer", "treaty"),
            ),
            Column(
                "item",
                "key",
                "The item; *: every item",
                "Le matériel ; * : tous",
                key=True,
                refers="items",
                also=("*",),
            ),
            Column("recipient", "key", "The recipient", "Le bénéficiaire", key=True, refers=PARTY),
            FIRST,
            LAST,
            Column(
                "limit",
                "number",
                "Units over that range of months of dispatch; 0 forbids",
                "Unités sur ces mois d'expédition ; 0 interdit",
                unit="item's unit",
                minimum=0,
            ),
            Column(
                "maker",
                "key",
                "A line or a party: only units ordered from this line, or given or made by this "
                "party, count",
                "Une chaîne ou une partie : ne comptent que les unités commandées à cette chaîne, "
                "ou données ou produites par cette partie",
                optional=True,
                refers="lines",
                also=("party",),
            ),
        ),
    ),
    Table(
        "opt_outs",
        "plan",
        "Months in which a party takes no part",
        "Mois pendant lesquels une partie ne prend pas part",
        (
            Column("party", "key", "The party", "La partie", key=True, refers=PARTY),
            FIRST,
            LAST,
        ),
    ),
    Table(
        "commitments",
        "plan",
        "What a donor has promised, and by when: a hard limit",
        "Ce qu'un donateur a promis, et pour quand : une limite ferme",
        (
            Column("donor", "key", "Who promised", "Qui a promis", key=True, refers=PARTY),
            Column("recipient", "key", "To whom", "À qui", key=True, refers=PARTY),
            Column("item", "key", "The item", "Le matériel", key=True, refers="items"),
            Column(
                "by",
                "month",
                "There by the end of this month",
                "Sur place avant la fin de ce mois",
                key=True,
            ),
            Column("quantity", "number", "Units", "Unités", unit="item's unit", minimum=0),
        ),
    ),
    Table(
        "keys",
        "plan",
        "How the burden is to be shared",
        "Comment répartir la charge",
        (
            Column("key", "key", "Name of the key", "Nom de la clé", key=True),
            Column("party", "key", "The donor", "Le donateur", key=True, refers=PARTY),
            Column(
                "share",
                "number",
                "Its share; normalised over the donors",
                "Sa part ; normalisée sur les donateurs",
                minimum=0,
            ),
        ),
    ),
    Table(
        "mandates",
        "plan",
        "How far a donor can go when keys are negotiated",
        "Jusqu'où un donateur peut aller quand on négocie les clés",
        (
            Column("party", "key", "The donor", "Le donateur", key=True, refers=PARTY),
            Column(
                "most",
                "number",
                "The largest burden over the horizon that it accepts",
                "La plus grande charge qu'elle accepte sur l'horizon",
                unit="million",
                positive=True,
            ),
        ),
    ),
    Table(
        "scenarios",
        "plan",
        "Futures to be ready for",
        "Avenirs auxquels se préparer",
        (
            Column("scenario", "key", "Name of the scenario", "Nom du scénario", key=True),
            Column(
                "probability",
                "number",
                "Its probability, above 0 (leave out what cannot come); all rows or none",
                "Sa probabilité, supérieure à 0 (omettez ce qui ne peut advenir) ; toutes les "
                "lignes ou aucune",
                optional=True,
                minimum=0,
                maximum=1,
            ),
            Column(
                "reveal",
                "month",
                "First month in which plans may differ",
                "Premier mois où les plans peuvent différer",
            ),
            NAME_EN,
            NAME_FR,
        ),
    ),
    Table(
        "changes",
        "plan",
        "What a scenario changes",
        "Ce qu'un scénario change",
        (
            Column("scenario", "key", "The scenario", "Le scénario", key=True, refers="scenarios"),
            *TOUCHES,
            FIRST,
            LAST,
            OPERATION,
            Column("value", "number", "The value", "La valeur"),
        ),
    ),
    Table(
        "uncertainties",
        "plan",
        "What is known only within a range: many futures are drawn from it",
        "Ce que l'on ne connaît qu'à une fourchette près : on en tire de nombreux avenirs",
        (
            Column(
                "uncertainty",
                "key",
                "Name of the uncertainty",
                "Nom de l'incertitude",
                key=True,
            ),
            *(replace(column, key=False) for column in (*TOUCHES, FIRST)),
            LAST,
            OPERATION,
            Column(
                "distribution",
                "choice",
                "How the value is drawn; uniform and triangular: from low to high; normal and "
                "lognormal: low and high are the 5th and the 95th percentile",
                "Comment la valeur est tirée ; uniform et triangular : de low à high ; normal et "
                "lognormal : low et high sont les 5e et 95e centiles",
                choices=("uniform", "triangular", "normal", "lognormal"),
            ),
            Column("low", "number", "The low value", "La valeur basse"),
            Column(
                "mode",
                "number",
                "The likeliest value; for triangular, and only there",
                "La valeur la plus probable ; pour triangular, et là seulement",
                optional=True,
            ),
            Column("high", "number", "The high value", "La valeur haute"),
        ),
    ),
)
