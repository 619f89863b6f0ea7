"""Which speaker a mention stands for: a name, a title, a pronoun, or only its own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.statements.discourse import Somebody
from index.statements.kinds import kind_of
from index.statements.name_runs import HYPHENS, Place, name_before
from index.statements.names import PRONOUNS, TITLES, gender_of_name, initials_agree, surname
from index.statements.offices import Offices
from index.statements.people import Mention, People, dominant
from index.statements.phrases import described, is_modifier, mention_of, shown
from index.statements.references import References
from index.statements.titles import Titles
from index.types import SpeakerBasis, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["TITLES", "Cast", "Named", "mention_of", "surname"]

_NAME, _BARE_NAME, _SHARED_NAME = 0.95, 0.85, 0.75
_DESCRIPTION = 0.7

# A headline and its summary name people whom the first sentence then gives in full.
_SOON_FULL = 3


@dataclass(frozen=True, slots=True)
class Named:
    """Who a mention stands for; `name` is None where nothing tells.

    `confidence` in [0, 1] is higher the surer; `role` is what the article calls them.
    """

    name: str | None
    confidence: float
    basis: SpeakerBasis = "unnamed"
    kind: SpeakerKind = "person"
    role: str | None = None


NOBODY = Named(None, 0.0)


class Cast:
    """The speakers of one article, read once; each mention is then looked up."""

    def __init__(
        self,
        docs: Sequence["Doc"],
        *,
        published: date | None = None,
        authors: Sequence[str] = (),
        offices: Offices | None = None,
    ) -> None:
        """Read the parsed paragraphs of an article, all of them, in order.

        Args:
            docs: The paragraphs.
            published: The article's day, to tell which offices were held then.
            authors: Who says "I" outside quotation marks, where it is one.
            offices: Who is what in other articles.
        """
        self._author = authors[0] if len(authors) == 1 else None
        self._people = People(docs)
        elsewhere = offices or Offices()
        # Whose full name the archive tells, whatever the article gives and where.
        self._known: set[int] = set()
        for number, person in enumerate(self._people.persons):
            full = elsewhere.full_name(person.surname, person.roles, person.gender, published)
            if full is None:
                continue
            if " " not in person.name:
                person.name = full
                person.gender = person.gender or gender_of_name(full)
            if initials_agree(full.split()[0], person.name.split()[0]):
                self._known.add(number)
        roles = [
            [*person.roles, *elsewhere.of(person.name, published)]
            for person in self._people.persons
        ]
        self._references = References(docs, self._people, Titles(self._people, roles))
        self._memo: dict[Place, Named] = {}

    def resolve(self, head: "Token") -> Named:
        """Who the noun phrase with this head word is.

        A name is looked up among the article's; a title among the roles it gives; a
        pronoun among those spoken of last. What fits two equally well is left open; a role
        that nobody here has stays in the article's words ("U.S. official").
        """
        place = self._references.place(head)
        if place not in self._memo:
            self._memo[place] = self._resolve(head, place)
        return self._memo[place]

    def of_turn(self, name: str, head: "Token") -> Named:
        """Who speaks in a transcript under a name, mostly a surname in capitals.

        In "RAMOS: Mayor Reyes, does it leak?" the parser takes the second for the first.
        """
        found = self.resolve(head)
        last = surname(name)
        if found.basis == "title" or (found.name and last in found.name.lower().split()[:-1]):
            return found
        alone = self._people.with_surname(last)
        if len(alone) == 1:
            person = self._people.persons[alone[0]]
            return Named(person.name, _NAME, "name", "person", self._role_of(alone[0]))
        if found.basis != "name" or (found.name and last in found.name.lower()):
            return found
        return Named(name, _BARE_NAME, "name")

    def roles(self) -> list[tuple[str, str]]:
        """What the article calls its people: pairs of a full name and a role."""
        return [
            (person.name, words)
            for person in self._people.persons
            for words in map(shown, person.roles)
            if words and " " in person.name
        ]

    def _resolve(self, head: "Token", place: Place) -> Named:
        if head.lower_ in PRONOUNS:
            who, share = self._references.of_pronoun(head, place)
            return self._by_pronoun(who, share, place)
        narrates = head.lower_ in ("i", "me", "my") and not self._references.is_quoted(head)
        if narrates and self._author:
            return Named(self._author, 0.9, "pronoun")
        if head.pos_ == "PRON":
            return NOBODY
        return self._by_phrase(head, place)

    def _by_phrase(self, head: "Token", place: Place) -> Named:
        mention = self._people.at(place)
        if mention is not None and not is_modifier(head):
            return self._by_name(head, mention)
        apposed = self._references.apposed(head, place)
        if apposed is not None:
            return self._by_name(*apposed)
        title = self._references.of_title(head, place)
        if title is not None:
            number, confidence = title
            name = self._name_at(number, place)
            return Named(name, confidence, "title", "person", described(head))
        if head.pos_ == "PROPN":
            return self._by_unknown_name(head)
        return Named(described(head), _DESCRIPTION, "description", kind_of(head), None)

    def _by_name(self, head: "Token", mention: Mention) -> Named:
        numbers = mention.people
        confidence = _NAME
        if len(numbers) > 1:
            number = dominant(self._people, numbers)
            if number is None:
                return Named(head.text, _BARE_NAME, "name")
            numbers, confidence = (number,), _SHARED_NAME
        person = self._people.persons[numbers[0]]
        # "Simmons, the opposition leader," is introduced here, whoever else has that name.
        introduced = any(t.dep_ == "appos" for t in head.children) and self._is_bare(head)
        if introduced and len(person.name.split()) > 1:
            return Named(head.text, _BARE_NAME, "name", "person", self._apposition(head))
        name = self._name_at(numbers[0], mention.place)
        if " " not in name:
            confidence = min(confidence, _BARE_NAME)
        return Named(name, confidence, "name", "person", self._role_of(numbers[0]))

    def _by_unknown_name(self, head: "Token") -> Named:
        """A name of nobody the article introduces: mostly an organisation or a place."""
        if head.ent_type_ == "PERSON":
            return Named(name_before(head) or described(head), _BARE_NAME, "name", "person")
        return Named(described(head), _BARE_NAME, "name", kind_of(head))

    def _by_pronoun(self, who: Somebody | None, share: float, place: Place) -> Named:
        if who is None:
            return NOBODY
        # Two equal scores make a share of a half, and one alone a whole.
        confidence = round(min(0.85, 0.4 + 0.5 * share), 2)
        if not isinstance(who, int):
            return Named(self._references.description(who), confidence, "pronoun", "anonymous")
        name = self._name_at(who, place)
        return Named(name, confidence, "pronoun", "person", self._role_of(who))

    def _name_at(self, number: int, place: Place) -> str:
        """The full name, but for a surname that the article uses long before it gives that.

        An article about one Ode may name another one, her husband, in full at its end.
        """
        person = self._people.persons[number]
        if person.first_full is None or person.first_full <= place:
            return person.name
        if number in self._known or person.before_full <= _SOON_FULL:
            return person.name
        return person.name.split()[-1]

    def _role_of(self, number: int) -> str | None:
        """What the article calls somebody: the first that is more than a courtesy."""
        return next((r for r in map(shown, self._people.persons[number].roles) if r), None)

    def _is_bare(self, head: "Token") -> bool:
        before = head.nbor(-1) if head.i > 0 else None
        return before is None or not (before.pos_ == "PROPN" or before.text in HYPHENS)

    def _apposition(self, head: "Token") -> str | None:
        apposed = next(t for t in head.children if t.dep_ == "appos")
        return described(apposed)
