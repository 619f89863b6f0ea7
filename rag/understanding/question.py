"""From a question, as typed, to the query it means."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.stems import fold
from rag.types import Query, QuestionForm, QuestionKind
from rag.understanding.collection import Collection, KnownCollection
from rag.understanding.grammar import (
    Asked,
    asks_who,
    describes_a_role,
    find_actor,
    find_asked,
    find_opponent,
    form_of,
    is_cue,
    is_negated,
    looks_like_a_name,
    split_lead,
)
from rag.understanding.headings import as_question
from rag.understanding.language import is_english
from rag.understanding.offices import find_holder
from rag.understanding.outlets import find_outlets
from rag.understanding.people import People, Person
from rag.understanding.spelling import correct_words
from rag.understanding.times import TimeExpression, find_time
from rag.understanding.words import content_words, words_of

_BY_PLACE = re.compile(r" (?:of|from) .*$")
_OWN = re.compile(r"(?:his|her|its|their) (?=\w)", re.I)
_CAPITALS = re.compile(r"(?:[A-Z][\w.-]+ )*[A-Z][\w.-]+")
_AND_OR = re.compile(r",\s*(?:and\s+)?|\s+(?:and|or)\s+")
_MONTH = timedelta(days=31)
_SUBJECTS = frozenset(("he", "she", "they", "it"))
_NOT_ENGLISH = (
    "This does not read as English, the one language that is understood here: its words were "
    "searched as they are."
)

NOTHING_KNOWN = KnownCollection(date.min)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose words are asked for, as far as the collection knows them."""

    who: str
    people: tuple[Person, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    offices: tuple[tuple[str, str], ...] = ()
    near: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def understand(question: str, people: People, collection: Collection = NOTHING_KNOWN) -> Query:
    """Interpret a question that stands alone.

    Args:
        question: As it was typed.
        people: The speakers of the collection.
        collection: What else may be asked of it; by default nothing, and no day is today.
    """
    text, sources = _without_outlet(question.strip(), collection)
    time = (
        find_time(text, collection.today, collection.held()) if _knows_today(collection) else None
    )
    firm = time is not None and _is_firm(text, time)
    when = text[time.begin : time.end] if time else ""
    if time and (firm or _tells_no_matter(time)):
        text = _cut(text, time.begin, time.end)
    query = replace(
        _read(as_question(text, people), people, collection, time),
        typed=question.strip(),
        sources=sources,
        since=time.days.start if time else None,
        until=time.days.end if time else None,
        when=when,
        firm=firm,
        today=collection.today if _knows_today(collection) else None,
    )
    if query.kind == "said":
        # What somebody said in October need not name it.
        days = content_words(when)
        query = replace(query, terms=tuple(word for word in query.terms if word not in days))
    notes = query.notes if is_english(question) else (*query.notes, _NOT_ENGLISH)
    if time and time.assumed:
        notes += (f"“{when}” was read as the last one that this collection covers.",)
    return _spelt(replace(query, notes=notes), collection)


def as_typed(question: str) -> Query:
    """A query that searches a question's words as they are, without reading it."""
    text = question.strip()
    topic = text.strip(" ?.!")
    return Query(text, "any", (), (), topic, content_words(topic), typed=text)


def find_person(phrase: str, people: People) -> Person | None:
    """Who a phrase names: "Mayor Maren", "Maren of Port Callow".

    "Maren's husband" is no "husband" and "the boss of the mill" is no "boss" who speaks
    elsewhere: a phrase that ends without a name means somebody only as a whole.
    """
    person = people.find(phrase)
    if describes_a_role(phrase):
        return person if person and people.is_whole(phrase, person) else None
    return person or people.find(_BY_PLACE.sub("", phrase))


def _read(text: str, people: People, collection: Collection, time: TimeExpression | None) -> Query:
    """Whose words, about what, asked how."""
    opponent = find_opponent(text)
    if opponent is not None:
        against = _resolve(opponent.who, people, collection, time)
        topic = opponent.topic or text.strip(" ?.!")
        query = _query(text, "who", _Asked(opponent.who), topic, "disagree")
        spellings = tuple(s for person in against.people for s in person.spellings)
        return replace(query, without_speakers=spellings, offices=against.offices)
    lead, question = split_lead(text)
    rest = asks_who(question)
    if rest is not None:
        return _query(text, "who", _Asked(""), f"{lead} {rest}".strip(), form_of(question, None))
    asked = find_asked(question, people)
    if asked and lead and {fold(word) for word in words_of(asked.who)[:1]} & _SUBJECTS:
        asked = None  # Whom it stands for is told before, and so is the matter.
    form = form_of(question, asked)
    if asked is not None:
        meant = _resolve(_with_owner(asked), people, collection, time)
        query = _query(text, "said", meant, f"{lead} {asked.topic}".strip(), form)
        return replace(query, negated=is_negated(question))
    named = people.find(find_actor(text))
    actor = _Asked("", (named,) if named else ())
    return _query(text, "any", actor, text.strip(" ?.!"), form)


def _resolve(
    who: str, people: People, collection: Collection, time: TimeExpression | None
) -> _Asked:
    """Match whom the question asks about with the collection's speakers."""
    person = find_person(who, people)
    if person and not _is_an_office(who, person):
        return _Asked(who, (person,))
    several, unknown = ((), ()) if person else _find_several(who, people)
    if several:
        return _Asked(who, several, unknown=unknown)
    days = time.days if time else None
    holder = find_holder(
        who,
        collection.offices(),
        people,
        since=days.start if days else None,
        until=days.end if days else None,
    )
    if holder:
        # Some articles name nobody: what they say of "the mayor of Chicago" is the mayor's.
        unnamed = person.spellings if person else ()
        spellings = tuple(dict.fromkeys((*holder.spellings, *unnamed)))
        return _Asked(who, (replace(holder, spellings=spellings),), offices=((who, holder.name),))
    if person:
        return _Asked(who, (person,))
    return _misspelt(who, people) if looks_like_a_name(who) else _Asked(who)


def _misspelt(who: str, people: People) -> _Asked:
    """A name that nobody here bears, put right where it can only be a slip."""
    right = people.correct(who)
    person = people.find(right) if right else None
    if right and person:
        return _Asked(who, (person,), corrected=((who, right),))
    return _Asked(who, near=people.near(who))


def _is_an_office(who: str, person: Person) -> bool:
    """Whether a speaker is an office whose holder others may name: "the mayor of Chicago"."""
    return person.name[:1].islower() and bool(_BY_PLACE.search(who))


def _query(text: str, kind: QuestionKind, asked: _Asked, topic: str, form: QuestionForm) -> Query:
    own = {fold(word) for word in words_of(asked.who)}
    unknown = (asked.who.strip(),) if asked.who and kind == "said" else ()
    choices = tuple(name for person in asked.people for name in person.choices)
    for read, name in () if choices else asked.offices:
        # Articles name the holder of an office far more often than the office.
        text = name.join(re.split(rf"(?<!\w){re.escape(read)}(?!\w)", text, maxsplit=1))
    return Query(
        text=text,
        kind=kind,
        speakers=tuple(person.name for person in asked.people) or unknown,
        names=tuple(dict.fromkeys(s for person in asked.people for s in person.spellings)),
        topic=topic,
        terms=tuple(word for word in content_words(topic) if word not in own),
        form=form,
        corrected=asked.corrected,
        offices=asked.offices,
        near=asked.near,
        notes=tuple(f"Nobody by the name of “{name}” speaks in it." for name in asked.unknown),
        choices=choices,
        ambiguous=asked.who if choices else "",
    )


def _with_owner(asked: Asked) -> str:
    """Who is asked about, "its chief executive" with the name that "its" stands for."""
    owned = _OWN.match(asked.who)
    names = _CAPITALS.findall(re.sub(r"^\w+", "", asked.topic)) if owned else []
    return f"{names[0]}'s {asked.who[owned.end() :]}" if owned and names else asked.who


def _find_several(who: str, people: People) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """All of "Trump and Starmer", and those names of them that nobody here bears."""
    parts = _AND_OR.split(who)
    found = [find_person(part, people) for part in parts]
    unknown = tuple(part for part, person in zip(parts, found, strict=True) if person is None)
    persons = tuple(person for person in found if person)
    if len(parts) < 2 or not all(_CAPITALS.fullmatch(part) for part in unknown):
        return (), ()
    return persons, unknown


def _without_outlet(question: str, collection: Collection) -> tuple[str, tuple[str, ...]]:
    """The question without the outlet it names, and the outlet."""
    named = find_outlets(question, collection.outlets())
    if named is None:
        return question, ()
    rest = _cut(question, named.begin, named.end)
    return (rest, named.sources) if words_of(rest) else (question, named.sources)


def _tells_no_matter(time: TimeExpression) -> bool:
    """Whether words only count from today: no article has to hold "this week" or "last month"."""
    start, end = time.days.start, time.days.end
    return time.relative and start is not None and end is not None and start < end <= start + _MONTH


def _is_firm(text: str, time: TimeExpression) -> bool:
    """Whether a time dates what is asked for, by where it stands.

    At the head of a question or beside its verb it does; at its end, "last week" does, where
    "on 3 May" may belong to the noun before it ("the storm on 3 May").
    """
    form = form_of(text, None)
    before, after = text[: time.begin].rstrip(" ,"), text[time.end :].strip(" ,?.!")
    rest = f"{before} {after}"
    if not re.search(r"\b(?:who|what|how|did|does|has|have|according)\b", rest, re.I):
        return not words_of(rest)
    said = bool(asks_who(rest)) or any(is_cue(word) for word in rest.split())
    if not said and form != "happened":
        return False
    head = {fold(word) for word in words_of(before)} <= {"and", "but", "so"}
    beside = bool(before) and is_cue(before.split()[-1])
    beside = beside or bool(after and is_cue(after.split()[0]))
    return head or beside or (not after and (time.strong or form == "happened"))


def _spelt(query: Query, collection: Collection) -> Query:
    """The query with the misspelt words of its topic put right, and its speaker's name."""
    wrong = correct_words(query.topic, collection)
    text, topic = query.text, query.topic
    for typed, right in (*wrong, *query.corrected):
        pattern = re.compile(rf"(?<!\w){re.escape(typed)}(?!\w)")
        text, topic = (pattern.sub(right.replace("\\", ""), each) for each in (text, topic))
    if not wrong:
        return replace(query, text=text)
    fixed = {fold(typed): fold(right) for typed, right in wrong}
    return replace(
        query,
        text=text,
        topic=topic,
        terms=tuple(fixed.get(term, term) for term in query.terms),
        corrected=(*query.corrected, *wrong),
    )


def _cut(text: str, begin: int, end: int) -> str:
    rest = f"{text[:begin].rstrip(' ,')} {text[end:].lstrip(' ,')}".strip()
    return re.sub(r"\s+(?=[?.!,])", "", rest)


def _knows_today(collection: Collection) -> bool:
    return collection.today != date.min
