"""Incidents of one document: happenings, with roles and setting, and which of them is the main one."""

from collections import Counter
from collections.abc import Sequence

from kg.extract.incidents.happenings import Happening, gather
from kg.extract.incidents.roles import classify_perpetrators, name_victim
from kg.extract.incidents.setting import find_setting
from kg.extract.incidents.sketch import Sketches, sketch
from kg.model import Claim, Document, Entity, Incident, Mention
from kg.ontology import load_ontology

_PEOPLE = ("Person", "Group")
_GRAVITY = {
    "KILLED": 3.0,
    "ABDUCTED": 3.0,
    "TORTURED": 2.0,
    "SEXUALLY_ASSAULTED": 2.0,
    "ARRESTED": 2.0,
    "IMPRISONED": 1.5,
    "CHARGED": 0.5,
    "CONVICTED": 0.7,
}
"""How much a claim tells that an article is about an incident; charges and sentences are often against its perpetrators."""
_DISAPPEARED = ("disappear", "disappeared", "disappearance", "missing", "whereabouts")


def group(document: Document, claims: Sequence[Claim], entities: Sequence[Entity], mentions: Sequence[Mention]) -> list[Incident]:
    """The happenings that the act claims tell of; one of them, if any, is `main`."""
    sketches = sketch(document, claims, entities, mentions)
    happenings = gather(claims, sketches.entities)
    main = max(range(len(happenings)), key=lambda n: _weight(sketches, happenings[n]), default=-1)
    return [_assemble(sketches, happening, f"i{n + 1}", n == main) for n, happening in enumerate(happenings)]


def _assemble(sketches: Sketches, happening: Happening, id: str, main: bool) -> Incident:
    setting = find_setting(sketches, happening)
    victims = tuple(name_victim(sketches, v) for v in happening.victims if sketches.entities[v].type in _PEOPLE)
    return Incident(
        id=id,
        violations=_violations(sketches, happening),
        perpetrators=tuple(happening.perpetrators),
        perpetrator_type=classify_perpetrators(sketches, happening.perpetrators, happening.claims),
        victims=victims,
        claims=tuple(c.id for c in happening.claims),
        country=setting.country,
        region=setting.region,
        city=setting.city,
        place=setting.place,
        date=_date(happening),
        main=main,
    )


def _violations(sketches: Sketches, happening: Happening) -> tuple[str, ...]:
    """Classes in the order of the ontology; an abduction told as a disappearance is an enforced one."""
    classes: dict[str, None] = {}
    for claim in happening.claims:
        violation = load_ontology()[claim.predicate].violation or "unknown"
        words = sketches.document.text[claim.evidence.start : claim.evidence.end].lower()
        if claim.predicate == "ABDUCTED" and any(word in words for word in _DISAPPEARED):
            violation = "enforced disappearance"
        classes[violation] = None
    return tuple(sorted(classes, key=lambda c: (c == "other", c)))


def _date(happening: Happening) -> str | None:
    """The date that most claims give; the more exact one, then the first told, where they draw."""
    dates = Counter(c.date for c in happening.claims if c.date is not None)
    if not dates:
        return None
    return max(dates, key=lambda d: (dates[d], "/" not in d, len(d)))


def _weight(sketches: Sketches, happening: Happening) -> float:
    """How much of the article an incident takes up: its claims, more for early ones and for victims that the title names."""
    length = max(1, len(sketches.document.text))
    weight = sum(_GRAVITY.get(c.predicate, 1.0) * c.confidence * (1.5 - c.evidence.start / length) for c in happening.claims)
    title = (sketches.document.title or sketches.document.text.split("\n", 1)[0]).lower()
    weight += sum(2 for v in happening.victims if sketches.entities[v].name.split(" ")[-1].lower() in title)
    return weight
