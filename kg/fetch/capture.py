"""Making captures of local content."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from kg import __version__
from kg.model import Capture

TOOL = f"kg/{__version__}"
"""Name and version that stand in each capture's record and in the `User-Agent` header."""

SAFE = "/:?@!$&'()*+,;=%"
"""Signs that stand as they are after the `#` of an address, so that people can read it."""


def capture_content(
    address: str, content: bytes, media_type: str, method: str, *, given: Mapping[str, str] | None = None
) -> Capture:
    """A capture of `content`, taken now."""
    return Capture(
        address=address,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        retrieved_at=datetime.now(UTC),
        method=method,
        media_type=media_type,
        tool=TOOL,
        given=given or {},
    )
