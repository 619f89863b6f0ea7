"""Who a written sentence says it was, against who the sources say it was."""

import re

from index.statements.cues import ADDRESSING, SAYING
from index.stems import fold, stem, stem_as_written
from rag.checking.sources import Source
from rag.understanding.words import STOP_WORDS, content_words, words_of

_STANCE = "believe think want hope expect fear consider".split()
_CUES = frozenset(stem(verb) for verb in [*SAYING, *ADDRESSING, *_STANCE, "speak", "said", "told"])

# "Mayor Ilse Maren", "J. K. Otter": capitalised words in a row, with particles between.
_NAME = r"[A-Z][\w’'.-]*(?:\s+(?:of|de|van|von|der|al|bin|el|la)\b)?(?:\s+[A-Z][\w’'.-]*){0,4}"
_ACCORDING = re.compile(rf"\b[Aa]ccording to (?:the )?(?P<who>{_NAME})")
_OWNED = re.compile(
    rf"(?P<who>{_NAME})[’']s? (?:own )?(?:\w+ )?"
    r"(?:words?|claims?|statements?|views?|remarks?|warnings?|promises?|comments?|call|demand|"
    r"assertions?|arguments?|criticisms?|accusations?|suggestions?|position)\b"
)
_QUOTED = re.compile(r'“[^”]*”|"[^"]*"')
_DAY_BEFORE = re.compile(r"^(?:On|In|At) [^,“\"]{3,30}, ")
_JOINT = re.compile(r";|,? (?:while|whereas|but|although)\b|,? and (?=that\b|[A-Z])|, and ")
_REACH = 6


def speakers_of(sentence: str) -> list[str]:
    """The names that a sentence has saying something, in order."""
    bare = _QUOTED.sub(lambda m: '"' + " " * (len(m.group()) - 2) + '"', sentence)
    found = [m.group("who") for pattern in (_ACCORDING, _OWNED) for m in pattern.finditer(bare)]
    names = [m for m in re.finditer(_NAME, bare) if fold(m.group()) not in STOP_WORDS]
    for word in re.finditer(r"[a-z]+", bare):
        if stem(word.group()) not in _CUES:
            continue
        before = [m for m in names if m.end() <= word.start()]
        after = [m for m in names if m.start() == word.end() + 1]
        if before and _is_beside(bare[before[-1].end() : word.start()]):
            joined = len(before) > 1 and bare[before[-2].end() : before[-1].start()] == " and "
            found += [m.group() for m in before[-2 if joined else -1 :]]
        elif after and re.search(r'[,"”]\s*$', bare[: word.start()]):
            found.append(after[0].group())
    return list(dict.fromkeys(found))


def foreign_speaker(sentence: str, sources: list[Source]) -> str | None:
    """A name that a sentence has saying something where no source has that one saying it."""
    for who in speakers_of(sentence):
        if not any(_is_said_by(who, source) or _is_outlet(who, source) for source in sources):
            return who
    known = frozenset().union(*(source.words for source in sources))
    for role in roles_of(sentence):
        if not {fold(word) for word in words_of(role)} <= known | STOP_WORDS:
            return role
    return None


def without_frame(sentence: str) -> str:
    """What a sentence says was said, without the day before it and without who said it."""
    matter = _ACCORDING.sub(" ", _DAY_BEFORE.sub("", sentence))
    for word in re.finditer(r"[a-z]+", matter):
        if stem(word.group()) not in _CUES:
            continue
        before = list(re.finditer(_NAME, matter[: word.start()]))
        if before and _is_beside(matter[before[-1].end() : word.start()]):
            rest = re.sub(r"^(?:\s*(?:\w+ ){0,3}that\b|\s*:)?", "", matter[word.end() :])
            matter = matter[: before[-1].start()] + rest
        break
    return matter if words_of(matter) else sentence


def roles_of(sentence: str) -> list[str]:
    """The words before a cue, where no name says it: "his aides", "a senior official"."""
    bare = _QUOTED.sub(" , ", sentence)
    found = []
    for match in re.finditer(
        r"(?:^|[,.;:]|\b(?:and|but|that|which|where|when|as)\b)([^,.;:]*)", bare
    ):
        words = match.group(1).split()
        cue = next((i for i, word in enumerate(words) if i and stem(word) in _CUES), None)
        before = words[:cue] if cue and cue <= _REACH else []
        if not before or any(word[0].isupper() for word in before[1:]):
            continue
        if not before[0][0].isupper() or fold(before[0]) in STOP_WORDS:
            found.append(" ".join(before))
    return found


def foreign_aside(sentence: str, sources: list[Source]) -> str | None:
    """A word between a speaker and the cue, as in "X, a former judge, said", of no source."""
    known = {stem(word) for source in sources for word in source.words}
    bare = _QUOTED.sub(" ", sentence)
    for match in re.finditer(rf"{_NAME},([^,]{{3,80}}), (?P<cue>[a-z]+)", bare):
        if stem(match.group("cue")) in _CUES:
            for word in content_words(match.group(1)):
                if stem(word) not in known:
                    return word
    return None


def is_quoted(matter: str) -> bool:
    """Whether there is nothing of matter outside its quotations."""
    quoted = " ".join(_QUOTED.findall(matter))
    return bool(content_words(quoted)) and not content_words(_QUOTED.sub(" ", matter))


def claimed_by(sentence: str, sources: list[Source]) -> str | None:
    """Whose claim a sentence states as if it were a fact; None where it names a speaker."""
    speakers = [s.extract.speaker or s.extract.speaker_mention for s in sources if _is_claim(s)]
    if len(speakers) < len(sources):
        return None
    named = speakers_of(sentence)
    if any(not _is_outlet(w, s) or _is_indexed(w, s) for w in named for s in sources):
        return None
    if not named and any(stem_as_written(word) in _CUES for word in words_of(sentence)):
        return None
    return speakers[0] or "somebody"


def unproved_speaker(sentence: str, sources: list[Source]) -> str | None:
    """A speaker of a sentence, where the statement index has somebody else as the speaker."""
    named = speakers_of(sentence)
    if not named or any(_is_indexed(who, source) for who in named for source in sources):
        return None
    return named[0]


def unnamed_speaker(sentence: str, sources: list[Source]) -> str | None:
    """A "he" or "the officials" that a sentence has speaking, and its source does not so name."""
    if speakers_of(sentence):
        return None
    for role in roles_of(sentence):
        words = {fold(word) for word in words_of(role)} - STOP_WORDS
        told = [f"{s.extract.speaker or ''} {s.extract.speaker_mention or ''}" for s in sources]
        if not words or not any(words <= {fold(w) for w in words_of(t)} for t in told):
            return role
    return None


def clauses_of(sentence: str) -> list[str]:
    """The clauses of a sentence that has several, each with the speaker it has or inherits."""
    blanked = _QUOTED.sub(lambda m: "x" * len(m.group()), sentence)
    joints = [m.span() for m in _JOINT.finditer(blanked)]
    starts, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), None]
    clauses: list[str] = []
    for start, end in zip(starts, ends, strict=True):
        clause = sentence[start:end].strip(" ,;")
        before = speakers_of(clauses[-1]) if clauses else []
        if before and not speakers_of(clause):
            clause = f"{before[0]} said {clause}"
        clauses.append(clause)
    return clauses


def _is_beside(between: str) -> bool:
    """Whether nothing but a few words without another clause parts a name from its cue."""
    without_aside = re.sub(r"^,[^,]*,", "", between)
    return len(without_aside.split()) <= _REACH and not re.search(r'[.;:"]|, ', without_aside)


def _is_claim(source: Source) -> bool:
    return source.extract.kind != "narration"


def _is_indexed(who: str, source: Source) -> bool:
    """Whether the statement index has a name as the speaker."""
    return any(
        _are_one(who, name) for name in (source.extract.speaker, source.extract.speaker_mention)
    )


def _is_said_by(who: str, source: Source) -> bool:
    in_text = any(_are_one(who, name) for name in speakers_of(source.extract.text))
    return in_text or _is_indexed(who, source)


def _is_outlet(who: str, source: Source) -> bool:
    return _are_one(who, source.extract.source)


def _are_one(first: str, second: str | None) -> bool:
    ours, theirs = _parts(first), _parts(second or "")
    return bool(ours and theirs) and _agree(ours, theirs)


def _agree(first: list[str], second: list[str]) -> bool:
    """Whether two names end alike, or one lies wholly in the other."""
    return first[-1] == second[-1] or set(first) <= set(second) or set(second) <= set(first)


def _parts(name: str) -> list[str]:
    dropped = {"the", "a", "an", "jr", "sr"}
    return [fold(word) for word in words_of(name) if fold(word) not in dropped]
