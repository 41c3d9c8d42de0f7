"""One run at a time on a store. The lock is the operating system's: it goes with its process, however that ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from kg.errors import StoreError
from kg.settings import Settings


@contextmanager
def run_lock(settings: Settings) -> Iterator[None]:
    """Hold the store's run lock; raises StoreError at once where another process has it."""
    try:
        settings.store.mkdir(parents=True, exist_ok=True)
        lock = FileLock(settings.store / "run.lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise StoreError(f"Another run is at work on {settings.store}; try again when it is done.") from None
    except OSError as error:
        raise StoreError(f"The store {settings.store} cannot be written: {error.strerror or error}.") from error
    try:
        yield
    finally:
        lock.release()
