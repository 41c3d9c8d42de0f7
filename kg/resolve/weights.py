"""All numbers of the comparison: what each finding is worth, and where the verdicts begin."""

from kg.resolve.profile import Verdict

SAME = 0.8
"""Least score of `same`."""
DIFFERENT = 0.3
"""Greatest score of `different`."""

SCORES: dict[str, float] = {
    "same_code": 1.0,
    "other_code": 0.0,
    # people
    "same_full_name": 0.95,
    "spelling": 0.9,
    "middle_name": 0.9,
    "other_order": 0.88,
    "initial": 0.8,
    "close_spelling": 0.82,
    "surname_and_title": 0.82,
    "surname_only": 0.5,
    "first_name_only": 0.35,
    "other_first_name": 0.05,
    "other_sex": 0.05,
    "other_name": 0.05,
    # organizations
    "same_body": 0.95,
    "same_state_body": 0.93,
    "state_body_without_country": 0.5,
    "acronym": 0.85,
    "longer_name": 0.6,
    "seat_of_government": 0.55,
    "other_country": 0.1,
    # places, events, laws, groups
    "same_name": 0.9,
    "similar_name": 0.82,
    "other_year": 0.05,
}
ADJUSTMENTS: dict[str, float] = {
    "country_agrees": 0.03,
    "country_differs": -0.15,
    "kind_differs": -0.2,
}
SOUNDS_ALIKE = 0.6
"""Least similarity of two spellings of a word that sound alike ("Mohammed", "Muhammad")."""
CLOSE = 0.85
"""Least similarity of two spellings of a word that sound a little different ("Wladimir", "Vladimir")."""
SIMILAR = 0.9
"""Least similarity of two spellings of a whole name."""


def verdict(score: float) -> Verdict:
    """What a score says."""
    if score >= SAME:
        return "same"
    return "different" if score <= DIFFERENT else "unsure"


def adjust(score: float, *findings: str) -> float:
    """A score with adjustments, kept in [0, 1]."""
    return round(min(1.0, max(0.0, score + sum(ADJUSTMENTS[f] for f in findings))), 3)


def explain(template: str, one: str, two: str) -> str:
    """The reason in one sentence; two names printed alike need no more words."""
    return f"Both are called {one}." if one.casefold() == two.casefold() else template.format(one=one, two=two)
