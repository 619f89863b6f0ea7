"""Outlets that a question names, matched to the collection's own names for them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.stems import fold
from rag.understanding.words import words_of

# "in" alone introduces places and times too: there the name has to match whole.
_NAMED_BY = re.compile(
    r"\b(?:(?P<by>according to|as reported (?:by|in)|reported by|as told to|writing in"
    r"|(?:articles?|reports?|stories|story|coverage) (?:of|by|from|in))|in|by|from)"
    r" (?P<the>the )?(?=\w)",
    re.I,
)
_ENDINGS = frozenset(("com", "org", "net", "co", "uk", "www", "news"))
_MOST_WORDS = 5
_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class NamedOutlets:
    """Outlets, to the letter, and where the question names them."""

    sources: tuple[str, ...]
    begin: int
    end: int


def find_outlets(question: str, outlets: Iterable[str]) -> NamedOutlets | None:
    """The outlets that "according to ..." or "in ..." names; None where there is none."""
    known = [(name, _words(name)) for name in outlets]
    for match in _NAMED_BY.finditer(question) if known else ():
        rest = list(re.finditer(r"[\w.&’'-]+", question[match.end() :]))[:_MOST_WORDS]
        for length in range(len(rest), 0, -1):
            end = match.end() + rest[length - 1].end()
            name = question[match.end() : end].rstrip(".?!'’")
            if re.match(r"[’']s\b", question[match.end() + len(name) :]):
                continue
            sources = tuple(source for source, words in known if _is_same(_words(name), words))
            if not sources and match.group("the") and length == 1 and name[:1].isupper():
                sources = _by_last_word(fold(name), known)
            # "in nature" is no outlet's name, "in the new york times" is.
            if sources and (name[:1].isupper() or match.group("by") or length > 1):
                return NamedOutlets(sources, match.start(), match.end() + len(name))
    return None


def outlets_in(name: str, outlets: Iterable[str]) -> tuple[str, ...]:
    """The outlets that a name alone means, to the letter: "the New York Times"."""
    named = _words(name)
    return tuple(source for source in outlets if _is_same(named, _words(source)))


def _is_same(named: list[str], known: list[str]) -> bool:
    """Whether two names are one outlet's: "NYT", "New York Times" and "nytimes.com"."""
    if not named or not known:
        return False
    if named == known or "".join(named) == "".join(known):
        return True
    short, long = sorted((named, known), key=len)
    if len(short) == 1 and len(long) > 1 and len(long) == len(short[0]):
        return short[0] == "".join(word[0] for word in long)
    if len(named) == len(known) > 1:
        # "wash-post" for "Washington Post"
        pairs = zip(named, known, strict=True)
        return all(
            min(len(a), len(b)) >= _LEAST_LETTERS and (a.startswith(b) or b.startswith(a))
            for a, b in pairs
        )
    return False


def _by_last_word(name: str, known: list[tuple[str, list[str]]]) -> tuple[str, ...]:
    """Every outlet of whose name it is the last word: "the Times"."""
    return tuple(source for source, words in known if len(words) > 1 and words[-1] == name)


def _words(name: str) -> list[str]:
    words = [fold(word) for part in words_of(name) for word in re.split(r"[._-]", part)]
    kept = [word for word in words if word and word not in _ENDINGS and word != "the"]
    return kept or [word for word in words if word]
