"""JSON Lines: one capture a line, the line's bytes exactly."""

import json
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from kg import media
from kg.fetch.capture import SAFE, capture_content
from kg.model import Capture, Failure
from kg.settings import Settings


def read_lines(stream: BinaryIO, prefix: str, method: str, settings: Settings) -> Iterator[Capture | Failure]:
    """A capture with the address `prefix` + id for each line; a line that is no record gives a Failure, the next ones go on.

    Lines are read one at a time, so a stream of any length needs the memory of its longest line.
    """
    number = 0
    while line := stream.readline(settings.max_bytes + 1):
        number += 1
        where = f"{prefix}line-{number}"
        if len(line) > settings.max_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(settings.max_bytes)
            yield Failure(where, f"Line {number} is longer than the {settings.max_bytes / 1e6:.0f} MB that are read (KG_MAX_BYTES).")
        elif line.strip():
            yield _record(line, number, prefix, method)


def _record(line: bytes, number: int, prefix: str, method: str) -> Capture | Failure:
    where = f"{prefix}line-{number}"
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return Failure(where, f"Line {number} is not valid JSON.")
    if not isinstance(record, dict):
        return Failure(where, f"Line {number} is no JSON object.")
    identity = record.get("id")
    if not isinstance(identity, str | int) or isinstance(identity, bool) or identity == "":
        return Failure(where, f'Line {number} has no "id".')
    name = str(identity).encode("utf-8", "replace").decode()
    address = prefix + (name if method == "stdin" else quote(name, safe=SAFE))
    return capture_content(address, line.removeprefix(b"\xef\xbb\xbf"), media.RECORD, method, given={"id": name})
