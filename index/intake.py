"""What is to be done with an article that is offered: decided from its id and its text alone."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from index.stores import Store
from index.types import Article

# Two versions of one article share more of their pairs of words than two articles do.
_SAME_ARTICLE = 0.15


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done with an article.

    Attributes:
        kind: "again" is the same article a second time in one run, "moved" one whose file
            has another path now.
        twin: the id of another article with the same text; the former id of one that moved.
        what: what is refused, and `reason` why.
    """

    kind: Literal["added", "changed", "moved", "unchanged", "again", "refused"]
    twin: str | None = None
    what: str = ""
    reason: str = ""

    @property
    def is_news(self) -> bool:
        """Whether something is to be written."""
        return self.kind in ("added", "changed", "moved")


class Intake:
    """Knows the id and version of every article that is in the archive or was offered."""

    def __init__(self, store: Store | None, seen: dict[str, str] | None = None) -> None:
        """Start from what a store holds; None where there is none yet."""
        self._store = store
        self._seen = seen or {}
        self._versions: dict[str, str] = {}
        self._holders: defaultdict[str, list[str]] = defaultdict(list)
        for article_id, version in (store.versions() if store else {}).items():
            self._hold(article_id, version)

    def over(self, store: Store) -> "Intake":
        """The same intake over a store as it is now; what was offered is remembered."""
        return Intake(store, self._seen)

    def judge(self, article: Article, *, path: str) -> Verdict:
        """What is to be done with an article of the file at a path; changes nothing."""
        version = article.version
        if article.id in self._seen:
            if self._seen[article.id] == version:
                return Verdict("again")
            reason = f"has the id '{article.id}' of another article: give it its own"
            return Verdict("refused", what=article.origin, reason=reason)
        stored = self._versions.get(article.id)
        if stored == version:
            return Verdict("unchanged")
        # An article whose name is all that identifies it.
        is_named = article.id == path and article.url is None
        if stored is not None and is_named and self._is_other(article):
            reason = "has the name of another article that is here: rename it"
            return Verdict("refused", what=article.id, reason=reason)
        twins = [twin for twin in self._holders.get(version, ()) if twin != article.id]
        if stored is None and is_named:
            for twin in twins:
                if twin not in self._seen and self._has_moved(twin, article):
                    return Verdict("moved", twin)
        return Verdict("added" if stored is None else "changed", twins[0] if twins else None)

    def enter(self, article: Article, verdict: Verdict) -> None:
        """Remember an article that was judged, and not refused."""
        self._seen[article.id] = article.version
        if verdict.kind == "moved" and verdict.twin is not None:
            self._let_go(verdict.twin)
        if verdict.is_news:
            self._let_go(article.id)
            self._hold(article.id, article.version)

    def _hold(self, article_id: str, version: str) -> None:
        self._versions[article_id] = version
        self._holders[version].append(article_id)

    def _let_go(self, article_id: str) -> None:
        version = self._versions.pop(article_id, None)
        if version is not None:
            self._holders[version].remove(article_id)

    def _is_other(self, article: Article) -> bool:
        """Whether a file has the name of a stored one, but a text that no edit explains."""
        stored = self._store.find(article.id) if self._store else None
        if stored is None:
            return False
        before, after = (_runs_of_words(text) for text in (stored.text, article.text))
        return len(before & after) < _SAME_ARTICLE * min(len(before), len(after))

    def _has_moved(self, twin: str, article: Article) -> bool:
        """Whether the file of a stored article is gone, or is this file under another name."""
        stored = self._store.find(twin) if self._store else None
        if stored is None or stored.url or not _is_at(stored.origin, stored.id):
            return False
        return stored.origin == article.origin or _is_gone(Path(stored.origin))


def _is_at(origin: str, article_id: str) -> bool:
    """Whether an id is the end of an absolute path: other origins are no single files."""
    path = PurePath(origin)
    return path.is_absolute() and path.as_posix().endswith(f"/{article_id}")


def _is_gone(path: Path) -> bool:
    """Whether nothing is at a path; what cannot be looked at is not gone."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        pass
    return False


def _runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[i : i + 2]) for i in range(max(1, len(words) - 1))}
