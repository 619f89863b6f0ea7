from collections.abc import Callable
from datetime import date

import pytest

from index.segmentation import segment
from index.statements.offices import Held, OfficeBook
from index.statements.parser import Parser, paragraphs_of
from index.statements.speakers import Cast, Named
from index.types import Article, Statement


@pytest.fixture
def speaker_of(parser: Parser) -> Callable[..., Named]:
    """Who a mention stands for: its last occurrence, or the one before a given text."""

    def resolve(text: str, mention: str, **options: object) -> Named:
        article = Article("a", text, "t")
        groups = paragraphs_of(text, segment(article).sentences)
        docs = list(parser.parse(text, groups))
        cast = Cast(docs, **options)  # type: ignore[arg-type]  # each test names its own
        end = text.rindex(mention) + len(mention)
        for doc, group in zip(docs, groups, strict=True):
            for token in doc:
                if token.idx + group[0].start + len(token) == end:
                    return cast.resolve(token)
        raise AssertionError(f"'{mention}' is no word of the text")

    return resolve


def named(found: Named) -> tuple[str | None, str]:
    return found.name, found.basis


def test_surname_is_who_was_named_in_full_with_the_role(speaker_of: Callable[..., Named]) -> None:
    found = speaker_of("Mayor Ilse Brandt opened the pier. “It leaks,” Brandt said.", "Brandt")
    assert named(found) == ("Ilse Brandt", "name")
    assert found.role == "Mayor"
    assert found.confidence == 0.95


def test_first_name_alone_is_the_same_person(speaker_of: Callable[..., Named]) -> None:
    text = "Ilse Brandt opened the pier with Kurt Vogel. “It leaks,” Ilse said."
    assert named(speaker_of(text, "Ilse")) == ("Ilse Brandt", "name")


def test_son_with_the_fathers_name_is_somebody_else(speaker_of: Callable[..., Named]) -> None:
    text = "Kurt Vogel built the pier. Kurt Vogel Jr. said that it leaks."
    assert speaker_of(text, "Kurt Vogel Jr.").name == "Kurt Vogel Jr."
    assert speaker_of(text[: text.index(" Jr.")] + " said so.", "Vogel").name == "Kurt Vogel"


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        (
            "Harland Prime Minister Ilse Brandt met Kurt Vogel. The prime minister said no.",
            "minister",
            "Ilse Brandt",
        ),
        (
            "Sen. Ann Reyes (R-Ariz.) met Sen. Tom Ode, D-Ohio. The Arizona senator said no.",
            "senator",
            "Ann Reyes",
        ),
        (
            "Sen. Ann Reyes (R-Ariz.) met Sen. Tom Ode, D-Ohio. The Democrat said no.",
            "Democrat",
            "Tom Ode",
        ),
        (
            "Sweden's prime minister, Ilse Brandt, met Danish Prime Minister Kurt Vogel. "
            "The Swedish prime minister said no.",
            "minister",
            "Ilse Brandt",
        ),
        (
            "Kurt Vogel, a retired engineer from Port Callow, met the mayor, Ilse Brandt. "
            "The engineer said the pumps leak.",
            "engineer",
            "Kurt Vogel",
        ),
    ],
)
def test_title_is_whom_the_article_calls_so(
    speaker_of: Callable[..., Named], text: str, mention: str, name: str
) -> None:
    found = speaker_of(text, mention)
    assert named(found) == (name, "title")
    assert 0.6 < found.confidence < 0.95


def test_title_that_nobody_here_has_stays_in_its_words(speaker_of: Callable[..., Named]) -> None:
    text = "Mayor Ilse Brandt met Kurt Vogel. The harbour judge said no."
    found = speaker_of(text, "judge")
    assert named(found) == ("harbour judge", "description")
    assert found.kind == "anonymous"


def test_title_that_two_have_is_left_open(speaker_of: Callable[..., Named]) -> None:
    text = "Sen. Ann Reyes and Sen. Tom Ode met the mayor. The senator said no."
    assert speaker_of(text, "senator").basis == "description"


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        (
            "The pier was a victory for Gov. Kurt Vogel. Ilse Brandt had paid. She rose under"
            " Vogel. The governor named her to the council.",
            "governor",
            "Kurt Vogel",
        ),
        (
            "Sen. Kurt Vogel (D-N.Y.) spoke on Tuesday. The pier has been closed for years.\n\n"
            "Nobody went there. It was forgotten. Boats passed it. Nothing was heard. Gulls came."
            " It decayed.\n\nFormer Sen. Ilse Brandt asked for the plans. The Democrat said it"
            " leaks.",
            "Democrat",
            "Ilse Brandt",
        ),
    ],
    ids=["one has the office, another is spoken of more", "one was called so long ago"],
)
def test_plain_title_is_of_them_who_may_have_it_the_one_spoken_of(
    speaker_of: Callable[..., Named], text: str, mention: str, expected: str
) -> None:
    assert named(speaker_of(text, mention)) == (expected, "title")


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        (
            "Harland Pumps CEO Kurt Vogel met the mayor. Harland Pumps announced a new pier.",
            "Pumps",
            "Harland Pumps",
        ),
        (
            "Brandt campaign spokesman Kurt Vogel was late. The Brandt campaign said no.",
            "campaign",
            "Brandt campaign",
        ),
        (
            "White House press secretary Kurt Vogel was late. The White House said no.",
            "House",
            "White House",
        ),
        (
            "Kurt Vogel is the Republican nominee. Vogel left early. The GOP said no.",
            "GOP",
            "GOP",
        ),
    ],
)
def test_body_is_not_who_speaks_for_it(
    speaker_of: Callable[..., Named], text: str, mention: str, name: str
) -> None:
    found = speaker_of(text, mention)
    assert (found.name, found.kind) == (name, "group")


def test_several_are_not_the_first_of_them(speaker_of: Callable[..., Named]) -> None:
    text = "Two lawyers, Kurt Vogel and Ilse Brandt, said no."
    found = speaker_of(text, "lawyers")
    assert named(found) == ("Two lawyers", "description")


def test_office_of_another_article_tells_who_is_meant(speaker_of: Callable[..., Named]) -> None:
    text = "Ann Reyes and Tom Ode met on the pier. The Ohio governor said no."
    assert speaker_of(text, "governor").basis == "description"
    day = date(2031, 5, 4)
    book = OfficeBook(
        [Held("Ann Reyes", "Ohio Gov.", day, day), Held("Tom Ode", "mayor", day, day)]
    )
    offices = book.among(text)
    near = speaker_of(text, "governor", published=date(2031, 6, 1), offices=offices)
    assert named(near) == ("Ann Reyes", "title")
    later = speaker_of(text, "governor", published=date(2036, 6, 1), offices=offices)
    assert later.basis == "description"


def test_surname_with_a_role_is_whom_other_articles_give_in_full(
    speaker_of: Callable[..., Named],
) -> None:
    text = "Gov. Reyes opened the pier. “It leaks,” Reyes said."
    told = [
        Held("Ann Reyes", "Ohio Gov.", articles=30),
        Held("Bo Reyes", "singer", articles=30),
        Held("Tom Ode", "mayor", articles=30),
    ]
    offices = OfficeBook(told).among(text)
    assert speaker_of(text, "Reyes", offices=offices).name == "Ann Reyes"
    plain = "Reyes opened the pier. “It leaks,” Reyes said."
    assert speaker_of(plain, "Reyes", offices=offices).name == "Reyes"
    assert speaker_of(text.replace("Gov.", "Coach"), "Reyes", offices=offices).name == "Reyes"


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        (
            "Mayor Ilse Crouse-Brandt left. “It leaks,” Crouse-Brandt said.",
            "Crouse-Brandt",
            "Ilse Crouse-Brandt",
        ),
        ("Ilse Brandt won. Leaky Ilse Brandt lost, Kurt Vogel said. Brandt said no.", "Brandt",
         "Ilse Brandt"),
        ("Rep. Steve King left the pier. “It leaks,” King said.", "King", "Steve King"),
        ("ILSE BRANDT WINS. Ilse Brandt won. Brandt said no.", "Brandt", "Ilse Brandt"),
        ("Assemblywoman Ilse Brandt left. “It leaks,” she said.", "she", "Ilse Brandt"),
        (
            "Kurt Vogel, a strategist for Mrs. Brandt's campaign, left. “It leaks,” he said.",
            "he",
            "Kurt Vogel",
        ),
        (
            "Ilse Brandt left. In what she called a slip, Ann Reyes said that it leaks.",
            "she",
            "Ann Reyes",
        ),
    ],
)  # fmt: skip
def test_name_is_found_whole_and_without_epithets(
    speaker_of: Callable[..., Named], text: str, mention: str, name: str
) -> None:
    assert speaker_of(text, mention).name == name


def test_owner_of_a_title_tells_whose_it_is(speaker_of: Callable[..., Named]) -> None:
    text = "Kurt Vogel, Brandt's lawyer, met Tom Ode, Reyes's lawyer. {} lawyer said no."
    assert speaker_of(text.format("Reyes's"), "lawyer").name == "Tom Ode"
    assert speaker_of(text.format("Lind's"), "lawyer").name == "Lind's lawyer"


def test_foreign_office_is_nobodys_who_is_not_called_so(speaker_of: Callable[..., Named]) -> None:
    text = "President Ann Reyes met Bo Lind. The Danish president said no."
    assert speaker_of(text, "president").basis == "description"


def test_pronoun_is_the_last_subject_of_its_gender(speaker_of: Callable[..., Named]) -> None:
    text = "Ilse Brandt met Kurt Vogel on the pier. She was glad. “It leaks,” she said."
    found = speaker_of(text, "she")
    assert named(found) == ("Ilse Brandt", "pronoun")
    assert found.confidence < 0.9


def test_pronoun_goes_on_with_who_spoke_last(speaker_of: Callable[..., Named]) -> None:
    text = "Kurt Vogel said the pumps of Tom Ode were old. “Tom Ode never tested them,” he said."
    assert speaker_of(text, "he").name == "Kurt Vogel"


def test_pronoun_that_fits_two_alike_is_left_open(speaker_of: Callable[..., Named]) -> None:
    text = "Kurt Vogel and Tom Ode met. Vogel walked. Ode walked. On the pier Vogel met Ode."
    same = "Tom Ode walked as Kurt Vogel walked, and it rained. “It leaks,” he said."
    assert speaker_of(text + " It rained. " + same, "he").name in (None, "Tom Ode")
    assert speaker_of("Nobody came. “It leaks,” he said.", "he") == Named(None, 0.0)


def test_pronoun_of_a_nameless_man_gives_nobody_a_name(speaker_of: Callable[..., Named]) -> None:
    text = "Ilse Brandt opened the pier. A fisherman said the pumps were old. “It leaks,” he said."
    found = speaker_of(text.replace("fisherman", "man"), "he")
    assert (found.name, found.kind) == ("man", "anonymous")


def test_asker_is_not_who_answers(speaker_of: Callable[..., Named]) -> None:
    text = (
        "Kurt Vogel built the pumps, Kurt Vogel said. Asked by Tom Ode whether they leak, he "
        "said no."
    )
    assert speaker_of(text, "he").name == "Kurt Vogel"


def test_who_is_named_in_a_question_is_not_who_answers(speaker_of: Callable[..., Named]) -> None:
    text = (
        "“Kurt is a good man,” Ilse Brandt told the council. “I am old,” she said.\n\n"
        "Asked whether Mary Ode would run against Vogel, she replied: “I don't know.”"
    )
    assert named(speaker_of(text, "she")) == ("Ilse Brandt", "pronoun")


def test_they_is_nobody(speaker_of: Callable[..., Named]) -> None:
    assert speaker_of("Ann Reyes met Tom Ode. They said no.", "They") == Named(None, 0.0)


def test_i_is_the_only_author(speaker_of: Callable[..., Named]) -> None:
    text = "Tom Ode built the pier. I think that it leaks."
    assert speaker_of(text, "I", authors=["Ann Reyes"]).name == "Ann Reyes"
    assert speaker_of(text, "I", authors=["Ann Reyes", "Bo Lind"]).name is None
    assert speaker_of(text, "I").name is None


@pytest.mark.parametrize(
    ("text", "mention", "name", "kind"),
    [
        ("The White House said no.", "House", "White House", "group"),
        ("The campaign said no.", "campaign", "campaign", "group"),
        ("Critics said no.", "Critics", "Critics", "group"),
        ("One critic said no.", "critic", "critic", "anonymous"),
        ("The pollster said no.", "pollster", "pollster", "anonymous"),
        ("The report said no.", "report", "report", "document"),
        ("The filing said no.", "filing", "filing", "document"),
        ("A U.S. official said no.", "official", "U.S. official", "anonymous"),
        (
            "Kurt Vogel left. People familiar with Vogel's thinking said no.",
            "People",
            "People familiar with Vogel's thinking",
            "anonymous",
        ),
        (
            "Mayor Ilse Brandt left. The mayor's team said no.",
            "team",
            "mayor's team",
            "group",
        ),
        (
            "A spokesman for Ilse Brandt said no.",
            "spokesman",
            "spokesman for Ilse Brandt",
            "anonymous",
        ),
    ],
)
def test_who_is_no_named_person_speaks_for_themselves(
    speaker_of: Callable[..., Named], text: str, mention: str, name: str, kind: str
) -> None:
    found = speaker_of(text, mention)
    assert (found.name, found.kind) == (name, kind)


def test_spokeswoman_with_a_name_is_the_speaker(speaker_of: Callable[..., Named]) -> None:
    found = speaker_of("Vogel campaign spokeswoman Jane Roe said no.", "Jane Roe")
    assert (found.name, found.role) == ("Jane Roe", "Vogel campaign spokeswoman")


def test_every_speaker_of_the_seed_is_who_a_reader_takes_it_for(
    seed: Article, seed_statements: list[Statement]
) -> None:
    allowed = {
        "Donald Trump": "person",
        "Keir Starmer": "person",
        "Volodymyr Zelenskyy": "person",
        "Vladimir Putin": "person",
        "JD Vance": "person",
        "U.S. official": "anonymous",
        "Trump aide": "anonymous",
        "senior Trump administration official": "anonymous",
        "British leader's team": "group",
    }
    found = {s.speaker: s.speaker_kind for s in seed_statements if s.speaker}
    assert set(allowed) <= set(found)
    assert all(found[name] == kind for name, kind in allowed.items())
    leader = next(s for s in seed_statements if s.mention and s.mention.of(
        seed.text).endswith("Ukrainian leader"))  # fmt: skip
    assert (leader.speaker, leader.basis) == ("Volodymyr Zelenskyy", "title")


def test_name_after_a_title_with_its_object_is_who_has_the_title(
    speaker_of: Callable[..., Named],
) -> None:
    text = "Tom Ode left. The author of the book, Kurt Vogel, said that it leaks."
    assert speaker_of(text, "author").name == "Kurt Vogel"


def test_one_of_a_party_is_nobody_in_particular(speaker_of: Callable[..., Named]) -> None:
    text = "Sen. Tom Ode, D-Ohio, left the pier. “It leaks,” one senior Democrat said."
    assert speaker_of(text, "Democrat").name != "Tom Ode"


def test_however_long_somebody_speaks_it_is_still_them(speaker_of: Callable[..., Named]) -> None:
    quoted = "“The pumps leak. They always did. Nobody looked. The pier is old. It is wet. "
    text = f"Kurt Vogel opened the pier. Vogel said that it leaks. {quoted}We go home,” he said."
    assert named(speaker_of(text, "he")) == ("Kurt Vogel", "pronoun")


def test_words_of_a_headline_are_no_part_of_a_name(speaker_of: Callable[..., Named]) -> None:
    text = (
        "Ann Reyes Slams Kurt Vogel\n\nAnn Reyes met Kurt Vogel. The pumps are old, Vogel said."
        " It leaks, Reyes added."
    )
    assert speaker_of(text, "Vogel").name == "Kurt Vogel"
    assert speaker_of(text, "Reyes").name == "Ann Reyes"


def test_surname_means_the_one_who_has_been_introduced(speaker_of: Callable[..., Named]) -> None:
    text = "Mayor Ann Reyes opened the pier. It leaks, Reyes said."
    later = " Her son Carl Reyes built it. Carl Reyes is sorry."
    assert speaker_of(text + later, "leaks, Reyes").name == "Ann Reyes"


def test_double_name_with_what_its_bearer_is_stays_whole(
    speaker_of: Callable[..., Named],
) -> None:
    text = "“It leaks,” said Ilse Brandt-Vogel, an engineer who tested the pumps."
    assert speaker_of(text, "Vogel").name == "Ilse Brandt-Vogel"
