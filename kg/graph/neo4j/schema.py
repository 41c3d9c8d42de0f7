"""What kg sets up in a Neo4j database, by version, and how far the graph in it has come.

Both are told by names in the schema, never by a node, which would turn up in people's answers:

    kg_node_Person             a unique id on nodes of that label
    kg_edge_KILLED             an index on the id of relationships of that type
    kg_graph_v2_at_1763812345  an index on nothing: the version of all this, and the archive's token at which the graph stands
                               (`loading`: being loaded for the first time; `renewing`: being brought to another archive's state)
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, LiteralString, cast

import neo4j

from kg.errors import StoreError
from kg.graph.contract import Place
from kg.graph.reads import checked

Condition = Literal["empty", "foreign", "imported", "loading", "renewing", "ready"]

LOCK_LABEL = "Law"
"""Of the node that a writer makes and never commits: its unique id makes others wait. Few laws are written meanwhile."""

IMPORTED = "KgImport"
"""Label of the one node by which an offline import (see `kg.graph.neo4j.files`) says that it is ours."""

_STATE = re.compile(r"kg_graph_v(\d+)_(?:at_(\d+)|(loading|renewing))")

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE CONSTRAINT kg_node_Country IF NOT EXISTS FOR (n:Country) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT kg_node_Law IF NOT EXISTS FOR (n:Law) REQUIRE n.id IS UNIQUE",
    ),
    ("CREATE INDEX kg_claim_predicate IF NOT EXISTS FOR (n:Claim) ON (n.predicate)",),
)
"""What leads from version 0 to 1, from 1 to 2, …; applied in order, never changed once released."""

VERSION = len(MIGRATIONS)


@dataclass(frozen=True, slots=True)
class State:
    """What the schema says; `labels` and `types` are those that kg has declared."""

    condition: Condition
    token: int | None = None
    version: int = 0
    labels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    name: str = ""
    """Of the index that tells it; empty where there is none."""

    def same_as(self, other: "State") -> bool:
        """Whether the graph stands where it stood then."""
        return (self.condition, self.token) == (other.condition, other.token)


def query(text: str) -> LiteralString:
    """A query built here, of labels and types that were checked: the driver's types take no other text."""
    return text


Asked = neo4j.Session | neo4j.Transaction


def read_state(session: Asked) -> State:
    """What is there; raises StoreError where a newer kg made it."""
    rows = session.run("SHOW INDEXES YIELD name WHERE name STARTS WITH 'kg_' RETURN name ORDER BY name").value()
    labels, types = (tuple(name.removeprefix(prefix) for name in rows if name.startswith(prefix)) for prefix in ("kg_node_", "kg_edge_"))
    for name in rows:
        if (match := _STATE.fullmatch(name)) is None:
            continue
        version, token, condition = int(match[1]), match[2], match[3]
        if version > VERSION:
            raise StoreError(f"The graph was set up by a newer version of kg (schema {version}, this one knows {VERSION}); update kg.")
        return State(
            cast(Condition, condition or "ready"), int(token) if token else None, version, labels, types, name
        )
    return State(_without_state(session), labels=labels, types=types)


def _without_state(session: Asked) -> Condition:
    if session.run(query(f"MATCH (n:{IMPORTED}) RETURN count(n)")).single(strict=True)[0]:
        return "imported"
    return "foreign" if session.run("MATCH (n) RETURN n LIMIT 1").peek() else "empty"


def migrate(session: neo4j.Session, version: int) -> None:
    """Apply what a graph of that version lacks."""
    for step in MIGRATIONS[version:]:
        for statement in step:
            session.run(query(statement)).consume()


def declare(session: neo4j.Session, state: State, labels: Iterable[str], types: Iterable[str]) -> State:
    """Make ids unique for these labels and index them for these types, where that is not done yet; the state with all of them."""
    new_labels, new_types = sorted(set(labels) - set(state.labels)), sorted(set(types) - set(state.types))
    for label in new_labels:
        text = f"CREATE CONSTRAINT kg_node_{checked(label)} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        session.run(query(text)).consume()
    if new_types:
        with session.begin_transaction() as transaction:
            for type in new_types:
                transaction.run(query(f"CREATE INDEX kg_edge_{checked(type)} IF NOT EXISTS FOR ()-[r:{type}]-() ON (r.id)"))
            transaction.commit()
        session.run("CALL db.awaitIndexes(3600)").consume()
    return replace(state, labels=(*state.labels, *new_labels), types=(*state.types, *new_types))


def there(session: neo4j.Session, state: State) -> tuple[Sequence[str], Sequence[str]]:
    """Labels and types of what may be ours in the database: the declared ones, and all where a load did not come that far."""
    if state.condition not in ("loading", "imported"):
        return state.labels, state.types
    labels = session.run("CALL db.labels()").value()
    return [label for label in labels if label != IMPORTED], session.run("CALL db.relationshipTypes()").value()


def forget_import(session: neo4j.Session) -> None:
    """Delete the node that spoke for an offline import."""
    session.run(query(f"MATCH (n:{IMPORTED}) DELETE n")).consume()


def why_not(state: State, place: Place) -> str:
    """Why there is no graph to be read, or written, in a sentence."""
    if state.condition == "foreign":
        return f"The database at {place.address} holds data that kg did not put there; give kg a database of its own."
    if state.condition == "imported":
        return f"The graph at {place.address} was imported and not yet compared with the archive; run `kg rebuild`."
    if state.condition == "loading":
        return f"There is no graph at {place.address} yet: its first load is under way, or was stopped; `kg rebuild` goes on with it."
    return f"There is no graph at {place.address} yet; run `kg ingest` first."


def set_state(session: neo4j.Session, state: State, condition: Condition, token: int | None = None) -> State:
    """Say how far the graph has come, in place of what was said before."""
    said = f"at_{token}" if condition == "ready" else condition
    name = f"kg_graph_v{VERSION}_{said}"
    if name != state.name:
        with session.begin_transaction() as transaction:
            # Made anew each time, so on the label with the fewest nodes to look through.
            if state.name:
                transaction.run(query(f"DROP INDEX {state.name} IF EXISTS"))
            transaction.run(query(f"CREATE INDEX {name} FOR (n:Country) ON (n.kg)"))
            transaction.commit()
    return replace(state, condition=condition, token=token, version=VERSION, name=name)


def any_of(names: Sequence[str]) -> str:
    """`A|B|C` of labels or types, each checked."""
    return "|".join(checked(name) for name in names)

