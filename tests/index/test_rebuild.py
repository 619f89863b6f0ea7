from pathlib import Path

import pytest

from index.archive import open_archive
from index.build import Progress, build_archive
from index.embedders.minilm import MiniLM
from index.errors import ArchiveMismatch, NoArchive
from index.rebuild import rebuild_archive
from index.stores.connection import STAGING
from tests.hash_embedder import HashEmbedder
from tests.index.test_build import CountingEmbedder


def texts_of(folder: Path, embedder: MiniLM | HashEmbedder) -> dict[str, str]:
    archive = open_archive(folder, embedder)
    assert archive.health() == []
    ids = ("harbour.txt", "000_16cc01856572d9be.txt")
    texts = {i: article.text for i in ids if (article := archive.find(i))}
    archive.close()
    return texts


def test_rebuild_with_the_same_model_embeds_nothing_and_keeps_everything(
    archive_folder: Path,
) -> None:
    counting = CountingEmbedder()
    before = texts_of(archive_folder, counting)
    assert rebuild_archive(archive_folder, counting) == 2
    assert counting.texts == []
    assert texts_of(archive_folder, counting) == before
    assert not (archive_folder / STAGING).exists()


def test_another_model_is_taken_over_by_a_rebuild_alone(
    archive_folder: Path, embedder: MiniLM
) -> None:
    other = HashEmbedder()
    before = texts_of(archive_folder, embedder)
    reader = open_archive(archive_folder, embedder)
    with pytest.raises(ArchiveMismatch, match="--rebuild"):
        open_archive(archive_folder, other)
    rebuild_archive(archive_folder, other)
    assert texts_of(archive_folder, other) == before
    with pytest.raises(ArchiveMismatch, match="start it again"), reader.view():
        pass
    reader.close()


def test_interrupted_rebuild_leaves_the_old_state_answering_and_goes_on(
    archive_folder: Path, embedder: MiniLM, tmp_path: Path
) -> None:
    long = "The harbour was closed on Monday because of the storm. " * 2000
    (tmp_path / "long.txt").write_text(long)
    build_archive(archive_folder, [tmp_path / "long.txt"], HashEmbedderAsMiniLM())

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_archive(archive_folder, HashEmbedder(), on_progress=stop)
    assert len(texts_of(archive_folder, embedder)) == 2
    assert (archive_folder / STAGING).exists()
    steps: list[Progress] = []
    assert rebuild_archive(archive_folder, HashEmbedder(), on_progress=steps.append) == 3
    assert len(steps) < 3
    assert len(texts_of(archive_folder, HashEmbedder())) == 2


def test_without_an_archive_there_is_nothing_to_rebuild(tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        rebuild_archive(tmp_path / "archive", HashEmbedder())
    assert not (tmp_path / "archive").exists()


class HashEmbedderAsMiniLM(HashEmbedder):
    """Cheap vectors in an archive of the real model, where only their presence matters."""

    name = MiniLM.name
    fingerprint = MiniLM().fingerprint
    dimensions = MiniLM.dimensions
