"""Questions that lean on the one before: only what they leave out is carried over."""

import re
from dataclasses import replace

from index.statements.speakers import TITLES
from index.stems import fold
from rag.types import Query
from rag.understanding.antecedents import Antecedent, fill_object, fill_subject
from rag.understanding.collection import Collection
from rag.understanding.grammar import PRONOUNS, asks_who, find_asked, form_of
from rag.understanding.offices import find_holder, with_holder_near
from rag.understanding.outlets import find_outlets
from rag.understanding.people import People
from rag.understanding.question import NOTHING_KNOWN, find_person, understand
from rag.understanding.state import State
from rag.understanding.words import content_words, words_of

_AND = re.compile(r"^\W*(?:and|but|so|also|then)\b[\s,]*", re.I)
_WHAT_ABOUT = re.compile(r"^\W*(?:(?:and|but)\s+)?(?:what|how) about\s+", re.I)
_AND_ABOUT = re.compile(r"^\W*(?:and|but|so|also|then)\b[\s,]*(?=about\b)", re.I)
_ABOUT = re.compile(r"^(?:about|on|of|regarding)\s+", re.I)
_VERB = re.compile(
    r"\b(?:did|does|do|has|have|had|is|was|were|are|will|would|could|can)(?:n[’']t)?\b", re.I
)
_BARE = re.compile(r"^(?P<word>why|when|how so|since when)$", re.I)
_ELSE = re.compile(r"^(?:(?P<who>who|anyone|anybody|someone)|what|anything) else$", re.I)
_DEMONSTRATIVE = re.compile(
    r"\b(?:this|these|those)\b|\bthat(?=\W*$)|\bthat (?:claim|idea|plan|line|remark|statement"
    r"|question|charge|comment|view|way|point|time|attack|argument|proposal|decision|deal|day"
    r"|subject|topic|matter|issue)\b|\bthe (?:two|pair)\b"
    r"|\b(?:it|its|them|there)\b|\bsuch\b",
    re.I,
)

_SLOTS_OF_TIME_AND_PLACE = ("window", "sources")


def understand_follow_up(
    question: str, people: People, state: State, collection: Collection = NOTHING_KNOWN
) -> Query:
    """Interpret a question in the light of the one before it.

    A question that leaves nothing out is read as if it stood alone.
    """
    fragment = _AND_ABOUT.sub("", _WHAT_ABOUT.sub("", question))
    led = fragment != question
    names_a_topic = bool(_AND_ABOUT.search(question))
    if not led and not _VERB.search(question):
        fragment = _AND.sub("", question)
        led = fragment != question
    fragment = fragment.strip(" ?.!")
    query = None
    if names_a_topic or not _VERB.search(fragment):
        query = _from_fragment(fragment, people, state, collection, led=led)
    if query is None:
        query = _from_sentence(question, people, state, collection)
    if state.articles:
        # A role that the whole collection does not tell apart.
        nearby = collection.offices_in(state.articles)
        query = with_holder_near(query, people, nearby, without=state.speakers)
    return replace(_as_spoken_of(query, people, state), typed=question.strip())


def _as_spoken_of(query: Query, people: People, state: State) -> Query:
    """Of several who have a name, the one whom the conversation was about."""
    if query.kind != "said" or len(query.choices) < 2 or query.carried_over[:1] == ("speaker",):
        return query
    topical = [person.name for person in people.named_in(state.topic)]
    spoken_of = {*state.speakers, *state.shown_speakers, *topical}
    meant = [name for name in query.choices if name in topical] or [
        name for name in query.choices if name in spoken_of
    ]
    person = people.find(meant[0]) if len(meant) == 1 else None
    if person is None:
        return query
    return replace(query, speakers=(person.name,), names=person.spellings, choices=(), ambiguous="")


def _from_fragment(
    fragment: str, people: People, state: State, collection: Collection, *, led: bool
) -> Query | None:
    """Read a fragment; None for what stands alone.

    "and Starmer?" names another speaker, "and about tariffs?" another topic, "and last week?"
    other days, "who else?" and "why?" nothing at all.
    """
    alone = _without_words(fragment, state, people, collection)
    if alone is not None:
        return alone
    topic = _ABOUT.sub("", fragment)
    limits = understand(fragment, people, collection)
    named = find_outlets(fragment, collection.outlets())
    rest = fragment[: named.begin] + fragment[named.end :] if named else limits.text
    if (limits.window or named) and not content_words(rest):
        return _in_other_limits(limits, people, state, collection)
    role = topic == fragment and bool(state.speakers) and _is_role(fragment)
    person = find_person(fragment, people) if topic == fragment else None
    if person is None and _is_role(fragment):
        person = find_holder(fragment, collection.offices(), people)
    if person or (role and (led or len(words_of(fragment)) > 1)):
        return _of_another(fragment, people, state, collection)
    return _on_another_topic(topic, people, state, collection) if led else None


def _on_another_topic(topic: str, people: People, state: State, collection: Collection) -> Query:
    """The same people's words about something else."""
    if not state.speakers:
        query = understand(f"{topic} ({state.topic})?", people, collection)
        return replace(query, carried_over=("topic",), articles=state.articles)
    who = " and ".join(state.speakers)
    topic = fill_object(topic, people, state, subject=state.speakers)
    query = understand(f"What did {who} say about {topic}?", people, collection)
    query = replace(query, carried_over=("speaker",), articles=state.articles)
    return _kept(_same_people(query, state), state, *_SLOTS_OF_TIME_AND_PLACE)


def _in_other_limits(limits: Query, people: People, state: State, collection: Collection) -> Query:
    """The last question about other days or in other outlets."""
    query = replace(_repeat(state, people, collection), notes=limits.notes)
    if limits.window is None:
        return _kept(replace(query, sources=limits.sources), state, "window")
    query = replace(query, since=limits.since, until=limits.until, when=limits.when, firm=True)
    return _kept(query, state, "sources")


def _without_words(
    fragment: str, state: State, people: People, collection: Collection
) -> Query | None:
    """Read what names nothing: "why?", "when?", "who else?", "what else?"."""
    another = _ELSE.match(fragment)
    if another and another.group("who"):
        query = understand(f"Who else spoke about {state.topic}?", people, collection)
        query = replace(query, topic=state.topic, terms=content_words(state.topic))
        query = replace(query, without_speakers=state.heard, carried_over=("topic",))
        return _kept(query, state, *_SLOTS_OF_TIME_AND_PLACE)
    bare = _BARE.match(fragment)
    if another is None and bare is None:
        return None
    query = _repeat(state, people, collection)
    query = replace(query, articles=state.articles)
    query = _kept(query, state, *_SLOTS_OF_TIME_AND_PLACE)
    if another:
        return replace(query, form="else", without_places=state.seen)
    assert bare is not None, "one of the two matched"
    return replace(query, form="when" if "when" in bare.group("word").lower() else "why")


def _of_another(who: str, people: People, state: State, collection: Collection) -> Query:
    """The same question about somebody else's words."""
    who, _ = fill_subject(who, people, state)
    about = f" about {state.topic}" if state.topic else ""
    query = understand(f"What did {who} say{about}?", people, collection)
    query = replace(query, articles=state.articles)
    if not state.topic:
        return query
    query = replace(query, topic=state.topic, terms=content_words(state.topic))
    query = replace(query, carried_over=("topic",))
    return _kept(query, state, *_SLOTS_OF_TIME_AND_PLACE)


def _repeat(state: State, people: People, collection: Collection) -> Query:
    """The last question, of the same people about the same topic."""
    about = f" about {state.topic}" if state.topic else ""
    if state.speakers:
        who = " and ".join(state.speakers)
        query = understand(f"What did {who} say{about}?", people, collection)
        query = _same_people(query, state)
    else:
        query = understand(state.topic, people, collection)
    slots = ("speaker", "topic") if state.speakers else ("topic",)
    carried = slots if state.topic else slots[:1]
    query = replace(query, topic=state.topic, terms=content_words(state.topic))
    return replace(query, carried_over=carried)


def _from_sentence(question: str, people: People, state: State, collection: Collection) -> Query:
    """Fill the pronouns of a whole sentence, and its topic where it has none."""
    asked = find_asked(question, people)
    form = form_of(question, asked)
    carried: list[str] = []
    text, antecedent = question, Antecedent()
    subject: tuple[str, ...] = ()
    if asked and {fold(word) for word in words_of(asked.who)} & PRONOUNS:
        filled, antecedent = fill_subject(asked.who, people, state, form=form)
        if filled != asked.who:
            # "When did he say that?" holds "he" twice.
            text = re.sub(rf"\b{re.escape(asked.who)}\b", lambda _: filled, question, count=1)
            carried.append("speaker")
        subject = antecedent.speakers
    elif asked:
        known = find_person(asked.who, people)
        subject = (known.name,) if known else (asked.who,)
    elif not asks_who(question):
        # "Did she share any news?": a doing, of whom the conversation tells.
        text, antecedent = fill_subject(question, people, state, form=form)
        if text != question:
            carried.append("speaker")
    if asked and asked.topic and asked.topic in text:
        said_by = asked.who if carried else ""
        topic = fill_object(asked.topic, people, state, subject=subject, said_by=said_by)
        text = topic.join(text.rsplit(asked.topic, 1))
    query = understand(text, people, collection)
    if antecedent.is_tied and query.kind == "said":
        query = _either(query, antecedent, people)
    words = {fold(word) for word in words_of(question)}
    leans = bool(words & PRONOUNS or _DEMONSTRATIVE.search(question) or _AND.search(question))
    own = _own_terms(query, state)
    # "Did Lindqvist agree?" leaves out with what.
    leaves_out = asked is not None and not asked.topic and form == "ever"
    wants = (leaves_out or form in ("response", "why", "when", "else")) and not own
    if state.topic and (leans or wants) and (len(own) < 2 or _DEMONSTRATIVE.search(question)):
        query = _with_topic(query, own, state)
        carried.append("topic")
    if form == "else" and query.kind == "said":
        query = replace(query, without_places=state.seen)
    elif form == "else":
        query = replace(query, without_speakers=state.heard)
    role = query.kind == "said" and not query.names and not query.near
    leans = leans or wants or role
    return replace(
        query,
        carried_over=tuple(carried),
        articles=state.articles if leans and form != "else" else (),
    )


def _own_terms(query: Query, state: State) -> tuple[str, ...]:
    """The terms that the question brings itself, without the names that were filled in."""
    filled = {fold(word) for name in state.speakers for word in words_of(name)}
    return tuple(term for term in query.terms if term not in filled)


def _with_topic(query: Query, own: tuple[str, ...], state: State) -> Query:
    topic, terms = state.topic, content_words(state.topic)
    return replace(
        query,
        text=f"{query.text.rstrip(' ?')} ({topic})?",
        topic=f"{query.topic} ({topic})" if own else topic,
        # Where the question has a matter of its own, the older one is only background.
        terms=query.terms if len(own) > 1 else tuple(dict.fromkeys((*own, *terms))),
    )


def _either(query: Query, antecedent: Antecedent, people: People) -> Query:
    """The query asked of all who may be meant."""
    persons = [people.find(name) for name in antecedent.speakers]
    return replace(
        query,
        speakers=antecedent.speakers,
        names=tuple(s for person in persons if person for s in person.spellings),
        choices=antecedent.speakers,
        ambiguous=antecedent.word,
        offices=(),
        near=(),
    )


def _same_people(query: Query, state: State) -> Query:
    """The speakers to the letter: a list of them is no name."""
    if not state.names:
        return query
    return replace(
        query, speakers=state.speakers, names=state.names, choices=(), near=(), offices=()
    )


def _kept(query: Query, state: State, *slots: str) -> Query:
    """The query with the days and outlets of the last question, where it names none."""
    carried = query.carried_over
    if "window" in slots and query.window is None and (state.since or state.until):
        query = replace(
            query, since=state.since, until=state.until, when=state.when, firm=state.firm
        )
        carried += ("window",)
    if "sources" in slots and not query.sources and state.sources:
        query = replace(query, sources=state.sources)
        carried += ("sources",)
    return replace(query, carried_over=carried)


def _is_role(fragment: str) -> bool:
    """Whether it names somebody: "his commissioner", "the chief justice", "Clinton's aide".

    "The sea wall" does not: after "the" there has to be a title.
    """
    words = [fold(word) for word in words_of(fragment)]
    if not words:
        return False
    if words[0] == "the":
        return bool(set(words) & TITLES)
    return words[0] in PRONOUNS or "’s " in fragment or "'s " in fragment
