"""How an article names its speakers, and which full name a mention stands for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

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
    russian ukrainian
    """.split()
)

_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])


@dataclass(frozen=True, slots=True)
class Named:
    """Who a mention stands for; `name` is None for a pronoun nothing resolves."""

    name: str | None
    confidence: float


def surname(name: str) -> str:
    """The last word of a name that is not a suffix such as "Jr.", in lower case."""
    words = [word for word in name.split() if word.lower().strip(".,") not in _SUFFIXES]
    return words[-1].lower() if words else ""


def full_names(docs: Iterable["Doc"], before: Mapping[str, str] | None = None) -> dict[str, str]:
    """The people of an article so far: surname, in lower case -> full name.

    A surname that two full names share is left out: nothing tells which is meant. `before`
    are the people of earlier paragraphs.
    """
    found: dict[str, set[str]] = {key: {name} for key, name in (before or {}).items()}
    for doc in docs:
        for entity in doc.ents:
            if entity.label_ in ("PERSON", "ORG", "GPE"):
                name = _without_titles(list(entity))
                if entity.label_ == "PERSON" or _is_apposed(entity[0]):
                    _add(found, name)
        for token in doc:
            if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ == "PROPN":
                _add(found, _without_titles(_proper_run(token)))
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}


def resolve(head: "Token", people: dict[str, str]) -> Named:
    """Who the subject with this head word is.

    A name is looked up among the article's full names; a role stays in the article's
    words ("U.S. official"); a pronoun is nobody.
    """
    if head.pos_ == "PRON":
        return Named(None, 0.0)
    named = [t for t in head.children if t.dep_ == "appos" and t.pos_ == "PROPN"]
    if head.pos_ != "PROPN" and named:
        # "Mercer's lawyer, Adrian Cole, said"
        return resolve(named[0], people)
    # "Simmons, the opposition leader," is introduced here, whoever else has that name.
    if named or any(t.dep_ == "appos" for t in head.children):
        people = {}
    if head.pos_ == "PROPN" or (head.text[0].isupper() and head.lower_ in people):
        words = _without_titles(_proper_run(head))
        if not words:
            return Named(_role(head), 0.6)
        name = " ".join(words)
        known = people.get(surname(name))
        if len(words) > 1:
            return Named(name, 0.95)
        return Named(known, 0.95) if known else Named(name, 0.85)
    return Named(_role(head), 0.7)


def mention_of(head: "Token") -> tuple[int, int]:
    """The characters of the noun phrase, from its first left word to its head."""
    left = [t.idx for t in head.subtree if t.i <= head.i and _in_phrase(t, head)]
    return min(left), head.idx + len(head)


def _add(found: dict[str, set[str]], words: list[str]) -> None:
    if len(words) >= 2 and all(word[0].isupper() for word in (words[0], words[-1])):
        name = " ".join(words)
        names = found.setdefault(surname(name), set())
        # "Vann R. Newkirk" and "Vann Newkirk" are one; the longer is kept.
        for other in list(names):
            if other.split()[0] == words[0]:
                names.discard(other)
                name = max(other, name, key=len)
        names.add(name)


def _is_apposed(token: "Token") -> bool:
    return token.nbor(-1).lower_.strip(".") in TITLES if token.i > 0 else False


def _proper_run(head: "Token") -> list["Token"]:
    """The unbroken run of proper nouns that ends with the head."""
    run = [head]
    while run[0].i > 0:
        before = run[0].nbor(-1)
        if before.pos_ != "PROPN" or before.idx + len(before.text_with_ws) != run[0].idx:
            break
        if before.i not in {t.i for t in head.subtree}:
            break
        run.insert(0, before)
    return run


def _without_titles(tokens: Iterable["Token"]) -> list[str]:
    words = [t.text for t in tokens if t.text not in ("'s", "’s", "the", "The")]
    while words and words[0].lower().rstrip(".") in TITLES | {"u.s", "u.k"}:
        words.pop(0)
    return words


def _in_phrase(token: "Token", head: "Token") -> bool:
    while token.i != head.i:
        if token.dep_ in ("relcl", "acl", "appos", "prep", "cc", "conj", "punct", "advcl"):
            return False
        token = token.head
    return True


def _role(head: "Token") -> str:
    start, end = mention_of(head)
    words = head.doc.text[start:end].split()
    while len(words) > 1 and words[0].lower() in ("the", "a", "an", "one", "another"):
        words.pop(0)
    return " ".join(words)
