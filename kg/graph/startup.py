"""A cache that lets the engine's JVM start in half the time: made once a machine, used where it fits.

The cache holds machine code in the making, so it lies in the user's own cache folder, never in a store that somebody else
may have sent, and is used only where nobody else can write it.
"""

import hashlib
import os
import sys
from importlib import metadata
from pathlib import Path

from kg.graph.process import WorkerProcess

HEAP_MB = 512


def cache_file() -> Path:
    """Where the cache of this engine, installed here, lies."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    key = "|".join([metadata.version("arcadedb-embedded"), metadata.version("jpype1"), sys.prefix, sys.version])
    return root / "kg" / f"engine-{hashlib.sha256(key.encode()).hexdigest()[:16]}.aot"


def flags() -> list[str]:
    """JVM flags that use the cache, or none."""
    path = cache_file()
    try:
        safe = all(entry.stat().st_uid == os.getuid() and not entry.stat().st_mode & 0o022 for entry in (path, path.parent))
    except OSError:
        return []
    return [f"-XX:AOTCache={path}"] if safe else []


def make(generation: Path, questions: list[str]) -> bool:
    """Make the cache while asking these queries of a generation; True where it is there now. Takes about five seconds."""
    path = cache_file()
    if path.exists():
        return True
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return False
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    worker = WorkerProcess(HEAP_MB, [f"-XX:AOTCacheOutput={fresh}"])
    for question in questions:
        worker.ask({"do": "run", "folder": str(generation), "cypher": question, "parameters": {}, "limit": 10, "timeout": 30})
    worker.end()
    if fresh.exists():
        fresh.chmod(0o600)
        fresh.replace(path)
    return path.exists()
