from pathlib import Path

import pytest

from index.archive import open_archive
from index.build import Duplicate, build_archive
from index.embedders.minilm import MiniLM
from index.errors import ArchiveMismatch, NoArchive
from index.progress import Progress
from index.rebuild import rebuild_archive
from index.stores.connection import STAGING
from tests.conftest import HARBOUR
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


def test_rebuild_keeps_repeated_stories(
    archive_folder: Path, tmp_path: Path, embedder: MiniLM
) -> None:
    (tmp_path / "copies").mkdir()
    edited = HARBOUR.replace("had damaged the pumps", "had ruined all pumps")
    for name, text in (("wire.txt", HARBOUR), ("edited.txt", edited)):
        (tmp_path / "copies" / name).write_text(text)
    built = build_archive(archive_folder, [tmp_path / "copies"], embedder)
    assert built.duplicates == [Duplicate("wire.txt", "harbour.txt")]
    before = stories_of(archive_folder, embedder)
    assert before == [{"harbour.txt", "wire.txt", "edited.txt"}]
    counting = CountingEmbedder()
    assert rebuild_archive(archive_folder, counting) == 4
    assert counting.texts == []
    assert stories_of(archive_folder, embedder) == before
    rebuild_archive(archive_folder, HashEmbedder())
    assert stories_of(archive_folder, HashEmbedder()) == before


def test_after_a_rebuild_a_changed_article_embeds_only_what_changed(
    archive_folder: Path, tmp_path: Path
) -> None:
    counting = CountingEmbedder()
    rebuild_archive(archive_folder, counting)
    changed = HARBOUR.replace("cost 410 million", "cost 512 million")
    (tmp_path / "harbour.txt").write_text(changed)
    report = build_archive(archive_folder, [tmp_path / "harbour.txt"], counting)
    assert report.changed == ["harbour.txt"]
    assert counting.texts == [changed[changed.index("The tunnel cost") :].strip()]


def test_rebuild_with_another_model_embeds_each_text_once(archive_folder: Path) -> None:
    rebuild_archive(archive_folder, HashEmbedder())
    counting = CountingEmbedder()
    rebuild_archive(archive_folder, counting)
    assert counting.texts
    assert len(counting.texts) == len(set(counting.texts))
    again = CountingEmbedder()
    rebuild_archive(archive_folder, again)
    assert again.texts == []


def stories_of(folder: Path, embedder: MiniLM | HashEmbedder) -> list[set[str]]:
    """The ids of each story that several articles tell."""
    archive = open_archive(folder, embedder)
    assert archive.health() == []
    with archive.view() as snapshot:
        keys = list(range(1, 20))
        told: dict[int, set[str]] = {}
        for key, story in snapshot.stories(keys).items():
            told.setdefault(story, set()).add(snapshot.article(key).id)
    archive.close()
    return [ids for ids in told.values() if len(ids) > 1]


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
        if progress.stage == "write":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_archive(archive_folder, HashEmbedder(), on_progress=stop)
    assert len(texts_of(archive_folder, embedder)) == 2
    assert (archive_folder / STAGING).exists()
    steps: list[Progress] = []
    assert rebuild_archive(archive_folder, HashEmbedder(), on_progress=steps.append) == 3
    assert sum(step.stage == "write" for step in steps) < 3
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
