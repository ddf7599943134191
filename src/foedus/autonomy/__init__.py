"""Autonomy: what a group holds only thanks to an ally, and the programme to stand alone."""

from foedus.autonomy.engine import autonomy

__all__ = ["autonomy"]
