"""Corrupt faithful sentences by rules and check them: `python -m benchmarks.checking ARCHIVE`.

Faithful sentences are made from the archive's own statements, with speaker, day and citation.
Each corruption swaps in something of another statement of the archive (a speaker, a name, a
citation) or alters what is there (a number, a date, a denial, a word of a quotation). The
corruptions use no list that the checks use.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from index.archive import Archive, open_archive
from index.embedders.minilm import MiniLM
from index.types import Article, Statement
from rag.checking import check_sentence
from rag.types import Extract
from rag.written import CheckedSentence

_MOST_CHARS = 300


@dataclass(frozen=True, slots=True)
class Case:
    """A faithful sentence and the extract it cites as [1]; [2] is of another article."""

    sentence: str
    extract: Extract
    other: Extract


def read_statements(archive: Archive) -> Iterator[tuple[Article, Statement]]:
    """Every named speaker's statement that fits an extract, in order."""
    with archive.view() as snapshot:
        for row in range(1, snapshot.size().sentences + 1, 3):
            for statement in snapshot.statements([row]).get(row, []):
                key = snapshot.sentences([row])[row].article_key
                named = statement.speaker and len(statement.speaker.split()) > 1
                if named and statement.was_said and len(statement.extent) <= _MOST_CHARS:
                    yield snapshot.article(key), statement


def extract_of(article: Article, statement: Statement, number: int) -> Extract:
    """A statement as it would be shown."""
    mention = statement.mention.of(article.text) if statement.mention else None
    return Extract(
        number=number,
        article_id=article.id,
        version=article.version,
        title=article.title,
        title_derived=article.title_derived,
        source=article.source,
        authors=article.authors,
        published=article.published,
        url=article.url,
        superseded=False,
        span=statement.extent,
        text=statement.extent.of(article.text),
        marks=statement.words,
        role="reported" if statement.kind == "indirect" else "said",
        context="",
        speaker=statement.speaker,
        speaker_mention=mention,
        kind=statement.kind,
        said_on=None,
        said_on_basis=None,
        confidence=statement.confidence,
        score=1.0,
        story=1,
    )


def faithful(article: Article, statement: Statement) -> str:
    """What a careful writer makes of a statement."""
    said = statement.extent.of(article.text)
    # "said on Thursday", "had said": another day than the article's.
    told = re.search(r"day\b|week|month|year|ago|earl|late|had", said)
    on = article.published if told is None else None
    day = f"On {on:%B} {on.day}, " if on else ""
    parts = [re.sub(r"\s+", " ", span.of(article.text)).strip() for span in statement.words]
    if statement.kind == "direct":
        bare = [re.sub(r"''|``|[“”\"]", "", part).strip(" ,.") for part in parts]
        return f"{day}{statement.speaker} said: {' and '.join(f'“{part}”' for part in bare)} [1]"
    words = " ".join(parts).rstrip(".,")
    joint = "" if words.startswith("that ") else "that "
    return f"{day}{statement.speaker} said {joint}{words} [1]"


def _swap_speaker(case: Case, rng: random.Random) -> str | None:
    ours, theirs = case.extract.speaker, case.other.speaker
    if not ours or not theirs or theirs.split()[-1] in case.extract.text or ours == theirs:
        return None
    return case.sentence.replace(ours, theirs, 1)


def _swap_name(case: Case, rng: random.Random) -> str | None:
    inside = case.sentence.split(" said", 1)
    names = re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,}", inside[-1])
    others = re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,}", case.other.text)
    others = [name for name in others if name not in case.extract.text]
    if not names or not others:
        return None
    return inside[0] + " said" + inside[-1].replace(rng.choice(names), rng.choice(others), 1)


def _change_number(case: Case, rng: random.Random) -> str | None:
    inside = case.sentence.split(" said", 1)
    numbers = re.findall(r"\b\d+\b", inside[-1].replace("[1]", ""))
    if not numbers:
        return None
    number = rng.choice(numbers)
    changed = str(int(number) + rng.choice([1, 3, 10, 200]))
    return inside[0] + " said" + re.sub(rf"\b{number}\b", changed, inside[-1], count=1)


def _change_date(case: Case, rng: random.Random) -> str | None:
    day = case.extract.published
    if day is None or not case.sentence.startswith("On "):
        return None
    other = day + timedelta(days=rng.choice([-40, -9, -2, 3, 12, 35]))
    return f"On {other:%B} {other.day}, " + case.sentence.split(", ", 1)[1]


def _negate(case: Case, rng: random.Random) -> str | None:
    before, found, rest = case.sentence.partition(" said that ")
    if found and rng.random() < 0.5:
        return f"{before} denied that {rest}"
    for verb in ("is", "was", "are", "were", "will", "would", "has", "have", "can", "should"):
        if f" {verb} not " in rest:
            return before + found + rest.replace(f" {verb} not ", f" {verb} ", 1)
        if f" {verb} " in rest:
            return before + found + rest.replace(f" {verb} ", f" {verb} not ", 1)
    return None


def _cite_other(case: Case, rng: random.Random) -> str | None:
    return case.sentence.replace("[1]", rng.choice(["[2]", "[7]", ""]))


def _alter_quotation(case: Case, rng: random.Random) -> str | None:
    quoted = re.search(r"“([^”]+)”", case.sentence)
    words = quoted.group(1).split() if quoted else []
    if quoted is None or len(words) < 6:
        return None
    position = rng.randrange(1, len(words) - 1)
    taken = rng.choice([w for w in case.other.text.split() if w.isalpha()] or ["indeed"])
    if taken.lower() == words[position].lower():
        return None
    words[position] = taken
    return case.sentence.replace(quoted.group(1), " ".join(words))


CORRUPTIONS: dict[str, Callable[[Case, random.Random], str | None]] = {
    "speaker": _swap_speaker,
    "name": _swap_name,
    "number": _change_number,
    "date": _change_date,
    "polarity": _negate,
    "citation": _cite_other,
    "quotation": _alter_quotation,
}


def main() -> None:
    """Print what was caught, by kind, and what faithful sentences passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--each", type=int, default=60, help="corruptions of a kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    archive = open_archive(arguments.archive, MiniLM())
    statements = list(read_statements(archive))
    rng.shuffle(statements)
    cases = [
        Case(faithful(*one), extract_of(*one, 1), extract_of(*two, 2))
        for one, two in zip(statements[::2], statements[1::2], strict=False)
        if one[0].id != two[0].id
    ]

    def check(sentence: str, case: Case) -> CheckedSentence:
        return check_sentence(sentence, [case.extract, case.other], archive.embed)

    verdicts: Counter[str] = Counter()
    for case in cases[:300]:
        checked = check(case.sentence, case)
        verdicts[checked.verdict] += 1
        if arguments.show and checked.verdict != "supported":
            print(
                f"- {checked.verdict}: {checked.reason}\n  {case.sentence}\n  {case.extract.text}"
            )
    print(f"faithful: {dict(verdicts)} of {sum(verdicts.values())}")
    for kind, corrupt in CORRUPTIONS.items():
        verdicts = Counter()
        for case in cases:
            sentence = corrupt(case, rng)
            if sentence is None or sentence == case.sentence:
                continue
            checked = check(sentence, case)
            verdicts[checked.verdict] += 1
            if arguments.show and checked.verdict == "supported":
                print(f"- MISSED {kind}: {sentence}\n  {case.extract.text}")
            if sum(verdicts.values()) == arguments.each:
                break
        print(f"{kind:10} {dict(verdicts)}")
    archive.close()


if __name__ == "__main__":
    main()
