"""The version of Foedus."""

__version__ = "0.1.0"
