"""Questions made from annotated attributions: who speaks and a few words of what is said.

People also ask with the very words of an article, which questions that were written to be
hard never do; of each kind the ranker has to see some. Nothing that is made here is kept.
"""

import json
import random
import re
from pathlib import Path

from benchmarks.labelled import Question
from index.archive import Archive
from index.types import Span
from rag.understanding.words import content_words

_SEED = 11
_NAME = re.compile(r"(?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+")
_SAYING = re.compile(r"\b(?:said|says|told|wrote|added|argued|warned|tweeted|called)\b")
_TEMPLATES = (
    "What did {who} say about {topic}?",
    "What has {who} said on {topic}?",
    "What does {who} think of {topic}?",
    "How did {who} comment on {topic}?",
)
_SHORTEST, _LONGEST = 60, 260


def generate_questions(archive: Archive, attributions: Path, *, count: int) -> list[Question]:
    """Questions whose answers are annotated, the same ones each time.

    A topic is one or two of the rarer words of what is said, sometimes with one of the
    article's title.
    """
    chance = random.Random(_SEED)
    lines = attributions.read_text(encoding="utf-8").splitlines()
    chance.shuffle(lines)
    made: list[Question] = []
    seen: set[str] = set()
    for line in lines:
        if len(made) == count:
            break
        record = json.loads(line)
        if record["article_id"] not in seen and (question := _made(archive, record, chance)):
            seen.add(record["article_id"])
            made.append(question)
    return made


def _made(archive: Archive, record: dict[str, object], chance: random.Random) -> Question | None:
    article = archive.find(str(record["article_id"]))
    if article is None:
        return None
    source, cue, content = (_spans(record[key]) for key in ("source", "cue", "content"))
    who = " ".join(span.of(article.text) for span in source)
    said = " ".join(span.of(article.text) for span in content)
    spoken = any(_SAYING.search(span.of(article.text)) for span in cue)
    if not (_NAME.fullmatch(who) and spoken and _SHORTEST <= len(said) <= _LONGEST):
        return None
    with archive.view() as snapshot:
        words = sorted(
            (word for word in content_words(said) if word.isalpha() and len(word) > 3),
            key=lambda word: (snapshot.frequency(word), word),
        )
    # The rarest words are names and slips as often as they are what one would ask for.
    topic = [word for word in words[1:5] if word not in who.casefold()]
    if len(topic) < 2:
        return None
    chosen = chance.sample(topic, chance.choice((1, 2)))
    title = [w for w in content_words(article.title) if len(w) > 3 and w not in who.casefold()]
    if title and chance.random() < 0.4:
        chosen.append(chance.choice(title))
    text = chance.choice(_TEMPLATES).format(who=who, topic=" ".join(chosen))
    return Question(text, tuple((article.id, span) for span in content))


def _spans(pairs: object) -> list[Span]:
    assert isinstance(pairs, list), "an attribution's spans are a list"
    return [Span(start, end) for start, end in pairs]
