"""Who does what to whom, and whether it is said to be so."""

import pytest

from foedus.read.clauses import agent, coordinated, passive, phrase, subject, target
from foedus.read.modality import asserted, modality, negated, scheduled
from foedus.read.pipeline import parsed


def verb(language, text, word):
    return next(token for token in parsed(text, language, file="text") if token.text == word)


def words(token):
    return None if token is None else phrase(token).text


ARGUMENTS = [
    ("en", "The Council appointed Mark Rutte in June.", "appointed", "Council", "Mark Rutte"),
    ("en", "The plan was approved by the Council.", "approved", "Council", "plan"),
    ("en", "Allies agreed to appoint him.", "appoint", "Allies", "him"),
    ("en", "The Council, which approved the plan, met.", "approved", "Council", "plan"),
    ("fr", "Le Conseil a approuvé le choix de Rutte.", "approuvé", "Conseil", "choix de Rutte"),
    ("fr", "Mme Kallas a été élue par le Conseil.", "élue", "Conseil", "Mme Kallas"),
    ("fr", "Stoltenberg, qui a dirigé l'alliance, est parti.", "dirigé", "Stoltenberg", "alliance"),
    ("fr", "La cérémonie organisée par l'OTAN a été belle.", "organisée", "OTAN", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "word", "who", "what"), ARGUMENTS)
def test_agent_and_target(language, text, word, who, what):
    found = verb(language, text, word)
    assert words(agent(found)) == who
    assert what is None or words(target(found)) == what


def test_a_past_with_etre_is_no_passive():
    assert not passive(verb("fr", "La Suède est devenue membre de l'OTAN.", "devenue"))
    assert passive(verb("fr", "La décision a été prise hier.", "prise"))


def test_a_participle_after_a_comma_agrees_with_its_noun():
    text = "Le sommet a salué la prolongation du mandat, décidée par le Conseil."
    assert words(subject(verb("fr", text, "décidée"))).startswith("prolongation")


def test_a_phrase_keeps_its_own_joined_words_and_leaves_the_clauses():
    found = verb("fr", "Il faut renforcer la défense et la dissuasion, qui comptent.", "renforcer")
    assert phrase(found).text == "renforcer la défense et la dissuasion"
    text = "The Council, composed of Allies, met."
    assert phrase(verb("en", text, "Council")).text == "Council"


def test_coordinated_words_stand_in_order():
    found = verb("en", "They spoke of burden sharing, deterrence and Ukraine.", "sharing")
    assert [token.text for token in coordinated(found)] == ["sharing", "deterrence", "Ukraine"]


MEANT = [
    ("en", "The Council approved the plan.", "approved", "stated"),
    ("en", "The Council will approve the plan.", "approve", "future"),
    ("en", "The Council may approve the plan.", "approve", "possible"),
    ("en", "Allies plan to approve it.", "approve", "intended"),
    ("en", "He is expected to be appointed.", "appointed", "intended"),
    ("en", "He asked whether the Council had approved it.", "approved", "possible"),
    ("fr", "Le Conseil a approuvé le plan.", "approuvé", "stated"),
    ("fr", "Le Conseil approuvera le plan.", "approuvera", "future"),
    ("fr", "Le Conseil pourrait approuver le plan.", "approuver", "possible"),
    ("fr", "Les Alliés souhaitent nommer un envoyé.", "nommer", "intended"),
    ("fr", "S'il est élu, il nommera un ministre.", "nommera", "possible"),
]


@pytest.mark.parametrize(("language", "text", "word", "expected"), MEANT)
def test_modality(language, text, word, expected):
    assert modality(verb(language, text, word)) == expected


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "The plan was not approved.", "approved"),
        ("en", "No decision was taken.", "taken"),
        ("en", "Allies have failed to agree.", "agree"),
        ("fr", "M. Rutte ne sera pas nommé.", "nommé"),
        ("fr", "Aucune décision n'a été prise.", "prise"),
    ],
)
def test_what_is_denied_is_not_asserted(language, text, word):
    found = verb(language, text, word)
    assert not asserted(found)


def test_what_will_be_is_scheduled_unless_denied():
    assert scheduled(verb("fr", "Le sommet aura lieu en mai.", "aura"))
    assert negated(verb("fr", "Le sommet n'aura pas lieu en mai.", "aura"))
    assert not scheduled(verb("fr", "Le sommet n'aura pas lieu en mai.", "aura"))
