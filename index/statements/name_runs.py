"""Runs of proper nouns in a paragraph: names, the titles before them, and their weight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from index.statements.names import PERSONAL, gender_of_name, is_title, suffix_of
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place: TypeAlias = tuple[int, int]
"""Where a token stands: the number of its paragraph, and its own in that."""

_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december
    """.split()
)
_NOT_PEOPLE = frozenset(
    """
    campaign tower university foundation house news times post journal hotel administration
    center institute committee party street county city organization organisation group inc
    corp company club school college church act press court team department bureau agency
    ministry assembly library association council board electric motors airlines bank
    """.split()
)

# How much a mention speaks for being taken up by a pronoun, by its place in its sentence:
# the order of Lappin and Leass (1994), subject, object, other, possessive.
_WEIGHTS = {
    "nsubj": 1.0,
    "nsubjpass": 0.9,
    "dobj": 0.55,
    "dative": 0.5,
    "agent": 0.45,
    "pobj": 0.45,
    "attr": 0.5,
    "poss": 0.4,
    "compound": 0.2,
}
_OTHER_WEIGHT = 0.45
HYPHENS = ("-", "‐", "‑")
_EMBEDDED = ("ccomp", "relcl", "advcl", "acl", "pcomp", "xcomp")
_WITHIN = 0.75
_SPEAKING = frozenset("say tell write add note argue explain warn insist tweet".split())
_SPEAKS = 1.15


@dataclass(frozen=True, slots=True)
class Run:
    """Proper nouns in a row: a name, without the titles before it."""

    doc: int
    tokens: tuple["Token", ...]
    words: tuple[str, ...]
    suffix: str
    titles: tuple[str, ...]
    is_person: bool
    sentence: int
    quoted: bool

    @property
    def head(self) -> "Token":
        """The last word of the name."""
        return self.tokens[-1]

    @property
    def place(self) -> Place:
        """Where the name ends."""
        return (self.doc, self.tokens[-1].i)


def names_alone(docs: Sequence["Doc"]) -> frozenset[str]:
    """Words that are names of people somewhere, for where the parser takes them for others."""
    return frozenset(
        token.text
        for doc in docs
        for token in doc
        if token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and len(token) > 2
    )


def runs_of(
    number: int, doc: "Doc", quoted: Sequence[Span], names: frozenset[str]
) -> Iterator[Run]:
    """All runs of a paragraph, in order; `names` are words that are names elsewhere."""
    sentence = -1
    run: list[Token] = []
    for token in doc:
        if token.is_sent_start:
            if run:
                yield from _finished(number, sentence, run, quoted)
                run = []
            sentence += 1
        if _is_part(token, names) and (not run or _goes_on(run[-1], token)):
            run.append(token)
            continue
        if run and _is_joined(run[-1], token):
            run.append(token)
            continue
        if run:
            yield from _finished(number, sentence, run, quoted)
        run = [token] if _is_part(token, names) else []
    if run:
        yield from _finished(number, sentence, run, quoted)


def name_before(head: "Token") -> str:
    """The name that ends at a word, without titles; empty where no capital is left."""
    first = head
    while first.i > 0 and _goes_on(first.nbor(-1), first):
        before = first.nbor(-1)
        if before.pos_ != "PROPN" and not (before.text in HYPHENS and not before.whitespace_):
            break
        first = before
    tokens = list(head.doc[first.i : head.i + 1])
    while len(tokens) > 1 and is_title(tokens[0].text):
        tokens.pop(0)
    return " ".join(words_of(tokens)) if tokens[0].text[0].isupper() else ""


def _is_part(token: "Token", names: frozenset[str]) -> bool:
    if token.pos_ == "PROPN" or token.text in names:
        return token.lower_ not in _DAYS and token.text[0].isalnum()
    if token.dep_ == "compound" and token.is_title and gender_of_name(f"{token.text} -"):
        return True  # a first name that the parser takes for an adjective
    return token.ent_type_ == "PERSON" and token.is_title and token.pos_ not in ("PART", "VERB")


def _is_joined(before: "Token", token: "Token") -> bool:
    """Whether a token is the hyphen or the second half of a double name: "Ilse-Ann"."""
    if before.whitespace_:
        return False
    if before.text in HYPHENS:
        return _is_half(token)
    hyphen = token.text in HYPHENS and not token.whitespace_ and token.i + 1 < len(token.doc)
    return hyphen and _is_half(token.nbor())


def _is_half(token: "Token") -> bool:
    # "Ki-moon", but not "Ode-led" and not "Ode-Reyes", which the parser sees as two.
    of_name = token.ent_type_ == "PERSON" and token.ent_iob_ == "I"
    return token.text.isalpha() and (of_name or (token.pos_ == "PROPN" and token.is_title))


def _goes_on(before: "Token", token: "Token") -> bool:
    if "\n" in before.whitespace_ or before.idx + len(before) + 1 < token.idx:
        return False
    if before.text in HYPHENS:
        return True
    # "Ode Reyes" are two where the parser sees two entities, as in lists without a comma.
    return not (before.ent_type_ == token.ent_type_ == "PERSON" and token.ent_iob_ == "B")


def _finished(
    number: int, sentence: int, run: list["Token"], quoted: Sequence[Span]
) -> Iterator[Run]:
    tokens = list(run)
    ends = [i for i, token in enumerate(tokens) if is_title(token.text) and not _is_last(token)]
    # "King said", once Steve King is known.
    start = ends[-1] + 1 if ends and not (len(tokens) == 1 and _is_subject(tokens[0])) else 0
    entity = [i for i, token in enumerate(tokens) if token.ent_type_ == "PERSON"]
    if entity and entity[-1] == len(tokens) - 1 and tokens[entity[0]].ent_iob_ == "B":
        begins = max(i for i in entity if tokens[i].ent_iob_ == "B")
        start = max(start, begins)
    while 0 < start < len(tokens) and _begins_before(tokens, start):
        start -= 1
    name = tokens[start:]
    suffix = name.pop().text if len(name) > 1 and suffix_of(name[-1].text) else ""
    if not name or name[-1].lower_ in _NOT_PEOPLE or not name[0].text[0].isupper():
        return
    titles = tuple(token.text for token in tokens[:start])
    words = tuple(words_of(name))
    if name[-1].tag_ == "NNPS" and not titles and not gender_of_name(" ".join(words)):
        return  # "Georgia Republicans", not "James Torres"
    titled = bool(titles) and titles[-1].lower().rstrip(".") in PERSONAL
    is_person = (
        titled
        or name[-1].ent_type_ == "PERSON"
        or (len(name) > 1 and gender_of_name(" ".join(words)) is not None)
    )
    at = name[-1].idx
    inside = any(q.start <= at < q.end for q in quoted)
    yield Run(number, tuple(name), words, suffix, titles, is_person, sentence, inside)


def _is_subject(token: "Token") -> bool:
    return token.dep_ == "nsubj" and token.is_title and not any(token.children)


def _begins_before(tokens: Sequence["Token"], start: int) -> bool:
    """Whether the parser begins a name too late: after a first name, or within a double one."""
    before = tokens[start - 1]
    if tokens[start].text in HYPHENS or before.text in HYPHENS:
        return True
    return gender_of_name(f"{before.text} -") is not None and not is_title(before.text)


def _is_last(token: "Token") -> bool:
    """Whether a word such as "King" or "French" is the surname after a first name."""
    if token.ent_type_ != "PERSON" or token.ent_iob_ != "I":
        return False
    first = token
    while first.ent_iob_ == "I" and first.i > 0:
        first = first.nbor(-1)
    after = token.doc[token.i + 1 : token.i + 2]
    ends = not after or after[0].ent_iob_ != "I" or bool(suffix_of(after[0].text))
    return ends and gender_of_name(f"{first.text} -") is not None


def words_of(tokens: Sequence["Token"]) -> list[str]:
    """The words of a name; what a hyphen joins is one."""
    words: list[str] = []
    for before, token in pairwise([None, *tokens]):
        assert token is not None
        if before is not None and (before.text in HYPHENS or token.text in HYPHENS):
            words[-1] += token.text
        else:
            words.append(token.text)
    return words


def halves_of(run: Run) -> list["Token"]:
    """The tokens of a last word that is a double name, without the last of them."""
    first = len(run.tokens) - 1
    while first > 1 and run.tokens[first - 1].text in HYPHENS:
        first -= 2
    return list(run.tokens[first:-1])


def weight_of(head: "Token") -> float:
    """How prominent its grammar makes a noun, in (0, 1.15]."""
    token, factor = head, 1.0
    for _ in range(3):
        if token.dep_ == "appos" and token.head.i != token.i:
            token = token.head
        elif token.dep_ == "conj" and token.head.i != token.i:
            token, factor = token.head, 0.85 * factor
        else:
            break
    if token.dep_ in ("nsubj", "nsubjpass"):
        if token.head.dep_ in _EMBEDDED:
            factor *= _WITHIN
        if token.head.lemma_ in _SPEAKING:
            factor *= _SPEAKS
    return factor * _WEIGHTS.get(token.dep_, _OTHER_WEIGHT)
