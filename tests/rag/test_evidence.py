from datetime import date

from index.archive import Archive
from rag.conversation import answer_turn
from rag.evidence import gather_evidence, unknown_names
from rag.extracts import rank_candidates
from rag.retrieval import retrieve
from rag.understanding.collection import ArchiveCollection
from rag.understanding.people import People
from rag.understanding.question import as_typed, understand


def evidence(archive: Archive, question: str) -> dict[str, float]:
    with archive.view() as snapshot:
        people = People(snapshot.speakers())
        query = understand(question, people, ArchiveCollection(snapshot, date(2025, 3, 5)))
        vectors = archive.embed([query.text, query.topic or query.text])
        hits = retrieve(snapshot, query, vectors)
        return gather_evidence(snapshot, query, rank_candidates(snapshot, query, hits, vectors))


def test_only_the_asked_speakers_own_statements_are_evidence(archive: Archive) -> None:
    own = evidence(archive, "What did Maren say about the tunnel?")
    others = evidence(archive, "What did Maren say about guarantees for Ukraine?")
    assert own["own_held"] == 1
    assert own["own_missing"] == 0
    assert others["own_held"] < 1
    assert others["lead_topic_sentence"] > own["lead_topic_sentence"]
    assert others["own_topic_sentence"] < own["own_topic_sentence"]


def test_names_of_the_topic_that_stand_nowhere_are_missing(archive: Archive) -> None:
    asked = evidence(archive, "What did Maren say about the tunnel to Xanthippia?")
    assert asked["own_named_held"] == 0
    assert asked["own_named_missing"] > 0.9
    assert asked["unknown"] > 0


def test_without_candidates_there_is_no_evidence(archive: Archive) -> None:
    with archive.view() as snapshot:
        assert gather_evidence(snapshot, as_typed("salt"), []) == {}


def test_unknown_names_are_told_where_nothing_answers(archive: Archive) -> None:
    with archive.view() as snapshot:
        query = as_typed("Which Xanthippia tram did Maren and Zorblatt ride with Trump?")
        assert unknown_names(snapshot, query) == ("Xanthippia", "Zorblatt")
    answer, _ = answer_turn(archive, "Which tram line did the Zorblatt firm sell to Xanthippia?")
    assert answer.abstained
    assert "“Zorblatt”, “Xanthippia” stand nowhere in it." in answer.text
