"""Local files and folders."""

import os
from collections.abc import Iterator
from pathlib import Path

from kg import media
from kg.errors import KgError
from kg.fetch.capture import capture_content
from kg.fetch.lines import read_lines
from kg.fetch.table import read_table
from kg.model import Capture, Failure
from kg.settings import Settings

_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")


def read_folder(folder: Path, settings: Settings) -> Iterator[Capture | Failure]:
    """All files below `folder`, sorted by path; hidden ones are no reports, unknown kinds are reported as skipped."""
    unread: list[OSError] = []
    for path in sorted(_below(folder, unread)):
        if path.is_symlink() and path.is_dir():
            yield Failure(printable(path), "It is a link to a folder, which is not followed.", "skipped")
        elif path.suffix.lower() in (*_LINES, *_TABLES, *media.SUFFIXES):
            yield from read_path(path, settings)
        else:
            kind = f"Files of the kind {path.suffix!r}" if path.suffix else "Files without a suffix"
            yield Failure(printable(path), f"{kind} in a folder are not read; name the file itself to try it.", "skipped")
    for error in unread:
        yield Failure(printable(error.filename), f"The folder cannot be read: {error.strerror or error}.")


def _below(folder: Path, unread: list[OSError]) -> Iterator[Path]:
    """Files below `folder`, and linked folders, which are not entered, so that a circle of links ends; `unread` gets what is closed."""
    for root, folders, names in os.walk(folder, onerror=unread.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(root, name).is_symlink()]
        yield from (Path(root, name) for name in (*names, *links) if not name.startswith("."))


def read_path(path: Path, settings: Settings) -> Iterator[Capture | Failure]:
    """What one file holds: one capture, or one a record of a `.jsonl` or `.csv` file."""
    suffix = path.suffix.lower()
    try:
        address = path.resolve().as_uri()
    except RuntimeError:
        yield Failure(printable(path), "It is a link that leads back to itself.")
        return
    try:
        if not path.is_file():
            yield Failure(printable(path), "It is no regular file.")
        elif suffix in _LINES:
            with path.open("rb") as stream:
                yield from read_lines(stream, f"{address}#", "file", settings)
        elif path.stat().st_size > settings.max_bytes:
            yield Failure(printable(path), too_large(path.stat().st_size, settings.max_bytes))
        elif suffix in _TABLES:
            yield from read_table(path.read_bytes(), address)
        else:
            content = path.read_bytes()
            media_type = media.sniff(content, media.SUFFIXES.get(suffix, media.UNKNOWN))
            yield capture_content(address, content, media_type, "file")
    except OSError as error:
        yield Failure(printable(path), f"It cannot be read: {error.strerror or error}.")
    except KgError as error:
        yield Failure(printable(path), str(error))


def printable(path: str | Path) -> str:
    """A path as it can be shown and stored: names that are no UTF-8 exist on every old disk."""
    return os.fsencode(path).decode("utf-8", "replace")


def too_large(size: int, limit: int) -> str:
    """The sentence for content over the limit."""
    return f"It has {size / 1e6:.0f} MB, more than the {limit / 1e6:.0f} MB that are read (KG_MAX_BYTES)."
