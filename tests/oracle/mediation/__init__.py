"""Mediation a second time: every outcome of a dispute in one array, from the page alone."""
