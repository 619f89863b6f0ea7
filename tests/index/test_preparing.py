"""Articles prepared in other processes: same results, same order, nothing left behind."""

import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from index.archive import open_archive
from index.embedders.minilm import MiniLM
from index.errors import Unprepared, WorkerLost
from index.preparing import Preparation, deaf_to_ctrl_c, prepare
from index.statements.parser import Parser
from index.types import Article
from tests.conftest import ROOT

PARAGRAPH = "“Pump {n} leaks,” Mayor Ilse Maren said on Monday. The harbour was closed at noon.\n\n"

# More text than one process prepares alone.
ARTICLES = 10


def articles(count: int) -> list[Article]:
    # The first is the longest, so that it is ready last.
    return [
        Article(str(n), PARAGRAPH.format(n=n) * (60 if n == 0 else 1), f"Pump {n}")
        for n in range(count)
    ]


def test_other_processes_give_the_same_in_the_same_order(parser: Parser) -> None:
    wanted = [prepare(article, parser) for article in articles(6)]
    preparation = Preparation(parser, alone_chars=1)
    for article in articles(6):
        preparation.put(article)
    assert len(multiprocessing.active_children()) >= 1
    assert [preparation.take() for _ in range(6)] == wanted
    assert preparation.take() is None
    preparation.close()
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc here")
def test_workers_multiply_with_one_thread_each(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    preparation = Preparation(parser, alone_chars=0)
    preparation.put(articles(1)[0])
    given = [
        Path(f"/proc/{worker.pid}/environ").read_bytes().split(b"\0")
        for worker in multiprocessing.active_children()
    ]
    preparation.close()
    assert given
    assert all(b"OPENBLAS_NUM_THREADS=1" in variables for variables in given)


def test_article_that_the_program_fails_over_is_told(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("no such token")

    monkeypatch.setattr("index.preparing.extract_statements", fail)
    with pytest.raises(Unprepared, match=r"no such token.* a fault of this program"):
        prepare(articles(2)[1], parser)


def test_few_articles_need_no_other_process(parser: Parser) -> None:
    preparation = Preparation(parser)
    preparation.put(articles(2)[1])
    assert preparation.is_full
    assert preparation.take() == prepare(articles(2)[1], parser)
    assert multiprocessing.active_children() == []


def test_killed_worker_is_told_in_one_sentence(parser: Parser) -> None:
    preparation = Preparation(parser, alone_chars=0)
    for article in articles(4):
        preparation.put(article)
    for worker in multiprocessing.active_children():
        worker.kill()
    with pytest.raises(WorkerLost, match="what was committed stays"):
        [preparation.take() for _ in range(4)]
    preparation.close()
    assert multiprocessing.active_children() == []


def test_ctrl_c_that_another_thread_takes_is_heard_once_a_process_has_begun() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    begun = []

    def begin() -> None:
        with deaf_to_ctrl_c():
            signal.pthread_kill(other.ident or 0, signal.SIGINT)
            time.sleep(0.05)
            begun.append("whole")

    with pytest.raises(KeyboardInterrupt):
        begin()
    over.set()
    other.join()
    assert begun == ["whole"]


def start_indexing(folder: Path, news: Path) -> subprocess.Popen[str]:
    """Index in a process group of its own; comes back when something is committed."""
    news.write_text(
        "\n".join(
            json.dumps({"id": str(n), "language": "en", "text": f"{n}. " + PARAGRAPH * 300})
            for n in range(ARTICLES)
        )
    )
    running = subprocess.Popen(
        [sys.executable, "-m", "rag.cli", "index", str(news), "--archive", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (folder / "archive.sqlite").exists() or count_of(folder) < 4:
        assert running.poll() is None, running.communicate()
        time.sleep(0.05)
    return running


def count_of(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "archive.sqlite")) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def wait_for_the_end_of(group: int) -> None:
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process is left")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_stopped_indexing_leaves_no_process_and_goes_on_later(
    tmp_path: Path, embedder: MiniLM, sign: signal.Signals
) -> None:
    folder, news = tmp_path / "archive", tmp_path / "news.jsonl"
    running = start_indexing(folder, news)
    if sign == signal.SIGINT:
        # As a terminal does at Ctrl-C: to every process of the group.
        os.killpg(running.pid, sign)
    else:
        running.kill()
    _, told = running.communicate(timeout=60)
    wait_for_the_end_of(running.pid)
    if sign == signal.SIGINT:
        assert running.returncode == 130
        assert told == "onrecord: stopped; what was committed stays\n"
    committed = count_of(folder)
    archive = open_archive(folder, embedder)
    assert archive.health() == []
    archive.close()
    done = subprocess.run(
        [sys.executable, "-m", "rag.cli", "index", str(news), "--archive", str(folder), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(done.stdout)
    assert len(report["unchanged"]) == committed
    assert len(report["added"]) == ARTICLES - committed
