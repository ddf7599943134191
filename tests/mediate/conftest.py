"""The long comparisons run only where they are asked for: ``pytest -m oracle``."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "oracle" in config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("oracle")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if not item.get_closest_marker("oracle")]
