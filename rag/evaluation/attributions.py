"""Whether the speaker who was asked for stands behind an extract, as people annotated it."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from index.types import Span
from rag.evaluation.files import Attribution, Shown
from rag.evaluation.names import last_name, relation, surname_in, unaccented


def overlaps_by_half(one: Span, other: Span) -> bool:
    """Whether two places share at least half of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= min(len(one), len(other))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an extract is the speaker's.

    Attributes:
        possible: somebody who is named so, or may be meant, stands behind it.
        sure: that speaker is named, or was the last to be named before.
    """

    possible: bool
    sure: bool


class Attributions:
    """All annotated attributions of some articles."""

    def __init__(self, attributions: list[Attribution], texts: Mapping[str, str]) -> None:
        """Take the attributions and the texts of their articles, by id."""
        self._texts = {key: unaccented(text).lower() for key, text in texts.items()}
        self._of_article: dict[str, list[tuple[tuple[Span, ...], str]]] = defaultdict(list)
        surnames: Counter[str] = Counter()
        for one in sorted(attributions, key=lambda a: min((s.start for s in a.content), default=0)):
            source = " ".join(span.of(texts[one.article_id]) for span in one.source)
            self._of_article[one.article_id].append((one.content, source))
            if surname := surname_in(source):
                surnames[surname] += 1
        # Once may be a slip of what looks like a name.
        self._surnames = frozenset(name for name, count in surnames.items() if count > 1)

    def judge(self, shown: Shown, speaker: str) -> Verdict | None:
        """Whose an extract is; None where no annotation can tell."""
        if shown.article_id not in self._of_article:
            return None
        text = self._texts[shown.article_id]
        is_here = bool(re.search(rf"\b{re.escape(last_name(speaker))}\b", text))
        possible = sure = judged = touched = False
        last_named = ""
        for content, source in self._of_article[shown.article_id]:
            related = relation(source, speaker, self._surnames)
            if any(overlaps_by_half(shown.span, span) for span in content):
                touched = True
                judged = judged or related != "none"
                possible = possible or related == "named" or (related == "role" and is_here)
                sure = sure or related == "named"
                sure = sure or (related == "role" and last_named == "named")
            if related in ("named", "other"):
                last_named = related
        return None if touched and not judged else Verdict(possible, sure)
