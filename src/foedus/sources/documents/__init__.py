"""Files to dispatches: plain text, Markdown, HTML, PDF, Word and e-mail as text, behind guards."""

from foedus.sources.documents.document import LARGEST, read_document
from foedus.sources.documents.gather import STANDARD, listed, read_documents

__all__ = ["LARGEST", "STANDARD", "listed", "read_document", "read_documents"]
