"""A question in a model's words: always shown, and refused where it brings in what is new."""

from rag.rewording.asking import Rewording, reword
from rag.rewording.checking import Refusal, find_refusal

__all__ = ["Refusal", "Rewording", "find_refusal", "reword"]
