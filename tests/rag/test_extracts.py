from pathlib import Path

from index.archive import open_archive
from index.build import build_archive
from index.embedders.sentence_transformer import MiniLM
from rag.conversation import answer_turn


def test_same_words_in_another_article_are_shown_once_and_counted(
    tmp_path: Path, embedder: MiniLM
) -> None:
    lead = "“The tunnel leaks in three places,” Mayor Ilse Maren said."
    for name, rest in (("one", "Ships waited."), ("two", "Snow fell."), ("three", "It was May.")):
        (tmp_path / f"{name}.txt").write_text(f"{lead}\n\n{rest}")
    build_archive(tmp_path / "archive", [tmp_path], embedder)
    archive = open_archive(tmp_path / "archive", embedder)
    answer, _ = answer_turn(archive, "What did Maren say about the tunnel?")
    texts = [extract.text for extract in answer.extracts]
    assert texts.count(lead) == 1
    (first,) = (extract for extract in answer.extracts if extract.text == lead)
    assert sorted([first.article_id, *first.also_in]) == ["one.txt", "three.txt", "two.txt"]
    archive.close()


def test_caption_and_byline_never_answer(tmp_path: Path, embedder: MiniLM) -> None:
    text = (
        "date 2031-05-04 Mayor Ilse Maren said the whales are back. REUTERS/Tom Ode\n\n"
        "By Vera Quill\n\nThe tunnel is closed. Mayor Ilse Maren said it leaks."
    )
    (tmp_path / "a.txt").write_text(text)
    build_archive(tmp_path / "archive", [tmp_path / "a.txt"], embedder)
    archive = open_archive(tmp_path / "archive", embedder)
    answer, _ = answer_turn(archive, "What did Maren say about whales?")
    assert answer.abstained
    assert all("whales" not in extract.text for extract in answer.nearest)
    archive.close()
