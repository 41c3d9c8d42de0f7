"""Codes of countries by their names, for profiles that carry none."""

from functools import lru_cache
from importlib.resources import files

from rigour.territories import lookup_territory

# territories without an ISO 3166-1 code of their own are no countries here, except those that the data model names
_OWN = frozenset({"hk", "mo", "ps", "tw", "xk"})


@lru_cache(maxsize=20_000)
def country_of(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a country by an English name or adjective, None for other words.

    Names in lower case are common words ("us", "turkey"), never countries.
    """
    if not name[:1].isupper() or name in _capitals():
        return None
    found = lookup_territory(name) or (lookup_territory(name[:-1]) if name.endswith("s") else None)
    if found is None or not (found.is_country or found.code in _OWN) or len(found.code) != 2:
        return None
    return found.code.upper()


@lru_cache(maxsize=1)
def _capitals() -> frozenset[str]:
    """rigour also takes a capital for its country; but a court in Moscow is not Russia's court."""
    return frozenset((files("kg.resolve") / "capitals.txt").read_text(encoding="utf-8").splitlines())
