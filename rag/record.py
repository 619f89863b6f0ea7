"""An archive as programs use it: all that can be asked of it, from one object."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from index.archive import Archive, Listing
from index.archive import Order as ArticleOrder
from index.errors import UnknownArticle
from index.types import Article
from rag.answering import MOST_EXTRACTS, check_question
from rag.assembly import open_archive
from rag.conversation import NEW_CONVERSATION, answer_turn
from rag.quotes.listing import check_request, filter_of, find_quotes
from rag.quotes.naming import Names, names_of
from rag.quotes.speakers import Speakers, list_speakers
from rag.quotes.tracing import MOST_PLACES, trace_quotation
from rag.quotes.types import Order, QuoteRequest, Quotes, Trace
from rag.settings import Settings, load_settings
from rag.types import Answer, Constraints
from rag.views.accounts.finding import MOST_DISPUTES, find_accounts
from rag.views.accounts.types import Accounts
from rag.views.sides import find_sides
from rag.views.timeline import MOST_SHOWN, find_timeline
from rag.views.types import SideBy, Sides, Timeline, ViewRequest


def open_record(archive: str | Path | None = None) -> "Record":
    """Open the archive in a folder, or the one that settings name; close it after use.

    Raises:
        NoArchive: There is none yet.
        ArchiveError: It cannot be used with these settings.
    """
    settings = load_settings(archive=archive)
    return Record(open_archive(settings), settings)


class Record:
    """An open archive and what can be asked of it; threads may share it.

    Names of speakers may be given with or without titles and first names, outlets in upper or
    lower case. One that is not in the archive raises `UnknownName`, anything else that cannot
    be asked `QuestionError`; both are in `index.errors`, and each message says what to do.
    """

    def __init__(self, archive: Archive, settings: Settings) -> None:
        """Use `open_record`, or take an archive that is open already."""
        self._archive = archive
        self._settings = settings

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release files and memory."""
        self._archive.close()

    @property
    def archive(self) -> Archive:
        """The archive below, for what is not asked often enough to stand here."""
        return self._archive

    def ask(
        self,
        question: str,
        *,
        turns: Sequence[str] = (),
        speakers: Sequence[str] = (),
        sources: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        direct: bool = False,
        as_of: date | None = None,
        min_evidence: float | None = None,
        most: int = MOST_EXTRACTS,
    ) -> Answer:
        """Answer with verbatim extracts, or abstain and say why.

        Args:
            question: What to answer.
            turns: Questions that were asked before it in the same conversation, in order.
            speakers: Only their statements.
            sources: Only these outlets.
            since: The first day of publication.
            until: The last one.
            direct: Only sentences that hold quoted words.
            as_of: The day that "last week" counts from; today, where none is given.
            min_evidence: The probability below which there is no answer; None for the
                fitted one, 0 always answers.
            most: How many extracts to give at most.
        """
        limits = self._constraints(speakers, sources, since, until, direct=direct)
        least = self._settings.min_evidence if min_evidence is None else min_evidence
        conversation = NEW_CONVERSATION
        for turn in (*turns, question):
            check_question(turn, max_chars=self._settings.max_question_chars)
        for turn in (*turns, question):
            answer, conversation = answer_turn(
                self._archive,
                turn,
                conversation,
                max_chars=self._settings.max_question_chars,
                constraints=limits,
                as_of=as_of or self._settings.as_of,
                min_evidence=least,
                most_extracts=most,
            )
        return answer

    def quotes(
        self,
        *,
        speakers: Sequence[str] = (),
        about: str = "",
        sources: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        direct: bool = False,
        order: Order | None = None,
        most: int = 20,
    ) -> Quotes:
        """List who said what: best first where a topic is given, else newest first.

        `since` and `until` are days on which it was said.
        """
        request = QuoteRequest(
            tuple(speakers), about, since, until, tuple(sources), direct, order, most
        )
        return find_quotes(self._archive, request)

    def who(self, quotation: str, *, most: int = MOST_PLACES) -> Trace:
        """Find where a quotation stands and whose it is, or that it is not in the archive."""
        return trace_quotation(self._archive, quotation, most=most)

    def speakers(
        self,
        name: str | None = None,
        *,
        about: str = "",
        sources: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        most: int = 20,
    ) -> Speakers:
        """List who speaks, the most frequent first; one who is named comes with topics."""
        names = (name,) if name else ()
        request = QuoteRequest(names, about, since, until, tuple(sources), most=most)
        return list_speakers(self._archive, request)

    def timeline(
        self,
        question: str = "",
        *,
        speakers: Sequence[str] = (),
        about: str = "",
        sources: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        direct: bool = False,
        as_of: date | None = None,
        most: int = MOST_SHOWN,
    ) -> Timeline:
        """Statements by the day on which they were said, and how many fall on which."""
        request = ViewRequest(
            question, tuple(speakers), about, since, until, tuple(sources), direct, most
        )
        return find_timeline(self._archive, request, as_of=as_of or self._settings.as_of)

    def sides(
        self,
        question: str = "",
        *,
        by: SideBy = "speaker",
        speakers: Sequence[str] = (),
        about: str = "",
        sources: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        direct: bool = False,
        as_of: date | None = None,
        most: int = 5,
    ) -> Sides:
        """What several speakers or outlets have on one topic; `most` is for each of them."""
        request = ViewRequest(
            question, tuple(speakers), about, since, until, tuple(sources), direct, most
        )
        return find_sides(self._archive, request, by=by, as_of=as_of or self._settings.as_of)

    def accounts(
        self,
        about: str = "",
        *,
        sources: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        most: int = MOST_DISPUTES,
    ) -> Accounts:
        """Where accounts differ in numbers, days or what they affirm, the surest first."""
        return find_accounts(
            self._archive, about, since=since, until=until, sources=tuple(sources), most=most
        )

    def articles(
        self, words: str = "", *, order: ArticleOrder = "newest", most: int = 50, offset: int = 0
    ) -> Listing:
        """List articles whose title, outlet, authors or id hold all of the words."""
        return self._archive.list_articles(words, order=order, limit=most, offset=offset)

    def article(self, article_id: str, version: str | None = None) -> Article:
        """An article with its text: the version that answers, unless one is named.

        Raises:
            UnknownArticle: There is none with this id, or not in this version.
        """
        found = self._archive.find(article_id, version)
        if found is None:
            raise UnknownArticle(_not_here(article_id, version))
        return found

    def versions(self, article_id: str) -> list[Article]:
        """All versions of an article, oldest first; the last one answers.

        Raises:
            UnknownArticle: There is none with this id.
        """
        history = self._archive.history(article_id)
        if not history:
            raise UnknownArticle(_not_here(article_id))
        return history

    def _constraints(
        self,
        speakers: Sequence[str],
        sources: Sequence[str],
        since: date | None,
        until: date | None,
        *,
        direct: bool,
    ) -> Constraints:
        """What was given, in the archive's own spellings."""
        request = QuoteRequest(tuple(speakers), "", since, until, tuple(sources))
        check_request(request)
        if not speakers and not sources:
            return Constraints(since=since, until=until, direct=direct)
        with self._archive.view() as snapshot:
            names = names_of(snapshot) if speakers else Names({})
            within = filter_of(snapshot, names, request)
        return Constraints(since, until, within.sources, within.speakers, direct)


def _not_here(article_id: str, version: str | None = None) -> str:
    where = f" in version '{version}'" if version else ""
    return f"no article has the id '{article_id}'{where}: the list of articles shows the ids"
