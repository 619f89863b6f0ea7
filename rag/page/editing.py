"""What a person changed of how a question was understood, as the query to search for."""

import difflib
from collections.abc import Mapping
from dataclasses import replace

from rag.page.payloads import Edit
from rag.types import Constraints, Query, Turn
from rag.understanding.people import People
from rag.understanding.words import content_words, fold

_MOST_NEAR = 3
_ALIKE = 0.72


def edit_query(turn: Turn, edit: Edit, people: People) -> Query:
    """The query of a turn with a person's changes; only what they say so is understood."""
    before = turn.answer.query
    if edit.as_typed:
        text = turn.question.strip()
        return Query(text, "any", (), (), text.strip(" ?.!"), content_words(text))
    query = before
    if edit.speaker is not None:
        query = _with_speaker(query, edit.speaker.strip(), people)
    if edit.topic is not None:
        topic = edit.topic.strip()
        query = replace(query, topic=topic, terms=content_words(topic))
        query = _no_longer_carried(query, "topic")
    if edit.window is not None:
        query = _no_longer_carried(replace(query, since=None, until=None), "window")
    if edit.sources is not None:
        query = _no_longer_carried(replace(query, sources=()), "sources")
    if edit.speaker is not None or edit.topic is not None:
        query = replace(query, text=_worded(query) or turn.question.strip())
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


def find_speakers(typed: str, statements: Mapping[str, int], *, most: int) -> list[tuple[str, int]]:
    """Speakers whose name holds what was typed, by their number of statements.

    Spellings of one person are counted together.
    """
    people = People(statements)
    wanted = fold(typed).split()
    counts: dict[str, int] = {}
    fitting = [name for name in statements if _begins_words(fold(name).split(), wanted)]
    for name in sorted(fitting, key=lambda name: (-statements[name], name))[: most * 4]:
        person = people.find(name)
        if person is None or " or " in person.name:
            counts.setdefault(name, statements[name])
        elif person.name not in counts:
            counts[person.name] = sum(statements[spelling] for spelling in person.spellings)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


def near_names(name: str, statements: Mapping[str, int]) -> list[str]:
    """Speakers of the registry whose name is nearly the one that was asked for."""
    wanted = fold(name).split()
    if not wanted:
        return []
    scored: dict[str, float] = {}
    for known, count in statements.items():
        words = fold(known).split()
        whole = difflib.SequenceMatcher(None, " ".join(wanted), " ".join(words))
        surnames = difflib.SequenceMatcher(None, wanted[-1], words[-1] if words else "")
        # The quick ratio is never lower than the true one.
        if max(whole.quick_ratio(), surnames.quick_ratio()) < _ALIKE:
            continue
        alike = max(whole.ratio(), 0.97 * surnames.ratio())
        if alike >= _ALIKE and known[:1].isupper():
            scored[known] = alike + min(count, 50) / 1000
    people = People(statements)
    found = sorted(scored, key=lambda known: (-scored[known], known))
    persons = ((people.find(known), known) for known in found)
    shown = dict.fromkeys(person.name if person else known for person, known in persons)
    return [one for one in shown if fold(one) != fold(name)][:_MOST_NEAR]


def _with_speaker(query: Query, speaker: str, people: People) -> Query:
    query = _no_longer_carried(query, "speaker")
    if not speaker:
        return replace(query, kind="any", speakers=(), names=())
    person = people.find(speaker)
    return replace(
        query,
        kind="said",
        speakers=(person.name if person else speaker,),
        names=person.spellings if person else (),
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
