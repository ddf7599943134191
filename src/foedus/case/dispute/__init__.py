"""A dispute: its tables, their checks, and what engines see of it."""
