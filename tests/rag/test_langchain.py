"""The retriever for LangChain, by LangChain's own suite over a real archive."""

from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_tests.integration_tests import RetrieversIntegrationTests
from pydantic import ValidationError

from index.archive import Archive
from index.errors import NoArchive, UnknownName
from rag.langchain import OnRecordRetriever

GUARANTEES = "what did Trump say about guarantees?"


class TestOnRecordRetriever(RetrieversIntegrationTests):
    """LangChain's own suite."""

    @pytest.fixture(autouse=True)
    def _archive(self, built_once: Path) -> None:
        self.folder = built_once

    @property
    def retriever_constructor(self) -> type[OnRecordRetriever]:
        return OnRecordRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"archive": self.folder}

    @property
    def retriever_query_example(self) -> str:
        return GUARANTEES


def test_documents_are_verbatim_and_say_whose_and_where(built_once: Path, archive: Archive) -> None:
    documents = OnRecordRetriever(archive=built_once).invoke(GUARANTEES)
    assert len(documents) == 5
    for document in documents:
        at = document.metadata
        article = archive.find(at["article_id"], at["version"])
        assert article is not None
        assert article.text[at["start"] : at["end"]] == document.page_content
    first: Document = documents[0]
    assert first.metadata["speaker"] == "Donald Trump"
    assert (first.metadata["source"], first.metadata["published"]) == ("Reuters", "2025-02-28")
    assert (first.metadata["said_on"], first.metadata["url"]) == ("2025-02-27", None)
    assert first.id == "000_16cc01856572d9be.txt#6ba8f6b68742:{start}-{end}".format(
        **first.metadata
    )


def test_silence_gives_no_documents_and_limits_hold(built_once: Path) -> None:
    retriever = OnRecordRetriever(archive=built_once)
    assert retriever.invoke("what did Biden say about guarantees?") == []
    starmer = OnRecordRetriever(archive=built_once, speakers=("Starmer",), min_evidence=0)
    found = starmer.invoke("guarantees")
    assert {document.metadata["speaker"] for document in found} == {"Keir Starmer"}


def test_what_cannot_be_asked_is_told(built_once: Path, tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        OnRecordRetriever(archive=tmp_path)
    with pytest.raises(ValidationError):
        OnRecordRetriever(archive=built_once, k=0)
    with pytest.raises(UnknownName, match="did you mean Keir Starmer"):
        OnRecordRetriever(archive=built_once, speakers=("Stramer",)).invoke(GUARANTEES)
