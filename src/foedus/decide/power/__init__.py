"""Power under a rule: exact Banzhaf and Shapley–Shubik indices, and the sets that win or block."""

from foedus.decide.power.answer import power
from foedus.decide.power.published import doubts, power_of_table, published, wrong_columns
from foedus.decide.power.table import read_table, rule_from_table

__all__ = [
    "doubts",
    "power",
    "power_of_table",
    "published",
    "read_table",
    "rule_from_table",
    "wrong_columns",
]
