"""Opening the archive of a folder, for many readers and one writer."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.embedders import Embedder
from index.errors import ArchiveMismatch, ArchiveUnwritable, NoArchive
from index.stores.connection import DATABASE, connect, explained
from index.stores.embedded import EmbeddedStore
from index.stores.locking import HOLDER, IMPATIENT, LOCK, Patience, locked
from index.stores.policy import DEFAULT_POLICY, IndexPolicy
from index.stores.schema import FORMAT, create, read_manifest

# What readers said of answers; it outlives the archive that they were of.
FEEDBACK = "feedback.jsonl"


def open_store(
    folder: Path,
    embedder: Embedder,
    *,
    for_rebuild: bool = False,
    policy: IndexPolicy = DEFAULT_POLICY,
) -> EmbeddedStore:
    """Open the archive in a folder; its embedder and format may differ only for a rebuild.

    Raises:
        NoArchive: There is none.
        ArchiveMismatch: Another embedder or program made it.
        ArchiveDamaged: Its file is not what was written.
    """
    if not is_archive(folder):
        raise NoArchive(
            f"there is no archive in '{folder}' yet: run 'onrecord index PATH' with a file or a "
            "folder of articles"
        )
    with closing(connect(folder / DATABASE)) as connection:
        manifest = read_manifest(connection)
    if manifest.format < FORMAT and not for_rebuild:
        raise ArchiveMismatch(
            f"archive '{folder}' has format {manifest.format}, and this onrecord writes format "
            f"{FORMAT}: run 'onrecord index --rebuild', which keeps every article"
        )
    if manifest.fingerprint != embedder.fingerprint and not for_rebuild:
        raise ArchiveMismatch(
            f"archive '{folder}' was built with embedder {manifest.embedder} "
            f"({manifest.dimensions} dimensions, {manifest.fingerprint[:12]}…); settings name "
            f"{embedder.name} ({embedder.dimensions}, {embedder.fingerprint[:12]}…): run "
            "'onrecord index --rebuild', which keeps every article"
        )
    return EmbeddedStore(folder, manifest, policy=policy)


def is_archive(folder: Path) -> bool:
    """Whether a folder holds an archive, of whatever format."""
    return (folder / DATABASE).is_file()


@contextmanager
def writing_store(
    folder: Path,
    embedder: Embedder,
    *,
    for_rebuild: bool = False,
    policy: IndexPolicy = DEFAULT_POLICY,
    patience: Patience = IMPATIENT,
) -> Iterator[EmbeddedStore]:
    """Open the archive in a folder as its one writer; make it where there is none.

    Raises:
        ArchiveUnwritable: The folder cannot be written, or holds something else.
        ArchiveBusy: Another process is writing, for longer than patience lasts.
        ArchiveMismatch: Another embedder or program made it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ours = (LOCK, HOLDER, FEEDBACK, *_unfinished())
        strangers = sorted(p.name for p in folder.iterdir() if p.name not in ours)
    except OSError as exc:
        raise ArchiveUnwritable(
            f"the archive folder '{folder}' cannot be made or read ({exc.strerror}): name another "
            "with --archive"
        ) from exc
    if strangers and not is_archive(folder):
        raise ArchiveUnwritable(
            f"'{folder}' holds other files ('{strangers[0]}') and no archive: name an empty or a "
            "new folder with --archive"
        )
    with locked(folder, patience):
        if not is_archive(folder):
            _create(folder, embedder)
        store = open_store(folder, embedder, for_rebuild=for_rebuild, policy=policy)
        try:
            store.drop_later()
            yield store
        finally:
            store.close()


def _create(folder: Path, embedder: Embedder) -> None:
    """Make the file of an archive, whole or not at all."""
    files = [folder / name for name in _unfinished()]
    unfinished = files[0]
    try:
        for left in files:
            left.unlink(missing_ok=True)
        with closing(connect(unfinished)) as connection:
            create(
                connection,
                embedder=embedder.name,
                fingerprint=embedder.fingerprint,
                dimensions=embedder.dimensions,
            )
        unfinished.rename(folder / DATABASE)
    except sqlite3.Error as exc:
        raise explained(exc, folder / DATABASE, in_writing=True) from exc
    except OSError as exc:
        raise ArchiveUnwritable(
            f"no archive can be made in '{folder}' ({exc.strerror}): make room or check the "
            "folder's rights, then run it again"
        ) from exc
    finally:
        for left in files:
            left.unlink(missing_ok=True)


def _unfinished() -> tuple[str, ...]:
    """The names of a file that is being made, and of what SQLite keeps beside it."""
    return tuple(f"{DATABASE}.unfinished{end}" for end in ("", "-wal", "-shm", "-journal"))
