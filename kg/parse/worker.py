"""The process in which hostile-prone formats are read (`python -m kg.parse.worker`): a crash or a bomb ends it, not kg.

Standard input: one JSON line `{"reader", "charset", "address", "size"}`, then `size` bytes, again and again.
Standard output: one JSON line a request, `{"reading": {...}}` or `{"error": sentence}`. JSON, never pickle: an overtaken
reader must not be able to run code on the other side.
"""

import dataclasses
import importlib
import json
import os
import sys
from typing import Any, BinaryIO

from kg.errors import DocumentError

_MEMORY = 4 * 1024**3
"""Bytes of address space; trafilatura on a 20 MB page needs about 1 GB."""


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until the input ends."""
    while line := requests.readline():
        request = json.loads(line)
        content = requests.read(request["size"])
        replies.write(json.dumps(_answer(request, content)).encode("ascii") + b"\n")
        replies.flush()


def _answer(request: dict[str, Any], content: bytes) -> dict[str, Any]:
    reader = importlib.import_module(request["reader"])
    try:
        return {"reading": dataclasses.asdict(reader.read(content, request["charset"], request["address"]))}
    except DocumentError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "Reading it takes more memory than one document may."}
    except RecursionError:
        return {"error": "It is nested too deeply to be read."}
    except Exception as error:
        # The libraries raise nearly anything on broken input; the reader goes on, the document is reported.
        return {"error": f"It cannot be read ({type(error).__name__})."}


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_memory()
    # Libraries that print must not break the protocol: only our own copy of the descriptor is the reply channel.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, channel)
