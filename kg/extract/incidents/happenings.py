"""Which act claims tell of one happening."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.extract.attributes.times import read_bounds
from kg.model import Claim, Entity
from kg.ontology import load_ontology

_NEAR = timedelta(days=31)
"""Acts against the same victim this close together belong to one happening (arrest, torture, release)."""


@dataclass(slots=True)
class Happening:
    """Claims of one happening, in text order."""

    claims: list[Claim] = field(default_factory=list)
    victims: list[str] = field(default_factory=list)
    perpetrators: list[str] = field(default_factory=list)

    def add(self, claim: Claim) -> None:
        """Takes a claim in."""
        self.claims.append(claim)
        if claim.object is not None and claim.object not in self.victims:
            self.victims.append(claim.object)
        if claim.subject is not None and claim.subject not in self.perpetrators:
            self.perpetrators.append(claim.subject)


def is_act(claim: Claim) -> bool:
    """Whether a claim tells of a violation that happened or is said to have."""
    predicate = load_ontology()[claim.predicate]
    told = claim.polarity == "affirmed" and claim.modality in ("actual", "alleged")
    return told and predicate.family == "act" and predicate.violation is not None


def gather(claims: Sequence[Claim], entities: Mapping[str, Entity]) -> list[Happening]:
    """Happenings in text order; each act claim is in exactly one."""
    happenings: list[Happening] = []
    for claim in sorted(filter(is_act, claims), key=lambda c: (c.evidence.start, c.id)):
        scored = [(_fit(claim, happening, entities), -n) for n, happening in enumerate(happenings)]
        best, at = max(scored, default=(0.0, 0))
        if best <= 0:
            happenings.append(Happening())
            at = -(len(happenings) - 1)
        happenings[-at].add(claim)
    return happenings


def far_apart(one: Happening, other: Happening) -> bool:
    """Whether no date of the one can belong to a date of the other."""
    pairs = [(a.date, b.date) for a in one.claims for b in other.claims if a.date is not None and b.date is not None]
    return bool(pairs) and max(_closeness(a, b) for a, b in pairs) < 0


def _fit(claim: Claim, happening: Happening, entities: Mapping[str, Entity]) -> float:
    """How well a claim belongs to a happening; 0 or less: not at all."""
    close = [_closeness(claim.date, other.date) for other in happening.claims]
    if min(close) < 0:
        return -1.0
    same_day = max(close) == 2
    score = 0.0
    if claim.object is not None and claim.object in happening.victims:
        score += 3
    shared = claim.subject is not None and claim.subject in happening.perpetrators
    if any(_overlaps(claim, other) for other in happening.claims):
        score += 2
    elif claim.object is None or not happening.victims:
        score += 1.5 if shared and _same_place(claim, happening) else 0
    if same_day and _same_place(claim, happening):
        score += 1.5 if shared or claim.subject is None or not happening.perpetrators else 0
    return score + (0.5 if score and shared else 0)


def _overlaps(a: Claim, b: Claim) -> bool:
    return a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end and (a.predicate == b.predicate or a.object == b.object)


def _same_place(claim: Claim, happening: Happening) -> bool:
    places = {c.place for c in happening.claims} - {None}
    return claim.place is None or not places or claim.place in places


def _closeness(a: str | None, b: str | None) -> int:
    """2: the same date; 0: may be the same time; -1: too far apart."""
    if a is None or b is None:
        return 0
    if a == b:
        return 2
    (a_first, a_last), (b_first, b_last) = read_bounds(a), read_bounds(b)
    apart = _before(a_last, b_first) or _before(b_last, a_first)
    return -1 if apart else 0


def _before(last: date | None, first: date | None) -> bool:
    return last is not None and first is not None and first - last > _NEAR
