"""The people of an article: every name in it, and what the article calls its bearer."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index.statements.name_runs import Place, Run, halves_of, names_alone, runs_of, weight_of
from index.statements.names import (
    PERSONAL,
    PRONOUNS,
    Gender,
    gender_of_name,
    gender_of_words,
    initials_agree,
    is_epithet,
    suffix_of,
    surname,
)
from index.statements.quotations import quotations
from index.statements.role_phrases import role_phrases
from index.statements.roles import PARTIES, Role, head_word, names_role, role_of
from index.statements.sentences import text_of
from index.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# How near a pronoun must follow a subject to tell whether it is a man or a woman.
_SOON = 14
_PLAIN = 0.7
_FEWEST_VOTES = 2


@dataclass(slots=True)
class Person:
    """Somebody whom an article names; `roles` are what it calls them, in its order.

    `first` is where they are first named, `first_full` by the full name, None where they
    never are; `named` is the number of mentions by full name, of all `mentions`, and
    `before_full` of those before the first of these.
    """

    name: str
    sure: bool = False
    gender: Gender | None = None
    roles: list[Role] = field(default_factory=list)
    first_full: Place | None = None
    first: Place = (0, 0)
    named: int = 0
    mentions: int = 0
    before_full: int = 0

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


class People:
    """Everybody an article names, and where."""

    def __init__(self, docs: Sequence["Doc"]) -> None:
        """Read the names of an article's parsed paragraphs, in order."""
        self.persons: list[Person] = []
        self.mentions: list[Mention] = []
        self._by_surname: dict[str, list[int]] = {}
        self._by_first: dict[str, list[int]] = {}
        self._at: dict[Place, Mention] = {}
        self.quotations = [quotations(text_of(doc)) for doc in docs]
        names = names_alone(docs)
        runs = [
            run
            for number, doc in enumerate(docs)
            for run in runs_of(number, doc, self.quotations[number], names)
        ]
        whole = {run.words for run in runs}
        runs = [_without_headline(run, whole) for run in runs]
        self._sentences = [*_sentence_numbers(docs, self.quotations)]
        self._meet_full_names(runs, docs)
        self._meet_single_names(runs)
        for run in runs:
            self._note(run)
        self._learn_genders(docs)

    def at(self, place: Place) -> Mention | None:
        """The name whose last word stands at a place; None where none does."""
        return self._at.get(place)

    def with_surname(self, name: str) -> list[int]:
        """The numbers of those with a surname, given in lower case."""
        return self._by_surname.get(name, [])

    def sentence(self, paragraph: int, sentence: int) -> int:
        """The number in the article of a paragraph's sentence.

        One that is wholly quoted has the number of the one before it: however long somebody
        speaks, it is still them of whom the article speaks.
        """
        return self._sentences[paragraph][sentence]

    def prominence(self, number: int) -> float:
        """How often somebody is named, as a share in [0, 1] of whoever is named most."""
        most = max(person.mentions for person in self.persons)
        return self.persons[number].mentions / max(1, most)

    def _meet_full_names(self, runs: list[Run], docs: Sequence["Doc"]) -> None:
        for run in sorted(runs, key=lambda run: -len(run.words)):
            if run.is_person and len(run.words) > 1:
                self._person_of_full(run)
        # "Ode Reyes", whom the parser takes for a place, where "Mr. Reyes" has no other name.
        titled = {r.words[0] for r in runs if len(r.words) == 1 and _is_titled(r)}
        titled = {name for name in titled if name.lower() not in self._by_surname}
        plain = {token.text for doc in docs for token in doc if token.is_lower} if titled else set()
        for run in runs:
            if len(run.words) != 2 or run.words[1] not in titled or run.titles:
                continue
            # Not "Top Reyes", of an adviser, and not "Stop Reyes".
            if run.words[0].lower() not in plain and run.head.dep_ != "compound":
                self._person_of_full(run)
        for run in runs:
            number = self._full(run)
            if number is not None:
                person = self.persons[number]
                person.named += 1
                if person.first_full is None or run.place < person.first_full:
                    person.first_full = run.place

    def _person_of_full(self, run: Run) -> None:
        number = self._full(run)
        name = " ".join(run.words) + (f" {run.suffix}" if run.suffix else "")
        if number is None:
            number = self._add(Person(name))
        person = self.persons[number]
        person.sure = True
        if is_epithet(person.name.split(), run.words):
            person.name = name
            self._by_first.setdefault(run.words[0].lower(), []).append(number)
        elif not is_epithet(run.words, person.name.split()):
            person.name = max(person.name, name, key=_fullness)
        person.gender = person.gender or gender_of_words(run.titles) or gender_of_name(name)

    def _meet_single_names(self, runs: list[Run]) -> None:
        """Those of one word that nobody's full name holds: "Mr. Ode", "Reyes said"."""
        for run in runs:
            if len(run.words) != 1 or self._of_one_word(run):
                continue
            titled = _is_titled(run)
            subject = run.is_person and run.head.dep_ in ("nsubj", "nsubjpass")
            if titled or subject:
                # After a title stands a surname, which may be a first name elsewhere.
                alone = None if titled else gender_of_name(f"{run.words[0]} -")
                gender = gender_of_words(run.titles) or alone
                self._add(Person(run.words[0], sure=True, gender=gender))

    def _add(self, person: Person) -> int:
        self.persons.append(person)
        number = len(self.persons) - 1
        words = person.name.split()
        self._by_surname.setdefault(person.surname, []).append(number)
        if len(words) > 1:
            self._by_first.setdefault(words[0].lower(), []).append(number)
        return number

    def _full(self, run: Run) -> int | None:
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
            if is_epithet(words, known):
                return number
        return None

    def _of_one_word(self, run: Run) -> tuple[int, ...]:
        word = run.words[0].lower()
        found = self._by_surname.get(word) or self._by_first.get(word) or []
        if run.suffix:
            found = [n for n in found if suffix_of(self.persons[n].name)]
        gender = gender_of_words(run.titles)
        fitting = [n for n in found if not gender or self.persons[n].gender in (None, gender)]
        fitting = fitting or found
        met = [n for n in fitting if (self.persons[n].first_full or run.place) < run.place]
        return tuple(met if len(met) == 1 else fitting)

    def _note(self, run: Run) -> None:
        full = self._full(run)
        people: tuple[int, ...] = (full,) if full is not None else ()
        if not people and len(run.words) == 1:
            people = self._of_one_word(run)
        if not people:
            return
        weight = weight_of(run.head)
        sentence = self.sentence(run.doc, run.sentence)
        mention = Mention(people, run.place, sentence, weight, run.quoted)
        self.mentions.append(mention)
        self._at[run.place] = mention
        for half in halves_of(run):
            self._at[run.doc, half.i] = mention
        if run.suffix:
            self._at[run.doc, run.head.i + 1] = mention
        for number in people:
            person = self.persons[number]
            person.first = person.first if person.mentions else run.place
            person.mentions += 1
            person.before_full += person.first_full is not None and run.place < person.first_full
        if len(people) == 1:
            person = self.persons[people[0]]
            titles = gender_of_words(run.titles)
            person.gender = person.gender or titles
            for phrase in role_phrases(run.tokens, run.titles):
                person.gender = person.gender or gender_of_words(head_word(phrase))
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


def _without_headline(run: Run, names: set[tuple[str, ...]]) -> Run:
    """The name at the head of a headline's words: "Ann Reyes" of "Ann Reyes Slams Tom Ode"."""
    for length in range(2, min(len(run.words) - 1, len(run.tokens))):
        if run.words[:length] in names and tuple(t.text for t in run.tokens[:length]) in names:
            return replace(run, tokens=run.tokens[:length], words=run.words[:length])
    return run


def dominant(people: People, candidates: Sequence[int]) -> int | None:
    """Whom a shared surname means: the one named in full far more often than the others."""
    counts = Counter({number: people.persons[number].named for number in candidates})
    (first, most), *rest = counts.most_common()
    if not rest or most >= 3 * max(1, rest[0][1]):
        return first
    return None


def _is_titled(run: Run) -> bool:
    return bool(run.titles) and run.titles[-1].lower().rstrip(".") in PERSONAL


def _fullness(name: str) -> tuple[int, bool, int]:
    """How full a spelling of a name is; one in capitals is a headline's."""
    return (len(name.split()), not name.isupper(), len(name))


def _sentence_numbers(
    docs: Sequence["Doc"], quoted: Sequence[Sequence[Span]]
) -> Iterator[list[int]]:
    number = -1
    for doc, quotations_ in zip(docs, quoted, strict=True):
        numbers: list[int] = []
        for sentence in doc.sents:
            told = any(
                token.is_alpha and not any(q.start <= token.idx < q.end for q in quotations_)
                for token in sentence
            )
            number += told or number < 0
            numbers.append(number)
        yield numbers
