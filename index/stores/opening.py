"""Opening the archive of a folder, for many readers and one writer."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.embedders import Embedder
from index.errors import ArchiveBusy, ArchiveMismatch, ArchiveUnwritable, NoArchive
from index.stores.connection import DATABASE, connect
from index.stores.embedded import EmbeddedStore
from index.stores.policy import DEFAULT_POLICY, IndexPolicy
from index.stores.schema import FORMAT, create, read_manifest

LOCK = "write.lock"
HOLDER = "writer.json"


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
) -> Iterator[EmbeddedStore]:
    """Open the archive in a folder as its one writer; make it where there is none.

    Raises:
        ArchiveUnwritable: The folder cannot be written, or holds something else.
        ArchiveBusy: Another process is writing.
        ArchiveMismatch: Another embedder or program made it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = sorted(p.name for p in folder.iterdir() if p.name not in (LOCK, HOLDER))
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
    with _locked(folder):
        if not is_archive(folder):
            with closing(connect(folder / DATABASE)) as connection:
                create(
                    connection,
                    embedder=embedder.name,
                    fingerprint=embedder.fingerprint,
                    dimensions=embedder.dimensions,
                )
        store = open_store(folder, embedder, for_rebuild=for_rebuild, policy=policy)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    # The lock is the system's and ends with its process, however that ends.
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as exc:
        raise ArchiveBusy(
            f"{_holder(folder)} is writing to the archive '{folder}': wait until it is done, then "
            "run this again"
        ) from exc
    except OSError as exc:
        raise ArchiveUnwritable(
            f"the archive folder '{folder}' cannot be written ({exc.strerror}): check its rights, "
            "or name another with --archive"
        ) from exc
    try:
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": _now()}
        # Only others read it, and they do without it where the disk is full.
        with suppress(OSError):
            (folder / HOLDER).write_text(json.dumps(holder))
        yield
    finally:
        (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def _holder(folder: Path) -> str:
    try:
        holder = json.loads((folder / HOLDER).read_text())
        return f"process {holder['pid']} on {holder['host']} (since {holder['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
