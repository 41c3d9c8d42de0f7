"""Names of countries, peoples, capitals, well-known bodies and first names: what a reader of world news knows before reading.

The tables and their licences are described in ATTRIBUTION.md. Lookups are exact apart from case, articles and plural endings;
a name that stands for two countries ("Guinean", "Congolese") gives the larger.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """A body known by name: the country it belongs to ("" for none) and its `Organization.kind`."""

    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Countries:
    names: dict[str, str]
    demonyms: dict[str, str]
    capitals: dict[str, str]
    common: dict[str, str]


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (files(__name__) / table).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@lru_cache(maxsize=1)
def _countries() -> _Countries:
    found = _Countries({}, {}, {}, {})
    for row in _rows("countries.tsv"):
        code = row["code"]
        found.common[code] = row["name"]
        for name in (row["name"], *row["other_names"].split("|")):
            found.names.setdefault(_key(name), code)
        for word in filter(None, row["demonyms"].split("|")):
            found.demonyms.setdefault(_key(word), code)
        for city in filter(None, row["capitals"].split("|")):
            found.capitals.setdefault(_key(city), code)
    for table in (found.names, found.demonyms, found.capitals):
        table.pop("", None)
    return found


@lru_cache(maxsize=1)
def _bodies() -> dict[str, Body]:
    return {_key(row["name"]): Body(row["code"], row["kind"]) for row in _rows("bodies.tsv")}


@lru_cache(maxsize=1)
def _first_names() -> dict[str, str]:
    return {row["name"].casefold(): row["sex"] for row in _rows("first_names.tsv")}


def _key(name: str) -> str:
    """Without article, line breaks and case; names of three letters or less keep their case ("US", "us")."""
    name = _ARTICLE.sub("", " ".join(name.replace("’", "'").split()))
    return name if len(name.replace(".", "")) <= 3 else name.casefold()


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a country or territory with a code, by any of its usual English names."""
    return _countries().names.get(_key(name))


def demonym_code(word: str) -> str | None:
    """Code of the country whose people or adjective this is: "Russian", "Russians", "British"."""
    key = _key(word)
    table = _countries().demonyms
    if key in table:
        return table[key]
    return table.get(key[:-1]) if key.endswith("s") else None


def capital_code(name: str) -> str | None:
    """Code of the country whose capital or seat of government this city is."""
    return _countries().capitals.get(_key(name))


def country_of(name: str) -> str | None:
    """Code of a country by name or adjective; words in lower case are common words ("turkey")."""
    return country_code(name) or demonym_code(name) if name[:1].isupper() else None


def country_name(code: str) -> str:
    """The common English name of a country."""
    return _countries().common[code]


def known_body(name: str) -> Body | None:
    """A body that news calls by its bare name ("the Kremlin", "HRW")."""
    return _bodies().get(_key(name))


def first_name_sex(name: str) -> str | None:
    """`man` or `woman` where a first name leaves little doubt."""
    return _first_names().get(name.casefold())
