"""Dispatches to proposed facts: what a text says, held against the record."""
