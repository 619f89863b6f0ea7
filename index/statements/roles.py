"""What people are called by instead of their names: "the Ohio governor", "the nominee"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.statements.demonyms import DEMONYMS
from index.statements.kinds import HUMANS
from index.statements.names import PERSONAL

_WORD = re.compile(r"[A-Za-z][\w.’'-]*")

_STATES = {
    "ala": "alabama", "ariz": "arizona", "ark": "arkansas", "calif": "california",
    "colo": "colorado", "conn": "connecticut", "del": "delaware", "fla": "florida",
    "ga": "georgia", "ill": "illinois", "ind": "indiana", "kan": "kansas", "ky": "kentucky",
    "la": "louisiana", "md": "maryland", "mass": "massachusetts", "mich": "michigan",
    "minn": "minnesota", "miss": "mississippi", "mo": "missouri", "mont": "montana",
    "neb": "nebraska", "nev": "nevada", "n.h": "new-hampshire", "n.j": "new-jersey",
    "n.m": "new-mexico", "n.y": "new-york", "n.c": "north-carolina", "n.d": "north-dakota",
    "okla": "oklahoma", "ore": "oregon", "pa": "pennsylvania", "penn": "pennsylvania",
    "r.i": "rhode-island", "s.c": "south-carolina", "s.d": "south-dakota",
    "tenn": "tennessee", "tex": "texas", "vt": "vermont", "va": "virginia",
    "wash": "washington", "w.va": "west-virginia", "wis": "wisconsin", "wyo": "wyoming",
    "i.e": "i.e",
}  # fmt: skip
STATES = frozenset(_STATES.values()) | frozenset(
    "alaska hawaii idaho iowa maine ohio utah texas".split()
)
_TWO_WORDS = re.compile(
    r"\b(new|north|south|west|rhode)[ -](hampshire|jersey|mexico|york|carolina|dakota|virginia|"
    r"island)\b",
    re.IGNORECASE,
)

# One word for what news calls by several.
_SAME = {
    "sen": "senator", "sens": "senator", "senators": "senator", "gov": "governor",
    "rep": "representative", "reps": "representative", "congressman": "representative",
    "congresswoman": "representative", "lawmaker": "representative",
    "gen": "general", "adm": "admiral", "dr": "doctor", "physician": "doctor",
    **DEMONYMS,
    "gop": "republican", "republicans": "republican", "r": "republican",
    "democratic": "democrat", "democrats": "democrat", "d": "democrat", "dem": "democrat",
    "i": "independent", "u.s": "american", "united-states": "american", "u.k": "british",
    "ex": "former", "advisor": "adviser",
    "frontrunner": "front-runner", "businesswoman": "businessman", "magnate": "tycoon",
    "mogul": "tycoon", "surgeon": "neurosurgeon", "spokesperson": "spokesman",
    "spokeswoman": "spokesman", "chairwoman": "chairman", "chair": "chairman",
    "chairperson": "chairman", "hopeful": "candidate", "contender": "candidate",
    "pm": "premier", "justice": "judge", "chief-executive": "ceo", "pres": "president",
    "lawyer": "attorney", "attorneys": "attorney", "analysts": "analyst",
}  # fmt: skip

_TWO_TITLES = re.compile(
    r"\b(prime minister|vice president|attorney general|secretary[- ]general|inspector general|"
    r"first lady|chief executive|united states|real estate|secretary of state|"
    r"minority leader|majority leader|house speaker|front runner)\b",
    re.IGNORECASE,
)

# Who has one of these may be called by the other.
_ALSO = {
    "leader": frozenset(
        "president premier prime-minister chancellor king queen minority-leader "
        "majority-leader".split()
    ),
    "politician": frozenset("senator representative governor president candidate".split()),
    "candidate": frozenset("nominee front-runner candidate".split()),
    "front-runner": frozenset("nominee candidate".split()),
    "nominee": frozenset("candidate front-runner".split()),
    "businessman": frozenset("tycoon billionaire developer executive ceo".split()),
    "tycoon": frozenset("businessman billionaire developer executive ceo".split()),
    "billionaire": frozenset("tycoon businessman".split()),
    "developer": frozenset("tycoon businessman billionaire".split()),
    "executive": frozenset("ceo chief-executive businessman".split()),
    "attorney": frozenset("prosecutor counsel".split()),
    "doctor": frozenset("neurosurgeon".split()),
    "premier": frozenset(["prime-minister"]),
    "speaker": frozenset(["house-speaker"]),
    "chief": frozenset("chairman director head commissioner".split()),
    "host": frozenset("anchor".split()),
    "anchor": frozenset("host journalist".split()),
    "journalist": frozenset("reporter columnist anchor correspondent".split()),
    "representative": frozenset("senator".split()),
    "secretary": frozenset("secretary-of-state".split()),
}  # fmt: skip

_AFTER_HEAD = re.compile(r"\s+(?:of|from|for|at|to|in|on|who|and|with)\s+")
_POSSESSOR = re.compile(r"^.*[’'](?:s\s|\s)")
_AGENT = re.compile(r"(?:ist|ian|eer|man|woman|person|ologist|or|er|ess|dean|chef|clerk)$")
_NO_AGENT = frozenset(
    """
    number paper order center matter power letter member-state quarter former other higher
    winter summer september october november december never ever over under after danger
    anger error terror horror factor sector mirror floor door major minor senior junior four
    hour river tower water weather offer answer chapter master poster later computer human
        super per tender gender murder border corner cancer disaster dinner career address
    business process progress success access congress illness fitness press mess stress
    express newspaper twitter color behavior favor labor humor her counter encounter
    register theater chamber character honor rumor tenor list guess fewer better dollar
    whether either neither rather letter
    """.split()
)

# Heads that stand for whoever is spoken of, known as such or not.
FAMILIAR = frozenset(
    """
    candidate nominee front-runner senator governor representative businessman tycoon
    billionaire politician developer executive republican democrat independent neurosurgeon
    lawyer attorney actor actress author columnist professor judge general admiral pastor
    mayor veteran star contender president premier prime-minister chancellor secretary leader
    chairman ambassador pollster analyst host anchor pope king queen prince minister ceo
    economist secretary-of-state first-lady speaker director conservative liberal socialist
    justice commissioner sheriff texan vermonter diplomat commentator comedian singer rapper
    entertainer filmmaker investor financier entrepreneur philanthropist activist historian
    """.split()
)

# Of these no one is meant whom the article does not call so.
_OFFICES = frozenset(
    """
    president premier prime-minister chancellor judge pope king queen prince general admiral
    ambassador first-lady vice-president professor pastor mayor sheriff analyst
    pollster columnist host director chairman minister attorney speaker commissioner
    """.split()
)

_NEUTRAL = frozenset(
    """
    the a an of from for in at and presumptive presidential longtime likely party now then
    onetime presumed eventual own time two-term three-term one-time state-wide top embattled
    outspoken current new freshman junior senior veteran fellow
    """.split()
)
_NATIONS = frozenset(DEMONYMS.values()) | frozenset(["african"])
# Whom nothing calls "French" is not "the French president"; "American" mostly goes unsaid.
_ABROAD = _NATIONS - {"american"}
_HEADS = frozenset(
    """
    spokesman whip strategist nominee rival opponent mate aide guru heir sibling son daughter
    wife husband mother father brother sister cousin nephew niece uncle aunt friend ally
    delegate activist advocate surrogate attendee resident consultant architect assistant
    deputy partner athlete coach pilot priest nun monk student graduate native expert pundit
    critic champion star legend icon hero pioneer giant titan star scion envoy diplomat
    historian theologian chancellor superintendent assemblyman assemblywoman councilman
    councilwoman treasurer comptroller marshal marine hopeful protege mentor boss guy
    """.split()
)
PARTIES = frozenset(["republican", "democrat", "independent"])


@dataclass(frozen=True, slots=True)
class Role:
    """A role in its article's words: its head, and the words beside it, folded.

    `core` are those that say what somebody is; the rest say where or whose.
    """

    phrase: str
    head: str
    words: frozenset[str]
    core: frozenset[str]


def role_of(phrase: str) -> Role:
    """Fold a phrase such as "the former Ohio governor"; its last word is its head.

    What follows "of", "from", "for", "at" or "to" describes the head before it.
    """
    before = _AFTER_HEAD.split(_joined(phrase))[0]
    core = fold_role(_POSSESSOR.sub("", before))
    words = frozenset(fold_role(phrase))
    return Role(phrase, core[-1] if core else "", words, frozenset(core))


def head_word(phrase: str) -> list[str]:
    """The head of a role as it is written, as a list of at most one word."""
    return _POSSESSOR.sub("", _AFTER_HEAD.split(phrase)[0]).split()[-1:]


def names_role(role: Role) -> bool:
    """Whether a phrase says what a person is: "the dean", not "the lack of jobs"."""
    return any(
        word in FAMILIAR
        or word in _OFFICES
        or word in PERSONAL
        or word in HUMANS
        or word in _HEADS
        or _is_agent(word)
        for word in (role.head, role.head.rpartition("-")[2])
    )


def fold_role(phrase: str) -> list[str]:
    """The words of a role in one form: "Sen.", "senators" and "senator" are one."""
    found = []
    for written in _WORD.findall(_joined(phrase)):
        word = re.sub(r"[’']s?$", "", written.lower()).rstrip(".")
        spelled = (_STATES.get(part, part) for part in _parts(word))
        found += [_SAME.get(part, part) for part in spelled]
    return found


def _parts(word: str) -> list[str]:
    """A party and its state: "R-Ariz."."""
    party, _, state = word.partition("-")
    if party in ("r", "d", "i") and state:
        return [party, state]
    return [word]


def _joined(phrase: str) -> str:
    joined = _TWO_WORDS.sub(r"\1-\2", phrase)
    return _TWO_TITLES.sub(lambda found: found.group().replace(" ", "-"), joined)


def fits(asked: Role, known: Iterable[Role]) -> float:
    """How well somebody's known roles explain a mention such as "the Florida senator".

    Returns:
        Negative where they speak against it, 0 where they say nothing, else higher is
        better: about 3 for the head, 2 for each place, party or name.
    """
    roles = list(known)
    words = frozenset[str]().union(*(role.words for role in roles)) if roles else frozenset()
    specific = asked.words - _NEUTRAL - {asked.head, "former"}
    if _clashes(asked.words, words) or asked.words & _ABROAD - words:
        return -3.0
    heads = [(_head_score(asked.head, role), role) for role in roles]
    score = max((head for head, _ in heads), default=0.0)
    same = [role for head, role in heads if head]
    if not same and not is_familiar(asked):
        return -1.0
    if same and "former" in asked.words:
        score += 1.0 if any("former" in role.words for role in same) else -1.0
    elif same and all("former" in role.words for role in same):
        score -= 1.5
    # Plain "the president" is rather who is plainly called so than a foreign one.
    if same and not asked.words & _NATIONS and all(role.words & _NATIONS for role in same):
        score -= 0.6
    score += sum(2.0 for word in specific & words)
    score -= sum(0.8 for word in specific - words)
    return score


def explains(asked: Role, known: Iterable[Role]) -> bool:
    """Whether the known roles hold the head and all that is specific of a mention."""
    roles = list(known)
    words = frozenset[str]().union(*(role.words for role in roles)) if roles else frozenset()
    specific = asked.words - _NEUTRAL - {asked.head}
    return any(_head_score(asked.head, role) for role in roles) and specific <= words


def is_specific(role: Role) -> bool:
    """Whether a phrase says more than its head: "the Ohio senator", not "the senator"."""
    return bool(role.words - _NEUTRAL - {role.head, "former"})


def is_familiar(role: Role) -> bool:
    """Whether such a phrase may stand for somebody whom nothing calls so."""
    return role.head in FAMILIAR and role.head not in _OFFICES


def _head_score(head: str, role: Role) -> float:
    """3 where a role has the very head, 2 where it has one that may be called so, else 0."""
    if head in role.core:
        return 3.0
    return 2.0 if _ALSO.get(head, frozenset()) & role.core else 0.0


def _is_agent(word: str) -> bool:
    return len(word) > 4 and word not in _NO_AGENT and bool(_AGENT.search(word))


def _clashes(asked: frozenset[str], known: frozenset[str]) -> bool:
    """Another state, party or nation than the one that is known."""
    # Who is independent may be a candidate of a party too.
    for kind in (STATES, PARTIES - {"independent"}, _NATIONS):
        wanted, has = asked & kind, known & kind
        if wanted and has and not wanted & has:
            return True
    return False
