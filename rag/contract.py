"""Answers as JSON: keys may be added, never renamed."""

from datetime import date
from typing import TypeAlias

from rag.types import Answer, Extract
from rag.written import Prose

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"


def answer_to_json(answer: Answer, *, question_id: Json = None) -> dict[str, Json]:
    """The one object that `onrecord ask --json` prints."""
    query, receipt, timings = answer.query, answer.receipt, answer.timings
    return {
        "id": question_id,
        "question": answer.question,
        "interpreted": {
            "text": query.text,
            "kind": query.kind,
            "speakers": list(query.speakers),
            "topic": query.topic,
            "since": _iso(query.since),
            "until": _iso(query.until),
            "sources": list(query.sources),
            "carried_over": list(query.carried_over),
            "form": query.form,
            "typed": query.typed,
            "window": {"phrase": query.when, "firm": query.firm} if query.window else None,
            "negated": query.negated,
            "corrected": [list(pair) for pair in query.corrected],
            "offices": [list(pair) for pair in query.offices],
            "near": list(query.near),
        },
        "abstained": answer.abstained,
        "reason": answer.reason,
        "probability": answer.probability,
        "clarification": answer.clarification,
        "choices": list(answer.choices),
        "notes": list(answer.notes),
        "answer": answer.text,
        "extracts": [extract_to_json(extract) for extract in answer.extracts],
        "nearest": [extract_to_json(extract) for extract in answer.nearest],
        "receipt": {
            "articles": receipt.articles,
            "newest": receipt.newest,
            "built": receipt.built,
            "generation": receipt.generation,
            "searched": receipt.searched,
            "excluded_by_filter": receipt.excluded_by_filter,
        },
        "timings": {
            "understand_s": round(timings.understand_s, 5),
            "embed_s": round(timings.embed_s, 5),
            "search_s": round(timings.search_s, 5),
            "extract_s": round(timings.extract_s, 5),
            "total_s": round(timings.total_s, 5),
        },
    }


def prose_to_json(prose: Prose) -> dict[str, Json]:
    """The keys that a language model's prose adds to an answer."""
    return {
        "prose": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                "verdict": sentence.verdict,
                "reason": sentence.reason or None,
                "probability": sentence.probability,
                "unknown_citations": list(sentence.unknown),
            }
            for sentence in prose.sentences
        ],
        "writer": {
            "model": prose.model,
            "host": prose.host,
            "local": prose.local,
            "fault": prose.fault or None,
            "withheld": list(prose.withheld),
            "first_s": round(prose.first_s, 5) if prose.first_s is not None else None,
            "total_s": round(prose.total_s, 5),
        },
    }


def extract_to_json(extract: Extract) -> dict[str, Json]:
    """One extract; `start`, `end` and `marks` are code points of the article's text."""
    return {
        "number": extract.number,
        "article_id": extract.article_id,
        "version": extract.version,
        "title": extract.title,
        "title_derived": extract.title_derived,
        "source": extract.source,
        "authors": list(extract.authors),
        "published": _iso(extract.published),
        "url": extract.url,
        "superseded": extract.superseded,
        "start": extract.span.start,
        "end": extract.span.end,
        "text": extract.text,
        "marks": [[mark.start, mark.end] for mark in extract.marks],
        "role": extract.role,
        "context": extract.context,
        "speaker": extract.speaker,
        "speaker_mention": extract.speaker_mention,
        "kind": extract.kind,
        "said_on": _iso(extract.said_on),
        "said_on_basis": extract.said_on_basis,
        "confidence": extract.confidence,
        "score": extract.score,
        "story": extract.story,
        "also_in": list(extract.also_in),
        "also_sources": list(extract.also_sources),
    }


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None
