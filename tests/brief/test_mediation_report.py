"""The page of a mediation: both languages, any width, nothing injected, nothing claimed."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from foedus.brief.language import Language
from foedus.brief.mediation_report import conflict_line, findings_of, mediation_report
from foedus.brief.mediation_tables import proof
from foedus.brief.mediation_words import DisputeWords, texts_of
from foedus.brief.report_page import to_html
from foedus.brief.report_terminal import to_terminal
from foedus.results.mediation import Concession, Mediation, Path, Settlement
from foedus.results.mediation_zone import Blocking, Zone
from hostile_plan import HIDDEN, QUOTES, SCRIPT
from numbers_read import numbers
from sample_mediation import (
    FIRST,
    NO_ZONE,
    SAMPLE_ZONE,
    hostile,
    sample_dispute,
    sample_judged,
    sample_mediation,
    sample_path,
    sample_settlements,
    sample_without,
)
from shown import shown

EN, FR = (DisputeWords(Language(code), sample_dispute()) for code in ("en", "fr"))
NARROW = "\u202f"


def printed(
    mediation: Mediation, words: DisputeWords = EN, width: int = 120, zone: Zone = SAMPLE_ZONE
) -> str:
    return shown(to_terminal(mediation_report(replace(mediation, zone=zone), words), width), width)


def text(mediation: Mediation, words: DisputeWords = EN, zone: Zone = SAMPLE_ZONE) -> str:
    return re.sub(r"[ \n]+", " ", printed(mediation, words, 400, zone))


def test_the_page_says_what_matters() -> None:
    found = text(sample_mediation())
    for said in (
        "They can agree: of 12 possible texts 4 are blocked by nobody.",
        "6 named settlements give 2 different texts; none of them is blocked by anybody.",
        "Status quo: blocked by nobody.",
        "Kalai–Smorodinsky A the largest least share of what each could gain at best proven",
        "not proven; another could be better by 0.0125 at most",
        "Where the staff sits nowhere in the north in the south",
        "Common share, percent 20 40 50",
        "France yes 0.250 0.280 (+0.030) 0.750 (+0.500) 0.960 (+0.710)",
        "Poland (assumed) no – 0.225 (+0.225)",
        "From the status quo to this in 2 steps: Text A. A step changes at most 2 issues",
        "3 better off, 0 worse off",
        "stall with 1 of the issues settled",
        "“Where the staff sits” and “clause”, together",
        "Utilitarian more than 99%",
        "Its price: 0.045 of utilitarian value",
        "in the north 65%; in the south 25%; nowhere 10%",
        "(80% of outcomes between 31 and 58.5)",
        "1 of 3 rows rest on assumptions",
    ):
        assert said in found, said


def test_the_page_in_french() -> None:
    found = text(sample_mediation(), FR).replace(NARROW, " ")
    for said in (
        "Le siège d’un état-major",
        "sur 12 textes possibles, 4 ne sont bloqués par personne",
        "Où siège l’état-major nulle part au nord au sud",
        "Pologne (hypothèse) non",
        "au nord 65 % ; au sud 25 % ; nulle part 10 %",
        "graine 0",
    ):
        assert said in found, said


@pytest.mark.parametrize("words", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("made", [sample_mediation, sample_judged, sample_without])
def test_every_page_says_what_positions_are_and_that_no_consent_is_recorded(
    words: DisputeWords, made: type[Mediation]
) -> None:
    guard = {
        "en": ("published positions or assumptions", "it records no consent", "nations decide"),
        "fr": ("positions publiées ou des hypothèses", "aucun consentement", "nations décident"),
    }[words.language.code]
    page = to_html(mediation_report(made(), words))
    found = text(made(), words)
    for said in guard:
        assert said in page, said
        assert said in found, said


def test_a_given_text_is_judged_first() -> None:
    found = text(sample_judged())
    assert found.index("WHO CANNOT ACCEPT THE GIVEN TEXT") < found.index("THE NAMED SETTLEMENTS")
    for said in (
        "The given text: not a permitted text; these cannot stand together: "
        "“Where the staff sits: in the north” and “clause: open”.",
        "crosses its red line on “Common share, percent”; 0.020 below its reservation",
        "clause (0.200)",
        "Common share, percent: 70",
        "Better for some and worse for nobody: Common share, percent: 40; clause: review",
    ):
        assert said in found, said


def test_a_given_text_that_somebody_blocks_names_who() -> None:
    judged = sample_judged().judged
    assert judged is not None
    found = text(replace(sample_judged(), judged=replace(judged, broken=())))
    assert "The given text: blocked by France." in found
    found = text(replace(sample_judged(), judged=replace(judged, broken=(), blocks=())))
    assert "The given text: blocked by nobody." in found


@pytest.mark.parametrize("blocks", [(), None])
def test_a_text_that_breaks_a_link_is_not_called_blocked_by_nobody(
    blocks: tuple[()] | None,
) -> None:
    judged = sample_judged().judged
    assert judged is not None
    judged = judged if blocks is None else replace(judged, blocks=blocks)
    for mediation in (
        replace(sample_judged(), judged=judged, status_quo=None),
        replace(sample_mediation(), status_quo=judged),
    ):
        found = text(mediation)
        assert found.count("not a permitted text; these cannot stand together:") == 2
        assert "Nobody blocks it" not in found


def test_how_many_settlements_have_a_text_is_said() -> None:
    first, second, *others, last = sample_settlements()
    missing = replace(
        first, outcome=None, status="bound", gap=float("inf"), why="not-found-in-time"
    )
    other = replace(second, outcome=None, status="none", why="no-veto-gain")
    mediation = replace(sample_mediation(), settlements=(missing, other, *others, last))
    found = text(mediation)
    assert "4 of 6 named settlements give 2 different texts" in found
    assert "Without a text: Nash (no text that nobody blocks was found in the time given" in found
    assert "Without a text: Kalai–Smorodinsky (no party with a veto can gain anything)." in found
    one = replace(mediation, settlements=(missing, *others), robustness=None)
    assert "What 2 of 3 named settlements propose; the others have no text: Where" in text(one)
    assert "better by" not in proof(missing, EN)
    assert "not known" not in proof(missing, EN)


def test_a_move_that_was_not_found_in_time_is_not_called_impossible() -> None:
    moves = (Concession("least-total", None, 0.0, status="bound"),)
    found = text(replace(sample_without(), concessions=moves))
    assert "none was found in the time given" in found
    assert "not even this makes an agreement" not in found


def test_figures_that_rest_on_ranks_are_marked_and_counted() -> None:
    ranked = np.zeros((3, 3), dtype=bool)
    ranked[1, 0] = True
    ranked_words = DisputeWords(Language("en"), replace(sample_dispute(), ranked=ranked))
    found = text(sample_judged(), ranked_words)
    assert (
        "1 of 9 values that count (11%) were filled in from ranks: of 1 of 3 parties, on 1 of 3"
        in (found)
    )
    assert "France yes 0.250 ≈0.280 (+0.030)" in found
    assert "Germany yes 0.300 0.325" in found
    assert "≈0.020 below its reservation" in found
    assert "clause (0.200)" in found
    assert "≈" not in text(sample_judged())


def test_signs_of_the_table_of_parties_are_explained() -> None:
    assert "–: without a veto a party cannot block" in text(sample_mediation())
    every = replace(
        sample_dispute(), parties=tuple(replace(p, veto=True) for p in sample_dispute().parties)
    )
    assert "without a veto" not in text(sample_mediation(), DisputeWords(EN.language, every))


def test_who_blocks_how_many_texts() -> None:
    zone = replace(SAMPLE_ZONE, blocking=(Blocking("FRA", 7, 5), Blocking("DEU", 3, 1)))
    found = text(sample_mediation(), zone=zone)
    assert "Blocked by nobody: 4 of 12 possible texts. Of the others:" in found
    assert "Party Blocks Nobody else does" in found
    assert "France 7 5" in found
    assert "WHO BLOCKS HOW MUCH" not in text(sample_mediation())


def test_where_the_dispute_is_dealt_with_is_in_the_readers_language() -> None:
    council = replace(sample_dispute(), body="North Atlantic Council")
    words = DisputeWords(Language("fr"), council)
    assert "Conseil de l’Atlantique Nord" in text(sample_mediation(), words)


def test_where_they_cannot_agree_the_page_says_who_and_the_smallest_move() -> None:
    found = text(sample_without(), zone=NO_ZONE)
    for said in (
        "They cannot agree as they stand: of 12 possible texts each is blocked by somebody.",
        "These cannot stand together, whatever the others accept: Germany and France.",
        "The smallest move that would unblock: 0.150 of utility in all (Germany and France).",
        "Germany lowers its reservation by 0.050; France lifts its red line on “Common share,",
        "(at most 0.010 too much)",
        "not even this makes an agreement",
        "Germany pays 0.080; France receives 0.080",
        "There is none, since every text is blocked by somebody.",
        "There is no way from the status quo by texts that nobody blocks, 1 issue a step.",
    ):
        assert said in found, said
    assert "Poland pays" not in found
    assert "Germany and France" in conflict_line(NO_ZONE, EN)
    assert conflict_line(Zone(conflict=("FRA",)), EN) == (
        "No text meets the conditions of this party alone: France."
    )
    assert conflict_line(Zone(), EN).startswith("They cannot agree as they stand")


def test_what_is_not_settled_is_said() -> None:
    found = text(replace(sample_mediation(), agreement=None), zone=Zone())
    assert "was not settled within the time" in found
    assert "They can agree: some text" in text(sample_mediation(), zone=Zone())


def test_where_nobody_has_a_veto_the_head_says_so() -> None:
    parties = tuple(replace(party, veto=False) for party in sample_dispute().parties)
    nobody = replace(sample_dispute(), parties=parties)
    said = {"en": "Nobody has a veto in this dispute", "fr": "Personne n’a de veto"}
    for words in (EN, FR):
        code = words.language.code
        assert said[code] in text(sample_mediation(), DisputeWords(words.language, nobody))
        assert said[code] not in text(sample_mediation(), words)


def test_settlements_of_the_same_text_are_one_column() -> None:
    first, second = texts_of(sample_mediation(), EN)
    assert [one.name for one in second.settlements] == ["utilitarian"]
    assert first.outcome == FIRST
    assert [text.letter for text in (first, second)] == ["A", "B"]


def test_points_that_look_the_same_are_the_same_text() -> None:
    first, *others = sample_settlements()
    near = replace(others[0], outcome={**FIRST, "share": 40.003})
    far = replace(others[1], outcome={**FIRST, "share": 40.2})
    mediation = replace(sample_mediation(), settlements=(first, near, far), robustness=None)
    assert [len(one.settlements) for one in texts_of(mediation, EN)] == [2, 1]
    assert EN.choice("share", 0.0000089) == "0"
    assert EN.choice("share", None) == "–"


def test_one_text_of_all_settlements_stands_at_the_head() -> None:
    mediation = replace(sample_mediation(), settlements=sample_settlements()[:4], robustness=None)
    said = "What all settlements below propose: Where the staff sits: in the north;"
    assert said in text(mediation)


def test_a_settlement_that_does_not_exist_says_why() -> None:
    missing = Settlement("nash", None, "none", why="no-positive-gain")
    mediation = replace(sample_mediation(), settlements=(missing, *sample_settlements()[1:]))
    found = text(mediation)
    assert "Without a text: Nash (no text gives every party a gain above 0)." in found
    assert "Nash – the largest product" in found


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (Path(sample_path().steps[:1], 1), "The status quo is the settlement itself"),
        (replace(sample_path(), stalls_at=0), "stall at once"),
        (Path((), 2), "at most 2 issues a step"),
        (Path((), 1, looked_at="scale-ends"), "No way was found from the status quo"),
        (Path((), 1, 0, ("seat",), "scale-ends"), "Among the texts that were looked at, talks"),
        (Path((), 1, 1, ("seat",), "ends"), "Since there are more than 2 million texts"),
        (Path((), 1, 0, ("seat",), "scale-ends"), "on each scale only the points where the way"),
    ],
)
def test_other_ways(path: Path, said: str) -> None:
    assert said in text(replace(sample_mediation(), path=path))


def test_a_dispute_without_assumptions_says_so() -> None:
    sourced = replace(sample_dispute(), assumed=frozenset(), assumed_parties=frozenset())
    found = text(sample_mediation(), DisputeWords(Language("en"), sourced))
    assert "No row of the dispute is assumed" in found
    assert "(assumed)" not in found


def test_warnings_of_the_dispute_and_of_the_mediation_stand_once() -> None:
    dispute = sample_dispute()
    twice = replace(sample_mediation(), findings=dispute.findings * 2)
    assert findings_of(twice, EN) == list(dispute.findings)


@pytest.mark.parametrize("made", [sample_mediation, sample_judged, sample_without])
def test_both_languages_carry_the_same_numbers(made: type[Mediation]) -> None:
    en, fr = (printed(made(), words, 400) for words in (EN, FR))
    en, fr = (found.replace("Foedus 0.1.0", "") for found in (en, fr))
    assert numbers(en, "en") == numbers(fr.replace("1er ", "1 "), "fr")


@pytest.mark.parametrize("words", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("width", [20, 40, 59, 80, 200])
def test_nothing_is_wider_than_the_terminal(width: int, words: DisputeWords) -> None:
    for made in (sample_judged(), sample_without()):
        found = printed(made, words, width)
        assert all(len(line.rstrip()) <= width for line in found.splitlines())


@pytest.mark.parametrize("hidden", [SCRIPT, QUOTES, HIDDEN])
def test_hostile_text_stays_text(hidden: str) -> None:
    words = DisputeWords(Language("en"), hostile(sample_dispute(), [hidden, hidden]))
    page = to_html(mediation_report(sample_judged(), words))
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    assert "\u202e" not in printed(sample_judged(), words)


def test_assumptions_of_all_parties_are_said_in_a_sentence() -> None:
    every = replace(sample_dispute(), assumed_parties=frozenset({"DEU", "FRA", "POL"}))
    assert "Of every party something" in text(sample_mediation(), DisputeWords(EN.language, every))
    rowless = replace(every, assumed=frozenset())
    found = text(sample_mediation(), DisputeWords(EN.language, rowless))
    assert "0 rows" not in found


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (0.0, "better by less than 0.0001"),
        (0.25, "better by 0.2500 at most"),
        (float("inf"), "how much better another could be is not known"),
    ],
)
def test_what_is_not_proven_says_how_far(gap: float, said: str) -> None:
    one = replace(sample_settlements()[0], status="bound", gap=gap)
    assert said in proof(one, EN)


def test_who_blocks_stands_with_its_article() -> None:
    assert EN.by_parties(["POL", "DEU"]) == "Germany and Poland"
    assert FR.by_parties(["POL", "DEU"]) == "l’Allemagne et la Pologne"
