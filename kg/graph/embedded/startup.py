"""A cache that lets the engine's JVM start in half the time: made once a machine, used where it fits.

The cache holds machine code in the making, so it lies in the user's own cache folder, never in a store that somebody else
may have sent, and is used only where nobody else can write it.
"""

import hashlib
import os
import sys
import tempfile
from contextlib import closing, suppress
from importlib import metadata
from pathlib import Path

from kg.errors import KgError
from kg.graph.embedded.process import WorkerProcess

READ_HEAP_MB = 512
"""Of a process that only reads."""

_LESSON = 2
"""Grows with what the JVM learns from."""

_QUESTION_SECONDS = 30.0

_QUESTIONS = (
    "MATCH (a)-[r]->(b) WHERE NOT a.id IN $none RETURN a, r, b ORDER BY r.id LIMIT 10",
    "MATCH (c:Claim)-[:FROM_ARTICLE]->(a:Article) OPTIONAL MATCH (c)-[:SUBJECT]->(s) WITH a, c, s WHERE c.date_from >= '2000' RETURN "
    "toLower(a.title) AS title, count(DISTINCT c) AS n, collect(s.name)[..3] AS names, max(c.date_to) AS last ORDER BY n DESC, title",
    "MATCH (n) WHERE any(word IN coalesce(n.aliases, []) WHERE toLower(word) CONTAINS 'a') OR n.name STARTS WITH 'A' "
    "RETURN labels(n)[0] AS label, substring(coalesce(n.name, ''), 0, 7) AS name, CASE WHEN n.code IS NULL THEN 0 ELSE 1 END AS code",
)
"""What the JVM learns from: the shapes of the catalogue's queries."""

_ROWS = (
    ["node", ["Article", "a", {"title": "A", "version": 1}]],
    ["node", ["Person", "p", {"name": "P", "aliases": ["Q"], "main": True, "confidence": 0.5}]],
    ["edge", ["MENTIONED_IN", "m", "p", "a", "Person", "Article", {"count": 1, "starts": [1, 2]}]],
)
_MORE_ROWS = (
    ["node", ["Person", "q", {"name": "Q"}]],
    ["edge", ["MENTIONED_IN", "n", "q", "a", "Person", "Article", {"count": 1}]],
)
"""What it learns writing from."""


def cache_file() -> Path:
    """Where the cache of this engine, installed here, lies."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    key = "|".join([str(_LESSON), metadata.version("arcadedb-embedded"), metadata.version("jpype1"), sys.prefix, sys.version])
    return root / "kg" / f"engine-{hashlib.sha256(key.encode()).hexdigest()[:16]}.aot"


def flags() -> list[str]:
    """JVM flags that use the cache, or none."""
    path = cache_file()
    try:
        safe = all(entry.stat().st_uid == os.getuid() and not entry.stat().st_mode & 0o022 for entry in (path, path.parent))
    except OSError:
        return []
    return [f"-XX:AOTCache={path}"] if safe and path.stat().st_size else []


def make(generation: Path) -> bool:
    """Make the cache, while asking a generation what is asked often; True where it is there now. Takes about five seconds."""
    path = cache_file()
    if path.exists():
        return True
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(WorkerProcess(READ_HEAP_MB, [f"-XX:AOTCacheOutput={fresh}"])) as worker:
            for question in _QUESTIONS:
                request = {"cypher": question, "parameters": {"none": ["x"]}, "limit": 10, "timeout": _QUESTION_SECONDS}
                worker.ask({"do": "run", "folder": str(generation), **request}, timeout=_QUESTION_SECONDS)
            with tempfile.TemporaryDirectory() as scratch:
                # What is new goes in by bulk, what is there already row by row.
                for what, rows in (("load", _ROWS), ("update", [*_ROWS, *_MORE_ROWS])):
                    worker.ask({"do": what, "folder": f"{scratch}/g1.tmp"}, rows=rows)
            worker.ask({"do": "end"}, timeout=120)
        # An empty file says that it cannot be made here, so that nobody tries at every run.
        fresh.touch()
        fresh.chmod(0o600)
        fresh.replace(path)
    except (OSError, KgError):
        # Without the cache everything works, a second slower.
        return False
    finally:
        with suppress(OSError):
            # The JVM notes beside it what it learns.
            for left in path.parent.glob(f"{fresh.name}*"):
                left.unlink(missing_ok=True)
    return True
