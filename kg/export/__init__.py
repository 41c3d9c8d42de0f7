"""The graph as a file to send or to open elsewhere: one writer a format, one line in `WRITERS`.

A writer is a module with `write(part: Part, stream: BinaryIO) -> None`.
"""

import importlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from kg.errors import UserError
from kg.export.select import Part

__all__ = ["WRITERS", "write_file", "write_stream"]

WRITERS: dict[str, str] = {
    "html": "kg.export.picture",
    "graphml": "kg.export.graphml",
    "gexf": "kg.export.gexf",
    "json": "kg.export.nodelink",
}
"""Format -> the module that writes it."""


def write_stream(part: Part, format: str, stream: BinaryIO) -> None:
    """Write the part of the graph in one of the formats of `WRITERS`."""
    importlib.import_module(WRITERS[format]).write(part, stream)


def write_file(part: Part, format: str, path: Path, *, replace: bool = False) -> None:
    """Write a file whole or not at all. Raises UserError where it exists and `replace` is not said, or cannot be written."""
    if path.exists() and not replace:
        raise UserError(f"{str(path)!r} exists already; --force replaces it.")
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UserError(f"{str(path)!r} cannot be written: {error.strerror}.") from None
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            write_stream(part, format, stream)
        # A temporary file is for its owner alone; the finished one follows the user's umask like any other.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except OSError as error:
        raise UserError(f"{str(path)!r} cannot be written: {error.strerror}.") from None
    finally:
        temporary.unlink(missing_ok=True)
