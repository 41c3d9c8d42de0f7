"""The worker process seen from here: started on use, asked in turn, killed when it takes too long."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import kg
from kg.errors import KgError, QueryError, QueryTimeout, StoreError

START_SECONDS = 120.0
"""A loaded laptop may take long to start a JVM; a query's own time begins after that."""

GRACE_SECONDS = 0.5
"""The engine stops most queries itself at the limit; what it cannot stop is killed this much later."""

_ERRORS: dict[str, type[KgError]] = {"query": QueryError, "timeout": QueryTimeout, "store": StoreError}
_FOREIGN = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTIONS", "PYTHONSTARTUP", "PYTHONINSPECT")


class WorkerProcess:
    """One engine in one process; questions from several threads wait for each other."""

    def __init__(self, heap_mb: int, flags: Sequence[str] = ()):
        self._command = [sys.executable, "-P", "-m", "kg.graph.embedded.worker", str(heap_mb), *flags]
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str | None] = queue.Queue()
        self._ready = False

    def ask(self, request: Mapping[str, Any], timeout: float | None = None, rows: Iterable[Any] = ()) -> Any:
        """The answer to one request, followed by `rows` where it takes some; raises what the worker's error stands for.

        After `timeout` seconds (None: never) the process is killed, QueryTimeout raised, and the next question starts another.
        """
        with self._lock:
            self._start()
            try:
                self._wait_until_ready()
                self._send(request, rows)
                return self._receive(None if timeout is None else timeout + GRACE_SECONDS)
            except EOFError:
                raise _stopped(request["do"]) from None
            except (queue.Empty, QueryTimeout) as slow:
                if isinstance(slow, queue.Empty):
                    self._kill()
                if timeout is None:
                    raise StoreError("The graph engine waited too long for its own files; try again.") from None
                raise QueryTimeout(f"The query took longer than {timeout:g} seconds and was stopped.") from None
            except BaseException as error:
                if not isinstance(error, KgError):
                    self._kill()
                raise

    def close(self) -> None:
        """End the process; another question would start a new one."""
        with self._lock:
            self._kill()

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        # `-P` keeps the working directory, which may be anybody's, off the module path; so say where kg is.
        home = str(Path(kg.__file__).parent.parent)
        environment["PYTHONPATH"] = os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH")])])
        self._answers = queue.Queue()
        self._ready = False
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment, encoding="utf-8",
        )
        threading.Thread(target=_read_answers, args=(self._process, self._answers), daemon=True).start()

    def _wait_until_ready(self) -> None:
        if not self._ready:
            try:
                self._receive(START_SECONDS)
            except queue.Empty:
                self._kill()
                raise StoreError("The graph engine did not start; is this computer out of memory?") from None
            self._ready = True

    def _send(self, request: Mapping[str, Any], rows: Iterable[Any]) -> None:
        assert self._process is not None and self._process.stdin is not None
        pipe = self._process.stdin
        try:
            pipe.write(json.dumps(request) + "\n")
            if request["do"] in ("load", "update"):
                for row in rows:
                    pipe.write(json.dumps(row, allow_nan=False) + "\n")
                pipe.write("\n")
            pipe.flush()
        except BrokenPipeError:
            # It ended already; why is in its last answer, or in its silence.
            return

    def _receive(self, timeout: float | None) -> Any:
        """The next answer; raises queue.Empty after `timeout` seconds, EOFError where the process ended."""
        line = self._answers.get(timeout=timeout)
        if line is None:
            self._kill()
            raise EOFError
        message = json.loads(line)
        if "error" in message:
            raise _ERRORS[message["error"]](message["message"])
        return message.get("answer")

    def _kill(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # A half-written request cannot be flushed to a process that is gone.
                try:
                    pipe.close()
                except OSError:
                    continue
        self._process = None


def _stopped(what: str) -> KgError:
    if what == "run":
        return QueryError("The query needs more memory than it may use and was stopped; ask for less at a time.")
    return StoreError("The graph engine stopped unexpectedly; is this computer out of memory or disk?")


def _read_answers(process: "subprocess.Popen[str]", answers: "queue.Queue[str | None]") -> None:
    assert process.stdout is not None
    try:
        for line in process.stdout:
            answers.put(line)
    except ValueError:
        # The pipe was closed under us by a kill.
        pass
    answers.put(None)

