"""One person under several spellings: the speakers of an archive, each once."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.statements.first_names import MEN, WOMEN
from index.statements.names import SUFFIXES, TITLES
from index.statements.roles import role_of
from index.types import SpeakerKind

_Key: TypeAlias = tuple[str, ...]

# Apostrophes and full stops vanish ("O’Leary", "J.D."), hyphens part ("Ki-moon"); letters
# with a stroke do not decompose.
_MARKS = str.maketrans({"'": None, "’": None, "‘": None, ".": None, ",": None, "`": None,
                        "-": " ", "‐": " ", "–": " ", "“": None, "”": None, '"': None,
                        "ł": "l", "ø": "o", "đ": "d", "ı": "i"})  # fmt: skip
_ARTICLES = frozenset(["the", "a", "an"])


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speaker as statements name them: the spelling, how often, and as what."""

    name: str
    statements: int = 1
    roles: tuple[str, ...] = ()
    kind: SpeakerKind = "person"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker under all spellings, the most used full name first.

    `roles` are all that were given, each once, in their order.
    """

    name: str
    spellings: tuple[str, ...]
    statements: int
    roles: tuple[str, ...]
    kind: SpeakerKind


@dataclass(slots=True)
class _Entry:
    spoken: Spoken
    key: _Key
    suffix: str


def group_speakers(spoken: Iterable[Spoken]) -> list[Speaker]:
    """Put together who is one person; those who speak most come first.

    Titles, middle names, initials, suffixes, apostrophes and accents do not part a person.
    Two different first names, two middle initials or "Jr." and his father are never put
    together, but for a "Jr." whose role is the other's too; a bare surname is its only
    bearer's, and stands alone where there are several. What is no person is one only where
    it is written alike.
    """
    entries = [_entry(one) for one in spoken]
    groups: list[list[_Entry]] = []
    by_surname: dict[str, list[_Entry]] = defaultdict(list)
    alike: dict[tuple[SpeakerKind, _Key], list[_Entry]] = defaultdict(list)
    for entry in entries:
        if entry.spoken.kind == "person":
            by_surname[entry.key[-1] if entry.key else ""].append(entry)
        else:
            alike[entry.spoken.kind, entry.key].append(entry)
    groups += alike.values()
    for same_surname in by_surname.values():
        groups += [same_surname] if len(same_surname) == 1 else _people(same_surname)
    speakers = [_speaker(group) for group in groups]
    return sorted(speakers, key=lambda speaker: (-speaker.statements, speaker.name))


def key_of(name: str) -> tuple[str, ...]:
    """The folded words of a name without titles and suffixes; for comparing, not to show."""
    return _split(_folded(name))[0]


def _entry(spoken: Spoken) -> _Entry:
    words = _folded(spoken.name)
    if spoken.kind != "person":
        while len(words) > 1 and words[0] in _ARTICLES:
            words.pop(0)
        return _Entry(spoken, tuple(words), "")
    key, suffix = _split(words)
    return _Entry(spoken, key, suffix)


def _folded(name: str) -> list[str]:
    if name.isascii() and name.replace(" ", "").isalpha():
        return name.lower().split()  # most names, at a third of the time
    folded = name.casefold().translate(_MARKS)
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return folded.split()


def _split(words: Sequence[str]) -> tuple[_Key, str]:
    first = 0
    while first < len(words) - 1 and (words[first] in TITLES or words[first] in _ARTICLES):
        first += 1
    last = len(words)
    suffix = ""
    if last - first > 1 and words[last - 1] in SUFFIXES:
        last -= 1
        suffix = words[last]
    return tuple(words[first:last]), suffix


def _people(entries: list[_Entry]) -> list[list[_Entry]]:
    """The people among those who share the last word of their names."""
    full = sorted(
        (entry for entry in entries if len(entry.key) > 1),
        key=lambda entry: (-len(entry.key[0]), -len(entry.key), entry.key, entry.spoken.name),
    )
    groups: list[list[_Entry]] = []
    for entry in full:
        fitting = [group for group in groups if all(_is_one(entry, other) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(entry)
        else:
            # Of "John R." and "John Q. Ode", plain "John Ode" is neither for certain.
            groups.append([entry])
    bare: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        if len(entry.key) == 1:
            bare[entry.suffix].append(entry)
    for suffix, same in bare.items():
        bearers = [g for g in groups if not suffix or any(e.suffix == suffix for e in g)]
        if len(bearers) == 1:
            bearers[0] += same
        else:
            groups.append(same)
    return groups


def _is_one(one: _Entry, other: _Entry) -> bool:
    if one.suffix != other.suffix and not _share_role(one.spoken, other.spoken):
        return False
    if _is_end(one.key, other.key) or _is_end(other.key, one.key):
        return True
    return _agree(one.key[0], other.key[0]) and _middles_agree(one.key[1:-1], other.key[1:-1])


def _is_end(short: _Key, long: _Key) -> bool:
    """Whether a name of two words is the other's double surname, and no first name in it."""
    if len(short) >= len(long) or long[-len(short) :] != short:
        return False
    return len(short[0]) > 1 and short[0] not in MEN and short[0] not in WOMEN


def _agree(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _middles_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    return all(_agree(a, b) for a, b in zip(one, other, strict=False))


def _share_role(one: Spoken, other: Spoken) -> bool:
    return bool(_cores(one.roles) & _cores(other.roles))


def _cores(roles: Iterable[str]) -> frozenset[str]:
    return frozenset(role_of(role).head for role in roles) - {""}


def _speaker(group: list[_Entry]) -> Speaker:
    spoken = [entry.spoken for entry in group]
    if len(spoken) == 1:
        (one,) = spoken
        return Speaker(one.name, (one.name,), one.statements, one.roles, one.kind)
    ranked = sorted(group, key=lambda e: (len(e.key) < 2, -e.spoken.statements, e.spoken.name))
    roles = dict.fromkeys(role for one in spoken for role in one.roles)
    return Speaker(
        ranked[0].spoken.name,
        tuple(dict.fromkeys(entry.spoken.name for entry in ranked)),
        sum(one.statements for one in spoken),
        tuple(roles),
        spoken[0].kind,
    )
