import socket
from pathlib import Path

import pytest

from index.errors import PageError
from rag.page.serving import check_address
from tests.page.conftest import start


def test_a_port_in_use_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(tmp_path / "none", port, tmp_path, tmp_path / "stderr.txt")
        said, _ = process.communicate(timeout=60)
    errors = (tmp_path / "stderr.txt").read_text()
    assert process.returncode == 1
    assert said == ""
    assert len(errors.splitlines()) == 1
    assert f"port {port} of 127.0.0.1" in errors
    assert "choose another port" in errors


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [
        ("no.such.host.invalid", 7860, "is no address of this machine"),
        ("127.0.0.1", 70000, "is no port"),
    ],
)
def test_an_impossible_address_is_told_in_one_sentence(host: str, port: int, sentence: str) -> None:
    with pytest.raises(PageError, match=sentence):
        check_address(host, port)


def test_a_free_port_is_fine() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_address("127.0.0.1", port)
