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
    for path in sorted(_below(folder)):
        if path.suffix.lower() in (*_LINES, *_TABLES, *media.SUFFIXES):
            yield from read_path(path, settings)
        else:
            kind = f"Files of the kind {path.suffix!r}" if path.suffix else "Files without a suffix"
            yield Failure(str(path), f"{kind} in a folder are not read; name the file itself to try it.", "skipped")


def _below(folder: Path) -> Iterator[Path]:
    """Files below `folder`; linked folders are not followed, so that a circle of links ends."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root, name) for name in names if not name.startswith("."))


def read_path(path: Path, settings: Settings) -> Iterator[Capture | Failure]:
    """What one file holds: one capture, or one a record of a `.jsonl` or `.csv` file."""
    suffix = path.suffix.lower()
    address = path.resolve().as_uri()
    try:
        if not path.is_file():
            yield Failure(str(path), "It is no regular file.")
        elif suffix in _LINES:
            with path.open("rb") as stream:
                yield from read_lines(stream, f"{address}#", "file", settings)
        elif path.stat().st_size > settings.max_bytes:
            yield Failure(str(path), too_large(path.stat().st_size, settings.max_bytes))
        elif suffix in _TABLES:
            yield from read_table(path.read_bytes(), address)
        else:
            content = path.read_bytes()
            media_type = media.sniff(content, media.SUFFIXES.get(suffix, media.UNKNOWN))
            yield capture_content(address, content, media_type, "file")
    except OSError as error:
        yield Failure(str(path), f"It cannot be read: {error.strerror or error}.")
    except KgError as error:
        yield Failure(str(path), str(error))


def too_large(size: int, limit: int) -> str:
    """The sentence for content over the limit."""
    return f"It has {size / 1e6:.0f} MB, more than the {limit / 1e6:.0f} MB that are read (KG_MAX_BYTES)."
