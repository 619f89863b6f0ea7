"""The people of an article: every name in it, and what the article calls its bearer."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from index.statements.names import (
    PERSONAL,
    PRONOUNS,
    Gender,
    gender_of_name,
    gender_of_words,
    initials_agree,
    is_title,
    suffix_of,
    surname,
)
from index.statements.quotations import quotations
from index.statements.role_phrases import role_phrases
from index.statements.roles import PARTIES, Role, names_role, role_of
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
    corp company club school college church act press court team
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
_EMBEDDED = ("ccomp", "relcl", "advcl", "acl", "pcomp", "xcomp")
_WITHIN = 0.75
_SPEAKING = frozenset("say tell write add note argue explain warn insist tweet".split())
_SPEAKS = 1.15

# How near a pronoun must follow a subject to tell whether it is a man or a woman.
_SOON = 14
_PLAIN = 0.7
_FEWEST_VOTES = 2


@dataclass(slots=True)
class Person:
    """Somebody whom an article names; `roles` are what it calls them, in its order.

    `first` is where they are first named, `first_full` by the full name, None where they
    never are; `named` is the number of mentions by full name, of all `mentions`.
    """

    name: str
    sure: bool = False
    gender: Gender | None = None
    roles: list[Role] = field(default_factory=list)
    first_full: Place | None = None
    first: Place = (0, 0)
    named: int = 0
    mentions: int = 0

    @property
    def surname(self) -> str:
        """The last word of the name, in lower case."""
        return surname(self.name)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where somebody is named; several `people` where the name fits several.

    `weight` in (0, 1.15] tells how prominent its grammar makes it; `sentence` counts through
    the article.
    """

    people: tuple[int, ...]
    place: Place
    sentence: int
    weight: float
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Run:
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
        return self.tokens[-1]

    @property
    def place(self) -> Place:
        return (self.doc, self.tokens[-1].i)


class People:
    """Everybody an article names, and where."""

    def __init__(self, docs: Sequence["Doc"]) -> None:
        """Read the names of an article's parsed paragraphs, in order."""
        self.persons: list[Person] = []
        self.mentions: list[Mention] = []
        self._by_surname: dict[str, list[int]] = {}
        self._by_first: dict[str, list[int]] = {}
        self._at: dict[Place, Mention] = {}
        self.quotations = [quotations(doc.text) for doc in docs]
        names = _names_alone(docs)
        runs = [
            run
            for number, doc in enumerate(docs)
            for run in _runs(number, doc, self.quotations[number], names)
        ]
        offsets = _sentence_offsets(docs)
        self._meet_full_names(runs)
        self._meet_single_names(runs)
        for run in runs:
            self._note(run, offsets[run.doc])
        self._learn_genders(docs)

    def at(self, place: Place) -> Mention | None:
        """The name whose last word stands at a place; None where none does."""
        return self._at.get(place)

    def prominence(self, number: int) -> float:
        """How often somebody is named, as a share in [0, 1] of whoever is named most."""
        most = max(person.mentions for person in self.persons)
        return self.persons[number].mentions / max(1, most)

    def _meet_full_names(self, runs: list[_Run]) -> None:
        for run in sorted(runs, key=lambda run: -len(run.words)):
            if run.is_person and len(run.words) > 1:
                self._person_of_full(run)
        for run in runs:
            number = self._full(run)
            if number is not None:
                person = self.persons[number]
                person.named += 1
                if person.first_full is None or run.place < person.first_full:
                    person.first_full = run.place

    def _person_of_full(self, run: _Run) -> None:
        number = self._full(run)
        name = " ".join(run.words) + (f" {run.suffix}" if run.suffix else "")
        if number is None:
            number = self._add(Person(name))
        person = self.persons[number]
        person.sure = True
        person.name = max(person.name, name, key=lambda n: (len(n.split()), len(n)))
        person.gender = person.gender or gender_of_words(run.titles) or gender_of_name(name)

    def _meet_single_names(self, runs: list[_Run]) -> None:
        """Those of one word that nobody's full name holds: "Mr. Ode", "Reyes said"."""
        for run in runs:
            if len(run.words) != 1 or self._of_one_word(run):
                continue
            titled = bool(run.titles) and run.titles[-1].lower().rstrip(".") in PERSONAL
            subject = run.is_person and run.head.dep_ in ("nsubj", "nsubjpass")
            if titled or subject:
                gender = gender_of_words(run.titles) or gender_of_name(f"{run.words[0]} -")
                self._add(Person(run.words[0], sure=True, gender=gender))

    def _add(self, person: Person) -> int:
        self.persons.append(person)
        number = len(self.persons) - 1
        words = person.name.split()
        self._by_surname.setdefault(person.surname, []).append(number)
        if len(words) > 1:
            self._by_first.setdefault(words[0].lower(), []).append(number)
        return number

    def _full(self, run: _Run) -> int | None:
        """Whose full name this is: the same surname and first name, or a longer one's end."""
        words = run.words
        if len(words) < 2:
            return None
        for number in self._by_surname.get(words[-1].lower(), []):
            person = self.persons[number]
            known = tuple(person.name.split())
            if suffix_of(person.name):
                known = known[:-1]
            if len(known) < 2 or suffix_of(person.name) != suffix_of(run.suffix):
                continue
            if initials_agree(known[0], words[0]):
                return number
            if len(known) > len(words) and known[-len(words) :] == words:
                return number
        return None

    def _of_one_word(self, run: _Run) -> tuple[int, ...]:
        word = run.words[0].lower()
        found = self._by_surname.get(word) or self._by_first.get(word) or []
        if run.suffix:
            found = [n for n in found if suffix_of(self.persons[n].name)]
        gender = gender_of_words(run.titles)
        fitting = [n for n in found if not gender or self.persons[n].gender in (None, gender)]
        return tuple(fitting or found)

    def _note(self, run: _Run, offset: int) -> None:
        full = self._full(run)
        people: tuple[int, ...] = (full,) if full is not None else ()
        if not people and len(run.words) == 1:
            people = self._of_one_word(run)
        if not people:
            return
        weight = weight_of(run.head)
        mention = Mention(people, run.place, offset + run.sentence, weight, run.quoted)
        self.mentions.append(mention)
        self._at[run.place] = mention
        if run.suffix:
            self._at[run.doc, run.head.i + 1] = mention
        for number in people:
            person = self.persons[number]
            person.first = person.first if person.mentions else run.place
            person.mentions += 1
        if len(people) == 1:
            person = self.persons[people[0]]
            titles = gender_of_words(run.titles)
            person.gender = person.gender or titles
            for phrase in role_phrases(run.tokens, run.titles):
                person.gender = person.gender or gender_of_words(phrase.split())
                role = role_of(phrase)
                if (names_role(role) or role.words & PARTIES) and role not in person.roles:
                    person.roles.append(role)

    def _learn_genders(self, docs: Sequence["Doc"]) -> None:
        """From "Ode said his pumps ...": the first pronoun after the only name so far."""
        votes: dict[int, Counter[Gender]] = {}
        for before, mention in pairwise([None, *self.mentions]):
            assert mention is not None
            alone = before is None or before.sentence != mention.sentence
            unsure = len(mention.people) == 1 and not self.persons[mention.people[0]].gender
            if not (alone and unsure) or mention.quoted or mention.weight < _PLAIN:
                continue
            doc = docs[mention.place[0]]
            for token in doc[mention.place[1] + 1 : mention.place[1] + 1 + _SOON]:
                if token.is_sent_start or (mention.place[0], token.i) in self._at:
                    break
                gender = PRONOUNS.get(token.lower_)
                if gender and not self.is_quoted(mention.place[0], token.idx):
                    votes.setdefault(mention.people[0], Counter())[gender] += 1
                    break
        for number, counts in votes.items():
            (gender, most), *rest = counts.most_common()
            if most >= max(_FEWEST_VOTES, 3 * sum(count for _, count in rest)):
                self.persons[number].gender = gender

    def is_quoted(self, paragraph: int, at: int) -> bool:
        """Whether a character of a paragraph stands inside quotation marks."""
        return any(q.start <= at < q.end for q in self.quotations[paragraph])


def dominant(people: People, candidates: Sequence[int]) -> int | None:
    """Whom a shared surname means: the one named in full far more often than the others."""
    counts = Counter({number: people.persons[number].named for number in candidates})
    (first, most), *rest = counts.most_common()
    if not rest or most >= 3 * max(1, rest[0][1]):
        return first
    return None


def _sentence_offsets(docs: Sequence["Doc"]) -> list[int]:
    offsets, total = [], 0
    for doc in docs:
        offsets.append(total)
        total += sum(1 for _ in doc.sents)
    return offsets


def _names_alone(docs: Sequence["Doc"]) -> frozenset[str]:
    """Words that are names of people somewhere, for where the parser takes them for others."""
    return frozenset(
        token.text
        for doc in docs
        for token in doc
        if token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and len(token) > 2
    )


def _runs(number: int, doc: "Doc", quoted: Sequence[Span], names: frozenset[str]) -> Iterator[_Run]:
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
        if run:
            yield from _finished(number, sentence, run, quoted)
        run = [token] if _is_part(token, names) else []
    if run:
        yield from _finished(number, sentence, run, quoted)


def _is_part(token: "Token", names: frozenset[str]) -> bool:
    if token.pos_ == "PROPN" or token.text in names:
        return token.lower_ not in _DAYS and token.text[0].isalnum()
    if token.dep_ == "compound" and token.is_title and gender_of_name(f"{token.text} -"):
        return True  # a first name that the parser takes for an adjective
    return token.ent_type_ == "PERSON" and token.is_title and token.pos_ not in ("PART", "VERB")


def _goes_on(before: "Token", token: "Token") -> bool:
    if "\n" in before.whitespace_ or before.idx + len(before) + 1 < token.idx:
        return False
    # "Ode Reyes" are two where the parser sees two entities, as in lists without a comma.
    return not (before.ent_type_ == token.ent_type_ == "PERSON" and token.ent_iob_ == "B")


def _finished(
    number: int, sentence: int, run: list["Token"], quoted: Sequence[Span]
) -> Iterator[_Run]:
    tokens = list(run)
    ends = [i for i, token in enumerate(tokens) if is_title(token.text)]
    start = ends[-1] + 1 if ends else 0
    entity = [i for i, token in enumerate(tokens) if token.ent_type_ == "PERSON"]
    if entity and entity[-1] == len(tokens) - 1 and tokens[entity[0]].ent_iob_ == "B":
        begins = max(i for i in entity if tokens[i].ent_iob_ == "B")
        start = max(start, begins)
    name = tokens[start:]
    suffix = name.pop().text if len(name) > 1 and suffix_of(name[-1].text) else ""
    if not name or name[-1].lower_ in _NOT_PEOPLE or not name[0].text[0].isupper():
        return
    titles = tuple(token.text for token in tokens[:start])
    words = tuple(token.text for token in name)
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
    yield _Run(number, tuple(name), words, suffix, titles, is_person, sentence, inside)


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
