"""Reading in a process of its own, with a time limit: one worker, started when first needed, started anew after it died."""

import atexit
import json
import subprocess
import sys
import threading
from typing import Any

from kg.errors import DocumentError
from kg.parse.reading import Reading


class Isolated:
    """Runs readers in `kg.parse.worker`. Safe to call from several threads; they wait for each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def read(self, reader: str, content: bytes, charset: str | None, address: str, limit: float) -> Reading:
        """What the module `reader` reads; DocumentError with its reason, or when `limit` seconds are over or the worker died."""
        head = json.dumps({"reader": reader, "charset": charset, "address": address, "size": len(content)}).encode()
        with self._lock:
            process, over = self._running(), threading.Event()
            timer = threading.Timer(limit, _give_up, (process, over))
            timer.start()
            try:
                line = _exchange(process, head + b"\n", content)
            finally:
                timer.cancel()
            # A line without its end was cut off as the process died.
            whole = line.endswith(b"\n")
            if not whole:
                self._end()
        if over.is_set():
            raise DocumentError(f"Reading it took more than {limit:g} seconds.")
        if not whole:
            raise DocumentError("Its reader crashed: it is damaged or made to harm.")
        return _unpack(json.loads(line))

    def close(self) -> None:
        """End the worker, if one runs."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            # -P: a file called like a library, in the folder with the reports, must not be imported.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.parse.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _give_up(process: subprocess.Popen[bytes], over: threading.Event) -> None:
    over.set()
    process.kill()


def _exchange(process: subprocess.Popen[bytes], head: bytes, content: bytes) -> bytes:
    """Send a request and wait for its line; empty where the process died."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(head)
        process.stdin.write(content)
        process.stdin.flush()
        return process.stdout.readline()
    except OSError:
        return b""


def _unpack(reply: dict[str, Any]) -> Reading:
    if "error" in reply:
        raise DocumentError(str(reply["error"]))
    fields = dict(reply["reading"])
    fields["authors"] = tuple(fields["authors"])
    return Reading(**fields)


ISOLATED = Isolated()
