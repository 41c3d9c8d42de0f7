"""Questions to the graph: the catalogue, and how answers are printed."""
