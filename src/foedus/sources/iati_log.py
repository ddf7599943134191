"""Findings of one import, counted: what stands in a file a thousand times is said once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from foedus.case.raw import MAX_FINDINGS, and_more
from foedus.errors import Finding

Key = tuple[Literal["fault", "warning"], str, str]


class Log:
    """Gathers findings by kind and value, each with its first line and its count."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._first: dict[Key, tuple[int | None, str | None, Mapping[str, str]]] = {}
        self._count: dict[Key, int] = {}
        self._sums: dict[Key, dict[str, Decimal]] = {}

    def warn(
        self,
        kind: str,
        value: str,
        line: int | None,
        *,
        column: str | None = None,
        money: tuple[str, str] | None = None,
        **details: str,
    ) -> None:
        """Add a warning; ``money`` (amount, currency) is summed up over those of its kind."""
        self._add(("warning", kind, value), line, column, details, money)

    def fault(
        self, kind: str, value: str, line: int | None, *, column: str | None = None, **details: str
    ) -> None:
        """Add a fault."""
        self._add(("fault", kind, value), line, column, details, None)

    @property
    def faulty(self) -> bool:
        """Whether a fault was found."""
        return any(severity == "fault" for severity, _, _ in self._first)

    def findings(self) -> list[Finding]:
        """Return what was gathered, in the order of the file; at most 200 of a kind."""
        kinds: dict[str, list[Finding]] = {}
        for key, (line, column, details) in self._first.items():
            severity, kind, value = key
            more = {"count": str(self._count[key]), "sum": self._sum(key)}
            found = Finding(severity, kind, self.file, line, column, value, {**details, **more})
            kinds.setdefault(kind, []).append(found)
        return [f for all_ in kinds.values() for f in and_more(all_[:MAX_FINDINGS], len(all_))]

    def _add(
        self,
        key: Key,
        line: int | None,
        column: str | None,
        details: Mapping[str, str],
        money: tuple[str, str] | None,
    ) -> None:
        self._first.setdefault(key, (line, column, details))
        self._count[key] = self._count.get(key, 0) + 1
        if money is not None:
            sums = self._sums.setdefault(key, {})
            amount, currency = money
            sums[currency] = sums.get(currency, Decimal(0)) + Decimal(amount)

    def _sum(self, key: Key) -> str:
        sums = self._sums.get(key, {})
        return ", ".join(f"{total:f} {currency}" for currency, total in sorted(sums.items())) or "-"
