"""The embedded Cypher engine as a backend: generations in a folder, opened by worker processes that can be stopped."""
