"""Every statement of the seed article, read and written down by hand."""

import pytest

from index.types import Article, Statement

# How the text names the speaker, the cue, kind, manner, polarity, modality, and the words.
SAID = ("speech", "affirmed", "actual")
STANCE = ("stance", "affirmed", "actual")
PLANNED = ("speech", "affirmed", "planned")

EXPECTED = [
    (
        "President Donald Trump",
        "said",
        "indirect",
        SAID,
        ["that a minerals deal with Ukraine is the security guarantee Kyiv needs against Russia"],
    ),
    (
        "Starmer",
        "saying",
        "indirect",
        SAID,
        ["peace in Ukraine had only become possible because of Trump"],
    ),
    (
        "Starmer",
        "argued",
        "indirect",
        SAID,
        ["that there could be no long-term peace in Ukraine without firm U.S. security guarantees"],
    ),
    (
        "Trump",
        "said",
        "direct",
        SAID,
        [
            "We are a backstop because we'll be over there, we'll be working,",
            "We're going to have a lot of people over there.",
        ],
    ),
    (
        "Starmer",
        "said",
        "direct",
        SAID,
        [
            "We're about to have a discussion about how we can make that work,",
            "We've got to make sure it's a deal that lasts.",
        ],
    ),
    (
        "Trump",
        "calling",
        "mixed",
        SAID,
        ['Ukrainian President Volodymyr Zelenskyy a "dictator,"'],
    ),
    ("Trump", "demanding", "indirect", SAID, ["payback for U.S. financial support for Kyiv"]),
    ("the Ukrainian leader", "said", "indirect", SAID, ["would hinge on further U.S. aid"]),
    (
        "Trump",
        "portrays",
        "indirect",
        SAID,
        ["the deal as a way to recoup American money that has been spent to support Ukraine"],
    ),
    (
        "a U.S. official",
        "said",
        "indirect",
        SAID,
        ["It includes no specific security guarantees for Ukraine"],
    ),
    (
        "A senior Trump administration official",
        "told",
        "indirect",
        SAID,
        ["they were pleased with Starmer's pledges to increase defense spending"],
    ),
    (
        "Starmer",
        "pledges",
        "indirect",
        ("noun", "affirmed", "actual"),
        ["to increase defense spending"],
    ),
    (
        "Putin",
        "warned",
        "mixed",
        SAID,
        [
            '"Western elites" against trying to sabotage a potential rapprochement between'
            " Russia and the United States"
        ],
    ),
    (
        "Putin",
        "saying",
        "indirect",
        SAID,
        ["Moscow would use its diplomats and intelligence services to thwart such efforts"],
    ),
    ("Trump", "promising", "indirect", SAID, ["trade tariffs on U.S. friends and foes alike"]),
    (
        "the Trump aide",
        "said",
        "direct",
        SAID,
        [
            "We would want any economic relationship with the UK to be based on reciprocal and"
            " equal trade,"
        ],
    ),
    (
        "Trump",
        "complained",
        "indirect",
        SAID,
        ["trade relations with the European Union, which Britain left in 2020"],
    ),
    (
        "Starmer",
        "interjected",
        "direct",
        SAID,
        [
            "On our trade, obviously, it is fair and balanced,",
            "and in fact you've got a bit of surplus so we're in a different position.",
        ],
    ),
    (
        "U.S. government statistics",
        "according",
        "indirect",
        SAID,
        ["The U.S. has a trade surplus in goods with Britain"],
    ),
    (
        "U.S. Vice President JD Vance",
        "said",
        "mixed",
        SAID,
        [
            'the leaders would discuss what he described as "infringements on free speech" in'
            " Britain that have affected American technology companies"
        ],
    ),
    (
        "he",
        "described",
        "mixed",
        SAID,
        [
            '"infringements on free speech" in Britain that have affected American technology'
            " companies"
        ],
    ),
    (
        "Starmer",
        "responded",
        "direct",
        SAID,
        ["We've had free speech for a very, very long time in the United Kingdom,"],
    ),
    (
        "The British leader's team",
        "said",
        "mixed",
        SAID,
        ['the atmosphere was warm with a "gracious host."'],
    ),
    (
        "Starmer",
        "argue",
        "indirect",
        PLANNED,
        [
            "that a rushed peace deal with Russia, without the participation of Ukraine or"
            " European nations, might lead to further instability in Europe, which would not be"
            " good for the United States"
        ],
    ),
    (
        "Starmer",
        "said",
        "mixed",
        SAID,
        [
            "he is open to British troops providing security guarantees to Ukraine but only"
            ' alongside other European nations and with "the right conditions in place."'
        ],
    ),
    (
        "the U.S. official",
        "said",
        "indirect",
        SAID,
        [
            "European countries are concerned about the high level of conflict in Ukraine now",
            "while a ceasefire would give them more comfort that their role is more about"
            " peacekeeping than deterring active conflict",
        ],
    ),
    (
        "the U.S. official",
        "said",
        "direct",
        SAID,
        [
            "The type of force depends very much on the political settlement that is made to end"
            " the war,",
            "That trade-off is part of what the leaders today are going to be discussing.",
        ],
    ),
    (
        "Starmer",
        "signaled",
        "indirect",
        SAID,
        ["that Britain will increase defense spending"],
    ),
    ("Trump", "advocating", "indirect", SAID, ["U.S. ownership of the Gaza Strip"]),
    (
        "Trump",
        "expressed",
        "indirect",
        SAID,
        [
            "optimism that a ceasefire deal in Ukraine could be reached, and that Russian President"
            " Vladimir Putin would hold his end of any bargain"
        ],
    ),
]


def as_read(statement: Statement, article: Article) -> tuple[object, ...]:
    mention = statement.mention.of(article.text) if statement.mention else ""
    cue = statement.cue.of(article.text) if statement.cue else ""
    reality = (statement.manner, statement.polarity, statement.modality)
    return mention, cue, statement.kind, reality, [w.of(article.text) for w in statement.words]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda e: f"{e[0]} {e[1]} {e[4][0][:24]}")
def test_statement_read_by_hand_is_found(
    expected: tuple[object, ...], seed: Article, seed_statements: list[Statement]
) -> None:
    assert expected in [as_read(statement, seed) for statement in seed_statements]


def test_nothing_else_is_told_to_have_been_said(
    seed: Article, seed_statements: list[Statement]
) -> None:
    found = [as_read(statement, seed) for statement in seed_statements if statement.was_said]
    others = [statement[:2] for statement in found if statement not in EXPECTED]
    assert others == []
    assert len(EXPECTED) >= 25
