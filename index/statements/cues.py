"""The verbs that report speech in English news, by what may follow them."""

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

# Of these, the verbs whose object is itself what was said, without a quotation.
DEMANDING = frozenset("accuse urge demand promise vow pledge call describe portray warn".split())

# Auxiliaries after which nothing has been said yet.
UNREAL = frozenset(
    """
    will wo would could should may might can ca must to
    """.split()
)
