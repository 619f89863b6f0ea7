import json
from pathlib import Path

import pytest

from index.errors import QuestionsError
from index.types import Span
from rag.evaluation.attributions import Attributions, Verdict
from rag.evaluation.files import (
    Attribution,
    Gold,
    Labelled,
    Outcome,
    Shown,
    read_labelled,
    read_run,
)
from rag.evaluation.measures import measure_question, summarise
from rag.evaluation.names import last_name, relation, same_speaker, surname_in
from rag.evaluation.running import compare

#        0         1         2         3         4         5         6         7
#        0123456789012345678901234567890123456789012345678901234567890123456789012345678
TEXT = "Ilse Maren said the pumps are old. She called them rusty. Bo Tan said it rains."

SAID = Labelled(
    "q1",
    "said",
    ("What did Maren say?",),
    "Ilse Maren",
    (Gold("a", Span(16, 33), "E1"), Gold("a", Span(35, 57), "E2")),
)
NOTHING = Labelled("q2", "null", ("What did Tan say about gold?",), "Bo Tan", ())


def shown(start: int, end: int, speaker: str = "", article: str = "a") -> Shown:
    return Shown(article, Span(start, end), speaker)


def attributions() -> Attributions:
    return Attributions(
        [
            Attribution("a", (Span(0, 10),), (Span(16, 33),)),
            Attribution("a", (Span(35, 38),), (Span(39, 56),)),
            Attribution("a", (Span(58, 64),), (Span(70, 78),)),
        ],
        {"a": TEXT},
    )


def test_a_question_is_measured_as_worked_by_hand() -> None:
    # First Tan's sentence (a miss, 21 characters), then Maren's (a hit, with the right surname).
    outcome = Outcome("q1", (shown(58, 79, "Bo Tan"), shown(0, 34, "Maren")))
    parts = measure_question(SAID, outcome, attributions(), max_chars=300)
    assert parts == {
        "Hit@1": (0, 1),
        "Hit@3": (1, 1),
        "Hit@5": (1, 1),
        "MRR@10": (0.5, 1),
        "recall@5": (0.5, 1),
        "false abstention": (0, 1),
        "characters of the first extract": (21, 1),
        "speaker accuracy": (1, 1),
        "speaker precision@3": (1, 2),
        "speaker precision@3 strict": (1, 2),
    }


def test_what_is_too_long_or_too_little_hits_nothing() -> None:
    long = measure_question(SAID, Outcome("q1", (shown(0, 34),)), None, max_chars=33)
    assert long["Hit@5"] == (0, 1)
    # Eight of seventeen characters, all inside: too short to tell.
    short = measure_question(SAID, Outcome("q1", (shown(16, 24),)), None, max_chars=300)
    assert short["Hit@5"] == (0, 1)
    enough = measure_question(SAID, Outcome("q1", (shown(16, 25),)), None, max_chars=300)
    assert enough["Hit@5"] == (1, 1)


def test_abstention_counts_by_whether_there_was_an_answer() -> None:
    missing = measure_question(SAID, None, None, max_chars=300)
    assert missing["false abstention"] == (1, 1)
    assert missing["MRR@10"] == (0, 1)
    assert measure_question(NOTHING, Outcome("q2", ()), None, max_chars=300) == {
        "correct abstention": (1, 1)
    }


def test_speakers_are_judged_by_annotation() -> None:
    judged = attributions()
    assert judged.judge(shown(0, 34), "Ilse Maren") == Verdict(possible=True, sure=True)
    assert judged.judge(shown(35, 57), "Ilse Maren") == Verdict(possible=True, sure=True)
    assert judged.judge(shown(35, 57), "Bo Tan") == Verdict(possible=True, sure=False)
    assert judged.judge(shown(58, 79), "Ilse Maren") == Verdict(possible=False, sure=False)
    assert judged.judge(shown(0, 34, article="b"), "Ilse Maren") is None


def test_names_are_compared_by_the_last() -> None:
    assert last_name("Dr. José Peña Jr.") == "pena"
    assert last_name("Maren’s") == "maren"
    assert same_speaker("Bo Tan and Ilse Maren", "Mayor Maren")
    assert not same_speaker("Ilse Maren", "Maren Tan")
    assert surname_in("Ilse Maren, mayor") == "maren"
    assert surname_in("The White House") is None
    names = frozenset({"maren"})
    assert relation("her spokeswoman", "Bo Tan", names) == "role"
    assert relation("the mayor", "Bo Tan", names) == "role"
    assert relation("Mayor Ilse Maren", "Bo Tan", names) == "other"
    assert relation("", "Bo Tan", names) == "none"
    assert relation("Tan's office", "Bo Tan", names) == "named"


def test_a_measure_is_over_all_and_its_interval_holds_it() -> None:
    parts = [{"Hit@1": (1.0, 1.0)}, {"Hit@1": (0.0, 1.0)}, {"Hit@1": (1.0, 1.0)}, {}]
    measured = summarise(parts)["Hit@1"]
    assert measured.value == pytest.approx(2 / 3)
    assert measured.low <= measured.value <= measured.high
    assert measured.questions == 3
    assert summarise(parts)["Hit@1"] == measured


def test_runs_are_compared_question_by_question() -> None:
    old = [{"MRR@10": (1.0, 1.0)}, {"correct abstention": (0.0, 1.0)}]
    new = [{"MRR@10": (0.5, 1.0)}, {"correct abstention": (1.0, 1.0)}]
    told = [(c.id, c.before, c.after) for c in compare([SAID, NOTHING], old, new)]
    assert told == [("q1", 1.0, 0.5), ("q2", 0.0, 1.0)]


def test_files_are_read_and_their_faults_named(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    gold = [{"article_id": "a", "start": 1, "end": 4}]
    line = json.dumps({"id": "q", "question": "Who?", "gold": gold})
    questions.write_text(f"{line}\n\n")
    (one,) = read_labelled(questions)
    assert (one.turns, one.gold) == (("Who?",), (Gold("a", Span(1, 4), "span0"),))
    questions.write_text(f"{line}\n{line}\n")
    with pytest.raises(QuestionsError, match="has the id 'q' twice"):
        read_labelled(questions)
    questions.write_text('{"id": "q"}\n')
    with pytest.raises(QuestionsError, match=r"line 1 of .* is no labelled question"):
        read_labelled(questions)
    with pytest.raises(QuestionsError, match="cannot be read"):
        read_labelled(tmp_path / "missing.jsonl")
    run = tmp_path / "run.jsonl"
    extract = {"article_id": "a", "start": 0, "end": 3, "speaker": None}
    run.write_text(json.dumps({"id": "q", "abstained": True, "extracts": [extract]}))
    assert read_run(run)["q"].shown == ()
