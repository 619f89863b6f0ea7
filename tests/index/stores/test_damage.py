"""Whatever becomes of the archive's file, a person reads one sentence, or a right answer."""

import random
import shutil
from pathlib import Path

import pytest

from index.archive import open_archive
from index.build import build_archive
from index.errors import OnRecordError
from index.removal import remove_articles
from index.stores.connection import DATABASE
from rag.conversation import answer_turn
from tests.conftest import HARBOUR, SEEDS
from tests.hash_embedder import HashEmbedder

EMBEDDER = HashEmbedder()


@pytest.fixture(scope="module")
def sound_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    (folder / "news").mkdir()
    for n in range(12):
        text = HARBOUR.replace("410", str(410 + n)).replace("October", f"October {n}")
        (folder / "news" / f"harbour-{n}.txt").write_text(text)
    build_archive(folder / "archive", [SEEDS, folder / "news"], EMBEDDER)
    return folder / "archive"


def damage(path: Path, chance: random.Random) -> None:
    """Cut the file, or flip, blank or swap some of its bytes, anywhere."""
    held = bytearray(path.read_bytes())
    kind, at = chance.randrange(4), chance.randrange(len(held))
    if kind == 0:
        del held[at:]
    elif kind == 1:
        for _ in range(chance.choice([1, 5, 50])):
            held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    elif kind == 2:
        length = chance.choice([16, 512, 4096])
        held[at : at + length] = bytes(len(held[at : at + length]))
    else:
        first, other = (chance.randrange(len(held) // 4096) * 4096 for _ in range(2))
        page = held[first : first + 4096]
        held[first : first + 4096] = held[other : other + 4096]
        held[other : other + 4096] = page
    path.write_bytes(held)


def use(folder: Path) -> list[str]:
    """Do what people do with an archive; gives what it said it could not."""
    said: list[str] = []

    def ask() -> None:
        archive = open_archive(folder, EMBEDDER)
        try:
            for question in ("What did Maren say about the tunnel?", "What did Trump say?"):
                answer, _ = answer_turn(archive, question)
                for extract in answer.extracts:
                    article = archive.find(extract.article_id)
                    # Its id may be what is damaged; its text is compared with its version.
                    assert article is None or extract.span.of(article.text) == extract.text
        finally:
            archive.close()

    def verify() -> None:
        archive = open_archive(folder, EMBEDDER)
        said.extend(archive.health())
        archive.close()

    def add() -> None:
        (folder.parent / "rain.txt").write_text("Rain fell on the harbour, the mayor said.")
        build_archive(folder, [folder.parent / "rain.txt"], EMBEDDER)

    def remove() -> None:
        remove_articles(folder, ["harbour-3.txt"], EMBEDDER)

    for step in (ask, verify, add, remove):
        try:
            step()
        except OnRecordError as exc:
            said.append(str(exc))
    return said


def check_many(sound_folder: Path, tmp_path: Path, seeds: range) -> None:
    noticed = 0
    for seed in seeds:
        folder = tmp_path / str(seed) / "archive"
        shutil.copytree(sound_folder, folder)
        damage(folder / DATABASE, random.Random(seed))
        said = use(folder)
        assert not any("\n" in sentence for sentence in said), (seed, said)
        noticed += bool(said)
        shutil.rmtree(folder.parent)
    assert noticed > len(seeds) / 2


def test_damaged_file_is_told_in_one_sentence(sound_folder: Path, tmp_path: Path) -> None:
    check_many(sound_folder, tmp_path, range(25))


@pytest.mark.long
def test_file_damaged_in_many_ways_is_told_in_one_sentence(
    sound_folder: Path, tmp_path: Path
) -> None:
    check_many(sound_folder, tmp_path, range(25, 600))


def test_changed_text_is_never_quoted(sound_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sound_folder, tmp_path / "archive"))
    held = (folder / DATABASE).read_bytes()
    assert b"We owe the fishermen an apology" in held
    changed = held.replace(b"owe the fishermen an apology", b"owe the fishermen no apology")
    (folder / DATABASE).write_bytes(changed)
    archive = open_archive(folder, EMBEDDER)
    with pytest.raises(OnRecordError, match="was changed"):
        answer_turn(archive, "What did Maren say about an apology to the fishermen?")
    assert any("is not the one that was indexed" in fault for fault in archive.health())
    archive.close()
