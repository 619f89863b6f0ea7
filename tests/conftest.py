"""What the tests share: the real model, an archive of the seed, articles of our own."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive, open_archive
from index.build import build_archive
from index.embedders.minilm import MiniLM
from index.readers.text import parse_article
from index.segmentation import segment
from index.statements.extraction import extract_statements
from index.statements.parser import Parser
from index.types import Article, Statement

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

HARBOUR = """\
 date 2031-05-04 Mayor Ilse Maren opens the new pier in Port Callow, May 3, 2031. REUTERS/Tom Ode

By Vera Quill and Sam Otter

Mayor Ilse Maren said on Saturday that the new tunnel would open in October.

"We owe the fishermen an apology," Maren told reporters. "They waited long enough."

Engineer Bo Lindqvist warned that salt had damaged the pumps. "Nobody tested them," he said.

The tunnel cost 410 million crowns, according to the city's budget office.
"""


@pytest.fixture(scope="session", autouse=True)
def hearing_ctrl_c() -> None:
    """A shell that runs the tests in the background has them, and all they start, deaf to it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def embedder() -> MiniLM:
    """The real model, loaded once."""
    return MiniLM()


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The real parser, loaded once."""
    return Parser()


@pytest.fixture(scope="session")
def harbour() -> Article:
    """An article of our own, in the form of the seed."""
    return parse_article(HARBOUR, name="harbour.txt", origin="harbour.txt")


@pytest.fixture(scope="session")
def seed() -> Article:
    """The article that comes with the program."""
    (path,) = SEEDS.iterdir()
    return parse_article(path.read_bytes().decode(), name=path.name, origin=str(path))


@pytest.fixture(scope="session")
def seed_statements(seed: Article, parser: Parser) -> list[Statement]:
    """What the seed says that people said."""
    return extract_statements(seed, segment(seed), parser)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM) -> Path:
    """An archive of the seed and the harbour article; copy it before changing it."""
    folder = tmp_path_factory.mktemp("built") / "archive"
    news = tmp_path_factory.mktemp("news")
    (news / "harbour.txt").write_text(HARBOUR)
    build_archive(folder, [SEEDS, news], embedder)
    return folder


@pytest.fixture
def archive_folder(built_once: Path, tmp_path: Path) -> Path:
    """A copy of the archive that a test may change."""
    return Path(shutil.copytree(built_once, tmp_path / "archive"))


@pytest.fixture(scope="session")
def archive(built_once: Path, embedder: MiniLM) -> Iterator[Archive]:
    """The archive of the seed and the harbour article, open for reading."""
    opened = open_archive(built_once, embedder)
    yield opened
    opened.close()
