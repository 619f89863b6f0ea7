"""Whether two names, or a name and the words of an article, mean the same speaker."""

import re
import unicodedata
from typing import Literal, TypeAlias

Relation: TypeAlias = Literal["named", "role", "other", "none"]
"""How the words that say who spoke relate to a speaker: they name them; they are a pronoun or
a role that could be theirs; they name another; or there are none."""

# Last words of what looks like a full name and is an institution, a place or an office.
_NO_SURNAMES = frozenset(
    """
    republican republicans democrat democrats democratic gop american americans york house senate
    white congress party state states court department committee times post news street journal
    university college institute center virginia carolina hampshire jersey texas california
    florida vermont ohio iowa utah nevada arizona indiana michigan wisconsin pennsylvania
    massachusetts illinois washington dakota mexico china russia korea japan britain france
    germany europe union nations office association administration campaign republic board group
    foundation security service justice treasury defense city county national international
    federal supreme general conservative liberal libertarian green muslim muslims latino latinos
    black christian jewish catholic speaker president senator governor congressman representative
    secretary mayor chairman independent
    """.split()
)
_SUFFIXES = frozenset("jr sr ii iii iv esq phd md".split())
_PRONOUNS = frozenset(
    """
    he she they it i we you who which that this these those his her him them their its our my
    your one others both some many himself herself themselves
    """.split()
)
_DETERMINERS = frozenset(
    "the a an this that these those his her their its our one another some other two".split()
)
_TITLES = frozenset("mr mrs ms miss dr rev sen rep gov gen col lt sgt prof judge justice".split())
_WORD = re.compile(r"[A-Za-z0-9&]+(?:['’-][A-Za-z0-9]+)*")
_FULL_NAME = re.compile(r"^(?:[A-Z][a-z]+\.? ){1,3}([A-Z][a-z'’-]+)")
_SEVERAL = re.compile(r"\s+(?:and|&)\s+|[,;/]")


def unaccented(text: str) -> str:
    """The text with its accents taken off."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def last_name(name: str) -> str:
    """The last name in lower case, without "Jr." or an ending; empty for no words."""
    words = [_bare(word) for word in _words(name)]
    while len(words) > 1 and words[-1].rstrip(".") in _SUFFIXES:
        words.pop()
    return words[-1] if words else ""


def same_speaker(shown: str, gold: str) -> bool:
    """Whether last names agree; "A and B" agrees with either."""
    if not shown or not gold:
        return False
    return any(last_name(part) == last_name(gold) for part in _SEVERAL.split(shown) if part.strip())


def surname_in(source: str) -> str | None:
    """The surname, lower case, where words that say who spoke begin with a full name."""
    match = _FULL_NAME.match(source)
    if match is None or source.split(maxsplit=1)[0].lower() in _DETERMINERS:
        return None
    surname = re.sub(r"['’]s?$", "", unaccented(match.group(1))).lower()
    return None if surname in _NO_SURNAMES else surname


def relation(source: str, speaker: str, surnames: frozenset[str]) -> Relation:
    """How the words that say who spoke relate to a speaker.

    Args:
        source: The words, as the article has them.
        speaker: Who was asked for.
        surnames: What is known to be somebody's surname.
    """
    words = _words(source)
    lower = [_bare(word) for word in words]
    if not words:
        return "none"
    if last_name(speaker) in lower:
        return "named"
    if len(words) == 1:
        return "role" if lower[0] in _PRONOUNS or words[0][:1].islower() else "other"
    if lower[0] in _PRONOUNS and len(words) <= 2:
        return "role"
    if any(word.lower().rstrip(".") in _TITLES for word in words[:3]):
        return "other"
    return _relation_of_phrase(source, lower[0], surnames)


def _relation_of_phrase(source: str, first: str, surnames: frozenset[str]) -> Relation:
    head = _words(unaccented(source).split(",")[0])
    capitals = [_bare(word) for word in head[1:] if word[:1].isupper()]
    if any(word in surnames for word in capitals):
        return "other"
    if first in _DETERMINERS and head and head[-1][:1].islower():
        return "role"
    unnamed = head[0][:1].islower() or first in _DETERMINERS | _PRONOUNS if head else False
    return "role" if not capitals and unnamed else "other"


def _words(text: str) -> list[str]:
    return _WORD.findall(unaccented(text))


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).lower()
