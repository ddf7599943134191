"""Decisions by their rules: tallies, silence procedures, power, succession, the day's desk."""
