"""Mediation: what could all parties to a dispute accept, and what would unblock it."""
