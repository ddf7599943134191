"""Who speaks: the subject of a verb of saying, and the name that it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from foedus.errors import Finding
from foedus.read.clauses import RELATIVES, SUBJECTS, form, passive, person, phrase, subject
from foedus.read.facts.concern import ANYWHERE
from foedus.read.facts.speaker_names import full_name
from foedus.read.facts.speaker_offices import holder_of, is_role
from foedus.read.facts.speech_verbs import (
    ACTING_FOR,
    ADDRESSING,
    EXCLAIMING,
    HE,
    THEY,
    lemmas,
    makes_a_case,
    says,
)
from foedus.read.model import Mention, Reading

PRONOUNS = frozenset({"he", "she", "they", "i", "we", "il", "elle", "ils", "elles", "-il", "-elle",
                      "-t-il", "-t-elle"})  # fmt: skip
SPEAKING = frozenset({"person", "office", "body", "party", "group"})
FIRST = frozenset({"i", "we", "my", "our", "us", "me", "je", "j'", "nous", "mon", "ma", "mes",
                   "notre", "nos"})  # fmt: skip


@dataclass(frozen=True)
class Speaker:
    """Who speaks: the full name (or key), the token that says it, other names it may stand for."""

    name: str
    token: Token
    mention: Mention | None = None
    doubts: tuple[str, ...] = ()
    sure: bool = True

    def notes(self, reading: Reading) -> tuple[Finding, ...]:
        """Return a warning where a pronoun may stand for several, or for whom is not said."""
        file, value = reading.document.file, self.token.text
        if len(self.doubts) > 1:
            details = {"people": " / ".join(self.doubts)}
            return (Finding("warning", "read.who-said", file, value=value, details=details),)
        if not self.sure and self.token.pos_ == "PRON":
            return (Finding("warning", "read.said-before", file, value=value),)
        return ()


def speaker_of(reading: Reading, verb: Token) -> Speaker | None:
    """Return who says what a verb reports, of a subject before or after it."""
    if passive(verb) and not _reflexive(verb):
        return None
    if _participle(verb):
        return participle_speaker(reading, verb)
    within = reading.quoted(verb)
    subjects = [
        child
        for child in verb.children
        if child.dep_ in SUBJECTS and (within is not None or reading.quoted(child) is None)
    ]
    above = subject(verb)
    wanted = [*subjects, *([above] if above is not None else [])]
    told = any((one.i < verb.i and one.pos_ != "PRON") or one.lower_ in THEY for one in subjects)
    wanted = [one for one in wanted if within is not None or reading.quoted(one) is None]
    if any(one.lower_ in HE and _of_a_topic(one) for one in wanted):
        return None
    for word in wanted if told else [*wanted, *_beside(verb)]:
        found = _other(reading, word) if addressed(reading, word) else named(reading, word)
        if found is not None:
            return found
    return next((who for word in wanted if (who := before(reading, word)) is not None), None)


def participle_speaker(reading: Reading, verb: Token) -> Speaker | None:
    """Return whose a participle is ("…, adding that …"): of the verb that it hangs on.

    A verb of saying above it first, else the main verb of its part of the sentence.
    """
    above = next((one for one in verb.ancestors if says(one) and not _participle(one)), None)
    who = None if above is None or above.i == verb.i else speaker_of(reading, above)
    if who is not None:
        return who
    start = verb.sent.start
    parts = (at + 1 for at in range(verb.i, start, -1) if verb.doc[at].text == ";")
    return main_speaker(reading, verb.doc[next(parts, start) : verb.sent.end])


def addressed(reading: Reading, word: Token) -> bool:
    """Tell whether a pronoun is taken for the person whom its sentence opens by addressing.

    "En réponse à M. Perrin, il a estimé …", "Asked about Putin, she said …": who speaks is another.
    """
    name = reading.people.get(word.i)
    if word.lower_ not in HE or name is None:
        return False
    head = word.doc[word.sent.start : word.i]
    named_here = [one for one in head if reading.people.get(one.i) == name and one.pos_ == "PROPN"]
    opens = any(one.lower_ in ADDRESSING for one in head[:3])
    return opens and bool(named_here) and not any(one.dep_ in SUBJECTS for one in named_here)


def _other(reading: Reading, word: Token) -> Speaker | None:
    """Return whom a pronoun stands for that is not the person addressed; None: not sure."""
    found = before(reading, word)
    return None if found is None or found.name == reading.people.get(word.i) else found


def named(reading: Reading, word: Token) -> Speaker | None:
    """Return whom a noun phrase or pronoun names: a person first, else a body or party."""
    doubts = reading.doubts.get(word.i, ())
    who = person(reading, word)
    if who is not None:
        return Speaker(full_name(reading, who, word), word, reading.at(word, "person"), doubts)
    for token in word.subtree:
        near = abs(token.i - word.i) <= WIDTH and token.i in reading.people
        if near and _beside_name(token) and not _in_a_clause(token, word):
            return Speaker(reading.people[token.i], word, reading.at(token, "person"), doubts)
    return _institution(reading, word)


WIDTH = 8
"""Words between a title and a name beside it."""


def _beside_name(token: Token) -> bool:
    """Tell whether a name in a phrase is its own, not that of a further one ("X's ally")."""
    return token.dep_ in {
        "appos", "flat:name", "compound", "nsubj", "nsubj:pass", "nmod", "nsubjpass"
    } and not any(child.dep_ == "case" for child in token.children)  # fmt: skip


def _in_a_clause(token: Token, word: Token) -> bool:
    """Tell whether a name stands in a clause about a word ("the chancellor, who met X")."""
    for one in token.ancestors:
        if one.i == word.i:
            return False
        if one.pos_ in {"VERB", "AUX"} or one.dep_ in RELATIVES:
            return True
    return False


def _institution(reading: Reading, word: Token) -> Speaker | None:
    if word.lower_ in PRONOUNS or word.pos_ == "PRON":
        return None
    mention = reading.at(word, "body") or reading.at(word, "party") or reading.at(word, "office")
    mention = mention or reading.at(word, "group")
    if mention is not None and mention.kind != "office":
        return Speaker(mention.key or mention.words, word, mention)
    who = holder_of(reading, word)
    if who is not None:
        return Speaker(who, word, sure=False)
    if mention is None and lemmas(word) & ACTING_FOR:
        party = next((reading.at(one, "party") for one in phrase(word)
                      if reading.at(one, "party") is not None), None)  # fmt: skip
        return None if party is None else Speaker(party.key or party.words, word, party)
    if mention is None or (mention.key in ANYWHERE and not mention.of):
        return None
    return Speaker(mention.words.lower(), word, mention)


def _beside(verb: Token) -> Iterator[Token]:
    """Yield the words that may be a subject though the parser did not say so: after, then before.

    Only up to the next punctuation mark: "a déclaré le Secrétaire général, …".
    """
    after = []
    for token in verb.doc[verb.i + 1 : verb.i + 1 + WIDTH]:
        if token.is_punct or token.is_space or token.lower_ in {"that", "que", "qu'"}:
            break
        after.append(token)
    if after and after[0].pos_ in {"PROPN", "DET", "PRON"}:
        title = next((at for at, token in enumerate(after) if is_role(token)), len(after))
        yield from (one for one in after[: title + 1] if one.pos_ in {"PROPN", "NOUN"})
    before = []
    for at in range(verb.i - 1, max(verb.i - WIDTH, -1), -1):
        token = verb.doc[at]
        if token.is_space or token.text in {'"', "”", "»", ".", ";"}:
            break
        before.append(token)
    yield from (token for token in before if token.lower_ in PRONOUNS)


def _participle(verb: Token) -> bool:
    """Tell whether a verb is a present participle ("…, adding that …"): the main subject's."""
    present = "Part" in form(verb, "VerbForm") and "Pres" in form(verb, "Tense")
    helped = any(child.dep_.startswith("aux") for child in verb.children)
    return present and not helped


def _reflexive(verb: Token) -> bool:
    return any(
        child.dep_ in {"expl:comp", "expl:pass"} or child.lower_ in {"s'", "se", "s’"}
        for child in verb.children
    )


def sayings(span: Span) -> Iterator[Token]:
    """Yield the verbs of saying of a span that are finite or participles, in order."""
    for token in span:
        went_on = (
            token.lower_ == "went"
            and token.i + 1 < len(token.doc)
            and (token.nbor(1).lower_ == "on")
        )
        finite = "Inf" not in form(token, "VerbForm") or makes_a_case(token)
        if (says(token) and finite) or went_on:
            yield token


def sentence_speaker(reading: Reading, token: Token) -> Speaker | None:
    """Return who says the sentence that a token stands in: of the nearest verb of saying.

    Inside a quotation it is the quotation's speaker, which is for the caller to find.
    """
    span = reading.sentence(token)
    found = [verb for verb in sayings(span) if reading.quoted(verb) is None]
    for verb in sorted(found, key=lambda one: abs(one.i - token.i)):
        who = speaker_of(reading, verb)
        if who is not None:
            return who
    if found:
        return None
    return main_speaker(reading, span) or _nearest_person(reading, token)


def _nearest_person(reading: Reading, token: Token) -> Speaker | None:
    """Return the last person named before a word in its sentence, where no subject was found."""
    for at in range(token.i - 1, token.sent.start - 1, -1):
        if at in reading.people and reading.quoted(at) is None:
            return Speaker(
                reading.people[at], reading.doc[at], reading.at(at, "person"), sure=False
            )
    return None


MAIN = frozenset({"ROOT", "conj", "parataxis", "ccomp", "advcl"})


def main_speaker(reading: Reading, span: Span) -> Speaker | None:
    """Return the person or body that is the subject of a sentence's first main verb."""
    for token in span:
        if token.dep_ not in SUBJECTS or reading.quoted(token) is not None:
            continue
        head = token.head
        if head.dep_ in MAIN or head.head.i == head.i:
            return named(reading, token) or before(reading, token)
    return None


def before(reading: Reading, word: Token) -> Speaker | None:
    """Return the person whom "he" or "elle" stands for when nothing else says it.

    The subject of the sentence before in the same paragraph; never of a pronoun inside a
    quotation.
    """
    if word.lower_ not in HE or reading.quoted(word) is not None or _of_a_topic(word):
        return None
    return last_subject(reading, word)


def _of_a_topic(word: Token) -> bool:
    """Tell whether a pronoun takes up what its sentence opens with: "Quant à l'Assemblée, elle"."""
    head = word.doc[word.sent.start : word.i]
    return head[:3].text.lower().startswith(("quant à", "quant au", "pour sa part", "as for"))


def last_subject(reading: Reading, word: Token) -> Speaker | None:
    """Return the person that is the last main subject before a word in its paragraph."""
    for head in (word.doc[word.sent.start : word.i], *_sentences_before(word)):
        who = main_speaker(reading, head)
        if who is not None and (who.mention is None or who.mention.kind == "person"):
            return Speaker(who.name, word, who.mention, who.doubts, sure=False)
    return None


def _sentences_before(word: Token) -> Iterator[Span]:
    """Yield the sentences before a word in its paragraph, the last first."""
    start = word.sent.start
    for _ in range(BACK):
        if start == 0 or "\n" in word.doc[start - 1].text:
            return
        sentence = word.doc[start - 1].sent
        yield sentence
        start = sentence.start


BACK = 2
"""Sentences looked back at for whom a pronoun stands for."""


def exclaimed(tail: Span) -> Iterator[Token]:
    """Yield the reflexive verbs that give a quotation's speaker ("s'est félicité X")."""
    for token in tail[:4]:
        if token.pos_ == "VERB" and lemmas(token) & EXCLAIMING and tail[0].lower_ in {"s'", "se"}:
            yield token
