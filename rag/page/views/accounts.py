"""Accounts of one thing that differ, value beside value, and how many sources each has."""

from collections.abc import Iterator, Sequence
from html import escape

from rag.page.views.items import Item, item_of_account, number_items, render_item
from rag.page.views.shape import Shape, extracts_of, render_nothing
from rag.page.wording import format_count
from rag.types import Extract
from rag.views.accounts.types import Accounts, Dispute, Version

_ONE_SOURCE = "only one source"
_CAUTION = "<span>Found by rules: read both sides before you call them a difference.</span>"


def draw_accounts(accounts: Accounts, key: str, known: Sequence[Extract] = ()) -> Shape:
    """Differing accounts as they are shown."""
    if not accounts.disputes:
        note = accounts.note or "No accounts that differ were found."
        return Shape(key, render_nothing(note), note, ())
    given = [
        account
        for dispute in accounts.disputes
        for version in dispute.versions
        for account in version.accounts
    ]
    numbered = number_items([item_of_account(account) for account in given], known)
    left = iter(numbered)
    disputes = "".join(_dispute(dispute, left, key) for dispute in accounts.disputes)
    html = f'<p class="tally"><span>{escape(accounts.note)}</span>{_CAUTION}</p>{disputes}'
    return Shape(key, html, accounts.note, extracts_of(numbered))


def _dispute(dispute: Dispute, items: Iterator[Item], key: str) -> str:
    versions = "".join(_version(version, items, key) for version in dispute.versions)
    note = f'<p class="note">{escape(dispute.note)}</p>' if dispute.note else ""
    return (
        f'<section class="dispute"><h3 dir="auto">{escape(dispute.subject)}</h3>{note}'
        f'<div class="sides">{versions}</div></section>'
    )


def _version(version: Version, items: Iterator[Item], key: str) -> str:
    entries = "".join(render_item(next(items), key, with_day=True) for _ in version.accounts)
    if version.only_one_source:
        origins = f'<span class="caution">{_ONE_SOURCE}</span>'
    else:
        origins = format_count(version.origins, "independent source")
    return (
        f'<section class="side" aria-label="{escape(version.value)}">'
        f'<h4 class="value"><bdi>{escape(version.value)}</bdi></h4>'
        f'<p class="tally">{origins}</p><ol class="extracts">{entries}</ol></section>'
    )
