"""The shared nouns: what flows from a source to the graph.

Plain frozen records. Offsets count Unicode code points of `Document.text`, half-open `[start, end)`.
Nothing here judges a claim true or false, and nothing a source said is ever overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

EntityType = Literal["Person", "Organization", "Country", "Place", "Group", "Event", "Law"]
"""Types an entity may have; the labels of its node in the graph."""

ENTITY_TYPES: tuple[EntityType, ...] = ("Person", "Organization", "Country", "Place", "Group", "Event", "Law")

MentionKind = Literal["name", "nominal", "pronoun"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "alleged", "planned", "hypothetical"]


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `[start, end)` of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of a report as they were fetched, with their chain of custody (Berkeley Protocol). Never altered."""

    address: str
    """Where it came from: an http(s) URL, a `file:` URI, or `stdin:<id>`."""
    content: bytes
    sha256: str
    """Hex digest of `content`."""
    retrieved_at: datetime
    """Aware, UTC."""
    method: str
    """`file`, `http` or `stdin`."""
    media_type: str
    """As declared or sniffed, without parameters, e.g. `text/html`."""
    status: int | None = None
    """HTTP status, None for files."""
    headers: Mapping[str, str] = field(default_factory=dict)
    tool: str = ""
    """Name and version of the program that fetched it."""
    given: Mapping[str, str] = field(default_factory=dict)
    """What whoever handed it over says of it (a feed of its entry, a sources file of its source): `id`, `title`, `published`,
    `authors` (joined by `; `), `publisher`, `url`. It stands before what the bytes themselves say."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that was asked for and did not become a capture: reported, never dropped in silence."""

    address: str
    """As in `Capture.address`, or what the user typed."""
    reason: str
    """One sentence for a person."""
    kind: Literal["failed", "skipped", "unchanged"] = "failed"
    """`failed` makes the exit status 3; `skipped`: left out on purpose (robots.txt, a kind of file that holds no report);
    `unchanged`: the server said so (HTTP 304)."""


@dataclass(frozen=True, slots=True)
class Document:
    """The readable text of one capture, and what is known of it."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    """ISO date `YYYY-MM-DD`; None when unknown, and then no date is guessed from it."""
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    """ISO 639-1 code, None when it could not be told."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names, describes or points to an entity (or is a Date, Quantity or Money, without entity)."""

    id: str
    start: int
    end: int
    text: str
    type: str
    """An `EntityType`, or `Date`, `Quantity`, `Money`."""
    kind: MentionKind
    entity: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A cluster of mentions of one document. `attributes`: `code`, `kind`, `roles`, `aliases` where known."""

    id: str
    type: EntityType
    name: str
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """How many persons (or the stated number): `low <= n <= high`; None is open."""

    low: float | None
    high: float | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a document says; entity fields hold entity ids of the same extraction."""

    id: str
    predicate: str
    subject: str | None
    object: str | None
    evidence: Span
    speaker: str | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    date: str | None = None
    """EDTF."""
    place: str | None = None
    count: Count | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    confidence: float = 0.5
    """Calibrated probability in [0, 1] that the text says this."""
    subject_span: Span | None = None
    object_span: Span | None = None
    """The mentions that stand for subject and object in the evidence: anchors of the claim's stable id."""
    proposed_by: tuple[str, ...] = ()
    """Which rules and heads proposed it, e.g. `rule:passive`, `head:pair`."""


@dataclass(frozen=True, slots=True)
class Victim:
    """A victim of an incident, in HURIDOCS and HRDsAttack terms (data model, section 5)."""

    entity: str
    name: str
    type: tuple[str, ...] = ("insufficient information",)
    population: Literal["individual", "multiple"] = "individual"
    sex: Literal["man", "woman", "other", "unknown"] = "unknown"
    age_group: Literal["adult", "child", "other", "unknown"] = "unknown"


@dataclass(frozen=True, slots=True)
class Incident:
    """The acts that belong to one happening."""

    id: str
    violations: tuple[str, ...]
    perpetrators: tuple[str, ...]
    perpetrator_type: str | None
    victims: tuple[Victim, ...]
    claims: tuple[str, ...]
    country: str | None = None
    region: str | None = None
    city: str | None = None
    place: str | None = None
    date: str | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """`CONTRADICTS` or `SAME_AS` between two claims; `source` is the smaller id in string order."""

    type: Literal["CONTRADICTS", "SAME_AS"]
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document. Ids are local to it; the archive gives the stable ones."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    incidents: tuple[Incident, ...] = ()
    links: tuple[Link, ...] = ()
    note: str | None = None
    """Why nothing was extracted, e.g. `language fr is not the pipeline's`; None when it was."""
    error: str | None = None
    """Why the analysis failed, one sentence; all else is empty then."""
    explanation: Mapping[str, Any] | None = None
    """Where it was asked for: why each claim was made and others were not (`kg.extract.explain`)."""
