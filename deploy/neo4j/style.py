"""Our labels and colours for Neo4j Browser: `python -m deploy.neo4j.style > deploy/neo4j/browser.grass`."""

from pathlib import Path

from kg.ontology import load_ontology

FILE = Path(__file__).with_name("browser.grass")

OTHERS = {"Article": ("#8a8f98", "title"), "Claim": ("#c9a227", "predicate"), "Incident": ("#7d3c98", "date")}
"""Nodes that are no entities: colour, and the property that names them."""


def style() -> str:
    """The style sheet."""
    ontology = load_ontology()
    nodes = {label: (kind.colour, "name") for label, kind in ontology.entity_types.items()} | OTHERS
    blocks = [_block("node", "#888888", "id", size=50), _block("relationship", "#a5abb6", "<type>", size=1)]
    blocks += [_block(f"node.{label}", colour, name) for label, (colour, name) in nodes.items()]
    blocks += [_block(f"relationship.{name}", kind.colour, "<type>") for name, kind in ontology.predicates.items()]
    return "\n".join(blocks)


def _block(what: str, colour: str, caption: str, size: int | None = None) -> str:
    lines = [f"  color: {colour};"]
    if what.startswith("node"):
        lines += [f"  border-color: {colour};", "  text-color-internal: #ffffff;", f'  caption: "{{{caption}}}";']
        lines += [f"  diameter: {size}px;"] if size else []
    else:
        lines += [f'  caption: "{caption}";']
        lines += [f"  shaft-width: {size}px;", "  font-size: 8px;", "  text-color-external: #000000;"] if size else []
    return "\n".join([f"{what} {{", *lines, "}"])


if __name__ == "__main__":
    print(style())
