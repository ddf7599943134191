"""Names in a text: what is found, under which key, and what only looks like a name."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from foedus.case.load import load
from foedus.case.model import Case
from foedus.read.model import Code, Mention
from foedus.read.names import Names, mentions, names_of
from foedus.read.pipeline import parsed

CASE = Path(__file__).parents[2] / "cases/ukraine-2024"


@pytest.fixture(scope="module")
def case() -> Case:
    return load(CASE)


def found(text: str, language: Code, case: Case) -> tuple[Mention, ...]:
    return mentions(parsed(text, language, file="text"), names_of(case, language))


def shown(text: str, language: Code, case: Case) -> list[str]:
    """Return each mention as ``kind: words = key of owner``; ``?``: named but not known."""
    return [
        f"{one.kind}: {one.words} = {one.key or '?'}" + (f" of {one.of}" if one.of else "")
        for one in found(text, language, case)
    ]


ENGLISH = [
    ("Norway thanked the United States.", ["party: Norway = NOR", "party: United States = USA"]),
    ("The U.S. and the UK told us.", ["party: U.S. = USA", "party: UK = GBR"]),
    ("He ate turkey in Turkey.", ["party: Turkey = TUR"]),
    ("Latin American leaders met near the Indian Ocean.", []),
    (
        "The Danes and a Dutchman gave F-16s.",
        ["party: Danes = DNK", "party: Dutchman = NLD", "item: F-16s = f-16"],
    ),
    ("Two American soldiers met pro-Russian forces.", ["party: American = USA"]),
    ("The Dutch government spoke.", ["party: Dutch government = NLD"]),
    ("The government spoke.", []),
    (
        "The German Ministry of Defence and the Pentagon met.",
        ["party: German Ministry of Defence = DEU", "party: Pentagon = USA"],
    ),
    ("The North Atlantic Council met.", ["body: North Atlantic Council = nac"]),
    ("The NATO-Ukraine Council met.", ["body: NATO-Ukraine Council = nuc"]),
    (
        "The European Council met, not the Council of Europe.",
        [
            "body: European Council = european-council of EUI",
            "body: Council of Europe = council-of-europe",
        ],
    ),
    (
        "The European Commission paid. The Commission agreed.",
        [
            "body: European Commission = european-commission of EUI",
            "body: Commission = european-commission of EUI",
        ],
    ),
    (
        "The NATO Secretary General spoke.",
        ["office: NATO Secretary General = secretary-general of nato"],
    ),
    (
        "The Secretary-General of the United Nations spoke.",
        ["office: Secretary-General of the United Nations = ? of un"],
    ),
    (
        "Ukraine's Defence Minister spoke.",
        ["office: Ukraine's Defence Minister = defence-minister of UKR"],
    ),
    (
        "They sent 155mm artillery shells and Leopard 2A6 tanks.",
        ["item: 155mm artillery shells = shell-155", "item: Leopard 2A6 tanks = leopard-2"],
    ),
    ("They sent tanks.", ["item: tanks = ? of main-battle-tanks"]),
    (
        "They sent Patriot batteries and IRIS-T systems.",
        ["item: Patriot batteries = patriot", "item: IRIS-T systems = iris-t-slm"],
    ),
    (
        "NATO members and the European allies agreed.",
        ["group: NATO members = nato", "group: European allies = europe"],
    ),
    ("Our allies play well.", []),
    ("The meeting starts at 3 PM.", []),
    ("The Munich Security Council opened.", ["body: Munich Security Council = ?"]),
    ("The UN Security Council voted.", ["body: UN Security Council = un-security-council of un"]),
]

FRENCH = [
    ("Les États-Unis et l'Ukraine ont signé.", ["party: États-Unis = USA", "party: Ukraine = UKR"]),
    ("Les élections américaines auront lieu.", ["party: américaines = USA"]),
    (
        "Le Premier ministre des Pays-Bas est venu.",
        ["office: Premier ministre des Pays-Bas = prime-minister of NLD"],
    ),
    (
        "Le Premier ministre néerlandais est venu.",
        ["office: Premier ministre néerlandais = prime-minister of NLD"],
    ),
    (
        "Le ministre allemand de la Défense est venu.",
        ["office: ministre allemand de la Défense = defence-minister of DEU"],
    ),
    (
        "Le Secrétaire général de l'OTAN a parlé.",
        ["office: Secrétaire général de l'OTAN = secretary-general of nato"],
    ),
    ("Le secrétaire général de l’ONU a parlé.", ["office: secrétaire général de l’ONU = ? of un"]),
    ("Le Conseil de sécurité de Munich l'attend.", ["body: Conseil de sécurité de Munich = ?"]),
    ("Le Conseil de sécurité a voté.", ["body: Conseil de sécurité = un-security-council"]),
    ("Le Conseil de l'Atlantique Nord a décidé.", ["body: Conseil de l'Atlantique Nord = nac"]),
    (
        "Des obus de 155 mm et des canons Caesar.",
        ["item: obus de 155 mm = shell-155", "item: canons Caesar = caesar"],
    ),
    ("En mars, la réunion a eu lieu.", []),
    ("Le football américain et la Coupe de France.", []),
    (
        "Les pays membres de l'OTAN et les membres européens.",
        ["group: pays membres de l'OTAN = nato", "group: membres européens = europe"],
    ),
    ("Le gouvernement danois livrera.", ["party: gouvernement danois = DNK"]),
    ("La commission a siégé.", []),
    (
        "La Conférence de Munich sur la sécurité a débuté.",
        ["body: Conférence de Munich sur la sécurité = munich-security-conference"],
    ),
]


SHOWN = [*(("en", *one) for one in ENGLISH), *(("fr", *one) for one in FRENCH)]


@pytest.mark.parametrize(("language", "text", "expected"), SHOWN)
def test_names_in_both_languages(
    language: Code, text: str, expected: list[str], case: Case
) -> None:
    assert shown(text, language, case) == expected


PEOPLE = [
    (
        "en",
        "Rutte met Ursula von der Leyen. Von der Leyen smiled.",
        ["Mark Rutte", "Ursula von der Leyen", "Ursula von der Leyen"],
    ),
    ("en", "Michael Jordan and Jordan Bardella talked.", ["Michael Jordan", "Jordan Bardella"]),
    (
        "en",
        "President Volodymyr Zelensky spoke. Zelensky left.",
        ["Volodymyr Zelenskyy", "Volodymyr Zelenskyy"],
    ),
    (
        "en",
        "Anders Fogh Rasmussen met Lars Løkke Rasmussen. Rasmussen left.",
        ["Anders Fogh Rasmussen", "Lars Løkke Rasmussen", None],
    ),
    (
        "fr",
        "Stoltenberg a reçu Kamala Harris et Trump.",
        ["Jens Stoltenberg", "Kamala Harris", "Trump"],
    ),
    ("fr", "Le commissaire Rutte a parlé.", ["Mark Rutte"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), PEOPLE)
def test_people_bear_full_names(
    language: Code, text: str, expected: list[str | None], case: Case
) -> None:
    people = [one for one in found(text, language, case) if one.kind == "person"]
    assert [one.key for one in people] == expected


def test_only_the_record_makes_a_name_known(case: Case) -> None:
    doc = parsed("Norway and Brazil asked the European Council and NATO.", "en", file="text")
    with_case = {one.words: one.known for one in mentions(doc, names_of(case, "en"))}
    without = {one.words: one.known for one in mentions(doc, names_of(None, "en"))}
    assert with_case == {"Norway": True, "Brazil": False, "European Council": False, "NATO": True}
    assert not any(without.values())


def test_a_body_of_the_record_has_the_shipped_names_too() -> None:
    case = load(Path(__file__).parents[2] / "cases/patriot-2024")
    assert shown("The European Council agreed.", "en", case) == ["body: European Council = euco"]


def test_mentions_do_not_overlap(case: Case) -> None:
    text = "NATO Secretary General Jens Stoltenberg met Polish President Andrzej Duda in the US."
    doc = parsed(text, "en", file="text")
    one = mentions(doc, names_of(case, "en"))
    assert all(a.end <= b.start for a, b in pairwise(one))


@pytest.fixture(scope="module")
def names(case: Case) -> Names:
    return names_of(case, "en")


def test_record_s_terms_tell_holders(names: Names) -> None:
    assert names.holder("secretary-general", date(2024, 9, 30)) == "Jens Stoltenberg"
    assert names.holder("secretary-general", date(2024, 10, 1)) == "Mark Rutte"
    assert names.holder("secretary-general", date(1940, 1, 1)) is None
    assert names.holders("secretary-general")[-1] == "Mark Rutte"
    assert names.offices_of("Mark Rutte", date(2025, 1, 1)) == ("secretary-general",)


def test_record_s_people_and_members(names: Names) -> None:
    assert names.person("Rutte") == ("Mark Rutte",)
    assert names.person("de Hoop Scheffer") == ("Jaap de Hoop Scheffer",)
    assert names.person("Nobody") == ()
    assert names.party_of("Mark Rutte") == "NLD"
    assert len(names.members("nato", date(2024, 10, 1))) == 32
    assert len(names.members("nato", date(2024, 1, 1))) == 31
    assert "UKR" in names.members("nuc", date(2024, 10, 1))
    assert names.knows("item", "patriot")
    assert not names.knows("item", "storm-shadow")
    assert "NLD" in names.group("europe")


def test_names_are_built_once(case: Case) -> None:
    assert names_of(case, "en") is names_of(case, "en")
