"""What a person changed of how a question was understood, as the query to search for."""

from collections.abc import Mapping
from dataclasses import replace

from index.stems import fold
from rag.page.payloads import Edit
from rag.types import Constraints, Query, Turn
from rag.understanding.people import People
from rag.understanding.question import as_typed
from rag.understanding.words import content_words


def edit_query(turn: Turn, edit: Edit, people: People) -> Query:
    """The query of a turn with a person's changes; only what they say so is understood."""
    before = turn.answer.query
    if edit.as_typed:
        return as_typed(turn.question)
    query = before
    if edit.speaker is not None:
        query = _with_speaker(query, edit.speaker.strip(), people)
    if edit.topic is not None:
        topic = edit.topic.strip()
        query = replace(query, topic=topic, terms=content_words(topic))
        query = _no_longer_carried(query, "topic")
    if edit.window is not None:
        query = _no_longer_carried(
            replace(query, since=None, until=None, when="", firm=False), "window"
        )
    if edit.sources is not None:
        query = _no_longer_carried(replace(query, sources=()), "sources")
    if edit.speaker is not None or edit.topic is not None:
        text = _worded(query) or turn.question.strip()
        query = replace(query, text=text, typed="", corrected=(), notes=())
    return query


def edit_constraints(constraints: Constraints, edit: Edit, people: People) -> Constraints:
    """The limits of a search with a person's changes: what they set, nothing loosens."""
    if edit.window is not None:
        since, until = edit.window
        constraints = replace(constraints, since=since, until=until)
    if edit.sources is not None:
        constraints = replace(constraints, sources=edit.sources)
    if edit.speakers is not None:
        constraints = replace(constraints, speakers=edit.speakers)
    if edit.direct is not None:
        constraints = replace(constraints, direct=edit.direct)
    return spell_out(constraints, people)


def spell_out(constraints: Constraints, people: People) -> Constraints:
    """The same limits, with every spelling of each speaker that is named."""
    names: dict[str, None] = {}
    for name in constraints.speakers:
        person = people.find(name)
        names.update(dict.fromkeys((name, *(person.spellings if person else ()))))
    return replace(constraints, speakers=tuple(names))


def find_speakers(
    typed: str, statements: Mapping[str, int], people: People, *, most: int
) -> list[tuple[str, int]]:
    """Speakers whose name holds what was typed, by their number of statements.

    Spellings of one person are counted together.
    """
    wanted = fold(typed).split()
    counts: dict[str, int] = {}
    fitting = [name for name in statements if _begins_words(fold(name).split(), wanted)]
    for name in sorted(fitting, key=lambda name: (-statements[name], name))[: most * 4]:
        person = people.find(name)
        if person is None or person.choices:
            counts.setdefault(name, statements[name])
        elif person.name not in counts:
            counts[person.name] = sum(statements[spelling] for spelling in person.spellings)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


def _with_speaker(query: Query, speaker: str, people: People) -> Query:
    query = _no_longer_carried(query, "speaker")
    query = replace(query, near=(), choices=(), ambiguous="", offices=(), without_speakers=())
    if not speaker:
        return replace(query, kind="any", speakers=(), names=())
    person = people.find(speaker)
    if person is None:
        near = people.near(speaker)
        return replace(query, kind="said", speakers=(speaker,), names=(), near=near)
    return replace(
        query,
        kind="said",
        speakers=(person.name,),
        names=person.spellings,
        choices=person.choices,
    )


def _worded(query: Query) -> str:
    """A question in words, since what is searched is also its sense."""
    about = f" about {query.topic}" if query.topic else ""
    if query.speakers:
        return f"What did {' and '.join(query.speakers)} say{about}?"
    return query.topic


def _no_longer_carried(query: Query, part: str) -> Query:
    return replace(query, carried_over=tuple(p for p in query.carried_over if p != part))


def _begins_words(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in wanted)
