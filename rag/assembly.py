"""The one place that builds objects from settings."""

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive
from index.archive import open_archive as _open
from index.embedders import Embedder
from index.embedders.minilm import MiniLM
from index.errors import SettingsError
from index.stores.locking import IMPATIENT, Patience
from rag.settings import Settings
from rag.writers.endpoint import Endpoint, check_endpoint

if TYPE_CHECKING:
    from index.build import Report
    from index.progress import OnProgress
    from index.readers import ReadOptions
    from index.removal import Selection
    from index.statements.parser import Parser


def make_embedder(settings: Settings) -> Embedder:
    """The embedder in force; it loads its model at the first text."""
    if settings.embedder == MiniLM.name:
        return MiniLM()
    from index.embedders.sentence_transformer import SentenceTransformerModel

    return SentenceTransformerModel(settings.embedder, device=settings.device)


def open_archive(settings: Settings, embedder: Embedder | None = None) -> Archive:
    """Open the archive for questions, with an embedder that is at hand or one of its own.

    Raises:
        NoArchive: There is none yet.
        ArchiveMismatch: Another embedder or a newer format made it.
    """
    return _open(settings.archive, embedder or make_embedder(settings))


def make_writer(settings: Settings) -> Endpoint | None:
    """The endpoint of the language model that writes prose; None where none is set.

    Raises:
        SettingsError: Its address is none, or no model is named.
    """
    if not settings.writer:
        return None
    endpoint = Endpoint(settings.writer, settings.model, settings.writer_key)
    check_endpoint(endpoint)
    return endpoint


def index_paths(
    settings: Settings,
    paths: Iterable[Path | str],
    on_progress: "OnProgress",
    *,
    options: "ReadOptions | None" = None,
    embedder: Embedder | None = None,
    parser: "Parser | None" = None,
    patience: Patience = IMPATIENT,
) -> "Report":
    """Add and update the articles of files, folders and web addresses.

    Raises:
        ReadError: A path does not exist, or a folder holds nothing that can be read.
        ArchiveError: The archive cannot be used or written.
    """
    from index.build import build_archive

    return build_archive(
        settings.archive,
        paths,
        embedder or make_embedder(settings),
        parser=parser,
        options=options,
        patience=patience,
        on_progress=on_progress,
    )


def rebuild_archive(
    settings: Settings, on_progress: "OnProgress", *, patience: Patience = IMPATIENT
) -> int:
    """Derive everything again from the stored articles; gives how many there are.

    Raises:
        ArchiveError: There is no archive, or it cannot be written.
    """
    from index.rebuild import rebuild_archive as rebuild

    return rebuild(
        settings.archive, make_embedder(settings), patience=patience, on_progress=on_progress
    )


def repair_archive(settings: Settings) -> None:
    """Make the vector index again from the stored vectors, without embedding anything.

    Raises:
        ArchiveError: There is no archive, or it cannot be written.
    """
    from index.stores.opening import open_store, writing_store

    embedder = make_embedder(settings)
    open_store(settings.archive, embedder).close()
    with writing_store(settings.archive, embedder) as store:
        store.repair()


def select_articles(
    settings: Settings, selection: "Selection", *, options: "ReadOptions | None" = None
) -> list[str]:
    """The ids of the articles to remove; `options` are those a path is read with.

    Raises:
        ReadError: Nothing, or nothing that exists or can be read, was selected by.
    """
    from index.removal import select_articles as select

    return select(settings.archive, selection, make_embedder(settings), options=options)


def remove_articles(
    settings: Settings, article_ids: Iterable[str], *, patience: Patience = IMPATIENT
) -> int:
    """Remove articles with all their versions and every trace; gives how many there were."""
    from index.removal import remove_articles as remove

    return remove(settings.archive, article_ids, make_embedder(settings), patience=patience)


def sample_folder() -> Path:
    """The folder of the article that comes with the program.

    Raises:
        SettingsError: It was not installed.
    """
    spec = find_spec("seeds")
    for folder in spec.submodule_search_locations or () if spec else ():
        return Path(folder)
    raise SettingsError("the sample article was not installed: run 'pip install onrecord' again")
