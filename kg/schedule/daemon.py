"""Staying, and ingesting what is due when it is due - in a process of its own each time, so that none can harm the next one."""

import logging
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler
from filelock import FileLock, Timeout

from kg.errors import KgError, StoreError, UserError
from kg.schedule.due import names_due
from kg.settings import Settings

log = logging.getLogger(__name__)

_PATIENCE = 30.0
"""Seconds an ingest has to stop after it was asked to; it keeps whole articles however it ends."""


class Daemon:
    """Looks every `pace` seconds which sources are due and runs `command` when some are; one at a time, until stopped.

    A change of the sources file takes effect at the next look; a file that is wrong, a source that fails and an ingest that
    crashes are logged, and the next look comes all the same.
    """

    def __init__(self, settings: Settings, command: Sequence[str], pace: float = 30.0) -> None:
        self._settings = settings
        self._command = list(command)
        self._pace = pace
        self._stop = threading.Event()
        self._running: subprocess.Popen[bytes] | None = None

    def stay(self) -> None:
        """Return after SIGTERM, Ctrl-C or `stop`. Raises UserError where another one keeps the same store."""
        with _only_one(self._settings.store), _on_signals(self.stop):
            scheduler = BackgroundScheduler(timezone=UTC)
            scheduler.add_job(
                self._look, "interval", seconds=self._pace, next_run_time=datetime.now(UTC), max_instances=1, coalesce=True,
                misfire_grace_time=None,
            )
            scheduler.start()
            # Waiting with a limit lets Python see a signal on every system.
            while not self._stop.wait(1.0):
                pass
            scheduler.shutdown(wait=True)

    def stop(self) -> None:
        """Ask the running ingest to end, and `stay` to return."""
        self._stop.set()

    def _look(self) -> None:
        try:
            names = names_due(self._settings, datetime.now(UTC))
        except KgError as error:
            log.error("%s", error)
            return
        if names:
            log.info("Due: %s.", ", ".join(names))
            self._ingest()

    def _ingest(self) -> None:
        process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, start_new_session=True)
        asked = False
        while process.poll() is None:
            if self._stop.wait(0.2) and not asked:
                process.terminate()
                asked = True
                kill = threading.Timer(_PATIENCE, process.kill)
                kill.daemon = True
                kill.start()
        if process.returncode not in (0, 3) and not asked:
            log.error("The ingest ended with status %s; the next look comes in %.0f seconds.", process.returncode, self._pace)


@contextmanager
def _only_one(store: Path) -> Iterator[None]:
    """The lock that keeps a second schedule away from the same store."""
    try:
        store.mkdir(parents=True, exist_ok=True)
        lock = FileLock(store / "schedule.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise UserError(f"Another kg schedule keeps the store {str(store)!r} up to date already.") from None
    except OSError as error:
        raise StoreError(f"The store {store} cannot be written: {error.strerror or error}.") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """SIGTERM and Ctrl-C call `stop`, inside the block."""

    def handle(number: int, frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
