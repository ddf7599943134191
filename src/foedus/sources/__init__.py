"""Publishers' files into a case: each figure with its origin, no vintage mixed in silence.

``importers.importer_for`` finds the importer, its ``read`` gives an ``Imported``, and
``into.write_into`` adds the rows to a case. How to write an importer: see ``sheet``.
"""

from __future__ import annotations

from foedus.sources.imported import Imported
from foedus.sources.importers import importer_for, publishers
from foedus.sources.into import Summary, write_into
from foedus.sources.origin import Origin

__all__ = ["Imported", "Origin", "Summary", "importer_for", "publishers", "write_into"]
