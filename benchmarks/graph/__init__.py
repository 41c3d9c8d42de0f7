"""Load, update and questions of the graph backends."""
