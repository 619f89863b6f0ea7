"""Questions that lean on the one before: only what they leave out is carried over."""

import re
from dataclasses import replace

from rag.types import Query
from rag.understanding.people import People
from rag.understanding.question import PRONOUNS, find_asked, understand
from rag.understanding.words import content_words, fold, words_of

_AND = re.compile(r"^\W*(?:and|but|so|also|then)\b[\s,]*", re.I)
_WHAT_ABOUT = re.compile(r"^\W*(?:(?:and|but)\s+)?(?:what|how) about\s+", re.I)
_ABOUT = re.compile(r"^(?:about|on|of|regarding)\s+", re.I)
_VERB = re.compile(r"\b(?:did|does|do|has|have|had|is|was|were|are|will|would|could|can)\b", re.I)


def understand_follow_up(question: str, people: People, before: Query) -> Query:
    """Interpret a question in the light of the one before it.

    A question that leaves nothing out is read as if it stood alone.
    """
    fragment = _WHAT_ABOUT.sub("", question)
    started_short = fragment != question
    if not started_short and not _VERB.search(question):
        fragment = _AND.sub("", question)
        started_short = fragment != question
    if started_short and not _VERB.search(fragment):
        return _from_fragment(fragment.strip(" ?.!"), people, before)
    return _with_pronouns_filled(question, people, before)


def _from_fragment(fragment: str, people: People, before: Query) -> Query:
    """Read a fragment: "and Starmer?" names another speaker, "and about tariffs?" another topic."""
    topic = _ABOUT.sub("", fragment)
    person = people.find(fragment) if topic == fragment else None
    if person or (topic == fragment and before.kind == "said" and _is_role(fragment)):
        if not before.topic:
            return understand(f"What did {fragment} say?", people)
        query = understand(f"What did {fragment} say about {before.topic}?", people)
        return replace(query, topic=before.topic, terms=before.terms, carried_over=("topic",))
    if before.speakers:
        text = f"What did {before.speakers[0]} say about {topic}?"
        query = replace(before, text=text, topic=topic, terms=content_words(topic))
        return replace(query, carried_over=("speaker",))
    return understand(f"{before.text.rstrip(' ?')} {topic}?", people)


def _with_pronouns_filled(question: str, people: People, before: Query) -> Query:
    asked = find_asked(question, people)
    pronouns = {fold(word) for word in words_of(question)} & PRONOUNS
    if not pronouns:
        return understand(question, people)
    carried: list[str] = []
    text = question
    if asked and fold(asked.who) in PRONOUNS and before.speakers:
        text = re.sub(rf"\b{re.escape(asked.who)}\b", before.speakers[0], question, count=1)
        carried.append("speaker")
    query = understand(text, people)
    leans_on_topic = len(query.terms) < 2 or pronouns & {"it", "its", "they", "them", "their"}
    if before.topic and leans_on_topic:
        query = replace(
            query,
            text=f"{query.text.rstrip(' ?')} ({before.topic})?",
            topic=f"{query.topic} ({before.topic})" if query.topic else before.topic,
            terms=tuple(dict.fromkeys((*query.terms, *before.terms))),
        )
        carried.append("topic")
    return replace(query, carried_over=tuple(carried))


def _is_role(fragment: str) -> bool:
    """Whether it names somebody: "his commissioner", "the chief justice", "Clinton's aide"."""
    words = words_of(fragment)
    return bool(words) and (
        fold(words[0]) in PRONOUNS | {"the"} or "’s " in fragment or "'s " in fragment
    )
