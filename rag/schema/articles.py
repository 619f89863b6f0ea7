"""Articles, their versions, and the state of the archive."""

from datetime import date

from pydantic import Field

from index.archive import Archive, Listing
from index.types import Article as StoredArticle
from index.types import ZoneKind
from rag.schema.values import Model


class ListedArticle(Model):
    """An article without its text."""

    id: str
    version: str
    title: str
    source: str | None
    published: date | None
    authors: list[str]
    url: str | None
    statements: int
    versions: int
    copies: int = Field(description="How many other articles tell its story.")


class Articles(Model):
    """Some of the articles that fit, in order, and how many fit in all."""

    total: int
    articles: list[ListedArticle]


class Zone(Model):
    """A stretch of text that is kept, shown, and never answers a question."""

    kind: ZoneKind
    start: int
    end: int


class Article(Model):
    """An article with its text, unaltered."""

    id: str
    version: str
    title: str
    title_derived: bool
    source: str | None
    authors: list[str]
    published: date | None
    published_basis: str
    updated: date | None
    url: str | None
    language: str | None
    text: str
    zones: list[Zone]


class Versions(Model):
    """All versions of an article, oldest first; the last one answers."""

    id: str
    versions: list[Article]


class Outlet(Model):
    """An outlet and the number of its articles."""

    name: str
    articles: int


class Status(Model):
    """What the archive holds and what it was made with."""

    articles: int
    passages: int
    sentences: int
    statements: int
    repeated_stories: int
    first: date | None
    newest: date | None
    outlets: list[Outlet]
    generation: int
    built: str
    embedder: str
    format: int
    program: str


class Refused(Model):
    """What was not taken, and why."""

    what: str
    reason: str


class Moved(Model):
    """An article whose file came under another name, which is its id now."""

    id: str
    before: str


class Added(Model):
    """What became of what was sent, by the ids of the articles."""

    added: list[str]
    changed: list[str]
    unchanged: list[str]
    moved: list[Moved]
    refused: list[Refused]


class Removed(Model):
    """How many articles were removed, with all their versions."""

    removed: int


def articles_model(listing: Listing) -> Articles:
    """A listing for programs."""
    return Articles(
        total=listing.total,
        articles=[
            ListedArticle(
                id=article.id,
                version=article.version,
                title=article.title,
                source=article.source,
                published=article.published,
                authors=list(article.authors),
                url=article.url,
                statements=article.statements,
                versions=article.versions,
                copies=article.copies,
            )
            for article in listing.articles
        ],
    )


def article_model(article: StoredArticle) -> Article:
    """An article for programs."""
    return Article(
        id=article.id,
        version=article.version,
        title=article.title,
        title_derived=article.title_derived,
        source=article.source,
        authors=list(article.authors),
        published=article.published,
        published_basis=article.published_basis,
        updated=article.updated,
        url=article.url,
        language=article.language,
        text=article.text,
        zones=[
            Zone(kind=zone.kind, start=zone.span.start, end=zone.span.end) for zone in article.zones
        ],
    )


def status_model(archive: Archive) -> Status:
    """The state of the archive for programs."""
    with archive.view() as snapshot:
        size, repeated = snapshot.size(), snapshot.count_repeated_stories()
        generation = snapshot.generation
    manifest, extent = archive.manifest, archive.extent()
    return Status(
        articles=size.articles,
        passages=size.passages,
        sentences=size.sentences,
        statements=size.statements,
        repeated_stories=repeated,
        first=extent.first,
        newest=extent.last,
        outlets=[Outlet(name=name, articles=count) for name, count in extent.outlets],
        generation=generation,
        built=manifest.built,
        embedder=manifest.embedder,
        format=manifest.format,
        program=manifest.program,
    )
