"""What is known of an entity over all articles, as counts: adding and taking away an article are exact opposites."""

from collections.abc import Iterable
from typing import Any

from kg.model import ENTITY_TYPES, EntityType
from kg.resolve.profile import EntityProfile

Tally = dict[str, dict[str, int]]
"""Field of a profile -> value -> number of articles that say so; plain JSON."""

_SINGLE = ("type", "name", "code", "kind", "sex")
_LISTED = ("aliases", "roles", "titles", "countries")
_LONGEST_NAME = 5
"""Words; a longer "name" is a name with a title or a clause in it."""


def count(tally: Tally, profile: dict[str, Any], sign: int = 1) -> None:
    """Add (`sign` 1) or take away (-1) one article's profile, as `dataclasses.asdict` gives it."""
    values = [(field, profile[field]) for field in _SINGLE if profile.get(field)]
    values += [(field, value) for field in _LISTED for value in set(profile.get(field) or ())]
    if profile.get("named"):
        values.append(("named", "yes"))
    for field, value in values:
        counts = tally.setdefault(field, {})
        counts[value] = counts.get(value, 0) + sign
        if counts[value] <= 0:
            del counts[value]


def total(profiles: Iterable[dict[str, Any]]) -> Tally:
    """The tally of some profiles."""
    tally: Tally = {}
    for profile in profiles:
        count(tally, profile)
    return tally


def profile_of(tally: Tally) -> EntityProfile:
    """The entity as the comparison sees it."""
    entity_type = type_of(tally)
    name = name_of(tally, entity_type)
    names = dict.fromkeys((*_ranked(tally, "name"), *_ranked(tally, "aliases")))
    return EntityProfile(
        type=entity_type,
        name=name,
        aliases=tuple(other for other in names if other != name),
        code=_first(tally, "code"),
        kind=_first(tally, "kind"),
        roles=tuple(_ranked(tally, "roles")),
        sex=_first(tally, "sex"),
        titles=tuple(_ranked(tally, "titles")),
        countries=tuple(_ranked(tally, "countries")),
        named=bool(tally.get("named")),
    )


def articles_of(tally: Tally) -> int:
    """How many live articles speak of it."""
    return sum(tally.get("type", {}).values())


def type_of(tally: Tally) -> EntityType:
    """The type most articles give it."""
    found = _first(tally, "type")
    return next((known for known in ENTITY_TYPES if known == found), "Group")


def name_of(tally: Tally, entity_type: EntityType) -> str:
    """The name to show: of a person the fullest in use, otherwise the most frequent."""
    names = _ranked(tally, "name")
    if not names:
        return ""
    if entity_type == "Person":
        counts = tally["name"]
        return min(names, key=lambda name: (-_fullness(name), -counts[name], name))
    return names[0]


def _fullness(name: str) -> int:
    words = len(name.split())
    return words if words <= _LONGEST_NAME else 0


def _ranked(tally: Tally, field: str) -> list[str]:
    counts = tally.get(field, {})
    return sorted(counts, key=lambda value: (-counts[value], -len(value), value))


def _first(tally: Tally, field: str) -> str | None:
    ranked = _ranked(tally, field)
    return ranked[0] if ranked else None
