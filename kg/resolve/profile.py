"""What the comparison of entities across articles looks at: names and the few facts that tell two of them apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.model import Entity, EntityType, Mention

_STATE_KINDS = frozenset({"government", "legislature", "court", "police", "military", "intelligence", "prison"})
Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class EntityProfile:
    """One entity of one article, or one canonical entity, as the comparison sees it."""

    type: EntityType
    name: str
    """The best full name."""
    aliases: tuple[str, ...] = ()
    """Other names by which it is called (no pronouns, no descriptions)."""
    code: str | None = None
    """ISO 3166-1 alpha-2 of a Country."""
    kind: str | None = None
    """`Organization.kind` of the data model."""
    roles: tuple[str, ...] = ()
    """`Person.roles` of the data model."""
    sex: str | None = None
    """`man`, `woman` or None."""
    titles: tuple[str, ...] = ()
    """Posts and titles of a person, as printed: `Prosecutor General`."""
    countries: tuple[str, ...] = ()
    """ISO codes of the countries it belongs to or lies in, where known."""
    named: bool = True
    """False when no mention names it ("four people"): such entities never merge across articles."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two profiles are one entity: a number, a verdict and the reason in one sentence."""

    score: float
    """Belief in [0, 1] that they are the same."""
    verdict: Verdict
    reason: str


def make_profile(entity: Entity, mentions: Iterable[Mention]) -> EntityProfile:
    """The profile of an extracted entity and its mentions (those of other entities are left out)."""
    own = [m for m in mentions if m.entity == entity.id]
    # an adjective ("Russian") names the country it points to, but is no name of its own to show or compare
    names = dict.fromkeys(m.text for m in own if m.kind == "name" and (m.type == entity.type or entity.type == "Country"))
    names.pop(entity.name, None)
    known = entity.attributes
    return EntityProfile(
        type=entity.type,
        name=entity.name,
        aliases=tuple(names),
        code=known.get("code"),
        kind=known.get("kind"),
        roles=tuple(known.get("roles", ())),
        sex=known.get("sex"),
        titles=tuple(known.get("titles", ())),
        countries=tuple(known.get("countries", ())),
        named=any(m.kind == "name" for m in own) or _is_state_body(entity),
    )


def _is_state_body(entity: Entity) -> bool:
    """ "Russian police" names one body as well as a name does."""
    known = entity.attributes
    return entity.type == "Organization" and bool(known.get("countries")) and known.get("kind") in _STATE_KINDS
