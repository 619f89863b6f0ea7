import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.errors import ArchiveBusy
from index.stores.locking import Patience
from index.stores.opening import open_store, writing_store
from tests.conftest import ROOT
from tests.hash_embedder import HashEmbedder

HOLD = """
import sys, time
from pathlib import Path
from index.stores.opening import writing_store
from tests.hash_embedder import HashEmbedder
with writing_store(Path(sys.argv[1]), HashEmbedder()):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def hold(folder: Path) -> "subprocess.Popen[str]":
    """A process that holds the archive until it is killed."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    holder = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_who_does_not_wait_is_told_who_holds_the_archive(folder: Path) -> None:
    with (
        writing_store(folder, HashEmbedder()),
        pytest.raises(ArchiveBusy, match=f"process {os.getpid()} on .* wait until it is done"),
        writing_store(folder, HashEmbedder()),
    ):
        pass


def test_who_waits_is_told_once_and_goes_on_when_the_other_is_done(folder: Path) -> None:
    told: list[str] = []
    done = threading.Event()
    order: list[str] = []

    def write() -> None:
        with writing_store(folder, HashEmbedder()):
            order.append("first")
            taken.set()
            done.wait()
            order.append("first done")

    def tell(sentence: str) -> None:
        told.append(sentence)
        done.set()

    taken = threading.Event()
    first = threading.Thread(target=write)
    first.start()
    taken.wait()
    with writing_store(folder, HashEmbedder(), patience=Patience(60.0, tell)):
        order.append("second")
    first.join()
    assert order == ["first", "first done", "second"]
    (sentence,) = told
    assert f"process {os.getpid()}" in sentence
    assert "waiting until it is done" in sentence


def test_patience_ends(folder: Path) -> None:
    told: list[str] = []
    with (
        writing_store(folder, HashEmbedder()),
        pytest.raises(ArchiveBusy, match="run this again"),
        writing_store(folder, HashEmbedder(), patience=Patience(0.3, told.append)),
    ):
        pass
    assert len(told) == 1


def test_lock_of_a_killed_process_is_taken_over(folder: Path) -> None:
    holder = hold(folder)
    with (
        pytest.raises(ArchiveBusy, match=f"process {holder.pid}"),
        writing_store(folder, HashEmbedder()),
    ):
        pass
    open_store(folder, HashEmbedder()).close()
    holder.kill()
    holder.communicate()
    with writing_store(folder, HashEmbedder()) as store:
        assert store.health() == []


def test_index_waits_for_a_writer_or_stops_at_once(folder: Path) -> None:
    with writing_store(folder, HashEmbedder()) as store:
        store.publish()
    holder = hold(folder)
    where = ["--archive", str(folder)]
    index = [sys.executable, "-m", "rag.cli", "index", "--rebuild", *where]
    stopped = subprocess.run(
        [*index, "--no-wait"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert stopped.returncode == 1
    assert f"process {holder.pid}" in stopped.stderr
    waiting = subprocess.Popen(index, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert waiting.stderr is not None
    told = ""
    while "waiting until it is done" not in told:
        line = waiting.stderr.readline()
        assert line, told
        told += line
    assert f"process {holder.pid}" in told
    holder.kill()
    holder.communicate()
    _, rest = waiting.communicate()
    assert waiting.returncode == 0, rest
    assert "0 rebuilt" in rest
