"""A dispute in words: its parties, issues and texts, utilities, and what is assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foedus.brief.escape import visible
from foedus.brief.evidence import guard_rail
from foedus.brief.language import UNKNOWN, Language
from foedus.brief.record_lines import share_words
from foedus.brief.report import Cell
from foedus.case.dispute.model import Dispute, Issue
from foedus.mediate.utility import reservations, vetoes
from foedus.results.mediation import Mediation, Outcome, Settlement

UTILITY_DIGITS = 3
"""Decimals of a utility: salience and value are seldom known better."""

ROUGH = "≈"
"""Marks a figure that rests on values filled in from ranks."""

_LETTERS = "ABCDEFGHIJ"
_FINE = 1e-4
"""Share of a scale to which its points are shown; what looks the same is one text."""


@dataclass(frozen=True)
class Text:
    """A text of one or more settlements.

    Parameters
    ----------
    letter : str
    settlements : tuple of Settlement
        All with the same outcome; the first one's figures are the text's.
    """

    letter: str
    settlements: tuple[Settlement, ...]

    @property
    def outcome(self) -> Outcome:
        """The text itself."""
        outcome = self.settlements[0].outcome
        assert outcome is not None
        return outcome


@dataclass(frozen=True)
class DisputeWords:
    """A language with the names of a dispute.

    Parameters
    ----------
    language : Language
    dispute : Dispute
    """

    language: Language
    dispute: Dispute

    def title(self) -> str:
        """Return what the dispute is called."""
        titles = self.dispute.titles
        return self._named(titles, self.dispute.name)

    def evidence_lines(self) -> tuple[str, ...]:
        """Return guard rail and stamp, a line each, as they stand below a picture."""
        language, dispute = self.language, self.dispute
        day = language.date(dispute.as_of) if dispute.as_of else ""
        parts = (self.title(), dispute.sha256[:12], day)
        stamp = language.text("view.stamp", parts=" · ".join(part for part in parts if part))
        return (f"{guard_rail(language)} {language.text('mediation.guard')}", stamp)

    def body(self) -> str:
        """Return where the dispute is dealt with, in this language where its name is known."""
        body = self.dispute.body or ""
        key = f"mediation.body.{'-'.join(body.lower().split())}"
        return self.language.text(key) if self.language.has(key) else body

    def party(self, name: str) -> str:
        """Return the name of a party, with the mark of an assumption."""
        shown = self.language.party(name)
        if name not in self.dispute.assumed_parties:
            return shown
        return f"{shown}{self.language.text('mark.assumed')}"

    def party_cell(self, name: str) -> Cell:
        """Return the name of a party with a mark beside it where it rests on assumptions."""
        if name not in self.dispute.assumed_parties:
            return Cell(self.language.party(name))
        return Cell(self.language.party(name), self.language.text("view.mark.assumed"), "assumed")

    def parties(self, names: Iterable[str]) -> str:
        """Return parties as a list in words, in the order of the dispute, without marks."""
        return self.language.join([self.language.party(name) for name in self._ordered(names)])

    def by_parties(self, names: Iterable[str]) -> str:
        """Return parties with their articles: "France and the Netherlands"."""
        ordered = self._ordered(names)
        return self.language.join([self.language.party_in_sentence(n, "the") for n in ordered])

    def _ordered(self, names: Iterable[str]) -> list[str]:
        asked = set(names)
        return [party.name for party in self.dispute.parties if party.name in asked]

    def issue(self, name: str) -> str:
        """Return the name of an issue."""
        return self._named(self.find(name).names, name)

    def issues(self, names: Iterable[str]) -> str:
        """Return issues as a list in words, each in quotation marks."""
        quoted = [self.language.text("mediation.quoted", text=self.issue(name)) for name in names]
        return self.language.join(quoted)

    def choice(self, issue: str, chosen: str | float | None) -> str:
        """Return the name of an option, or a point on a scale as a number."""
        if chosen is None:
            return UNKNOWN
        if isinstance(chosen, str):
            return self._named(self.find(issue).option_names.get(chosen, {}), chosen)
        return self.language.number(self._shown(issue, float(chosen)))

    def text(self, outcome: Outcome, issues: Iterable[str] | None = None) -> str:
        """Return an outcome in a line: each issue with what it says, or only some issues."""
        asked = outcome if issues is None else tuple(issues)
        colon = self.language.text("view.colon")
        parts = [f"{self.issue(i)}{colon} {self.choice(i, outcome[i])}" for i in asked]
        return self.language.text("mediation.separator").join(parts)

    def same(self, one: Outcome, other: Outcome | None) -> bool:
        """Say whether two outcomes are the same text, as far as it is shown."""
        if other is None or set(one) != set(other):
            return False
        return all(self._point(issue, one) == self._point(issue, other) for issue in one)

    def _point(self, issue: str, outcome: Outcome) -> str | float:
        chosen = outcome[issue]
        return chosen if isinstance(chosen, str) else self._shown(issue, float(chosen))

    def _shown(self, issue: str, point: float) -> float:
        """Return a point on a scale without the digits that nobody can mean."""
        ends = self.find(issue)
        fine = (ends.high - ends.low) * _FINE
        return round(round(point / fine) * fine, 9)

    def find(self, name: str) -> Issue:
        """Return an issue by its key."""
        return next(issue for issue in self.dispute.issues if issue.name == name)

    def utility(self, amount: float | None) -> str:
        """Return a utility as a number."""
        return self.language.number(amount, UTILITY_DIGITS)

    def filled(self, party: str, issue: str | None = None) -> bool:
        """Say whether some value of a party, or that of one issue, was filled in from its ranks."""
        place = self._place(party)
        filled = self.dispute.ranked[place] & (self.dispute.salience[place] > 0)
        if issue is None:
            return bool(filled.any())
        return bool(filled[[one.name for one in self.dispute.issues].index(issue)])

    def _place(self, party: str) -> int:
        return [one.name for one in self.dispute.parties].index(party)

    def own(self, party: str, said: str, issue: str | None = None) -> str:
        """Return a figure of a party, marked where it rests on values filled in from ranks."""
        return f"{ROUGH}{said}" if self.filled(party, issue) else said

    def signs(self) -> list[str]:
        """Return what the mark of a figure means, where some figure of the dispute has it."""
        marked = any(self.filled(party.name) for party in self.dispute.parties)
        return [self.language.text("mediation.caption.filled")] if marked else []

    def gain(self, amount: float | None) -> str:
        """Return a gain as a number with its sign."""
        if amount is None:
            return UNKNOWN
        sign = "+" if round(amount, UTILITY_DIGITS) > 0 else ""
        return f"{sign}{self.utility(amount)}"

    def share(self, probability: float, draws: int) -> str:
        """Return a probability as a percentage; what happened is never 0%, nor 100% if not all."""
        return share_words(round(probability * draws), draws, self.language)

    def settlement(self, name: str) -> str:
        """Return the name of a settlement."""
        return self.language.text(f"mediation.settlement.{name}")

    def reservation(self, place: int) -> str:
        """Return what a party gets without agreement; a dash where it cannot block."""
        veto = bool(vetoes(self.dispute).any())
        if veto and not self.dispute.parties[place].veto:
            return UNKNOWN
        return self.utility(float(reservations(self.dispute)[place]))

    def _named(self, names: Mapping[str, str], key: str) -> str:
        name = visible(self.language.own(names) if any(names.values()) else key)
        return name.replace("'", "’") if self.language.code == "fr" else name


def texts_of(mediation: Mediation, words: DisputeWords) -> tuple[Text, ...]:
    """Return the texts of the settlements, those of equal outcome as one, in their order."""
    groups: list[list[Settlement]] = []
    robust = mediation.robustness.settlement if mediation.robustness else None
    for one in (*mediation.settlements, *((robust,) if robust else ())):
        if one.outcome is None:
            continue
        own = next((g for g in groups if words.same(one.outcome, g[0].outcome)), None)
        if own is None:
            groups.append([one])
        elif all(one.name != other.name for other in own):
            own.append(one)
    return tuple(
        Text(letter, tuple(group)) for letter, group in zip(_LETTERS, groups, strict=False)
    )


def text_label(text: Text, language: Language) -> str:
    """Return what a text is called: "Text A"."""
    return language.text("mediation.letter", letter=text.letter)


def text_meaning(text: Text, words: DisputeWords) -> str:
    """Return what a text is called, and whose settlement it is."""
    names = words.language.join([words.settlement(one.name) for one in text.settlements])
    return f"{text_label(text, words.language)} ({names})"
