"""What members spend on defence: the guideline and the gap, the path to it, terms of office."""

from foedus.spending.engine import spending

__all__ = ["spending"]
