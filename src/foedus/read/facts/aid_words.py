"""The words of aid in English and French, by lemma."""

from __future__ import annotations

GIVING = frozenset(
    {
        "deliver", "send", "ship", "transfer", "supply", "donate", "give", "gift", "provide",
        "contribute", "dispatch", "hand", "furnish", "lend", "grant", "disburse",
        "livrer", "remettre", "envoyer", "expédier", "transférer", "fournir", "donner", "offrir",
        "céder", "acheminer", "prêter", "octroyer", "verser", "contribuer", "accorder", "décaisser",
    }
)  # fmt: skip
"""Done, it is a delivery; yet to come, a pledge."""

ARRIVING = frozenset({"arrive", "reach", "arriver", "parvenir"})
RECEIVING = frozenset({"receive", "get", "obtain", "recevoir", "réceptionner", "obtenir"})
ALLOCATING = frozenset(
    {
        "allocate", "earmark", "fund", "finance", "set", "purchase", "order", "buy", "procure",
        "pay", "budget", "contract", "release", "mobilise", "mobilize", "invest", "acquire",
        "dedicate",
        "devote", "appropriate",
        "allouer", "débloquer", "affecter", "financer", "consacrer", "acheter", "commander",
        "payer", "prendre", "mobiliser", "acquérir", "budgéter", "investir", "réserver",
    }
)  # fmt: skip
"""Money or a contract is set aside for it."""

PROMISING = frozenset(
    {
        "pledge", "promise", "announce", "commit", "approve", "vow", "unveil", "agree", "decide",
        "confirm", "authorize", "authorise", "present", "offer", "adopt", "engage", "amount",
        "promettre", "annoncer", "engager", "approuver", "décider", "dévoiler", "confirmer",
        "autoriser", "value", "total", "valoir", "évaluer", "atteindre", "convenir", "présenter",
        "adopter", "valider", "élever", "chiffrer", "mettre",
    }
)  # fmt: skip
BUYING = frozenset(
    {
        "purchase", "order", "buy", "procure", "acquire", "invest", "contract", "acheter",
        "commander", "acquérir", "investir",
    }
)  # fmt: skip
"""Whoever does so may do it for itself."""

OWNING = frozenset({"own", "itself", "themselves", "propre", "armée", "army"})
"""Words of a sentence in which a party buys for itself."""

INCLUDING = frozenset(
    {
        "include", "comprise", "contain", "consist", "cover", "comprendre", "contenir", "inclure",
        "comporter", "composer", "prévoir",
    }
)  # fmt: skip
"""What a package holds is said after them."""

ADDING = frozenset({"add", "follow", "accompany", "ajouter", "suivre", "accompagner"})
"""What is said beside them comes on top of the gift told before."""

GOING = frozenset({"go", "aller"})
"""With an amount: a part of the sum told before goes to something."""

DEEDS = frozenset(
    {
        "delivery", "shipment", "transfer", "donation", "provision", "supply", "gift", "handover",
        "grant", "loan", "commitment", "pledge", "contribution", "package", "tranche",
        "consignment", "allocation", "disbursement", "dispatch", "drawdown",
        "livraison", "envoi", "don", "fourniture", "octroi", "cession", "remise", "transfert",
        "versement", "prêt", "promesse", "apport", "engagement", "expédition", "paquet",
        "enveloppe", "lot", "déblocage", "financement",
    }
)  # fmt: skip
"""Nouns of giving."""

SETTING_ASIDE = frozenset({"allocation", "déblocage", "financement"})
DONE = frozenset(
    {
        "arrive", "reach", "complete", "conclude", "finish", "make", "faire", "arriver",
        "parvenir", "achever", "effectuer", "intervenir", "conclure", "terminer",
    }
)  # fmt: skip
"""Verbs by which a delivery took place."""

AIDING = frozenset({"support", "aid", "assistance", "aide", "soutien"})
"""Nouns of aid whose owner gives it."""

PURCHASE = frozenset({"purchase", "acquisition", "achat", "commande"})
STOCKS = frozenset({"stock", "stockpile", "inventory", "arsenal", "depot", "dépôt"})
"""Where what is given is taken from: those of the giver."""

FORCES = frozenset({"armée", "armées", "army", "forces"})
POSSIBLY = frozenset(
    {
        "possible",
        "potential",
        "eventual",
        "proposed",
        "planned",
        "éventuel",
        "potentiel",
        "eventuel",
    }
)
SOLD = frozenset({"sale", "sales", "sold", "sell", "vente", "ventes", "vendu", "vend", "export"})
"""Words of a sentence that speaks of trade."""

TELLING = frozenset(
    {
        "say", "declare", "state", "add", "dire", "déclarer", "ajouter", "indiquer", "préciser",
        "affirmer", "assurer", "be", "report", "reveal", "rapporter", "continue", "continuer",
        "begin", "start", "commencer", "help", "aider",
    }
)  # fmt: skip
COMMITTED = PROMISING | ALLOCATING | TELLING
"""What is said under them stands: *decided to send*, *said that it would send*."""

DOUBTED = frozenset(
    {
        "consider", "ask", "call", "urge", "refuse", "decline", "reject", "rule", "want", "wish",
        "hope", "plan", "intend", "discuss", "debate", "demand", "request", "need", "propose",
        "suggest", "study", "weigh", "mull", "expect", "appeal", "press", "push", "deny", "oppose",
        "hesitate", "block", "fail", "seek", "try", "stop", "halt", "suspend", "delay", "can",
        "could", "may", "might", "should", "must", "encourage", "invite", "beg", "aim", "plead",
        "envisager", "demander", "appeler", "exhorter", "refuser", "rejeter", "exclure", "vouloir",
        "souhaiter", "espérer", "prévoir", "compter", "discuter", "débattre", "réclamer", "exiger",
        "étudier", "examiner", "réfléchir", "proposer", "suggérer", "hésiter", "bloquer", "pouvoir",
        "devoir", "falloir", "renoncer", "cesser", "suspendre", "tarder", "presser", "inviter",
        "encourager", "viser", "plaider", "chercher", "tenter", "nier", "démentir", "entendre",
        "ready", "willing", "unwilling", "able", "prêt", "disposé", "capable", "réticent",
        "possibility", "question", "idea", "plea", "proposal", "possibilité", "idée",
        "projet", "proposition", "appel", "demande", "refus", "calls", "pressure", "pression",
        "reluctant", "likely", "likelihood", "talks", "talk", "discussion", "negotiation",
        "négociation", "besoin", "suspension", "lack", "manque",
    }
)  # fmt: skip
"""What is said under them is no aid: *refused to send*, *a appelé à livrer*."""

AID = frozenset(
    {
        "aid", "assistance", "support", "package", "loan", "grant", "donation", "tranche",
        "contribution", "pledge", "relief", "guarantee", "drawdown", "shipment", "instalment",
        "aide", "soutien", "paquet", "prêt", "don", "subvention", "enveloppe", "garantie",
        "military", "militaire", "weapon", "weaponry", "arms", "arme", "armement", "ammunition",
        "munition", "humanitarian", "humanitaire", "lethal", "létal", "donate", "gift",
        "medical", "médical",
    }
)  # fmt: skip
"""Words that say that what is given is aid."""

SPENDING = frozenset({"spending", "expenditure", "dépense", "dépenses", "gdp", "pib"})
"""Words that say that money is a party's own defence spending."""

PARTICLES = {
        "set": frozenset({"aside"}), "hand": frozenset({"over"}), "mettre": frozenset({"accord",
        "disposition"}),
    "prendre": frozenset({"charge"}),
}  # fmt: skip
"""Verbs that speak of aid only with a word shortly after them: *set aside*."""

WORTH = frozenset(
    {"amount", "value", "total", "valoir", "évaluer", "atteindre", "élever", "chiffrer"}
)
"""Verbs that say what a package is worth."""

PACKAGES = frozenset(
    {
        "package", "tranche", "shipment", "delivery", "drawdown", "consignment", "convoy", "aid",
        "donation", "assistance", "paquet", "lot", "livraison", "enveloppe", "convoi", "aide",
        "cargaison", "don", "it", "this", "il", "elle", "celui-ci", "celle-ci", "support",
        "contribution", "commitment", "pledge", "effort", "engagement",
        "soutien", "agreement", "accord", "sixteenth", "loan", "prêt", "programme",
    }
)  # fmt: skip
"""What may hold items, or be worth an amount."""

MILITARY = frozenset(
    {
        "military", "weapon", "weapons", "weaponry", "arms", "ammunition", "lethal", "defence",
        "defense", "security", "army", "combat", "militaire", "militaires", "arme", "armes",
        "armement", "armements", "munition", "munitions", "létal", "armée", "air-defence", "troops",
        "artillery", "artillerie",
    }
)  # fmt: skip
HUMANITARIAN = frozenset(
    {
        "humanitarian", "humanitaire", "humanitaires", "relief", "refugees", "réfugiés", "shelter",
        "food", "medical", "médical", "médicale", "medicines", "médicaments", "hospital", "hôpital",
        "tents", "tentes", "blankets", "couvertures", "ambulances", "ambulance", "generators",
        "générateurs", "displaced", "déplacés",
    }
)  # fmt: skip
FINANCIAL = frozenset(
    {
        "financial", "financière", "financier", "loan", "loans", "prêt", "prêts", "budget",
        "budgetary", "budgétaire", "macro-financial", "macrofinancière", "macro-financière",
        "grant", "grants", "subvention", "subventions", "guarantee", "garantie", "fiscal",
        "economic", "économique",
    }
)  # fmt: skip

ARMS = frozenset(
    {
        "weapon", "ammunition", "munition", "shell", "round", "missile", "rocket", "tank",
        "howitzer", "gun", "rifle", "helmet", "vest", "armour", "armor", "drone", "aircraft", "jet",
        "helicopter", "warship", "radar", "battery", "launcher", "mortar", "mine", "grenade",
        "interceptor", "pistol", "cartridge", "bullet", "bomb", "torpedo", "boat", "sight",
        "goggles", "explosive", "barrel", "bulldozer", "fighter", "submarine", "ship", "frigate",
        "minesweeper", "trawl", "bridge-layer", "artillery", "decoy", "minehunter", "plate",
        "vehicle", "shield", "system", "uniform", "carrier",
        "arme", "armement", "obus", "obu", "cartouche", "roquette", "char", "blindé", "obusier",
        "canon", "mitrailleuse", "fusil", "casque", "gilet", "avion", "chasseur", "hélicoptère",
        "navire", "batterie", "lanceur", "mortier", "lance-roquettes", "lance-roquette",
        "intercepteur", "pistolet", "bombe", "explosif", "véhicule", "système", "uniforme",
        "artillerie", "bateau", "vedette", "appareil", "frégate", "engin",
    }
)  # fmt: skip
RELIEF = frozenset(
    {
        "generator", "ambulance", "truck", "tent", "blanket", "medicine", "drug", "kit", "ration",
        "bandage", "mask", "glove", "syringe", "bed", "shelter", "transformer", "medication",
        "stretcher", "ventilator", "disinfectant", "vaccine", "bus", "pump", "mattress", "clothing",
        "sleeping", "bag", "parcel", "tarpaulin", "flour", "wheat", "grain", "coal", "water",
        "food", "incubator", "drip", "oxygen", "antibiotic", "glasses", "dosimeter", "engine",
        "générateur", "camion", "tente", "couverture", "médicament", "masque", "gant", "seringue",
        "lit", "vivre", "transformateur", "brancard", "respirateur", "vaccin", "pompe", "matelas",
        "vêtement", "sac", "farine", "blé", "charbon", "eau", "nourriture", "groupe",
    }
)  # fmt: skip
THINGS = frozenset(
    {
        "equipment", "supply", "fuel", "diesel", "petrol", "gasoline", "liter", "litre", "ton",
        "tonne", "part", "item", "material", "équipement", "matériel", "fourniture", "carburant",
        "pièce", "vehicle", "set", "piece", "unit", "pair", "shipload", "gear", "computer",
        "car", "excavator", "trailer", "laptop", "phone", "antenna", "cable", "tool", "boot",
        "jacket", "suit", "binoculars", "device", "terminal", "ordinateur", "voiture",
    }
)  # fmt: skip
GOODS = ARMS | RELIEF | THINGS
"""Nouns of things that are given in kind."""

PEOPLE = frozenset(
    {
        "people", "person", "soldier", "troop", "refugee", "country", "ally", "member", "nation",
        "state", "minister", "leader", "civilian", "child", "woman", "man", "family", "expert",
        "adviser", "instructor", "patient", "personnel", "firefighter", "party", "government",
        "time", "percent", "package", "project", "city", "region", "company", "program",
        "programme", "organisation", "organization", "shipment", "month", "year", "day", "way",
        "tranche", "case", "donor", "source", "loan", "grant", "agreement", "contract", "vote",
        "resident", "pilot", "brigade", "battalion", "player", "athlete", "delegation",
        "hospital", "million", "billion", "point", "other", "life", "beneficiary", "worker",
        "personne", "soldat", "réfugié", "pays", "allié", "membre", "état", "ministre",
        "dirigeant", "civil", "enfant", "femme", "homme", "famille", "instructeur", "pompier",
        "gouvernement", "fois", "projet", "ville", "entreprise", "mois", "année", "jour",
        "accord", "contrat", "voix", "habitant", "pilote", "militaire", "euro", "dollar",
        "milliard", "autre", "vie", "paquet", "joueur", "athlète", "site", "entry", "entrie",
        "school", "priority", "priorité", "step", "measure", "aim", "goal", "objective",
        "pillar", "mesure", "objectif", "étape", "front", "figure", "kindergarten", "building",
        "house", "apartment", "bridge",
    }
)  # fmt: skip
"""Nouns that are counted and yet are nothing that is given."""

TO = frozenset({"to", "for", "à", "au", "aux", "pour", "towards", "toward", "vers"})
FROM = frozenset({"from", "by", "de", "d'", "d’", "par", "of"})
EACH = frozenset({"each", "chacun", "chacune", "respectively", "respectivement"})
PRONOUNS = frozenset({"it", "they", "elle", "il", "elles", "ils", "he", "she", "which", "qui"})
SAME = PRONOUNS | {"country", "pays", "government", "gouvernement"}
"""Subjects that stand for who gave before."""

FUTURE_MARKS = frozenset({"will", "'ll", "shall"})
