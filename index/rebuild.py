"""Everything derived made again from the stored articles, for another model or program."""

import shutil
from contextlib import closing
from pathlib import Path

from index.deriving import Work, read_book
from index.embedders import Embedder
from index.errors import ArchiveError
from index.progress import OnProgress, Tally
from index.stores.connection import STAGING
from index.stores.embedded import EmbeddedStore
from index.stores.locking import IMPATIENT, Patience
from index.stores.opening import is_archive, open_store, writing_store
from index.stores.schema import program


def rebuild_archive(
    folder: Path,
    embedder: Embedder,
    *,
    patience: Patience = IMPATIENT,
    on_progress: OnProgress = lambda progress: None,
) -> int:
    """Derive passages, sentences, statements and vectors again; gives how many articles.

    The new state grows in a folder of its own inside the archive and takes the old one's
    place in one commit; until then the old one answers. Interrupted, the next call goes on.
    Vectors of texts that did not change are kept where the model did not change either.

    Raises:
        NoArchive: There is none.
        ArchiveError: It cannot be written.
    """
    open_store(folder, embedder, for_rebuild=True).close()
    with writing_store(folder, embedder, for_rebuild=True, patience=patience) as store:
        staging = folder / STAGING
        _drop_if_unfit(staging, embedder)
        with writing_store(staging, embedder) as staged:
            _derive(store, staged, embedder, on_progress)
            store.adopt(staged)
        # Before anything else can fail: what is left of a rebuild is taken for one under way.
        shutil.rmtree(staging)
        store.publish()
        return len(store.versions())


def _derive(
    store: EmbeddedStore,
    staged: EmbeddedStore,
    embedder: Embedder,
    on_progress: OnProgress,
) -> None:
    done, wanted = staged.versions(), store.versions()
    if gone := [article_id for article_id in done if article_id not in wanted]:
        staged.remove(gone)
    todo = {i for i, version in wanted.items() if done.get(i) != version}
    total_chars = sum(len(article.text) for article in store.iterate() if article.id in todo)
    same_model = store.manifest.fingerprint == embedder.fingerprint
    known = store.known_vectors if same_model else None
    tally = Tally(total_chars, on_progress)
    read_chars = 0
    # Statements of the first format do not tell who was what.
    book = read_book(store) if store.manifest.format > 1 else None
    with Work(staged, embedder, tally=tally, known=known, book=book) as work:
        for article in store.iterate():
            if article.id in todo:
                read_chars += len(article.text)
                tally.read(article.id, to=read_chars, is_news=True)
                work.take(article, to=read_chars)
        work.finish()


def _drop_if_unfit(staging: Path, embedder: Embedder) -> None:
    """What an earlier rebuild left is kept only where the same program had the same model."""
    if not staging.exists():
        return
    try:
        if is_archive(staging):
            with closing(open_store(staging, embedder)) as staged:
                if staged.manifest.program == program():
                    return
    except ArchiveError:
        pass
    shutil.rmtree(staging)
