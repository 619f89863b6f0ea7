"""Which speakers of the archive a name in a question means."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.statements.first_names import MEN, WOMEN
from index.statements.names import PERSONAL
from index.statements.speakers import TITLES, surname
from index.stems import fold
from index.stores.speaker_names import CountedNames, SpeakerNames
from rag.understanding.words import words_of

# A surname is taken for one of several who have it where that one speaks this much.
_BY_FAR = 0.8
_MOST_NAMED = 3

_MOST_FOUND = 20_000

_STROKES = str.maketrans("łøđ", "lod", "'’")

_LINKS = frozenset(("of", "from", "for", "at", "in"))
# "King" is a surname, but not in "prime minister".
_OF_OFFICES = TITLES - PERSONAL
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))

# First names that are one person's when the surname is the same.
_LONG_FORMS = dict(
    pair.split("-")
    for pair in (
        "abe-abraham al-albert alex-alexander andy-andrew ben-benjamin bernie-bernard "
        "bill-william bob-robert bobby-robert charlie-charles chris-christopher chuck-charles "
        "dan-daniel danny-daniel dave-david dick-richard don-donald ed-edward fred-frederick "
        "greg-gregory jack-john jeff-jeffrey jim-james jimmy-james joe-joseph ken-kenneth "
        "larry-lawrence len-leonard liz-elizabeth matt-matthew mike-michael nick-nicholas "
        "pat-patrick pete-peter rick-richard rob-robert ron-ronald sam-samuel steve-steven "
        "ted-edward tim-timothy tom-thomas tony-anthony vlad-vladimir"
    ).split()
)

# Shorter names have too many neighbours that are names too.
_LEAST_LETTERS = 5
_MOST_NEAR = 3

_LONGEST_PARTICLE = 3

# One name in several spellings: "Zelenskyy" and "Zelensky", "Muhammed" and "Mohamed".
_SPELLINGS = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?:iy|yi|ij|ii|ij|ey|y|i)$"), "y"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"sch|sh"), "s"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker who was asked for: the name to show, and the registry's spellings.

    `choices` are the names of those who may be meant, where nothing decides.
    """

    name: str
    spellings: tuple[str, ...]
    choices: tuple[str, ...] = ()


class People:
    """The archive's registry of speakers, by name and by surname."""

    def __init__(self, speakers: SpeakerNames | Mapping[str, int]) -> None:
        """Take the names of all speakers, or each with the number of their statements."""
        self._speakers = speakers if isinstance(speakers, SpeakerNames) else CountedNames(speakers)
        # Of the names that were looked up.
        self._counts: dict[str, int] = {}
        self._found: dict[str, list[str]] = {}

    def find(self, phrase: str) -> Person | None:
        """Who is meant by a name, with or without titles; None for nobody here."""
        key = _key(phrase)
        if not key:
            return None
        if _is_office(key):
            # "The mayor of York" is nobody's surname.
            return self._person(self._of_key(key))
        is_junior = key[-1] in _SUFFIXES and len(key) > 1
        key = key[:-1] if is_junior else key
        same_surname = self._of_surname(key[-1])
        if len(key) == 1 and not is_junior:
            return self._of_one_name(same_surname) or self._person(self._of_key(key))
        # "Carol Tan" is also who an article calls "Midwife Carol Tan".
        alike = [
            name
            for name in same_surname
            if _first(name) == _LONG_FORMS.get(key[0], key[0])
            or _key(name)[-len(key) :] == key
            or len(key) == 1
        ]
        found = list(dict.fromkeys([*self._of_key(key), *alike]))
        juniors = _namesakes(found)
        full = [n for n in found if _is_junior(n)] if is_junior else []
        full = full or [n for n in found if n not in juniors]
        if not full:
            return None
        # A bare surname is theirs unless somebody else of that name speaks more.
        others = [n for n in same_surname if len(_key(n)) > 1 and n not in full]
        if self._count(full) > self._count(others):
            full += [name for name in same_surname if len(_key(name)) == 1]
        return self._person(list(dict.fromkeys(full)))

    def is_whole(self, phrase: str, person: Person) -> bool:
        """Whether a phrase is all of one of a person's spellings."""
        return any(_key(spelling) == _key(phrase) for spelling in person.spellings)

    def find_leading(self, words: list[str]) -> tuple[Person, int] | None:
        """The longest name that the words begin with, and how many words it takes."""
        for length in range(min(len(words), 5), 0, -1):
            person = self.find(" ".join(words[:length]))
            if person:
                return person, length
        return None

    def correct(self, phrase: str) -> str | None:
        """The name of the registry that a misspelt one is; None where it may be another's.

        Only what cannot well be a second name is corrected: another spelling of the same
        sounds, two letters that changed places, or one wrong letter beside the same first
        name.
        """
        key = _key(phrase)
        if not key or len(key[-1]) < _LEAST_LETTERS:
            return None
        near = self._near(key[-1], distance=2)
        surnames = {surname(name): name for name in near if _is_slip(_key(name), key)}
        if len(surnames) != 1:
            return None
        (right,) = surnames.values()
        if _key(right)[-1] == key[-1]:
            return self._with_first_name(key)
        first = phrase.split()[:-1]
        return " ".join([*first, right.split()[-1]])

    def _with_first_name(self, key: tuple[str, ...]) -> str | None:
        """The full name whose first name alone is misspelt in a key.

        A first name that somebody here bears, or that is one of its own, is another's.
        """
        if len(key) != 2 or len(key[0]) < _LEAST_LETTERS or self._holding(key[0]):
            return None
        alike = [
            name
            for name in self._of_surname(key[1])
            if len(_key(name)) > 1 and _is_slip_of_first(_key(name)[0], key[0])
        ]
        if len({_key(name)[0] for name in alike}) != 1:
            return None
        return max(alike, key=lambda name: (self._counts[name], name))

    def near(self, phrase: str) -> tuple[str, ...]:
        """Speakers with a similar surname, or the same, most statements first."""
        key = _key(phrase)
        if not key or len(key[-1]) < 4:
            return ()
        names = self._of_surname(key[-1]) or self._near(key[-1], distance=1 + len(key[-1]) // 8)
        ranked = sorted(names, key=lambda name: (-self._counts[name], name))
        people = (self.find(name) for name in ranked[: 4 * _MOST_NEAR])
        return tuple(dict.fromkeys(p.name for p in people if p and not p.choices))[:_MOST_NEAR]

    def named_in(self, text: str) -> list[Person]:
        """The people whose names stand in a text with a capital letter, in order."""
        words = words_of(text)
        found: dict[str, Person] = {}
        at = 0
        while at < len(words):
            named = self.find_leading(words[at : at + 4]) if words[at][:1].isupper() else None
            if named and fold(words[at]) not in TITLES:
                found[named[0].name] = named[0]
            at += named[1] if named else 1
        return list(found.values())

    def _holding(self, word: str) -> list[str]:
        """The names that hold a folded word, in order."""
        found = self._found.get(word)
        if found is None:
            if len(self._found) > _MOST_FOUND:
                self._found.clear()
            counts = self._speakers.holding(word)
            self._counts |= counts
            found = self._found[word] = list(counts)
        return found

    def _of_surname(self, word: str) -> list[str]:
        return [n for n in self._holding(word) if _is_name(n) and _key(surname(n))[-1:] == (word,)]

    def _of_key(self, key: tuple[str, ...]) -> list[str]:
        if set(key) <= TITLES:
            return []
        return [name for name in self._holding(key[-1]) if _key(name) == key]

    def _near(self, word: str, *, distance: int) -> list[str]:
        """The names whose surname begins with the same letter and differs by little."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        words = self._speakers.words_from(word[0])
        matches = process.extract(
            word, words, scorer=OSA.distance, score_cutoff=distance, limit=None
        )
        likely = [name for like, _, _ in matches for name in self._of_surname(like)]
        return list(dict.fromkeys(likely))

    def _of_one_name(self, spellings: list[str]) -> Person | None:
        """Who a surname means: the one who speaks by far the most, else all who have it."""
        by_first_name: dict[str, list[str]] = defaultdict(list)
        bare = [name for name in spellings if len(_key(name)) == 1]
        juniors = _namesakes(spellings)
        keys = {_key(name): name for name in spellings if name not in bare}
        for name in keys.values():
            # "Midwife Carol Tan" ends in the name of "Carol Tan".
            tails = (_key(name)[start:] for start in range(1, len(_key(name)) - 1))
            whole = next((keys[tail] for tail in tails if tail in keys), name)
            by_first_name[_first(whole) + (" jr" if name in juniors else "")].append(name)
        people = sorted(by_first_name.values(), key=lambda names: (-self._count(names), names))
        if people and self._count(people[0]) >= _BY_FAR * sum(map(self._count, people)):
            return self._person([*people[0], *bare])
        person = self._person(spellings)
        if person is None or len(people) < 2:
            return person
        each = [self._person(names) for names in people[:_MOST_NAMED]]
        names = tuple(one.name for one in each if one)
        return Person(" or ".join(names), person.spellings, names)

    def _person(self, spellings: list[str]) -> Person | None:
        if not spellings:
            return None
        ranked = sorted(spellings, key=lambda name: (-self._counts[name], name))
        full = [name for name in ranked if len(name.split()) > 1] or ranked
        return Person(full[0], tuple(ranked))

    def _count(self, names: list[str]) -> int:
        return sum(self._counts[name] for name in names)


def _is_name(name: str) -> bool:
    """Whether a speaker is named like a person, not described: "mayor", "U.S. official"."""
    words = name.split()
    if not words or not name[0].isupper() or not words[-1][0].isupper():
        return False
    # "de", "bin" and "von" stand in names, "Early results of a poll of Swedes" is none.
    if any(len(word) > _LONGEST_PARTICLE and word[0].islower() for word in words):
        return False
    *_, before, last = ["", *_key(name)]
    return not (last in TITLES and (not before or before in _OF_OFFICES))


def _is_office(key: Sequence[str]) -> bool:
    """Whether the words of a name are an office and its place: "mayor of York"."""
    return len(key) > 1 and key[0] in TITLES and key[1] in _LINKS


def _namesakes(names: list[str]) -> list[str]:
    """Those who are somebody else's namesake here: "Otto Maren Jr." beside "Otto Maren"."""
    seniors = {_key(name)[0] for name in names if not _is_junior(name)}
    return [name for name in names if _is_junior(name) and _key(name)[0] in seniors]


def _is_junior(name: str) -> bool:
    return len(_key(name)) > 1 and _key(name)[-1] in _SUFFIXES


def _first(name: str) -> str:
    """The first name, short forms as their long ones."""
    first = _key(name)[0]
    return _LONG_FORMS.get(first, first)


def _is_slip(name: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    """Whether the typed name can only be a misspelling of the other."""
    from rapidfuzz.distance import OSA

    if len(typed) > 1 and len(name) > 1 and OSA.distance(name[0], typed[0]) > 1:
        return False
    if _sound(name[-1]) == _sound(typed[-1]):
        return True
    if name[-1] != typed[-1] and sorted(name[-1]) == sorted(typed[-1]):
        return OSA.distance(name[-1], typed[-1]) == 1
    if len(typed) > 1 and len(name) > 1 and len(typed[-1]) > _LEAST_LETTERS:
        return OSA.distance(name[-1], typed[-1]) <= 1
    return False


def _is_slip_of_first(name: str, typed: str) -> bool:
    """Whether a typed first name can only be a misspelling of another."""
    from rapidfuzz.distance import OSA

    if _sound(name) == _sound(typed):
        return True
    is_name = typed in MEN or typed in WOMEN
    return not is_name and name[0] == typed[0] and OSA.distance(name, typed) == 1


def _sound(word: str) -> str:
    for pattern, same in _SPELLINGS:
        word = pattern.sub(same, word)
    return word


@lru_cache(maxsize=8192)
def _key(name: str) -> tuple[str, ...]:
    """The folded words of a name; titles before it are dropped where a name is left.

    "The mayor of York" keeps hers: a link is the beginning of no name.

    Apostrophes count for nothing: "O’Leary", "O'Leary" and "oleary" are one.
    """
    folded = (fold(word).translate(_STROKES) for word in words_of(name))
    words = [word for word in folded if word not in ("the", "a", "an")]
    while len(words) > 1 and words[0] in TITLES and not _is_office(words):
        words.pop(0)
    return tuple(words)
