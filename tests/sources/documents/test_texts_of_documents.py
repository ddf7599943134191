from __future__ import annotations

import re
from pathlib import Path

import foedus.sources
from foedus.brief.catalogue import catalogue

KIND = re.compile(r'"(read\.[a-z]+(?:-[a-z]+)*)"')


def test_every_kind_that_a_module_names_has_a_text() -> None:
    folder = Path(foedus.sources.__file__).parent
    modules = [*(folder / "documents").glob("*.py"), *folder.glob("accept*.py")]
    named = {kind for module in modules for kind in KIND.findall(module.read_text("utf-8"))}
    assert len(named) > 20
    assert sorted(named - catalogue().keys()) == []
