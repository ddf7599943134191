"""Disputes as others write them, read into a dispute's tables: DEU II, climate files, Genius."""

from foedus.sources.disputes.climate import read_climate
from foedus.sources.disputes.deu import read_deu
from foedus.sources.disputes.formats import FORMATS, read_disputes
from foedus.sources.disputes.genius import read_genius
from foedus.sources.disputes.imported import ImportedDispute

__all__ = ["FORMATS", "ImportedDispute", "read_climate", "read_deu", "read_disputes", "read_genius"]
