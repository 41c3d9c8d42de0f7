"""Mistyped values: words of the vocabulary are checked before a question is asked, names when its answer is empty.

An empty answer must mean "nothing is known", never "you mistyped".
"""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args

from kg.errors import UserError
from kg.graph.contract import Graph, Table
from kg.model import ENTITY_TYPES, Modality
from kg.ontology import load_ontology

NAMES = ("name", "one", "other", "country", "speaker", "about")
"""Parameters that name an entity, or are empty for all."""

LABELS = "|".join(ENTITY_TYPES)
MOST_NEAR = 500
"""Names at most that are compared with a mistyped one."""

_EXACT = """WHERE e.id = $name OR toLower(e.name) = toLower($name) OR e.code = toUpper($name)
  OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($name))
RETURN e.id AS id LIMIT 1"""
_NEAR = """WHERE any(start IN $starts WHERE toLower(e.name) CONTAINS start)
RETURN DISTINCT e.name AS name ORDER BY name LIMIT $most"""


def checked(name: str, values: list[str]) -> list[str]:
    """The values of a list parameter as the vocabulary writes them; raises UserError for one it does not have.

    Only the parameters `predicates`, `statuses`, `types` and `violations` have a vocabulary; all else passes as it is.
    """
    known = _vocabulary().get(name)
    return values if known is None else [_known(name, known, value) for value in values]


def unknown_names(graph: Graph, parameters: Mapping[str, Any], answer: Table) -> str | None:
    """One sentence for each name or country that nothing in the graph has; None where all are known or there are rows.

    Asks the graph only about an empty answer. Raises what `Graph.run` raises.
    """
    if answer.rows:
        return None
    given = {name: parameters[name] for name in NAMES if isinstance(parameters.get(name), str) and parameters[name]}
    return " ".join(said for name, value in given.items() if (said := _said(graph, name, value))) or None


@lru_cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    predicates = load_ontology().predicates
    violations = {one.violation for one in predicates.values() if one.violation}
    return {
        "predicates": tuple(predicates), "statuses": (*get_args(Modality), "denied", "contested"),
        "types": ENTITY_TYPES, "violations": tuple(sorted(violations)),
    }


def _known(name: str, known: tuple[str, ...], value: str) -> str:
    as_written = {one.lower(): one for one in known}
    if value.lower() in as_written:
        return as_written[value.lower()]
    near = get_close_matches(value.lower(), as_written, n=1, cutoff=0.5)
    instead = f"did you mean “{as_written[near[0]]}”?" if near else f"there are {', '.join(known)}."
    raise UserError(f"`{name}` has no “{value}”; {instead}")


def _said(graph: Graph, parameter: str, value: str) -> str | None:
    label = "Country" if parameter == "country" else LABELS
    if graph.run(f"MATCH (e:{label}) {_EXACT}", {"name": value}).rows:
        return None
    near = _near(graph, label, value)
    who = "No country" if parameter == "country" else "Nobody and nothing"
    instead = f" Did you mean {' or '.join(f'“{name}”' for name in near)}?" if near else ""
    return f"{who} is called “{value}” in this graph.{instead}"


def _near(graph: Graph, label: str, value: str) -> list[str]:
    """Up to three names like this one; only names that share the beginning of a word are fetched, whatever the graph's size."""
    starts = sorted({word[:3] for word in value.lower().split() if len(word) >= 3})
    if not starts:
        return []
    found = graph.run(f"MATCH (e:{label}) {_NEAR}", {"starts": starts, "most": MOST_NEAR})
    names = {str(name).lower(): str(name) for (name,) in found.rows}
    near = get_close_matches(value.lower(), names, n=3, cutoff=0.6)
    if not near:
        # "Krasnov" for "Igor Krasnov": a part of a name is often all that somebody remembers.
        near = [name for name in names if value.lower() in name][:3]
    return [names[name] for name in near]
