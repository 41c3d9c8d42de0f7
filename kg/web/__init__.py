"""HTTP over the archive and the published graph, and the explorer page. Reads only; never writes to the store."""
