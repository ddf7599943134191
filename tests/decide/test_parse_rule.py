from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules_at_hand import texts

from foedus.decide import parse_condition
from foedus.decide.parse_rule import parse_rule
from foedus.decide.rule import ACTS, Condition, Group, Weights
from foedus.errors import Finding, InputError

HEAD = 'name = "r"\nmembers = ["AUT", "BEL", "DEU"]\n'
SHARE = '[[condition]]\nkind = "share"\nof = "members"\nat_least = 0.55\n'
OBJECTION = '[[condition]]\nkind = "no_objection"\n'
WEIGHED = '[[condition]]\nkind = "weighted"\nat_least = 4\n'
TABLE = "weights = { AUT = 1, BEL = 2.5, DEU = 3 }\n"
BLOCKING = '[[condition]]\nkind = "blocking_minority"\nat_least = 2\n'


def faults(text: str) -> list[Finding]:
    with pytest.raises(InputError) as caught:
        parse_rule(text)
    return list(caught.value.findings)


def first(text: str) -> Condition:
    part = parse_rule(text).conditions.parts[0]
    assert isinstance(part, Condition)
    return part


def test_a_rule_in_full() -> None:
    rule = parse_rule(
        'name = "r"\nnames = { en = "A rule", fr = "Une règle" }\ncites = "Article 1"\n'
        'note = { en = "A note" }\nmembers = "nac"\nacts = ["for", "against"]\nquorum = "1/2"\n'
        'quorum_more = true\njoin = "any"\n' + SHARE + "[[condition]]\n"
        'any = [{ kind = "count", more_than = 2, counts = ["against"] }, '
        '{ all = [{ kind = "no_objection" }] }]\n'
        '[silence]\nbreaks = ["object"]\nminimum_hours = 72\nextensions = false\n'
    )
    assert (rule.name, rule.cites, rule.members, rule.acts) == (
        "r", "Article 1", "nac", ("for", "against"),
    )  # fmt: skip
    assert (rule.quorum, rule.quorum_more) == (Fraction(1, 2), True)
    assert rule.names == {"en": "A rule", "fr": "Une règle"}
    assert rule.note == {"en": "A note"}
    objection = Condition("no_objection", None, "at_most", Fraction(0))
    count = Condition("count", None, "more_than", Fraction(2), ("against",))
    assert rule.conditions == Group(
        "any",
        (
            Condition("share", "members", "at_least", Fraction(11, 20)),
            Group("any", (count, Group("all", (objection,)))),
        ),
    )
    assert rule.silence is not None
    assert rule.silence.breaks == ("object",)
    assert (rule.silence.minimum_hours, rule.silence.extensions) == (72, False)


def test_what_a_rule_may_leave_out() -> None:
    rule = parse_rule(HEAD + OBJECTION)
    assert (rule.acts, rule.quorum, rule.quorum_more, rule.silence) == (ACTS, None, False, None)
    assert (rule.cites, rule.conditions.join, dict(rule.names)) == ("", "all", {})
    silence = parse_rule(HEAD + OBJECTION + "[silence]\n").silence
    assert silence is not None
    assert silence.breaks == ("object", "amend", "request_time")
    assert (silence.minimum_hours, silence.extensions) == (None, True)


@pytest.mark.parametrize(
    ("written", "value"),
    [("0.55", "11/20"), ('"55%"', "11/20"), ('"55 %"', "11/20"), ('"2/3"', "2/3"), ("1", "1"),
     ("0", "0"), ('"0.1"', "1/10"), ("1e-1", "1/10"), ("0.6667", "6667/10000"), ("0.1_5", "3/20"),
     ('"66.67%"', "6667/10000")],
)  # fmt: skip
def test_numbers_are_exact(written: str, value: str) -> None:
    text = HEAD + SHARE.replace("0.55", written)
    assert first(text).value == Fraction(value)


@settings(max_examples=100)
@given(st.decimals(0, 1, places=12, allow_nan=False))
def test_every_decimal_is_read_as_it_is_written(number: object) -> None:
    text = HEAD + SHARE.replace("0.55", f"{number:f}")
    assert first(text).value == Fraction(f"{number:f}")


def test_weights_of_ones_own_of_a_case_and_that_ship() -> None:
    weights = first(HEAD + WEIGHED + TABLE).weights
    assert weights is not None
    assert (weights.name, weights.values["BEL"]) == ("own", Fraction(5, 2))
    people = HEAD + '[[condition]]\nkind = "population"\nat_least = "65%"\nweights = '
    assert first(people + '"population"').weights == Weights("case", {})
    shipped = first(people + '"eu-population-2024"')
    assert shipped.weights is not None
    assert (shipped.of, shipped.weights.name) == ("members", "eu-population-2024")


def test_the_base_of_all_members_is_that_of_a_count() -> None:
    assert first(HEAD + '[[condition]]\nkind = "count"\nof = "members"\nat_least = 2').of is None


# Each fault, with its key, and its remedy in both languages

BAD = [
    (HEAD, "rule.no-condition", "condition", "add [[condition]]", "ajoutez [[condition]]"),
    (HEAD + "condition = []", "rule.no-condition", "condition", "add", "ajoutez"),
    (HEAD + "condition = 3", "rule.no-condition", "condition", "add", "ajoutez"),
    (HEAD + "condition = [3]", "rule.not-a-condition", "condition.1", "write [[", "écrivez [["),
    ('members = "nac"\n' + SHARE, "rule.key-missing", "name", "write it", "écrivez-la"),
    ('name = "r"\n' + SHARE, "rule.key-missing", "members", "write it", "écrivez-la"),
    ('name = ""\nmembers = "nac"\n' + SHARE, "rule.not-text", "name", "words", "des mots"),
    ('name = 3\nmembers = "nac"\n' + SHARE, "rule.not-text", "name", "words", "des mots"),
    (HEAD + 'acst = ["for"]\n' + SHARE, "rule.unknown-key", "acst", 'nearest: "acts"', "« acts"),
    (HEAD + "zzzz = 1\n" + SHARE, "rule.unknown-key-far", "zzzz", "delete it", "supprimez-la"),
    (HEAD + SHARE + "at_lest = 1\n", "rule.unknown-key", "condition.1.at_lest",
     'nearest: "at_least"', "« at_least"),
    (HEAD + SHARE + "[silence]\nhours = 3\n", "rule.unknown-key", "silence.hours",
     'nearest: "minimum_hours"', "« minimum_hours"),
    (HEAD + 'names = { de = "x" }\n' + SHARE, "rule.unknown-key", "names.de", "known: en, fr",
     "connues : en, fr"),
    (HEAD + 'note = "x"\n' + SHARE, "rule.not-two-languages", "note", 'write { en = "…"',
     "écrivez { en"),
    (HEAD + 'acts = ["for", "fore"]\n' + SHARE, "rule.unknown-name", "acts", 'nearest: "for"',
     "« for"),
    (HEAD + 'acts = ["for", "for"]\n' + SHARE, "rule.doubled", "acts", "keep one", "gardez-en un"),
    (HEAD + "acts = []\n" + SHARE, "rule.empty-list", "acts", "name at least one", "nommez-en"),
    (HEAD + 'acts = "for"\n' + SHARE, "rule.not-a-list", "acts", 'write ["AUT"', 'écrivez ["AUT'),
    (HEAD + 'acts = [" for"]\n' + SHARE, "rule.blank-name", "acts", "the name alone", "nom seul"),
    ('name = "r"\nmembers = []\n' + SHARE, "rule.empty-list", "members", "name at", "nommez-en"),
    ('name = "r"\nmembers = ["A", "A"]\n' + SHARE, "rule.doubled", "members", "keep", "gardez"),
    ('name = "r"\nmembers = [1]\n' + SHARE, "rule.not-a-list", "members", "no list", "une liste"),
    ('name = "r"\nmembers = 3\n' + SHARE, "rule.not-a-list", "members", "no list", "une liste"),
    (HEAD + "quorum = 4\n" + SHARE, "rule.quorum-above", "quorum", "by 3 members; lower",
     "abaissez"),
    (HEAD + "quorum = 3\nquorum_more = true\n" + SHARE, "rule.quorum-above", "quorum", "lower",
     "abaissez"),
    (HEAD + "quorum = 1.5\n" + SHARE, "rule.quorum-form", "quorum", "such as 15", "exemple 15"),
    (HEAD + 'quorum = "100%"\n' + SHARE, "rule.quorum-form", "quorum", "below 1", "inférieure à 1"),
    (HEAD + "quorum = 0\n" + SHARE, "rule.quorum-form", "quorum", "below 1", "inférieure à 1"),
    (HEAD + "quorum = true\n" + SHARE, "rule.not-a-number", "quorum", "write 0.55", "écrivez 0.55"),
    (HEAD + "quorum = -1\n" + SHARE, "rule.negative", "quorum", "0 or more", "0 ou plus"),
    (HEAD + "quorum_more = true\n" + SHARE, "rule.quorum-more-alone", "quorum_more", "add quorum",
     "ajoutez quorum"),
    (HEAD + 'quorum = 2\nquorum_more = "yes"\n' + SHARE, "rule.not-a-flag", "quorum_more",
     "true nor false", "ni true"),
    (HEAD + 'join = "al"\n' + SHARE, "rule.unknown-name", "join", 'nearest: "all"', "« all"),
    (HEAD + 'join = "or"\n' + SHARE, "rule.unknown-name-far", "join", "write one of: all, any",
     "écrivez l’un de ceux-ci : all, any"),
    (HEAD + SHARE.replace("share", "shar"), "rule.unknown-name", "condition.1.kind",
     'nearest: "share"', "« share"),
    (HEAD + "[[condition]]\nat_least = 1\n", "rule.no-kind", "condition.1", "add one of",
     "ajoutez l’un"),
    (HEAD + SHARE.replace('"members"\n', '"member"\n'), "rule.unknown-name", "condition.1.of",
     'nearest: "members"', "« members"),
    (HEAD + SHARE.replace('of = "members"\n', ""), "rule.of-missing", "condition.1",
     "Add of: members, cast, present", "Ajoutez of"),
    (HEAD + OBJECTION + 'of = "cast"\n', "rule.of-not-here", "condition.1.of", "delete of",
     "supprimez of"),
    (HEAD + SHARE.replace("at_least = 0.55", ""), "rule.no-bound", "condition.1",
     "at_least, more_than, at_most, less_than", "ajoutez l’une"),
    (HEAD + SHARE + "more_than = 0.1\n", "rule.two-bounds", "condition.1", "keep one", "gardez-en"),
    (HEAD + OBJECTION + "at_most = 0\n", "rule.bound-not-here", "condition.1.at_most",
     "one objection is enough", "une objection suffit"),
    (HEAD + SHARE.replace("0.55", "55"), "rule.share-range", "condition.1.at_least",
     "55 is no share", "entre 0 et 1"),
    (HEAD + SHARE.replace("0.55", '"101%"'), "rule.share-range", "condition.1.at_least",
     "101% is no share", "101"),
    (HEAD + SHARE.replace("0.55", "-0.1"), "rule.negative", "condition.1.at_least", "0 or", "0 ou"),
    (HEAD + SHARE.replace("0.55", '"half"'), "rule.not-a-number", "condition.1.at_least",
     '"half" is no number', "n’est pas un nombre"),
    (HEAD + SHARE.replace("0.55", "nan"), "rule.not-a-number", "condition.1.at_least", "nan",
     "nan"),
    (HEAD + SHARE.replace("0.55", "1e999999"), "rule.not-a-number", "condition.1.at_least",
     "1e999999", "1e999999"),
    (HEAD + SHARE.replace("0.55", '"1/0"'), "rule.not-a-number", "condition.1.at_least", "1/0",
     "1/0"),
    (HEAD + SHARE.replace("0.55", '"0,55"'), "rule.number-format", "condition.1.at_least",
     "write 0.55", "écrivez 0.55"),
    (HEAD + SHARE.replace("0.55", "true"), "rule.not-a-number", "condition.1.at_least", "true",
     "true"),
    (HEAD + '[[condition]]\nkind = "count"\nat_least = "2/3"\n', "rule.not-whole",
     "condition.1.at_least", "choose the kind share", "choisissez le genre share"),
    (HEAD + SHARE + 'counts = ["fr"]\n', "rule.unknown-name", "condition.1.counts", "for", "for"),
    (HEAD + SHARE + 'counts = ["reservation"]\n', "rule.counts-outside", "condition.1.counts",
     "never in the base", "jamais dans la base"),
    (HEAD + SHARE.replace('"members"\n', '"cast"\n') + 'counts = ["abstain"]\n',
     "rule.counts-outside", "condition.1.counts", "for, against, object", "for, against, object"),
    (HEAD + 'acts = ["against"]\n' + SHARE, "rule.unknown-name-far", "condition.1.counts",
     "against", "against"),
    (HEAD + OBJECTION + 'counts = ["for"]\n', "rule.key-not-here", "condition.1.counts",
     "takes no counts; delete it", "supprimez-le"),
    (HEAD + SHARE + TABLE, "rule.key-not-here", "condition.1.weights", "takes no weights",
     "weights"),
    (HEAD + WEIGHED, "rule.weights-needed", "condition.1", "eu-population-2024",
     "{ AUT = 9.2, … }"),
    (HEAD + WEIGHED + "weights = 3\n", "rule.not-weights", "condition.1.weights",
     "write { AUT = 9.2, … }", "écrivez { AUT"),
    (HEAD + WEIGHED + 'weights = "2/3"\n', "rule.not-weights", "condition.1.weights", "2/3", "2/3"),
    (HEAD + WEIGHED + 'weights = "eu-population-2025"\n', "rule.unknown-weights",
     "condition.1.weights", 'nearest: "eu-population', "« eu-population"),
    (HEAD + WEIGHED + 'weights = "zzzzzzzzzzz"\n', "rule.unknown-weights-far",
     "condition.1.weights", "or your own", "ou la vôtre"),
    (HEAD + WEIGHED + 'weights = "nato-cost-shares"\n', "rule.weights-missing",
     "condition.1.weights", "give your own", "donnez les vôtres"),
    (HEAD + WEIGHED + TABLE.replace("DEU = 3", "DEU = 3, XYZ = 1"),
     "rule.weight-of-stranger-far", "condition.1.weights.XYZ", "delete it", "supprimez-le"),
    (HEAD + WEIGHED + TABLE.replace("DEU = 3", "DEU = 3, DEX = 1"),
     "rule.weight-of-stranger", "condition.1.weights.DEX", 'nearest: "DEU"', "« DEU"),
    (HEAD + WEIGHED + TABLE.replace(", DEU = 3", ""), "rule.member-without-weight",
     "condition.1.weights", '"DEU" has no weight', "« DEU »"),
    (HEAD + WEIGHED + TABLE.replace("DEU = 3", "DEU = -3"), "rule.negative",
     "condition.1.weights.DEU", "-3", "-3"),
    (HEAD + WEIGHED + "weights = { AUT = 0, BEL = 0, DEU = 0 }\n", "rule.no-weights",
     "condition.1.weights", "above 0", "supérieur à 0"),
    (HEAD + BLOCKING, "rule.blocking-alone", "condition.1.kind", "add the condition", "ajoutez la"),
    (HEAD + SHARE + BLOCKING + BLOCKING, "rule.two-provisos", "condition.3.kind", "keep the one",
     "gardez celle"),
    (HEAD + SHARE + BLOCKING.replace("at_least", "at_most"), "rule.blocking-bound",
     "condition.2.at_most", "write at_least", "écrivez at_least"),
    (HEAD + SHARE + BLOCKING.replace("2", "0"), "rule.blocking-none", "condition.2.at_least",
     "at least 1 member", "au moins 1 membre"),
    (HEAD + SHARE + BLOCKING.replace("2", "2.5"), "rule.not-whole", "condition.2.at_least",
     "no whole number", "nombre entier"),
    (HEAD + SHARE + '[[condition]]\nany = [{ kind = "blocking_minority", at_least = 4 }]\n',
     "rule.blocking-inside", "condition.2.any.1.kind", "[[condition]] of its own", "à part"),
    (HEAD + '[[condition]]\nall = [{ kind = "no_objection" }]\nany = [{ kind = "no_objection" }]\n',
     "rule.all-and-any", "condition.1", "one group inside the other", "un groupe dans l’autre"),
    (HEAD + '[[condition]]\nkind = "share"\nany = [{ kind = "no_objection" }]\n',
     "rule.group-and-condition", "condition.1.kind", "move it into", "mettez-la dans"),
    (HEAD + "[[condition]]\nany = []\n", "rule.no-parts", "condition.1.any", "has no conditions",
     "n’a pas de conditions"),
    (HEAD + "silence = true\n" + SHARE, "rule.not-a-table", "silence", "write [silence]",
     "écrivez [silence]"),
    (HEAD + SHARE + '[silence]\nbreaks = ["objet"]\n', "rule.unknown-name", "silence.breaks",
     'nearest: "object"', "« object"),
    (HEAD + SHARE + "[silence]\nminimum_hours = 0\n", "rule.no-hours", "silence.minimum_hours",
     "leave the key out", "omettez la clé"),
    (HEAD + SHARE + "[silence]\nextensions = 1\n", "rule.not-a-flag", "silence.extensions", "true",
     "true"),
    (HEAD + OBJECTION * 25, "rule.too-many-conditions", "condition", "a rule may have 24", "24"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "key", "en", "fr"), BAD)
def test_each_fault_has_its_key_and_remedy(
    text: str, kind: str, key: str, en: str, fr: str
) -> None:
    (fault,) = faults(text)
    assert (fault.kind, fault.file, fault.column) == (kind, "rule.toml", key)
    english, french = texts(fault)
    assert english.startswith(f"rule.toml, {key}: ")
    assert en in english
    assert fr in french.replace("\u202f", " ")


def test_groups_inside_groups_have_an_end() -> None:
    depth = parse_condition.DEEPEST
    inner = '{ kind = "no_objection" }'
    for _ in range(depth - 1):
        inner = f"{{ any = [{inner}] }}"
    assert parse_rule(f"{HEAD}[[condition]]\nany = [{inner}]\n")
    (fault,) = faults(f"{HEAD}[[condition]]\nany = [{{ any = [{inner}] }}]\n")
    assert fault.kind == "rule.too-deep"


@pytest.mark.parametrize("text", ["name = ", "[[condition]\n", "a" * 10, "x = " + "[" * 5000,
                                  "x = " + "9" * 5000])  # fmt: skip
def test_what_is_not_toml(text: str) -> None:
    (fault,) = faults(text)
    assert fault.kind == "broken-toml"
    assert fault.file == "rule.toml"


def test_the_line_of_what_is_not_toml() -> None:
    (fault,) = faults(HEAD + "quorum == 3\n")
    assert fault.row == 3


def test_all_faults_at_once() -> None:
    text = (
        'nam = "r"\nmembers = ["AUT", "AUT"]\nquorum = 9\n'
        '[[condition]]\nkind = "shre"\n'
        '[[condition]]\nkind = "population"\nat_least = 65\nweights = { AUT = -1 }\n'
        "[silence]\nextensions = 3\n"
    )
    assert [(f.kind, f.column) for f in faults(text)] == [
        ("rule.unknown-key", "nam"),
        ("rule.key-missing", "name"),
        ("rule.doubled", "members"),
        ("rule.quorum-above", "quorum"),
        ("rule.unknown-name", "condition.1.kind"),
        ("rule.share-range", "condition.2.at_least"),
        ("rule.negative", "condition.2.weights.AUT"),
        ("rule.not-a-flag", "silence.extensions"),
    ]


def test_the_file_is_named_as_the_caller_says() -> None:
    with pytest.raises(InputError) as caught:
        parse_rule("", file="mine.toml")
    assert {f.file for f in caught.value.findings} == {"mine.toml"}
