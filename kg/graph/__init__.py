"""The property graph: computed from the archive, readable by Cypher, one contract for every engine."""
