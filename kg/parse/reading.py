"""What a reader finds in one capture, before it becomes a Document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """Text and whatever the content itself says about it; fields as in `kg.model.Document`."""

    text: str
    title: str | None = None
    published: str | None = None
    """ISO date `YYYY-MM-DD`, or anything `kg.parse.dates.iso_day` understands."""
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    """What the content declares; trusted only where the text is too short to tell."""
    id: str | None = None
