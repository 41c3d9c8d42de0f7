"""Questions to the graph: the catalogue, and the gate that lets only reads pass."""
