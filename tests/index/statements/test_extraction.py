import pytest

from index.segmentation import segment
from index.statements.extraction import extract_statements
from index.statements.parser import Parser
from index.types import Article, Statement


def statements_of(text: str, parser: Parser) -> list[Statement]:
    article = Article("a", text, "t")
    return extract_statements(article, segment(article), parser)


def find(article: Article, statements: list[Statement], cue: str, words: str) -> Statement:
    return next(
        s
        for s in statements
        if s.cue
        and s.cue.of(article.text) == cue
        and any(words in w.of(article.text) for w in s.words)
    )


def test_reported_speech_keeps_its_clause_and_its_speakers_full_name(
    seed: Article, seed_statements: list[Statement]
) -> None:
    statement = find(seed, seed_statements, "said", "minerals deal")
    assert statement.speaker == "Donald Trump"
    assert statement.kind == "indirect"
    (words,) = statement.words
    assert words.of(seed.text) == (
        "that a minerals deal with Ukraine is the security guarantee Kyiv needs against Russia"
    )


def test_quotation_split_by_its_cue_is_one_statement(
    seed: Article, seed_statements: list[Statement]
) -> None:
    statement = find(seed, seed_statements, "said", "backstop")
    assert statement.speaker == "Donald Trump"
    assert statement.kind == "direct"
    assert [w.of(seed.text) for w in statement.words] == [
        "We are a backstop because we'll be over there, we'll be working,",
        "We're going to have a lot of people over there.",
    ]
    assert statement.extent.of(seed.text).startswith('"We are a backstop')
    assert statement.extent.of(seed.text).endswith('people over there."')


def test_interjection_between_two_halves_of_a_sentence_is_one_statement(
    seed: Article, seed_statements: list[Statement]
) -> None:
    statement = find(seed, seed_statements, "interjected", "fair and balanced")
    assert statement.speaker == "Keir Starmer"
    assert len(statement.words) == 2


def test_aides_officials_and_teams_speak_for_themselves(
    seed_statements: list[Statement],
) -> None:
    speakers = {statement.speaker for statement in seed_statements}
    assert {"Trump aide", "U.S. official", "British leader's team"} <= speakers


def test_what_somebody_will_argue_has_not_been_said(
    seed: Article, seed_statements: list[Statement]
) -> None:
    assert not any(s.cue and s.cue.of(seed.text) == "argue" for s in seed_statements)


@pytest.mark.parametrize(
    "text",
    [
        "Maren will say that the tunnel is safe.",
        "Maren did not say that the tunnel is safe.",
        "Maren declined to say whether the tunnel is safe.",
        "The tunnel is said to be safe.",
        "It said nothing.",
    ],
)
def test_what_was_not_said_is_no_statement(text: str, parser: Parser) -> None:
    assert statements_of(text, parser) == []


def test_pronoun_is_not_guessed(parser: Parser) -> None:
    (statement,) = statements_of("“It leaks,” he said.", parser)
    assert statement.speaker is None
    assert statement.confidence == 0.0


def test_surname_of_two_people_stays_a_surname(parser: Parser) -> None:
    text = "Ann Reyes met Paul Reyes on Monday. “It leaks,” Reyes said."
    (statement,) = statements_of(text, parser)
    assert statement.speaker == "Reyes"


def test_every_statement_lies_in_whole_sentences_and_holds_its_parts(
    seed: Article, seed_statements: list[Statement]
) -> None:
    sentences = segment(seed).sentences
    starts, ends = {s.start for s in sentences}, {s.end for s in sentences}
    for statement in seed_statements:
        assert statement.extent.start in starts
        assert statement.extent.end in ends
        assert all(statement.extent.contains(words) for words in statement.words)
        assert statement.cue is None or statement.extent.contains(statement.cue)
    assert len(seed_statements) >= 20


def test_surname_that_is_introduced_by_itself_is_not_taken_for_somebody_elses(
    parser: Parser,
) -> None:
    text = (
        'Simmons, the opposition leader, told reporters that the rise was "a tax on the poor". '
        "Bob Simmons, a baker, said he would walk."
    )
    first, second = statements_of(text, parser)
    assert (first.speaker, second.speaker) == ("Simmons", "Bob Simmons")


def test_surname_before_the_full_name_stays_a_surname(parser: Parser) -> None:
    text = (
        "“It leaks,” Simmons said.\n\n"
        "Bob Simmons said he would walk. “The pumps leak,” Simmons said."
    )
    speakers = [statement.speaker for statement in statements_of(text, parser)]
    assert speakers == ["Simmons", "Bob Simmons", "Bob Simmons"]


def test_hearsay_is_the_words_of_who_passes_it_on(parser: Parser) -> None:
    text = "Kurt Vogel said that Ilse Brandt had told him that the tunnel leaks."
    assert [statement.speaker for statement in statements_of(text, parser)] == ["Kurt Vogel"]


def test_name_after_a_role_is_the_speaker(parser: Parser) -> None:
    (statement,) = statements_of("A spokeswoman, Kate Bloom, said the tunnel is safe.", parser)
    assert statement.speaker == "Kate Bloom"


def test_quotation_inside_reported_words_keeps_both_its_marks(parser: Parser) -> None:
    text = 'Ann Reyes said the tunnel had "the wrong pumps."'
    (statement,) = statements_of(text, parser)
    assert [words.of(text) for words in statement.words] == ['the tunnel had "the wrong pumps."']
