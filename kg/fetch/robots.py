"""What a site's robots.txt allows us (RFC 9309, read by Protego)."""

from dataclasses import dataclass
from typing import Self

from protego import Protego

from kg.errors import SourceError

_AGENT = "kg"
_LIMIT = 512_000
"""Bytes; RFC 9309 asks for at least 500 KiB."""
_MAX_DELAY = 30.0
"""Seconds; a longer `Crawl-delay` is not kept, a run would never end."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for our agent; `rules` None allows everything."""

    rules: Protego | None = None

    @classmethod
    def of_answer(cls, status: int, content: bytes) -> Self:
        """Rules of an answer for robots.txt. Raises SourceError on a server error: then nothing may be fetched."""
        if status >= 500 or status == 429:
            raise SourceError(f"The site's robots.txt cannot be read (status {status}), so nothing is fetched there now.")
        if status != 200:
            return cls()
        return cls(Protego.parse(content[:_LIMIT].decode("utf-8", "replace")))

    def allow(self, address: str) -> bool:
        """Whether `address` may be fetched."""
        return self.rules is None or bool(self.rules.can_fetch(address, _AGENT))

    @property
    def delay(self) -> float:
        """Seconds asked for between two requests."""
        asked = self.rules.crawl_delay(_AGENT) if self.rules else None
        return min(float(asked or 0.0), _MAX_DELAY)
