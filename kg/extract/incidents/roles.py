"""Victims and perpetrators of an incident, in the terms of the data model (section 5)."""

from collections.abc import Sequence
from typing import Literal

from kg.extract.incidents import lexicon
from kg.extract.incidents.sketch import Sketches
from kg.gazetteer import first_name_sex
from kg.model import Claim, Victim

Sex = Literal["man", "woman", "other", "unknown"]
Age = Literal["adult", "child", "other", "unknown"]

_BY_THE_STATE = frozenset(["ARRESTED", "IMPRISONED", "CHARGED", "CONVICTED"])
"""Acts that only a state carries out, so that the passive without an agent still tells the kind of perpetrator."""


def name_victim(sketches: Sketches, entity: str) -> Victim:
    """A victim with all that the words say of it."""
    found = sketches.entities[entity]
    sex, age = _sex(sketches, entity), _age(sketches, entity)
    return Victim(entity, found.name, _types(sketches, entity), "individual" if found.type == "Person" else "multiple", sex, age)


def _types(sketches: Sketches, entity: str) -> tuple[str, ...]:
    roles = {role.replace("_", " ") for role in sketches.entities[entity].attributes.get("roles", ())}
    description = sketches.description(entity)
    named = [t for t in lexicon.keys("victim_types") if t in roles or lexicon.pattern("victim_types", t).search(description)]
    return tuple(named) or ("insufficient information",)


def _sex(sketches: Sketches, entity: str) -> Sex:
    told = sketches.entities[entity].attributes.get("sex")
    if told in ("man", "woman"):
        return told  # type: ignore[no-any-return]
    words = [*sketches.pronouns(entity), *sketches.own_words(entity).replace(".", " ").split()]
    men, women = (sum(w in lexicon.words("sex", sex) for w in words) for sex in ("man", "woman"))
    if men and women and sketches.entities[entity].type == "Group":
        return "other"
    if men != women:
        return "man" if men > women else "woman"
    if sketches.entities[entity].type != "Person":
        return "unknown"
    guess = first_name_sex(sketches.entities[entity].name.split(" ")[0])
    return guess if guess in ("man", "woman") else "unknown"  # type: ignore[return-value]


def _age(sketches: Sketches, entity: str) -> Age:
    if "minor" in sketches.entities[entity].attributes.get("roles", ()):
        return "child"
    words = set(sketches.own_words(entity).split())
    if words & lexicon.words("children"):
        return "other" if words & {"men", "women", "adults", "people"} else "child"
    return "adult" if sketches.entities[entity].type == "Person" else "unknown"


def classify_perpetrators(sketches: Sketches, perpetrators: Sequence[str], claims: Sequence[Claim]) -> str | None:
    """Perpetrator type of an incident; None when nobody is said or implied to have done it."""
    classes = [c for c in (_classify(sketches, p) for p in perpetrators) if c is not None]
    if classes:
        return max(sorted(set(classes)), key=classes.count)
    if perpetrators:
        return "insufficient info"
    return "state actor" if any(c.predicate in _BY_THE_STATE for c in claims) else None


def _classify(sketches: Sketches, entity: str) -> str | None:
    found = sketches.entities[entity]
    kind = found.attributes.get("kind")
    if found.type == "Country":
        return "state actor"
    own = set(sketches.own_words(entity).replace(".", " ").split())
    if kind in lexicon.words("armed_kinds"):
        return "other actors without permissions"
    if kind in lexicon.words("regional_kinds"):
        return "regional orgs"
    if kind in lexicon.words("state_kinds") or (found.type != "Group" and own & lexicon.words("state_words")):
        return "state actor"
    if own & lexicon.words("armed_words"):
        return "other actors without permissions"
    described = set(sketches.description(entity).replace(".", " ").split())
    if described & lexicon.words("state_words"):
        return "state actor"
    if found.type == "Event":
        return None
    return "other non-state actors" if kind in lexicon.words("other_kinds") or found.type in ("Person", "Group") else "insufficient info"
