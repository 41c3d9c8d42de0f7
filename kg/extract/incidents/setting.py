"""Where and when an incident happened: by learned choice for the main one, by its own claims for any other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.incidents import lexicon
from kg.extract.incidents.dates import candidate_dates, date_features, date_vector
from kg.extract.incidents.happenings import Happening
from kg.extract.incidents.model import load_model
from kg.extract.incidents.places import candidate_places, place_features, place_vector, printed_names
from kg.extract.incidents.story import Story
from kg.gazetteer import capital_code
from kg.model import Claim

LEAST = {"country": 0.02, "city": 0.04, "region": 0.05}
"""Least probability of a level's best place: half of what is given should be near the truth, and nothing is made up."""
LEAST_YEAR = 0.15


@dataclass(frozen=True, slots=True)
class Setting:
    """Names as printed, and the most exact place as an entity."""

    country: str | None = None
    region: str | None = None
    city: str | None = None
    place: str | None = None


def choose_setting(story: Story) -> Setting:
    """The likeliest country, city and region among the places of the article."""
    candidates = candidate_places(story)
    model = load_model("place")
    chances = {e: model.chances(place_features(story, e, candidates), place_vector(story, e)) for e in candidates}
    taken: dict[str, str] = {}
    for level in ("country", "city", "region"):
        free = [e for e in candidates if e not in taken.values()]
        best = max(free, key=lambda e: chances[e][level], default=None)
        if best is not None and chances[best][level] >= LEAST[level]:
            taken[level] = best
    names = {level: printed_names(story, entity)[0] for level, entity in taken.items()}
    exact = next((taken[level] for level in ("city", "region", "country") if level in taken), None)
    return Setting(names.get("country"), names.get("region"), names.get("city"), exact)


def choose_date(story: Story) -> str | None:
    """EDTF of the likeliest expression of time of the article."""
    times = candidate_dates(story)
    model = load_model("date")
    edtf = [time.edtf for time in times]
    scored = [(model.chances(date_features(story, times, edtf, n), date_vector(story, time)), -n) for n, time in enumerate(times)]
    chances, place = max(scored, key=lambda pair: (sum(pair[0].values()), pair[1]), default=({"year": 0.0}, 0))
    return edtf[-place] if chances["year"] >= LEAST_YEAR else None


def told_setting(story: Story, happening: Happening) -> Setting:
    """From the places of the claims, and what those are said to lie in."""
    places = Counter(c.place for c in happening.claims if c.place is not None)
    exact = max(places, key=lambda p: (story.entities[p].type != "Country", places[p]), default=None)
    names: dict[str, str] = {}
    for place in (exact, *_above(story.claims, exact), *places):
        if place is not None and place in story.mentions:
            names.setdefault(_level(story, place), printed_names(story, place)[0])
    return Setting(names.get("country"), names.get("region"), names.get("city"), exact)


def _level(story: Story, place: str) -> str:
    entity = story.entities[place]
    if entity.type == "Country":
        return "country"
    own = set(story.own_words(place).split())
    if own & lexicon.words("site_words"):
        return "site"
    if own & lexicon.words("region_words"):
        return "region"
    return "region" if _holds_a_city(story, place) and not capital_code(entity.name) else "city"


def _holds_a_city(story: Story, place: str) -> bool:
    """Whether a place that is no mere building, street or village is said to lie in it."""
    inside = [c.subject for c in story.by_object.get(place, ()) if c.predicate == "LOCATED_IN" and c.subject is not None]
    return any(story.entities[s].type == "Place" and not set(story.own_words(s).split()) & lexicon.words("site_words") for s in inside)


def _above(claims: Sequence[Claim], place: str | None) -> list[str]:
    """What a place is said to lie in, from near to far."""
    chain: list[str] = []
    while place is not None:
        above = [c.object for c in claims if c.predicate == "LOCATED_IN" and c.subject == place]
        place = next((p for p in above if p is not None and p not in chain), None)
        if place is not None:
            chain.append(place)
    return chain
