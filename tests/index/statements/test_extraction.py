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


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Maren will say that the tunnel is safe.", "affirmed", "planned"),
        ("Maren could say that the tunnel is safe.", "affirmed", "possible"),
        ("Maren did not say that the tunnel is safe.", "negated", "actual"),
        ("Maren declined to say whether the tunnel is safe.", "negated", "actual"),
        ("Maren stopped short of saying that the tunnel is safe.", "negated", "actual"),
        ("Nobody said that the tunnel is safe.", "negated", "actual"),
    ],
)
def test_what_was_not_said_is_kept_and_marked(
    text: str, polarity: str, modality: str, parser: Parser
) -> None:
    found = [s for s in statements_of(text, parser) if s.words[0].of(text).endswith("is safe")]
    assert found
    assert not any(s.was_said for s in statements_of(text, parser))
    assert (found[-1].polarity, found[-1].modality) == (polarity, modality)


@pytest.mark.parametrize("text", ["The tunnel opened on Monday.", "It said nothing."])
def test_narration_is_no_statement(text: str, parser: Parser) -> None:
    assert not any(s.was_said for s in statements_of(text, parser))


def test_denial_is_speech_of_the_denial(parser: Parser) -> None:
    (statement,) = statements_of("Maren denied that the tunnel leaks.", parser)
    assert statement.was_said


def test_thought_is_a_stance(parser: Parser) -> None:
    (statement,) = statements_of("Maren believes that the tunnel is safe.", parser)
    assert (statement.manner, statement.was_said) == ("stance", False)


def test_nouns_carry_statements(parser: Parser) -> None:
    text = "The council laughed at the mayor's claim that the tunnel is safe."
    statement = next(s for s in statements_of(text, parser) if s.manner == "noun")
    assert [w.of(text) for w in statement.words] == ["that the tunnel is safe"]
    assert statement.mention is not None
    assert statement.mention.of(text) == "the mayor"


def test_source_after_according_to_speaks(parser: Parser) -> None:
    text = "The tunnel leaks, according to the harbour office."
    (statement,) = statements_of(text, parser)
    assert statement.speaker == "harbour office"
    assert [w.of(text) for w in statement.words] == ["The tunnel leaks"]
    assert statement.manner == "speech"


def test_second_hand_speech_is_not_that_of_who_is_thought_of(parser: Parser) -> None:
    text = "People familiar with Maren's thinking said that the tunnel is safe."
    found = [s for s in statements_of(text, parser) if s.was_said]
    assert [s.mention.of(text) for s in found if s.mention] == ["People"]


def test_lone_quotation_after_narration_is_the_last_speakers_and_less_sure(
    parser: Parser,
) -> None:
    text = "“It leaks,” Ann Reyes said.\n\nShe left.\n\n“Nobody tested the pumps. They were old.”"
    first, second = statements_of(text, parser)
    assert (second.speaker, second.basis, second.cue) == ("Ann Reyes", "inherited", None)
    assert second.confidence < first.confidence


def test_quotation_without_anybody_before_it_stays_unattributed(parser: Parser) -> None:
    assert statements_of("“Nobody tested the pumps. They were old.”", parser) == []


def test_clause_around_its_cue_is_one_statement_in_two_spans(parser: Parser) -> None:
    text = "The tunnel, Ann Reyes said, is full of water."
    (statement,) = statements_of(text, parser)
    assert [w.of(text) for w in statement.words] == ["The tunnel", "is full of water"]


def test_british_marks_are_quotation_marks(parser: Parser) -> None:
    text = "‘Nobody tested the pumps,’ said Ann Reyes. ‘They were old.’"
    (statement,) = statements_of(text, parser)
    assert statement.kind == "direct"
    assert [w.of(text) for w in statement.words] == ["Nobody tested the pumps,", "They were old."]


def test_turns_of_a_transcript_are_their_speakers_words(parser: Parser) -> None:
    text = (
        "REYES: Who tested the pumps?\n\nMAREN: The pumps were tested in May.\n\nREYES: They leak."
    )
    found = [s for s in statements_of(text, parser) if s.cue and s.cue.of(text) == ":"]
    assert [s.mention.of(text) for s in found if s.mention] == ["REYES", "MAREN", "REYES"]
    assert found[1].words[0].of(text) == "The pumps were tested in May."


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


def test_surname_that_a_headline_gives_is_who_then_comes_in_full(parser: Parser) -> None:
    text = "“It leaks,” Simmons said.\n\nBob Simmons said he would walk."
    speakers = [statement.speaker for statement in statements_of(text, parser)]
    assert speakers == ["Bob Simmons", "Bob Simmons"]


def test_surname_long_before_the_full_name_stays_a_surname(parser: Parser) -> None:
    text = "“It leaks,” Simmons said.\n\n" * 4 + "Bob Simmons said he would walk."
    speakers = [statement.speaker for statement in statements_of(text, parser)]
    assert speakers == [*["Simmons"] * 4, "Bob Simmons"]


def test_nested_speech_keeps_both_speakers(parser: Parser) -> None:
    text = "Kurt Vogel said that Ilse Brandt had told him that the tunnel leaks."
    found = {s.speaker: s.reported_by for s in statements_of(text, parser)}
    assert found == {"Kurt Vogel": None, "Ilse Brandt": "Kurt Vogel"}


def test_name_after_a_role_is_the_speaker(parser: Parser) -> None:
    (statement,) = statements_of("A spokeswoman, Kate Bloom, said the tunnel is safe.", parser)
    assert statement.speaker == "Kate Bloom"


def test_quotation_inside_reported_words_keeps_both_its_marks(parser: Parser) -> None:
    text = 'Ann Reyes said the tunnel had "the wrong pumps."'
    (statement,) = statements_of(text, parser)
    assert [words.of(text) for words in statement.words] == ['the tunnel had "the wrong pumps."']


@pytest.mark.parametrize(
    ("text", "mention", "speaker"),
    [
        ("Ann Reyes met Paul Ode, who said that it leaks.", "Paul Ode, who", "Paul Ode"),
        (
            "Mr. Ode, asked about the boats of Ms. Reyes, had said, “Our harbour does harm.”",
            "Mr. Ode",
            "Ode",
        ),
        ("Ann Reyes, the 2012 nominee, tweeted in response: “It leaks.”", "Ann Reyes", "Ann Reyes"),
        ("“It leaks,” said Snelling.", "Snelling", "Snelling"),
        (
            "“Nonsense,” wrote a harbour supporter who runs the ferry.",
            "a harbour supporter",
            "harbour supporter",
        ),
    ],
)
def test_speaker_is_found_behind_an_aside_and_where_the_parser_errs(
    text: str, mention: str, speaker: str, parser: Parser
) -> None:
    said = [s for s in statements_of(text, parser) if s.cue and s.cue.of(text) != "asked"]
    assert [(s.mention.of(text), s.speaker) for s in said if s.mention] == [(mention, speaker)]
