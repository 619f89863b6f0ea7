"""Whatever is killed, cut or asked meanwhile, the archive stays whole."""

import json
import random
import re
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.archive import Archive, open_archive
from index.build import build_archive
from index.embedders.minilm import MiniLM
from index.errors import NoArchive, OnRecordError
from rag.conversation import answer_turn
from tests.conftest import HARBOUR, ROOT, SEEDS
from tests.hash_embedder import HashEmbedder

_ROUND = re.compile(r"Round (\d+) of article (\d+)\.")


def kill_while_changing(folder: Path, after_s: float) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.index.changing", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stderr is not None
    assert worker.stdout.readline() == "ready\n", worker.stderr.read()
    time.sleep(after_s)
    assert worker.poll() is None, worker.stderr.read()
    worker.kill()
    worker.communicate()


def check_what_was_acknowledged(folder: Path) -> None:
    """Each article is as it was last acknowledged, or as a later step left it."""
    try:
        archive = open_archive(folder, HashEmbedder())
    except NoArchive:
        assert not (folder.parent / "log.txt").read_text()
        return
    assert [fault for fault in archive.health() if "a removal was stopped" not in fault] == []
    acknowledged: dict[str, tuple[str, int]] = {}
    for line in (folder.parent / "log.txt").read_text().splitlines():
        step, article_id, round_number = line.split()
        acknowledged[article_id] = (step, int(round_number))
    for article_id, (what, number) in acknowledged.items():
        article = archive.find(article_id)
        stored = int(_ROUND.findall(article.text)[0][0]) if article else None
        if what == "put":
            assert stored is not None, (article_id, number)
            assert stored >= number
        elif what == "removed":
            assert stored is None or stored > number
        else:
            assert stored is None or stored >= number - 2
    with archive.view() as snapshot:
        assert snapshot.size().articles == len(
            [i for i in range(20) if archive.find(str(i)) is not None]
        )
    archive.close()


def kill_again_and_again(tmp_path: Path, times: int) -> None:
    (tmp_path / "round.txt").write_text("0")
    (tmp_path / "log.txt").write_text("")
    chance = random.Random(times)
    for _ in range(times):
        kill_while_changing(tmp_path / "archive", chance.uniform(0.0, 2.5))
        check_what_was_acknowledged(tmp_path / "archive")
    build_archive(tmp_path / "archive", [tmp_path / "news.jsonl"], HashEmbedder())
    archive = open_archive(tmp_path / "archive", HashEmbedder())
    assert archive.health() == []
    archive.close()


def test_five_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, 5)


@pytest.mark.long
def test_hundred_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, 100)


def test_full_disk_is_said_and_leaves_the_archive_whole(
    archive_folder: Path, tmp_path: Path, embedder: MiniLM
) -> None:
    news = tmp_path / "news.jsonl"
    long = "The harbour was closed on Monday because of the storm. " * 300
    records = [{"id": str(n), "language": "en", "text": f"{n}. {long}"} for n in range(20)]
    news.write_text("\n".join(map(json.dumps, records)))
    size = (archive_folder / "archive.sqlite").stat().st_size

    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, size + 200_000))

    done = subprocess.run(
        [sys.executable, "-m", "rag.cli", "index", str(news), "--archive", str(archive_folder)],
        cwd=ROOT,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "the archive cannot be written" in done.stderr
    assert "make room" in done.stderr
    assert "Traceback" not in done.stderr
    archive = open_archive(archive_folder, embedder)
    assert archive.health() == []
    assert archive.find("harbour.txt") is not None
    archive.close()


class Readers:
    """Twenty threads that ask until they are told to stop, and what they saw."""

    def __init__(
        self, archive: Archive, question: str, *, min_evidence: float | None = None
    ) -> None:
        self.faults: list[str] = []
        self.generations: set[int] = set()
        self._archive = archive
        self._question = question
        self._min_evidence = min_evidence
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(20)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        while not self._stop.is_set():
            try:
                answer, _ = answer_turn(
                    self._archive, self._question, min_evidence=self._min_evidence
                )
            except OnRecordError as exc:
                self.faults.append(str(exc))
                continue
            self.generations.add(answer.receipt.generation)
            # Before its first article there is nobody of that name, from then on there is.
            if answer.abstained != (answer.receipt.articles == 2):
                self.faults.append(f"{answer.receipt.articles} articles, {answer.reason}")
            # Each commit adds one article to the two of two commits.
            if answer.receipt.articles != answer.receipt.generation:
                self.faults.append(f"{answer.receipt} mixes generations")
            for extract in (*answer.extracts, *answer.nearest):
                article = self._archive.find(extract.article_id, extract.version)
                if article is None or extract.span.of(article.text) != extract.text:
                    self.faults.append(f"wrong span in {extract.article_id}")


def write_pumps(path: Path, count: int) -> None:
    lines = [
        f'{{"id": "{n}", "text": "Pump {n} broke on Monday. “Salt did it,” Ann Reyes said."}}'
        for n in range(count)
    ]
    path.write_text("\n".join(lines))


def test_readers_are_served_one_generation_each_while_a_writer_adds(
    archive_folder: Path, tmp_path: Path, embedder: MiniLM
) -> None:
    archive = open_archive(archive_folder, embedder)
    write_pumps(tmp_path / "news.jsonl", 30)
    with Readers(archive, "What did Reyes say about salt and pumps?") as readers:
        build_archive(archive_folder, [tmp_path / "news.jsonl"], embedder)
    assert readers.faults == []
    assert len(readers.generations) > 1
    assert archive.health() == []
    archive.close()


@pytest.mark.long
def test_twenty_readers_are_served_while_five_hundred_articles_come(tmp_path: Path) -> None:
    embedder, folder = HashEmbedder(), tmp_path / "archive"
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "harbour.txt").write_text(HARBOUR)
    build_archive(folder, [SEEDS, tmp_path / "news"], embedder)
    archive = open_archive(folder, embedder)
    write_pumps(tmp_path / "pumps.jsonl", 500)
    # The stand-in's vectors mean nothing: whether Reyes speaks is all that decides.
    question = "What did Reyes say about salt and pumps?"
    with Readers(archive, question, min_evidence=1e-6) as readers:
        for _ in range(2):
            build_archive(folder, [tmp_path / "pumps.jsonl"], embedder)
    assert readers.faults == []
    assert len(readers.generations) > 10
    assert archive.health() == []
    with archive.view() as snapshot:
        assert snapshot.size().articles == 502
    archive.close()
