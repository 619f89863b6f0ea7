"""A retriever for LangChain: documents whose content is verbatim, with who said it and where."""

from datetime import date
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field, PrivateAttr

from rag.record import Record, open_record
from rag.types import Extract


class OnRecordRetriever(BaseRetriever):
    """Gives the extracts that answer a question; none where the collection does not answer.

    Attributes:
        archive: the folder of the archive; None for the one that settings name.
        k: how many documents to give at most.
        speakers: only their statements.
        sources: only these outlets.
        since: the first day of publication.
        until: the last one.
        direct: only sentences that hold quoted words.
        min_evidence: the probability below which nothing is given; None for the fitted one,
            0 always gives what is nearest.
    """

    archive: str | Path | None = None
    k: int = Field(default=5, ge=1, le=20)
    speakers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    direct: bool = False
    min_evidence: float | None = Field(default=None, ge=0, le=1)

    _record: Record = PrivateAttr()

    def model_post_init(self, context: object, /) -> None:
        """Open the archive, so that one that cannot be used is told here."""
        super().model_post_init(context)
        self._record = open_record(self.archive)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        answer = self._record.ask(
            query,
            speakers=self.speakers,
            sources=self.sources,
            since=self.since,
            until=self.until,
            direct=self.direct,
            min_evidence=self.min_evidence,
            most=self.k if k is None else k,
        )
        return [document_of(extract) for extract in answer.extracts]


def document_of(extract: Extract) -> Document:
    """An extract as a document: its content is the article's text at `start` to `end`."""
    metadata: dict[str, Any] = {  # LangChain's own type of it
        "article_id": extract.article_id,
        "version": extract.version,
        "start": extract.span.start,
        "end": extract.span.end,
        "title": extract.title,
        "source": extract.source,
        "authors": list(extract.authors),
        "published": _iso(extract.published),
        "url": extract.url,
        "speaker": extract.speaker,
        "speaker_confidence": extract.confidence,
        "kind": extract.kind,
        "role": extract.role,
        "said_on": _iso(extract.said_on),
        "said_on_basis": extract.said_on_basis,
        "context": extract.context,
        "score": extract.score,
        "also_in": list(extract.also_in),
    }
    place = f"{extract.article_id}#{extract.version[:12]}:{extract.span.start}-{extract.span.end}"
    return Document(id=place, page_content=extract.text, metadata=metadata)


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None
