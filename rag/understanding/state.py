"""What a conversation leaves for the next question to lean on."""

import re
from dataclasses import dataclass
from datetime import date

from index.stems import fold
from rag.types import Answer, Place, Query
from rag.understanding.grammar import is_cue
from rag.understanding.words import STOP_WORDS, words_of

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SELF = re.compile(r"\b(?:he|she)\b", re.I)
_LEAD = STOP_WORDS | {"happened", "happen", "happens"}


@dataclass(frozen=True, slots=True)
class State:
    """The slots of the last question, and what its answer showed.

    Attributes:
        speakers: who was asked for, as shown.
        shown_speakers: whose words the answer held, best first, each once.
        asks_who: whether it was asked who said something.
        topic: what was asked about, without the question's own words around it.
        articles: ids of the answer's articles, best first, each once.
        places: where the answer's extracts stand.
        without_speakers: who was not asked for any more.
        without_places: extracts that were not asked for any more.
    """

    speakers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    shown_speakers: tuple[str, ...] = ()
    asks_who: bool = False
    topic: str = ""
    since: date | None = None
    until: date | None = None
    when: str = ""
    firm: bool = False
    sources: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    without_speakers: tuple[str, ...] = ()
    without_places: tuple[Place, ...] = ()

    @property
    def heard(self) -> tuple[str, ...]:
        """All who were asked for or shown, also in the questions that this one went on from."""
        return tuple(
            dict.fromkeys(
                (*self.without_speakers, *self.names, *self.speakers, *self.shown_speakers)
            )
        )

    @property
    def seen(self) -> tuple[Place, ...]:
        """Where all extracts stand that were shown, as `heard`."""
        return tuple(dict.fromkeys((*self.without_places, *self.places)))


def state_after(answer: Answer) -> State:
    """The state after an answer."""
    query, extracts = answer.query, answer.extracts
    shown = (extract.speaker for extract in extracts if extract.role != "related")
    return state_of(
        query,
        shown_speakers=tuple(dict.fromkeys(name for name in shown if name)),
        articles=tuple(dict.fromkeys(extract.article_id for extract in extracts)),
        places=tuple(Place(extract.article_id, extract.span) for extract in extracts),
    )


def state_of(
    query: Query,
    *,
    shown_speakers: tuple[str, ...] = (),
    articles: tuple[str, ...] = (),
    places: tuple[Place, ...] = (),
) -> State:
    """The state that a query leaves, with what its answer showed."""
    return State(
        speakers=query.speakers,
        names=query.names,
        shown_speakers=shown_speakers,
        asks_who=query.kind == "who",
        topic=_matter(query),
        since=query.since,
        until=query.until,
        when=query.when,
        firm=query.firm,
        sources=query.sources,
        articles=articles,
        places=places,
        without_speakers=query.without_speakers if query.form == "else" else (),
        without_places=query.without_places,
    )


def _matter(query: Query) -> str:
    """The topic alone: older topics in brackets never pile up over the turns."""
    topic = _BRACKETS.sub("", query.topic).strip(" ?.!,")
    if query.kind == "said":
        # "What did Ann say when she left?" leaves "when Ann left".
        who = query.speakers[0] if len(query.speakers) == 1 and query.names else ""
        return _SELF.sub(lambda _: who, topic) if who else topic
    words = topic.split()
    while words and (
        fold(words[0].strip(",")) in _LEAD or (query.kind == "who" and is_cue(words[0]))
    ):
        words.pop(0)
    return " ".join(words) if words_of(" ".join(words)) else topic
