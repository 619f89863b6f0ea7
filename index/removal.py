"""Taking articles out of an archive: which ones, then without a trace."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.embedders import Embedder
from index.errors import ReadError
from index.readers import ReadOptions, find_files
from index.stores.locking import IMPATIENT, Patience
from index.stores.opening import open_store, writing_store
from index.types import Article, Refusal


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles to take out; all that is given must hold of one.

    Attributes:
        ids: those with one of these ids; empty means any.
        source: those of this outlet.
        before: those published before this day; an article without a date is kept.
        not_in: those that are not among the articles of this file or folder.
    """

    ids: tuple[str, ...] = ()
    source: str | None = None
    before: date | None = None
    not_in: Path | None = None


def select_articles(
    folder: Path,
    selection: Selection,
    embedder: Embedder,
    *,
    options: ReadOptions | None = None,
) -> list[str]:
    """The ids of the articles that the selection names, in order of arrival.

    `options` are those with which `not_in` is read.

    Raises:
        ReadError: An id is not in the archive, the path is missing, holds no article or
            something that cannot be read, or nothing was selected by.
    """
    if selection == Selection():
        raise ReadError("nothing says which articles: name ids, --source, --before or --not-in")
    kept = _ids_in(selection.not_in, options) if selection.not_in is not None else None
    store = open_store(folder, embedder)
    try:
        unknown = [i for i in selection.ids if i not in store.versions()]
        if unknown:
            raise ReadError(f"no article has the id '{unknown[0]}': nothing was removed")
        return [article.id for article in store.iterate() if _fits(article, selection, kept)]
    finally:
        store.close()


def remove_articles(
    folder: Path,
    article_ids: Iterable[str],
    embedder: Embedder,
    *,
    patience: Patience = IMPATIENT,
) -> int:
    """Take articles out with all their versions; gives how many there were."""
    with writing_store(folder, embedder, patience=patience) as store:
        return store.remove(article_ids)


def _fits(article: Article, selection: Selection, kept: set[str] | None) -> bool:
    if selection.ids and article.id not in selection.ids:
        return False
    if selection.source is not None and article.source != selection.source:
        return False
    if selection.before is not None and not (
        article.published and article.published < selection.before
    ):
        return False
    return kept is None or article.id not in kept


def _ids_in(path: Path, options: ReadOptions | None) -> set[str]:
    ids = set()
    for file in find_files([path], options=options):
        for item in file.read():
            if isinstance(item, Refusal):
                # What cannot be read may well be there.
                raise ReadError(f"'{item.what}' {item.reason}: nothing was removed")
            ids.add(item.id)
    if not ids:
        raise ReadError(f"'{path}' holds no article: nothing was removed, as all would have been")
    return ids
