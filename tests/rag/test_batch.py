import json

import pytest

from index.archive import Archive
from rag.batch import answer_lines

EXTRACT_KEYS = set(
    """
    number article_id title title_derived source authors published url superseded start end
    text marks role context speaker speaker_mention kind said_on said_on_basis confidence score
    also_in
    """.split()
)
ANSWER_KEYS = set(
    "id question interpreted abstained reason probability clarification answer extracts nearest "
    "receipt timings".split()
)


def run(archive: Archive, *lines: bytes) -> list[dict[str, object]]:
    printed = [json.dumps(a) for a in answer_lines(archive, lines, max_chars=2000)]
    return [json.loads(line) for line in printed]


def test_answers_come_in_order_with_every_key_of_the_contract(archive: Archive) -> None:
    answered, silent = run(
        archive,
        b'{"id": 7, "question": "what did Trump say about guarantees?", "as_of": null}',
        b'{"id": "b", "question": "What did Biden say about guarantees?"}',
    )
    assert (answered["id"], silent["id"]) == (7, "b")
    assert set(answered) >= ANSWER_KEYS
    assert set(answered["interpreted"]) >= {  # type: ignore[call-overload]  # parsed JSON
        "text", "kind", "speakers", "topic", "since", "until", "sources", "carried_over"
    }  # fmt: skip
    extracts = answered["extracts"]
    assert isinstance(extracts, list)
    assert all(set(extract) >= EXTRACT_KEYS for extract in extracts)
    assert (answered["abstained"], answered["reason"]) == (False, None)
    assert (silent["abstained"], silent["reason"], silent["extracts"]) == (True, "no_speaker", [])
    assert silent["nearest"]


def test_earlier_turns_are_asked_before_the_last(archive: Archive) -> None:
    (answer,) = run(archive, b'{"turns": ["what did Trump say about guarantees?", "and Starmer?"]}')
    assert answer["question"] == "and Starmer?"
    assert answer["interpreted"]["speakers"] == ["Keir Starmer"]  # type: ignore[index]


def test_line_says_of_which_day_it_is_asked(archive: Archive) -> None:
    asked = b'{"question": "What did Trump say last week?", "as_of": "2025-03-05"}'
    (answer,) = run(archive, asked)
    assert answer["interpreted"]["since"] == "2025-02-24"  # type: ignore[index]
    assert answer["interpreted"]["until"] == "2025-03-02"  # type: ignore[index]
    assert not answer["abstained"]


def test_line_that_cannot_be_read_gives_an_error_and_the_rest_go_on(archive: Archive) -> None:
    lines = [
        b"{broken",
        b"[]",
        b'{"id": 3}',
        b'{"id": 4, "turns": []}',
        b'{"id": 5, "turns": "x"}',
        b'{"id": 6, "question": "?"}',
        b'{"id": 7, "question": "tunnel", "as_of": "May"}',
        b"\xff",
        b"",
        b'{"id": 9, "question": "tunnel cost"}',
    ]
    answers = run(archive, *lines)
    assert [answer["id"] for answer in answers] == [None, None, 3, 4, 5, 6, 7, None, 9]
    assert all("error" in answer for answer in answers[:-1])
    assert "error" not in answers[-1]


def test_questions_embedded_together_have_the_answers_they_have_alone(archive: Archive) -> None:
    lines = [
        b'{"question": "what did Trump say about guarantees?"}',
        b"{broken",
        b'{"question": "?"}',
        b'{"turns": ["What did Starmer say about free speech?", "and Trump?"]}',
        b'{"question": "What did Starmer say last week?", "as_of": "2025-03-05"}',
    ]
    asked: list[int] = []
    embed_ahead = archive.embed_ahead

    def note(texts: list[str]) -> None:
        asked.append(len(texts))
        embed_ahead(texts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "embed_ahead", note)
        together = list(answer_lines(archive, lines, max_chars=2000, together=3))
    assert asked == [2, 3]
    alone = list(answer_lines(archive, lines, max_chars=2000))
    for one, other in zip(together, alone, strict=True):
        assert (one.get("error"), one.get("answer")) == (other.get("error"), other.get("answer"))
