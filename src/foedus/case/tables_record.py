"""The tables of the record."""

from __future__ import annotations

from foedus.case.columns import Column, Table

PARTY = "parties"
FROM = Column("from", "date", "First day", "Premier jour", key=True)
UNTIL = Column(
    "until",
    "date",
    "First day on which it no longer holds; empty: it still holds",
    "Premier jour où cela ne vaut plus ; vide : cela vaut encore",
    optional=True,
)
SUBJECT_EN = Column("subject_en", "text", "Subject in English", "Objet en anglais")
SUBJECT_FR = Column("subject_fr", "text", "Subject in French", "Objet en français")

RECORD_TABLES = (
    Table(
        "bodies",
        "record",
        "Who decides",
        "Qui décide",
        (
            Column("body", "key", "Name of the body", "Nom de l'organe", key=True),
            Column("name_en", "text", "Name in English", "Nom en anglais"),
            Column("name_fr", "text", "Name in French", "Nom en français"),
            Column("rule", "key", "Its rule of decision", "Sa règle de décision", optional=True),
        ),
    ),
    Table(
        "memberships",
        "record",
        "Who belongs to a body, and since when",
        "Qui fait partie d'un organe, et depuis quand",
        (
            Column("party", "key", "The member", "Le membre", key=True, refers=PARTY),
            Column("body", "key", "The body", "L'organe", key=True, refers="bodies"),
            FROM,
            UNTIL,
        ),
    ),
    Table(
        "terms",
        "record",
        "Who holds an office",
        "Qui occupe une fonction",
        (
            Column("office", "key", "The office", "La fonction", key=True),
            Column("person", "text", "Who holds it", "Qui l'occupe"),
            Column(
                "party",
                "key",
                "The person's country",
                "Le pays de la personne",
                optional=True,
                refers=PARTY,
            ),
            FROM,
            UNTIL,
            Column(
                "announced",
                "date",
                "Day on which it was announced",
                "Jour de l'annonce",
                optional=True,
            ),
        ),
    ),
    Table(
        "decisions",
        "record",
        "What was decided, by whom, by which rule",
        "Ce qui a été décidé, par qui, selon quelle règle",
        (
            Column("decision", "key", "Name of the decision", "Nom de la décision", key=True),
            Column("date", "date", "Day of the decision", "Jour de la décision"),
            Column("body", "key", "Who decided", "Qui a décidé", refers="bodies"),
            SUBJECT_EN,
            SUBJECT_FR,
            Column("rule", "key", "By which rule", "Selon quelle règle"),
            Column(
                "outcome",
                "choice",
                "What came of it",
                "Ce qu'il en est advenu",
                choices=("adopted", "broken", "withdrawn", "pending"),
            ),
        ),
    ),
    Table(
        "nominations",
        "record",
        "Who was put forward for an office",
        "Qui a été proposé pour une fonction",
        (
            Column(
                "nomination", "key", "Name of the nomination", "Nom de la candidature", key=True
            ),
            Column("office", "key", "The office", "La fonction"),
            Column("person", "text", "Who was put forward", "Qui a été proposé"),
            Column(
                "party",
                "key",
                "The person's country",
                "Le pays de la personne",
                optional=True,
                refers=PARTY,
            ),
            Column("date", "date", "Day on which it became known", "Jour où elle a été connue"),
            Column(
                "until",
                "date",
                "First day on which it no longer stood (withdrawn); empty: it stood",
                "Premier jour où elle ne tenait plus (retrait) ; vide : elle tenait",
                optional=True,
            ),
            Column(
                "decision",
                "key",
                "The decision that it led to",
                "La décision à laquelle elle a mené",
                optional=True,
                refers="decisions",
            ),
        ),
    ),
    Table(
        "consultations",
        "record",
        "Where a member stands on a nomination, as published",
        "Où en est un membre sur une candidature, selon ce qui est publié",
        (
            Column(
                "nomination",
                "key",
                "The nomination",
                "La candidature",
                key=True,
                refers="nominations",
            ),
            Column("party", "key", "The member", "Le membre", key=True, refers=PARTY),
            Column("date", "date", "Day on which it was said", "Jour où il l'a dit", key=True),
            Column(
                "stance",
                "choice",
                "Where it stands",
                "Sa position",
                choices=("supports", "holds", "not_declared"),
            ),
            Column(
                "conditions", "text", "On what conditions", "À quelles conditions", optional=True
            ),
        ),
    ),
    Table(
        "priorities",
        "record",
        "What comes first",
        "Ce qui vient d'abord",
        (
            Column(
                "rank", "integer", "Rank; 1 is first", "Rang ; 1 vient d'abord", key=True, minimum=1
            ),
            SUBJECT_EN,
            SUBJECT_FR,
            Column("owner", "text", "Who sees to it", "Qui s'en charge", optional=True),
            Column("due", "date", "By when", "Pour quand", optional=True),
        ),
    ),
    Table(
        "agreements",
        "record",
        "What was agreed with a party",
        "Ce qui a été convenu avec une partie",
        (
            Column("agreement", "key", "Name of the agreement", "Nom de l'accord", key=True),
            Column("party", "key", "The party", "La partie", key=True, refers=PARTY),
            Column(
                "kind",
                "key",
                "partnership, security, procurement …",
                "partnership (partenariat), security (sécurité), procurement (achats) …",
            ),
            Column("title_en", "text", "Title in English", "Titre en anglais"),
            Column("title_fr", "text", "Title in French", "Titre en français"),
            Column("from", "date", "First day", "Premier jour"),
            UNTIL,
        ),
    ),
    Table(
        "statements",
        "record",
        "What was said, by whom, in which words",
        "Ce qui a été dit, par qui, dans quels termes",
        (
            Column("statement", "key", "Name of the statement", "Nom de la déclaration", key=True),
            Column("date", "date", "Day on which it was said", "Jour de la déclaration"),
            Column("speaker", "text", "Who said it", "Qui l'a dit"),
            Column(
                "about",
                "keys",
                "What it is about: parties or items, separated by semicolons",
                "De quoi il s'agit : parties ou matériels, séparés par des points-virgules",
                optional=True,
            ),
            Column("words", "text", "The words", "Les mots"),
            Column("language", "key", "Language of the words (en, fr …)", "Langue (en, fr …)"),
            Column(
                "quoted",
                "boolean",
                "true: word for word; false: reported",
                "true : mot pour mot ; false : rapporté",
            ),
        ),
    ),
    Table(
        "functions",
        "record",
        "What an office is there for",
        "À quoi sert une fonction",
        (
            Column("office", "key", "The office", "La fonction", key=True),
            Column("duty", "key", "Name of the duty", "Nom de la tâche", key=True),
            Column("text_en", "text", "The duty in English", "La tâche en anglais"),
            Column("text_fr", "text", "The duty in French", "La tâche en français"),
        ),
    ),
    Table(
        "events",
        "record",
        "What happened, where and when",
        "Ce qui s'est passé, où et quand",
        (
            Column("event", "key", "Name of the event", "Nom de l'événement", key=True),
            Column("date", "date", "Its first day", "Son premier jour"),
            Column(
                "until",
                "date",
                "First day on which it was over; empty: one day",
                "Premier jour où il était fini ; vide : un jour",
                optional=True,
            ),
            Column("what_en", "text", "What it is, in English", "Ce que c'est, en anglais"),
            Column("what_fr", "text", "What it is, in French", "Ce que c'est, en français"),
            Column("where", "text", "Where", "Où", optional=True),
        ),
    ),
    Table(
        "spending",
        "record",
        "What a party spends on defence",
        "Ce qu'une partie dépense pour sa défense",
        (
            Column("party", "key", "The party", "La partie", key=True, refers=PARTY),
            Column("year", "integer", "The year", "L'année", key=True, minimum=1900, maximum=2200),
            Column(
                "measure",
                "key",
                "expenditure, gdp, equipment_share …",
                "expenditure (dépenses), gdp (PIB), equipment_share (part des équipements) …",
                key=True,
            ),
            Column(
                "basis",
                "key",
                "current, constant-2015 …",
                "current (prix courants), constant-2015 (prix constants) …",
                key=True,
            ),
            Column("release", "key", "The publication's release", "L'édition publiée", key=True),
            Column("amount", "number", "The figure", "Le chiffre"),
            Column("unit", "text", "Its unit", "Son unité"),
            Column(
                "estimate", "boolean", "Whether it is an estimate", "S'il s'agit d'une estimation"
            ),
        ),
    ),
    Table(
        "ledger",
        "record",
        "From pledge to delivery",
        "De la promesse à la livraison",
        (
            Column("entry", "key", "Name of the entry", "Nom de l'écriture", key=True),
            Column("donor", "key", "Who gives", "Qui donne", refers=PARTY),
            Column("recipient", "key", "To whom", "À qui", refers=PARTY),
            Column(
                "type",
                "choice",
                "What kind of aid",
                "Quel genre d'aide",
                choices=("military", "financial", "humanitarian"),
            ),
            Column(
                "stage",
                "choice",
                "How far it has come",
                "Où elle en est",
                choices=("pledge", "allocation", "delivery"),
            ),
            Column("date", "date", "Its day", "Son jour", optional=True),
            Column("item", "key", "The item", "Le matériel", optional=True, refers="items"),
            Column("quantity", "number", "Units", "Unités", optional=True, minimum=0),
            Column("amount", "number", "Amount", "Montant", optional=True, minimum=0),
            Column("currency", "key", "Currency (ISO 4217)", "Monnaie (ISO 4217)", optional=True),
            Column(
                "release",
                "key",
                "The publication's release",
                "L'édition publiée",
                optional=True,
            ),
            Column(
                "of",
                "key",
                "The entry that it makes good",
                "L'écriture qu'elle honore",
                optional=True,
                refers="ledger",
            ),
        ),
    ),
    Table(
        "sources",
        "record",
        "Where figures come from",
        "D'où viennent les chiffres",
        (
            Column("source", "key", "Name of the source", "Nom de la source", key=True),
            Column("title", "text", "Its title", "Son titre"),
            Column("publisher", "text", "Who published it", "Qui l'a publiée"),
            Column("release", "text", "Its release", "Son édition", optional=True),
            Column("published", "date", "When published", "Date de publication", optional=True),
            Column("retrieved", "date", "When retrieved", "Date de consultation", optional=True),
            Column("url", "text", "Its address", "Son adresse", optional=True),
            Column("licence", "text", "Its licence", "Sa licence", optional=True),
            Column(
                "confidence",
                "choice",
                "How far it can be relied on",
                "Le crédit à lui accorder",
                choices=("official", "research", "press", "assumption"),
            ),
        ),
    ),
)
