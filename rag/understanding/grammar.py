"""The grammar of questions about what was said: whose words, about what, asked how."""

import re
from dataclasses import dataclass

from index.statements.cues import ADDRESSING, SAYING
from index.statements.speakers import TITLES
from index.stems import fold, stem, stem_as_written
from rag.types import QuestionForm
from rag.understanding.people import People
from rag.understanding.words import words_of

_SPOKEN = frozenset(
    "said told thought wrote spoke swore meant think believe want react speak talk feel "
    "advise object welcome justify compare mean consider expect hope see view recommend "
    "propose comment fear doubt refer judge admire".split()
)
_VERBS = SAYING | ADDRESSING | _SPOKEN
_CUE_STEMS = frozenset(stem(verb) for verb in _VERBS)

# After "did" a verb stands as it is in a dictionary, after "has" and "was" with an ending:
# in "what share did she have compared to him" nobody compares anything.
_BARE_AFTER = frozenset("did does do would could can will should might".split())
_PAST = frozenset(
    "said told thought wrote written spoke spoken swore sworn meant felt seen".split()
)
# A word after these is a noun, or a verb of another clause.
_NO_VERB_AFTER = frozenset(
    "a an the to of in on at for from his her its their this that most more".split()
)
# Save in "refuse to say".
_WILLING = frozenset("refuse refused decline declined want have need like go going".split())
# Nothing after these belongs to the question's own verb.
_OTHER_CLAUSE = frozenset("who whom whose which what when where while if because".split())

_AUXILIARY = re.compile(
    r"\b(?P<verb>did|does|do|has|have|had|is|was|were|are|would|could|can|will|should|might)"
    r"(?:n[’']t)?\b|\bwon[’']t\b",
    re.I,
)
_WHO = re.compile(r"^\W*(?:and |but |so )?who\b(?! is | was | are | were )", re.I)
_LEAD = re.compile(
    r"(?P<lead>.*\w[.!?][”’\"']*)\s+"
    r"(?P<question>(?:(?:And|But|So|In|On|At|By|For|With|To) )?"
    r"(?i:who|whom|whose|what|which|when|where|why|how|did|does|has|have|is|was|are|were)\b.*)",
    re.S,
)
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion|eyes) of|said by) (?P<who>[^,?.!;]+)", re.I
)
_POSSESSIVE = re.compile(
    r"\b(?P<who>(?:[\w.’'-]+ ){0,4}?[\w.-]+?)[’']s? (?:own )?"
    r"(?P<noun>words?|views?|opinion|reply|answer|response|reaction|advice|worry|worries|take|"
    r"position|stance|argument|claim|statement|comments?|remarks?|warning|promise|criticism|"
    r"judge?ment|eyes|account|telling)\b",
    re.I,
)
_IN_VIEW = re.compile(
    r"\bin (?P<who>(?:(?!to )[\w.’'-]+ ){0,4}?[\w.-]+?)[’']s? (?:own )?"
    r"(?:words?|view|opinion|eyes|account|telling|judge?ment)\b",
    re.I,
)
_CHANGE_OF_MIND = re.compile(
    r"\b(?:has|have|had|did|does|do) (?P<who>[^,?.!;]+?) (?:ever )?(?:change|shift|soften|harden)"
    r"(?:e?d|s)? (?:his|her|their|its) (?:mind|position|stance|views?|tune|story|line|tone)\b",
    re.I,
)
# What somebody does by words alone: "did she take it back?", "has he backed down on salt?".
_STANDING = re.compile(
    r"\b(?:has|have|had|did|does|do|will|would) (?P<who>(?:(?!not\b)[^\s,?.!;]+ ){1,5}?)"
    r"(?:(?:ever|still|later|not) )?(?:(?:take|took|taken|walk|walked) (?:[\w’']+ ){1,4}back"
    r"|(?:stand|stood) by|back(?:ed)? (?:down|off|away)|double[d]? down|retract(?:ed)?"
    r"|recant(?:ed)?|regret(?:ted)?)\b",
    re.I,
)
_EMBEDDED = re.compile(
    r"\b(?:changed|differs?|new|different) (?:in|about|with|between) what (?P<who>[^,?.!;]+?) "
    r"(?:has |have |had )?(?:said|says?|told|thinks?|thought)\b",
    re.I,
)
_DISAGREE = re.compile(
    r"^\W*(?:and |but |so )?who (?:else )?(?:(?:has |have |had |would |does )?"
    r"(?:disagree[sd]?|differ(?:s|ed)?|argue[sd]?|sp(?:eak|eaks|oke)) (?:with|from|against)"
    r"|(?:has |have |had )?(?:contradict|oppose|dispute|reject|criticis|criticiz|challenge|rebut)"
    r"(?:e?s|e?d|ted)?) (?P<who>.+?)(?: (?:on|about|over|regarding) (?P<topic>.+))?$",
    re.I,
)
_LEADING = re.compile(
    r"^[\s,]*(?:about|on|of|regarding|concerning|to|that|when asked about|with|for|in)\b[\s,]*",
    re.I,
)
_QUESTION_WORDS = frozenset(
    "what whats how has have had did does do was is were are why when which and but so".split()
)
_ADVERBS = frozenset(
    "really actually also ever even just once then still now later not never have been both "
    "either else".split()
)
_OWNED = re.compile(r"[’']s? ")
_DETERMINERS = frozenset("the a an his her its their our one another".split())
_LINK = re.compile(r" (?:of|in|for|at|from|with|to) ")
_GENERIC = frozenset("people anyone anybody somebody someone everyone everybody".split())
_TRAILING_CHANGE = re.compile(r"\s*\b(?:changed?|shifted|evolved|been)\W*$", re.I)

PRONOUNS = frozenset("he she they him her them his hers their theirs it its".split())

_YES_OR_NO = re.compile(r"^\W*(?:(?:and|but|so) )?(?:did|does|do|has|have|had)(?:n[’']t)?\b", re.I)
_NEGATED = re.compile(
    r"\b(?:did|does|do|has|have|had)(?:n[’']t\b|\s+(?:[\w.’'-]+\s+){1,4}?not\b)|\bnever\b"
    r"|\b(?:refuse|decline)[sd]? to\b|\bden(?:y|ies|ied)\b",
    re.I,
)

_AND = r"^\W*(?:(?:and|but|so) )?"
_FORMS: tuple[tuple[QuestionForm, str], ...] = (
    ("else", _AND + r"(?:who|what|anyone|anybody|anything)(?: (?:did|does|has|have))? else\b"),
    ("else", r"\b(?:anyone|anybody|anything|someone|somebody) else\b"),
    ("changed", r"\b(?:changed|change|shifted|evolved)\b[\w\s]* in what\b"),
    ("changed", r"\bhow (?:has|have|did|does) .+ (?:changed?|shift(?:ed)?|evolved?)\b"),
    ("happened", _AND + r"what(?: has| had|[’']s)? happen(?:ed|s|ing)?\b"),
    ("when", _AND + r"(?:when|(?:on |at )?(?:what|which) (?:day|date|time|month|year))\b"),
    ("why", _AND + r"(?:why|for what reason|how come)\b|, and why\W*$"),
    ("response", r"\b(?:respon[ds]\w*|react(?:s|ed|ion)?|repl(?:y|ies|ied))\b"),
    ("response", r"\bhow (?:did|does|has) .{1,60}? answer\b|[’']s? answer\b"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom the question asks about, in its own words, and the rest of it."""

    who: str
    topic: str


def split_lead(text: str) -> tuple[str, str]:
    """What is told before a question, and the question: "The mill burnt. Who said why?"."""
    match = _LEAD.match(text)
    return (match["lead"], match["question"]) if match else ("", text)


def asks_who(question: str) -> str | None:
    """What is left of a question for the speaker: "who said the pumps failed?"."""
    if not _WHO.search(question) or _ACCORDING.search(question):
        return None
    return re.sub(r"^\s*else\b\s*", "", _WHO.sub("", question)).strip(" ?.!")


def find_opponent(question: str) -> Asked | None:
    """Whom "who disagrees with Maren on the tunnel?" is against, and on what."""
    match = _DISAGREE.search(question.strip(" ?.!"))
    if match is None:
        return None
    return Asked(match.group("who"), match.group("topic") or "")


def form_of(question: str, asked: Asked | None) -> QuestionForm:
    """How the question is asked."""
    if _CHANGE_OF_MIND.search(question):
        return "changed"
    if find_opponent(question):
        return "disagree"
    for form, pattern in _FORMS:
        if re.search(pattern, question, re.I):
            return form
    is_claim = asked is not None and _YES_OR_NO.search(question)
    return "ever" if is_claim else "plain"


def is_negated(question: str) -> bool:
    """Whether it asks for what was not said, or denied."""
    return bool(_NEGATED.search(question))


def find_asked(question: str, people: People) -> Asked | None:
    """Whose words are asked for; None where the question asks for nobody's."""
    return (
        _find_outright(
            question, people, (_EMBEDDED, _CHANGE_OF_MIND, _STANDING, _ACCORDING, _IN_VIEW)
        )
        or _find_by_verb(question)
        or _find_outright(question, people, (_POSSESSIVE,))
    )


def _find_outright(
    question: str, people: People, patterns: tuple[re.Pattern[str], ...]
) -> Asked | None:
    for pattern in patterns:
        match = pattern.search(question)
        who = _without_question_words(match.group("who"), people) if match else ""
        if match and who:
            before, after = question[: match.start()], question[match.end() :]
            if {fold(word) for word in words_of(before)} <= _QUESTION_WORDS:
                before = ""
            return Asked(who, _topic(_TRAILING_CHANGE.sub("", f"{before} {after}")))
    return None


def _find_by_verb(question: str) -> Asked | None:
    """Who stands between the auxiliary of a question and a verb that reports speech."""
    auxiliary = _AUXILIARY.search(question)
    if auxiliary is None:
        return None
    words = question[auxiliary.end() :].split()
    if words and words[0].endswith("ing") and is_cue(words[0]):
        return None  # "Which mill is considering charging ...?": who does stands before.
    for position, word in enumerate(words[:10]):
        if fold(word.strip(",")) in _OTHER_CLAUSE:
            break
        before = fold(words[position - 1]) if position else ""
        if before == "to" and position > 1 and fold(words[position - 2]) in _WILLING:
            before = ""
        if position and _is_verb(word, before, fold(auxiliary["verb"] or "will")):
            who = " ".join(_without_adverbs(words[:position]))
            return Asked(who, _topic(" ".join(words[position + 1 :])))
    return None


def find_actor(question: str) -> str:
    """The name right after the first auxiliary, where somebody's doing is asked about.

    Nobody where the name goes on ("Wells Fargo") or somebody of theirs is meant ("Wells's").
    """
    auxiliary = _AUXILIARY.search(question)
    if auxiliary is None:
        return ""
    words = question[auxiliary.end() :].split()
    while words and fold(words[0]) in TITLES | {"the"}:
        words.pop(0)
    length = next(
        (i for i, word in enumerate(words) if not word[:1].isupper() and fold(word) != "de"),
        len(words),
    )
    name = " ".join(words[:length])
    if not name or _OWNED.search(f"{name} "):
        return ""
    return name.strip("?,.!")


def is_cue(word: str) -> bool:
    """Whether a word reports speech: "say", "warned,"."""
    return stem_as_written(word.strip("?,.!")) in _CUE_STEMS


def describes_a_role(who: str) -> bool:
    """Whether a phrase tells what somebody is, not their name: "Maren's husband"."""
    words = who.split()
    is_described = len(words) > 1 and fold(words[0]) in _DETERMINERS and words[1][0].islower()
    if not words or not words[-1][:1].islower():
        return is_described and bool(_LINK.search(who))
    return is_described or bool(_OWNED.search(who)) or bool(_LINK.search(who))


def _is_verb(word: str, before: str, auxiliary: str) -> bool:
    """Whether a word is the verb that an auxiliary belongs to, and reports speech."""
    if not is_cue(word) or before in _NO_VERB_AFTER:
        return False
    verb = fold(word.strip("?,.!"))
    if auxiliary in _BARE_AFTER:
        return verb in _VERBS or verb in _PAST
    if auxiliary in ("has", "have", "had"):
        return verb.endswith("ed") or verb in _PAST
    return verb.endswith("ing")


def looks_like_a_name(who: str) -> bool:
    """Whether a phrase can be a person's name: no article, pronoun or plural crowd."""
    words = words_of(who)
    if not words or len(words) > 4 or who[:1].isdigit() or _OWNED.search(who):
        return False
    first = fold(words[0])
    return first not in PRONOUNS | _GENERIC | {"the", "a", "an", "any", "some", "my", "your"}


def _without_adverbs(words: list[str]) -> list[str]:
    return [word for word in words if fold(word.strip(",")) not in _ADVERBS] or words


def _topic(rest: str) -> str:
    topic = rest.strip(" ?.!,;")
    while topic != (shorter := _LEADING.sub("", topic)):
        topic = shorter
    return topic


def _without_question_words(phrase: str, people: People) -> str:
    """The name at the end of a phrase such as "What was Robby Mook"."""
    words = phrase.split()
    while words and fold(words[0]) in _QUESTION_WORDS:
        words.pop(0)
    if describes_a_role(" ".join(words)):
        return " ".join(words)
    for start in range(len(words)):
        if people.find(" ".join(words[start:])):
            return " ".join(words[start:])
    kept = [word for word in words if fold(word) not in _QUESTION_WORDS]
    return " ".join(kept)
