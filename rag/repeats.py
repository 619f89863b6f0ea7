"""The same words in several articles: shown once, the other articles named."""

import re
from dataclasses import replace

from index.archive import Snapshot
from index.types import Article, RowId
from rag.types import Extract

_WORD = re.compile(r"\w+(?:['’]\w+)*")

# What a copy puts before its first sentence: "PORT CALLOW, May 3 -", "Port Callow (Agency) -".
_DATELINE = re.compile(
    r"(?:[A-Z]{2}[A-Z .'’]*(?:, [\w .,]{1,40})?(?: \([^)]{1,30}\))?"
    r"|[A-Z][\w .,'’]{1,60} \([^)]{1,30}\))\s*(?:--?|[–—])\s+"
)

# What editors add and drop without another meaning: "said on Monday", "said that".
_IDLE = frozenset(("a", "an", "the", "that", "on"))

# Fewer words stand in a longer sentence by chance.
_LEAST_WORDS = 5


def wording(text: str) -> str:
    """A text's words alone, lower case, with spaces around, for comparing."""
    words = (word.casefold().replace("’", "'") for word in _WORD.findall(text))
    return f" {' '.join(word for word in words if word not in _IDLE)} "


class Stories:
    """Which extracts of one answer repeat each other, and where else their words stand."""

    def __init__(self, snapshot: Snapshot, article_keys: list[RowId]) -> None:
        """Take the articles that extracts may come from."""
        self._snapshot = snapshot
        self._stories = snapshot.stories(article_keys)
        self._articles: dict[RowId, Article] = {}
        self._wordings: dict[RowId, str] = {}

    def article(self, key: RowId) -> Article:
        """An article, read once."""
        if key not in self._articles:
            self._articles[key] = self._snapshot.article(key)
        return self._articles[key]

    def story_of(self, key: RowId) -> RowId:
        """The story that an article tells."""
        return self._stories[key]

    def is_repeat(self, shown: Extract, extract: Extract) -> bool:
        """Whether another article's extract has the words of one that is shown.

        In a copy of the same story light edits count as the same, and so do words that are
        part of the other's; elsewhere only white space may differ.
        """
        if shown.article_id == extract.article_id:
            return False
        if shown.text.split() == extract.text.split():
            return True
        if shown.story != extract.story:
            return False
        one, other = _undated(shown.text), _undated(extract.text)
        short, long = sorted((one, other), key=len)
        return one == other or (len(short.split()) >= _LEAST_WORDS and short in long)

    def name_copies(self, extract: Extract, key: RowId) -> Extract:
        """The extract with every copy of its story that holds its words in `also_in`."""
        words = _undated(extract.text)
        for copy in self._snapshot.copies_of(key):
            if words in self._wording(copy):
                extract = with_other(extract, self.article(copy))
        return extract

    def _wording(self, key: RowId) -> str:
        if key not in self._wordings:
            article = self.article(key)
            body = " ".join(stretch.of(article.text) for stretch in article.body)
            self._wordings[key] = wording(body)
        return self._wordings[key]


def with_other(extract: Extract, article: Article) -> Extract:
    """The extract with one more article that has its words."""
    if article.id == extract.article_id or article.id in extract.also_in:
        return extract
    sources = dict.fromkeys((*extract.also_sources, article.source or ""))
    return replace(
        extract,
        also_in=(*extract.also_in, article.id),
        also_sources=tuple(source for source in sources if source),
    )


def _undated(text: str) -> str:
    """The wording of a text without its dateline."""
    dateline = _DATELINE.match(text)
    return wording(text[dateline.end() :] if dateline else text)
