"""Where a quotation comes from: exactly, nearly, or not from this collection."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from index.archive import Archive, Snapshot
from index.errors import QuestionError
from index.types import RowId, Span
from rag.quotes.aligning import Alignment, count_foreign, find_equal, find_nearest
from rag.quotes.candidates import find_candidates, weigh_words
from rag.quotes.findings import tell_finding
from rag.quotes.places import Sought, parse_quotation, place_of
from rag.quotes.reading import Reading
from rag.quotes.statements import Quoting
from rag.quotes.types import Place, Trace
from rag.repeats import wording

MOST_PLACES = 10
_MOST_NEAREST = 2
_MOST_WORDS = 500

_LIKENESS = ("exact", "same words", "similar")
_STANDPOINTS = ("statement", "quotation", "narration")

# A similar place shares this much of both texts' words, and of the quotation's words by
# weight; they tell this much in all (natural logarithms of how rare they are); and no longer
# stretch of the quotation is foreign to it: changed words are few in a row, where half of
# somebody's words before half of somebody else's are many. Where the equal words weigh less
# than half, as "is a ... example of", no other words may be as similar.
_HALF = 0.5
_SIMILAR, _WEIGHTY, _TELLING = 0.6, 0.3, 4.0
_FOREIGN_WORDS, _FOREIGN_SHARE = 2, 0.2
_EQUAL_SHARE = 2 / 3

# What is less alike, but no less than this, is worth showing where nothing was found.
_CLOSE, _CLOSE_TELLING = 0.5, 9.0


def trace_quotation(archive: Archive, quotation: str, *, most: int = MOST_PLACES) -> Trace:
    """Find where a quotation stands, by whom; the places of a copied story count once.

    Raises:
        QuestionError: It has fewer than two words, or too many.
    """
    sought = _parsed(quotation)
    with archive.view() as snapshot:
        weights = weigh_words(snapshot, list(sought.words))
        candidates = find_candidates(snapshot, list(sought.words), weights)
        desk = _Desk(snapshot, sought, weights)
        keys = list(dict.fromkeys([*candidates.whole, *candidates.near]))
        places = [place for key in keys for place in desk.equal_places(key)]
        similar = [] if places else [p for key in candidates.near for p in desk.similar_place(key)]
        places = places or [place for place in similar if desk.is_source(place, similar)]
        kept = _without_copies(sorted(places, key=_rank), desk)
        nearest = [] if kept else [place for place in similar if desk.is_close(place)]
        close = _without_copies(sorted(nearest, key=_rank), desk)[:_MOST_NEAREST]
        articles = snapshot.size().articles
    return Trace(
        quotation=quotation,
        found=bool(kept),
        note=tell_finding(kept, complete=candidates.complete, articles=articles),
        places=tuple(kept[:most]),
        total=len(kept),
        complete=candidates.complete,
        nearest=tuple(close),
    )


class _Desk:
    """The articles that are read for one quotation."""

    def __init__(self, snapshot: Snapshot, sought: Sought, weights: dict[str, float]) -> None:
        self._snapshot = snapshot
        self._sought = sought
        self._weights = weights
        plain = [norm for norm in sought.norms if norm.isascii() and norm.isalnum()]
        self._telltale = max(plain, key=lambda norm: weights[norm], default="")
        self._quoting = Quoting(snapshot)
        self._readings: dict[RowId, Reading] = {}
        self._nearest: dict[tuple[str, Span], Alignment] = {}
        self.keys: dict[str, RowId] = {}

    def equal_places(self, key: RowId) -> list[Place]:
        """Where all words stand, in the running text or else in what is spoken."""
        # Most articles that share words do not hold them all: reading those would cost more.
        if self._telltale not in self._quoting.article(key).text.lower():
            return []
        reading = self._read(key)
        for stream in (reading.words, reading.spoken(), *reading.split()):
            found = find_equal(self._sought.norms_by_part, reading.norms(stream))
            places = self._places(reading, stream, found, equal=True)
            if places:
                return places
        return []

    def similar_place(self, key: RowId) -> list[Place]:
        """Where most of the words stand: at most one place, in spoken words if it can be."""
        reading = self._read(key)
        found = []
        for stream in (reading.spoken(), reading.words, *self._split(reading)):
            nearest = find_nearest(self._sought.norms, reading.norms(stream))
            if nearest is None:
                continue
            for place in self._places(reading, stream, [nearest], equal=False):
                self._nearest[place.article_id, place.span] = nearest
                found.append(place)
        return [max(found, key=lambda place: place.similarity)] if found else []

    def _split(self, reading: Reading) -> list[list[int]]:
        """The quotations that a cue splits and that have most of the words."""
        least = _SIMILAR * len(set(self._sought.norms))
        return [
            stream
            for stream in reading.split()
            if len(set(self._sought.norms) & set(reading.norms(stream))) >= least
        ]

    def is_source(self, place: Place, others: list[Place]) -> bool:
        """Whether a similar place is where the quotation comes from."""
        weight, told = self._weight(place)
        words = len(self._sought.words)
        nearest = self._nearest[place.article_id, place.span]
        foreign = count_foreign(nearest, words)
        return (
            place.similarity >= _SIMILAR
            and weight >= _WEIGHTY
            and told >= _TELLING
            and nearest.equal >= _EQUAL_SHARE * words
            and foreign <= max(_FOREIGN_WORDS, _FOREIGN_SHARE * words)
            and (weight >= _HALF or not _is_one_of_several(place, others))
        )

    def is_close(self, place: Place) -> bool:
        """Whether a similar place is worth showing where nothing was found."""
        _, told = self._weight(place)
        return place.similarity >= _CLOSE and told >= _CLOSE_TELLING

    def story_of(self, place: Place) -> RowId:
        """The story that the place's article tells."""
        return self._quoting.story_of(self.keys[place.article_id])

    def _weight(self, place: Place) -> tuple[float, float]:
        """The share of the quotation's weight that its equal words have, and that weight."""
        weights = [self._weights[norm] for norm in self._sought.norms]
        differing = sum(
            self._weights[word.norm]
            for difference in place.differences
            for word in parse_quotation(difference.quoted).words
        )
        told = max(0.0, sum(weights) - differing)
        return told / sum(weights), told

    def _places(
        self, reading: Reading, stream: list[int], found: Iterable[Alignment], *, equal: bool
    ) -> list[Place]:
        placed = (
            place_of(reading, stream, one, self._sought, quoting=self._quoting, equal=equal)
            for one in found
        )
        return [place for place in placed if place is not None]

    def _read(self, key: RowId) -> Reading:
        if key not in self._readings:
            article = self._quoting.article(key)
            self.keys[article.id] = key
            self._readings[key] = Reading(key, article, self._snapshot.statements_in([key]))
        return self._readings[key]


def _parsed(quotation: str) -> Sought:
    sought = parse_quotation(quotation)
    if len(sought.words) < 2:
        raise QuestionError(
            "a quotation has at least two words: for one word, run 'onrecord quotes --about WORD'"
        )
    if len(sought.words) > _MOST_WORDS:
        raise QuestionError(
            f"the quotation has {len(sought.words):,} words: give at most {_MOST_WORDS} of them"
        )
    return sought


def _is_one_of_several(place: Place, others: list[Place]) -> bool:
    """Whether other words are as similar to the quotation."""
    return any(
        other.similarity >= place.similarity and wording(other.text) != wording(place.text)
        for other in others
    )


def _rank(place: Place) -> tuple[int, bool, float, int, int, date, str, int]:
    """Most alike first, what it contradicts last; then statements, named speakers, the earliest."""
    named = place.statement is not None and place.statement.speaker is not None
    return (
        _LIKENESS.index(place.likeness),
        place.contradiction is not None,
        -place.similarity,
        _STANDPOINTS.index(place.stands_in),
        not named,
        place.published or date.max,
        place.article_id,
        place.span.start,
    )


def _without_copies(places: list[Place], desk: _Desk) -> list[Place]:
    """Each place once a story, the first one with the others' articles in `also_in`."""
    kept: dict[tuple[RowId, str], Place] = {}
    for place in places:
        key = (desk.story_of(place), wording(place.text))
        first = kept.setdefault(key, place)
        if first.article_id == place.article_id:
            # Its own article repeats the words: both are places.
            if first is not place:
                kept[(len(kept), f"{place.article_id} {place.span}")] = place
            continue
        if place.article_id not in first.also_in:
            sources = dict.fromkeys((*first.also_sources, place.source or ""))
            kept[key] = replace(
                first,
                also_in=(*first.also_in, place.article_id),
                also_sources=tuple(source for source in sources if source),
            )
    return list(kept.values())
