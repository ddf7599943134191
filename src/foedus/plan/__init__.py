"""The plan engine: variables, constraints, levels, fairness, reasons."""

from foedus.plan.engine import plan

__all__ = ["plan"]
