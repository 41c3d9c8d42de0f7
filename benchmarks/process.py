"""One command as a whole process: seconds and peak memory, by the operating system's own account."""

import os
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What a finished process cost: wall-clock and processor seconds, peak resident memory in MB."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    status: int


def measure(command: list[str], stdin: Path | None = None, stdout: Path | None = None, stderr: Path | None = None) -> Cost:
    """Run `command` to its end and return its cost; files stand for its input and output."""
    with Path(stdin or os.devnull).open("rb") as source, Path(stdout or os.devnull).open("wb") as sink, ExitStack() as stack:
        errors = stack.enter_context(stderr.open("wb")) if stderr else None
        started = time.perf_counter()
        child = subprocess.Popen(command, stdin=source, stdout=sink, stderr=errors)
        # wait4 gives this child's own figures, where RUSAGE_CHILDREN would give the largest child ever.
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode)
