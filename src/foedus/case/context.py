"""What the rules look at: the settings, the tables, and who is a recipient or a donor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from foedus.case.cast import Typed
from foedus.case.model import Settings
from foedus.case.months import Horizon


@dataclass(frozen=True)
class Context:
    """A case while it is checked.

    Parameters
    ----------
    settings : Settings, optional
        None where they hold a fault: what depends on them is then not checked.
    typed : mapping of table name to Typed
        Every table of the schema.
    settings_file : str
        How a finding names the settings.
    """

    settings: Settings | None
    typed: Mapping[str, Typed]
    settings_file: str

    @property
    def horizon(self) -> Horizon | None:
        """The months to plan for, if they are known."""
        return None if self.settings is None else self.settings.horizon

    def names(self, table: str) -> pl.Series | None:
        """Return the names that a table gives, as written, good or bad; none if some may miss."""
        if table in self._names:
            return self._names[table]
        self._names[table] = self.cells(table, self.typed[table].table.key[0])
        return self._names[table]

    def cells(self, table: str, column: str) -> pl.Series | None:
        """Return the different cells of a column, as written; none if some may be missing."""
        typed = self.typed[table]
        raw = typed.raw
        loose = [cell for cell in raw.loose.get(column, ()) if cell]
        if not raw.whole or (column in typed.lost and column not in raw.lost):
            return None
        written = [pl.Series(loose, dtype=pl.String)]
        if column in raw.frame.columns:
            found = raw.frame[column].drop_nulls().unique()
            written.append(found)
            if column in typed.bad:
                written.append(found.str.strip_chars())
        return pl.concat(written).rename(column)

    @cached_property
    def _names(self) -> dict[str, pl.Series | None]:
        return {}

    @cached_property
    def recipients(self) -> frozenset[str]:
        """Parties with a deliver requirement."""
        needs = self.typed["requirements"].raw.frame
        if not {"party", "kind"} <= set(needs.columns):
            return frozenset()
        party = pl.col("party")
        found = needs.filter((pl.col("kind") == "deliver") & ~party.str.starts_with("@"))["party"]
        return frozenset(found.drop_nulls().unique())

    @cached_property
    def donors(self) -> frozenset[str]:
        """Other parties with stocks, inflows or a budget that do not opt out of all months."""
        found: set[str] = set()
        for table in ("stocks", "inflows", "budgets"):
            frame = self.typed[table].frame
            found |= set(frame["party"].drop_nulls().unique())
        return frozenset(found - self.recipients - self._out_throughout())

    def _out_throughout(self) -> set[str]:
        frame = self.typed["opt_outs"].frame.drop_nulls("first")
        if self.horizon is None or not frame.height:
            return set()
        months = frozenset(range(self.horizon.months))
        out: dict[str, set[int]] = {}
        for party, first, last in frame.select("party", "first", "last").iter_rows():
            begin = max(0, self.horizon.index(first))
            end = self.horizon.months - 1 if last is None else self.horizon.index(last)
            out.setdefault(party, set()).update(range(begin, min(end, self.horizon.months - 1) + 1))
        return {party for party, covered in out.items() if months <= covered}
