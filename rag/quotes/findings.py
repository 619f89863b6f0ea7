"""What was found about a quotation, in one sentence."""

from collections.abc import Sequence

from rag.quotes.types import Contradiction, Likeness, Place, Quote, Standing

_LIKENESS: dict[Likeness, str] = {
    "exact": "to the letter",
    "same words": "with these words, but other punctuation or capitals",
    "similar": "in other words, marked below",
}

STANDINGS: dict[Standing, str] = {
    "said": "said",
    "thought": "thought or wanted, not said",
    "planned": "to be said, not said yet",
    "possible": "may be said, not said",
    "denied": "expressly not said",
    "rejected": "denied",
}

_CONTRADICTS: dict[Contradiction, str] = {
    "negation": "one affirms what the other denies",
    "number": "they have another number",
}

# More speakers than these have said it: then nothing tells whose it is.
_MOST_NAMED = 3


def tell_finding(places: Sequence[Place], *, complete: bool, articles: int) -> str:
    """Whose words they are, as far as the places tell; or that there are none."""
    if not places:
        among = f"{articles:,} articles" if articles != 1 else "one article"
        return f"Not in this collection: no place in its {among} has these words."
    best = [place for place in places if place.likeness == places[0].likeness]
    speakers = list(dict.fromkeys(name for place in best for name in place.speakers))
    said = " ".join(
        filter(None, [_whose(best[0], speakers), _where(best[0], len(places), complete=complete)])
    )
    return said


def _whose(place: Place, speakers: Sequence[str]) -> str:
    if place.contradiction is not None:
        return _not_so(place, place.contradiction)
    how = _LIKENESS[place.likeness]
    if len(place.speakers) > 1:
        return f"Words of {' and '.join(place.speakers)} together, {how}."
    if len(speakers) > _MOST_NAMED:
        return f"Words that {len(speakers)} speakers used, {how}: they tell nobody by themselves."
    if place.statement is None:
        where = "in quotation marks, but the article does not tell whose"
        own = "the article's own words, no statement of anybody's"
        return f"Found {how}: {where if place.stands_in == 'quotation' else own}."
    if len(speakers) > 1:
        return f"Words of {', '.join(speakers[:-1])} and of {speakers[-1]}, {how}."
    return _said(place.statement, how, verbatim=place.verbatim)


def _not_so(place: Place, contradiction: Contradiction) -> str:
    whose = f"words of {' and '.join(place.speakers)}" if place.speakers else "words"
    return (
        f"Not in this collection as it stands. The {whose} below are like it, but "
        f"{_CONTRADICTS[contradiction]}."
    )


def _said(quote: Quote, how: str, *, verbatim: bool) -> str:
    who = "Somebody whom the article does not name here"
    if quote.speaker is not None:
        who = f"Probably {quote.speaker}" if quote.probably else quote.speaker
    elif quote.mention:
        who = f"{who} (“{quote.mention}”)"
    if quote.standing == "rejected":
        return f"{who} denied this, {how}."
    if quote.standing != "said":
        return f"{who}, {how}: {STANDINGS[quote.standing]}."
    if quote.kind == "indirect":
        return f"{who} is reported to have said this, {how}; the words are the article's."
    if not verbatim:
        told = "not all of it is in quotation marks"
        return f"{who} is reported to have said this, {how}; {told}."
    return f"{who} said this, {how}."


def _where(place: Place, count: int, *, complete: bool) -> str:
    if count == 1 and complete:
        return ""
    least = "" if complete else "at least "
    return f"It stands in {least}{count:,} place{'' if count == 1 else 's'}."
