"""Where the embedded graph lies: immutable generations and one pointer.

    <folder>/g7/          a closed generation with its manifest; nobody ever writes in it
    <folder>/g8.tmp/      being built; whoever dies there leaves nothing behind that is read
    <folder>/current      the name of the published generation, replaced atomically
    <folder>/lock         held by the one that publishes; the system lets go of it when the process dies
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.errors import StoreError

FORMAT = 1
"""Grows when older generations can no longer be built upon."""

MANIFEST = "kg-manifest.json"


@dataclass(frozen=True, slots=True)
class Generation:
    """A closed folder and the archive's token that it stands at."""

    path: Path
    token: int

    @property
    def number(self) -> int:
        """7 for `g7`."""
        return int(self.path.name[1:])


def current(folder: Path) -> Generation | None:
    """The published generation, None where there never was one; raises StoreError where it is missing, damaged or foreign."""
    pointer = folder / "current"
    try:
        name = pointer.read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"The graph's pointer {pointer} cannot be read ({error}); run `kg rebuild`.") from error
    if not re.fullmatch(r"g\d+", name):
        raise StoreError(f"The graph's pointer {pointer} is damaged; run `kg rebuild`.")
    return _read(folder / name)


def _read(path: Path) -> Generation:
    try:
        manifest = json.loads((path / MANIFEST).read_text("utf-8"))
        sizes, token, format = dict(manifest["files"]), int(manifest["token"]), manifest["format"]
        wrong = [name for name, size in sizes.items() if (path / name).stat().st_size != size]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"The published graph {path} is missing or damaged; run `kg rebuild`.") from error
    if wrong:
        raise StoreError(f"The published graph {path} is damaged ({wrong[0]} has another size); run `kg rebuild`.")
    if format != FORMAT:
        raise StoreError(f"The published graph {path} was built by another version of kg; run `kg rebuild`.")
    return Generation(path, token)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the lock of the one that publishes; raises StoreError at once where another holds it, or the disk does not take it.

    What fails on the disk while it is held is a StoreError too.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            _take(lock, folder)
            yield
    except OSError as error:
        raise StoreError(f"The graph cannot be written to {folder}: {error.strerror or error}.") from error


def _take(lock: IO[str], folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise StoreError(f"Another run is publishing the graph in {folder}; try again when it is done.") from error


def begin(folder: Path, base: Generation | None) -> Path:
    """An unpublished folder: a copy of `base`, or a name where nothing is yet. Call while `writing`."""
    for leftover in folder.glob("g*.tmp"):
        shutil.rmtree(leftover, ignore_errors=True)
    numbers = [int(path.name[1:]) for path in folder.glob("g*") if path.name[1:].isdigit()]
    path = folder / f"g{max(numbers, default=0) + 1}.tmp"
    if base is not None:
        shutil.copytree(base.path, path)
        (path / MANIFEST).unlink()
    return path


def publish(folder: Path, path: Path, token: int) -> Generation:
    """Make the closed folder `path` (from `begin`) the one that is read, all at once. Call while `writing`."""
    files = {file.name: file.stat().st_size for file in sorted(path.iterdir()) if file.is_file()}
    # The engine does not wait for the disk; a generation is small, and after a power cut it must be whole or not there.
    for name in files:
        _flush(path / name)
    _write(path / MANIFEST, json.dumps({"format": FORMAT, "token": token, "files": files}))
    final = path.with_suffix("")
    path.rename(final)
    _write(folder / "current.tmp", final.name)
    (folder / "current.tmp").replace(folder / "current")
    _flush(folder)
    generation = Generation(final, token)
    _sweep(folder, generation)
    return generation


def _sweep(folder: Path, newest: Generation) -> None:
    """Delete what is older than the previous generation: readers that are still there move on at their next question."""
    closed = sorted(int(path.name[1:]) for path in folder.glob("g*") if path.name[1:].isdigit())
    for number in [number for number in closed if number < newest.number][:-1]:
        shutil.rmtree(folder / f"g{number}", ignore_errors=True)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
