"""What an abbreviation stands for, as the archive's own articles write it out."""

import re

from index.archive import Filter, Snapshot
from index.stems import fold
from rag.understanding.words import content_words

_ABBREVIATION = re.compile(r"[A-Z][A-Z.&]{1,6}[A-Z]?\b")
_READ = 60

# Words between an abbreviation's letters that have no letter in it.
_SMALL = frozenset(("of", "the", "and", "for", "on", "in", "to", "de"))


def written_out(snapshot: Snapshot, topic: str) -> tuple[str, ...]:
    """The words of a topic's first abbreviation, "Callow Ferry Board" for "CFB"; often none.

    Only where an article has both, the one in brackets after the other, letter by letter.
    """
    found = _ABBREVIATION.search(topic)
    if found is None:
        return ()
    short = found.group().replace(".", "").replace("&", "")
    if len(short) < 3:
        return ()
    matches = snapshot.search_words("sentence", [fold(short)], _READ, Filter())
    rows = snapshot.sentences([match.row for match in matches])
    texts = snapshot.texts(sorted({row.article_key for row in rows.values()}))
    for match in matches:
        row = rows[match.row]
        text = row.span.of(texts[row.article_key].text)
        for place in re.finditer(rf"\(\s*(?:or )?{re.escape(short)}s?\b", text):
            words = _words_before(text[: place.start()], short)
            if words:
                return content_words(words)
    return ()


def _words_before(text: str, short: str) -> str:
    """The last words of a text whose first letters are an abbreviation's; empty for none."""
    words = re.findall(r"[A-Za-z][A-Za-z’']*", text)
    letters = list(short.lower())
    taken: list[str] = []
    while letters and words:
        word = words.pop()
        if word[0].lower() == letters[-1] and word[0].isupper():
            letters.pop()
        elif word.lower() not in _SMALL:
            return ""
        taken.append(word)
    return " ".join(reversed(taken)) if not letters else ""
