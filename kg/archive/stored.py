"""What the archive gives back: articles, claims with their evidence, entities with their members."""

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from sqlalchemy import Row

from kg.model import Count, Document, Span

Kind = Literal["same", "different", "wrong", "retype"]
"""Of judgements."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on record. `left` and `right` are records (entity ids) or, for wrong and retype, may be a claim."""

    id: int
    kind: Kind
    left: str
    right: str | None
    value: str | None
    score: float | None
    reason: str
    user: str
    created_at: str
    deleted_at: str | None
    deleted_by: str | None

    @classmethod
    def of(cls, row: Row[Any]) -> "Judgement":
        """From a row of the table."""
        return cls(
            row.id, row.kind, row.left, row.right, row.value, row.score, row.reason, row.user, row.created_at,
            row.deleted_at, row.deleted_by,
        )


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """One version of an article: its text, and where it came from."""

    id: str
    address: str
    version: int
    versions: int
    """How many there are; the last is the current one."""
    document: Document
    sha256: str
    """Of the text."""
    capture: int
    capture_sha256: str
    retrieved_at: str
    extractor: str
    note: str | None
    cluster: str
    """The article that first told this text; equal clusters are one source."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as others point to it."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with its evidence and the entities it speaks of, as they are resolved now."""

    id: str
    predicate: str
    """As judged by a person, where one did."""
    said_predicate: str
    """As extracted."""
    article: str
    version: int
    title: str
    """What the article is called: see `title_of`."""
    url: str | None
    publisher: str | None
    published: str | None
    subject: Named | None
    object: Named | None
    speaker: Named | None
    place: Named | None
    polarity: str
    modality: str
    date: str | None
    date_from: str | None
    date_to: str | None
    count: Count | None
    attributes: dict[str, Any]
    evidence: Span
    text: str
    """The words of the evidence."""
    subject_span: Span | None
    object_span: Span | None
    confidence: float
    proposed_by: tuple[str, ...]
    live: bool
    """Of the current version and the last extraction."""
    wrong: bool
    """A person said that the text does not say this."""
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A mention and the entity it points to now."""

    start: int
    end: int
    type: str
    kind: str
    entity: str | None
    record: str | None
    """The id that the entity has in this article alone."""
    score: float


@dataclass(frozen=True, slots=True)
class Member:
    """An entity of one article that was merged into a cluster; `id` may be given to `kg judge different`."""

    id: str
    article: str
    title: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """A cluster: what is known of it, its members, and the judgements that made it."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    code: str | None
    kind: str | None
    roles: tuple[str, ...]
    articles: int
    members: tuple[Member, ...]
    judgements: tuple[Judgement, ...]


def title_of(title: str | None, address: str) -> str:
    """What an article is called: its title, else the name of its file (with its record's), else its address."""
    if title:
        return title
    if not address.startswith("file:"):
        return address
    parts = urlsplit(address)
    record = f"#{unquote(parts.fragment)}" if parts.fragment else ""
    return unquote(parts.path).rpartition("/")[2] + record


@dataclass(frozen=True, slots=True)
class Unanalysed:
    """An article whose text is kept, but was not analysed: it is in a language that the pipeline does not read."""

    address: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What counts now, by kind, most frequent first."""

    entities: dict[str, int]
    claims: dict[str, int]
