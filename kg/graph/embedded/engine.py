"""ArcadeDB inside this process: the one module that knows the engine, its package and its Java classes.

Runs only in the worker process (`kg.graph.embedded.worker`), which can be killed: nested `reduce()` or comprehensions cannot be
stopped otherwise. Published folders are opened READ_ONLY, without a lock, and are never written again.
"""

import importlib.metadata
import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jpype  # type: ignore[import-untyped]

_JARS = (
    "antlr4-runtime", "arcadedb-engine", "arcadedb-python-bridge", "collections", "graal-sdk", "gson", "jniutils", "jts-core", "jvector",
    "lucene-", "lz4-java", "nativeimage", "polyglot", "s2-geometry", "spatial4j", "word",
)
"""What the engine itself needs; its servers (HTTP, Bolt, Postgres, Redis, MCP) are not even on the class path."""

_FLAGS = (
    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError",
    "-XX:ErrorFile=/dev/null", "-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=off:stderr", "-Xss4m",
    "-Dfile.encoding=UTF8", "-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED", "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Darcadedb.polyglotEngineEnabled=false",
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false", "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
)

class EngineError(Exception):
    """Something the engine refused; `kind` is `query`, `timeout` or `store`."""

    def __init__(self, kind: str, message: str):
        super().__init__(message)
        self.kind = kind


def package_folder() -> Path:
    """Where the engine's package lies, found without importing it."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or not spec.submodule_search_locations:
        raise EngineError("store", "The embedded graph engine is not installed; run `pip install arcadedb-embedded`.")
    return Path(next(iter(spec.submodule_search_locations)))


def version() -> str:
    """The engine's version, e.g. `26.10.2`."""
    return importlib.metadata.version("arcadedb-embedded")


def start(heap_mb: int, flags: Sequence[str] = ()) -> None:
    """Start the JVM of this process with a heap of at most `heap_mb` MB."""
    home = package_folder()
    library = {"darwin": "lib/server/libjvm.dylib", "win32": "bin/server/jvm.dll"}.get(sys.platform, "lib/server/libjvm.so")
    jars = [str(jar) for jar in sorted((home / "jars").glob("*.jar")) if jar.name.startswith(_JARS)]
    logging = Path(__file__).with_name("logging.properties")
    jpype.startJVM(
        str(home / "jre" / library), f"-Xmx{heap_mb}m", *_FLAGS, f"-Djava.util.logging.config.file={logging}", *flags,
        classpath=jars, interrupt=False, convertStrings=False,
    )


def stop() -> None:
    """End the JVM in an orderly way."""
    jpype.shutdownJVM()


def java(name: str) -> Any:
    """The Java class of that name."""
    return jpype.JClass(name)


def guarded(call: Callable[[], Any], kind: str) -> Any:
    """What `call` gives; a Java exception becomes an EngineError of that kind, with the engine's first line."""
    try:
        return call()
    except jpype.JException as error:
        name = str(error.getClass().getSimpleName())
        lines = str(error.getMessage() or name).strip().splitlines() or [name]
        raise EngineError("timeout" if name == "TimeoutException" else kind, lines[0][:500]) from None


def to_java(value: Any) -> Any:
    """A JSON value as the engine takes parameters; raises EngineError for a number beyond 64 bits."""
    if isinstance(value, Mapping):
        result = java("java.util.HashMap")()
        for key, item in value.items():
            result.put(key, to_java(item))
        return result
    if isinstance(value, list | tuple):
        result = java("java.util.ArrayList")()
        for item in value:
            result.add(to_java(item))
        return result
    if isinstance(value, bool):
        return java("java.lang.Boolean")(value)
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise EngineError("query", f"The number {value} is too large for a query.")
        return java("java.lang.Long")(value)
    if isinstance(value, float):
        return java("java.lang.Double")(value)
    return value
