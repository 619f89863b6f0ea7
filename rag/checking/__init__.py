"""Whether each written sentence stands in the extracts it cites.

Rules come first, each with its reason: citations, quotations, numbers, dates, names, who
said it, and whether it was said or denied. What no rule objects to is weighed by how much
of it the extracts cover, in words and in meaning.
"""

from rag.checking.check import check_sentence
from rag.checking.instructions import addresses_writer

__all__ = ["addresses_writer", "check_sentence"]
