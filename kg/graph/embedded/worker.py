"""The process that holds the engine: `python -m kg.graph.embedded.worker HEAP_MB [JVM FLAG…]`.

JSON Lines in on standard input, one answer a request out on standard output. It ends with its parent: end of input is
the end of the process, also while a query runs. Nothing else may write to standard output, so the descriptor is moved away.
"""

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from typing import Any

from kg.graph.embedded import engine
from kg.graph.embedded.read import Reader
from kg.graph.embedded.write import Writer

_BULK = 5_000


def main() -> None:
    """Answer requests until the input ends."""
    # Ctrl-C in the terminal reaches the whole group: the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    lines: queue.Queue[str] = queue.Queue(maxsize=2_000)
    threading.Thread(target=_read_input, args=(lines,), daemon=True).start()
    worker = Worker(iter(lines.get, None))
    try:
        engine.start(int(sys.argv[1]), sys.argv[2:])
        _say(out, {"ready": True})
    except Exception as error:
        _say(out, {"error": "store", "message": f"The graph engine does not start: {error}"})
        return
    for line in iter(lines.get, None):
        request = json.loads(line)
        what, folder = request.pop("do"), request.get("folder", "")
        try:
            _say(out, {"answer": getattr(worker, f"do_{what}")(**request)})
        except Exception as error:
            kind = error.kind if isinstance(error, engine.EngineError) else "query" if what == "run" else "store"
            _say(out, {"error": kind, "message": str(error).splitlines()[0] if str(error) else repr(error)})
            if folder.endswith(".tmp"):
                # Rows of the failed write are still in the pipe; they are no requests.
                return


def _read_input(lines: "queue.Queue[str]") -> None:
    for line in sys.stdin:
        lines.put(line)
    os._exit(0)


def _say(out: Any, message: dict[str, Any]) -> None:
    out.write(json.dumps(message) + "\n")
    out.flush()


class Worker:
    """One method a request, `do_<name>`."""

    def __init__(self, lines: Iterator[str]):
        self._lines = lines
        self._reader: Reader | None = None
        self._folder = ""

    def do_run(self, folder: str, **arguments: Any) -> dict[str, Any]:
        """Answer a query on that generation."""
        return self._open(folder).run(**arguments)

    def do_find(self, folder: str, **arguments: Any) -> list[Any]:
        """Look nodes or relationships up by id."""
        return self._open(folder).find(**arguments)

    def do_counts(self, folder: str) -> dict[str, dict[str, int]]:
        """Count by label and type."""
        return self._open(folder).counts()

    def do_load(self, folder: str) -> None:
        """Make a new folder of the rows that follow, up to an empty line."""
        writer = Writer(folder, new=True)
        writer.bulk(_batches(self._rows()))
        writer.close()

    def do_update(self, folder: str) -> None:
        """Apply the operations that follow, up to an empty line, to a copied folder."""
        writer = Writer(folder, new=False)
        first = list(self._rows())
        writer.declare(sorted({row[0] for what, row in first if what == "node"}), sorted({row[0] for what, row in first if what == "edge"}))
        writer.bulk(_batches(iter(writer.change(iter(first)))))
        writer.close()

    def do_end(self) -> None:
        """Close what is open and end in an orderly way (an AOT cache is written then)."""
        if self._reader is not None:
            self._reader.close()
        engine.stop()

    def _open(self, folder: str) -> Reader:
        if self._reader is None or self._folder != folder:
            if self._reader is not None:
                self._reader.close()
                self._reader = None
            self._reader = Reader(folder)
            self._folder = folder
        return self._reader

    def _rows(self) -> Iterator[tuple[str, list[Any]]]:
        for line in self._lines:
            if line == "\n":
                return
            what, row = json.loads(line)
            yield what, row


def _batches(rows: Iterator[tuple[str, list[Any]]]) -> Iterator[tuple[str, str, list[Any]]]:
    """Rows of one label or type together, nodes before relationships (their order in the stream)."""
    waiting: dict[tuple[str, str], list[Any]] = {}
    kind = "node"
    for what, (name, *row) in rows:
        if what != kind:
            yield from ((one, other, lot) for (one, other), lot in waiting.items() if lot)
            waiting, kind = {}, what
        lot = waiting.setdefault((what, name), [])
        lot.append(row)
        if len(lot) == _BULK:
            yield what, name, waiting.pop((what, name))
    yield from ((one, other, lot) for (one, other), lot in waiting.items() if lot)


if __name__ == "__main__":
    main()
