"""The grammar of questions about what was said."""

import re
from dataclasses import dataclass

from index.statements.cues import ADDRESSING, SAYING
from rag.types import Query, QuestionKind
from rag.understanding.people import People, Person
from rag.understanding.words import content_words, fold, stem, words_of

_SPOKEN = frozenset(
    "said told thought wrote spoke swore meant think believe want react speak talk feel "
    "advise object welcome justify compare mean consider expect hope see view".split()
)
_CUE_STEMS = frozenset(stem(verb) for verb in SAYING | ADDRESSING | _SPOKEN)

_AUXILIARY = re.compile(
    r"\b(?:did|does|do|has|have|had|is|was|were|are|would|could|can|will|should|might)\b", re.I
)
_WHO = re.compile(r"^\W*(?:and |but |so )?who\b(?! is | was | are | were )", re.I)
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion|eyes) of|said by) (?P<who>[^,?.!;]+)", re.I
)
_POSSESSIVE = re.compile(
    r"\b(?P<who>(?:[\w.’'-]+ ){0,4}?[\w.-]+?)[’']s? (?:own )?"
    r"(?P<noun>words?|views?|opinion|reply|answer|response|reaction|advice|worry|worries|take|"
    r"position|stance|argument|claim|statement|comments?|remarks?|warning|promise|criticism)\b",
    re.I,
)
_LEADING = re.compile(
    r"^[\s,]*(?:about|on|of|regarding|concerning|to|that|when asked about|with|for|in)\b[\s,]*",
    re.I,
)
PRONOUNS = frozenset("he she they him her them his their it its".split())
_ADVERBS = frozenset(
    "really actually also ever even just once then still now later not have been".split()
)
_BY_PLACE = re.compile(r" (?:of|from) .*$")
_OWNED = re.compile(r"[’']s? ")
_GENERIC = frozenset("people anyone anybody somebody someone everyone everybody".split())


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom the question asks about, in its own words, and the rest of it."""

    who: str
    topic: str


def understand(question: str, people: People) -> Query:
    """Interpret a question that stands alone."""
    if _WHO.search(question):
        topic = _WHO.sub("", question).strip(" ?.!")
        return _query(question, "who", None, "", topic)
    asked = find_asked(question, people)
    if asked is not None:
        person = (
            people.find(asked.who)
            or people.find(_BY_PLACE.sub("", asked.who))
            or _find_several(asked.who, people)
        )
        return _query(question, "said", person, asked.who, asked.topic)
    actor = _find_actor(question, people)
    return _query(question, "any", actor, "", question.strip(" ?.!"))


def find_asked(question: str, people: People) -> Asked | None:
    """Whose words are asked for; None where the question asks for nobody's."""
    for pattern in (_ACCORDING, _POSSESSIVE):
        match = pattern.search(question)
        if match:
            who = _without_question_words(match.group("who"), people)
            if who:
                rest = f"{question[: match.start()]} {question[match.end() :]}"
                return Asked(who, _topic(rest))
    auxiliary = _AUXILIARY.search(question)
    if auxiliary is None:
        return None
    words = question[auxiliary.end() :].split()
    for position, word in enumerate(words[:7]):
        if position and stem(fold(word.strip("?,.!"))) in _CUE_STEMS:
            who = " ".join(_without_adverbs(words[:position]))
            return Asked(who, _topic(" ".join(words[position + 1 :]), who))
    return None


def looks_like_a_name(who: str) -> bool:
    """Whether a phrase can be a person's name: no article, pronoun or plural crowd."""
    words = words_of(who)
    if not words or len(words) > 4 or who[:1].isdigit() or _OWNED.search(who):
        return False
    first = fold(words[0])
    return first not in PRONOUNS | _GENERIC | {"the", "a", "an", "any", "some", "my", "your"}


def _query(question: str, kind: QuestionKind, person: Person | None, who: str, topic: str) -> Query:
    own = {fold(word) for word in words_of(who)}
    return Query(
        text=question.strip(),
        kind=kind,
        speakers=(person.name,) if person else ((who.strip(),) if who else ()),
        names=person.spellings if person else (),
        topic=topic,
        terms=tuple(word for word in content_words(topic) if word not in own),
    )


def _without_adverbs(words: list[str]) -> list[str]:
    return [word for word in words if fold(word) not in _ADVERBS] or words


def _find_several(who: str, people: People) -> Person | None:
    """All of "Trump and Starmer"; None where one of them is nobody here."""
    found = [people.find(part) for part in re.split(r",\s*(?:and\s+)?|\s+(?:and|or)\s+", who)]
    persons = [person for person in found if person]
    if len(persons) < 2 or len(persons) != len(found):
        return None
    spellings = dict.fromkeys(name for person in persons for name in person.spellings)
    return Person(" and ".join(person.name for person in persons), tuple(spellings))


def _find_actor(question: str, people: People) -> Person | None:
    """A speaker whose doing is asked about: "Why does Maren like ships?"."""
    auxiliary = _AUXILIARY.search(question)
    if auxiliary is None:
        return None
    words = [word.strip("?,.!") for word in question[auxiliary.end() :].split()]
    named = people.find_leading(words)
    return named[0] if named else None


def _topic(rest: str, who: str = "") -> str:
    topic = rest.strip(" ?.!,;")
    while topic != (shorter := _LEADING.sub("", topic)):
        topic = shorter
    return topic


def _without_question_words(phrase: str, people: People) -> str:
    """The name at the end of a phrase such as "What was Robby Mook"."""
    words = phrase.split()
    for start in range(len(words)):
        if people.find(" ".join(words[start:])):
            return " ".join(words[start:])
    kept = [word for word in words if fold(word) not in ("what", "was", "is", "were", "whats")]
    return " ".join(kept)
