from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules_at_hand import NAMES, NOON, acts_of, ballots, rule, share, tally, texts

from foedus.decide.acts import Act
from foedus.decide.presets import preset
from foedus.decide.rule import Condition, Group, Rule, Weights
from foedus.decide.tally import decide, decide_table
from foedus.errors import Finding, InputError
from foedus.results.stamp import RecordStamp
from foedus.results.verdict import Change

OBJECTION = Condition("no_objection", None, "at_most", Fraction(0))
COUNT = Condition("count", None, "at_least", Fraction(2))
WEIGHTS = Weights("own", {"AAA": Fraction(5), "BBB": Fraction(3), "CCC": Fraction(2)})


def met(condition: Condition, standing: dict[str, str]) -> bool:
    return tally(rule(condition), standing).adopted


def refused(of: Rule, acts: list[Act], **options: object) -> list[Finding]:
    given_options = {"members": NAMES[:3], **options}
    with pytest.raises(InputError) as caught:
        decide(of, acts, **given_options)  # type: ignore[arg-type]
    return list(caught.value.findings)


def act(member: str, did: str, minute: int = 0, row: int = 2) -> Act:
    return Act(member, did, NOON + timedelta(minutes=minute), None, row)


# Who is in which base

BASE_TABLE = [
    # act                       members   present  cast
    ("none",                    (0, 1),   None,    None),
    ("for",                     (1, 1),   (1, 1),  (1, 1)),
    ("against",                 (0, 1),   (0, 1),  (0, 1)),
    ("object",                  (0, 1),   (0, 1),  (0, 1)),
    ("abstain",                 (0, 1),   (0, 1),  None),
    ("constructive_abstention", (0, 1),   (0, 1),  None),
    ("not_participating",       (0, 1),   None,    None),
    ("reservation",             (0, 1),   None,    None),
]  # fmt: skip


@pytest.mark.parametrize(("did", "members", "present", "cast"), BASE_TABLE)
def test_what_each_act_is_counted_in(did: str, members: object, present: object,
                                     cast: object) -> None:  # fmt: skip
    for base, expected in (("members", members), ("present", present), ("cast", cast)):
        (reached,) = tally(rule(share("1/2", base)), {"AAA": did}).conditions
        fraction = None if expected is None else Fraction(*expected)  # type: ignore[misc]
        assert reached.reached == fraction, base
        assert reached.of == base


@pytest.mark.parametrize("bound", ["at_least", "more_than", "at_most", "less_than"])
@pytest.mark.parametrize("base", ["cast", "present"])
def test_a_share_of_nothing_is_not_met(bound: str, base: str) -> None:
    for value in ("0", "1"):
        assert not met(share(value, base, bound), {"AAA": "none", "BBB": "reservation"})


@pytest.mark.parametrize(
    ("did", "objects"),
    [("none", False), ("for", False), ("abstain", False), ("constructive_abstention", False),
     ("not_participating", False), ("reservation", False), ("against", True), ("object", True)],
)  # fmt: skip
def test_silence_consents_and_objections_break_a_consensus(did: str, objects: bool) -> None:
    (reached,) = tally(rule(OBJECTION), {"AAA": did, "BBB": "none"}).conditions
    assert reached.met is not objects
    assert (reached.required, reached.reached, reached.bound) == (0, objects, "at_most")
    assert reached.members == (("AAA",) if objects else ())


# The edge: at least is not more than

EDGES = [
    # votes for, members, bound,       value,   met
    (15, 27, "at_least",  "0.55", True),
    (14, 27, "at_least",  "0.55", False),
    (11, 20, "at_least",  "0.55", True),
    (11, 20, "more_than", "0.55", False),
    (11, 20, "at_most",   "0.55", True),
    (11, 20, "less_than", "0.55", False),
    (12, 20, "at_most",   "0.55", False),
    (10, 20, "less_than", "0.55", True),
    (18, 27, "at_least",  "2/3",  True),
    (18, 27, "more_than", "2/3",  False),
    (17, 27, "at_least",  "2/3",  False),
    (19, 27, "more_than", "2/3",  True),
    (18, 27, "at_least",  "0.6667", False),
    (9,  18, "more_than", "1/2",  False),
    (9,  18, "at_least",  "1/2",  True),
    (10, 18, "more_than", "1/2",  True),
    (0,  18, "at_least",  "0",    True),
    (18, 18, "at_least",  "1",    True),
    (18, 18, "more_than", "1",    False),
]  # fmt: skip


@pytest.mark.parametrize(("votes", "size", "bound", "value", "expected"), EDGES)
def test_edges_are_exact(votes: int, size: int, bound: str, value: str, expected: bool) -> None:
    standing = {f"M{i:02d}": "for" if i < votes else "against" for i in range(size)}
    for base in ("members", "cast", "present"):
        assert met(share(value, base, bound), standing) is expected
    table = Weights("own", dict.fromkeys(standing, Fraction("0.1")))
    for kind in ("weighted", "population"):
        weighed = Condition(kind, "cast", bound, Fraction(value), weights=table)  # type: ignore[arg-type]
        assert met(weighed, standing) is expected


@pytest.mark.parametrize(
    ("bound", "value", "expected"),
    [("at_least", 2, True), ("at_least", 3, False), ("more_than", 1, True), ("more_than", 2, False),
     ("at_most", 2, True), ("at_most", 1, False), ("less_than", 3, True), ("less_than", 2, False)],
)  # fmt: skip
def test_a_count_is_of_members(bound: str, value: int, expected: bool) -> None:
    count = Condition("count", None, bound, Fraction(value))  # type: ignore[arg-type]
    verdict = tally(rule(count), {"AAA": "for", "BBB": "for", "CCC": "against"})
    assert verdict.adopted is expected
    (reached,) = verdict.conditions
    assert (reached.reached, reached.of, reached.members) == (2, "", ("AAA", "BBB"))


def test_a_weight_is_a_sum_without_a_base_and_a_share_with_one() -> None:
    standing = {"AAA": "for", "BBB": "none", "CCC": "against"}
    for of, expected in ((None, 5), ("members", "1/2"), ("cast", "5/7"), ("present", "5/7")):
        condition = Condition("weighted", of, "at_least", Fraction(0), weights=WEIGHTS)  # type: ignore[arg-type]
        (reached,) = tally(rule(condition), standing).conditions
        assert reached.reached == Fraction(expected)
        assert reached.of == (of or "")


def test_a_base_that_weighs_nothing_is_empty() -> None:
    none = Weights("own", {"AAA": Fraction(0), "BBB": Fraction(1)})
    condition = Condition("weighted", "cast", "at_least", Fraction(0), weights=none)
    assert not met(condition, {"AAA": "for", "BBB": "none"})


def test_other_acts_count_where_the_rule_says_so() -> None:
    condition = share("1/2", "members", "less_than", counts=("constructive_abstention",))
    assert met(condition, {"AAA": "constructive_abstention", "BBB": "for", "CCC": "none"})
    assert not met(condition, {"AAA": "constructive_abstention", "BBB": "for"})


# Joins, groups, quorum, the proviso


def test_conditions_are_joined_by_all_or_any() -> None:
    standing = {"AAA": "for", "BBB": "none", "CCC": "none"}
    parts = (share("1/2", "cast"), share("1/2"))
    assert not tally(rule(*parts), standing).adopted
    assert tally(rule(*parts, join="any"), standing).adopted
    grouped = tally(rule(COUNT, Group("any", parts)), standing)
    assert not grouped.adopted
    first, group = grouped.conditions
    assert (group.condition, group.required, group.reached, group.met) == ("any", None, None, True)
    assert [part.met for part in group.parts] == [True, False]
    assert not first.met
    every = tally(rule(Group("all", parts)), standing).conditions[0]
    assert (every.condition, every.met) == ("all", False)


@pytest.mark.parametrize(
    ("quorum", "more", "present", "expected"),
    [("1/2", False, 3, True), ("1/2", True, 3, False), ("1/2", True, 4, True),
     ("1/2", False, 2, False), ("3", False, 3, True), ("3", True, 3, False),
     ("3", True, 4, True), ("3", False, 2, False)],
)  # fmt: skip
def test_a_quorum_is_reached_or_exceeded(
    quorum: str, more: bool, present: int, expected: bool
) -> None:
    standing = {m: "abstain" if i < present else "none" for i, m in enumerate(NAMES)}
    verdict = tally(rule(OBJECTION, quorum=Fraction(quorum), more=more), standing)
    assert verdict.adopted is expected
    first = verdict.conditions[0]
    share_of = Fraction(quorum) < 1
    assert (first.condition, first.bound) == ("quorum", "more_than" if more else "at_least")
    assert first.reached == (Fraction(present, 6) if share_of else present)
    assert first.of == ("members" if share_of else "")
    assert first.members == NAMES[:present]


@pytest.mark.parametrize("did", ["none", "reservation", "not_participating"])
def test_what_has_no_effect_makes_no_quorum(did: str) -> None:
    assert not tally(rule(OBJECTION, quorum=Fraction(1)), {"AAA": did, "BBB": "none"}).adopted


PROVISO = Condition("blocking_minority", None, "at_least", Fraction(4))


@pytest.mark.parametrize(("missing", "adopted"), [(0, True), (3, True), (4, False), (5, False)])
def test_fewer_than_a_blocking_minority_cannot_block(missing: int, adopted: bool) -> None:
    other = ("against", "abstain", "none", "object", "reservation")
    names = [f"M{i}" for i in range(8)]
    standing = {m: other[i] if i < missing else "for" for i, m in enumerate(names)}
    verdict = tally(rule(share(1), PROVISO), standing)
    assert verdict.adopted is adopted
    assert verdict.deemed is (adopted and missing > 0)
    last = verdict.conditions[-1]
    assert (last.required, last.bound, last.reached) == (4, "less_than", missing)
    assert last.met is (missing < 4)
    assert last.members == tuple(names[:missing])


def test_the_proviso_does_not_do_without_a_quorum() -> None:
    of = rule(share(1), replace(PROVISO, value=Fraction(2)), quorum=Fraction(2))
    verdict = tally(of, {"AAA": "for", "BBB": "none"})
    assert (verdict.adopted, verdict.deemed) == (False, False)


def test_the_proviso_is_no_condition_of_an_any() -> None:
    of = rule(share(1), COUNT, PROVISO, join="any")
    standing = {"AAA": "for", "BBB": "for"} | dict.fromkeys("CDEFG", "against")
    verdict = tally(of, standing)
    assert (verdict.adopted, verdict.deemed) == (True, False)


# Acts that replace, are recorded, or count


def test_the_latest_act_stands() -> None:
    acts = [act("AAA", "for", 0), act("AAA", "against", 5), act("AAA", "abstain", 3)]
    verdict = decide(rule(OBJECTION), acts, members=("AAA",))
    assert not verdict.adopted
    assert [(a.act, a.effect) for a in verdict.acts] == [
        ("for", "replaced"), ("abstain", "replaced"), ("against", "counted"),
    ]  # fmt: skip
    assert verdict.turns_if[0].changes == (Change("AAA", "against", "abstain"),)


@pytest.mark.parametrize("did", ["reservation", "not_participating"])
@pytest.mark.parametrize("minute", [-1, 0, 1])
def test_a_reservation_replaces_nothing(did: str, minute: int) -> None:
    acts = [act("AAA", "against"), act("AAA", did, minute)]
    verdict = decide(rule(OBJECTION), acts, members=("AAA",))
    assert not verdict.adopted
    assert {a.act: a.effect for a in verdict.acts} == {"against": "counted", did: "recorded"}


def test_the_verdict_says_what_it_was_made_of() -> None:
    paris = timezone(timedelta(hours=2))
    given_act = Act("BBB", "for", NOON.astimezone(paris), "as agreed", 2)
    stamp = RecordStamp(foedus="1")
    verdict = decide(rule(COUNT), [given_act], members=("BBB", "AAA"), stamp=stamp)
    assert verdict.members == ("AAA", "BBB")
    assert (verdict.rule, verdict.cites, verdict.stamp) == ("a-rule", "a text", stamp)
    (counted,) = verdict.acts
    assert (counted.at, counted.reason) == ("2024-06-26T12:00:00Z", "as agreed")
    assert decide(rule(COUNT), [], members=("AAA", "BBB")).stamp == RecordStamp()


# Refusals


def test_an_act_of_no_member() -> None:
    (fault,) = refused(rule(OBJECTION), [act("AAB", "for", row=7)], file="ballot.csv")
    assert (fault.kind, fault.row, fault.column) == ("acts.not-a-member", 7, "member")
    english, french = texts(fault)
    assert english.startswith('ballot.csv row 7, member: "AAB" is no member on that day')
    assert 'nearest: "AAA"' in english
    assert "n’est pas membre ce jour-là" in french
    (far,) = refused(rule(OBJECTION), [act("XYZ", "for")])
    assert "delete the row, or correct the membership (AAA, BBB, CCC)" in texts(far)[0]


def test_an_act_that_the_rule_does_not_know() -> None:
    of = rule(COUNT, acts=("for", "against"))
    (fault,) = refused(of, [act("AAA", "abstain")])
    assert fault.kind in ("acts.not-in-rule", "acts.not-in-rule-far")
    assert 'does not know the act "abstain"' in texts(fault)[0]
    assert "ne connaît pas l’acte" in texts(fault)[1]


def test_a_ballot_at_or_after_the_close() -> None:
    acts = [act("AAA", "for", -1, 2), act("BBB", "for", 0, 3), act("CCC", "reservation", 1, 4)]
    faults = refused(rule(OBJECTION), acts, closes=NOON)
    assert [(f.kind, f.row, f.column) for f in faults] == [
        ("acts.after-close", 3, "at"), ("acts.after-close", 4, "at"),
    ]  # fmt: skip
    assert "not before the close of the ballot (2024-06-26T12:00:00Z)" in texts(faults[0])[0]
    assert "ne précède pas la clôture" in texts(faults[0])[1]


def test_a_close_without_its_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zone"):
        decide(rule(OBJECTION), [], members=("AAA",), closes=NOON.replace(tzinfo=None))


def test_two_acts_at_one_instant() -> None:
    (fault,) = refused(rule(OBJECTION), [act("AAA", "for", 0, 3), act("AAA", "for", 0, 2)])
    assert (fault.kind, fault.row, fault.details["other_row"]) == ("acts.same-instant", 3, "2")
    assert "keep one" in texts(fault)[0]
    assert "gardez-en un" in texts(fault)[1]


@pytest.mark.parametrize(("quorum", "more", "above"),
                         [("3", False, False), ("4", False, True), ("3", True, True),
                          ("2", True, False), ("99/100", True, False)])  # fmt: skip
def test_a_quorum_above_the_membership(quorum: str, more: bool, above: bool) -> None:
    of = rule(OBJECTION, quorum=Fraction(quorum), more=more)
    if not above:
        decide(of, [], members=NAMES[:3])
        return
    (fault,) = refused(of, [])
    assert (fault.kind, fault.file, fault.column) == ("rule.quorum-above", "a-rule", "quorum")
    assert "can never be reached by 3 members; lower it" in texts(fault)[0]
    assert "abaissez-le" in texts(fault)[1]


def test_members_doubled_or_none() -> None:
    (doubled,) = refused(rule(OBJECTION), [], members=("AAA", "BBB", "AAA"))
    assert (doubled.kind, doubled.value) == ("rule.doubled", "AAA")
    (nobody,) = refused(rule(OBJECTION), [], members=())
    assert nobody.kind == "rule.no-members"
    assert "nobody is a member on that day" in texts(nobody)[0]


def test_weights_that_are_not_there() -> None:
    def weighed(table: Weights) -> Rule:
        return rule(Condition("weighted", None, "at_least", Fraction(1), weights=table))

    (lacking,) = refused(weighed(Weights("own", {"AAA": Fraction(1), "CCC": Fraction(0)})), [])
    assert (lacking.kind, lacking.value) == ("rule.member-without-weight", "BBB")
    (missing,) = refused(weighed(Weights("shares", {}, "NATO", "not published")), [])
    assert "holds no weights (not published)" in texts(missing)[0]
    (populations,) = refused(weighed(Weights("case", {})), [])
    assert populations.kind == "rule.population-needed"


def test_all_faults_at_once() -> None:
    of = rule(COUNT, acts=("for",), quorum=Fraction(9))
    acts = [act("XYZ", "object", 1, 2), act("AAA", "for", 0, 3), act("AAA", "for", 0, 4)]
    kinds = [f.kind for f in refused(of, acts, closes=NOON + timedelta(minutes=1))]
    assert kinds == [
        "rule.quorum-above", "acts.not-a-member-far", "acts.not-in-rule-far", "acts.after-close",
        "acts.same-instant",
    ]  # fmt: skip


# Properties


@settings(max_examples=200, deadline=None)
@given(ballots(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_members_never_matters(
    ballot: tuple[Rule, dict[str, str]], chance: random.Random
) -> None:
    of, standing = ballot
    acts, members = acts_of(standing), list(standing)
    expected = decide(of, acts, members=members)
    chance.shuffle(acts)
    chance.shuffle(members)
    assert decide(of, acts, members=members) == expected


@settings(max_examples=200, deadline=None)
@given(ballots(monotone=True))
def test_a_further_vote_for_never_hurts(ballot: tuple[Rule, dict[str, str]]) -> None:
    of, standing = ballot
    adopted = tally(of, standing).adopted
    for member in standing:
        assert not adopted or tally(of, {**standing, member: "for"}).adopted


@settings(max_examples=200, deadline=None)
@given(ballots(), st.sampled_from(("reservation", "not_participating")), st.integers(-9, 99),
       st.sets(st.sampled_from(NAMES)))  # fmt: skip
def test_what_is_recorded_without_effect_changes_nothing(
    ballot: tuple[Rule, dict[str, str]], did: str, minute: int, who: set[str]
) -> None:
    of, standing = ballot
    of = replace(of, acts=(*of.acts, did))
    acts = acts_of(standing)
    extra = [act(member, did, minute, 99) for member in sorted(who & set(standing))]
    before = decide(of, acts, members=tuple(standing))
    after = decide(of, [*acts, *extra], members=tuple(standing))
    assert [a for a in after.acts if a.act != did] == list(before.acts)
    assert replace(after, acts=()) == replace(before, acts=())


def test_a_result_cannot_be_changed() -> None:
    verdict = tally(rule(OBJECTION), {"AAA": "for"})
    with pytest.raises(AttributeError):
        verdict.adopted = False  # type: ignore[misc]


def test_the_union_s_double_majority_at_its_edge() -> None:
    of = preset("eu-qualified-majority")
    (people,) = [c.weights for c in of.conditions.parts if isinstance(c, Condition) and c.weights]
    smallest = sorted(of.members, key=lambda m: people.values[m])
    standing = {m: "for" if m in smallest[:23] else "none" for m in smallest}
    verdict = tally(of, standing)
    by_kind = {c.condition: c for c in verdict.conditions}
    assert by_kind["share"].met
    assert not by_kind["population"].met  # without the four largest
    assert not verdict.adopted
    three = tally(of, {**standing, smallest[23]: "for"})
    assert three.adopted
    assert by_kind["blocking_minority"].reached == 4


def test_faults_of_form_and_of_substance_are_told_at_once() -> None:
    text = (
        "member,act,at\n"
        "ZZZ,for,2024-06-26T10:00:00Z\n"
        "YYY,abstan,2024-06-26T10:00:00Z\n"
        "AAA,reservation,noon\n"
        "AAA,for,2024-06-26T13:00:00Z\n"
    )
    of = rule(share("1/2", "cast"), members=("AAA", "BBB"), acts=("for",))
    with pytest.raises(InputError) as error:
        decide_table(of, text, members=of.members, closes=NOON)
    assert [(fault.row, fault.kind.removesuffix("-far")) for fault in error.value.findings] == [
        (2, "acts.not-a-member"),
        (3, "acts.unknown-act"),
        (3, "acts.not-a-member"),
        (4, "acts.not-an-instant"),
        (4, "acts.not-in-rule"),
        (5, "acts.after-close"),
    ]
