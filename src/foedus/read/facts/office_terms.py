"""Terms of office that a sentence tells: held, served, led; since when, until when, how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from foedus.read.clauses import RELATIVES, form, own, person, subject, target, verbs
from foedus.read.facts.dated import bound, bounds, dates_of, first_of, last_of, told
from foedus.read.facts.office_facts import lasting, office_fact, remark, with_bounds
from foedus.read.facts.office_nouns import holder
from foedus.read.facts.office_roles import head_of, office_before, office_in, people_in
from foedus.read.facts.office_titles import borne_by, titles
from foedus.read.facts.office_words import (
    BEGIN,
    END,
    EXTEND,
    EXTENSIONS,
    HOLD,
    IN_OFFICE,
    LEAD,
    POSTS,
    SERVE,
    STAY,
    TERMS,
)
from foedus.read.forms import lemmatised, text_of
from foedus.read.modality import asserted, negated, scheduled
from foedus.read.model import Duration, Fact, Mention, Reading, When

BOUNDS = frozenset({"from", "since", "until"})
ALLIANCE = Mention("office", 0, 0, "secretary-general", key="secretary-general", of="nato")
"""Who leads the alliance is its secretary general."""


def held_offices(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield who held an office, served in one or led the alliance, and how long."""
    for verb in verbs(sentence, HOLD | SERVE | LEAD | STAY):
        if not asserted(verb) or reading.quoted(verb) is not None or _arranged(verb):
            continue
        name = person(reading, subject(verb))
        office = None if name is None else _held(reading, verb)
        if name is None or office is None:
            continue
        said = bounds(reading, dates_of(reading, verb))
        length = _duration(reading, verb)
        lasted = length is not None or bool(BOUNDS & said.keys())
        served = verb.lemma_.lower() in SERVE
        if not lasted and (verb.lemma_.lower() in STAY or not (served or _past_tense(verb))):
            continue
        found = _of_office(reading, verb, name, office)
        yield lasting(with_bounds(found, said), reading, length)


def _arranged(verb: Token) -> bool:
    """Tell whether "to" follows "is": what someone is to be is yet to come."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else verb
    return verb.lemma_ == "be" and following.lower_ == "to"


def is_or_was(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield who is or was something since or until a day ("il est secrétaire général depuis …").

    French trees hang "être" below the office.
    """
    for office in reading.within(sentence, "office"):
        head = head_of(reading.doc[office.start : office.end])
        verb = next((child for child in head.children if child.dep_ == "cop"), None)
        name = None if verb is None else person(reading, subject(head))
        if name is None or verb is None or not asserted(head) or reading.quoted(head) is not None:
            continue
        said = bounds(reading, dates_of(reading, head))
        length = _duration(reading, head)
        lasted = length is not None or bool(BOUNDS & said.keys())
        if lasted or {"Past", "Imp"} & set(form(verb, "Tense")):
            yield lasting(
                with_bounds(_of_office(reading, head, name, office), said), reading, length
            )


def in_office_since(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield who is "in office since 2014", where no verb says so ("…, en poste depuis 2014")."""
    words = text_of(sentence).lower()
    if not any(phrase in words for phrase in IN_OFFICE):
        return
    for when in reading.whens:
        if not sentence.start <= when.start < sentence.end:
            continue
        before = sentence.doc[sentence.start : when.start]
        close = before.text.lower().replace("’", "'").rsplit(",", 1)[-1]
        if not any(phrase in close for phrase in IN_OFFICE):
            continue
        said = bounds(reading, (when,))
        people = [name for _, name in people_in(reading, before)]
        if people and BOUNDS & said.keys():
            office = borne_by(reading, people[-1], when.start)
            place = (when.start, when.end)
            fact = office_fact(
                "term", sentence, place, person=people[-1], office=office, confidence=0.7
            )
            yield with_bounds(fact, said)


def terms_named(reading: Reading, sentence: Span) -> Iterator[Fact]:
    """Yield whose term began, ends or was extended, or is given with its years."""
    lemmas = lemmatised(sentence.doc)
    for at in range(sentence.start, sentence.end):
        if lemmas[at] not in TERMS or reading.quoted(at) is not None:
            continue
        noun = sentence.doc[at]
        name, rivals = _holder(reading, noun)
        if name is None:
            continue
        found = _by_years(reading, noun) or _by_verb(reading, noun) or _by_extension(reading, noun)
        if found is None:
            continue
        first, last = found
        fact = office_fact(
            "term",
            sentence,
            (noun.i, noun.i + 1),
            person=name,
            office=_office_of_term(reading, noun),
            confidence=0.7 if rivals else 0.9,
            until=None if last is None else last_of(last),
        )
        if first is not None:
            fact = replace(fact, fields={**fact.fields, "from": first_of(first)})
        if noun.head.lemma_.lower() in END:
            fact = lasting(fact, reading, _duration(reading, noun.head))
        if rivals:
            note = remark(
                "read.whose", reading, value=_words(noun), people=" / ".join((name, *rivals))
            )
            fact = replace(fact, notes=(note,))
        yield fact


def _held(reading: Reading, verb: Token) -> Mention | None:
    """Return the office that a verb says was held."""
    lemma = verb.lemma_.lower()
    what = target(verb) or (verb.head if verb.dep_ in RELATIVES else None)
    named = office_in(reading, [word for word in own(verb) if word.i > verb.i])
    if named is None and what is not None and what == verb.head:
        named = office_in(reading, [word for word in what.subtree if word.i < verb.i])
    if lemma in LEAD:
        return _alliance(reading, what) or _government(reading, verb, what)
    if lemma in HOLD and what is not None and what.lemma_.lower() in POSTS:
        return named or office_before(reading, verb.i)
    if lemma in STAY and _in_office(verb):
        return named or office_before(reading, verb.i)
    if lemma in SERVE or lemma in STAY:
        return named if named is not None and named.start - verb.i <= CLOSE else None
    return None


CLOSE = 6
"""Words between "served as" and the office."""


def _alliance(reading: Reading, what: Token | None) -> Mention | None:
    if what is None:
        return None
    named = reading.at(what)
    led = named is not None and named.key in {"nato", "NATO"}
    if led or what.lemma_.lower() in {"alliance", "otan", "nato"}:
        return replace(ALLIANCE, start=what.i, end=what.i + 1, words=what.text)
    return None


def _government(reading: Reading, verb: Token, what: Token | None) -> Mention | None:
    """Return the title of who leads a government, where the sentence gives it beside the name."""
    if what is None or what.lemma_.lower() not in {"government", "gouvernement", "country", "pays"}:
        return None
    leader = person(reading, subject(verb))
    here = (one for one in titles(reading) if one.name == leader)
    return next((one.office for one in here if one.at.sent.start == verb.sent.start), None)


def _in_office(verb: Token) -> bool:
    clause = _clause(verb)
    return any(phrase in clause for phrase in IN_OFFICE)


def _clause(verb: Token) -> str:
    words = own(verb)
    return text_of(verb.doc[words[0].i : words[-1].i + 1]).lower()


def _of_office(reading: Reading, verb: Token, name: str, office: Mention) -> Fact:
    sentence = verb.sent
    here = sentence.start <= office.start < sentence.end
    fact = office_fact(
        "term",
        sentence,
        (verb.i, verb.i + 1),
        person=name,
        office=office,
        confidence=0.9 if here else 0.7,
    )
    if here:
        return fact
    return replace(fact, notes=(remark("read.which-office", reading, value=_clause(verb)),))


def _duration(reading: Reading, verb: Token) -> Duration | None:
    words = {token.i for token in own(verb)}
    for one in reading.within(verb.sent, "duration"):
        if isinstance(one, Duration) and one.start in words:
            return one
    return None


def _past_tense(verb: Token) -> bool:
    return any("Past" in one.morph.get("Tense", []) for one in (verb, *verb.children))


def _holder(reading: Reading, noun: Token) -> tuple[str | None, tuple[str, ...]]:
    """Return whose term it is, and who else it may be.

    A possessive is that of the nearest person before it: "worked with Trump during his first
    term" speaks of Trump's, whatever the subject is.
    """
    own_word = next((one for one in noun.children if _possessive(one)), None)
    if own_word is None:
        return holder(reading, noun), ()
    before = noun.doc[noun.sent.start : own_word.i]
    people = [name for _, name in people_in(reading, before)]
    if not people:
        return reading.people.get(own_word.i), ()
    rivals = reading.doubts.get(own_word.i, ())
    return people[-1], tuple(one for one in rivals if one != people[-1])


def _possessive(token: Token) -> bool:
    return "Yes" in token.morph.get("Poss", []) and token.lower_ not in {"our", "my", "your"}


def _by_years(reading: Reading, noun: Token) -> tuple[When | None, When | None] | None:
    """Return the years of a term that stand right behind it ("de 2017 à 2021")."""
    for when in reading.whens:
        if 0 < when.start - noun.i <= RIGHT_BEHIND and when.precision == "span":
            said = bounds(reading, (when,))
            if "from" in said:
                return said["from"], said["until"]
    return None


RIGHT_BEHIND = 3
"""Words between a term and its years."""


def _by_verb(reading: Reading, noun: Token) -> tuple[When | None, When | None] | None:
    """Return when a verb says that a term began, ends or was extended to."""
    verb = noun.head
    lemma = verb.lemma_.lower()
    said = bounds(reading, dates_of(reading, verb)) if verb.pos_ in {"VERB", "AUX"} else {}
    if not said or not scheduled(verb) or negated(verb):
        return None
    if lemma in EXTEND and "until" in said:
        return None, said["until"]
    loose = noun.dep_ == "compound" and noun.i < verb.i  # "whose mandate runs until …"
    if noun not in {subject(verb), target(verb)} and not loose:
        return None
    if lemma in END and ("on" in said or "until" in said):
        return None, said.get("on", said.get("until"))
    if lemma in BEGIN and ("on" in said or "from" in said):
        return said.get("on", said.get("from")), None
    return None


def _by_extension(reading: Reading, noun: Token) -> tuple[When | None, When | None] | None:
    """Return until when "the extension of the term" goes, the date before the noun or after."""
    near = [one for one in noun.sent if one.lemma_.lower() in EXTENSIONS | EXTEND]
    if not near or abs(near[0].i - noun.i) > REACH:
        return None
    verb = near[0].head if near[0].lemma_.lower() in EXTENSIONS else near[0]
    if not asserted(verb):
        return None
    first, last = sorted((near[0].i, noun.i))
    for when in told(reading):
        if first < when.start < last + REACH and bound(reading, when) == "until":
            return None, when
    return None


REACH = 12
"""Words between an extension and the term that it extends."""


def _office_of_term(reading: Reading, noun: Token) -> Mention | None:
    return office_in(reading, noun.subtree)


def _words(noun: Token) -> str:
    first = min(child.i for child in (noun, *noun.lefts))
    text: str = noun.doc[first : noun.i + 1].text
    return text
