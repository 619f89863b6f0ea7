"""What kind of speaker a noun names: a person, a group, someone unnamed, a document."""

from typing import TYPE_CHECKING

from index.types import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_DOCUMENTS = frozenset(
    """
    report filing statement study letter memo memorandum email e-mail document lawsuit suit
    complaint indictment poll survey article book ad advertisement commercial editorial tweet
    release ruling opinion order bill analysis review note text message transcript affidavit
    petition resolution law constitution treaty agreement website site page post video script
    headline story column essay paper bulletin dispatch cable notice sign banner draft plan
    platform audit record data statistic figure count census brief motion caption label slogan
    """.split()
)
_UNNAMED = frozenset(
    """
    official aide source adviser advisor diplomat person people somebody someone man woman
    witness insider operative strategist staffer member spokesman spokeswoman spokesperson
    analyst expert employee worker voter resident neighbor neighbour friend relative attendee
    protester protestor supporter student teacher parent mother father brother sister wife
    husband son daughter boy girl guy lady passenger driver doctor nurse lawyer attorney judge
    prosecutor investigator detective officer reporter journalist editor host moderator
    author writer professor scholar researcher scientist executive manager director donor
    fundraiser lobbyist activist organizer volunteer delegate lawmaker senator congressman
    congresswoman representative politician candidate minister secretary ambassador soldier
    veteran general commander colleague ally associate representative other some many few one
    user commenter caller heckler speaker observer
    """.split()
)
_GROUPS = frozenset(
    """
    campaign team committee government administration party company department agency police
    ministry office court group organization organisation union association coalition council
    commission board bank network newspaper magazine paper publication institute foundation
    university school church congress senate parliament house cabinet delegation crowd
    audience panel staff camp pac firm corporation service bureau army military embassy
    coalition community public press media opposition side family couple kremlin pentagon
    country nation state city chamber league federation center centre
    """.split()
)
# One of these is somebody nobody names; several are a body that speaks.
_GROUP_IN_PLURAL = frozenset(
    """
    critic opponent supporter voter lawmaker activist leader democrat republican conservative
    liberal
    """.split()
)
_OFFICES = frozenset(
    """
    governor mayor premier chancellor king queen prince princess pope bishop pastor priest rabbi
    imam sheriff commissioner nominee candidate contender businessman businesswoman mogul tycoon
    billionaire entrepreneur investor economist pollster columnist anchor actor actress singer
    artist historian coach player star critic opponent lawmaker
    """.split()
)

HUMANS = _UNNAMED | frozenset("chairman chairwoman chief president leader owner founder".split())


def kind_of(head: "Token") -> SpeakerKind:
    """The kind of speaker whose phrase has this head word, where it is no person's name."""
    lemma = head.lemma_.lower()
    plural = head.tag_ in ("NNS", "NNPS")
    if lemma in _GROUP_IN_PLURAL:
        return "group" if plural else "anonymous"
    if lemma in _UNNAMED:
        return "anonymous"
    if lemma in _DOCUMENTS:
        return "document"
    if lemma in _GROUPS or head.pos_ == "PROPN" or plural:
        return "group"
    return "anonymous" if lemma in HUMANS | _OFFICES else "group"


def is_human(noun: "Token") -> bool:
    """Whether a noun names one human being: "a protester", "the spokesman"."""
    return noun.tag_ == "NN" and noun.lemma_.lower() in HUMANS
