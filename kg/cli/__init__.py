"""The `kg` command. A command parses, calls one function, prints: data to stdout, progress to stderr.

Each command lives in the module of its name and imports what it needs when it runs, so that `kg --help` is instant.
"""
