"""Views as JSON, CSV and Markdown: keys may be added, never renamed."""

from datetime import date

from rag.contract import Json, extract_to_json
from rag.exporting import (
    plain_markdown,
    quote_to_json,
    quote_to_markdown,
    statements_to_csv,
)
from rag.links.types import AnswerChanges, Gone
from rag.suggesting.questions import Suggestion
from rag.views.accounts.types import Account, Accounts, Dispute
from rag.views.types import Column, Day, Sides, Subject, Timeline
from rag.writers.extractive import day


def timeline_to_json(timeline: Timeline) -> dict[str, Json]:
    """The one object that `onrecord timeline --json` prints."""
    return {
        "subject": _subject(timeline.subject),
        "total": timeline.total,
        "shown": timeline.shown,
        "reason": timeline.reason,
        "note": timeline.note,
        "generation": timeline.generation,
        "days": [
            {
                "day": _iso(of_day.day),
                "until": _iso(of_day.until),
                "statements": [quote_to_json(q) for q in of_day.statements],
            }
            for of_day in timeline.days
        ],
        "unit": timeline.unit,
        "bins": [
            {
                "start": bar.start.isoformat(),
                "end": bar.end.isoformat(),
                "statements": bar.statements,
                "articles": bar.articles,
            }
            for bar in timeline.bins
        ],
    }


def timeline_to_csv(timeline: Timeline) -> str:
    """A row a statement, the earliest first; verbatim, never altered."""
    return statements_to_csv(quote for day in timeline.days for quote in day.statements)


def timeline_to_markdown(timeline: Timeline) -> str:
    """A heading a day, and each statement as a block with its source below."""
    lines = [timeline.note] if timeline.note else []
    for of_day in timeline.days:
        lines += [f"## {name_day(of_day)}", ""]
        for quote in of_day.statements:
            lines += quote_to_markdown(quote)
    return "\n".join(lines).rstrip() + "\n"


def name_day(of_day: Day) -> str:
    """A day, or the period that stands for one, for people."""
    if of_day.day is None:
        return "Not dated"
    until = f" to {day(of_day.until)}, day not told" if of_day.until else ""
    return f"{day(of_day.day)}{until}"


def sides_to_json(sides: Sides) -> dict[str, Json]:
    """The one object that `onrecord sides --json` prints."""
    return {
        "subject": _subject(sides.subject),
        "by": sides.by,
        "note": sides.note,
        "generation": sides.generation,
        "columns": [_column(column) for column in sides.columns],
    }


def sides_to_csv(sides: Sides) -> str:
    """A row a statement, column by column; verbatim, never altered."""
    return statements_to_csv(quote for column in sides.columns for quote in column.statements)


def sides_to_markdown(sides: Sides) -> str:
    """A heading a column, and each statement as a block with its source below."""
    lines = [sides.note] if sides.note else []
    for column in sides.columns:
        lines += [f"## {plain_markdown(column.name)}", ""]
        lines += [column.note, ""] if column.note else []
        for quote in column.statements:
            lines += quote_to_markdown(quote)
    return "\n".join(lines).rstrip() + "\n"


def accounts_to_json(accounts: Accounts) -> dict[str, Json]:
    """The one object that `onrecord accounts --json` prints."""
    return {
        "about": accounts.about,
        "total": accounts.total,
        "articles": accounts.articles,
        "origins": accounts.origins,
        "generation": accounts.generation,
        "note": accounts.note,
        "disputes": [_dispute(dispute) for dispute in accounts.disputes],
    }


def changes_to_json(changes: AnswerChanges) -> dict[str, Json]:
    """What became of an answer and its archive since an address was made."""
    archive = changes.archive
    return {
        "changed": changes.changed,
        "compared": changes.compared,
        "note": changes.note,
        "new": list(changes.new),
        "kept": list(changes.kept),
        "gone": [_gone(gone) for gone in changes.gone],
        "was_reason": changes.was_reason,
        "is_reason": changes.is_reason,
        "archive": {
            "since": archive.since,
            "now": archive.now,
            "known": archive.known,
            "added": archive.added,
            "removed": archive.removed,
            "changed": archive.changed,
            "note": archive.note,
        },
    }


def suggestion_to_json(suggestion: Suggestion) -> dict[str, Json]:
    """A question that the archive answers."""
    return {
        "question": suggestion.question,
        "kind": suggestion.kind,
        "speakers": list(suggestion.speakers),
        "about": suggestion.about,
        "statements": suggestion.statements,
        "newest": _iso(suggestion.newest),
    }


def _subject(subject: Subject) -> dict[str, Json]:
    return {
        "speakers": list(subject.speakers),
        "about": subject.about,
        "since": _iso(subject.since),
        "until": _iso(subject.until),
        "sources": list(subject.sources),
        "direct": subject.direct,
        "notes": list(subject.notes),
    }


def _column(column: Column) -> dict[str, Json]:
    return {
        "name": column.name,
        "total": column.total,
        "first": _iso(column.first),
        "last": _iso(column.last),
        "note": column.note,
        "statements": [quote_to_json(quote) for quote in column.statements],
    }


def _dispute(dispute: Dispute) -> dict[str, Json]:
    return {
        "kind": dispute.kind,
        "subject": dispute.subject,
        "unit": dispute.unit,
        "origins": dispute.origins,
        "score": dispute.score,
        "note": dispute.note,
        "versions": [
            {
                "value": version.value,
                "origins": version.origins,
                "only_one_source": version.only_one_source,
                "accounts": [account_to_json(account) for account in version.accounts],
            }
            for version in dispute.versions
        ],
    }


def account_to_json(account: Account) -> dict[str, Json]:
    """One account; `start`, `end` and `mark` are code points of the article's text."""
    return {
        "article_id": account.article_id,
        "version": account.version,
        "title": account.title,
        "title_derived": account.title_derived,
        "source": account.source,
        "authors": list(account.authors),
        "published": _iso(account.published),
        "url": account.url,
        "start": account.span.start,
        "end": account.span.end,
        "text": account.text,
        "mark": [account.mark.start, account.mark.end],
        "speaker": account.speaker,
        "probably": account.probably,
        "said_on": _iso(account.said_on),
        "said_on_basis": account.said_on_basis,
        "story": account.story,
        "also_in": list(account.also_in),
        "also_sources": list(account.also_sources),
    }


def _gone(gone: Gone) -> dict[str, Json]:
    return {
        "start": gone.key.span.start,
        "end": gone.key.span.end,
        "why": gone.why,
        "extract": extract_to_json(gone.extract) if gone.extract else None,
    }


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None
