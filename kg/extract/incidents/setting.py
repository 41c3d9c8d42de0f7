"""Where an incident happened: country, region and city by the names that the article prints."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.incidents import lexicon
from kg.extract.incidents.happenings import Happening
from kg.extract.incidents.sketch import Sketches
from kg.gazetteer import capital_code, country_code
from kg.model import Claim

_BELONGS = frozenset(["PART_OF", "BASED_IN", "LOCATED_IN", "HOLDS_POSITION", "CITIZEN_OF", "LIVES_IN"])


@dataclass(frozen=True, slots=True)
class Setting:
    """Names as printed, and the most exact place as an entity."""

    country: str | None = None
    region: str | None = None
    city: str | None = None
    place: str | None = None


def find_setting(sketches: Sketches, happening: Happening) -> Setting:
    """From the places of the claims; the country also from whom the actors belong to, or from the article's own country."""
    places = Counter(c.place for c in happening.claims if c.place is not None)
    exact = max(places, key=lambda p: (sketches.entities[p].type != "Country", places[p]), default=None)
    region = city = country = None
    for place in [exact, *_above(sketches.claims, exact), *places] if exact else []:
        if place is None:
            continue
        level = _level(sketches, place)
        name = printed_name(sketches, place)
        country = country or (name if level == "country" else None)
        region = region or (name if level == "region" else None)
        city = city or (name if level == "city" else None)
    return Setting(country or _country_of(sketches, happening), region, city, exact)


def printed_name(sketches: Sketches, entity: str) -> str:
    """A name of the entity as the article prints it, rather a noun than an adjective."""
    texts = [m.text for m in sketches.mentions.get(entity, ()) if m.kind == "name"]
    nouns = [t for t in texts if country_code(t)] if sketches.entities[entity].type == "Country" else texts
    chosen = (nouns or texts or [sketches.entities[entity].name])[0]
    return chosen.removeprefix("the ").removeprefix("The ")


def _level(sketches: Sketches, place: str) -> str:
    entity = sketches.entities[place]
    if entity.type == "Country":
        return "country"
    own = set(sketches.own_words(place).split())
    if own & lexicon.words("site_words"):
        return "site"
    if own & lexicon.words("region_words"):
        return "region"
    return "region" if _holds_a_city(sketches, place) and not capital_code(entity.name) else "city"


def _holds_a_city(sketches: Sketches, place: str) -> bool:
    """Whether a place that is no mere building, street or village is said to lie in it."""
    inside = [c.subject for c in sketches.claims if c.predicate == "LOCATED_IN" and c.object == place and c.subject is not None]
    return any(
        sketches.entities[s].type == "Place" and not set(sketches.own_words(s).split()) & lexicon.words("site_words") for s in inside
    )


def _above(claims: Sequence[Claim], place: str | None) -> list[str]:
    """What a place is said to lie in, from near to far."""
    chain: list[str] = []
    while place is not None:
        above = [c.object for c in claims if c.predicate == "LOCATED_IN" and c.subject == place]
        place = next((p for p in above if p is not None and p not in chain), None)
        if place is not None:
            chain.append(place)
    return chain


def _country_of(sketches: Sketches, happening: Happening) -> str | None:
    """The country of perpetrators, then of victims, then the one the article names most."""

    def is_country(entity: str | None) -> bool:
        return entity is not None and entity in sketches.entities and sketches.entities[entity].type == "Country"

    for actor in (*happening.perpetrators, *happening.victims):
        ties = [c.object for c in sketches.claims if c.subject == actor and c.predicate in _BELONGS]
        country = next((e for e in (actor, *ties) if is_country(e)), None)
        if country is not None:
            return printed_name(sketches, country)
    named = {e: len(ms) for e, ms in sketches.mentions.items() if is_country(e)}
    most = max(named, key=lambda e: named[e], default=None)
    return printed_name(sketches, most) if most is not None else None
