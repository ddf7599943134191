"""Who is no speaker, who is bound, what is an aim: told aside or without the usual verb."""

from __future__ import annotations

import pytest
from aim_readings import facts, fields

from foedus.read.facts.agreements import agreements
from foedus.read.facts.aims import functions, priorities
from foedus.read.facts.statements import statements
from foedus.read.model import Code


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("fr", "L'Allemagne avait conclu à Berlin un texte semblable avec Kiev, après celui que "
               "Londres avait signé.", "DEU"),
        ("fr", "La diplomatie russe, elle, rejette tout projet d'invasion de l'Ukraine.", "RUS"),
        ("fr", "Les États-Unis ont dévoilé un pacte, dit ICE, avec l'Otan.", "USA"),
        ("fr", "Mette Frederiksen a pris la parole. Quant à l'Assemblée générale des Nations "
               "unies, elle avait exigé le retrait des troupes russes.", "Mette Frederiksen"),
        ("en", "The Allies issued a text in which they condemned Russia's aggression.", "RUS"),
        ("en", "Andrzej Duda spoke. One ambassador told us that NATO was divided.",
         "Andrzej Duda"),
    ],
)  # fmt: skip
def test_who_did_not_say_it_is_no_speaker(code: Code, text: str, speaker: str) -> None:
    assert speaker not in [one.fields.get("speaker") for one in facts(statements, code, text)]


@pytest.mark.parametrize(
    ("code", "text", "parties"),
    [
        ("fr", "Le président de la République, Emmanuel Macron, et son homologue ukrainien, "
               "Volodymyr Zelensky, ont signé vendredi un accord de sécurité.", {"FRA", "UKR"}),
        ("fr", "La Suisse, qui participe depuis 1996 au Partenariat pour la paix de l'OTAN, est "
               "neutre.", {"CHE", "nato"}),
        ("fr", "L'Ukraine progresse ; l'Azerbaïdjan, partenaire de l'OTAN depuis 1994, attend.",
         {"AZE", "nato"}),
        ("en", "Sweden joined the Partnership for Peace of NATO in 1994.", {"SWE", "nato"}),
        ("en", "Under the memorandum signed by Ankara, Helsinki and Stockholm, embargoes end.",
         {"TUR", "FIN", "SWE"}),
        ("en", "Japan and the Philippines had signed an access agreement, after similar pacts "
               "between Japan and Australia.", {"JPN", "PHL"}),
    ],
)  # fmt: skip
def test_who_is_bound_or_a_partner(code: Code, text: str, parties: set[str]) -> None:
    found = [one.fields["parties"] for one in facts(agreements, code, text)]
    assert parties in [set(one) for one in found if isinstance(one, tuple)]


@pytest.mark.parametrize(
    ("code", "text", "first"),
    [
        ("en", "Among Mark Rutte's goals are doubling NATO's army and buying HIMARS launchers.",
         "doubling NATO's army"),
        ("en", "Poland's aims for the NATO summit: new regional plans; and a path to membership.",
         "new regional plans"),
        ("fr", "Parmi les priorités de la Belgique à l'Otan figurent la protection des citoyens "
               "et l'aide à Kiev.", "protection des citoyens"),
        ("fr", "Emmanuel Macron s'est fixé pour objectifs de soutenir l'Otan et de former des "
               "soldats.", "soutenir l'Otan"),
    ],
)  # fmt: skip
def test_priorities_told_as_aims(code: Code, text: str, first: str) -> None:
    assert fields(priorities, code, text, "what")[:1] == [(first,)]


def test_duties_in_a_list_with_bullets() -> None:
    text = (
        "The Secretary General:\n- chairs the Council;\n- is responsible for the staff of NATO.\n"
    )
    found = fields(functions, "en", text, "office", "duty")
    assert ("secretary-general", "chairs the Council") in found
