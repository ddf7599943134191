"""What all tests share: ``sample_plan`` is importable, and a required data test may not be skipped.

Data tests read the folder named by ``FOEDUS_DATA`` and are skipped without it. Where
``FOEDUS_REQUIRE_DATA`` is set (continuous integration), a skipped test fails the run.
"""

from __future__ import annotations

import os

import pytest


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if tests were skipped that must not be."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("FOEDUS_REQUIRE_DATA"):
        return
    skipped = reporter.stats.get("skipped", [])
    if skipped:
        reporter.write_line(f"{len(skipped)} tests were skipped; all must run here", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
