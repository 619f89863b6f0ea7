"""Which words a quotation's speaker said, in the ways news sets them."""

import pytest

from index.segmentation import segment
from index.statements.extraction import extract_statements
from index.statements.parser import Parser
from index.types import Article, Statement


def statements_of(text: str, parser: Parser) -> list[Statement]:
    article = Article("a", text, "t")
    return extract_statements(article, segment(article), parser)


def as_read(text: str, parser: Parser) -> list[tuple[str | None, str, list[str]]]:
    """Speaker, cue and words of everything that was said, in order."""
    return [
        (s.speaker, s.cue.of(text) if s.cue else "", [w.of(text) for w in s.words])
        for s in statements_of(text, parser)
        if s.was_said
    ]


def test_quotation_after_a_paragraph_that_announces_it_has_that_speaker(parser: Parser) -> None:
    text = 'Ann Reyes met the press. She told the council:\n\n"The pumps are old."\n\n"They leak."'
    assert as_read(text, parser) == [
        ("Ann Reyes", "told", ["The pumps are old.", "They leak."]),
    ]
    announced = statements_of(text, parser)[0]
    assert announced.basis == "pronoun"
    assert announced.extent.of(text).startswith("She told")


def test_colon_that_announces_nothing_gives_nobody_the_quotation(parser: Parser) -> None:
    text = 'The harbour in numbers:\n\n"The pumps are old. Nobody tested them."'
    assert as_read(text, parser) == []


def test_name_with_a_colon_speaks(parser: Parser) -> None:
    text = "Ann Reyes: “The pumps are old and nobody tested them.”"
    (statement,) = statements_of(text, parser)
    assert (statement.speaker, statement.kind, statement.manner) == (
        "Ann Reyes",
        "direct",
        "speech",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“It leaks.” Ann Reyes added, “The pumps will fail.”",
            [("Ann Reyes", "added", ["The pumps will fail."])],
        ),
        (
            "“It leaks,” Ann Reyes said, and then predicted: “The pumps will fail.”",
            [
                ("Ann Reyes", "said", ["It leaks,"]),
                ("Ann Reyes", "predicted", ["The pumps will fail."]),
            ],
        ),
        (
            "“It leaks,” Ann Reyes said before adding: “Maybe it does not, I do not know.”",
            [
                ("Ann Reyes", "said", ["It leaks,"]),
                ("Ann Reyes", "adding", ["Maybe it does not, I do not know."]),
            ],
        ),
        (
            "Ann Reyes told harbour radio host Matt Bell, “The pumps will fail.”",
            [("Ann Reyes", "told", ["The pumps will fail."])],
        ),
        (
            "The pumps, Ann Reyes said, “were never tested and will fail.”",
            [("Ann Reyes", "said", ["The pumps", "“were never tested and will fail.”"])],
        ),
        (
            "“It leaks,“ said Ann Reyes. “It is bad.”",
            [("Ann Reyes", "said", ["It leaks,", "It is bad."])],
        ),
    ],
)
def test_each_quotation_goes_to_its_own_cue(
    text: str, expected: list[tuple[str, str, list[str]]], parser: Parser
) -> None:
    assert as_read(text, parser) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Ann Reyes said that the pumps are old, and that nobody tested them.",
            "that the pumps are old, and that nobody tested them",
        ),
        (
            "Ann Reyes signaled that the harbour will buy new pumps and is expected to tell the"
            " council how many.",
            "that the harbour will buy new pumps",
        ),
    ],
)
def test_narrator_and_speaker_are_told_apart_after_and(
    text: str, words: str, parser: Parser
) -> None:
    first = statements_of(text, parser)[0]
    assert [w.of(text) for w in first.words] == [words]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Ann Reyes issued a statement saying the pumps leak.", "Ann Reyes"),
        ("Ann Reyes was quick to add that the pumps leak.", "Ann Reyes"),
        ("Ann Reyes (R-Mich.) said the pumps leak.", "Ann Reyes"),
    ],
)
def test_subject_is_found_past_what_stands_between(text: str, mention: str, parser: Parser) -> None:
    mentions = [s.mention.of(text) for s in statements_of(text, parser) if s.mention]
    assert set(mentions) == {mention}


def test_who_is_asked_does_not_ask(parser: Parser) -> None:
    text = "Asked whether the pumps leak, Ann Reyes said they do."
    found = {s.cue.of(text): s.speaker for s in statements_of(text, parser) if s.cue}
    assert found["said"] == "Ann Reyes"
    assert found.get("Asked") is None


@pytest.mark.parametrize(
    "text",
    [
        "Ann Reyes released a memo titled “The Facts on Where the Pumps Stand.”",
        "The harbour shop sells a book by Ann Reyes called “Thirty Years of Pumps and Ferries.”",
    ],
)
def test_title_of_a_work_is_not_what_its_author_said(text: str, parser: Parser) -> None:
    assert not [s for s in statements_of(text, parser) if s.kind == "direct"]


def test_quotation_that_begins_with_a_space_is_read(parser: Parser) -> None:
    text = '" The pumps were never tested," Ann Reyes said.'
    assert as_read(text, parser) == [("Ann Reyes", "said", [" The pumps were never tested,"])]


@pytest.mark.parametrize(
    "text",
    [
        "The pumps, Ann Reyes said, “were never tested and will fail",
        "The pumps, Ann Reyes said, ''were never tested and will fail.''",
        "“ , Ann Reyes said, “were never tested and will fail",
        "In 2009 the harbour board “was losing money, and it needed it, Ann Reyes said.",
    ],
)
def test_words_lie_in_the_text_also_where_marks_are_missing(text: str, parser: Parser) -> None:
    for statement in statements_of(text, parser):
        for words in statement.words:
            assert 0 <= words.start < words.end <= len(text)


def test_statement_with_nothing_after_its_cue_ends_before_it(parser: Parser) -> None:
    text = "The tunnel will open in May, Ann Reyes said, adding that the pumps are old."
    first, *_ = statements_of(text, parser)
    assert [words.of(text) for words in first.words] == ["The tunnel will open in May"]


def test_space_before_a_comma_leaves_the_words_whole(parser: Parser) -> None:
    text = "The pumps are old, Ilse Maren said , adding that nobody had tested them."
    first, second = statements_of(text, parser)
    assert [words.of(text) for words in first.words] == ["The pumps are old"]
    assert [words.of(text) for words in second.words] == ["that nobody had tested them"]


def test_quotation_in_the_next_paragraph_goes_on_from_the_one_before(parser: Parser) -> None:
    text = "“It leaks,” Ann Reyes said.\n\n“The pumps are old.”\n\n“They fail.”"
    (statement,) = statements_of(text, parser)
    assert [w.of(text) for w in statement.words] == [
        "It leaks,",
        "The pumps are old.",
        "They fail.",
    ]
    assert (statement.extent.of(text), statement.basis) == (text, "name")


def test_quotation_that_fits_no_extract_with_the_one_before_stands_alone(parser: Parser) -> None:
    text = "“It leaks,” Ann Reyes said.\n\n“" + "Nobody tested the pumps. " * 25 + "”"
    first, second = statements_of(text, parser)
    assert [w.of(text) for w in first.words] == ["It leaks,"]
    assert (second.speaker, second.basis) == ("Ann Reyes", "inherited")


def test_who_was_asked_goes_on_and_not_who_asked(parser: Parser) -> None:
    text = (
        "“It leaks,” Ann Reyes told the Post when asked what the council would do.\n\n"
        "“Nobody tested the pumps.”"
    )
    told = next(s for s in statements_of(text, parser) if s.kind == "direct")
    assert told.speaker == "Ann Reyes"
    assert [w.of(text) for w in told.words] == ["It leaks,", "Nobody tested the pumps."]


def test_question_between_double_apostrophes_is_who_asks_it(parser: Parser) -> None:
    assert as_read("''Does it leak?'' Ann Reyes asked.", parser) == [
        ("Ann Reyes", "asked", ["Does it leak?"])
    ]


def test_quotation_is_theirs_who_sign_it_with_a_dash_beneath(parser: Parser) -> None:
    text = (
        "Ann Reyes met Tom Ode.\n\n“The pumps are old. They leak.”\n\n"
        "— Sen. Ann Reyes, in an interview\n\nNobody tested them."
    )
    (statement,) = statements_of(text, parser)
    assert as_read(text, parser) == [("Ann Reyes", "—", ["The pumps are old. They leak."])]
    assert statement.mention is not None
    assert statement.mention.of(text) == "Sen. Ann Reyes"
    assert statement.extent.of(text).endswith("in an interview")


def test_dash_with_a_clause_signs_nothing(parser: Parser) -> None:
    text = "Ann Reyes left.\n\n“The pumps are old.”\n\n— Reyes took the ferry."
    assert as_read(text, parser) == []


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ("Tom Ode agreed.", "Tom Ode"),
        ("Tom Ode went to the harbour with a statement of his own.", "Tom Ode"),
        ("Tom Ode took the ferry.", "Ann Reyes"),
        ("The harbour was closed by noon.", "Ann Reyes"),
    ],
)
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_quotation_is_theirs_who_are_told_to_speak_right_before(
    told: str, speaker: str, between: str, parser: Parser
) -> None:
    text = f"“It leaks,” Ann Reyes said.\n\n{told}{between}“Nobody ever tested those pumps.”"
    statement = statements_of(text, parser)[-1]
    assert [w.of(text) for w in statement.words][-1] == "Nobody ever tested those pumps."
    assert (statement.speaker, statement.basis) == (speaker, "inherited")


def test_quoted_heading_of_what_comes_next_is_nobodys(parser: Parser) -> None:
    text = "“It leaks,” Ann Reyes said.\n\nThe harbour was closed.\n\n“Related:”"
    assert as_read(text, parser) == [("Ann Reyes", "said", ["It leaks,"])]


def test_signature_may_tell_where_it_was_said(parser: Parser) -> None:
    text = "Tom Ode left.\n\n“The pumps are old.”\n\n— Ann Reyes, speaking at the harbour"
    assert as_read(text, parser) == [("Ann Reyes", "—", ["The pumps are old."])]


def test_who_asks_in_a_transcript_is_not_whom_they_address(parser: Parser) -> None:
    text = (
        "Mayor Ann Reyes spoke to Otto Ramos.\n\nRAMOS: Mayor Reyes, does the harbour leak?\n\n"
        "REYES: It leaks.\n\nRAMOS: Mayor Reyes, who knew?\n\nREYES: Everybody."
    )
    turns = [(s.speaker, s.words[0].of(text)) for s in statements_of(text, parser) if s.cue]
    assert ("Ann Reyes", "It leaks.") in turns
    assert not [words for speaker, words in turns if speaker == "Ann Reyes" and "?" in words]


def test_quotation_is_theirs_who_sign_it_with_a_dash_behind_it(parser: Parser) -> None:
    text = (
        "“The pumps are old, and nobody tested them.” ― Ann Reyes\n"
        "“It leaks every night.”― Pamela Ode\xa0\n"
        "“It rained.” - Tom Mercer, harbour master."
    )
    assert [(speaker, words) for speaker, _, words in as_read(text, parser)] == [
        ("Ann Reyes", ["The pumps are old, and nobody tested them."]),
        ("Pamela Ode", ["It leaks every night."]),
        ("Tom Mercer", ["It rained."]),
    ]


def test_dash_behind_a_quotation_with_words_of_the_narrator_signs_nothing(parser: Parser) -> None:
    assert as_read("“The pumps are old.” The mayor left. - Ann Reyes", parser) == []
    assert as_read("“The pumps are old.” — a pun on its last word", parser) == []


def test_whatever_is_done_after_a_comma_is_saying(parser: Parser) -> None:
    text = "“Go back to the harbour,” Ann Reyes barked, and a guard escorted Tom Ode out."
    assert as_read(text, parser) == [("Ann Reyes", "barked", ["Go back to the harbour,"])]
    assert as_read("Tom Ode was “old,” Ann Reyes knew.", parser) == []


def test_question_that_somebody_may_ask_is_not_the_last_speakers(parser: Parser) -> None:
    text = (
        "“It leaks,” Ann Reyes told the council.\n\nTom Ode was angry.\n\n"
        "“Is the harbour still open for that?” Mr. Ode left the room."
    )
    assert as_read(text, parser) == [("Ann Reyes", "told", ["It leaks,"])]
