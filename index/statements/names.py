"""The parts of a person's name, and what they tell."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from index.statements.first_names import MEN, WOMEN

Gender: TypeAlias = Literal["man", "woman"]

# Words that stand before a name and are not of it.
TITLES = frozenset(
    """
    president prime minister vice chancellor king queen prince princess pope secretary
    senator senators sen sens representative representatives rep reps gov governor mayor
    attorney general judge justice chief chairman chairwoman chairperson speaker leader whip
    majority minority ambassador director commissioner sheriff officer sgt sergeant lt
    lieutenant capt captain col colonel gen maj major adm admiral professor prof dr doctor
    mr mrs ms miss sir dame lord lady rev reverend pastor bishop archbishop cardinal rabbi
    imam spokesman spokeswoman spokesperson adviser advisor strategist congressman
    congresswoman nominee candidate democratic republican deputy foreign defense defence
    treasury state interior finance former then first u.s. us american british french german
    russian ukrainian assemblyman assemblywoman councilman councilwoman alderman superintendent
    treasurer comptroller detective inspector commander committeeman committeewoman
    """.split()
)

SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])

# Titles that only a person bears, so that one word after them is a name.
PERSONAL = frozenset(
    """
    president chancellor king queen prince princess pope senator sen representative rep
    governor gov mayor judge justice ambassador sheriff officer sgt sergeant lt lieutenant
    capt captain col colonel gen general maj major adm admiral professor prof dr doctor mr
    mrs ms miss sir dame lord lady rev reverend pastor bishop archbishop cardinal rabbi imam
    minister secretary congressman congresswoman spokesman spokeswoman chairman chairwoman
    """.split()
)

PRONOUNS: dict[str, Gender] = {
    "he": "man", "him": "man", "his": "man", "himself": "man",
    "she": "woman", "her": "woman", "hers": "woman", "herself": "woman",
}  # fmt: skip

_OF_MEN = frozenset(
    """
    mr sir lord king prince pope congressman chairman spokesman businessman father son husband
    brother actor man uncle grandfather priest bishop archbishop cardinal imam monk councilman
    assemblyman salesman fireman policeman gentleman boyfriend stepfather
    """.split()
)
_OF_WOMEN = frozenset(
    """
    mrs ms miss dame lady queen princess congresswoman chairwoman spokeswoman businesswoman
    mother daughter wife sister actress woman aunt grandmother nun councilwoman assemblywoman
    saleswoman firewoman policewoman girlfriend stepmother heiress
    """.split()
)


def surname(name: str) -> str:
    """The last word of a name that is not a suffix such as "Jr.", in lower case."""
    words = [word for word in name.split() if word.lower().strip(".,") not in SUFFIXES]
    return words[-1].lower() if words else ""


def suffix_of(name: str) -> str:
    """The suffix that tells a son from his father, folded; empty without one."""
    last = name.rsplit(maxsplit=1)[-1].lower().strip(".,") if name.strip() else ""
    return last if last in SUFFIXES else ""


def is_title(word: str) -> bool:
    """Whether a word may stand before a name without being of it."""
    return word.lower().rstrip(".") in TITLES or word.lower() in ("u.s.", "u.k.")


def gender_of_words(words: Iterable[str]) -> Gender | None:
    """What titles and nouns of kinship tell; None where they tell nothing or both."""
    folded = {word.lower().rstrip(".") for word in words}
    man, woman = bool(folded & _OF_MEN), bool(folded & _OF_WOMEN)
    if man == woman:
        return None
    return "man" if man else "woman"


def gender_of_name(name: str) -> Gender | None:
    """What the first name tells; None for a surname alone or a name both may bear."""
    words = name.split()
    if len(words) < 2:
        return None
    first = words[0].lower().strip("“”\"'.")
    # "Jean-Paul" as "Jean" would mislead: only the whole name counts.
    if first in MEN:
        return "man"
    return "woman" if first in WOMEN else None


def is_epithet(longer: Sequence[str], name: Sequence[str]) -> bool:
    """Whether more than one word of a name is left when its first is dropped: "Honest Ann Ode"."""
    short = tuple(name)
    if len(short) < 2 or len(longer) <= len(short) or tuple(longer[-len(short) :]) != short:
        return False
    # "Wasserman Schultz" is no shorter form of which "Debbie" were the epithet.
    first = gender_of_name(" ".join(short))
    return first is not None and gender_of_name(" ".join(longer)) is None


def initials_agree(one: str, other: str) -> bool:
    """Whether two first names may be one: equal, or one the initial of the other."""
    one, other = one.lower().rstrip("."), other.lower().rstrip(".")
    return one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1])
