"""A real, small language model writes: what it invents is not shown as supported.

SmolLM2-135M invents in nearly every answer, which makes it a good adversary.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive, open_archive
from index.build import build_archive
from index.embedders.minilm import MiniLM
from rag.checking import check_sentence
from rag.conversation import answer_turn
from rag.prose import finish, write_prose
from rag.types import Answer
from rag.writers.endpoint import Endpoint
from rag.written import CheckedSentence, Prose
from tests.conftest import HARBOUR, SEEDS
from tests.local_model import INSTALL, MODEL, serving, weights

COUNCIL = """\
 date 2031-06-12 The council of Port Callow met in the old mill.

Councillor Henrik Aasen said on Tuesday that the ferry to Lindholm would not run in winter.

"Nobody will be cut off," Mayor Ilse Maren replied. "The island will keep its boat."

Aasen accused the mayor of hiding a report that put repairs at 75 million crowns.

Fisher Ida Brekke told the council that 12 families had left the island since March.

"My children cross that water every day," Brekke said.

The council voted 9 to 4 against the new fare. Bo Lindqvist declined to comment on the report.
"""
QUESTIONS = (
    "What did Maren say about the tunnel?",
    "What did Maren say about the fishermen?",
    "What did Lindqvist warn of?",
    "What did Lindqvist say about the pumps?",
    "What does the tunnel cost?",
    "When will the tunnel open?",
    "What did Aasen say about the ferry?",
    "What did Aasen accuse the mayor of?",
    "What did Maren reply about the island?",
    "Who said that nobody will be cut off?",
    "What did Brekke tell the council?",
    "What did Brekke say about her children?",
    "How many families left the island?",
    "How did the council vote on the fare?",
    "What did Lindqvist say about the report?",
    "What did Maren and Aasen say about the ferry?",
    "What changed in what Maren said about the island?",
    "How much are the repairs?",
    "What did the city's budget office say?",
    "Will the ferry run in winter?",
    "What did Trump say about guarantees?",
    "What did Trump say about the minerals deal?",
    "What did Trump say about a ceasefire?",
    "What did Trump say about trade?",
    "What did Trump call Zelenskyy?",
    "What did Starmer say about guarantees?",
    "What did Starmer say about a deal that lasts?",
    "What did Starmer say about free speech?",
    "What did Starmer say about trade?",
    "What did Starmer say about British troops?",
    "What did Putin warn of?",
    "What did Putin say about Western elites?",
    "What did Vance say about free speech?",
    "What did the U.S. official say about the type of force?",
    "What did the U.S. official say about guarantees?",
    "Who is expected in Washington on Friday?",
    "What did Zelenskyy say about aid?",
    "What did Trump and Starmer say about trade?",
    "What did Macron do in the White House?",
    "What will Starmer argue about a rushed peace deal?",
)
WEIGHTS = weights()
pytestmark = pytest.mark.skipif(WEIGHTS is None, reason=INSTALL)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM) -> Iterator[Archive]:
    """The seed and two articles of our own."""
    folder = tmp_path_factory.mktemp("news")
    (folder / "harbour.txt").write_text(HARBOUR)
    (folder / "council.txt").write_text(COUNCIL)
    build_archive(
        folder / "archive", [SEEDS, folder / "harbour.txt", folder / "council.txt"], embedder
    )
    opened = open_archive(folder / "archive", embedder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def writer() -> Iterator[Endpoint]:
    """The model, served on 127.0.0.1."""
    with serving(WEIGHTS or Path()) as base_url:
        yield Endpoint(base_url, MODEL, silence_s=600.0, total_s=900.0)


def ask(archive: Archive, writer: Endpoint, question: str) -> tuple[Answer, Prose]:
    answer, _ = answer_turn(archive, question)
    return answer, finish(write_prose(answer, writer, archive.embed))


def with_marks(archive: Archive, answer: Answer, prose: Prose) -> Iterator[CheckedSentence]:
    """Its uncited sentences again, as a model would write them that cites at every turn."""
    for sentence in prose.sentences:
        for extract in answer.extracts:
            marked = f"{sentence.text} [{extract.number}]"
            checked = check_sentence(marked, answer.extracts, archive.embed)
            if checked.verdict == "supported":
                yield checked


def assert_on_record(sentence: CheckedSentence, answer: Answer) -> None:
    """By rules of the test's own: no number, name, quotation or speaker that is not there."""
    cited = [e for e in answer.extracts if e.number in sentence.citations]
    assert cited, sentence
    told = " ".join(f"{e.text} {e.speaker} {e.source} {e.published:%d %B %Y}" for e in cited)
    told = told.replace("’", "'").casefold()
    written = sentence.text.replace("’", "'")
    for number in re.findall(r"\d+", written):
        assert number.lstrip("0") in told, sentence
    for name in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", written):
        assert name.casefold() in told, sentence
    for quotation in re.findall(r'[“"]([^”"]+)[”"]', written):
        assert quotation.strip(" .,").casefold() in told, sentence
    for speaker in re.findall(r"([A-Z][a-z]+) (?:said|told|warned|argued|replied)", written):
        assert any(speaker in (e.speaker or "") for e in cited), sentence


def test_model_streams_and_what_passes_is_on_record(news: Archive, writer: Endpoint) -> None:
    for question in QUESTIONS[:3]:
        answer, prose = ask(news, writer, question)
        assert (prose.fault, prose.local) == ("", True)
        for sentence in prose.with_verdict("supported"):
            assert_on_record(sentence, answer)


@pytest.mark.long
def test_nothing_invented_is_supported_over_forty_questions(
    news: Archive, writer: Endpoint
) -> None:
    verdicts: Counter[str] = Counter()
    for question in QUESTIONS:
        answer, prose = ask(news, writer, question)
        assert prose.fault == ""
        verdicts.update(sentence.verdict for sentence in prose.sentences)
        marked = list(with_marks(news, answer, prose))
        for sentence in (*prose.with_verdict("supported"), *marked):
            # With -s, what passed can be read and judged.
            print(f"{sentence.citations} {sentence.text}")  # noqa: T201
            for number in sentence.citations:
                print(f"    {next(e.text for e in answer.extracts if e.number == number)}")  # noqa: T201
            assert_on_record(sentence, answer)
        verdicts["supported with a mark at every turn"] += len(marked)
    print(dict(verdicts))  # noqa: T201
    assert sum(verdicts.values()) >= len(QUESTIONS) / 2
