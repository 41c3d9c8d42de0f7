"""Sources to captures: files, folders, addresses, lists of addresses, standard input. Bytes are kept as they came.

Whatever was asked for and gives no capture gives a `Failure` with one sentence; nothing is left out in silence.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import UserError
from kg.fetch.files import printable, read_folder, read_path
from kg.fetch.lines import read_lines
from kg.model import Capture, Failure
from kg.settings import Settings

__all__ = ["captures"]


def captures(what: Iterable[str], settings: Settings) -> Iterator[Capture | Failure]:
    """Everything that `what` names, in its order: a file, a folder (all files below it, sorted), an http(s) address, a list of
    addresses (`.urls`, one a line), or `-` for JSON Lines on standard input.

    Raises UserError at once, before anything is read, where a file or folder does not exist.
    """
    wanted = list(what)
    for name in wanted:
        if not name.strip():
            raise UserError("One of the names is empty; the folder one is in is called '.'.")
        if name == "-" and sys.stdin is None:
            raise UserError("Standard input is closed, so - gives nothing to read.")
        if not _is_address(name) and name != "-" and not Path(name).exists():
            raise UserError(f"There is no file or folder {printable(name)!r}.")
    return (capture for name in wanted for capture in _one(name, settings))


def _one(name: str, settings: Settings) -> Iterator[Capture | Failure]:
    if name == "-":
        return read_lines(sys.stdin.buffer, "stdin:", "stdin", settings)
    if _is_address(name):
        return _web([name], settings)
    path = Path(name)
    if path.is_dir():
        return read_folder(path, settings)
    if path.suffix.lower() == ".urls":
        try:
            return _web(_listed(path), settings)
        except OSError as error:
            return iter([Failure(printable(path), f"It cannot be read: {error.strerror or error}.")])
    return read_path(path, settings)


def _is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _listed(path: Path) -> list[str]:
    """The addresses in a list file: one a line, empty lines and `#` comments skipped."""
    lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _web(addresses: list[str], settings: Settings) -> Iterator[Capture | Failure]:
    # Imported on use: reading files needs no HTTP client.
    from kg.fetch.web import fetch_addresses

    allowed = [host.strip() for host in settings.allow_private.split(",") if host.strip()]
    return fetch_addresses(addresses, settings, allow_private=allowed)
