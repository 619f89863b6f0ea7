"""How many quotations of an archive are traced to their source, and how many invented ones.

    python -m benchmarks.tracing ARCHIVE [--seed 2031]

Takes 300 direct statements of six words or more at random: a third is cut short, a third has
two words changed, a third other quotation marks and spacing. One is traced rightly when the
first place holds the statement's words, in its own article or any other, by its speaker. Of 100
invented quotations, made of the archive's own words and written by hand, none is to be traced.
"""

import argparse
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from index.archive import Archive, Filter
from rag.assembly import open_archive
from rag.quotes.statements import Quoting
from rag.quotes.tokens import tokens_of
from rag.quotes.tracing import trace_quotation
from rag.quotes.types import Quote, Trace
from rag.settings import Settings

_LEAST_WORDS = 6
_EACH = 100
_INVENTED = 100

# Nobody said these; the names and places are nowhere.
_BY_HAND = (
    "The lighthouse keepers of Port Callow will never surrender their herring to the crown.",
    "I told the beekeepers' guild that moonlight is not a tax deduction, and I meant it.",
    "My grandmother's accordion did more for this valley than your whole cabinet of clocks.",
    "We shall paint every lighthouse orange before we apologise to the otters.",
    "If the glacier wants a mortgage, let it come down here and ask the bank itself.",
    "There are more violins in my kitchen than honest umbrellas in this parliament.",
    "I have never owned a submarine, and I will not be lectured by a man who sells kites.",
    "The tunnel under Lake Brann was dug by people who believed in soup, not in engineers.",
    "Give the ferrymen their Tuesdays back, and you will hear no more about the pelicans.",
    "Nobody in Ostermark has counted the chimneys since the great sardine referendum.",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A quotation as it was made from a statement."""

    words: str
    source: Quote


def main() -> None:
    """Trace them all and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--seed", type=int, default=2031)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    archive = open_archive(Settings(archive=given.archive))
    said = read_direct_statements(archive)
    taken = [quote for quote in said if len(_words(quote)) >= _LEAST_WORDS]
    rng.shuffle(taken)
    vocabulary = sorted({word for quote in said for word in _words(quote) if word.isalpha()})
    seconds: list[float] = []
    for n, (name, alter) in enumerate(_alterations(rng, vocabulary).items()):
        # A small archive has fewer statements than are asked for: it gives them all.
        chosen = taken[n * _EACH : (n + 1) * _EACH] if len(taken) >= 3 * _EACH else taken
        _report(archive, name, [Taken(alter(quote), quote) for quote in chosen], seconds)
    invented = [*_BY_HAND, *_invent(rng, said, _INVENTED - len(_BY_HAND))]
    traced = []
    for words in invented:
        trace = _timed(archive, words, seconds)
        if trace.found:
            traced.append((words, trace))
    print(f"{'invented':<34} {len(traced):>3} of {len(invented)} traced")
    for words, trace in traced:
        print(f"    {words!r}\n        {trace.places[0].text!r}")
    milliseconds = [1000 * s for s in seconds]
    median = statistics.median(milliseconds)
    print(f"processor time a trace: median {median:.0f} ms, most {max(milliseconds):.0f} ms")
    archive.close()


def read_direct_statements(archive: Archive) -> list[Quote]:
    """Every statement that is wholly quoted."""
    with archive.view() as snapshot:
        quoting = Quoting(snapshot)
        rows = snapshot.statements_where(Filter(direct=True))
        rows = [row for row in rows if row.statement.kind == "direct"]
        return [quoting.quote(row) for row in sorted(rows, key=lambda row: row.row)]


def _alterations(
    rng: random.Random, vocabulary: Sequence[str]
) -> dict[str, Callable[[Quote], str]]:
    def cut(quote: Quote) -> str:
        words = _words(quote)
        kept = rng.randint(min(len(words) - 1, _LEAST_WORDS - 1), len(words) - 1)
        start = rng.randint(0, len(words) - kept)
        return " ".join(words[start : start + kept])

    def change(quote: Quote) -> str:
        words = _words(quote)
        for at in rng.sample(range(len(words)), 2):
            words[at] = rng.choice(vocabulary)
        return " ".join(words)

    def typeset(quote: Quote) -> str:
        text = " ".join(_words(quote)).translate(str.maketrans("“”‘’", "\"\"''"))
        text = text.replace("'", rng.choice("'’")).replace(" - ", rng.choice((" – ", "—", " -- ")))
        text = text.replace("...", "…").replace(" ", rng.choice((" ", "  ", "\n", "\u00a0")))
        opened, closed = rng.choice(("“”", "„“", "«»", '""', "‘’"))
        return f"{opened}{text}{closed}"

    return {"cut short": cut, "two words changed": change, "other marks and spacing": typeset}


def _report(archive: Archive, name: str, taken: Sequence[Taken], seconds: list[float]) -> None:
    right = right_article = 0
    for one in taken:
        trace = _timed(archive, one.words, seconds)
        article, speaker = judge(archive, trace, one)
        right_article += article
        right += article and speaker
        if not (article and speaker):
            shown = trace.places[0] if trace.places else None
            found = f"{shown.article_id} {shown.speakers}: {shown.text!r}" if shown else "nothing"
            print(f"    {one.words!r}\n        {one.source.speaker}, found {found}")
    print(
        f"{name:<34} article {right_article} of {len(taken)}, article and speaker {right}"
        f" of {len(taken)} ({100 * right / max(1, len(taken)):.1f} %)"
    )


def judge(archive: Archive, trace: Trace, taken: Taken) -> tuple[bool, bool]:
    """Whether the first place holds words of the statement, and names its speaker.

    Where the statement's own article does not name its speaker, another one may that has the
    same words, or who reports them in its own.
    """
    if not trace.places:
        return False, False
    place = trace.places[0]
    article = archive.find(place.article_id)
    assert article is not None, "a place is in an article of the archive"
    found = _norms(" ".join(part.of(article.text) for part in place.parts))
    right = f" {found} " in f" {_norms(' '.join(taken.source.words))} "
    elsewhere = place.article_id != taken.source.article_id
    speaker = place.statement.speaker if place.statement else None
    reporter = taken.source.reported_by
    unnamed = taken.source.speaker is None and (elsewhere or speaker == reporter)
    return right, speaker == taken.source.speaker or unnamed


def _invent(rng: random.Random, said: Sequence[Quote], count: int) -> list[str]:
    """Quotations nobody made: halves of two statements, words in another order, and chains.

    A chain goes from each word to one that follows it in some statement; it is left out where
    half of it in a row is one statement's, for that is a quotation cut short.
    """
    long = [_words(quote) for quote in said if len(_words(quote)) >= 2 * _LEAST_WORDS]
    follows: dict[str, list[str]] = defaultdict(list)
    for words in long:
        for before, after in pairwise(words):
            follows[before].append(after)
    made: list[str] = []
    everything = "\n".join(" ".join(words) for words in long)
    while len(made) < count:
        one, other = rng.sample(long, 2)
        n = len(made)
        if n % 3 == 0:
            half = min(len(one), len(other)) // 2
            made.append(" ".join(one[:half] + other[-half:]))
        elif n % 3 == 1:
            made.append(" ".join(rng.sample(one, len(one))))
        else:
            chain = [one[0]]
            while len(chain) < len(one) and follows[chain[-1]]:
                chain.append(rng.choice(follows[chain[-1]]))
            half = len(chain) // 2
            runs = (" ".join(chain[i : i + half]) for i in range(len(chain) - half + 1))
            if len(chain) >= _LEAST_WORDS and not any(run in everything for run in runs):
                made.append(" ".join(chain))
    return made


def _timed(archive: Archive, words: str, seconds: list[float]) -> Trace:
    # Of this thread, so that what else runs on the machine does not count.
    started = time.thread_time()
    trace = trace_quotation(archive, words)
    seconds.append(time.thread_time() - started)
    return trace


def _words(quote: Quote) -> list[str]:
    return " ".join(quote.words).split()


def _norms(text: str) -> str:
    return " ".join(token.norm for token in tokens_of(text) if token.is_word)


if __name__ == "__main__":
    main()
