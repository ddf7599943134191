"""Every table of a case, declared once.

The checks, the empty workbook and the reference page of the documentation are made from these
declarations; nothing else says what a table looks like.
"""

from __future__ import annotations

from foedus.case.columns import EVIDENCE, Column, Kind, Table
from foedus.case.tables_plan import PLAN_TABLES
from foedus.case.tables_record import RECORD_TABLES

__all__ = ["EVIDENCE", "FORMAT", "TABLES", "Column", "Kind", "Table"]

FORMAT = 1
"""The newest format of a case that this version reads."""

TABLES: dict[str, Table] = {t.name: t for t in (*PLAN_TABLES, *RECORD_TABLES)}
"""All tables by name, those of the plan first."""
