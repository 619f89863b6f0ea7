"""Which column of a collection holds which field of an article."""

from collections.abc import Iterable, Mapping

from index.errors import ReadError

# What the columns of news collections are called, the usual name first, written as
# `_plain` writes them.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "key", "articleid", "guid", "uuid"),
    "text": ("text", "body", "content", "article", "articlebody", "maintext", "fulltext"),
    "title": ("title", "headline"),
    "source": ("source", "publisher", "outlet", "domain", "publication", "sourcedomain"),
    "published": (
        "published",
        "publishedat",
        "publishdate",
        "date",
        "datepublished",
        "datepublish",
        "publicationdate",
        "pubdate",
    ),
    "updated": ("updated", "updatedat", "datemodified", "modified", "lastmodified"),
    "authors": ("authors", "author", "byline"),
    "url": ("url", "link", "canonicalurl"),
    "language": ("language", "lang", "inlanguage"),
}


def find_columns(columns: Iterable[str], mapping: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For each field the columns that may hold it, the likeliest first.

    Names count without regard to case, spaces, hyphens and underscores; a field that is
    in `mapping` is looked for only where that says.
    """
    plain: dict[str, list[str]] = {}
    for column in columns:
        plain.setdefault(_plain(column), []).append(column)
    return {
        field: (mapping[field],)
        if field in mapping
        else tuple(column for name in names for column in plain.get(name, ()))
        for field, names in NAMES.items()
    }


def text_columns(mapping: Mapping[str, str]) -> str:
    """The columns that the words of an article are looked for in, as people are told them."""
    if "text" in mapping:
        return f"'{mapping['text']}'"
    return "'text', 'body', 'content' or 'article'"


def check_mapping(mapping: Mapping[str, str]) -> None:
    """See that a mapping names fields of an article.

    Raises:
        ReadError: It names another.
    """
    for field in mapping:
        if field not in NAMES:
            raise ReadError(
                f"an article has no field '{field}' to map a column to: use one of "
                f"{', '.join(NAMES)}"
            )


def _plain(column: str) -> str:
    return "".join(character for character in column.lower() if character not in " _-")
