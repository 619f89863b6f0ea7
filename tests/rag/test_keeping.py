import json
from pathlib import Path

from tests.rag.test_cli import run


def test_status_says_which_vector_index_each_unit_has_and_how_well_it_finds(
    archive_folder: Path, tmp_path: Path
) -> None:
    status = run("status", "--archive", archive_folder, folder=tmp_path).stdout
    assert "passage index    flat float16, exact; recall@10 100.0%" in status
    assert "sentence index   flat float16, exact; recall@10 100.0%" in status
    done = run("status", "--json", "--archive", archive_folder, folder=tmp_path)
    facts = json.loads(done.stdout)
    assert facts["indexes"]["passage"]["kind"] == "flat"
    assert facts["indexes"]["passage"]["rows"] == facts["passages"]
    assert facts["indexes"]["sentence"]["recall"] == 1.0


def test_verify_repairs_a_saved_index_that_was_cut(archive_folder: Path, tmp_path: Path) -> None:
    (path,) = archive_folder.glob("vectors-*/passage.faiss")
    path.write_bytes(path.read_bytes()[:200])
    told = run("verify", "--archive", archive_folder, folder=tmp_path)
    assert told.returncode == 1
    assert "the saved index is damaged" in told.stdout
    assert "'onrecord verify --repair' makes it again" in told.stdout
    repaired = run("verify", "--repair", "--archive", archive_folder, folder=tmp_path)
    assert repaired.returncode == 0
    assert "all is well" in repaired.stdout
