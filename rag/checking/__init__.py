"""Does each written sentence stand in the extracts it cites?

Rules come first, each with its reason: citations, quotations, numbers, dates, names, who
said it, and whether it was said or denied. What no rule objects to is weighed by how much
of it the extracts cover, in words and in meaning.
"""

from rag.checking.check import CheckedSentence, Verdict, check_sentence

__all__ = ["CheckedSentence", "Verdict", "check_sentence"]
