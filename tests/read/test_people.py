"""Who a pronoun, a title or a demonym stands for."""

from pathlib import Path

import pytest

from foedus.case.load import load
from foedus.read.model import Code, Reading
from foedus.read.names import mentions, names_of
from foedus.read.people import people
from foedus.read.pipeline import parsed
from foedus.read.plain import plain_of
from foedus.read.quotations import quotations
from foedus.results.dispatch import Dateline, Document

CASE = load(Path(__file__).parents[2] / "cases/ukraine-2024")

Doubts = dict[int, tuple[str, ...]]


def resolved(text: str, language: Code) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return who each word outside a name stands for, and the doubts, by the word."""
    plain = plain_of(text)
    doc = parsed(plain.text, language, file="text")
    names = names_of(CASE, language)
    reading = Reading(
        Document("text", text), plain, language, Dateline("2024-10"), doc,
        mentions(doc, names), quotations(doc),
    )  # fmt: skip
    who, doubts = people(reading, names)
    named = {at for m in reading.mentions if m.kind == "person" for at in range(m.start, m.end)}
    words = {doc[at].text: name for at, name in who.items() if at not in named}
    return words, {doc[at].text: several for at, several in doubts.items()}


CLEAR = [
    ("en", "Mark Rutte took over. He thanked his staff.", "He", "Mark Rutte"),
    ("en", "Mark Rutte took over. He thanked his staff.", "his", "Mark Rutte"),
    ("en", "Kaja Kallas met Mark Rutte. She smiled.", "She", "Kaja Kallas"),
    ("en", "Kaja Kallas met Mark Rutte. She thanked him.", "him", "Mark Rutte"),
    ("en", "Jens Stoltenberg, who led NATO for ten years, left.", "who", "Jens Stoltenberg"),
    ("en", "Jens Stoltenberg left. The Norwegian smiled.", "Norwegian", "Jens Stoltenberg"),
    ("en", "The former Dutch Prime Minister, Mark Rutte, came.", "Minister", "Mark Rutte"),
    ("en", "The Secretary General came.", "General", "Mark Rutte"),
    (
        "en",
        "Prime Minister Viktor Orbán came. The Prime Minister left.",
        "Minister",
        "Viktor Orbán",
    ),
    ("fr", "Rutte est venu. Il a souligné sa priorité.", "Il", "Mark Rutte"),
    ("fr", "Rutte est venu. Il a souligné sa priorité.", "sa", "Mark Rutte"),
    ("fr", "Lors de son discours, Rutte a remercié les Alliés.", "son", "Mark Rutte"),
    ("fr", "Stoltenberg, qui a dirigé l'Alliance, est parti.", "qui", "Jens Stoltenberg"),
    ("fr", "Mandat de Jens Stoltenberg, le Norvégien.", "Norvégien", "Jens Stoltenberg"),
    (
        "fr",
        "Mark Rutte, l'ancien Premier ministre des Pays-Bas, est venu.",
        "ministre",
        "Mark Rutte",
    ),
    ("fr", "Le commissaire Rutte est venu.", "commissaire", "Mark Rutte"),
    ("fr", "Ayant travaillé avec Trump, Rutte lui a rendu hommage.", "lui", "Trump"),
    ("fr", "Mme Kallas a dit qu'elle partirait.", "elle", "Kallas"),
    ("fr", "« Il faut agir », a déclaré Rutte. Il est parti.", "Il", "Mark Rutte"),
]


@pytest.mark.parametrize(("language", "text", "word", "expected"), CLEAR)
def test_stands_for(language: Code, text: str, word: str, expected: str) -> None:
    assert resolved(text, language)[0].get(word) == expected


NOBODY = [
    ("en", "Jens Stoltenberg left. Norway thanked the Norwegians.", "Norwegians"),
    ("en", "Mark Rutte came. The Dutch were glad.", "Dutch"),
    ("fr", "Jens Stoltenberg est parti. La Norvège livrera des chars.", "Norvège"),
    ("en", "Ukraine strengthened its defence. It said so.", "its"),
    ("en", "The president said he agreed.", "he"),
    ("en", "Mark Rutte hopes to become the next Secretary General.", "General"),
    ("fr", "Rutte est venu. Il faut agir.", "Il"),
    ("fr", "Rutte est venu. Il y a des risques.", "Il"),
    ("fr", "Le pays a renforcé sa défense.", "sa"),
    ("fr", "Rutte est venu. L'Ukraine a renforcé sa défense.", "sa"),
    ("fr", "Rutte a été nommé Secrétaire général.", "général"),
    ("fr", "Le futur président des États-Unis l'attend.", "président"),
]


@pytest.mark.parametrize(("language", "text", "word"), NOBODY)
def test_stands_for_nobody_known(language: Code, text: str, word: str) -> None:
    assert word not in resolved(text, language)[0]


def test_two_people_leave_a_doubt() -> None:
    text = (
        "Ayant travaillé avec Trump, Rutte lui a rendu hommage pour avoir poussé à des dépenses "
        "plus élevées, ce qui a abouti à des niveaux plus élevés par rapport à son entrée."
    )
    assert resolved(text, "fr")[1]["son"] == ("Trump", "Mark Rutte")


def test_surname_of_two_stays_open() -> None:
    text = "Anders Fogh Rasmussen met Lars Løkke Rasmussen. Rasmussen spoke."
    words, doubts = resolved(text, "en")
    assert doubts["Rasmussen"] == ("Anders Fogh Rasmussen", "Lars Løkke Rasmussen")
    assert "Rasmussen" not in words


def test_quoted_pronouns_are_left_out() -> None:
    words, _ = resolved(
        'Mark Rutte spoke. "He is ready for his task," said Jens Stoltenberg.', "en"
    )
    assert "He" not in words
    assert "his" not in words


DISPATCH = """\
 date 2024-10 Mark Rutte s'assure le poste de chef de file de l'OTAN.

Mark Rutte, l'ancien Premier ministre des Pays-Bas, a été nommé nouveau Secrétaire général de \
l'OTAN. Cela suit le mandat de Jens Stoltenberg, le Norvégien, qui a occupé le poste pendant près \
de dix ans et qui le remet lors d'une cérémonie au quartier général de l'OTAN à Bruxelles.

Rutte a déclaré que soutenir l'Ukraine serait l'une de ses priorités. Lors de son discours à \
Bruxelles, il a souligné que l'Ukraine figurait en tête de sa liste de tâches.
"""


def test_a_dispatch_is_resolved_in_order() -> None:
    words, doubts = resolved(DISPATCH, "fr")
    assert words == {
        "Premier": "Mark Rutte",
        "ministre": "Mark Rutte",
        "Norvégien": "Jens Stoltenberg",
        "qui": "Jens Stoltenberg",
        "ses": "Mark Rutte",
        "son": "Mark Rutte",
        "il": "Mark Rutte",
    }
    assert doubts == {}
