"""Which part of the graph goes into a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.errors import NotFound, UserError
from kg.graph.memory import Multigraph
from kg.model import ENTITY_TYPES

Ends = tuple[str, str, str]
"""Source, target and id of a relationship."""
NAMESAKES = 8
"""Entities of one name that are listed to choose from."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for. `limit`: relationships between entities at most, None for all; `statuses`: empty for all."""

    entity: str | None = None
    """Id or name of the entity in the middle."""
    depth: int = 1
    """Steps away from it."""
    limit: int | None = None
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the graph, and what it is a part of."""

    whole: Multigraph
    relations: tuple[Ends, ...]
    """The relationships between entities that are in it, those with the most articles first, then by id."""
    nodes: frozenset[str]
    """Everything in it: entities, and the claims, articles and incidents behind the relationships."""
    centre: str | None
    total: int
    """How many relationships between entities were asked for before the limit."""
    wish: Wish

    def graph(self) -> Multigraph:
        """The part as a graph of its own: chosen relationships between entities, and all others among its nodes."""
        chosen = set(self.relations)
        found: Multigraph = nx.MultiDiGraph()
        found.add_nodes_from((node, self.whole.nodes[node]) for node in sorted(self.nodes))
        for source, target, key, data in sorted(self.whole.subgraph(self.nodes).edges(keys=True, data=True), key=lambda edge: edge[2]):
            if not is_relation(data) or (source, target, key) in chosen:
                found.add_edge(source, target, key, **data)
        return found


def is_relation(data: Mapping[str, Any]) -> bool:
    """Whether a relationship is one between entities, computed from claims."""
    return "claims" in data["properties"]


def select(whole: Multigraph, wish: Wish) -> Part:
    """The part that `wish` asks for. Raises NotFound or UserError where the entity is not there or not clear."""
    centre = find_entity(whole, wish.entity) if wish.entity is not None else None
    relations = [
        (source, target, key) for source, target, key, data in whole.edges(keys=True, data=True)
        if is_relation(data) and (not wish.statuses or data["properties"].get("status") in wish.statuses)
    ]
    if centre is not None:
        near = _near(relations, centre, wish.depth)
        relations = [ends for ends in relations if ends[0] in near and ends[1] in near]
    relations.sort(key=lambda ends: _rank(whole, ends))
    chosen = relations[: wish.limit]
    entities = {node for ends in chosen for node in ends[:2]} | ({centre} if centre else set())
    everything = centre is None and wish.limit is None and not wish.statuses
    nodes = frozenset(whole) if everything else frozenset(entities | _behind(whole, chosen))
    return Part(whole, tuple(chosen), nodes, centre, len(relations), wish)


def find_entity(whole: Multigraph, wanted: str) -> str:
    """The id of the entity with that id or name (also an alias; case does not matter)."""
    if wanted in whole and whole.nodes[wanted]["label"] in ENTITY_TYPES:
        return wanted
    folded = wanted.casefold().strip()
    by_name: list[str] = []
    by_alias: list[str] = []
    for node, data in whole.nodes(data=True):
        if data["label"] in ENTITY_TYPES:
            if str(data["properties"].get("name", "")).casefold() == folded:
                by_name.append(node)
            elif folded in (str(alias).casefold() for alias in data["properties"].get("aliases", ())):
                by_alias.append(node)
    found = sorted(by_name or by_alias)
    if not found:
        raise NotFound(f"There is no entity {wanted!r} in the graph.")
    if len(found) > 1:
        names = "; ".join(f"{node} ({whole.nodes[node]['label']}{_where(whole, node)})" for node in found[:NAMESAKES])
        more = f"; … {len(found) - NAMESAKES} more" if len(found) > NAMESAKES else ""
        raise UserError(f"{len(found)} entities are called {wanted!r}; give the id of one: {names}{more}.")
    return found[0]


def _where(whole: Multigraph, entity: str) -> str:
    """An article that names it; nine of "Police" are told apart by nothing else."""
    articles = sorted(target for _, target, data in whole.out_edges(entity, data=True) if data["type"] == "MENTIONED_IN")
    title = whole.nodes[articles[0]]["properties"].get("title") if articles else None
    return f", in “{title}”" if title else ""


def _near(relations: Iterable[Ends], centre: str, depth: int) -> set[str]:
    """Entities at most `depth` relationships away, in either direction."""
    undirected: nx.Graph[str] = nx.Graph((source, target) for source, target, _ in relations)
    undirected.add_node(centre)
    return set(nx.single_source_shortest_path_length(undirected, centre, cutoff=depth))


def _rank(whole: Multigraph, ends: Ends) -> tuple[int, float, str]:
    properties = whole.edges[ends]["properties"]
    return -int(properties.get("articles", 0)), -float(properties.get("confidence", 0.0)), ends[2]


def _behind(whole: Multigraph, relations: Iterable[Ends]) -> set[str]:
    """The claims of these relationships, their articles, and the incidents they tell of."""
    claims = {claim for ends in relations for claim in whole.edges[ends]["properties"]["claims"] if claim in whole}
    around = {
        target for _, target, data in whole.out_edges(claims, data=True) if data["type"] in ("FROM_ARTICLE", "TELLS_OF")
    }
    return claims | around
