"""Working records inside the extraction, in tokens of a spaCy `Doc`; they become the shared nouns at its end.

Order of the stages: language -> mentions -> coreference -> claims (proposals, scored) -> attributes -> incidents.
"""

from dataclasses import dataclass, field
from typing import Any

from kg.model import Count, EntityType, MentionKind, Modality, Polarity


@dataclass(frozen=True, slots=True)
class MentionDraft:
    """A mention as tokens `[start, end)`; its index in the list of mentions is how all later stages point to it."""

    start: int
    end: int
    head: int
    """Token index of the syntactic head, inside `[start, end)`."""
    type: str
    """An `EntityType`, or `Date`, `Quantity`, `Money`."""
    kind: MentionKind
    score: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """The mentions of one entity of the document; `mentions` are indices, in text order, never empty."""

    type: EntityType
    name: str
    mentions: tuple[int, ...]
    attributes: dict[str, Any] = field(default_factory=dict)
    """`code` (ISO 3166-1 alpha-2), `kind` of an organization, `roles` of a person, `sex`, `number` where known."""


@dataclass(slots=True)
class Proposal:
    """A possible claim, before it is scored. Several proposers may give the same one."""

    predicate: str
    subject: int | None
    """Index of a mention, None for an unknown subject."""
    object: int | None
    trigger: int
    """Token index of the word that says it (verb, noun, preposition, title)."""
    evidence: tuple[int, int]
    """Tokens `[start, end)` of the sentence or clause that says it."""
    proposer: str
    """`rule:<name>` or `head:<name>`; after merging, joined by `+`."""
    score: float = 0.0
    """Own belief of the proposer before calibration, in [0, 1]."""
    attributes: dict[str, Any] = field(default_factory=dict)
    """What the proposer knows already: `title`, `kin`, `former`, `sentence`, `offence`, `content`."""
    features: dict[str, float] = field(default_factory=dict)
    aspects: dict[str, float] = field(default_factory=dict)
    """What the trained head says of the pair beside its predicate: `aspect <name>` -> logit; empty where there is no head."""


@dataclass(slots=True)
class Circumstances:
    """What stands around a proposal: who says it, whether, when, where, how many."""

    speaker: int | None = None
    """Index of a mention."""
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    date: str | None = None
    """EDTF."""
    place: int | None = None
    """Index of a mention."""
    count: Count | None = None
    wording: dict[str, str] = field(default_factory=dict)
    """`content`, `offence` and `sentence` in the text's own words."""
