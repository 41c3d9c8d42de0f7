"""A Neo4j server as a backend: changes by transaction, a whole graph by difference, or as files for an offline import."""
