"""The one place that builds objects from settings."""

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive
from index.archive import open_archive as _open
from index.embedders.sentence_transformer import MiniLM
from index.errors import SettingsError
from rag.settings import Settings

if TYPE_CHECKING:
    from index.build import Progress, Report


def open_archive(settings: Settings) -> Archive:
    """Open the archive for questions; the model is loaded at the first one.

    Raises:
        NoArchive: There is none yet.
        ArchiveMismatch: Another embedder or a newer format made it.
    """
    return _open(settings.archive, MiniLM())


def index_paths(
    settings: Settings, paths: Iterable[Path], on_progress: "Callable[[Progress], None]"
) -> "Report":
    """Add and update the articles of files and folders.

    Raises:
        ReadError: A path does not exist, or nothing in the paths is an article.
        ArchiveError: The archive cannot be used or written.
    """
    from index.build import build_archive

    return build_archive(settings.archive, paths, MiniLM(), on_progress=on_progress)


def sample_folder() -> Path:
    """The folder of the article that comes with the program.

    Raises:
        SettingsError: It was not installed.
    """
    spec = find_spec("seeds")
    for folder in spec.submodule_search_locations or () if spec else ():
        return Path(folder)
    raise SettingsError("the sample article was not installed: run 'pip install onrecord' again")
