"""The command line: one small function a verb."""

from __future__ import annotations

from foedus.cli import app_figures, app_futures, app_mediate, app_read
from foedus.cli.app import app, main

__all__ = ["app", "app_figures", "app_futures", "app_mediate", "app_read", "main"]
