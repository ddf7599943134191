"""Frozen results, and how a run is written and read."""
