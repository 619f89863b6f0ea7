"""The words that report what somebody said, thinks or wants, in English news."""

from index.types import Manner

# Verbs whose clause or quotation is what was said: "said that ...", "..., he added".
SAYING = frozenset(
    """
    say tell add note argue claim insist explain declare announce state remark assert
    acknowledge admit concede confirm contend suggest warn write tweet post reply respond
    answer observe recall predict promise vow pledge reiterate repeat stress emphasize
    emphasise testify joke quip lament complain boast allege maintain caution conclude
    charge counter deny disclose reveal report signal estimate mention continue exclaim
    shout yell whisper interject retort ask wonder muse urge ask proclaim recount relate
    indicate point speculate agree disagree affirm implore plead declare opine
    """.split()
)

# Verbs whose object and complement carry what was said: "accused him of ...".
ADDRESSING = frozenset(
    """
    accuse blame praise criticize criticise condemn denounce dismiss describe call demand
    urge warn mock slam blast deride decry hail tout characterize characterise liken defend
    reject question portray promise vow pledge thank apologize apologise
    """.split()
)

# Speech too, though what it governs is often no clause: "referring to", "attacked the plan".
REPORTING = frozenset(
    """
    advise advocate assail assure attack attest bark blog chant chastise chide cite clarify
    comment compare compliment confide cry decline deem dub echo elaborate email endorse
    exhort express highlight inform inquire insult jeer lambaste lecture mutter object
    pronounce propose protest quote rail rant rebuff rebuke rebut recite recommend refer
    refute remind repudiate request reprimand scold scream snap speak talk taunt tease thunder
    underline underscore utter voice volunteer welcome
    """.split()
)

# What a document does when it says something, and a person does otherwise: "the poll showed".
DOCUMENTING = frozenset("show find read detail describe list include state note".split())

# What nobody hears, even beside a quotation.
THINKING = frozenset(
    """
    think believe know feel want hope wish like love hate prefer fear expect consider doubt
    assume imagine realize realise intend plan seem appear mean see hear remember learn
    """.split()
)

# Nouns that carry what was said: "his claim that".
SPOKEN_NOUNS = frozenset(
    """
    accusation admission advice allegation announcement answer appeal argument assertion
    attack boast call caution charge claim comment complaint condemnation confession
    contention criticism critique declaration demand denial denunciation description
    disclosure endorsement explanation indication insistence invitation invocation joke letter
    mention message notion objection plea pledge portrayal prediction promise proposal question
    recommendation remark report request response rhetoric rumor speech statement story
    suggestion talk testimony threat tweet urging verdict vow warning word
    """.split()
)

# Nouns that carry what is thought, felt or meant: "their fear of".
_HELD_NOUNS = frozenset(
    """
    agreement ambition amusement assessment assurance attitude belief bid case certainty
    concern conclusion confidence conviction decision desire dismay doubt dream enthusiasm
    estimate expectation expression fear feeling forecast frustration goal hesitation hint
    hope idea impression intention interest judgment offer opinion opposition optimism order
    outrage perception pessimism plan position preference priority reaction reassurance
    recognition refusal regret rejection resentment sense signal skepticism speculation
    support suspicion sympathy temptation theory thought understanding view vision
    willingness wish worry
    """.split()
)

NOUNS = SPOKEN_NOUNS | _HELD_NOUNS

# Adjectives with what somebody holds: "confident that", "worried about".
ADJECTIVES = frozenset(
    """
    adamant afraid angry anxious aware certain clear concerned confident convinced critical
    curious dismissive doubtful eager emphatic explicit fearful grateful happy hopeful mindful
    open opposed optimistic pessimistic proud ready reluctant sceptical silent skeptical sorry
    supportive sure surprised uncertain unsure vocal wary willing worried
    """.split()
)

# Verbs that lend a noun their subject: "made a promise to".
LIGHT = frozenset(
    """
    make issue give have express release repeat voice deliver raise offer take hold send
    reject renew post share dismiss announce write file win draw bring lodge level include
    """.split()
)

# Verbs whose subject belongs to what is thought: "the plan seems to fail".
RAISING = frozenset("seem appear".split())

# Verbs that say of the next one that it did not happen: "declined to say".
WITHHOLDING = frozenset(
    "decline refuse stop avoid forget neglect fail refrain hesitate stopped duck dodge".split()
)

# Verbs that say of the next one that it is yet to happen: "plans to tell".
PLANNING = frozenset(
    """
    plan want intend expect hope prepare aim wish threaten seek try need promise vow pledge
    schedule set slate like
    """.split()
)

_SPEECH = SAYING | ADDRESSING | REPORTING | {"accord"}


def manner_of(lemma: str, part_of_speech: str, *, quoted: bool, by_thing: bool) -> Manner:
    """What a cue is: speech, a noun that stands for speech, or else a stance.

    A verb that the parser takes for a noun, and the colon after a name, speak too.
    `quoted` tells that a quotation is all it governs, `by_thing` that its subject is a
    common noun such as "the poll".
    """
    if part_of_speech == "NOUN" and lemma not in SAYING - SPOKEN_NOUNS - _HELD_NOUNS:
        return "noun" if lemma in SPOKEN_NOUNS else "stance"
    if quoted and part_of_speech != "ADJ" and lemma not in THINKING:
        return "speech"
    if lemma in DOCUMENTING and by_thing:
        return "speech"
    return "speech" if lemma in _SPEECH else "stance"
