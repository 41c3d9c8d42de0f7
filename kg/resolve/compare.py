"""Whether two entities of different articles are one: a score in [0, 1], a verdict and the reason in one sentence.

Invariants: `compare(a, b)` says the same as `compare(b, a)`; two profiles that `compare` finds `same` share a block key;
entities that no text names ("four people") are never the same across articles.
"""

from kg.gazetteer import country_of
from kg.resolve.bodies import body_keys, compare_bodies
from kg.resolve.people import compare_people, person_keys
from kg.resolve.profile import Comparison, EntityProfile
from kg.resolve.things import compare_things, thing_keys
from kg.resolve.weights import SCORES, verdict


def block_keys(profile: EntityProfile) -> set[str]:
    """Keys such that two profiles which could be one entity share at least one; empty when it can never merge."""
    if profile.type == "Country":
        code = _code(profile)
        return {f"Country:{code}"} if code else thing_keys(profile)
    if not profile.named:
        return set()
    if profile.type == "Person":
        return person_keys(profile)
    return body_keys(profile) if profile.type == "Organization" else thing_keys(profile)


def compare(a: EntityProfile, b: EntityProfile) -> Comparison | None:
    """Score two profiles; None when they cannot be compared (other types, or one that nothing names)."""
    if a.type != b.type:
        return None
    if a.type == "Country":
        return _compare_countries(a, b)
    if not (a.named and b.named):
        return None
    if a.type == "Person":
        return compare_people(a, b)
    return compare_bodies(a, b) if a.type == "Organization" else compare_things(a, b)


def _code(profile: EntityProfile) -> str | None:
    return profile.code or country_of(profile.name)


def _compare_countries(a: EntityProfile, b: EntityProfile) -> Comparison | None:
    one, two = _code(a), _code(b)
    if one is None or two is None:
        return compare_things(a, b)
    if one == two:
        return Comparison(SCORES["same_code"], "same", f"Both have the ISO 3166 code {one}.")
    score = SCORES["other_code"]
    return Comparison(score, verdict(score), f"{a.name} is {one} and {b.name} is {two} in ISO 3166.")
