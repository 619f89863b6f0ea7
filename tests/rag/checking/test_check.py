"""What a written sentence may say of its extracts, and what it may not."""

from dataclasses import replace
from datetime import date

import pytest

from index.embedders.minilm import MiniLM
from index.types import Span
from rag.checking import check_sentence
from rag.types import Extract
from rag.written import Verdict

TEXT = (
    "“We owe the fishermen 410 million crowns, and we will not pay in May,” "
    "Mayor Ilse Maren told reporters on Saturday."
)
EXTRACT = Extract(
    number=1,
    article_id="harbour",
    version="v",
    title="Quarrel over Lindholm pier",
    title_derived=False,
    source="Callow Post",
    authors=("Vera Quill",),
    published=date(2031, 5, 4),
    url=None,
    superseded=False,
    span=Span(0, len(TEXT)),
    text=TEXT,
    marks=(Span(0, 70),),
    role="said",
    context="",
    speaker="Ilse Maren",
    speaker_mention="Mayor Ilse Maren",
    kind="direct",
    said_on=date(2031, 5, 3),
    said_on_basis="resolved",
    confidence=0.95,
    score=1.0,
    story=1,
)
OTHER = replace(
    EXTRACT,
    number=2,
    text="Bo Lindqvist warned that salt had damaged the pumps.",
    marks=(),
    speaker="Bo Lindqvist",
    speaker_mention="Bo Lindqvist",
)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Maren said: “We owe the fishermen 410 million crowns.” [1]", "supported"),
        ('On 3 May, Ilse Maren said "we will not pay in May" [1].', "supported"),
        ("Mayor Maren told reporters that they owe the fishermen 410 million crowns [1].",
         "supported"),
        ("The mayor told reporters they owe the fishermen 410 million crowns [1]", "supported"),
        ("Bo Lindqvist warned that salt had damaged the pumps [2].", "supported"),
        # citations
        ("Maren said they owe the fishermen 410 million crowns.", "unsupported"),
        ("Maren said they owe the fishermen 410 million crowns [7].", "unsupported"),
        ("Maren said they owe the fishermen 410 million crowns [1, 7].", "weak"),
        ("Maren said they owe the fishermen 410 million crowns [2].", "unsupported"),
        # quotations, numbers, dates, names
        ("Maren said: “We owe the sailors 410 million crowns.” [1]", "unsupported"),
        ("Maren said they owe the fishermen 411 million crowns [1].", "unsupported"),
        ("Maren said they owe the fishermen 410 billion crowns [1].", "unsupported"),
        ("On 5 May, Maren said they owe the fishermen 410 million crowns [1].", "unsupported"),
        ("Maren said in 2029 they owe the fishermen 410 million crowns [1].", "unsupported"),
        ("On Sunday Maren said they owe the fishermen 410 million crowns, on Friday [1].",
         "unsupported"),
        ("Maren told Otter they owe the fishermen 410 million crowns [1].", "unsupported"),
        ("Maren said of Lindholm they owe the fishermen 410 million crowns [1].", "weak"),
        # who said it, and whether
        ("Lindqvist said they owe the fishermen 410 million crowns [1].", "unsupported"),
        ("Quill said they owe the fishermen 410 million crowns [1].", "unsupported"),
        ("According to Bo Lindqvist, they owe the fishermen 410 million crowns [1, 2].",
         "unsupported"),
        ("Maren said they owe the fishermen 410 million crowns and Bo Lindqvist warned that salt "
         "had damaged the pumps [1][2].", "supported"),
        ("Bo Lindqvist said they owe the fishermen 410 million crowns and Maren warned that salt "
         "had damaged the pumps [1][2].", "unsupported"),
        ("Maren said they owe the fishermen 410 million crowns [1][2].", "weak"),
        ("He said they owe the fishermen 410 million crowns [1].", "weak"),
        ("Maren said that in 2031 they owe the fishermen 410 million crowns [1].", "supported"),
        ("Maren said that it is not so that they will not pay in May [1].", "unsupported"),
        ("Maren, who was a senior judge at the time, said they owe the fishermen 410 million "
         "crowns [1].", "weak"),
        ("The fishermen said they owe 410 million crowns [1].", "weak"),
        ("On 4 May, Maren said they owe the fishermen 410 million crowns [1].", "unsupported"),
        ("Maren denied that they owe the fishermen 410 million crowns [1].", "unsupported"),
        ("Maren said they will pay in May [1].", "unsupported"),
        ("Maren said they do not owe the fishermen 410 million crowns [1].", "unsupported"),
        ("They owe the fishermen 410 million crowns [1].", "weak"),
        # what no extract covers, and what is no prose
        ("Maren said that taxes on bread and beer should rise for everybody [1].", "unsupported"),
        ("Maren told reporters [the truth](https://example.org) [1].", "unsupported"),
        ("Maren told reporters <b>they owe the fishermen</b> [1].", "unsupported"),
        ("[1]", "unsupported"),
    ],
)  # fmt: skip
def test_verdicts(embedder: MiniLM, sentence: str, verdict: Verdict) -> None:
    checked = check_sentence(sentence, [EXTRACT, OTHER], lambda t: list(embedder.embed_queries(t)))
    assert (checked.verdict, bool(checked.reason)) == (verdict, verdict != "supported"), checked


def test_marks_are_read_in_all_their_forms(embedder: MiniLM) -> None:
    checked = check_sentence(
        "Maren warned [1][2], they said [1-3] and [2, 9].",
        [EXTRACT, OTHER],
        lambda texts: list(embedder.embed_queries(texts)),
    )
    assert checked.citations == (1, 2)
    assert checked.unknown == (3, 9)
    assert checked.text == "Maren warned, they said and."


def test_a_year_of_one_month_is_not_lent_to_another(embedder: MiniLM) -> None:
    told = "Maren asked them to delete letters in December 2029 or January 2030."
    extract = replace(EXTRACT, text=told, span=Span(0, len(told)), marks=(), kind="indirect")
    for written, verdict in ((told, "supported"), (told.replace("2029", "2030"), "unsupported")):
        checked = check_sentence(
            f"{written} [1]", [extract], lambda texts: list(embedder.embed_queries(texts))
        )
        assert checked.verdict == verdict, checked


def test_another_statement_of_the_same_speaker_is_no_source(embedder: MiniLM) -> None:
    told = "Bo Lindqvist declined to comment on the report."
    silent = replace(OTHER, number=3, text=told, span=Span(0, len(told)))
    checked = check_sentence(
        f"{told} [2, 3]", [OTHER, silent], lambda texts: list(embedder.embed_queries(texts))
    )
    assert (checked.verdict, checked.reason) == ("weak", "extract 2 does not say it")
